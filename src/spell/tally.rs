//! How often the words of an article occur in all its texts, and which mistakes a change of that affects.

use std::collections::{HashMap, HashSet};

use super::unknown_words::UnknownWords;
use crate::article::Place;

/// A word that occurs this often is intended.
pub(super) const OFTEN: u32 = 3;

/// The places whose mistakes may have changed since the last call.
#[derive(Debug, Default)]
pub(super) struct Stale {
    pub places: HashSet<Place>,
    /// Whether all other places are included.
    pub are_all: bool,
}

/// How often words occur in the whole article.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub unknown: HashMap<Box<str>, u32>,
    pub names: HashMap<Box<str>, u32>,
}

impl Tally {
    /// Handles a newly read text. Words that become frequent enough to be intended, or no longer are, affect all texts.
    pub(super) fn change(&mut self, old: &UnknownWords, new: &UnknownWords, stale: &mut Stale) {
        let words = |unknown_words: &'_ UnknownWords| {
            unknown_words.unknown.iter().map(|unknown| unknown.word.clone()).collect::<Vec<_>>()
        };
        for (_, before, after) in changed(&mut self.unknown, words(old), words(new)) {
            if (before >= OFTEN) != (after >= OFTEN) {
                stale.are_all = true;
            }
        }
        for (name, before, after) in changed(&mut self.names, old.names.clone(), new.names.clone()) {
            if (before > 0) != (after > 0) && self.unknown.contains_key(&name) {
                stale.are_all = true;
            }
        }
    }
}

/// Subtracts and adds word counts. Returns the words whose count has changed, with the old and the new count.
fn changed(
    counts: &mut HashMap<Box<str>, u32>,
    old: Vec<Box<str>>,
    new: Vec<Box<str>>,
) -> Vec<(Box<str>, u32, u32)> {
    let mut changes: HashMap<Box<str>, i64> = HashMap::new();
    old.into_iter().for_each(|word| *changes.entry(word).or_default() -= 1);
    new.into_iter().for_each(|word| *changes.entry(word).or_default() += 1);
    let mut changed = Vec::new();
    for (word, change) in changes.into_iter().filter(|(_, change)| *change != 0) {
        let before = counts.get(&word).copied().unwrap_or_default();
        let after = u32::try_from(i64::from(before) + change).unwrap_or_default();
        match after {
            0 => drop(counts.remove(&word)),
            after => drop(counts.insert(word.clone(), after)),
        }
        changed.push((word, before, after));
    }
    changed
}
