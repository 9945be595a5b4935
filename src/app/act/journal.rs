//! What the window notes for the journal, and what it makes of how that fares. When it is written is `journal`'s.

use std::path::PathBuf;

use crate::app::dialog::{Dialog, Message};
use crate::app::exchange::values::Health;
use crate::app::journal::{Draft, Flusher, Standing};
use crate::app::status::Keeping;
use crate::app::{App, Closing};
use crate::file::kept::{Header, Kind};

impl App {
    /// The way into the journal for who does not want to wait.
    pub fn journal(&self) -> Flusher {
        self.keeper.flusher()
    }

    /// Notes what would be lost if the program ended now. In a frame that changes nothing it does nothing.
    pub(in crate::app) fn watch_journal(&mut self) {
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
