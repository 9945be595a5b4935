//! What the rows draw and edit with: the document, the command queue and the focus. Every edit made by typing goes
//! through here. `fields` draws the texts.

mod fields;

use egui::{Pos2, Response, Ui};

use super::field::target;
use super::focus::{Focus, Goal, Takes};
use super::kept::Kept;
use super::options::Options;
use super::row::{Row, row_of};
use super::walk::{Beside, Walk, Way};
use crate::app::command::Command;
use crate::app::keys;
use crate::app::setting;
use crate::app::surface::{Leave, Writing};
use crate::app::view::View;
use crate::article::{Article, Item, ItemKind, Place};
use crate::date::Here;
use crate::document::Document;
use crate::page::Direction;
use crate::writing::Selection;

pub(super) struct Pen<'a> {
    document: &'a mut Document,
    pub view: &'a View<'a>,
    pub commands: &'a mut Vec<Command>,
    pub kept: &'a mut Kept,
    options: &'a Options,
    /// As at the beginning of the frame.
    focus: &'a Focus,
    now: Focus,
    /// By how much the lines above the viewport turned out higher than estimated, since the last call of
    /// [`Pen::take_learnt`].
    learnt_above: f32,
    /// Where the empty space beside the texts was clicked.
    pub(super) clicked_beside: Option<Pos2>,
    /// Whether a button has taken the focus that goes to the buttons of a field.
    is_offer_taken: bool,
}

