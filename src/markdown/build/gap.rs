//! Text that the parser leaves out: definitions that no link uses, cells beyond the last column, and anything else
//! between its events. Readers must see it, so it is found by its position.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, OffsetIter, Tag};

use crate::markdown::tree::Run;

/// Follows the events of a text, and finds the text that none of them covers.
pub(super) struct Gaps<'a> {
    text: &'a str,
    /// Everything before this offset has been covered or found.
    seen: usize,
    /// The definitions that links use, in order: their content is in the links.
    used: Vec<Range<usize>>,
}

impl<'a> Gaps<'a> {
    pub(super) fn new(text: &'a str, used: Vec<Range<usize>>) -> Gaps<'a> {
        Gaps { text, seen: 0, used }
    }

    /// The lines before an event with this range that no event covered.
    pub(super) fn before(&mut self, event: &Event<'_>, range: &Range<usize>) -> Vec<Run> {
        match event {
            Event::Start(tag) => {
                let lines = self.up_to(range.start);
                self.seen = self.seen.max(opened(self.text, tag, range));
                lines
            }
            // What follows the text of a link is its address.
            Event::End(pulldown_cmark::TagEnd::Link | pulldown_cmark::TagEnd::Image) => {
                self.seen = self.seen.max(range.end);
                Vec::new()
            }
            Event::End(_) => self.up_to(range.end),
            Event::Text(_)
            | Event::Code(_)
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::Rule
            | Event::TaskListMarker(_) => {
                let lines = self.up_to(range.start);
                self.seen = self.seen.max(range.end);
                lines
            }
        }
    }

    /// The lines before a byte offset that no event covered.
    pub(super) fn up_to(&mut self, end: usize) -> Vec<Run> {
        let mut lines = Vec::new();
        let from = self.seen;
        if from >= end {
            return lines;
        }
        self.seen = end;
        let first = self.used.partition_point(|used| used.end <= from);
        let mut at = from;
        for used in self.used.iter().skip(first).take_while(|used| used.start < end) {
            push_lines(self.text, at..used.start.min(end), &mut lines);
            at = at.max(used.end);
        }
        push_lines(self.text, at..end, &mut lines);
        lines
    }
}

/// The ranges of the definitions that links of a text use.
pub(super) fn used_definitions(mut events: OffsetIter<'_>) -> Vec<Range<usize>> {
    let mut used = Vec::new();
    while let Some((event, _)) = events.next() {
        let Event::Start(Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. }) = event else {
            continue;
        };
        if matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut) {
            used.extend(events.reference_definitions().get(&id).map(|definition| definition.span.clone()));
        }
    }
    used.sort_by_key(|span| span.start);
    used.dedup();
    used
}

/// The offset after the marker that opens a container: its number, label or info string is not part of its text.
fn opened(text: &str, tag: &Tag<'_>, range: &Range<usize>) -> usize {
    let rest = text.get(range.clone()).unwrap_or_default();
    let mark = match tag {
        Tag::Item => item_mark(rest),
        Tag::FootnoteDefinition(_) => rest.find("]:").map_or(0, |at| at + 2),
        Tag::CodeBlock(CodeBlockKind::Fenced(_)) => rest.find('\n').unwrap_or(rest.len()),
        _ => 0,
    };
    range.start + mark
}

/// The length of an item's number and task box in bytes. An item that is indented more than necessary starts with
/// spaces.
fn item_mark(rest: &str) -> usize {
    let inner = rest.trim_start_matches([' ', '\t']).trim_start_matches(|c: char| c.is_ascii_digit());
    let behind = inner.trim_start_matches(['-', '+', '*', '.', ')']).trim_start_matches([' ', '\t']);
    let is_box = ["[x]", "[X]"].iter().any(|ticked| behind.starts_with(ticked));
    rest.len() - if is_box { behind.len() - "[x]".len() } else { inner.len() }
}

/// Adds the non-blank lines of a range, without the markers of their containers.
fn push_lines(text: &str, stretch: Range<usize>, lines: &mut Vec<Run>) {
    debug_assert!(text.get(stretch.clone()).is_some(), "a gap lies between stretches of the text");
    let Some(left_out) = text.get(stretch.clone()) else { return };
    let mut at = stretch.start;
    for line in left_out.split_inclusive('\n') {
        let words = line.trim_start_matches([' ', '\t', '>']);
        let start = at + line.len() - words.len();
        let words = words.trim_end();
        if says_something(words) {
            lines.push(Run { text: words.into(), range: start..start + words.len() });
        }
        at += line.len();
    }
}

fn says_something(words: &str) -> bool {
    words.contains("]:") || words.contains(char::is_alphanumeric)
}
