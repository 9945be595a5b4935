//! Changes to the lists of the article: items are inserted, removed and moved.

use super::Document;
use crate::article::{Article, Direction, Item, ItemKind, Place};
use crate::history::Places;

impl Document {
    /// Inserts an empty item at position `at` of a list, and returns it. `None` if read-only.
    pub fn insert_item(&mut self, kind: ItemKind, at: usize, now: f64) -> Option<Item> {
        let mut inserted = None;
        let undone = self.neighbour(kind, at.saturating_sub(1));
        self.step(now, |article| {
            let item = article.insert(kind, at);
            let done = item.first_place();
            inserted = Some(item);
            Places { done, undone }
        });
        inserted
    }

    /// Removes an item from its list. Returns the item now at its position, or else the last one.
    pub fn remove_item(&mut self, item: &Item, now: f64) -> Option<Item> {
        let at = self.article.position(item)?;
        let kind = item.kind();
        self.step(now, |article| {
            article.remove(item);
            let done = item_at(article, kind, at).map_or(kind.place(), |next| next.first_place());
            Places { done, undone: item.first_place() }
        });
        item_at(&self.article, kind, at)
    }

    /// Moves an item by one. Returns whether there was room.
    pub fn shift_item(&mut self, item: &Item, direction: Direction, now: f64) -> bool {
        let revision = self.revision;
        self.step(now, |article| {
            article.shift(item, direction);
            Places::at(item.first_place())
        });
        self.revision != revision
    }

    /// Moves an item to a position in its list, or to the end if that is past it. Returns whether it moved.
    pub fn move_item(&mut self, item: &Item, to: usize, now: f64) -> bool {
        let revision = self.revision;
        self.step(now, |article| {
            article.move_to(item, to);
            Places::at(item.first_place())
        });
        self.revision != revision
    }

    /// What gets the focus when the item at this position is removed.
    fn neighbour(&self, kind: ItemKind, at: usize) -> Place {
        item_at(&self.article, kind, at).map_or(kind.place(), |item| item.first_place())
    }
}

/// The item at a position, or the last one before it.
pub(super) fn item_at(article: &Article, kind: ItemKind, at: usize) -> Option<Item> {
    let items = article.items(kind);
    items.get(at).or(items.last()).cloned()
}
