//! The draft as plain values, the edits that keep its ids, and the names of its places.
//! What a reader sees of it is decided in `page`; how it is stored, in `file`.

mod blank;
mod values;
mod index;
mod list;
mod place;

pub use index::Index;
pub use list::{Direction, Item, ItemKind, is_key, is_key_byte, is_stopgap, key_for};
pub use place::{Place, SourceField};
pub use values::{Article, Id, LeadImage, Section, Source, Status, Takeaway};
