//! Word and character counts, in the status line and above the fields.

use copydesk::article::{Article, Place};
use copydesk::file;
use copydesk::format::{self, Format};
use copydesk::page::compose;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};

use crate::shell::Window;

const CTRL: Modifiers = Modifiers::COMMAND;

fn tides() -> Article {
    let mut article = Article { headline: "Tide tables".into(), ..Article::default() };
    article.push_section("High water", "At noon, as the board says.");
    article.push_section("", "At six.");
    article
}

fn set_target(window: &mut Window, target: &str) {
    window.choose("Edit", "Target length…");
    window.press(CTRL, Key::A);
    window.harness.event(Event::Text(target.into()));
    window.harness.run();
    window.press(Modifiers::NONE, Key::Enter);
}

/// The description of a field for screen readers, besides its name and text.
fn description(window: &Window, field: &str) -> String {
    let node = window
        .harness
        .get_by(|node| crate::shell::is_field(node.role()) && node.label().as_deref() == Some(field));
    node.accesskit_node().description().unwrap_or_default()
}

#[test]
fn words_are_counted_in_all_in_the_section_and_in_the_selection() {
    let mut window = Window::on(&tides());
    assert!(window.shows("12 words"));
    window.focus("Section 1 body");
    assert!(window.shows("8 words in this section"));
    window.press(CTRL, Key::A);
    assert!(window.shows("6 of 12 words selected"));
    window.press(Modifiers::NONE, Key::ArrowLeft);
    assert!(!window.shows("selected"));
    window.focus("Section 2 body");
    assert!(window.shows("2 words in this section"));
    window.focus("Headline");
    assert!(!window.shows("in this section"));
}

#[test]
fn a_target_shows_how_far_the_piece_is_and_stays_in_the_draft() {
    let mut window = Window::on(&tides());
    window.focus("Section 1 heading");
    set_target(&mut window, "1,200");
    assert_eq!(window.article().target_words, Some(1200));
    assert!(window.shows("12 of 1,200 words"));
    let bar = window.harness.get_by_role(Role::ProgressIndicator);
    assert_eq!(bar.accesskit_node().numeric_value(), Some(1.0));
    window.press(CTRL, Key::S);
    assert_eq!(file::open(&window.path("draft.copydesk"), None).unwrap().article.target_words, Some(1200));
    for form in [Format::Text, Format::Markdown, Format::MarkdownWithFrontMatter, Format::HtmlPage] {
        assert!(!format::render(&compose(window.article()), form).contains("1200"), "{form:?}");
    }
    window.press(CTRL, Key::Z);
    assert_eq!(window.article(), &tides());
    window.harness.event(Event::Text("!".into()));
    window.harness.run();
    assert!(window.article().sections[0].heading.contains('!'), "the focus stayed");
}

#[test]
fn the_count_itself_asks_for_the_target_and_nothing_takes_it_away() {
    let mut window = Window::on(&Article { target_words: Some(5), ..tides() });
    window.click("12 of 5 words");
    window.click("No target");
    assert_eq!(window.article().target_words, None);
    window.click("12 words");
    window.harness.event(Event::Text("soon".into()));
    window.harness.run();
    window.press(Modifiers::NONE, Key::Enter);
    assert!(window.shows("Enter a number of words"));
    window.press(Modifiers::NONE, Key::Escape);
    assert_eq!(window.article().target_words, None);
}

#[test]
fn headline_and_deck_are_counted_as_people_count_and_never_stopped() {
    let mut window = Window::on(&Article::default());
    window.type_into("Headline", "e\u{301}n\u{303}");
    assert_eq!(description(&window, "Headline"), "2 of 65 characters");
    window.type_into("Headline", &"x".repeat(70));
    assert_eq!(description(&window, "Headline"), "72 of 65 characters, more than fits");
    assert_eq!(window.article().text(&Place::Headline).unwrap().matches('x').count(), 70);
    window.type_into("Deck", &"y".repeat(200));
    assert_eq!(description(&window, "Deck"), "200 of 160 characters, more than fits");
    assert_eq!(window.article().deck.len(), 200);
}
