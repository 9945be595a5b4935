//! What stands for a piece of markup while the text round it is read.

/// Stands in HTML for what goes through it as it is: the number of the thing between two characters of no script.
pub(super) const OPEN: char = '\u{FDD0}';

pub(super) const CLOSE: char = '\u{FDD1}';
