//! Unsaved work that was kept: found, opened, put aside, forgotten, beside the frames.

use std::path::{Path, PathBuf};

use super::{Event, Exchange};
use crate::app::dialog::recovery::{Entry, Why};
use crate::document::Document;
use crate::file::kept::Kind;
use crate::file::{self, Unsaved, UserFolders, journal};

impl Exchange {
    /// Looks for unsaved work of windows that are no more. At the start, what was discarded is left alone.
    pub fn find_unsaved(&self, why: Why) {
        let user = self.user.clone();
        self.start(move || {
            let is_offered = |unsaved: &Unsaved| {
                let is_wanted = why == Why::Asked || unsaved.found.header.kind != Kind::Discarded;
                is_wanted && !unsaved.found.is_open
            };
            let why = match why {
                Why::Started(_) => Why::Started(file::crash_note(&user)),
                Why::Asked => Why::Asked,
            };
            file::drop_saved(&user);
            let found = file::unsaved(&user);
            let entries = found.iter().filter(|unsaved| is_offered(unsaved)).map(Entry::of).collect();
            Event::UnsavedFound(entries, why)
        });
    }

    /// The note of a fault has been read.
    pub fn fault_is_known(&self) {
        file::remove_crash_note(&self.user);
    }

    /// Opens unsaved work. What keeps it stays.
    pub fn recover(&self, kept: PathBuf) {
        let user = self.user.clone();
        self.start(move || {
            let opened = recover(&user, &kept).map(Box::new);
            Event::Recovered(kept, opened)
        });
    }

    /// Puts unsaved work aside; for some days it can be had back.
    pub fn discard_unsaved(&self, kept: PathBuf) {
        let user = self.user.clone();
        self.start(move || {
            let found = journal::found(&user).into_iter().find(|found| found.file == kept);
            let discarded = found.map_or(Ok(()), |found| found.discard().map_err(|error| error.to_string()));
            Event::UnsavedDiscarded(discarded)
        });
    }

    /// Removes unsaved work that has been saved since, with what was made of it.
    pub fn remove_unsaved(&self, kept: PathBuf) {
        let user = self.user.clone();
        self.start(move || {
            let found = journal::found(&user).into_iter().find(|found| found.file == kept);
            // What cannot be removed is offered again: that does no harm.
            Event::UnsavedRemoved(found.map_or(Ok(()), |found| found.remove()).is_ok())
        });
    }

    /// Puts unsaved work aside at once, as the draft made of it is left.
    pub fn leave_unsaved(&self, kept: &Path) {
        if let Some(found) = journal::found(&self.user).into_iter().find(|found| found.file == kept) {
            // What cannot be put aside is offered again: that does no harm.
            let _ = found.discard();
        }
    }

    /// Removes what is kept of a draft beside its file.
    pub fn forget(&self, path: PathBuf) {
        let user = self.user.clone();
        self.start(move || {
            let [unsaved, earlier] = [journal::forget(&user, &path), file::versions::forget(&user, &path)];
            let forgotten = unsaved.and(earlier).map_err(|error| error.to_string());
            Event::Forgotten(path, forgotten)
        });
    }
}

fn recover(user: &UserFolders, kept: &Path) -> Result<Document, String> {
    let found = journal::found(user).into_iter().find(|found| found.file == kept);
    let Some(found) = found else { return Err("the unsaved work is not there any more".into()) };
    let article = found.open().map_err(|error| error.to_string())?;
    Ok(Document::recovered(article, found.header.path, found.header.disk))
}
