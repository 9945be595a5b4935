//! Maps laid-out text to the field it comes from: from a byte on the page to a byte of the field, and back. `hit` finds
//! the byte for a point.

use std::ops::Range;

use crate::article::Place;
use crate::markdown::Run;

/// The ranges of a shown text that come from a field, in order. The text between them is generated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Origins {
    stretches: Vec<Stretch>,
}

/// A range of a shown text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stretch {
    /// In bytes of the shown text.
    shown: Range<usize>,
    /// Its start in the field.
    byte: usize,
    likeness: Likeness,
    /// The field, if it is not the block's.
    place: Option<Place>,
}

/// How a shown range corresponds to its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Likeness {
    /// Byte by byte.
    Same,
    /// As a whole, such as an escape, an entity or a citation.
    StandsForIt,
}

/// A byte position in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    /// The field, if it is not the block's.
    pub place: Option<Place>,
    pub byte: usize,
}

impl Origins {
    /// The origin of a whole text: one run.
    pub(super) fn of(run: &Run, place: Option<Place>) -> Origins {
        let mut origins = Origins::default();
        origins.push(0, run.text.len(), &run.range, place);
        origins
    }

    /// Records that the `len` bytes shown from `at` on come from `written`.
    pub(super) fn push(&mut self, at: usize, len: usize, written: &Range<usize>, place: Option<Place>) {
        // A text of the same length as its source is equal to it, except for a line break shown as a space.
        let likeness = if written.len() == len { Likeness::Same } else { Likeness::StandsForIt };
        let goes_on = self.stretches.last_mut().filter(|last| {
            let is_next = last.shown.end == at && last.byte + last.shown.len() == written.start;
            is_next && likeness == Likeness::Same && last.likeness == Likeness::Same && last.place == place
        });
        match goes_on {
            Some(last) => last.shown.end = at + len,
            None => {
                self.stretches.push(Stretch { shown: at..at + len, byte: written.start, likeness, place });
            }
        }
    }

    /// Appends the origins of a text that is appended after `at` bytes of this one.
    pub(super) fn append(&mut self, at: usize, other: &Origins) {
        let moved = |stretch: &Stretch| Stretch {
            shown: stretch.shown.start + at..stretch.shown.end + at,
            ..stretch.clone()
        };
        self.stretches.extend(other.stretches.iter().map(moved));
    }

    /// Shifts all positions after the field has grown by this number of bytes before them.
    pub(super) fn move_by(&mut self, by: isize) {
        for stretch in &mut self.stretches {
            stretch.byte = stretch.byte.saturating_add_signed(by);
        }
    }

    /// The origins of a part of the text.
    pub(super) fn cut(&self, part: Range<usize>) -> Origins {
        let stretches = self.stretches.iter().filter_map(|stretch| {
            let shown = stretch.shown.start.max(part.start)..stretch.shown.end.min(part.end);
            let byte = match stretch.likeness {
                Likeness::Same => stretch.byte + shown.start.saturating_sub(stretch.shown.start),
                Likeness::StandsForIt => stretch.byte,
            };
            (shown.start < shown.end).then(|| Stretch {
                shown: shown.start - part.start..shown.end - part.start,
                byte,
                ..stretch.clone()
            })
        });
        Origins { stretches: stretches.collect() }
    }

    /// The bytes of the block's field from the first shown to the last.
    pub(super) fn written(&self) -> Option<Range<usize>> {
        let of_block = self.stretches.iter().filter(|stretch| stretch.place.is_none());
        let bytes = of_block.map(|stretch| stretch.byte..stretch.byte + stretch.shown.len());
        bytes.reduce(|a, b| a.start.min(b.start)..a.end.max(b.end))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.stretches.is_empty()
    }

    /// The source position of a shown byte; for generated text, that of the text next to it.
    pub(super) fn spot(&self, at: usize) -> Option<Spot> {
        let same = || self.stretches.iter().filter(|stretch| stretch.likeness == Likeness::Same);
        let within = same().find(|stretch| stretch.shown.contains(&at));
        let behind = || same().find(|stretch| stretch.shown.end == at);
        let over = || self.stretches.iter().find(|stretch| stretch.shown.start <= at && at <= stretch.shown.end);
        let before = || self.stretches.iter().rev().find(|stretch| stretch.shown.end < at);
        let stretch = within.or_else(behind).or_else(over).or_else(before).or(self.stretches.first())?;
        let far = at.clamp(stretch.shown.start, stretch.shown.end) - stretch.shown.start;
        let byte = match stretch.likeness {
            Likeness::Same => stretch.byte + far,
            Likeness::StandsForIt => stretch.byte,
        };
        Some(Spot { place: stretch.place.clone(), byte })
    }

