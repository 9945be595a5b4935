//! Text that is in no file yet, stored in case the program ends before it is saved: one entry per window, in a private
//! folder. `app` decides when an entry is written, and `container` what it contains.
//!
//! An entry consists of several files with a common name that are written in turn, so that a complete one stays intact
//! while the next is written. A written entry survives the end of the process, a flushed one also a power cut.

mod locations;
mod entries;
mod slots;

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use super::container::{Header, Mark, encode, encode_marked};
use super::open::to_native;
use super::user::UserFolders;
use super::write::{WriteError, obstacle_of, write_private};
use crate::article::Article;
use crate::logging;

pub use entries::{Found, forget, found, remove_entry, sweep};
use locations::{ALIVE, folder, name_of, new_name, prepare, private, remove};
use slots::Slots;
pub use slots::Written;

/// The journal of one window. While it exists, other windows see that its entry is open.
#[derive(Debug)]
pub struct Journal {
    folder: PathBuf,
    name: String,
    /// Locked while the window exists: if another window can lock it, the entry is no longer in use.
    alive: Option<File>,
    slots: Slots,
}

impl Journal {
    /// An empty journal, without any file yet; `None` if there is no folder for it.
    pub fn new(folders: &UserFolders) -> Option<Journal> {
        Some(Journal { folder: folder(folders)?, name: new_name(), alive: None, slots: Slots::default() })
    }

    /// Stores an article in the journal's entry, replacing its content, and flushes it.
    ///
    /// # Errors
    /// Fails if the entry cannot be written or flushed; the previous one is still complete.
    pub fn keep(&mut self, header: &Header, article: &Article) -> Result<(), WriteError> {
        let written = self.write(header, article, None)?;
        self.begin_flush(&written);
        let flushed = written.flush();
        self.end_flush(&written, flushed.is_ok());
        flushed
    }

    /// Writes an article to the journal's entry, where it is found from now on unless the power fails. It also replaces
    /// `origin`, the entry that it was recovered from.
    ///
    /// # Errors
    /// Fails if the entry cannot be written; the previous one is still complete.
    pub fn write(
        &mut self,
        header: &Header,
        article: &Article,
        origin: Option<&Path>,
    ) -> Result<Written, WriteError> {
        self.hold()?;
        let (slot, turn) = self.slots.next();
        let mark = Mark { turn, instead_of: origin.and_then(name_of) };
        let path = self.folder.join(slots::file_name(&self.name, slot));
        let bytes = encode_marked(&mark, header, to_native(article).as_bytes());
        let written = Written::to(path, turn, &bytes);
        match &written {
            Ok(_) => log::debug!("wrote {} bytes to the journal", bytes.len()),
            Err(error) => log::error!("cannot write to the journal: {}", logging::kind(&error.obstacle)),
        }
        let written = written?;
        self.slots.written(slot, turn, header.path.as_deref());
        Ok(written)
    }

    /// `written` is being flushed, and must not be overwritten until that is finished.
    pub fn begin_flush(&mut self, written: &Written) {
        self.slots.begin_flush(written.turn());
    }

    /// The flush of `written` has succeeded or failed.
    pub fn end_flush(&mut self, written: &Written, is_flushed: bool) {
        for of_another_draft in self.slots.end_flush(written.turn(), is_flushed) {
            // A file that cannot be removed is overwritten later.
            let _ = remove(&self.folder.join(slots::file_name(&self.name, of_another_draft)));
        }
    }

    /// Stores an article next to the entry, where it stays when this window continues. It is found from now on unless
    /// the power fails.
    ///
    /// # Errors
    /// Fails if the copy cannot be written.
    pub fn set_aside(
        &self,
        header: &Header,
        article: &Article,
        origin: Option<&Path>,
    ) -> Result<Written, WriteError> {
        // It is an entry of its own with a single file, so no other file can be newer.
        let mark = Mark { turn: 0, instead_of: origin.and_then(name_of) };
        let bytes = encode_marked(&mark, header, to_native(article).as_bytes());
        prepare(&self.folder)?;
        Written::to(self.folder.join(slots::file_name(&new_name(), 0)), 0, &bytes)
    }

    /// Removes the entry, because nothing is unsaved any more.
    ///
    /// # Errors
    /// Fails if a file of the entry cannot be removed.
    pub fn clear(&mut self) -> Result<(), WriteError> {
        // The newest file last, so that an older one is never found instead of it.
        for slot in self.slots.oldest_first() {
            remove(&self.folder.join(slots::file_name(&self.name, slot)))?;
            self.slots.cleared(slot);
        }
        Ok(())
    }

    /// Ends the journal of a closed window. An entry that was not cleared stays, and is offered at the next start.
    pub fn end(mut self) {
        if self.alive.take().is_some() {
            let _ = remove(&self.alive());
        }
    }

    fn alive(&self) -> PathBuf {
        self.folder.join(format!("{}.{ALIVE}", self.name))
    }

    /// Marks the entry as open, before it is written.
    fn hold(&mut self) -> Result<(), WriteError> {
        let path = self.alive();
        // The folder may have been emptied, and nobody sees a lock on a removed file.
        if self.alive.is_some() && path.exists() {
            return Ok(());
        }
        prepare(&self.folder)?;
        let failed = |error: io::Error| WriteError { obstacle: obstacle_of(&error), path: path.clone() };
        let file = private().read(true).write(true).create(true).open(&path).map_err(failed)?;
        match file.lock() {
            // Without file locks, an entry may be offered while its window is open, which does no harm.
            Ok(()) | Err(_) => self.alive = Some(file),
        }
        Ok(())
    }
}

/// Stores something that belongs to no window, such as a safety copy, and flushes it. Returns the entry's file.
///
/// # Errors
/// Fails if the copy cannot be written.
pub fn write_aside(folders: &UserFolders, header: &Header, body: &[u8]) -> Result<Option<PathBuf>, WriteError> {
    let Some(folder) = folder(folders) else { return Ok(None) };
    prepare(&folder)?;
    let path = folder.join(slots::file_name(&new_name(), 0));
    // The name is unique, and an entry that may not be flushed must not be found.
    write_private(&path, &encode(header, body)).inspect_err(|_| drop(remove(&path)))?;
    Ok(Some(path))
}

#[cfg(test)]
mod tests;
