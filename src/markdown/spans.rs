//! The positions of formatting in a text: every container with its full range and the range inside its marks. The
//! block tree says what the words between them are.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag};

/// A container in the source text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    pub kind: SpanKind,
    /// Including its markers.
    pub outer: Range<usize>,
    /// Without its markers; for blocks the same as `outer`.
    pub inner: Range<usize>,
}

/// The kind of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SpanKind {
    Strong,
    Emphasis,
    Strikethrough,
    Code,
    Link,
    /// An address in angle brackets.
    Autolink,
    Image,
    /// Raw HTML, which a page shows as text.
    Html,
    Paragraph,
    Heading,
    Quote,
    List,
    Item,
    CodeBlock,
    Table,
    Note,
    Rule,
}

/// All containers of a text in reading order, the outer ones first.
pub fn spans(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut open: Vec<Option<usize>> = Vec::new();
    for (event, range) in Parser::new_ext(text, super::dialect::dialect()).into_offset_iter() {
        if matches!(event, Event::End(_)) {
            open.pop();
        }
        let parent = open.iter().rev().flatten().next().copied();
        if let Some(parent) = parent.and_then(|at| found.get_mut(at)).filter(|p| is_link(p.kind)) {
            parent.inner.end = parent.inner.end.max(range.end.min(parent.outer.end));
        }
        match event {
            Event::Start(tag) => {
                let kind = kind(&tag);
                open.push(kind.map(|_| found.len()));
                found.extend(kind.map(|kind| Span { inner: begun(text, kind, &range), kind, outer: range }));
            }
            Event::Code(_) => {
                let inner = begun(text, SpanKind::Code, &range);
                found.push(Span { kind: SpanKind::Code, outer: range, inner });
            }
            Event::Html(_) | Event::InlineHtml(_) => {
                found.push(Span { kind: SpanKind::Html, outer: range.clone(), inner: range });
            }
            Event::Rule => found.push(Span { kind: SpanKind::Rule, outer: range.clone(), inner: range }),
            Event::End(_)
            | Event::Text(_)
            | Event::FootnoteReference(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
    }
    found
}

fn is_link(kind: SpanKind) -> bool {
    matches!(kind, SpanKind::Link | SpanKind::Image)
}

/// The range inside the markers; for a link, it ends with what has been parsed so far.
fn begun(text: &str, kind: SpanKind, range: &Range<usize>) -> Range<usize> {
    debug_assert!(text.get(range.clone()).is_some(), "the parser names stretches of its text");
    let written = text.get(range.clone()).unwrap_or_default();
    let run = |mark: char| written.chars().take_while(|c| *c == mark).count();
    let width = match kind {
        SpanKind::Strong => 2,
        SpanKind::Emphasis | SpanKind::Autolink => 1,
        SpanKind::Strikethrough => run('~').min(2),
        SpanKind::Code => run('`'),
        SpanKind::Link => return range.start + 1..range.start + 1,
        SpanKind::Image => return range.start + 2..range.start + 2,
        SpanKind::Html
        | SpanKind::Paragraph
        | SpanKind::Heading
        | SpanKind::Quote
        | SpanKind::List
        | SpanKind::Item
        | SpanKind::CodeBlock
        | SpanKind::Table
        | SpanKind::Note
        | SpanKind::Rule => 0,
    };
    if range.len() < 2 * width { range.clone() } else { range.start + width..range.end - width }
}

fn kind(tag: &Tag) -> Option<SpanKind> {
    Some(match tag {
        Tag::Strong => SpanKind::Strong,
        Tag::Emphasis => SpanKind::Emphasis,
        Tag::Strikethrough => SpanKind::Strikethrough,
        Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. } => SpanKind::Autolink,
        Tag::Link { .. } => SpanKind::Link,
        Tag::Image { .. } => SpanKind::Image,
        Tag::Paragraph => SpanKind::Paragraph,
        Tag::Heading { .. } => SpanKind::Heading,
        Tag::BlockQuote(_) => SpanKind::Quote,
        Tag::List(_) => SpanKind::List,
        Tag::Item => SpanKind::Item,
        Tag::CodeBlock(_) => SpanKind::CodeBlock,
        Tag::HtmlBlock => SpanKind::Html,
        Tag::Table(_) => SpanKind::Table,
        Tag::FootnoteDefinition(_) => SpanKind::Note,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(SpanKind, &str, &str)]) {
        let found = spans(text);
        let found: Vec<_> =
            found.iter().map(|s| (s.kind, &text[s.outer.clone()], &text[s.inner.clone()])).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn marks_stand_outside_the_words() {
        use SpanKind::*;
        check(
            "***é*** ~~b~~ `` c` `` [d **e**](u) <http://x.y>",
            &[
                (
                    Paragraph,
                    "***é*** ~~b~~ `` c` `` [d **e**](u) <http://x.y>",
                    "***é*** ~~b~~ `` c` `` [d **e**](u) <http://x.y>",
                ),
                (Emphasis, "***é***", "**é**"),
                (Strong, "**é**", "é"),
                (Strikethrough, "~~b~~", "b"),
                (Code, "`` c` ``", " c` "),
                (Link, "[d **e**](u)", "d **e**"),
                (Strong, "**e**", "e"),
                (Autolink, "<http://x.y>", "http://x.y"),
            ],
        );
    }

    #[test]
    fn items_begin_at_their_marker() {
        let text = "> - a\n>   1. b\n";
        let items = spans(text).into_iter().filter(|s| s.kind == SpanKind::Item);
        let starts: Vec<_> = items.map(|s| s.outer.start).collect();
        assert_eq!(starts, [2, 10]);
    }
}
