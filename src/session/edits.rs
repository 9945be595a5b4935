//! Edits of the draft’s lists, undo and redo: what commands do to the article, wherever the focus is.

use super::effect::Effect;
use super::state::Session;
use crate::article::{Direction, Item, ItemKind};
use crate::document::{Document, Restored};

impl Session {
    pub(super) fn step(&mut self, step: fn(&mut Document) -> Option<Restored>) {
        if let Some(Restored { place, selection }) = step(&mut self.document) {
            self.tell(Effect::GoTo(place, selection));
        }
    }

    pub(super) fn insert(&mut self, kind: ItemKind, at: usize) {
        if let Some(item) = self.document.insert_item(kind, at, self.now.time) {
            self.tell(Effect::GoTo(item.first_place(), None));
        }
    }

    pub(super) fn remove(&mut self, item: &Item) {
        if self.document.is_read_only() {
            return;
        }
        let next = self.document.remove_item(item, self.now.time);
        let place = next.map_or(item.kind().place(), |next| next.first_place());
        self.tell(Effect::GoTo(place, None));
    }

    /// Moves an item. The focus stays in the same field of it.
    pub(super) fn shift(&mut self, item: &Item, direction: Direction) {
        if self.document.shift_item(item, direction, self.now.time) {
            self.tell(Effect::StayIn(item.clone()));
        }
    }

    pub(super) fn move_to(&mut self, item: &Item, to: usize) {
        if self.document.move_item(item, to, self.now.time) {
            self.tell(Effect::StayIn(item.clone()));
        }
    }
}
