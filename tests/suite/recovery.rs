//! Work that was not saved before the program ended: offered, opened as unsaved, discarded, forgotten.

use std::path::Path;

use copydesk::app::settings::Settings;
use copydesk::article::Article;
use copydesk::file::container::{Header, Kind};
use copydesk::file::journal::{self, Found};
use copydesk::file::{self, Fingerprint, UserFolders};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};

use crate::shell::{Asking, Window};

/// Yesterday, 17:04, by the window's clock.
const YESTERDAY: u64 = 1_772_471_040 - 24 * 3600;

fn ferry(deck: &str) -> Article {
    Article { headline: "Ferry stops".into(), deck: deck.into(), ..Article::default() }
}

/// A folder in which a program ended: the saved draft, and what was written since.
struct Scene {
    folder: tempfile::TempDir,
}

impl Scene {
    fn new() -> Scene {
        Scene { folder: tempfile::tempdir().unwrap() }
    }

    fn user(&self) -> UserFolders {
        UserFolders::within(&self.folder.path().join("user"))
    }

    fn save(&self, article: &Article) {
        file::save(&self.draft(), article).unwrap();
    }

    fn draft(&self) -> std::path::PathBuf {
        self.folder.path().join("draft.copydesk")
    }

    fn keep(&self, kind: Kind, path: Option<&Path>, article: &Article) {
        let saved = path.and_then(|path| std::fs::read(path).ok());
        let disk = saved.map(|bytes| Fingerprint::of(&bytes));
        let header = Header { kind, path: path.map(Path::to_owned), disk, at: YESTERDAY };
        journal::write_aside(&self.user(), &header, file::to_native(article).as_bytes()).unwrap().unwrap();
    }

    /// The saved draft, and a later deck that was not saved.
    fn after_a_crash() -> Scene {
        let scene = Scene::new();
        scene.save(&ferry("After eighty years"));
        scene.keep(Kind::Unsaved, Some(&scene.draft()), &ferry("After ninety years"));
        scene
    }

    fn start(self) -> Window {
        self.start_in([1440.0, 900.0])
    }

    fn start_in(self, size: [f32; 2]) -> Window {
        let folder = Some(self.folder.path().to_owned());
        let recent = vec![self.draft()];
        let settings = Settings { has_run: true, folder, recent, ..Settings::default() };
        Window::with(Asking::Desktop, settings, self.folder, None, size)
    }
}

fn user(window: &Window) -> UserFolders {
    UserFolders::within(&window.path("user"))
}

fn found(window: &Window) -> Vec<Found> {
    journal::found(&user(window))
}

/// The stored work of closed windows.
fn left(window: &Window) -> Vec<(Kind, String)> {
    let closed = found(window).into_iter().filter(|found| !found.is_open);
    closed.map(|found| (found.header.kind, found.open().unwrap().deck)).collect()
}

/// All stored work after it was flushed, and whether a window has it open.
fn kept(window: &Window) -> Vec<(Kind, String, bool)> {
    window.harness.state().journal().flush();
    let deck = |found: &Found| found.open().unwrap().deck;
    found(window).iter().map(|found| (found.header.kind, deck(found), found.is_open)).collect()
}

/// The names in the list of drafts.
fn names(window: &Window) -> Vec<String> {
    let options = window.harness.query_all_by_role(Role::ListBoxOption);
    options.map(|node| node.accesskit_node().label().unwrap_or_default()).collect()
}

fn described(window: &Window, name: &str) -> String {
    let row = window.harness.get_by_role_and_label(Role::ListBoxOption, name);
    row.accesskit_node().data().description().unwrap_or_default().to_owned()
}

fn unsaved(deck: &str) -> (Kind, String) {
    (Kind::Unsaved, deck.to_owned())
}

