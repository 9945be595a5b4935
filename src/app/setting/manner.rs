//! How a text is laid out, apart from its faces and width.

use std::ops::Range;

use crate::page::Direction;

/// How a text is to be set, beside its faces and its width, which its layout job says.
#[derive(Clone, Copy, Debug, Default)]
pub struct Manner<'a> {
    /// Which way each paragraph runs; where it is not known, by the first letter of it that has a direction.
    pub base: Option<Direction>,
    /// Stretches that are one letter to the caret, in bytes and in order. What is in them does not turn what is around
    /// them.
    pub wholes: &'a [Range<usize>],
    pub hang: Hang,
    /// Of a text of endless width: how much room there is for it at the least, at the far edge of which it stands where
    /// it runs to the left.
    pub room: f32,
}

/// What hangs at the side where a text begins.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Hang {
    /// Before all rows, in points.
    pub indent: f32,
    /// So many bytes hang before the first row; the others begin under what is behind them. Too wide a stretch does
    /// not hang.
    pub lead: usize,
    /// Between what hangs and what is behind it, in points.
    pub gap: f32,
}
