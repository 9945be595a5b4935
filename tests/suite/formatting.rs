//! Formatting, citing, smart typing and splitting sections, by keyboard and label; results are read from the article.

use copydesk::article::{Article, Place, Source};
use copydesk::writing::Selection;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};

use crate::shell::Window;

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

/// A window on an article with this body and two sources, with the focus in the body.
fn on_body(body: &str) -> Window {
    let mut article = Article::default();
    article.push_section("Tides", body);
    let source = |title: &str, link: &str| Source { title: title.into(), link: link.into(), ..Source::default() };
    article.push_source(source("Tide tables", "https://harbour.example/tides"));
    article.push_source(source("The last ferry", "https://paper.example/ferry"));
    let mut window = Window::on(&article);
    window.focus("Section 1 body");
    window
}

fn body(window: &Window) -> &str {
    &window.article().sections[0].body
}

/// Selects the first `words` in the body.
fn select(window: &mut Window, words: &str) {
    let at = body(window).find(words).unwrap();
    put_caret(window, words);
    (0..words.chars().count()).for_each(|_| window.press(Modifiers::SHIFT, Key::ArrowRight));
    assert_eq!(window.harness.state().selection().map(|(_, s)| s.range()), Some(at..at + words.len()));
}

fn put_caret(window: &mut Window, before: &str) {
    let at = body(window).find(before).unwrap();
    window.press(CTRL, Key::Home);
    while window.selection().is_some_and(|selection| selection.caret < at) {
        window.press(Modifiers::NONE, Key::ArrowRight);
    }
}

fn type_keys(window: &mut Window, text: &str) {
    for letter in text.chars() {
        window.harness.event(egui::Event::Text(letter.to_string()));
        window.harness.run();
    }
}

fn caret(window: &Window) -> Option<(Place, Selection)> {
    window.harness.state().selection().map(|(place, selection)| (place.clone(), selection))
}

#[track_caller]
fn check_key(modifiers: Modifiers, key: Key, word: &str, expected: &str) {
    let before = "The tide turns";
    let mut window = on_body(before);
    select(&mut window, word);
    window.press(modifiers, key);
    assert_eq!(body(&window), expected);
    window.press(modifiers, key);
    assert_eq!(body(&window), before, "the second time takes it away");
    window.press(CTRL, Key::Z);
    assert_eq!(body(&window), expected, "each is one step");
    window.press(CTRL, Key::Z);
    assert_eq!(body(&window), before);
    assert!(!window.harness.state().document().can_undo());
}

#[test]
fn each_format_has_a_key_and_toggles() {
    check_key(CTRL, Key::B, "tide", "The **tide** turns");
    check_key(CTRL, Key::I, "tide", "The *tide* turns");
    check_key(CTRL_SHIFT, Key::H, "tide", "### The tide turns");
    check_key(CTRL_SHIFT, Key::Num9, "tide", "> The tide turns");
    check_key(CTRL_SHIFT, Key::Num7, "tide", "1. The tide turns");
    check_key(CTRL_SHIFT, Key::Num8, "tide", "- The tide turns");
}

#[test]
fn the_word_at_the_caret_is_formatted_and_stays_where_it_was() {
    let mut window = on_body("The tide turns");
    put_caret(&mut window, "de turns");
    window.press(CTRL, Key::B);
    assert_eq!(body(&window), "The **tide** turns");
    type_keys(&mut window, "x");
    assert_eq!(body(&window), "The **tixde** turns");
}

#[test]
fn formats_are_in_a_menu_and_only_where_they_mean_something() {
    let mut window = on_body("The tide turns");
    select(&mut window, "tide");
    window.choose("Format", "Bold");
    assert_eq!(body(&window), "The **tide** turns");
    window.focus("Headline");
    window.click("Format");
    let bold = window.harness.get_by_role_and_label(Role::MenuItemCheckBox, "Bold");
    assert!(bold.accesskit_node().is_disabled());
}

#[test]
fn a_takeaway_has_words_but_no_paragraphs() {
    let mut article = Article::default();
    article.push_takeaway("One two");
    let mut window = Window::on(&article);
    window.focus("Takeaway 1");
    window.press(CTRL, Key::A);
    window.press(CTRL_SHIFT, Key::Num8);
    assert_eq!(window.article().takeaways[0].text, "One two");
    window.press(CTRL, Key::B);
    assert_eq!(window.article().takeaways[0].text, "**One two**");
}