#[test]
fn the_copy_of_an_interrupted_save_is_offered_and_saved_over_what_that_has_left() {
    let scene = Scene::new();
    scene.save(&ferry("After eighty years"));
    scene.keep(Kind::SafeCopy, Some(&scene.draft()), &ferry("After ninety years"));
    scene.keep(Kind::Unsaved, Some(&scene.draft()), &ferry("After ninety years"));
    // A write in place, interrupted by a power cut.
    let cut = file::to_native(&ferry("After ninety years"));
    std::fs::write(scene.draft(), &cut[..40]).unwrap();
    let mut window = scene.start();
    assert!(window.shows("Unsaved work found"));
    window.click("Open as unsaved draft");
    assert_eq!(window.article().deck, "After ninety years");
    window.press(Modifiers::COMMAND, Key::S);
    assert!(!window.shows("edited"));
    assert_eq!(window.read("draft.copydesk"), cut);
}

#[test]
fn what_was_not_saved_is_offered_with_its_time_and_what_differs() {
    let window = Scene::after_a_crash().start();
    assert!(window.shows("Unsaved work found"));
    assert_eq!(names(&window), ["draft"]);
    let described = described(&window, "draft");
    assert!(described.contains("Yesterday, 17:04 · 1 word added, 1 removed"), "{described}");
    assert!(described.starts_with(&window.folder.path().display().to_string()));
    assert!(window.shows("After, removed: eighty, added: ninety, years"));
}

#[test]
fn recovered_text_opens_as_unsaved_and_is_kept_until_it_is_saved() {
    let mut window = Scene::after_a_crash().start();
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(window.article(), &ferry("After ninety years"));
    let document = window.harness.state().document();
    assert_eq!((document.path(), document.is_saved()), (Some(window.path("draft.copydesk").as_path()), false));
    assert!(window.read("draft.copydesk").contains("eighty"), "the saved file is as it was");
    assert_eq!(left(&window), [unsaved("After ninety years")], "until the window has an entry of its own");
    assert_eq!(kept(&window), [(Kind::Unsaved, "After ninety years".to_owned(), true)]);
    assert_eq!(found(&window)[0].header.at, YESTERDAY, "it is as old as it was");
    window.press(Modifiers::COMMAND, Key::S);
    assert!(window.read("draft.copydesk").contains("ninety"));
    assert_eq!(kept(&window), []);
}

#[test]
fn a_second_crash_right_after_a_recovery_leaves_one_entry() {
    for is_flushed in [false, true] {
        let mut window = Scene::after_a_crash().start();
        window.click("Open as unsaved draft");
        window.type_into("Deck", "!");
        if is_flushed {
            window.harness.state().journal().flush();
        }
        let Window { harness, folder, .. } = window;
        drop(harness);
        let window = Scene { folder }.start();
        assert_eq!(names(&window), ["draft"]);
        assert_eq!(
            left(&window),
            [unsaved(if is_flushed { "After ninety years!" } else { "After ninety years" })]
        );
    }
}

#[test]
fn what_was_recovered_and_is_saved_before_the_journal_hears_of_it_is_not_offered_again() {
    let mut window = Scene::after_a_crash().start();
    window.click("Open as unsaved draft");
    window.type_into("Deck", "!");
    window.press(Modifiers::COMMAND, Key::S);
    assert_eq!(kept(&window), []);
}

#[test]
fn a_window_that_offers_what_another_one_has_taken_says_so() {
    let mut window = Scene::after_a_crash().start();
    let entry = found(&window)[0].clone();
    let mut other = journal::Journal::new(&user(&window)).unwrap();
    let written = other.write(&entry.header, &entry.open().unwrap(), Some(&entry.file)).unwrap();
    window.click("Discard…");
    window.click("Discard");
    assert!(window.shows("another window may have opened it"));
    window.press(Modifiers::NONE, Key::Escape);
    assert_eq!(kept(&window), [(Kind::Unsaved, "After ninety years".to_owned(), true)]);
    drop((written, other));
}

#[test]
fn a_draft_that_was_never_saved_is_named_after_its_beginning_and_compared_with_nothing() {
    let scene = Scene::new();
    scene.keep(Kind::Unsaved, None, &ferry("After ninety years"));
    let mut window = scene.start();
    assert_eq!(names(&window), ["Untitled: Ferry stops"]);
    assert!(window.shows("never saved") && window.shows("After ninety years"));
    window.click("Open as unsaved draft");
    assert_eq!(window.harness.state().document().path(), None);
    assert_eq!(window.article(), &ferry("After ninety years"));
}

