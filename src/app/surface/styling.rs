//! Decides how each line looks while it is being written. The block tree says which bytes are words, and everything
//! else is markup.

use std::ops::Range;
use std::sync::Arc;

use super::cache::Cache;
use super::lines::Lines;
use super::style::{Form, Look, Role, Span, Style};
use super::values::Kind;
use crate::markdown::{self, Block, Inline, Run, markers};

/// The style of a line, computed together with all lines of its group.
pub(super) fn of(lines: &Lines, cache: &mut Cache, index: usize, kind: Kind) -> Arc<Style> {
    if let Some(style) = cache.style(index) {
        return Arc::clone(style);
    }
    let group = lines.group_of(index);
    let bytes = lines.bytes_of(group.clone());
    let text = lines.text().get(bytes.clone()).unwrap_or_default();
    let (found, loose) = match kind {
        Kind::Blocks if lines.is_code(group.start) => (code(text), Vec::new()),
        Kind::Blocks => blocks(text),
        Kind::Line => (inline(text), Vec::new()),
        Kind::Words | Kind::Data => (words(text), Vec::new()),
    };
    for line in group.clone() {
        let mut style = style(lines, line, bytes.start, &found, kind);
        style.is_loose = lines.get(line).is_some_and(|line| {
            // There may be a carriage return before the line feed.
            let end = line.range().end - bytes.start;
            loose.binary_search(&(end + line.break_len.saturating_sub(1))).is_ok()
        });
        cache.put_style(line, Arc::new(style));
    }
    cache.style(index).cloned().unwrap_or_default()
}

/// A range of text in a group, with the block around it.
struct Found {
    range: Range<usize>,
    look: Look,
    around: Around,
}

#[derive(Clone, Copy, Default)]
struct Around {
    quotes: usize,
    heading: Option<u8>,
    is_code: bool,
}

/// The text ranges of blocks, and the byte offsets of the line breaks that read as spaces.
fn blocks(text: &str) -> (Vec<Found>, Vec<usize>) {
    let mut found = Vec::new();
    let blocks = markdown::parse(text);
    each_block(&blocks, Around::default(), &mut found);
    found.sort_by_key(|found| found.range.start);
    let loose = markdown::line_breaks(text, &blocks).into_iter().filter(|found| !found.is_kept);
    (found, loose.map(|found| found.at).collect())
}

fn inline(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    each_inline(&markdown::parse_inline(text), Look::default(), Around::default(), &mut found);
    found.sort_by_key(|found| found.range.start);
    found
}

fn words(text: &str) -> Vec<Found> {
    vec![Found { range: 0..text.len(), look: Look::default(), around: Around::default() }]
}

/// The content of a code block that was too long to be parsed together.
fn code(text: &str) -> Vec<Found> {
    let look = Look { role: Role::Code, ..Look::default() };
    vec![Found { range: 0..text.len(), look, around: Around { is_code: true, ..Around::default() } }]
}

fn each_block(blocks: &[Block], around: Around, found: &mut Vec<Found>) {
    for block in blocks {
        match block {
            Block::Paragraph(content) => each_inline(content, Look::default(), around, found),
            Block::Heading { level, content } => {
                let around = Around { heading: Some(*level), ..around };
                each_inline(content, Look { is_strong: true, ..Look::default() }, around, found);
            }
            Block::Quote(blocks) => each_block(blocks, Around { quotes: around.quotes + 1, ..around }, found),
            Block::List(list) => list.items.iter().for_each(|item| each_block(&item.blocks, around, found)),
            Block::Code(code) => {
                let (look, around) =
                    (Look { role: Role::Code, ..Look::default() }, Around { is_code: true, ..around });
                code.lines.iter().for_each(|line| push(line, look, around, found));
            }
            Block::Table(table) => {
                let head = Look { is_strong: true, ..Look::default() };
                table.head.iter().for_each(|cell| each_inline(cell, head, around, found));
                let cells = table.rows.iter().flatten();
                cells.for_each(|cell| each_inline(cell, Look::default(), around, found));
            }
            Block::Note(note) => each_block(&note.blocks, around, found),
            Block::Rule(_) => {}
        }
    }
}

