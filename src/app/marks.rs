//! Marks drawn over texts: possible misspellings and search matches. Where they come from and how they are drawn is not
//! known here.

use std::collections::HashMap;
use std::ops::Range;

use crate::article::Place;

/// A stretch of a text that is drawn as something more than letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// In bytes of the text.
    pub range: Range<usize>,
    pub kind: MarkKind,
}

/// What a stretch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MarkKind {
    /// A word that may be misspelt: a wavy line under it.
    Misspelt,
    /// What is searched for: a ground behind it.
    Found,
    /// The one of them at which one is: a stronger ground.
    FoundHere,
}

/// Who puts marks over texts; what one does leaves the others' marks alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Layer {
    Spelling,
    Search,
}

impl MarkKind {
    /// Whose it is.
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
    /// The marks of a text, in the order of where they begin.
    pub fn of(&self, place: &Place) -> &[Mark] {
        self.by_place.get(place).map(Vec::as_slice).unwrap_or_default()
    }

    /// Puts these marks, in any order, over a text in the place of those it had.
    pub fn set(&mut self, place: Place, mut marks: Vec<Mark>) {
        marks.sort_by_key(|mark| (mark.range.start, mark.range.end));
        match marks.is_empty() {
            true => drop(self.by_place.remove(&place)),
            false => drop(self.by_place.insert(place, marks)),
        }
    }

    /// Puts these marks in the place of all of their layer, over every text; the other layers stay.
    pub fn put(&mut self, layer: Layer, marks: HashMap<Place, Vec<Mark>>) {
        self.by_place.retain(|_, known| {
            known.retain(|mark| mark.kind.layer() != layer);
            !known.is_empty()
        });
        for (place, more) in marks {
            self.put_at(layer, place, more);
        }
    }

    /// Puts these marks in the place of those of their layer over one text.
    pub fn put_at(&mut self, layer: Layer, place: Place, more: Vec<Mark>) {
        let mut marks = self.by_place.remove(&place).unwrap_or_default();
        marks.retain(|mark| mark.kind.layer() != layer);
        marks.extend(more);
        self.set(place, marks);
    }

    /// How many texts have marks.
    pub fn len(&self) -> usize {
        self.by_place.len()
    }

    /// Whether nothing is marked.
    pub fn is_empty(&self) -> bool {
        self.by_place.is_empty()
    }

    /// Takes all marks away.
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