#[test]
fn later_keeps_it_and_the_menu_has_it_again() {
    let mut window = Scene::after_a_crash().start();
    window.click("Keep for later");
    assert!(!window.shows("Unsaved work found"));
    assert_eq!(left(&window), [unsaved("After ninety years")]);
    window.choose("File", "Recover unsaved work…");
    assert_eq!(names(&window), ["draft"]);
    window.press(Modifiers::NONE, Key::Escape);
    assert_eq!(left(&window), [unsaved("After ninety years")]);
}

#[test]
fn what_is_discarded_is_asked_about_and_can_be_had_back() {
    let mut window = Scene::after_a_crash().start();
    window.click("Discard…");
    window.click("Cancel");
    assert_eq!(left(&window), [unsaved("After ninety years")]);
    window.click("Discard…");
    window.click("Discard");
    assert_eq!(left(&window), [(Kind::Discarded, "After ninety years".to_owned())]);
    assert_eq!(names(&window), [""; 0]);
    window.choose("File", "Recover unsaved work…");
    assert!(described(&window, "draft").contains("Discarded"));
    window.click("Open as unsaved draft");
    assert_eq!(window.article(), &ferry("After ninety years"));
}

#[test]
fn what_was_discarded_is_not_offered_at_the_start() {
    let scene = Scene::new();
    scene.save(&ferry("After eighty years"));
    scene.keep(Kind::Discarded, Some(&scene.draft()), &ferry("After ninety years"));
    let window = scene.start();
    assert_eq!(names(&window), [""; 0]);
    assert_eq!(found(&window).len(), 1);
}

#[test]
fn what_stands_in_the_file_already_is_not_offered_and_goes() {
    let scene = Scene::new();
    scene.save(&ferry("After eighty years"));
    scene.keep(Kind::SafeCopy, Some(&scene.draft()), &ferry("After eighty years"));
    let window = scene.start();
    assert_eq!(names(&window), [""; 0]);
    assert_eq!(found(&window).len(), 0);
}

#[test]
fn a_recovered_draft_that_is_left_unsaved_is_put_aside_and_not_lost() {
    let mut window = Scene::after_a_crash().start();
    window.click("Open as unsaved draft");
    window.press(Modifiers::COMMAND, Key::N);
    assert!(window.shows("Save the changes to “draft”?"));
    window.click("Discard");
    assert_eq!(kept(&window), [(Kind::Discarded, "After ninety years".to_owned(), false)]);
}

#[test]
fn a_file_that_has_changed_since_is_not_written_over() {
    let scene = Scene::after_a_crash();
    scene.save(&ferry("After a hundred years"));
    let mut window = scene.start();
    assert!(window.shows("has changed since"));
    window.click("Open as unsaved draft");
    window.press(Modifiers::COMMAND, Key::S);
    assert!(window.read("draft.copydesk").contains("a hundred"));
    assert_eq!(kept(&window), [(Kind::Unsaved, "After ninety years".to_owned(), true)]);
}

#[test]
fn a_file_that_a_newer_version_has_written_since_is_not_written_over() {
    let scene = Scene::after_a_crash();
    let newer = file::to_native(&ferry("After a hundred years")).replacen("version: 3", "version: 99", 1);
    std::fs::write(scene.draft(), &newer).unwrap();
    let mut window = scene.start();
    assert!(window.shows("since saved by a newer version of Copydesk"));
    window.click("Open as unsaved draft");
    window.press(Modifiers::COMMAND, Key::S);
    assert_eq!(window.read("draft.copydesk"), newer);
    assert_eq!(kept(&window), [(Kind::Unsaved, "After ninety years".to_owned(), true)]);
}

