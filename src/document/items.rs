//! Changes to the lists of the article: items are inserted, removed and moved.

use super::Document;
use crate::article::{Article, Direction, Item, ItemKind, Place};
use crate::history::Places;

impl Document {
    /// Puts an empty item into a list before position `at`, and gives it. `None` when read-only.
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

    /// Takes an item out of its list. Gives the one that stands where it stood, or else the last one.
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

    /// Moves an item by one. Whether there was room.
    pub fn shift_item(&mut self, item: &Item, direction: Direction, now: f64) -> bool {
        let revision = self.revision;
        self.step(now, |article| {
            article.shift(item, direction);
            Places::at(item.first_place())
        });
        self.revision != revision
    }

    /// Moves an item to a position in its list; past the end is the end. Whether it moved.
    pub fn move_item(&mut self, item: &Item, to: usize, now: f64) -> bool {
        let revision = self.revision;
        self.step(now, |article| {
            article.move_to(item, to);
            Places::at(item.first_place())
        });
        self.revision != revision
    }

    /// What takes the focus when the item behind this position goes.
    fn neighbour(&self, kind: ItemKind, at: usize) -> Place {
        item_at(&self.article, kind, at).map_or(kind.place(), |item| item.first_place())
    }
}

/// The item at a position, or the last one before it.
pub(super) fn item_at(article: &Article, kind: ItemKind, at: usize) -> Option<Item> {
    let items = article.items(kind);
    items.get(at).or(items.last()).cloned()
}
