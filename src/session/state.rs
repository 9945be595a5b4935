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

/// The draft in hand.
#[derive(Debug, Default)]
pub struct Session {
    pub(super) document: Document,
    /// Counts the drafts: work that was begun for another one is not taken for this one's.
    pub(super) number: u64,
    /// A draft that nobody has written yet may be left without asking: its state.
    pub(super) untouched: Option<u64>,
    /// The state in which the draft was left for a file that is being opened.
    pub(super) left: Option<u64>,
    /// The lock that this window has. Until the draft's file is locked, that is the lock of the file before.
    pub(super) lock: Option<Held>,
    pub(super) known: Known,
    /// A save that waits for the one before it, lest an older text be written over a newer one.
    pub(super) next_save: Option<NextSave>,
    /// When the draft was last saved, in seconds since 1970.
    pub(super) saved_at: Option<u64>,
    /// The last import into this draft.
    pub(super) import: Option<Import>,
    pub(super) losses: Losses,
    pub(super) recovered: Option<Recovered>,

    // What goes on when another draft is taken in hand.
    pub(super) waiting: Waiting,
    pub(super) openings: Openings,
    /// Unsaved work is offered as soon as nothing else is asked.
    pub(super) is_offer_due: bool,
    /// What was exported last.
    pub(super) exported: Option<PathBuf>,
    pub(super) keeping: Keeping,
    pub(super) noted: Option<Noted>,
    pub(super) closing: Closing,
    /// What every new draft begins with.
    pub(super) defaults: Article,
    pub(super) now: Now,
    pub(super) effects: Vec<Effect>,
}

/// When something happens, and over what.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Now {
    /// In seconds since 1970.
    pub at: u64,
    /// In seconds, from any beginning: edits that follow each other closely are one step.
    pub time: f64,
    pub cover: Cover,
}

/// What lies over the draft.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cover {
    #[default]
    Nothing,
    /// The offer of unsaved work.
    Offer,
    /// Something else that has to be answered first.
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
    /// A session with this draft, about which nothing else is known yet.
    pub fn new(document: Document) -> Session {
        Session { document, ..Session::default() }
    }

    /// The session with which a window comes up: a draft that nobody has written. `keeping` says whether unsaved work
    /// can be kept.
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

    /// The draft, for whoever changes its text: in the ways that [`Document`] has for that.
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

    /// Whether there is nothing in the draft but what every new one begins with.
    pub fn has_only_defaults(&self) -> bool {
        let article = self.document.article();
        article.is_empty() || *article == self.defaults
    }

    /// What the draft is called: its file's name without the ending. While the window waits for its first draft, that
    /// one's.
    pub fn name(&self) -> String {
        let path = if self.openings.comes_up() { self.openings.path() } else { self.document.path() };
        let stem = path.and_then(Path::file_stem);
        stem.map_or_else(|| "Untitled".to_owned(), |stem| one_line(&stem.to_string_lossy()))
    }

    /// Whether the draft is being saved.
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

    /// What was exported last.
    pub fn last_export(&self) -> Option<&Path> {
        self.exported.as_deref()
    }

    /// Whether unsaved work is kept safe.
    pub fn keeping(&self) -> &Keeping {
        &self.keeping
    }

    /// The file that is being opened, and waited for.
    pub fn opening(&self) -> Option<&Path> {
        self.openings.path()
    }

    /// Whether the window waits for its first draft, and has none to show.
    pub fn comes_up(&self) -> bool {
        self.openings.comes_up()
    }

    /// What the disk takes so long for that it should be said; `time` is as [`Now::time`].
    pub fn overdue(&self, time: f64) -> Option<&Work> {
        self.waiting.overdue(time)
    }

    /// In how many seconds [`Session::overdue`] may have more to say.
    pub fn next_overdue(&self, time: f64) -> Option<f64> {
        self.waiting.next_overdue(time)
    }
}