#[test]
fn a_link_is_taken_from_the_clipboard() {
    let mut window = on_body("The tide turns");
    window.clip.borrow_mut().text = Some("https://harbour.example/today\n".into());
    select(&mut window, "tide");
    window.press(CTRL, Key::K);
    assert_eq!(body(&window), "The [tide](https://harbour.example/today) turns");
    window.press(CTRL, Key::Z);
    assert_eq!(body(&window), "The tide turns");
}

#[test]
fn a_link_is_asked_for_changed_and_removed() {
    let mut window = on_body("The tide turns");
    window.clip.borrow_mut().text = Some("no link".into());
    select(&mut window, "tide");
    window.press(CTRL, Key::K);
    type_keys(&mut window, "nonsense");
    window.press(Modifiers::NONE, Key::Enter);
    assert!(window.shows("Enter a web or email address"));
    window.press(CTRL, Key::A);
    type_keys(&mut window, "harbour.example/a");
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(body(&window), "The [tide](https://harbour.example/a) turns");

    window.press(CTRL, Key::K);
    assert!(window.shows("https://harbour.example/a"));
    window.click("Remove link");
    assert_eq!(body(&window), "The tide turns");
    let selected = caret(&window).map(|(_, selection)| selection.range());
    assert_eq!(selected, Some(4..8), "the words stay selected");
}

#[test]
fn citing_filters_the_sources_and_inserts_the_marker() {
    let mut window = on_body("The tide turns");
    select(&mut window, "tide");
    window.press(CTRL_SHIFT, Key::K);
    assert!(window.shows("1, Tide tables") && window.shows("2, The last ferry"));
    type_keys(&mut window, "FERRY");
    assert!(!window.shows("1, Tide tables"));
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(body(&window), "The tide[^paper] turns");
    window.press(CTRL, Key::Z);
    assert_eq!(body(&window), "The tide turns");
}

#[test]
fn arrows_choose_a_source_and_escape_leaves_with_the_selection() {
    let mut window = on_body("The tide turns");
    select(&mut window, "tide");
    window.press(CTRL_SHIFT, Key::K);
    window.press(Modifiers::NONE, Key::Escape);
    assert_eq!(caret(&window).map(|(_, s)| s.range()), Some(4..8));
    assert_eq!(body(&window), "The tide turns");
    window.press(CTRL_SHIFT, Key::K);
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(body(&window), "The tide[^paper] turns");
    type_keys(&mut window, "!");
    assert_eq!(body(&window), "The tide[^paper]! turns");
}

#[test]
fn a_citation_is_toggled_by_choosing_its_source_again() {
    let mut window = on_body("The tide[^harbour] turns");
    put_caret(&mut window, " turns");
    window.press(CTRL_SHIFT, Key::K);
    assert!(window.shows("cited here"));
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(body(&window), "The tide turns");
}

#[test]
fn a_pasted_link_becomes_a_source_and_is_cited_in_one_step() {
    let mut window = on_body("The tide turns");
    put_caret(&mut window, " turns");
    window.press(CTRL_SHIFT, Key::K);
    window.harness.event(egui::Event::Paste("https://www.weather.example/storm".into()));
    window.harness.run();
    assert!(window.shows("New source from this link"));
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(body(&window), "The tide[^weather] turns");
    assert_eq!(
        window.article().source("weather").map(|s| s.link.as_str()),
        Some("https://www.weather.example/storm")
    );
    window.press(CTRL, Key::Z);
    assert_eq!(body(&window), "The tide turns");
    assert!(window.article().source("weather").is_none());
}

#[test]
fn without_sources_the_list_says_so_and_takes_a_link() {
    let mut article = Article::default();
    article.push_section("Tides", "The tide");
    let mut window = Window::on(&article);
    window.focus("Section 1 body");
    window.press(CTRL, Key::End);
    window.press(CTRL_SHIFT, Key::K);
    assert!(window.shows("No sources yet"));
    type_keys(&mut window, "https://harbour.example");
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(body(&window), "The tide[^harbour]");
}

#[test]
fn no_citation_stands_in_code() {
    let mut window = on_body("```\ncode\n```");
    put_caret(&mut window, "ode");
    window.press(CTRL_SHIFT, Key::K);
    assert!(window.shows("A citation cannot go here"));
    assert!(!window.shows("Cite a source"));
}

