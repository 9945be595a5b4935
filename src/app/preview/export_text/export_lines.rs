//! The lines of a long text, split at line breaks and at a maximum length. They are laid out when they come into view
//! and have estimated heights until then.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use egui::text::LayoutJob;
use egui::{Pos2, Rangef, Ui, pos2};

use super::tint;
use crate::app::setting::{self, Arrow, Kept, Manner, Reached, Side, Typeset};
use crate::app::stack::{Height, Stack};
use crate::app::theme;
use crate::format::Format;

/// The lines of a text from top to bottom.
#[derive(Default)]
pub(super) struct ExportLines {
    /// In bytes of the text, without line breaks.
    lines: Vec<Range<usize>>,
    stack: Stack,
    fit: Option<Fit>,
    /// The layout jobs of visible lines, by line.
    jobs: RefCell<HashMap<usize, Arc<(LayoutJob, Kept)>>>,
    news: bool,
}

/// What the heights depend on.
#[derive(Clone, Copy, PartialEq)]
struct Fit {
    width: f32,
    scale: f32,
    is_dark: bool,
}

/// Lines longer than this, in bytes, are laid out in pieces.
const LONGEST: usize = 2_000;
/// The greatest number of layout jobs kept.
pub(crate) const KEPT: usize = 400;
/// How far beyond the viewport lines are laid out.
const OVERSCAN: f32 = 60.0;
const PASSES: usize = 6;

impl ExportLines {
    /// The lines of a text. Lines within the first `same` bytes keep the heights they had in the previous text.
    pub(super) fn new(text: &str, before: &ExportLines, same: usize) -> ExportLines {
        let mut lines = Vec::with_capacity(before.lines.len());
        let mut heights = Vec::with_capacity(before.lines.len());
        let mut start = 0;
        for line in text.split('\n') {
            for piece in pieces(line) {
                let bytes = start + piece.start..start + piece.end;
                let index = lines.len();
                let is_known = bytes.end < same && before.lines.get(index) == Some(&bytes);
                heights.push(if is_known { before.stack.height_of(index) } else { Height::Estimated(0.0) });
                lines.push(bytes);
            }
            start += line.len() + 1;
        }
        let mut stack = Stack::default();
        stack.replace(0..0, heights);
        ExportLines { lines, stack, fit: None, jobs: RefCell::default(), news: true }.fitted_as(before.fit)
    }

    fn fitted_as(mut self, fit: Option<Fit>) -> ExportLines {
        if let Some(fit) = fit {
            self.estimate(fit.width);
            self.fit = Some(fit);
        }
        self
    }

    /// Updates to the available width.
    pub(super) fn fit(&mut self, ui: &Ui, width: f32, text: &str) {
        let fit =
            Fit { width: width.max(1.0), scale: ui.ctx().pixels_per_point(), is_dark: ui.visuals().dark_mode };
        if self.fit == Some(fit) {
            return;
        }
        if self.lines.is_empty() {
            *self = ExportLines::new(text, &ExportLines::default(), 0);
        }
        self.jobs.borrow_mut().clear();
        let unknown = vec![Height::Estimated(0.0); self.lines.len()];
        self.stack.replace(0..self.lines.len(), unknown);
        self.estimate(fit.width);
        self.fit = Some(fit);
    }

    fn estimate(&mut self, width: f32) {
        let letters = (width / (theme::CODE.size * MEAN_WIDTH)).max(1.0);
        for (index, bytes) in self.lines.iter().enumerate() {
            if !self.stack.height_of(index).is_known() {
                let rows = (bytes.len() as f32 / letters).ceil().max(1.0);
                self.stack.set(index, Height::Estimated(rows * theme::CODE.line_height));
            }
        }
        self.stack.settle();
    }

    /// Drops all layouts.
    pub(super) fn let_go(&mut self) {
        *self.jobs.borrow_mut() = HashMap::new();
    }

    /// The number of laid-out lines.
    pub(super) fn laid(&self) -> usize {
        self.jobs.borrow().len()
    }

    pub(super) fn height(&self) -> f32 {
        self.stack.height()
    }

    pub(super) fn width(&self) -> f32 {
        self.fit.map_or(0.0, |fit| fit.width)
    }

    /// The top of a line, only for the first call after a change of the text.
    pub(super) fn take_news(&mut self, line: usize) -> Option<f32> {
        let is_there = line < self.lines.len();
        std::mem::take(&mut self.news).then(|| self.stack.top_of(line)).filter(|_| is_there)
    }

    /// The line that contains a byte.
    pub(super) fn at_byte(&self, byte: usize) -> usize {
        self.lines.partition_point(|bytes| bytes.start <= byte).saturating_sub(1)
    }

