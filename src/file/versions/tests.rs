use super::*;
use crate::file::{Expected, save_draft, to_native};

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
    keep_named(&desk.folders, &desk.draft(), text("A").as_bytes(), NOON + 120, "First").unwrap();
    keep_named(&desk.folders, &desk.draft(), text("A").as_bytes(), NOON + 180, "Second").unwrap();
    check(&desk.kept(), &[("A", 180), ("B", 60)]);
    assert_eq!(desk.list()[0].name.as_deref(), Some("Second"));
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
    desk.keep("High water", NOON);
    check(&desk.kept(), &[("High water", 0)]);
}

#[test]
fn what_this_program_cannot_read_says_so() {
    let desk = Desk::new();
    let keep = |text: &str| {
        keep(&desk.folders, &desk.draft(), text.as_bytes(), NOON).unwrap();
        read(&desk.folders, &desk.draft(), &desk.list()[0]).unwrap_err().to_string()
    };
    let newer = keep("(version: 99, headline: \"Later\")");
    assert_eq!(newer, "this version was written by a newer Copydesk (version 99)");
    assert!(keep("<<<<<<< mine").starts_with("this version is no draft: line 1"));
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
    }
}

#[test]
fn what_is_forgotten_leaves_nothing() {
    let desk = Desk::new();
    desk.keep("A", NOON);
    forget(&desk.folders, &desk.draft()).unwrap();
    assert_eq!(desk.list(), []);
    let root = desk.folders.data.clone().unwrap().join("versions");
    assert_eq!(fs::read_dir(root).unwrap().count(), 0);
    forget(&desk.folders, &desk.draft()).unwrap();
}

#[test]
fn past_the_limit_the_oldest_go_first_and_named_ones_last() {
    let desk = Desk::new();
    for (at, headline) in ["A", "B", "C", "D"].into_iter().enumerate() {
        desk.keep(headline, NOON + at as u64);
    }
    let versions = desk.list();
    name(&desk.folders, &desk.draft(), &versions[3], "First").unwrap();
    let root = desk.folders.data.clone().unwrap().join("versions");
    let size = versions[0].bytes;
    limit(&root, 4 * size, &versions[0]);
    check(&desk.kept(), &[("D", 3), ("C", 2), ("B", 1), ("A", 0)]);
    limit(&root, 4 * size - 1, &versions[0]);
    check(&desk.kept(), &[("D", 3), ("C", 2), ("A", 0)]);
    limit(&root, 2 * size, &versions[0]);
    check(&desk.kept(), &[("D", 3), ("A", 0)]);
    limit(&root, 0, &versions[0]);
    check(&desk.kept(), &[("D", 3)]);
    let names = fs::read_dir(root).unwrap().flatten().flat_map(|folder| fs::read_dir(folder.path()).unwrap());
    assert_eq!(names.count(), 2, "the path and one version");
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
}

#[test]
fn every_save_keeps_the_version_before_it() {
    let desk = Desk::new();
    let save = |headline: &str, expected| {
        let article = Article { headline: headline.into(), ..Article::default() };
        save_draft(&desk.draft(), &article, expected, &desk.folders).unwrap()
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
fn a_save_works_where_no_version_can_be_kept() {
    let mut desk = Desk::new();
    let blocked = desk.folder.path().join("file");
    fs::write(&blocked, "no folder").unwrap();
    for data in [Some(blocked), None] {
        desk.folders.data = data;
        fs::write(desk.draft(), text("A")).unwrap();
        let article = Article { headline: "B".into(), ..Article::default() };
        save_draft(&desk.draft(), &article, Expected::Anything, &desk.folders).unwrap();
        assert_eq!(fs::read_to_string(desk.draft()).unwrap(), text("B"));
        assert_eq!(desk.list(), []);
    }
}
