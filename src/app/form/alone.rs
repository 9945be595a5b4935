//! Focus mode in the form: only what has been written, without labels, counts and buttons. An empty field takes no
//! space until the cursor reaches it, but screen readers still find it.

use egui::{Id, Ui};

use super::field::target;
use super::pen::Pen;
use super::row::Row;
use crate::app::theme;
use crate::article::{ItemKind, Place};

impl Pen<'_> {
    /// Whether only written text is shown, as in focus mode.
    pub(super) fn is_alone(&self) -> bool {
        self.writing().is_focus
    }

    /// Whether the field drawn under this id is hidden because it is empty and does not have the cursor.
    pub(super) fn is_left_out(&self, ui: &Ui, id: Id, place: &Place, text: &str) -> bool {
        self.is_alone() && text.trim().is_empty() && !place.is_detail() && !self.has_cursor(ui, id, place)
    }

    /// Whether the cursor is in a field, on its way there, or was there when the form lost the focus.
    pub(super) fn has_cursor(&self, ui: &Ui, id: Id, place: &Place) -> bool {
        let is_left_here = self.is_left() && self.kept.last.as_ref() == Some(place);
        let is_goal = self.goal().is_some_and(|goal| target(self.article(), goal) == id);
        is_goal || is_left_here || ui.memory(|memory| memory.has_focus(id))
    }

    /// Whether any item of a list has text.
    fn has_items(&self, kind: ItemKind) -> bool {
        let article = self.article();
        let places = article.items(kind).into_iter().map(|item| item.first_place());
        places.filter_map(|place| article.text(&place)).any(|text| !text.trim().is_empty())
    }
}

/// The space below a row; none below a row that shows nothing.
pub(super) fn below(pen: &Pen, row: &Row, height: f32, below: f32) -> f32 {
    let is_end_of_points = *row == Row::AddTakeaway && pen.has_items(ItemKind::Takeaway);
    match pen.is_alone() {
        true if height >= 0.5 => below,
        true if is_end_of_points => theme::SPACE_5,
        true => 0.0,
        false => below,
    }
}
