//! Quotations, lists and headings: marks at the start of lines, for every paragraph in the selection.

use std::ops::{Range, RangeInclusive};

use crate::markdown::markers::{TokenKind, head};
use crate::markdown::{self, Span, SpanKind};
use crate::writing::change::Selection;
use crate::writing::rendered::Rendered;
use crate::writing::text_lines::{Covered, TextLines};

/// What a paragraph can become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Quotation,
    Bulleted,
    Numbered,
    Heading,
}

/// The start of a heading within a section.
const HEADING: &str = "### ";

/// A paragraph, a heading, or the text of an item, with its lines.
struct Leaf {
    lines: RangeInclusive<usize>,
    byte: usize,
}

/// Whether everything the selection touches has the shape.
pub(super) fn has(text: &str, selection: Selection, shape: Shape, rendered: &Rendered) -> bool {
    let text_lines = TextLines::new(text, selection, &rendered.spans);
    let leaves = touched(text, selection, rendered);
    match leaves.is_empty() {
        true => text_lines.line(text_lines.caret_line()).trim_end() == shape.prefix().trim_end(),
        false => are_shaped(&leaves, shape, &rendered.spans, &text_lines),
    }
}

/// The text with the shape toggled, and the selection after that. `None` if nothing can have the shape, or if text
/// would be parsed as something else.
pub(super) fn toggle(text: &str, selection: Selection, shape: Shape) -> Option<(String, Selection)> {
    let rendered = Rendered::of(text);
    let leaves = touched(text, selection, &rendered);
    let text_lines = || TextLines::new(text, selection, &rendered.spans);
    if leaves.is_empty() {
        // A marker alone cannot start an item where it continues a paragraph.
        return [Gap::None, Gap::Line].into_iter().find_map(|gap| {
            let mut text_lines = text_lines();
            toggle_empty(&mut text_lines, shape, &rendered, selection.caret, gap)?;
            Some(text_lines.finish()).filter(|(new, after)| {
                let new_reading = Rendered::of(new);
                keeps_letters(&rendered, &new_reading) && is_read(new, *after, shape, &new_reading)
            })
        });
    }
    let mut text_lines = text_lines();
    let is_on = are_shaped(&leaves, shape, &rendered.spans, &text_lines);
    match (shape, is_on) {
        (Shape::Quotation, false) => quote(text, &leaves, &mut text_lines),
        (Shape::Quotation, true) => unquote(&leaves, &mut text_lines),
        (Shape::Heading, false) => head_lines(&leaves, &mut text_lines),
        (Shape::Heading, true) => unhead(&leaves, &mut text_lines),
        (Shape::Bulleted, false) => list(&leaves, &mut text_lines, TokenKind::Bullet('-')),
        (Shape::Numbered, false) => list(&leaves, &mut text_lines, TokenKind::Number { value: 1, delimiter: '.' }),
        (Shape::Bulleted | Shape::Numbered, true) => unlist(&leaves, &mut text_lines),
    }
    Some(text_lines.finish()).filter(|(new, _)| keeps_letters(&rendered, &Rendered::of(new)))
}

/// Whether a text is parsed as the same letters.
fn keeps_letters(rendered: &Rendered, new: &Rendered) -> bool {
    let (old, new) = (rendered.letters(), new.letters());
    old.len() == new.len() && old.iter().zip(&new).all(|(old, new)| old.0 == new.0)
}

/// Whether a marker alone on its line is parsed as one: `-` below text is the underline of a heading.
fn is_read(text: &str, selection: Selection, shape: Shape, rendered: &Rendered) -> bool {
    let text_lines = TextLines::new(text, selection, &rendered.spans);
    let line = text_lines.caret_line();
    match shape {
        Shape::Bulleted | Shape::Numbered => text_lines.is_blank(line) || text_lines.item_of(line).is_some(),
        Shape::Quotation | Shape::Heading => true,
    }
}

/// What separates a line from the one above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    None,
    Line,
}

impl Shape {
    fn prefix(self) -> &'static str {
        match self {
            Shape::Quotation => "> ",
            Shape::Bulleted => "- ",
            Shape::Numbered => "1. ",
            Shape::Heading => HEADING,
        }
    }
}

