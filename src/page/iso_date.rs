//! Converts dates between the form they are typed in and ISO 8601, for the heads of files: a day or a moment, as exact
//! as what is known.

use time::format_description::well_known::{Rfc2822, Rfc3339};
use time::{Date, Month, OffsetDateTime, Time};

/// A date that every format can express: a year, month or day, or a time with or without its zone. A date in that form
/// is returned unchanged; equivalent ones (`2026-03-01 20:23:03 +0800`, `Sun, 01 Mar 2026 20:23:03 +0800`) are
/// converted. `None` if it is not a date.
pub fn moment(text: &str) -> Option<String> {
    let text = text.trim();
    if OffsetDateTime::parse(text, &Rfc3339).is_ok()
        && text.as_bytes().get(10).is_some_and(|b| matches!(b, b'T' | b't'))
    {
        return Some(text.to_owned());
    }
    if let Ok(moment) = OffsetDateTime::parse(text, &Rfc2822) {
        return moment.format(&Rfc3339).ok();
    }
    let (day, rest) = match text.find(['T', 't', ' ']) {
        Some(at) => (text.get(..at)?, text.get(at + 1..)?),
        None => (text, ""),
    };
    let day = date(day)?;
    if rest.trim().is_empty() {
        return Some(day);
    }
    // Only a complete day can have a time.
    let (clock, zone) = clock_and_zone(rest.trim());
    let clock = time(clock.trim())?;
    (day.len() == 10).then_some(())?;
    Some(format!("{day}T{clock}{}", offset(zone.trim())?))
}

/// `2026`, `2026-03` or `2026-03-01`; slashes and dots are accepted as separators.
fn date(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let number = |part: &str, digits: std::ops::RangeInclusive<usize>| {
        let is_number = digits.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| part.parse::<u16>().ok()).flatten()
    };
    let (year, rest) = parts.split_first()?;
    let year = number(year, 4..=4)?;
    match rest {
        [] => Some(format!("{year:04}")),
        [month] => {
            let month = number(month, 2..=2)?;
            (1..=12).contains(&month).then(|| format!("{year:04}-{month:02}"))
        }
        [month, day] => {
            let (month, day) = (number(month, 1..=2)?, number(day, 1..=2)?);
            let named = Month::try_from(u8::try_from(month).ok()?).ok()?;
            Date::from_calendar_date(year.into(), named, u8::try_from(day).ok()?).ok()?;
            Some(format!("{year:04}-{month:02}-{day:02}"))
        }
        _ => None,
    }
}

/// Splits the time from the zone.
fn clock_and_zone(text: &str) -> (&str, &str) {
    let at = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.'))).unwrap_or(text.len());
    text.split_at(at)
}

/// `20:23`, `20:23:03` or `20:23:03.5`.
fn time(text: &str) -> Option<String> {
    let (whole, part) = text.split_once('.').map_or((text, None), |(whole, part)| (whole, Some(part)));
    let parts: Vec<&str> = whole.split(':').collect();
    let number = |part: &&str| -> Option<u8> {
        let is_number = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        if is_number { part.parse().ok() } else { None }
    };
    let numbers: Vec<u8> = parts.iter().map(number).collect::<Option<_>>()?;
    let out = match numbers.as_slice() {
        [hour, minute] if part.is_none() => {
            Time::from_hms(*hour, *minute, 0).ok()?;
            format!("{hour:02}:{minute:02}")
        }
        [hour, minute, second] => {
            Time::from_hms(*hour, *minute, *second).ok()?;
            format!("{hour:02}:{minute:02}:{second:02}")
        }
        _ => return None,
    };
    let is_part = part.is_none_or(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    is_part.then(|| part.map_or(out.clone(), |part| format!("{out}.{part}")))
}

/// `+08:00` for `+0800`, `+08:00` and `+08`; `Z` for `Z`, `UTC` and `GMT`; empty for an empty text.
fn offset(text: &str) -> Option<String> {
    match text {
        "" => return Some(String::new()),
        "Z" | "z" | "UTC" | "GMT" => return Some("Z".into()),
        _ => {}
    }
    let sign = text.chars().next().filter(|c| matches!(c, '+' | '-'))?;
    let digits: String = text.get(1..)?.replace(':', "");
    let digits = if digits.len() == 2 { format!("{digits}00") } else { digits };
    let is_offset = digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit());
    let (hours, minutes) = (digits.get(..2)?, digits.get(2..)?);
    (is_offset && hours < "24" && minutes < "60").then(|| format!("{sign}{hours}:{minutes}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, expected: &str) {
        assert_eq!(moment(typed).unwrap_or_default(), expected, "{typed}");
    }

    #[test]
    fn a_date_is_as_exact_as_it_is_known() {
        for typed in [
            "2026",
            "2026-03",
            "2026-03-01",
            "2026-03-01T20:23",
            "2026-03-01T20:23:03",
            "2026-03-01T20:23:03Z",
            "2026-03-02T08:00:00+01:00",
            "2026-03-02T08:00:00.125+01:00",
        ] {
            check(typed, typed);
        }
    }

    #[test]
    fn other_spellings_say_the_same() {
        check("2026-03-01 20:23:03 +0800", "2026-03-01T20:23:03+08:00");
        check("2026-03-01 20:23:03 +08:00", "2026-03-01T20:23:03+08:00");
        check("2026-03-01 20:23:03 +08", "2026-03-01T20:23:03+08:00");
        check("2026-03-01 20:23:03+00:00", "2026-03-01T20:23:03+00:00");
        check("2026-03-01 20:23:03 UTC", "2026-03-01T20:23:03Z");
        check("2026-03-01 20:23:03", "2026-03-01T20:23:03");
        check("2026-03-01 20:23", "2026-03-01T20:23");
        check("2026-03-01T20:23:03+0800", "2026-03-01T20:23:03+08:00");
        check("2026-3-1 9:05", "2026-03-01T09:05");
        check("2026/03/01", "2026-03-01");
        check("Sun, 01 Mar 2026 20:23:03 +0800", "2026-03-01T20:23:03+08:00");
    }

    #[test]
    fn what_is_no_date_is_none() {
        for typed in [
            "",
            "soon",
            "2026-02-30",
            "2026-13",
            "2026-02-30T08:00:00Z",
            "2026-03-01T25:00",
            "2026-03-01 at noon",
            "2026-03-01 08:00 +2500",
            "2026-03 08:00",
            "20260301",
            "1/2/26",
            "true",
            "1234567",
        ] {
            check(typed, "");
        }
    }
}
