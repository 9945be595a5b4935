//! A text laid out in rows.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use egui::Galley;

use super::galley_rows;
use super::row::Row;
use crate::page::Direction;

/// A text laid out in rows.
#[derive(Clone, Debug)]
pub struct Typeset {
    /// Painted at the position of the text. With right-to-left text, one row of the text is several rows of the galley;
    /// see [`Typeset::rows`].
    pub galley: Arc<Galley>,
    pub(super) wholes: Box<[Range<usize>]>,
    pub(super) rows: OnceLock<Vec<Row>>,
}

impl Typeset {
    /// The rows, from top to bottom.
    pub fn rows(&self) -> &[Row] {
        self.rows.get_or_init(|| galley_rows::rows(&self.galley, &self.galley.job.text, &self.wholes))
    }

    /// The height of all rows.
    pub fn height(&self) -> f32 {
        self.galley.rect.height()
    }

    /// From the left edge of the text to the right end of its content.
    pub fn width(&self) -> f32 {
        self.galley.rect.width()
    }

    /// The width of the longest row, without trailing spaces.
    pub fn content_width(&self) -> f32 {
        if self.is_plain() {
            return self.width();
        }
        self.rows().iter().map(|row| row.rect.width()).fold(0.0, f32::max)
    }

    /// The direction of the first paragraph.
    pub fn direction(&self) -> Direction {
        self.rows.get().and_then(|rows| rows.first()).map_or(Direction::LeftToRight, |row| row.direction)
    }

    /// Whether the whole text is left-to-right.
    pub fn is_plain(&self) -> bool {
        // Rows computed on demand are those of egui's layout.
        self.rows.get().and_then(|rows| rows.first()).is_none_or(|row| row.is_plain)
    }

    pub fn row_count(&self) -> usize {
        match self.rows.get() {
            Some(rows) => rows.len(),
            None => self.galley.rows.len(),
        }
    }
}
