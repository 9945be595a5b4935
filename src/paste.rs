//! What is pasted, as Markdown: the words and the marks of what other programs put on the clipboard, without their
//! style. The tree is put right in `prepare`, read by `format::html`, and its blocks are made ours in `blocks`. The
//! clipboard itself is not read here.

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
