//! Changes that others make to a draft's file while it is open here, and two windows on one draft.

use std::path::{Path, PathBuf};

use copydesk::app::settings::Settings;
use copydesk::article::Article;
use copydesk::file;
use egui::{Event, Key, Modifiers};

use crate::shell::{Asking, Window};

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

fn tides() -> Article {
    let mut article = Article { headline: "Tide tables".into(), deck: "Out now.".into(), ..Article::default() };
    article.push_section("High water", "At noon.");
    article
}

fn theirs() -> Article {
    Article { headline: "Ebb tables".into(), ..tides() }
}

fn opened(path: &Path) -> Article {
    file::open(path, None).unwrap().article
}

/// Another program saves the file, and the writer returns to the window.
fn save_elsewhere(window: &mut Window, article: &Article) {
    file::save(&window.path("draft.copydesk"), article).unwrap();
    come_back(window);
}

fn come_back(window: &mut Window) {
    window.harness.event(Event::WindowFocused(true));
    window.harness.run();
}

/// A window on tides, with unsaved text in the deck.
fn writing() -> Window {
    let mut window = Window::on(&tides());
    window.type_into("Deck", "Mine ");
    window
}

fn second_on(path: &Path) -> Window {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { has_run: true, folder: Some(folder.path().to_owned()), ..Settings::default() };
    Window::with(Asking::Desktop, settings, folder, Some(path.to_owned()), [1440.0, 900.0])
}

fn lock_of(path: &Path) -> PathBuf {
    path.with_file_name(format!(".~lock.{}#", path.file_name().unwrap().to_str().unwrap()))
}

#[test]
fn an_unchanged_draft_is_shown_as_it_is_on_disk_and_undo_brings_the_old_one_back() {
    let mut window = Window::on(&tides());
    window.focus("Deck");
    save_elsewhere(&mut window, &theirs());
    assert_eq!(window.article(), &theirs());
    assert!(window.shows("Reloaded at 17:04: the file was changed elsewhere") && !window.shows("edited"));
    window.harness.event(Event::Text("!".into()));
    window.harness.run();
    assert!(window.article().deck.contains('!'), "the focus stayed");
    window.press(CTRL, Key::Z);
    window.press(CTRL, Key::Z);
    assert_eq!(window.article(), &tides());
    assert!(window.shows("edited"));
    window.press(CTRL, Key::S);
    assert_eq!(opened(&window.path("draft.copydesk")), tides());
}

#[test]
fn a_changed_draft_asks_and_shows_what_differs() {
    let mut window = writing();
    save_elsewhere(&mut window, &theirs());
    assert!(window.shows("“draft” was changed elsewhere") && window.shows("Headline") && window.shows("Mine"));
    // A key that was already on its way chooses nothing.
    window.press(Modifiers::NONE, Key::Enter);
    assert!(!window.shows("“draft” was changed elsewhere"));
    assert!(window.article().deck.contains("Mine") && opened(&window.path("draft.copydesk")) == theirs());
    come_back(&mut window);
    assert!(!window.shows("“draft” was changed elsewhere"), "nobody is asked twice");
    window.press(CTRL, Key::S);
    assert!(window.shows("“draft” was changed elsewhere"), "but nothing is written over unasked");
}

#[test]
fn mine_is_kept_and_the_next_save_writes_over_theirs() {
    let mut window = writing();
    let mine = window.article().clone();
    save_elsewhere(&mut window, &theirs());
    window.click("Keep mine");
    assert_eq!(opened(&window.path("draft.copydesk")), theirs());
    window.press(CTRL, Key::Z);
    assert!(window.shows("edited"), "what it was before is not what the file holds");
    window.press(CTRL_SHIFT, Key::Z);
    window.press(CTRL, Key::S);
    assert_eq!(opened(&window.path("draft.copydesk")), mine);
    assert!(!window.shows("edited"));
}

