//! Opens files: drafts with their lock, in the requested way, and other text as new drafts. If a draft is missing or
//! damaged, it looks for an earlier version.

use std::path::Path;

use super::super::derived::Prepared;
use super::import::import;
use super::worker::Locks;
use crate::article::Article;
use crate::document::{Document, ReadOnly};
use crate::file::versions::{self, Version};
use crate::file::{self, FileKind, Fingerprint, Holding, NativeError, OpenError, UserFolders, Whereabouts, disk};
use crate::session::{NotOpened, Opened, Way};

/// The last position in a draft, if it is stored.
pub(super) fn whereabouts(user: &UserFolders, draft: &Path) -> Option<Whereabouts> {
    disk::whereabouts(user, draft)
}

/// Opens a file of any readable format. `now` is in seconds since 1970; the data of drafts is in the folders of `user`,
/// and locks go into `locks`. Also returns what is derived from the article.
pub(super) fn open(
    path: &Path,
    way: Way,
    now: u64,
    user: &UserFolders,
    locks: &Locks,
) -> (Result<Opened, NotOpened>, Option<Box<Prepared>>) {
    let result = open_in_a_way(path, way, now, user, locks);
    let prepared = result.as_ref().ok().and_then(prepared).map(Box::new);
    (result, prepared)
}

fn prepared(opened: &Opened) -> Option<Prepared> {
    match opened {
        Opened::Draft(document, ..) => Some(Prepared::of(document.article())),
        Opened::Import(import) => Some(Prepared::of(&import.recognised.article)),
        Opened::Held(_) => None,
    }
}

fn open_in_a_way(path: &Path, way: Way, now: u64, user: &UserFolders, locks: &Locks) -> Result<Opened, NotOpened> {
    match FileKind::of(path) {
        Some(FileKind::Copydesk) => match way {
            Way::Earlier => open_earlier(path, user),
            Way::Locked(_) | Way::ReadOnly(_) | Way::Copy | Way::TakeOver(_) | Way::Side(_) => {
                open_draft(path, way, now, locks).map_err(|error| not_opened(error, path, user))
            }
        },
        Some(FileKind::Text | FileKind::Markdown | FileKind::Html) | None => match import(path) {
            Ok(import) => Ok(Opened::Import(Box::new(import))),
            Err(reason) => Err(because(reason)),
        },
    }
}

fn not_opened(error: OpenError, path: &Path, user: &UserFolders) -> NotOpened {
    let (reason, earlier) = (error.to_string(), earlier_for(&error, path, user));
    let conflict =
        if let OpenError::Native(NativeError::Conflict(conflict), _) = error { Some(conflict) } else { None };
    NotOpened { reason, earlier, conflict }
}

fn because(reason: String) -> NotOpened {
    NotOpened { reason, earlier: None, conflict: None }
}

fn open_draft(path: &Path, way: Way, now: u64, locks: &Locks) -> Result<Opened, OpenError> {
    // Locked before reading, so that the last changes of the previous holder are read.
    let lock = match &way {
        // A missing file is not locked either.
        Way::Locked(_) if !disk::is_taken(path) => None,
        Way::Locked(own) => match disk::hold(path, now) {
            Holding::Ours(lock) => Some(lock),
            Holding::Theirs(holder) if own.as_ref() == Some(&holder) => None,
            Holding::Theirs(holder) => return Ok(Opened::Held(holder)),
            Holding::Unlocked => None,
        },
        Way::TakeOver(asked) => match disk::take_over(path, asked, now) {
            Holding::Ours(lock) => Some(lock),
            Holding::Theirs(holder) => return Ok(Opened::Held(holder)),
            Holding::Unlocked => None,
        },
        Way::ReadOnly(_) | Way::Copy | Way::Earlier | Way::Side(_) => None,
    };
    let opened = match &way {
        Way::Side(side) => disk::open_side(path, None, *side)?,
        Way::Locked(_) | Way::ReadOnly(_) | Way::Copy | Way::TakeOver(_) | Way::Earlier => disk::open(path, None)?,
    };
    let newer = opened.newer.map(ReadOnly::Newer);
    let is_copy = matches!(way, Way::Copy | Way::Side(_)) && newer.is_none();
    if is_copy {
        let document = Document::recovered(opened.article, None, None);
        return Ok(Opened::Draft(Box::new(document), None, opened.conflict));
    }
    let document = Document::opened(opened.article, path.into(), opened.fingerprint);
    let held = match way {
        Way::ReadOnly(who) => Some(ReadOnly::Held(who)),
        Way::Locked(_) | Way::Copy | Way::TakeOver(_) | Way::Earlier | Way::Side(_) => None,
    };
    Ok(match newer.or(held) {
        // The draft is read-only here, so the lock is released.
        Some(why) => Opened::Draft(Box::new(document.read_only(why)), None, opened.conflict),
        None => Opened::Draft(Box::new(document), lock.map(|lock| locks.keep(lock)), opened.conflict),
    })
}

/// How many versions are tried to find one that can be read.
const MOST_TRIED: usize = 20;

/// The newest readable version of a draft.
fn newest(path: &Path, user: &UserFolders) -> Option<(Version, Article)> {
    let versions = versions::list(user, path).into_iter().take(MOST_TRIED);
    versions.into_iter().find_map(|version| {
        let article = versions::read(user, path, &version).ok()?;
        Some((version, article))
    })
}

/// When the version was saved that can be opened instead of a draft, in seconds since 1970.
fn earlier_for(error: &OpenError, path: &Path, user: &UserFolders) -> Option<u64> {
    error.is_loss().then(|| newest(path, user)).flatten().map(|(version, _)| version.at)
}

fn open_earlier(path: &Path, user: &UserFolders) -> Result<Opened, NotOpened> {
    let Some((_, article)) = newest(path, user) else {
        let reason = file::about(path, "has no earlier versions").to_string();
        return Err(because(reason));
    };
    // The rest of the file may be overwritten, but nothing written to it since.
    let disk = disk::read_bytes(path).unwrap_or_default();
    let document = Document::recovered(article, Some(path.into()), Some(Fingerprint::of(&disk)));
    Ok(Opened::Draft(Box::new(document), None, None))
}
