//! Whether a draft's file is still what was read or saved. How it stands on the disk is asked first, what it holds
//! decides. What follows from it is the window's business.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use super::folder::{Identity, identity};
use super::read::{Problem, ReadError};
use super::{FileKind, Fingerprint, OpenError, Opened, open_bytes, read_bytes};

/// How a file stands on the disk, without a look into it: while this stays the same, so does what the file holds,
/// unless someone takes pains to hide it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stat {
    size: u64,
    modified: Option<SystemTime>,
    file: Option<Identity>,
    /// When anything of it changed, be it only the time of the last change; nobody can set this one back.
    touched: Option<(i64, i64)>,
}

/// What has become of a draft's file.
#[derive(Debug)]
pub enum Change {
    /// It holds what it held.
    Same,
    Gone,
    /// It holds another article, maybe one of a newer version.
    Other(Box<Opened>),
    /// It cannot be read, or not as a draft; what it holds, where that is known.
    Unreadable(OpenError, Option<Fingerprint>),
}

impl Stat {
    /// Of the file that a path leads to; `None` where there is none.
    pub fn of(path: &Path) -> Option<Stat> {
        let file = fs::metadata(path).ok()?;
        Some(Stat {
            size: file.len(),
            modified: file.modified().ok(),
            file: identity(path),
            touched: touched(&file),
        })
    }
}

#[cfg(unix)]
fn touched(file: &fs::Metadata) -> Option<(i64, i64)> {
    use std::os::unix::fs::MetadataExt;
    Some((file.ctime(), file.ctime_nsec()))
}

#[cfg(not(unix))]
fn touched(_file: &fs::Metadata) -> Option<(i64, i64)> {
    None
}

/// What has become of a draft's file that held `disk`, which was the case when it stood as `seen`; without that it is
/// read in any case. Also gives how it stands now.
pub fn changed(path: &Path, seen: Option<&Stat>, disk: Fingerprint) -> (Change, Option<Stat>) {
    // Taken before the file is read: what changes meanwhile is found the next time.
    let stat = Stat::of(path);
    if stat.is_some() && stat.as_ref() == seen {
        return (Change::Same, stat);
    }
    (held_now(path, disk), stat)
}

fn held_now(path: &Path, disk: Fingerprint) -> Change {
    let bytes = match read_bytes(path) {
        Ok(bytes) => bytes,
        Err(ReadError { problem: Problem::Missing, .. }) => return Change::Gone,
        Err(error) => return Change::Unreadable(OpenError::Read(error), None),
    };
    let now = Fingerprint::of(&bytes);
    if now == disk {
        return Change::Same;
    }
    match open_bytes(bytes, FileKind::Copydesk, path) {
        Ok(opened) => Change::Other(Box::new(opened)),
        Err(error) => Change::Unreadable(error, Some(now)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::file::{save, to_native};

    fn article(headline: &str) -> Article {
        Article { headline: headline.into(), ..Article::default() }
    }

    #[track_caller]
    fn check(now: impl FnOnce(&Path), expected: fn(&Change) -> bool) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tides.copydesk");
        save(&path, &article("High water")).unwrap();
        let disk = Fingerprint::of(to_native(&article("High water")).as_bytes());
        let (change, seen) = changed(&path, None, disk);
        assert!(matches!(change, Change::Same), "{change:?}");
        now(&path);
        let (change, _) = changed(&path, seen.as_ref(), disk);
        assert!(expected(&change), "{change:?}");
    }

    #[test]
    fn what_became_of_a_file_is_told_by_what_it_holds() {
        check(|_| {}, |change| matches!(change, Change::Same));
        check(|path| save(path, &article("High water")).unwrap(), |change| matches!(change, Change::Same));
        check(|path| fs::remove_file(path).unwrap(), |change| matches!(change, Change::Gone));
        check(
            |path| save(path, &article("Low water")).unwrap(),
            |change| matches!(change, Change::Other(opened) if opened.article.headline == "Low water"),
        );
        check(
            |path| fs::write(path, "(headline: ").unwrap(),
            |change| matches!(change, Change::Unreadable(OpenError::Native(..), Some(_))),
        );
        check(
            |path| fs::write(path, "(version: 99)").unwrap(),
            |change| matches!(change, Change::Other(opened) if opened.newer == Some(99)),
        );
    }

    #[cfg(unix)]
    #[test]
    fn another_text_of_the_same_length_and_time_is_another_text() {
        check(
            |path| {
                let time = fs::metadata(path).unwrap().modified().unwrap();
                let text = fs::read_to_string(path).unwrap().replace("High", "Bath");
                fs::write(path, text).unwrap();
                fs::File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
            },
            |change| matches!(change, Change::Other(_)),
        );
    }
}
