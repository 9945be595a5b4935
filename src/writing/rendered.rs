//! A text as its reader gets it: every character with its formats, line by line. Formatting commands use it to see
//! what is already bold and whether a change had the intended effect.

use std::ops::Range;

use crate::markdown::{self, Block, Inline, Run, Span, SpanKind};

/// The formatting of a letter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub is_strong: bool,
    pub is_emphasis: bool,
    pub is_struck: bool,
    pub is_code: bool,
    pub link: Option<String>,
}

/// Text with the same formatting, and its source range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub range: Range<usize>,
    pub text: String,
    pub look: Look,
    /// A citation, a reference or an image, which is formatted as a whole.
    pub is_fixed: bool,
    /// Whether the source equals the text.
    pub is_verbatim: bool,
}

/// A text as its readers see it.
pub(super) struct Rendered {
    /// The pieces of each line of text: a paragraph, a heading, a cell.
    pub lines: Vec<Vec<Piece>>,
    pub spans: Vec<Span>,
}

impl Rendered {
    pub(super) fn of(text: &str) -> Rendered {
        let mut reader = Reader { text, lines: Vec::new() };
        reader.blocks(&markdown::parse(text));
        Rendered { lines: reader.lines, spans: markdown::spans(text) }
    }

    /// Whether a byte is within a span of this kind.
    pub(super) fn is_within(&self, kind: SpanKind, at: usize) -> bool {
        self.spans.iter().any(|span| span.kind == kind && span.outer.start < at && at < span.outer.end)
    }

    /// Every letter except spaces, in reading order, with its formatting and its byte offset.
    pub(super) fn letters(&self) -> Vec<(char, &Look, usize)> {
        let mut letters = Vec::new();
        for piece in self.lines.iter().flatten() {
            for (at, c) in piece.text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
                let at = if piece.is_verbatim { piece.range.start + at } else { piece.range.start };
                letters.push((c, &piece.look, at));
            }
        }
        letters
    }
}

struct Reader<'a> {
    text: &'a str,
    lines: Vec<Vec<Piece>>,
}

impl Reader<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(content) | Block::Heading { content, .. } => self.line(content),
                Block::Quote(blocks) => self.blocks(blocks),
                Block::List(list) => list.items.iter().for_each(|item| self.blocks(&item.blocks)),
                Block::Table(table) => {
                    let rows = std::iter::once(&table.head).chain(&table.rows);
                    rows.flatten().for_each(|cell| self.line(cell));
                }
                Block::Note(note) => self.blocks(&note.blocks),
                Block::Code(_) | Block::Rule(_) => {}
            }
        }
    }

    fn line(&mut self, content: &[Inline]) {
        let mut pieces = Vec::new();
        self.inlines(content, &Look::default(), &mut pieces);
        self.lines.push(pieces);
    }

    fn inlines(&self, content: &[Inline], look: &Look, out: &mut Vec<Piece>) {
        for inline in content {
            match inline {
                Inline::Text(run) => out.push(self.piece(run, look.clone())),
                Inline::Code(run) => out.push(self.piece(run, Look { is_code: true, ..look.clone() })),
                Inline::Emphasis(content) => {
                    self.inlines(content, &Look { is_emphasis: true, ..look.clone() }, out);
                }
                Inline::Strong(content) => self.inlines(content, &Look { is_strong: true, ..look.clone() }, out),
                Inline::Strikethrough(content) => {
                    self.inlines(content, &Look { is_struck: true, ..look.clone() }, out);
                }
                Inline::Link(link) => {
                    let look = Look { link: Some(link.target.clone()), ..look.clone() };
                    self.inlines(&link.content, &look, out);
                }
                Inline::Image(link) => out.push(self.fixed(&link.range, look)),
                Inline::Citation { range, .. } | Inline::NoteRef { range, .. } => {
                    out.push(self.fixed(range, look));
                }
                Inline::SoftBreak | Inline::HardBreak => {}
            }
        }
    }

    fn piece(&self, run: &Run, look: Look) -> Piece {
        let is_verbatim = self.text.get(run.range.clone()) == Some(run.text.as_str());
        Piece { range: run.range.clone(), text: run.text.to_string(), look, is_fixed: false, is_verbatim }
    }

    fn fixed(&self, range: &Range<usize>, look: &Look) -> Piece {
        let text = self.text.get(range.clone()).unwrap_or_default().to_owned();
        Piece { range: range.clone(), text, look: look.clone(), is_fixed: true, is_verbatim: true }
    }
}
