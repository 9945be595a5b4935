//! What the journal has to keep: the draft while it has unsaved changes, and nothing once it is saved.
//! `app::exchange::journal` decides when and how it is written.

use std::path::PathBuf;

use super::effect::{Effect, Order, Said};
use super::standing::Noted;
use super::state::{Closing, Session};
use super::values::{Health, Keeping, Kept};
use crate::file::container::{Header, Kind};

impl Session {
    /// Notes unsaved work for the journal. Does nothing if nothing has changed.
    pub(super) fn note(&mut self) {
        // A discarded draft is still visible for a moment while the window closes.
        if self.closing == Closing::Agreed || self.is_noted() {
            return;
        }
        let (was_unsaved, is_unsaved) = (self.was_unsaved(), self.has_unsaved_work());
        self.noted = Some(Noted {
            draft: self.number,
            revision: self.document.revision(),
            is_unsaved,
            disk: self.document.disk(),
            path: self.document.path().map(PathBuf::from),
        });
        if is_unsaved {
            let kept = Box::new(self.to_keep(Kind::Unsaved));
            self.order(Order::Keep(kept));
        } else if was_unsaved {
            self.clear();
        }
    }

    fn is_noted(&self) -> bool {
        self.noted.as_ref().is_some_and(|noted| {
            noted.draft == self.number
                && noted.revision == self.document.revision()
                && noted.is_unsaved == self.has_unsaved_work()
                && noted.disk == self.document.disk()
                && noted.path.as_deref() == self.document.path()
        })
    }

    fn was_unsaved(&self) -> bool {
        self.noted.as_ref().is_some_and(|noted| noted.is_unsaved)
    }

    fn clear(&mut self) {
        let entry = self.recovered.take().map(|recovered| recovered.entry);
        self.order(Order::Clear(entry));
    }

    /// Sets unsaved work aside in the journal before it is replaced, because undo may not outlive the session.
    pub(super) fn set_words_aside(&mut self) {
        if self.has_unsaved_work() && !self.document.is_unchanged() {
            let kept = Box::new(self.to_keep(Kind::Discarded));
            self.order(Order::SetAside(kept));
        }
    }

    /// Discards the draft's unsaved work.
    pub(super) fn discard_draft(&mut self) {
        if self.has_unsaved_work() {
            let kept = Box::new(self.to_keep(Kind::Discarded));
            self.order(Order::SetAside(kept));
            self.order(Order::Clear(None));
        } else if self.was_unsaved() || self.recovered.is_some() {
            self.clear();
        }
        self.recovered = None;
    }

    /// The journal has failed, or works again.
    pub(super) fn journal_is(&mut self, health: Health) {
        match health {
            Health::Failing(reason) => self.keeping = Keeping::Failing(reason),
            Health::Late => self.keeping = Keeping::Late,
            Health::Mended => {
                if matches!(std::mem::take(&mut self.keeping), Keeping::Failing(_)) {
                    self.say(Said::Protected);
                }
            }
        }
        self.tell(Effect::KeepingChanged);
    }

    fn to_keep(&self, kind: Kind) -> Kept {
        // Recovered work keeps its time until it is edited.
        let recovered = self.recovered.as_ref();
        let untouched = recovered.filter(|recovered| recovered.state == self.document.state());
        let header = Header {
            kind,
            path: self.document.path().map(PathBuf::from),
            disk: self.document.disk(),
            at: untouched.map_or(self.now.at, |recovered| recovered.at),
        };
        let origin = recovered.map(|recovered| recovered.entry.clone());
        Kept { header, article: self.document.article().clone(), origin }
    }
}