#[test]
fn theirs_is_taken_and_undo_brings_mine_back() {
    let mut window = writing();
    let mine = window.article().clone();
    save_elsewhere(&mut window, &theirs());
    window.click("Use theirs");
    assert_eq!(window.article(), &theirs());
    assert!(!window.shows("edited"));
    window.press(CTRL, Key::Z);
    assert_eq!(window.article(), &mine);
    assert!(window.shows("edited"));
}

#[test]
fn both_are_kept_and_mine_goes_on_under_a_name_of_its_own() {
    let mut window = writing();
    let taken = window.put("draft (mine).copydesk", "another file");
    let mine = window.article().clone();
    save_elsewhere(&mut window, &theirs());
    window.click("Keep both");
    let beside = window.path("draft (mine 2).copydesk");
    assert_eq!((opened(&beside), opened(&window.path("draft.copydesk"))), (mine, theirs()));
    assert_eq!(std::fs::read_to_string(taken).unwrap(), "another file");
    assert_eq!(window.harness.state().document().path(), Some(beside.as_path()));
    assert!(lock_of(&beside).exists() && !lock_of(&window.path("draft.copydesk")).exists());
    window.type_into("Deck", "More ");
    window.press(CTRL, Key::S);
    assert!(opened(&beside).deck.contains("More"));
    assert_eq!(opened(&window.path("draft.copydesk")), theirs());
}

#[test]
fn a_save_finds_a_change_that_nothing_shows_and_what_waited_goes_on_after_the_answer() {
    let mut window = writing();
    let path = window.path("draft.copydesk");
    let time = std::fs::metadata(&path).unwrap().modified().unwrap();
    let text = std::fs::read_to_string(&path).unwrap().replace("Tide", "Ride");
    std::fs::write(&path, text).unwrap();
    std::fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    window.choose("File", "New");
    window.click("Save");
    assert!(window.shows("“draft” was changed elsewhere"));
    assert_eq!(opened(&path).headline, "Ride tables");
    window.click("Keep mine");
    assert_eq!(opened(&path).headline, "Tide tables");
    assert!(opened(&path).deck.contains("Mine"));
    assert!(window.article().is_empty(), "the new draft is there");
}

#[test]
fn ones_own_save_is_no_change() {
    let mut window = writing();
    window.hold_work();
    window.press(CTRL, Key::S);
    come_back(&mut window);
    window.finish_work();
    come_back(&mut window);
    assert!(!window.shows("elsewhere") && !window.shows("edited"));
}

#[test]
fn a_file_that_is_gone_makes_the_draft_unsaved_and_a_save_writes_it_anew() {
    let mut window = Window::on(&tides());
    let path = window.path("draft.copydesk");
    std::fs::remove_file(&path).unwrap();
    come_back(&mut window);
    assert!(window.shows("file is gone") && window.shows("edited"));
    assert!(window.close());
    window.press(Modifiers::NONE, Key::Escape);
    window.press(CTRL, Key::S);
    assert_eq!(opened(&path), tides());
    assert!(!window.shows("edited"));
    // Removed and created again, as some programs save.
    std::fs::remove_file(&path).unwrap();
    come_back(&mut window);
    save_elsewhere(&mut window, &tides());
    assert!(!window.shows("edited"));
    std::fs::remove_file(&path).unwrap();
    come_back(&mut window);
    save_elsewhere(&mut window, &theirs());
    assert_eq!(window.article(), &theirs());
}

#[test]
fn what_cannot_be_read_is_said_and_mine_is_kept() {
    let mut window = Window::on(&tides());
    let path = window.put("draft.copydesk", "(headline: \"half a dra");
    come_back(&mut window);
    assert!(window.shows("your text is still here") && window.shows("edited"));
    assert_eq!(window.article(), &tides());
    window.press(CTRL, Key::S);
    assert!(window.shows("was changed elsewhere and cannot be read"));
    window.press(Modifiers::NONE, Key::Escape);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "(headline: \"half a dra");
    window.press(CTRL, Key::S);
    window.click("Replace it");
    assert_eq!(opened(&path), tides());
}

