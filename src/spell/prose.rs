//! A field as lines of prose: which of it is words, and where each was typed. Code, addresses, and the markers of
//! citations and notes are left out.

use std::ops::Range;

use crate::markdown::{self, Block, Inline, Run};

/// The kind of text in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prose {
    /// One line of plain text in which capital letters do not mark names, such as a headline.
    Title,
    /// One line of plain text.
    Plain,
    /// Inline Markdown.
    Line,
    /// Markdown blocks.
    Blocks,
}

/// A line of text, with its source ranges in the field.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub text: String,
    pieces: Vec<Piece>,
}

#[derive(Debug)]
struct Piece {
    /// Its start in the line.
    at: usize,
    len: usize,
    /// Its source range.
    typed: Range<usize>,
}

/// The lines of a field.
pub(super) fn lines(text: &str, prose: Prose) -> Vec<Line> {
    match prose {
        Prose::Title | Prose::Plain => vec![Line::plain(text)],
        Prose::Line => vec![Line::of(&markdown::parse_inline(text))],
        Prose::Blocks => {
            let mut lines = Vec::new();
            push_blocks(&markdown::parse(text), &mut lines);
            lines
        }
    }
}

fn push_blocks(blocks: &[Block], lines: &mut Vec<Line>) {
    for block in blocks {
        match block {
            Block::Paragraph(content) | Block::Heading { content, .. } => lines.push(Line::of(content)),
            Block::Quote(blocks) => push_blocks(blocks, lines),
            Block::List(list) => list.items.iter().for_each(|item| push_blocks(&item.blocks, lines)),
            Block::Table(table) => {
                let rows = std::iter::once(&table.head).chain(&table.rows);
                lines.extend(rows.flatten().map(|cell| Line::of(cell)));
            }
            Block::Note(note) => push_blocks(&note.blocks, lines),
            Block::Code(_) | Block::Rule(_) => {}
        }
    }
}

impl Line {
    fn plain(text: &str) -> Line {
        Line { text: text.to_owned(), pieces: vec![Piece { at: 0, len: text.len(), typed: 0..text.len() }] }
    }

    fn of(content: &[Inline]) -> Line {
        let mut line = Line::default();
        line.push_all(content);
        line
    }

    fn push_all(&mut self, content: &[Inline]) {
        for inline in content {
            match inline {
                Inline::Text(run) => self.push(run),
                Inline::Emphasis(content) | Inline::Strong(content) | Inline::Strikethrough(content) => {
                    self.push_all(content);
                }
                Inline::Link(link) | Inline::Image(link) => self.push_all(&link.content),
                // What is not a word separates its neighbours.
                Inline::Code(_) | Inline::Citation { .. } | Inline::NoteRef { .. } | Inline::SoftBreak => {
                    self.text.push(' ');
                }
                Inline::HardBreak => self.text.push('\n'),
            }
        }
    }

    fn push(&mut self, run: &Run) {
        self.pieces.push(Piece { at: self.text.len(), len: run.text.len(), typed: run.range.clone() });
        self.text.push_str(&run.text);
    }

    /// The source range in the field for a range of the line.
    pub(super) fn typed(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let start = self.piece(range.start)?;
        let end = self.piece(range.end.checked_sub(1)?)?;
        let from =
            if start.is_as_typed() { start.typed.start + (range.start - start.at) } else { start.typed.start };
        let to = if end.is_as_typed() { end.typed.start + (range.end - end.at) } else { end.typed.end };
        (from < to).then_some(from..to)
    }

    fn piece(&self, at: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.at <= at);
        self.pieces.get(after.checked_sub(1)?).filter(|piece| at < piece.at + piece.len)
    }
}

impl Piece {
    /// Whether it equals its source byte for byte.
    fn is_as_typed(&self) -> bool {
        self.len == self.typed.len()
    }
}
