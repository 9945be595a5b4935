//! Where the focus is in the form, where it is going, and what will be selected there.

use egui::{Rect, Ui};

use crate::app::surface::Entry;
use crate::article::Place;
use crate::writing::Selection;

/// Where the focus is, and where to move it as soon as the field is drawn.
#[derive(Default)]
pub(super) struct Focus {
    pub at: Option<Place>,
    /// The selection there, if it is a text of the article.
    pub selection: Option<Selection>,
    /// The rectangle of the selection on the screen.
    pub selection_rect: Option<Rect>,
    /// The text under the pointer, and the byte offset in it.
    pub hovered: Option<(Place, usize)>,
    /// The text that was right-clicked in the last frame, and the byte offset in it.
    pub secondary_clicked: Option<(Place, usize)>,
    pub goal: Option<Goal>,
    /// Tab leaves the form after the last field.
    pub leaves: bool,
    /// A button has the focus, not a text.
    pub is_at_button: bool,
}

/// Where to move the focus.
#[derive(Clone)]
pub(super) struct Goal {
    pub place: Place,
    pub selection: Option<Selection>,
    /// How the cursor enters the field, if a key brought it there.
    pub entry: Option<Entry>,
    pub takes: Takes,
}

/// What moves to a goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    Focus,
    /// The viewport only: the focus stays where it is.
    Sight,
    /// The focus, to the first button of the field.
    Buttons,
}

/// Moves the focus to the next widget after the form.
pub(super) fn give_to_next(ui: &Ui) {
    ui.memory_mut(|memory| {
        memory.stop_text_input();
        memory.move_focus(egui::FocusDirection::Next);
    });
}
