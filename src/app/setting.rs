//! Text set in lines: runs with their faces become rows that can be drawn, hit, and walked by the caret, in either
//! direction of writing. egui shapes the letters; where words run to the left, what it shapes is put in order here, by
//! the Unicode Bidirectional Algorithm. What a text means and what is painted over it is the matter of those who ask.

mod caret;
mod direction;
mod kept;
mod mirror;
mod mixed;
mod order;
mod piece;
mod plain;
mod rows;
mod told;

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use egui::text::LayoutJob;
use egui::{Context, Galley, Rect};

use crate::page::Direction;

pub use caret::{Arrow, Reached, Side};
pub use direction::{base, turns};
pub use kept::Kept;
pub use told::Run;

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

/// A text set in rows.
#[derive(Clone, Debug)]
pub struct Typeset {
    /// To be painted at the place of the text. Where words run to the left, a row of the text is many rows of this: they
    /// are asked for with [`Typeset::rows`].
    pub galley: Arc<Galley>,
    wholes: Box<[Range<usize>]>,
    rows: OnceLock<Vec<Row>>,
}

/// A row of a text, with the letters in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Which way its paragraph runs: where it begins, and at which edge it stands.
    pub direction: Direction,
    pub rect: Rect,
    /// What the letters stand on.
    pub baseline: f32,
    /// In the order in which they were written.
    clusters: Vec<Cluster>,
    /// In bytes of the text; a line feed behind it is not counted.
    end: u32,
    start: u32,
    /// Whether a paragraph begins with it.
    is_first: bool,
    /// Whether a paragraph ends with it.
    is_last: bool,
    /// Whether all its letters run to the right.
    is_plain: bool,
}

/// Bytes that the caret does not go into, and where they stand.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Cluster {
    start: u32,
    left: f32,
    right: f32,
    /// As the algorithm says: odd where it runs to the left.
    level: u8,
}

/// Sets a text in the width that its job says.
pub fn set(ctx: &Context, job: LayoutJob, manner: &Manner<'_>) -> Typeset {
    if is_plain(&job.text, manner.base) {
        return plain::set(ctx, job, manner);
    }
    mixed::set(ctx, job, manner)
}

/// Whether all of a text runs to the right.
pub fn is_plain(text: &str, base: Option<Direction>) -> bool {
    base != Some(Direction::RightToLeft) && !turns(text)
}

impl Typeset {
    /// The rows, from top to bottom.
    pub fn rows(&self) -> &[Row] {
        self.rows.get_or_init(|| plain::rows(&self.galley, &self.galley.job.text, &self.wholes))
    }

    /// Of all rows together.
    pub fn height(&self) -> f32 {
        self.galley.rect.height()
    }

    /// From the left edge of the text to the end of what is furthest to the right.
    pub fn width(&self) -> f32 {
        self.galley.rect.width()
    }

    /// The width of the longest row, without the blanks at its end.
    pub fn content_width(&self) -> f32 {
        if self.is_plain() {
            return self.width();
        }
        self.rows().iter().map(|row| row.rect.width()).fold(0.0, f32::max)
    }

    /// Which way the first paragraph runs.
    pub fn direction(&self) -> Direction {
        self.rows.get().and_then(|rows| rows.first()).map_or(Direction::LeftToRight, |row| row.direction)
    }

    /// Whether all runs to the right.
    pub fn is_plain(&self) -> bool {
        // Rows that are made when they are asked for are those that egui has set.
        self.rows.get().and_then(|rows| rows.first()).is_none_or(|row| row.is_plain)
    }

    pub fn row_count(&self) -> usize {
        match self.rows.get() {
            Some(rows) => rows.len(),
            None => self.galley.rows.len(),
        }
    }
}

impl Row {
    /// In bytes of the text.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

#[cfg(test)]
mod tests;
