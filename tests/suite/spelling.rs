//! Spelling in the window, by label and keyboard; results are read from the article and from the marks.

use copydesk::app::marks::MarkKind;
use copydesk::app::settings::Settings;
use copydesk::article::{Article, Place};
use copydesk::writing::Selection;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};

use crate::shell::{Asking, Window};

const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

fn ferry() -> Article {
    let mut article = Article { headline: "The goverment waits".into(), ..Article::default() };
    article.push_section("A boat", "It recieved no mony. It ran.");
    article
}

/// The words that are marked in a text.
fn marked(window: &Window, place: &Place) -> Vec<String> {
    let text = window.article().text(place).unwrap_or_default().to_owned();
    let marks = window.harness.state().marks().of(place).iter().filter(|mark| mark.kind == MarkKind::Misspelt);
    marks.map(|mark| text[mark.range.clone()].to_owned()).collect()
}

fn body(window: &Window) -> Place {
    Place::Body(window.article().sections[0].id)
}

#[track_caller]
fn check_marked(window: &Window, headline: &[&str], in_body: &[&str]) {
    assert_eq!(marked(window, &Place::Headline), headline);
    assert_eq!(marked(window, &body(window)), in_body);
}

fn selection(window: &Window) -> (Place, Selection) {
    let (place, selection) = window.harness.state().selection().unwrap();
    (place.clone(), selection)
}

fn choose(window: &mut Window, row: &str) {
    window.harness.get_by_role_and_label(Role::MenuItem, row).click();
    window.harness.run();
}

/// Goes to the first word that may be misspelt, and opens its menu.
fn open_menu(window: &mut Window) {
    window.focus("Headline");
    window.press(NONE, Key::Home);
    window.press(NONE, Key::F7);
    window.press(CTRL, Key::Period);
}

#[test]
fn misspelt_words_are_marked_and_right_ones_are_not() {
    let mut window = Window::on(&ferry());
    check_marked(&window, &["goverment"], &["recieved", "mony"]);
    window.focus("Headline");
    window.press(NONE, Key::End);
    window.harness.event(egui::Event::Text(" heer now".into()));
    window.harness.run();
    check_marked(&window, &["goverment", "heer"], &["recieved", "mony"]);
}

#[test]
fn a_word_is_not_marked_while_it_is_being_typed() {
    let mut window = Window::on(&ferry());
    window.focus("Headline");
    window.press(NONE, Key::End);
    window.harness.event(egui::Event::Text(" hee".into()));
    window.harness.run();
    check_marked(&window, &["goverment"], &["recieved", "mony"]);
    window.press(NONE, Key::Home);
    check_marked(&window, &["goverment", "hee"], &["recieved", "mony"]);
}

#[test]
fn f7_goes_from_one_to_the_next_and_from_the_last_to_the_first() {
    let mut window = Window::on(&ferry());
    window.focus("Headline");
    window.press(NONE, Key::Home);
    for (place, range) in
        [(Place::Headline, 4..13), (body(&window), 3..11), (body(&window), 15..19), (Place::Headline, 4..13)]
    {
        window.press(NONE, Key::F7);
        assert_eq!(selection(&window), (place, Selection::over(range)));
    }
    let mut window = Window::on(&Article { headline: "The government waits".into(), ..Article::default() });
    window.press(NONE, Key::F7);
    assert!(window.shows("No misspelt words found"));
}

#[test]
fn what_was_meant_is_offered_by_keyboard_and_chosen_as_one_step() {
    let mut window = Window::on(&ferry());
    open_menu(&mut window);
    let first = window.harness.get_by_role_and_label(Role::MenuItem, "government");
    assert!(first.accesskit_node().is_focused());
    window.press(NONE, Key::Enter);
    assert_eq!(window.article().headline, "The government waits");
    assert_eq!(selection(&window), (Place::Headline, Selection::at(14)));
    check_marked(&window, &[], &["recieved", "mony"]);
    window.press(CTRL, Key::Z);
    assert_eq!(window.article(), &ferry());
}

