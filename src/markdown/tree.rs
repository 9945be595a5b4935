//! The block tree. Every run of text in it knows its bytes in the text that was parsed.

use std::ops::Range;

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

impl Run {
    /// A run that is not from any field, or whose place does not matter.
    pub fn plain(text: impl Into<Words>) -> Run {
        let text = text.into();
        Run { range: 0..text.len(), text }
    }
}