#[test]
fn what_a_newer_version_has_saved_is_never_written_over() {
    let mut window = Window::on(&tides());
    let newer = "(\n    version: 99,\n    headline: \"From tomorrow\",\n)\n";
    let path = window.put("draft.copydesk", newer);
    come_back(&mut window);
    assert!(window.shows("“draft” was saved by a newer version of Copydesk"));
    window.press(Modifiers::NONE, Key::Escape);
    window.press(CTRL, Key::S);
    assert!(window.shows("“draft” was saved by a newer version of Copydesk"));
    window.will_answer("mine.copydesk");
    window.click("Save as…");
    assert_eq!(opened(&window.path("mine.copydesk")), tides());
    assert_eq!(std::fs::read_to_string(path).unwrap(), newer);
}

#[test]
fn the_second_reads_what_the_first_writes() {
    let mut first = Window::on(&tides());
    let path = first.path("draft.copydesk");
    let mut second = second_on(&path);
    assert!(second.shows("“draft” is open elsewhere") && second.shows("It was opened "));
    assert!(second.article().is_empty(), "nothing is opened before the answer");
    second.click("Read-only");
    assert!(second.shows("Read-only: this draft is open elsewhere"));
    second.type_into("Deck", "Not mine ");
    assert_eq!(second.article(), &tides());
    first.type_into("Deck", "Mine ");
    first.press(CTRL, Key::S);
    come_back(&mut second);
    assert_eq!(second.article(), first.article());
    assert!(lock_of(&path).exists());
    second.will_answer("own.copydesk");
    second.press(CTRL_SHIFT, Key::S);
    assert!(!second.shows("Read-only"), "a draft of one's own may be written in");
    second.type_into("Deck", "Now ");
    assert!(second.article().deck.contains("Now"));
    drop(second);
    assert!(lock_of(&path).exists(), "the lock is the first one's");
    drop(first.harness);
    assert!(!lock_of(&path).exists());
}

#[test]
fn the_second_may_have_a_copy_that_has_no_file() {
    let first = Window::on(&tides());
    let mut second = second_on(&first.path("draft.copydesk"));
    second.click("Open a copy");
    assert_eq!(second.article(), &tides());
    assert_eq!(second.harness.state().document().path(), None);
    assert!(second.shows("edited") && second.shows("it is not saved yet"));
}

/// A window with unsaved text, and a second one that has taken over the draft and saved it.
fn taken_over() -> (Window, Window) {
    let first = writing();
    let mut second = second_on(&first.path("draft.copydesk"));
    second.click("Take over");
    second.type_into("Headline", "Theirs ");
    second.press(CTRL, Key::S);
    (first, second)
}

#[test]
fn who_is_taken_over_is_told_and_writes_no_more_but_under_another_name() {
    let (mut first, _second) = taken_over();
    let (path, mine) = (first.path("draft.copydesk"), first.article().clone());
    // A save happens before anything else has noticed.
    first.press(CTRL, Key::S);
    assert!(first.shows("“draft” was taken over") && first.shows(", today, 17:04. You can no longer save"));
    assert!(opened(&path).headline.contains("Theirs"));
    first.press(Modifiers::NONE, Key::Escape);
    assert!(first.shows("Read-only: this draft is open elsewhere"));
    first.type_into("Deck", "More ");
    assert_eq!(first.article(), &mine);
    assert!(first.close(), "what is unsaved is asked about");
    first.will_answer("mine.copydesk");
    first.click("Save");
    assert_eq!(opened(&first.path("mine.copydesk")), mine);
    assert!(opened(&path).headline.contains("Theirs"));
    assert!(lock_of(&path).exists());
}

