//! Dates as people type them and as they are displayed. A stored date is as exact as what is known: a year, a month, a
//! day, or a moment as in RFC 3339. No clock is read here; the caller passes the current time and the offset.

mod offset;
mod here;
mod read;
mod display;
mod zone;

pub use display::{in_field, in_full, in_short};
pub use here::Here;
pub use read::{Reading, read};
pub use zone::Zone;

#[cfg(test)]
mod tests;