    /// The shown byte for a byte of the block's field.
    pub(super) fn shown_at(&self, byte: usize) -> Option<usize> {
        let of_block = self.stretches.iter().filter(|stretch| stretch.place.is_none());
        let met = of_block.filter(|stretch| stretch.byte <= byte).max_by_key(|stretch| stretch.byte)?;
        Some(met.shown.start + (byte - met.byte).min(met.shown.len()))
    }

    /// The fields that the text comes from.
    pub(super) fn fields<'a>(&'a self, block: &'a Place) -> Vec<&'a Place> {
        let mut fields: Vec<&Place> = Vec::new();
        for stretch in &self.stretches {
            let field = stretch.place.as_ref().unwrap_or(block);
            if fields.last() != Some(&field) {
                fields.push(field);
            }
        }
        fields.dedup();
        fields
    }

    /// The shown ranges of these bytes of a field, in bytes of the shown text.
    pub(super) fn shown(&self, field: &Place, block: &Place, bytes: &Range<usize>) -> Vec<Range<usize>> {
        let of_field = self.stretches.iter().filter(|stretch| stretch.place.as_ref().unwrap_or(block) == field);
        let met = of_field.filter_map(|stretch| {
            let len = stretch.shown.len();
            let written = stretch.byte..stretch.byte + len;
            let met = bytes.start.max(written.start)..bytes.end.min(written.end);
            (stretch.likeness == Likeness::Same && met.start < met.end).then(|| {
                stretch.shown.start + met.start - written.start..stretch.shown.start + met.end - written.start
            })
        });
        met.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `a **b** &amp; c[^k]`, shown as `a b & c1`.
    fn line() -> Origins {
        let mut origins = Origins::default();
        origins.push(0, 2, &(0..2), None);
        origins.push(2, 1, &(4..5), None);
        origins.push(3, 1, &(7..8), None);
        origins.push(4, 1, &(8..13), None);
        origins.push(5, 2, &(13..15), None);
        origins.push(7, 1, &(15..19), None);
        origins
    }

    #[track_caller]
    fn check(at: usize, byte: usize) {
        assert_eq!(line().spot(at), Some(Spot { place: None, byte }));
    }

    #[test]
    fn a_character_without_marks_is_itself() {
        check(0, 0);
        check(1, 1);
        check(2, 4);
        check(3, 7);
        check(6, 14);
    }

    #[test]
    fn what_stands_for_something_else_is_where_that_begins() {
        check(4, 8);
        check(7, 15);
        check(8, 15);
    }

    #[test]
    fn a_part_of_a_text_knows_where_it_was_written() {
        let cut = line().cut(6..8);
        assert_eq!(cut.spot(0), Some(Spot { place: None, byte: 14 }));
        assert_eq!(cut.spot(2), Some(Spot { place: None, byte: 15 }));
        assert!(line().cut(3..3).is_empty());
    }

    #[test]
    fn words_of_ours_lead_to_what_stands_before_them() {
        let run = Run { text: "Ana".into(), range: 0..3 };
        let mut origins = Origins::default();
        origins.append(3, &Origins::of(&run, Some(Place::Byline)));
        let spot = |byte| Some(Spot { place: Some(Place::Byline), byte });
        assert_eq!(origins.spot(0), spot(0));
        assert_eq!(origins.spot(4), spot(1));
        assert_eq!(origins.spot(9), spot(3));
    }

    #[test]
    fn bytes_of_a_field_are_found_where_they_are_shown() {
        let shown = |bytes| line().shown(&Place::Deck, &Place::Deck, &bytes);
        assert_eq!(shown(0..5), [0..2, 2..3]);
        assert!(shown(9..12).is_empty());
        assert!(line().shown(&Place::Headline, &Place::Deck, &(0..5)).is_empty());
    }
}
