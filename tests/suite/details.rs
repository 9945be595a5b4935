//! The details of an article: the line at the top of the form, its panel, and every way to get there; and findings
//! before anything is written.

use copydesk::article::{Article, Status};
use copydesk::writing::Selection;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};

use crate::shell::Window;

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

fn tides() -> Article {
    let mut article =
        Article { headline: "Tide tables".into(), note: "Ask the harbour".into(), ..Article::default() };
    article.push_section("High water", "At noon.");
    article
}

fn write(window: &mut Window, text: &str) {
    window.harness.event(egui::Event::Text(text.into()));
    window.harness.run();
}

fn press(window: &mut Window, key: Key) {
    window.press(Modifiers::NONE, key);
}

/// The name of the focused field.
fn at(window: &Window) -> String {
    let focused = window.harness.get_by(|node| node.is_focused());
    focused.accesskit_node().label().unwrap_or_default()
}

fn is_open(window: &Window) -> bool {
    window.harness.query_by_label("Status: Draft").is_some()
}

fn line(window: &Window) -> String {
    let named = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
        node.role() == Role::Button && node.label().is_some_and(|label| label.starts_with("Details: "))
    };
    window.harness.get_by(named).accesskit_node().label().unwrap_or_default()
}

/// Opens the panel at the field that the palette finds with these words.
fn find(window: &mut Window, words: &str) {
    window.press(CTRL_SHIFT, Key::P);
    write(window, words);
    press(window, Key::Enter);
}

#[test]
fn the_panel_is_walked_by_key_and_gives_the_focus_back_where_it_was() {
    let mut window = Window::on(&tides());
    window.focus("Section 1 body");
    window.press(CTRL, Key::A);
    let before = (at(&window), window.selection());
    window.press(CTRL_SHIFT, Key::I);
    assert!(is_open(&window));
    let walked = ["Language", "Published", "Updated", "Slug", "Tags", "Canonical link", "Note (private)"];
    for expected in &walked {
        press(&mut window, Key::Tab);
        assert_eq!(at(&window), *expected);
    }
    press(&mut window, Key::Tab);
    let status = window.harness.get_by_label("Status: Draft");
    assert!(status.accesskit_node().is_focused(), "it begins again");
    press(&mut window, Key::ArrowRight);
    assert_eq!(window.article().status, Status::InReview);
    window.press(Modifiers::SHIFT, Key::Tab);
    assert_eq!(at(&window), "Note (private)");
    press(&mut window, Key::Escape);
    assert!(!is_open(&window));
    assert_eq!((at(&window), window.selection()), before);
}

#[test]
fn every_detail_is_a_few_letters_away_and_enter_ends_it() {
    let mut window = Window::on(&tides());
    window.focus("Headline");
    for (words, expected, text) in [
        ("date", "Published", "2 March 2026 8:00"),
        ("lang", "Language", "british english"),
        ("URL", "Slug", "tides"),
        ("canonical", "Canonical link", "https://example.org/tides"),
        ("modified", "Updated", "tomorrow"),
    ] {
        find(&mut window, words);
        assert_eq!(at(&window), expected, "{words}");
        write(&mut window, text);
        press(&mut window, Key::Enter);
        assert_eq!((at(&window).as_str(), is_open(&window)), ("Headline", false), "{words}");
    }
    find(&mut window, "keyword");
    write(&mut window, "flood, harbour");
    press(&mut window, Key::Escape);
    window.press(CTRL_SHIFT, Key::I);
    press(&mut window, Key::Escape);
    let expected = Article {
        published: "2026-03-02T08:00:00Z".into(),
        updated: "2026-03-03".into(),
        language: "en-GB".into(),
        slug: "tides".into(),
        canonical: "https://example.org/tides".into(),
        tags: vec!["flood".into(), "harbour".into()],
        ..tides()
    };
    assert_eq!(window.article(), &expected);
    assert_eq!(line(&window), "Details: English (UK) · 2 Mar, 08:00 · Draft");
}

