use std::path::PathBuf;

use super::*;
use crate::file::{Expected, Fingerprint, save_draft, to_native};

const NOON: u64 = 1_772_452_800;

struct Desk {
    folder: tempfile::TempDir,
    folders: UserFolders,
}

impl Desk {
    fn new() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let folders = UserFolders::within(&folder.path().join("user"));
        Desk { folder, folders }
    }

    fn draft(&self) -> PathBuf {
        self.folder.path().join("tides.copydesk")
    }

    fn keep(&self, headline: &str, at: u64) {
        keep(&self.folders, &self.draft(), text(headline).as_bytes(), at).unwrap();
    }

    fn list(&self) -> Vec<Version> {
        list(&self.folders, &self.draft())
    }

    /// Headlines and times after noon, the newest first.
    fn kept(&self) -> Vec<(String, u64)> {
        let headline = |version: &Version| read(&self.folders, &self.draft(), version).unwrap().headline;
        self.list().iter().map(|version| (headline(version), version.at - NOON)).collect()
    }

    fn root(&self) -> PathBuf {
        self.folders.data.clone().unwrap().join("versions")
    }

    fn file(&self, version: &Version) -> PathBuf {
        Store::of(&self.folders, &self.draft()).unwrap().file(version)
    }
}

fn text(headline: &str) -> String {
    to_native(&Article { headline: headline.into(), ..Article::default() })
}

#[track_caller]
fn check(kept: &[(String, u64)], expected: &[(&str, u64)]) {
    let kept: Vec<(&str, u64)> = kept.iter().map(|(headline, at)| (headline.as_str(), *at)).collect();
    assert_eq!(kept, expected);
}

#[test]
fn versions_come_back_the_newest_first() {
    let desk = Desk::new();
    desk.keep("High water", NOON);
    desk.keep("Low water", NOON + 60);
    check(&desk.kept(), &[("Low water", 60), ("High water", 0)]);
    assert_eq!(desk.list()[0].bytes, text("Low water").len() as u64);
}

#[test]
fn the_same_text_is_kept_once_at_its_last_time() {
    let desk = Desk::new();
    for (headline, at) in [("A", 0), ("B", 60), ("A", 120), ("A", 120), ("A", 180)] {
        desk.keep(headline, NOON + at);
    }
    check(&desk.kept(), &[("A", 180), ("B", 60)]);
}

#[test]
fn an_older_time_does_not_hide_what_was_saved_last() {
    let desk = Desk::new();
    desk.keep("A", NOON + 60);
    desk.keep("Out of an old backup", NOON);
    check(&desk.kept(), &[("Out of an old backup", 61), ("A", 60)]);
}

#[test]
fn a_name_stays_with_its_version_through_a_hundred_saves() {
    let desk = Desk::new();
    desk.keep("As sent", NOON);
    name(&desk.folders, &desk.draft(), &desk.list()[0], " Sent\nto \u{202E}legal ").unwrap();
    for save in 1..=100 {
        desk.keep(&format!("Save {save}"), NOON + save);
    }
    desk.keep("As sent", NOON + 200);
    let kept = desk.list();
    assert_eq!(kept.len(), 20 + 1 + 1, "the last twenty, the last of the hour before them, and the named one");
    let last = kept.last().unwrap();
    assert_eq!((last.name.as_deref(), last.at), (Some("Sent to legal"), NOON));
    name(&desk.folders, &desk.draft(), last, " ").unwrap();
    assert_eq!(desk.list().last().unwrap().name, None);
}

#[test]
fn a_snapshot_names_what_is_kept_already() {
    let desk = Desk::new();
    desk.keep("A", NOON);
    desk.keep("B", NOON + 60);
    let name =
        |called: &str, at| keep_named(&desk.folders, &desk.draft(), text("A").as_bytes(), at, called).unwrap();
    assert_eq!(name("First", NOON + 120), Called { name: "First".into(), before: None });
    let second = name(" Second\n", NOON + 180);
    assert_eq!(second, Called { name: "Second".into(), before: Some("First".into()) });
    assert_eq!(name("Second", NOON + 180).before, None);
    check(&desk.kept(), &[("A", 180), ("B", 60)]);
    assert_eq!(desk.list()[0].name.as_deref(), Some("Second"));
    let names = fs::read_dir(desk.file(&desk.list()[0]).parent().unwrap()).unwrap();
    assert_eq!(names.count(), 4, "the path, two versions, one name");
}

