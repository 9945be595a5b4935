//! Words that are in no file yet, kept for the case that the program does not get to save them: an entry for every
//! window, in a private folder. When an entry is written is decided by `app`; what one holds is `container`'s.
//!
//! An entry is in several files of one name that are written in turn, so that what was whole stays whole while the next
//! is written. What is written can be found at once, should the process die; what is flushed, should the power fail.

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

/// The journal of one window. While it lives, others see that its entry is open.
#[derive(Debug)]
pub struct Journal {
    folder: PathBuf,
    name: String,
    /// Held while the window lives: whoever can lock it knows that nobody does any more.
    alive: Option<File>,
    slots: Slots,
}

impl Journal {
    /// A journal with nothing in it, and nothing of it on the disk; `None` where there is no folder for it.
    pub fn new(folders: &UserFolders) -> Option<Journal> {
        Some(Journal { folder: folder(folders)?, name: new_name(), alive: None, slots: Slots::default() })
    }

    /// Puts an article into the journal's entry, in the place of what is in it, and on the disk.
    ///
    /// # Errors
    /// Fails if the entry cannot be written or flushed; the previous one is still whole.
    pub fn keep(&mut self, header: &Header, article: &Article) -> Result<(), WriteError> {
        let written = self.write(header, article, None)?;
        self.begin_flush(&written);
        let flushed = written.flush();
        self.end_flush(&written, flushed.is_ok());
        flushed
    }

    /// Puts an article into the journal's entry, where it is found from now on unless the power fails. It stands in the
    /// place of `origin` too, the entry that it was recovered from.
    ///
    /// # Errors
    /// Fails if the entry cannot be written; the previous one is still whole.
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

    /// What was written is being flushed: until that is over it is not written over.
    pub fn begin_flush(&mut self, written: &Written) {
        self.slots.begin_flush(written.turn());
    }

    /// What was written has been flushed, or could not be.
    pub fn end_flush(&mut self, written: &Written, is_flushed: bool) {
        for of_another_draft in self.slots.end_flush(written.turn(), is_flushed) {
            // What cannot be removed is written over one day.
            let _ = remove(&self.folder.join(slots::file_name(&self.name, of_another_draft)));
        }
    }

    /// Puts an article beside the entry, where it stays when this window goes on. It is found from now on unless the
    /// power fails.
    ///
    /// # Errors
    /// Fails if the copy cannot be written.
    pub fn set_aside(
        &self,
        header: &Header,
        article: &Article,
        origin: Option<&Path>,
    ) -> Result<Written, WriteError> {
        // An entry of its own, in a single file: there is no other that could be newer.
        let mark = Mark { turn: 0, instead_of: origin.and_then(name_of) };
        let bytes = encode_marked(&mark, header, to_native(article).as_bytes());
        prepare(&self.folder)?;
        Written::to(self.folder.join(slots::file_name(&new_name(), 0)), 0, &bytes)
    }

    /// Takes the entry away: there is nothing unsaved any more.
    ///
    /// # Errors
    /// Fails if a file of the entry cannot be removed.
    pub fn clear(&mut self) -> Result<(), WriteError> {
        // The newest last: an older one is not to be found in its place.
        for slot in self.slots.oldest_first() {
            remove(&self.folder.join(slots::file_name(&self.name, slot)))?;
            self.slots.cleared(slot);
        }
        Ok(())
    }

    /// The window is closed. An entry that was not cleared stays, and is offered at the next start.
    pub fn end(mut self) {
        if self.alive.take().is_some() {
            let _ = remove(&self.alive());
        }
    }

    fn alive(&self) -> PathBuf {
        self.folder.join(format!("{}.{ALIVE}", self.name))
    }

    /// Shows that the entry is open, before there is one.
    fn hold(&mut self) -> Result<(), WriteError> {
        let path = self.alive();
        // Somebody may have emptied the folder: a lock on a removed file is seen by nobody.
        if self.alive.is_some() && path.exists() {
            return Ok(());
        }
        prepare(&self.folder)?;
        let failed = |error: io::Error| WriteError { obstacle: obstacle_of(&error), path: path.clone() };
        let file = private().read(true).write(true).create(true).open(&path).map_err(failed)?;
        match file.lock() {
            // Where files cannot be locked, an entry may be offered while its window lives: no harm is done by that.
            Ok(()) | Err(_) => self.alive = Some(file),
        }
        Ok(())
    }
}

/// Keeps something that no window holds, such as a copy made for safety, on the disk. Gives the entry's file.
///
/// # Errors
/// Fails if the copy cannot be written.
pub fn write_aside(folders: &UserFolders, header: &Header, body: &[u8]) -> Result<Option<PathBuf>, WriteError> {
    let Some(folder) = folder(folders) else { return Ok(None) };
    prepare(&folder)?;
    let path = folder.join(slots::file_name(&new_name(), 0));
    // No other entry has this name: one that may not be on the disk is not to be found either.
    write_private(&path, &encode(header, body)).inspect_err(|_| drop(remove(&path)))?;
    Ok(Some(path))
}

#[cfg(test)]
mod tests;