#[test]
fn the_menu_looks_for_suggestions_off_the_frame_and_escape_closes_it() {
    let mut window = Window::on(&ferry());
    window.focus("Headline");
    window.press(NONE, Key::Home);
    window.press(NONE, Key::F7);
    window.hold_work();
    window.press(CTRL, Key::Period);
    assert!(window.shows("Searching…"));
    assert!(window.harness.query_by_label("government").is_none());
    window.finish_work();
    assert!(window.harness.query_by_label("government").is_some());
    window.press(NONE, Key::Escape);
    assert!(window.harness.query_by_label("Ignore here").is_none());
    assert_eq!(selection(&window), (Place::Headline, Selection::over(4..13)));
    window.press(NONE, Key::Home);
    window.press(CTRL, Key::Period);
    assert!(window.shows("No misspelt word here"));
}

#[test]
fn arrows_walk_through_the_menu() {
    let mut window = Window::on(&ferry());
    open_menu(&mut window);
    let rows = window.harness.query_all_by_role(Role::MenuItem);
    let rows: Vec<String> = rows.filter_map(|node| node.accesskit_node().label()).collect();
    // In tree order, and without disabled rows.
    for row in rows.iter().skip(1) {
        window.press(NONE, Key::ArrowDown);
        assert!(window.harness.get_by_role_and_label(Role::MenuItem, row).accesskit_node().is_focused(), "{row}");
    }
    window.press(NONE, Key::ArrowDown);
    assert!(window.harness.get_by_label("government").accesskit_node().is_focused(), "from the last to the first");
    window.press(NONE, Key::ArrowUp);
    assert!(window.harness.get_by_label("Select all").accesskit_node().is_focused());
}

#[test]
fn a_word_can_be_ignored_here() {
    let mut window = Window::on(&ferry());
    open_menu(&mut window);
    choose(&mut window, "Ignore here");
    check_marked(&window, &[], &["recieved", "mony"]);
    assert_eq!(window.article(), &ferry(), "nothing is kept of it");
}

#[test]
fn a_word_can_be_added_to_the_articles_dictionary_and_that_undone() {
    let mut window = Window::on(&ferry());
    open_menu(&mut window);
    choose(&mut window, "Add to the article’s dictionary");
    assert_eq!(window.article().words, ["goverment"]);
    check_marked(&window, &[], &["recieved", "mony"]);
    window.press(CTRL, Key::S);
    assert!(window.read("draft.copydesk").contains("goverment\",\n    ],\n"));
    window.press(CTRL, Key::Z);
    check_marked(&window, &["goverment"], &["recieved", "mony"]);
}

#[test]
fn a_word_can_be_added_to_ones_own_dictionary_for_every_draft() {
    let mut window = Window::on(&ferry());
    open_menu(&mut window);
    choose(&mut window, "Add to my dictionary");
    check_marked(&window, &[], &["recieved", "mony"]);
    assert_eq!(window.read("words.txt"), "goverment\n");
    assert_eq!(window.article(), &ferry());
    let again = Window::new(Asking::Desktop, |folder| {
        std::fs::write(folder.join("words.txt"), "mony\n").unwrap();
        let path = folder.join("draft.copydesk");
        copydesk::file::save(&path, &ferry()).unwrap();
        Some(path)
    });
    check_marked(&again, &["goverment"], &["recieved"]);
}

#[test]
fn the_language_of_the_article_decides() {
    let mut article = Article { headline: "A colour and a color".into(), ..Article::default() };
    article.language = "en-GB".into();
    let mut window = Window::on(&article);
    assert_eq!(marked(&window, &Place::Headline), ["color"]);
    window.press(CTRL_SHIFT, Key::I);
    window.focus("Language");
    window.press(CTRL, Key::A);
    window.harness.event(egui::Event::Text("tlh".into()));
    window.harness.run();
    assert!(window.shows("No dictionary for"));
    assert!(marked(&window, &Place::Headline).is_empty());
    window.press(CTRL, Key::Z);
    assert_eq!(marked(&window, &Place::Headline), ["color"]);
}

#[test]
fn a_dictionary_of_the_system_is_found_in_its_encoding_and_a_broken_one_is_told() {
    let article = Article { headline: "il était parti".into(), language: "fr".into(), ..Article::default() };
    let with = |aff: &'static [u8], dic: &'static [u8]| {
        Window::new(Asking::Desktop, |folder| {
            let own = folder.join("dictionaries");
            std::fs::create_dir(&own).unwrap();
            std::fs::write(own.join("fr_FR.aff"), aff).unwrap();
            std::fs::write(own.join("fr_FR.dic"), dic).unwrap();
            let path = folder.join("draft.copydesk");
            copydesk::file::save(&path, &article).unwrap();
            Some(path)
        })
    };
    let window = with(b"SET ISO8859-1\n", b"2\nil\n\xE9tait\n");
    assert_eq!(marked(&window, &Place::Headline), ["parti"]);
    let window = with(b"SET UTF-8\nSFX A Y many\n", b"what\n");
    assert!(window.shows("Spelling cannot be checked"));
    assert!(marked(&window, &Place::Headline).is_empty());
}

