//! Differences between two articles, by field and by word. `app` draws them; `cli` prints them.

mod run;
mod align;
mod field;

use std::collections::{HashMap, HashSet};

use unicode_segmentation::UnicodeSegmentation;

use crate::article::{Article, Item, Place};
use crate::count::grouped;

use align::align;
use field::{Field, Key, fields};
pub use run::{Run, RunKind};

/// A field, item or list that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Its place in the later article, or in the earlier one if it was removed. `None` for what has no place in the
    /// form, such as the article's own dictionary.
    pub place: Option<Place>,
    /// Its label, such as `Lead image: caption`.
    pub label: String,
    pub kind: DifferenceKind,
}

/// How something differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DifferenceKind {
    /// The text has changed.
    Changed(Vec<Run>),
    /// Only the later article has it, with this text.
    Added(String),
    /// Only the earlier article has it, with this text.
    Removed(String),
    /// The items of a list are in another order.
    Reordered,
}

/// How many words were added and removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub added: usize,
    pub removed: usize,
}

/// The differences, in the order of the later article; removed things are where they were.
pub fn differences(before: &Article, after: &Article) -> Vec<Difference> {
    let (old, new) = (fields(before), fields(after));
    let kept: HashSet<&Key> = new.iter().map(|field| &field.key).collect();
    let mut rest = old.iter().filter(|field| !kept.contains(&field.key)).peekable();
    let position: HashMap<&Key, usize> = old.iter().enumerate().map(|(at, field)| (&field.key, at)).collect();
    let mut found = Vec::new();
    for field in &new {
        let at = position.get(&field.key).copied();
        while let Some(gone) = rest.next_if(|gone| at.is_some_and(|at| position.get(&gone.key) < Some(&at))) {
            found.extend(removed(gone));
        }
        found.extend(match at.and_then(|at| old.get(at)) {
            Some(before) => changed(before, field),
            None => added(field),
        });
    }
    found.extend(rest.filter_map(removed));
    found
}

fn changed(before: &Field, field: &Field) -> Option<Difference> {
    let kind = match (before.text.as_str(), field.text.as_str()) {
        _ if are_reordered(&before.order, &field.order) => DifferenceKind::Reordered,
        (before, after) if before == after => return None,
        ("", after) => DifferenceKind::Added(after.to_owned()),
        (before, "") => DifferenceKind::Removed(before.to_owned()),
        (before, after) => DifferenceKind::Changed(words(before, after)),
    };
    Some(difference(field, kind))
}

/// Whether the items that both lists have are in another order.
fn are_reordered(before: &[Item], after: &[Item]) -> bool {
    let (old, new): (HashSet<&Item>, HashSet<&Item>) = (before.iter().collect(), after.iter().collect());
    let before = before.iter().filter(|item| new.contains(item));
    before.ne(after.iter().filter(|item| old.contains(item)))
}

fn added(field: &Field) -> Option<Difference> {
    (!field.text.is_empty()).then(|| difference(field, DifferenceKind::Added(field.text.clone())))
}

fn removed(field: &Field) -> Option<Difference> {
    (!field.text.is_empty()).then(|| difference(field, DifferenceKind::Removed(field.text.clone())))
}

fn difference(field: &Field, kind: DifferenceKind) -> Difference {
    Difference { place: field.place.clone(), label: field.label.clone(), kind }
}

/// Compares two texts as runs that they share and runs that only one of them has. Without the [`RunKind::Added`] runs
/// they form the earlier text, without the [`RunKind::Removed`] runs the later one.
///
/// Words, punctuation and spaces are compared. Long texts are compared by lines first, and then the differing lines by
/// words.
pub fn words(before: &str, after: &str) -> Vec<Run> {
    let mut runs = Runs::default();
    if before.len() + after.len() <= SHORT {
        by_words(before, after, &mut runs);
    } else {
        by_lines(before, after, &mut runs);
    }
    runs.finish()
}

/// In bytes. Shorter texts are compared by words directly.
const SHORT: usize = 16_000;

