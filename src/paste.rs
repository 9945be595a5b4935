//! Clipboard content from other programs, as Markdown: its text and formatting, without its styles. `prepare` cleans
//! the tree, `format::html` reads it, and `blocks` adapts its blocks. The clipboard itself is read elsewhere.

mod pasted;
mod written;
mod blocks;
mod insert;
mod lists;
mod markup;
mod notes;
mod prepare;
mod rules;
mod same;

pub use crate::writing::{Field, field_of, on_one_line};
pub use insert::insert;
pub use pasted::{Pasted, Rich, SIZE_LIMIT, article, from_html, misread};

#[cfg(test)]
mod tests;
