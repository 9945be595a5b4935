//! Measures the memory of a long session of random editing: typing, deleting, moving, undoing, formatting, searching,
//! scrolling, adding and removing items, changing sizes, themes and previews. Once all caches are full (and the history
//! has a thousand steps), more editing must not need more memory. `cargo bench --bench soak`, optionally with the
//! number of edits per round.

#![allow(clippy::disallowed_methods, clippy::indexing_slicing, reason = "a bench looks at its own process")]
#![allow(unsafe_code, reason = "the C library tells what it has given out")]

mod window;

use std::process::ExitCode;
use std::sync::Arc;

use copydesk::article::{Article, Id, Place, Section};
use copydesk::writing::Selection;
use egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, TouchPhase, vec2};
use window::{Window, saved};

/// The number of edits in a round.
const EDITS: usize = 3_000;
const ROUNDS: usize = 6;
/// The first rounds fill what is bounded: the history, the layouts, the glyphs.
const FILLING: usize = 2;
/// How much the following rounds may add in total, in megabytes, besides the history: of allocated memory, and of the
/// process including gaps.
const LIVE_LIMIT: f64 = 2.0;
const LIMIT: f64 = 8.0;

const CTRL: Modifiers = Modifiers::COMMAND;
const NONE: Modifiers = Modifiers::NONE;

fn main() -> ExitCode {
    let edits = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(EDITS);
    let Ok(folder) = tempfile::tempdir() else { return ExitCode::FAILURE };
    let mut window = Window::new(saved(&folder, &article()));
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    window.draw(Vec::new());
    let mut filled = Taken::now(&window);
    println!("open: {filled}");
    for round in 1..=ROUNDS {
        (0..edits).for_each(|_| edit(&mut window, &mut dice));
        let now = Taken::now(&window);
        println!("after {} edits: {now}", round * edits);
        if round == FILLING {
            filled = now;
        }
    }
    let now = Taken::now(&window);
    let history = now.history - filled.history;
    let (live, resident) = (now.live - filled.live - history, now.resident - filled.resident - history);
    println!(
        "since everything was filled {live:.1} MB more are given out, of {LIVE_LIMIT}, and {resident:.1} MB taken, of {LIMIT}"
    );
    let beyond: Vec<_> = window.app.remembered(&window.ctx).into_iter().filter(|r| r.count > r.most).collect();
    println!("beyond what may be remembered: {beyond:?}");
    let is_bounded = live <= LIVE_LIMIT && resident <= LIMIT && beyond.is_empty();
    if is_bounded { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Memory, in megabytes.
struct Taken {
    /// Allocated memory.
    live: f64,
    resident: f64,
    history: f64,
}

impl Taken {
    fn now(window: &Window) -> Taken {
        Taken {
            live: live() as f64 / 1e6,
            resident: resident(),
            history: window.app.document().history().size_in_bytes() as f64 / 1e6,
        }
    }
}

impl std::fmt::Display for Taken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Taken { live, resident, history } = self;
        write!(f, "{live:.2} MB given out, {history:.2} of it for the history; {resident:.1} MB taken")
    }
}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn live() -> usize {
    // SAFETY: it only reads counters.
    let info = unsafe { libc::mallinfo2() };
    info.uordblks + info.hblkhd
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
fn live() -> usize {
    0
}

fn resident() -> f64 {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages: f64 = text.split(' ').nth(1).and_then(|pages| pages.parse().ok()).unwrap_or_default();
    pages * 4096.0 / 1e6
}

/// A xorshift generator.
struct Dice(u64);

impl Dice {
    /// A number below `sides`.
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or_default() % sides.max(1)
    }
}

/// Does something that a writer does. As much is deleted as is typed, so that the draft keeps its length.
fn edit(window: &mut Window, dice: &mut Dice) {
    match dice.roll(48) {
        0..=13 => {
            let letters: String = (0..1 + dice.roll(6)).map(|_| char::from(b'a' + dice.roll(26) as u8)).collect();
            window.draw(vec![Event::Text(letters)]);
        }
        14..=27 => (0..1 + dice.roll(6)).for_each(|_| window.press(NONE, Key::Backspace)),
        28 => window.press(NONE, Key::Enter),
        29 => window.press(CTRL, Key::Z),
        30 => window.press(CTRL, Key::B),
        31 => {
            window.press(CTRL, Key::F);
            window.draw(vec![Event::Text(char::from(b'a' + dice.roll(26) as u8).to_string())]);
            window.press(NONE, Key::Escape);
        }
        32..=34 => {
            let (unit, phase, source) = (MouseWheelUnit::Point, TouchPhase::Move, MouseWheelSource::Unknown);
            let modifiers = NONE;
            let delta = vec2(0.0, 600.0 - dice.roll(1_200) as f32);
            window.draw(vec![Event::MouseWheel { unit, delta, phase, source, modifiers }]);
        }
        40 => window.press(CTRL, [Key::Enter, Key::T, Key::R][dice.roll(3)]),
        41 | 42 => window.press(CTRL.plus(Modifiers::SHIFT), Key::Backspace),
        43 => window.press(Modifiers::ALT, [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5][dice.roll(5)]),
        44 => window.press(CTRL, [Key::Plus, Key::Minus, Key::Num0][dice.roll(3)]),
        45 => {
            window.press(CTRL.plus(Modifiers::SHIFT), Key::P);
            window.draw(vec![Event::Text(["dark", "light", "text larger", "text smaller"][dice.roll(4)].into())]);
            window.press(NONE, Key::Enter);
            window.press(NONE, Key::Escape);
        }
        46 => window.draw(vec![Event::Paste("pasted words\n\nof *two* paragraphs".into())]),
        _ => {
            let sections = &window.app.document().article().sections;
            if let Some(section) = sections.get(dice.roll(sections.len())) {
                let at = Selection::at(dice.roll(section.body.len())).within(&section.body);
                let place = Place::Body(section.id);
                window.app.go_to(place, Some(at));
            }
            window.idle();
        }
    }
}

/// A draft of 60 KB.
fn article() -> Article {
    let paragraph = "The side entrance on the lane will stay *unlocked* until four, and staff say that the first hour \
                     will be the **hardest of all** since the flood, which nobody who was there that night has \
                     [forgotten](https://example.org/flood), least of all those who carried books.\n\n";
    let section = |at: u32| Section {
        id: Id(at + 1),
        heading: format!("Part {at}"),
        body: paragraph.repeat(7),
        ..Section::default()
    };
    Article {
        headline: "A town counts".into(),
        sections: (0..30).map(section).map(Arc::new).collect(),
        ..Article::default()
    }
}
