//! Who may write in a draft's file: the lock beside it is taken, moved and given back with the draft, and whoever has
//! it already is named and asked about. What others write into the file is `elsewhere`'s.

use std::path::{Path, PathBuf};

use egui::Context;

use crate::app::App;
use crate::app::dialog::Message;
use crate::app::exchange::event::{Cause, Locked, Locking};
use crate::app::exchange::values::{Next, Way};
use crate::app::watcher::Watched;
use crate::document::ReadOnly;
use crate::file::{Holder, Holding, Lock};

impl App {
    /// How a draft is opened that nobody is known to have.
    pub(in crate::app) fn locked(&self) -> Way {
        Way::Locked(self.lock.as_ref().map(|lock| lock.holder().clone()))
    }

    /// Someone has the file that was to be opened.
    pub(super) fn held(&mut self, ctx: &Context, path: PathBuf, holder: Holder) {
        let who = self.who(&holder);
        self.show_message(ctx, Message::held(path, holder, who));
    }

    /// By whom a draft was opened, and when, in words: `by maria on desk-3, yesterday, 17:04`.
    fn who(&self, holder: &Holder) -> String {
        let whose = whose(holder);
        match holder.since {
            0 => whose,
            since => format!("{whose}, {}", self.clock.when(since)),
        }
    }

    /// The draft has this lock; without one its file is locked, where it is not.
    pub(super) fn hold(&mut self, lock: Option<Lock>) {
        if lock.is_some() {
            self.set_lock(lock);
        }
        self.lock_file();
    }

    /// Locks the draft's file, where it is not locked yet. Until that is done, the lock that there is stays: both may
    /// be of one file.
    fn lock_file(&mut self) {
        let path = self.document.path().filter(|_| !self.document.is_read_only()).map(PathBuf::from);
        match path {
            None => self.set_lock(None),
            Some(path) if self.lock.as_ref().is_some_and(|lock| lock.guards(&path)) => {}
            Some(path) => self.ask_for_lock(path, Locking::Written),
        }
        self.watch_files();
    }

    fn ask_for_lock(&self, path: PathBuf, why: Locking) {
        self.exchange.lock(self.draft, path, why, self.clock.now());
    }

    fn set_lock(&mut self, lock: Option<Lock>) {
        if let Some(before) = std::mem::replace(&mut self.lock, lock) {
            self.exchange.give_back(before);
        }
    }

    /// The lock of the draft's own file.
    pub(super) fn own_lock(&self) -> Option<&Lock> {
        self.lock.as_ref().filter(|lock| self.document.path().is_some_and(|path| lock.guards(path)))
    }

    /// Someone has removed the lock: the next one who opens the draft must still be told.
    pub(super) fn lock_again(&mut self) {
        self.set_lock(None);
        self.lock_file();
    }

    pub(super) fn take_over(&mut self, path: PathBuf, holder: Holder) {
        self.ask_for_lock(path, Locking::TakeOver(Box::new(holder)));
    }

    /// Whoever had the draft open may have left: it is to be written in here. Who has it now is asked about.
    pub(super) fn edit(&mut self) {
        if let Some(path) = self.document.path().filter(|_| self.document.is_held_back()) {
            self.ask_for_lock(path.to_owned(), Locking::ToEdit);
        }
    }

    /// What came of locking the file of a draft that is open already.
    pub(super) fn locking_done(&mut self, ctx: &Context, locked: Locked) {
        let Locked { draft, path, why, holding } = locked;
        let is_this = draft == self.draft && self.document.path() == Some(path.as_path());
        let is_wanted = why != Locking::Written || !self.document.is_read_only();
        match holding {
            Holding::Ours(lock) if is_this && is_wanted => {
                self.set_lock(Some(lock));
                self.let_edit();
            }
            Holding::Ours(lock) => return self.exchange.give_back(lock),
            Holding::Theirs(_) | Holding::Unlocked if !is_this || !is_wanted => return,
            Holding::Theirs(holder) => match self.lock.as_mut().filter(|lock| *lock.holder() == holder) {
                Some(own) => own.guard_as(&path),
                None => self.held_too(ctx, path, holder),
            },
            Holding::Unlocked => {
                self.set_lock(None);
                self.let_edit();
                if matches!(why, Locking::TakeOver(_)) {
                    self.say("The lock file cannot be changed; the other person will not be told");
                }
            }
        }
        self.watch_files();
    }

