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
    /// The article when it was last reported; edits are compared with it.
    known: Article,
    path: Option<PathBuf>,
    history: History,
    revision: u64,
    /// The state of the history that is saved in the file.
    saved_state: Option<u64>,
    read_only: Option<ReadOnly>,
    /// The content of the file when it was last read or saved.
    disk: Option<Fingerprint>,
    /// Whether the file no longer has that content, as far as is known.
    is_file_lost: bool,
    at: Option<At>,
}

/// Why a draft is read-only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadOnly {
    /// A newer version of this program has written the file.
    Newer(u32),
    /// Someone else has the draft open.
    Held(Box<Holder>),
    /// Someone else had the draft open, and has closed it.
    Free,
}

/// Where someone is writing.
#[derive(Debug)]
struct At {
    spot: Spot,
    /// Whether the focus is there; it may have moved to a button.
    has_focus: bool,
}

impl Document {
    /// A draft that has no file yet. An empty one counts as saved.
    pub fn new(article: Article) -> Document {
        let is_empty = article.is_empty();
        let mut document = Document::with(article);
        document.saved_state = is_empty.then_some(document.history.state());
        document
    }

    /// A draft as read from its file, which contained `disk`.
    pub fn opened(article: Article, path: PathBuf, disk: Option<Fingerprint>) -> Document {
        let mut document = Document::with(article);
        document.path = Some(path);
        document.disk = disk;
        document.saved_state = Some(document.state());
        document
    }

    /// The same draft, read-only.
    pub fn read_only(self, why: ReadOnly) -> Document {
        Document { read_only: Some(why), ..self }
    }

    /// An unsaved draft. If it belongs to a file, that contained `disk` when the draft was started.
    pub fn recovered(article: Article, path: Option<PathBuf>, disk: Option<Fingerprint>) -> Document {
        Document { path, disk, ..Document::with(article) }
    }

    fn with(mut article: Article) -> Document {
        article.mend_ids();
        Document { known: article.clone(), article, ..Document::default() }
    }

    /// The article.
    pub fn article(&self) -> &Article {
        &self.article
    }

    /// A number that changes whenever the article does, and is never reused.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The draft's file, if it has one.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Whether the article is the same as in its file.
    pub fn is_saved(&self) -> bool {
        !self.is_file_lost && self.is_unchanged()
    }

    /// Whether the article is as it was last read or saved, whatever has happened to the file since.
    pub fn is_unchanged(&self) -> bool {
        self.saved_state == Some(self.history.state())
    }

    /// Whether the file is gone or unreadable, so that this is the only copy of the article.
    pub fn is_file_lost(&self) -> bool {
        self.is_file_lost
    }

    /// Whether the draft is read-only; see [`Document::why_read_only`].
    pub fn is_read_only(&self) -> bool {
        self.read_only.is_some()
    }

    /// Why the draft is read-only.
    pub fn why_read_only(&self) -> Option<&ReadOnly> {
        self.read_only.as_ref()
    }

    /// The version of the file, if it is newer than this program's.
    pub fn newer_version(&self) -> Option<u32> {
        match self.read_only {
            Some(ReadOnly::Newer(version)) => Some(version),
            Some(ReadOnly::Held(_) | ReadOnly::Free) | None => None,
        }
    }

    /// The content of the file when it was last read or saved; a save must not overwrite anything else.
    pub fn disk(&self) -> Option<Fingerprint> {
        self.disk
    }

    /// The history of the draft.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Identifies the current article, for [`Document::saved_as_of`].
    pub fn state(&self) -> u64 {
        self.history.state()
    }

    /// The file is gone or unreadable: the article counts as unsaved.
    pub fn lose_file(&mut self) {
        self.is_file_lost = true;
    }

    /// The file has its known content again.
    pub fn find_file(&mut self) {
        self.is_file_lost = false;
    }

    /// Replaces the article with the one now in the file, as one undo step, even in a read-only draft. The draft counts
    /// as saved.
    pub fn take_theirs(&mut self, article: Article, disk: Option<Fingerprint>, now: f64) {
        let why = self.read_only.take();
        self.replace(article, now);
        self.read_only = why;
        self.disk = disk;
        self.saved_state = Some(self.state());
        self.is_file_lost = false;
        self.history.rest();
    }

    /// The file contains another article now, which the next save may overwrite, because the writer has agreed.
    pub fn keep_mine(&mut self, disk: Option<Fingerprint>) {
        self.disk = disk;
        self.saved_state = None;
    }

    /// Whether someone else has the draft open, or had when it was opened here.
    pub fn is_held_back(&self) -> bool {
        matches!(self.read_only, Some(ReadOnly::Held(_) | ReadOnly::Free))
    }

    /// Makes a draft editable that someone else had open.
    pub fn let_go(&mut self) {
        if self.is_held_back() {
            self.read_only = None;
        }
    }

    /// Makes the draft read-only.
    pub fn hold_back(&mut self, why: ReadOnly) {
        self.read_only = Some(why);
    }

    /// The article was written to this file in this state; it may have changed since. Another file than before is not
    /// held by anyone else, so the draft becomes editable.
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
