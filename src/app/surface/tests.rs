//! A text alone, without a window: random input, frame by frame, through the surface into a document and back.

mod cited;
mod leftward;

use egui::{Context, Event, Id, ImeEvent, Key, Modifiers, PointerButton, RawInput, Rect, pos2, vec2};
use proptest::prelude::*;

use super::*;
use crate::app::marks::{Mark, MarkKind};
use crate::app::setting::Side;
use crate::article::{Article, Place};
use crate::document::Document;
use crate::page::Direction;
use crate::writing::{Markup, Quotes, Rules, Selection, Smart, stops};

/// The body of a section on its own.
struct Desk {
    ctx: Context,
    document: Document,
    place: Place,
    memory: Memory,
    breaks: Breaks,
    direction: Option<Direction>,
    stands: Option<Direction>,
    /// The nodes last sent to screen readers.
    told: Vec<egui::accesskit::Node>,
    frames: u32,
    shown: Option<Shown>,
}

impl Desk {
    fn new(text: &str) -> Desk {
        let ctx = Context::default();
        theme::install(&ctx);
        let mut article = Article::default();
        let id = article.push_section("S", text);
        let place = Place::Body(id);
        let document = Document::new(article);
        let mut desk = Desk {
            ctx,
            document,
            place,
            memory: Memory::default(),
            breaks: Breaks::Many,
            direction: None,
            stands: None,
            told: Vec::new(),
            frames: 0,
            shown: None,
        };
        desk.memory.select(Selection::at(0));
        desk.frame(Vec::new());
        desk.ctx.memory_mut(|memory| memory.request_focus(Id::unique("desk")));
        desk.frame(Vec::new());
        desk
    }

    fn text(&self) -> &str {
        self.document.article().text(&self.place).unwrap()
    }

    /// Runs one frame with these events.
    fn frame(&mut self, events: Vec<Event>) {
        self.frame_with(events, &mut |_| {});
    }

    /// Runs one frame with these events, and calls `ask` while the text is drawn.
    fn frame_with(&mut self, events: Vec<Event>, ask: &mut dyn FnMut(&mut Work<'_, '_>)) {
        self.frames += 1;
        let now = f64::from(self.frames) * 0.05;
        let screen = Rect::from_min_size(pos2(0.0, 0.0), vec2(400.0, 300.0));
        let input = RawInput { screen_rect: Some(screen), time: Some(now), events, ..RawInput::default() };
        let text = self.text().to_owned();
        let rules = Rules { smart: Smart::On, quotes: Quotes::ENGLISH, markup: Markup::Blocks };
        let mark = |range| Mark { range, kind: MarkKind::Misspelt };
        let marks = [mark(0..text.len() / 2), mark(0..text.len() + 9)];
        let ctx = self.ctx.clone();
        let mut output = ctx.run_ui(input, |ui| {
            let surface = Surface {
                id: Id::unique("desk"),
                name: "Body",
                hint: "Write",
                letters: theme::FORM_BODY,
                colour: theme::LIGHT.ink,
                breaks: self.breaks,
                kind: Kind::Blocks,
                rules,
                marks: &marks,
                source: &|key| source(key),
                writing: Writing::default(),
                is_read_only: false,
                direction: self.direction,
                stands: self.stands,
                keeps_selection: false,
                reveals_caret: false,
                clicked_beside: None,
                entered: None,
                neighbours: Neighbours { before: true, after: true },
            };
            let letters = surface.type_of(ui);
            let scrolled = |ui: &mut Ui| {
                ask(&mut Work::begin(ui, &surface, &mut self.memory, Cow::Borrowed(&text), letters));
                surface.show(ui, &text, &mut self.memory)
            };
            let shown = egui::ScrollArea::vertical().show(ui, scrolled).inner;
            for Edit { text, moved, is_apart } in shown.edits.clone() {
                *self.document.article_mut().text_mut(&self.place).unwrap() = text;
                let report = if is_apart { Document::edited_apart } else { Document::edited };
                report(&mut self.document, &self.place, now, Some(moved));
            }
            self.shown = Some(shown);
        });
        output.textures_delta.clear();
        let told = output.platform_output.accesskit_update.map(|update| update.nodes);
        self.told = told.into_iter().flatten().map(|(_, node)| node).collect();
    }

