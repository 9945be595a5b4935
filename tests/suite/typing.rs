//! Keys and focus in the window: what is typed lands in the field it was meant for, however fast, and the focus is
//! always in sight.

use copydesk::article::Article;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;

use crate::shell::Window;

fn three() -> Article {
    let mut article = Article { headline: "Tide tables".into(), ..Article::default() };
    article.push_takeaway("They are free");
    article.push_section("High water", "At noon.");
    article.push_section("Low water", "At six.");
    article
}

fn press(key: Key) -> egui::Event {
    egui::Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE }
}

fn typed(text: &str) -> egui::Event {
    egui::Event::Text(text.into())
}

/// All of it within one frame, as when someone types faster than frames are drawn.
fn at_once(window: &mut Window, events: Vec<egui::Event>) {
    window.harness.input_mut().events = events;
    window.harness.run();
}

fn takeaways(window: &Window) -> Vec<&str> {
    window.article().takeaways.iter().map(|takeaway| takeaway.text.as_str()).collect()
}

#[test]
fn typing_faster_than_frames_are_drawn_goes_where_the_focus_went() {
    let mut window = Window::on(&three());
    window.focus("Takeaway 1");
    let enter = || press(Key::Enter);
    let end = press(Key::End);
    at_once(&mut window, vec![end, typed("!"), enter(), typed("two"), enter(), typed("three")]);
    assert_eq!(takeaways(&window), ["They are free!", "two", "three"]);
    at_once(&mut window, vec![press(Key::Tab), press(Key::Backspace), typed("x")]);
    assert_eq!(takeaways(&window), ["They are free!", "two", "three", "x"], "the key after Tab deletes nothing");
}

#[test]
fn typing_and_tab_within_a_frame_leave_each_word_in_its_field() {
    let mut window = Window::empty();
    window.focus("Headline");
    at_once(&mut window, vec![typed("one"), press(Key::Tab), typed("two"), press(Key::Enter)]);
    at_once(&mut window, vec![press(Key::Tab), typed("three")]);
    let article = window.article();
    assert_eq!([&article.headline, &article.deck, &article.image.alt], ["one", "two", "three"]);
}

#[test]
fn typing_on_what_adds_an_item_begins_it() {
    let mut window = Window::empty();
    window.harness.get_by_role_and_label(Role::Button, "New takeaway").focus();
    window.harness.run();
    at_once(&mut window, vec![typed("o"), typed("n"), typed("e"), press(Key::Enter), typed("two")]);
    assert_eq!(takeaways(&window), ["one", "two"]);
    window.harness.get_by_role_and_label(Role::Button, "New takeaway").focus();
    window.harness.run();
    at_once(&mut window, vec![typed("three")]);
    assert_eq!(takeaways(&window), ["one", "two", "three"], "and so does typing on the button after the last one");
}

#[test]
fn what_has_the_focus_is_in_sight() {
    let folder = tempfile::tempdir().unwrap();
    let settings = copydesk::app::settings::Settings { has_run: true, ..Default::default() };
    let mut window = Window::with(crate::shell::Asking::Desktop, settings, folder, None, [1280.0, 600.0]);
    for _ in 0..40 {
        window.press(Modifiers::NONE, Key::Tab);
        let focused = window.harness.query_all_by(|node| node.is_focused()).next();
        let Some(rect) = focused.map(|node| node.rect()) else { continue };
        assert!(rect.bottom() <= 600.0 && rect.top() >= 0.0, "{rect:?}");
    }
}

#[test]
fn what_is_typed_into_a_window_that_has_just_opened_is_the_headline() {
    let mut window = Window::empty();
    window.harness.event(typed("Low tide"));
    window.harness.run();
    assert_eq!(window.article().headline, "Low tide");
}
