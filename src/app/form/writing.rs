//! Markdown while it is being written: words look as they will on the page, marks are quiet. The block tree says
//! which bytes are words; whatever it does not name is a mark. What the page shows is not decided here.

use std::ops::Range;

use egui::Color32;
use egui::text::{LayoutJob, TextFormat};

use crate::app::theme::{self, Face, Tokens, Type};
use crate::markdown::{self, Block, Inline, Run};

/// The last layout of one text, with what it depended on.
#[derive(Debug, Default)]
pub(super) struct Memo {
    job: Option<(LayoutJob, bool, Kind)>,
}

/// What kind of Markdown a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Blocks,
    Line,
}

/// Longer texts are set plainly: to parse them again with each letter would be felt.
const MARKED_LIMIT: usize = 200_000;
/// Height of the empty line between paragraphs.
const BETWEEN: f32 = theme::SPACE_3;

impl Memo {
    /// The job for a text, built again only when the text, the width or the theme is another.
    pub(super) fn job(&mut self, text: &str, width: f32, is_dark: bool, kind: Kind) -> LayoutJob {
        match &mut self.job {
            Some((job, dark, k)) if *dark == is_dark && *k == kind && job.text == text => {
                job.wrap.max_width = width;
                job.clone()
            }
            _ => {
                let job = job(text, width, if is_dark { &theme::DARK } else { &theme::LIGHT }, kind);
                self.job = Some((job.clone(), is_dark, kind));
                job
            }
        }
    }
}

fn job(text: &str, width: f32, colours: &Tokens, kind: Kind) -> LayoutJob {
    let mut job = LayoutJob { keep_trailing_whitespace: true, ..LayoutJob::default() };
    job.wrap.max_width = width;
    let mut end = 0;
    for (range, look) in words(text, kind) {
        let Some(word) = text.get(range.clone()).filter(|_| range.start >= end) else { continue };
        marks(&mut job, text.get(end..range.start).unwrap_or_default(), colours);
        append(&mut job, word, look.format(colours));
        end = range.end;
    }
    marks(&mut job, text.get(end..).unwrap_or_default(), colours);
    job
}

/// What stands between words: marks, and breaks. The empty line between two paragraphs is a narrow one.
fn marks(job: &mut LayoutJob, text: &str, colours: &Tokens) {
    let mut rest = text;
    while let Some(at) = rest.find("\n\n") {
        let breaks = at + rest.get(at..).map_or(0, |tail| tail.bytes().take_while(|b| *b == b'\n').count());
        append(job, rest.get(..at).unwrap_or_default(), theme::FORM_BODY.format(colours.quiet));
        let narrow = TextFormat { line_height: Some(BETWEEN), ..theme::FORM_BODY.format(colours.quiet) };
        append(job, rest.get(at..breaks).unwrap_or_default(), narrow);
        rest = rest.get(breaks..).unwrap_or_default();
    }
    append(job, rest, theme::FORM_BODY.format(colours.quiet));
}

fn append(job: &mut LayoutJob, text: &str, format: TextFormat) {
    if !text.is_empty() {
        job.append(text, 0.0, format);
    }
}

/// How words look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Look {
    is_strong: bool,
    is_emphasis: bool,
    is_struck: bool,
    is_code: bool,
    is_link: bool,
}

impl Look {
    fn format(self, colours: &Tokens) -> TextFormat {
        let colour: Color32 = if self.is_link { colours.accent } else { colours.ink };
        let mut format = self.letters().format(colour);
        if self.is_struck {
            format.strikethrough = egui::Stroke::new(theme::HAIRLINE, colour);
        }
        format
    }

    fn letters(self) -> Type {
        if self.is_code {
            return theme::FORM_CODE;
        }
        let face = if self.is_strong { Face::Serif.bold() } else { Face::Serif };
        theme::FORM_BODY.in_face(if self.is_emphasis { face.italic() } else { face })
    }
}

/// The stretches of words in a text, in order.
fn words(text: &str, kind: Kind) -> Vec<(Range<usize>, Look)> {
    if text.len() > MARKED_LIMIT {
        return paragraphs(text);
    }
    let mut found = Vec::new();
    match kind {
        Kind::Blocks => each_block(&markdown::parse(text), &mut found),
        Kind::Line => each_line(&markdown::parse_inline(text), Look::default(), &mut found),
    }
    found.sort_by_key(|(range, _)| range.start);
    found
}