#[test]
fn checking_can_be_switched_off_and_on_again() {
    let mut window = Window::on(&ferry());
    let toggle = |window: &mut Window| {
        window.click("Edit");
        window.harness.get_by_role_and_label(Role::MenuItemCheckBox, "Check spelling").click();
        window.harness.run();
    };
    toggle(&mut window);
    check_marked(&window, &[], &[]);
    assert!(!window.harness.state().settings().checks_spelling);
    window.press(NONE, Key::F7);
    assert!(window.shows("Spelling is off"));
    toggle(&mut window);
    check_marked(&window, &["goverment"], &["recieved", "mony"]);
}

#[test]
fn a_long_text_is_marked_when_it_has_been_read() {
    let mut article = ferry();
    let long = format!("{}\n\nA qwxz.", "The ferry stops here.\n\n".repeat(1_000));
    std::sync::Arc::make_mut(&mut article.sections[0]).body = long;
    let mut window = Window::on(&article);
    assert_eq!(marked(&window, &body(&window)), ["qwxz"]);
    window.hold_work();
    window.type_into("Section 1 heading", "");
    window.focus("Headline");
    window.press(NONE, Key::Home);
    window.harness.event(egui::Event::Text("Wrod ".into()));
    window.harness.run();
    assert_eq!(marked(&window, &body(&window)), ["qwxz"]);
    window.finish_work();
}

#[test]
fn another_draft_takes_nothing_over() {
    let mut window = Window::on(&ferry());
    open_menu(&mut window);
    choose(&mut window, "Ignore here");
    window.press(CTRL, Key::N);
    assert!(marked(&window, &Place::Headline).is_empty());
    let settings = Settings { has_run: true, checks_spelling: false, ..Settings::default() };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("draft.copydesk");
    copydesk::file::save(&path, &ferry()).unwrap();
    let window = Window::with(Asking::Desktop, settings, folder, Some(path), [1280.0, 800.0]);
    check_marked(&window, &[], &[]);
}

#[test]
fn the_secondary_button_on_a_word_opens_its_menu() {
    let mut window = Window::on(&ferry());
    window.focus("Headline");
    let field = window.harness.get_by(|node| node.role() == Role::TextInput && is_named(node, "Headline"));
    let at = field.rect().left_center() + egui::vec2(150.0, 0.0);
    for pressed in [true, false] {
        let button = egui::PointerButton::Secondary;
        window.harness.event(egui::Event::PointerMoved(at));
        window.harness.event(egui::Event::PointerButton { pos: at, button, pressed, modifiers: NONE });
        window.harness.run();
    }
    assert!(window.harness.query_by_role_and_label(Role::MenuItem, "government").is_some());
    choose(&mut window, "government");
    assert_eq!(window.article().headline, "The government waits");
}

fn is_named(node: &egui_kittest::kittest::AccessKitNode<'_>, name: &str) -> bool {
    node.label().as_deref() == Some(name)
}

#[test]
fn a_screen_reader_says_which_words_may_be_misspelt() {
    let mut window = Window::on(&ferry());
    window.focus("Headline");
    let field = window.harness.get_by(|node| is_named(node, "Headline") && node.description().is_some());
    assert_eq!(
        field.accesskit_node().description().as_deref(),
        Some("19 of 65 characters. May be misspelt: goverment")
    );
}

#[test]
fn the_language_is_chosen_from_those_that_can_be_checked() {
    let mut article = ferry();
    article.headline = "A colour".into();
    let mut window = Window::on(&article);
    assert_eq!(marked(&window, &Place::Headline), ["colour"]);
    window.press(CTRL_SHIFT, Key::I);
    window.click("Choose language");
    window.harness.get_by_role_and_label(Role::MenuItemRadio, "English (UK)").click();
    window.harness.run();
    assert_eq!(window.article().language, "en-GB");
    assert!(marked(&window, &Place::Headline).is_empty());
    window.press(CTRL, Key::Z);
    assert_eq!(window.article(), &article);
}
