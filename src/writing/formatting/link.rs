//! Adds links to text, changes their addresses, and removes them.

use std::ops::Range;

use super::inline::{Edits, chosen, overlaps};
use crate::markdown::write::{Spelling, destination};
use crate::markdown::{self, Inline, Span, SpanKind};
use crate::writing::change::{Change, Selection};
use crate::writing::rendered::Rendered;
use crate::writing::window::window;

/// The link that contains a selection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkAt {
    pub address: String,
    /// Including its delimiters.
    pub outer: Range<usize>,
    /// Its text.
    pub inner: Range<usize>,
}

/// The link that contains the whole selection, or the cursor.
pub fn link_at(text: &str, selection: Selection) -> Option<LinkAt> {
    let selection = selection.within(text);
    let window = window(text, selection.range());
    let part = text.get(window.clone())?;
    let link = find(part, selection.before(window.start)?)?;
    let moved = |range: Range<usize>| range.start + window.start..range.end + window.start;
    Some(LinkAt { address: link.address, outer: moved(link.outer), inner: moved(link.inner) })
}

/// Removes the link that contains the selection, keeping its text.
pub fn unlink(text: &str, selection: Selection) -> Option<Change> {
    let selection = selection.within(text);
    let link = link_at(text, selection)?;
    let edits = Edits { gone: marks_of(&link), ..Edits::default() };
    let (new, after) = edits.apply(text, selection)?;
    Some(Change::between(text, &new, after))
}

fn marks_of(link: &LinkAt) -> Vec<Range<usize>> {
    vec![link.outer.start..link.inner.start, link.inner.end..link.outer.end]
}

/// Whether the whole selection is in a link.
pub(super) fn is_within(text: &str, selection: Selection, rendered: &Rendered) -> bool {
    around(text, selection, &rendered.spans).is_some()
}

fn around<'a>(text: &str, selection: Selection, spans: &'a [Span]) -> Option<&'a Span> {
    let wanted = without_spaces(text, selection.range());
    let mut links = spans.iter().filter(|span| matches!(span.kind, SpanKind::Link | SpanKind::Autolink));
    links.find(|span| span.outer.start <= wanted.start && wanted.end <= span.outer.end)
}

fn find(text: &str, selection: Selection) -> Option<LinkAt> {
    let spans = markdown::spans(text);
    let span = around(text, selection, &spans)?;
    let mut address = None;
    markdown::each_inline(&markdown::parse(text), &mut |inline| {
        if let Inline::Link(link) = inline
            && link.range == span.outer
        {
            address = Some(link.target.clone());
        }
    });
    Some(LinkAt { address: address?, outer: span.outer.clone(), inner: span.inner.clone() })
}

fn without_spaces(text: &str, range: Range<usize>) -> Range<usize> {
    let part = text.get(range.clone()).unwrap_or_default();
    match part.trim().is_empty() {
        true => range,
        false => range.start + part.len() - part.trim_start().len()..range.start + part.trim_end().len(),
    }
}

pub(super) fn toggle(text: &str, selection: Selection, address: &str) -> Option<(String, Selection)> {
    let address = address.trim();
    if let Some(link) = find(text, selection) {
        return match link.address == address || address.is_empty() {
            true => Edits { gone: marks_of(&link), ..Edits::default() }.apply(text, selection),
            false => readdressed(text, selection, &link, address),
        };
    }
    if address.is_empty() {
        return None;
    }
    let rendered = Rendered::of(text);
    let chosen = chosen(text, selection, &rendered);
    if chosen.is_empty() {
        return written_out(text, selection, address, &rendered);
    }
    let intervals: Vec<_> = chosen.iter().map(|choice| widened(choice.interval.clone(), &rendered)).collect();
    [false, true].into_iter().find_map(|escapes| {
        let (new, after) = linked(text, selection, address, &intervals, &rendered, escapes)?;
        let is_inside = |at: usize| intervals.iter().any(|range| range.contains(&at));
        reads_as(&rendered, &Rendered::of(&new), is_inside).then_some((new, after))
    })
}