#[test]
fn what_is_no_date_is_kept_and_said_beside_the_field() {
    let mut window = Window::on(&tides());
    for (typed, said) in [
        ("soon", "Not a date"),
        ("2.3.2026", "2 March or 3 February? Write the month as a word"),
        ("Tue 2 March 2026", "Not a date: 2 March is a Monday"),
        ("2 March 2026", "Mon 2 Mar 2026"),
    ] {
        find(&mut window, "publication date");
        window.press(CTRL, Key::A);
        write(&mut window, typed);
        assert!(window.shows(said), "{typed}");
        press(&mut window, Key::Enter);
        window.press(CTRL_SHIFT, Key::I);
        assert!(window.shows(said), "{typed} is still {said}");
        press(&mut window, Key::Escape);
    }
    assert_eq!(window.article().published, "2026-03-02");
    for earlier in ["Tue 2 March 2026", "2.3.2026", "soon", ""] {
        while window.article().published != earlier {
            let before = window.article().published.clone();
            window.press(CTRL, Key::Z);
            assert!(is_open(&window), "what is undone is shown");
            assert_ne!(window.article().published, before);
        }
    }
}

#[test]
fn what_is_no_language_is_kept_and_said_beside_the_field() {
    let mut window = Window::on(&tides());
    find(&mut window, "lang");
    write(&mut window, "Klingon");
    assert!(window.shows("Not a language"));
    press(&mut window, Key::Enter);
    assert_eq!(window.article().language, "Klingon");
    assert_eq!(line(&window), "Details: Klingon · no date · Draft");
}

#[test]
fn what_is_found_in_the_panel_is_shown_there() {
    let mut window = Window::on(&tides());
    window.press(CTRL, Key::F);
    write(&mut window, "harbour");
    press(&mut window, Key::Enter);
    press(&mut window, Key::Escape);
    assert_eq!(at(&window), "Note (private)");
    assert_eq!(window.selection(), Some(Selection::over(8..15)));
    assert!(is_open(&window));
    write(&mut window, "port");
    window.focus("Headline");
    assert!(!is_open(&window), "it does not stay over what is written elsewhere");
    assert_eq!(window.article().note, "Ask the port");
}

#[test]
fn the_outline_and_the_line_open_the_panel_and_the_line_closes_it() {
    let mut window = Window::on(&tides());
    window.harness.get_by_role_and_label(Role::TreeItem, "Details").click();
    window.harness.run();
    assert!(is_open(&window));
    let line = line(&window);
    window.click(&line);
    assert!(!is_open(&window));
    window.click(&line);
    assert!(is_open(&window));
}

/// The keys of the sources, and the text that cites them.
fn keys(window: &Window) -> (Vec<String>, String) {
    let keys = window.article().sources.iter().map(|source| source.key.clone()).collect();
    (keys, window.article().sections.first().map(|section| section.body.clone()).unwrap_or_default())
}

#[test]
fn a_source_is_named_by_its_house_as_soon_as_it_has_a_link() {
    let mut window = Window::on(&tides());
    window.press(CTRL, Key::R);
    window.paste("https://www.bbc.co.uk/news/1", None);
    assert_eq!(keys(&window).0, ["bbc"], "pasted: at once");
    assert_eq!(at(&window), "Source 1 link");
    press(&mut window, Key::Tab);
    write(&mut window, "BBC");
    assert_eq!(window.article().sources[0].publisher, "BBC", "the focus goes on");
    window.press(CTRL, Key::R);
    for letter in "https://bbc.com/2".chars() {
        write(&mut window, &letter.to_string());
    }
    assert_eq!(keys(&window).0, ["bbc", "source"], "while it is typed it names nothing yet");
    press(&mut window, Key::Tab);
    assert_eq!(keys(&window).0, ["bbc", "bbc-2"]);
    write(&mut window, "B");
    assert_eq!(window.article().sources[1].publisher, "B");
}

