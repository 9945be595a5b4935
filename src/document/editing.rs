//! Changes to the article: typed or by command, each a step that can be undone. Changes to lists are in `items`.

use super::rename;
use super::{At, Document};
use crate::article::{Article, Place, SourceField, is_stopgap, key_for};
use crate::history::{Edit, EditKind, Places, Recorded, Restored, Spot, Spots};
use crate::writing::{Change, Moved, Selection};

impl Document {
    /// Changes the article as one undo step. `now` is in seconds from an arbitrary start.
    pub fn edit(&mut self, place: Place, now: f64, change: impl FnOnce(&mut Article)) {
        self.step(now, |article| {
            change(article);
            Places::at(place)
        });
    }

    /// The article, for a widget that edits in place. Changes must be reported with [`Document::edited`]. Do not borrow
    /// without changing, because a shared item is copied.
    pub fn article_mut(&mut self) -> &mut Article {
        &mut self.article
    }

    /// Records the selection in the focused text, so that undo can restore it; `None` while the focus is elsewhere.
    pub fn note_selection(&mut self, at: Option<(&Place, Selection)>) {
        match at {
            Some((place, selection)) => {
                self.at = Some(At { spot: Spot { place: place.clone(), selection }, has_focus: true });
            }
            None => self.at.iter_mut().for_each(|at| at.has_focus = false),
        }
        if let Some(at) = self.at.as_ref().filter(|at| at.has_focus) {
            self.history.settle(&at.spot);
        }
    }

    /// Records what a widget changed in the text at a place, and the selection before and after. Typing in one place
    /// without a pause is one undo step. Does nothing if nothing has changed.
    pub fn edited(&mut self, place: &Place, now: f64, moved: Option<Moved>) {
        self.record(Places::at(place.clone()), now, spots(place, moved), EditKind::Typed);
    }

    /// Like [`Document::edited`], for automatic changes after typing, which always are an undo step of their own.
    pub fn edited_apart(&mut self, place: &Place, now: f64, moved: Option<Moved>) {
        self.record(Places::at(place.clone()), now, spots(place, moved), EditKind::Command);
    }

    /// Changes the text at a place as one undo step. Returns whether there was such a text and the change fitted.
    pub fn change(&mut self, place: &Place, change: &Change, now: f64) -> bool {
        let revision = self.revision;
        let after = Spot { place: place.clone(), selection: change.selection };
        self.step_to(now, Some(after), |article| {
            // A change that does not fit has no effect.
            let _ = article.text_mut(place).is_some_and(|text| change.apply(text));
            Places::at(place.clone())
        });
        self.revision != revision
    }

    /// Changes the key of a source, in the list and in all its citations, as one undo step. Returns `false` without
    /// changing anything if the key is taken or invalid, or if a citation would become a footnote of its body.
    pub fn rename_source(&mut self, from: &str, to: &str, now: f64) -> bool {
        let revision = self.revision;
        let place = |key: &str| Place::Source(key.to_owned(), SourceField::Key);
        self.step(now, |article| {
            rename::rename_source(article, from, to);
            Places { done: place(to), undone: place(from) }
        });
        self.revision != revision
    }

    /// Derives the key of a source from its link if it still has a generated one, in its citations too, as one undo
    /// step. Returns the new key.
    pub fn name_source(&mut self, key: &str, now: f64) -> Option<String> {
        if !is_stopgap(key) || self.is_read_only() {
            return None;
        }
        let wanted = key_for(&self.article.source(key)?.link);
        let named = Some(self.article.free_key(&wanted)).filter(|named| !is_stopgap(named))?;
        let revision = self.revision;
        let place = |key: &str| Place::Source(key.to_owned(), SourceField::Link);
        self.step(now, |article| {
            rename::rename_source(article, key, &named);
            Places { done: place(&named), undone: place(key) }
        });
        (self.revision != revision).then_some(named)
    }

    /// Replaces the article, as one undo step.
    pub fn replace(&mut self, article: Article, now: f64) {
        self.edit(Place::Headline, now, |old| *old = article);
    }

    /// Whether there is a step to undo.
    pub fn can_undo(&self) -> bool {
        self.history.undo_len() > 0
    }

    /// Whether there is a step to redo.
    pub fn can_redo(&self) -> bool {
        self.history.redo_len() > 0
    }

    /// Undoes the newest step, and returns where to look.
    pub fn undo(&mut self) -> Option<Restored> {
        self.report_rest();
        let restored = self.history.undo(&mut self.article)?;
        Some(self.restored(restored))
    }

    /// Redoes the last undone step, and returns where to look.
    pub fn redo(&mut self) -> Option<Restored> {
        self.report_rest();
        let restored = self.history.redo(&mut self.article)?;
        Some(self.restored(restored))
    }

    fn restored(&mut self, restored: Restored) -> Restored {
        self.revision += 1;
        self.known.clone_from(&self.article);
        match restored.place.item() {
            Some(item) if self.article.position(&item).is_none() => {
                Restored { place: item.kind().place(), selection: None }
            }
            _ => restored,
        }
    }

    /// Makes a change by command; does nothing if read-only.
    pub(super) fn step(&mut self, now: f64, change: impl FnOnce(&mut Article) -> Places) {
        self.step_to(now, None, change);
    }

    pub(super) fn step_to(&mut self, now: f64, after: Option<Spot>, change: impl FnOnce(&mut Article) -> Places) {
        if self.is_read_only() {
            return;
        }
        let places = change(&mut self.article);
        self.article.mend_ids();
        let before = self.spot_for(&places.undone);
        self.record(places, now, Spots { before, after }, EditKind::Command);
    }

    /// The selection to restore for a step at a place: that of the focused text, or else the last one if it is in the
    /// same part.
    fn spot_for(&self, place: &Place) -> Option<Spot> {
        let at = self.at.as_ref()?;
        let part = |place: &Place| place.item().map(|item| item.kind().place()).unwrap_or_else(|| place.clone());
        let is_near = at.has_focus || part(&at.spot.place) == part(place);
        let is_there = self.known.text(&at.spot.place).is_some();
        (is_near && is_there).then(|| at.spot.clone())
    }

    fn record(&mut self, places: Places, now: f64, spots: Spots, kind: EditKind) {
        if self.is_read_only() {
            self.article.clone_from(&self.known);
            return;
        }
        let edit = Edit { before: &self.known, after: &self.article, places, spots, now, kind };
        match self.history.record(edit) {
            // Items that were copied and not changed become shared again.
            Recorded::Nothing => self.article.clone_from(&self.known),
            Recorded::Step => {
                self.known.clone_from(&self.article);
                self.revision += 1;
            }
        }
    }

    /// Records unreported changes of a widget as a step, so that they are not lost.
    fn report_rest(&mut self) {
        self.record(Places::at(Place::Headline), 0.0, Spots::default(), EditKind::Command);
    }
}

fn spots(place: &Place, moved: Option<Moved>) -> Spots {
    let spot = |selection| Spot { place: place.clone(), selection };
    Spots { before: moved.map(|moved| spot(moved.before)), after: moved.map(|moved| spot(moved.after)) }
}
