//! Replaces matches. The article changes here; `document` makes it a single undo step.

use std::ops::Range;

use super::effort::Effort;
use super::fields::{each_field, text_in};
use super::found::Match;
use super::pattern::Pattern;
use super::query::{BadPattern, Query};
use crate::article::{Article, Index, Place};
use crate::writing::{Field, field_of};

/// Replaces these matches of a query, given in reading order. Returns how many were replaced; matches that are no
/// longer within their text are skipped.
///
/// # Errors
/// Fails if the query is not a valid regular expression.
pub fn replace(article: &mut Article, matches: &[Match], query: &Query, with: &str) -> Result<usize, BadPattern> {
    let pattern = Pattern::new(query)?;
    let index = Index::of(article);
    let mut count = 0;
    for run in matches.chunk_by(|a, b| a.place == b.place) {
        let Some(first) = run.first() else { continue };
        let ranges: Vec<Range<usize>> = run.iter().map(|found| found.range.clone()).collect();
        let mut effort = Effort::of(u64::MAX);
        count += replace_at(article, &index, (&first.place, &ranges), (&pattern, with), &mut effort);
    }
    Ok(count)
}

/// The result of replacing everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replaced {
    /// The number of replaced matches.
    All(usize),
    /// The effort was not sufficient, and the article is incomplete: discard it.
    Unfinished,
}

/// Replaces all matches of a query, however long it takes, and returns their number.
///
/// # Errors
/// Fails if the query is not a valid regular expression.
pub fn replace_all(article: &mut Article, query: &Query, with: &str) -> Result<usize, BadPattern> {
    Ok(match replace_all_within(article, query, with, &mut Effort::of(u64::MAX))? {
        Replaced::All(count) => count,
        Replaced::Unfinished => 0,
    })
}

/// Replaces all matches of a query, if the effort is sufficient.
///
/// # Errors
/// Fails if the query is not a valid regular expression; then nothing is replaced.
pub fn replace_all_within(
    article: &mut Article,
    query: &Query,
    with: &str,
    effort: &mut Effort,
) -> Result<Replaced, BadPattern> {
    if query.pattern.is_empty() {
        return Ok(Replaced::All(0));
    }
    let pattern = Pattern::new(query)?;
    let mut found: Vec<(Place, Vec<Range<usize>>)> = Vec::new();
    each_field(article, &mut |place, text, _| {
        let ranges = pattern.ranges(&place, text, usize::MAX, effort);
        if !ranges.is_empty() {
            found.push((place, ranges));
        }
    });
    let index = Index::of(article);
    let mut count = 0;
    for (place, ranges) in &found {
        count += replace_at(article, &index, (place, ranges), (&pattern, with), effort);
    }
    Ok(if effort.is_left() { Replaced::All(count) } else { Replaced::Unfinished })
}

fn replace_at(
    article: &mut Article,
    index: &Index,
    (place, ranges): (&Place, &[Range<usize>]),
    (pattern, with): (&Pattern, &str),
    effort: &mut Effort,
) -> usize {
    let Some(text) = text_in(article, index, place) else { return 0 };
    // A line break in a single-line text would be invisible.
    let has_lines = field_of(place) == Field::Blocks;
    let mut out = String::with_capacity(text.len());
    let (mut end, mut count) = (0, 0);
    for range in ranges {
        if !effort.is_left() {
            return count;
        }
        let Some(between) = text.get(end..range.start).filter(|_| text.get(range.clone()).is_some()) else {
            continue;
        };
        out.push_str(between);
        let words = pattern.replacement(&text, range, with, effort);
        out.push_str(&if has_lines { words } else { words.replace('\n', " ") });
        end = range.end;
        count += 1;
    }
    out.push_str(text.get(end..).unwrap_or_default());
    put(article, index, place, out);
    count
}

fn put(article: &mut Article, index: &Index, place: &Place, text: String) {
    let items = |text: &str| text.split('\n').filter(|item| !item.trim().is_empty()).map(str::to_owned).collect();
    match place {
        Place::Byline => article.byline = items(&text),
        Place::Tags => article.tags = items(&text),
        place @ (Place::Headline
        | Place::Deck
        | Place::ImageFile
        | Place::ImageAlt
        | Place::ImageCaption
        | Place::ImageCredit
        | Place::Dateline
        | Place::Takeaways
        | Place::Takeaway(_)
        | Place::Lede
        | Place::Sections
        | Place::Heading(_)
        | Place::Body(_)
        | Place::Sources
        | Place::Source(..)
        | Place::Slug
        | Place::Language
        | Place::Published
        | Place::Updated
        | Place::Canonical
        | Place::Status
        | Place::Note) => {
            if let Some(old) = index.text_mut(article, place) {
                *old = text;
            }
        }
    }
}
