//! The window's own file dialog, by keyboard alone.

use copydesk::article::Article;
use copydesk::file;
use egui::{Event, Key, Modifiers};

use egui_kittest::kittest::Queryable;

use crate::shell::{Asking, Window};

const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;

/// A window with our own file dialog, and a folder with drafts in its folder.
fn window() -> Window {
    let window = Window::new(Asking::Own, |_| None);
    std::fs::create_dir(window.path("drafts")).unwrap();
    for name in ["drafts/night.copydesk", "drafts/noon.copydesk", "day.copydesk"] {
        file::save(&window.path(name), &Article { headline: name.into(), ..Article::default() }).unwrap();
    }
    window
}

fn write(window: &mut Window, text: &str) {
    window.harness.event(Event::Text(text.into()));
    window.harness.run();
}

#[test]
fn a_path_is_typed_with_tab() {
    let mut window = window();
    window.press(CTRL, Key::O);
    write(&mut window, "dr");
    window.press(NONE, Key::Tab);
    assert!(window.shows("night.copydesk") && !window.shows("day.copydesk"), "the folder is listed at once");
    write(&mut window, "ni");
    assert!(!window.shows("noon.copydesk"), "the list follows");
    window.press(NONE, Key::Tab);
    window.press(NONE, Key::Enter);
    assert_eq!(window.article().headline, "drafts/night.copydesk");
}

#[test]
fn typing_replaces_the_name_and_keeps_the_ending() {
    let mut window = window();
    window.type_into("Headline", "Mine");
    window.press(CTRL, Key::S);
    write(&mut window, "yours");
    window.press(NONE, Key::Enter);
    assert_eq!(file::open(&window.path("yours.copydesk"), None).unwrap().article.headline, "Mine");
}

#[test]
fn a_new_folder_is_made_on_the_way() {
    let mut window = window();
    window.type_into("Headline", "Mine");
    window.press(CTRL, Key::S);
    window.click("New folder");
    write(&mut window, "May");
    window.press(NONE, Key::Enter);
    assert!(window.path("May").is_dir() && window.shows("mine.copydesk"));
    window.press(NONE, Key::Enter);
    assert!(window.path("May/mine.copydesk").is_file());
}

#[test]
fn a_folder_that_does_not_answer_holds_nothing_up() {
    let mut window = window();
    window.press(CTRL, Key::O);
    window.hold_work();
    write(&mut window, "drafts/");
    for _ in 0..60 {
        window.harness.step();
    }
    assert!(window.shows("Reading drafts… (Esc to cancel)"));
    window.press(NONE, Key::Escape);
    assert!(window.shows("Name or path") && !window.shows("Reading drafts… (Esc to cancel)"));
    window.finish_work();
    assert!(!window.shows("night.copydesk"), "the answer is too late");
    window.press(NONE, Key::Escape);
    assert!(!window.shows("Name or path"));
}

#[test]
fn what_was_exported_is_shown_in_its_folder() {
    let mut window = window();
    window.type_into("Headline", "Mine");
    window.press(CTRL, Key::E);
    window.press(NONE, Key::ArrowDown);
    window.press(NONE, Key::Enter);
    window.press(NONE, Key::Enter);
    assert_eq!(window.read("mine.md"), "# Mine\n");
    window.harness.get_by_label("Show in folder").click();
    window.harness.run();
    assert!(window.shows("asked for mine.md"));
    window.press(CTRL, Key::E);
    window.press(NONE, Key::Enter);
    assert!(window.shows("Export as Markdown"), "the last form comes first");
}