    fn go_back(&mut self, step: fn(&mut Document) -> Option<crate::document::Restored>) {
        if let Some(selection) = step(&mut self.document).and_then(|restored| restored.selection) {
            self.memory.select(selection);
        }
        self.frame(Vec::new());
    }
}

/// Every key that ends in a letter has a source.
fn source(key: &str) -> Option<Cited> {
    let is_known = key.ends_with(|c: char| c.is_ascii_lowercase());
    is_known.then(|| Cited { name: format!("The {key} 12"), title: "A source".into() })
}

fn press(modifiers: Modifiers, key: Key) -> Event {
    Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
}

fn click(x: f32, y: f32, modifiers: Modifiers) -> Vec<Event> {
    let pos = pos2(x, y);
    let button = |pressed| Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers };
    vec![Event::PointerMoved(pos), button(true), button(false)]
}

const TEXTS: [&str; 9] = [
    "",
    "a 👩‍👩‍👧 b 👍🏽 🇲🇽 c",
    "e\u{301}te\u{301} na\u{308}ive",
    "한국어 각하 글",
    "क्षत्रिय नमस्ते दुनिया",
    "שָׁלוֹם עולם and back",
    "# Head\n\n> quote\n> more\n\n- item\n  - inner\n\n```\ncode\n```\n",
    "one\n\n二つ目の段落\r\nthree",
    "a long line that is wrapped because it holds more words than go into a row of four hundred points, twice over",
];

fn events() -> impl Strategy<Value = Vec<Event>> {
    let keys = [
        Key::ArrowLeft,
        Key::ArrowRight,
        Key::ArrowUp,
        Key::ArrowDown,
        Key::Home,
        Key::End,
        Key::Backspace,
        Key::Delete,
        Key::Enter,
        Key::Tab,
        Key::PageUp,
        Key::PageDown,
        Key::A,
    ];
    let ctrl = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };
    let modifiers = [Modifiers::NONE, Modifiers::NONE, Modifiers::SHIFT, ctrl, ctrl | Modifiers::SHIFT];
    let letters =
        ["a", " ", "👩‍👩‍👧", "\u{301}", "क्", "각", "שׁ", "\"", "-", "👍", "🏽", "🇲", "\u{200d}", "*", "`", ">", "\r"];
    let pasted = ["two\nlines", "- item\n- item", "ا🇲🇽", "\r\n\r\n", "> q\n\n```\ncode", "[^key] [t](u)", "\n"];
    let choose = |from: &[&'static str]| proptest::sample::select(from.to_vec());
    let preedit = |text: &str| Event::Ime(ImeEvent::Preedit { text: text.into(), active_range_chars: Some(0..1) });
    prop_oneof![
        6 => (proptest::sample::select(modifiers.to_vec()), proptest::sample::select(keys.to_vec())).prop_map(|(m, k)| vec![press(m, k)]),
        6 => choose(&letters).prop_map(|text| vec![Event::Text(text.into())]),
        2 => choose(&pasted).prop_map(|text| vec![Event::Paste(text.into())]),
        1 => choose(&letters).prop_map(move |text| vec![preedit(text)]),
        1 => choose(&letters).prop_map(|text| vec![Event::Ime(ImeEvent::Commit(text.into()))]),
        1 => Just(vec![Event::Ime(ImeEvent::DeleteSurrounding { before_chars: 1, after_chars: 1 })]),
        1 => Just(vec![Event::Cut]),
        2 => (0.0_f32..400.0, 0.0_f32..300.0, proptest::bool::ANY).prop_map(|(x, y, shift)| {
            click(x, y, if shift { Modifiers::SHIFT } else { Modifiers::NONE })
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, ..ProptestConfig::default() })]

    #[test]
    fn random_input_never_cuts_a_cluster_and_is_undone_to_the_first_text_and_selection(
        text in proptest::sample::select(TEXTS.to_vec()),
        frames in proptest::collection::vec(events(), 1..30),
        breaks in proptest::sample::select(vec![Breaks::Many, Breaks::Many, Breaks::Wrapped, Breaks::Single]),
    ) {
        let mut desk = Desk::new(text);
        desk.breaks = breaks;
        let mut first = None;
        for events in &frames {
            let before = desk.memory.selection();
            desk.frame(events.clone());
            let (now, selection) = (desk.text(), desk.memory.selection());
            let are_stops = stops::is_stop(now, selection.anchor) && stops::is_stop(now, selection.caret);
            prop_assert!(are_stops, "{events:?} {now:?} {selection:?}");
            if first.is_none() && desk.document.can_undo() {
                first = Some(before);
            }
        }
        let last = desk.text().to_owned();
        let mut steps = 0;
        while desk.document.can_undo() {
            desk.go_back(Document::undo);
            steps += 1;
        }
        prop_assert_eq!(desk.text(), text);
        prop_assert!(first.is_none_or(|first| first == desk.memory.selection()), "{first:?} {:?}", desk.memory.selection());
        for _ in 0..steps {
            desk.go_back(Document::redo);
        }
        prop_assert_eq!(desk.text(), last.as_str());
    }
}

