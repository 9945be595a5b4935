//! Walks over a tree.

use super::tree::{Block, Inline};

/// Calls `visit` with every piece of every line, in reading order.
pub fn each_inline<'a>(blocks: &'a [Block], visit: &mut dyn FnMut(&'a Inline)) {
    for block in blocks {
        match block {
            Block::Paragraph(content) | Block::Heading { content, .. } => each_in_line(content, visit),
            Block::Quote(blocks) => each_inline(blocks, visit),
            Block::List(list) => list.items.iter().for_each(|item| each_inline(&item.blocks, visit)),
            Block::Table(table) => {
                let rows = std::iter::once(&table.head).chain(&table.rows);
                rows.flatten().for_each(|cell| each_in_line(cell, visit));
            }
            Block::Note(note) => each_inline(&note.blocks, visit),
            Block::Code(_) | Block::Rule(_) => {}
        }
    }
}

/// Calls `visit` with a block and all nested blocks, outer blocks first.
pub fn each_block<'a>(block: &'a Block, visit: &mut dyn FnMut(&'a Block)) {
    visit(block);
    match block {
        Block::Quote(blocks) => blocks.iter().for_each(|inner| each_block(inner, visit)),
        Block::List(list) => list.items.iter().flat_map(|i| &i.blocks).for_each(|inner| each_block(inner, visit)),
        Block::Note(note) => note.blocks.iter().for_each(|inner| each_block(inner, visit)),
        Block::Paragraph(_) | Block::Heading { .. } | Block::Table(_) | Block::Code(_) | Block::Rule(_) => {}
    }
}

/// Calls `visit` with every piece of a line, outer pieces first.
pub fn each_in_line<'a>(content: &'a [Inline], visit: &mut dyn FnMut(&'a Inline)) {
    for inline in content {
        visit(inline);
        match inline {
            Inline::Emphasis(content) | Inline::Strong(content) | Inline::Strikethrough(content) => {
                each_in_line(content, visit);
            }
            Inline::Link(link) | Inline::Image(link) => each_in_line(&link.content, visit),
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::Citation { .. }
            | Inline::NoteRef { .. }
            | Inline::SoftBreak
            | Inline::HardBreak => {}
        }
    }
}

/// Calls `change` with every piece of every line, outer pieces first.
pub fn each_inline_mut(blocks: &mut [Block], change: &mut dyn FnMut(&mut Inline)) {
    for block in blocks {
        match block {
            Block::Paragraph(content) | Block::Heading { content, .. } => each_in_line_mut(content, change),
            Block::Quote(blocks) => each_inline_mut(blocks, change),
            Block::List(list) => list.items.iter_mut().for_each(|item| each_inline_mut(&mut item.blocks, change)),
            Block::Table(table) => {
                let rows = std::iter::once(&mut table.head).chain(&mut table.rows);
                rows.flatten().for_each(|cell| each_in_line_mut(cell, change));
            }
            Block::Note(note) => each_inline_mut(&mut note.blocks, change),
            Block::Code(_) | Block::Rule(_) => {}
        }
    }
}

/// Calls `change` with every piece of a line, outer pieces first.
pub fn each_in_line_mut(content: &mut [Inline], change: &mut dyn FnMut(&mut Inline)) {
    for inline in content {
        change(inline);
        match inline {
            Inline::Emphasis(content) | Inline::Strong(content) | Inline::Strikethrough(content) => {
                each_in_line_mut(content, change);
            }
            Inline::Link(link) | Inline::Image(link) => each_in_line_mut(&mut link.content, change),
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::Citation { .. }
            | Inline::NoteRef { .. }
            | Inline::SoftBreak
            | Inline::HardBreak => {}
        }
    }
}
