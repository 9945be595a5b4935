//! The current time, and times in words.

use time::{Date, Month, OffsetDateTime, UtcOffset};

use crate::date::Zone;
use crate::moment;

/// The current time. Tests have their own implementation.
pub trait Clock {
    /// Seconds since 1970, UTC.
    fn now(&self) -> u64;

    /// The local offset from UTC.
    fn offset(&self) -> UtcOffset;

    /// The local offset from UTC over the years.
    fn zone(&self) -> Zone {
        Zone::fixed(self.offset())
    }

    /// Hours and minutes, such as `17:04`.
    fn time_of_day(&self) -> String {
        time_of_day(self.local(self.now()))
    }

    /// Hours and minutes of a time in seconds since 1970.
    fn time_of_day_at(&self, at: u64) -> String {
        time_of_day(self.local(at))
    }

    /// A time in words, such as `yesterday, 17:04` or `3 March, 17:04`. `at` is in seconds since 1970.
    fn when(&self, at: u64) -> String {
        if !moment::is_credible(at) {
            return moment::UNKNOWN.to_owned();
        }
        let (then, now) = (self.local(at), self.local(self.now()));
        format!("{}, {}", day(then.date(), now.date()), time_of_day(then))
    }

    /// The local time.
    fn local(&self, at: u64) -> OffsetDateTime {
        let secs = i64::try_from(at).unwrap_or_default();
        OffsetDateTime::from_unix_timestamp(secs).unwrap_or(OffsetDateTime::UNIX_EPOCH).to_offset(self.offset())
    }
}

/// The system's clock. The offset from UTC is read when the program starts, before there are other threads.
#[derive(Clone, Debug)]
pub struct SystemClock {
    /// UTC if there is none.
    zone: Option<Zone>,
}

impl SystemClock {
    /// A clock that only knows UTC.
    pub const fn utc() -> SystemClock {
        SystemClock { zone: None }
    }

    /// A clock with the local offset from UTC over the years in which articles are dated; UTC if it is unknown.
    pub fn here() -> SystemClock {
        let now = OffsetDateTime::now_utc().unix_timestamp();
        let offset_at = |second| {
            let at = OffsetDateTime::from_unix_timestamp(second).unwrap_or(OffsetDateTime::UNIX_EPOCH);
            UtcOffset::local_offset_at(at).unwrap_or(UtcOffset::UTC)
        };
        SystemClock { zone: Some(Zone::between(now - YEAR, now + 2 * YEAR, offset_at)) }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> u64 {
        u64::try_from(OffsetDateTime::now_utc().unix_timestamp()).unwrap_or_default()
    }

    fn offset(&self) -> UtcOffset {
        let now = i64::try_from(self.now()).unwrap_or_default();
        self.zone.as_ref().map_or(UtcOffset::UTC, |zone| zone.at(now))
    }

    fn zone(&self) -> Zone {
        self.zone.clone().unwrap_or_default()
    }
}

const YEAR: i64 = 366 * 86_400;

fn time_of_day(at: OffsetDateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

fn day(then: Date, today: Date) -> String {
    if then == today {
        return "today".into();
    }
    if Some(then) == today.previous_day() {
        return "yesterday".into();
    }
    let day = format!("{} {}", then.day(), month(then.month()));
    if then.year() == today.year() { day } else { format!("{day} {}", then.year()) }
}

fn month(month: Month) -> &'static str {
    match month {
        Month::January => "January",
        Month::February => "February",
        Month::March => "March",
        Month::April => "April",
        Month::May => "May",
        Month::June => "June",
        Month::July => "July",
        Month::August => "August",
        Month::September => "September",
        Month::October => "October",
        Month::November => "November",
        Month::December => "December",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 3 March 2026, 00:30, one hour ahead of UTC.
    struct Fixed;

    impl Clock for Fixed {
        fn now(&self) -> u64 {
            1_772_494_200
        }

        fn offset(&self) -> UtcOffset {
            UtcOffset::from_hms(1, 0, 0).unwrap_or(UtcOffset::UTC)
        }
    }

    #[track_caller]
    fn check(seconds_ago: u64, expected: &str) {
        assert_eq!(Fixed.when(Fixed.now() - seconds_ago), expected);
    }

    #[test]
    fn a_time_is_said_by_the_writers_own_days() {
        assert_eq!(Fixed.time_of_day(), "00:30");
        check(0, "today, 00:30");
        check(31 * 60, "yesterday, 23:59");
        check(48 * 3600, "1 March, 00:30");
        check(365 * 86_400, "3 March 2025, 00:30");
        assert_eq!(Fixed.when(u64::MAX), "at an unknown time");
    }
}
