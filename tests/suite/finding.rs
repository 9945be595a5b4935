//! Find and replace in the window, by label and keyboard; results are read from the article.

use copydesk::article::Article;
use copydesk::writing::Selection;
use egui::accesskit::{Role, Toggled};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};

use crate::shell::Window;

fn sula() -> Article {
    let mut article = Article { headline: "The Sula stops".into(), ..Article::default() };
    article.push_section("A boat", "The Sula ran for years. A sula is a *bird*, too.");
    article.push_section("The pier", "Nobody waits for the Sula now.");
    article
}

const NONE: Modifiers = Modifiers::NONE;
const SHIFT: Modifiers = Modifiers::SHIFT;
const CTRL: Modifiers = Modifiers::COMMAND;

/// Searches for words from the top of the draft.
fn find(window: &mut Window, words: &str) {
    window.focus("Headline");
    window.press(NONE, Key::Home);
    window.press(CTRL, Key::F);
    window.harness.event(egui::Event::Text(words.into()));
    window.harness.run();
}

fn count(window: &Window) -> String {
    window.harness.get_by_role(Role::Status).accesskit_node().label().unwrap_or_default()
}

/// The focused field and its selection.
fn selected(window: &Window) -> Option<(String, Selection)> {
    let (place, selection) = window.harness.state().selection()?;
    Some((window.article().place_label(place), selection))
}

#[track_caller]
fn check_selected(window: &Window, place: &str, range: std::ops::Range<usize>) {
    assert_eq!(selected(window), Some((place.to_owned(), Selection::over(range))));
}

fn toggle(window: &mut Window, name: &str) {
    window.click(name);
    let node = window.harness.get_by_role_and_label(Role::Button, name);
    assert_eq!(node.accesskit_node().toggled(), Some(Toggled::True));
}

#[test]
fn matches_are_counted_and_listed_with_their_place() {
    let mut window = Window::on(&sula());
    find(&mut window, "sula");
    assert_eq!(count(&window), "1 of 4");
    for row in [
        "Headline: The Sula stops",
        "A boat: The Sula ran for years. A sula is a *bird*, too.",
        "The pier: Nobody waits for the Sula now.",
    ] {
        assert!(window.harness.query_all_by_label(row).next().is_some(), "{row}");
    }
    window.harness.get_by_label("The pier: Nobody waits for the Sula now.").click();
    window.harness.run();
    check_selected(&window, "The pier", 21..25);
    assert_eq!(count(&window), "4 of 4");
}

#[test]
fn enter_goes_on_shift_enter_goes_back_and_escape_leaves_the_caret_there() {
    let mut window = Window::on(&sula());
    find(&mut window, "sula");
    window.press(NONE, Key::Enter);
    window.press(NONE, Key::Enter);
    assert_eq!(count(&window), "3 of 4");
    window.press(SHIFT, Key::Enter);
    assert_eq!(count(&window), "2 of 4");
    window.press(SHIFT, Key::Enter);
    window.press(SHIFT, Key::Enter);
    assert_eq!(count(&window), "4 of 4", "before the first comes the last");
    window.press(NONE, Key::Escape);
    assert!(window.harness.query_by_role(Role::Status).is_none());
    check_selected(&window, "The pier", 21..25);
}

#[test]
fn f3_goes_on_from_the_caret_even_when_the_bar_is_closed() {
    let mut window = Window::on(&sula());
    find(&mut window, "sula");
    window.press(NONE, Key::Escape);
    window.press(NONE, Key::F3);
    check_selected(&window, "A boat", 4..8);
    window.press(NONE, Key::F3);
    check_selected(&window, "A boat", 26..30);
    window.press(SHIFT, Key::F3);
    check_selected(&window, "A boat", 4..8);
    window.press(SHIFT, Key::F3);
    check_selected(&window, "Headline", 4..8);
}

#[test]
fn what_is_selected_is_looked_for() {
    let mut window = Window::on(&sula());
    find(&mut window, "years");
    window.press(NONE, Key::Escape);
    window.press(CTRL, Key::F);
    assert_eq!(window.harness.get_by_label("Find").value().as_deref(), Some("years"));
    window.harness.event(egui::Event::Text("pier".into()));
    window.harness.run();
    assert_eq!(count(&window), "1 of 1", "and typing writes over it");
}

#[test]
fn case_whole_words_and_regular_expressions_are_switches() {
    let mut window = Window::on(&sula());
    find(&mut window, "S");
    toggle(&mut window, "Match case");
    assert_eq!(count(&window), "1 of 3");
    toggle(&mut window, "Regular expression; $1 inserts a group");
    window.focus("Find");
    window.press(CTRL, Key::A);
    window.harness.event(egui::Event::Text("[Tt]he|w\\w+s".into()));
    window.harness.run();
    assert_eq!(count(&window), "1 of 5");
    toggle(&mut window, "Whole words");
    assert_eq!(count(&window), "1 of 5");
    window.focus("Find");
    window.harness.event(egui::Event::Text("(".into()));
    window.harness.run();
    assert_eq!(count(&window), "Not searched");
    assert!(window.shows("Invalid regular expression: unclosed group"));
    window.press(NONE, Key::F3);
    assert_eq!(window.article(), &sula());
}

#[test]
fn one_is_replaced_and_the_next_one_is_gone_to() {
    let mut window = Window::on(&sula());
    find(&mut window, "sula");
    window.press(CTRL, Key::H);
    window.type_into("Replace with", "ferry Sula");
    window.press(NONE, Key::Enter);
    assert_eq!(window.article().headline, "The ferry Sula stops");
    assert_eq!(count(&window), "2 of 4");
    window.click("Next match");
    window.click("Replace");
    assert!(window.article().sections[0].body.ends_with("A ferry Sula is a *bird*, too."));
    window.press(CTRL, Key::Z);
    assert_eq!(window.article().sections[0].body, sula().sections[0].body);
    assert_eq!(window.article().headline, "The ferry Sula stops");
}

