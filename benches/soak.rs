//! A long session of random editing, and what memory it takes: typing, deleting, going elsewhere, undoing, formatting,
//! searching, scrolling. When everything that may be remembered is remembered (of the history a thousand steps), more
//! editing must take no more memory. `cargo bench --bench soak`, with a number for that many edits a round.

#![allow(clippy::disallowed_methods, reason = "a bench looks at its own process")]

mod window;

use std::process::ExitCode;
use std::sync::Arc;

use copydesk::article::{Article, Id, Place, Section};
use copydesk::writing::Selection;
use egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, TouchPhase, vec2};
use window::{Window, saved};

/// So many edits make a round.
const EDITS: usize = 3_000;
const ROUNDS: usize = 6;
/// The first rounds fill what is bounded: the history, what was laid out, the letters drawn.
const FILLING: usize = 2;
/// What the rounds after them may add in all, in megabytes: that is the allocator's matter.
const LIMIT: f64 = 8.0;

const CTRL: Modifiers = Modifiers::COMMAND;
const NONE: Modifiers = Modifiers::NONE;

fn main() -> ExitCode {
    let edits = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(EDITS);
    let Ok(folder) = tempfile::tempdir() else { return ExitCode::FAILURE };
    let mut window = Window::new(saved(&folder, &article()));
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    window.draw(Vec::new());
    println!("open: {:.1} MB", megabytes());
    let mut filled = None;
    for round in 1..=ROUNDS {
        (0..edits).for_each(|_| edit(&mut window, &mut dice));
        let now = megabytes();
        println!("after {} edits: {now:.1} MB", round * edits);
        if round == FILLING {
            filled = Some(now);
        }
    }
    let grown = megabytes() - filled.unwrap_or_default();
    println!("{grown:.1} MB more since everything was filled, of {LIMIT} MB");
    if grown <= LIMIT { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What the process has in memory.
fn megabytes() -> f64 {
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

/// Does something that a writer does. As much is taken away as is typed, so that the draft stays about as long.
fn edit(window: &mut Window, dice: &mut Dice) {
    match dice.roll(40) {
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
    let section = |at: u32| Section { id: Id(at + 1), heading: format!("Part {at}"), body: paragraph.repeat(7) };
    Article {
        headline: "A town counts".into(),
        sections: (0..30).map(section).map(Arc::new).collect(),
        ..Article::default()
    }
}
