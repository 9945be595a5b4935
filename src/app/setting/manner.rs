//! How a text is laid out, apart from its faces and width.

use std::ops::Range;

use crate::page::Direction;

/// How to lay out a text, in addition to the formats and the width of its job.
#[derive(Clone, Copy, Debug, Default)]
pub struct Manner<'a> {
    /// The direction of each paragraph; if unknown, that of its first character with a direction.
    pub base: Option<Direction>,
    /// At the edge where texts of which direction begin it stands; where that is not known, where it begins itself.
    pub stands: Option<Direction>,
    /// Ranges that act as a single character for the cursor, in bytes and in order. Their content does not affect the
    /// direction of the text around them.
    pub wholes: &'a [Range<usize>],
    pub hang: Hang,
    /// For a text of unlimited width: the minimum width, at the far edge of which right-to-left text is aligned.
    pub room: f32,
}

/// The indent of a text, and what hangs in it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Hang {
    /// The indent of all rows, in points.
    pub indent: f32,
    /// The number of bytes that hang before the first row. The other rows are aligned with what follows them. A part
    /// that is too wide does not hang.
    pub lead: usize,
    /// Between the hanging part and the text, in points.
    pub gap: f32,
}