#[test]
fn a_file_that_is_not_known_to_be_what_it_was_is_not_written_over() {
    let scene = Scene::new();
    let header = Header { kind: Kind::SafeCopy, path: Some(scene.draft()), disk: None, at: YESTERDAY };
    let body = file::to_native(&ferry("After ninety years"));
    journal::write_aside(&scene.user(), &header, body.as_bytes()).unwrap();
    scene.save(&ferry("After eighty years"));
    let mut window = scene.start();
    window.click("Open as unsaved draft");
    window.press(Modifiers::COMMAND, Key::S);
    assert!(window.read("draft.copydesk").contains("eighty"));
}

#[test]
fn a_draft_whose_folder_is_gone_is_recovered_and_saved_elsewhere() {
    let scene = Scene::new();
    let gone = scene.folder.path().join("gone/draft.copydesk");
    scene.keep(Kind::Unsaved, Some(&gone), &ferry("After ninety years"));
    let mut window = scene.start();
    assert!(window.shows("missing or cannot be read"));
    window.click("Open as unsaved draft");
    window.press(Modifiers::COMMAND, Key::S);
    assert!(window.shows("The draft was not saved"));
    assert_eq!(kept(&window).len(), 1);
    window.will_answer("elsewhere.copydesk");
    window.click("Save as…");
    assert!(window.read("elsewhere.copydesk").contains("ninety"));
    assert_eq!(kept(&window), []);
}

#[test]
fn drafts_of_one_name_are_told_apart_by_their_folders() {
    let scene = Scene::new();
    for folder in ["north", "south"] {
        let path = scene.folder.path().join(folder).join("draft.copydesk");
        scene.keep(Kind::Unsaved, Some(&path), &ferry(folder));
    }
    let window = scene.start();
    assert_eq!(names(&window), ["draft", "draft"]);
    let rows = window.harness.query_all_by_role(Role::ListBoxOption);
    let about: Vec<_> =
        rows.filter_map(|node| node.accesskit_node().data().description().map(str::to_owned)).collect();
    assert!(["north", "south"].iter().all(|folder| about.iter().any(|about| about.contains(folder))), "{about:?}");
}

#[test]
fn opening_a_draft_with_unsaved_work_offers_it_and_forces_nothing() {
    let mut window = Scene::after_a_crash().start();
    window.click("Keep for later");
    window.will_answer("draft.copydesk");
    window.press(Modifiers::COMMAND, Key::O);
    assert!(window.shows("This draft has unsaved work"));
    assert!(window.shows("After, removed: eighty, added: ninety, years"));
    window.press(Modifiers::NONE, Key::Escape);
    assert_eq!(window.article(), &ferry("After eighty years"));
    assert_eq!(kept(&window), [(Kind::Unsaved, "After ninety years".to_owned(), false)]);
    window.drop_file(window.path("draft.copydesk"));
    window.click("Open as unsaved draft");
    assert_eq!(window.article(), &ferry("After ninety years"));
    assert_eq!(kept(&window), [(Kind::Unsaved, "After ninety years".to_owned(), true)]);
}

#[test]
fn opening_another_draft_or_what_was_discarded_offers_nothing() {
    let scene = Scene::new();
    scene.save(&ferry("After eighty years"));
    scene.keep(Kind::Discarded, Some(&scene.draft()), &ferry("After ninety years"));
    scene.keep(Kind::Unsaved, None, &ferry("Of the harbour"));
    let mut window = scene.start();
    window.click("Keep for later");
    window.will_answer("draft.copydesk");
    window.press(Modifiers::COMMAND, Key::O);
    assert_eq!(window.article(), &ferry("After eighty years"));
    assert_eq!(names(&window), [""; 0]);
}

#[test]
fn a_start_with_a_draft_offers_all_there_is_once() {
    let scene = Scene::after_a_crash();
    scene.keep(Kind::Unsaved, None, &ferry("Of the harbour"));
    let settings = Settings { has_run: true, ..Settings::default() };
    let draft = scene.draft();
    let mut window = Window::with(Asking::Desktop, settings, scene.folder, Some(draft), [1440.0, 900.0]);
    assert!(window.shows("Unsaved work found"));
    assert_eq!(names(&window).len(), 2);
    window.click("Keep for later");
    assert_eq!(names(&window), [""; 0]);
}

