//! Displays a stored date: in the field where it was typed, in full under the field, and in a short form for lists.

use time::format_description::well_known::Rfc3339;
use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

use super::here::Here;
use super::offset::offset;
use super::read;
use super::read::Reading;
use crate::page::moment;

/// A parsed stored date.
enum Said {
    Year(i32),
    Month(i32, Month),
    Day(Date),
    /// With the offset from UTC, if it is known.
    Moment(PrimitiveDateTime, Option<UtcOffset>),
}

/// A stored date as one would type it, such as `1 December 2026, 08:00`; if it cannot be typed, as it is stored.
pub fn in_field(stored: &str, here: &Here) -> String {
    let words = said(stored).map(|said| match said {
        Said::Year(year) => year.to_string(),
        Said::Month(year, month) => format!("{month} {year}"),
        Said::Day(day) => long_day(day),
        Said::Moment(at, offset) => {
            let usual = here.zone.of_clock(at);
            let zone = offset.filter(|offset| *offset != usual).map(|o| format!(" {}", zone(o)));
            format!("{}, {}{}", long_day(at.date()), clock(at.time()), zone.unwrap_or_default())
        }
    });
    let is_same = |words: &String| read(words, here) == Reading::Is(stored.to_owned());
    words.filter(is_same).unwrap_or_else(|| stored.to_owned())
}

/// A stored date in full, such as `Tue 1 Dec 2026 08:00 +01:00`; `None` if it is not a date.
pub fn in_full(stored: &str) -> Option<String> {
    Some(match said(stored)? {
        Said::Year(year) => year.to_string(),
        Said::Month(year, month) => format!("{month} {year}"),
        Said::Day(day) => full_day(day),
        Said::Moment(at, offset) => {
            let zone = offset.map(|offset| format!(" {}", zone(offset))).unwrap_or_default();
            format!("{} {}{zone}", full_day(at.date()), clock(at.time()))
        }
    })
}

/// A stored date in short, such as `1 Dec, 08:00`, including the year if it is not the current one; `None` if it is not
/// a date.
pub fn in_short(stored: &str, here: &Here) -> Option<String> {
    let day = |day: Date| {
        let year = if day.year() == here.now.year() { String::new() } else { format!(" {}", day.year()) };
        format!("{} {}{year}", day.day(), short(day.month()))
    };
    Some(match said(stored)? {
        Said::Year(year) => year.to_string(),
        Said::Month(year, month) => format!("{} {year}", short(month)),
        Said::Day(date) => day(date),
        Said::Moment(at, _) => format!("{}, {}", day(at.date()), clock(at.time())),
    })
}

fn said(stored: &str) -> Option<Said> {
    let text = moment(stored)?;
    if let Ok(at) = OffsetDateTime::parse(&text, &Rfc3339) {
        return Some(Said::Moment(PrimitiveDateTime::new(at.date(), at.time()), Some(at.offset())));
    }
    let (day, rest) = text.split_once('T').unwrap_or((&text, ""));
    let mut parts = day.split('-');
    let year = parts.next()?.parse().ok()?;
    let Some(month) = parts.next() else { return Some(Said::Year(year)) };
    let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
    let Some(day) = parts.next() else { return Some(Said::Month(year, month)) };
    let day = Date::from_calendar_date(year, month, day.parse().ok()?).ok()?;
    if rest.is_empty() {
        return Some(Said::Day(day));
    }
    // In a time without seconds, the offset follows the minutes.
    let (shown, zone) = rest.split_at_checked(rest.find(['Z', '+', '-']).unwrap_or(rest.len()))?;
    let mut numbers = shown.split([':', '.']).map(|number| number.parse::<u8>().ok());
    let (hour, minute) = (numbers.next()??, numbers.next()??);
    let time = Time::from_hms(hour, minute, numbers.next().flatten().unwrap_or(0)).ok()?;
    let offset = if zone.is_empty() { None } else { Some(offset(zone)?) };
    Some(Said::Moment(PrimitiveDateTime::new(day, time), offset))
}

fn long_day(day: Date) -> String {
    format!("{} {} {}", day.day(), day.month(), day.year())
}

fn full_day(day: Date) -> String {
    let weekday: String = day.weekday().to_string().chars().take(3).collect();
    format!("{weekday} {} {} {}", day.day(), short(day.month()), day.year())
}

fn short(month: Month) -> String {
    month.to_string().chars().take(3).collect()
}

fn clock(time: Time) -> String {
    match time.second() {
        0 => format!("{:02}:{:02}", time.hour(), time.minute()),
        second => format!("{:02}:{:02}:{second:02}", time.hour(), time.minute()),
    }
}

fn zone(offset: UtcOffset) -> String {
    if offset.is_utc() {
        return "UTC".into();
    }
    let sign = if offset.is_negative() { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", offset.whole_hours().abs(), offset.minutes_past_hour().abs())
}
