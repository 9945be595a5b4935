//! Which versions to keep: a pure function of their times. It does not touch the disk.

use std::collections::HashSet;

/// The newest versions, all of which stay.
const LAST: usize = 20;
const HOUR: u64 = 3600;
const DAY: u64 = 24 * HOUR;
const MONTH: u64 = 31 * DAY;

/// What the rule needs to know about a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kept {
    /// In seconds since 1970.
    pub at: u64,
    pub is_named: bool,
}

/// An hour or a day of which one version stays: the last.
#[derive(PartialEq, Eq, Hash)]
enum Span {
    Hour(u64),
    Day(u64),
}

/// The positions of versions to remove. `versions` are ordered from the newest. Named ones stay, and do not count.
pub(super) fn superfluous(versions: &[Kept]) -> Vec<usize> {
    let aged = versions.iter().zip(ages(versions)).enumerate();
    let unnamed = aged.filter(|(_, (version, _))| !version.is_named);
    let mut taken = HashSet::new();
    let mut is_over = |version: &Kept, age| span(age, version.at).is_none_or(|span| !taken.insert(span));
    let over = unnamed.skip(LAST).filter(|(_, (version, age))| is_over(version, *age));
    over.map(|(position, _)| position).collect()
}

/// The ages of versions, relative to the newest. A period without saves counts as one day at most, so that neither a
/// draft left alone nor one saved with a wrong clock loses its versions.
fn ages(versions: &[Kept]) -> impl Iterator<Item = u64> {
    let newer = versions.first().into_iter().chain(versions);
    versions.iter().zip(newer).scan(0, |age: &mut u64, (version, newer)| {
        *age = age.saturating_add(newer.at.saturating_sub(version.at).min(DAY));
        Some(*age)
    })
}

