//! The side of a row at which it begins: the left one, and in an article whose language runs to the left the right one.
//! Labels, bullets, numbers and hints stand where the texts do.

use egui::{Align2, Pos2, Rect, Ui, pos2};

use crate::app::theme::Type;
use crate::page::Direction;

/// Where something stands in a row that begins at this side; `rect` is where it stands when that is the left one.
pub(super) fn mirrored(rect: Rect, whole: Rect, side: Direction) -> Rect {
    match side {
        Direction::LeftToRight => rect,
        Direction::RightToLeft => {
            let across = whole.left() + whole.right();
            rect.with_min_x(across - rect.right()).with_max_x(across - rect.left())
        }
    }
}

/// A point so far from the edge at which a row begins.
pub(super) fn from_edge(whole: Rect, inset: f32, side: Direction) -> f32 {
    match side {
        Direction::LeftToRight => whole.left() + inset,
        Direction::RightToLeft => whole.right() - inset,
    }
}

/// The rest of a row behind what stands at its beginning.
pub(super) fn rest(whole: Rect, inset: f32, side: Direction) -> Rect {
    match side {
        Direction::LeftToRight => whole.with_min_x(whole.left() + inset),
        Direction::RightToLeft => whole.with_max_x(whole.right() - inset),
    }
}

/// Words of the interface at the beginning of a row, at this height.
pub(super) fn words_ui(
    ui: &Ui,
    whole: Rect,
    middle: f32,
    words: &str,
    look: (Type, egui::Color32),
    side: Direction,
) {
    let (letters, colour) = look;
    let anchor = match side {
        Direction::LeftToRight => Align2::LEFT_CENTER,
        Direction::RightToLeft => Align2::RIGHT_CENTER,
    };
    let at: Pos2 = pos2(from_edge(whole, 0.0, side), middle);
    ui.painter().text(at, anchor, words, letters.font(), colour);
}

/// The other side.
pub(super) fn other(side: Direction) -> Direction {
    match side {
        Direction::LeftToRight => Direction::RightToLeft,
        Direction::RightToLeft => Direction::LeftToRight,
    }
}
