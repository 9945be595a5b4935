//! The outline: the headings within texts, the current position, and titles that are longer than their rows.

use std::sync::Arc;

use copydesk::article::{Article, Place};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, Vec2};
use egui_kittest::kittest::{NodeT, Queryable};

use crate::shell::Window;

const LONG_TITLE: &str = "Everything that the harbour master wrote about the tides of the year";
const BODY: &str = "As the board says.\n\n## Why *noon*\n\nThe moon.\n\n### In spring\n\nEarly.\n\n## Why not";

fn tides() -> Article {
    let lede = "It comes.\n\n### It goes";
    let mut article = Article { headline: "Tides".into(), lede: Arc::new(lede.into()), ..Article::default() };
    article.push_section("High water", BODY);
    article.push_section(LONG_TITLE, "Words.");
    article.push_section("Slack water", "## Short\n\nWords.");
    article
}

fn rows(window: &Window) -> Vec<String> {
    let rows = window.harness.query_all_by_role(Role::TreeItem);
    let said = rows.map(|row| {
        let node = row.accesskit_node();
        let data = node.data();
        let position = data.position_in_set().unwrap() + 1;
        let standing = (data.level().unwrap(), position, data.size_of_set().unwrap());
        let mark = if data.aria_current().is_some() { " <" } else { "" };
        format!("{} {} of {}: {}{mark}", standing.0, standing.1, standing.2, node.label().unwrap_or_default())
    });
    said.collect()
}

fn row<'a>(window: &'a Window, label: &'a str) -> egui_kittest::Node<'a> {
    let is_row = move |said: Option<String>| said.is_some_and(|said| said.starts_with(label));
    window.harness.get_by(move |node| node.role() == Role::TreeItem && is_row(node.label()))
}

fn type_text(window: &mut Window, text: &str) {
    window.harness.event(Event::Text(text.into()));
    window.harness.run();
}

#[test]
fn headings_within_texts_stand_under_their_part() {
    let mut window = Window::on(&tides());
    window.focus("Section 1 body");
    window.press(Modifiers::COMMAND, Key::Home);
    let expected = [
        "1 5 of 10: Lede, 4 words",
        "2 1 of 1: It goes",
        "1 6 of 10: High water, 15 words <",
        "2 1 of 2: Why noon",
        "3 1 of 1: In spring",
        "2 2 of 2: Why not",
        &format!("1 7 of 10: {LONG_TITLE}, 13 words"),
        "1 8 of 10: Slack water, 4 words",
        "2 1 of 1: Short",
        "1 9 of 10: Sources",
    ];
    assert_eq!(rows(&window)[4..14], expected);
}

/// Checks which body receives a letter typed after a click on the row, and which row is marked.
#[track_caller]
fn check_goes(label: &str, expected: &str) {
    let mut window = Window::on(&tides());
    row(&window, label).click();
    window.harness.run();
    let marked: Vec<String> = rows(&window).into_iter().filter(|row| row.ends_with('<')).collect();
    assert_eq!(marked.len(), 1, "{marked:?}");
    assert!(marked[0].contains(label), "{marked:?}");
    type_text(&mut window, "X");
    let article = window.article();
    let texts = article.sections.iter().flat_map(|section| [&section.heading, &section.body]);
    let texts: Vec<&str> = texts.chain([&*article.lede]).map(String::as_str).collect();
    assert!(texts.iter().any(|text| text.contains(expected)), "{texts:?}");
}

#[test]
fn a_row_puts_the_cursor_on_its_heading_and_is_marked() {
    for (label, expected) in [
        ("Why noon", "## XWhy *noon*"),
        ("In spring", "### XIn spring"),
        ("Why not", "## XWhy not"),
        ("It goes", "### XIt goes"),
        ("Short", "## XShort"),
        ("High water", "High waterX"),
    ] {
        check_goes(label, expected);
    }
}

#[test]
fn a_row_with_the_focus_is_opened_by_enter() {
    let mut window = Window::on(&tides());
    row(&window, "In spring").focus();
    window.harness.run();
    window.press(Modifiers::NONE, Key::Enter);
    let id = window.article().sections[0].id;
    assert_eq!(window.harness.state().selection().map(|(place, _)| place), Some(&Place::Body(id)));
    type_text(&mut window, "X");
    assert!(window.article().sections[0].body.contains("### XIn spring"));
}

#[test]
fn the_mark_follows_the_cursor_and_rows_follow_the_text() {
    let mut window = Window::on(&tides());
    window.focus("Section 1 body");
    window.press(Modifiers::COMMAND, Key::End);
    type_text(&mut window, "?");
    let marked = |window: &Window| rows(window).into_iter().filter(|row| row.ends_with('<')).collect::<Vec<_>>();
    assert_eq!(marked(&window), ["2 2 of 2: Why not? <"]);
    window.press(Modifiers::NONE, Key::ArrowUp);
    assert_eq!(marked(&window), ["3 1 of 1: In spring <"]);
    window.press(Modifiers::COMMAND, Key::Home);
    assert_eq!(marked(&window), ["1 6 of 10: High water, 15 words <"]);
}

#[test]
fn the_whole_of_a_title_that_is_cut_shows_under_the_pointer() {
    for (label, is_cut) in [(LONG_TITLE, true), ("High water", false), ("Why noon", false)] {
        let mut window = Window::on(&tides());
        let at = row(&window, label).rect().center();
        let shown = |window: &Window| {
            window
                .harness
                .query_all_by_role(Role::Label)
                .filter(|node| node.value().as_deref() == Some(label))
                .count()
        };
        let before = shown(&window);
        for _ in 0..4 {
            window.harness.event(Event::PointerMoved(at));
            window.harness.run();
        }
        assert_eq!(shown(&window) > before, is_cut, "{label}");
    }
}

#[test]
fn a_section_is_carried_past_the_headings_of_another() {
    let mut window = Window::on(&tides());
    let from = row(&window, "Slack water").rect().center();
    let to = row(&window, "High water").rect().center() - Vec2::new(0.0, 10.0);
    crate::dragging::carry(&mut window, from, to);
    crate::dragging::drop_at(&mut window, to);
    let headings: Vec<&str> = window.article().sections.iter().map(|section| section.heading.as_str()).collect();
    assert_eq!(headings, ["Slack water", "High water", LONG_TITLE]);
    let labels: Vec<String> = rows(&window)[6..9].to_vec();
    assert_eq!(labels[0], "1 6 of 10: Slack water, 4 words <");
    assert_eq!(labels[1..], ["2 1 of 1: Short", "1 7 of 10: High water, 15 words"]);
}
