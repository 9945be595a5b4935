//! A draft being edited: the article with its file, its history and whether it is saved. Every change to the article
//! goes through here. `file` reads and writes the file.

mod citations;
mod cited;
mod divide;
mod editing;
mod items;
mod rename;

use std::path::{Path, PathBuf};

use crate::article::Article;
use crate::file::{Fingerprint, Holder};
use crate::history::{History, Spot};

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
}

#[cfg(test)]
mod tests;
