//! Finds, opens, discards and deletes unsaved work in the background.

use std::path::{Path, PathBuf};

use super::event::Event;
use super::values::Entry;
use super::worker::Exchange;
use crate::compare::tally;
use crate::document::Document;
use crate::file::container::Kind;
use crate::file::{self, Fingerprint, Standing, Unsaved, UserFolders, disk, journal};
use crate::session::{Input, Recovery, Why};

impl Exchange {
    /// Searches for unsaved work of closed windows. Discarded work is included only when the writer asks for it.
    pub fn find_unsaved(&self, why: Why) {
        let user = self.user.clone();
        self.start(move || {
            let why = match why {
                Why::Started(_) => Why::Started(disk::crash_note(&user)),
                Why::Opened(_) | Why::Asked => why,
            };
            disk::drop_saved(&user);
            let found = disk::unsaved(&user);
            let offered = found.iter().filter(|unsaved| !unsaved.found.is_open && is_offered(unsaved, &why));
            let entries = offered.map(entry).collect();
            Event::UnsavedFound(entries, why)
        });
    }

    /// Removes the note about a crash, which has been shown.
    pub fn fault_is_known(&self) {
        disk::remove_crash_note(&self.user);
    }

    /// Opens unsaved work. Its journal file stays until another one replaces it.
    pub fn recover(&self, kept: PathBuf) {
        let user = self.user.clone();
        self.start(move || {
            let result = recover(&user, &kept);
            Event::Session(Input::Recovered(Recovery { kept, result }))
        });
    }

    /// Discards unsaved work. It can be recovered for some days.
    pub fn discard_unsaved(&self, kept: PathBuf) {
        let user = self.user.clone();
        self.start(move || {
            let found = journal::found(&user).into_iter().find(|found| found.file == kept);
            let discarded =
                found.map_or(Err(GONE.into()), |found| found.discard().map_err(|error| error.to_string()));
            Event::Session(Input::UnsavedDiscarded(discarded))
        });
    }

    /// Removes what is stored about a draft outside its file.
    pub fn forget(&self, path: PathBuf) {
        let user = self.user.clone();
        self.start(move || {
            let [unsaved, earlier] = [journal::forget(&user, &path), file::versions::forget(&user, &path)];
            disk::forget_whereabouts(&user, &path);
            let forgotten = unsaved.and(earlier).map_err(|error| error.to_string());
            Event::Session(Input::Forgotten(path, forgotten))
        });
    }
}

/// Whether this unsaved work is offered for this reason.
fn is_offered(unsaved: &Unsaved, why: &Why) -> bool {
    let header = &unsaved.found.header;
    let is_wanted = header.kind != Kind::Discarded;
    match why {
        Why::Started(_) => is_wanted,
        Why::Opened(draft) => {
            let path = header.path.as_deref().map(disk::real_path);
            is_wanted && path.is_some_and(|path| path == disk::real_path(draft))
        }
        Why::Asked => true,
    }
}

const GONE: &str = "it is no longer there; another window may have opened it";

fn recover(user: &UserFolders, kept: &Path) -> Result<(Box<Document>, u64), String> {
    let found = journal::found(user).into_iter().find(|found| found.file == kept && !found.is_open);
    let Some(found) = found else { return Err(GONE.into()) };
    let article = found.open().map_err(|error| error.to_string())?;
    let basis = disk::basis(user, &found.header);
    let file::container::Header { path, at, .. } = found.header;
    // If the content of the file is unknown, any content there has to be asked about.
    let disk = basis.or_else(|| path.is_some().then(|| Fingerprint::of(b"")));
    Ok((Box::new(Document::recovered(article, path, disk)), at))
}

/// The folder of a file, as a full path and shortened to the home folder.
fn folder(path: Option<&Path>) -> [String; 2] {
    let Some(folder) = path.and_then(Path::parent) else {
        return ["Never saved".to_owned(), "Never saved".to_owned()];
    };
    let home = directories::UserDirs::new();
    let within = home.as_ref().and_then(|dirs| folder.strip_prefix(dirs.home_dir()).ok());
    let short = match within {
        Some(rest) if rest.as_os_str().is_empty() => "Home folder".to_owned(),
        Some(rest) => rest.display().to_string(),
        None => folder.display().to_string(),
    };
    [folder.display().to_string(), short]
}

fn standing(standing: &Standing) -> &'static str {
    match standing {
        Standing::NeverSaved => "This draft was never saved. Its full text:",
        Standing::Same(_) => "Compared with the saved file:",
        Standing::Changed(_) => "Compared with the saved file, which has changed since:",
        Standing::Newer(_) => "Compared with the saved file, since saved by a newer version of Copydesk:",
        Standing::Gone => "The saved file is missing or cannot be read. The full unsaved text:",
    }
}

/// What to show of unsaved work.
fn entry(unsaved: &Unsaved) -> Entry {
    let header = &unsaved.found.header;
    let differences = unsaved.differences();
    Entry {
        file: unsaved.found.file.clone(),
        kind: header.kind,
        at: header.at,
        name: unsaved.name(),
        path: header.path.clone(),
        folder: folder(header.path.as_deref()),
        standing: standing(&unsaved.standing),
        tally: tally(&differences),
        differences,
        language: unsaved.article.language.clone(),
        has_saved: unsaved.saved().is_some(),
    }
}
