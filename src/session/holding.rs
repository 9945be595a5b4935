//! Who may write to the draft’s file: its lock is taken, moved and given back with the draft, and if someone else holds
//! it, the writer is asked. Changes to the file itself are in `elsewhere`.

use std::path::PathBuf;

use super::effect::{Ask, Request, Said};
use super::state::Session;
use super::values::{Cause, LockResult, Locked, Locking, Next, Watched, Way};
use crate::document::ReadOnly;
use crate::file::{Held, Holder};

impl Session {
    /// How to open a draft that nobody else is known to have open.
    pub(super) fn way_with_lock(&self) -> Way {
        Way::Locked(self.lock.as_ref().map(|lock| lock.holder().clone()))
    }

    /// Sets the draft's lock. Without one, its file is locked if it is not yet.
    pub(super) fn hold(&mut self, lock: Option<Held>) {
        if lock.is_some() {
            self.set_lock(lock);
        }
        self.lock_file();
    }

    /// Locks the draft's file if it is not locked yet. Until then the existing lock is kept, because both may be for
    /// the same file.
    fn lock_file(&mut self) {
        let path = self.document.path().filter(|_| !self.document.is_read_only()).map(PathBuf::from);
        match path {
            None => self.set_lock(None),
            Some(path) if self.lock.as_ref().is_some_and(|lock| lock.guards(&path)) => {}
            Some(path) => self.ask_for_lock(path, Locking::Written),
        }
        self.watch_files();
    }

    pub(super) fn ask_for_lock(&mut self, path: PathBuf, why: Locking) {
        self.want(Request::Lock(self.number, path, why));
    }

    fn set_lock(&mut self, lock: Option<Held>) {
        let before = std::mem::replace(&mut self.lock, lock);
        self.give_back(before);
    }

    pub(super) fn give_back(&mut self, lock: Option<Held>) {
        if let Some(lock) = lock {
            self.want(Request::GiveBack(lock.claim()));
        }
    }

    /// The lock of the draft's own file.
    pub(super) fn own_lock(&self) -> Option<&Held> {
        self.lock.as_ref().filter(|lock| self.document.path().is_some_and(|path| lock.guards(path)))
    }

    /// Someone has removed the lock file: it is written again, so that others still see that the draft is open.
    pub(super) fn lock_again(&mut self) {
        self.set_lock(None);
        self.lock_file();
    }

    /// Tries to make a read-only draft editable. If someone still has it open, the writer is asked.
    pub(super) fn edit(&mut self) {
        if let Some(path) = self.document.path().filter(|_| self.document.is_held_back()).map(PathBuf::from) {
            self.ask_for_lock(path, Locking::ToEdit);
        }
    }

    /// Handles the result of locking the file of the open draft.
    pub(super) fn locked(&mut self, locked: Locked) {
        let Locked { draft, path, why, result } = locked;
        let is_this = draft == self.number && self.document.path() == Some(path.as_path());
        let is_wanted = is_this && (why != Locking::Written || !self.document.is_read_only());
        match result {
            LockResult::Ours(lock) if is_wanted => {
                self.set_lock(Some(lock));
                self.let_edit();
            }
            LockResult::Ours(lock) => return self.give_back(Some(lock)),
            LockResult::Theirs(_) | LockResult::Unlocked if !is_wanted => return,
            LockResult::Theirs(holder) => match self.lock.as_mut().filter(|lock| *lock.holder() == holder) {
                Some(own) => own.guard_as(&path),
                None => self.held_too(path, holder),
            },
            LockResult::Unlocked => {
                self.set_lock(None);
                self.let_edit();
                if matches!(why, Locking::TakeOver(_)) {
                    self.say(Said::OtherNotTold);
                }
            }
        }
        self.watch_files();
    }

    /// Makes a read-only draft editable, after loading what others have saved meanwhile.
    fn let_edit(&mut self) {
        if self.document.is_held_back() {
            self.document.let_go();
            self.say(Said::MayEdit);
            self.look(Cause::Looked);
        }
    }

    fn held_too(&mut self, path: PathBuf, holder: Holder) {
        self.set_lock(None);
        if self.document.is_held_back() {
            self.document.hold_back(ReadOnly::Held(Box::new(holder.clone())));
            self.ask(Ask::StillHeld(path, holder));
        } else {
            self.ask(Ask::HeldToo(path, holder));
        }
    }

    /// Someone has taken over the draft: nothing is written to its file any more.
    pub(super) fn taken_over(&mut self, holder: Holder, next: Option<Next>) {
        self.document.hold_back(ReadOnly::Held(Box::new(holder.clone())));
        self.lock_file();
        if self.has_unsaved_work() {
            self.ask(Ask::TakenOverUnsaved(holder, next));
        } else {
            self.ask(Ask::TakenOver(holder));
        }
    }

    /// Updates who has the read-only draft open.
    pub(super) fn held_by(&mut self, holder: Option<Holder>) {
        let now = holder.map_or(ReadOnly::Free, |holder| ReadOnly::Held(Box::new(holder)));
        if !self.document.is_held_back() || self.document.why_read_only() == Some(&now) {
            return;
        }
        if now == ReadOnly::Free {
            self.say(Said::NoLongerHeld);
        }
        self.document.hold_back(now);
    }

    fn watch_files(&mut self) {
        let draft = self.document.path().map(PathBuf::from);
        let lock = self.lock.as_ref().map(|lock| Watched::File(lock.path().to_owned()));
        let holder = draft.clone().filter(|_| self.document.is_held_back()).map(Watched::Holder);
        self.want(Request::Watch(draft.map(Watched::File).into_iter().chain(lock).chain(holder).collect()));
    }
}