fn each_inline(content: &[Inline], look: Look, around: Around, found: &mut Vec<Found>) {
    for inline in content {
        match inline {
            Inline::Text(run) => push(run, look, around, found),
            Inline::Code(run) => push(run, Look { role: Role::Code, ..look }, around, found),
            Inline::Emphasis(content) => each_inline(content, Look { is_emphasis: true, ..look }, around, found),
            Inline::Strong(content) => each_inline(content, Look { is_strong: true, ..look }, around, found),
            Inline::Strikethrough(content) => {
                each_inline(content, Look { is_struck: true, ..look }, around, found)
            }
            Inline::Link(link) | Inline::Image(link) => {
                each_inline(&link.content, Look { role: Role::Link, ..look }, around, found);
            }
            Inline::Citation { range, .. } => {
                let look = Look { role: Role::Citation, ..look };
                found.push(Found { range: range.clone(), look, around });
            }
            Inline::NoteRef { range, .. } => {
                found.push(Found { range: range.clone(), look: Look { role: Role::Note, ..look }, around });
            }
            Inline::SoftBreak | Inline::HardBreak => {}
        }
    }
}

fn push(run: &Run, look: Look, around: Around, found: &mut Vec<Found>) {
    if !run.range.is_empty() {
        found.push(Found { range: run.range.clone(), look, around });
    }
}

/// The style of one line, from the text ranges of its group.
fn style(lines: &Lines, index: usize, group_start: usize, found: &[Found], kind: Kind) -> Style {
    let Some(line) = lines.get(index) else { return Style::default() };
    let text = lines.text_of(index);
    let here = line.start - group_start..line.range().end - group_start;
    let from = found.partition_point(|found| found.range.end <= here.start);
    let touching: Vec<&Found> =
        found.iter().skip(from).take_while(|found| found.range.start < here.end.max(here.start + 1)).collect();
    let mut spans = Vec::new();
    let mut end = 0;
    for found in &touching {
        let start = found.range.start.max(here.start) - here.start;
        let range = start.max(end)..found.range.end.min(here.end).saturating_sub(here.start);
        if range.start < range.end && text.get(range.clone()).is_some() {
            end = range.end;
            spans.push(Span { range, look: found.look });
        }
    }
    if kind != Kind::Blocks {
        return Style { spans, ..Style::default() };
    }
    let is_code = touching.iter().any(|found| found.around.is_code) || is_fence(lines, index, text);
    let (lead, marks) = if is_code { (0, 0) } else { lead(text, &spans) };
    let quotes = touching.iter().map(|found| found.around.quotes).max().unwrap_or(0).max(marks);
    let heading = touching.iter().find_map(|found| found.around.heading).or_else(|| bare_heading(text, &spans));
    let form = match heading {
        _ if is_code => Form::Code,
        Some(level) => Form::Heading(level),
        None => Form::Text,
    };
    Style { form, quotes, lead, is_item: lead > 0 && lines.is_in_list(index), spans, ..Style::default() }
}

/// Whether this is an empty line of code, or one that opens or closes it.
fn is_fence(lines: &Lines, index: usize, text: &str) -> bool {
    lines.is_code(index) || text.trim_start_matches([' ', '\t', '>']).starts_with("```") || {
        text.trim_start().starts_with("~~~")
    }
}

/// The level of a heading that has only its marker yet.
fn bare_heading(text: &str, spans: &[Span]) -> Option<u8> {
    let marks = text.bytes().take_while(|byte| *byte == b'#').count();
    let is_bare =
        spans.is_empty() && (1..=6).contains(&marks) && text.get(marks..).is_some_and(|r| r.trim().is_empty());
    is_bare.then_some(u8::try_from(marks).unwrap_or(6))
}

