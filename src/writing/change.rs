//! A selection in a text, and a change of it.

use std::borrow::Cow;
use std::ops::Range;

use crate::page::hidden;

/// A selection in a text, in bytes; empty if `anchor` and `caret` are equal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Selection {
    /// Where the selection started.
    pub anchor: usize,
    /// The cursor.
    pub caret: usize,
}

impl Selection {
    /// A cursor without a selection.
    pub fn at(caret: usize) -> Selection {
        Selection { anchor: caret, caret }
    }

    /// A range with the cursor at its end.
    pub fn over(range: Range<usize>) -> Selection {
        Selection { anchor: range.start, caret: range.end }
    }

    /// The selected bytes.
    pub fn range(self) -> Range<usize> {
        self.anchor.min(self.caret)..self.anchor.max(self.caret)
    }

    /// Whether nothing is selected.
    pub fn is_empty(self) -> bool {
        self.anchor == self.caret
    }

    /// The same selection in a part of the text that starts at `start`.
    pub(super) fn before(self, start: usize) -> Option<Selection> {
        Some(Selection { anchor: self.anchor.checked_sub(start)?, caret: self.caret.checked_sub(start)? })
    }

    /// The selection limited to a text: both ends in it, and at character boundaries.
    pub fn within(self, text: &str) -> Selection {
        Selection { anchor: boundary(text, self.anchor), caret: boundary(text, self.caret) }
    }
}

/// The nearest character boundary at or before `at`.
fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The selection before and after a change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    pub before: Selection,
    pub after: Selection,
}

/// A change of a text: a replaced range, and the selection after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The bytes to replace.
    pub range: Range<usize>,
    /// The replacement.
    pub text: String,
    /// The selection after the change, in bytes of the new text.
    pub selection: Selection,
}

/// What may be entered into a field by key, input method or paste: no control characters, and line feeds for all line
/// breaks.
pub fn enterable(text: &str) -> Cow<'_, str> {
    hidden::without_controls(text)
}

impl Change {
    /// This change with its text reduced to what may be entered.
    pub fn enterable(self) -> Change {
        let Cow::Owned(text) = enterable(&self.text) else { return self };
        let moved = |at: usize| {
            let within = at.checked_sub(self.range.start).and_then(|length| self.text.get(..length));
            within.map_or(at, |before| self.range.start + enterable(before).len().min(text.len()))
        };
        let selection = Selection { anchor: moved(self.selection.anchor), caret: moved(self.selection.caret) };
        Change { range: self.range, text, selection }
    }

    /// The change from `old` to `new` without their common start and end.
    pub fn between(old: &str, new: &str, selection: Selection) -> Change {
        let same = |(a, b): &(char, char)| a == b;
        let start: usize = old.chars().zip(new.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
        let (old_rest, new_rest) = (old.get(start..).unwrap_or_default(), new.get(start..).unwrap_or_default());
        let pairs = old_rest.chars().rev().zip(new_rest.chars().rev());
        let end: usize = pairs.take_while(same).map(|(c, _)| c.len_utf8()).sum();
        let text = new_rest.get(..new_rest.len().saturating_sub(end)).unwrap_or_default().to_owned();
        Change { range: start..old.len().saturating_sub(end), text, selection }
    }

    /// A change that does nothing.
    pub fn nothing(selection: Selection) -> Change {
        Change { range: selection.caret..selection.caret, text: String::new(), selection }
    }

    /// The same change in a text in which this one's starts at `start`.
    pub(super) fn behind(mut self, start: usize) -> Change {
        self.range = self.range.start + start..self.range.end + start;
        self.selection = Selection { anchor: self.selection.anchor + start, caret: self.selection.caret + start };
        self
    }

    /// Applies the change. Returns `false`, without changing anything, if it does not fit the text.
    pub fn apply(&self, text: &mut String) -> bool {
        let fits = text.get(self.range.clone()).is_some();
        if fits {
            text.replace_range(self.range.clone(), &self.text);
        }
        fits
    }
}