/// The paragraphs that the selection touches, except those in tables or raw HTML.
fn touched(text: &str, selection: Selection, rendered: &Rendered) -> Vec<Leaf> {
    let breaks: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
    let line_of = |at: usize| breaks.partition_point(|line_break| *line_break < at);
    let range = selection.range();
    let ends_at_start = !selection.is_empty() && text.get(..range.end).is_some_and(|t| t.ends_with('\n'));
    let last = line_of(range.end) - usize::from(ends_at_start);
    let wanted = line_of(range.start)..=last.max(line_of(range.start));
    let fixed: Vec<&Span> = rendered
        .spans
        .iter()
        .filter(|span| matches!(span.kind, SpanKind::Table | SpanKind::CodeBlock | SpanKind::Html))
        .collect();
    let leaves = rendered.lines.iter().filter_map(|pieces| {
        let (first, last) = (pieces.first()?, pieces.last()?);
        let lines = line_of(first.range.start)..=line_of(last.range.end.max(first.range.start));
        let is_fixed = fixed.iter().any(|s| s.outer.start <= first.range.start && last.range.end <= s.outer.end);
        let is_touched = lines.start() <= wanted.end() && wanted.start() <= lines.end();
        (is_touched && !is_fixed).then_some(Leaf { lines, byte: first.range.start })
    });
    let mut leaves: Vec<Leaf> = leaves.collect();
    leaves.sort_by_key(|leaf| leaf.byte);
    leaves.dedup_by_key(|leaf| *leaf.lines.start());
    leaves
}

fn are_shaped(leaves: &[Leaf], shape: Shape, spans: &[Span], text_lines: &TextLines) -> bool {
    let are_within = |kind| {
        let covered = Covered::by(kind, spans);
        leaves.iter().all(|leaf| covered.holds(leaf.byte))
    };
    let marker = |leaf: &Leaf| {
        let item = text_lines.item_of(*leaf.lines.start())?;
        head(text_lines.line(item)).item().map(|token| token.kind)
    };
    match shape {
        Shape::Quotation => are_within(SpanKind::Quote),
        Shape::Heading => are_within(SpanKind::Heading),
        Shape::Bulleted => leaves.iter().all(|leaf| matches!(marker(leaf), Some(TokenKind::Bullet(_)))),
        Shape::Numbered => leaves.iter().all(|leaf| matches!(marker(leaf), Some(TokenKind::Number { .. }))),
    }
}

/// On an empty line, inserts only the marker, to be followed by text. If the marker is there already, removes it.
fn toggle_empty(text_lines: &mut TextLines, shape: Shape, rendered: &Rendered, at: usize, gap: Gap) -> Option<()> {
    let line = text_lines.caret_line();
    let verbatim = [SpanKind::CodeBlock, SpanKind::Html, SpanKind::Table, SpanKind::Rule];
    let text = text_lines.line(line).to_owned();
    if verbatim.into_iter().any(|kind| rendered.is_within(kind, at)) {
        return None;
    }
    let own = head(&text);
    let rest = text.get(own.content..).unwrap_or_default().trim();
    let is_alone = text.trim_end() == shape.prefix().trim_end();
    if is_alone {
        text_lines.set(line, String::new());
        text_lines.put_caret(line, 0);
    } else if rest.is_empty() {
        let base = own.base();
        let outer = text.get(..base).unwrap_or_default().to_owned();
        text_lines.set(line, format!("{outer}{}", shape.prefix()));
        text_lines.put_caret(line, outer.len() + shape.prefix().len());
        if gap == Gap::Line {
            text_lines.part(line, &outer);
        }
    } else {
        return None;
    }
    Some(())
}

