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
    /// Moves the focus to a field, or to the first field of a list, and sets the selection. Scrolls to a field out of
    /// view.
    pub fn focus(&mut self, place: Place, selection: Option<Selection>) {
        self.focus.goal = Some(Goal { place, selection, entry: None, takes: Takes::Focus });
    }

    /// Moves the focus to the first button of the row that contains a place.
    pub fn focus_buttons(&mut self, place: Place) {
        self.focus.goal = Some(Goal { place, selection: None, entry: None, takes: Takes::Buttons });
    }

    /// The field that the focus is moving to, and its selection.
    pub fn heading_for(&self) -> Option<(&Place, Selection)> {
        let goal = self.focus.goal.as_ref().filter(|goal| goal.takes == Takes::Focus)?;
        Some((&goal.place, goal.selection.unwrap_or_else(|| self.selected_in(&goal.place))))
    }

    /// The selection in the text at a place; without the focus, the last one.
    pub fn selected_in(&self, place: &Place) -> Selection {
        self.kept.texts.get(place).map(surface::Memory::selection).unwrap_or_default()
    }

    /// The field next to a place in Tab order.
    pub fn beside(&self, document: &Document, place: &Place, way: Way) -> Option<Place> {
        let (article, is_read_only) = (document.article(), document.is_read_only());
        Walk { article, kept: &self.kept, is_read_only }.beside(place).take(way)
    }

    /// Selects in a field and scrolls to it, without moving the focus.
    pub fn show(&mut self, place: Place, selection: Selection) {
        self.focus.goal = Some(Goal { place, selection: Some(selection), entry: None, takes: Takes::Sight });
    }

    /// The focused field; for a control in an item's margin, the item's first field.
    pub fn focused(&self) -> Option<&Place> {
        self.focus.at.as_ref()
    }

    /// The selection in the focused text.
    pub fn selection(&self) -> Option<(&Place, Selection)> {
        self.focus.at.as_ref().zip(self.focus.selection)
    }

    /// The visible rectangle of the selection or cursor on the screen.
    pub fn selection_rect(&self) -> Option<Rect> {
        self.focus.selection_rect
    }

    /// The text under the pointer, and the byte offset in it.
    pub fn hovered(&self) -> Option<(&Place, usize)> {
        self.focus.hovered.as_ref().map(|(place, at)| (place, *at))
    }

    /// The text that was right-clicked in the last frame, and the byte offset in it.
    pub fn secondary_clicked(&self) -> Option<(&Place, usize)> {
        self.focus.secondary_clicked.as_ref().map(|(place, at)| (place, *at))
    }

    /// Whether a button of the form has the focus.
    pub fn is_at_button(&self) -> bool {
        self.focus.is_at_button
    }

    /// Whether the focus is moving to a field.
    pub fn is_moving_focus(&self) -> bool {
        self.focus.goal.as_ref().is_some_and(|goal| goal.takes != Takes::Sight)
    }

    /// Scrolls to the row that is about to get the focus, unless it is visible, and opens what hides the field.
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

/// How much of a row must be visible, in points.
const MIN_SIGHT: f32 = 80.0;

impl Form {
    /// Sets the writer's preferences for the text, from the next frame on.
    pub fn set_writing(&mut self, writing: Writing) {
        self.options.writing = writing;
    }

    /// Keeps the selection of this text visible while a popup or menu for it has the focus.
    pub fn keep_selection_in(&mut self, place: Option<Place>) {
        self.options.held = place;
    }

    /// Sets the time and zone in which dates are typed, from the next frame on.
    pub fn set_here(&mut self, here: Here) {
        self.options.here = here;
    }

    /// Sets whether typed quotes and dashes become typographic ones, from the next frame on.
    pub fn set_smart(&mut self, smart: Smart) {
        self.options.smart = smart;
    }
}
