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
    /// What a line is to the caret.
    pub(super) fn room(&self, index: usize) -> Room {
        paragraphs::room(&self.lines, index, self.open_line())
    }

    /// The lines of the gap that a line is a part of.
    pub(super) fn gap(&self, index: usize) -> Range<usize> {
        paragraphs::gap(&self.lines, index, self.open_line())
    }

    /// The blank line that is an empty paragraph being written.
    pub(super) fn open_line(&self) -> Option<usize> {
        let index = self.lines.at_byte(self.open?);
        self.lines.is_blank(index).then_some(index)
    }

    /// The last place of a line; what makes its break one that is kept belongs to the break.
    pub(super) fn end_of(&self, index: usize) -> usize {
        let Some(line) = self.lines.get(index) else { return self.lines.text().len() };
        let is_kept = line.break_len > 0 && !self.lines.is_code(index + 1);
        let mark = if is_kept { paragraphs::break_mark(self.lines.text_of(index)) } else { 0 };
        line.range().end - mark
    }

    pub(super) fn start_of(&self, index: usize) -> usize {
        self.lines.get(index).map_or(self.lines.text().len(), |line| line.start)
    }

    /// The nearest place in which the caret may stand.
    fn settled(&self, at: usize, toward: Toward) -> usize {
        let gap = self.gap(self.lines.at_byte(at));
        match toward {
            _ if gap.is_empty() => at,
            Toward::Start => self.lines.get(gap.start.saturating_sub(1)).map_or(at, |line| line.range().end),
            Toward::End => self.start_of(gap.end),
        }
    }

    /// A selection neither end of which is in a gap; one that covered a part of it covers it all.
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
    /// The place before this one.
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

    /// The place after this one.
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

    /// The start of the word before; the end of a line is a stop.
    pub fn word_before(&mut self, at: usize) -> usize {
        let is_start = at <= self.memory.start_of(self.memory.lines.at_byte(at));
        let before = if is_start { self.letter_before(at) } else { stops::word_before(&self.text, at) };
        self.out_of_chip(before, Toward::Start)
    }

    /// The end of the word after; the end of a line is a stop.
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

    /// The start of the paragraph, or of the one before where the caret is there.
    pub fn paragraph_before(&self, at: usize) -> usize {
        let start = stops::line_start(&self.text, at);
        if start < at { start } else { stops::line_start(&self.text, self.letter_before(at)) }
    }

    /// The start of the next paragraph, or the end of the text.
    pub fn paragraph_after(&self, at: usize) -> usize {
        self.letter_after(stops::line_end(&self.text, at))
    }

    /// A place of a line, not behind its last one.
    pub fn in_line(&self, index: usize, at: usize) -> usize {
        at.min(self.memory.end_of(index))
    }

    /// The line above or below in which the caret may stand.
    pub fn line_beyond(&self, index: usize, step: isize) -> Option<usize> {
        let next = index.checked_add_signed(step).filter(|index| *index < self.memory.lines.len())?;
        let gap = self.memory.gap(next);
        match step < 0 {
            _ if gap.is_empty() => Some(next),
            true => gap.start.checked_sub(1),
            false => Some(gap.end),
        }
    }

    /// The line at a height of the text; of a gap, whichever line beside it is nearer.
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

    /// After Enter: the paragraph that it made is open, be it the one with the caret or the one above.
    pub fn open_paragraph(&mut self, made_at: usize) {
        let caret = self.memory.selection.caret;
        let is_caret_in_blank = self.memory.lines.is_blank(self.memory.lines.at_byte(caret));
        self.memory.open = Some(if is_caret_in_blank { caret } else { made_at });
    }

    /// Whether an empty paragraph is open right above the caret, which stands before the first word of its own.
    pub fn is_below_open(&self) -> bool {
        let caret = self.memory.selection.caret;
        let index = self.memory.lines.at_byte(caret);
        let above = self.line_beyond(index, -1);
        above.is_some() && caret == self.memory.start_of(index) && above == self.memory.open_line()
    }

    /// Whether the empty paragraph that is open is right below the caret, which stands behind the last word of its own.
    pub fn is_above_open(&self) -> bool {
        let caret = self.memory.selection.caret;
        let index = self.memory.lines.at_byte(caret);
        let below = self.line_beyond(index, 1);
        below.is_some() && caret >= self.memory.end_of(index) && below == self.memory.open_line()
    }

    /// An empty paragraph that the caret has left is a gap like any other.
    pub fn close_paragraph(&mut self) {
        if self.memory.open_line() != Some(self.memory.lines.at_byte(self.memory.selection.caret)) {
            self.memory.open = None;
        }
    }

    /// The look of a line with the caret in it, while one writes.
    pub fn with_caret(&self, index: usize, style: Arc<Style>) -> Arc<Style> {
        let caret = self.memory.selection.caret;
        let is_here = self.memory.had_focus && self.memory.lines.at_byte(caret) == index;
        let is_plain = style.spans.len() == 1 && style.lead == 0;
        match self.memory.lines.get(index).filter(|_| is_here && !is_plain) {
            Some(line) => Arc::new(style.with_caret(caret.saturating_sub(line.start))),
            None => style,
        }
    }

    /// The look of a line where the caret never stands.
    pub fn gap_style(&self, style: &Arc<Style>) -> Arc<Style> {
        Arc::new(Style { form: Form::Between, ..(**style).clone() })
    }
}
