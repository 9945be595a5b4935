//! What has been taken from the queue: written, or on its way to the disk. The order ensures that the text is always
//! stored somewhere. `queue` decides who writes and when.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::orders::{Newest, Orders};
use crate::file::WriteError;
use crate::file::journal::{Journal, Written, remove_entry};
use crate::session::Kept;

/// The journal, and what was written to it and is not yet flushed to the disk.
pub(super) struct Book {
    /// `None` once the window is closed.
    journal: Option<Journal>,
    /// Flushed first: the entry of the window is not replaced or cleared before these are on the disk.
    asides: VecDeque<Page>,
    newest: Option<Pending>,
    /// The replaced entry that was removed last.
    removed: Option<PathBuf>,
    is_flushing: bool,
    /// A flush failed and is tried again at this time.
    retry_at: Option<Duration>,
}

/// A written entry.
#[derive(Clone)]
struct Page {
    draft: Arc<Kept>,
    written: Arc<Written>,
    /// A failed flush may have lost it in the system's cache, so it has to be written again.
    is_lost: bool,
}

enum Pending {
    Page(Page),
    /// The entry is removed, together with this one that it was recovered from.
    Clear(Option<PathBuf>),
}

/// An entry to flush without holding the lock of the book.
pub(super) struct Task {
    page: Page,
    is_aside: bool,
}

/// How long to wait after a failed flush before trying again.
const RETRY: Duration = Duration::from_secs(2);

impl Task {
    /// Waits until the entry is on the disk.
    ///
    /// # Errors
    /// Fails if the disk does; the entry may then not survive a power cut.
    pub fn flush(&self) -> Result<(), WriteError> {
        self.page.written.flush()
    }
}

impl Book {
    pub fn new(journal: Journal) -> Book {
        Book {
            journal: Some(journal),
            asides: VecDeque::new(),
            newest: None,
            removed: None,
            is_flushing: false,
            retry_at: None,
        }
    }

    pub fn is_closed(&self) -> bool {
        self.journal.is_none()
    }

    /// Whether everything written is on the disk.
    pub fn is_settled(&self) -> bool {
        self.asides.is_empty() && self.newest.is_none()
    }

    /// Whether something is being flushed, or will be, and no flush has failed.
    pub fn is_in_flight(&self) -> bool {
        !self.is_closed() && !self.is_settled() && self.retry_at.is_none()
    }

    /// When to try a failed flush again.
    pub fn retry_at(&self) -> Option<Duration> {
        self.retry_at.filter(|_| !self.is_flushing && !self.is_settled())
    }

    /// Writes the orders. Those that could not be written remain in `orders`.
    ///
    /// # Errors
    /// Fails if an entry cannot be written; the previous one is still complete.
    pub fn write(&mut self, orders: &mut Orders) -> Result<(), WriteError> {
        let Some(journal) = &mut self.journal else { return Ok(()) };
        while let Some(draft) = orders.set_aside.first() {
            let written = journal.set_aside(&draft.header, &draft.article, draft.origin.as_deref())?;
            // Removed from the orders only now, so that a failed order is tried again.
            let draft = orders.set_aside.remove(0);
            self.asides.push_back(Page::of(Arc::new(draft), written));
        }
        match orders.newest.take() {
            Some(Newest::Unsaved(draft)) => {
                match journal.write(&draft.header, &draft.article, draft.origin.as_deref()) {
                    Ok(written) => self.newest = Some(Pending::Page(Page::of(Arc::from(draft), written))),
                    Err(error) => {
                        orders.newest = Some(Newest::Unsaved(draft));
                        return Err(error);
                    }
                }
            }
            Some(Newest::Nothing(origin)) => self.newest = Some(Pending::Clear(origin)),
            None => {}
        }
        Ok(())
    }

    /// The next entry to flush. Entries that only have to be removed are removed here.
    ///
    /// # Errors
    /// Fails if an entry cannot be removed, or cannot be written again after a failed flush. It is tried again later.
    pub fn next(&mut self, now: Duration) -> Result<Option<Task>, WriteError> {
        if self.is_flushing || self.retry_at.is_some_and(|retry| now < retry) {
            return Ok(None);
        }
        self.retry_at = None;
        self.prepare().inspect_err(|_| self.retry_at = Some(now + RETRY))
    }

