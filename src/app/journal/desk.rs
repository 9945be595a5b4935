//! Where the window lays down what is to be kept, and two threads take it up: one writes it, so that it is there should
//! the process die; the other has it put on the disk, however long that takes. The window waits for neither; who ends
//! the program does what lies here, and never waits for ever.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::{Duration, Instant};

use super::book::Book;
use super::times::Times;
use super::{Draft, Health};
use crate::file::journal::Journal;

/// What is to be kept, and the book that it goes into. Who locks both locks the book first.
pub(super) struct Desk {
    began: Instant,
    orders: Mutex<Orders>,
    /// Something was noted.
    noted: Condvar,
    book: Mutex<Book>,
    /// Something was written, or the window is closed.
    turned: Condvar,
    told: Mutex<Told>,
    /// The window may be in the middle of anything, and is told nothing more.
    is_ending: AtomicBool,
    tell: Box<dyn Fn(Health) + Send + Sync>,
}

/// The newest state of the draft.
pub(super) enum Newest {
    Unsaved(Box<Draft>),
    /// There is nothing unsaved, and nothing is wanted of the entry that the draft was recovered from.
    Nothing(Option<PathBuf>),
}

/// What was noted and is not written yet.
#[derive(Default)]
pub(super) struct Orders {
    pub(super) set_aside: Vec<Draft>,
    pub(super) newest: Option<Newest>,
    times: Times,
    is_over: bool,
    has_settler: bool,
    /// When what was written should be on the disk.
    late_at: Option<Duration>,
}

/// What the window was told last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Told {
    #[default]
    Nothing,
    Late,
    Failing,
}

/// How long the end of the program waits for the disk.
const PATIENCE: Duration = Duration::from_millis(1500);
const MOMENT: Duration = Duration::from_millis(5);
/// After this a flush is late: two seconds have passed since the oldest of its words.
const LATE: Duration = Duration::from_millis(600);

impl Desk {
    #[expect(clippy::disallowed_methods, reason = "a thread that waits needs the system's own clock")]
    pub fn new(journal: Journal, tell: Box<dyn Fn(Health) + Send + Sync>) -> Desk {
        Desk {
            began: Instant::now(),
            orders: Mutex::default(),
            noted: Condvar::new(),
            book: Mutex::new(Book::new(journal)),
            turned: Condvar::new(),
            told: Mutex::default(),
            is_ending: AtomicBool::new(false),
            tell,
        }
    }

    /// Notes the newest state, in the place of the one before.
    pub fn note(&self, newest: Newest) {
        // An article is taken apart while nobody waits for the desk.
        drop(self.order(|orders| orders.newest.replace(newest)));
    }

    /// Notes what is to be set aside.
    pub fn set_aside(&self, draft: Draft) {
        self.order(|orders| orders.set_aside.push(draft));
    }

    fn order<T>(&self, order: impl FnOnce(&mut Orders) -> T) -> T {
        let now = self.began.elapsed();
        let mut orders = held(&self.orders);
        let done = order(&mut orders);
        orders.times.note(now);
        drop(orders);
        self.noted.notify_one();
        done
    }

    /// Writes when it is time to, until the window is closed. What was written is left to [`Desk::settle`].
    pub fn work(&self) {
        let mut orders = held(&self.orders);
        while !orders.is_over {
            let now = self.began.elapsed();
            let (due, late) = (orders.times.due(), orders.late_at);
            if due.is_some_and(|due| due <= now) {
                drop(orders);
                self.write(&mut held(&self.book), |orders| Some(held(orders)));
                orders = held(&self.orders);
            } else if late.is_some_and(|late| late <= now) {
                orders.late_at = None;
                drop(orders);
                self.is_late();
                orders = held(&self.orders);
            } else {
                let next = due.into_iter().chain(late).min();
                orders = wait(&self.noted, orders, next.map(|next| next.saturating_sub(now)));
            }
        }
    }

    fn is_late(&self) {
        let book = held(&self.book);
        if !book.is_settled() {
            self.is(Told::Late, Health::Late);
        }
    }

    /// From now on a thread settles.
    pub fn will_be_settled(&self) {
        held(&self.orders).has_settler = true;
    }

    /// Has on the disk what was written, until the window is closed.
    pub fn settle(&self) {
        let mut book = held(&self.book);
        while !book.is_closed() {
            let is_idle;
            (book, is_idle) = self.settle_next(book);
            if is_idle {
                let rest = book.retry_at().map(|retry| retry.saturating_sub(self.began.elapsed()));
                book = wait(&self.turned, book, rest);
            }
        }
    }

