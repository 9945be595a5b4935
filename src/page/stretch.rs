//! A block of a text, as it stands between others: what composing again keeps.

use super::shown::Shown;

/// A block of a text, as it stands between others.
#[derive(Clone, Debug)]
pub(super) struct Stretch {
    pub start: usize,
    /// Where the line begins that it begins in.
    pub line: usize,
    /// Whether nothing before it can reach into it, whatever it says.
    pub is_free: bool,
    /// Of a heading, as written.
    pub level: Option<u8>,
    pub shown: Option<Shown>,
}

impl Stretch {
    /// What is shown of it.
    pub(super) fn shown(&self) -> Option<&Shown> {
        self.shown.as_ref()
    }

    /// The same so many bytes on.
    pub(super) fn moved(&self, by: isize) -> Option<Stretch> {
        let shown = self.shown.as_ref().map(|shown| Shown { moved: shown.moved + by, ..shown.clone() });
        let (start, line) = (self.start.checked_add_signed(by)?, self.line.checked_add_signed(by)?);
        Some(Stretch { start, line, shown, ..*self })
    }
}
