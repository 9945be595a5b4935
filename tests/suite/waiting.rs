//! A disk that never responds: the window keeps drawing and accepting text, says that it is waiting, and can cancel.

use copydesk::article::Article;
use copydesk::file;
use egui::{Event, Key, Modifiers};

use crate::shell::{Asking, Window};

const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;

/// A window on a draft with unsaved text, whose disk no longer responds.
fn window(asking: Asking) -> Window {
    let mut window = Window::new(asking, |folder| {
        let path = folder.join("draft.copydesk");
        let article = Article { headline: "Eels".into(), ..Article::default() };
        file::save(&path, &article).expect("the folder is new");
        Some(path)
    });
    window.type_into("Headline", "Mine ");
    window
}

/// Lets time pass while the writer types.
fn write_on(window: &mut Window, words: &str) {
    window.focus("Deck");
    window.harness.event(Event::Text(words.into()));
    for _ in 0..200 {
        window.harness.step();
    }
    assert!(window.article().deck.contains(words), "letters are taken while the disk is waited for");
}

/// The writer stops waiting, and then the disk responds after all.
#[track_caller]
fn give_up(window: &mut Window, said: &str) {
    window.press(NONE, Key::Escape);
    assert!(window.shows(said), "{said}");
    window.finish_work();
    assert!(window.article().headline.contains("Mine"), "the draft is as it was");
    assert!(window.shows("edited"));
}

#[test]
fn a_file_that_is_not_read_can_be_given_up() {
    let mut window = Window::empty();
    let other = window.path("other.copydesk");
    file::save(&other, &Article { headline: "Theirs".into(), ..Article::default() }).expect("the folder is new");
    window.hold_work();
    window.will_answer("other.copydesk");
    window.press(CTRL, Key::O);
    write_on(&mut window, "at night");
    assert!(window.shows("Opening other.copydesk…"));
    window.press(NONE, Key::Escape);
    window.finish_work();
    assert!(window.article().headline.is_empty() && window.article().deck.contains("at night"));
}

#[test]
fn a_save_that_is_not_done_can_be_given_up_and_is_not_done_later() {
    let mut window = window(Asking::Desktop);
    window.hold_work();
    window.press(CTRL, Key::S);
    write_on(&mut window, "at night");
    assert!(window.shows("Saving draft.copydesk… The disk does not answer"));
    give_up(&mut window, "draft.copydesk was not saved; your text is still here");
    let on_disk = file::open(&window.path("draft.copydesk"), None).expect("it is still there");
    assert_eq!(on_disk.article.headline, "Eels");
    window.press(CTRL, Key::S);
    let on_disk = file::open(&window.path("draft.copydesk"), None).expect("it is there again");
    assert!(on_disk.article.headline.contains("Mine") && !window.shows("edited"));
}

#[test]
fn a_save_under_another_name_can_be_given_up_for_a_third_one() {
    let mut window = window(Asking::Desktop);
    window.hold_work();
    window.will_answer("share.copydesk");
    window.press(CTRL | Modifiers::SHIFT, Key::S);
    write_on(&mut window, "at night");
    assert!(window.shows("Saving share.copydesk… The disk does not answer"));
    window.click("Cancel waiting");
    window.will_answer("stick.copydesk");
    window.press(CTRL | Modifiers::SHIFT, Key::S);
    window.finish_work();
    assert!(!window.path("share.copydesk").exists(), "what was given up is not written later");
    let on_disk = file::open(&window.path("stick.copydesk"), None).expect("it was saved there");
    assert_eq!(on_disk.article, *window.article());
    assert!(!window.shows("edited"));
}

#[test]
fn an_export_that_is_not_done_can_be_given_up_and_is_not_done_later() {
    let mut window = window(Asking::Desktop);
    window.hold_work();
    window.will_answer("eels.md");
    window.press(CTRL, Key::E);
    window.press(NONE, Key::ArrowDown);
    window.press(NONE, Key::Enter);
    write_on(&mut window, "at night");
    assert!(window.shows("Exporting eels.md… The disk does not answer"));
    give_up(&mut window, "eels.md was not exported");
    assert!(!window.path("eels.md").exists());
}

#[test]
fn our_own_file_dialog_waits_for_the_disk_and_can_be_left() {
    let shift = CTRL | Modifiers::SHIFT;
    for (modifiers, key) in [(CTRL, Key::O), (shift, Key::O), (shift, Key::S)] {
        let mut window = window(Asking::Own);
        window.hold_work();
        window.press(modifiers, key);
        for _ in 0..60 {
            window.harness.step();
        }
        assert!(window.shows("(Esc to cancel)"), "{key:?}");
        window.press(NONE, Key::Escape);
        window.press(NONE, Key::Escape);
        assert!(!window.shows("Name or path"), "{key:?}");
        window.finish_work();
        write_on(&mut window, "at night");
        assert!(!window.shows("Name or path"), "the answer is too late");
    }
}
