//! The left and right arrow keys. They move the cursor the way they point: in right-to-left text, the left arrow moves
//! forward.

use egui::Key;

use super::values::{Entry, Leave};
use super::work::Work;
use crate::app::setting::{Arrow, Reached, Side};
use crate::page::Direction;

impl Work<'_, '_> {
    /// Whether the cursor is in a right-to-left line.
    fn is_in_leftward(&mut self) -> bool {
        let index = self.memory.lines.at_byte(self.memory.selection.caret);
        !self.is_plain(index) && self.laid(index).is_some_and(|set| set.direction() == Direction::RightToLeft)
    }

    /// The key that does the same in a left-to-right line.
    pub fn reading_key(&mut self, key: Key) -> Key {
        match key {
            Key::ArrowLeft if self.is_in_leftward() => Key::ArrowRight,
            Key::ArrowRight if self.is_in_leftward() => Key::ArrowLeft,
            other => other,
        }
    }

    /// Moves the cursor by one character, or to an end of the selection.
    pub fn by_letter(&mut self, arrow: Arrow, selects: bool) {
        let selection = self.memory.selection;
        if !selection.is_empty() && !selects {
            let range = selection.range();
            let is_back = (arrow == Arrow::Left) != self.is_in_leftward();
            return self.go(if is_back { range.start } else { range.end }, Side::After, false);
        }
        let index = self.memory.lines.at_byte(selection.caret);
        let reached = if self.is_plain(index) { self.next_plain(arrow) } else { self.next_seen(index, arrow) };
        match reached {
            Reached::At(at, side) => self.go(at, side, selects),
            Reached::Start => self.leave_line(index, Leave::Before(Entry::End), selects),
            Reached::End => self.leave_line(index, Leave::After(Entry::Start), selects),
        }
    }

    /// In a line that is entirely left-to-right.
    fn next_plain(&mut self, arrow: Arrow) -> Reached {
        let caret = self.memory.selection.caret;
        match arrow {
            Arrow::Left if caret == 0 => Reached::Start,
            Arrow::Right if caret == self.text.len() => Reached::End,
            Arrow::Left => {
                let before = self.before(caret);
                self.arrived(before, Side::After)
            }
            Arrow::Right => {
                let after = self.after(caret);
                self.arrived(after, Side::Before)
            }
        }
    }

    /// In a line with right-to-left text: to the next character in visual order.
    fn next_seen(&mut self, index: usize, arrow: Arrow) -> Reached {
        let (caret, side) = (self.memory.selection.caret, self.memory.side);
        let (start, end) = (self.memory.start_of(index), self.memory.end_of(index));
        let reached = self.laid(index).map(|set| set.step(caret.saturating_sub(start), side, arrow));
        match reached.unwrap_or(Reached::End) {
            Reached::At(at, _) if start + at > end && caret >= end => Reached::End,
            Reached::At(at, side) => Reached::At((start + at).min(end), side),
            Reached::Start => Reached::Start,
            Reached::End => Reached::End,
        }
    }

    /// Moves to the line before or after, or out of the text.
    fn leave_line(&mut self, index: usize, leave: Leave, selects: bool) {
        let is_back = matches!(leave, Leave::Before(_) | Leave::Back);
        let (edge, beyond) = match is_back {
            true => (0, self.memory.start_of(index)),
            false => (self.text.len(), self.memory.end_of(index)),
        };
        if !selects && beyond == edge && self.step_out(leave) {
            return;
        }
        let (at, start_side) = match is_back {
            true => (self.before(beyond), Side::After),
            false => (self.after(beyond), Side::Before),
        };
        if let Reached::At(at, side) = self.arrived(at, start_side) {
            self.go(at, side, selects);
        }
    }

    /// The side of the cursor after a move. At the start of a line entered from above, it is at the edge, whatever the
    /// first character is.
    fn arrived(&mut self, at: usize, start_side: Side) -> Reached {
        let index = self.memory.lines.at_byte(at);
        let is_start = at == self.memory.start_of(index);
        let side = if is_start && !self.is_plain(index) { start_side } else { Side::After };
        Reached::At(at, side)
    }
}
