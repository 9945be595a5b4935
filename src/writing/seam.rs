//! Splits and joins paragraphs within marks. What is bold, struck through or a link stays so on both sides of a split,
//! with marks of its own, and becomes one stretch again when the paragraphs are joined.

use std::ops::Range;

use super::change::{Change, Selection};
use super::stops;
use super::window::window;
use crate::markdown::{self, Span, SpanKind};

/// Where a paragraph is split: the delimiters that close its formatting, and those that open it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// Outside the delimiters rather than directly within them.
    pub at: usize,
    pub closing: String,
    pub opening: String,
}

/// How to split a text at a position within its words.
pub(super) fn cut(text: &str, at: usize) -> Cut {
    let mut cut = Cut { at, closing: String::new(), opening: String::new() };
    let line = text.get(stops::line_at(text, at)).unwrap_or_default();
    if !line.contains(['*', '_', '~', '[', '`']) {
        return cut;
    }
    let (spans, start) = spans(text, at);
    let part = |range: Range<usize>| text.get(range.start + start..range.end + start).unwrap_or_default();
    let mut within = at - start;
    for Span { outer, inner, .. } in spans.iter().rev() {
        within = match within {
            end if end == inner.end => outer.end,
            begin if begin == inner.start => outer.start,
            elsewhere => elsewhere,
        };
    }
    for span in spans.iter().filter(|span| span.inner.start < within && within < span.inner.end) {
        cut.opening.push_str(part(span.outer.start..span.inner.start));
        cut.closing.insert_str(0, part(span.inner.end..span.outer.end));
    }
    cut.at = within + start;
    cut
}

/// Joins two paragraphs that end and start with the same formatting, at a cursor within the opening delimiters of the
/// second or the closing ones of the first. `None` if they have no formatting in common.
pub(super) fn join(text: &str, above_end: usize, below_start: usize, caret: usize) -> Option<Change> {
    let (above, behind) = (spans(text, above_end), spans(text, below_start));
    let mut closers: Vec<Span> = Vec::new();
    for span in above.0.into_iter().map(|span| moved(span, above.1)) {
        let end = closers.last().map_or(above_end, |outer| outer.inner.end);
        closers.extend((span.outer.end == end).then_some(span));
    }
    let mut openers: Vec<Span> = Vec::new();
    for span in behind.0.into_iter().map(|span| moved(span, behind.1)) {
        let start = openers.last().map_or(below_start, |outer| outer.inner.start);
        openers.extend((span.outer.start == start).then_some(span));
    }
    let marks = |span: &Span| {
        let opening = text.get(span.outer.start..span.inner.start);
        let closing = text.get(span.inner.end..span.outer.end);
        (span.kind, opening, closing)
    };
    let pairs = closers.iter().zip(&openers).take_while(|(a, b)| marks(a) == marks(b));
    let (last, first) = pairs.last()?;
    let range = last.inner.end..first.inner.start;
    let is_here = (range.start..=above_end).contains(&caret) || (below_start..=range.end).contains(&caret);
    is_here.then(|| Change { selection: Selection::at(range.start), range, text: String::new() })
}

/// The formatting around a position, the outer spans first, relative to the second value.
fn spans(text: &str, at: usize) -> (Vec<Span>, usize) {
    let window = window(text, at..at);
    let part = text.get(window.clone()).unwrap_or_default();
    let mut spans = markdown::spans(part);
    spans.retain(|span| match span.kind {
        SpanKind::Strong | SpanKind::Emphasis | SpanKind::Strikethrough | SpanKind::Code => true,
        SpanKind::Link => part.get(span.inner.end..).is_some_and(|rest| rest.starts_with("](")),
        SpanKind::Autolink
        | SpanKind::Image
        | SpanKind::Html
        | SpanKind::Paragraph
        | SpanKind::Heading
        | SpanKind::Quote
        | SpanKind::List
        | SpanKind::Item
        | SpanKind::CodeBlock
        | SpanKind::Table
        | SpanKind::Note
        | SpanKind::Rule => false,
    });
    (spans, window.start)
}

fn moved(span: Span, by: usize) -> Span {
    let moved = |range: Range<usize>| range.start + by..range.end + by;
    Span { kind: span.kind, outer: moved(span.outer), inner: moved(span.inner) }
}
