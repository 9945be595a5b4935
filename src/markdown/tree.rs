//! The block tree. Every run of text in it knows its bytes in the text that was parsed.

use std::ops::Range;

/// Containers nested deeper than this are dropped: their content stays, and their formatting is lost.
pub const DEPTH_LIMIT: usize = 48;

/// Text of a block tree. Most pieces are small: a few bytes are stored in the value itself, and longer text is shared
/// by its copies.
pub type Words = ecow::EcoString;

/// Plain text, with its source range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub text: Words,
    /// The byte range in the field's text.
    pub range: Range<usize>,
}

/// A block of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    Paragraph(Vec<Inline>),
    /// The level as written, 1 to 6; `page` decides at which level it is shown.
    Heading {
        level: u8,
        content: Vec<Inline>,
    },
    Quote(Vec<Block>),
    List(Box<List>),
    Code(Box<Code>),
    Table(Box<Table>),
    Rule(Range<usize>),
    /// A footnote of the body, where it was defined. `page` moves it to the end.
    Note(Box<Note>),
}

/// A bulleted list, or a numbered one with its first number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    pub start: Option<u64>,
    /// Whether items are paragraphs, with space between them.
    pub loose: bool,
    pub items: Vec<ListItem>,
}

/// An item of a list; `task` is whether its task box is checked, if it has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListItem {
    pub task: Option<bool>,
    pub blocks: Vec<Block>,
}

/// A code block: the info string, and the lines, each run including its line break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    pub info: String,
    pub lines: Vec<Run>,
}

/// A table. Every row has a cell for each column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub columns: Vec<Alignment>,
    pub head: Vec<Vec<Inline>>,
    pub rows: Vec<Vec<Vec<Inline>>>,
}

/// The alignment of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    None,
    Left,
    Center,
    Right,
}

/// The definition of a footnote.
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
    /// Its text is the alternative text.
    Image(Box<Link>),
    /// `[^key]`, without a definition in the text.
    Citation {
        key: Words,
        range: Range<usize>,
    },
    /// `[^label]`, with a definition in the text.
    NoteRef {
        label: Words,
        range: Range<usize>,
    },
    SoftBreak,
    HardBreak,
}

/// Text with an address, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub target: String,
    pub title: String,
    pub content: Vec<Inline>,
    pub range: Range<usize>,
}

/// A top-level block with its source range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    pub block: Block,
    pub range: Range<usize>,
}

/// The blocks of a whole document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    pub blocks: Vec<Located>,
    /// The ranges of the definitions that its links can use.
    pub definitions: Vec<Range<usize>>,
}

impl Run {
    /// A run that is not from any field, or whose source range does not matter.
    pub fn plain(text: impl Into<Words>) -> Run {
        let text = text.into();
        Run { range: 0..text.len(), text }
    }
}
