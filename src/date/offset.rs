//! How far a time is from UTC, as it is stored.

use time::UtcOffset;

/// `Z` and `+01:00`.
pub(super) fn offset(zone: &str) -> Option<UtcOffset> {
    let Some(sign) = zone.chars().next().filter(|c| matches!(c, '+' | '-')) else { return Some(UtcOffset::UTC) };
    let (hours, minutes) = zone.get(1..)?.split_once(':')?;
    let sign = if sign == '-' { -1 } else { 1 };
    UtcOffset::from_hms(sign * hours.parse::<i8>().ok()?, sign * minutes.parse::<i8>().ok()?, 0).ok()
}
