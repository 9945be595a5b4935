//! Where the cursor may be in a drawn text, and the positions next to it. The gap between two paragraphs is one step;
//! the rules are in `writing::paragraphs`.

use std::ops::Range;
use std::sync::Arc;

use super::memory::Memory;
use super::seen::Toward;
use super::style::{Form, Style};
use super::work::Work;
use crate::writing::paragraphs::{self, Lines as _, Room};
use crate::writing::{Selection, stops};

impl Memory {
    /// What a line is for the cursor.
    pub(super) fn room(&self, index: usize) -> Room {
        paragraphs::room(&self.lines, index, self.open_line())
    }

    /// The gap that contains a line.
    pub(super) fn gap(&self, index: usize) -> Range<usize> {
        paragraphs::gap(&self.lines, index, self.open_line())
    }

    /// The blank line that is an empty paragraph being written.
    pub(super) fn open_line(&self) -> Option<usize> {
        let index = self.lines.at_byte(self.open?);
        self.lines.is_blank(index).then_some(index)
    }

    /// The last position in a line. The marker of a hard line break belongs to the break.
    pub(super) fn end_of(&self, index: usize) -> usize {
        let Some(line) = self.lines.get(index) else { return self.lines.text().len() };
        let is_kept = line.break_len > 0 && !self.lines.is_code(index + 1);
        let mark = if is_kept { paragraphs::break_mark(self.lines.text_of(index)) } else { 0 };
        line.range().end - mark
    }

    pub(super) fn start_of(&self, index: usize) -> usize {
        self.lines.get(index).map_or(self.lines.text().len(), |line| line.start)
    }

    /// The nearest position where the cursor may be.
    fn settled(&self, at: usize, toward: Toward) -> usize {
        let gap = self.gap(self.lines.at_byte(at));
        match toward {
            _ if gap.is_empty() => at,
            Toward::Start => self.lines.get(gap.start.saturating_sub(1)).map_or(at, |line| line.range().end),
            Toward::End => self.start_of(gap.end),
        }
    }

    /// A selection without an end in a gap. A gap that is partly selected becomes selected completely.
    pub(super) fn settled_selection(&self, selection: Selection) -> Selection {
        let range = selection.range();
        let start = self.settled(range.start, Toward::Start);
        let end = if selection.is_empty() { start } else { self.settled(range.end, Toward::End) };
        match selection.anchor <= selection.caret {
            true => Selection { anchor: start, caret: end },
            false => Selection { anchor: end, caret: start },
        }
    }
}

impl Work<'_, '_> {
    /// The previous position.
    pub fn before(&mut self, at: usize) -> usize {
        let before = self.letter_before(at);
        self.out_of_chip(before, Toward::Start)
    }

    fn letter_before(&self, at: usize) -> usize {
        let index = self.memory.lines.at_byte(at);
        let Some(above) = index.checked_sub(1).filter(|_| at <= self.memory.start_of(index)) else {
            return stops::before(&self.text, at);
        };
        let gap = self.memory.gap(above);
        match gap.start.checked_sub(1).filter(|_| !gap.is_empty()) {
            Some(words) => self.memory.settled(self.memory.start_of(words + 1), Toward::Start),
            None if self.memory.lines.get(above).is_some_and(|line| line.break_len > 0) => {
                self.memory.end_of(above)
            }
            None => stops::before(&self.text, at),
        }
    }

    /// The next position.
    pub fn after(&mut self, at: usize) -> usize {
        let after = self.letter_after(at);
        self.out_of_chip(after, Toward::End)
    }

    fn letter_after(&self, at: usize) -> usize {
        let index = self.memory.lines.at_byte(at);
        let has_break = self.memory.lines.get(index).is_some_and(|line| line.break_len > 0);
        if !has_break || at < self.memory.end_of(index) {
            return stops::after(&self.text, at);
        }
        let gap = self.memory.gap(index + 1);
        self.memory.start_of(if gap.is_empty() { index + 1 } else { gap.end })
    }

    /// The start of the previous word; also stops at the end of a line.
    pub fn word_before(&mut self, at: usize) -> usize {
        let is_start = at <= self.memory.start_of(self.memory.lines.at_byte(at));
        let before = if is_start { self.letter_before(at) } else { stops::word_before(&self.text, at) };
        self.out_of_chip(before, Toward::Start)
    }

