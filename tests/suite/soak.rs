//! A long session: whatever is done, in whatever order, the caches of the window stay within their bounds, and are
//! emptied with the draft. `benches/soak.rs` measures their bytes in a longer session, and `soak.sh` those of the real
//! window.

use copydesk::article::{Article, Place, Source, SourceField};
use eframe::App as _;
use egui::{Event, Key, Modifiers, MouseWheelUnit, TouchPhase, vec2};

use crate::shell::Window;

const ACTIONS: usize = 300;

const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;
const ALT: Modifiers = Modifiers::ALT;
const SHIFT: Modifiers = Modifiers::SHIFT;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % below
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.roll(all.len())]
    }
}

/// A draft of 59 KB.
fn article() -> Article {
    let paragraph = "The side entrance on the lane will stay *unlocked* until four, and staff say that the first hour \
                     will be the **hardest of all** since the flood.[^flood] Nobodie forgot it.\n\n";
    let mut article = Article { headline: "A town counts".into(), ..Article::default() };
    for at in 0..30 {
        article.push_section(format!("Part {at}"), paragraph.repeat(10));
    }
    article.push_takeaway("It is *counted*");
    article.push_source(Source {
        key: "flood".into(),
        link: "https://example.org/flood".into(),
        ..Source::default()
    });
    article
}

struct Session {
    window: Window,
    dice: Dice,
}

impl Session {
    /// A frame as the real window starts it, with a graphics card that supports any texture.
    fn frame(&mut self) {
        let harness = &mut self.window.harness;
        let mut input = std::mem::take(harness.input_mut());
        input.max_texture_side = Some(16_384);
        let ctx = harness.ctx.clone();
        harness.state_mut().raw_input_hook(&ctx, &mut input);
        *harness.input_mut() = input;
        harness.step();
    }

    fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.window.harness.key_press_modifiers(modifiers, key);
        self.frame();
    }

    fn write(&mut self, words: &str) {
        self.window.harness.event(Event::Text(words.into()));
        self.frame();
    }

    fn times(&mut self, most: usize, modifiers: Modifiers, key: Key) {
        (0..=self.dice.roll(most)).for_each(|_| self.press(modifiers, key));
    }

    fn act(&mut self) {
        match self.dice.roll(26) {
            0..=4 => {
                let words =
                    ["und so ", "qua", "nobodie ", "a *b* ", "[^flood] ", "[^note] ", "1. ", "“é” ", "日本"];
                let words = self.dice.of(&words);
                self.write(words);
            }
            5 | 6 => self.times(8, NONE, Key::Backspace),
            7 => self.times(4, CTRL, Key::Z),
            8 => self.times(3, CTRL_SHIFT, Key::Z),
            9 => {
                let key = self.dice.of(&[Key::ArrowDown, Key::ArrowUp, Key::PageDown, Key::PageUp, Key::Tab]);
                self.times(6, NONE, key);
            }
            10 => {
                self.press(CTRL, Key::F);
                let words = self.dice.of(&["lane", "e", "the first hour"]);
                self.write(words);
                self.press(NONE, Key::Enter);
                self.press(NONE, Key::Escape);
            }
            11 | 12 => {
                let key = self.dice.of(&[Key::Enter, Key::T, Key::R]);
                self.press(CTRL, key);
                self.write("added");
            }
            13 | 14 => self.press(CTRL_SHIFT, Key::Backspace),
            15 => {
                (0..3).for_each(|_| self.press(SHIFT, Key::ArrowDown));
                let event = if self.dice.roll(2) == 0 { Event::Copy } else { Event::Cut };
                self.window.harness.event(event);
                self.frame();
                self.window.harness.event(Event::Paste("pasted words\n\nof *two* paragraphs".into()));
                self.frame();
            }
            16 => {
                let key = self.dice.of(&[Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5]);
                self.press(ALT, key);
            }
            17 => {
                let key = self.dice.of(&[Key::Plus, Key::Minus, Key::Num0]);
                self.press(CTRL, key);
            }
            18 => {
                self.press(CTRL_SHIFT, Key::P);
                let words = self.dice.of(&["dark", "light", "typewriter", "sans", "text larger"]);
                self.write(words);
                self.press(NONE, Key::Enter);
                self.press(NONE, Key::Escape);
            }
            19 => {
                let (modifiers, key) = self.dice.of(&[
                    (CTRL_SHIFT, Key::R),
                    (CTRL, Key::K),
                    (CTRL_SHIFT, Key::K),
                    (NONE, Key::F1),
                    (CTRL_SHIFT, Key::N),
                    (CTRL_SHIFT, Key::F),
                ]);
                self.press(modifiers, key);
                self.press(NONE, Key::Escape);
            }
            20 => {
                let (modifiers, key) =
                    self.dice.of(&[(CTRL, Key::D), (CTRL, Key::P), (NONE, Key::F7), (CTRL, Key::B)]);
                self.press(modifiers, key);
            }
            21 => {
                let key = self.dice.of(&[Key::ArrowUp, Key::ArrowDown]);
                self.press(ALT, key);
            }
            22 => self.press(CTRL, Key::S),
            23 => {
                let delta = vec2(0.0, 600.0 - self.dice.roll(1_200) as f32);
                let (unit, phase) = (MouseWheelUnit::Point, TouchPhase::Move);
                let source = egui::MouseWheelSource::Unknown;
                self.window.harness.event(Event::MouseWheel { unit, delta, phase, source, modifiers: NONE });
                self.frame();
            }
            _ => self.go_somewhere(),
        }
    }

    fn go_somewhere(&mut self) {
        let article = self.window.article().clone();
        let places: Vec<_> = article.sections.iter().map(|section| section.id).collect();
        if !places.is_empty() {
            let place = Place::Body(self.dice.of(&places));
            self.window.harness.state_mut().go_to(place, None);
        }
        self.frame();
    }

    /// Checks that everything remembered is within its bounds; `when` is for the message.
    #[track_caller]
    fn check(&self, when: &str) {
        let ctx = &self.window.harness.ctx;
        for remembered in self.window.harness.state().remembered(ctx) {
            assert!(remembered.count <= remembered.most, "{when}: {remembered:?}");
        }
    }

    fn count(&self, what: &str) -> usize {
        let all = self.window.harness.state().remembered(&self.window.harness.ctx);
        all.into_iter().find(|remembered| remembered.what == what).unwrap().count
    }
}