    /// The lines that overlap a range of heights, each with its top.
    pub(super) fn seen(&self, seen: Rangef) -> impl Iterator<Item = (usize, f32)> + '_ {
        self.stack.meeting(seen).map(|index| (index, self.stack.top_of(index)))
    }

    /// The bytes of the lines that overlap a range of heights.
    pub(super) fn bytes(&self, seen: Rangef) -> Range<usize> {
        let of = |index: usize| self.lines.get(index).cloned().unwrap_or_default();
        let lines = self.stack.meeting(seen);
        let last = lines.end.checked_sub(1).filter(|last| *last >= lines.start);
        last.map_or(0..0, |last| of(lines.start).start..of(last).end)
    }

    /// Lays out the visible lines. Returns by how much the lines above turned out higher than estimated.
    pub(super) fn lay_seen(&mut self, ui: &Ui, text: &str, format: Option<Format>, seen: Rangef) -> f32 {
        let mut shift = 0.0;
        for _ in 0..PASSES {
            let view = Rangef::new(seen.min + shift - OVERSCAN, seen.max + shift + OVERSCAN);
            let unknown: Vec<usize> = self.seen(view).map(|(index, _)| index).collect();
            let mut has_changed = false;
            for index in unknown {
                let delta = self.lay(ui, text, format, index);
                has_changed |= delta != 0.0;
                if self.stack.top_of(index) < seen.min + shift {
                    shift += delta;
                }
            }
            if !has_changed {
                break;
            }
            self.stack.settle();
        }
        shift
    }

    /// Lays out a line unless it is laid out already. Returns by how much its height differs from the estimate.
    fn lay(&mut self, ui: &Ui, text: &str, format: Option<Format>, index: usize) -> f32 {
        let width = self.width();
        let Some(bytes) = self.lines.get(index) else { return 0.0 };
        let mut jobs = self.jobs.borrow_mut();
        if self.stack.height_of(index).is_known() && jobs.contains_key(&index) {
            return 0.0;
        }
        if jobs.len() > KEPT {
            jobs.clear();
        }
        let shown = text.get(bytes.clone()).unwrap_or_default();
        let job = tint::job(shown, format, width, theme::tokens(ui));
        let job = Arc::new((job, Kept::default()));
        let height = job.1.set(ui.ctx(), &job.0, &Manner::default()).height().max(theme::CODE.line_height);
        jobs.insert(index, job);
        self.stack.learn(index, height).points()
    }

    /// The layout of a visible line, and its bytes.
    pub(super) fn set(&self, ui: &Ui, index: usize) -> Option<(Range<usize>, Arc<Typeset>)> {
        let job = self.jobs.borrow().get(&index).cloned()?;
        let set = job.1.set(ui.ctx(), &job.0, &Manner::default());
        Some((self.lines.get(index)?.clone(), set))
    }

    /// The layout of a line, visible or not.
    fn any_set(&self, ui: &Ui, text: &str, index: usize) -> Option<(Range<usize>, Arc<Typeset>)> {
        let bytes = self.lines.get(index)?.clone();
        let shown = text.get(bytes.clone())?;
        let job = tint::job(shown, None, self.width(), theme::tokens(ui));
        self.set(ui, index).or_else(|| Some((bytes, Arc::new(setting::set(ui.ctx(), job, &Manner::default())))))
    }

    /// The byte offset at a point of the text.
    pub(super) fn byte_at(&self, ui: &Ui, text: &str, at: Pos2) -> usize {
        let index = self.stack.at(at.y);
        let Some((bytes, set)) = self.any_set(ui, text, index) else { return 0 };
        let top = self.stack.top_of(index);
        bytes.start + set.nearest(pos2(at.x, at.y - top)).0
    }

    /// The target of an arrow key in a line with right-to-left text; `None` if the line is left-to-right.
    pub(super) fn step(&self, ui: &Ui, text: &str, (byte, side): (usize, Side), arrow: Arrow) -> Option<Reached> {
        let (bytes, set) = self.any_set(ui, text, self.at_byte(byte))?;
        let reached = (!set.is_plain()).then(|| set.step(byte.saturating_sub(bytes.start), side, arrow))?;
        Some(match reached {
            Reached::At(at, side) => Reached::At(bytes.start + at, side),
            Reached::Start | Reached::End => reached,
        })
    }

    /// The top left corner of the character at a byte offset.
    pub(super) fn caret(&self, ui: &Ui, text: &str, byte: usize) -> Option<Pos2> {
        self.caret_beside(ui, text, byte, Side::After)
    }

    /// The position of the cursor at a byte offset.
    pub(super) fn caret_beside(&self, ui: &Ui, text: &str, byte: usize, side: Side) -> Option<Pos2> {
        let index = self.at_byte(byte);
        let (bytes, set) = self.any_set(ui, text, index)?;
        let rect = set.caret(byte.saturating_sub(bytes.start), side);
        Some(pos2(rect.left(), rect.top() + self.stack.top_of(index)))
    }

    /// The byte offset a number of rows above or below another one.
    pub(super) fn rows_away(&self, ui: &Ui, text: &str, byte: usize, rows: i32) -> usize {
        let Some(at) = self.caret(ui, text, byte) else { return byte };
        let y = at.y + (rows as f32 + 0.5) * theme::CODE.line_height;
        match y {
            y if y < 0.0 => 0,
            y if y > self.height() => text.len(),
            y => self.byte_at(ui, text, pos2(at.x, y)),
        }
    }
}

/// The width of a character of the monospaced font, relative to the font size.
const MEAN_WIDTH: f32 = 0.6;

/// Cuts a line into pieces of limited length, at spaces if possible.
fn pieces(line: &str) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    while line.len() - start > LONGEST {
        let mut end = start + LONGEST;
        while !line.is_char_boundary(end) {
            end -= 1;
        }
        let room = line.get(start..end).unwrap_or_default();
        let cut = room.rfind(' ').map_or(end, |space| start + space + 1);
        pieces.push(start..cut);
        start = cut;
    }
    pieces.push(start..line.len());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_byte_of_a_text_is_lost_between_lines() {
        let text = format!("a\n\n{}\nb{}", "word ".repeat(1_000), "é".repeat(3_000));
        let lines = ExportLines::new(&text, &ExportLines::default(), 0);
        let mut end = 0;
        for bytes in &lines.lines {
            assert!(bytes.len() <= LONGEST);
            assert!(matches!(&text[end..bytes.start], "" | "\n"), "{end}");
            end = bytes.end;
        }
        assert_eq!(end, text.len());
        assert_eq!(lines.at_byte(0), 0);
        assert_eq!(lines.at_byte(text.len()), lines.lines.len() - 1);
    }
}