/// Texts with everything that can be between paragraphs.
fn written() -> impl Strategy<Value = String> {
    let block = prop_oneof![
        Just("a few words"),
        Just("é and 👩‍👩‍👧"),
        Just("two  \nlines"),
        Just("two\nloose lines\nhere"),
        Just("## Head"),
        Just("- item\n- item\n  more"),
        Just("1. one\n\n   two"),
        Just("> quote\n>\n> more\n> of it"),
        Just("```\ncode\n\n\ncode\n```"),
        Just("| a | b |\n|---|---|\n| c | d |"),
        Just("<div>\nx\n</div>"),
    ];
    let gap = prop_oneof![5 => Just("\n\n"), 1 => Just("\n\n\n\n"), 1 => Just("\n  \n"), 1 => Just("\r\n\r\n"), 1 => Just("\n")];
    proptest::collection::vec((block, gap), 0..7)
        .prop_map(|pieces| pieces.into_iter().map(|(block, gap)| format!("{block}{gap}")).collect())
}

fn moving() -> impl Strategy<Value = Vec<Event>> {
    let keys = [
        Key::ArrowLeft,
        Key::ArrowRight,
        Key::ArrowUp,
        Key::ArrowDown,
        Key::Home,
        Key::End,
        Key::PageUp,
        Key::PageDown,
    ];
    let ctrl = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };
    let modifiers = [Modifiers::NONE, Modifiers::NONE, Modifiers::SHIFT, ctrl];
    prop_oneof![
        4 => (proptest::sample::select(modifiers.to_vec()), proptest::sample::select(keys.to_vec())).prop_map(|(m, k)| vec![press(m, k)]),
        1 => (0.0_f32..400.0, 0.0_f32..300.0).prop_map(|(x, y)| click(x, y, Modifiers::NONE)),
    ]
}

impl Desk {
    /// Whether a position is next to a line break: within a hard break or between two paragraphs there is no stop.
    fn is_blank_around(&self, at: usize) -> bool {
        let text = self.text();
        let line = text.get(stops::line_start(text, at)..at).unwrap_or_default();
        let rest = text.get(at..stops::line_end(text, at)).unwrap_or_default();
        let is_quoted = |text: &str| text.trim_matches(['>', ' ']).is_empty();
        (is_quoted(line) && is_quoted(rest)) || rest.trim().is_empty()
    }

    /// Whether a position is in a gap, with no paragraph open.
    fn is_in_gap(&self, at: usize) -> bool {
        use crate::writing::paragraphs::gap;
        !gap(&self.memory.lines, self.memory.lines.at_byte(at), None).is_empty()
    }

    fn heights(&self) -> Vec<f32> {
        let lines = &self.memory.lines;
        (0..lines.len()).map(|index| lines.stack().height_of(index).points()).collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]

    #[test]
    fn one_who_moves_never_stands_in_a_gap_and_changes_nothing(
        text in written(),
        frames in proptest::collection::vec(moving(), 1..24),
    ) {
        let mut desk = Desk::new(&text);
        for events in &frames {
            desk.frame(events.clone());
            let Selection { anchor, caret } = desk.memory.selection();
            prop_assert!(!desk.is_in_gap(anchor) && !desk.is_in_gap(caret), "{events:?} {text:?} {anchor} {caret}");
        }
        prop_assert_eq!(desk.text(), text.as_str());
        prop_assert!(!desk.document.can_undo());
    }

