//! What is selected in a text, and what is changed in it.

use std::borrow::Cow;
use std::ops::Range;

use crate::page::hidden;

/// What is selected in a text, in bytes; empty where `anchor` and `caret` are the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Selection {
    /// Where the selection began.
    pub anchor: usize,
    /// Where the caret stands.
    pub caret: usize,
}

impl Selection {
    /// A caret without anything selected.
    pub fn at(caret: usize) -> Selection {
        Selection { anchor: caret, caret }
    }

    /// A stretch with the caret at its end.
    pub fn over(range: Range<usize>) -> Selection {
        Selection { anchor: range.start, caret: range.end }
    }

    /// The selected bytes.
    pub fn range(self) -> Range<usize> {
        self.anchor.min(self.caret)..self.anchor.max(self.caret)
    }

    /// Whether it is a caret and no more.
    pub fn is_empty(self) -> bool {
        self.anchor == self.caret
    }

    /// The same selection in a part of the text that begins at `start`.
    pub(super) fn before(self, start: usize) -> Option<Selection> {
        Some(Selection { anchor: self.anchor.checked_sub(start)?, caret: self.caret.checked_sub(start)? })
    }

    /// The selection within a text: both ends in it, and between characters.
    pub fn within(self, text: &str) -> Selection {
        Selection { anchor: boundary(text, self.anchor), caret: boundary(text, self.caret) }
    }
}

/// The nearest place between two characters, not after `at`.
fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// What was selected before something was done to a text, and what is selected after it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    pub before: Selection,
    pub after: Selection,
}

/// One change of a text: a stretch of it replaced, and what is selected then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The bytes that go.
    pub range: Range<usize>,
    /// What comes in their place.
    pub text: String,
    /// What is selected afterwards, in bytes of the new text.
    pub selection: Selection,
}

/// What of a text may enter a field, by key, input method or paste: no controls, and line feeds for breaks of any kind.
pub fn enterable(text: &str) -> Cow<'_, str> {
    hidden::without_controls(text)
}

impl Change {
    /// This change with a text that may enter a field.
    pub fn enterable(self) -> Change {
        let Cow::Owned(text) = enterable(&self.text) else { return self };
        let moved = |at: usize| {
            let within = at.checked_sub(self.range.start).and_then(|length| self.text.get(..length));
            within.map_or(at, |before| self.range.start + enterable(before).len().min(text.len()))
        };
        let selection = Selection { anchor: moved(self.selection.anchor), caret: moved(self.selection.caret) };
        Change { range: self.range, text, selection }
    }

    /// The change that makes `new` of `old`, as short as it can be: what both begin and end with stays.
    pub fn between(old: &str, new: &str, selection: Selection) -> Change {
        let same = |(a, b): &(char, char)| a == b;
        let start: usize = old.chars().zip(new.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
        let (old_rest, new_rest) = (old.get(start..).unwrap_or_default(), new.get(start..).unwrap_or_default());
        let pairs = old_rest.chars().rev().zip(new_rest.chars().rev());
        let end: usize = pairs.take_while(same).map(|(c, _)| c.len_utf8()).sum();
        let text = new_rest.get(..new_rest.len().saturating_sub(end)).unwrap_or_default().to_owned();
        Change { range: start..old.len().saturating_sub(end), text, selection }
    }

    /// A change that leaves everything as it is.
    pub fn nothing(selection: Selection) -> Change {
        Change { range: selection.caret..selection.caret, text: String::new(), selection }
    }

    /// The same change of a text in which this one's begins at `start`.
    pub(super) fn behind(mut self, start: usize) -> Change {
        self.range = self.range.start + start..self.range.end + start;
        self.selection = Selection { anchor: self.selection.anchor + start, caret: self.selection.caret + start };
        self
    }

    /// Makes the change. Whether it fitted the text; one that does not is not made.
    pub fn apply(&self, text: &mut String) -> bool {
        let fits = text.get(self.range.clone()).is_some();
        if fits {
            text.replace_range(self.range.clone(), &self.text);
        }
        fits
    }
}
