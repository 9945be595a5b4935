//! Dragging items, in the form and in the outline. Moving them by keyboard is tested in `window`.

use copydesk::article::{Article, Source};
use copydesk::document::Document;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Vec2};
use egui_kittest::kittest::Queryable;

use crate::shell::Window;

fn tides() -> Article {
    let mut article = Article { headline: "Tide tables".into(), ..Article::default() };
    for text in ["They are free", "They are right", "They are on paper"] {
        article.push_takeaway(text);
    }
    for heading in ["High water", "Low water", "Slack water"] {
        article.push_section(heading, "At noon, as the board says.");
    }
    for key in ["harbour", "gazette"] {
        article.push_source(Source { key: key.into(), title: key.into(), ..Source::default() });
    }
    article
}

pub fn button(window: &mut Window, at: Pos2, pressed: bool) {
    let modifiers = Modifiers::NONE;
    window.harness.event(Event::PointerButton { pos: at, button: PointerButton::Primary, pressed, modifiers });
    window.harness.step();
}

pub fn point(window: &mut Window, at: Pos2) {
    window.harness.event(Event::PointerMoved(at));
    window.harness.step();
    window.harness.step();
}

/// The middle of a control.
fn middle(window: &Window, label: &str) -> Pos2 {
    window.harness.get_by(|node| node.label().as_deref() == Some(label)).rect().center()
}

/// Drags from one position to another, without releasing.
pub fn carry(window: &mut Window, from: Pos2, to: Pos2) {
    point(window, from);
    button(window, from, true);
    point(window, from + (to - from) * 0.5);
    point(window, to);
}

pub fn drop_at(window: &mut Window, at: Pos2) {
    button(window, at, false);
    window.harness.run();
}

/// The handle of an item, which is visible while the pointer is on the item.
fn handle(window: &mut Window, field: &str, name: &str) -> Pos2 {
    let field = middle(window, field);
    point(window, field);
    middle(window, &format!("Move {name}"))
}

fn headings(article: &Article) -> Vec<&str> {
    article.sections.iter().map(|section| section.heading.as_str()).collect()
}

fn takeaways(article: &Article) -> Vec<&str> {
    article.takeaways.iter().map(|takeaway| takeaway.text.as_str()).collect()
}

#[test]
fn a_section_is_carried_past_the_next_and_back_by_one_undo() {
    let tides = Article { takeaways: Vec::new(), ..tides() };
    let mut window = Window::on(&tides);
    let ids: Vec<_> = window.article().sections.iter().map(|section| section.id).collect();
    let from = handle(&mut window, "Section 1 heading", "High water");
    let to = Pos2::new(from.x, middle(&window, "Section 2 body").y + 20.0);
    carry(&mut window, from, to);
    assert_eq!(headings(window.article())[0], "High water", "nothing moves before it is let go");
    drop_at(&mut window, to);
    assert_eq!(headings(window.article()), ["Low water", "High water", "Slack water"]);
    assert_eq!(window.article().sections[1].id, ids[0]);
    window.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.article(), &tides);
}

#[test]
fn a_takeaway_and_a_source_are_carried_up() {
    let mut window = Window::on(&tides());
    let from = handle(&mut window, "Takeaway 3", "takeaway 3");
    let to = middle(&window, "Takeaway 1") - Vec2::new(0.0, 10.0);
    carry(&mut window, from, to);
    drop_at(&mut window, to);
    assert_eq!(takeaways(window.article()), ["They are on paper", "They are free", "They are right"]);
    let mut window = Window::on(&Article { sources: tides().sources, ..Article::default() });
    let from = handle(&mut window, "Source 2 title", "source 2");
    let to = middle(&window, "Source 1 title") - Vec2::new(0.0, 10.0);
    carry(&mut window, from, to);
    drop_at(&mut window, to);
    let keys: Vec<&str> = window.article().sources.iter().map(|source| source.key.as_str()).collect();
    assert_eq!(keys, ["gazette", "harbour"]);
}

#[test]
fn escape_lets_an_item_go_where_it_was() {
    let mut window = Window::on(&tides());
    let from = handle(&mut window, "Takeaway 1", "takeaway 1");
    let to = middle(&window, "Takeaway 3") + Vec2::new(0.0, 10.0);
    carry(&mut window, from, to);
    window.press(Modifiers::NONE, Key::Escape);
    drop_at(&mut window, to);
    assert_eq!(window.article(), &tides());
    assert!(!window.harness.state().document().can_undo());
}

#[test]
fn an_item_let_go_where_it_stands_or_beside_the_form_stays() {
    let mut window = Window::on(&tides());
    let from = handle(&mut window, "Takeaway 1", "takeaway 1");
    carry(&mut window, from, from + Vec2::new(0.0, 9.0));
    drop_at(&mut window, from + Vec2::new(0.0, 9.0));
    let from = handle(&mut window, "Takeaway 1", "takeaway 1");
    carry(&mut window, from, Pos2::new(1300.0, 700.0));
    drop_at(&mut window, Pos2::new(1300.0, 700.0));
    assert_eq!(window.article(), &tides());
}

#[test]
fn near_the_edge_the_form_scrolls_to_where_the_item_is_to_go() {
    let mut article = tides();
    for n in 0..30 {
        article.push_section(format!("Part {n}"), "Words.");
    }
    let mut window = Window::on(&article);
    window.focus("Section 1 heading");
    let from = handle(&mut window, "Section 1 heading", "High water");
    let edge = Pos2::new(from.x, 866.0);
    carry(&mut window, from, edge);
    for _ in 0..60 {
        window.harness.step();
    }
    drop_at(&mut window, edge);
    let at = headings(window.article()).iter().position(|heading| *heading == "High water").unwrap();
    assert!(at > 8, "{at}");
}

#[test]
fn a_section_is_carried_in_the_outline() {
    let mut window = Window::on(&tides());
    let row = |window: &Window, name: &str| {
        let is_row = |label: Option<String>| label.is_some_and(|label| label.starts_with(name));
        window.harness.get_by(|node| node.role() == Role::TreeItem && is_row(node.label())).rect().center()
    };
    let (from, to) = (row(&window, "Slack water"), row(&window, "High water") - Vec2::new(0.0, 10.0));
    carry(&mut window, from, to);
    drop_at(&mut window, to);
    assert_eq!(headings(window.article()), ["Slack water", "High water", "Low water"]);
}

#[test]
fn the_handle_shows_the_other_ways_to_move() {
    let mut window = Window::on(&tides());
    window.focus("Section 2 heading");
    window.click("Move Low water");
    window.harness.get_by_role_and_label(Role::MenuItem, "Move down").click();
    window.harness.run();
    assert_eq!(headings(window.article()), ["High water", "Slack water", "Low water"]);
}

#[test]
fn moving_past_the_end_is_moving_to_the_end_and_a_lost_item_goes_nowhere() {
    let mut document = Document::new(tides());
    let first = document.article().items(copydesk::article::ItemKind::Section)[0].clone();
    assert!(document.move_item(&first, 99, 0.0));
    assert_eq!(headings(document.article()), ["Low water", "Slack water", "High water"]);
    assert!(!document.move_item(&first, 2, 0.0), "it is there already");
    document.remove_item(&first, 0.0);
    assert!(!document.move_item(&first, 0, 0.0));
}
