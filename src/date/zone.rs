//! The offset of a time zone from UTC over the years, including summer time.

use std::sync::Arc;

use time::{PrimitiveDateTime, UtcOffset};

/// The offset from UTC, and when it changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    first: UtcOffset,
    /// The seconds since 1970 at which the offset changes, in order.
    changes: Arc<[(i64, UtcOffset)]>,
}

impl Default for Zone {
    fn default() -> Zone {
        Zone::fixed(UtcOffset::UTC)
    }
}

impl Zone {
    /// A zone whose offset never changes.
    pub fn fixed(offset: UtcOffset) -> Zone {
        Zone { first: offset, changes: Arc::default() }
    }

    /// The zone whose offset `offset_at` returns for a second since 1970, between these two seconds. Outside them, the
    /// nearest offset applies.
    pub fn between(start: i64, end: i64, offset_at: impl Fn(i64) -> UtcOffset) -> Zone {
        let start = start - start.rem_euclid(QUARTER);
        let first = offset_at(start);
        let (mut at, mut last) = (start, first);
        let mut changes = Vec::new();
        while at < end {
            let next = at.saturating_add(STEP);
            let offset = offset_at(next);
            if offset != last {
                changes.push((change(at, next, &offset_at), offset));
                last = offset;
            }
            at = next;
        }
        Zone { first, changes: changes.into() }
    }

    /// The offset at a second since 1970.
    pub fn at(&self, second: i64) -> UtcOffset {
        let known = self.changes.partition_point(|(from, _)| *from <= second);
        known.checked_sub(1).and_then(|at| self.changes.get(at)).map_or(self.first, |(_, offset)| *offset)
    }

    /// The offset for a local time. A time that is skipped or repeated counts as before the change.
    pub fn of_clock(&self, shown: PrimitiveDateTime) -> UtcOffset {
        let near = self.at(shown.assume_utc().unix_timestamp());
        let earlier = self.at(shown.assume_offset(near).unix_timestamp() - HOURS);
        if self.at(shown.assume_offset(earlier).unix_timestamp()) == earlier {
            return earlier;
        }
        let later = self.at(shown.assume_offset(near).unix_timestamp() + HOURS);
        if self.at(shown.assume_offset(later).unix_timestamp()) == later { later } else { earlier }
    }
}

/// In seconds. Clocks change less often than this.
const STEP: i64 = 14 * 24 * 3600;
/// In seconds. Clocks change on a quarter of an hour.
const QUARTER: i64 = 15 * 60;
/// In seconds. Clocks never change by more than this.
const HOURS: i64 = 3 * 3600;

/// The first second between these two at which the offset is that of the end.
fn change(mut before: i64, mut after: i64, offset_at: &impl Fn(i64) -> UtcOffset) -> i64 {
    let changed = offset_at(after);
    while after - before > QUARTER {
        let middle = before + (after - before) / (2 * QUARTER) * QUARTER;
        if offset_at(middle) == changed { after = middle } else { before = middle }
    }
    after
}
