//! Keeps what is being written while it is in no file: the newest words go into the journal on a thread of their own,
//! soon after they were typed, and at once when the program ends. What an entry is and where it lies is in
//! `file::journal`; what is found there at the next start is offered by the dialogs.

mod book;
mod desk;
mod guard;
mod times;

use std::path::PathBuf;
use std::sync::Arc;

use super::dialog::{Dialog, Message};
use super::status::Keeping;
use super::{App, Closing};
use crate::article::Article;
use crate::file::journal::Journal;
use crate::file::kept::{Header, Kind};
use crate::file::{Fingerprint, UserFolders};
use crate::memory;
use desk::{Desk, Newest};

pub use guard::guard;

/// When what is noted is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// On a thread, within a second of the last key.
    Soon,
    /// When [`Flusher::flush`] is called, and not before: for tests.
    WhenFlushed,
}

/// An article with what has to be known of it to find its draft again.
#[derive(Clone, Debug)]
pub struct Draft {
    pub header: Header,
    pub article: Article,
    /// The entry that it was recovered from, and that it takes the place of.
    pub origin: Option<PathBuf>,
}

/// Whether the journal can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Health {
    /// Not any more, for this reason in the writer's words; it is tried again.
    Failing(String),
    /// The disk takes longer than it was promised to.
    Late,
    /// Again, after it could not.
    Mended,
}

/// The window's side of the journal.
pub struct Keeper {
    /// None where there is no folder for a journal.
    desk: Option<Arc<Desk>>,
    /// What was noted last.
    noted: Option<Standing>,
}

/// How a draft stood in some frame.
#[derive(Debug, PartialEq, Eq)]
struct Standing {
    draft: u64,
    revision: u64,
    is_unsaved: bool,
    disk: Option<Fingerprint>,
    path: Option<PathBuf>,
}

/// The entry that the draft was recovered from: it is the draft's until it was saved or left.
#[derive(Clone, Debug)]
pub(super) struct Recovered {
    pub(super) entry: PathBuf,
    /// When it was kept, in seconds since 1970.
    pub(super) at: u64,
    /// How the draft stood when it was recovered.
    pub(super) state: u64,
}

/// Writes at once what has been noted, from any thread.
#[derive(Clone)]
pub struct Flusher(Option<Arc<Desk>>);

impl Keeper {
    /// A keeper with nothing to keep. `tell` hears when the journal cannot be written, and when it can again.
    pub fn new(folders: &UserFolders, pace: Pace, tell: impl Fn(Health) + Send + Sync + 'static) -> Keeper {
        let desk = Journal::new(folders).map(|journal| Arc::new(Desk::new(journal, Box::new(tell))));
        if let (Some(desk), Pace::Soon) = (&desk, pace) {
            desk.will_be_settled();
            let (writer, settler, folders) = (Arc::clone(desk), Arc::clone(desk), folders.clone());
            std::thread::spawn(move || {
                memory::help_at_end();
                writer.work();
            });
            std::thread::spawn(move || {
                memory::help_at_end();
                settler.settle();
            });
            // Nobody waits for this one: there may be much to look through.
            std::thread::spawn(move || crate::file::journal::sweep(&folders));
        }
        Keeper { desk, noted: None }
    }

    /// Whether anything is kept at all.
    pub fn keeping(&self) -> Keeping {
        if self.desk.is_some() { Keeping::Well } else { Keeping::Nowhere }
    }

    /// This is what would be lost now.
    pub fn keep(&mut self, draft: Draft) {
        self.order(|desk| desk.note(Newest::Unsaved(Box::new(draft))));
    }

    /// Nothing would be lost now, and nothing is wanted of the entry that the draft was recovered from.
    pub fn clear(&mut self, origin: Option<PathBuf>) {
        self.order(|desk| desk.note(Newest::Nothing(origin)));
    }

    /// The writer does not want these words: they are set aside for a while all the same.
    pub fn discard(&mut self, draft: Draft) {
        let header = Header { kind: Kind::Discarded, ..draft.header };
        self.order(|desk| desk.set_aside(Draft { header, ..draft }));
    }

    /// The window is closed: what has to be done is done now.
    pub fn finish(&mut self) {
        if let Some(desk) = self.desk.take() {
            desk.finish();
        }
    }

