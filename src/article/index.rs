//! The position of every item of an article. `Article` searches its lists for one item; work on many items asks an
//! index instead.

use std::collections::HashMap;
use std::hash::Hash;

use super::list::Item;
use super::owner::Owner;
use super::place::Place;
use super::unknown::UnknownFields;
use super::values::{Article, Id, Source};

/// The positions of an article's items when the index was made. It stays valid while only texts change, and not when a
/// list does.
#[derive(Clone, Debug, Default)]
pub struct Index {
    takeaways: HashMap<Id, usize>,
    sections: HashMap<Id, usize>,
    sources: HashMap<String, usize>,
}

impl Index {
    /// The positions of all items of this article.
    pub fn of(article: &Article) -> Index {
        Index {
            takeaways: positions(article.takeaways.iter().map(|takeaway| takeaway.id)),
            sections: positions(article.sections.iter().map(|section| section.id)),
            sources: positions(article.sources.iter().map(|source| source.key.clone())),
        }
    }

    /// The position in its list of the item that a place belongs to.
    pub fn position(&self, place: &Place) -> Option<usize> {
        self.position_of(&place.item()?)
    }

    fn position_of(&self, item: &Item) -> Option<usize> {
        match item {
            Item::Takeaway(id) => self.takeaways.get(id).copied(),
            Item::Section(id) => self.sections.get(id).copied(),
            Item::Source(key) => self.sources.get(key).copied(),
        }
    }

    /// The unknown fields of an owner, mutable; a shared item is copied first. `None` if the owner does not exist.
    pub fn unknown_mut<'a>(&self, article: &'a mut Article, owner: &Owner) -> Option<&'a mut UnknownFields> {
        let at = match owner {
            Owner::Article | Owner::Image => None,
            Owner::Item(item) => self.position_of(item),
        };
        article.unknown_in_mut(owner, at)
    }

    /// Like [`Article::text`].
    pub fn text<'a>(&self, article: &'a Article, place: &Place) -> Option<&'a str> {
        article.text_in(place, self.position(place))
    }

    /// Like [`Article::text_mut`].
    pub fn text_mut<'a>(&self, article: &'a mut Article, place: &Place) -> Option<&'a mut String> {
        article.text_in_mut(place, self.position(place))
    }

    /// Like [`Article::place_label`].
    pub fn label(&self, article: &Article, place: &Place) -> String {
        article.label_in(place, self.position(place))
    }

    /// Like [`Article::source`].
    pub fn source<'a>(&self, article: &'a Article, key: &str) -> Option<&'a Source> {
        article.sources.get(*self.sources.get(key)?).map(AsRef::as_ref)
    }
}

/// Of two items with the same name, the first counts.
fn positions<N: Eq + Hash>(names: impl Iterator<Item = N>) -> HashMap<N, usize> {
    let mut positions = HashMap::with_capacity(names.size_hint().0);
    for (at, name) in names.enumerate() {
        positions.entry(name).or_insert(at);
    }
    positions
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::SourceField;

    fn draft() -> Article {
        let mut article = Article { headline: "H".into(), ..Article::default() };
        for (heading, body) in [("One", "first"), ("", "second"), ("Three", "")] {
            article.push_takeaway(body);
            article.push_section(heading, body);
            article.push_source(Source { title: heading.into(), ..Source::default() });
        }
        article.sections.push(article.sections[0].clone());
        article
    }

    fn places(article: &Article) -> Vec<Place> {
        let mut places = vec![Place::Headline, Place::Takeaways, Place::Tags, Place::Body(Id(9))];
        places.push(Place::Source("none".into(), SourceField::Title));
        places.extend(article.takeaways.iter().map(|takeaway| Place::Takeaway(takeaway.id)));
        places.extend(article.sections.iter().flat_map(|s| [Place::Heading(s.id), Place::Body(s.id)]));
        let fields = [SourceField::Key, SourceField::Title];
        places
            .extend(article.sources.iter().flat_map(|s| fields.map(|field| Place::Source(s.key.clone(), field))));
        places
    }

    #[test]
    fn what_is_looked_up_is_what_a_walk_finds() {
        let mut article = draft();
        let index = Index::of(&article);
        for place in places(&article) {
            assert_eq!(index.text(&article, &place), article.text(&place), "{place:?}");
            assert_eq!(index.label(&article, &place), article.place_label(&place), "{place:?}");
            let walked = place.item().and_then(|item| article.position(&item));
            assert_eq!(index.position(&place), walked, "{place:?}");
            let walked = article.text_mut(&place).map(|text| text.clone());
            assert_eq!(index.text_mut(&mut article, &place).map(|text| text.clone()), walked, "{place:?}");
        }
        assert_eq!(index.source(&article, "source-2"), article.source("source-2"));
        assert_eq!(index.source(&article, "none"), None);
    }
}
