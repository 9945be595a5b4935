//! Where the focus is in the form, where it is going, and what will be selected there.

use egui::{Rect, Ui};

use crate::app::surface::Entry;
use crate::article::Place;
use crate::writing::Selection;

/// Where the focus is, and where it is to go as soon as the field is drawn.
#[derive(Default)]
pub(super) struct Focus {
    pub at: Option<Place>,
    /// What is selected there, where it is a text of the article.
    pub selection: Option<Selection>,
    /// Where that is on the screen.
    pub selection_rect: Option<Rect>,
    /// The text under the pointer, and the place in it.
    pub hovered: Option<(Place, usize)>,
    /// The text, and the place in it, where the secondary button was pressed in the last frame.
    pub secondary_clicked: Option<(Place, usize)>,
    pub goal: Option<Goal>,
    /// Tab goes on from the last field, out of the form.
    pub leaves: bool,
    /// A button has the focus, and no text.
    pub is_at_button: bool,
}

/// Where the focus is to go.
#[derive(Clone)]
pub(super) struct Goal {
    pub place: Place,
    pub selection: Option<Selection>,
    /// How the cursor comes in, where a key has brought it.
    pub entry: Option<Entry>,
    pub takes: Takes,
}

/// What a goal of the focus takes along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    Focus,
    /// The eyes alone: the focus stays where it is.
    Sight,
    /// The focus, to the first of the buttons that belong to the field.
    Buttons,
}

/// Gives the focus to what is drawn after the form.
pub(super) fn give_to_next(ui: &Ui) {
    ui.memory_mut(|memory| {
        memory.stop_text_input();
        memory.move_focus(egui::FocusDirection::Next);
    });
}
