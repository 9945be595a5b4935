//! The command palette, by keyboard and pointer.

use copydesk::app::command::{self, Command};
use copydesk::app::settings::Settings;
use copydesk::article::{Article, Source};
use egui::accesskit::{Role, Toggled};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};

use crate::shell::{Asking, Window};

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

fn tides() -> Article {
    let mut article = Article { headline: "Tide tables".into(), ..Article::default() };
    article.push_section("High water", "At noon.");
    article.push_section("Résumé", "At six.");
    let harbour = Source { title: "Harbour board".into(), key: "harbour".into(), ..Source::default() };
    article.push_source(harbour);
    article
}

fn open(window: &mut Window, typed: &str) {
    window.press(CTRL_SHIFT, Key::P);
    if !typed.is_empty() {
        window.harness.event(egui::Event::Text(typed.into()));
        window.harness.run();
    }
}

/// The names of the rows, and which one is selected.
fn rows(window: &Window) -> Vec<String> {
    let options = window.harness.query_all_by_role(Role::ListBoxOption);
    options.map(|node| node.accesskit_node().label().unwrap_or_default()).collect()
}

fn selected(window: &Window) -> String {
    let options = window.harness.query_all_by_role(Role::ListBoxOption);
    let chosen: Vec<String> = options
        .filter(|node| node.accesskit_node().is_selected() == Some(true))
        .map(|node| node.accesskit_node().label().unwrap_or_default())
        .collect();
    assert_eq!(chosen.len(), 1);
    chosen[0].clone()
}

#[test]
fn a_command_is_found_by_typing_and_given_by_enter() {
    let mut window = Window::on(&tides());
    window.focus("Section 1 heading");
    open(&mut window, "insert sec");
    assert_eq!(selected(&window), "Insert: Section, Ctrl+Enter");
    window.press(Modifiers::NONE, Key::Enter);
    let headings: Vec<&str> = window.article().sections.iter().map(|s| s.heading.as_str()).collect();
    assert_eq!(headings, ["High water", "", "Résumé"], "the palette means the item that had the focus");
    open(&mut window, "");
    assert_eq!(selected(&window), "Insert: Section, Ctrl+Enter", "what was given last comes first");
}

#[test]
fn it_goes_to_every_section_and_every_source() {
    let mut window = Window::on(&tides());
    open(&mut window, "RESUME");
    assert_eq!(selected(&window), "Section: Résumé");
    window.press(Modifiers::NONE, Key::Enter);
    window.harness.event(egui::Event::Text("!".into()));
    window.harness.run();
    assert!(window.article().sections[1].heading.contains('!'));
    open(&mut window, "harbour");
    window.press(Modifiers::NONE, Key::Enter);
    window.harness.event(egui::Event::Text("!".into()));
    window.harness.run();
    assert!(window.article().sources[0].title.contains('!'));
}

#[test]
fn what_is_typed_before_it_is_drawn_goes_into_it_and_escape_gives_the_focus_back() {
    let mut window = Window::on(&tides());
    window.focus("Headline");
    window.harness.key_press_modifiers(CTRL_SHIFT, Key::P);
    window.harness.event(egui::Event::Text("zzz".into()));
    window.harness.run();
    assert!(window.shows("No matches"));
    assert_eq!(window.article(), &tides());
    window.press(Modifiers::NONE, Key::Escape);
    assert!(rows(&window).is_empty());
    window.harness.event(egui::Event::Text("!".into()));
    window.harness.run();
    assert!(window.article().headline.contains('!'), "{}", window.article().headline);
}

#[test]
fn what_cannot_be_given_says_why_and_does_nothing() {
    let mut window = Window::on(&tides());
    open(&mut window, "edit: undo");
    assert_eq!(selected(&window), "Edit: Undo, nothing to undo");
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(selected(&window), "Edit: Undo, nothing to undo", "it stays open");
}

#[test]
fn keys_walk_through_a_long_list_and_only_what_is_in_sight_is_drawn() {
    let mut article = tides();
    for n in 0..1000 {
        article.push_section(format!("Part {n}"), "");
    }
    let mut window = Window::on(&article);
    open(&mut window, "part");
    assert_eq!(selected(&window), "Section: Part 0");
    assert!(rows(&window).len() < 20, "{}", rows(&window).len());
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.press(Modifiers::NONE, Key::PageDown);
    assert_eq!(selected(&window), "Section: Part 11");
    window.press(Modifiers::NONE, Key::End);
    assert_eq!(selected(&window), "Section: Part 999");
    window.press(Modifiers::NONE, Key::ArrowUp);
    assert_eq!(selected(&window), "Section: Part 998");
    window.press(Modifiers::NONE, Key::Home);
    assert_eq!(selected(&window), "Section: Part 0");
}

