//! Splits a text into lines that are styled and laid out separately, and keeps their heights. An edit only affects the
//! lines it touches. `style` says how a line looks, `laid_line` lays it out, and `cache` keeps the results.

use std::ops::Range;

use super::line::{Line, Quoted, State, cut, step};
use super::values::Kind;
use crate::app::stack::{Height, Learnt, Stack};
use crate::diff;
use crate::writing::paragraphs;

/// The lines of one text.
#[derive(Debug, Default)]
pub(super) struct Lines {
    text: String,
    lines: Vec<Line>,
    stack: Stack,
    kind: Kind,
}

/// How the lines differ from those of the previous text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Changed {
    /// The lines that were replaced, and the number of new ones.
    pub gone: Range<usize>,
    pub new: usize,
    /// The lines whose style may have changed.
    pub restyled: Range<usize>,
}

/// How to estimate heights.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Measure {
    /// The width of the text.
    pub width: f32,
    /// The mean width of a character.
    pub letter: f32,
    pub row: f32,
    /// The height of a blank line between two others.
    pub between: f32,
}

impl paragraphs::Lines for Lines {
    fn count(&self) -> usize {
        self.lines.len()
    }

    fn is_blank(&self, index: usize) -> bool {
        let state = |index: usize| self.get(index).map(|line| line.state);
        let Some((before, own)) = index.checked_sub(1).and_then(|before| self.get(before)).zip(state(index))
        else {
            return false;
        };
        let is_whole = before.is_last_piece() && self.get(index).is_some_and(Line::is_last_piece);
        let is_plain = self.kind == Kind::Blocks && !before.state.open.is_in_code();
        let is_quoted = |state: State| state.quoted != Quoted::Not;
        let is_between_quoted = || is_quoted(before.state) && state(index + 1).is_some_and(is_quoted);
        let is_blank = own.is_blank || (own.quoted == Quoted::Signs && is_between_quoted());
        is_whole && is_plain && is_blank
    }
}

impl Lines {
    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn len(&self) -> usize {
        self.lines.len()
    }

    pub fn get(&self, index: usize) -> Option<&Line> {
        self.lines.get(index)
    }

    /// The text of a line.
    pub fn text_of(&self, index: usize) -> &str {
        self.get(index).and_then(|line| self.text.get(line.range())).unwrap_or_default()
    }

    /// The first piece of the long line that this line is a piece of.
    pub fn first_piece(&self, index: usize) -> usize {
        let before = self.lines.get(..index).unwrap_or_default();
        before.iter().rposition(Line::is_last_piece).map_or(0, |last| last + 1)
    }

    /// The height of all lines.
    pub fn height(&self) -> f32 {
        self.stack.height()
    }

    /// The line that contains a byte offset.
    pub fn at_byte(&self, at: usize) -> usize {
        self.lines.partition_point(|line| line.start <= at).saturating_sub(1)
    }

    /// The line at a height. Above the text this is the first, below it the last.
    pub fn at_height(&self, y: f32) -> usize {
        self.stack.at(y)
    }

    /// The lines that are parsed together with this one.
    pub fn group_of(&self, index: usize) -> Range<usize> {
        let before = self.lines.get(..=index).unwrap_or_default();
        let start = before.iter().rposition(|line| line.opens_group).unwrap_or(0);
        let rest = self.lines.get(index + 1..).unwrap_or_default();
        let len = rest.iter().position(|line| line.opens_group).unwrap_or(rest.len());
        start..index + 1 + len
    }

    /// The bytes of a range of lines.
    pub fn bytes_of(&self, lines: Range<usize>) -> Range<usize> {
        let start = self.get(lines.start).map_or(self.text.len(), |line| line.start);
        let end = lines.end.checked_sub(1).and_then(|last| self.get(last)).map_or(start, |line| line.range().end);
        start..end.max(start)
    }

    /// Whether the previous line belongs to a code block that is still open, as far as is known without parsing.
    pub fn is_code(&self, index: usize) -> bool {
        let before = index.checked_sub(1).and_then(|before| self.get(before));
        before.is_some_and(|line| line.state.open.is_in_code())
    }

    /// The heights of the lines.
    pub fn stack(&self) -> &Stack {
        &self.stack
    }

    /// Records the drawn height of a line. Positions are updated when the stack is settled.
    pub fn learn(&mut self, index: usize, height: f32) -> Learnt {
        self.stack.learn(index, height)
    }

    /// Recomputes the positions of the lines.
    pub fn settle(&mut self) {
        self.stack.settle();
    }

    /// Drops all heights, because the width or the type has changed.
    pub fn forget(&mut self, measure: Measure) {
        let state = |index: usize| self.lines.get(index).map(|line| line.state);
        let height = |(index, line): (usize, &Line)| {
            let before = index.checked_sub(1).and_then(state);
            let is_folded = line.state.is_further_blank(before, self.kind);
            Height::Estimated(if is_folded { 0.0 } else { estimate(self.text_of(index), measure) })
        };
        let heights: Vec<Height> = self.lines.iter().enumerate().map(height).collect();
        self.stack.replace(0..self.len(), heights);
        self.settle();
    }

