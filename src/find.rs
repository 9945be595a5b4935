//! Find and replace over every text of an article, in reading order. A search is remembered field by field, so that a
//! letter typed in one costs a search of that one. What matches in one text is in `find::pattern`; nothing is drawn here.
//!
//! A source's key is not searched: other text refers to it, and it is changed by renaming.

mod context;
mod fields;
mod pattern;
mod replace;

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;

use crate::article::{Article, Place};

pub use context::{Context, context};
pub use fields::text_at;
use fields::{Held, each_field};
use pattern::Pattern;
pub use replace::{replace, replace_all};

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
    /// There are more than [`MATCH_LIMIT`].
    pub has_more: bool,
}

/// A pattern that is no regular expression, or too large a one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadPattern {
    words: String,
}

impl fmt::Display for BadPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "This is no regular expression: {}", self.words)
    }
}

impl std::error::Error for BadPattern {}

/// Finds everything once. For an article being edited keep a [`Finder`].
pub fn search(article: &Article, query: &Query) -> Result<Found, BadPattern> {
    Finder::default().find(article, query)
}

/// Searches again and again, and each time only what has changed.
#[derive(Default)]
pub struct Finder {
    query: Query,
    pattern: Option<Pattern>,
    known: HashMap<Place, (Held, Vec<Range<usize>>)>,
}

impl Finder {
    /// Everything that matches; nothing does where there is no pattern.
    pub fn find(&mut self, article: &Article, query: &Query) -> Result<Found, BadPattern> {
        if self.query != *query {
            self.known.clear();
            self.pattern = None;
            self.query = query.clone();
        }
        if query.pattern.is_empty() {
            return Ok(Found::default());
        }
        let pattern = match self.pattern.take() {
            Some(pattern) => pattern,
            None => Pattern::new(query)?,
        };
        let found = self.collect(article, &pattern);
        self.pattern = Some(pattern);
        Ok(found)
    }

    fn collect(&mut self, article: &Article, pattern: &Pattern) -> Found {
        let mut old = std::mem::take(&mut self.known);
        let mut found = Found::default();
        each_field(article, &mut |place, text, held| {
            let known = old.remove(&place).filter(|(known, _)| known.is_same(&held));
            let ranges = known.map_or_else(|| pattern.ranges(&place, text, MATCH_LIMIT + 1), |(_, ranges)| ranges);
            let room = MATCH_LIMIT - found.matches.len();
            found.has_more |= ranges.len() > room;
            let matches = ranges.iter().take(room);
            found.matches.extend(matches.map(|range| Match { place: place.clone(), range: range.clone() }));
            if held.is_shared() {
                self.known.insert(place, (held, ranges));
            }
        });
        found
    }
}

impl Found {
    /// The first match that begins there or later, by its position; the first of all after the last one.
    pub fn from(&self, article: &Article, place: &Place, byte: usize) -> Option<usize> {
        let order = fields::order(article);
        let rank = |place: &Place| order.iter().position(|known| known == place).unwrap_or_default();
        let from = (rank(place), byte);
        let at = self.first_where(&rank, |key| key >= from);
        (!self.matches.is_empty()).then(|| at.unwrap_or_default())
    }

    /// The last match that ends there or earlier, by its position; the last of all before the first one.
    pub fn before(&self, article: &Article, place: &Place, byte: usize) -> Option<usize> {
        let order = fields::order(article);
        let rank = |place: &Place| order.iter().position(|known| known == place).unwrap_or_default();
        let from = (rank(place), byte);
        let last = self.matches.len().checked_sub(1)?;
        let after = self.first_where(&rank, |key| key >= from);
        Some(after.map_or(last, |at| at.checked_sub(1).unwrap_or(last)))
    }

    fn first_where(
        &self,
        rank: &dyn Fn(&Place) -> usize,
        is_wanted: impl Fn((usize, usize)) -> bool,
    ) -> Option<usize> {
        let mut last: Option<(&Place, usize)> = None;
        self.matches.iter().position(|found| {
            let rank = match last {
                Some((place, rank)) if *place == found.place => rank,
                _ => rank(&found.place),
            };
            last = Some((&found.place, rank));
            is_wanted((rank, found.range.start))
        })
    }
}

#[cfg(test)]
mod tests;
