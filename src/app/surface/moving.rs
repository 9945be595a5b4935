//! The keys that move the cursor, within the text and out of it. `arrows` moves it by letter and by word.

use std::ops::Range;

use egui::{Key, Modifiers};

use super::values::{Entry, Leave};
use super::work::Work;
use crate::app::setting::{Arrow, Side};
use crate::writing::{Selection, stops};

/// How much of the viewport Page Up and Page Down scroll.
const PAGE_SHARE: f32 = 0.9;

impl Work<'_, '_> {
    /// Moves the cursor. Returns whether the key does.
    pub fn move_key(&mut self, key: Key, modifiers: Modifiers, by_word: bool) -> bool {
        let selection = self.memory.selection;
        let caret = selection.caret;
        let len = self.text.len();
        let to_edge = modifiers.mac_cmd;
        if modifiers.alt && !by_word {
            return false;
        }
        let arrow = match key {
            Key::ArrowLeft => Some(Arrow::Left),
            Key::ArrowRight => Some(Arrow::Right),
            _ => None,
        };
        if let Some(arrow) = arrow.filter(|_| !to_edge && !by_word) {
            self.by_letter(arrow, modifiers.shift);
            self.memory.aim_x = None;
            return true;
        }
        let (at, side) = match self.reading_key(key) {
            Key::ArrowLeft if to_edge => (self.row_ends().start, Side::After),
            Key::ArrowRight if to_edge => (self.row_ends().end, Side::Before),
            Key::ArrowLeft if by_word => (self.word_before(caret), Side::After),
            Key::ArrowRight if by_word => (self.word_after(caret), Side::After),
            Key::Home if modifiers.command => (0, Side::After),
            Key::End if modifiers.command => (len, Side::After),
            Key::Home => (self.row_ends().start, Side::After),
            Key::End => (self.row_ends().end, Side::Before),
            Key::ArrowUp if to_edge => (0, Side::After),
            Key::ArrowDown if to_edge => (len, Side::After),
            Key::ArrowUp if by_word => (self.paragraph_before(caret), Side::After),
            Key::ArrowDown if by_word => (self.paragraph_after(caret), Side::After),
            Key::ArrowUp => return self.step_row(-1, modifiers.shift),
            Key::ArrowDown => return self.step_row(1, modifiers.shift),
            Key::PageUp if !modifiers.command => return self.by_page(-1.0, modifiers.shift),
            Key::PageDown if !modifiers.command => return self.by_page(1.0, modifiers.shift),
            _ => return false,
        };
        self.go(at, side, modifiers.shift);
        self.memory.aim_x = None;
        true
    }

    /// Handles an arrow at the edge of the text by moving to the neighbouring field. Returns whether it did.
    pub fn step_out(&mut self, leave: Leave) -> bool {
        let is_free = match leave {
            Leave::Before(_) | Leave::Back => self.surface.neighbours.before,
            Leave::After(_) | Leave::On => self.surface.neighbours.after,
        };
        if is_free {
            self.leaves = Some(leave);
        }
        is_free
    }

    /// Places the cursor when keys moved it here from a neighbouring field. `left` is the x of the text's edge.
    pub fn come_in(&mut self, left: f32) {
        let last = self.memory.lines.len().saturating_sub(1);
        let (at, side) = match self.surface.entered {
            None => return,
            Some(Entry::Start) => (0, Side::After),
            Some(Entry::End) => (self.text.len(), Side::After),
            Some(Entry::FirstRow(x)) => self.in_row(0, 0, x - left),
            Some(Entry::LastRow(x)) => {
                let rows = self.laid(last).map_or(1, |set| set.row_count());
                self.in_row(last, rows.saturating_sub(1), x - left)
            }
        };
        self.memory.select(Selection::at(at));
        self.memory.side = side;
        if let Some(Entry::FirstRow(x) | Entry::LastRow(x)) = self.surface.entered {
            self.memory.aim_x = Some(x - left);
        }
    }

    /// Moves the cursor, and either extends or ends the selection.
    pub fn go(&mut self, at: usize, side: Side, selects: bool) {
        let anchor = if selects { self.memory.selection.anchor } else { at };
        self.memory.selection = Selection { anchor, caret: at };
        self.memory.side = side;
    }

    /// The first and the last position in the cursor's row.
    pub fn row_ends(&mut self) -> Range<usize> {
        let (caret, side) = (self.memory.selection.caret, self.memory.side);
        let index = self.memory.lines.at_byte(caret);
        let start = self.memory.lines.get(index).map_or(0, |line| line.start);
        let at = caret.saturating_sub(start);
        let row = self.laid(index).map(|set| set.row_range(set.row_of(at, side))).unwrap_or_default();
        let end = self.in_line(index, start + row.end);
        (start + row.start).min(end)..end
    }

    /// Moves to the row above or below; from the first row to the start of the text, and from the last one to its end.
    fn step_row(&mut self, step: isize, selects: bool) -> bool {
        let caret = self.memory.selection.caret;
        let x = match self.memory.aim_x {
            Some(x) => x,
            None => self.caret().left(),
        };
        let index = self.memory.lines.at_byte(caret);
        let start = self.memory.lines.get(index).map_or(0, |line| line.start);
        let (at, side) = (caret.saturating_sub(start), self.memory.side);
        let (row, rows) = self.laid(index).map_or((0, 1), |set| (set.row_of(at, side), set.row_count()));
        let next = match row.checked_add_signed(step) {
            Some(row) if row < rows => Some((index, row)),
            _ => self.row_beyond(index, step),
        };
        let (at, side) = match next {
            Some((index, row)) => self.in_row(index, row, x),
            None if !selects && self.steps_out_of_rows(step, x) => return true,
            None if step < 0 => (0, Side::After),
            None => (self.text.len(), Side::After),
        };
        self.go(at, side, selects);
        self.memory.aim_x = Some(x);
        true
    }

    /// Up in the first row and Down in the last one move to the neighbouring field, at the same x.
    fn steps_out_of_rows(&mut self, step: isize, x: f32) -> bool {
        let x = self.ui.cursor().min.x + x;
        let leave = if step < 0 { Leave::Before(Entry::LastRow(x)) } else { Leave::After(Entry::FirstRow(x)) };
        self.step_out(leave)
    }

    /// The last row of the line above, or the first row of the line below.
    fn row_beyond(&mut self, index: usize, step: isize) -> Option<(usize, usize)> {
        let index = self.line_beyond(index, step)?;
        let rows = self.laid(index)?.row_count();
        Some((index, if step < 0 { rows.saturating_sub(1) } else { 0 }))
    }

    fn in_row(&mut self, index: usize, row: usize, x: f32) -> (usize, Side) {
        let found = self.laid(index).map(|set| set.nearest_in_row(row, x));
        let (at, side) = found.unwrap_or_default();
        let start = self.memory.lines.get(index).map_or(0, |line| line.start);
        (self.in_line(index, stops::snap(&self.text, start + at)), side)
    }

    /// Moves by the height of the viewport.
    fn by_page(&mut self, direction: f32, selects: bool) -> bool {
        let caret = self.caret();
        let x = self.memory.aim_x.unwrap_or(caret.left());
        let page = (self.ui.clip_rect().height() * PAGE_SHARE).max(caret.height());
        let (at, side) = self.nearest(egui::pos2(x, caret.center().y + direction * page));
        self.go(at, side, selects);
        self.memory.aim_x = Some(x);
        true
    }
}
