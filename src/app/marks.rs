//! Marks drawn over texts: possible misspellings and search matches. Where they come from and how they are drawn is not
//! known here.

use std::collections::HashMap;
use std::ops::Range;

use crate::article::Place;

/// A range of a text that is marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// In bytes of the text.
    pub range: Range<usize>,
    pub kind: MarkKind,
}

/// The kind of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MarkKind {
    /// A word that may be misspelt: a wavy underline.
    Misspelt,
    /// A match of the search: a background.
    Found,
    /// The current match: a stronger background.
    FoundHere,
}

/// Who sets marks; each layer leaves the marks of the others alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Layer {
    Spelling,
    Search,
}

impl MarkKind {
    /// The layer of this kind.
    pub fn layer(self) -> Layer {
        match self {
            MarkKind::Misspelt => Layer::Spelling,
            MarkKind::Found | MarkKind::FoundHere => Layer::Search,
        }
    }
}

/// The marks of all texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    by_place: HashMap<Place, Vec<Mark>>,
}

impl Marks {
    /// The marks of a text, ordered by start.
    pub fn of(&self, place: &Place) -> &[Mark] {
        self.by_place.get(place).map(Vec::as_slice).unwrap_or_default()
    }

    /// Replaces the marks of a text; `marks` may have any order.
    pub fn set(&mut self, place: Place, mut marks: Vec<Mark>) {
        marks.sort_by_key(|mark| (mark.range.start, mark.range.end));
        match marks.is_empty() {
            true => drop(self.by_place.remove(&place)),
            false => drop(self.by_place.insert(place, marks)),
        }
    }

    /// Replaces the marks of one layer in all texts.
    pub fn put(&mut self, layer: Layer, marks: HashMap<Place, Vec<Mark>>) {
        self.by_place.retain(|_, known| {
            known.retain(|mark| mark.kind.layer() != layer);
            !known.is_empty()
        });
        for (place, more) in marks {
            self.put_at(layer, place, more);
        }
    }

    /// Replaces the marks of one layer in one text.
    pub fn put_at(&mut self, layer: Layer, place: Place, more: Vec<Mark>) {
        let mut marks = self.by_place.remove(&place).unwrap_or_default();
        marks.retain(|mark| mark.kind.layer() != layer);
        marks.extend(more);
        self.set(place, marks);
    }

    /// The number of texts with marks.
    pub fn len(&self) -> usize {
        self.by_place.len()
    }

    /// Whether there are no marks.
    pub fn is_empty(&self) -> bool {
        self.by_place.is_empty()
    }

    /// Removes all marks.
    pub fn clear(&mut self) {
        self.by_place.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_come_in_the_order_of_the_text() {
        let mut marks = Marks::default();
        let mark = |range| Mark { range, kind: MarkKind::Found };
        marks.set(Place::Deck, vec![mark(5..7), mark(0..2)]);
        assert_eq!(marks.of(&Place::Deck), [mark(0..2), mark(5..7)]);
        marks.set(Place::Deck, Vec::new());
        assert!(marks.of(&Place::Deck).is_empty());
    }

    #[test]
    fn one_layer_leaves_the_marks_of_the_other_alone() {
        let mut marks = Marks::default();
        let mark = |kind, range| Mark { range, kind };
        marks.put_at(Layer::Spelling, Place::Deck, vec![mark(MarkKind::Misspelt, 3..4)]);
        marks.put(Layer::Search, HashMap::from([(Place::Deck, vec![mark(MarkKind::Found, 0..2)])]));
        assert_eq!(marks.of(&Place::Deck).len(), 2);
        marks.put(Layer::Search, HashMap::new());
        assert_eq!(marks.of(&Place::Deck), [mark(MarkKind::Misspelt, 3..4)]);
    }
}
