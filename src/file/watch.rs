//! Whether a draft’s file still holds what was last read or saved. The metadata is compared first, then the content.
//! The window decides what follows.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::fingerprint::Fingerprint;
use super::folder::{Identity, identity};
use super::kind::FileKind;
use super::open::OpenError;
use super::open::take_in;
use super::opened::Opened;
use super::read::read_bytes;
use crate::logging;

/// The metadata of a file. While it is the same, the content is too, unless someone deliberately hides a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stat {
    size: u64,
    modified: Option<SystemTime>,
    file: Option<Identity>,
    /// When anything about it last changed, including the modification time; this one cannot be set back.
    touched: Option<(i64, i64)>,
}

/// What has happened to a draft's file.
#[derive(Debug)]
pub enum Change {
    /// It has the same content.
    Same,
    Gone,
    /// It contains another article, perhaps of a newer version.
    Other(Box<Opened>),
    /// It is unreadable or not a draft; with its fingerprint, if known.
    Unreadable(OpenError, Option<Fingerprint>),
}

impl Stat {
    /// The metadata of a file of this size.
    #[cfg(test)]
    pub fn for_test(size: u64) -> Stat {
        Stat { size, modified: None, file: None, touched: None }
    }

    /// The metadata of the file at a path; `None` if there is none.
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

/// What has happened to a draft's file that contained `disk` when its metadata was `seen`; without that, it is read in
/// any case. Also returns its current metadata.
pub fn changed(path: &Path, seen: Option<&Stat>, disk: Fingerprint) -> (Change, Option<Stat>) {
    // Taken before the file is read, so that later changes are found the next time.
    let stat = Stat::of(path);
    if stat.is_some() && stat.as_ref() == seen {
        return (Change::Same, stat);
    }
    let change = held_now(path, disk);
    log::debug!("the file of a draft was looked at: {}", logging::kind(&change));
    (change, stat)
}

/// Like [`changed`], for a file that another program may be writing: a changed file is checked again after each pause
/// until it no longer changes. A missing or unreadable file gets some time to reappear.
pub fn settled(path: &Path, seen: Option<&Stat>, disk: Fingerprint, pause: impl Fn()) -> (Change, Option<Stat>) {
    let (mut change, mut stat) = changed(path, seen, disk);
    let mut still = 0;
    for _ in 0..MOST_LOOKS {
        let enough = match change {
            Change::Same => break,
            Change::Other(_) => 1,
            Change::Gone | Change::Unreadable(..) => LOOKS_FOR_THE_REST,
        };
        if still == enough {
            break;
        }
        pause();
        still += 1;
        if Stat::of(path) != stat {
            (change, stat) = changed(path, seen, disk);
            still = 0;
        }
    }
    (change, stat)
}

/// The pause between two checks of a changed file.
pub const PAUSE: Duration = Duration::from_millis(300);
const LOOKS_FOR_THE_REST: usize = 7;
const MOST_LOOKS: usize = 24;

fn held_now(path: &Path, disk: Fingerprint) -> Change {
    let bytes = match read_bytes(path) {
        Ok(bytes) => bytes,
        Err(error) if error.problem.is_absence() => return Change::Gone,
        Err(error) => return Change::Unreadable(OpenError::Read(error), None),
    };
    let now = Fingerprint::of(&bytes);
    if now == disk {
        return Change::Same;
    }
    match take_in(bytes, FileKind::Copydesk, path) {
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

    /// Another program writes the file during the checks: one of these texts at each pause.
    #[track_caller]
    fn check_settled(texts: &[Option<String>], expected: fn(&Change) -> bool) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tides.copydesk");
        save(&path, &article("High water")).unwrap();
        let disk = Fingerprint::of(to_native(&article("High water")).as_bytes());
        let seen = Stat::of(&path);
        let coming = std::cell::RefCell::new(texts.iter());
        let write_next = || match coming.borrow_mut().next() {
            Some(Some(text)) => fs::write(&path, text).unwrap(),
            Some(None) => drop(fs::remove_file(&path)),
            None => {}
        };
        write_next();
        let (change, stat) = settled(&path, seen.as_ref(), disk, write_next);
        assert!(expected(&change), "{change:?}");
        assert_eq!(stat, Stat::of(&path));
        assert_eq!(coming.borrow().len(), 0, "it was not waited for");
    }

    #[test]
    fn what_is_being_written_is_waited_for() {
        let (new, longer) = (to_native(&article("Low water")), to_native(&article("Low water at noon")));
        let whole =
            |change: &Change| matches!(change, Change::Other(now) if now.article.headline.ends_with("noon"));
        let half = Some(longer[..longer.len() / 2].to_owned());
        let nothing = || Some(String::new());
        // Truncated, then written in parts; removed, then created again; complete, and immediately written again.
        check_settled(&[nothing(), half.clone(), Some(longer.clone())], whole);
        check_settled(&[half.clone(), half.clone(), half, Some(longer.clone())], whole);
        check_settled(&[None, None, None, Some(longer.clone())], whole);
        check_settled(&[Some(new.clone()), Some(longer)], whole);
        check_settled(&[None, Some(to_native(&article("High water")))], |change| matches!(change, Change::Same));
        check_settled(&[nothing(), Some(new), None], |change| matches!(change, Change::Gone));
    }

    #[test]
    fn what_never_stands_still_is_taken_as_it_is_at_last() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tides.copydesk");
        let size = std::cell::Cell::new(1);
        let grow = || {
            size.set(size.get() + 1);
            fs::write(&path, "x".repeat(size.get())).unwrap();
        };
        grow();
        let (change, _) = settled(&path, None, Fingerprint::of(b""), grow);
        assert!(matches!(change, Change::Unreadable(OpenError::Native(..), Some(_))), "{change:?}");
    }
}
