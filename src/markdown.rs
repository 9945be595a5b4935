//! The one Markdown dialect: text in, block tree out. CommonMark with tables, strikethrough, footnotes and task lists.
//! Smart punctuation is off, and raw HTML is text. `[^key]` without a definition in the same text is a citation.
//! Nothing else names the parser. `markdown::write` converts back to text; `page` numbers things.

mod visit;
mod dialect;
mod tree;
mod breaks;
mod build;
pub mod cost;
pub mod markers;
mod moved;
mod raw;
pub mod scan;
mod shape;
mod spans;
pub mod tidy;
pub mod write;

pub use breaks::{LineBreak, line_breaks};
pub use moved::move_by;
pub(crate) use raw::generator_mark;
pub use raw::{Raw, leaves, raw_html};
pub use shape::{shape, shape_of_line, words};
pub use spans::{Span, SpanKind, spans};
pub use tree::{
    Alignment, Block, Code, DEPTH_LIMIT, Inline, Link, List, ListItem, Located, Note, Run, Table, Whole, Words,
};
pub use visit::{each_block, each_in_line, each_in_line_mut, each_inline, each_inline_mut};

/// Parses a body. Any text is valid.
pub fn parse(text: &str) -> Vec<Block> {
    parse_located(text).into_iter().map(|located| located.block).collect()
}

/// Parses a body, and returns the source range of each top-level block.
pub fn parse_located(text: &str) -> Vec<Located> {
    parse_whole(text).blocks
}

/// Parses a text that is a document of its own.
pub fn parse_whole(text: &str) -> Whole {
    build::whole(text)
}

/// Parses one line of inline Markdown. Markers that would open a block are text, and line breaks are spaces.
pub fn parse_inline(text: &str) -> Vec<Inline> {
    build::inline_only(text)
}

#[cfg(test)]
mod tests;