    #[test]
    fn what_is_drawn_does_not_depend_on_how_it_came_about(
        text in written(),
        frames in proptest::collection::vec(events(), 1..16),
    ) {
        let mut desk = Desk::new(&text);
        for events in &frames {
            desk.frame(events.clone());
        }
        desk.memory.preedit = None;
        desk.frame(Vec::new());
        let mut fresh = Desk::new(desk.text());
        (fresh.memory.selection, fresh.memory.open) = (desk.memory.selection, desk.memory.open);
        // All of it has to be drawn to be compared.
        for desk in [&mut desk, &mut fresh] {
            let work = desk.memory.lines.len();
            desk.memory.had_focus = true;
            desk.frame(Vec::new());
            prop_assert_eq!(desk.memory.lines.len(), work);
        }
        let drawn = |desk: &Desk| desk.memory.lines.at_height(300.0).min(desk.memory.lines.len());
        let count = drawn(&desk).min(drawn(&fresh));
        prop_assert_eq!(&desk.heights()[..count], &fresh.heights()[..count], "{:?}", desk.text());
    }

    #[test]
    fn backspace_takes_back_what_enter_did(text in written(), steps in 0_usize..60, key in proptest::sample::select(vec![Modifiers::NONE, Modifiers::SHIFT])) {
        let mut desk = Desk::new(&text);
        for _ in 0..steps {
            desk.frame(vec![press(Modifiers::NONE, Key::ArrowRight)]);
        }
        let (before, caret) = (desk.text().to_owned(), desk.memory.selection().caret);
        let line = stops::line_at(&before, caret);
        let own = before.get(line.clone()).unwrap_or_default();
        // The second Backspace ends a list item, and a line with markers has different text.
        let is_item = own.trim_start_matches([' ', '>']).starts_with(['-', '1']) || own.starts_with("  ");
        let is_behind_break = caret == line.start && caret > 0 && !desk.is_in_gap(caret - 1) || own.trim().is_empty();
        let is_in_marks = own.get(..caret - line.start).is_some_and(|lead| lead.ends_with(['>', ' ']) && lead.trim_matches(['>', ' ']).is_empty());
        if is_item || is_behind_break || is_in_marks {
            return Ok(());
        }
        desk.frame(vec![press(key, Key::Enter)]);
        if desk.text() != before {
            desk.frame(vec![press(Modifiers::NONE, Key::Backspace)]);
        }
        prop_assert_eq!(desk.text(), before.as_str());
        prop_assert_eq!(desk.memory.selection(), Selection::at(caret));
    }
}

#[test]
fn what_is_replaced_as_one_types_is_undone_alone() {
    let mut desk = Desk::new("say ");
    desk.memory.select(Selection::at(4));
    desk.frame(vec![Event::Text("\"".into())]);
    assert_eq!(desk.text(), "say “");
    desk.go_back(Document::undo);
    assert_eq!(desk.text(), "say \"");
    assert_eq!(desk.memory.selection(), Selection::at(5));
}

#[test]
fn a_frame_without_input_sets_nothing_anew() {
    let body = "words and words and words\n\n".repeat(400);
    let mut desk = Desk::new(&body);
    desk.frame(Vec::new());
    let sets = |desk: &Desk| {
        let sets = (0..desk.memory.lines.len()).filter_map(|index| desk.memory.cache.laid(index));
        sets.map(std::ptr::from_ref).collect::<Vec<_>>()
    };
    let before = sets(&desk);
    assert!((5..60).contains(&before.len()), "{} lines are set", before.len());
    desk.frame(Vec::new());
    assert_eq!(sets(&desk), before);
}

#[test]
fn a_key_in_a_long_text_styles_one_group() {
    let body = "some *words* here\n\n".repeat(2_000);
    let mut desk = Desk::new(&body);
    desk.memory.select(Selection::at(5));
    desk.frame(vec![Event::Text("x".into())]);
    desk.frame(Vec::new());
    let styled = desk.memory.cache.styled_len();
    assert!(styled < 80, "{styled} lines are styled");
    assert!(desk.text().starts_with("some x*words*"));
}

#[test]
fn heights_learnt_above_are_told_and_the_estimate_is_near() {
    let body =
        "a paragraph of words that goes over some rows of the column, as most of them do when people write. "
            .repeat(3);
    let body = vec![body; 60].join("\n\n");
    let mut desk = Desk::new(&body);
    let estimated = desk.memory.lines.height();
    desk.memory.select(Selection::at(body.len()));
    for _ in 0..200 {
        desk.frame(vec![press(Modifiers::NONE, Key::PageUp)]);
    }
    let known = desk.memory.lines.height();
    assert!((estimated - known).abs() < known * 0.2, "{estimated} {known}");
}