/// A text too long to parse: everything is words, but for the breaks.
fn paragraphs(text: &str) -> Vec<(Range<usize>, Look)> {
    let mut start = 0;
    let ranges = text.split("\n\n").map(|paragraph| {
        let range = start..start + paragraph.len();
        start = range.end + 2;
        (range, Look::default())
    });
    ranges.collect()
}

fn each_block(blocks: &[Block], found: &mut Vec<(Range<usize>, Look)>) {
    for block in blocks {
        match block {
            Block::Paragraph(content) => each_line(content, Look::default(), found),
            Block::Heading { content, .. } => {
                each_line(content, Look { is_strong: true, ..Look::default() }, found);
            }
            Block::Quote(blocks) => each_block(blocks, found),
            Block::List(list) => list.items.iter().for_each(|item| each_block(&item.blocks, found)),
            Block::Code(code) => {
                code.lines.iter().for_each(|line| push(line, Look { is_code: true, ..Look::default() }, found));
            }
            Block::Table(table) => {
                let head = Look { is_strong: true, ..Look::default() };
                table.head.iter().for_each(|cell| each_line(cell, head, found));
                table.rows.iter().flatten().for_each(|cell| each_line(cell, Look::default(), found));
            }
            Block::Note(note) => each_block(&note.blocks, found),
            Block::Rule(_) => {}
        }
    }
}

fn each_line(content: &[Inline], look: Look, found: &mut Vec<(Range<usize>, Look)>) {
    for inline in content {
        match inline {
            Inline::Text(run) => push(run, look, found),
            Inline::Code(run) => push(run, Look { is_code: true, ..look }, found),
            Inline::Emphasis(content) => each_line(content, Look { is_emphasis: true, ..look }, found),
            Inline::Strong(content) => each_line(content, Look { is_strong: true, ..look }, found),
            Inline::Strikethrough(content) => each_line(content, Look { is_struck: true, ..look }, found),
            Inline::Link(link) | Inline::Image(link) => {
                each_line(&link.content, Look { is_link: true, ..look }, found);
            }
            Inline::Citation { range, .. } | Inline::NoteRef { range, .. } => {
                found.push((range.clone(), Look { is_link: true, ..look }));
            }
            Inline::SoftBreak | Inline::HardBreak => {}
        }
    }
}

fn push(run: &Run, look: Look, found: &mut Vec<(Range<usize>, Look)>) {
    if !run.range.is_empty() {
        found.push((run.range.clone(), look));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The job's text in pieces, each with a letter for how it looks.
    fn looks(text: &str) -> String {
        let colours = &theme::LIGHT;
        let job = job(text, 500.0, colours, Kind::Blocks);
        assert_eq!(job.text, text);
        let piece = |section: &egui::text::LayoutSection| {
            let text = &job.text[section.byte_range.start.0..section.byte_range.end.0];
            let mark = match &section.format {
                f if f.color == colours.accent => 'l',
                f if f.color == colours.quiet => 'q',
                f if f.font_id == theme::FORM_CODE.font() => 'c',
                f if f.font_id.family == Face::SerifBold.family() => 'b',
                f if f.font_id.family == Face::SerifItalic.family() => 'i',
                _ => 't',
            };
            format!("{mark}{text:?}")
        };
        job.sections.iter().map(piece).collect::<Vec<_>>().join(" ")
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(looks(text), expected);
    }

    #[test]
    fn words_look_as_on_the_page_and_marks_are_quiet() {
        check("a **b** c", r#"t"a " q"**" b"b" q"**" t" c""#);
        check("*i* `c`", r#"q"*" i"i" q"*" t" " q"`" c"c" q"`""#);
        check("[t](u)[^k]", r#"q"[" l"t" q"](u)" l"[^k]""#);
    }

    #[test]
    fn nothing_typed_is_left_out_of_the_layout() {
        for text in
            ["", "\n", "a\n\nb", "a\n\n\n\n", "- x\n  - y\n\n> z", "| a |\n|---|\n| b |", "\\*a\r\n<b>&amp;"]
        {
            assert_eq!(job(text, 500.0, &theme::LIGHT, Kind::Blocks).text, text);
        }
        let long = "word word\n\n".repeat(MARKED_LIMIT / 8);
        assert_eq!(job(&long, 500.0, &theme::LIGHT, Kind::Blocks).text, long);
    }

    #[test]
    fn the_line_between_paragraphs_is_narrow() {
        let job = job("a\n\nb", 500.0, &theme::LIGHT, Kind::Blocks);
        let heights: Vec<_> = job.sections.iter().map(|section| section.format.line_height).collect();
        assert_eq!(heights, [Some(28.0), Some(BETWEEN), Some(28.0)]);
    }
}
