//! Placeholders for markup while the text around it is read.

/// Encloses the number of something that passes through HTML unchanged; a noncharacter, which occurs in no text.
pub(super) const OPEN: char = '\u{FDD0}';

pub(super) const CLOSE: char = '\u{FDD1}';