#[test]
fn a_name_that_cannot_be_written_takes_none_away() {
    let desk = Desk::new();
    desk.keep("A", NOON);
    name(&desk.folders, &desk.draft(), &desk.list()[0], "First").unwrap();
    let later = Version { at: NOON + 60, ..desk.list().remove(0) };
    fs::create_dir(store::name_file(&desk.file(&later))).unwrap();
    keep_named(&desk.folders, &desk.draft(), text("A").as_bytes(), NOON + 60, "Second").unwrap_err();
    check(&desk.kept(), &[("A", 0)]);
    assert_eq!(desk.list()[0].name.as_deref(), Some("First"));
}

#[test]
fn a_name_is_short_and_what_has_gone_gets_none() {
    let desk = Desk::new();
    desk.keep("A", NOON);
    let version = desk.list().remove(0);
    let flag = "\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}";
    for (called, expected) in
        [("é".repeat(10_000), "é".repeat(80)), (flag.repeat(90), flag.repeat(57) + "\u{1F3F4}")]
    {
        name(&desk.folders, &desk.draft(), &version, &called).unwrap();
        assert_eq!(desk.list()[0].name, Some(expected));
    }
    forget(&desk.folders, &desk.draft()).unwrap();
    let gone = name(&desk.folders, &desk.draft(), &version, "Late").unwrap_err().to_string();
    assert!(gone.contains("this version no longer exists"), "{gone}");
    assert_eq!(fs::read_dir(desk.root()).unwrap().count(), 0);
    assert_eq!(read(&desk.folders, &desk.draft(), &version), Err(VersionError::Gone));
}

#[test]
fn a_damaged_version_is_never_given_as_good() {
    let desk = Desk::new();
    desk.keep("High water", NOON);
    let version = desk.list().remove(0);
    let whole = fs::read(desk.file(&version)).unwrap();
    for at in 0..whole.len() {
        let mut flipped = whole.clone();
        flipped[at] ^= 1;
        for harmed in [&whole[..at], &flipped] {
            fs::write(desk.file(&version), harmed).unwrap();
            assert_eq!(read(&desk.folders, &desk.draft(), &version), Err(VersionError::Damaged), "{at}");
        }
    }
    name(&desk.folders, &desk.draft(), &version, "As sent").unwrap();
    desk.keep("High water", NOON + 60);
    check(&desk.kept(), &[("High water", 0)]);
    assert_eq!(desk.list()[0].name.as_deref(), Some("As sent"), "kept again, it is whole again");
}

#[test]
fn what_is_kept_again_takes_the_place_of_what_is_damaged() {
    let desk = Desk::new();
    desk.keep("A", NOON);
    fs::write(desk.file(&desk.list()[0]), "").unwrap();
    desk.keep("A", NOON + 60);
    check(&desk.kept(), &[("A", 60)]);
}

#[test]
fn what_two_windows_kept_at_once_is_kept_once_with_its_name() {
    let desk = Desk::new();
    desk.keep("A", NOON);
    let first = desk.list().remove(0);
    let again = |at| {
        let twin = Version { at, ..first.clone() };
        fs::copy(desk.file(&first), desk.file(&twin)).unwrap();
        twin
    };
    name(&desk.folders, &desk.draft(), &again(NOON + 1), "Sent").unwrap();
    again(NOON + 2);
    desk.keep("A", NOON + 3);
    check(&desk.kept(), &[("A", 1)]);
    assert_eq!(desk.list()[0].name.as_deref(), Some("Sent"));
}

