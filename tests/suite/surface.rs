//! The text surface in the window, driven by label and keyboard: what keys, the pointer, the clipboard and input
//! methods do to a text. No grapheme cluster is ever divided, and no text reversed.

use copydesk::article::{Article, Source};
use copydesk::writing::stops;
use egui::accesskit::Role;
use egui::{Event, ImeEvent, Key, Modifiers, PointerButton, Pos2, Rect};
use egui_kittest::kittest::{NodeT, Queryable};
use proptest::prelude::*;

use crate::shell::Window;

const CTRL: Modifiers = Modifiers::COMMAND;
const SHIFT: Modifiers = Modifiers::SHIFT;
const NONE: Modifiers = Modifiers::NONE;
const BODY: &str = "Section 1 body";

fn window(body: &str) -> Window {
    let mut article = Article { headline: "Tide tables".into(), ..Article::default() };
    article.push_section("High water", body);
    Window::on_any_script(&article)
}

/// The window with the cursor at the start of the body.
fn at_start(body: &str) -> Window {
    let mut window = window(body);
    window.focus(BODY);
    window.press(CTRL, Key::Home);
    window
}

fn body(window: &Window) -> &str {
    &window.article().sections[0].body
}

fn send(window: &mut Window, event: Event) {
    window.harness.event(event);
    window.harness.run();
}

fn type_text(window: &mut Window, text: &str) {
    send(window, Event::Text(text.into()));
}

/// What an event puts on the clipboard, as plain text.
fn copied(window: &mut Window, event: Event) -> Option<String> {
    window.copied.borrow_mut().clear();
    send(window, event);
    window.copied.borrow().last().cloned()
}

fn rect(window: &Window, label: &str) -> Rect {
    window.harness.get_by(|node| node.label().as_deref() == Some(label) && is_field(node.role())).rect()
}

fn is_field(role: Role) -> bool {
    matches!(role, Role::TextInput | Role::MultilineTextInput)
}

fn press_at(window: &mut Window, at: Pos2, modifiers: Modifiers) {
    press_often_at(window, at, modifiers, 1);
}

/// Presses fast enough for a multiple click, some time after any other.
fn press_often_at(window: &mut Window, pos: Pos2, modifiers: Modifiers, times: usize) {
    window.harness.run_steps(4);
    let button = |pressed| Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers };
    let presses = [true, false].repeat(times).into_iter().map(button);
    window.harness.input_mut().events = std::iter::once(Event::PointerMoved(pos)).chain(presses).collect();
    window.harness.run();
}

/// Texts of scripts with grapheme clusters of several characters, or written right-to-left.
const TEXTS: [&str; 7] = [
    "a 👩‍👩‍👧 b 👍🏽 🇲🇽 c",
    "e\u{301}te\u{301} na\u{308}ive",
    "한국어 각하 글",
    "क्षत्रिय नमस्ते दुनिया",
    "שָׁלוֹם עולם and back",
    "السلام عليكم 12 ok",
    "one\n\n二つ目の段落\r\nthree",
];

#[test]
fn the_caret_goes_through_every_text_by_whole_clusters() {
    for text in TEXTS.into_iter().filter(|text| !runs_to_the_left(text)) {
        let mut window = at_start(text);
        let mut passed = 0;
        while let Some(step) = window.selection().map(|s| s.caret).filter(|at| *at < text.len()) {
            assert!(stops::is_stop(text, step), "{text:?} {step}");
            window.press(NONE, Key::ArrowRight);
            passed += 1;
            assert!(passed < 60, "{text:?} is never passed");
        }
        // The gap between two paragraphs is one step.
        let clusters = unicode_segmentation::UnicodeSegmentation::graphemes(text, true).count();
        let clusters = clusters - text.matches("\n\n").count();
        assert_eq!(passed, clusters, "{text:?}");
        for _ in 0..clusters {
            window.press(NONE, Key::ArrowLeft);
        }
        assert_eq!(window.selection().map(|s| s.caret), Some(0), "{text:?}");
        assert_eq!(body(&window), text);
    }
}

fn runs_to_the_left(text: &str) -> bool {
    text.starts_with(['ש', 'ا'])
}

