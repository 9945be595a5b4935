//! Blocks whose text has moved within its field.

use std::ops::Range;

use super::tree::{Block, Inline};
use super::visit::each_inline_mut;

/// Shifts all ranges in a block.
pub fn move_by(block: &mut Block, by: isize) {
    move_blocks(std::slice::from_mut(block), by);
    each_inline_mut(std::slice::from_mut(block), &mut |inline| match inline {
        Inline::Text(run) | Inline::Code(run) => move_range(&mut run.range, by),
        Inline::Link(link) | Inline::Image(link) => move_range(&mut link.range, by),
        Inline::Citation { range, .. } | Inline::NoteRef { range, .. } => move_range(range, by),
        Inline::Emphasis(_)
        | Inline::Strong(_)
        | Inline::Strikethrough(_)
        | Inline::SoftBreak
        | Inline::HardBreak => {}
    });
}

/// For leaves other than lines.
fn move_blocks(blocks: &mut [Block], by: isize) {
    for block in blocks {
        match block {
            Block::Quote(blocks) => move_blocks(blocks, by),
            Block::List(list) => list.items.iter_mut().for_each(|item| move_blocks(&mut item.blocks, by)),
            Block::Code(code) => code.lines.iter_mut().for_each(|line| move_range(&mut line.range, by)),
            Block::Rule(range) => move_range(range, by),
            Block::Note(note) => {
                move_range(&mut note.range, by);
                move_blocks(&mut note.blocks, by);
            }
            Block::Paragraph(_) | Block::Heading { .. } | Block::Table(_) => {}
        }
    }
}

fn move_range(range: &mut Range<usize>, by: isize) {
    *range = range.start.saturating_add_signed(by)..range.end.saturating_add_signed(by);
}