    /// Flushes the next thing, and says whether there was none.
    fn settle_next<'a>(&'a self, mut book: MutexGuard<'a, Book>) -> (MutexGuard<'a, Book>, bool) {
        let task = match book.next(self.began.elapsed()) {
            Ok(Some(task)) => task,
            Ok(None) => {
                self.settled(&book);
                return (book, true);
            }
            Err(error) => {
                self.is(Told::Failing, Health::Failing(error.obstacle.to_string()));
                return (book, true);
            }
        };
        drop(book);
        let flushed = task.flush();
        let mut book = held(&self.book);
        let done = book.done(&task, flushed, self.began.elapsed());
        self.turned.notify_all();
        match done {
            Ok(()) => self.settled(&book),
            Err(error) => self.is(Told::Failing, Health::Failing(error.obstacle.to_string())),
        }
        (book, false)
    }

    fn settled(&self, book: &Book) {
        if !book.is_settled() {
            return;
        }
        let mut orders = held(&self.orders);
        orders.late_at = None;
        // What could not be written is still to come.
        if !orders.times.is_failing() {
            drop(orders);
            self.is(Told::Nothing, Health::Mended);
        }
    }

    /// Does now what was noted, whatever another thread, or this one, was just doing.
    pub fn flush(&self) {
        let Some(mut book) = soon(&self.book, PATIENCE) else { return };
        self.write(&mut book, |orders| soon(orders, PATIENCE));
        let has_settler = soon(&self.orders, PATIENCE).is_none_or(|orders| orders.has_settler);
        if has_settler {
            drop(book);
            self.await_settler();
        } else {
            let mut is_idle = false;
            while !is_idle {
                (book, is_idle) = self.settle_next(book);
            }
        }
    }

    /// As [`Desk::flush`], when the program ends where nobody expected it: perhaps in the middle of a frame.
    pub fn flush_at_end(&self) {
        self.is_ending.store(true, Ordering::Relaxed);
        self.flush();
    }

    /// What is written is found when this process is gone: for a disk that is slow nobody waits for long.
    fn await_settler(&self) {
        let mut waited = Duration::ZERO;
        while waited < PATIENCE && soon(&self.book, PATIENCE).is_some_and(|book| book.is_in_flight()) {
            std::thread::sleep(MOMENT);
            waited += MOMENT;
        }
    }

    /// Does what was noted, and ends the journal.
    pub fn finish(&self) {
        held(&self.orders).is_over = true;
        self.noted.notify_one();
        self.flush();
        if let Some(mut book) = soon(&self.book, PATIENCE) {
            book.close();
        }
        self.turned.notify_all();
    }

    fn write<'a>(&'a self, book: &mut Book, lock: impl Fn(&'a Mutex<Orders>) -> Option<MutexGuard<'a, Orders>>) {
        let Some(mut work) = lock(&self.orders).map(|mut orders| orders.take()) else { return };
        let result = book.write(&mut work);
        let now = self.began.elapsed();
        if let Some(mut orders) = lock(&self.orders) {
            match &result {
                Ok(()) if book.is_settled() => {}
                Ok(()) => drop(orders.late_at.get_or_insert(now + LATE)),
                Err(_) => orders.put_back(work, now),
            }
        }
        match result {
            Ok(()) => self.turned.notify_all(),
            Err(error) => self.is(Told::Failing, Health::Failing(error.obstacle.to_string())),
        }
    }

    /// Tells the window, unless it knows.
    fn is(&self, told: Told, health: Health) {
        let Some(mut before) = soon(&self.told, PATIENCE) else { return };
        // That it fails says more than that it is late.
        let is_news = *before != told && (*before, told) != (Told::Failing, Told::Late);
        if is_news && !self.is_ending.load(Ordering::Relaxed) {
            *before = told;
            (self.tell)(health);
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
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn wait<'a, T>(condition: &Condvar, guard: MutexGuard<'a, T>, rest: Option<Duration>) -> MutexGuard<'a, T> {
    match rest {
        None => condition.wait(guard).unwrap_or_else(PoisonError::into_inner),
        Some(rest) => condition.wait_timeout(guard, rest).unwrap_or_else(PoisonError::into_inner).0,
    }
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
        Draft { header, article: Article { headline: headline.into(), ..Article::default() }, origin: None }
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
        desk.flush();
        let first = found(&folders).remove(0);
        assert_eq!(first.open().unwrap().headline, "Eels climb");
        first.remove().unwrap();
        desk.flush();
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
            desk.flush();
        }
        assert!(matches!(told.lock().unwrap()[..], [Health::Failing(_)]));
        std::fs::remove_file(&in_the_way).unwrap();
        desk.flush();
        desk.flush();
        assert_eq!(told.lock().unwrap().last(), Some(&Health::Mended));
        assert_eq!(told.lock().unwrap().len(), 2);
        let mut kept = headlines(&folders);
        kept.sort();
        assert_eq!(kept, ["Aside of One", "Aside of Three", "Aside of Two", "Three"]);
        drop(folder);
    }

    #[test]
    fn what_was_recovered_goes_when_what_stands_in_its_place_is_on_the_disk() {
        let Place { folders, desk, folder: _folder, .. } = place();
        let header = draft("").header;
        let origin = crate::file::journal::write_aside(&folders, &header, b"").unwrap();
        let recovered = Draft { origin, ..draft("Eels") };
        desk.note(Newest::Unsaved(Box::new(recovered)));
        desk.write(&mut held(&desk.book), |orders| Some(held(orders)));
        let files = || std::fs::read_dir(folders.state.clone().unwrap().join("journal")).unwrap().count();
        assert_eq!((headlines(&folders), files()), (vec!["Eels".to_owned()], 3));
        desk.flush();
        assert_eq!((headlines(&folders), files()), (vec!["Eels".to_owned()], 2));
    }

    #[test]
    fn nothing_is_cleared_before_what_was_set_aside_is_on_the_disk() {
        let Place { folders, desk, folder: _folder, .. } = place();
        desk.note(unsaved("Eels"));
        desk.flush();
        desk.set_aside(draft("Eels"));
        desk.note(Newest::Nothing(None));
        desk.write(&mut held(&desk.book), |orders| Some(held(orders)));
        let aside = held(&desk.book).next(Duration::ZERO).unwrap().unwrap();
        assert!(held(&desk.book).next(Duration::ZERO).unwrap().is_none());
        assert_eq!(headlines(&folders), ["Eels", "Eels"]);
        // The disk says no: it is written anew, and nothing is cleared before that.
        let error = crate::file::WriteError { obstacle: crate::file::Obstacle::Faulty, path: "a".into() };
        assert!(held(&desk.book).done(&aside, Err(error), Duration::ZERO).is_err());
        assert!(held(&desk.book).next(Duration::ZERO).unwrap().is_none());
        assert_eq!(headlines(&folders), ["Eels", "Eels"]);
        let again = held(&desk.book).next(Duration::from_secs(9)).unwrap().unwrap();
        held(&desk.book).done(&again, Ok(()), Duration::ZERO).unwrap();
        assert_eq!(headlines(&folders), ["Eels", "Eels"]);
        assert!(held(&desk.book).next(Duration::from_secs(9)).unwrap().is_none());
        assert_eq!(headlines(&folders), ["Eels"]);
        assert!(held(&desk.book).is_settled());
    }

    #[test]
    fn what_the_disk_did_not_take_is_written_into_another_file() {
        let Place { folders, desk, folder: _folder, .. } = place();
        desk.note(unsaved("Eels"));
        desk.write(&mut held(&desk.book), |orders| Some(held(orders)));
        let first = held(&desk.book).next(Duration::ZERO).unwrap().unwrap();
        let before = found(&folders).remove(0).file;
        let error = crate::file::WriteError { obstacle: crate::file::Obstacle::Faulty, path: "a".into() };
        assert!(held(&desk.book).done(&first, Err(error), Duration::ZERO).is_err());
        let again = held(&desk.book).next(Duration::from_secs(9)).unwrap().unwrap();
        assert_ne!(found(&folders).remove(0).file, before);
        held(&desk.book).done(&again, Ok(()), Duration::ZERO).unwrap();
        assert_eq!(headlines(&folders), ["Eels"]);
    }

    #[test]
    fn that_the_disk_is_slow_is_told_until_it_has_caught_up() {
        let Place { folders: _, desk, folder: _folder, told } = place();
        desk.note(unsaved("Eels"));
        desk.is_late();
        assert_eq!(told.lock().unwrap()[..], []);
        desk.write(&mut held(&desk.book), |orders| Some(held(orders)));
        assert!(held(&desk.orders).late_at.is_some());
        desk.is_late();
        desk.flush();
        assert_eq!(told.lock().unwrap()[..], [Health::Late, Health::Mended]);
        assert!(held(&desk.orders).late_at.is_none());
        desk.is_late();
        assert_eq!(told.lock().unwrap().len(), 2);
    }

    #[test]
    fn a_window_that_closes_on_a_slow_disk_leaves_nothing_that_was_not_wanted() {
        let Place { folders, desk, folder: _folder, .. } = place();
        desk.note(unsaved("Eels"));
        desk.flush();
        // Another thread is said to flush, and does not come to it.
        desk.will_be_settled();
        desk.set_aside(Draft { header: Header { kind: Kind::Discarded, ..draft("").header }, ..draft("Eels") });
        desk.note(Newest::Nothing(None));
        desk.finish();
        assert_eq!(found(&folders).iter().map(|found| found.header.kind).collect::<Vec<_>>(), [Kind::Discarded]);
    }

    #[test]
    fn a_window_that_may_be_in_the_middle_of_a_frame_is_told_nothing() {
        let Place { folders, desk, folder: _folder, told } = place();
        std::fs::write(folders.state.clone().unwrap(), "a file where the folder should be").unwrap();
        desk.note(unsaved("Eels"));
        desk.flush_at_end();
        assert_eq!(told.lock().unwrap()[..], []);
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