#[test]
fn the_arrows_go_where_they_point_in_text_that_runs_to_the_left() {
    for text in TEXTS.into_iter().filter(|text| runs_to_the_left(text)) {
        let mut window = at_start(text);
        let caret = |window: &Window| window.selection().expect("the text has the focus").caret;
        let mut passed = vec![caret(&window)];
        for _ in unicode_segmentation::UnicodeSegmentation::graphemes(text, true) {
            window.press(NONE, Key::ArrowLeft);
            passed.push(caret(&window));
        }
        assert!(passed.iter().all(|at| stops::is_stop(text, *at)), "{text:?} {passed:?}");
        let once: std::collections::BTreeSet<usize> = passed.iter().copied().collect();
        assert!(once.len() + 1 >= passed.len(), "{text:?} {passed:?}");
        for at in passed.iter().rev().skip(1) {
            window.press(NONE, Key::ArrowRight);
            assert_eq!(caret(&window), *at, "{text:?}");
        }
        assert_eq!(body(&window), text);
    }
}

#[test]
fn deletion_takes_whole_clusters_and_undo_gives_them_back() {
    for text in TEXTS {
        let mut window = at_start(text);
        window.press(NONE, Key::Delete);
        let first = unicode_segmentation::UnicodeSegmentation::graphemes(text, true).next().unwrap();
        assert_eq!(body(&window), &text[first.len()..]);
        window.press(CTRL, Key::Z);
        assert_eq!(body(&window), text);
        window.press(CTRL, Key::End);
        window.press(NONE, Key::Backspace);
        let last = unicode_segmentation::UnicodeSegmentation::graphemes(text, true).next_back().unwrap();
        assert_eq!(body(&window), &text[..text.len() - last.len()]);
    }
}

#[test]
fn words_are_passed_and_deleted_with_control() {
    let mut window = at_start("Tide, tables. Here");
    window.press(CTRL, Key::ArrowRight);
    window.press(CTRL, Key::ArrowRight);
    assert_eq!(window.selection().map(|s| s.caret), Some("Tide, tables".len()));
    window.press(CTRL, Key::Backspace);
    assert_eq!(body(&window), "Tide, . Here");
    window.press(CTRL, Key::Delete);
    assert_eq!(body(&window), "Tide, ");
}

#[test]
fn shift_selects_and_typing_replaces_what_is_selected() {
    let mut window = at_start("one two");
    window.press(CTRL.plus(SHIFT), Key::ArrowRight);
    type_text(&mut window, "three");
    assert_eq!(body(&window), "three two");
    window.press(CTRL, Key::Z);
    assert_eq!(body(&window), "one two");
    assert_eq!(window.selection(), Some(copydesk::writing::Selection::over(0..3)), "selected as before");
    window.press(CTRL, Key::Y);
    assert_eq!(window.selection().map(|s| s.caret), Some("three".len()));
}

#[test]
fn everything_is_selected_cut_and_pasted() {
    let mut window = at_start("one\n\ntwo");
    window.press(CTRL, Key::A);
    assert_eq!(copied(&mut window, Event::Copy).as_deref(), Some("one\n\ntwo"));
    assert_eq!(copied(&mut window, Event::Cut).as_deref(), Some("one\n\ntwo"));
    assert_eq!(body(&window), "");
    send(&mut window, Event::Paste("a\r\nb\rc".into()));
    assert_eq!(body(&window), "a\nb\nc", "breaks are of one kind");
}

#[test]
fn up_and_down_keep_to_their_column_and_end_at_the_ends() {
    let mut window = at_start("a long first line\nx\nanother long line");
    for _ in 0..6 {
        window.press(NONE, Key::ArrowRight);
    }
    window.press(NONE, Key::ArrowDown);
    assert_eq!(window.selection().map(|s| s.caret), Some("a long first line\nx".len()));
    window.press(NONE, Key::ArrowDown);
    let third = "a long first line\nx\n".len();
    let caret = window.selection().unwrap().caret;
    assert!((third + 5..=third + 8).contains(&caret), "{caret}");
    for _ in 0..2 {
        window.press(NONE, Key::ArrowUp);
    }
    assert_eq!(window.selection().map(|s| s.caret), Some(6));
    window.press(SHIFT, Key::ArrowUp);
    assert_eq!(window.selection().map(|s| s.caret), Some(0));
    window.press(CTRL.plus(SHIFT), Key::End);
    assert_eq!(window.selection().map(|s| s.caret), Some(body(&window).len()));
}