    /// What was only read may be written in. What others wrote into the file meanwhile is taken in first.
    fn let_edit(&mut self) {
        if self.document.is_held_back() {
            self.document.let_go();
            self.say("You can edit this draft now");
            self.look_elsewhere(Cause::Looked);
        }
    }

    fn held_too(&mut self, ctx: &Context, path: PathBuf, holder: Holder) {
        self.set_lock(None);
        let who = self.who(&holder);
        let message = if self.document.is_held_back() {
            self.document.hold_back(ReadOnly::Held(who.clone()));
            Message::still_held(path, holder, who)
        } else {
            Message::held_too(path, holder, who)
        };
        self.show_message(ctx, message);
    }

    /// Someone has taken the draft over: nothing is written into its file from here any more.
    pub(super) fn taken_over(&mut self, ctx: &Context, holder: &Holder, next: Option<Next>) {
        let who = self.who(holder);
        self.document.hold_back(ReadOnly::Held(who.clone()));
        self.lock_file();
        let message = if self.has_unsaved_work() {
            Message::taken_over_unsaved(&self.name(), &who, next)
        } else {
            Message::taken_over(&self.name(), &who)
        };
        self.show_message(ctx, message);
    }

    /// Who else has the draft open that is only read here.
    pub(super) fn held_by(&mut self, holder: Option<Holder>) {
        if !self.document.is_held_back() {
            return;
        }
        let now = holder.map_or(ReadOnly::Free, |holder| ReadOnly::Held(self.who(&holder)));
        if self.document.why_read_only() == Some(&now) {
            return;
        }
        if now == ReadOnly::Free {
            self.say("This draft is no longer open elsewhere");
        }
        self.document.hold_back(now);
    }

    /// Someone has the file open to which the draft was to be saved: nothing was written.
    pub(super) fn save_held(
        &mut self,
        ctx: &Context,
        draft: u64,
        path: &Path,
        holder: &Holder,
        next: Option<Next>,
    ) {
        let who = self.who(holder);
        let reason = crate::file::about(path, format_args!("is still open; it was opened {who}")).to_string();
        if draft != self.draft {
            return self.show_message(ctx, Message::failed("A draft was not saved", reason));
        }
        self.status.is_saving = false;
        self.next_save = None;
        self.show_message(ctx, Message::save_failed(reason, Some(path.to_owned()), next));
    }

    /// Whether a file is the draft's own and may only be read here.
    pub(super) fn is_held_elsewhere(&self, path: &Path) -> bool {
        self.document.is_held_back() && self.document.path() == Some(path)
    }

    /// Why the draft may not be saved to this file, where it may not.
    pub(super) fn why_not_here(&self, path: &Path) -> Option<String> {
        let reason = match self.document.why_read_only().filter(|_| self.is_held_elsewhere(path))? {
            ReadOnly::Held(_) => "cannot be saved: someone else is editing it",
            ReadOnly::Free => "is read-only; choose “Edit this draft” to change it",
            ReadOnly::Newer(_) => return None,
        };
        Some(crate::file::about(path, reason).to_string())
    }

    fn watch_files(&self) {
        let draft = self.document.path().map(PathBuf::from);
        let lock = self.lock.as_ref().map(|lock| Watched::File(lock.path().to_owned()));
        let holder = draft.clone().filter(|_| self.document.is_held_back()).map(Watched::Holder);
        self.watcher.watch(draft.map(Watched::File).into_iter().chain(lock).chain(holder).collect());
    }
}

fn whose(holder: &Holder) -> String {
    let user = if holder.user.is_empty() { "someone" } else { &holder.user };
    match holder.host.as_str() {
        _ if holder.is_of_this_account() => "in another window on this computer".to_owned(),
        _ if holder.is_of_this_computer() => format!("by {user} on this computer"),
        "" => format!("by {user} on another computer"),
        host => format!("by {user} on {host}"),
    }
}
