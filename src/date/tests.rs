use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

use super::*;

/// Monday, 30 November 2026, 15:20, one hour ahead of UTC in winter and two in summer.
fn here() -> Here {
    let zone = Zone::between(seconds(2024, 1), seconds(2029, 1), |second| {
        let at = OffsetDateTime::from_unix_timestamp(second).expect("a second of our time");
        let changes = |month| seconds_on(last_sunday(at.year(), month));
        let is_summer = (changes(Month::March)..changes(Month::October)).contains(&second);
        UtcOffset::from_hms(if is_summer { 2 } else { 1 }, 0, 0).expect("a whole hour")
    });
    let now = PrimitiveDateTime::new(day(2026, 11, 30), Time::from_hms(15, 20, 0).expect("a time of day"));
    Here { now: now.assume_offset(UtcOffset::from_hms(1, 0, 0).expect("a whole hour")), zone }
}

fn day(year: i32, month: u8, day: u8) -> Date {
    Date::from_calendar_date(year, Month::try_from(month).expect("from 1 to 12"), day)
        .expect("a day of that month")
}

fn seconds(year: i32, month: u8) -> i64 {
    day(year, month, 1).midnight().assume_utc().unix_timestamp()
}

fn seconds_on(day: Date) -> i64 {
    day.with_hms(1, 0, 0).expect("a time of day").assume_utc().unix_timestamp()
}

fn last_sunday(year: i32, month: Month) -> Date {
    let last = Date::from_calendar_date(year, month, 31).expect("March and October have 31 days");
    last.saturating_sub(time::Duration::days(last.weekday().number_days_from_sunday().into()))
}

#[track_caller]
fn check(typed: &str, expected: &str) {
    assert_eq!(read(typed, &here()), Reading::Is(expected.into()), "{typed}");
}

#[test]
fn a_day_is_read_in_every_way_that_people_write_it() {
    for typed in [
        "2 March 2026",
        "2nd March 2026",
        "2nd of March, 2026",
        "March 2, 2026",
        "Mar 2 2026",
        "mar. 2nd, 2026",
        "2 mar 26",
        "2026 March 2",
        "Monday, 2 March 2026",
        "Mon 2 Mar 2026",
        "2026-03-02",
        "2026/3/2",
        "2026.03.02",
    ] {
        check(typed, "2026-03-02");
    }
    for typed in ["13.3.2026", "13/3/2026", "3/13/2026", "13-3-26", "13.03.2026"] {
        check(typed, "2026-03-13");
    }
    check("3/3/2026", "2026-03-03");
}

#[test]
fn what_is_known_less_exactly_stays_so() {
    for (typed, expected) in
        [("2026", "2026"), ("March 2026", "2026-03"), ("Sept 2026", "2026-09"), ("2026-03", "2026-03")]
    {
        check(typed, expected);
    }
}

#[test]
fn a_time_is_one_of_this_place_at_that_time_of_the_year() {
    for typed in [
        "2 March 2026 8:00",
        "2 March 2026, 08:00",
        "2 March 2026 at 8",
        "2 March 2026 8am",
        "8 a.m. 2 March 2026",
    ] {
        check(typed, "2026-03-02T08:00:00+01:00");
    }
    check("2026-03-02 8:00", "2026-03-02T08:00:00+01:00");
    check("2026-07-02T08:00", "2026-07-02T08:00:00+02:00");
    check("2 July 2026 8.30pm", "2026-07-02T20:30:00+02:00");
    check("2 July 2026 20.30", "2026-07-02T20:30:00+02:00");
    check("2 July 2026 8:00 UTC", "2026-07-02T08:00:00Z");
    check("2 July 2026 8:00 -5", "2026-07-02T08:00:00-05:00");
    check("2026-03-02T08:00:00+01:00", "2026-03-02T08:00:00+01:00");
    // Times that the clocks skip, and times that they show twice.
    check("29 March 2026 2:30", "2026-03-29T02:30:00+01:00");
    check("25 October 2026 2:30", "2026-10-25T02:30:00+02:00");
}

