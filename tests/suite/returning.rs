//! Drafts that are opened again: the last position, and the lists of recent drafts.

use copydesk::app::settings::Settings;
use copydesk::article::{Article, Place};
use copydesk::file;
use copydesk::writing::Selection;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;

use crate::shell::{Asking, Window};

const CTRL: Modifiers = Modifiers::COMMAND;

fn long(headline: &str) -> Article {
    let mut article = Article { headline: headline.into(), ..Article::default() };
    for number in 0..30 {
        article.push_section(format!("Part {number}"), "Words and more words.\n\n".repeat(12));
    }
    article
}

/// A window on a long draft, with another one next to it.
fn window() -> Window {
    Window::new(Asking::Desktop, |folder| {
        for name in ["a", "b"] {
            file::save(&folder.join(format!("{name}.copydesk")), &long(name)).unwrap();
        }
        Some(folder.join("a.copydesk"))
    })
}

fn open(window: &mut Window, name: &str) {
    window.will_answer(name);
    window.press(CTRL, Key::O);
}

fn at(window: &Window) -> Option<(Place, Selection)> {
    window.harness.state().selection().map(|(place, selection)| (place.clone(), selection))
}

/// The height of the cursor on the screen.
fn height(window: &Window) -> f32 {
    window.harness.state().selection_rect().unwrap().top()
}

#[test]
fn the_cursor_and_what_was_in_sight_come_back() {
    let mut window = window();
    let place = Place::Body(window.article().sections[20].id);
    let selection = Selection { anchor: 46, caret: 51 };
    window.harness.state_mut().go_to(place.clone(), Some(selection));
    window.harness.run();
    let stood = height(&window);
    open(&mut window, "b.copydesk");
    assert_eq!(at(&window), Some((Place::Headline, Selection::at(1))), "a new draft begins at its top");
    open(&mut window, "a.copydesk");
    assert_eq!(at(&window), Some((place, selection)));
    assert!((height(&window) - stood).abs() <= 2.0, "{} was {stood}", height(&window));
    assert!(window.shows("Part 20"));
}

#[test]
fn a_window_that_starts_with_a_draft_goes_back_in_it() {
    for sight in [file::Sight::Cursor(200.0), file::Sight::Under(Place::Body(copydesk::article::Id(20)), 100.0)] {
        let under = matches!(sight, file::Sight::Under(..));
        let window = Window::new(Asking::Desktop, |folder| {
            let draft = folder.join("a.copydesk");
            let article = long("a");
            file::save(&draft, &article).unwrap();
            let place = Place::Body(article.sections[20].id);
            let sight = if under { file::Sight::Under(place.clone(), 100.0) } else { sight.clone() };
            let kept = file::Whereabouts { place, anchor: 46, caret: 51, sight };
            file::keep_whereabouts(&file::UserFolders::within(&folder.join("user")), &draft, &kept);
            Some(draft)
        });
        let place = Place::Body(window.article().sections[20].id);
        assert_eq!(at(&window), Some((place, Selection { anchor: 46, caret: 51 })));
        assert!(window.shows("Part 20"));
    }
}

#[test]
fn a_place_that_is_gone_is_not_gone_back_to() {
    let mut window = window();
    let place = Place::Body(window.article().sections[20].id);
    window.harness.state_mut().go_to(place, Some(Selection::at(40)));
    window.harness.run();
    open(&mut window, "b.copydesk");
    file::save(&window.path("a.copydesk"), &Article { headline: "Short".into(), ..Article::default() }).unwrap();
    open(&mut window, "a.copydesk");
    assert_eq!(at(&window).map(|(place, _)| place), Some(Place::Headline));
}

#[test]
fn nothing_of_it_is_in_the_draft() {
    let mut window = window();
    let before = window.read("a.copydesk");
    window.focus("Deck");
    open(&mut window, "b.copydesk");
    assert_eq!(window.read("a.copydesk"), before);
}

#[test]
fn recent_drafts_are_told_by_headline_folder_and_time() {
    let folder = tempfile::tempdir().unwrap();
    let draft = folder.path().join("night.copydesk");
    file::save(&draft, &Article { headline: "Night ferry".into(), ..Article::default() }).unwrap();
    let missing = folder.path().join("gone.copydesk");
    let recent = vec![draft, missing];
    let settings = Settings { has_run: true, recent, ..Settings::default() };
    let mut window = Window::with(Asking::Desktop, settings, folder, None, [1440.0, 900.0]);
    let about = window.path("").file_name().unwrap().to_string_lossy().into_owned();
    let says = |window: &Window, start: &str| {
        let mut named = window.harness.query_all_by(|node| node.label().is_some_and(|l| l.contains(start)));
        named.next().is_some()
    };
    assert!(says(&window, &format!("Night ferry, {about}, ")));
    assert!(says(&window, "gone.copydesk, "));
    window.press(CTRL.plus(Modifiers::SHIFT), Key::P);
    window.harness.event(egui::Event::Text("night".into()));
    window.harness.run();
    assert!(says(&window, "Night ferry — night"));
}