#[test]
fn what_is_no_file_is_listed_as_damaged_and_harms_nothing() {
    let desk = Desk::new();
    desk.keep("A", NOON);
    let version = desk.list().remove(0);
    let file = desk.file(&version);
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    let check = || {
        assert_eq!(desk.list().len(), 1);
        assert_eq!(read(&desk.folders, &desk.draft(), &version), Err(VersionError::Damaged));
    };
    check();
    fs::remove_dir(&file).unwrap();
    #[cfg(unix)]
    {
        let real = desk.folder.path().join("real");
        fs::write(&real, text("A")).unwrap();
        std::os::unix::fs::symlink(&real, &file).unwrap();
        check();
        fs::remove_file(&file).unwrap();
        let made = std::process::Command::new("mkfifo").arg(&file).status();
        if made.is_ok_and(|made| made.success()) {
            check();
        }
    }
    desk.keep("A", NOON + 60);
    assert_eq!(desk.list().len(), 1);
    assert_eq!(read(&desk.folders, &desk.draft(), &desk.list()[0]).unwrap().headline, "A");
}

#[test]
fn what_this_program_cannot_read_says_so() {
    let desk = Desk::new();
    let keep = |text: &str| {
        keep(&desk.folders, &desk.draft(), text.as_bytes(), NOON).unwrap();
        read(&desk.folders, &desk.draft(), &desk.list()[0]).unwrap_err().to_string()
    };
    let newer = keep("(version: 99, headline: \"Later\")");
    assert_eq!(newer, "this version was saved by a newer version of Copydesk (format 99)");
    assert!(keep("headline: mine").starts_with("this version is not a draft: line 1"));
    assert!(keep("<<<<<<< mine").starts_with("this version has a merge conflict in line 1"));
}

#[test]
fn drafts_are_told_apart_by_their_full_path_and_links_lead_to_one() {
    let desk = Desk::new();
    let other = desk.folder.path().join("other");
    fs::create_dir(&other).unwrap();
    fs::write(desk.draft(), text("A")).unwrap();
    desk.keep("A", NOON);
    assert_eq!(list(&desk.folders, &other.join("tides.copydesk")), []);
    assert_eq!(list(&desk.folders, &other.join("../tides.copydesk")).len(), 1);
    fs::remove_file(desk.draft()).unwrap();
    assert_eq!(desk.list().len(), 1, "a draft that is gone has its versions all the same");
    #[cfg(unix)]
    {
        fs::write(desk.draft(), text("A")).unwrap();
        std::os::unix::fs::symlink(desk.draft(), other.join("link.copydesk")).unwrap();
        assert_eq!(list(&desk.folders, &other.join("link.copydesk")).len(), 1);
        fs::remove_file(desk.draft()).unwrap();
        assert_eq!(list(&desk.folders, &other.join("link.copydesk")).len(), 1, "a link that leads nowhere now");
        let (real, by_link) = (desk.folder.path().join("real"), desk.folder.path().join("by link"));
        fs::create_dir(&real).unwrap();
        std::os::unix::fs::symlink(&real, &by_link).unwrap();
        keep(&desk.folders, &by_link.join("deep/a.copydesk"), b"a", NOON).unwrap();
        assert_eq!(list(&desk.folders, &real.join("deep/a.copydesk")).len(), 1, "a folder that is not there");
    }
}

#[test]
fn what_is_forgotten_leaves_nothing() {
    let desk = Desk::new();
    desk.keep("A", NOON);
    forget(&desk.folders, &desk.draft()).unwrap();
    assert_eq!(desk.list(), []);
    assert_eq!(fs::read_dir(desk.root()).unwrap().count(), 0);
    forget(&desk.folders, &desk.draft()).unwrap();
}

#[test]
fn past_the_limit_the_oldest_go_first_and_what_is_dear_last() {
    let desk = Desk::new();
    let other = desk.folder.path().join("other.copydesk");
    keep(&desk.folders, &other, text("Z").as_bytes(), NOON - 60).unwrap();
    for (at, headline) in ["A", "B", "C", "D"].into_iter().enumerate() {
        desk.keep(headline, NOON + at as u64);
    }
    let versions = desk.list();
    name(&desk.folders, &desk.draft(), &versions[3], "First").unwrap();
    let root = desk.root();
    let size = versions[0].bytes;
    let keep_to = |most| {
        limit::forget(&root);
        limit::keep_to(&root, most, NOON);
    };
    keep_to(5 * size);
    check(&desk.kept(), &[("D", 3), ("C", 2), ("B", 1), ("A", 0)]);
    keep_to(5 * size - 1);
    check(&desk.kept(), &[("D", 3), ("C", 2), ("A", 0)]);
    keep_to(3 * size + 3 * size / 9);
    check(&desk.kept(), &[("D", 3), ("A", 0)]);
    assert_eq!(list(&desk.folders, &other).len(), 1, "the last of its draft");
    keep_to(2 * size + 2 * size / 9);
    check(&desk.kept(), &[("D", 3), ("A", 0)]);
    assert_eq!(list(&desk.folders, &other), []);
    keep_to(size + size / 9);
    check(&desk.kept(), &[("D", 3)]);
    let left = fs::read_dir(Store::of(&desk.folders, &desk.draft()).unwrap().folder).unwrap();
    assert_eq!(left.count(), 2, "the path and one version");
}

