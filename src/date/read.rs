//! Parses a typed date. Words and numbers are classified first and combined afterwards. If anything is left over, it
//! is not a date.

use time::format_description::well_known::Rfc3339;
use time::{Date, Duration, Month, PrimitiveDateTime, Time, UtcOffset, Weekday};

use super::here::Here;
use super::offset::offset;
use crate::page::moment;

/// The result of parsing a typed date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Nothing was typed.
    Nothing,
    /// The date as it is stored.
    Is(String),
    /// It is ambiguous; the message says how, and how to fix it.
    Either(String),
    /// It is not a date; the message says why, if that helps.
    Not(String),
}

/// Parses a date as people type it: `2 March 2026 8:00`, `March 2`, `2026-03-02`, `tomorrow 8:00`, `Tue 1 Dec`. A time
/// is local unless it has a zone.
pub fn read(typed: &str, here: &Here) -> Reading {
    let typed = typed.trim();
    if typed.is_empty() {
        return Reading::Nothing;
    }
    if let Some(stored) = moment(typed) {
        return Reading::Is(with_zone(stored, here));
    }
    match sorted(typed, here).ok_or(Failed::NoDate).and_then(|parts| parts.put_together(here)) {
        Ok(stored) => Reading::Is(stored),
        Err(Failed::NoDate) => Reading::Not("Not a date".into()),
        Err(Failed::OtherDay(day)) => Reading::Not(format!("Not a date: {}", day_is(day))),
        Err(Failed::Either(a, b)) => {
            Reading::Either(format!("{} or {}? Write the month as a word", day_and_month(a), day_and_month(b)))
        }
    }
}

enum Failed {
    NoDate,
    /// The day of the week does not match the date.
    OtherDay(Date),
    Either(Date, Date),
}

fn day_is(day: Date) -> String {
    format!("{} is a {}", day_and_month(day), day.weekday())
}

fn day_and_month(day: Date) -> String {
    format!("{} {}", day.day(), day.month())
}

/// Adds the local zone to a time that has none.
fn with_zone(stored: String, here: &Here) -> String {
    let Some((day, clock)) = stored.split_once('T') else { return stored };
    if clock.contains(['Z', 'z', '+', '-']) {
        return stored;
    }
    let clock = if clock.len() == 5 { format!("{clock}:00") } else { clock.to_owned() };
    let local = time::OffsetDateTime::parse(&format!("{day}T{clock}Z"), &Rfc3339).ok();
    let zoned = local.and_then(|local| zoned(PrimitiveDateTime::new(local.date(), local.time()), None, here));
    zoned.unwrap_or(stored)
}

fn zoned(shown: PrimitiveDateTime, zone: Option<UtcOffset>, here: &Here) -> Option<String> {
    shown.assume_offset(zone.unwrap_or_else(|| here.zone.of_clock(shown))).format(&Rfc3339).ok()
}

/// The parts of a typed date.
#[derive(Default)]
struct Parts {
    /// A complete date: `today`, `13.3.2026`.
    day: Option<Date>,
    /// `2.3.2026`
    either: Option<(Date, Date)>,
    weekday: Option<Weekday>,
    month: Option<Month>,
    /// Each with its number of digits.
    numbers: Vec<(u16, usize)>,
    clock: Option<Time>,
    /// `8.30`, which is a time only next to a day.
    dotted: Option<Time>,
    zone: Option<UtcOffset>,
}

fn sorted(typed: &str, here: &Here) -> Option<Parts> {
    let typed = typed.to_lowercase().replace(',', " ");
    let words: Vec<&str> = typed.split_whitespace().collect();
    let mut parts = Parts::default();
    let mut words = words.as_slice();
    let mut is_time_next = false;
    while let Some((word, rest)) = words.split_first() {
        words = rest;
        if let Some((half, rest)) = rest.split_first()
            && let Some(time) = halved(word, half)
        {
            set(&mut parts.clock, time)?;
            words = rest;
            is_time_next = false;
            continue;
        }
        if matches!(*word, "at" | "on" | "the" | "of" | "o’clock" | "o'clock") {
            is_time_next = *word == "at";
            continue;
        }
        match word.parse().ok().filter(|_| is_time_next) {
            Some(hour) => set(&mut parts.clock, Time::from_hms(hour, 0, 0).ok()?)?,
            None => parts.sort(word, here)?,
        }
        is_time_next = false;
    }
    Some(parts)
}

/// Sets a value unless there is one already.
fn set<T>(place: &mut Option<T>, value: T) -> Option<()> {
    place.replace(value).is_none().then_some(())
}