#[test]
fn home_and_end_stay_in_the_row_of_a_wrapped_line() {
    let mut window = at_start(&"wrapped words ".repeat(20));
    window.press(NONE, Key::End);
    let end = window.selection().unwrap().caret;
    assert!(end > 20 && end < 120, "{end}");
    window.press(NONE, Key::Home);
    assert_eq!(window.selection().map(|s| s.caret), Some(0));
    window.press(NONE, Key::ArrowDown);
    window.press(NONE, Key::Home);
    assert_eq!(window.selection().map(|s| s.caret), Some(end));
}

#[test]
fn an_input_method_composes_in_place_and_leaves_one_step() {
    let mut window = at_start("ab");
    window.press(NONE, Key::ArrowRight);
    let preedit = |text: &str| Event::Ime(ImeEvent::Preedit { text: text.into(), active_range_chars: None });
    for text in ["に", "にほ", "日本"] {
        send(&mut window, preedit(text));
        assert_eq!(body(&window), "ab", "what is being composed is not in the article");
    }
    send(&mut window, Event::Ime(ImeEvent::Commit("日本".into())));
    assert_eq!(body(&window), "a日本b");
    assert_eq!(window.selection().map(|s| s.caret), Some("a日本".len()));
    window.press(CTRL, Key::Z);
    assert_eq!(body(&window), "ab");
    send(&mut window, preedit("か"));
    send(&mut window, preedit(""));
    assert_eq!(body(&window), "ab", "composing may be given up");
}

#[test]
fn an_empty_message_of_an_input_method_leaves_the_selection() {
    let mut window = at_start("ab");
    window.press(CTRL, Key::A);
    send(&mut window, Event::Ime(ImeEvent::Preedit { text: String::new(), active_range_chars: None }));
    send(&mut window, Event::Ime(ImeEvent::Commit(String::new())));
    assert_eq!(body(&window), "ab");
}

#[test]
fn what_is_being_composed_is_kept_when_the_focus_goes() {
    let mut window = at_start("ab");
    send(&mut window, Event::Ime(ImeEvent::Preedit { text: "日".into(), active_range_chars: None }));
    window.focus("Headline");
    assert_eq!(body(&window), "日ab");
}

#[test]
fn clicks_put_the_caret_and_select_words_and_paragraphs() {
    let mut window = window("first paragraph\n\nsecond paragraph");
    let field = rect(&window, BODY);
    let first = field.left_top() + egui::vec2(12.0, 14.0);
    press_at(&mut window, first, NONE);
    let caret = window.selection().unwrap();
    assert!(caret.is_empty() && (1..4).contains(&caret.caret), "{caret:?}");
    press_often_at(&mut window, first, NONE, 2);
    assert_eq!(window.selection().map(|s| s.range()), Some(0..5));
    press_often_at(&mut window, first, NONE, 3);
    assert_eq!(window.selection().map(|s| s.range()), Some(0..15));
    press_at(&mut window, field.right_bottom() - egui::vec2(4.0, 4.0), NONE);
    assert_eq!(window.selection().map(|s| s.caret), Some(body(&window).len()), "beside the text is its end");
    press_at(&mut window, field.left_top() + egui::vec2(0.0, 14.0), SHIFT);
    assert_eq!(window.selection().map(|s| s.range()), Some(0..body(&window).len()));
}

#[test]
fn dragging_selects_from_where_it_began() {
    let mut window = window("first paragraph\n\nsecond paragraph");
    let field = rect(&window, BODY);
    let (from, to) = (field.left_top() + egui::vec2(0.0, 14.0), field.left_bottom() + egui::vec2(0.0, -14.0));
    window.harness.event(Event::PointerMoved(from));
    let button =
        |pos, pressed| Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: NONE };
    window.harness.event(button(from, true));
    window.harness.step();
    window.harness.event(Event::PointerMoved(to));
    window.harness.step();
    window.harness.event(button(to, false));
    window.harness.run();
    assert_eq!(window.selection().map(|s| s.range()), Some(0.."first paragraph\n\n".len()));
}

#[test]
fn a_headline_takes_pasted_breaks_as_spaces_and_no_enter() {
    let mut window = window("x");
    window.focus("Headline");
    window.press(CTRL, Key::A);
    send(&mut window, Event::Paste("Two\nlines\n".into()));
    window.press(NONE, Key::Enter);
    assert_eq!(window.article().headline, "Two lines");
}

