//! A draft being edited: the article with its file, its history and whether it is saved. Every change to the article
//! goes through here. `file` reads and writes the file.

mod citations;
mod cited;
mod divide;
mod rename;

use std::path::{Path, PathBuf};

use crate::article::{Article, Direction, Item, ItemKind, Place, SourceField, is_stopgap, key_for};
use crate::file::{Fingerprint, Holder};
use crate::history::{Edit, EditKind, History, Places, Recorded, Spot, Spots};
use crate::writing::{Change, Moved, Selection};

pub use crate::history::Restored;
pub use citations::{Citations, cited_at};

/// A draft being edited.
#[derive(Debug, Default)]
pub struct Document {
    article: Article,
    /// The article as it was when it was last reported; what an edit is compared with.
    known: Article,
    path: Option<PathBuf>,
    history: History,
    revision: u64,
    /// The history's state that stands in the file.
    saved_state: Option<u64>,
    read_only: Option<ReadOnly>,
    /// What the file held when it was last read or saved.
    disk: Option<Fingerprint>,
    /// Whether the file still holds that, as far as is known.
    is_file_lost: bool,
    at: Option<At>,
}

/// Why a draft may be looked at and not changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadOnly {
    /// The file was written by a newer version of this program.
    Newer(u32),
    /// Someone else has the draft open.
    Held(Box<Holder>),
    /// Someone else had the draft open, and has it no more.
    Free,
}

/// Where someone is writing.
#[derive(Debug)]
struct At {
    spot: Spot,
    /// Whether the focus is there; it may have gone to a button.
    has_focus: bool,
}

impl Document {
    /// A draft that has no file yet. An empty one has nothing to lose and counts as saved.
    pub fn new(article: Article) -> Document {
        let is_empty = article.is_empty();
        let mut document = Document::with(article);
        document.saved_state = is_empty.then_some(document.history.state());
        document
    }

    /// A draft as it stands in its file, which held `disk`.
    pub fn opened(article: Article, path: PathBuf, disk: Option<Fingerprint>) -> Document {
        let mut document = Document::with(article);
        document.path = Some(path);
        document.disk = disk;
        document.saved_state = Some(document.state());
        document
    }

    /// The same draft, to be looked at and not to be changed.
    pub fn read_only(self, why: ReadOnly) -> Document {
        Document { read_only: Some(why), ..self }
    }

    /// A draft that was not saved: it belongs to a file, if it has one, that held `disk` when the draft was begun.
    pub fn recovered(article: Article, path: Option<PathBuf>, disk: Option<Fingerprint>) -> Document {
        Document { path, disk, ..Document::with(article) }
    }

    fn with(mut article: Article) -> Document {
        article.mend_ids();
        Document { known: article.clone(), article, ..Document::default() }
    }

    /// The draft.
    pub fn article(&self) -> &Article {
        &self.article
    }

    /// A number that changes whenever the article does, and never comes back.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The draft's file, where it has one.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Whether the article is as it stands in its file.
    pub fn is_saved(&self) -> bool {
        !self.is_file_lost && self.is_unchanged()
    }

    /// Whether the article is as it was last read or saved, whatever has become of the file since.
    pub fn is_unchanged(&self) -> bool {
        self.saved_state == Some(self.history.state())
    }

    /// Whether the file is gone, or holds what cannot be taken in: then this article stands nowhere else.
    pub fn is_file_lost(&self) -> bool {
        self.is_file_lost
    }

    /// Whether the draft may not be changed; [`Document::why_read_only`] says why.
    pub fn is_read_only(&self) -> bool {
        self.read_only.is_some()
    }

    /// Why the draft may not be changed.
    pub fn why_read_only(&self) -> Option<&ReadOnly> {
        self.read_only.as_ref()
    }

    /// The version of the file, where it is newer than this program's.
    pub fn newer_version(&self) -> Option<u32> {
        match self.read_only {
            Some(ReadOnly::Newer(version)) => Some(version),
            Some(ReadOnly::Held(_) | ReadOnly::Free) | None => None,
        }
    }

    /// What the file held when it was last read or saved; a save must not write over anything else.
    pub fn disk(&self) -> Option<Fingerprint> {
        self.disk
    }

    /// The steps that can be taken back and done again.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Names the article as it is now, for [`Document::saved_as_of`].
    pub fn state(&self) -> u64 {
        self.history.state()
    }

    /// The file is gone, or holds what cannot be taken in: the article counts as unsaved.
    pub fn lose_file(&mut self) {
        self.is_file_lost = true;
    }

    /// The file holds again what it held.
    pub fn find_file(&mut self) {
        self.is_file_lost = false;
    }

    /// The file holds another article now. It takes the place of this one as one step, read-only or not, and the draft
    /// counts as saved; undo brings this one back.
    pub fn take_theirs(&mut self, article: Article, disk: Option<Fingerprint>, now: f64) {
        let why = self.read_only.take();
        self.replace(article, now);
        self.read_only = why;
        self.disk = disk;
        self.saved_state = Some(self.state());
        self.is_file_lost = false;
        self.history.rest();
    }

    /// The file holds another article now, which the next save may write over: it was asked about.
    pub fn keep_mine(&mut self, disk: Option<Fingerprint>) {
        self.disk = disk;
        self.saved_state = None;
    }

    /// Whether someone else has the draft open, or had when it was opened here.
    pub fn is_held_back(&self) -> bool {
        matches!(self.read_only, Some(ReadOnly::Held(_) | ReadOnly::Free))
    }

    /// From now on the draft may be changed that someone else had open.
    pub fn let_go(&mut self) {
        if self.is_held_back() {
            self.read_only = None;
        }
    }

    /// From now on the draft may not be changed.
    pub fn hold_back(&mut self, why: ReadOnly) {
        self.read_only = Some(why);
    }

    /// The article has been written to this file as it was in this state; it may have changed since. What someone
    /// else holds is another file.
    pub fn saved_as_of(&mut self, path: PathBuf, state: u64, disk: Fingerprint) {
        if self.path.as_ref() != Some(&path) {
            self.let_go();
        }
        self.is_file_lost = false;
        self.path = Some(path);
        self.disk = Some(disk);
        self.saved_state = Some(state);
        self.history.rest();
    }

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
    fn step(&mut self, now: f64, change: impl FnOnce(&mut Article) -> Places) {
        self.step_to(now, None, change);
    }

    fn step_to(&mut self, now: f64, after: Option<Spot>, change: impl FnOnce(&mut Article) -> Places) {
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

    /// What takes the focus when the item behind this position goes.
    fn neighbour(&self, kind: ItemKind, at: usize) -> Place {
        item_at(&self.article, kind, at).map_or(kind.place(), |item| item.first_place())
    }
}

fn spots(place: &Place, moved: Option<Moved>) -> Spots {
    let spot = |selection| Spot { place: place.clone(), selection };
    Spots { before: moved.map(|moved| spot(moved.before)), after: moved.map(|moved| spot(moved.after)) }
}

/// The item at a position, or the last one before it.
fn item_at(article: &Article, kind: ItemKind, at: usize) -> Option<Item> {
    let items = article.items(kind);
    items.get(at).or(items.last()).cloned()
}

#[cfg(test)]
mod tests;
