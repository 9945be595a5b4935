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

/// Who does the work. Tests do it at once.
pub trait Worker {
    /// Does a piece of work, soon.
    fn start(&self, work: Box<dyn FnOnce() + Send>);

    /// How long the first frame may wait for the draft that the window starts with.
    fn patience(&self) -> Duration {
        Duration::ZERO
    }
}

/// A thread for every piece of work.
#[derive(Debug, Default)]
pub struct Threads;

impl Worker for Threads {
    fn start(&self, work: Box<dyn FnOnce() + Send>) {
        let work = Arc::new(Mutex::new(Some(work)));
        let on_thread = Arc::clone(&work);
        if std::thread::Builder::new().spawn(move || do_once(&on_thread)).is_err() {
            // The system has no thread left: the window does it itself.
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

/// The way out and back.
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
    /// Work that may still write, by its number.
    pub(super) permits: HashMap<u64, Permit>,
    /// Disconnects when the file is read that was opened last.
    pub(super) opening: Option<Receiver<()>>,
    pub(super) watcher: Watcher,
    /// The question that our own dialog was given last.
    pub(super) own_question: Option<u64>,
}

/// The locks of this window. The session knows them by what there is to know of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Locks(Arc<Mutex<Vec<Lock>>>);

impl Locks {
    /// Keeps a lock, and gives what there is to know of it.
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

/// Shows a file in the desktop's program for files; else says why not. Blocks.
pub type Reveal = fn(&Path) -> Result<(), String>;

impl Exchange {
    /// Work is done by `worker`, paths are asked for by `dialogs`, and `ctx` is woken for what comes of it. What is
    /// kept beside the drafts is kept in the folders of `user`. A change of the
    /// draft's file is noticed by `watching`; `show` shows a file in its folder.
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

    /// The next thing that has come of some work.
    pub fn poll(&mut self) -> Option<Event> {
        let event = self.receiver.try_recv().ok()?;
        // Where the desktop had no dialog, it let go of the question: that is our own dialog's now.
        if let Event::Session(Input::PathGivenUp(number)) = &event
            && self.own_question.take_if(|own| own == number).is_some()
        {
            return self.poll();
        }
        Some(event)
    }

    /// Sends events from any thread.
    pub(crate) fn teller(&self) -> impl Fn(Event) + Send + Sync + 'static {
        let (sender, ctx) = (self.sender.clone(), self.ctx.clone());
        move |event| {
            // The window may be gone by now: then nobody waits for the event.
            let _ = sender.send(event);
            ctx.request_repaint();
        }
    }

    /// Does some work on another thread.
    pub(crate) fn start(&self, work: impl FnOnce() -> Event + Send + 'static) {
        let tell = self.teller();
        self.worker.start(Box::new(move || tell(work())));
    }

    /// Does some work that keeps a version. Once it is told what came of it, the size of all versions is seen to.
    pub(super) fn start_keeping(&self, work: impl FnOnce() -> Event + Send + 'static) {
        let (tell, user) = (self.teller(), self.user.clone());
        self.worker.start(Box::new(move || {
            tell(work());
            file::versions::keep_to_limit(&user);
        }));
    }

    /// Waits a short while for the file that was opened last, so that the first frame can show it.
    pub fn wait(&mut self) {
        // Done or not, nothing is sent: it only disconnects.
        let _ = self.opening.take().map(|opening| opening.recv_timeout(self.worker.patience()));
    }

    /// Gives all locks back, for a window that is closed: no longer than this is waited for the disk.
    pub fn give_back_all(&self, patience: Duration) {
        let locks = std::mem::take(&mut *self.locks.locked());
        locks.into_iter().for_each(|lock| lock.give_back(patience));
    }
}

/// What tells the window, from any thread, that a draft's file may have changed.
fn stir(sender: Sender<Event>, ctx: egui::Context) -> impl Fn() + Send + 'static {
    move || {
        let _ = sender.send(Event::Session(Input::Stirred));
        ctx.request_repaint();
    }
}