#[test]
fn who_is_taken_over_is_told_when_coming_back() {
    let mut first = Window::on(&tides());
    let path = first.path("draft.copydesk");
    let mut second = second_on(&path);
    second.click("Take over");
    come_back(&mut first);
    assert!(first.shows("“draft” was taken over"));
    first.press(Modifiers::NONE, Key::Escape);
    first.will_answer("draft.copydesk");
    first.press(CTRL_SHIFT, Key::S);
    assert!(first.shows("someone else is editing it") || first.shows("Someone else is editing"));
}

#[test]
fn a_foreign_lock_asks_and_one_that_was_left_behind_does_not() {
    let lock = |host: &str| {
        format!("copydesk-lock 1\nuser maria\nhost {host}\nmachine \nprocess 7\nsince 1772384640\ntoken 9\n")
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tides.copydesk");
    file::save(&path, &tides()).unwrap();
    std::fs::write(lock_of(&path), lock("desk-3")).unwrap();
    let mut window = second_on(&path);
    assert!(window.shows("It was opened by maria on desk-3, yesterday, 17:04."));
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.article().is_empty());
    assert_eq!(std::fs::read_to_string(lock_of(&path)).unwrap(), lock("desk-3"));
    // What a process of this computer writes, after it has ended.
    std::fs::remove_file(lock_of(&path)).unwrap();
    let held = second_on(&path);
    let left = std::fs::read_to_string(lock_of(&path)).unwrap();
    drop(held);
    std::fs::write(lock_of(&path), &left).unwrap();
    let window = second_on(&path);
    assert_eq!(window.article(), &tides());
    assert_ne!(std::fs::read_to_string(lock_of(&path)).unwrap(), left);
}

#[test]
fn a_window_that_is_closed_gives_its_own_lock_back_and_no_other() {
    let (mut closed, open) = (Window::on(&tides()), Window::on(&tides()));
    eframe::App::on_exit(closed.harness.state_mut(), None);
    assert!(!lock_of(&closed.path("draft.copydesk")).exists());
    assert!(lock_of(&open.path("draft.copydesk")).exists());
    assert!(
        lock_of(&Window::on(&tides()).path("draft.copydesk")).exists(),
        "nor does it keep others from locking"
    );
}

#[test]
fn the_lock_goes_with_the_draft() {
    let mut window = Window::on(&tides());
    let path = window.path("draft.copydesk");
    assert!(lock_of(&path).exists());
    window.will_answer("draft.copydesk");
    window.press(CTRL, Key::O);
    assert!(!window.shows("is open") && lock_of(&path).exists(), "opened again by who has it");
    window.will_answer("other.copydesk");
    window.press(CTRL_SHIFT, Key::S);
    let other = window.path("other.copydesk");
    assert!(lock_of(&other).exists() && !lock_of(&path).exists());
    std::fs::remove_file(lock_of(&other)).unwrap();
    come_back(&mut window);
    assert!(lock_of(&other).exists(), "a lock that was removed is made again");
    window.choose("File", "New");
    assert!(!lock_of(&other).exists());
}

#[test]
fn a_first_save_locks_and_a_file_that_is_taken_is_told() {
    let first = Window::on(&tides());
    let path = first.path("draft.copydesk");
    let mut second = Window::empty();
    second.type_into("Headline", "Mine");
    second.will_answer("own.copydesk");
    second.press(CTRL, Key::S);
    assert!(lock_of(&second.path("own.copydesk")).exists());
    second.will_answer(path.to_str().unwrap());
    second.press(CTRL_SHIFT, Key::S);
    assert!(second.shows("draft.copydesk is still open; it was opened ") && second.shows(", today, 17:04"));
    assert_eq!(opened(&path), tides(), "nothing is written into what someone else has open");
    assert!(lock_of(&second.path("own.copydesk")).exists(), "the lock there was is kept");
    second.press(Modifiers::NONE, Key::Escape);
    drop(first.harness);
    second.will_answer(path.to_str().unwrap());
    second.press(CTRL_SHIFT, Key::S);
    assert_eq!(opened(&path).headline, "Mine");
    assert!(lock_of(&path).exists() && !lock_of(&second.path("own.copydesk")).exists());
}

