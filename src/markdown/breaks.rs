//! The line ends within paragraphs, and which of them a reader sees.

use super::tree::{Block, Inline};

/// A line break within a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineBreak {
    /// The byte offset of the line feed.
    pub at: usize,
    /// Whether readers see it; a soft break is shown as a space.
    pub is_kept: bool,
}

/// The line breaks within the paragraphs of a text, in order, given its blocks.
pub fn line_breaks(text: &str, blocks: &[Block]) -> Vec<LineBreak> {
    let mut finder = Finder { text, end: None, found: Vec::new() };
    finder.blocks(blocks);
    finder.found.sort_by_key(|found| found.at);
    finder.found
}

struct Finder<'a> {
    text: &'a str,
    /// The end of the previous piece, in the current line.
    end: Option<usize>,
    found: Vec<LineBreak>,
}

impl Finder<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(content) => {
                    self.end = None;
                    self.line(content);
                }
                Block::Quote(blocks) => self.blocks(blocks),
                Block::List(list) => list.items.iter().for_each(|item| self.blocks(&item.blocks)),
                Block::Note(note) => self.blocks(&note.blocks),
                Block::Heading { .. } | Block::Code(_) | Block::Table(_) | Block::Rule(_) => {}
            }
        }
    }

    fn line(&mut self, content: &[Inline]) {
        for inline in content {
            match inline {
                Inline::Text(run) | Inline::Code(run) => self.end = Some(run.range.end),
                Inline::Emphasis(content) | Inline::Strong(content) | Inline::Strikethrough(content) => {
                    self.line(content);
                }
                Inline::Link(link) => {
                    self.line(&link.content);
                    self.end = Some(link.range.end);
                }
                Inline::Image(link) => self.end = Some(link.range.end),
                Inline::Citation { range, .. } | Inline::NoteRef { range, .. } => self.end = Some(range.end),
                Inline::SoftBreak => self.line_break(false),
                Inline::HardBreak => self.line_break(true),
            }
        }
    }

    fn line_break(&mut self, is_kept: bool) {
        let Some(end) = self.end else { return };
        let found = self.text.get(end..).and_then(|rest| rest.find('\n'));
        if let Some(at) = found.map(|found| end + found) {
            self.found.push(LineBreak { at, is_kept });
            self.end = Some(at + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::parse;

    /// The text with each soft break within a paragraph as `/`, and each hard break as `|`.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut marked = text.to_owned();
        for LineBreak { at, is_kept } in line_breaks(text, &parse(text)) {
            marked.replace_range(at..at + 1, if is_kept { "|" } else { "/" });
        }
        assert_eq!(marked, expected);
    }

    #[test]
    fn a_break_within_a_paragraph_is_kept_or_not() {
        check("a\nb", "a/b");
        check("a  \nb\\\nc", "a  |b\\|c");
        check("a\n\nb\n", "a\n\nb\n");
        check("*a*\n[b](u)\n[^k]\n`c`\nd", "*a*/[b](u)/[^k]/`c`/d");
        check("- a\n  b\n- c\n\n> d\n> e", "- a/  b\n- c\n\n> d/> e");
        check("a\r\nb", "a\r/b");
    }

    #[test]
    fn other_lines_end_by_themselves() {
        for text in ["# a\nb", "```\na\nb\n```", "| a |\n|---|\n| b |", "a\n- b", "a\n---\nb", "`a\nb`"] {
            check(text, text);
        }
    }
}
