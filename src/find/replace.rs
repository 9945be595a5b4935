//! Matches replaced by other words. The article is changed here; that it is one step is the document's matter.

use std::ops::Range;

use super::fields::{each_field, text_at};
use super::pattern::Pattern;
use super::{BadPattern, Match, Query};
use crate::article::{Article, Place};

/// Replaces these matches of a query, given in reading order. Gives how many there were; one that no longer lies in
/// its text is left out.
pub fn replace(article: &mut Article, matches: &[Match], query: &Query, with: &str) -> Result<usize, BadPattern> {
    let pattern = Pattern::new(query)?;
    let mut count = 0;
    for run in matches.chunk_by(|a, b| a.place == b.place) {
        let Some(first) = run.first() else { continue };
        let ranges: Vec<Range<usize>> = run.iter().map(|found| found.range.clone()).collect();
        count += replace_at(article, &first.place, &ranges, &pattern, with);
    }
    Ok(count)
}

/// Replaces whatever matches a query, however much that is, and gives how much it was.
pub fn replace_all(article: &mut Article, query: &Query, with: &str) -> Result<usize, BadPattern> {
    if query.pattern.is_empty() {
        return Ok(0);
    }
    let pattern = Pattern::new(query)?;
    let mut found: Vec<(Place, Vec<Range<usize>>)> = Vec::new();
    each_field(article, &mut |place, text, _| {
        let ranges = pattern.ranges(&place, text, usize::MAX);
        if !ranges.is_empty() {
            found.push((place, ranges));
        }
    });
    Ok(found.iter().map(|(place, ranges)| replace_at(article, place, ranges, &pattern, with)).sum())
}

fn replace_at(
    article: &mut Article,
    place: &Place,
    ranges: &[Range<usize>],
    pattern: &Pattern,
    with: &str,
) -> usize {
    let Some(text) = text_at(article, place) else { return 0 };
    let mut out = String::with_capacity(text.len());
    let (mut end, mut count) = (0, 0);
    for range in ranges {
        let Some(between) = text.get(end..range.start).filter(|_| text.get(range.clone()).is_some()) else {
            continue;
        };
        out.push_str(between);
        out.push_str(&pattern.replacement(&text, range, with));
        end = range.end;
        count += 1;
    }
    out.push_str(text.get(end..).unwrap_or_default());
    put(article, place, out);
    count
}

fn put(article: &mut Article, place: &Place, text: String) {
    let items = |text: &str| text.split('\n').filter(|item| !item.trim().is_empty()).map(str::to_owned).collect();
    match place {
        Place::Byline => article.byline = items(&text),
        Place::Tags => article.tags = items(&text),
        place => {
            if let Some(old) = article.text_mut(place) {
                *old = text;
            }
        }
    }
}
