use super::super::write::tests::IS_LAST_FLUSH_FAULTY;
use super::*;

fn article(headline: &str) -> Article {
    Article { headline: headline.into(), ..Article::default() }
}

struct Desk {
    folder: tempfile::TempDir,
    user: UserFolders,
}

impl Desk {
    fn new() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let user = UserFolders::within(&folder.path().join("user"));
        Desk { folder, user }
    }

    fn draft(&self) -> PathBuf {
        self.folder.path().join("draft.copydesk")
    }

    fn save(&self, headline: &str, expected: Expected) -> Result<Fingerprint, SaveError> {
        save_draft(&self.draft(), &article(headline), expected, &self.user).map(|saved| saved.disk)
    }

    #[track_caller]
    fn check(&self, path: &Path, headline: &str) {
        assert_eq!(fs::read_to_string(path).unwrap(), to_native(&article(headline)));
        assert_eq!(journal::found(&self.user), [], "a safe copy was left");
    }
}

#[test]
fn only_what_was_expected_is_written_over() {
    let desk = Desk::new();
    let first = desk.save("First", Expected::Anything).unwrap();
    let second = desk.save("Second", Expected::Exactly(first)).unwrap();
    let refused = desk.save("Third", Expected::Exactly(first));
    assert_eq!(refused, Err(SaveError::Changed(desk.draft())));
    desk.check(&desk.draft(), "Second");
    desk.save("Third", Expected::Exactly(second)).unwrap();
    desk.check(&desk.draft(), "Third");
}

#[test]
fn after_a_failure_of_the_last_flush_the_next_save_goes_through() {
    let desk = Desk::new();
    let first = desk.save("First", Expected::Anything).unwrap();
    IS_LAST_FLUSH_FAULTY.set(true);
    let unsure = desk.save("Second", Expected::Exactly(first)).unwrap_err();
    IS_LAST_FLUSH_FAULTY.set(false);
    let words = "draft.copydesk was saved, but may not survive a power cut: the disk reported an error";
    assert_eq!(unsure.to_string(), words);
    let SaveError::Unsure(_, disk) = unsure else { panic!("{unsure:?}") };
    desk.check(&desk.draft(), "Second");
    assert_eq!(desk.save("Third", Expected::Exactly(first)), Err(SaveError::Changed(desk.draft())));
    desk.save("Third", Expected::Exactly(disk)).unwrap();
    desk.check(&desk.draft(), "Third");
}

#[test]
fn a_draft_of_a_newer_version_is_never_written_over() {
    let desk = Desk::new();
    for newer in ["(version: 99, headline: \"Later\")", "\u{feff}( version:4, headline: [{}], other: 7 )"] {
        fs::write(desk.draft(), newer).unwrap();
        let refused = desk.save("Now", Expected::Anything);
        assert!(matches!(&refused, Err(SaveError::Newer(_, path)) if *path == desk.draft()), "{refused:?}");
        assert_eq!(fs::read_to_string(desk.draft()).unwrap(), newer);
    }
    for other in ["(version: 1)", "(version: 2, headline: \"Now\")", "no draft", "(version: 99", "", "\u{1}\0"] {
        fs::write(desk.draft(), other).unwrap();
        desk.save("Now", Expected::Anything).unwrap();
    }
}

#[test]
fn what_an_interrupted_save_has_left_may_be_saved_over() {
    let desk = Desk::new();
    let first = desk.save("First", Expected::Anything).unwrap();
    let header = |kind| Header { kind, path: Some(desk.draft()), disk: Some(first), at: 1 };
    let cut = &to_native(&article("Second, cut short")).into_bytes()[..30];
    fs::write(desk.draft(), cut).unwrap();
    assert_eq!(basis(&desk.user, &header(Kind::Unsaved)), Some(first), "another program may have done that");
    let text = to_native(&article("Second, cut short"));
    let copy = journal::write_aside(&desk.user, &header(Kind::SafeCopy), text.as_bytes()).unwrap().unwrap();
    for kind in [Kind::Unsaved, Kind::SafeCopy] {
        assert_eq!(basis(&desk.user, &header(kind)), Some(Fingerprint::of(cut)));
    }
    fs::write(desk.draft(), to_native(&article("Theirs"))).unwrap();
    assert_eq!(basis(&desk.user, &header(Kind::SafeCopy)), Some(first), "that is another draft");
    fs::remove_file(copy).unwrap();
}

