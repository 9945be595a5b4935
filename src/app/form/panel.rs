//! The state of the details panel between frames. `details` draws it.

use egui::Rect;

use super::focus::Focus;
use crate::article::Place;
use crate::writing::Selection;

/// The state of the details panel between frames.
#[derive(Debug, Default)]
pub(super) struct Panel {
    pub(super) is_open: bool,
    /// The text that had the focus when it was opened, and its selection.
    pub(super) back: Option<(Place, Option<Selection>)>,
    pub(super) rect: Option<Rect>,
    pub(super) had_popup: bool,
    /// Whether the tags were being edited in the last frame.
    pub(super) writes_tags: bool,
}

impl Panel {
    /// Called when the focus or the viewport moves to a place: opens the panel for its own fields, and closes it for
    /// others.
    pub(super) fn go_to(&mut self, place: &Place, focus: &Focus) {
        let is_open = place.is_detail();
        if is_open && !self.is_open {
            self.back = focus.at.clone().filter(|at| !at.is_detail()).map(|at| (at, focus.selection));
        }
        self.is_open = is_open;
    }

    /// The text that had the focus before, while the panel has it.
    pub(super) fn left(&self) -> Option<&Place> {
        self.back.as_ref().filter(|_| self.is_open).map(|(place, _)| place)
    }
}