    fn prepare(&mut self) -> Result<Option<Task>, WriteError> {
        let Some(journal) = &mut self.journal else { return Ok(None) };
        let (page, is_aside) = match (self.asides.front_mut(), &mut self.newest) {
            (Some(page), _) => (page, true),
            (None, Some(Pending::Page(page))) => (page, false),
            (None, Some(Pending::Clear(origin))) => {
                clear(journal, origin.as_deref())?;
                self.newest = None;
                return Ok(None);
            }
            (None, None) => return Ok(None),
        };
        // After a failed flush, the next one may report success without having written anything.
        if page.is_lost {
            page.write_again(journal, is_aside)?;
        }
        if !is_aside {
            journal.begin_flush(&page.written);
        }
        self.is_flushing = true;
        Ok(Some(Task { page: page.clone(), is_aside }))
    }

    /// Handles the result of a flush.
    ///
    /// # Errors
    /// Returns the result of the flush, after updating the entry.
    pub fn done(&mut self, task: &Task, result: Result<(), WriteError>, now: Duration) -> Result<(), WriteError> {
        self.is_flushing = false;
        if !task.is_aside
            && let Some(journal) = &mut self.journal
        {
            journal.end_flush(&task.page.written, result.is_ok());
        }
        match &result {
            Ok(()) => {
                self.forget_page(task);
                self.remove_origin(task.page.draft.origin.as_deref());
            }
            Err(_) => {
                self.page_of(task).into_iter().for_each(|page| page.is_lost = true);
                self.retry_at = Some(now + RETRY);
            }
        }
        result
    }

    /// The window is closed. What is not flushed yet is left to the system.
    pub fn close(&mut self) {
        let Some(mut journal) = self.journal.take() else { return };
        if let Some(Pending::Clear(origin)) = self.newest.take() {
            // An entry that cannot be removed is offered again.
            let _ = clear(&mut journal, origin.as_deref());
        }
        journal.end();
    }

    fn page_of(&mut self, task: &Task) -> Option<&mut Page> {
        let page = match (task.is_aside, &mut self.newest) {
            (true, _) => self.asides.front_mut(),
            (false, Some(Pending::Page(page))) => Some(page),
            (false, Some(Pending::Clear(_)) | None) => None,
        };
        page.filter(|page| Arc::ptr_eq(&page.written, &task.page.written))
    }

    fn forget_page(&mut self, task: &Task) {
        match (self.page_of(task).is_some(), task.is_aside) {
            (true, true) => drop(self.asides.pop_front()),
            (true, false) => self.newest = None,
            // Something newer has been written since.
            (false, _) => {}
        }
    }

    fn remove_origin(&mut self, origin: Option<&Path>) {
        let Some(origin) = origin.filter(|origin| self.removed.as_deref() != Some(*origin)) else { return };
        // If it cannot be removed, it is still hidden behind the entry that replaces it.
        if remove_entry(origin).is_ok() {
            self.removed = Some(origin.to_owned());
        }
    }
}

impl Page {
    fn of(draft: Arc<Kept>, written: Written) -> Page {
        Page { draft, written: Arc::new(written), is_lost: false }
    }

    /// Writes the page to another file, because the system's cache of the first one may differ from what was written.
    fn write_again(&mut self, journal: &mut Journal, is_aside: bool) -> Result<(), WriteError> {
        let Kept { header, article, origin } = &*self.draft;
        let before = Arc::clone(&self.written);
        if is_aside {
            self.written = Arc::new(journal.set_aside(header, article, origin.as_deref())?);
            let _ = remove_entry(before.path());
        } else {
            self.written = Arc::new(journal.write(header, article, origin.as_deref())?);
        }
        self.is_lost = false;
        Ok(())
    }
}

/// Removes the older entry first, so that it is never found without the newer one.
fn clear(journal: &mut Journal, origin: Option<&Path>) -> Result<(), WriteError> {
    origin.map_or(Ok(()), remove_entry)?;
    journal.clear()
}
