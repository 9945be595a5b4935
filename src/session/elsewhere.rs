//! Handles changes that others make to the draft’s file: they are loaded or asked about, and nothing is overwritten
//! without asking. `holding` decides who may write to the file.

use std::path::PathBuf;

use super::effect::{Ask, Effect, Request, Said};
use super::state::{Cover, Session};
use super::values::{Cause, Conflict, Elsewhere, LockAsked, LockFound, Look, Next, Theirs, Verdict};
use crate::compare::differences;
use crate::document::ReadOnly;
use crate::file::{self, Change, Fingerprint, Held, NativeError, OpenError, Stat, Tenure};

impl Session {
    pub(super) fn come_back(&mut self) {
        self.known.waits = false;
        self.look(Cause::Looked);
    }

    /// Requests a check of the draft's file.
    pub(super) fn look(&mut self, cause: Cause) {
        let (Some(path), Some(disk)) = (self.document.path().map(PathBuf::from), self.document.disk()) else {
            return;
        };
        if self.is_saving() || (self.known.is_looking && cause == Cause::Looked) {
            self.known.waits = true;
            return;
        }
        self.known.is_looking = true;
        let seen = self.known.seen.clone().filter(|_| cause == Cause::Looked);
        let lock = match self.own_lock() {
            Some(lock) => LockAsked::Own(lock.claim()),
            None if self.document.is_held_back() => LockAsked::Others,
            None => LockAsked::Nothing,
        };
        self.want(Request::Look(Look { draft: self.number, path, disk, seen, lock, cause }));
    }

    pub(super) fn looked(&mut self, found: Elsewhere) {
        let Elsewhere { look, change, stat, lock } = found;
        if look.draft != self.number {
            return;
        }
        self.known.is_looking = false;
        if let Some(holder) = self.lock_found(lock, look.lock) {
            return self.taken_over(holder, look.cause.next());
        }
        // The file was saved, or the writer was asked about it, while the check ran.
        let is_outdated = self.is_saving() || self.document.disk() != Some(look.disk);
        let is_covered =
            self.now.cover != Cover::Nothing && look.cause == Cause::Looked && !matches!(change, Change::Same);
        if is_outdated && look.cause != Cause::Looked {
            return self.look(look.cause);
        }
        if is_outdated || is_covered {
            self.known.waits = true;
            return;
        }
        self.found(change, stat, look.cause);
    }

    /// Handles the state of the lock; returns who has taken over the draft, if anyone has.
    fn lock_found(&mut self, found: LockFound, asked: LockAsked) -> Option<file::Holder> {
        let is_own = match asked {
            LockAsked::Own(claim) => self.own_lock().map(Held::claim) == Some(claim),
            LockAsked::Nothing | LockAsked::Others => false,
        };
        match found {
            LockFound::Own(Tenure::Taken(holder)) if is_own => return Some(holder),
            LockFound::Own(Tenure::Gone) if is_own => self.lock_again(),
            LockFound::Others(holder) => self.held_by(holder),
            LockFound::Own(Tenure::Ours | Tenure::Gone | Tenure::Taken(_)) | LockFound::Nothing => {}
        }
        None
    }

    fn found(&mut self, change: Change, stat: Option<Stat>, cause: Cause) {
        let is_told = cause == Cause::Looked && stat.is_some() && stat == self.known.told;
        match change {
            Change::Same => {
                self.known.seen = stat;
                self.document.find_file();
                self.go_on_saving(cause);
            }
            Change::Gone => {
                if !self.document.is_file_lost() {
                    self.lose_file();
                    self.say(Said::FileGone);
                }
                self.go_on_saving(cause);
            }
            Change::Other(_) | Change::Unreadable(..) if is_told => {}
            Change::Other(opened) => self.found_other(*opened, stat, cause),
            Change::Unreadable(error, disk) => self.found_unreadable(&error, disk, stat, cause),
        }
    }

    fn found_other(&mut self, opened: file::Opened, stat: Option<Stat>, cause: Cause) {
        let is_newer_known = matches!(self.document.why_read_only(), Some(ReadOnly::Newer(_)));
        if let Some(version) = opened.newer.filter(|_| !is_newer_known) {
            self.known.told = stat;
            self.lose_file();
            return self.ask(Ask::NewerElsewhere(version, cause.next()));
        }
        let mut theirs = Theirs { article: opened.article, disk: opened.fingerprint, stat };
        theirs.article.mend_ids();
        if self.document.is_unchanged() || differences(self.document.article(), &theirs.article).is_empty() {
            self.take_theirs(theirs, cause.next());
            return self.say(Said::Reloaded(self.now.at));
        }
        self.known.told = theirs.stat.clone();
        if self.document.is_read_only() {
            return self.say(Said::ChangedWhileRead);
        }
        let path = self.document.path().map(PathBuf::from);
        self.tell(Effect::AskConflict(Box::new(Conflict { theirs, cause, draft: self.number, path })));
    }

    fn found_unreadable(
        &mut self,
        error: &OpenError,
        disk: Option<Fingerprint>,
        stat: Option<Stat>,
        cause: Cause,
    ) {
        self.known.told = stat;
        self.lose_file();
        // A draft of a newer version is never overwritten.
        let disk = disk.filter(|_| !matches!(error, OpenError::Native(NativeError::TooNew(_), _)));
        match cause {
            Cause::Looked => self.say(Said::ChangedUnreadable(error.to_string())),
            Cause::Save(next) => self.ask(Ask::UnreadableElsewhere(error.to_string(), disk, next)),
        }
    }

    /// The draft's file is gone, so the draft counts as unsaved unless it is read-only.
    fn lose_file(&mut self) {
        if self.document.newer_version().is_none() {
            self.document.lose_file();
        }
    }

    /// Continues a save that found the file changed, when the check then finds its known content, or no file.
    fn go_on_saving(&mut self, cause: Cause) {
        match cause {
            Cause::Looked => {}
            Cause::Save(next) => self.save(next),
        }
    }

    pub(super) fn settle(&mut self, conflict: Conflict, verdict: Verdict) {
        // The file may have changed again while the question was open.
        self.known.waits = true;
        let Conflict { theirs, cause, draft, path } = conflict;
        if draft != self.number || path.as_deref() != self.document.path() {
            return;
        }
        match (verdict, cause) {
            (Verdict::Later, _) => self.say(Said::AskedAgainBySave),
            (Verdict::TakeTheirs, cause) => self.take_theirs(theirs, cause.next()),
            (Verdict::KeepMine, Cause::Looked) => {
                self.keep_mine(theirs.disk);
                self.say(Said::MineKept);
            }
            (Verdict::KeepMine, Cause::Save(next)) => self.save_over(theirs.disk, next),
            (Verdict::KeepBoth, cause) => self.save_beside(cause.next()),
        }
    }

    fn take_theirs(&mut self, theirs: Theirs, next: Option<Next>) {
        if theirs.article != *self.document.article() {
            self.set_words_aside();
        }
        self.document.take_theirs(theirs.article, theirs.disk, self.now.time);
        self.known.seen = theirs.stat;
        self.saved_at = None;
        if let Some(next) = next {
            self.go_on(next);
        }
    }
}
