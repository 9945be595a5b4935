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
        let folder = tempfile::tempdir().expect("a folder can be made");
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
    fn must_save(&self, headline: &str, expected: Expected) -> Fingerprint {
        self.save(headline, expected).expect("nothing stops the save")
    }

    /// Writes the file of the draft as another program would.
    #[track_caller]
    fn write(&self, content: impl AsRef<[u8]>) {
        fs::write(self.draft(), content).expect("the folder is the test's own");
    }

    #[track_caller]
    fn read(&self) -> String {
        fs::read_to_string(self.draft()).expect("the draft has a file")
    }

    #[track_caller]
    fn check(&self, path: &Path, headline: &str) {
        assert_eq!(fs::read_to_string(path).expect("the draft has a file"), to_native(&article(headline)));
        assert_eq!(journal::found(&self.user), [], "a safe copy was left");
    }
}

#[test]
fn only_what_was_expected_is_written_over() {
    let desk = Desk::new();
    let first = desk.must_save("First", Expected::Anything);
    let second = desk.must_save("Second", Expected::Exactly(first));
    let refused = desk.save("Third", Expected::Exactly(first));
    assert_eq!(refused, Err(SaveError::Changed(desk.draft())));
    desk.check(&desk.draft(), "Second");
    desk.must_save("Third", Expected::Exactly(second));
    desk.check(&desk.draft(), "Third");
}

#[test]
fn after_a_failure_of_the_last_flush_the_next_save_goes_through() {
    let desk = Desk::new();
    let first = desk.must_save("First", Expected::Anything);
    IS_LAST_FLUSH_FAULTY.set(true);
    let unsure = desk.save("Second", Expected::Exactly(first)).unwrap_err();
    IS_LAST_FLUSH_FAULTY.set(false);
    let words = "draft.copydesk was saved, but may not survive a power cut: the disk reported an error";
    assert_eq!(unsure.to_string(), words);
    let SaveError::Unsure(_, disk) = unsure else { panic!("{unsure:?}") };
    desk.check(&desk.draft(), "Second");
    assert_eq!(desk.save("Third", Expected::Exactly(first)), Err(SaveError::Changed(desk.draft())));
    desk.must_save("Third", Expected::Exactly(disk));
    desk.check(&desk.draft(), "Third");
}

#[test]
fn a_draft_of_a_newer_version_is_never_written_over() {
    let desk = Desk::new();
    for newer in ["(version: 99, headline: \"Later\")", "\u{feff}( version:4, headline: [{}], other: 7 )"] {
        desk.write(newer);
        let refused = desk.save("Now", Expected::Anything);
        assert!(matches!(&refused, Err(SaveError::Newer(_, path)) if *path == desk.draft()), "{refused:?}");
        assert_eq!(desk.read(), newer);
    }
    for other in ["(version: 1)", "(version: 2, headline: \"Now\")", "no draft", "(version: 99", "", "\u{1}\0"] {
        desk.write(other);
        desk.must_save("Now", Expected::Anything);
    }
}

#[test]
fn what_an_interrupted_save_has_left_may_be_saved_over() {
    let desk = Desk::new();
    let first = desk.must_save("First", Expected::Anything);
    let header = |kind| Header { kind, path: Some(desk.draft()), disk: Some(first), at: 1 };
    let cut = &to_native(&article("Second, cut short")).into_bytes()[..30];
    desk.write(cut);
    assert_eq!(basis(&desk.user, &header(Kind::Unsaved)), Some(first), "another program may have done that");
    let text = to_native(&article("Second, cut short"));
    let copy = journal::write_aside(&desk.user, &header(Kind::SafeCopy), text.as_bytes())
        .expect("the journal can be written")
        .expect("the user has a folder for it");
    for kind in [Kind::Unsaved, Kind::SafeCopy] {
        assert_eq!(basis(&desk.user, &header(kind)), Some(Fingerprint::of(cut)));
    }
    desk.write(to_native(&article("Theirs")));
    assert_eq!(basis(&desk.user, &header(Kind::SafeCopy)), Some(first), "that is another draft");
    fs::remove_file(copy).expect("the folder is the test's own");
}

#[test]
fn a_text_that_is_there_already_is_no_conflict_and_a_file_that_is_gone_is_written_anew() {
    let desk = Desk::new();
    let first = desk.must_save("First", Expected::Anything);
    desk.must_save("Second", Expected::Exactly(first));
    desk.must_save("Second", Expected::Exactly(first));
    fs::remove_file(desk.draft()).expect("the folder is the test's own");
    desk.must_save("Third", Expected::Exactly(first));
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
        fs::write(&path, text).expect("the folder is the test's own");
        save.keep_what_is_there().expect("a copy can be kept");
    }
    let kept: Vec<_> = versions::list(&desk.user, &path).iter().map(|version| version.fingerprint).collect();
    assert_eq!(kept, [Fingerprint::of(b"theirs, later"), Fingerprint::of(b"theirs")]);
    assert!(!before.is_lost.get());
}

#[test]
fn what_was_too_large_to_be_kept_is_said_to_be_gone() {
    let desk = Desk::new();
    let file = fs::File::create(desk.draft()).expect("the folder is the test's own");
    file.set_len(crate::file::SIZE_LIMIT + 1).expect("the folder is the test's own");
    let saved = save_draft(&desk.draft(), &article("Mine"), Expected::Anything, &desk.user)
        .expect("nothing stops the save");
    assert!(!saved.is_old_kept);
    let again = save_draft(&desk.draft(), &article("Mine too"), Expected::Anything, &desk.user)
        .expect("nothing stops the save");
    assert!(again.is_old_kept);
}

#[cfg(unix)]
#[test]
fn a_file_with_other_names_is_written_in_place() {
    let desk = Desk::new();
    let other = desk.folder.path().join("other.copydesk");
    for headlines in [["Short", "Much longer than before"], ["Long to begin with", "Short"]] {
        let _ = (fs::remove_file(desk.draft()), fs::remove_file(&other));
        desk.must_save(headlines[0], Expected::Anything);
        fs::hard_link(desk.draft(), &other).expect("the folder is the test's own");
        desk.must_save(headlines[1], Expected::Anything);
        desk.check(&desk.draft(), headlines[1]);
        desk.check(&other, headlines[1]);
    }
}

#[cfg(unix)]
#[test]
fn nothing_is_written_in_place_when_the_safe_copy_cannot_be() {
    let desk = Desk::new();
    desk.must_save("First", Expected::Anything);
    fs::hard_link(desk.draft(), desk.folder.path().join("other.copydesk")).expect("the folder is the test's own");
    let state = desk.user.state.clone().expect("the user has a folder");
    fs::create_dir_all(state.parent().expect("it is in a folder")).expect("the folder is the test's own");
    fs::write(&state, "no folder").expect("the folder is the test's own");
    assert!(matches!(desk.save("Second", Expected::Anything), Err(SaveError::Write(_))));
    assert_eq!(desk.read(), to_native(&article("First")));
}

#[cfg(unix)]
#[test]
fn without_a_folder_for_safe_copies_a_file_is_replaced_whatever_its_names() {
    let mut desk = Desk::new();
    desk.must_save("First", Expected::Anything);
    let other = desk.folder.path().join("other.copydesk");
    fs::hard_link(desk.draft(), &other).expect("the folder is the test's own");
    let user = std::mem::take(&mut desk.user);
    desk.must_save("Second", Expected::Anything);
    desk.user = user;
    desk.check(&desk.draft(), "Second");
    desk.check(&other, "First");
}
