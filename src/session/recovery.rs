//! Unsaved work that was found: offering, opening, discarding and deleting it.

use std::path::{Path, PathBuf};

use super::effect::{Ask, Effect, Offer, Request, Said};
use super::standing::Recovered;
use super::state::{Cover, Session};
use super::values::{Next, Recovery, Why};

impl Session {
    pub(super) fn unsaved_found(&mut self, count: usize, why: Why) {
        let is_offered = self.is_offer_due || self.now.cover == Cover::Offer;
        let is_news = match &why {
            Why::Asked => true,
            Why::Started(fault) => fault.is_some() || count > 0,
            // A window that starts with a draft offers all unsaved work, including this draft's.
            Why::Opened(path) => {
                count > 0 && !is_offered && self.document.path() == Some(path) && self.recovered.is_none()
            }
        };
        if !is_news {
            return;
        }
        // Another question may have to be answered first.
        let is_free = !self.openings.comes_up() && self.now.cover != Cover::Question;
        if is_free || why == Why::Asked {
            self.tell(Effect::Offer(Offer::Found));
        } else {
            self.is_offer_due = true;
            self.tell(Effect::Offer(Offer::Later));
        }
    }

    pub(super) fn recovered(&mut self, recovery: Recovery) {
        let Recovery { kept, result } = recovery;
        if self.is_written_since_left() {
            return self.leave(Next::Recover(kept));
        }
        match result {
            Ok((document, at)) => {
                self.begin(*document, None);
                self.recovered = Some(Recovered { entry: kept, at, state: self.document.state() });
                self.say(Said::Recovered);
            }
            Err(reason) => self.ask(Ask::NotRecovered(reason)),
        }
    }

    pub(super) fn unsaved_discarded(&mut self, discarded: Result<(), String>) {
        match discarded {
            Ok(()) => {
                self.say(Said::Discarded);
                self.want(Request::FindUnsaved(Why::Started(None)));
            }
            Err(reason) => self.ask(Ask::NotDiscarded(reason)),
        }
    }

    pub(super) fn ask_forget(&mut self) {
        if let Some(path) = self.document.path().map(PathBuf::from) {
            self.ask(Ask::Forget(path));
        }
    }

    pub(super) fn forgotten(&mut self, path: &Path, forgotten: Result<(), String>) {
        match forgotten {
            Ok(()) if self.document.path() == Some(path) && self.has_unsaved_work() => {
                self.say(Said::ForgottenButOpen);
            }
            Ok(()) => self.say(Said::Forgotten(path.to_owned())),
            Err(reason) => self.ask(Ask::NotForgotten(reason)),
        }
    }
}