fn span(age: u64, at: u64) -> Option<Span> {
    match age {
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

    /// Checks the ages of the versions that stay, for versions with these ages before noon.
    #[track_caller]
    fn check(ages: impl IntoIterator<Item = u64>, expected: &[u64]) {
        let versions: Vec<Kept> = ages.into_iter().map(|age| Kept { at: NOON - age, is_named: false }).collect();
        let gone = superfluous(&versions);
        let stays = versions.iter().enumerate().filter(|(position, _)| !gone.contains(position));
        assert_eq!(stays.map(|(_, version)| NOON - version.at).collect::<Vec<_>>(), expected);
    }

    /// Twenty versions within the last twenty seconds, followed by these.
    fn after_twenty(ages: &[u64]) -> Vec<u64> {
        (0..20).chain(ages.iter().copied()).collect()
    }

    #[test]
    fn the_last_twenty_stay_however_old_they_are() {
        check([], &[]);
        let monthly: Vec<u64> = (0..20).map(|month| month * 30 * DAY).collect();
        check(monthly.clone(), &monthly);
    }

    #[test]
    fn for_a_day_the_last_of_every_hour_stays() {
        let ages = [61 * MINUTE, 70 * MINUTE, 119 * MINUTE, 121 * MINUTE, 10 * HOUR, 10 * HOUR + 1];
        check(after_twenty(&ages), &after_twenty(&[61 * MINUTE, 121 * MINUTE, 10 * HOUR, 10 * HOUR + 1]));
    }

    #[test]
    fn for_a_month_the_last_of_every_day_stays_and_then_none() {
        let hours = [24, 30, 35, 37].map(|hours| hours * HOUR);
        let ages: Vec<u64> = hours.into_iter().chain((2..=40).map(|days| days * DAY)).collect();
        let stays: Vec<u64> = [24 * HOUR, 37 * HOUR].into_iter().chain((3..=30).map(|days| days * DAY)).collect();
        check(after_twenty(&ages), &after_twenty(&stays));
    }

    #[test]
    fn days_without_a_save_count_as_one() {
        let years = 5 * 365 * DAY;
        let ages: Vec<u64> = (0..40).map(|days| years + days * DAY).collect();
        check(after_twenty(&ages), &after_twenty(&ages[..30]));
    }

    #[test]
    fn a_named_version_stays_and_counts_for_nothing() {
        let mut versions: Vec<Kept> = (0..21).map(|age| Kept { at: NOON - age, is_named: false }).collect();
        versions.push(Kept { at: NOON - 22, is_named: true });
        assert_eq!(superfluous(&versions), Vec::<usize>::new(), "the 21st is the last of its hour");
        versions.insert(0, Kept { at: NOON, is_named: true });
        versions.push(Kept { at: NOON - 23, is_named: false });
        assert_eq!(superfluous(&versions), [23]);
    }

    /// Saves with pauses from none to years, some with a name, the newest first.
    fn saves(count: usize, seed: u64) -> Vec<Kept> {
        const PAUSES: [u64; 7] = [1, 20, 10 * MINUTE, 2 * HOUR, 20 * HOUR, 4 * DAY, 900 * DAY];
        let mut random = seed;
        let mut next = |below: u64| {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (random >> 33) % below
        };
        let mut at = NOON;
        let mut saves = Vec::new();
        for _ in 0..count {
            let pause =
                PAUSES[next(PAUSES.len() as u64) as usize].min(if next(40) > 0 { 6 * HOUR } else { u64::MAX });
            at += 1 + next(pause);
            saves.insert(0, Kept { at, is_named: next(30) == 0 });
        }
        saves
    }

    /// Whether the version at this position stays, by the rule itself.
    fn stays(versions: &[Kept], position: usize) -> bool {
        let age = |position: usize| -> u64 {
            versions[..=position].windows(2).map(|pair| (pair[0].at - pair[1].at).min(DAY)).sum()
        };
        let rank = |position: usize| versions[..position].iter().filter(|version| !version.is_named).count();
        let is_of_one_span = |other: usize| match (age(other) < DAY, age(position) < DAY) {
            (true, true) => versions[other].at / HOUR == versions[position].at / HOUR,
            (false, false) => versions[other].at / DAY == versions[position].at / DAY,
            (true, false) | (false, true) => false,
        };
        let later = (0..position).filter(|&other| !versions[other].is_named && rank(other) >= LAST);
        let is_last = || !later.into_iter().any(is_of_one_span);
        versions[position].is_named || rank(position) < LAST || (age(position) < MONTH && is_last())
    }

    #[test]
    fn any_versions_are_thinned_as_a_plain_model_does() {
        for seed in 0..40 {
            let versions = saves(150, seed);
            let expected: Vec<usize> = (0..versions.len()).filter(|&at| !stays(&versions, at)).collect();
            assert_eq!(superfluous(&versions), expected, "seed {seed}");
        }
    }

    /// Checks that the kept versions of all saves are those that the rule promises.
    #[track_caller]
    fn check_promise(all: &[Kept], kept: &[Kept]) {
        let newest = all[0].at;
        let unnamed = || all.iter().filter(|save| !save.is_named);
        assert!(
            all.iter().filter(|save| save.is_named).chain(unnamed().take(LAST)).all(|save| kept.contains(save))
        );
        for (most, span) in [(DAY, HOUR), (MONTH, DAY)] {
            for save in unnamed().filter(|save| newest - save.at < most) {
                let stands_for_it = |kept: &Kept| kept.at / span == save.at / span && kept.at >= save.at;
                assert!(kept.iter().any(stands_for_it), "{save:?} of {newest}");
            }
        }
        assert!(kept.iter().filter(|kept| !kept.is_named).count() <= LAST + 25 + 62);
    }

    #[test]
    fn after_every_one_of_many_saves_what_is_promised_is_there() {
        for seed in 0..8 {
            let (mut all, mut kept) = (Vec::new(), Vec::new());
            for save in saves(600, seed).into_iter().rev() {
                all.insert(0, save);
                kept.insert(0, save);
                for position in superfluous(&kept).into_iter().rev() {
                    kept.remove(position);
                }
                assert_eq!(superfluous(&kept), Vec::<usize>::new());
                check_promise(&all, &kept);
            }
        }
    }

    #[test]
    fn five_hundred_saves_in_an_hour_and_weeks_without_one_leave_the_days_before() {
        let days = (1..=10).map(|day| NOON - day * DAY);
        let mut kept: Vec<Kept> = days.map(|at| Kept { at, is_named: false }).collect();
        for at in (0..500).chain([40 * DAY]) {
            kept.insert(0, Kept { at: NOON + at, is_named: false });
            for position in superfluous(&kept).into_iter().rev() {
                kept.remove(position);
            }
        }
        assert_eq!(kept.len(), LAST + 1 + 10);
    }
}
