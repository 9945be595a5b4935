//! Opens files: drafts with their lock, in the way that was asked for, and texts of other kinds as new drafts. Where a
//! draft is gone or damaged, what is kept of it is found.

use std::path::Path;

use super::super::derived::Prepared;
use super::values::{Import, NotOpened, Opened, Way};
use crate::article::Article;
use crate::document::{Document, ReadOnly};
use crate::file::versions::{self, Version};
use crate::file::{self, FileKind, Fingerprint, Holding, OpenError, UserFolders};
use crate::format;
use crate::markdown::cost;
use crate::reading::{Origin, Reading};
use crate::recognise::{Recognised, recognise};

impl Opened {
    /// What the window shows of it beside its text.
    pub(super) fn prepared(&self) -> Option<Prepared> {
        match self {
            Opened::Draft(document, _) => Some(Prepared::of(document.article())),
            Opened::Import(import) => Some(Prepared::of(&import.recognised.article)),
            Opened::Held(_) => None,
        }
    }
}

/// Opens a file of any kind that can be read. `now` is in seconds since 1970; what is kept of drafts is in the folders
/// of `user`.
pub fn open(path: &Path, way: Way, now: u64, user: &UserFolders) -> Result<Opened, NotOpened> {
    match (FileKind::of(path), way) {
        (Some(FileKind::Copydesk), Way::Earlier) => open_earlier(path, user),
        (Some(FileKind::Copydesk), way) => open_draft(path, way, now)
            .map_err(|error| NotOpened { earlier: earlier_for(&error, path, user), reason: error.to_string() }),
        (Some(FileKind::Text | FileKind::Markdown | FileKind::Html) | None, _) => match import(path) {
            Ok(import) => Ok(Opened::Import(Box::new(import))),
            Err(reason) => Err(NotOpened { reason, earlier: None }),
        },
    }
}

fn open_draft(path: &Path, way: Way, now: u64) -> Result<Opened, OpenError> {
    // Locked first: what is read is then what the one before has left.
    let lock = match &way {
        // What is not there leaves no lock behind either.
        Way::Locked(_) if !file::is_taken(path) => None,
        Way::Locked(own) => match file::hold(path, now) {
            Holding::Ours(lock) => Some(lock),
            Holding::Theirs(holder) if own.as_ref() == Some(&holder) => None,
            Holding::Theirs(holder) => return Ok(Opened::Held(holder)),
            Holding::Unlocked => None,
        },
        Way::TakeOver(asked) => match file::take_over(path, asked, now) {
            Holding::Ours(lock) => Some(lock),
            Holding::Theirs(holder) => return Ok(Opened::Held(holder)),
            Holding::Unlocked => None,
        },
        Way::ReadOnly(_) | Way::Copy | Way::Earlier => None,
    };
    let opened = file::open(path, None)?;
    let newer = opened.newer.map(ReadOnly::Newer);
    let is_copy = way == Way::Copy && newer.is_none();
    if is_copy {
        return Ok(Opened::Draft(Box::new(Document::recovered(opened.article, None, None)), None));
    }
    let document = Document::opened(opened.article, path.into(), opened.fingerprint);
    let held = match way {
        Way::ReadOnly(who) => Some(ReadOnly::Held(who)),
        Way::Locked(_) | Way::Copy | Way::TakeOver(_) | Way::Earlier => None,
    };
    Ok(match newer.or(held) {
        // Nobody writes in it here: the lock goes.
        Some(why) => Opened::Draft(Box::new(document.read_only(why)), None),
        None => Opened::Draft(Box::new(document), lock),
    })
}

/// Of so many versions the newest that can be read is looked for.
const MOST_TRIED: usize = 20;

/// The newest version of a draft that can be read.
fn newest(path: &Path, user: &UserFolders) -> Option<(Version, Article)> {
    let versions = versions::list(user, path).into_iter().take(MOST_TRIED);
    versions.into_iter().find_map(|version| {
        let article = versions::read(user, path, &version).ok()?;
        Some((version, article))
    })
}

/// When the version was saved that can stand in for a draft.
fn earlier_for(error: &OpenError, path: &Path, user: &UserFolders) -> Option<u64> {
    error.is_loss().then(|| newest(path, user)).flatten().map(|(version, _)| version.at)
}

fn open_earlier(path: &Path, user: &UserFolders) -> Result<Opened, NotOpened> {
    let Some((_, article)) = newest(path, user) else {
        let reason = file::about(path, "has no earlier versions").to_string();
        return Err(NotOpened { reason, earlier: None });
    };
    // What is left of the file may be written over, and nothing that has come there since.
    let disk = file::read_bytes(path).unwrap_or_default();
    let document = Document::recovered(article, Some(path.into()), Some(Fingerprint::of(&disk)));
    Ok(Opened::Draft(Box::new(document), None))
}

pub(super) fn import(path: &Path) -> Result<Import, String> {
    let opened = file::open(path, None).map_err(|error| error.to_string())?;
    let article = &opened.article;
    let items = article.takeaways.len() + article.sections.len() + article.sources.len();
    let cost = cost::in_window(article.long_texts(), items);
    match refusal(cost, file::memory_left()) {
        Some(words) => Err(file::about(path, format_args!("cannot be opened here: {words}")).to_string()),
        None => Ok(taken_in(opened, path)),
    }
}

/// Why a text that takes so much is not taken in, where so much memory is left; both in bytes. What the writer has kept is
/// opened whatever it takes.
fn refusal(cost: usize, left: Option<usize>) -> Option<String> {
    let gigabytes = |bytes: usize| bytes as f64 / 1e9;
    let needs = format!("it needs about {:.1} GB of memory", gigabytes(cost));
    match left {
        Some(left) if cost > left => Some(format!(
            "{needs}, and {:.1} GB are free; close other programs or split the file",
            gigabytes(left)
        )),
        _ if cost > cost::MOST => Some(format!("{needs}, and the limit is 2 GB; split the file")),
        _ => None,
    }
}

fn taken_in(opened: file::Opened, path: &Path) -> Import {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let file::Opened { article, report, aside, .. } = opened;
    Import { recognised: Recognised { article, report, aside }, name }
}

/// Makes an article of a text in a format.
pub fn import_text(text: &str, origin: Origin, name: String) -> Import {
    import_reading(&format::read(text, origin), name)
}

/// Makes an article of what was read.
pub fn import_reading(reading: &Reading, name: String) -> Import {
    Import { recognised: recognise(reading), name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_takes_more_memory_than_is_left_is_refused_with_both_numbers() {
        let words = "it needs about 6.1 GB of memory, and 2.0 GB are free; close other programs or split the file";
        assert_eq!(refusal(6_060_000_000, Some(2_000_000_000)).as_deref(), Some(words));
        assert_eq!(refusal(2_000_000_000, Some(2_000_000_000)), None);
        let words = "it needs about 6.1 GB of memory, and the limit is 2 GB; split the file";
        for left in [None, Some(16_000_000_000)] {
            assert_eq!(refusal(6_060_000_000, left).as_deref(), Some(words));
            assert_eq!(refusal(2_000_000_000, left), None);
        }
    }
}
