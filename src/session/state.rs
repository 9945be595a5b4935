//! The state of a session, and questions about it. The other files change it.

use std::path::{Path, PathBuf};

use super::effect::{Ask, Effect, Order, Request, Said};
use super::openings::Openings;
use super::standing::{Known, NextSave, Noted, Recovered};
use super::values::{Import, Keeping, Losses};
use super::waiting::{Waiting, Work};
use crate::article::Article;
use crate::document::Document;
use crate::file::{Held, one_line};

/// The open draft and its state.
#[derive(Debug, Default)]
pub struct Session {
    pub(super) document: Document,
    /// Increases with every draft, so that results for an earlier one are recognised.
    pub(super) number: u64,
    /// The state of a new draft. While it is unchanged, the draft can be left without asking.
    pub(super) untouched: Option<u64>,
    /// The state of the draft when another file was opened.
    pub(super) left: Option<u64>,
    /// The lock of this window. Until the draft's file is locked, the lock of the previous file.
    pub(super) lock: Option<Held>,
    pub(super) known: Known,
    /// A save that waits for the previous one, so that an older text never overwrites a newer one.
    pub(super) next_save: Option<NextSave>,
    /// When the draft was last saved, in seconds since 1970.
    pub(super) saved_at: Option<u64>,
    /// The last import into this draft.
    pub(super) import: Option<Import>,
    pub(super) losses: Losses,
    pub(super) recovered: Option<Recovered>,

    // The fields below keep their values when another draft is opened.
    pub(super) waiting: Waiting,
    pub(super) openings: Openings,
    /// Unsaved work is to be offered once no question is open.
    pub(super) is_offer_due: bool,
    /// The file exported last.
    pub(super) exported: Option<PathBuf>,
    pub(super) keeping: Keeping,
    pub(super) noted: Option<Noted>,
    pub(super) closing: Closing,
    /// The article that every new draft starts from.
    pub(super) defaults: Article,
    pub(super) now: Now,
    pub(super) effects: Vec<Effect>,
}

/// The time of an input, and what covers the draft.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Now {
    /// In seconds since 1970.
    pub at: u64,
    /// In seconds from an arbitrary start. Edits close to each other become one undo step.
    pub time: f64,
    pub cover: Cover,
}

/// What covers the draft.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cover {
    #[default]
    Nothing,
    /// The offer of unsaved work.
    Offer,
    /// Another dialog that has to be answered first.
    Question,
}

/// Whether the window may close.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Closing {
    #[default]
    Asks,
    Agreed,
}

impl Session {
    /// A session with this draft and no other state.
    pub fn new(document: Document) -> Session {
        Session { document, ..Session::default() }
    }

    /// The session of a new window, with an untouched draft. `keeping` says whether unsaved work can be stored.
    pub fn first(document: Document, keeping: Keeping) -> Session {
        Session { untouched: Some(document.state()), keeping, ..Session::new(document) }
    }

    pub(super) fn tell(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    pub(super) fn want(&mut self, request: Request) {
        self.tell(Effect::Disk(request));
    }

    pub(super) fn order(&mut self, order: Order) {
        self.tell(Effect::Journal(order));
    }

    pub(super) fn ask(&mut self, ask: Ask) {
        self.tell(Effect::Ask(ask));
    }

    pub(super) fn say(&mut self, said: Said) {
        self.tell(Effect::Tell(said));
    }

    /// The draft.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The draft, for edits through the methods of [`Document`].
    pub fn document_mut(&mut self) -> &mut Document {
        &mut self.document
    }

    /// The number of the draft.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Whether leaving the draft would lose something.
    pub fn has_unsaved_work(&self) -> bool {
        !self.document.is_saved() && self.untouched != Some(self.document.state())
    }

    /// Whether the draft contains only what every new draft starts with.
    pub fn has_only_defaults(&self) -> bool {
        let article = self.document.article();
        article.is_empty() || *article == self.defaults
    }

    /// The name of the draft: its file name without the extension. While the window waits for its first draft, the name
    /// of that one.
    pub fn name(&self) -> String {
        let path = if self.openings.comes_up() { self.openings.path() } else { self.document.path() };
        let stem = path.and_then(Path::file_stem);
        stem.map_or_else(|| "Untitled".to_owned(), |stem| one_line(&stem.to_string_lossy()))
    }

    /// Whether a save is in progress.
    pub fn is_saving(&self) -> bool {
        self.waiting.is_saving()
    }

    /// When the draft was last saved, in seconds since 1970.
    pub fn saved_at(&self) -> Option<u64> {
        self.saved_at
    }

    /// The last import into this draft.
    pub fn last_import(&self) -> Option<&Import> {
        self.import.as_ref()
    }

    /// The file exported last.
    pub fn last_export(&self) -> Option<&Path> {
        self.exported.as_deref()
    }

    /// Whether unsaved work is protected by the journal.
    pub fn keeping(&self) -> &Keeping {
        &self.keeping
    }

    /// The file being opened.
    pub fn opening(&self) -> Option<&Path> {
        self.openings.path()
    }

    /// Whether the window waits for its first draft and has none to show.
    pub fn comes_up(&self) -> bool {
        self.openings.comes_up()
    }

    /// Work that takes long enough to be mentioned; `time` is as in [`Now::time`].
    pub fn overdue(&self, time: f64) -> Option<&Work> {
        self.waiting.overdue(time)
    }

    /// The seconds until [`Session::overdue`] may change.
    pub fn next_overdue(&self, time: f64) -> Option<f64> {
        self.waiting.next_overdue(time)
    }
}
