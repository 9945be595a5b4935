//! What is made of changes that others make to a draft's file: it is taken in, or asked about, and nothing is written
//! over unasked. Who may write in the file is decided in `holding`.

use std::path::PathBuf;

use egui::Context;

use crate::app::App;
use crate::app::dialog::conflict::{ConflictDialog, Theirs, Verdict};
use crate::app::dialog::{Dialog, Message};
use crate::app::exchange::event::{Cause, Elsewhere, LockAsked, LockFound, Look};
use crate::app::exchange::values::Next;
use crate::compare::differences;
use crate::document::ReadOnly;
use crate::file::{Change, Fingerprint, NativeError, OpenError, Opened, Stat, Tenure};

/// What is known of the draft's file besides what it held.
#[derive(Debug, Default)]
pub(in crate::app) struct Known {
    /// How the file stood when it was last seen to hold what the draft came from.
    seen: Option<Stat>,
    /// How it stood when the writer was last told of something else in it.
    told: Option<Stat>,
    is_looking: bool,
    /// Something is to be looked at as soon as no dialog is in the way.
    waits: bool,
}

impl App {
    /// Coming back to the window, and when a dialog has closed over something that was found.
    pub(in crate::app) fn watch_elsewhere(&mut self, ctx: &Context) {
        let has_come =
            ctx.input(|input| input.events.iter().any(|event| matches!(event, egui::Event::WindowFocused(true))));
        let is_due = self.known.waits && self.dialog.is_none();
        if has_come || is_due {
            self.known.waits = false;
            self.look_elsewhere(Cause::Looked);
        }
    }

