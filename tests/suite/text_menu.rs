//! Cut, copy, paste and select all without a shortcut: from the Edit menu, and from the context menu of a text. Results
//! are read from the article and the clipboard.

use copydesk::article::{Article, Place};
use copydesk::writing::Selection;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Vec2};
use egui_kittest::kittest::{NodeT, Queryable};

use crate::shell::{Clip, Window};

const NONE: Modifiers = Modifiers::NONE;
const SHIFT: Modifiers = Modifiers::SHIFT;
const CTRL: Modifiers = Modifiers::COMMAND;

fn tides() -> Article {
    let mut article = Article { headline: "Tide tables".into(), ..Article::default() };
    article.byline = vec!["Ana Ruiz".into()];
    article.push_section("High water", "At **noon** sharp");
    article
}

impl Window {
    fn select_word(&mut self, label: &str) {
        self.focus(label);
        self.press(CTRL, Key::Home);
        self.press(CTRL.plus(SHIFT), Key::ArrowRight);
    }

    fn clip_text(&self) -> Option<String> {
        self.clip.borrow().text.clone()
    }

    fn press_second(&mut self, at: Pos2) {
        self.press_button(at, PointerButton::Secondary);
    }

    fn press_button(&mut self, at: Pos2, button: PointerButton) {
        for pressed in [true, false] {
            self.harness.event(Event::PointerMoved(at));
            self.harness.event(Event::PointerButton { pos: at, button, pressed, modifiers: NONE });
            self.harness.run();
        }
    }

    fn field(&self, label: &str) -> egui::Rect {
        let is_it = |role| matches!(role, Role::MultilineTextInput | Role::TextInput);
        self.harness.get_by(|node| is_it(node.role()) && node.label().as_deref() == Some(label)).rect()
    }

    fn has_menu(&self) -> bool {
        self.harness.query_by_role_and_label(Role::MenuItem, "Select all").is_some()
    }

    fn choose_row(&mut self, row: &str) {
        self.harness.get_by_role_and_label(Role::MenuItem, row).click();
        self.harness.run();
    }

    fn focused_row(&self) -> Option<String> {
        let node = self.harness.query_by(|node| node.role() == Role::MenuItem && node.is_focused())?;
        node.accesskit_node().label()
    }
}

#[test]
fn the_edit_menu_cuts_copies_and_pastes_where_the_caret_was() {
    let mut window = Window::on(&tides());
    window.select_word("Headline");
    window.choose("Edit", "Copy");
    assert_eq!(window.clip_text().as_deref(), Some("Tide"));
    assert_eq!(window.article(), &tides());
    window.choose("Edit", "Cut");
    assert_eq!(window.article().headline, " tables");
    window.press(CTRL, Key::End);
    window.choose("Edit", "Paste");
    assert_eq!(window.article().headline, " tablesTide");
    window.press(CTRL, Key::Z);
    window.press(CTRL, Key::Z);
    assert_eq!(window.article(), &tides());
}

#[test]
fn the_edit_menu_pastes_markup_as_markdown() {
    let mut window = Window::on(&tides());
    window.focus("Section 1 body");
    window.press(CTRL, Key::End);
    *window.clip.borrow_mut() = Clip { html: Some(" <i>daily</i>".into()), text: Some(" daily".into()) };
    window.choose("Edit", "Paste");
    assert_eq!(window.article().sections[0].body, "At **noon** sharp*daily*");
    *window.clip.borrow_mut() = Clip::default();
    window.choose("Edit", "Paste");
    assert!(window.shows("No text on the clipboard"));
}

#[test]
fn the_edit_menu_selects_all_of_a_text_and_of_a_field_of_names() {
    let mut window = Window::on(&tides());
    window.focus("Section 1 body");
    window.choose("Edit", "Select all");
    assert_eq!(window.selection(), Some(Selection::over(0..17)));
    window.harness.event(Event::Text("x".into()));
    window.harness.run();
    assert_eq!(window.article().sections[0].body, "x");
    window.focus("Byline");
    window.choose("Edit", "Select all");
    window.harness.event(Event::Text("Bo Li".into()));
    window.harness.run();
    assert_eq!(window.article().byline, ["Bo Li"]);
}

#[test]
fn a_field_of_names_is_cut_and_pasted_by_menu() {
    let mut window = Window::on(&tides());
    window.focus("Byline");
    window.press(CTRL, Key::A);
    window.choose("Edit", "Cut");
    assert_eq!(window.article().byline, [""; 0]);
    *window.clip.borrow_mut() = Clip { html: None, text: Some("Bo Li".into()) };
    window.choose("Edit", "Paste");
    assert_eq!(window.article().byline, ["Bo Li"]);
}

#[test]
fn the_secondary_button_opens_the_menu_of_a_text_and_its_rows_work_there() {
    let mut window = Window::on(&tides());
    window.select_word("Headline");
    let at = window.field("Headline").left_center() + Vec2::new(12.0, 0.0);
    window.press_second(at);
    assert!(window.has_menu(), "the menu stays when the button is let go");
    window.choose_row("Cut");
    assert!(!window.has_menu());
    assert_eq!(window.article().headline, " tables");
    assert_eq!(window.clip_text().as_deref(), Some("Tide"));
    let at = window.field("Section 1 body").left_center() + Vec2::new(12.0, 0.0);
    window.press_second(at);
    window.choose_row("Select all");
    let (place, selection) = window.harness.state().selection().unwrap();
    assert_eq!((place, selection), (&Place::Body(tides().sections[0].id), Selection::over(0..17)));
}

#[test]
fn the_menu_is_walked_by_key_past_what_cannot_be_chosen_and_escape_gives_the_selection_back() {
    let mut window = Window::on(&tides());
    window.select_word("Headline");
    window.press(SHIFT, Key::F10);
    assert_eq!(window.focused_row().as_deref(), Some("Cut"));
    window.press(NONE, Key::ArrowUp);
    assert_eq!(window.focused_row().as_deref(), Some("Select all"));
    window.press(NONE, Key::Escape);
    assert!(!window.has_menu());
    assert_eq!(window.selection(), Some(Selection { anchor: 0, caret: 4 }));
    window.press(NONE, Key::ArrowRight);
    window.press(SHIFT, Key::F10);
    assert_eq!(window.focused_row().as_deref(), Some("Copy"), "nothing is selected: nothing is cut");
    for row in ["Paste", "Paste as plain text", "Select all", "Copy"] {
        window.press(NONE, Key::ArrowDown);
        assert_eq!(window.focused_row().as_deref(), Some(row));
    }
}

#[test]
fn a_press_beside_the_menu_closes_it_and_goes_where_it_was() {
    let mut window = Window::on(&tides());
    window.focus("Headline");
    window.press(SHIFT, Key::F10);
    let at = window.field("Section 1 body").left_center() + Vec2::new(12.0, 0.0);
    window.press_button(at, PointerButton::Primary);
    assert!(!window.has_menu());
    let place = window.harness.state().selection().map(|(place, _)| place.clone());
    assert_eq!(place, Some(Place::Body(tides().sections[0].id)));
}
