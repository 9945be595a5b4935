//! A line as it is shown, which differs from its text in some places: a citation shows the name of its source, and an
//! input method’s composition is shown before it is part of the text. `laid_line` lays it out.

use std::ops::Range;

/// A citation shown as the name of its source, which is a single character for the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chip {
    /// In bytes of the line, with its brackets.
    pub range: Range<usize>,
    pub words: String,
}

/// Text of an input method that is shown in a line and not part of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Inset {
    /// In bytes of the line.
    pub at: usize,
    pub text: String,
}

/// Everything shown in a line that is not part of its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Guests {
    /// In order.
    pub chips: Vec<Chip>,
    pub inset: Option<Inset>,
}

/// A line as it is shown, mapped to its text.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    text: String,
    own_len: usize,
    places: Vec<Place>,
}

/// The position of a guest: in bytes of the line, and of the shown text.
#[derive(Clone, Debug)]
struct Place {
    own: Range<usize>,
    seen: Range<usize>,
}

impl Place {
    fn is_chip(&self) -> bool {
        !self.own.is_empty()
    }
}

impl Seen {
    /// A line with its guests.
    pub fn new(own: &str, guests: &Guests) -> Seen {
        let mut all: Vec<(Range<usize>, &str)> =
            guests.chips.iter().map(|chip| (chip.range.clone(), chip.words.as_str())).collect();
        if let Some(inset) = &guests.inset {
            let behind = all.partition_point(|(range, _)| range.end <= inset.at);
            all.insert(behind, (inset.at..inset.at, &inset.text));
        }
        let mut seen = Seen { own_len: own.len(), ..Seen::default() };
        let mut done = 0;
        for (range, letters) in all {
            let Some(before) = own.get(done..range.start).filter(|_| range.end <= own.len()) else { continue };
            seen.text.push_str(before);
            let start = seen.text.len();
            seen.text.push_str(letters);
            done = range.end;
            seen.places.push(Place { own: range, seen: start..seen.text.len() });
        }
        seen.text.push_str(own.get(done..).unwrap_or_default());
        seen
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// The shown position for a position in the line; within a chip, one of its ends.
    pub fn at(&self, own: usize, toward: Toward) -> usize {
        let before = self.places.partition_point(|place| place.own.end <= own && place.own.start < own);
        match self.places.get(before).filter(|place| place.own.start < own) {
            Some(chip) if toward == Toward::Start => chip.seen.start,
            Some(chip) => chip.seen.end,
            None => match before.checked_sub(1).and_then(|last| self.places.get(last)) {
                Some(last) => last.seen.end + own.saturating_sub(last.own.end),
                None => own,
            },
        }
    }

    /// The shown range for a range of the line. A chip is included completely.
    pub fn range(&self, own: &Range<usize>) -> Range<usize> {
        self.at(own.start, Toward::Start)..self.at(own.end, Toward::End)
    }

    /// The shown text for a range of the line that divides no chip. A composition at its start is included, and one at
    /// the end of the line.
    pub fn part(&self, own: &Range<usize>) -> Option<&str> {
        let end = if own.end == self.own_len { self.text.len() } else { self.at(own.end, Toward::End) };
        self.text.get(self.at(own.start, Toward::Start)..end)
    }

    /// The position in the line for a shown position; within a chip, one of its ends.
    pub fn own(&self, seen: usize, toward: Toward) -> usize {
        let before = self.places.partition_point(|place| place.seen.end <= seen);
        match self.places.get(before).filter(|place| place.seen.start < seen) {
            Some(place) if toward == Toward::Start => place.own.start,
            Some(place) => place.own.end,
            None => match before.checked_sub(1).and_then(|last| self.places.get(last)) {
                Some(last) => last.own.end + (seen - last.seen.end),
                None => seen,
            },
        }
    }

    /// Whether this range of the line is a chip.
    pub fn is_chip(&self, own: &Range<usize>) -> bool {
        self.chips().any(|chip| chip.own == *own)
    }

    /// The chips, in bytes of the line and of the shown text.
    pub fn chip_ranges(&self) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
        self.chips().map(|chip| (chip.own.clone(), chip.seen.clone()))
    }

    /// The range of the composition, in bytes of the shown text.
    pub fn inset(&self) -> Option<Range<usize>> {
        self.places.iter().find(|place| !place.is_chip()).map(|place| place.seen.clone())
    }

