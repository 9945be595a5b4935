//! What was read before it is an article: a document's head and its blocks in order, and what the lines of a draft say
//! by themselves (labels, bylines, list items, entries of sources). `format` makes a reading, `recognise` an article of it.

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
