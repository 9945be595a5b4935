//! Unsaved text is in the journal, whatever happens to the window.

use copydesk::article::Article;
use copydesk::file::container::Kind;
use copydesk::file::journal::{Found, found};
use copydesk::file::{self, Fingerprint, UserFolders};
use egui::{Key, Modifiers};

use crate::shell::Window;

fn folders(window: &Window) -> UserFolders {
    UserFolders::within(&window.path("user"))
}

fn entries(window: &Window) -> Vec<Found> {
    window.harness.state().journal().flush();
    found(&folders(window))
}

/// The kinds and headlines of stored work.
fn kept(window: &Window) -> Vec<(Kind, String)> {
    entries(window).iter().map(|found| (found.header.kind, found.open().unwrap().headline)).collect()
}

fn eels() -> Article {
    Article { headline: "Eels".into(), ..Article::default() }
}

#[track_caller]
fn check(window: &Window, expected: &[(Kind, &str)]) {
    let expected: Vec<_> = expected.iter().map(|(kind, headline)| (*kind, (*headline).to_owned())).collect();
    assert_eq!(kept(window), expected);
}

#[test]
fn what_is_typed_into_a_draft_without_a_name_is_kept() {
    let mut window = Window::empty();
    check(&window, &[]);
    window.type_into("Headline", "Eels");
    window.type_into("Headline", " climb");
    check(&window, &[(Kind::Unsaved, "Eels climb")]);
    let entry = entries(&window).remove(0);
    assert_eq!((entry.header.path, entry.header.disk, entry.is_open), (None, None, true));
    assert_eq!(entry.header.at, 1_772_471_040);
}

#[test]
fn what_is_typed_into_a_saved_draft_is_kept_with_its_file_until_it_is_saved() {
    let mut window = Window::on(&eels());
    check(&window, &[]);
    window.type_into("Headline", " climb");
    check(&window, &[(Kind::Unsaved, "Eels climb")]);
    let header = entries(&window).remove(0).header;
    let path = window.path("draft.copydesk");
    assert_eq!(header.disk, Some(Fingerprint::of(window.read("draft.copydesk").as_bytes())));
    assert_eq!(header.path.as_deref(), Some(path.as_path()));
    window.press(Modifiers::COMMAND, Key::S);
    check(&window, &[]);
    window.type_into("Headline", " again");
    let header = entries(&window).remove(0).header;
    assert_eq!(header.disk, Some(Fingerprint::of(window.read("draft.copydesk").as_bytes())));
}

#[test]
fn what_is_typed_while_a_save_runs_is_kept_as_begun_from_what_was_saved() {
    let mut window = Window::on(&eels());
    window.type_into("Headline", " climb");
    window.hold_work();
    window.press(Modifiers::COMMAND, Key::S);
    window.type_into("Headline", " again");
    window.finish_work();
    check(&window, &[(Kind::Unsaved, "Eels climb again")]);
    let header = entries(&window).remove(0).header;
    assert_eq!(header.disk, Some(Fingerprint::of(window.read("draft.copydesk").as_bytes())));
}

#[test]
fn what_is_discarded_is_set_aside() {
    let mut window = Window::on(&eels());
    window.type_into("Headline", " climb");
    window.press(Modifiers::COMMAND, Key::N);
    window.click("Discard");
    assert!(window.article().is_empty());
    check(&window, &[(Kind::Discarded, "Eels climb")]);
    assert!(!entries(&window)[0].is_open);
    window.type_into("Headline", "Weirs");
    let mut both = kept(&window);
    both.sort_by(|a, b| a.1.cmp(&b.1));
    assert_eq!(both, [(Kind::Discarded, "Eels climb".to_owned()), (Kind::Unsaved, "Weirs".to_owned())]);
}

#[test]
fn what_is_discarded_as_the_window_closes_is_set_aside_too() {
    let mut window = Window::on(&eels());
    window.type_into("Headline", " climb");
    assert!(window.close());
    check(&window, &[(Kind::Unsaved, "Eels climb")]);
    window.click("Discard");
    check(&window, &[(Kind::Discarded, "Eels climb")]);
    eframe::App::on_exit(window.harness.state_mut(), None);
    check(&window, &[(Kind::Discarded, "Eels climb")]);
}

#[test]
fn the_question_says_what_becomes_of_discarded_changes() {
    let mut window = Window::on(&eels());
    window.type_into("Headline", " climb");
    window.press(Modifiers::COMMAND, Key::N);
    assert!(window.shows("discarded changes for seven days") && !window.shows("cannot be recovered"));
    // This was not known yet when the question was asked.
    window.put("user", "a file where the folder should be");
    window.click("Cancel");
    window.type_into("Headline", " at");
    window.press(Modifiers::COMMAND, Key::N);
    window.harness.state().journal().flush();
    window.harness.run();
    assert!(window.shows("cannot be recovered") && !window.shows("seven days"));
    window.click("Discard");
    assert!(window.article().is_empty());
}

#[test]
fn words_that_give_way_to_those_of_another_program_are_set_aside() {
    let mut window = Window::on(&eels());
    window.type_into("Headline", " climb");
    let theirs = Article { headline: "Weirs".into(), ..Article::default() };
    file::save(&window.path("draft.copydesk"), &theirs).unwrap();
    window.harness.event(egui::Event::WindowFocused(true));
    window.harness.run();
    window.click("Use theirs");
    assert_eq!(window.article(), &theirs);
    check(&window, &[(Kind::Discarded, "Eels climb")]);
}

