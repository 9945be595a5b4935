//! The order of fields for Tab, Enter and the arrow keys. It contains only fields; an item’s buttons have a shortcut of
//! their own.

use super::kept::Kept;
use super::row::{Lede, Row, row_of, rows};
use crate::article::{Article, ItemKind, Place, SourceField};

/// The direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    On,
    Back,
}

/// The fields in their order.
pub(super) struct Walk<'a> {
    pub article: &'a Article,
    pub kept: &'a Kept,
    pub is_read_only: bool,
}

/// The fields before and after a place.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Beside {
    pub before: Option<Place>,
    pub after: Option<Place>,
}

impl Beside {
    pub(super) fn take(self, way: Way) -> Option<Place> {
        match way {
            Way::On => self.after,
            Way::Back => self.before,
        }
    }
}

impl Walk<'_> {
    /// The fields before and after a place. A place that is not a field is between the last field above its row and the
    /// first one below.
    pub(super) fn beside(&self, place: &Place) -> Beside {
        let Some(here) = row_of(self.article, place) else { return in_panel(place) };
        let mut rows = rows(self.article).map(|(row, _)| row);
        let mut above = None;
        for row in rows.by_ref().take_while(|row| *row != here) {
            above = self.fields(&row).pop().or(above);
        }
        let own = self.fields(&here);
        let at = own.iter().position(|field| field == place);
        let before = at.and_then(|at| own.get(at.checked_sub(1)?).cloned()).or(above);
        let after = at.and_then(|at| own.get(at + 1).cloned());
        let after = after.or_else(|| rows.find_map(|row| self.fields(&row).into_iter().next()));
        Beside { before, after }
    }

    /// The fields of a row, in order.
    fn fields(&self, row: &Row) -> Vec<Place> {
        match row {
            Row::Headline => vec![Place::Headline],
            Row::Deck => vec![Place::Deck],
            // The other fields of an image are visited as soon as there is an image, and open when the cursor gets
            // there.
            Row::Image if self.kept.is_picture_open || !self.article.image.is_empty() => {
                vec![Place::ImageAlt, Place::ImageCaption, Place::ImageCredit, Place::ImageFile]
            }
            Row::Image => vec![Place::ImageAlt],
            Row::Byline => vec![Place::Byline, Place::Dateline],
            Row::Takeaways | Row::Sources => Vec::new(),
            Row::Takeaway(id) => vec![Place::Takeaway(*id)],
            Row::AddTakeaway => self.first_of(ItemKind::Takeaway, self.article.takeaways.len()),
            Row::Lede if self.kept.lede == Lede::Waits => Vec::new(),
            Row::Lede => vec![Place::Lede],
            Row::Section(id) => vec![Place::Heading(*id), Place::Body(*id)],
            Row::AddSection => self.first_of(ItemKind::Section, self.article.sections.len()),
            Row::Source(key) => {
                let shown = if self.kept.open_sources.contains(key) { &SOURCE[..] } else { &SOURCE[..IN_SIGHT] };
                shown.iter().map(|field| Place::Source(key.clone(), *field)).collect()
            }
            Row::AddSource => self.first_of(ItemKind::Source, self.article.sources.len()),
        }
    }

    /// An empty list has one field, in which its first item is typed.
    fn first_of(&self, kind: ItemKind, len: usize) -> Vec<Place> {
        if len == 0 && !self.is_read_only { vec![kind.place()] } else { Vec::new() }
    }
}

/// The fields of a source in order. A closed source shows only the first ones.
const SOURCE: [SourceField; 8] = [
    SourceField::Title,
    SourceField::Link,
    SourceField::Publisher,
    SourceField::Author,
    SourceField::Published,
    SourceField::Accessed,
    SourceField::Note,
    SourceField::Key,
];
const IN_SIGHT: usize = 3;

/// The details are in a panel of their own.
fn in_panel(place: &Place) -> Beside {
    let at = DETAILS.iter().position(|detail| detail == place);
    let before = at.and_then(|at| DETAILS.get(at.checked_sub(1)?).cloned());
    Beside { before, after: at.and_then(|at| DETAILS.get(at + 1).cloned()) }
}

const DETAILS: [Place; 8] = [
    Place::Status,
    Place::Language,
    Place::Published,
    Place::Updated,
    Place::Slug,
    Place::Tags,
    Place::Canonical,
    Place::Note,
];

#[cfg(test)]
mod tests {
    use super::*;

    /// All fields of an article in order.
    fn way(article: &Article, kept: &Kept, is_read_only: bool) -> Vec<Place> {
        let walk = Walk { article, kept, is_read_only };
        let mut way = vec![Place::Headline];
        while let Some(next) = walk.beside(way.last().expect("it begins with the headline")).after {
            assert_eq!(walk.beside(&next).before.as_ref(), way.last(), "the way back is the same");
            way.push(next);
        }
        way
    }

    #[test]
    fn the_way_through_a_blank_draft_has_a_field_for_every_part() {
        let way = way(&Article::default(), &Kept::default(), false);
        for place in [Place::ImageAlt, Place::Takeaways, Place::Lede, Place::Sections, Place::Sources] {
            assert!(way.contains(&place), "{place:?} is not on the way");
        }
        assert!(!way.iter().any(Place::is_detail));
    }

    #[test]
    fn what_is_folded_away_or_may_not_be_begun_is_not_on_the_way() {
        let mut article = Article::default();
        article.push_section("One", "Two");
        let key = article.insert(ItemKind::Source, 0).first_place();
        let Place::Source(key, _) = key else { panic!("a source begins with another field: {key:?}") };
        let closed = way(&article, &Kept::default(), true);
        assert!(!closed.contains(&Place::Takeaways) && !closed.contains(&Place::ImageCaption));
        assert_eq!(closed.iter().filter(|place| matches!(place, Place::Source(..))).count(), IN_SIGHT);
        let kept = Kept { open_sources: [key].into(), is_picture_open: true, ..Kept::default() };
        assert_eq!(way(&article, &kept, true).len(), closed.len() + SOURCE.len() - IN_SIGHT + 3);
    }

    #[test]
    fn an_image_has_its_caption_and_credit_on_the_way() {
        let mut article = Article::default();
        assert!(!way(&article, &Kept::default(), false).contains(&Place::ImageCredit));
        article.image.alt = "A map".into();
        assert!(way(&article, &Kept::default(), false).contains(&Place::ImageCredit));
    }

    #[test]
    fn a_lede_that_waits_is_not_on_the_way() {
        let kept = Kept { lede: Lede::Waits, ..Kept::default() };
        assert!(!way(&Article::default(), &kept, false).contains(&Place::Lede));
    }

    #[test]
    fn the_details_have_a_way_of_their_own() {
        let article = Article::default();
        let walk = Walk { article: &article, kept: &Kept::default(), is_read_only: false };
        let beside = |place| walk.beside(&place);
        assert_eq!(beside(Place::Status), Beside { before: None, after: Some(Place::Language) });
        assert_eq!(beside(Place::Tags), Beside { before: Some(Place::Slug), after: Some(Place::Canonical) });
        assert_eq!(beside(Place::Note).after, None);
        assert_eq!(beside(Place::Headline).before, None);
    }
}
