//! Saving: one save at a time, and only over what the file is known to contain.

use std::path::{Path, PathBuf};

use super::effect::{Again, Ask, Effect, NotSaved, Request, Said};
use super::standing::NextSave;
use super::state::Session;
use super::values::{Barred, Cause, Next, Onto, Purpose, Save, Saved};
use super::waiting::Work;
use crate::document::ReadOnly;
use crate::file::{Expected, Fingerprint, Held, SaveError, SavedDraft};

impl Session {
    pub(super) fn save(&mut self, next: Option<Next>) {
        match self.document.path().filter(|path| !self.is_held_elsewhere(path)).map(PathBuf::from) {
            Some(path) => self.save_to(path, next),
            None => self.ask_path(Purpose::SaveAs, next),
        }
    }

    pub(super) fn chosen_to_save(&mut self, path: PathBuf, next: Option<Next>) {
        match self.why_not_here(&path) {
            Some(why) => self.ask(Ask::NotSaved(NotSaved::ReadOnly(path, why), Again::No, next)),
            None => self.save_to(path, next),
        }
    }

    pub(super) fn save_to(&mut self, path: PathBuf, next: Option<Next>) {
        if self.document.newer_version().is_some() || self.is_held_elsewhere(&path) {
            return;
        }
        if self.is_saving() {
            self.next_save = Some(NextSave { path, next });
            return;
        }
        // For any other file, the writer was asked when choosing it.
        let onto = if self.document.path() == Some(path.as_path()) {
            let expected = self.document.disk().map_or(Expected::Anything, Expected::Exactly);
            Onto::Own(expected, self.own_lock().map(Held::claim))
        } else {
            Onto::Other(self.lock.as_ref().map(|lock| lock.holder().clone()))
        };
        self.begin_save(path, onto, next);
    }

    /// Saves the draft to a new file next to its own.
    pub(super) fn save_beside(&mut self, next: Option<Next>) {
        if let Some(path) = self.document.path().map(PathBuf::from) {
            self.begin_save(path, Onto::Beside, next);
        }
    }

    fn begin_save(&mut self, path: PathBuf, onto: Onto, next: Option<Next>) {
        let number = self.waiting.begin(Work::Save(path.clone()), self.now.time);
        let (article, state) = (self.document.article().clone(), self.document.state());
        let save = Save { number, draft: self.number, article, state, path, onto, next };
        self.want(Request::Save(Box::new(save)));
    }

    /// Saves the draft over the content found in its file, after the writer has agreed.
    pub(super) fn save_over(&mut self, disk: Option<Fingerprint>, next: Option<Next>) {
        self.keep_mine(disk);
        self.save(next);
    }

    pub(super) fn saved(&mut self, saved: Saved) {
        let is_waited_for = self.waiting.end(saved.number).is_some();
        match saved.result {
            _ if saved.draft != self.number => self.other_saved(saved),
            Ok(draft) if is_waited_for => self.save_done(saved, draft),
            Ok(draft) => self.saved_after_all(saved, draft),
            Err(error) if is_waited_for => self.save_failed(saved.path, error, saved.next),
            // The writer cancelled it and knows that it was not saved.
            Err(_) => {}
        }
    }

    fn save_done(&mut self, saved: Saved, SavedDraft { disk, is_old_kept }: SavedDraft) {
        let Saved { path, state, next, lock, .. } = saved;
        self.document.saved_as_of(path.clone(), state, disk);
        self.saved_at = Some(self.now.at);
        // Where its file goes, a draft that was saved is missed, even if nobody has written in it.
        self.untouched = None;
        self.tell(Effect::Moved);
        self.tell(Effect::Remember(path));
        if !is_old_kept {
            self.say(Said::SavedNothingKept);
        }
        self.hold(lock);
        match (self.next_save.take(), next) {
            (Some(NextSave { path, next }), _) => self.save_to(path, next),
            (None, Some(next)) => self.go_on(next),
            (None, None) => {}
        }
    }

    /// Handles a save that succeeded after it was cancelled. The draft's own file counts as saved; another file does
    /// not become the draft's.
    fn saved_after_all(&mut self, saved: Saved, SavedDraft { disk, .. }: SavedDraft) {
        if self.document.path() == Some(saved.path.as_path()) {
            self.document.saved_as_of(saved.path.clone(), saved.state, disk);
            self.saved_at = Some(self.now.at);
        }
        self.give_back(saved.lock);
        self.say(Said::SavedAfterAll(saved.path));
    }

    /// Handles the result of saving a draft that is no longer open.
    fn other_saved(&mut self, saved: Saved) {
        self.give_back(saved.lock);
        match saved.result {
            Ok(_) => self.tell(Effect::Remember(saved.path)),
            Err(error) => self.ask(Ask::OtherNotSaved(NotSaved::Failed(error))),
        }
    }

    fn save_failed(&mut self, path: PathBuf, error: SaveError, next: Option<Next>) {
        let is_own = self.document.path() == Some(path.as_path());
        match error {
            SaveError::Changed(_) if is_own => {
                let waiting = self.next_save.take().and_then(|save| save.next);
                self.look(Cause::Save(waiting.or(next)));
                return;
            }
            // The content is this draft's own, so there is nothing to ask.
            SaveError::Unsure(_, disk) if is_own => self.keep_mine(Some(disk)),
            SaveError::Write(_) | SaveError::Unsure(..) | SaveError::Changed(_) | SaveError::Newer(..) => {}
        }
        self.next_save = None;
        self.ask(Ask::NotSaved(NotSaved::Failed(error), Again::To(path), next));
    }

    pub(super) fn save_taken_over(&mut self, barred: Barred) {
        let is_waited_for = self.waiting.end(barred.number).is_some();
        if barred.draft != self.number {
            return self.ask(Ask::OtherNotSaved(NotSaved::TakenOver));
        }
        if is_waited_for {
            self.next_save = None;
        }
        self.taken_over(barred.holder, barred.next.filter(|_| is_waited_for));
    }

    pub(super) fn save_held(&mut self, barred: Barred) {
        let is_waited_for = self.waiting.end(barred.number).is_some();
        let Barred { draft, path, holder, next, .. } = barred;
        let why = NotSaved::Held(path.clone(), holder);
        if draft != self.number {
            self.ask(Ask::OtherNotSaved(why));
        } else if is_waited_for {
            self.next_save = None;
            self.ask(Ask::NotSaved(why, Again::To(path), next));
        }
    }

    /// From now on, a save may overwrite exactly this content of the file.
    pub(super) fn keep_mine(&mut self, disk: Option<Fingerprint>) {
        self.document.keep_mine(disk);
        self.untouched = None;
    }

    /// Whether a file is the draft's own and read-only here.
    pub(super) fn is_held_elsewhere(&self, path: &Path) -> bool {
        self.document.is_held_back() && self.document.path() == Some(path)
    }

    /// Why the draft may not be saved to this file, or `None` if it may.
    fn why_not_here(&self, path: &Path) -> Option<ReadOnly> {
        self.document.why_read_only().filter(|_| self.is_held_elsewhere(path)).cloned()
    }
}
