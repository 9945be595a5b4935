//! Changes to the article: typed or by command, each a step that can be undone. Changes to lists are in `items`.

use super::rename;
use super::{At, Document};
use crate::article::{Article, Place, SourceField, is_stopgap, key_for};
use crate::history::{Edit, EditKind, Places, Recorded, Restored, Spot, Spots};
use crate::writing::{Change, Moved, Selection};

impl Document {
    /// Changes the article as one step. `now` is in seconds, from any beginning.
    pub fn edit(&mut self, place: Place, now: f64, change: impl FnOnce(&mut Article)) {
        self.step(now, |article| {
            change(article);
            Places::at(place)
        });
    }

    /// The article, for a widget that edits in place. What it changes must be reported with
    /// [`Document::edited`]; what is borrowed but not changed should not be: a shared item is copied.
    pub fn article_mut(&mut self) -> &mut Article {
        &mut self.article
    }

    /// Takes note of what is selected in the text with the focus, so that undo can bring it back; `None` while the
    /// focus is elsewhere.
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

    /// Takes note of what a widget changed in the text at a place, and of what was and is selected there. Typing at
    /// one place without a pause is one step. Where nothing changed, nothing happens.
    pub fn edited(&mut self, place: &Place, now: f64, moved: Option<Moved>) {
        self.record(Places::at(place.clone()), now, spots(place, moved), EditKind::Typed);
    }

    /// As [`Document::edited`], for what the program made of what was typed: always a step of its own.
    pub fn edited_apart(&mut self, place: &Place, now: f64, moved: Option<Moved>) {
        self.record(Places::at(place.clone()), now, spots(place, moved), EditKind::Command);
    }

    /// Changes the text at a place as one step. Whether there was such a text, and the change fitted it.
    pub fn change(&mut self, place: &Place, change: &Change, now: f64) -> bool {
        let revision = self.revision;
        let after = Spot { place: place.clone(), selection: change.selection };
        self.step_to(now, Some(after), |article| {
            // A change that does not fit leaves no trace.
            let _ = article.text_mut(place).is_some_and(|text| change.apply(text));
            Places::at(place.clone())
        });
        self.revision != revision
    }

    /// Gives a source another key, in the list and in every citation of it, as one step. Refused (`false`) for
    /// a key that is taken, that is none, or that would make a citation a body's own footnote.
    pub fn rename_source(&mut self, from: &str, to: &str, now: f64) -> bool {
        let revision = self.revision;
        let place = |key: &str| Place::Source(key.to_owned(), SourceField::Key);
        self.step(now, |article| {
            rename::rename_source(article, from, to);
            Places { done: place(to), undone: place(from) }
        });
        self.revision != revision
    }

    /// Names a source that has a stopgap for a key by the house that its link leads to, in its citations too, as one
    /// step. Gives the new key.
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

    /// Puts another article in the place of this one, as one step.
    pub fn replace(&mut self, article: Article, now: f64) {
        self.edit(Place::Headline, now, |old| *old = article);
    }

    /// Whether there is a step to take back.
    pub fn can_undo(&self) -> bool {
        self.history.undo_len() > 0
    }

    /// Whether there is a step to do again.
    pub fn can_redo(&self) -> bool {
        self.history.redo_len() > 0
    }

    /// Takes the newest step back, and gives where to look.
    pub fn undo(&mut self) -> Option<Restored> {
        self.report_rest();
        let restored = self.history.undo(&mut self.article)?;
        Some(self.restored(restored))
    }

    /// Does the step again that was taken back last, and gives where to look.
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

    /// Makes a change by command; nothing happens when read-only.
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

    /// Where one was when something was done at a place: where the focus is, or else where it was last, if that is in
    /// the same part.
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
            // Items that were copied and not changed are shared again.
            Recorded::Nothing => self.article.clone_from(&self.known),
            Recorded::Step => {
                self.known.clone_from(&self.article);
                self.revision += 1;
            }
        }
    }

    /// What a widget changed and did not report is a step too, lest it be lost.
    fn report_rest(&mut self) {
        self.record(Places::at(Place::Headline), 0.0, Spots::default(), EditKind::Command);
    }
}

fn spots(place: &Place, moved: Option<Moved>) -> Spots {
    let spot = |selection| Spot { place: place.clone(), selection };
    Spots { before: moved.map(|moved| spot(moved.before)), after: moved.map(|moved| spot(moved.after)) }
}