#[test]
fn an_idle_frame_writes_nothing() {
    let mut window = Window::on(&eels());
    window.type_into("Headline", " climb");
    entries(&window)[0].remove().unwrap();
    window.harness.run_steps(5);
    window.press(Modifiers::NONE, Key::ArrowLeft);
    check(&window, &[]);
}

#[test]
fn that_work_cannot_be_kept_is_said_while_it_lasts() {
    let mut window = Window::on(&eels());
    window.put("user", "a file where the folder should be");
    for words in [" climb", " at"] {
        window.type_into("Headline", words);
        window.harness.state().journal().flush();
        window.harness.run();
        assert!(window.shows("Not saved, and not protected against a crash: the folder does not exist"));
    }
    std::fs::remove_file(window.path("user")).unwrap();
    window.type_into("Headline", " night");
    window.harness.state().journal().flush();
    window.harness.run();
    assert!(window.shows("protected again") && !window.shows("not protected"));
    check(&window, &[(Kind::Unsaved, "Eels climb at night")]);
    window.type_into("Headline", ".");
    assert!(!window.shows("protected"));
}

/// The program in a process of its own, which runs this test again: it types, and ends in a way that is not possible in
/// a test process.
#[cfg(unix)]
mod ending {
    use std::os::unix::process::ExitStatusExt;
    use std::path::Path;
    use std::process::{Command, ExitStatus, Stdio};

    use copydesk::app::journal::{Keeper, Pace, guard};
    use copydesk::file::container::Header;
    use copydesk::file::{CrashNote, crash_note};
    use copydesk::session::{Kept, Order};
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

    use super::*;

    const FOLDER: &str = "COPYDESK_TEST_FOLDER";
    const WAY: &str = "COPYDESK_TEST_WAY";
    /// It cannot be split after 47 bytes, within a character: that causes a panic whose message quotes the text.
    const FAULT: &str = "a fault that quotes the article: Eels climb äüéö weirs";

    #[test]
    fn in_a_process_of_its_own() {
        let (Ok(folder), Ok(way)) = (std::env::var(FOLDER), std::env::var(WAY)) else { return };
        let folders = UserFolders::within(Path::new(&folder));
        let keeper = Keeper::new(&folders, Pace::Soon, |_| {});
        guard(keeper.flusher(), folders);
        let draft = Path::new(&folder).join("draft.copydesk");
        file::save(&draft, &eels()).unwrap();
        let lock = file::hold(&draft, 1);
        assert!(matches!(lock, file::Holding::Ours(_)));
        let header = Header { kind: Kind::Unsaved, path: None, disk: None, at: 1 };
        keeper.take(Order::Keep(Box::new(Kept { header, article: eels(), origin: None })));
        match (way.parse(), way.as_str()) {
            (Ok(signal), _) => signal_hook::low_level::raise(signal).unwrap(),
            // As the system's display library ends a program.
            (Err(_), "exit") => std::process::exit(1),
            (Err(_), "cut") => drop(FAULT[..usize::from(way.len() == 3) * 47].to_owned()),
            (Err(_), "thread") => drop(std::thread::spawn(|| panic!("{FAULT}")).join()),
            (Err(_), _) => panic!("{FAULT}"),
        }
        if way == "thread" {
            std::process::abort();
        }
        // The signal is on its way to the thread that waits for it.
        loop {
            std::thread::park();
        }
    }

    #[track_caller]
    fn end_by(way: &str) -> (UserFolders, tempfile::TempDir, ExitStatus) {
        let folder = tempfile::tempdir().unwrap();
        let status = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "keeping::ending::in_a_process_of_its_own", "--nocapture"])
            .env(FOLDER, folder.path())
            .env(WAY, way)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .unwrap();
        (UserFolders::within(folder.path()), folder, status)
    }

    /// No lock is left behind that would stop another computer.
    #[track_caller]
    fn check_unlocked(folder: &tempfile::TempDir) {
        let names = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let left: Vec<_> = names.filter(|name| name.to_string_lossy().contains("lock")).collect();
        assert!(left.is_empty(), "{left:?}");
    }

    #[track_caller]
    fn check_kept(folders: &UserFolders) {
        let found = found(folders);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].open().unwrap(), found[0].is_open), (eels(), false));
    }

    #[test]
    fn a_signal_ends_the_program_after_its_words_are_kept() {
        for signal in [SIGTERM, SIGHUP, SIGINT] {
            let (folders, folder, status) = end_by(&signal.to_string());
            assert_eq!(status.signal(), Some(signal));
            check_kept(&folders);
            assert_eq!(crash_note(&folders), None);
            check_unlocked(&folder);
        }
    }

    #[test]
    fn a_display_that_goes_ends_the_program_after_its_words_are_kept() {
        let (folders, folder, status) = end_by("exit");
        assert_eq!(status.code(), Some(1));
        check_kept(&folders);
        check_unlocked(&folder);
    }

    #[test]
    fn a_fault_ends_the_program_after_its_words_are_kept_and_leaves_a_note_without_them() {
        for way in ["fault", "cut", "thread"] {
            let (folders, _folder, status) = end_by(way);
            assert!(!status.success());
            check_kept(&folders);
            let CrashNote { version, place, .. } = crash_note(&folders).unwrap();
            assert_eq!(version, env!("CARGO_PKG_VERSION"));
            assert!(place.starts_with("tests/suite/keeping.rs:"), "{place}");
            let state = folders.state.unwrap();
            let note = std::fs::read_to_string(state.join("crash.json")).unwrap();
            assert!(!note.contains("Eels") && !note.contains("quotes"), "{way}: {note}");
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(&state), mode(&state.join("crash.json"))), (0o700, 0o600));
        }
    }
}
