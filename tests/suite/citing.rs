//! A citation in the form: shown and read as the name and number of its source, a single character for the cursor,
//! selected by a click, deleted with one key.

use copydesk::article::{Article, Source};
use copydesk::writing::Selection;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, vec2};
use egui_kittest::kittest::{NodeT, Queryable};

use crate::shell::Window;

const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);
const BODY: &str = "Section 1 body";

/// The window with the cursor at the start of the body; the sources are `press` and `minutes`.
fn on_body(body: &str) -> Window {
    let mut article = Article { headline: "Tide tables".into(), ..Article::default() };
    article.push_section("Tides", body);
    let source = |key: &str, publisher: &str| Source {
        key: key.into(),
        publisher: publisher.into(),
        title: "At the harbour".into(),
        ..Source::default()
    };
    article.push_source(source("press", "Harbour Press"));
    article.push_source(source("minutes", ""));
    let mut window = Window::on(&article);
    window.focus(BODY);
    window.press(CTRL, Key::Home);
    window
}

fn body(window: &Window) -> &str {
    &window.article().sections[0].body
}

fn caret(window: &Window) -> usize {
    window.selection().unwrap().caret
}

/// What screen readers receive of the body, with plain spaces.
fn heard(window: &Window) -> String {
    let node = window.harness.get_by_role_and_label(Role::MultilineTextInput, BODY);
    node.accesskit_node().document_range().text().replace('\u{a0}', " ")
}

fn click_at(window: &mut Window, pos: Pos2) {
    let button = |pressed| Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: NONE };
    window.harness.input_mut().events = vec![Event::PointerMoved(pos), button(true), button(false)];
    window.harness.run();
}

#[track_caller]
fn check_heard(text: &str, expected: &str) {
    assert_eq!(heard(&on_body(text)), expected, "{text}");
}

#[test]
fn a_citation_reads_as_the_name_and_number_of_its_source() {
    check_heard("Late.[^press]", "Late. Harbour Press 1 ");
    check_heard("Late.[^minutes][^press] Why?", "Late. At the harbour 2  Harbour Press 1  Why?");
    check_heard("- **Late[^press]**", "- **Late Harbour Press 1 **");
    check_heard("Late.[^nobody]", "Late.[^nobody]");
    check_heard("`[^press]`", "`[^press]`");
}

#[test]
fn a_citation_is_one_stop_and_goes_with_one_key_in_one_step() {
    let mut window = on_body("a[^press]b");
    let stops = [Key::ArrowRight, Key::ArrowRight, Key::ArrowRight, Key::ArrowLeft, Key::ArrowLeft].map(|key| {
        window.press(NONE, key);
        caret(&window)
    });
    assert_eq!(stops, [1, 9, 10, 9, 1]);
    window.harness.event(Event::Text("x".into()));
    window.harness.run();
    window.press(NONE, Key::Delete);
    assert_eq!(body(&window), "axb");
    window.press(CTRL, Key::Z);
    assert_eq!(body(&window), "ax[^press]b");
    window.press(NONE, Key::ArrowRight);
    window.press(NONE, Key::Backspace);
    assert_eq!((body(&window), caret(&window)), ("axb", 2));
    window.press(CTRL, Key::Z);
    assert_eq!(body(&window), "ax[^press]b");
}

#[test]
fn words_are_passed_with_the_whole_of_a_citation() {
    let mut window = on_body("one[^press] two[^minutes]");
    let ends = [(); 4].map(|()| {
        window.press(CTRL, Key::ArrowRight);
        caret(&window)
    });
    assert_eq!(ends, [3, 11, 15, 25]);
    window.press(CTRL_SHIFT, Key::ArrowLeft);
    assert_eq!(window.selection(), Some(Selection { anchor: 25, caret: 15 }));
    window.press(CTRL, Key::Backspace);
    assert_eq!(body(&window), "one[^press] two");
}

#[test]
fn a_click_chooses_a_citation_and_the_list_puts_another_in_its_place() {
    let mut window = on_body("[^press] said so");
    let field = window.harness.get_by_role_and_label(Role::MultilineTextInput, BODY).rect();
    click_at(&mut window, field.left_top() + vec2(40.0, 14.0));
    assert_eq!(window.selection(), Some(Selection::over(0..8)));
    window.press(CTRL_SHIFT, Key::K);
    assert!(window.shows("cited here"));
    window.press(NONE, Key::ArrowDown);
    window.press(NONE, Key::Enter);
    assert_eq!(body(&window), "[^minutes] said so");
    assert_eq!(heard(&window), " At the harbour 2  said so");
}

#[test]
fn a_marker_reads_as_its_source_as_soon_as_it_is_closed() {
    let mut window = on_body("");
    for letter in "Late.[^press".chars() {
        window.harness.event(Event::Text(letter.into()));
    }
    window.harness.run();
    assert_eq!(heard(&window), "Late.[^press");
    window.harness.event(Event::Text("]".into()));
    window.harness.run();
    assert_eq!((heard(&window).as_str(), caret(&window)), ("Late. Harbour Press 1 ", 13));
}

#[test]
fn a_marker_that_is_typed_in_is_seen_as_it_is_until_the_cursor_has_left_it() {
    let mut window = on_body("Late.[^pre]");
    (0..10).for_each(|_| window.press(NONE, Key::ArrowRight));
    for letter in ["s", "s"] {
        window.harness.event(Event::Text(letter.into()));
    }
    window.harness.run();
    assert_eq!((body(&window), heard(&window).as_str()), ("Late.[^press]", "Late.[^press]"));
    window.press(NONE, Key::ArrowRight);
    assert_eq!((heard(&window).as_str(), caret(&window)), ("Late. Harbour Press 1 ", 13));
}

#[test]
fn a_citation_follows_what_becomes_of_its_source() {
    let mut window = on_body("Late.[^minutes]");
    window.focus("Source 2 publisher");
    window.harness.event(Event::Text("Council".into()));
    window.harness.run();
    window.focus(BODY);
    assert_eq!(heard(&window), "Late. Council 2 ");
    window.focus("Source 1 title");
    window.press(CTRL_SHIFT, Key::Backspace);
    window.focus(BODY);
    assert_eq!(heard(&window), "Late. Council 1 ");
}

#[test]
fn what_is_selected_round_a_citation_is_heard_whole() {
    let mut window = on_body("a[^press]b");
    (0..3).for_each(|_| window.press(Modifiers::SHIFT, Key::ArrowRight));
    let node = window.harness.get_by_role_and_label(Role::MultilineTextInput, BODY);
    let selected = node.accesskit_node().text_selection().map(|range| range.text().replace('\u{a0}', " "));
    assert_eq!(selected.as_deref(), Some("a Harbour Press 1 b"));
    assert_eq!(window.selection(), Some(Selection::over(0..10)));
}
