//! Which versions stay: a pure rule over their times. Nothing is read and nothing is removed here.

use std::collections::HashSet;

/// The newest ones that all stay.
const LAST: usize = 20;
const HOUR: u64 = 3600;
const DAY: u64 = 24 * HOUR;
const MONTH: u64 = 31 * DAY;

/// What the rule knows of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kept {
    /// In seconds since the beginning of 1970.
    pub at: u64,
    pub is_named: bool,
}

/// An hour or a day of which one version stays: the last.
#[derive(PartialEq, Eq, Hash)]
enum Span {
    Hour(u64),
    Day(u64),
}

/// The positions of those that may go. `versions` are in order, the newest first. Ages are counted from the newest, so
/// that a draft that is left alone for a year keeps what it had. Named ones stay, and take no one's place.
pub(super) fn superfluous(versions: &[Kept]) -> Vec<usize> {
    let newest = versions.first().map_or(0, |version| version.at);
    let unnamed = versions.iter().enumerate().filter(|(_, version)| !version.is_named);
    let mut taken = HashSet::new();
    let is_over = |version: &Kept| span(newest, version.at).is_none_or(|span| !taken.insert(span));
    let mut is_over = is_over;
    unnamed.skip(LAST).filter(|(_, version)| is_over(version)).map(|(position, _)| position).collect()
}

fn span(newest: u64, at: u64) -> Option<Span> {
    match newest.saturating_sub(at) {
        0..DAY => Some(Span::Hour(at / HOUR)),
        DAY..MONTH => Some(Span::Day(at / DAY)),
        MONTH.. => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: u64 = 60;
    /// Noon of some day.
    const NOON: u64 = 20_000 * DAY + 12 * HOUR;

    /// The ages of those that stay, of versions with these ages before noon.
    #[track_caller]
    fn check(ages: impl IntoIterator<Item = u64>, expected: &[u64]) {
        let versions: Vec<Kept> = ages.into_iter().map(|age| Kept { at: NOON - age, is_named: false }).collect();
        let gone = superfluous(&versions);
        let stays = versions.iter().enumerate().filter(|(position, _)| !gone.contains(position));
        assert_eq!(stays.map(|(_, version)| NOON - version.at).collect::<Vec<_>>(), expected);
    }

    /// Twenty within the last twenty seconds, and then these.
    fn after_twenty(ages: &[u64]) -> Vec<u64> {
        (0..20).chain(ages.iter().copied()).collect()
    }

    #[test]
    fn the_last_twenty_stay_however_old_they_are() {
        check([], &[]);
        let yearly: Vec<u64> = (0..20).map(|year| year * 365 * DAY).collect();
        check(yearly.clone(), &yearly);
        check((0..=20).map(|year| year * 365 * DAY), &yearly);
    }

    #[test]
    fn for_a_day_the_last_of_every_hour_stays() {
        let ages = [61 * MINUTE, 70 * MINUTE, 119 * MINUTE, 121 * MINUTE, 10 * HOUR, 10 * HOUR + 1];
        check(after_twenty(&ages), &after_twenty(&[61 * MINUTE, 121 * MINUTE, 10 * HOUR, 10 * HOUR + 1]));
    }

    #[test]
    fn for_a_month_the_last_of_every_day_stays_and_then_none() {
        let ages = [24 * HOUR, 30 * HOUR, 35 * HOUR, 37 * HOUR, 30 * DAY, 31 * DAY, 400 * DAY];
        check(after_twenty(&ages), &after_twenty(&[24 * HOUR, 37 * HOUR, 30 * DAY]));
    }

    #[test]
    fn a_named_version_stays_and_counts_for_nothing() {
        let mut versions: Vec<Kept> = (0..21).map(|age| Kept { at: NOON - age, is_named: false }).collect();
        versions.push(Kept { at: NOON - 400 * DAY, is_named: true });
        assert_eq!(superfluous(&versions), Vec::<usize>::new(), "the 21st is the last of its hour");
        versions.insert(0, Kept { at: NOON, is_named: true });
        versions.push(Kept { at: NOON - 401 * DAY, is_named: false });
        assert_eq!(superfluous(&versions), [23]);
    }

    #[test]
    fn thinning_again_and_again_gives_what_thinning_once_gives() {
        let mut versions: Vec<Kept> = Vec::new();
        for save in 0..3000 {
            versions.insert(0, Kept { at: NOON + save * 17 * MINUTE, is_named: false });
            let gone = superfluous(&versions);
            for position in gone.into_iter().rev() {
                versions.remove(position);
            }
            assert_eq!(superfluous(&versions), Vec::<usize>::new());
        }
        let days: HashSet<u64> = versions.iter().map(|version| version.at / DAY).collect();
        assert!((31..=33).contains(&days.len()), "{} days of a month are there", days.len());
        assert!((65..=80).contains(&versions.len()), "{} versions", versions.len());
    }
}