/// A sparse file of this size as a draft's version.
fn hollow(desk: &Desk, bytes: u64) -> PathBuf {
    let draft = desk.folder.path().join("hollow.copydesk");
    keep(&desk.folders, &draft, b"first", NOON).unwrap();
    keep(&desk.folders, &draft, b"last", NOON + 1).unwrap();
    let first = &list(&desk.folders, &draft)[1];
    let file = Store::of(&desk.folders, &draft).unwrap().file(first);
    fs::OpenOptions::new().write(true).open(&file).unwrap().set_len(bytes).unwrap();
    file
}

#[test]
fn a_size_that_is_noted_is_believed_for_a_day_and_not_measured_by_a_save() {
    let desk = Desk::new();
    let root = desk.root();
    desk.keep("A", NOON);
    limit::keep_to(&root, 1000, NOON);
    let hollow = hollow(&desk, 2000);
    limit::keep_to(&root, 1000, NOON + 24 * 3600 - 1);
    assert!(hollow.exists(), "nobody has looked");
    for later in [NOON + 24 * 3600, NOON - 1] {
        limit::keep_to(&root, 1000, later);
        assert!(!hollow.exists());
        limit::keep_to(&root, 1000, NOON);
    }
}

#[test]
fn what_is_kept_and_what_goes_is_noted() {
    let desk = Desk::new();
    let root = desk.root();
    desk.keep("A", NOON);
    limit::keep_to(&root, 100_000, NOON);
    let hollow = hollow(&desk, 2000);
    let size = desk.list()[0].bytes;
    for save in 1..100 {
        desk.keep(&format!("{save:02}"), NOON + save);
        limit::keep_to(&root, 24 * (size + 1), NOON);
    }
    assert!(hollow.exists(), "thinned, all of them stay below the limit");
    keep_named(&desk.folders, &desk.draft(), &[b'a'; 3000], NOON + 200, "Large").unwrap();
    limit::keep_to(&root, 24 * (size + 1), NOON);
    assert!(!hollow.exists());
    forget(&desk.folders, &desk.draft()).unwrap();
    assert!(!root.join("size").exists(), "it is measured anew");
}

#[cfg(unix)]
#[test]
fn nobody_else_may_read_versions() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    desk.keep("A", NOON);
    name(&desk.folders, &desk.draft(), &desk.list()[0], "First").unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let folder = Store::of(&desk.folders, &desk.draft()).unwrap().folder;
    let files: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 3);
    assert!(files.iter().all(|file| mode(file) == 0o600));
    assert_eq!((mode(&folder), mode(folder.parent().unwrap())), (0o700, 0o700));
    for folder in [&folder, folder.parent().unwrap()] {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
    }
    desk.keep("B", NOON + 60);
    assert_eq!((mode(&folder), mode(folder.parent().unwrap())), (0o700, 0o700), "made private again");
}

#[test]
fn every_save_keeps_the_version_before_it() {
    let desk = Desk::new();
    let save = |headline: &str, expected| {
        let article = Article { headline: headline.into(), ..Article::default() };
        save_draft(&desk.draft(), &article, expected, &desk.folders).unwrap().disk
    };
    let first = save("A", Expected::Anything);
    assert_eq!(desk.list(), [], "there was nothing before");
    let second = save("B", Expected::Exactly(first));
    save("B", Expected::Exactly(second));
    let versions = desk.list();
    assert_eq!(versions.iter().map(|version| version.fingerprint).collect::<Vec<_>>(), [first]);
    fs::write(desk.draft(), "what someone else wrote").unwrap();
    save("C", Expected::Anything);
    let kept: Vec<Fingerprint> = desk.list().iter().map(|version| version.fingerprint).collect();
    assert_eq!(kept, [Fingerprint::of(b"what someone else wrote"), first]);
}