    fn chips(&self) -> impl Iterator<Item = &Place> {
        self.places.iter().filter(|place| place.is_chip())
    }
}

/// The end of a gap or chip that a position within it maps to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Toward {
    Start,
    End,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn chip(range: Range<usize>, words: &str) -> Chip {
        Chip { range, words: words.into() }
    }

    /// Checks the shown text of a line, with a bar at each possible cursor position.
    #[track_caller]
    fn check(own: &str, chips: Vec<Chip>, inset: Option<(usize, &str)>, expected: &str) {
        let inset = inset.map(|(at, text)| Inset { at, text: text.into() });
        let seen = Seen::new(own, &Guests { chips: chips.clone(), inset });
        let is_inside = |at: usize| chips.iter().any(|chip| chip.range.start < at && at < chip.range.end);
        let mut stops: Vec<usize> =
            (0..=own.len()).filter(|at| !is_inside(*at)).map(|at| seen.at(at, Toward::Start)).collect();
        stops.dedup();
        let mut shown = seen.text().to_owned();
        stops.iter().rev().for_each(|stop| shown.insert(*stop, '|'));
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_chip_is_seen_in_the_place_of_its_marks() {
        check("ab[^k]c", vec![chip(2..6, "Key 1")], None, "|a|b|Key 1|c|");
        check("[^k][^l]", vec![chip(0..4, "K 1"), chip(4..8, "L 2")], None, "|K 1|L 2|");
        check("[^k]", vec![chip(0..4, "")], None, "|");
        check("[^k]", Vec::new(), None, "|[|^|k|]|");
    }

    #[test]
    fn what_is_composed_stands_where_the_caret_is() {
        check("ab", Vec::new(), Some((1, "xyz")), "|a|xyzb|");
        check("ab", Vec::new(), Some((2, "xyz")), "|a|b|xyz");
        check("[^k]b", vec![chip(0..4, "K 1")], Some((4, "xyz")), "|K 1|xyzb|");
        check("a[^k]", vec![chip(1..5, "K 1")], Some((1, "xyz")), "|a|xyzK 1|");
    }

    proptest! {
        #[test]
        fn every_place_outside_of_chips_comes_back_as_it_was(
            pieces in proptest::collection::vec(("[a-z ]{0,4}", "[a-z]{1,5}", "[A-Z 0-9]{0,9}"), 0..5),
            inset in proptest::option::of((0_usize..60, "[a-z]{1,3}")),
        ) {
            let (mut own, mut chips) = (String::new(), Vec::new());
            for (words, key, name) in pieces {
                own.push_str(&words);
                let start = own.len();
                own.push_str(&format!("[^{key}]"));
                chips.push(chip(start..own.len(), &format!("{name} 1")));
            }
            own.push_str("end");
            let is_inside = |at: usize| chips.iter().any(|chip| chip.range.start < at && at < chip.range.end);
            let inset = inset.map(|(at, text)| Inset { at: at.min(own.len()), text }).filter(|inset| !is_inside(inset.at));
            let seen = Seen::new(&own, &Guests { chips: chips.clone(), inset });
            let mut last = None;
            for at in 0..=own.len() {
                let (start, end) = (seen.at(at, Toward::Start), seen.at(at, Toward::End));
                if is_inside(at) {
                    let around = chips.iter().find(|chip| chip.range.contains(&at)).expect("only places in chips are not stops");
                    prop_assert_eq!(seen.own(start, Toward::Start), around.range.start);
                    prop_assert_eq!(seen.own(end, Toward::End), around.range.end);
                    continue;
                }
                prop_assert_eq!(start, end);
                prop_assert_eq!(seen.own(start, Toward::Start), at);
                prop_assert_eq!(seen.own(start, Toward::End), at);
                prop_assert!(last < Some(start), "{} is not behind {:?}", start, last);
                last = Some(start);
            }
            let is_in_chip = |at: usize| seen.chips().any(|chip| chip.seen.start < at && at < chip.seen.end);
            let is_known = |at: usize| is_in_chip(at) || seen.inset().is_some_and(|inset| inset.contains(&at)) || {
                let own = seen.own(at, Toward::Start);
                seen.at(own, Toward::Start) == at
            };
            prop_assert!((0..seen.text().len()).all(|at| is_known(at) || seen.inset().is_some_and(|inset| inset.end == at)));
        }
    }
}