    /// Whether a line continues a list, as far as is known without parsing.
    pub fn is_in_list(&self, index: usize) -> bool {
        self.get(index).is_some_and(|line| line.state.open.is_in_list())
    }

    /// Updates to a text. Returns what has changed, if anything.
    pub fn update(&mut self, text: &str, kind: Kind, measure: Measure) -> Option<Changed> {
        if self.lines.is_empty() || kind != self.kind {
            let gone = 0..self.len();
            self.kind = kind;
            text.clone_into(&mut self.text);
            self.lines = cut(text, 0..text.len());
            self.follow(0, self.len());
            self.stack = Stack::default();
            self.forget(measure);
            return Some(Changed { gone, new: self.len(), restyled: 0..self.len() });
        }
        if self.text == text {
            return None;
        }
        let (changed, _) = diff::differing(&self.text, text);
        Some(self.splice(changed, text, measure))
    }

    /// Updates to `text`, in which `range` of the old text was replaced.
    fn splice(&mut self, range: Range<usize>, text: &str, measure: Measure) -> Changed {
        let (first, last) = self.touched(&range);
        let from = self.get(first).map_or(0, |line| line.start);
        let old_end = self.get(last).map_or(self.text.len(), |line| line.start + line.whole_len());
        let end = (old_end + text.len()).saturating_sub(self.text.len());
        let is_end = last + 1 == self.len();
        let mut new = cut(text, from..if is_end { text.len() } else { end });
        // A line break at the end of the range belongs to it, and the line after it exists already.
        if !is_end {
            new.pop();
        }
        text.clone_into(&mut self.text);
        self.put(first..last + 1, &new, measure);
        let count = new.len();
        self.lines.splice(first..=last, new);
        self.place(first);
        let done = self.follow(first, first + count);
        self.settle();
        let start = self.group_of(first.saturating_sub(1)).start;
        let end = self.group_of(done.saturating_sub(1).clamp(start, self.len().saturating_sub(1))).end;
        Changed { gone: first..last + 1, new: count, restyled: start..end }
    }

    /// Replaces lines and estimates the heights of the new ones. A line being edited keeps its height until it is
    /// drawn.
    fn put(&mut self, gone: Range<usize>, new: &[Line], measure: Measure) {
        let known: Vec<f32> = gone.clone().map(|index| self.stack.height_of(index).points()).collect();
        let height = |(index, line): (usize, &Line)| {
            let estimate = || estimate(self.text.get(line.range()).unwrap_or_default(), measure);
            // A new estimate would move everything below for one frame.
            Height::Estimated(known.get(index).copied().unwrap_or_else(estimate))
        };
        let heights: Vec<Height> = new.iter().enumerate().map(height).collect();
        self.stack.replace(gone, heights);
    }

    /// Recomputes the starts of lines from `from` on.
    fn place(&mut self, from: usize) {
        let before = from.checked_sub(1).and_then(|before| self.get(before));
        let mut start = before.map_or(0, |line| line.start + line.whole_len());
        for line in self.lines.get_mut(from..).unwrap_or_default() {
            line.start = start;
            start += line.whole_len();
        }
    }

    /// The first and the last line affected by a change, extended to complete lines of the text.
    fn touched(&self, range: &Range<usize>) -> (usize, usize) {
        let (mut first, mut last) = (self.at_byte(range.start), self.at_byte(range.end));
        while first > 0 && self.get(first - 1).is_some_and(|line| !line.is_last_piece()) {
            first -= 1;
        }
        while last + 1 < self.len() && self.get(last).is_some_and(|line| !line.is_last_piece()) {
            last += 1;
        }
        (first, last)
    }

    /// Recomputes the state of the lines from `from` on, through the new lines and until nothing changes any more.
    /// Returns the index after the last changed line.
    fn follow(&mut self, from: usize, new_end: usize) -> usize {
        let mut state = from.checked_sub(1).and_then(|before| self.get(before)).map(|line| line.state);
        for index in from..self.lines.len() {
            let (text, Some(line)) = (&self.text, self.lines.get_mut(index)) else { break };
            let content = text.get(line.range()).unwrap_or_default();
            let (opens_group, next) = step(state, content, self.kind);
            let is_same = line.opens_group == opens_group && line.state == next;
            (line.opens_group, line.state) = (opens_group, next);
            if next.is_further_blank(state, self.kind) && self.stack.height_of(index).points() != 0.0 {
                self.stack.set(index, Height::Estimated(0.0));
            }
            if index >= new_end && is_same {
                return index;
            }
            state = Some(next);
        }
        self.lines.len()
    }
}

/// The estimated height of a line.
fn estimate(line: &str, measure: Measure) -> f32 {
    if line.is_empty() {
        return measure.between;
    }
    let letters = line.bytes().filter(|byte| byte & 0xC0 != 0x80).count() as f32;
    (letters * measure.letter / measure.width.max(1.0)).ceil().max(1.0) * measure.row
}

#[cfg(test)]
mod tests;
