//! Selection by keyboard and mouse in read-only text. Rows are in `export_lines`.

use egui::{Event, Key};
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use crate::writing::Selection;

/// Where a key moves the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Motion {
    Rows(i32),
    Pages(i32),
    Along(Step),
    /// Selects everything.
    All,
}

/// A step along the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Back,
    Forward,
    WordBack,
    WordForward,
    LineStart,
    LineEnd,
    Start,
    End,
}

/// The motion for a key, and whether it extends the selection.
pub(super) fn motion(event: &Event) -> Option<(Motion, bool)> {
    let Event::Key { key, pressed: true, modifiers, .. } = event else { return None };
    let motion = match (key, modifiers.command) {
        (Key::A, true) => Motion::All,
        (Key::ArrowUp, _) => Motion::Rows(-1),
        (Key::ArrowDown, _) => Motion::Rows(1),
        (Key::PageUp, _) => Motion::Pages(-1),
        (Key::PageDown, _) => Motion::Pages(1),
        (Key::ArrowLeft, false) => Motion::Along(Step::Back),
        (Key::ArrowRight, false) => Motion::Along(Step::Forward),
        (Key::ArrowLeft, true) => Motion::Along(Step::WordBack),
        (Key::ArrowRight, true) => Motion::Along(Step::WordForward),
        (Key::Home, false) => Motion::Along(Step::LineStart),
        (Key::End, false) => Motion::Along(Step::LineEnd),
        (Key::Home, true) => Motion::Along(Step::Start),
        (Key::End, true) => Motion::Along(Step::End),
        _ => return None,
    };
    Some((motion, modifiers.shift))
}

/// The cursor after a step.
pub(super) fn along(text: &str, caret: usize, step: Step) -> usize {
    let (before, after) = text.split_at_checked(caret).unwrap_or((text, ""));
    let mut cursor = GraphemeCursor::new(before.len(), text.len(), true);
    match step {
        Step::Back => cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0),
        Step::Forward => cursor.next_boundary(text, 0).ok().flatten().unwrap_or(text.len()),
        Step::WordBack => before.unicode_word_indices().next_back().map_or(0, |(at, _)| at),
        Step::WordForward => {
            let word = after.unicode_word_indices().next();
            word.map_or(text.len(), |(at, word)| before.len() + at + word.len())
        }
        Step::LineStart => before.rfind('\n').map_or(0, |at| at + 1),
        Step::LineEnd => before.len() + after.find('\n').unwrap_or(after.len()),
        Step::Start => 0,
        Step::End => text.len(),
    }
}

/// The line at a byte offset.
pub(super) fn line(text: &str, byte: usize) -> Selection {
    Selection::over(along(text, byte, Step::LineStart)..along(text, byte, Step::LineEnd))
}

/// The word at a byte offset.
pub(super) fn word(text: &str, byte: usize) -> Selection {
    let start = along(text, byte, Step::LineStart);
    let line = text.get(start..along(text, byte, Step::LineEnd)).unwrap_or_default();
    let words = line.split_word_bound_indices().map(|(at, word)| start + at..start + at + word.len());
    words
        .into_iter()
        .find(|word| word.start <= byte && byte < word.end)
        .map_or(Selection::at(byte), Selection::over)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(caret: usize, step: Step, expected: usize) {
        assert_eq!(along("One two.\n👩‍👩‍👧 end", caret, step), expected, "{step:?}");
    }

    #[test]
    fn steps_are_clusters_words_and_lines() {
        check(9, Step::Forward, 27);
        check(27, Step::Back, 9);
        check(5, Step::WordBack, 4);
        check(3, Step::WordForward, 7);
        check(6, Step::LineStart, 0);
        check(6, Step::LineEnd, 8);
        check(0, Step::Back, 0);
        check(31, Step::Forward, 31);
    }

    #[test]
    fn two_clicks_select_a_word_and_three_a_line() {
        assert_eq!(word("One two.\nx", 5), Selection::over(4..7));
        assert_eq!(line("One two.\nx", 5), Selection::over(0..8));
        assert_eq!(word("", 0), Selection::at(0));
    }
}
