use std::fs;
use std::time::{Duration, SystemTime};

use super::super::container::Kind;
use super::super::{Fingerprint, OpenError, VERSION};
use super::locations::{ENTRY, is_held};
use super::*;

fn folders(folder: &tempfile::TempDir) -> UserFolders {
    UserFolders::within(folder.path())
}

fn article(headline: &str) -> Article {
    Article { headline: headline.into(), ..Article::default() }
}

fn header(path: &str, at: u64) -> Header {
    Header { kind: Kind::Unsaved, path: Some(path.into()), disk: Some(Fingerprint::of(b"old")), at }
}

fn names(folders: &UserFolders) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder(folders).unwrap()) else { return Vec::new() };
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

fn headlines(folders: &UserFolders) -> Vec<String> {
    found(folders).iter().map(|found| found.open().unwrap().headline).collect()
}

fn make_old(path: &Path, days: u64) {
    let then = SystemTime::now() - Duration::from_secs(days * 24 * 3600);
    File::options().write(true).open(path).unwrap().set_modified(then).unwrap();
}

#[test]
fn what_was_kept_last_is_found_and_is_open_while_its_window_lives() {
    let folder = tempfile::tempdir().unwrap();
    let folders = folders(&folder);
    assert_eq!(found(&folders), []);
    let mut journal = Journal::new(&folders).unwrap();
    assert_eq!(names(&folders), [] as [&str; 0]);
    journal.keep(&header("/eels", 1), &article("Eels")).unwrap();
    journal.keep(&header("/eels", 2), &article("Eels climb")).unwrap();
    let open = found(&folders);
    assert_eq!((open.len(), open[0].is_open, &open[0].header), (1, true, &header("/eels", 2)));
    assert_eq!(open[0].open().unwrap(), article("Eels climb"));
    // As when the process ends: nothing is cleaned up.
    drop(journal);
    let left = found(&folders);
    assert_eq!((left.len(), left[0].is_open), (1, false));
    left[0].remove().unwrap();
    assert_eq!(names(&folders), [] as [&str; 0]);
    // A missing file is not an error.
    left[0].remove().unwrap();
}

#[test]
fn a_window_that_is_closed_leaves_only_what_was_not_cleared() {
    let folder = tempfile::tempdir().unwrap();
    let folders = folders(&folder);
    let mut saved = Journal::new(&folders).unwrap();
    saved.keep(&header("/a", 1), &article("Saved")).unwrap();
    saved.clear().unwrap();
    saved.clear().unwrap();
    saved.end();
    assert_eq!(names(&folders), [] as [&str; 0]);
    let mut unsaved = Journal::new(&folders).unwrap();
    unsaved.keep(&header("/b", 1), &article("Unsaved")).unwrap();
    unsaved.end();
    assert_eq!(headlines(&folders), ["Unsaved"]);
    assert_eq!(names(&folders).len(), 1);
}

#[test]
fn entries_of_several_windows_come_newest_first() {
    let folder = tempfile::tempdir().unwrap();
    let folders = folders(&folder);
    let journals = [("Second", 2), ("Third", 3), ("First", 1)].map(|(headline, at)| {
        let mut journal = Journal::new(&folders).unwrap();
        journal.keep(&Header { path: None, ..header("", at) }, &article(headline)).unwrap();
        journal
    });
    assert_eq!(headlines(&folders), ["Third", "Second", "First"]);
    drop(journals);
}

#[test]
fn what_is_not_whole_is_passed_over_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let folders = folders(&folder);
    let mut journal = Journal::new(&folders).unwrap();
    journal.keep(&header("/eels", 1), &article("Eels")).unwrap();
    let file = found(&folders)[0].file.clone();
    let whole = fs::read(&file).unwrap();
    for end in 0..whole.len() {
        fs::write(&file, &whole[..end]).unwrap();
        assert_eq!(found(&folders), [], "cut at {end}");
        let mut flipped = whole.clone();
        flipped[end] ^= 1;
        fs::write(&file, flipped).unwrap();
        assert_eq!(found(&folders), [], "flipped at {end}");
    }
    sweep(&folders);
    assert!(file.exists());
    // An entry that is damaged after it was found is refused, too.
    fs::write(&file, &whole).unwrap();
    let good = found(&folders).remove(0);
    fs::write(&file, &whole[1..]).unwrap();
    assert!(matches!(good.open(), Err(OpenError::Read(_))));
}