#[test]
fn a_click_gives_a_command_and_one_beside_it_closes_the_palette() {
    let mut window = Window::on(&tides());
    open(&mut window, "insert tak");
    window.harness.get_by_role_and_label(Role::ListBoxOption, "Insert: Takeaway, Ctrl+T").click();
    window.harness.run();
    assert_eq!(window.article().takeaways.len(), 1);
    open(&mut window, "");
    assert!(!rows(&window).is_empty());
    window.press(CTRL_SHIFT, Key::P);
    assert!(rows(&window).is_empty(), "its own shortcut closes it");
    window.press(CTRL, Key::P);
    assert!(!window.harness.state().settings().is_preview_shown);
}

#[test]
fn the_list_is_as_long_again_when_more_is_found() {
    let mut window = Window::on(&tides());
    open(&mut window, "");
    let all = rows(&window).len();
    window.harness.event(egui::Event::Text("dark".into()));
    window.harness.run();
    assert_eq!(rows(&window).len(), 1);
    window.press(CTRL, Key::A);
    window.press(Modifiers::NONE, Key::Backspace);
    assert_eq!(rows(&window).len(), all);
    window.harness.event(egui::Event::Text("dark".into()));
    window.harness.run();
    window.press(Modifiers::NONE, Key::Escape);
    open(&mut window, "");
    assert_eq!(rows(&window).len(), all, "and the next time that it is opened");
}

/// Whether the palette shows a tick at a command.
fn tick(window: &mut Window, name: &str) -> Option<bool> {
    open(window, name);
    let on = option(window, name).accesskit_node().toggled().map(|toggled| toggled == Toggled::True);
    window.press(Modifiers::NONE, Key::Escape);
    on
}

fn option<'a>(window: &'a Window, name: &str) -> egui_kittest::Node<'a> {
    let label = |node: &egui_kittest::Node<'_>| node.accesskit_node().label().unwrap_or_default();
    let mut options = window.harness.query_all_by_role(Role::ListBoxOption);
    options.find(|node| label(node) == name || label(node).starts_with(&format!("{name}, "))).expect(name)
}

fn give(window: &mut Window, name: &str) {
    open(window, name);
    option(window, name).click();
    window.harness.run();
}

/// Gives the commands that switch something, and looks at the tick of each before and after.
fn check_ticks(window: &mut Window, are_asked: fn(&Command) -> bool) {
    for row in command::rows().filter(|row| row.is_on.is_some() && are_asked(&row.command)) {
        // The window of a test fills no screen.
        if row.command == Command::ToggleFullScreen {
            continue;
        }
        let name = command::full_name(&row.command).expect("the row is of a menu");
        let before = tick(window, &name).expect(&name);
        give(window, &name);
        let after = tick(window, &name).expect(&name);
        let is_toggle = format!("{:?}", row.command).contains("Toggle");
        assert_eq!(after, if is_toggle { !before } else { true }, "{name}");
        if is_toggle {
            give(window, &name);
            assert_eq!(tick(window, &name), Some(before), "{name}");
        }
    }
}

#[test]
fn every_command_that_switches_something_shows_whether_it_is_on() {
    let mut window = Window::on(&tides());
    window.focus("Section 1 body");
    window.press(CTRL, Key::A);
    check_ticks(&mut window, |_| true);
}

#[test]
fn in_a_narrow_window_the_tick_is_at_what_lies_over_the_form() {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let settings = Settings { has_run: true, ..Settings::default() };
    let mut window = Window::with(Asking::Desktop, settings, folder, None, [900.0, 600.0]);
    let are_asked = |command: &Command| {
        [Command::ToggleOutline, Command::TogglePreview, Command::ToggleFindings].contains(command)
    };
    check_ticks(&mut window, are_asked);
}

#[test]
fn in_focus_mode_nothing_stands_beside_the_text_and_nothing_is_ticked_there() {
    let mut window = Window::on(&tides());
    window.press(CTRL_SHIFT, Key::F);
    let beside = ["View: Outline", "View: Preview", "View: Findings"];
    assert_eq!(beside.map(|name| tick(&mut window, name)), [Some(true); 3]);
    window.press(CTRL, Key::D);
    assert_eq!(beside.map(|name| tick(&mut window, name)), [Some(false); 3]);
    assert_eq!(tick(&mut window, "View: Focus mode"), Some(true));
}

#[test]
fn a_menu_ticks_the_findings_while_they_are_shown() {
    let mut window = Window::on(&tides());
    for expected in [false, true] {
        window.click("View");
        let row = window.harness.get_by_role_and_label(Role::MenuItemCheckBox, "Findings");
        assert_eq!(row.accesskit_node().toggled(), Some(Toggled::from(expected)));
        row.click();
        window.harness.run();
    }
}