#[test]
fn removing_a_cited_source_says_where_it_is_cited_first() {
    let cited = "The tide[^harbour] turns[^harbour]";
    let mut window = on_body(cited);
    window.focus("Source 1 title");
    window.press(CTRL_SHIFT, Key::Backspace);
    assert!(window.shows("Source 1 is cited") && window.shows("Tides, 2 times"));
    window.click("Cancel");
    assert_eq!(window.article().sources.len(), 2);

    window.focus("Source 1 title");
    window.press(CTRL_SHIFT, Key::Backspace);
    window.click("Remove citations too");
    assert_eq!((window.article().sources.len(), body(&window)), (1, "The tide turns"));
    window.press(CTRL, Key::Z);
    assert_eq!((window.article().sources.len(), body(&window)), (2, cited));

    window.focus("Source 1 title");
    window.press(CTRL_SHIFT, Key::Backspace);
    window.click("Remove source only");
    assert_eq!((window.article().sources.len(), body(&window)), (1, cited));
}

#[test]
fn a_source_that_nothing_cites_goes_at_once() {
    let mut window = on_body("The tide[^harbour]");
    window.focus("Source 2 title");
    window.press(CTRL_SHIFT, Key::Backspace);
    assert_eq!(window.article().sources.len(), 1);
}

#[test]
fn quotes_curl_and_one_undo_straightens_them() {
    let mut window = on_body("");
    type_keys(&mut window, "\"Go\" --");
    assert_eq!(body(&window), "“Go” –");
    window.press(CTRL, Key::Z);
    assert_eq!(body(&window), "“Go” --");
    type_keys(&mut window, " so");
    assert_eq!(body(&window), "“Go” -- so");
}

#[test]
fn smart_typing_is_switched_off_and_never_touches_what_is_pasted() {
    let mut window = on_body("");
    window.harness.event(egui::Event::Paste("\"a\" -- b...".into()));
    window.harness.run();
    assert_eq!(body(&window), "\"a\" -- b...");
    window.click("Format");
    window.harness.get_by_role_and_label(Role::MenuItemCheckBox, "Smart typing").click();
    window.harness.run();
    assert!(!window.harness.state().settings().is_typing_smart);
    window.focus("Section 1 body");
    window.press(CTRL, Key::End);
    type_keys(&mut window, "\"c\"");
    assert_eq!(body(&window), "\"a\" -- b...\"c\"");
}

#[test]
fn quotes_follow_the_language_of_the_article() {
    let mut article = Article { language: "de".into(), ..Article::default() };
    article.push_section("Gezeiten", "");
    let mut window = Window::on(&article);
    window.focus("Section 1 body");
    type_keys(&mut window, "\"Flut\"");
    assert_eq!(body(&window), "„Flut“");
}

#[test]
fn lists_go_on_end_and_indent_by_key() {
    let mut window = on_body("- one");
    window.press(CTRL, Key::End);
    window.press(Modifiers::NONE, Key::Enter);
    type_keys(&mut window, "two");
    assert_eq!(body(&window), "- one\n- two");
    window.press(Modifiers::NONE, Key::Tab);
    assert_eq!(body(&window), "- one\n  - two");
    window.press(Modifiers::SHIFT, Key::Tab);
    assert_eq!(body(&window), "- one\n- two");
    window.press(Modifiers::NONE, Key::Enter);
    window.press(Modifiers::NONE, Key::Enter);
    type_keys(&mut window, "three");
    assert_eq!(body(&window), "- one\n- two\n\nthree");
}

#[test]
fn a_section_is_split_at_the_caret_and_merged_again() {
    let mut window = on_body("One.\n\nTwo.");
    put_caret(&mut window, "Two");
    window.press(CTRL_SHIFT, Key::Enter);
    let shape = |window: &Window| {
        window.article().sections.iter().map(|s| format!("{}: {}", s.heading, s.body)).collect::<Vec<_>>()
    };
    assert_eq!(shape(&window), ["Tides: One.", ": Two."]);
    type_keys(&mut window, "New");
    assert_eq!(shape(&window), ["Tides: One.", "New: Two."], "the focus is in the new heading");
    window.press(CTRL_SHIFT, Key::J);
    assert_eq!(shape(&window), ["Tides: One.\n\n### New\n\nTwo."]);
    type_keys(&mut window, "|");
    assert_eq!(shape(&window), ["Tides: One.\n\n|### New\n\nTwo."], "the caret is at the seam");
    (0..4).for_each(|_| window.press(CTRL, Key::Z));
    assert_eq!(shape(&window), ["Tides: One.\n\nTwo."]);
    window.choose("Section", "Split section at cursor");
    assert_eq!(shape(&window).len(), 2);
}

