//! Where the window lays down what is to be kept, and the thread takes it up. The window never waits for the disk; who
//! ends the program writes what lies here, and never waits for ever.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::{Duration, Instant};

use super::times::Times;
use super::{Draft, Health};
use crate::file::WriteError;
use crate::file::journal::Journal;

/// What is to be kept, and the journal that it goes into.
pub(super) struct Desk {
    began: Instant,
    orders: Mutex<Orders>,
    wake: Condvar,
    book: Mutex<Book>,
    tell: Box<dyn Fn(Health) + Send + Sync>,
}

/// The newest state of the draft.
pub(super) enum Newest {
    Unsaved(Box<Draft>),
    /// There is nothing unsaved.
    Nothing,
}

/// What was noted and is not done yet.
#[derive(Default)]
struct Orders {
    set_aside: Vec<Draft>,
    newest: Option<Newest>,
    times: Times,
    is_over: bool,
}

struct Book {
    /// None once the window is closed.
    journal: Option<Journal>,
    is_failing: bool,
}

/// How long the end of the program waits for a write that has begun.
const PATIENCE: Duration = Duration::from_millis(1500);
const MOMENT: Duration = Duration::from_millis(5);

impl Desk {
    #[expect(clippy::disallowed_methods, reason = "a thread that waits needs the system's own clock")]
    pub fn new(journal: Journal, tell: Box<dyn Fn(Health) + Send + Sync>) -> Desk {
        Desk {
            began: Instant::now(),
            orders: Mutex::default(),
            wake: Condvar::new(),
            book: Mutex::new(Book { journal: Some(journal), is_failing: false }),
            tell,
        }
    }

    /// Notes the newest state, in the place of the one before.
    pub fn note(&self, newest: Newest) {
        let now = self.began.elapsed();
        let mut orders = held(&self.orders);
        let before = orders.newest.replace(newest);
        orders.times.note(now);
        drop(orders);
        self.wake.notify_one();
        // An article is taken apart while nobody waits for the desk.
        drop(before);
    }

    /// Notes what is to be set aside.
    pub fn set_aside(&self, draft: Draft) {
        let now = self.began.elapsed();
        let mut orders = held(&self.orders);
        orders.set_aside.push(draft);
        orders.times.note(now);
        drop(orders);
        self.wake.notify_one();
    }

    /// Writes when it is time to, until the window is closed.
    pub fn work(&self) {
        let mut orders = held(&self.orders);
        while !orders.is_over {
            orders = match orders.times.due().map(|due| due.saturating_sub(self.began.elapsed())) {
                None => self.wake.wait(orders).unwrap_or_else(PoisonError::into_inner),
                Some(Duration::ZERO) => {
                    drop(orders);
                    self.carry_out();
                    held(&self.orders)
                }
                Some(rest) => self.wake.wait_timeout(orders, rest).unwrap_or_else(PoisonError::into_inner).0,
            };
        }
    }

    /// Does now what was noted.
    pub fn carry_out(&self) {
        self.write(&mut held(&self.book), |orders| Some(held(orders)));
    }

    /// As [`Desk::carry_out`], by whoever ends the program: whatever another thread, or this one, was just doing.
    pub fn flush(&self) {
        if let Some(mut book) = soon(&self.book, PATIENCE) {
            self.write(&mut book, |orders| soon(orders, PATIENCE));
        }
    }

    /// Does what was noted, and ends the journal.
    pub fn finish(&self) {
        held(&self.orders).is_over = true;
        self.wake.notify_one();
        self.flush();
        if let Some(journal) = soon(&self.book, PATIENCE).and_then(|mut book| book.journal.take()) {
            journal.end();
        }
    }

    fn write<'a>(&'a self, book: &mut Book, lock: impl Fn(&'a Mutex<Orders>) -> Option<MutexGuard<'a, Orders>>) {
        let Some(journal) = &mut book.journal else { return };
        let Some(mut work) = lock(&self.orders).map(|mut orders| orders.take()) else { return };
        let result = work.carry_out(journal);
        let is_failing = result.is_err();
        if is_failing && let Some(mut orders) = lock(&self.orders) {
            orders.put_back(work, self.began.elapsed());
        }
        if is_failing != std::mem::replace(&mut book.is_failing, is_failing) {
            (self.tell)(
                result.map_or_else(|error| Health::Failing(error.obstacle.to_string()), |()| Health::Mended),
            );
        }
    }
}

impl Orders {
    /// What there is to do now.
    fn take(&mut self) -> Orders {
        self.times.begin();
        Orders { set_aside: std::mem::take(&mut self.set_aside), newest: self.newest.take(), ..Orders::default() }
    }

