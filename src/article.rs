//! The draft as plain values, edits to its lists that keep their ids, and names for the places in it. `page` decides
//! what a reader sees of it; `file` stores it.

mod blank;
mod values;
mod index;
mod list;
mod owner;
mod place;
mod unknown;

pub use index::Index;
pub use list::{Direction, Item, ItemKind, is_key, is_key_byte, is_stopgap, key_for};
pub use owner::Owner;
pub use place::{Place, SourceField};
pub use unknown::{UnknownField, UnknownFields};
pub use values::{Article, Id, LeadImage, Section, Source, Status, Takeaway};