#[test]
fn a_citation_says_its_source_on_hover() {
    let mut article = Article::default();
    article.push_source(Source { key: "press".into(), title: "The Harbour Press".into(), ..Source::default() });
    article.push_section("High water", "[^press] said so");
    let mut window = Window::on(&article);
    let at = rect(&window, BODY).left_top() + egui::vec2(14.0, 14.0);
    window.harness.event(Event::PointerMoved(at));
    for _ in 0..40 {
        window.harness.step();
    }
    window.harness.run();
    assert!(window.shows("1. The Harbour Press"));
    window.focus(BODY);
    assert_eq!(body(&window), "[^press] said so", "the text is as it was");
}

#[test]
fn a_screen_reader_sets_reads_and_replaces_text() {
    let mut window = at_start("one two");
    let node = window.harness.get_by_role_and_label(Role::MultilineTextInput, BODY);
    assert_eq!(node.value().as_deref(), Some("one two"));
    node.set_text_value_accesskit("three");
    window.harness.run();
    assert_eq!(body(&window), "three");
    window.press(CTRL, Key::A);
    let node = window.harness.get_by_role_and_label(Role::MultilineTextInput, BODY);
    node.replace_selected_text_accesskit("four");
    window.harness.run();
    assert_eq!(body(&window), "four");
}

#[test]
fn a_screen_reader_hears_and_sets_what_is_selected() {
    let mut window = at_start("- one item\n\ntwo and three");
    window.press(CTRL, Key::End);
    window.press(CTRL.plus(SHIFT), Key::ArrowLeft);
    let node = window.harness.get_by_role_and_label(Role::MultilineTextInput, BODY);
    let selected = node.accesskit_node().text_selection().map(|range| range.text());
    assert_eq!(selected.as_deref(), Some("three"));
    let runs = node.accesskit_node().document_range().text();
    assert_eq!(runs, "- one item\n\ntwo and three");
}

#[test]
fn a_text_that_may_not_be_changed_can_be_walked_and_copied_and_no_more() {
    let mut window = Window::new(crate::shell::Asking::Desktop, |folder| {
        let path = folder.join("new.copydesk");
        std::fs::write(&path, "(version: 99, headline: \"Tide tables\")").unwrap();
        Some(path)
    });
    window.focus("Headline");
    window.press(CTRL, Key::A);
    type_text(&mut window, "x");
    window.press(NONE, Key::Backspace);
    assert_eq!(copied(&mut window, Event::Copy).as_deref(), Some("Tide tables"));
    assert_eq!(window.article().headline, "Tide tables");
}

