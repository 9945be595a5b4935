//! Opening a file: waiting for it, cancelling, and what happens to the current draft when the file arrives.

use std::path::{Path, PathBuf};

use super::effect::{Ask, Effect, Request, Said};
use super::state::Session;
use super::values::{Arrived, Next, NotOpened, Opened, Way, Why};
use crate::article::Place;
use crate::document::Document;
use crate::file::Whereabouts;
use crate::writing::Selection;

impl Session {
    /// Opens a file in the given way.
    pub(super) fn open(&mut self, path: PathBuf, way: Way) {
        self.left = Some(self.document.state());
        if let Some(number) = self.openings.begin(&path, &way) {
            self.want(Request::Open(number, path, way));
        }
    }

    /// Opens a file that nobody else is known to have open.
    pub(super) fn open_locked(&mut self, path: PathBuf) {
        self.open(path, self.way_with_lock());
    }

    /// Opens the file that the window starts with.
    pub(super) fn come_up_with(&mut self, path: PathBuf) {
        self.open_locked(path);
        self.openings.comes_up = true;
    }

    /// Handles the result of opening a file, unless the opening was cancelled.
    pub(super) fn arrived(&mut self, arrived: Arrived) {
        let Arrived { number, path, result, whereabouts } = arrived;
        let is_wanted = self.openings.end(number);
        match result {
            Ok(opened) if is_wanted => {
                self.opened(path.clone(), opened);
                self.go_back_to(&path, whereabouts);
            }
            Err(failed) if is_wanted => self.open_failed(path, failed),
            Ok(Opened::Draft(_, lock, _)) => self.give_back(lock),
            Ok(Opened::Held(_) | Opened::Import(_)) | Err(_) => {}
        }
    }

    fn opened(&mut self, path: PathBuf, opened: Opened) {
        if self.is_written_since_left() {
            if let Opened::Draft(_, lock, _) = opened {
                self.give_back(lock);
            }
            return self.leave(Next::Open(path));
        }
        match opened {
            Opened::Draft(document, lock, conflict) => {
                let (is_copy, is_saved) = (document.path().is_none(), document.is_saved());
                self.begin(*document, lock);
                self.tell(Effect::Remember(path.clone()));
                self.want(Request::FindUnsaved(Why::Opened(path.clone())));
                if is_copy {
                    self.say(Said::OpenedCopy(path.clone()));
                } else if !is_saved {
                    self.say(Said::OpenedEarlier);
                } else {
                    self.say_newer_fields();
                }
                if let Some(conflict) = conflict {
                    self.ask(Ask::ConflictWithin(path, conflict));
                }
            }
            Opened::Held(holder) => self.ask(Ask::Held(path, holder)),
            Opened::Import(import) => {
                self.begin(Document::new(import.recognised.article.clone()), None);
                self.take_in(*import);
            }
        }
    }

    /// Reports, once per draft, fields saved by a newer version of the program.
    fn say_newer_fields(&mut self) {
        let unknown = self.document.article().unknown_fields();
        let count = unknown.map(|(_, fields)| fields.as_slice().len()).sum();
        if count > 0 {
            self.say(Said::NewerFields(count));
        }
    }

    fn open_failed(&mut self, path: PathBuf, failed: NotOpened) {
        self.tell(Effect::CheckRecent);
        self.ask(Ask::NotOpened(path, failed));
    }

    /// Restores the last position in the draft of this file, as far as it still exists.
    fn go_back_to(&mut self, draft: &Path, at: Option<Whereabouts>) {
        let Some(Whereabouts { place, anchor, caret, sight }) = at else { return };
        if self.document.path() != Some(draft) {
            return;
        }
        let Some(text) = self.document.article().text(&place) else { return };
        let selection = Selection { anchor, caret }.within(text);
        self.tell(Effect::GoBack(place, selection, sight));
    }

    /// Cancels the opening. Returns whether there was one.
    pub(super) fn give_up_opening(&mut self) -> bool {
        let Some(path) = self.openings.path().map(PathBuf::from) else { return false };
        let came_up = self.openings.comes_up();
        self.openings.give_up();
        self.say(Said::NotOpened(path));
        if came_up {
            self.tell(Effect::GoTo(Place::Headline, None));
        }
        true
    }
}