#[test]
fn all_are_replaced_as_one_step() {
    let mut window = Window::on(&sula());
    window.press(CTRL, Key::H);
    window.type_into("Find", "(s)ula");
    window.click("Regular expression; $1 inserts a group");
    window.type_into("Replace with", "$1hip");
    window.click("Replace all");
    let article = window.article();
    assert_eq!(article.headline, "The Ship stops");
    assert_eq!(article.sections[0].body, "The Ship ran for years. A ship is a *bird*, too.");
    assert_eq!(article.sections[1].body, "Nobody waits for the Ship now.");
    assert!(window.shows("Replaced 4 matches"));
    window.press(CTRL, Key::Z);
    assert_eq!(window.article(), &sula());
    window.press(CTRL, Key::Y);
    assert_eq!(window.article().headline, "The Ship stops");
}

#[test]
fn what_is_typed_right_after_opening_the_bar_is_looked_for() {
    let mut window = Window::on(&sula());
    window.focus("Section 1 body");
    window.press(CTRL, Key::A);
    window.harness.key_press_modifiers(CTRL, Key::F);
    for letter in ["s", "u", "l", "a"] {
        window.harness.event(egui::Event::Text(letter.into()));
    }
    window.harness.run();
    assert_eq!(count(&window), "2 of 4");
    assert_eq!(window.article(), &sula());
}

#[test]
fn escape_closes_the_bar_after_all_are_replaced() {
    let mut window = Window::on(&sula());
    window.press(CTRL, Key::H);
    window.type_into("Find", "sula");
    window.type_into("Replace with", "ship");
    window.click("Replace all");
    window.press(NONE, Key::Escape);
    assert!(window.harness.query_by_label("Replace all").is_none());
}

#[test]
fn a_draft_that_may_not_be_changed_can_be_searched_and_no_more() {
    let mut window = Window::new(crate::shell::Asking::Desktop, |folder| {
        let path = folder.join("new.copydesk");
        std::fs::write(&path, "(version: 99, headline: \"The Sula stops\")").unwrap();
        Some(path)
    });
    find(&mut window, "sula");
    assert_eq!(count(&window), "1 of 1");
    window.press(CTRL, Key::H);
    assert!(window.harness.query_by_label("Replace all").is_none());
}

#[test]
fn matches_move_with_the_text_that_is_typed() {
    let mut window = Window::on(&sula());
    find(&mut window, "sula");
    window.type_into("Headline", "Sula! ");
    assert!(window.shows("5"), "{}", count(&window));
    assert!(count(&window).ends_with("5") || count(&window) == "5 matches", "{}", count(&window));
}

/// A draft with one long line, in which this expression looks ahead to the end from every letter.
fn long_line() -> Article {
    Article { lede: std::sync::Arc::new("a".repeat(3_000)), ..Article::default() }
}

const FAR: &str = "a.*b|a";

/// Searches for [`FAR`] in [`long_line`], without a result yet.
fn finding_far() -> Window {
    let mut window = Window::on(&long_line());
    window.press(CTRL, Key::H);
    toggle(&mut window, "Regular expression; $1 inserts a group");
    window.hold_work();
    window.type_into("Find", FAR);
    assert_eq!(count(&window), "Searching…");
    window
}

#[test]
fn a_search_that_takes_long_is_done_beside_the_frames() {
    let mut window = finding_far();
    window.finish_work();
    assert_eq!(count(&window), "1 of 3,000");
    window.type_into("Lede", "b");
    window.press(NONE, Key::F3);
    assert_eq!(window.article().lede.len(), 3_001, "and one writes on meanwhile");
}

#[test]
fn a_search_that_takes_long_is_given_up_for_another_one() {
    let mut window = finding_far();
    window.type_into("Find", "x");
    assert_eq!(count(&window), "No matches", "{FAR}x is found at once not to be there");
    window.finish_work();
    assert_eq!(count(&window), "No matches");
}

#[test]
fn escape_gives_a_search_up() {
    let mut window = finding_far();
    window.press(NONE, Key::Escape);
    window.finish_work();
    assert!(window.harness.query_by_role(Role::Status).is_none());
    assert!(window.harness.query_by_label("Find").is_none());
}

#[test]
fn going_on_waits_for_a_search() {
    let mut window = finding_far();
    window.press(NONE, Key::Enter);
    window.finish_work();
    assert_eq!(count(&window), "1 of 3,000");
}

#[test]
fn what_takes_long_to_replace_is_replaced_beside_the_frames_and_as_one_step() {
    let mut window = finding_far();
    window.finish_work();
    window.hold_work();
    window.type_into("Replace with", "e");
    window.click("Replace all");
    assert_eq!((count(&window).as_str(), window.article()), ("Replacing…", &long_line()));
    window.finish_work();
    assert_eq!(*window.article().lede, "e".repeat(3_000));
    window.press(NONE, Key::Escape);
    window.press(CTRL, Key::Z);
    assert_eq!(window.article(), &long_line());
}

#[test]
fn what_is_changed_meanwhile_is_not_replaced() {
    let mut window = finding_far();
    window.finish_work();
    window.hold_work();
    window.click("Replace all");
    window.type_into("Headline", "Other");
    window.finish_work();
    assert_eq!((window.article().headline.as_str(), &window.article().lede), ("Other", &long_line().lede));
    assert!(window.shows("Nothing replaced: the draft changed in the meantime"));
}
