//! Focus mode: the window shows only what was written.

use std::sync::Arc;

use copydesk::article::{Article, LeadImage, Source};
use egui::accesskit::Role;
use egui::epaint::{ClippedShape, Shape};
use egui::{Event, Key, Modifiers, Pos2};
use egui_kittest::kittest::{NodeT, Queryable};

use crate::dragging;
use crate::shell::{Window, is_field};

const NONE: Modifiers = Modifiers::NONE;

fn tides() -> Article {
    let mut article = Article {
        headline: "Tide tables".into(),
        deck: "Every day another one".into(),
        lede: Arc::new("It comes and goes.".into()),
        byline: vec!["Ana Ruiz".into()],
        image: LeadImage { file: "quay.jpg".into(), alt: "The quay".into(), ..LeadImage::default() },
        ..Article::default()
    };
    article.push_takeaway("High at noon");
    article.push_section("High water", "At noon.");
    article.push_section("", "Nobody knows.");
    article.push_source(Source { key: "board".into(), title: "Tide board".into(), ..Source::default() });
    article
}

fn enter(article: &Article) -> Window {
    let mut window = Window::on(article);
    window.focus("Headline");
    window.press(Modifiers::COMMAND, Key::D);
    window
}

/// The painted texts, except icons.
fn painted(window: &Window) -> Vec<String> {
    let mut texts = Vec::new();
    for ClippedShape { shape, .. } in &window.harness.output().shapes {
        collect(shape, &mut texts);
    }
    texts
}

fn collect(shape: &Shape, texts: &mut Vec<String>) {
    match shape {
        Shape::Text(text) if !text.galley.text().trim().is_empty() => texts.push(text.galley.text().to_owned()),
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, texts)),
        _ => {}
    }
}

fn heights(window: &Window) -> Vec<(String, f32)> {
    let fields = window.harness.query_all_by(|node| is_field(node.role()));
    fields.map(|node| (node.accesskit_node().label().unwrap_or_default(), node.rect().height())).collect()
}

fn seen(window: &Window) -> Vec<String> {
    heights(window).into_iter().filter(|(_, height)| *height > 1.0).map(|(name, _)| name).collect()
}

#[track_caller]
fn check(article: &Article, expected: &[&str]) {
    let window = enter(article);
    assert_eq!(painted(&window), expected);
    let controls = [Role::Button, Role::Tree, Role::CheckBox, Role::ComboBox];
    let found: Vec<Role> =
        controls.into_iter().filter(|role| window.harness.query_by_role(*role).is_some()).collect();
    assert_eq!(found, []);
}

#[test]
fn only_what_was_written_is_painted() {
    let body = |text: &str| {
        let mut article = Article::default();
        article.push_section("", text);
        article
    };
    check(&Article::default(), &["What happened"]);
    check(&body("Alone."), &["What happened", "Alone."]);
    let headline = Article { headline: "Only this".into(), ..Article::default() };
    check(&headline, &["Only this"]);
    let all = [
        "Tide tables",
        "Every day another one",
        "The quay",
        "Ana Ruiz",
        "High at noon",
        "It comes and goes.",
        "High water",
        "At noon.",
        "Nobody knows.",
        "Tide board",
    ];
    check(&tides(), &all);
}

fn go_to(window: &mut Window, part: &str) {
    let is_row = |label: Option<String>| label.is_some_and(|label| label.starts_with(part));
    window.harness.get_by(|node| node.role() == Role::TreeItem && is_row(node.label())).click();
    window.harness.run();
}

fn open_source(window: &mut Window) {
    go_to(window, "Sources");
    window.click("More about source 1");
}

/// What is painted of the source and the image after they have been opened in the form.
#[test]
fn what_was_opened_is_shown_without_its_labels() {
    let mut article = tides();
    article.image.credit = "Ana Ruiz".into();
    let mut window = Window::on(&article);
    open_source(&mut window);
    go_to(&mut window, "Headline");
    window.click("More about the lead image");
    window.focus("Headline");
    window.press(Modifiers::COMMAND, Key::D);
    let texts = painted(&window);
    let after = |text: &str| texts[texts.iter().position(|painted| painted == text).unwrap() + 1..].to_vec();
    assert_eq!(after("The quay")[..3], ["Ana Ruiz", "quay.jpg", "Ana Ruiz"]);
    assert_eq!(after("Tide board"), Vec::<String>::new());
}

#[test]
fn a_source_renamed_in_focus_mode_keeps_its_new_key() {
    let mut window = Window::on(&tides());
    open_source(&mut window);
    window.focus("Source 1 key");
    window.press(Modifiers::COMMAND, Key::D);
    window.harness.event(Event::Text("s".into()));
    window.harness.run();
    window.press(Modifiers::SHIFT, Key::Tab);
    assert_eq!(window.article().sources[0].key, "boards");
    assert!(!seen(&window).contains(&"Source 1 key".to_owned()));
}

