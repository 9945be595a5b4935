//! Who does the work, and the way there and back: work goes out on threads, what comes of it arrives as events.

use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::event::Event;
use super::native::Dialogs;
use crate::file::{self, UserFolders};

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
}

/// Shows a file in the desktop's program for files; else says why not. Blocks.
pub type Reveal = fn(&Path) -> Result<(), String>;

impl Exchange {
    /// Work is done by `worker`, paths are asked for by `dialogs`, and `ctx` is woken for what comes of it. What is
    /// kept beside the drafts is kept in the folders of `user`. `pause` gives other programs time to finish a file, `show` shows one in its folder.
    pub fn new(
        ctx: egui::Context,
        worker: Box<dyn Worker>,
        dialogs: Box<dyn Dialogs>,
        user: UserFolders,
        pause: fn(),
        show: Reveal,
    ) -> Exchange {
        let (sender, receiver) = channel();
        Exchange { worker, dialogs, sender, receiver, ctx, user, pause, show }
    }

    /// The next thing that has come of some work.
    pub fn poll(&self) -> Option<Event> {
        self.receiver.try_recv().ok()
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

    /// Waits a short while for a file, so that the first frame can show it.
    pub fn wait(&self, is_done: &Receiver<()>) {
        // Done or not, nothing is sent: it only disconnects.
        let _ = is_done.recv_timeout(self.worker.patience());
    }
}