#[test]
fn each_draft_is_chosen_by_key_and_shows_its_own_differences() {
    let scene = Scene::after_a_crash();
    scene.keep(Kind::Unsaved, None, &ferry("Of the harbour"));
    let mut window = scene.start();
    assert_eq!(names(&window).len(), 2);
    let shown = |window: &Window| [window.shows("removed: eighty"), window.shows("Of the harbour")];
    let before = shown(&window);
    window.press(Modifiers::NONE, Key::ArrowDown);
    let after = shown(&window);
    assert_ne!(before[0], before[1]);
    assert_eq!([after[1], after[0]], before);
}

#[test]
fn forgetting_a_draft_removes_every_trace_but_its_file() {
    let mut window = Scene::after_a_crash().start();
    window.click("Keep for later");
    window.will_answer("draft.copydesk");
    window.press(Modifiers::COMMAND, Key::O);
    window.click("Keep for later");
    file::versions::keep(&user(&window), &window.path("draft.copydesk"), b"an earlier version", YESTERDAY)
        .unwrap();
    let recent = |window: &Window| window.harness.state().settings().recent.len();
    assert_eq!(recent(&window), 1);
    window.choose("File", "Forget this draft…");
    window.click("Cancel");
    assert_eq!((recent(&window), found(&window).len()), (1, 1));
    window.choose("File", "Forget this draft…");
    window.click("Forget");
    assert_eq!((recent(&window), found(&window).len()), (0, 0));
    assert_eq!(file::versions::list(&user(&window), &window.path("draft.copydesk")), []);
    assert!(window.read("draft.copydesk").contains("eighty"));
    assert_eq!(window.article(), &ferry("After eighty years"));
}

#[test]
fn what_is_open_and_unsaved_goes_on_being_kept_when_its_draft_is_forgotten() {
    let scene = Scene::new();
    scene.save(&ferry("After eighty years"));
    let mut window = scene.start();
    window.will_answer("draft.copydesk");
    window.press(Modifiers::COMMAND, Key::O);
    window.type_into("Deck", "!");
    assert_eq!(kept(&window).len(), 1);
    window.choose("File", "Forget this draft…");
    assert!(window.shows("unsaved changes are still protected"));
    window.click("Forget");
    assert!(window.shows("still protected"));
    assert_eq!(kept(&window), [(Kind::Unsaved, "After eighty years!".to_owned(), true)]);
}

#[test]
fn without_unsaved_work_nothing_is_said_unless_it_is_asked_for() {
    let mut window = Window::empty();
    assert!(!window.shows("There is no unsaved work."));
    window.choose("File", "Recover unsaved work…");
    assert!(window.shows("There is no unsaved work."));
    window.click("Close");
    assert!(!window.shows("There is no unsaved work."));
}

#[test]
fn a_fault_is_told_once_with_its_time_and_place() {
    let scene = Scene::after_a_crash();
    let note = file::CrashNote { at: YESTERDAY, version: "0.1.0".into(), place: "src/app/form.rs:12:5".into() };
    file::write_crash_note(&scene.user(), &note).unwrap();
    let mut window = scene.start();
    assert!(window.shows("A program error closed Copydesk (yesterday, 17:04)"));
    assert!(window.shows("src/app/form.rs:12:5") && window.shows("After, removed: eighty, added: ninety, years"));
    window.click("Keep for later");
    assert_eq!(file::crash_note(&user(&window)), None);
    assert_eq!(left(&window), [unsaved("After ninety years")]);
}

#[test]
fn a_fault_is_told_where_nothing_was_unsaved_too() {
    let scene = Scene::new();
    let note = file::CrashNote { at: YESTERDAY, version: "0.1.0".into(), place: "src/app/form.rs:12:5".into() };
    file::write_crash_note(&scene.user(), &note).unwrap();
    let mut window = scene.start();
    assert!(window.shows("A program error closed Copydesk (yesterday, 17:04). There is no unsaved work."));
    window.click("Close");
    assert_eq!(file::crash_note(&user(&window)), None);
}