#[test]
fn a_pointer_on_a_part_calls_no_controls() {
    let mut window = enter(&tides());
    let at = window.harness.get_by_role_and_label(Role::MultilineTextInput, "Section 1 body").rect().center();
    window.harness.event(Event::PointerMoved(at));
    window.harness.run();
    assert!(window.harness.query_by_role(Role::Button).is_none());
}

#[test]
fn every_field_keeps_its_name_for_a_screen_reader() {
    for article in [Article::default(), tides()] {
        let names = |window: &Window| heights(window).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        let mut window = Window::on(&article);
        window.focus("Headline");
        let before = names(&window);
        window.press(Modifiers::COMMAND, Key::D);
        let missing: Vec<String> = before.into_iter().filter(|name| !names(&window).contains(name)).collect();
        assert_eq!(missing, Vec::<String>::new());
    }
}

/// Checks the fields that Tab shows one after the other, from the headline to the one before another field.
#[track_caller]
fn check_way(article: &Article, expected: &[&str]) {
    let mut window = enter(article);
    for name in expected {
        let focused = window.harness.query_all_by(|node| node.is_focused() && is_field(node.role()));
        let focused: Vec<_> =
            focused.map(|node| (node.accesskit_node().label().unwrap(), node.rect().height())).collect();
        assert_eq!(focused.len(), 1, "{name}: {focused:?}");
        assert_eq!(focused[0].0, *name);
        assert!(focused[0].1 > 10.0, "{focused:?}");
        window.press(NONE, Key::Tab);
    }
    for name in expected.iter().rev() {
        window.press(Modifiers::SHIFT, Key::Tab);
        assert!(seen(&window).contains(&(*name).to_owned()), "back at {name}");
    }
}

#[test]
fn tab_shows_the_empty_fields_one_at_a_time() {
    let blank = ["Headline", "Deck", "Lead image alt text", "Byline", "Dateline", "New takeaway", "New section"];
    check_way(&Article::default(), &blank);
    let mut article = Article { headline: "Tides".into(), ..Article::default() };
    article.push_takeaway("");
    article.push_section("", "");
    let all = ["Headline", "Deck", "Lead image alt text", "Byline", "Dateline", "Takeaway 1"];
    check_way(&article, &[&all[..], &["Lede", "Section 1 heading", "Section 1 body"]].concat());
}

#[test]
fn an_empty_field_takes_no_room_once_the_cursor_has_left_it() {
    let mut window = enter(&Article { headline: "Tides".into(), ..Article::default() });
    assert_eq!(seen(&window), ["Headline"]);
    window.press(NONE, Key::Enter);
    assert_eq!(seen(&window), ["Headline", "Deck"]);
    window.press(NONE, Key::Enter);
    assert_eq!(seen(&window), ["Headline", "Lead image alt text"]);
    window.harness.event(Event::Text("Quay".into()));
    window.harness.run();
    window.press(NONE, Key::Enter);
    assert_eq!(seen(&window), ["Headline", "Lead image alt text", "Lead image caption"]);
    assert_eq!(window.article().image.alt, "Quay");
}

#[test]
fn an_article_is_written_from_blank_in_focus_mode() {
    let mut window = enter(&Article::default());
    let keys = [
        ("Tides", Key::Tab),
        ("Why", Key::Tab),
        ("", Key::Tab),
        ("", Key::Tab),
        ("", Key::Tab),
        ("High at noon", Key::Tab),
        ("High water", Key::Tab),
        ("At noon.", Key::Tab),
    ];
    for (text, key) in keys {
        if !text.is_empty() {
            window.harness.event(Event::Text(text.into()));
            window.harness.run();
        }
        window.press(NONE, key);
    }
    let article = window.article();
    assert_eq!((article.headline.as_str(), article.deck.as_str()), ("Tides", "Why"));
    assert_eq!(article.takeaways[0].text, "High at noon");
    assert_eq!((&*article.sections[0].heading, &*article.sections[0].body), ("High water", "At noon."));
}

#[test]
fn the_text_is_shorter_than_the_form_and_comes_back() {
    let mut window = Window::on(&tides());
    window.focus("Headline");
    let span = |window: &Window| {
        let field = |role, name| window.harness.get_by_role_and_label(role, name).rect().top();
        let top = |name: &'static str| match name {
            "Headline" => field(Role::TextInput, name),
            _ => field(Role::MultilineTextInput, name),
        };
        top("Section 2 body") - top("Headline")
    };
    let form = span(&window);
    window.press(Modifiers::COMMAND, Key::D);
    let text = span(&window);
    assert!(text < form - 150.0, "{text} of {form}");
    window.press(NONE, Key::Escape);
    assert_eq!(span(&window), form);
}

#[test]
fn a_click_on_a_blank_sheet_goes_to_the_headline() {
    let mut window = enter(&Article::default());
    window.press(NONE, Key::Tab);
    assert_eq!(seen(&window), ["Deck"]);
    let at = Pos2::new(700.0, 500.0);
    dragging::point(&mut window, at);
    dragging::button(&mut window, at, true);
    dragging::drop_at(&mut window, at);
    assert_eq!(seen(&window), ["Headline"]);
}
