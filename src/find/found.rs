//! What was found, in reading order.

use std::ops::Range;

use super::fields;
use crate::article::{Article, Index, Place};

/// At most this number of matches is listed; all of them are replaced.
pub const MATCH_LIMIT: usize = 10_000;

/// A match. It is never empty, and never divides a grapheme cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    pub place: Place,
    /// In bytes of the text at the place; for a list, of its items joined by line breaks.
    pub range: Range<usize>,
}

/// The matches, in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub matches: Vec<Match>,
    /// Whether there are more than [`MATCH_LIMIT`], or may be more than were found within the effort.
    pub has_more: bool,
}

/// The result of a search with limited effort.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    pub found: Found,
    /// Whether the effort was exhausted, or the search cancelled, before the end.
    pub is_unfinished: bool,
}

impl Found {
    /// The index of the first match that starts at or after this position; wraps around at the end.
    pub fn from(&self, article: &Article, place: &Place, byte: usize) -> Option<usize> {
        let at = self.count_before(article, place, byte);
        let is_there = at < self.matches.len();
        (!self.matches.is_empty()).then_some(if is_there { at } else { 0 })
    }

    /// The index of the last match that ends at or before this position; wraps around at the start.
    pub fn before(&self, article: &Article, place: &Place, byte: usize) -> Option<usize> {
        let last = self.matches.len().checked_sub(1)?;
        Some(self.count_before(article, place, byte).checked_sub(1).unwrap_or(last))
    }

    /// The number of matches that start before a byte of a text.
    fn count_before(&self, article: &Article, place: &Place, byte: usize) -> usize {
        let index = Index::of(article);
        let from = (fields::rank(&index, place), byte);
        self.matches.partition_point(|found| (fields::rank(&index, &found.place), found.range.start) < from)
    }
}