    /// Looks what has become of the draft's file.
    pub(super) fn look_elsewhere(&mut self, cause: Cause) {
        let (Some(path), Some(disk)) = (self.document.path().map(PathBuf::from), self.document.disk()) else {
            return;
        };
        if self.status.is_saving || (self.known.is_looking && cause == Cause::Looked) {
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
        self.exchange.look_elsewhere(Look { draft: self.draft, path, disk, seen, lock, cause });
    }

    pub(super) fn changed_elsewhere(&mut self, ctx: &Context, found: Elsewhere) {
        let Elsewhere { look, change, stat, lock } = found;
        if look.draft != self.draft {
            return;
        }
        self.known.is_looking = false;
        let is_own = |claim| self.own_lock().is_some_and(|lock| lock.claim() == claim);
        match (lock, look.lock) {
            (LockFound::Own(Tenure::Taken(holder)), LockAsked::Own(claim)) if is_own(claim.clone()) => {
                return self.taken_over(ctx, &holder, next_of(look.cause));
            }
            (LockFound::Own(Tenure::Gone), LockAsked::Own(claim)) if is_own(claim.clone()) => self.lock_again(),
            (LockFound::Others(holder), _) => self.held_by(holder),
            (LockFound::Own(_) | LockFound::Nothing, _) => {}
        }
        // The file was saved, or was asked about, while it was being looked at.
        let is_outdated = self.status.is_saving || self.document.disk() != Some(look.disk);
        let is_covered = self.dialog.is_some() && look.cause == Cause::Looked && !matches!(change, Change::Same);
        if is_outdated && look.cause != Cause::Looked {
            return self.look_elsewhere(look.cause);
        }
        if is_outdated || is_covered {
            self.known.waits = true;
            return;
        }
        let is_told = look.cause == Cause::Looked && stat.is_some() && stat == self.known.told;
        match change {
            Change::Same => self.found_same(ctx, stat, look.cause),
            Change::Gone => self.found_none(ctx, look.cause),
            Change::Other(_) | Change::Unreadable(..) if is_told => {}
            Change::Other(opened) => self.found_other(ctx, *opened, stat, look.cause),
            Change::Unreadable(error, disk) => self.found_unreadable(ctx, &error, disk, stat, look.cause),
        }
    }

    fn found_same(&mut self, ctx: &Context, stat: Option<Stat>, cause: Cause) {
        self.known.seen = stat;
        self.document.find_file();
        self.go_on_saving(ctx, cause);
    }

    fn found_none(&mut self, ctx: &Context, cause: Cause) {
        if !self.document.is_file_lost() {
            self.lose_file();
            self.say("The file is gone; saving will create it again");
        }
        self.go_on_saving(ctx, cause);
    }

    fn found_other(&mut self, ctx: &Context, opened: Opened, stat: Option<Stat>, cause: Cause) {
        let is_newer_known = matches!(self.document.why_read_only(), Some(ReadOnly::Newer(_)));
        if let Some(version) = opened.newer.filter(|_| !is_newer_known) {
            self.known.told = stat;
            self.lose_file();
            let message = Message::newer_elsewhere(&self.name(), version, next_of(cause));
            return self.show_message(ctx, message);
        }
        let mut theirs = Theirs { article: opened.article, disk: opened.fingerprint, stat };
        theirs.article.mend_ids();
        if self.document.is_unchanged() || differences(self.document.article(), &theirs.article).is_empty() {
            self.take_theirs(ctx, theirs, next_of(cause));
            let said = format!("Reloaded at {}: the file was changed elsewhere", self.clock.time_of_day());
            return self.say(said);
        }
        self.known.told = theirs.stat.clone();
        if self.document.is_read_only() {
            return self.say("Changed elsewhere; your unsaved changes are still here");
        }
        let mut dialog = ConflictDialog::new(&self.name(), self.document.article(), theirs, cause);
        dialog.about = (self.draft, self.document.path().map(PathBuf::from));
        self.show(ctx, Dialog::Conflict(dialog));
    }

    fn found_unreadable(
        &mut self,
        ctx: &Context,
        error: &OpenError,
        disk: Option<Fingerprint>,
        stat: Option<Stat>,
        cause: Cause,
    ) {
        self.known.told = stat;
        self.lose_file();
        // A newer version's draft is never written over.
        let disk = disk.filter(|_| !matches!(error, OpenError::Native(NativeError::TooNew(_), _)));
        match cause {
            Cause::Looked => self.say(format!("Changed elsewhere; your text is still here: {error}")),
            Cause::Save(next) => {
                self.show_message(ctx, Message::unreadable_elsewhere(error.to_string(), disk, next));
            }
        }
    }

    /// What the draft came from stands nowhere else now. What may not be saved is not unsaved either.
    fn lose_file(&mut self) {
        if self.document.newer_version().is_none() {
            self.document.lose_file();
        }
    }

    /// A save that found something else in the file has found the same again, or nothing.
    fn go_on_saving(&mut self, ctx: &Context, cause: Cause) {
        match cause {
            Cause::Looked => {}
            Cause::Save(next) => self.save(ctx, next),
        }
    }

    pub(super) fn judged(&mut self, ctx: &Context, dialog: ConflictDialog, verdict: Verdict) {
        // The file may have changed once more while this was asked.
        self.known.waits = true;
        let next = dialog.next();
        let ConflictDialog { theirs, cause, about: (draft, path), .. } = dialog;
        if draft != self.draft || path.as_deref() != self.document.path() {
            return;
        }
        match verdict {
            Verdict::Later => self.say("Changed elsewhere; you will be asked again when you save"),
            Verdict::TakeTheirs => self.take_theirs(ctx, *theirs, next),
            Verdict::KeepMine => {
                self.keep_mine(theirs.disk);
                match cause {
                    Cause::Looked => self.say("Keeping your version; the next save replaces theirs"),
                    Cause::Save(next) => self.save(ctx, next),
                }
            }
            Verdict::KeepBoth => self.save_beside(next),
        }
    }

    /// From now on a save may write over what the file is known to hold, and over nothing else.
    pub(super) fn keep_mine(&mut self, disk: Option<Fingerprint>) {
        self.document.keep_mine(disk);
        self.untouched = None;
    }

    fn take_theirs(&mut self, ctx: &Context, theirs: Theirs, next: Option<Next>) {
        let now = ctx.input(|input| input.time);
        if theirs.article != *self.document.article() {
            self.set_words_aside();
        }
        self.document.take_theirs(theirs.article, theirs.disk, now);
        self.known.seen = theirs.stat;
        self.status.saved_at = None;
        if let Some(next) = next {
            self.go_on(ctx, next);
        }
    }

    fn save_beside(&mut self, next: Option<Next>) {
        let Some(path) = self.document.path().map(PathBuf::from) else { return };
        self.status.is_saving = true;
        self.exchange.save_beside(self.draft, &self.document, path, next, self.clock.now());
    }
}

fn next_of(cause: Cause) -> Option<Next> {
    match cause {
        Cause::Looked => None,
        Cause::Save(next) => next,
    }
}
