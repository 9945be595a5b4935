//! What was found, in reading order.

use std::ops::Range;

use super::fields;
use crate::article::{Article, Index, Place};

/// More matches than these are not listed; all of them are replaced.
pub const MATCH_LIMIT: usize = 10_000;

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