#[test]
fn windows_that_save_at_once_take_nothing_from_each_other() {
    const WINDOWS: u64 = 6;
    let desk = Desk::new();
    let save = |desk: &Desk, window: u64| {
        for save in 0..30 {
            desk.keep(&format!("{window}"), NOON + save);
            desk.keep("the same", NOON + save);
        }
        desk.keep(&format!("last of {window}"), NOON + 20);
    };
    std::thread::scope(|scope| {
        let desk = &desk;
        let started: Vec<_> = (0..WINDOWS).map(|window| scope.spawn(move || save(desk, window))).collect();
        started.into_iter().for_each(|window| window.join().unwrap());
    });
    desk.keep("the same", NOON + 20);
    let kept = desk.kept();
    assert_eq!(kept.iter().filter(|(headline, _)| headline == "the same").count(), 1);
    let lasts = kept.iter().filter(|(headline, _)| headline.starts_with("last of"));
    assert_eq!(lasts.count(), WINDOWS as usize);
}

#[cfg(unix)]
#[test]
fn a_path_that_is_no_text_or_long_has_its_own_versions() {
    use std::os::unix::ffi::OsStrExt;
    let desk = Desk::new();
    let deep: PathBuf = std::iter::repeat_n("a".repeat(200), 15).collect();
    let name = |bytes: &[u8]| desk.folder.path().join(std::ffi::OsStr::from_bytes(bytes));
    let drafts = [name(b"\xff.copydesk"), name(b"\xfe.copydesk"), name(b"A.copydesk"), name(b"a.copydesk"), deep];
    for (at, draft) in drafts.iter().enumerate() {
        keep(&desk.folders, draft, &[b'a'; 10][..=at], NOON).unwrap();
    }
    for (at, draft) in drafts.iter().enumerate() {
        let kept = list(&desk.folders, draft);
        assert_eq!(kept.iter().map(|version| version.bytes).collect::<Vec<_>>(), [at as u64 + 1]);
    }
}

#[test]
fn a_save_works_where_no_version_can_be_kept() {
    let mut desk = Desk::new();
    let blocked = desk.folder.path().join("file");
    fs::write(&blocked, "no folder").unwrap();
    for data in [Some(blocked), None] {
        desk.folders.data = data;
        fs::write(desk.draft(), text("A")).unwrap();
        let article = Article { headline: "B".into(), ..Article::default() };
        let saved = save_draft(&desk.draft(), &article, Expected::Anything, &desk.folders).unwrap();
        assert_eq!(saved.is_old_kept, desk.folders.data.is_none(), "it is said where there is a folder");
        assert_eq!(fs::read_to_string(desk.draft()).unwrap(), text("B"));
        assert_eq!(desk.list(), []);
    }
}

#[test]
fn a_time_that_cannot_be_true_is_not_handed_on() {
    let desk = Desk::new();
    desk.keep("High water", NOON);
    let strange = Version { at: 999_999_999_999, ..desk.list()[0].clone() };
    let file = desk.file(&strange).with_file_name(format!("999999999999-{}.copydesk", Fingerprint::of(b"x")));
    fs::write(file, "x").unwrap();
    desk.keep("Low water", NOON + 60);
    assert_eq!(desk.list()[1].at, NOON + 60);
}

#[cfg(unix)]
#[test]
fn what_is_noted_of_the_size_is_for_nobody_else_to_read() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    desk.keep("High water", NOON);
    let note = desk.root().join("size");
    fs::write(&note, "").unwrap();
    fs::set_permissions(&note, PermissionsExt::from_mode(0o666)).unwrap();
    keep_to_limit(&desk.folders);
    assert_eq!(fs::metadata(&note).unwrap().permissions().mode() & 0o777, 0o600);
}