/// Quotes complete blocks, because quoting a single item would split its list.
fn quote(text: &str, leaves: &[Leaf], text_lines: &mut TextLines) {
    let breaks: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
    let line_of = |at: usize| breaks.partition_point(|line_break| *line_break < at);
    // Leaves are ordered like blocks.
    let is_wanted = |range: &Range<usize>| {
        let next = leaves.partition_point(|leaf| leaf.byte < range.start);
        leaves.get(next).is_some_and(|leaf| range.contains(&leaf.byte))
    };
    let mut ends: Option<(usize, usize)> = None;
    for block in markdown::parse_located(text).iter().filter(|block| is_wanted(&block.range)) {
        let written = text.get(block.range.clone()).unwrap_or_default();
        let last = line_of(block.range.start + written.trim_end().len());
        ends = Some((ends.map_or(line_of(block.range.start), |(first, _)| first), last));
    }
    let Some((first, last)) = ends else { return };
    for line in first..=last {
        text_lines.put_before(line, 0, if text_lines.line(line).is_empty() { ">" } else { "> " });
    }
}

fn unquote(leaves: &[Leaf], text_lines: &mut TextLines) {
    let (Some(first), Some(last)) = (leaves.first(), leaves.last()) else { return };
    let (first, last) = (*first.lines.start(), *last.lines.end());
    let above = (first > 0 && text_lines.is_blank(first - 1)).then(|| first - 1);
    let below = text_lines.is_blank(last + 1).then_some(last + 1);
    for line in above.into_iter().chain(first..=last).chain(below) {
        let head = head(text_lines.line(line));
        let sign = head.tokens.iter().rev().find(|token| token.kind == TokenKind::Quote);
        if let Some(sign) = sign {
            text_lines.take(line, sign.range.clone());
        }
    }
}

fn head_lines(leaves: &[Leaf], text_lines: &mut TextLines) {
    let wanted = text_lines.selected_lines();
    for line in leaves.iter().flat_map(|leaf| leaf.lines.clone()).filter(|line| wanted.contains(line)) {
        let text = text_lines.line(line);
        let content = head(text).content;
        let is_headed = text.get(content..).is_some_and(|words| words.starts_with('#'));
        if !text.trim().is_empty() && !is_headed {
            text_lines.put_before(line, content, HEADING);
        }
    }
}

/// Removes the markers of a heading, or its underline.
fn unhead(leaves: &[Leaf], text_lines: &mut TextLines) {
    for leaf in leaves.iter().rev() {
        let line = *leaf.lines.start();
        let text = text_lines.line(line).to_owned();
        let content = head(&text).content;
        let words = text.get(content..).unwrap_or_default();
        let signs = words.len() - words.trim_start_matches('#').len();
        if signs == 0 {
            text_lines.remove_line(*leaf.lines.end() + 1);
            continue;
        }
        let closed = words.trim_end().trim_end_matches('#');
        if closed.len() < words.trim_end().len() && closed.ends_with([' ', '\t']) && closed.len() > signs {
            text_lines.take(line, content + closed.trim_end().len()..text.len());
        }
        let gap = words.get(signs..).map_or(0, |rest| rest.len() - rest.trim_start_matches([' ', '\t']).len());
        text_lines.take(line, content..content + signs + gap);
    }
}

/// Turns each paragraph into an item, and if several lines of one are selected, each line. The list is tight.
fn list(leaves: &[Leaf], text_lines: &mut TextLines, kind: TokenKind) {
    let wanted = text_lines.selected_lines();
    let mut done: Vec<usize> = Vec::new();
    // From last to first, so that removed lines do not shift those still to be processed.
    for leaf in leaves.iter().rev() {
        let (first, last) = (*leaf.lines.start(), *leaf.lines.end());
        if let Some(item) = text_lines.item_of(first) {
            if !done.contains(&item) {
                text_lines.put_marker(item, kind);
                done.push(item);
            }
            continue;
        }
        let touched = (first..=last).filter(|line| wanted.contains(line)).count();
        if touched > 1 {
            for line in first..=last {
                text_lines.make_item(line..line + 1, kind);
            }
        } else {
            text_lines.make_item(first..last + 1, kind);
        }
    }
    text_lines.close_up(
        leaves.first().map_or(0, |leaf| *leaf.lines.start()),
        leaves.last().map_or(0, |l| *l.lines.end()),
    );
}

fn unlist(leaves: &[Leaf], text_lines: &mut TextLines) {
    let mut items: Vec<usize> = leaves.iter().filter_map(|leaf| text_lines.item_of(*leaf.lines.start())).collect();
    items.dedup();
    for item in items.into_iter().rev() {
        text_lines.unmake_item(item);
    }
}
