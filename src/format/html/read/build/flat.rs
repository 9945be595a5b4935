//! Blocks as a line, where only a line can stand.

use crate::markdown::{Block, Inline, Run, words};

pub(super) fn add_words(line: &mut Vec<Inline>, mut words: Vec<Inline>) {
    if !line.is_empty() && !words.is_empty() {
        line.push(Inline::Text(Run::plain(" ")));
    }
    line.append(&mut words);
}

/// Reduces a block to a line, keeping its formatting.
pub(super) fn line_of(block: Block) -> Vec<Inline> {
    match block {
        Block::Paragraph(content) | Block::Heading { content, .. } => content,
        Block::Rule(_) => Vec::new(),
        Block::Code(code) => {
            let text: Vec<&str> = code.lines.iter().map(|line| line.text.trim_end()).collect();
            vec![Inline::Code(Run::plain(text.join(" ")))]
        }
        Block::Quote(blocks) => line_of_all(blocks),
        Block::Note(note) => line_of_all(note.blocks),
        Block::List(list) => line_of_all(list.items.into_iter().flat_map(|item| item.blocks)),
        Block::Table(table) => {
            let mut line = Vec::new();
            let cells = std::iter::once(table.head).chain(table.rows).flatten();
            cells.for_each(|cell| add_words(&mut line, cell));
            line
        }
    }
}

/// Adds the text of a line, with spaces around that of an image.
pub(super) fn push_apart(line: &[Inline], out: &mut String) {
    for inline in line {
        match inline {
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikethrough(inner) => {
                push_apart(inner, out)
            }
            Inline::Link(link) => push_apart(&link.content, out),
            Inline::Image(image) => out.push_str(&format!(" {} ", words(&image.content))),
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::Citation { .. }
            | Inline::NoteRef { .. }
            | Inline::SoftBreak
            | Inline::HardBreak => out.push_str(&words(std::slice::from_ref(inline))),
        }
    }
}

pub(super) fn line_of_all(blocks: impl IntoIterator<Item = Block>) -> Vec<Inline> {
    let mut line = Vec::new();
    blocks.into_iter().for_each(|block| add_words(&mut line, line_of(block)));
    line
}
