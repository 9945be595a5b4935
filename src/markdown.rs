//! The one Markdown dialect: text in, block tree out. CommonMark with tables, strikethrough, footnotes and task
//! lists; smart punctuation off; raw HTML is text. `[^key]` without a definition in the same text is a citation.
//! Nothing else names the parser. The way back to text is in `markdown::write`; numbering is in `page`.

mod breaks;
mod build;
pub mod cost;
mod moved;
mod raw;
mod shape;
mod spans;
pub mod tidy;
pub mod write;

use std::ops::Range;

use pulldown_cmark::Options;

pub use breaks::{LineBreak, line_breaks};
pub use moved::move_by;
pub(crate) use raw::generator_mark;
pub use raw::{Raw, leaves, raw_html};
pub use shape::{shape, shape_of_line, words};
pub use spans::{Span, SpanKind, spans};

/// Containers nested deeper than this are taken apart: their content stays, their marks go.
pub const DEPTH_LIMIT: usize = 48;

/// Words of a block tree. A tree is mostly small pieces: a few letters stand in the value itself, more of them are shared
/// by its copies.
pub type Words = ecow::EcoString;

/// A stretch of plain words and the bytes of its field that it was written with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub text: Words,
    /// Byte range in the field's text.
    pub range: Range<usize>,
}

/// A block of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    Paragraph(Vec<Inline>),
    /// Level as written, 1 to 6; `page` decides at which level it is shown.
    Heading {
        level: u8,
        content: Vec<Inline>,
    },
    Quote(Vec<Block>),
    List(Box<List>),
    Code(Box<Code>),
    Table(Box<Table>),
    Rule(Range<usize>),
    /// The body's own footnote, where it was defined. `page` takes it out of the flow.
    Note(Box<Note>),
}

/// A bulleted list, or a numbered one with its first number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    pub start: Option<u64>,
    /// Items are paragraphs of their own, with space between.
    pub loose: bool,
    pub items: Vec<ListItem>,
}

/// An item of a list; `task` is whether its box is ticked, where it has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListItem {
    pub task: Option<bool>,
    pub blocks: Vec<Block>,
}

/// A block of code: the info string, and the lines, each run with its line break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    pub info: String,
    pub lines: Vec<Run>,
}

/// A table: as many cells in each row as there are columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub columns: Vec<Alignment>,
    pub head: Vec<Vec<Inline>>,
    pub rows: Vec<Vec<Vec<Inline>>>,
}

/// How a column is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    None,
    Left,
    Center,
    Right,
}

/// A footnote's definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub label: String,
    pub blocks: Vec<Block>,
    pub range: Range<usize>,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    Text(Run),
    Code(Run),
    Emphasis(Vec<Inline>),
    Strong(Vec<Inline>),
    Strikethrough(Vec<Inline>),
    Link(Box<Link>),
    /// The words are the picture's alt text.
    Image(Box<Link>),
    /// `[^key]`, for which the text has no definition.
    Citation {
        key: Words,
        range: Range<usize>,
    },
    /// `[^label]`, for which the text has a definition.
    NoteRef {
        label: Words,
        range: Range<usize>,
    },
    SoftBreak,
    HardBreak,
}

/// Words with an address behind them, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub target: String,
    pub title: String,
    pub content: Vec<Inline>,
    pub range: Range<usize>,
}

/// A top-level block and the bytes it was written with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    pub block: Block,
    pub range: Range<usize>,
}

/// The blocks of a whole document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    pub blocks: Vec<Located>,
    /// Where the definitions stand that links in it can lean on.
    pub definitions: Vec<Range<usize>>,
}

/// Parses a body. Any text gives blocks.
pub fn parse(text: &str) -> Vec<Block> {
    parse_located(text).into_iter().map(|located| located.block).collect()
}

/// Parses a body and says where each of its top-level blocks stands.
pub fn parse_located(text: &str) -> Vec<Located> {
    parse_whole(text).blocks
}

/// Parses a text that is a document of its own.
pub fn parse_whole(text: &str) -> Whole {
    build::whole(text)
}

/// Parses one line of inline Markdown; marks that would open a block are text, line breaks are spaces.
pub fn parse_inline(text: &str) -> Vec<Inline> {
    build::inline_only(text)
}

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

/// Calls `visit` with a block and every block in it, outer blocks first.
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

fn dialect() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS | Options::ENABLE_FOOTNOTES
}

impl Run {
    /// A run that is not from any field, or whose place does not matter.
    pub fn plain(text: impl Into<Words>) -> Run {
        let text = text.into();
        Run { range: 0..text.len(), text }
    }
}

#[cfg(test)]
mod tests;
