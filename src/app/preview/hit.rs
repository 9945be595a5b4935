//! Where a point on a block leads: to the byte of the field that was written there, or to a link. Nothing is drawn.

use std::sync::Arc;

use egui::text::CCursor;
use egui::{Galley, Pos2, Rect, Ui, Vec2};
use unicode_segmentation::GraphemeCursor;

use super::laid::{Course, Laid, Piece, Shape, Text};
use super::origin::Spot;

/// What was written at a point of a block, or nearest to it. Both are relative to the block.
pub(super) fn spot(ui: &Ui, laid: &Laid, point: Pos2) -> Option<Spot> {
    let texts = laid.pieces.iter().filter_map(written);
    let (piece, text) = texts.min_by(|(a, _), (b, _)| far(a.rect, point).total_cmp(&far(b.rect, point)))?;
    text.origins.spot(byte_at(ui, piece.rect, text, point))
}

/// The address of the link at a point on a text.
pub(super) fn link<'a>(galley: &Galley, rect: Rect, text: &'a Text, point: Pos2) -> Option<&'a str> {
    if !rect.contains(point) {
        return None;
    }
    let at = galley.cursor_from_pos(point - anchor(galley, rect)).index.0;
    text.links.iter().find(|link| link.range.contains(&at)).map(|link| link.target.as_str())
}

/// Where a galley is hung up: rows of centred and right-aligned text lie round their anchor.
pub(super) fn anchor(galley: &Galley, rect: Rect) -> Pos2 {
    let x = match galley.job.halign {
        egui::Align::Min => rect.left(),
        egui::Align::Center => rect.center().x,
        egui::Align::Max => rect.right(),
    };
    Pos2::new(x, rect.top())
}

/// The rows of a galley that show these bytes of its text, as rectangles relative to its anchor.
pub(super) fn rows(galley: &Galley, bytes: std::ops::Range<usize>) -> Vec<Rect> {
    let text = galley.text();
    let char_at = |byte: usize| text.get(..byte).map_or(0, |before| before.chars().count());
    let (start, end) = (char_at(bytes.start), char_at(bytes.end));
    let mut first = 0;
    let mut found = Vec::new();
    for row in &galley.rows {
        let last = first + row.char_count_excluding_newline().0;
        if start < last && end > first {
            let x = |at: usize| row.pos.x + row.x_offset(egui::text::CharIndex(at.clamp(first, last) - first));
            let y = row.pos.y..=row.pos.y + row.size.y;
            found.push(Rect::from_x_y_ranges(x(start)..=x(end), y));
        }
        first += row.char_count_including_newline().0;
    }
    found
}

/// How far down a byte of the field stands in its block.
pub(super) fn height_of(ui: &Ui, laid: &Laid, byte: usize) -> Option<f32> {
    laid.pieces.iter().filter_map(written).find_map(|(piece, text)| {
        let shown = text.origins.shown_at(byte)?;
        let galley = galley(ui, text);
        let chars = text.job.text.get(..shown)?.chars().count();
        Some(piece.rect.top() + galley.pos_from_cursor(CCursor::new(chars)).top())
    })
}

pub(super) fn galley(ui: &Ui, text: &Text) -> Arc<Galley> {
    ui.fonts_mut(|fonts| fonts.layout_job((*text.job).clone()))
}

/// Pieces that hold words of a field.
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

/// How far a point is from a rectangle; across lines it is farther than along them.
fn far(rect: Rect, point: Pos2) -> f32 {
    let outside = |at: f32, range: egui::Rangef| (range.min - at).max(at - range.max).max(0.0);
    outside(point.y, rect.y_range()) * ACROSS + outside(point.x, rect.x_range())
}

const ACROSS: f32 = 1000.0;

/// The byte of a text at a point, between two clusters.
fn byte_at(ui: &Ui, rect: Rect, text: &Text, point: Pos2) -> usize {
    let shown = &text.job.text;
    let chars = match text.course {
        Course::LeftToRight => {
            let galley = galley(ui, text);
            galley.cursor_from_pos(point - anchor(&galley, rect)).index.0
        }
        // The engine counts the letters of such a word in another order: they are taken to be of one width.
        Course::RightToLeft => {
            let share = ((rect.right() - point.x) / rect.width().max(1.0)).clamp(0.0, 1.0);
            (share * shown.chars().count() as f32).round() as usize
        }
    };
    let byte = shown.char_indices().nth(chars).map_or(shown.len(), |(byte, _)| byte);
    cluster_start(shown, byte)
}

/// The nearest place between two clusters, not after `byte`.
fn cluster_start(text: &str, byte: usize) -> usize {
    let mut cursor = GraphemeCursor::new(byte, text.len(), true);
    match cursor.is_boundary(text, 0) {
        Ok(true) => byte,
        Ok(false) | Err(_) => cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0),
    }
}

/// A point relative to a block.
pub(super) fn within(block: Rect, point: Pos2) -> Pos2 {
    point - Vec2::new(block.left(), block.top())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_is_not_split() {
        let text = "a👩‍👩‍👧é";
        for (byte, _) in text.char_indices() {
            let start = cluster_start(text, byte);
            assert!(start == byte || text[start..].starts_with('👩'), "{byte} {start}");
        }
        assert_eq!(cluster_start(text, 5), 1);
        assert_eq!(cluster_start(text, text.len()), text.len());
    }
}
