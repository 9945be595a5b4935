//! The appearance of the form: focus mode, full screen, type and line length.

use copydesk::app::choice::{Letters, Measure};
use copydesk::app::settings::Settings;
use copydesk::article::Article;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, Pos2, ViewportCommand};
use egui_kittest::kittest::Queryable;

use crate::shell::{Asking, Window};

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

fn tides() -> Article {
    let mut article = Article { headline: "Tide tables".into(), ..Article::default() };
    article.push_section("High water", &*"At noon, as the board says, and not before. ".repeat(8));
    article
}

fn has_button(window: &Window, label: &str) -> bool {
    [Role::Button, Role::Menu].iter().any(|role| window.harness.query_by_role_and_label(*role, label).is_some())
}

fn size(window: &Window, role: Role, label: &str) -> egui::Vec2 {
    window.harness.get_by_role_and_label(role, label).rect().size()
}

fn body(window: &Window) -> egui::Vec2 {
    size(window, Role::MultilineTextInput, "Section 1 body")
}

fn settings(window: &Window) -> &Settings {
    window.harness.state().settings()
}

fn type_text(window: &mut Window, text: &str) {
    window.harness.event(Event::Text(text.into()));
    window.harness.run();
}

fn choose_in_view(window: &mut Window, menu: &str, row: &str) {
    window.click("View");
    window.click(menu);
    window.harness.get_by_role_and_label(Role::MenuItemCheckBox, row).click();
    window.harness.run();
}

#[test]
fn focus_mode_keeps_what_is_read_where_it_is_on_the_screen() {
    let mut article = tides();
    for _ in 0..6 {
        article.push_section("Low water", &*"At six, and not before noon. ".repeat(30));
    }
    let mut window = Window::on(&article);
    window.focus("Section 4 body");
    window.press(CTRL, Key::End);
    (0..3).for_each(|_| window.press(Modifiers::NONE, Key::ArrowUp));
    let top = |window: &Window| {
        window.harness.get_by_role_and_label(Role::MultilineTextInput, "Section 4 body").rect().top()
    };
    let before = top(&window);
    window.press(CTRL, Key::D);
    assert!((top(&window) - before).abs() < 1.0, "{before}, then {}", top(&window));
    window.press(CTRL, Key::D);
    assert!((top(&window) - before).abs() < 1.0, "{before}, and at last {}", top(&window));
}

#[test]
fn focus_mode_leaves_the_text_alone_and_every_key_works() {
    let mut window = Window::on(&tides());
    window.focus("Section 1 body");
    window.press(CTRL, Key::End);
    window.press(CTRL, Key::D);
    assert!(!has_button(&window, "File") && !window.shows("words"));
    assert!(window.harness.query_by_role(Role::Tree).is_none());
    assert!(window.harness.query_by_role(Role::Heading).is_none(), "the preview is gone");
    type_text(&mut window, "!");
    assert!(window.article().sections[0].body.ends_with('!'), "the caret stayed where it was");
    window.press(CTRL, Key::S);
    assert!(window.harness.state().document().is_saved());
    window.press(CTRL, Key::Enter);
    assert_eq!(window.article().sections.len(), 2);
    window.press(Modifiers::NONE, Key::Escape);
    assert!(has_button(&window, "File") && !settings(&window).writing.is_focus);
    type_text(&mut window, "?");
    assert_eq!(window.article().sections[1].heading, "?", "the focus came back");
}

#[test]
fn in_focus_mode_the_bar_comes_when_the_pointer_goes_to_the_top_and_nothing_moves() {
    let mut window = Window::on(&tides());
    window.press(CTRL, Key::D);
    let before = window.harness.get_by_role_and_label(Role::TextInput, "Headline").rect();
    let point = |window: &mut Window, at: Pos2| {
        window.harness.event(Event::PointerMoved(at));
        window.harness.run();
    };
    point(&mut window, Pos2::new(700.0, 2.0));
    assert!(has_button(&window, "File"));
    assert_eq!(window.harness.get_by_role_and_label(Role::TextInput, "Headline").rect(), before);
    window.choose("File", "New");
    assert!(window.article().is_empty());
    point(&mut window, Pos2::new(700.0, 400.0));
    assert!(!has_button(&window, "File"));
    point(&mut window, Pos2::new(700.0, 898.0));
    assert!(window.shows("0 words"));
}