fn readdressed(text: &str, selection: Selection, link: &LinkAt, address: &str) -> Option<(String, Selection)> {
    let edits = Edits {
        gone: marks_of(link),
        opened: vec![(link.inner.start, "[".into())],
        closed: vec![(link.inner.end, closing(address))],
    };
    let inner = link.inner.clone();
    let within = Selection {
        anchor: selection.anchor.clamp(inner.start, inner.end),
        caret: selection.caret.clamp(inner.start, inner.end),
    };
    edits.apply(text, within)
}

fn closing(address: &str) -> String {
    format!("]({})", destination(address, Spelling::Draft))
}

fn linked(
    text: &str,
    selection: Selection,
    address: &str,
    intervals: &[Range<usize>],
    rendered: &Rendered,
    escapes: bool,
) -> Option<(String, Selection)> {
    let mut edits = Edits::default();
    for interval in intervals {
        edits.opened.push((interval.start, "[".into()));
        edits.closed.push((interval.end, closing(address)));
        if escapes {
            let brackets = text.get(interval.clone())?.match_indices(['[', ']']);
            edits.opened.extend(brackets.map(|(at, _)| (interval.start + at, "\\".to_owned())));
        }
        let inside = rendered.spans.iter().filter(|span| overlaps(&span.outer, interval));
        for span in inside.filter(|span| matches!(span.kind, SpanKind::Link | SpanKind::Autolink)) {
            edits.gone.extend([span.outer.start..span.inner.start, span.inner.end..span.outer.end]);
        }
    }
    edits.apply(text, selection)
}

/// The interval, extended to all formatting that it would cross.
fn widened(interval: Range<usize>, rendered: &Rendered) -> Range<usize> {
    let mut wide = interval;
    // Inner spans come last, and may cause an outer one to be crossed.
    for span in rendered.spans.iter().rev().chain(&rendered.spans) {
        let is_inline = match span.kind {
            SpanKind::Strong
            | SpanKind::Emphasis
            | SpanKind::Strikethrough
            | SpanKind::Code
            | SpanKind::Link
            | SpanKind::Autolink
            | SpanKind::Image => true,
            SpanKind::Html
            | SpanKind::Paragraph
            | SpanKind::Heading
            | SpanKind::Quote
            | SpanKind::List
            | SpanKind::Item
            | SpanKind::CodeBlock
            | SpanKind::Table
            | SpanKind::Note
            | SpanKind::Rule => false,
        };
        let is_around = span.inner.start <= wide.start && wide.end <= span.inner.end;
        if is_inline && overlaps(&span.outer, &wide) && !is_around {
            wide = wide.start.min(span.outer.start)..wide.end.max(span.outer.end);
        }
    }
    wide
}

/// Without a word: inserts the address itself.
fn written_out(
    text: &str,
    selection: Selection,
    address: &str,
    rendered: &Rendered,
) -> Option<(String, Selection)> {
    let at = selection.is_empty().then_some(selection.caret)?;
    if [SpanKind::Code, SpanKind::CodeBlock, SpanKind::Html].into_iter().any(|kind| rendered.is_within(kind, at)) {
        return None;
    }
    let own = format!("<{address}>");
    let is_own = matches!(markdown::spans(&own).as_slice(), [_, span] if span.kind == SpanKind::Autolink);
    let link = if is_own { own } else { format!("[{address}{}", closing(address)) };
    let new = [text.get(..at)?, &link, text.get(at..)?].concat();
    Some((new, Selection::at(at + link.len())))
}

/// Whether every letter is still there, and exactly those inside have become part of a link.
fn reads_as(old: &Rendered, new: &Rendered, is_inside: impl Fn(usize) -> bool) -> bool {
    let (old, new) = (old.letters(), new.letters());
    old.len() == new.len()
        && old.iter().zip(&new).all(|((a, look, at), (b, new_look, _))| {
            let is_linked = if is_inside(*at) { new_look.link.is_some() } else { new_look.link == look.link };
            let marks = |look: &crate::writing::rendered::Look| {
                (look.is_strong, look.is_emphasis, look.is_struck, look.is_code)
            };
            a == b && is_linked && marks(look) == marks(new_look)
        })
}