impl Parts {
    fn sort(&mut self, word: &str, here: &Here) -> Option<()> {
        let today = here.now.date();
        match word {
            "today" => return set(&mut self.day, today),
            "tomorrow" => return set(&mut self.day, today.next_day()?),
            "yesterday" => return set(&mut self.day, today.previous_day()?),
            "now" => {
                set(&mut self.day, today)?;
                return set(&mut self.clock, Time::from_hms(here.now.hour(), here.now.minute(), 0).ok()?);
            }
            "noon" => return set(&mut self.clock, Time::from_hms(12, 0, 0).ok()?),
            "midnight" => return set(&mut self.clock, Time::MIDNIGHT),
            "utc" | "gmt" | "z" => return set(&mut self.zone, UtcOffset::UTC),
            _ => {}
        }
        let name = word.trim_end_matches('.');
        if let Some(weekday) = named(name, &WEEKDAYS) {
            return set(&mut self.weekday, weekday);
        }
        if let Some(month) = named(name, &MONTHS) {
            return set(&mut self.month, month);
        }
        if let Some(zone) = zone(word) {
            return set(&mut self.zone, zone);
        }
        if let Some(clock) = clock(word) {
            return set(&mut self.clock, clock);
        }
        self.sort_number(name)
    }

    fn sort_number(&mut self, word: &str) -> Option<()> {
        let digits = ["st", "nd", "rd", "th"].into_iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
        if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
            self.numbers.push((digits.parse().ok()?, digits.len()));
            return Some(());
        }
        let parts: Option<Vec<u16>> = word.split(['.', '/', '-']).map(|part| part.parse().ok()).collect();
        match *parts?.as_slice() {
            [hour, minute] if word.contains('.') && word.len() - word.find('.')? == 3 => {
                let (hour, minute) = (u8::try_from(hour).ok()?, u8::try_from(minute).ok()?);
                set(&mut self.dotted, Time::from_hms(hour, minute, 0).ok()?)
            }
            [a, b, year] => {
                let year = if year < 100 { 2000 + year } else { year };
                match (numeric(a, b, year), numeric(b, a, year)) {
                    (Some(one), Some(other)) if one != other => set(&mut self.either, (one, other)),
                    (Some(day), _) | (None, Some(day)) => set(&mut self.day, day),
                    (None, None) => None,
                }
            }
            _ => None,
        }
    }

    fn put_together(mut self, here: &Here) -> Result<String, Failed> {
        if let Some((a, b)) = self.either {
            return Err(Failed::Either(a, b));
        }
        let has_day = self.day.is_some() || self.month.is_some() || self.weekday.is_some();
        match self.dotted {
            Some(time) if has_day || time.minute() > 12 => set(&mut self.clock, time).ok_or(Failed::NoDate)?,
            Some(_) => return Err(Failed::NoDate),
            None => {}
        }
        if let Some(month) = self.month.filter(|_| self.clock.is_none() && self.weekday.is_none())
            && let [(year, 4)] = *self.numbers.as_slice()
            && self.day.is_none()
        {
            return Ok(format!("{year:04}-{:02}", u8::from(month)));
        }
        let day = self.find_day(here)?;
        if self.weekday.is_some_and(|weekday| weekday != day.weekday()) {
            return Err(Failed::OtherDay(day));
        }
        match (self.clock, self.zone) {
            (None, None) => Ok(day_text(day)),
            (None, Some(_)) => Err(Failed::NoDate),
            (Some(clock), zone) => zoned(PrimitiveDateTime::new(day, clock), zone, here).ok_or(Failed::NoDate),
        }
    }

    /// The day, using up the numbers that form it.
    fn find_day(&mut self, here: &Here) -> Result<Date, Failed> {
        let today = here.now.date();
        let found = match (self.day, self.month, self.numbers.as_slice()) {
            (Some(day), None, []) => Some(day),
            (None, Some(month), [(year, 4), (day, 1 | 2)] | [(day, 1 | 2), (year, 4)]) => date(*year, month, *day),
            (None, Some(month), [(day, 1 | 2), (year, 2)]) => date(2000 + *year, month, *day),
            (None, Some(month), [(day, 1 | 2)]) => nearest(month, *day, self.weekday, today),
            (None, None, []) => match self.weekday {
                Some(weekday) => (0..7).find_map(|days| {
                    today.checked_add(Duration::days(days)).filter(|day| day.weekday() == weekday)
                }),
                None => self.clock.map(|_| today),
            },
            (Some(day), None, [(hour, 1 | 2)]) if self.clock.is_none() => {
                self.clock = u8::try_from(*hour).ok().and_then(|hour| Time::from_hms(hour, 0, 0).ok());
                self.clock.map(|_| day)
            }
            _ => None,
        };
        found.ok_or(Failed::NoDate)
    }
}