#[test]
fn what_was_whole_before_is_found_while_the_next_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let folders = folders(&folder);
    let mut journal = Journal::new(&folders).unwrap();
    for (turn, headline) in ["One", "Two", "Three"].into_iter().enumerate() {
        // The clock is set back in the meantime, and the newest entry is still the newest.
        journal.keep(&header("/eels", 9 - turn as u64), &article(headline)).unwrap();
        assert_eq!(headlines(&folders), [headline]);
    }
    let newest = found(&folders)[0].file.clone();
    let whole = fs::read(&newest).unwrap();
    for end in 0..whole.len() {
        fs::write(&newest, &whole[..end]).unwrap();
        assert_eq!(headlines(&folders), ["Two"], "cut at {end}");
        let mut flipped = whole.clone();
        flipped[end] ^= 1;
        fs::write(&newest, flipped).unwrap();
        assert_eq!(headlines(&folders), ["Two"], "flipped at {end}");
    }
    // No older one is found either when the entry is removed.
    fs::write(&newest, &whole).unwrap();
    drop(journal);
    found(&folders)[0].remove().unwrap();
    assert_eq!(names(&folders), [] as [&str; 0]);
}

#[test]
fn what_is_written_is_found_before_it_is_flushed() {
    let folder = tempfile::tempdir().unwrap();
    let folders = folders(&folder);
    let mut journal = Journal::new(&folders).unwrap();
    let first = journal.write(&header("/eels", 1), &article("One"), None).unwrap();
    journal.begin_flush(&first);
    for headline in ["Two", "Three", "Four", "Five"] {
        // The disk is slow: all of these are written while the first is being flushed.
        journal.write(&header("/eels", 1), &article(headline), None).unwrap();
        assert_eq!(headlines(&folders), [headline]);
    }
    first.flush().unwrap();
    journal.end_flush(&first, true);
    assert_eq!(headlines(&folders), ["Five"]);
    journal.clear().unwrap();
    journal.end();
    assert_eq!(names(&folders), [] as [&str; 0]);
}

#[test]
fn what_was_recovered_again_and_again_is_one_entry_at_every_moment() {
    let folder = tempfile::tempdir().unwrap();
    let folders = folders(&folder);
    write_aside(&folders, &header("/eels", 1), to_native(&article("One")).as_bytes()).unwrap();
    // Each program ends before it could remove the entry it recovered from.
    for headline in ["Two", "Three"] {
        let origin = found(&folders).remove(0);
        let mut journal = Journal::new(&folders).unwrap();
        journal.write(&header("/eels", 2), &article(headline), Some(&origin.file)).unwrap();
        assert_eq!(headlines(&folders), [headline]);
    }
    assert_eq!(names(&folders).iter().filter(|name| name.ends_with(ENTRY)).count(), 3);
    // After it is discarded, none of the older ones is found again.
    let found_before = found(&folders).remove(0);
    found_before.discard().unwrap();
    assert_eq!(found(&folders).iter().map(|found| found.header.kind).collect::<Vec<_>>(), [Kind::Discarded]);
    assert_eq!(names(&folders).iter().filter(|name| name.ends_with(ENTRY)).count(), 1);
    found(&folders)[0].remove().unwrap();
    assert_eq!(found(&folders), []);
}

#[test]
fn a_forged_name_of_what_was_recovered_leads_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let folders = folders(&folder);
    let inside = super::folder(&folders).unwrap();
    let outside = folder.path().join("outside.kept");
    write_aside(&folders, &header("/eels", 1), b"").unwrap();
    fs::write(&outside, "a file of another program").unwrap();
    for name in ["../../outside", "", ".", outside.to_str().unwrap().trim_end_matches(".kept")] {
        let mark = Mark { turn: 0, instead_of: Some(name.to_owned()) };
        let entry = inside.join("1-1-1.kept");
        fs::write(&entry, encode_marked(&mark, &header("/weirs", 1), b"")).unwrap();
        remove_entry(&entry).unwrap();
        assert!(outside.exists() && found(&folders).len() == 1, "{name}");
    }
}

#[test]
fn to_ask_whether_an_entry_is_open_is_in_nobody_s_way() {
    let folder = tempfile::tempdir().unwrap();
    let alive = folder.path().join("1.alive");
    fs::write(&alive, "").unwrap();
    let asking = File::open(&alive).unwrap();
    asking.try_lock_shared().unwrap();
    assert!(!is_held(&alive));
    drop(asking);
    let holding = File::open(&alive).unwrap();
    holding.try_lock().unwrap();
    assert!(is_held(&alive));
}

#[test]
fn a_draft_of_a_newer_version_is_not_recovered_in_part() {
    let folder = tempfile::tempdir().unwrap();
    let folders = folders(&folder);
    let whole = to_native(&article("Eels"));
    let body = whole.replacen(&format!("version: {VERSION}"), "version: 999", 1);
    assert_ne!(body, whole);
    write_aside(&folders, &header("/eels", 1), body.as_bytes()).unwrap();
    assert!(matches!(found(&folders)[0].open(), Err(OpenError::Native(..))));
}

