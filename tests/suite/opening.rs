//! A window whose file is still being read: what it shows, how to cancel, and the result.

use copydesk::article::Article;
use copydesk::file;
use egui::{Event, Key, Modifiers};

use crate::shell::Window;

fn draft(headline: &str) -> Article {
    Article { headline: headline.into(), ..Article::default() }
}

fn on_eels() -> Window {
    Window::opening(|folder| {
        let path = folder.join("eels.copydesk");
        file::save(&path, &draft("Eels climb")).unwrap();
        path
    })
}

#[track_caller]
fn check(window: &Window, shown: &[&str], absent: &[&str]) {
    for text in shown {
        assert!(window.shows(text), "{text}");
    }
    for text in absent {
        assert!(!window.shows(text), "{text}");
    }
}

#[test]
fn a_window_says_what_it_opens_and_then_shows_it() {
    let mut window = on_eels();
    check(&window, &["Opening eels.copydesk…"], &["Headline", "File"]);
    window.finish_work();
    check(&window, &["Headline", "File"], &["Opening eels.copydesk…"]);
    assert_eq!(window.article().headline, "Eels climb");
    assert!(window.harness.state().document().is_saved());
}

#[test]
fn nothing_can_be_written_before_the_draft_is_there() {
    let mut window = on_eels();
    window.harness.event(Event::Text("lost".into()));
    window.press(Modifiers::COMMAND, Key::N);
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    assert!(window.article().is_empty());
    check(&window, &["Opening eels.copydesk…"], &[]);
    window.finish_work();
    assert_eq!(window.article().headline, "Eels climb");
}

#[test]
fn escape_and_cancel_leave_an_empty_draft() {
    for give_up in
        [|w: &mut Window| w.press(Modifiers::NONE, Key::Escape), |w: &mut Window| w.click("Cancel opening")]
    {
        let mut window = on_eels();
        give_up(&mut window);
        check(&window, &["Headline", "eels.copydesk was not opened"], &["Opening eels.copydesk…"]);
        window.finish_work();
        assert!(window.article().is_empty());
        window.harness.event(Event::Text("Mine".into()));
        window.harness.run();
        assert_eq!(window.article().headline, "Mine");
    }
}

#[test]
fn what_was_given_up_is_opened_by_asking_again() {
    let mut window = on_eels();
    window.press(Modifiers::NONE, Key::Escape);
    window.drop_file(window.path("eels.copydesk"));
    check(&window, &["Opening eels.copydesk…", "Headline"], &[]);
    window.finish_work();
    assert_eq!(window.article().headline, "Eels climb");
    check(&window, &[], &["Read-only: this draft is open elsewhere."]);
}

#[test]
fn a_file_that_cannot_be_opened_is_told_of_over_an_empty_draft() {
    let mut window = Window::opening(|folder| folder.join("gone.copydesk"));
    window.finish_work();
    check(&window, &["The file cannot be opened", "Headline"], &["Opening gone.copydesk…"]);
    assert!(window.article().is_empty());
}

#[test]
fn a_window_closes_while_it_opens_a_file() {
    assert!(!on_eels().close());
}

#[test]
fn a_page_that_a_window_comes_up_with_is_reported_on() {
    let mut window = Window::opening(|folder| {
        let path = folder.join("page.html");
        std::fs::write(&path, "<h1>Eels climb</h1><p>At night.</p>").unwrap();
        path
    });
    window.finish_work();
    assert_eq!(window.article().headline, "Eels climb");
    check(&window, &["Imported from page.html; see File > Import report"], &[]);
}