fn day_text(day: Date) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), u8::from(day.month()), day.day())
}

fn date(year: u16, month: Month, day: u16) -> Option<Date> {
    Date::from_calendar_date(year.into(), month, u8::try_from(day).ok()?).ok()
}

fn numeric(day: u16, month: u16, year: u16) -> Option<Date> {
    date(year, Month::try_from(u8::try_from(month).ok()?).ok()?, day)
}

/// The day of this date that is nearest to today, on the given day of the week if there is one.
fn nearest(month: Month, day: u16, weekday: Option<Weekday>, today: Date) -> Option<Date> {
    let years = today.year().saturating_sub(4)..=today.year().saturating_add(4);
    let all = || years.clone().filter_map(|year| date(u16::try_from(year).ok()?, month, day));
    let near = |day: &Date| (*day - today).abs();
    // If the day of the week matches no near year, the writer has to decide.
    let near_enough = |day: &Date| (*day - today).abs() < Duration::days(2 * 366);
    let named = all().filter(|day| Some(day.weekday()) == weekday && near_enough(day)).min_by_key(near);
    named.or_else(|| all().min_by_key(near))
}

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

const MONTHS: [(&str, Month); 12] = [
    ("january", Month::January),
    ("february", Month::February),
    ("march", Month::March),
    ("april", Month::April),
    ("may", Month::May),
    ("june", Month::June),
    ("july", Month::July),
    ("august", Month::August),
    ("september", Month::September),
    ("october", Month::October),
    ("november", Month::November),
    ("december", Month::December),
];

/// The value with this name, or whose name starts with this word of three letters or more.
fn named<T: Copy>(word: &str, names: &[(&str, T)]) -> Option<T> {
    let is_long_enough = word.chars().count() >= 3;
    names.iter().find(|(name, _)| is_long_enough && name.starts_with(word)).map(|(_, thing)| *thing)
}

/// `+01:00`, `+0100` or `+1`.
fn zone(word: &str) -> Option<UtcOffset> {
    let sign = word.chars().next().filter(|c| matches!(c, '+' | '-' | '−'))?;
    let digits = word.strip_prefix(sign)?.replace(':', "");
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let text = match digits.len() {
        1 | 2 => format!("{digits:0>2}:00"),
        4 => format!("{}:{}", digits.get(..2)?, digits.get(2..)?),
        _ => return None,
    };
    offset(&format!("{}{text}", if sign == '+' { '+' } else { '-' }))
}

/// `8:00`, `08:00:30`, `8h30`, `8am` and `8.30pm`.
fn clock(word: &str) -> Option<Time> {
    for (half, end) in HALVES {
        if let Some(hours) = word.strip_suffix(end) {
            return in_half(hours, half);
        }
    }
    let hours: Vec<&str> = match word.split_once('h') {
        Some((hour, "")) => vec![hour, "00"],
        Some((hour, minute)) => vec![hour, minute],
        None => word.split(':').collect(),
    };
    if hours.len() < 2 || hours.iter().skip(1).any(|part| part.len() != 2) {
        return None;
    }
    let numbers: Option<Vec<u8>> = hours.iter().map(|part| part.parse().ok()).collect();
    match *numbers?.as_slice() {
        [hour, minute] => Time::from_hms(hour, minute, 0).ok(),
        [hour, minute, second] => Time::from_hms(hour, minute, second).ok(),
        _ => None,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning,
    Afternoon,
}

const HALVES: [(Half, &str); 6] = [
    (Half::Morning, "am"),
    (Half::Morning, "a.m."),
    (Half::Morning, "a.m"),
    (Half::Afternoon, "pm"),
    (Half::Afternoon, "p.m."),
    (Half::Afternoon, "p.m"),
];

/// `8 am`, in two words.
fn halved(hours: &str, half: &str) -> Option<Time> {
    let (half, _) = HALVES.iter().find(|(_, name)| *name == half)?;
    in_half(hours, *half)
}

fn in_half(hours: &str, half: Half) -> Option<Time> {
    let (hour, minute) = hours.split_once([':', '.']).unwrap_or((hours, "00"));
    let hour: u8 = hour.parse().ok().filter(|hour| (1..=12).contains(hour))?;
    let hour = hour % 12 + if half == Half::Afternoon { 12 } else { 0 };
    Time::from_hms(hour, minute.parse().ok().filter(|_| minute.len() == 2)?, 0).ok()
}
