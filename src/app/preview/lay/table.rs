//! Lays out tables: columns as wide as their text or the available space, and hairlines between rows.

use std::sync::Arc;

use egui::{Align, Rect, Vec2, pos2, vec2};

use super::layer::Layer;
use super::text;
use crate::app::preview::inline::Span;
use crate::app::preview::laid::{Shape, Text};
use crate::app::preview::strip::{Letters, Row, Rows};
use crate::app::setting::Typeset;
use crate::app::theme;
use crate::markdown::Alignment;
use crate::page::Direction;

const PADDING: Vec2 = vec2(10.0, 5.0);
const MIN_COLUMN: f32 = 36.0;
/// The height of a row with one line, including the line below it.
pub(super) const ROW: f32 = theme::PAGE_BODY.line_height + 2.0 * PADDING.y + theme::HAIRLINE;

impl Layer<'_> {
    /// Adds rows of a table, and returns the height of the first.
    pub(super) fn table(&mut self, table: &Rows<'_>, left: f32) -> f32 {
        let (columns, (first, rows), widest) = (table.columns(), table.rows(), table.widest());
        let widths = self.column_widths(columns.len(), widest.as_ref().unwrap_or(&rows), self.width - left);
        let start = self.top;
        for (index, row) in rows.iter().enumerate() {
            let right = self.row(row, first + index == 0, (columns, &widths), left);
            let line = Rect::from_min_max(pos2(left, self.top), pos2(right, self.top + theme::HAIRLINE));
            self.push(line, Shape::Line);
            self.top += theme::HAIRLINE;
        }
        (self.top - start) / rows.len().max(1) as f32
    }

    /// Adds a row, and returns its bottom.
    fn row(&mut self, row: &Row, is_head: bool, (columns, widths): (&[Alignment], &[f32]), left: f32) -> f32 {
        let top = self.top + PADDING.y;
        let mut height = theme::PAGE_BODY.line_height;
        let mut x = left;
        for ((cell, width), alignment) in row.iter().zip(widths).zip(columns) {
            let inner = width - 2.0 * PADDING.x;
            let text = self.cell(cell, is_head, inner);
            let set = text.set(self.ui.ctx());
            let left = self.cell_left(&set, *alignment, inner);
            let size = vec2(set.width(), set.height());
            let left = match self.direction {
                Direction::LeftToRight => left,
                // It is mirrored later.
                Direction::RightToLeft => inner - left - size.x,
            };
            self.push(Rect::from_min_size(pos2(x + PADDING.x + left, top), size), Shape::Text(text));
            height = height.max(size.y);
            x += width;
        }
        self.top = top + height + PADDING.y;
        x
    }

    /// The left edge of the text in a cell. Right-to-left text is already at its right edge.
    fn cell_left(&self, set: &Typeset, alignment: Alignment, inner: f32) -> f32 {
        let slack = (inner - set.content_width()).max(0.0);
        let is_leftward = set.direction() == Direction::RightToLeft;
        let share = match alignment {
            Alignment::None if is_leftward => 1.0,
            Alignment::None | Alignment::Left => 0.0,
            Alignment::Center => 0.5,
            Alignment::Right => 1.0,
        };
        slack * if is_leftward { share - 1.0 } else { share }
    }

    fn cell(&self, spans: &[Span], is_head: bool, width: f32) -> Text {
        let body = theme::PAGE_BODY;
        let letters = if is_head { body.in_face(body.face.bold()) } else { body };
        let mut text = text::set(spans, letters, self.colours, Letters::Body, (width, self.base));
        Arc::make_mut(&mut text.job).halign = Align::LEFT;
        text
    }

    fn column_widths(&self, columns: usize, rows: &[Row], available: f32) -> Vec<f32> {
        let mut natural = vec![MIN_COLUMN; columns];
        for (index, row) in rows.iter().enumerate() {
            for (cell, widest) in row.iter().zip(&mut natural) {
                let text = self.cell(cell, index == 0, f32::INFINITY);
                *widest = widest.max(text.set(self.ui.ctx()).content_width() + 2.0 * PADDING.x + 1.0);
            }
        }
        if natural.iter().sum::<f32>() <= available {
            return natural;
        }
        squeezed(&natural, available)
    }
}

/// Narrow columns keep their width, and wide ones share the rest.
fn squeezed(natural: &[f32], available: f32) -> Vec<f32> {
    let fair = available / natural.len().max(1) as f32;
    let narrow: f32 = natural.iter().filter(|width| **width <= fair).sum();
    let wide: f32 = natural.iter().filter(|width| **width > fair).sum();
    let scale = (available - narrow).max(0.0) / wide.max(1.0);
    natural.iter().map(|width| if *width <= fair { *width } else { (width * scale).max(MIN_COLUMN) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn narrow_columns_keep_their_width_when_there_is_no_room() {
        let widths = squeezed(&[50.0, 400.0, 200.0], 300.0);
        assert_eq!(widths[0], 50.0);
        assert!((widths.iter().sum::<f32>() - 300.0).abs() < 0.01, "{widths:?}");
    }
}