#[test]
fn a_draft_whose_file_is_taken_by_the_time_it_is_locked_is_told() {
    let mut window = Window::on(&tides());
    let path = window.path("draft.copydesk");
    let foreign = "copydesk-lock 1\nuser maria\nhost desk-3\nsince 1772384640\ntoken 9\n";
    std::fs::remove_file(lock_of(&path)).unwrap();
    window.hold_work();
    come_back(&mut window);
    window.finish_work();
    // The lock was removed, and someone else came before it was created again.
    std::fs::remove_file(lock_of(&path)).unwrap();
    std::fs::write(lock_of(&path), foreign).unwrap();
    come_back(&mut window);
    assert!(window.shows("“draft” was taken over") && window.shows("by maria on desk-3, yesterday, 17:04"));
}

#[test]
fn where_no_lock_can_be_made_the_draft_opens_all_the_same() {
    let mut window = Window::new(Asking::Desktop, |folder| {
        let path = folder.join("draft.copydesk");
        file::save(&path, &tides()).unwrap();
        std::fs::create_dir(lock_of(&path)).unwrap();
        Some(path)
    });
    assert_eq!(window.article(), &tides());
    window.type_into("Deck", "Mine ");
    window.press(CTRL, Key::S);
    assert!(window.shows("Saved 17:04"));
}

/// A second window that has the draft of the first open read-only.
fn reading(path: &Path) -> Window {
    let mut second = second_on(path);
    second.click("Read-only");
    assert!(second.shows("Read-only: this draft is open elsewhere"));
    second
}

#[test]
fn a_reader_is_told_when_the_writer_leaves_and_takes_the_lock_only_when_asked() {
    let mut first = Window::on(&tides());
    let path = first.path("draft.copydesk");
    let mut second = reading(&path);
    first.type_into("Deck", "Mine ");
    first.press(CTRL, Key::S);
    let written = first.article().clone();
    let folder = first.folder;
    drop(first.harness);
    come_back(&mut second);
    assert!(second.shows("Read-only: this draft is no longer open elsewhere"));
    assert!(!lock_of(&path).exists(), "nothing is taken unasked");
    second.type_into("Deck", "Not yet ");
    assert_eq!(second.article(), &written);
    // What was written since the last check is loaded.
    file::save(&path, &theirs()).unwrap();
    second.click("Edit this draft");
    assert!(lock_of(&path).exists() && !second.shows("Read-only"));
    assert_eq!(second.article(), &theirs());
    second.type_into("Deck", "Now ");
    second.press(CTRL, Key::S);
    assert!(opened(&path).deck.contains("Now"));
    drop(second.harness);
    assert!(!lock_of(&path).exists());
    drop(folder);
}

#[test]
fn a_reader_is_told_of_a_crash_and_of_whoever_comes_next() {
    let first = Window::on(&tides());
    let path = first.path("draft.copydesk");
    let mut second = reading(&path);
    let left = std::fs::read_to_string(lock_of(&path)).unwrap();
    let folder = first.folder;
    drop(first.harness);
    std::fs::write(lock_of(&path), left).unwrap();
    come_back(&mut second);
    assert!(second.shows("this draft is no longer open elsewhere"));
    let foreign = "copydesk-lock 1\nuser maria\nhost desk-3\nsince 1772384640\ntoken 9\n";
    std::fs::write(lock_of(&path), foreign).unwrap();
    // A button that is no longer valid takes nothing over.
    second.click("Edit this draft");
    assert!(second.shows("It was opened by maria on desk-3, yesterday, 17:04."));
    second.click("Keep reading");
    assert!(second.shows("open elsewhere. It was opened by maria on desk-3"));
    assert_eq!(std::fs::read_to_string(lock_of(&path)).unwrap(), foreign);
    second.choose("File", "Edit this draft");
    second.click("Take over");
    assert!(!second.shows("Read-only") && lock_of(&path).exists());
    second.type_into("Deck", "Mine ");
    second.press(CTRL, Key::S);
    assert!(opened(&path).deck.contains("Mine"));
    drop(folder);
}

