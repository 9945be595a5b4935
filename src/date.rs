//! Dates as people type them and as they are said. What is stored is as exact as it is known: a year, a month, a day,
//! or a moment in the form of RFC 3339. No clock is read: whoever asks says when and where it is asked.

mod offset;
mod here;
mod read;
mod said;
mod zone;

pub use here::Here;
pub use read::{Reading, read};
pub use said::{in_field, in_full, in_short};
pub use zone::Zone;

#[cfg(test)]
mod tests;
