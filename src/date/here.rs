//! When and where a date is typed.

use time::OffsetDateTime;

use super::zone::Zone;

/// The time and the zone in which a date is typed.
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