impl<'a> Pen<'a> {
    pub(super) fn new(
        document: &'a mut Document,
        view: &'a View<'a>,
        commands: &'a mut Vec<Command>,
        kept: &'a mut Kept,
        options: &'a Options,
        focus: &'a Focus,
    ) -> Pen<'a> {
        Pen {
            document,
            view,
            commands,
            kept,
            options,
            focus,
            now: Focus::default(),
            learnt_above: 0.0,
            clicked_beside: None,
            is_offer_taken: false,
        }
    }

    /// Where the focus is now, and where to move it next.
    pub(super) fn finish(self) -> Focus {
        // A focus on its way still counts as where it was.
        if self.now.goal.is_none() {
            let at = self.now.at.as_ref().zip(self.now.selection);
            self.document.note_selection(at.filter(|(place, _)| self.document.article().text(place).is_some()));
        }
        self.now
    }

    /// The side at which the texts of the article stand.
    pub(super) fn side(&self) -> Direction {
        self.view.page.meta.direction().unwrap_or(Direction::LeftToRight)
    }

    /// The direction of a text of the article.
    pub(super) fn direction_of(&self, text: &str) -> Direction {
        setting::base(text, self.view.page.meta.direction())
    }

    /// The writer's preferences for the text.
    pub(super) fn writing(&self) -> &Writing {
        &self.options.writing
    }

    /// By how much the lines above the viewport turned out higher than estimated, since the last call.
    pub(super) fn take_learnt(&mut self) -> f32 {
        std::mem::take(&mut self.learnt_above)
    }

    /// The selection in the text at a place; without the focus, the last one.
    pub(super) fn selection_at(&self, place: &Place) -> Selection {
        self.kept.texts.get(place).map(|memory| memory.selection()).unwrap_or_default()
    }

    pub(super) fn article(&self) -> &Article {
        self.document.article()
    }

    pub(super) fn is_read_only(&self) -> bool {
        self.view.is_read_only
    }

    /// The focused field, of those drawn so far.
    pub(super) fn focused(&self) -> Option<&Place> {
        self.now.at.as_ref()
    }

    /// The rows that must be drawn wherever they are.
    pub(super) fn wanted_rows(&self) -> impl Iterator<Item = Row> {
        let places = [self.focus.goal.as_ref().map(|goal| &goal.place), self.focus.at.as_ref()];
        places.into_iter().flatten().filter_map(|place| row_of(self.article(), place))
    }

    /// Moves the focus to a field in the next frame, and sets the selection.
    pub(super) fn go_to(&mut self, place: Place, selection: Option<Selection>) {
        self.now.goal = Some(Goal { place, selection, entry: None, takes: Takes::Focus });
    }

    /// The fields before and after a place.
    fn beside(&self, place: &Place) -> Beside {
        let is_read_only = self.is_read_only();
        Walk { article: self.article(), kept: self.kept, is_read_only }.beside(place)
    }

    /// Moves the cursor out of a field. After the last field, Tab leaves the form.
    pub(super) fn leave(&mut self, place: &Place, leave: Leave) {
        let (way, entry) = match leave {
            Leave::On => (Way::On, None),
            Leave::Back => (Way::Back, None),
            Leave::Before(entry) => (Way::Back, Some(entry)),
            Leave::After(entry) => (Way::On, Some(entry)),
        };
        match self.beside(place).take(way) {
            Some(place) => self.now.goal = Some(Goal { place, selection: None, entry, takes: Takes::Focus }),
            None => self.now.leaves = leave == Leave::On,
        }
    }

    /// Whether the focus is moving away from here.
    pub(super) fn is_going(&self) -> bool {
        self.now.goal.is_some()
    }

    /// The goal has not been drawn yet, so it is kept for the next frame.
    pub(super) fn wait_for_goal(&mut self) {
        self.now.goal = self.now.goal.take().or_else(|| self.focus.goal.clone());
    }

    /// Whether nothing in the form had the focus in the last frame.
    pub(super) fn is_left(&self) -> bool {
        self.focus.at.is_none()
    }

    /// Where the focus or the viewport moves in this frame.
    pub(super) fn goal(&self) -> Option<&Place> {
        self.focus.goal.as_ref().map(|goal| &goal.place)
    }

    /// The time and zone in which dates are typed.
    pub(super) fn here(&self) -> &Here {
        &self.options.here
    }

    /// Records the focus in a widget that was just drawn.
    pub(super) fn note_focus(&mut self, place: &Place, response: &Response) {
        if response.has_focus() {
            self.now.at = Some(place.clone());
            self.now.is_at_button = !keys::is_in_field(&response.ctx);
        }
    }

    /// Gives a button the focus that goes to the buttons of its field. The first one takes it.
    pub(super) fn offer(&mut self, ui: &Ui, place: &Place, button: egui::Id) {
        let Some(goal) = self.focus.goal.as_ref().filter(|goal| goal.takes == Takes::Buttons) else { return };
        let is_of_row = row_of(self.article(), &goal.place) == row_of(self.article(), place);
        if is_of_row && !std::mem::replace(&mut self.is_offer_taken, true) {
            ui.memory_mut(|memory| memory.request_focus(button));
        }
    }

    /// Records that a control in the margin of an item has the focus.
    pub(super) fn note_item(&mut self, item: &Item, has_focus: bool) {
        if has_focus {
            self.now.at = Some(item.first_place());
            self.now.is_at_button = true;
        }
    }

    /// Takes the goal if it is this place, and focuses the widget. Returns what to select.
    pub(super) fn take_goal(&mut self, ui: &Ui, id: egui::Id) -> Option<Option<Selection>> {
        let goal = self.focus.goal.as_ref().filter(|goal| target(self.article(), &goal.place) == id)?;
        match goal.takes {
            Takes::Focus => {
                ui.memory_mut(|memory| memory.request_focus(id));
                Some(goal.selection)
            }
            Takes::Buttons => None,
            // A match that is only shown must not be replaced by typing when the focus comes later.
            Takes::Sight => Some(goal.selection.map(|selection| Selection::at(selection.caret))),
        }
    }

    /// Changes the article as one undo step.
    pub(super) fn step(&mut self, place: Place, change: impl FnOnce(&mut Article)) {
        self.document.edit(place, self.view.now, change);
    }

    /// Inserts an empty item at this position of its list.
    pub(super) fn insert(&mut self, kind: ItemKind, at: usize) -> Option<Item> {
        self.document.insert_item(kind, at, self.view.now)
    }

    pub(super) fn remove(&mut self, item: &Item) {
        self.document.remove_item(item, self.view.now);
    }

    /// Renames a source. Returns whether it has the new key now.
    pub(super) fn rename_source(&mut self, from: &str, to: &str) -> bool {
        self.document.rename_source(from, to, self.view.now)
    }
}
