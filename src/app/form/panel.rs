//! The state of the details panel between frames. `details` draws it.

use egui::Rect;

use super::focus::Focus;
use crate::article::Place;
use crate::writing::Selection;

/// The panel, from frame to frame.
#[derive(Debug, Default)]
pub(super) struct Panel {
    pub(super) is_open: bool,
    /// Where one was writing when it was opened.
    pub(super) back: Option<(Place, Option<Selection>)>,
    pub(super) rect: Option<Rect>,
    pub(super) had_popup: bool,
    /// Whether the tags were being written in the last frame.
    pub(super) writes_tags: bool,
}

impl Panel {
    /// The focus or the eyes are to go to a place: the panel opens for what it holds, and closes for all else.
    pub(super) fn go_to(&mut self, place: &Place, focus: &Focus) {
        let is_open = place.is_detail();
        if is_open && !self.is_open {
            self.back = focus.at.clone().filter(|at| !at.is_detail()).map(|at| (at, focus.selection));
        }
        self.is_open = is_open;
    }

    /// Where one was writing, while the panel has the focus.
    pub(super) fn left(&self) -> Option<&Place> {
        self.back.as_ref().filter(|_| self.is_open).map(|(place, _)| place)
    }
}