#[test]
fn who_was_taken_over_gets_the_draft_back_with_every_word() {
    let (mut first, second) = taken_over();
    let (path, mine, written) = (first.path("draft.copydesk"), first.article().clone(), second.article().clone());
    come_back(&mut first);
    first.press(Modifiers::NONE, Key::Escape);
    drop(second);
    come_back(&mut first);
    first.click("Edit this draft");
    assert_eq!(first.article(), &mine, "what was not saved is still there");
    first.press(CTRL, Key::S);
    assert!(first.shows("“draft” was changed elsewhere"));
    assert_eq!(opened(&path), written);
    first.click("Keep both");
    assert_eq!((opened(&path), opened(&first.path("draft (mine).copydesk"))), (written, mine));
}

#[test]
fn what_changes_while_it_is_asked_about_is_asked_about_again() {
    let mut window = writing();
    let path = window.path("draft.copydesk");
    save_elsewhere(&mut window, &theirs());
    let later = Article { headline: "Spring tables".into(), ..tides() };
    save_elsewhere(&mut window, &later);
    window.click("Keep mine");
    assert!(window.shows("“draft” was changed elsewhere") && window.shows("Spring"));
    window.click("Keep mine");
    window.press(CTRL, Key::S);
    assert!(opened(&path).deck.contains("Mine") && !window.shows("elsewhere"));
}

#[test]
fn theirs_that_is_no_longer_there_is_not_taken_for_what_the_file_holds() {
    let mut window = writing();
    save_elsewhere(&mut window, &theirs());
    save_elsewhere(&mut window, &tides());
    window.click("Use theirs");
    assert_eq!(window.article(), &tides());
    assert!(!window.shows("edited"));
    window.press(CTRL, Key::Z);
    assert_eq!(window.article(), &theirs());
    window.press(CTRL, Key::Z);
    assert!(window.article().deck.contains("Mine"));
}

#[test]
fn both_are_kept_however_long_the_name_is() {
    let name = format!("{}.copydesk", "ö".repeat(120));
    let mut window = Window::new(Asking::Desktop, |folder| {
        let path = folder.join(&name);
        file::save(&path, &tides()).unwrap();
        Some(path)
    });
    let path = window.path(&name);
    window.type_into("Deck", "Mine ");
    let mine = window.article().clone();
    file::save(&path, &theirs()).unwrap();
    come_back(&mut window);
    window.click("Keep both");
    let beside = window.harness.state().document().path().unwrap().to_owned();
    assert_ne!(beside, path);
    assert!(beside.to_str().unwrap().ends_with("ö (mine).copydesk"), "{beside:?}");
    assert_eq!((opened(&path), opened(&beside)), (theirs(), mine));
}

#[test]
fn both_cannot_be_kept_where_nothing_can_be_written_and_nothing_is_lost() {
    let mut window = writing();
    let mine = window.article().clone();
    save_elsewhere(&mut window, &theirs());
    std::fs::remove_dir_all(window.path("")).unwrap();
    window.click("Keep both");
    assert!(window.shows("The draft was not saved"));
    assert_eq!(window.article(), &mine);
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.shows("edited"));
}

#[test]
fn a_change_under_the_question_about_unsaved_work_is_found_by_the_save() {
    let mut window = writing();
    let path = window.path("draft.copydesk");
    assert!(window.close());
    save_elsewhere(&mut window, &theirs());
    assert!(window.shows("Save the changes to “draft”?"));
    window.click("Save");
    assert!(window.shows("“draft” was changed elsewhere"));
    assert_eq!(opened(&path), theirs());
    window.press(Modifiers::NONE, Key::Escape);
    assert!(window.article().deck.contains("Mine") && window.shows("edited"));
    assert!(window.close(), "it is still unsaved");
}