#[derive(Clone, Debug)]
enum Act {
    Press(Modifiers, Key),
    Type(&'static str),
    Paste(&'static str),
    Compose(&'static str),
    Commit(&'static str),
}

fn act() -> impl Strategy<Value = Act> {
    let keys = vec![
        Key::ArrowLeft,
        Key::ArrowRight,
        Key::ArrowUp,
        Key::ArrowDown,
        Key::Home,
        Key::End,
        Key::Backspace,
        Key::Delete,
        Key::Enter,
        Key::PageUp,
    ];
    let modifiers = vec![NONE, NONE, SHIFT, CTRL, CTRL.plus(SHIFT)];
    let letters = vec!["a", " ", "👩‍👩‍👧", "\u{301}", "क्", "각", "שׁ", "\"", "-", "👍", "🏽", "🇲", "\u{200d}"];
    let pasted = vec!["two\nlines", "- item\n- item", "ا🇲🇽", "\r\n\r\n", "> q\n\n```\ncode"];
    prop_oneof![
        4 => (proptest::sample::select(modifiers), proptest::sample::select(keys)).prop_filter_map("a list's key", |(m, k)| {
            let is_command = (k == Key::Backspace && m.shift && m.command) || (k == Key::Enter && m != NONE) || (m.alt);
            (!is_command).then_some(Act::Press(m, k))
        }),
        4 => proptest::sample::select(letters.clone()).prop_map(Act::Type),
        1 => proptest::sample::select(pasted).prop_map(Act::Paste),
        1 => proptest::sample::select(letters.clone()).prop_map(Act::Compose),
        1 => proptest::sample::select(letters).prop_map(Act::Commit),
    ]
}

fn carry_out(window: &mut Window, act: &Act) {
    match act {
        Act::Press(modifiers, key) => window.harness.key_press_modifiers(*modifiers, *key),
        Act::Type(text) => window.harness.event(Event::Text((*text).into())),
        Act::Paste(text) => window.harness.event(Event::Paste((*text).into())),
        Act::Compose(text) => {
            let preedit = ImeEvent::Preedit { text: (*text).into(), active_range_chars: None };
            window.harness.event(Event::Ime(preedit));
        }
        Act::Commit(text) => window.harness.event(Event::Ime(ImeEvent::Commit((*text).into()))),
    }
    window.harness.run();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5, ..ProptestConfig::default() })]

    #[test]
    fn random_keys_never_cut_a_cluster_and_undo_gives_back_text_and_selection(
        text in proptest::sample::select(TEXTS.to_vec()),
        acts in proptest::collection::vec(act(), 1..24),
    ) {
        let mut window = at_start(text);
        let mut first_changed = None;
        for act in &acts {
            let before = window.selection();
            carry_out(&mut window, act);
            if window.selection().is_none() {
                window.focus(BODY);
            }
            let selection = window.selection().unwrap_or_default();
            let now = body(&window);
            let are_stops = stops::is_stop(now, selection.caret) && stops::is_stop(now, selection.anchor);
            prop_assert!(are_stops, "{act:?} {now:?} {selection:?}");
            if first_changed.is_none() && window.harness.state().document().can_undo() {
                first_changed = Some(before);
            }
        }
        // A composition would be inserted into the text before the first undo.
        send(&mut window, Event::Ime(egui::ImeEvent::Preedit { text: String::new(), active_range_chars: None }));
        let last = body(&window).to_owned();
        let mut steps = 0;
        while window.harness.state().document().can_undo() {
            window.press(CTRL, Key::Z);
            steps += 1;
            prop_assert!(steps < 200);
        }
        prop_assert_eq!(body(&window), text);
        if let Some(before) = first_changed {
            prop_assert_eq!(window.selection(), before);
            for _ in 0..steps {
                window.press(CTRL, Key::Y);
            }
            prop_assert_eq!(body(&window), last.as_str());
        }
    }
}

#[test]
fn a_click_beside_or_under_a_body_is_meant_for_it() {
    let text = "First.\n\nSecond.";
    let mut window = window(text);
    let at = rect(&window, BODY);
    press_at(&mut window, at.left_bottom() + egui::vec2(200.0, 20.0), NONE);
    assert_eq!(window.selection().map(|s| s.caret), Some(text.len()));
    press_at(&mut window, at.left_top() + egui::vec2(-60.0, 8.0), NONE);
    assert_eq!(window.selection().map(|s| s.caret), Some(0));
    press_at(&mut window, at.right_top() + egui::vec2(30.0, 8.0), NONE);
    type_text(&mut window, " Typed.");
    assert_eq!(body(&window), "First. Typed.\n\nSecond.");
}

#[test]
fn a_drag_out_of_sight_scrolls_no_further_than_its_text() {
    let mut article = Article::default();
    article.push_section("High water", "Twice a day.");
    for _ in 0..30 {
        article.push_section("Low water", "Twice a day, too.");
    }
    let mut window = Window::on_any_script(&article);
    let before = rect(&window, BODY);
    let button =
        |pos, pressed| Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: NONE };
    send(&mut window, Event::PointerMoved(before.left_center()));
    send(&mut window, button(before.left_center(), true));
    let below = Pos2::new(before.left() + 40.0, 1_200.0);
    for _ in 0..8 {
        window.harness.event(Event::PointerMoved(below));
        window.harness.step();
    }
    send(&mut window, button(below, false));
    assert_eq!(rect(&window, BODY), before);
    assert_eq!(window.selection().map(|s| s.range()), Some(0.."Twice a day.".len()));
}

