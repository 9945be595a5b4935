//! Passes notes from the window to two threads. One writes them, so that they survive if the process dies. The other
//! flushes them to the disk, however long that takes. The window waits for neither. Code that ends the program writes
//! what is left, and never waits forever.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::{Duration, Instant};

use super::book::Book;
use super::orders::{Newest, Orders};
use crate::file::journal::Journal;
use crate::session::Health;
use crate::session::Kept;

/// What is to be stored, and the book it goes into. Whoever locks both locks the book first.
pub(super) struct Queue {
    began: Instant,
    orders: Mutex<Orders>,
    /// Something was noted.
    noted: Condvar,
    book: Mutex<Book>,
    /// Something was written, or the window was closed.
    turned: Condvar,
    told: Mutex<Told>,
    /// The program is ending: the window may be in the middle of anything and is not told anything more.
    is_ending: AtomicBool,
    tell: Box<dyn Fn(Health) + Send + Sync>,
}

/// What the window was last told.
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
/// How long a flush may take before it is late: two seconds after the oldest text in it was typed.
const LATE: Duration = Duration::from_millis(600);

impl Queue {
    #[expect(clippy::disallowed_methods, reason = "a thread that waits needs the system's own clock")]
    pub fn new(journal: Journal, tell: Box<dyn Fn(Health) + Send + Sync>) -> Queue {
        Queue {
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

    /// Notes the newest state, replacing the previous one.
    pub fn note(&self, newest: Newest) {
        // Dropped outside the lock, because freeing an article takes time.
        drop(self.order(|orders| orders.newest.replace(newest)));
    }

    /// Notes work to set aside.
    pub fn set_aside(&self, draft: Kept) {
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

    /// Writes whenever it is due, until the window is closed. Flushing is left to [`Queue::settle`].
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
        let is_settled = held(&self.book).is_settled();
        if !is_settled {
            self.is(Told::Late, Health::Late);
        }
    }

    /// From now on a thread calls [`Queue::settle`].
    pub fn will_be_settled(&self) {
        held(&self.orders).has_settler = true;
    }

    /// Flushes what was written, until the window is closed.
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

    /// Flushes the next entry. Also returns whether there was nothing to flush.
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
        // Unlocked during the flush, so that a slow disk does not keep newer text from being written.
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
        // A failed write is tried again first.
        if !orders.times.is_failing() {
            drop(orders);
            self.is(Told::Nothing, Health::Mended);
        }
    }

    /// Writes and flushes what was noted, whatever any thread was just doing.
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

    /// Like [`Queue::flush`], when the program ends unexpectedly, perhaps in the middle of a frame.
    pub fn flush_at_end(&self) {
        self.is_ending.store(true, Ordering::Relaxed);
        self.flush();
    }

    /// Waits a limited time for the flush. Written entries survive the process, so a slow disk is not worth a long
    /// wait.
    fn await_settler(&self) {
        let mut waited = Duration::ZERO;
        while waited < PATIENCE && soon(&self.book, PATIENCE).is_some_and(|book| book.is_in_flight()) {
            std::thread::sleep(MOMENT);
            waited += MOMENT;
        }
    }

    /// Carries out what was noted, and closes the journal.
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

    /// Tells the window, unless it was told already.
    fn is(&self, told: Told, health: Health) {
        let Some(mut before) = soon(&self.told, PATIENCE) else { return };
        // A failure is more important than being late.
        let is_news = *before != told && (*before, told) != (Told::Failing, Told::Late);
        if is_news && !self.is_ending.load(Ordering::Relaxed) {
            *before = told;
            (self.tell)(health);
        }
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

/// Like [`held`], but gives up after a while, because the calling thread itself may hold the lock.
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
mod tests;
