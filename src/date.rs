//! Dates as people type them and as they are said. What is stored is as exact as it is known: a year, a month, a day,
//! or a moment in the form of RFC 3339. No clock is read: whoever asks says when and where it is asked.

mod read;
mod said;
mod zone;

use time::OffsetDateTime;

pub use read::{Reading, read};
pub use said::{in_field, in_full, in_short};
pub use zone::Zone;

/// When and where a date is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Here {
    pub now: OffsetDateTime,
    pub zone: Zone,
}

impl Default for Here {
    fn default() -> Here {
        Here { now: OffsetDateTime::UNIX_EPOCH, zone: Zone::default() }
    }
}

#[cfg(test)]
mod tests;