/// The button of the toolbar, if it is shown.
fn tool<'a>(window: &'a Window, name: &'a str) -> Option<egui_kittest::Node<'a>> {
    let is_tool = move |node: &egui_kittest::kittest::AccessKitNode<'_>| {
        node.role() == Role::Button && node.label().as_deref() == Some(name) && node.toggled().is_some()
    };
    window.harness.query_by(is_tool)
}

fn is_on(window: &Window, name: &str) -> bool {
    tool(window, name).and_then(|tool| tool.accesskit_node().toggled()) == Some(egui::accesskit::Toggled::True)
}

#[test]
fn a_toolbar_stands_over_selected_words_and_goes_with_them() {
    let mut window = on_body("The tide turns");
    assert!(tool(&window, "Bold").is_none());
    select(&mut window, "tide");
    assert!(tool(&window, "Bold").is_some() && !is_on(&window, "Bold"));
    tool(&window, "Bold").unwrap().click();
    window.harness.run();
    assert_eq!(body(&window), "The **tide** turns");
    assert_eq!(caret(&window).map(|(_, s)| s.range()), Some(6..10), "the words stay selected");
    assert!(is_on(&window, "Bold") && !is_on(&window, "Italic"));
    window.press(Modifiers::NONE, Key::ArrowRight);
    assert!(tool(&window, "Bold").is_none());
}

#[test]
fn the_toolbar_is_reached_by_key_and_left_with_the_selection() {
    let mut window = on_body("The tide turns");
    select(&mut window, "tide");
    window.press(Modifiers::ALT, Key::F10);
    assert!(tool(&window, "Bold").unwrap().accesskit_node().is_focused());
    window.press(Modifiers::NONE, Key::ArrowRight);
    assert!(tool(&window, "Italic").unwrap().accesskit_node().is_focused());
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(body(&window), "The *tide* turns");
    window.press(Modifiers::ALT, Key::F10);
    window.press(Modifiers::NONE, Key::ArrowLeft);
    assert!(tool(&window, "Bulleted list").unwrap().accesskit_node().is_focused());
    window.press(Modifiers::NONE, Key::Escape);
    assert_eq!(caret(&window).map(|(_, s)| s.range()), Some(5..9));
    type_keys(&mut window, "sea");
    assert_eq!(body(&window), "The *sea* turns");
}

#[test]
fn typing_over_a_selection_is_not_delayed_by_the_toolbar() {
    let mut window = on_body("The tide turns");
    select(&mut window, "tide");
    window.harness.event(egui::Event::Text("s".into()));
    window.harness.step();
    assert_eq!(body(&window), "The s turns");
}

#[test]
fn a_takeaway_has_the_tools_for_words_alone() {
    let mut article = Article::default();
    article.push_takeaway("One two");
    let mut window = Window::on(&article);
    window.focus("Takeaway 1");
    window.press(CTRL, Key::A);
    assert!(tool(&window, "Citation").is_some() && tool(&window, "Quotation").is_none());
}

#[test]
fn a_format_ends_behind_the_phrase_for_which_it_was_switched_on() {
    let mut window = on_body("");
    type_keys(&mut window, "The ");
    window.press(CTRL, Key::I);
    type_keys(&mut window, "last ferry ");
    window.press(CTRL, Key::I);
    type_keys(&mut window, "left ");
    window.press(CTRL, Key::B);
    window.press(CTRL, Key::I);
    type_keys(&mut window, "x");
    window.press(CTRL, Key::I);
    window.press(CTRL, Key::B);
    type_keys(&mut window, ".");
    assert_eq!(body(&window), "The *last ferry* left ***x***.");
}

#[test]
fn a_format_switched_on_and_off_leaves_the_text_as_it_was() {
    let mut window = on_body("The tide ");
    window.press(CTRL, Key::End);
    for key in [Key::I, Key::B, Key::Backtick] {
        window.press(CTRL, key);
        window.press(CTRL, key);
        assert_eq!(body(&window), "The tide ");
    }
}

#[test]
fn line_breaks_become_paragraphs_or_spaces_in_one_step() {
    let mut window = on_body("one\ntwo\nthree");
    window.press(CTRL, Key::A);
    window.choose("Format", "Line breaks to paragraphs");
    assert_eq!(body(&window), "one\n\ntwo\n\nthree");
    window.press(CTRL, Key::Z);
    assert_eq!(body(&window), "one\ntwo\nthree");
    window.press(CTRL, Key::A);
    window.choose("Format", "Line breaks to spaces");
    assert_eq!(body(&window), "one two three");
}