#[test]
fn a_text_that_is_there_already_is_no_conflict_and_a_file_that_is_gone_is_written_anew() {
    let desk = Desk::new();
    let first = desk.save("First", Expected::Anything).unwrap();
    desk.save("Second", Expected::Exactly(first)).unwrap();
    desk.save("Second", Expected::Exactly(first)).unwrap();
    fs::remove_file(desk.draft()).unwrap();
    desk.save("Third", Expected::Exactly(first)).unwrap();
    desk.check(&desk.draft(), "Third");
}

#[test]
fn what_comes_to_stand_there_while_a_save_goes_on_is_kept_too() {
    let desk = Desk::new();
    let (before, path) = (Before::default(), desk.draft());
    let expected = Expected::Anything;
    let save = Save {
        path: &path,
        text: b"mine",
        expected,
        folders: &desk.user,
        before: &before,
        permit: &Permit::default(),
    };
    for text in ["theirs", "theirs", "theirs, later", "mine"] {
        fs::write(&path, text).unwrap();
        save.keep_what_is_there().unwrap();
    }
    let kept: Vec<_> = versions::list(&desk.user, &path).iter().map(|version| version.fingerprint).collect();
    assert_eq!(kept, [Fingerprint::of(b"theirs, later"), Fingerprint::of(b"theirs")]);
    assert!(!before.is_lost.get());
}

#[test]
fn what_was_too_large_to_be_kept_is_said_to_be_gone() {
    let desk = Desk::new();
    let file = fs::File::create(desk.draft()).unwrap();
    file.set_len(crate::file::SIZE_LIMIT + 1).unwrap();
    let saved = save_draft(&desk.draft(), &article("Mine"), Expected::Anything, &desk.user).unwrap();
    assert!(!saved.is_old_kept);
    let again = save_draft(&desk.draft(), &article("Mine too"), Expected::Anything, &desk.user).unwrap();
    assert!(again.is_old_kept);
}

#[cfg(unix)]
#[test]
fn a_file_with_other_names_is_written_in_place() {
    let desk = Desk::new();
    let other = desk.folder.path().join("other.copydesk");
    for headlines in [["Short", "Much longer than before"], ["Long to begin with", "Short"]] {
        let _ = (fs::remove_file(desk.draft()), fs::remove_file(&other));
        desk.save(headlines[0], Expected::Anything).unwrap();
        fs::hard_link(desk.draft(), &other).unwrap();
        desk.save(headlines[1], Expected::Anything).unwrap();
        desk.check(&desk.draft(), headlines[1]);
        desk.check(&other, headlines[1]);
    }
}

#[cfg(unix)]
#[test]
fn nothing_is_written_in_place_when_the_safe_copy_cannot_be() {
    let desk = Desk::new();
    desk.save("First", Expected::Anything).unwrap();
    fs::hard_link(desk.draft(), desk.folder.path().join("other.copydesk")).unwrap();
    let state = desk.user.state.clone().unwrap();
    fs::create_dir_all(state.parent().unwrap()).unwrap();
    fs::write(&state, "no folder").unwrap();
    assert!(matches!(desk.save("Second", Expected::Anything), Err(SaveError::Write(_))));
    assert_eq!(fs::read_to_string(desk.draft()).unwrap(), to_native(&article("First")));
}

#[cfg(unix)]
#[test]
fn without_a_folder_for_safe_copies_a_file_is_replaced_whatever_its_names() {
    let mut desk = Desk::new();
    desk.save("First", Expected::Anything).unwrap();
    let other = desk.folder.path().join("other.copydesk");
    fs::hard_link(desk.draft(), &other).unwrap();
    let user = std::mem::take(&mut desk.user);
    desk.save("Second", Expected::Anything).unwrap();
    desk.user = user;
    desk.check(&desk.draft(), "Second");
    desk.check(&other, "First");
}