    /// Some of it could not be done. What was noted since is newer.
    fn put_back(&mut self, mut work: Orders, now: Duration) {
        work.set_aside.append(&mut self.set_aside);
        self.set_aside = work.set_aside;
        self.newest = self.newest.take().or(work.newest);
        self.times.fail(now);
    }

    /// Does it in an order in which words are always somewhere, and keeps what could not be done.
    fn carry_out(&mut self, journal: &mut Journal) -> Result<(), WriteError> {
        while let Some(draft) = self.set_aside.first() {
            journal.set_aside(&draft.header, &draft.article)?;
            self.set_aside.remove(0);
        }
        match &self.newest {
            Some(Newest::Unsaved(draft)) => journal.keep(&draft.header, &draft.article)?,
            Some(Newest::Nothing) => journal.clear()?,
            None => return Ok(()),
        }
        self.newest = None;
        Ok(())
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// As [`held`], but gives up: the thread that holds it may be the one that asks.
fn soon<T>(mutex: &Mutex<T>, patience: Duration) -> Option<MutexGuard<'_, T>> {
    let mut waited = Duration::ZERO;
    loop {
        match mutex.try_lock() {
            Ok(guard) => return Some(guard),
            Err(TryLockError::Poisoned(guard)) => return Some(guard.into_inner()),
            Err(TryLockError::WouldBlock) if waited >= patience => return None,
            Err(TryLockError::WouldBlock) => std::thread::sleep(MOMENT),
        }
        waited += MOMENT;
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "the tests put things in the way on the disk")]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::article::Article;
    use crate::file::UserFolders;
    use crate::file::journal::found;
    use crate::file::kept::{Header, Kind};

    struct Place {
        folder: tempfile::TempDir,
        folders: UserFolders,
        told: Arc<Mutex<Vec<Health>>>,
        desk: Desk,
    }

    fn place() -> Place {
        let folder = tempfile::tempdir().unwrap();
        let folders = UserFolders::within(folder.path());
        let told = Arc::new(Mutex::new(Vec::new()));
        let tell = Arc::clone(&told);
        let desk =
            Desk::new(Journal::new(&folders).unwrap(), Box::new(move |health| tell.lock().unwrap().push(health)));
        Place { folder, folders, told, desk }
    }

    fn draft(headline: &str) -> Draft {
        let header = Header { kind: Kind::Unsaved, path: None, disk: None, at: 7 };
        Draft { header, article: Article { headline: headline.into(), ..Article::default() } }
    }

    fn unsaved(headline: &str) -> Newest {
        Newest::Unsaved(Box::new(draft(headline)))
    }

    fn headlines(folders: &UserFolders) -> Vec<String> {
        found(folders).iter().map(|found| found.open().unwrap().headline).collect()
    }

    #[test]
    fn only_the_newest_state_is_written_and_nothing_twice() {
        let Place { folders, desk, folder: _folder, .. } = place();
        desk.note(unsaved("Eels"));
        desk.note(unsaved("Eels climb"));
        desk.carry_out();
        let first = found(&folders).remove(0);
        assert_eq!(first.open().unwrap().headline, "Eels climb");
        first.remove().unwrap();
        desk.carry_out();
        desk.flush();
        assert_eq!(found(&folders), []);
    }

    #[test]
    fn what_cannot_be_written_is_told_once_and_written_when_it_can_be() {
        let Place { folder, folders, told, desk } = place();
        let in_the_way = folders.state.clone().unwrap();
        std::fs::write(&in_the_way, "a file where the folder should be").unwrap();
        for headline in ["One", "Two", "Three"] {
            desk.note(unsaved(headline));
            desk.set_aside(draft(&format!("Aside of {headline}")));
            desk.carry_out();
        }
        assert!(matches!(told.lock().unwrap()[..], [Health::Failing(_)]));
        std::fs::remove_file(&in_the_way).unwrap();
        desk.carry_out();
        desk.carry_out();
        assert_eq!(told.lock().unwrap().last(), Some(&Health::Mended));
        assert_eq!(told.lock().unwrap().len(), 2);
        let mut kept = headlines(&folders);
        kept.sort();
        assert_eq!(kept, ["Aside of One", "Aside of Three", "Aside of Two", "Three"]);
        drop(folder);
    }

    #[test]
    fn the_end_of_the_program_waits_for_nobody_for_ever() {
        let Place { folders, desk, folder: _folder, .. } = place();
        desk.note(unsaved("Eels"));
        // As when a fault happens on a thread that has the desk in its hands.
        let orders = held(&desk.orders);
        desk.flush();
        drop(orders);
        assert_eq!(found(&folders), []);
        desk.finish();
        assert_eq!(headlines(&folders), ["Eels"]);
        assert!(!found(&folders)[0].is_open);
    }
}