#[test]
fn what_is_discarded_is_kept_for_a_week() {
    let folder = tempfile::tempdir().unwrap();
    let folders = folders(&folder);
    let discarded = Header { kind: Kind::Discarded, ..header("/a", 1) };
    Journal::new(&folders).unwrap().set_aside(&discarded, &article("Discarded"), None).unwrap();
    write_aside(&folders, &header("/b", 2), to_native(&article("Unsaved")).as_bytes()).unwrap();
    for entry in found(&folders) {
        make_old(&entry.file, 30);
    }
    found(&folders)[0].discard().unwrap();
    assert_eq!(found(&folders).iter().map(|found| found.header.kind).collect::<Vec<_>>(), [Kind::Discarded; 2]);
    // One was discarded a month ago, the other just now.
    sweep(&folders);
    assert_eq!(headlines(&folders), ["Unsaved"]);
    assert_eq!(found(&folders)[0].header.at, 2);
}

#[test]
fn unsaved_work_is_never_swept_and_what_is_left_of_windows_is() {
    let folder = tempfile::tempdir().unwrap();
    let folders = folders(&folder);
    let mut dead = Journal::new(&folders).unwrap();
    dead.keep(&header("/dead", 1), &article("Dead")).unwrap();
    drop(dead);
    let mut living = Journal::new(&folders).unwrap();
    living.keep(&header("/living", 2), &article("Living")).unwrap();
    let litter = super::folder(&folders).unwrap().join(".copydesk-x.new");
    fs::write(&litter, "half an entry").unwrap();
    sweep(&folders);
    assert_eq!(names(&folders).len(), 5);
    for name in names(&folders) {
        make_old(&super::folder(&folders).unwrap().join(name), 400);
    }
    sweep(&folders);
    assert_eq!(headlines(&folders), ["Living", "Dead"]);
    assert_eq!(names(&folders).len(), 3);
    assert!(found(&folders)[0].is_open);
}

#[test]
fn a_draft_is_forgotten_and_no_other_one() {
    let folder = tempfile::tempdir().unwrap();
    let folders = folders(&folder);
    for (path, headline) in [("/a", "One"), ("/b", "Other"), ("/a", "Two")] {
        write_aside(&folders, &header(path, 1), to_native(&article(headline)).as_bytes()).unwrap();
    }
    // An entry that a window has open is not swept.
    let mut open = Journal::new(&folders).unwrap();
    open.keep(&header("/a", 0), &article("Open")).unwrap();
    forget(&folders, Path::new("/a")).unwrap();
    assert_eq!(headlines(&folders), ["Other", "Open"]);
}

#[test]
fn without_a_folder_nothing_is_kept() {
    let nowhere = UserFolders::default();
    assert!(Journal::new(&nowhere).is_none());
    assert_eq!(write_aside(&nowhere, &header("/a", 1), b""), Ok(None));
    assert_eq!(found(&nowhere), []);
    sweep(&nowhere);
    forget(&nowhere, Path::new("/a")).unwrap();
}

#[cfg(unix)]
#[test]
fn nobody_else_may_look_into_it() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let folders = folders(&folder);
    let mut journal = Journal::new(&folders).unwrap();
    let inside = super::folder(&folders).unwrap();
    fs::create_dir_all(&inside).unwrap();
    fs::set_permissions(&inside, fs::Permissions::from_mode(0o755)).unwrap();
    journal.keep(&header("/a", 1), &article("Eels")).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&inside), 0o700);
    fs::set_permissions(&inside, fs::Permissions::from_mode(0o777)).unwrap();
    write_aside(&folders, &header("/a", 1), b"").unwrap();
    assert_eq!(mode(&inside), 0o700);
    fs::set_permissions(&inside, fs::Permissions::from_mode(0o777)).unwrap();
    drop(journal.set_aside(&header("/a", 1), &article("Eels"), None).unwrap());
    assert_eq!(mode(&inside), 0o700);
    for name in names(&folders) {
        assert_eq!(mode(&inside.join(name)), 0o600);
    }
}

#[cfg(unix)]
#[test]
fn a_link_or_a_pipe_among_the_entries_is_no_entry() {
    let folder = tempfile::tempdir().unwrap();
    let folders = folders(&folder);
    write_aside(&folders, &header("/a", 1), b"").unwrap();
    let real = found(&folders)[0].file.clone();
    std::os::unix::fs::symlink(&real, real.with_file_name("link.kept")).unwrap();
    fs::create_dir(real.with_file_name("folder.kept")).unwrap();
    assert_eq!(found(&folders).len(), 1);
}
