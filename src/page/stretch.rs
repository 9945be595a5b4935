//! A block of a text in relation to its neighbours, which is kept for composing again.

use super::shown::Shown;

/// A block of a text, in relation to its neighbours.
#[derive(Clone, Debug)]
pub(super) struct Stretch {
    pub start: usize,
    /// The start of the line in which it starts.
    pub line: usize,
    /// Whether nothing before it can affect it, whatever it is.
    pub is_free: bool,
    /// The level of a heading, as written.
    pub level: Option<u8>,
    pub shown: Option<Shown>,
}

impl Stretch {
    /// What is shown of it.
    pub(super) fn shown(&self) -> Option<&Shown> {
        self.shown.as_ref()
    }

    /// The same, shifted by a number of bytes.
    pub(super) fn moved(&self, by: isize) -> Option<Stretch> {
        let shown = self.shown.as_ref().map(|shown| Shown { moved: shown.moved + by, ..shown.clone() });
        let (start, line) = (self.start.checked_add_signed(by)?, self.line.checked_add_signed(by)?);
        Some(Stretch { start, line, shown, ..*self })
    }
}
