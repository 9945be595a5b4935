//! The words of blocks, on one line each.

use super::pieces::Piece;
use crate::markdown::{Block, Inline, words};

/// The first words of a block, for the report.
pub fn excerpt(block: &Block) -> String {
    const LENGTH: usize = 48;
    let text = start(block, LENGTH);
    match text.char_indices().nth(LENGTH) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default().trim_end()),
        None => text,
    }
}

/// The text of a block on one line.
pub fn plain(block: &Block) -> String {
    start(block, usize::MAX)
}

/// The text of a block on one line, up to the end of the piece that exceeds `length` bytes.
fn start(block: &Block, length: usize) -> String {
    let mut out = String::new();
    let mut separator = "";
    // Leading whitespace does not count.
    let push = |out: &mut String, text: &str| out.push_str(if out.is_empty() { text.trim_start() } else { text });
    each_line(std::slice::from_ref(block), &mut |line| {
        push(&mut out, std::mem::replace(&mut separator, " "));
        for inline in line {
            if out.len() > length {
                break;
            }
            push(&mut out, &words(std::slice::from_ref(inline)));
        }
    });
    out.trim_end().to_owned()
}

/// Every line of blocks, at any depth.
pub fn lines(blocks: &[Block]) -> Vec<Vec<Inline>> {
    let mut lines = Vec::new();
    each_line(blocks, &mut |line| lines.push(line.to_vec()));
    lines
}

fn each_line(blocks: &[Block], visit: &mut dyn FnMut(&[Inline])) {
    for block in blocks {
        match block {
            Block::Paragraph(content) | Block::Heading { content, .. } => visit(content),
            Block::Quote(blocks) => each_line(blocks, visit),
            Block::List(list) => list.items.iter().for_each(|item| each_line(&item.blocks, visit)),
            Block::Code(code) => code.lines.iter().for_each(|line| visit(&[Inline::Code(line.clone())])),
            Block::Table(table) => {
                std::iter::once(&table.head).chain(&table.rows).flatten().for_each(|cell| visit(cell));
            }
            Block::Note(note) => each_line(&note.blocks, visit),
            Block::Rule(_) => {}
        }
    }
}

/// The text of a piece, if it is a single line.
pub fn one_line(piece: &Piece) -> Option<String> {
    let Block::Paragraph(content) = &piece.block else { return None };
    let is_line = content.iter().all(|inline| !matches!(inline, Inline::SoftBreak | Inline::HardBreak));
    let text = words(content).trim().to_owned();
    (is_line && !text.is_empty()).then_some(text)
}