fn session(article: &Article) -> Session {
    let mut window = Window::on_any_script(article);
    window.harness.run();
    Session { window, dice: Dice(0x2545_F491_4F6C_DD1D) }
}

#[test]
fn what_is_remembered_does_not_grow_with_the_session() {
    let mut session = session(&article());
    for action in 0..ACTIONS {
        session.act();
        if action % 50 == 0 {
            session.check(&format!("after {action} actions"));
        }
    }
    session.check("at the end");
    assert!(session.count("steps of the history") > 100, "there was a session");
    session.press(CTRL, Key::S);
    session.press(CTRL, Key::N);
    session.window.harness.run();
    assert!(session.window.article().is_empty(), "another draft is shown");
    session.check("with the draft closed");
    assert_eq!(session.count("bytes of the history"), 0);
}

#[test]
fn letters_of_every_size_take_a_bounded_picture() {
    let letters: String =
        ('!'..'\u{250}').chain('\u{370}'..'\u{460}').filter(|letter| letter.is_alphabetic()).collect();
    let words = letters.chars().map(|letter| format!("{letter} **{letter}** *{letter}* ")).collect::<String>();
    let mut article = Article { headline: letters.clone(), deck: letters, ..Article::default() };
    article.push_section("Every letter", words);
    let mut session = session(&article);
    for size in 0..4 {
        session.press(CTRL, Key::Plus);
        session.frame();
        session.check(&format!("at size {size}"));
    }
}

#[test]
fn what_was_half_typed_goes_with_its_item() {
    let mut session = session(&Article::default());
    for _ in 0..8 {
        session.press(CTRL, Key::R);
        session.window.harness.run();
        let key = session.window.article().sources[0].key.clone();
        session.window.harness.state_mut().go_to(Place::Source(key, SourceField::Key), None);
        session.window.harness.run();
        session.write("half");
        assert_eq!(session.count("fields half typed"), 1);
        session.press(CTRL_SHIFT, Key::Backspace);
        session.window.harness.run();
        assert_eq!(session.count("fields half typed"), 0);
    }
}
