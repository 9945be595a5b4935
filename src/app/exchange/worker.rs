//! Sends work to threads and receives the results as events.

use std::collections::HashMap;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::event::Event;
use super::native_dialogs::Dialogs;
use super::watcher::{Watcher, Watching};
use crate::file::{self, Claim, Lock, Permit, UserFolders};
use crate::session::Input;

/// Does the work. Tests do it immediately.
pub trait Worker {
    /// Starts a piece of work.
    fn start(&self, work: Box<dyn FnOnce() + Send>);

    /// How long the first frame may wait for the draft that the window starts with.
    fn patience(&self) -> Duration {
        Duration::ZERO
    }
}

/// Starts a thread for every piece of work.
#[derive(Debug, Default)]
pub struct Threads;

impl Worker for Threads {
    fn start(&self, work: Box<dyn FnOnce() + Send>) {
        let work = Arc::new(Mutex::new(Some(work)));
        let on_thread = Arc::clone(&work);
        if std::thread::Builder::new().spawn(move || do_once(&on_thread)).is_err() {
            // The system has no more threads, so the window does the work itself.
            do_once(&work);
        }
    }

    fn patience(&self) -> Duration {
        Duration::from_millis(150)
    }
}

fn do_once(work: &Mutex<Option<Box<dyn FnOnce() + Send>>>) {
    let work = work.lock().unwrap_or_else(PoisonError::into_inner).take();
    work.into_iter().for_each(|work| work());
}

/// Starts work on threads, and receives the results.
pub struct Exchange {
    pub(super) worker: Box<dyn Worker>,
    pub(super) dialogs: Box<dyn Dialogs>,
    pub(super) sender: Sender<Event>,
    receiver: Receiver<Event>,
    pub(super) ctx: egui::Context,
    pub(super) user: UserFolders,
    pub(super) pause: fn(),
    pub(super) show: Reveal,
    pub(super) locks: Locks,
    /// The permits of work that may still write, by its number.
    pub(super) permits: HashMap<u64, Permit>,
    /// Disconnects when the file opened last has been read.
    pub(super) opening: Option<Receiver<()>>,
    pub(super) watcher: Watcher,
    /// The question last passed to our own dialog.
    pub(super) own_question: Option<u64>,
}

/// The locks of this window. The session knows them by what [`Locks::keep`] returns.
#[derive(Clone, Debug, Default)]
pub(super) struct Locks(Arc<Mutex<Vec<Lock>>>);

impl Locks {
    /// Stores a lock, and returns what the session knows of it.
    pub(super) fn keep(&self, lock: Lock) -> file::Held {
        let held = lock.held().clone();
        self.locked().push(lock);
        held
    }

    pub(super) fn take(&self, claim: &Claim) -> Option<Lock> {
        let mut locks = self.locked();
        let at = locks.iter().position(|lock| lock.held().claim() == *claim)?;
        Some(locks.remove(at))
    }

    fn locked(&self) -> MutexGuard<'_, Vec<Lock>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Shows a file in the desktop's file manager, or returns why it cannot. Blocks.
pub type Reveal = fn(&Path) -> Result<(), String>;

impl Exchange {
    /// `worker` does the work, `dialogs` asks for paths, and `ctx` is woken for results. Data outside the drafts goes
    /// into the folders of `user`. `watching` says who notices changes of files; `show` shows a file in its folder.
    pub fn new(
        ctx: egui::Context,
        worker: Box<dyn Worker>,
        dialogs: Box<dyn Dialogs>,
        user: UserFolders,
        watching: Watching,
        show: Reveal,
    ) -> Exchange {
        let (sender, receiver) = channel();
        let watcher = Watcher::new(watching, stir(sender.clone(), ctx.clone()));
        Exchange {
            worker,
            dialogs,
            sender,
            receiver,
            ctx,
            user,
            pause: watching.pause(),
            show,
            locks: Locks::default(),
            permits: HashMap::new(),
            opening: None,
            watcher,
            own_question: None,
        }
    }

    /// The next result.
    pub fn poll(&mut self) -> Option<Event> {
        let event = self.receiver.try_recv().ok()?;
        // A desktop without a dialog drops the question, which then belongs to our own dialog.
        if let Event::Session(Input::PathGivenUp(number)) = &event
            && self.own_question.take_if(|own| own == number).is_some()
        {
            return self.poll();
        }
        Some(event)
    }

    /// Returns a function that sends events from any thread.
    pub(crate) fn teller(&self) -> impl Fn(Event) + Send + Sync + 'static {
        let (sender, ctx) = (self.sender.clone(), self.ctx.clone());
        move |event| {
            // The window may be gone by now, and then nobody waits for the event.
            let _ = sender.send(event);
            ctx.request_repaint();
        }
    }

    /// Starts work on another thread.
    pub(crate) fn start(&self, work: impl FnOnce() -> Event + Send + 'static) {
        let tell = self.teller();
        self.worker.start(Box::new(move || tell(work())));
    }

    /// Starts work that keeps a version. After its result is sent, the total size of versions is checked.
    pub(super) fn start_keeping(&self, work: impl FnOnce() -> Event + Send + 'static) {
        let (tell, user) = (self.teller(), self.user.clone());
        self.worker.start(Box::new(move || {
            tell(work());
            file::versions::keep_to_limit(&user);
        }));
    }

    /// Waits a short while for the file opened last, so that the first frame can show it.
    pub fn wait(&mut self) {
        // Nothing is ever sent: the channel disconnects when the work is done.
        let _ = self.opening.take().map(|opening| opening.recv_timeout(self.worker.patience()));
    }

    /// Releases all locks of a closing window, waiting for the disk no longer than `patience`.
    pub fn give_back_all(&self, patience: Duration) {
        let locks = std::mem::take(&mut *self.locks.locked());
        locks.into_iter().for_each(|lock| lock.give_back(patience));
    }
}

/// Returns a function that tells the window, from any thread, that a draft's file may have changed.
fn stir(sender: Sender<Event>, ctx: egui::Context) -> impl Fn() + Send + 'static {
    move || {
        let _ = sender.send(Event::Session(Input::Stirred));
        ctx.request_repaint();
    }
}
