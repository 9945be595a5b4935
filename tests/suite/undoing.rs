//! Undo is exact: whatever is done in the window, in whatever order, undoing everything gives the first article byte
//! for byte, and redoing everything the last; the cursor is restored, too.

use copydesk::article::{Article, Source};
use copydesk::file;
use copydesk::writing::Selection;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable;
use proptest::prelude::*;

use crate::shell::Window;

const CTRL: Modifiers = Modifiers { alt: false, ctrl: true, shift: false, mac_cmd: false, command: true };
const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..CTRL };

/// Something a writer does.
#[derive(Clone, Debug)]
enum Act {
    /// Moves the focus to one of the visible fields, by its number.
    Go(usize),
    Type(&'static str),
    Paste(&'static str),
    Press(Modifiers, Key),
}

const TEXTS: [&str; 10] = ["word ", "e\u{301}", "👩‍👩‍👧 ", "한국 ", "नमस्ते", "שלום ", "\"", "--", "... ", "1. "];
const PASTES: [&str; 4] = ["two\nlines", "- a list\n- of two", "https://example.org/tides", "**bold** and `code`"];
const KEYS: [(Modifiers, Key); 30] = [
    (Modifiers::NONE, Key::Enter),
    (Modifiers::NONE, Key::Enter),
    (Modifiers::NONE, Key::Backspace),
    (Modifiers::NONE, Key::Delete),
    (Modifiers::NONE, Key::Home),
    (Modifiers::NONE, Key::End),
    (Modifiers::NONE, Key::ArrowLeft),
    (Modifiers::NONE, Key::ArrowUp),
    (Modifiers::SHIFT, Key::ArrowRight),
    (Modifiers::SHIFT, Key::ArrowLeft),
    (Modifiers::SHIFT, Key::Home),
    (CTRL, Key::Backspace),
    (CTRL, Key::A),
    (CTRL, Key::B),
    (CTRL, Key::I),
    (CTRL_SHIFT, Key::H),
    (CTRL_SHIFT, Key::Num7),
    (CTRL_SHIFT, Key::Num8),
    (CTRL_SHIFT, Key::Num9),
    (CTRL, Key::Enter),
    (CTRL, Key::T),
    (CTRL, Key::R),
    (Modifiers::ALT, Key::ArrowUp),
    (Modifiers::ALT, Key::ArrowDown),
    (CTRL_SHIFT, Key::Backspace),
    (CTRL_SHIFT, Key::Enter),
    (CTRL_SHIFT, Key::J),
    (Modifiers::NONE, Key::Tab),
    (CTRL, Key::Z),
    (CTRL_SHIFT, Key::Z),
];

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        3 => (0_usize..30).prop_map(Act::Go),
        6 => (0..TEXTS.len()).prop_map(|n| Act::Type(TEXTS[n])),
        1 => (0..PASTES.len()).prop_map(|n| Act::Paste(PASTES[n])),
        8 => (0..KEYS.len()).prop_map(|n| Act::Press(KEYS[n].0, KEYS[n].1)),
    ]
}

fn article() -> Article {
    let mut article =
        Article { headline: "Tide tables".into(), deck: "Who needs them.".into(), ..Article::default() };
    article.lede = std::sync::Arc::new("It rose at *noon*.".into());
    article.push_takeaway("They are free");
    article.push_section("High water", "At noon[^harbour].\n\n- one\n- two");
    article.push_section("Low water", "> At six.\n\nNo more.");
    article.push_source(Source { key: "harbour".into(), link: "https://example.org".into(), ..Source::default() });
    article
}

/// With the cursor in a body.
fn window() -> Window {
    let mut window = Window::on(&article());
    window.harness.ctx.set_missing_glyph_policy(egui::MissingGlyphPolicy::Tofu);
    window.focus("Section 1 body");
    window
}

impl Act {
    fn carry_out(&self, window: &mut Window) {
        match self {
            Act::Go(number) => {
                let fields: Vec<_> =
                    window.harness.query_all_by(|node| crate::shell::is_field(node.role())).collect();
                if let Some(field) = fields.get(number % fields.len().max(1)) {
                    field.focus();
                }
            }
            Act::Type(text) => window.harness.event(Event::Text((*text).into())),
            Act::Paste(text) => window.harness.event(Event::Paste((*text).into())),
            Act::Press(modifiers, key) => window.harness.key_press_modifiers(*modifiers, *key),
        }
        window.harness.run();
    }
}

/// What undo and redo must restore.
fn state(window: &Window) -> (Article, String) {
    (window.article().clone(), file::to_native(window.article()))
}

fn take_back(window: &mut Window, key: Key) -> usize {
    let mut steps = 0;
    loop {
        let document = window.harness.state().document();
        let can = if key == Key::Z { document.can_undo() } else { document.can_redo() };
        if !can {
            return steps;
        }
        window.press(CTRL, key);
        steps += 1;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 4, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_can_be_taken_back_and_done_again(acts in prop::collection::vec(act(), 1..40)) {
        let mut window = window();
        let first = state(&window);
        for act in &acts {
            act.carry_out(&mut window);
        }
        // Steps undone on the way are redone, so that all of them precede the last state.
        take_back(&mut window, Key::Y);
        let last = state(&window);
        let steps = take_back(&mut window, Key::Z);
        prop_assert_eq!(state(&window), first);
        prop_assert_eq!(take_back(&mut window, Key::Y), steps);
        prop_assert_eq!(state(&window), last);
    }

    #[test]
    fn the_caret_goes_back_with_each_step(acts in prop::collection::vec(act(), 1..40)) {
        let mut window = window();
        for act in &acts {
            let before = (state(&window), selected(&window));
            act.carry_out(&mut window);
            let is_undo = matches!(act, Act::Press(_, Key::Z));
            let after = (state(&window), selected(&window));
            if is_undo || after.0 == before.0 {
                continue;
            }
            window.press(CTRL, Key::Z);
            // Typing without a pause is one step with what was typed before it.
            if state(&window) == before.0 && before.1.is_some() {
                prop_assert_eq!(&selected(&window), &before.1, "after {:?} was taken back", act);
            }
            window.press(CTRL, Key::Y);
            prop_assert_eq!(state(&window), after.0);
            if after.1.is_some() {
                prop_assert_eq!(selected(&window), after.1, "after {:?} was done again", act);
            }
        }
    }
}

/// The selection and its place.
fn selected(window: &Window) -> Option<(copydesk::article::Place, Selection)> {
    window.harness.state().selection().map(|(place, selection)| (place.clone(), selection))
}
