//! Who may write in a draft's file: the lock beside it is taken, moved and given back with the draft, and whoever has
//! it already is named and asked about. What others write into the file is `elsewhere`'s.

use std::path::{Path, PathBuf};

use egui::Context;

use crate::app::App;
use crate::app::dialog::{Message, Next};
use crate::app::exchange::Way;
use crate::document::ReadOnly;
use crate::file::{Holder, Holding, Lock};

impl App {
    /// Opens a file in some way.
    pub(super) fn open_as(&mut self, path: PathBuf, way: Way) {
        self.left = Some(self.document.state());
        self.exchange.open(path, way, self.clock.now());
    }

    /// How a draft is opened that nobody is known to have.
    pub(in crate::app) fn locked(&self) -> Way {
        Way::Locked(self.lock.as_ref().map(|lock| lock.holder().clone()))
    }

    /// Someone has the file that was to be opened.
    pub(super) fn held(&mut self, ctx: &Context, path: PathBuf, holder: Holder) {
        let who = self.who(&holder);
        self.show_message(ctx, Message::held(path, holder, who));
    }

    /// Who has a draft, in words: `maria on desk-3 since yesterday, 17:04`.
    fn who(&self, holder: &Holder) -> String {
        let user = if holder.user.is_empty() { "someone" } else { &holder.user };
        let host = if holder.host.is_empty() { "another computer" } else { &holder.host };
        match holder.since {
            0 => format!("{user} on {host}"),
            since => format!("{user} on {host} since {}", self.clock.when(since)),
        }
    }

    /// The draft has this lock; without one, that which its file has already.
    pub(super) fn hold(&mut self, lock: Option<Lock>) {
        let before = self.lock.take();
        let path = self.document.path();
        let is_same = |lock: &Lock| path.is_some_and(|path| lock.guards(path));
        let is_writable = !self.document.is_read_only();
        self.lock = lock.or(before.filter(is_same)).filter(|_| is_writable);
        self.watch_files();
    }

    /// Locks the draft's file, where it is not locked yet.
    pub(super) fn lock_file(&mut self) {
        let path = self.document.path().filter(|_| !self.document.is_read_only()).map(PathBuf::from);
        if self.lock.as_ref().is_some_and(|lock| path.as_ref().is_none_or(|path| !lock.guards(path))) {
            self.lock = None;
        }
        if let Some(path) = path.filter(|_| self.lock.is_none()) {
            self.exchange.lock(self.draft, path, None, self.clock.now());
        }
        self.watch_files();
    }

    /// Someone has removed the lock: the next one who opens the draft must still be told.
    pub(super) fn lock_again(&mut self) {
        self.lock = None;
        self.lock_file();
    }

    pub(super) fn take_over(&mut self, path: PathBuf, holder: Holder) {
        self.exchange.lock(self.draft, path, Some(holder), self.clock.now());
    }

    /// What came of locking the file of a draft that is open already.
    pub(super) fn locking_done(&mut self, ctx: &Context, draft: u64, path: &Path, holding: Holding) {
        // A lock of a draft that was left goes with this.
        if draft != self.draft || self.document.path() != Some(path) || self.document.is_read_only() {
            return;
        }
        match holding {
            Holding::Ours(lock) => self.lock = Some(lock),
            Holding::Theirs(holder) if self.lock.as_ref().is_some_and(|lock| *lock.holder() == holder) => {}
            Holding::Theirs(holder) => {
                let who = self.who(&holder);
                self.show_message(ctx, Message::held_too(path.to_owned(), holder, who));
            }
            Holding::Unlocked => {}
        }
        self.watch_files();
    }

    /// Someone has taken the draft over: nothing is written into its file from here any more.
    pub(super) fn taken_over(&mut self, ctx: &Context, holder: &Holder, next: Option<Next>) {
        let who = self.who(holder);
        self.lock = None;
        self.watch_files();
        self.document.hold_back(ReadOnly::Held(who.clone()));
        let message = if self.has_unsaved_work() {
            Message::taken_over_unsaved(&self.name(), &who, next)
        } else {
            Message::taken_over(&self.name(), &who)
        };
        self.show_message(ctx, message);
    }

    /// Whether a file is the draft's own and someone else's to write.
    pub(super) fn is_held_elsewhere(&self, path: &Path) -> bool {
        let is_held = matches!(self.document.why_read_only(), Some(ReadOnly::Held(_)));
        let own = self.document.path().filter(|_| is_held);
        own.is_some_and(|own| crate::file::real_path(own) == crate::file::real_path(path))
    }

    fn watch_files(&self) {
        let draft = self.document.path().map(PathBuf::from);
        let lock = self.lock.as_ref().map(|lock| lock.path().to_owned());
        self.watcher.watch(draft.into_iter().chain(lock).collect());
    }
}
