//! Text layout: runs with their faces become rows that can be painted, hit and walked by the cursor, in either
//! direction. egui shapes the text; right-to-left text is then put in order by the Unicode Bidirectional Algorithm.
//! What a text means and what is painted over it is up to the user of this module.

mod caret;
mod compose;
mod direction;
mod fill;
mod galley;
mod galley_rows;
mod job;
mod kept;
mod label;
mod manner;
mod mirror;
mod mixed;
mod order;
mod piece;
mod plain;
mod row;
mod set;
mod stretch;
mod told;
mod typeset;

pub use caret::{Arrow, Reached, Side};
pub use direction::base;
pub use kept::Kept;
pub use label::{one_row, one_row_from};
pub use manner::{Hang, Manner};
pub use row::Row;
pub use set::{is_plain, set};
pub use told::Run;
pub use typeset::Typeset;

#[cfg(test)]
pub(super) mod tests;