#[test]
fn a_reload_is_one_step_and_the_caret_stays_in_the_words() {
    let mut article = tides();
    article.push_section("Low water", "Ä long body. ".repeat(40));
    let mut window = Window::on(&article);
    window.focus("Section 2 body");
    window.press(Modifiers::COMMAND, Key::End);
    let mut shorter = article.clone();
    std::sync::Arc::make_mut(&mut shorter.sections[1]).body = "Ö.".into();
    save_elsewhere(&mut window, &shorter);
    assert_eq!(window.article(), &shorter);
    window.press(CTRL, Key::B);
    window.harness.event(Event::Text("!".into()));
    window.harness.run();
    assert!(window.article().sections[1].body.contains('!'), "{:?}", window.article().sections[1].body);
    for _ in 0..3 {
        window.press(CTRL, Key::Z);
    }
    assert_eq!(window.article(), &article);
}

/// Checks that this change of the file is reported in these words, and that the text in the window stays.
#[track_caller]
fn check_unreadable(make: impl FnOnce(&Path), said: &str) {
    let mut window = Window::on(&tides());
    let path = window.path("draft.copydesk");
    std::fs::remove_file(&path).unwrap();
    make(&path);
    come_back(&mut window);
    assert!(window.shows("your text is still here") && window.shows(said), "{said}");
    assert!(window.shows("edited"), "{said}: it stands nowhere else");
    window.press(CTRL, Key::S);
    assert!(window.shows("Save as…"), "{said}: a save says so and offers another place");
    window.will_answer("mine.copydesk");
    window.click("Save as…");
    assert_eq!(opened(&window.path("mine.copydesk")), tides(), "{said}");
}

#[test]
fn a_file_that_became_something_else_is_told_and_nothing_is_lost() {
    check_unreadable(|path| std::fs::create_dir(path).unwrap(), "is a folder");
    check_unreadable(|path| std::fs::write(path, "").unwrap(), "draft.copydesk");
    check_unreadable(|path| std::fs::write(path, b"\xff\xfe\x00").unwrap(), "damaged");
    let large = |path: &Path| std::fs::File::create(path).unwrap().set_len(file::SIZE_LIMIT + 1).unwrap();
    check_unreadable(large, "larger than 64 MB");
    #[cfg(unix)]
    check_unreadable(|path| std::os::unix::fs::symlink("/dev/null", path).unwrap(), "a pipe or a device");
}

#[test]
fn a_folder_that_is_gone_takes_no_words_with_it() {
    let mut window = Window::new(Asking::Desktop, |folder| {
        let path = folder.join("desk").join("draft.copydesk");
        std::fs::create_dir(folder.join("desk")).unwrap();
        file::save(&path, &tides()).unwrap();
        Some(path)
    });
    std::fs::rename(window.path("desk"), window.path("moved")).unwrap();
    come_back(&mut window);
    assert!(window.shows("file is gone") && window.shows("edited"));
    window.press(CTRL, Key::S);
    assert!(window.shows("The draft was not saved"));
    window.will_answer("mine.copydesk");
    window.click("Save as…");
    assert_eq!(opened(&window.path("mine.copydesk")), tides());
}

#[test]
fn what_is_typed_in_the_moment_of_a_change_makes_it_a_question() {
    let mut window = Window::on(&tides());
    window.focus("Deck");
    file::save(&window.path("draft.copydesk"), &theirs()).unwrap();
    window.hold_work();
    window.harness.event(Event::WindowFocused(true));
    window.harness.event(Event::Text("Mine ".into()));
    window.harness.run();
    window.finish_work();
    assert!(window.shows("“draft” was changed elsewhere"));
    assert!(window.article().deck.contains("Mine"));
}
