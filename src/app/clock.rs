//! What time it is, and how a time is said.

use time::{Date, Month, OffsetDateTime, UtcOffset};

use crate::moment;

/// Tells the time. Tests bring their own.
pub trait Clock {
    /// Seconds since the beginning of 1970, UTC.
    fn now(&self) -> u64;

    /// How far the writer's clock is from UTC.
    fn offset(&self) -> UtcOffset;

    /// Hours and minutes, such as `17:04`.
    fn time_of_day(&self) -> String {
        time_of_day(self.local(self.now()))
    }

    /// A time as one says it, such as `yesterday, 17:04` or `3 March, 17:04`. `at` is as [`Clock::now`].
    fn when(&self, at: u64) -> String {
        if !moment::is_credible(at) {
            return moment::UNKNOWN.to_owned();
        }
        let (then, now) = (self.local(at), self.local(self.now()));
        format!("{}, {}", day(then.date(), now.date()), time_of_day(then))
    }

    /// The writer's own time.
    fn local(&self, at: u64) -> OffsetDateTime {
        let secs = i64::try_from(at).unwrap_or_default();
        OffsetDateTime::from_unix_timestamp(secs).unwrap_or(OffsetDateTime::UNIX_EPOCH).to_offset(self.offset())
    }
}

/// The system's clock. The distance to UTC is taken when the program starts, before it has other threads.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock {
    offset: UtcOffset,
}

impl SystemClock {
    /// For those who only want to know the time in UTC.
    pub const fn utc() -> SystemClock {
        SystemClock { offset: UtcOffset::UTC }
    }

    /// With the distance to UTC as it is now; UTC where that is not known.
    pub fn here() -> SystemClock {
        SystemClock { offset: UtcOffset::current_local_offset().unwrap_or(UtcOffset::UTC) }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> u64 {
        u64::try_from(OffsetDateTime::now_utc().unix_timestamp()).unwrap_or_default()
    }

    fn offset(&self) -> UtcOffset {
        self.offset
    }
}

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

    /// 3 March 2026, 00:30 in a place an hour east of Greenwich.
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