    /// The end of the next word; also stops at the end of a line.
    pub fn word_after(&mut self, at: usize) -> usize {
        let after = self.word_end_after(at);
        self.out_of_chip(after, Toward::End)
    }

    fn word_end_after(&self, at: usize) -> usize {
        let index = self.memory.lines.at_byte(at);
        let end = self.memory.end_of(index);
        let has_break = self.memory.lines.get(index).is_some_and(|line| line.break_len > 0);
        match has_break {
            true if at >= end => self.letter_after(at),
            true => stops::word_after(&self.text, at).min(end),
            false => stops::word_after(&self.text, at),
        }
    }

    /// The start of the paragraph, or of the previous one if the cursor is already there.
    pub fn paragraph_before(&self, at: usize) -> usize {
        let start = stops::line_start(&self.text, at);
        if start < at { start } else { stops::line_start(&self.text, self.letter_before(at)) }
    }

    /// The start of the next paragraph, or the end of the text.
    pub fn paragraph_after(&self, at: usize) -> usize {
        self.letter_after(stops::line_end(&self.text, at))
    }

    /// A position, limited to the last one of a line.
    pub fn in_line(&self, index: usize, at: usize) -> usize {
        at.min(self.memory.end_of(index))
    }

    /// The next line above or below where the cursor may be.
    pub fn line_beyond(&self, index: usize, step: isize) -> Option<usize> {
        let next = index.checked_add_signed(step).filter(|index| *index < self.memory.lines.len())?;
        let gap = self.memory.gap(next);
        match step < 0 {
            _ if gap.is_empty() => Some(next),
            true => gap.start.checked_sub(1),
            false => Some(gap.end),
        }
    }

    /// The line at a height of the text; for a gap, the nearer of the lines around it.
    pub fn line_at(&self, y: f32) -> usize {
        let lines = &self.memory.lines;
        let index = lines.at_height(y);
        let gap = self.memory.gap(index);
        let Some(above) = gap.start.checked_sub(1).filter(|_| !gap.is_empty() && gap.end < lines.len()) else {
            return index;
        };
        let middle = (lines.stack().span_of(above).max + lines.stack().top_of(gap.end)) / 2.0;
        if y < middle { above } else { gap.end }
    }

    /// Opens the paragraph that Enter has created, which is the one with the cursor or the one above it.
    pub fn open_paragraph(&mut self, made_at: usize) {
        let caret = self.memory.selection.caret;
        let is_caret_in_blank = self.memory.lines.is_blank(self.memory.lines.at_byte(caret));
        self.memory.open = Some(if is_caret_in_blank { caret } else { made_at });
    }

    /// Whether the cursor is at the start of a paragraph directly below the open empty paragraph.
    pub fn is_below_open(&self) -> bool {
        let caret = self.memory.selection.caret;
        let index = self.memory.lines.at_byte(caret);
        let above = self.line_beyond(index, -1);
        above.is_some() && caret == self.memory.start_of(index) && above == self.memory.open_line()
    }

    /// Whether the cursor is at the end of a paragraph directly above the open empty paragraph.
    pub fn is_above_open(&self) -> bool {
        let caret = self.memory.selection.caret;
        let index = self.memory.lines.at_byte(caret);
        let below = self.line_beyond(index, 1);
        below.is_some() && caret >= self.memory.end_of(index) && below == self.memory.open_line()
    }

    /// Turns an empty paragraph that the cursor has left into a gap.
    pub fn close_paragraph(&mut self) {
        if self.memory.open_line() != Some(self.memory.lines.at_byte(self.memory.selection.caret)) {
            self.memory.open = None;
        }
    }

    /// The style of a line, with the cursor if it is there and the text has the focus.
    pub fn with_caret(&self, index: usize, style: Arc<Style>) -> Arc<Style> {
        let caret = self.memory.selection.caret;
        let is_here = self.memory.had_focus && self.memory.lines.at_byte(caret) == index;
        let is_plain = style.spans.len() == 1 && style.lead == 0;
        match self.memory.lines.get(index).filter(|_| is_here && !is_plain) {
            Some(line) => Arc::new(style.with_caret(caret.saturating_sub(line.start))),
            None => style,
        }
    }

    /// The style of a line where the cursor never is.
    pub fn gap_style(&self, style: &Arc<Style>) -> Arc<Style> {
        Arc::new(Style { form: Form::Between, ..(**style).clone() })
    }
}
