//! Where a click on a block leads: to a byte of the field, or to a link. Draws nothing.

use egui::{Pos2, Rect, Ui, Vec2, pos2};

use super::laid::{Laid, Piece, Shape, Text};
use super::origin::Spot;
use crate::app::setting::{Side, Typeset};

/// The source position at a point of a block, or nearest to it. The point is relative to the block.
pub(super) fn spot(ui: &Ui, laid: &Laid, point: Pos2) -> Option<Spot> {
    let texts = laid.pieces.iter().filter_map(written);
    let (piece, text) = texts.min_by(|(a, _), (b, _)| far(a.rect, point).total_cmp(&far(b.rect, point)))?;
    text.origins.spot(byte_at(ui, piece.rect, text, point))
}

/// The address of the link at a point of a text.
pub(super) fn link<'a>(set: &Typeset, rect: Rect, text: &'a Text, point: Pos2) -> Option<&'a str> {
    let letter = set.letter_at(pos2(0.0, 0.0) + (point - anchor(set, rect)))?;
    text.links.iter().find(|link| link.range.contains(&letter.start)).map(|link| link.target.as_str())
}

/// The x by which a text is positioned: centred rows extend to both sides of it.
pub(super) fn anchor(set: &Typeset, rect: Rect) -> Pos2 {
    let x = match set.galley.job.halign {
        egui::Align::Min => rect.left(),
        egui::Align::Center => rect.center().x,
        egui::Align::Max => rect.right(),
    };
    Pos2::new(x, rect.top())
}

/// The height of a byte of the field in its block.
pub(super) fn height_of(ui: &Ui, laid: &Laid, byte: usize) -> Option<f32> {
    laid.pieces.iter().filter_map(written).find_map(|(piece, text)| {
        let shown = text.origins.shown_at(byte)?;
        Some(piece.rect.top() + text.set(ui.ctx()).caret(shown, Side::After).top())
    })
}

/// Pieces with text of a field.
fn written(piece: &Piece) -> Option<(&Piece, &Text)> {
    match &piece.shape {
        Shape::Text(text) => (!text.origins.is_empty()).then_some((piece, text)),
        Shape::Ground
        | Shape::Line
        | Shape::Bar
        | Shape::Dot
        | Shape::Ring
        | Shape::Box { .. }
        | Shape::Picture(_) => None,
    }
}

/// The distance of a point from a rectangle; vertical distance counts more.
fn far(rect: Rect, point: Pos2) -> f32 {
    let outside = |at: f32, range: egui::Rangef| (range.min - at).max(at - range.max).max(0.0);
    outside(point.y, rect.y_range()) * ACROSS + outside(point.x, rect.x_range())
}

const ACROSS: f32 = 1000.0;

/// The byte offset of a text at a point, between two clusters.
fn byte_at(ui: &Ui, rect: Rect, text: &Text, point: Pos2) -> usize {
    let set = text.set(ui.ctx());
    set.nearest(pos2(0.0, 0.0) + (point - anchor(&set, rect))).0
}

/// A point relative to a block.
pub(super) fn within(block: Rect, point: Pos2) -> Pos2 {
    point - Vec2::new(block.left(), block.top())
}