#[test]
fn citations_follow_the_name_of_their_source_and_undo_takes_it_back() {
    let mut article = tides();
    article.sections.clear();
    article.push_section("High water", "At noon.[^source]");
    article.push_source(copydesk::article::Source { key: "source".into(), ..Default::default() });
    let mut window = Window::on(&article);
    window.type_into("Source 1 link", "https://www.reuters.com/a");
    assert_eq!(keys(&window), (vec!["reuters".into()], "At noon.[^reuters]".into()));
    window.press(CTRL, Key::Z);
    assert_eq!(keys(&window), (vec!["source".into()], "At noon.[^source]".into()));
    assert_eq!(at(&window), "Source 1 link");
    window.press(CTRL, Key::Z);
    assert_eq!(window.article(), &article);
}

/// Whether the window shows findings or counts.
fn asks(window: &Window) -> bool {
    let says = |text: &str| window.shows(text);
    says("error") || says("warning") || says(", has findings") || says(" of 65")
}

#[test]
fn a_blank_draft_asks_nothing_until_its_first_words_are_left() {
    let mut window = Window::empty();
    assert!(!asks(&window));
    window.type_into("Headline", "Tide tables");
    assert!(!asks(&window), "they are being written");
    window.press(CTRL_SHIFT, Key::F);
    assert!(!asks(&window));
    window.focus("Deck");
    assert!(asks(&window));
    window.press(CTRL, Key::Z);
    assert!(window.article().is_empty() && !asks(&window), "blank again");
}

#[test]
fn hints_are_told_apart_from_what_is_written() {
    let window = Window::empty();
    for (name, hint) in [
        ("Headline", "What happened"),
        ("Deck", "Why it matters"),
        ("Byline", "Who wrote it"),
        ("Dateline", "Where"),
        ("Lead image alt text", "What it shows"),
    ] {
        let is_field = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
            crate::shell::is_field(node.role()) && node.label().as_deref() == Some(name)
        };
        let field = window.harness.get_by(is_field);
        let node = field.accesskit_node();
        assert_eq!((node.placeholder(), node.value().unwrap_or_default()), (Some(hint), String::new()), "{name}");
    }
}

#[test]
fn a_first_section_is_begun_at_its_heading_or_at_its_body() {
    for (hint, expected) in [("New section", "heading"), ("New section body", "body")] {
        let mut window = Window::empty();
        window.harness.get_by_role_and_label(Role::TextInput, hint).click();
        window.harness.run();
        write(&mut window, "Eels");
        let section = window.article().sections.first().cloned().unwrap_or_default();
        let written = if expected == "heading" { &section.heading } else { &section.body };
        assert_eq!(written, "Eels", "{hint}");
    }
}

#[test]
fn the_lede_waits_in_the_insert_menu() {
    let mut window = Window::empty();
    assert!(window.harness.query_by_label("Lede").is_none());
    window.choose("Insert", "Lede");
    write(&mut window, "Eels climb.");
    window.focus("Headline");
    assert_eq!(window.article().lede.as_str(), "Eels climb.");
    window.press(CTRL, Key::Z);
    assert!(window.harness.query_all_by_label("Lede").next().is_some(), "it stays once it was asked for");
}

#[test]
fn tab_walks_from_the_first_heading_to_its_body_and_leaves_nothing_behind() {
    let mut window = Window::empty();
    window.harness.get_by_role_and_label(Role::TextInput, "New takeaway").focus();
    window.harness.run();
    for expected in ["New section", "New section body", "New source"] {
        press(&mut window, Key::Tab);
        assert_eq!(at(&window), expected);
    }
    window.press(Modifiers::SHIFT, Key::Tab);
    window.press(Modifiers::NONE, Key::Tab);
    assert_eq!(at(&window), "New section body");
    assert!(window.article().is_empty());
}