    /// For when the program ends without being asked.
    pub fn flusher(&self) -> Flusher {
        Flusher(self.desk.clone())
    }

    fn order(&self, order: impl FnOnce(&Desk)) {
        if let Some(desk) = &self.desk {
            order(desk);
        }
    }
}

impl Flusher {
    /// Writes what is noted and not yet written. Gives up after a while where something else is being written.
    pub fn flush(&self) {
        if let Some(desk) = &self.0 {
            desk.flush();
        }
    }

    /// As [`Flusher::flush`], when the program is being ended; the window hears nothing of it.
    fn flush_at_end(&self) {
        if let Some(desk) = &self.0 {
            desk.flush_at_end();
        }
    }
}

impl App {
    /// The way into the journal for who does not want to wait.
    pub fn journal(&self) -> Flusher {
        self.keeper.flusher()
    }

    /// Notes what would be lost if the program ended now. In a frame that changes nothing it does nothing.
    pub(super) fn watch_journal(&mut self) {
        // A draft that was discarded is still shown for a moment while the window closes.
        if self.closing == Closing::Agreed {
            return;
        }
        let is_unsaved = self.has_unsaved_work();
        let is_noted = self.keeper.noted.as_ref().is_some_and(|noted| {
            noted.draft == self.draft
                && noted.revision == self.document.revision()
                && noted.is_unsaved == is_unsaved
                && noted.disk == self.document.disk()
                && noted.path.as_deref() == self.document.path()
        });
        if is_noted {
            return;
        }
        let was_unsaved = self.keeper.noted.as_ref().is_some_and(|noted| noted.is_unsaved);
        self.keeper.noted = Some(Standing {
            draft: self.draft,
            revision: self.document.revision(),
            is_unsaved,
            disk: self.document.disk(),
            path: self.document.path().map(PathBuf::from),
        });
        if is_unsaved {
            let draft = self.draft_to_keep();
            self.keeper.keep(draft);
        } else if was_unsaved {
            self.keeper.clear(self.recovered.take().map(|recovered| recovered.entry));
        }
    }

    /// What was not saved gives way to something else; undo may not be there for long.
    pub(super) fn set_words_aside(&mut self) {
        if self.has_unsaved_work() && !self.document.is_unchanged() {
            let draft = self.draft_to_keep();
            self.keeper.discard(draft);
        }
    }

    /// The draft is left, and what was not saved of it is not wanted.
    pub(super) fn discard_draft(&mut self) {
        let was_unsaved = self.keeper.noted.as_ref().is_some_and(|noted| noted.is_unsaved);
        if self.has_unsaved_work() {
            let draft = self.draft_to_keep();
            self.keeper.discard(draft);
            self.keeper.clear(None);
        } else if was_unsaved || self.recovered.is_some() {
            self.keeper.clear(self.recovered.take().map(|recovered| recovered.entry));
        }
        self.recovered = None;
    }

    /// The journal cannot be written, or can again.
    pub(super) fn journal_is(&mut self, health: Health) {
        self.note_health(health);
        let name = self.name();
        // A question that is open says what is true by now.
        if let Some(Dialog::Message(message)) = &mut self.dialog
            && let Some(next) = message.leaves()
        {
            *message = Message::unsaved(&name, next, &self.status.keeping);
        }
    }

    fn note_health(&mut self, health: Health) {
        match health {
            Health::Failing(reason) => self.status.keeping = Keeping::Failing(reason),
            Health::Late => self.status.keeping = Keeping::Late,
            Health::Mended => {
                let before = std::mem::take(&mut self.status.keeping);
                if matches!(before, Keeping::Failing(_)) {
                    self.status.say("Unsaved work is protected again", self.document.revision());
                }
            }
        }
    }

    fn draft_to_keep(&self) -> Draft {
        // What was recovered is as old as it was until something is written.
        let recovered = self.recovered.as_ref();
        let untouched = recovered.filter(|recovered| recovered.state == self.document.state());
        let header = Header {
            kind: Kind::Unsaved,
            path: self.document.path().map(PathBuf::from),
            disk: self.document.disk(),
            at: untouched.map_or_else(|| self.clock.now(), |recovered| recovered.at),
        };
        let origin = recovered.map(|recovered| recovered.entry.clone());
        Draft { header, article: self.document.article().clone(), origin }
    }
}
