//! What the window asks and tells the form: where the focus is or should go, and how texts are laid out.

use egui::Rect;

use super::Form;
use super::focus::{Goal, Takes};
use super::row::row_of;
use super::rows::BELOW;
use super::walk::{Walk, Way};
use crate::app::surface;
use crate::app::surface::Writing;
use crate::app::theme;
use crate::article::{Article, Place};
use crate::date::Here;
use crate::document::Document;
use crate::writing::{Selection, Smart};

impl Form {
    /// Moves the focus to a field, or to the first field of a list, and selects in its text. A field out of sight is
    /// scrolled to.
    pub fn focus(&mut self, place: Place, selection: Option<Selection>) {
        self.focus.goal = Some(Goal { place, selection, entry: None, takes: Takes::Focus });
    }

    /// Moves the focus to the first button of the row that a place stands in.
    pub fn focus_buttons(&mut self, place: Place) {
        self.focus.goal = Some(Goal { place, selection: None, entry: None, takes: Takes::Buttons });
    }

    /// The field that the focus is on its way to, and what will be selected there.
    pub fn heading_for(&self) -> Option<(&Place, Selection)> {
        let goal = self.focus.goal.as_ref().filter(|goal| goal.takes == Takes::Focus)?;
        Some((&goal.place, goal.selection.unwrap_or_else(|| self.selected_in(&goal.place))))
    }

    /// What is selected in the text at a place, or was when it had the focus last.
    pub fn selected_in(&self, place: &Place) -> Selection {
        self.kept.texts.get(place).map(surface::Memory::selection).unwrap_or_default()
    }

    /// The field next to a place, on the way that Tab takes.
    pub fn beside(&self, document: &Document, place: &Place, way: Way) -> Option<Place> {
        let (article, is_read_only) = (document.article(), document.is_read_only());
        Walk { article, kept: &self.kept, is_read_only }.beside(place).take(way)
    }

    /// Selects in a field and scrolls to it; the focus stays where it is.
    pub fn show(&mut self, place: Place, selection: Selection) {
        self.focus.goal = Some(Goal { place, selection: Some(selection), entry: None, takes: Takes::Sight });
    }

    /// The field with the focus; for a control in an item's margin, the item's first field.
    pub fn focused(&self) -> Option<&Place> {
        self.focus.at.as_ref()
    }

    /// What is selected in the text with the focus.
    pub fn selection(&self) -> Option<(&Place, Selection)> {
        self.focus.at.as_ref().zip(self.focus.selection)
    }

    /// Where the selection, or else the caret, is on the screen, while it is in sight.
    pub fn selection_rect(&self) -> Option<Rect> {
        self.focus.selection_rect
    }

    /// The text under the pointer, and the place in it.
    pub fn hovered(&self) -> Option<(&Place, usize)> {
        self.focus.hovered.as_ref().map(|(place, at)| (place, *at))
    }

    /// The text, and the place in it, where the secondary button was pressed in the last frame.
    pub fn secondary_clicked(&self) -> Option<(&Place, usize)> {
        self.focus.secondary_clicked.as_ref().map(|(place, at)| (place, *at))
    }

    /// Whether the focus is on a button of the form.
    pub fn is_at_button(&self) -> bool {
        self.focus.is_at_button
    }

    /// Whether the focus is on its way to a field.
    pub fn is_moving_focus(&self) -> bool {
        self.focus.goal.as_ref().is_some_and(|goal| goal.takes != Takes::Sight)
    }

    /// Scrolls to the row that is to get the focus, unless it is in sight, and opens what hides the field.
    pub(super) fn aim(&mut self, article: &Article) {
        let Some(goal) = &self.focus.goal else { return };
        self.kept.open(&goal.place);
        self.kept.details.go_to(&goal.place, &self.focus);
        let Some(row) = row_of(article, &goal.place) else { return };
        let (Some(index), Some(viewport)) = (self.rows.find(&row), self.viewport) else { return };
        let span = self.rows.stack().span_of(index);
        let is_in_sight = span.min >= viewport.min && span.min + span.span().min(MIN_SIGHT) <= viewport.max;
        if !is_in_sight && goal.selection.is_none() {
            let last = (self.rows.stack().height() + BELOW - viewport.span()).max(0.0);
            self.offset = Some((span.min - theme::SPACE_6).clamp(0.0, last));
        } else if !is_in_sight && (span.min > viewport.max || span.max < viewport.min) {
            self.offset = Some((span.min - theme::SPACE_6).max(0.0));
        }
    }
}

/// So much of a row must be seen for it to be in sight.
const MIN_SIGHT: f32 = 80.0;

impl Form {
    /// How the writer likes the text that is being written, from the next frame on.
    pub fn set_writing(&mut self, writing: Writing) {
        self.options.writing = writing;
    }

    /// The text whose selection is shown though the focus is in a box or a menu for it.
    pub fn keep_selection_in(&mut self, place: Option<Place>) {
        self.options.held = place;
    }

    /// When and where dates are typed, from the next frame on.
    pub fn set_here(&mut self, here: Here) {
        self.options.here = here;
    }

    /// Whether letters are replaced by typographic ones, from the next frame on.
    pub fn set_smart(&mut self, smart: Smart) {
        self.options.smart = smart;
    }
}