#[test]
fn what_is_left_out_is_the_nearest() {
    for (typed, expected) in [
        ("today", "2026-11-30"),
        ("Tomorrow", "2026-12-01"),
        ("yesterday", "2026-11-29"),
        ("tomorrow, 8:00", "2026-12-01T08:00:00+01:00"),
        ("Tomorrow 8", "2026-12-01T08:00:00+01:00"),
        ("8:00", "2026-11-30T08:00:00+01:00"),
        ("noon tomorrow", "2026-12-01T12:00:00+01:00"),
        ("now", "2026-11-30T15:20:00+01:00"),
        ("Tue 1 Dec", "2026-12-01"),
        ("1 Dec, 08:00", "2026-12-01T08:00:00+01:00"),
        ("2 January", "2027-01-02"),
        ("29 Feb", "2028-02-29"),
        ("Monday", "2026-11-30"),
        ("Thu 17:30", "2026-12-03T17:30:00+01:00"),
    ] {
        check(typed, expected);
    }
}

#[track_caller]
fn check_not(typed: &str, expected: &str) {
    match read(typed, &here()) {
        Reading::Not(why) | Reading::Either(why) => assert_eq!(why, expected, "{typed}"),
        other => panic!("{typed} was read as something else: {other:?}"),
    }
}

#[test]
fn what_may_be_two_days_is_said_and_not_guessed() {
    check_not("2.3.2026", "2 March or 3 February? Write the month as a word");
    check_not("2/3/2026", "2 March or 3 February? Write the month as a word");
    check_not("12-11-26 8:00", "12 November or 11 December? Write the month as a word");
}

#[test]
fn what_is_no_date_is_said_to_be_none() {
    for typed in [
        "soon",
        "Zoë",
        "March",
        "31 February 2026",
        "8",
        "25:00",
        "2 March 2026 8:00 9:00",
        "2 March 3 April",
        "UTC",
        "13.13.2026",
        "8.30",
        "2026 8:00",
        "March 2026 8:00",
        "today tomorrow",
        "1 2 3",
        ".",
        "-",
        "+",
        ":",
        "h",
        "am",
        "٢ مارس",
    ] {
        let reading = read(typed, &here());
        let is_time = typed == "8.30" && reading == Reading::Is("2026-11-30T08:30:00+01:00".into());
        assert!(is_time || matches!(reading, Reading::Not(_)), "{typed}: {reading:?}");
    }
    check_not("Tue 2 March 2026", "Not a date: 2 March is a Monday");
    assert_eq!(read("  ", &here()), Reading::Nothing);
}

#[test]
fn a_stored_date_is_said_in_words_that_mean_the_same() {
    for (stored, field, full, short) in [
        ("2026", "2026", "2026", "2026"),
        ("2026-03", "March 2026", "March 2026", "Mar 2026"),
        ("2026-12-01", "1 December 2026", "Tue 1 Dec 2026", "1 Dec"),
        ("2026-12-01T08:00:00+01:00", "1 December 2026, 08:00", "Tue 1 Dec 2026 08:00 +01:00", "1 Dec, 08:00"),
        (
            "2025-07-01T08:00:30+02:00",
            "1 July 2025, 08:00:30",
            "Tue 1 Jul 2025 08:00:30 +02:00",
            "1 Jul 2025, 08:00:30",
        ),
        ("2026-12-01T08:00:00Z", "1 December 2026, 08:00 UTC", "Tue 1 Dec 2026 08:00 UTC", "1 Dec, 08:00"),
        (
            "2026-12-01T08:00:00-03:30",
            "1 December 2026, 08:00 -03:30",
            "Tue 1 Dec 2026 08:00 -03:30",
            "1 Dec, 08:00",
        ),
        // Only typed times get a zone.
        ("2026-12-01T08:00", "2026-12-01T08:00", "Tue 1 Dec 2026 08:00", "1 Dec, 08:00"),
    ] {
        let here = here();
        assert_eq!(in_field(stored, &here), field);
        assert_eq!(in_full(stored).as_deref(), Some(full));
        assert_eq!(in_short(stored, &here).as_deref(), Some(short));
    }
    assert_eq!(in_field("soon", &here()), "soon");
    assert_eq!((in_full("soon"), in_short("soon", &here())), (None, None));
}
