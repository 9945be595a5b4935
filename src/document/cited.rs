//! Where a source is cited, and what is removed together with it.

use std::ops::Range;
use std::sync::Arc;

use super::Document;
use super::citations::Citations;
use super::items::item_at;
use super::rename::{body_citations, line_citations};
use crate::article::{Article, Item, ItemKind, Place, Source, key_for};
use crate::history::{Places, Spot};
use crate::writing::{self, Selection};

impl Document {
    /// Creates a source for a link and cites it in the text at a place, as one undo step. Returns the new selection;
    /// `None`, without any change, if a citation is not possible there.
    pub fn cite_new(&mut self, place: &Place, selection: Selection, link: &str, now: f64) -> Option<Selection> {
        let key = self.article.free_key(&key_for(link));
        let change = writing::cite(self.article.text(place)?, selection, &key)?;
        let revision = self.revision;
        let after = Spot { place: place.clone(), selection: change.selection };
        self.step_to(now, Some(after), |article| {
            article.push_source(Source { key, link: link.to_owned(), ..Source::default() });
            let _ = article.text_mut(place).is_some_and(|text| change.apply(text));
            Places::at(place.clone())
        });
        (self.revision != revision).then_some(change.selection)
    }

    /// Removes a source and handles its citations, as one undo step. Returns the item now at its position, or else the
    /// last one.
    pub fn remove_source(&mut self, key: &str, citations: Citations, now: f64) -> Option<Item> {
        let item = Item::Source(key.to_owned());
        let at = self.article.position(&item)?;
        self.step(now, |article| {
            if citations == Citations::Removed {
                remove_citations(article, key);
            }
            article.remove(&item);
            let done = item_at(article, ItemKind::Source, at);
            let done = done.map_or(ItemKind::Source.place(), |next| next.first_place());
            Places { done, undone: item.first_place() }
        });
        item_at(&self.article, ItemKind::Source, at)
    }
}

fn remove_citations(article: &mut Article, key: &str) {
    if let Some(lede) = without(&article.lede, body_citations(&article.lede, key)) {
        article.lede = Arc::new(lede);
    }
    for takeaway in &mut article.takeaways {
        if let Some(text) = without(&takeaway.text, line_citations(&takeaway.text, key)) {
            Arc::make_mut(takeaway).text = text;
        }
    }
    for section in &mut article.sections {
        if let Some(body) = without(&section.body, body_citations(&section.body, key)) {
            Arc::make_mut(section).body = body;
        }
    }
}

/// A text without these ranges, and without the space before a citation that was separate from its word; `None` if
/// there are no ranges.
fn without(text: &str, ranges: Vec<Range<usize>>) -> Option<String> {
    let mut ranges = ranges;
    ranges.sort_by_key(|range| std::cmp::Reverse(range.start));
    // From last to first, because the rest of the text depends on what remains after a range.
    let mut gone: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        let end = gone.pop_if(|next| next.start <= range.end).map_or(range.end, |next| next.end);
        let (before, after) = (text.get(..range.start)?, text.get(end..)?);
        let is_free = before.ends_with(' ')
            && !before.ends_with("  ")
            && after.chars().next().is_none_or(|c| c.is_whitespace() || ".,;:!?".contains(c));
        let start = if is_free { range.start - 1 } else { range.start };
        gone.push(start..end);
    }
    let mut left = String::with_capacity(text.len());
    let mut end = 0;
    for range in gone.iter().rev() {
        left.push_str(text.get(end..range.start)?);
        end = range.end;
    }
    left.push_str(text.get(end..)?);
    (!gone.is_empty()).then_some(left)
}

#[cfg(test)]
mod tests {
    use super::super::citations::cited_at;
    use super::*;

    fn article() -> Article {
        let mut article = Article { lede: Arc::new("L[^a] `[^a]`".into()), ..Article::default() };
        article.push_takeaway("T [^a].");
        article.push_section("S", "One[^a] two [^a] three[^b]");
        article.push_section("T", "Four [^a] [^a][^a]. [^a]");
        for key in ["a", "b"] {
            article.push_source(Source { key: key.into(), ..Source::default() });
        }
        article
    }

    #[test]
    fn a_source_knows_where_it_is_cited() {
        let article = article();
        let takeaway = article.takeaways[0].id;
        let [section, last] = [0, 1].map(|at| Place::Body(article.sections[at].id));
        let expected = [(Place::Takeaway(takeaway), 1), (Place::Lede, 1), (section, 2), (last, 4)];
        assert_eq!(cited_at(&article, "a"), expected);
        assert_eq!(cited_at(&article, "c"), []);
    }

    #[test]
    fn a_source_goes_with_its_citations_as_one_step() {
        let mut document = Document::new(article());
        assert_eq!(document.remove_source("a", Citations::Removed, 0.0), Some(Item::Source("b".into())));
        assert_eq!(*document.article().lede, "L `[^a]`");
        assert_eq!(document.article().takeaways[0].text, "T.");
        assert_eq!(document.article().sections[0].body, "One two three[^b]");
        assert_eq!(document.article().sections[1].body, "Four.");
        document.undo();
        assert_eq!(*document.article(), article());
        assert!(!document.can_undo());
    }

    #[test]
    fn a_link_becomes_a_source_and_is_cited_as_one_step() {
        let mut document = Document::new(article());
        let after = document.cite_new(&Place::Lede, Selection::at(1), "https://www.paper.example/a", 0.0);
        assert_eq!(after, Some(Selection::at(9)));
        assert_eq!(*document.article().lede, "L[^paper][^a] `[^a]`");
        assert_eq!(
            document.article().source("paper").map(|s| s.link.as_str()),
            Some("https://www.paper.example/a")
        );
        document.undo();
        assert_eq!(*document.article(), article());
    }

    #[test]
    fn its_citations_may_stay() {
        let mut document = Document::new(article());
        document.remove_source("a", Citations::Kept, 0.0);
        assert!(document.article().source("a").is_none());
        assert_eq!(document.article().sections, article().sections);
    }
}