#[test]
fn escape_in_focus_mode_closes_what_is_open_first() {
    let mut window = Window::on(&tides());
    window.focus("Headline");
    window.press(CTRL, Key::D);
    window.press(CTRL_SHIFT, Key::P);
    window.press(Modifiers::NONE, Key::Escape);
    assert!(settings(&window).writing.is_focus);
    window.press(Modifiers::NONE, Key::F1);
    window.press(Modifiers::NONE, Key::Escape);
    assert!(settings(&window).writing.is_focus);
    window.press(CTRL, Key::F);
    window.press(Modifiers::NONE, Key::Escape);
    assert!(settings(&window).writing.is_focus);
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!settings(&window).writing.is_focus);
}

#[test]
fn asking_for_a_part_that_focus_mode_hides_leaves_it() {
    let mut window = Window::on(&tides());
    window.press(CTRL, Key::D);
    window.press(CTRL, Key::P);
    assert!(window.harness.query_by_role_and_label(Role::Heading, "High water").is_some());
    window.press(CTRL, Key::D);
    window.press(CTRL_SHIFT, Key::F);
    assert!(window.shows("Findings"));
    window.press(CTRL, Key::D);
    window.press(CTRL_SHIFT, Key::L);
    assert!(window.harness.query_by_role(Role::Tree).is_some());
}

#[test]
fn text_grows_apart_from_the_interface_and_the_page() {
    let mut window = Window::on(&tides());
    let button = size(&window, Role::Menu, "File");
    let page = size(&window, Role::Heading, "High water");
    let before = body(&window);
    window.press(Modifiers::ALT, Key::Plus);
    window.press(Modifiers::ALT, Key::Equals);
    assert!((settings(&window).writing.scale - 1.2).abs() < 0.001);
    assert!(body(&window).y > before.y);
    assert_eq!(size(&window, Role::Menu, "File"), button);
    assert_eq!(size(&window, Role::Heading, "High water"), page);
    window.press(Modifiers::ALT, Key::Minus);
    window.press(Modifiers::ALT, Key::Num0);
    assert_eq!(body(&window), before);
}

#[test]
fn letters_and_lines_are_chosen_and_remembered() {
    let mut window = Window::on(&tides());
    let before = body(&window);
    choose_in_view(&mut window, "Text", "Narrow lines");
    assert!(body(&window).x < before.x);
    choose_in_view(&mut window, "Text", "Sans serif");
    window.press(CTRL_SHIFT, Key::D);
    let kept = settings(&window).clone();
    assert_eq!((kept.writing.letters, kept.writing.measure), (Letters::Sans, Measure::Narrow));
    assert!(kept.writing.is_typewriter);
    let again = Window::with(Asking::Desktop, kept.clone(), tempfile::tempdir().unwrap(), None, [1440.0, 900.0]);
    assert_eq!(settings(&again).writing, kept.writing);
}

#[test]
fn full_screen_is_asked_of_the_window() {
    let mut window = Window::on(&tides());
    let (key, modifiers) = (Key::F11, Modifiers::NONE);
    let pressed = Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
    window.harness.event(pressed);
    window.harness.step();
    assert!(window.has_sent(&ViewportCommand::Fullscreen(true)));
}

#[test]
fn reduced_motion_lets_nothing_glide() {
    let mut window = Window::on(&tides());
    choose_in_view(&mut window, "Appearance", "Reduce motion");
    assert_eq!(window.harness.ctx.global_style().animation_time, 0.0);
    choose_in_view(&mut window, "Appearance", "Reduce motion");
    assert!(window.harness.ctx.global_style().animation_time > 0.0);
}
