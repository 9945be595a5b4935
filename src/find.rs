//! Find and replace in every text of an article, in reading order. Results are remembered per field, so typing in one
//! field only searches that field again. `find::pattern` matches one text; nothing is drawn here.
//!
//! The keys of sources are not searched, because other texts refer to them. They are changed by renaming.

mod found;
mod query;
mod context;
mod effort;
mod fields;
mod pattern;
mod replace;

use std::collections::HashMap;
use std::ops::Range;

use crate::article::{Article, Place};

pub use context::{Context, context};
pub use effort::Effort;
pub use fields::text_at;
use fields::{Held, each_field};
pub use found::{Found, MATCH_LIMIT, Match, Sought};
use pattern::Pattern;
pub use query::{BadPattern, Case, Extent, Kind, Query};
pub use replace::{Replaced, replace, replace_all, replace_all_within};

/// Searches once. For an article being edited, keep a [`Finder`].
///
/// # Errors
/// Fails if the query is not a valid regular expression.
pub fn search(article: &Article, query: &Query) -> Result<Found, BadPattern> {
    Finder::default().find(article, query)
}

/// Searches repeatedly, and only what has changed.
#[derive(Debug, Default)]
pub struct Finder {
    query: Query,
    pattern: Option<Pattern>,
    known: HashMap<Place, (Held, Vec<Range<usize>>)>,
}

impl Finder {
    /// All matches; none for an empty pattern.
    ///
    /// # Errors
    /// Fails if the query is not a valid regular expression.
    pub fn find(&mut self, article: &Article, query: &Query) -> Result<Found, BadPattern> {
        self.find_within(article, query, &mut Effort::of(u64::MAX)).map(|sought| sought.found)
    }

    /// All matches, or those found within the effort. Completely searched texts are not searched again by the next
    /// call.
    ///
    /// # Errors
    /// Fails if the query is not a valid regular expression.
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

#[cfg(test)]
mod tests;
