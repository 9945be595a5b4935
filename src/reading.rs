//! A document before it becomes an article: its head and its blocks in order, and what single lines say (labels,
//! bylines, list items, source entries). `format` produces it, and `recognise` turns it into an article.

mod byline;
mod pieces;
mod item;
mod label;
pub mod source;
mod words;

pub(crate) use byline::{byline_of, is_byline};
pub(crate) use item::{ItemLine, is_item_line, item};
pub(crate) use label::say_the_same;
pub use label::{Label, label};
pub use pieces::{Head, Origin, Piece, Reading, Remark, Role, SetAside, What, Written};
pub(crate) use words::{excerpt, lines, one_line, plain};