/// The number of marker bytes before the text, and of the quotations they open.
fn lead(text: &str, spans: &[Span]) -> (usize, usize) {
    let words = spans.first().map_or(text.len(), |span| span.range.start);
    let head = markers::head(text.get(..words).unwrap_or_default());
    (head.content, head.quotes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::surface::lines::{Changed, Measure};

    fn lines(text: &str) -> Lines {
        let mut lines = Lines::default();
        lines.update(text, Kind::Blocks, Measure { width: 500.0, letter: 8.0, row: 28.0, between: 12.0 });
        lines
    }

    /// The style of each line.
    fn styles(text: &str) -> Vec<Arc<Style>> {
        let (lines, mut cache) = (lines(text), Cache::default());
        cache.follow(&Changed { gone: 0..0, new: lines.len(), restyled: 0..0 });
        (0..lines.len()).map(|index| of(&lines, &mut cache, index, Kind::Blocks)).collect()
    }

    /// The pieces of the lines, each with letters for its style; markup has none.
    fn looks(text: &str) -> String {
        let lines = lines(text);
        let of_line = |(index, style): (usize, Arc<Style>)| {
            let text = lines.text_of(index);
            let pieces = style.spans.iter().map(|span| {
                let look = span.look;
                let role = match look.role {
                    Role::Word => 't',
                    Role::Code => 'c',
                    Role::Link => 'l',
                    Role::Citation => 's',
                    Role::Note => 'n',
                };
                let more = [(look.is_strong, 'b'), (look.is_emphasis, 'i'), (look.is_struck, 'd')];
                let more: String = more.iter().filter(|(is, _)| *is).map(|(_, letter)| *letter).collect();
                format!("{role}{more}{:?}", &text[span.range.clone()])
            });
            pieces.collect::<Vec<_>>().join(" ")
        };
        styles(text).into_iter().enumerate().map(of_line).collect::<Vec<_>>().join(" / ")
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(looks(text), expected, "{text}");
    }

    #[test]
    fn words_look_as_on_the_page_and_the_rest_is_marks() {
        check("a **b** c", r#"t"a " tb"b" t" c""#);
        check("*i* `c` ~~d~~", r#"ti"i" t" " c"c" t" " td"d""#);
        check("[t](u)[^k]", r#"l"t" s"[^k]""#);
        check("x[^1]\n\n[^1]: note", r#"t"x" s"[^1]" /  / t"note""#);
    }

    #[test]
    fn the_lines_of_a_block_share_it_out() {
        check("*a\nb* c", r#"ti"a" / ti"b" t" c""#);
        check("```rs\nx\n\ny\n```", r#" / c"x" /  / c"y" / "#);
    }

    /// Form, quotation depth and lead of each line.
    fn forms(text: &str) -> Vec<(Form, usize, usize)> {
        styles(text).iter().map(|style| (style.form, style.quotes, style.lead)).collect()
    }

    #[test]
    fn a_line_is_what_it_will_be_on_the_page() {
        assert_eq!(forms("## a\nb"), [(Form::Heading(2), 0, 0), (Form::Text, 0, 0)]);
        assert_eq!(forms("### "), [(Form::Heading(3), 0, 0)]);
        assert_eq!(forms("#no"), [(Form::Text, 0, 0)]);
        assert_eq!(
            forms("> a\nb\n>\n> - c"),
            [(Form::Text, 1, 2), (Form::Text, 1, 0), (Form::Text, 1, 1), (Form::Text, 1, 4)]
        );
        assert_eq!(forms("- a\n  b\n10. c"), [(Form::Text, 0, 2), (Form::Text, 0, 2), (Form::Text, 0, 4)]);
        assert_eq!(forms("- [ ] a"), [(Form::Text, 0, 6)]);
        assert_eq!(forms("```\n> a\n```"), [(Form::Code, 0, 0); 3]);
    }

    #[test]
    fn marks_are_near_only_where_the_caret_is() {
        let text = "a **b** c *d*";
        let style = &styles(text)[0];
        let marks = [2..4, 5..7, 10..11, 12..13];
        let near = |at: usize| {
            let style = style.with_caret(at);
            marks.iter().map(|mark| if style.is_near(mark) { '!' } else { '.' }).collect::<String>()
        };
        assert_eq!(
            [0, 1, 2, 4, 5, 7, 8, 10, 12, 13].map(near).join(" "),
            ".... .... !!.. !!.. !!.. !!.. .... ..!! ..!! ..!!"
        );
    }

    #[test]
    fn a_line_knows_whether_its_break_is_kept() {
        let loose = |text: &str| styles(text).iter().map(|style| style.is_loose).collect::<Vec<_>>();
        assert_eq!(loose("a\nb  \nc\r\nd"), [true, false, true, false]);
        assert_eq!(
            loose("x\n\n> a\n> b\n\n```\nc\nd\n```"),
            [false, false, true, false, false, false, false, false, false]
        );
    }

    #[test]
    fn what_only_looks_like_a_marker_does_not_hang() {
        assert_eq!(forms("The flood of\n1986. It rose"), [(Form::Text, 0, 0), (Form::Text, 0, 0)]);
        assert_eq!(forms("\\- a"), [(Form::Text, 0, 0)]);
    }
}
