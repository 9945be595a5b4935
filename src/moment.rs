//! Checks times read from the disk, in seconds since 1970. A clock that was never set, or a file written by someone
//! else, can contain anything.

use time::OffsetDateTime;

/// The beginning of 2000: no draft is older.
const FIRST: u64 = 946_684_800;
/// The beginning of 3000.
pub const END: u64 = 32_503_680_000;

/// Shown instead of an implausible time.
pub const UNKNOWN: &str = "at an unknown time";

/// Whether a time is plausible.
pub fn is_credible(at: u64) -> bool {
    (FIRST..END).contains(&at)
}

/// A plausible time, in UTC.
pub fn credible(at: u64) -> Option<OffsetDateTime> {
    let secs = i64::try_from(at).ok().filter(|_| is_credible(at))?;
    OffsetDateTime::from_unix_timestamp(secs).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_that_cannot_be_true_is_none() {
        for at in [0, 1, FIRST - 1, END, 99_999_999_999, 99_999_999_999_999, i64::MAX as u64, u64::MAX] {
            assert_eq!((credible(at), is_credible(at)), (None, false), "{at}");
        }
        for (at, year) in [(FIRST, 2000), (1_772_471_040, 2026), (4_102_444_800, 2100), (END - 1, 2999)] {
            assert_eq!(credible(at).map(OffsetDateTime::year), Some(year));
        }
    }
}
