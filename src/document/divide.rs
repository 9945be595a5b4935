//! Splits a section at the cursor, and merges two sections.

use std::collections::HashSet;
use std::sync::Arc;

use super::Document;
use crate::article::{Article, Id, Item, ItemKind, Place, Section};
use crate::history::{Places, Spot};
use crate::writing::{Selection, divide};

impl Document {
    /// Splits the body at a place, as one undo step: what follows the cursor becomes a new section. Returns the place
    /// of its heading.
    pub fn split_section(&mut self, place: &Place, caret: usize, now: f64) -> Option<Place> {
        let at = match place {
            Place::Lede => 0,
            Place::Body(id) => self.article.position(&Item::Section(*id))? + 1,
            Place::Headline
            | Place::Deck
            | Place::ImageFile
            | Place::ImageAlt
            | Place::ImageCaption
            | Place::ImageCredit
            | Place::Byline
            | Place::Dateline
            | Place::Takeaways
            | Place::Takeaway(_)
            | Place::Sections
            | Place::Heading(_)
            | Place::Sources
            | Place::Source(..)
            | Place::Slug
            | Place::Language
            | Place::Published
            | Place::Updated
            | Place::Canonical
            | Place::Tags
            | Place::Status
            | Place::Note => return None,
        };
        let revision = self.revision;
        let (kept, rest) = divide::split(self.article.text(place)?, caret);
        let mut new = None;
        self.step(now, |article| {
            if let Some(text) = article.text_mut(place) {
                *text = kept;
            }
            let item = article.insert(ItemKind::Section, at);
            let heading = item.first_place();
            if let Item::Section(id) = item {
                set_body(article, id, rest);
            }
            new = Some(heading.clone());
            Places { done: heading, undone: place.clone() }
        });
        new.filter(|_| self.revision != revision)
    }

    /// Merges a section into the text before it, which is the previous section or the lede, as one undo step. Returns
    /// the place of that text, and the cursor where the merged part starts.
    pub fn merge_section(&mut self, id: Id, now: f64) -> Option<(Place, Selection)> {
        let at = self.article.position(&Item::Section(id))?;
        let Section { heading, body, .. } = self.article.section(id)?.clone();
        let place = match at.checked_sub(1) {
            Some(above) => Place::Body(self.article.sections.get(above)?.id),
            None => Place::Lede,
        };
        let revision = self.revision;
        let keys: HashSet<&str> = self.article.sources.iter().map(|source| source.key.as_str()).collect();
        let (joined, seam) = divide::join(self.article.text(&place)?, &heading, &body, &keys);
        let after = Spot { place: place.clone(), selection: Selection::at(seam) };
        self.step_to(now, Some(after), |article| {
            if let Some(text) = article.text_mut(&place) {
                *text = joined;
            }
            article.remove(&Item::Section(id));
            Places { done: place.clone(), undone: Place::Heading(id) }
        });
        (self.revision != revision).then_some((place, Selection::at(seam)))
    }
}

fn set_body(article: &mut Article, id: Id, body: String) {
    if let Some(section) = article.sections.iter_mut().find(|section| section.id == id) {
        Arc::make_mut(section).body = body;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document() -> Document {
        let mut article = Article { lede: Arc::new("L one\n\nL two".into()), ..Article::default() };
        article.push_section("S", "One\n\nTwo");
        article.push_section("T", "Three");
        Document::new(article)
    }

    fn shape(document: &Document) -> Vec<(&str, &str)> {
        document.article().sections.iter().map(|s| (s.heading.as_str(), s.body.as_str())).collect()
    }

    #[test]
    fn what_stands_behind_the_caret_becomes_a_section() {
        let mut document = document();
        let body = Place::Body(document.article().sections[0].id);
        let heading = document.split_section(&body, 3, 0.0).unwrap();
        assert_eq!(shape(&document), [("S", "One"), ("", "Two"), ("T", "Three")]);
        assert_eq!(document.article().text(&heading), Some(""));
        document.undo();
        assert_eq!(shape(&document), [("S", "One\n\nTwo"), ("T", "Three")]);
    }

    #[test]
    fn the_lede_gives_the_first_section() {
        let mut document = document();
        document.split_section(&Place::Lede, 5, 0.0).unwrap();
        assert_eq!(*document.article().lede, "L one");
        assert_eq!(shape(&document)[0], ("", "L two"));
    }

    #[test]
    fn a_section_goes_behind_the_text_above() {
        let mut document = document();
        let ids: Vec<Id> = document.article().sections.iter().map(|s| s.id).collect();
        let merged = document.merge_section(ids[1], 0.0);
        assert_eq!(merged, Some((Place::Body(ids[0]), Selection::at(10))));
        assert_eq!(shape(&document), [("S", "One\n\nTwo\n\n### T\n\nThree")]);
        document.merge_section(ids[0], 1.0);
        assert!(document.article().sections.is_empty());
        assert_eq!(*document.article().lede, "L one\n\nL two\n\n### S\n\nOne\n\nTwo\n\n### T\n\nThree");
        document.undo();
        document.undo();
        assert_eq!(shape(&document).len(), 2);
        assert!(!document.can_undo());
    }

    #[test]
    fn an_empty_cut_still_makes_a_section() {
        let mut document = document();
        let body = Place::Body(document.article().sections[1].id);
        document.split_section(&body, 5, 0.0).unwrap();
        assert_eq!(shape(&document)[1..], [("T", "Three"), ("", "")]);
        assert_eq!(document.split_section(&Place::Headline, 0, 0.0), None);
    }
}