fn by_words(before: &str, after: &str, runs: &mut Runs) {
    let old: Vec<&str> = before.split_word_bounds().collect();
    let new: Vec<&str> = after.split_word_bounds().collect();
    align(&old, &new, &mut |kind, old, new| match kind {
        RunKind::Same => runs.same(&old.concat()),
        RunKind::Removed | RunKind::Added => {
            runs.push(RunKind::Removed, &old.concat());
            runs.push(RunKind::Added, &new.concat());
        }
    });
}

fn by_lines(before: &str, after: &str, runs: &mut Runs) {
    let (old, new) = (lines(before), lines(after));
    align(&old, &new, &mut |kind, old, new| match kind {
        RunKind::Same => runs.same(&old.concat()),
        RunKind::Removed | RunKind::Added => by_words(&old.concat(), &new.concat(), runs),
    });
}

/// Lines, each including the blank lines after it: those are all equal, and would be matched with each other.
fn lines(text: &str) -> Vec<&str> {
    let mut starts = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if starts.is_empty() || !line.trim().is_empty() {
            starts.push(start);
        }
        start += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().zip(ends).filter_map(|(start, end)| text.get(*start..end)).collect()
}

/// Merges runs. A single space between two changes becomes part of both, so that a sentence is not shown in fragments.
#[derive(Default)]
struct Runs {
    done: Vec<Run>,
    removed: String,
    added: String,
    /// Held back until it is known whether a change follows.
    space: String,
}

impl Runs {
    fn same(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let is_open = !self.removed.is_empty() || !self.added.is_empty();
        if is_open && text == " " {
            self.space.push_str(text);
        } else {
            self.close();
            self.keep(text);
        }
    }

    /// Adds equal text to the equal text before it.
    fn keep(&mut self, text: &str) {
        match self.done.last_mut() {
            Some(last) if last.kind == RunKind::Same => last.text.push_str(text),
            _ => self.done.push(Run { kind: RunKind::Same, text: text.to_owned() }),
        }
    }

    fn push(&mut self, kind: RunKind, text: &str) {
        let space = std::mem::take(&mut self.space);
        for side in [&mut self.removed, &mut self.added] {
            side.push_str(&space);
        }
        match kind {
            RunKind::Same => {}
            RunKind::Removed => self.removed.push_str(text),
            RunKind::Added => self.added.push_str(text),
        }
    }

    fn close(&mut self) {
        for (kind, text) in [(RunKind::Removed, &mut self.removed), (RunKind::Added, &mut self.added)] {
            if !text.is_empty() {
                self.done.push(Run { kind, text: std::mem::take(text) });
            }
        }
        let space = std::mem::take(&mut self.space);
        if !space.is_empty() {
            self.keep(&space);
        }
    }

    fn finish(mut self) -> Vec<Run> {
        self.close();
        self.done
    }
}

/// How many words were added and removed in total.
pub fn tally(differences: &[Difference]) -> Tally {
    let mut tally = Tally::default();
    for difference in differences {
        match &difference.kind {
            DifferenceKind::Changed(runs) => runs.iter().for_each(|run| tally.count(run.kind, &run.text)),
            DifferenceKind::Added(text) => tally.count(RunKind::Added, text),
            DifferenceKind::Removed(text) => tally.count(RunKind::Removed, text),
            DifferenceKind::Reordered => {}
        }
    }
    tally
}

impl Tally {
    fn count(&mut self, kind: RunKind, text: &str) {
        let count = text.unicode_words().count();
        match kind {
            RunKind::Same => {}
            RunKind::Removed => self.removed += count,
            RunKind::Added => self.added += count,
        }
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let words = |count| if count == 1 { "word" } else { "words" };
        match self {
            Tally { added: 0, removed: 0 } => f.write_str("no words changed"),
            Tally { added, removed: 0 } => write!(f, "{} {} added", grouped(*added), words(*added)),
            Tally { added: 0, removed } => write!(f, "{} {} removed", grouped(*removed), words(*removed)),
            Tally { added, removed } => {
                write!(f, "{} {} added, {} removed", grouped(*added), words(*added), grouped(*removed))
            }
        }
    }
}

#[cfg(test)]
mod tests;
