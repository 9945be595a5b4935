//! Aligns two lists of lines or words and finds the runs they have in common. The time is proportional to their
//! length, whatever they contain.
//!
//! The common start and end are set aside first. Pieces that occur exactly once in each list, in the same order,
//! become anchors (as in patience diff). The stretch between two anchors is usually short and is compared with the
//! histogram algorithm, whose time can be quadratic. A long stretch is split and compared piece by piece.

use std::collections::HashMap;
use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput};

use super::run::RunKind;

/// The greatest number of pieces of both lists that are compared at once.
const STRETCH: usize = 4_000;

/// Called with each range of old and new pieces; for equal ranges, with the old ones alone.
type Tell<'t, 'a> = dyn FnMut(RunKind, &[&'a str], &[&'a str]) + 't;

/// Reports every range that both lists have, and every range in which they differ.
pub(super) fn align<'a>(old: &[&'a str], new: &[&'a str], tell: &mut Tell<'_, 'a>) {
    let first = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let (same, old) = old.split_at(first);
    let new = new.get(first..).unwrap_or_default();
    let last = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    let (old, end) = old.split_at(old.len() - last);
    let new = new.get(..new.len() - last).unwrap_or_default();
    tell(RunKind::Same, same, &[]);
    if old.len() + new.len() <= STRETCH {
        exactly(old, new, tell);
    } else {
        by_anchors(old, new, tell);
    }
    tell(RunKind::Same, end, &[]);
}

/// Compares between the pieces that occur once in each list.
fn by_anchors<'a>(old: &[&'a str], new: &[&'a str], tell: &mut Tell<'_, 'a>) {
    let (mut from, mut to) = (0, 0);
    for (at, other) in anchors(old, new) {
        in_shares(part(old, from..at), part(new, to..other), tell);
        tell(RunKind::Same, part(old, at..at + 1), &[]);
        (from, to) = (at + 1, other + 1);
    }
    in_shares(part(old, from..old.len()), part(new, to..new.len()), tell);
}

/// Splits both into as many parts as their length requires.
fn in_shares<'a>(old: &[&'a str], new: &[&'a str], tell: &mut Tell<'_, 'a>) {
    let count = (old.len() + new.len()).div_ceil(STRETCH);
    let share = |length: usize, at: usize| length * at / count..length * (at + 1) / count;
    for at in 0..count {
        exactly(part(old, share(old.len(), at)), part(new, share(new.len(), at)), tell);
    }
}

fn exactly<'a>(old: &[&'a str], new: &[&'a str], tell: &mut Tell<'_, 'a>) {
    let mut input: InternedInput<&str> = InternedInput::default();
    input.update_before(old.iter().copied());
    input.update_after(new.iter().copied());
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    diff.postprocess_no_heuristic(&input);
    let mut at = 0;
    for hunk in diff.hunks() {
        let [start, end] = [hunk.before.start, hunk.before.end].map(|index| index as usize);
        let added = part(new, hunk.after.start as usize..hunk.after.end as usize);
        tell(RunKind::Same, part(old, at..start), &[]);
        tell(RunKind::Removed, part(old, start..end), added);
        at = end;
    }
    tell(RunKind::Same, part(old, at..old.len()), &[]);
}

fn part<'p, 'a>(pieces: &'p [&'a str], range: Range<usize>) -> &'p [&'a str] {
    pieces.get(range).unwrap_or_default()
}

/// The positions of pieces that occur once in each list and in the same order in both.
fn anchors(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    let (old_once, new_once) = (once(old), once(new));
    let places = old.iter().enumerate().filter(|(at, piece)| old_once.get(*piece) == Some(&Some(*at)));
    let pairs: Vec<(usize, usize)> =
        places.filter_map(|(at, piece)| Some((at, new_once.get(piece).copied()??))).collect();
    rising(&pairs)
}

/// The position of each piece; `None` if it occurs more than once.
fn once<'a>(pieces: &[&'a str]) -> HashMap<&'a str, Option<usize>> {
    let mut places = HashMap::new();
    for (at, piece) in pieces.iter().enumerate() {
        places.entry(*piece).and_modify(|place| *place = None).or_insert(Some(at));
    }
    places
}

/// The longest subsequence of pairs in which both numbers increase.
fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // For every length, the pair that ends such a subsequence earliest; each pair refers to its predecessor.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    let second = |at: &usize| pairs.get(*at).map(|pair| pair.1);
    for (at, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| second(end) < Some(pair.1));
        before.push(length.checked_sub(1).and_then(|last| ends.get(last).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let next = |at: &usize| before.get(*at).copied().flatten();
    let mut chosen: Vec<(usize, usize)> =
        std::iter::successors(ends.last().copied(), next).filter_map(|at| pairs.get(at).copied()).collect();
    chosen.reverse();
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_that_both_have_once_hold_them_together_in_their_order() {
        let check = |old: &str, new: &str, expected: &[(usize, usize)]| {
            let pieces = |text: &'static str| text.split(' ').collect::<Vec<_>>();
            let (old, new) = (pieces(old.to_owned().leak()), pieces(new.to_owned().leak()));
            assert_eq!(anchors(&old, &new), expected);
        };
        check("a b c", "a b c", &[(0, 0), (1, 1), (2, 2)]);
        check("a b a c", "b c", &[(1, 0), (3, 1)]);
        check("a b c d", "b c d a", &[(1, 0), (2, 1), (3, 2)]);
        check("a a", "a", &[]);
        check("c b a", "a b c", &[(2, 0)]);
    }
}
