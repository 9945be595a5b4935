//! Find and replace over every text of an article, in reading order. A search is remembered field by field, so that a
//! letter typed in one costs a search of that one. What matches in one text is in `find::pattern`; nothing is drawn here.
//!
//! A source's key is not searched: other text refers to it, and it is changed by renaming.

mod context;
mod effort;
mod fields;
mod pattern;
mod replace;

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;

use crate::article::{Article, Index, Place};

pub use context::{Context, context};
pub use effort::Effort;
pub use fields::text_at;
use fields::{Held, each_field};
use pattern::Pattern;
pub use replace::{Replaced, replace, replace_all, replace_all_within};

/// More matches than these are not listed; all of them are replaced.
pub const MATCH_LIMIT: usize = 10_000;

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pub pattern: String,
    pub kind: Kind,
    pub case: Case,
    pub extent: Extent,
}

/// How the pattern is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// As it stands. Letters are the same however their accents are stored; a straight quotation mark or apostrophe
    /// also finds curly ones, a space one that does not break.
    #[default]
    Words,
    /// As a regular expression, matched within a line unless it names a line break (`\n`) itself.
    Regex,
}

/// Whether capital and small letters are the same, by Unicode's simple folding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Case {
    #[default]
    Ignored,
    Heeded,
}

/// Where a match may begin and end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// Between any two characters as people count them.
    #[default]
    Anywhere,
    /// At the edges of words, by Unicode's rules; an underscore is no part of a word.
    WholeWords,
}

/// A stretch that matches. It is never empty, and never parts a character as people count them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    pub place: Place,
    /// In bytes of the text at the place; of a list, of its items with a line break between them.
    pub range: Range<usize>,
}

/// What was found, in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub matches: Vec<Match>,
    /// There are more than [`MATCH_LIMIT`], or may be more than the effort found.
    pub has_more: bool,
}

/// What a search found with the effort that it was given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    pub found: Found,
    /// The effort was spent, or given up, before the end.
    pub is_unfinished: bool,
}

/// A pattern that is no regular expression, or too large a one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadPattern {
    words: String,
}

impl fmt::Display for BadPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Invalid regular expression: {}", self.words)
    }
}

impl std::error::Error for BadPattern {}

/// Finds everything once. For an article being edited keep a [`Finder`].
pub fn search(article: &Article, query: &Query) -> Result<Found, BadPattern> {
    Finder::default().find(article, query)
}

/// Searches again and again, and each time only what has changed.
#[derive(Debug, Default)]
pub struct Finder {
    query: Query,
    pattern: Option<Pattern>,
    known: HashMap<Place, (Held, Vec<Range<usize>>)>,
}

impl Finder {
    /// Everything that matches; nothing does where there is no pattern.
    pub fn find(&mut self, article: &Article, query: &Query) -> Result<Found, BadPattern> {
        self.find_within(article, query, &mut Effort::of(u64::MAX)).map(|sought| sought.found)
    }

    /// Everything that matches, or as much of it as the effort finds. What was searched to its end is not searched
    /// again when it is tried with more.
    pub fn find_within(
        &mut self,
        article: &Article,
        query: &Query,
        effort: &mut Effort,
    ) -> Result<Sought, BadPattern> {
        if self.query != *query {
            self.known.clear();
            self.pattern = None;
            self.query = query.clone();
        }
        if query.pattern.is_empty() {
            return Ok(Sought::default());
        }
        let pattern = match self.pattern.take() {
            Some(pattern) => pattern,
            None => Pattern::new(query)?,
        };
        let sought = self.collect(article, &pattern, effort);
        self.pattern = Some(pattern);
        Ok(sought)
    }

    fn collect(&mut self, article: &Article, pattern: &Pattern, effort: &mut Effort) -> Sought {
        let mut old = std::mem::take(&mut self.known);
        let mut found = Found::default();
        let mut is_unfinished = false;
        each_field(article, &mut |place, text, held| {
            let known = old.remove(&place).filter(|(known, _)| known.is_same(&held));
            let is_known = known.is_some();
            let ranges = match known {
                Some((_, ranges)) => ranges,
                None => pattern.ranges(&place, text, MATCH_LIMIT + 1, effort),
            };
            let is_whole = is_known || effort.is_left();
            is_unfinished |= !is_whole;
            let room = MATCH_LIMIT - found.matches.len();
            found.has_more |= ranges.len() > room;
            let matches = ranges.iter().take(room);
            found.matches.extend(matches.map(|range| Match { place: place.clone(), range: range.clone() }));
            if held.is_shared() && is_whole {
                self.known.insert(place, (held, ranges));
            }
        });
        found.has_more |= is_unfinished;
        Sought { found, is_unfinished }
    }
}

impl Found {
    /// The first match that begins there or later, by its position; the first of all after the last one.
    pub fn from(&self, article: &Article, place: &Place, byte: usize) -> Option<usize> {
        let at = self.count_before(article, place, byte);
        let is_there = at < self.matches.len();
        (!self.matches.is_empty()).then_some(if is_there { at } else { 0 })
    }

    /// The last match that ends there or earlier, by its position; the last of all before the first one.
    pub fn before(&self, article: &Article, place: &Place, byte: usize) -> Option<usize> {
        let last = self.matches.len().checked_sub(1)?;
        Some(self.count_before(article, place, byte).checked_sub(1).unwrap_or(last))
    }

    /// How many matches begin before a byte of a text.
    fn count_before(&self, article: &Article, place: &Place, byte: usize) -> usize {
        let index = Index::of(article);
        let from = (fields::rank(&index, place), byte);
        self.matches.partition_point(|found| (fields::rank(&index, &found.place), found.range.start) < from)
    }
}

#[cfg(test)]
mod tests;