#[test]
fn enter_begins_a_paragraph_and_the_cursor_never_stands_between_two() {
    let mut window = at_start("");
    for words in ["one", "two"] {
        type_text(&mut window, words);
        window.press(NONE, Key::Enter);
        window.press(NONE, Key::Enter);
    }
    type_text(&mut window, "three");
    assert_eq!(body(&window), "one\n\ntwo\n\nthree");
    let stands = |window: &Window| window.selection().map(|selection| selection.caret);
    let steps = [
        (NONE, Key::Home, 10),
        (NONE, Key::ArrowLeft, 8),
        (NONE, Key::ArrowRight, 10),
        (NONE, Key::ArrowUp, 5),
        (NONE, Key::ArrowUp, 0),
        (NONE, Key::ArrowDown, 5),
        (CTRL, Key::ArrowLeft, 3),
        (CTRL, Key::ArrowRight, 5),
        (CTRL, Key::ArrowDown, 10),
        (CTRL, Key::ArrowUp, 5),
        (CTRL, Key::ArrowUp, 0),
        (NONE, Key::End, 3),
        (NONE, Key::PageDown, 15),
    ];
    for (modifiers, key, at) in steps {
        window.press(modifiers, key);
        assert_eq!(stands(&window), Some(at), "{key:?}");
    }
}

#[test]
fn backspace_and_delete_join_paragraphs_and_undo_parts_them() {
    for (modifiers, key, at) in
        [(NONE, Key::Backspace, 5), (CTRL, Key::Backspace, 5), (NONE, Key::Delete, 3), (CTRL, Key::Delete, 3)]
    {
        let mut window = at_start("one\n\ntwo");
        while window.selection().is_some_and(|selection| selection.caret < at) {
            window.press(NONE, Key::ArrowRight);
        }
        window.press(modifiers, key);
        assert_eq!(body(&window), "onetwo", "{key:?}");
        window.press(CTRL, Key::Z);
        assert_eq!(body(&window), "one\n\ntwo");
        assert_eq!(window.selection().map(|selection| selection.caret), Some(at));
    }
}

#[test]
fn a_paragraph_is_put_between_two_and_nothing_is_left_of_an_empty_one_to_be_seen() {
    let mut window = at_start("one\n\ntwo");
    window.press(NONE, Key::End);
    window.press(NONE, Key::Enter);
    type_text(&mut window, "x");
    assert_eq!(body(&window), "one\n\nx\n\ntwo");
    window.press(NONE, Key::Backspace);
    let height = rect(&window, BODY).height();
    window.press(NONE, Key::Backspace);
    assert_eq!(body(&window), "one\n\ntwo");
    assert!(rect(&window, BODY).height() < height, "the empty paragraph had a row of its own");
    window.press(NONE, Key::Enter);
    window.press(NONE, Key::ArrowDown);
    window.press(NONE, Key::ArrowUp);
    type_text(&mut window, "y");
    assert_eq!(body(&window), "one\n\ny\n\ntwo", "it can be gone back to");
}

#[test]
fn shift_and_enter_break_a_line_and_the_cursor_passes_it_in_one_step() {
    let mut window = at_start("");
    type_text(&mut window, "one");
    window.press(SHIFT, Key::Enter);
    type_text(&mut window, "two");
    assert_eq!(body(&window), "one  \ntwo");
    window.press(NONE, Key::ArrowUp);
    window.press(NONE, Key::End);
    assert_eq!(window.selection().map(|selection| selection.caret), Some(3), "before the mark of the break");
    window.press(NONE, Key::Delete);
    assert_eq!(body(&window), "onetwo");
}

#[test]
fn a_text_from_elsewhere_is_not_rewritten_and_has_one_gap_for_many_blank_lines() {
    let text = "one\n\n\n\ntwo\nthree  \nfour\r\n\r\nfive\n";
    let mut window = at_start(text);
    for _ in 0..4 {
        window.press(NONE, Key::ArrowDown);
    }
    for _ in 0..4 {
        window.press(NONE, Key::ArrowUp);
    }
    window.press(NONE, Key::End);
    window.press(NONE, Key::ArrowRight);
    assert_eq!(window.selection().map(|selection| selection.caret), Some(7));
    assert_eq!(body(&window), text);
    assert!(!window.harness.state().document().can_undo());
}

#[test]
fn a_click_between_two_paragraphs_goes_to_the_nearer_one() {
    let mut window = window("one\n\ntwo");
    let field = rect(&window, BODY);
    for (y, at) in [(field.height() / 2.0 - 4.0, 3), (field.height() / 2.0 + 4.0, 8)] {
        press_at(&mut window, field.left_top() + egui::vec2(200.0, y), NONE);
        assert_eq!(window.selection().map(|selection| selection.caret), Some(at));
    }
}
