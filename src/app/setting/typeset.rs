//! A text laid out in rows.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use egui::Galley;

use super::galley_rows;
use super::row::Row;
use crate::page::Direction;

/// A text set in rows.
#[derive(Clone, Debug)]
pub struct Typeset {
    /// To be painted at the place of the text. Where words run to the left, a row of the text is many rows of this: they
    /// are asked for with [`Typeset::rows`].
    pub galley: Arc<Galley>,
    pub(super) wholes: Box<[Range<usize>]>,
    pub(super) rows: OnceLock<Vec<Row>>,
}

impl Typeset {
    /// The rows, from top to bottom.
    pub fn rows(&self) -> &[Row] {
        self.rows.get_or_init(|| galley_rows::rows(&self.galley, &self.galley.job.text, &self.wholes))
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
