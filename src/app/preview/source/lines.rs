//! The lines of a long text: cut where they break or get long, laid out when they come into view, until then estimated.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use egui::text::{CCursor, LayoutJob};
use egui::{Galley, Pos2, Rangef, Ui, pos2};

use super::tint;
use crate::app::theme;
use crate::format::Format;

/// The lines of a text, one under the other.
#[derive(Default)]
pub(super) struct Lines {
    lines: Vec<Line>,
    fit: Option<Fit>,
    /// The layout jobs of lines in view, by line.
    jobs: RefCell<HashMap<usize, Arc<LayoutJob>>>,
    news: bool,
}

#[derive(Clone, Debug)]
struct Line {
    /// In bytes of the text, without the break.
    bytes: Range<usize>,
    top: f32,
    height: f32,
    is_measured: bool,
}

/// What heights depend on.
#[derive(Clone, Copy, PartialEq)]
struct Fit {
    width: f32,
    scale: f32,
    is_dark: bool,
}

/// A line longer than this, in bytes, is laid out in pieces.
const LONGEST: usize = 2_000;
/// More layout jobs than this are not kept.
pub(crate) const KEPT: usize = 400;
/// So far beyond the view lines are laid out.
const OVERSCAN: f32 = 60.0;
const PASSES: usize = 6;

impl Lines {
    /// The lines of a text. Those before the first `same` bytes have the heights they had in the text before.
    pub(super) fn new(text: &str, before: &Lines, same: usize) -> Lines {
        let mut lines = Vec::with_capacity(before.lines.len());
        let mut start = 0;
        for line in text.split('\n') {
            for piece in pieces(line) {
                let bytes = start + piece.start..start + piece.end;
                let known = before.lines.get(lines.len()).filter(|known| known.bytes == bytes && bytes.end < same);
                lines.push(known.cloned().unwrap_or(Line { bytes, top: 0.0, height: 0.0, is_measured: false }));
            }
            start += line.len() + 1;
        }
        Lines { lines, fit: None, jobs: RefCell::default(), news: true }.fitted_as(before.fit)
    }

    fn fitted_as(mut self, fit: Option<Fit>) -> Lines {
        if let Some(fit) = fit {
            self.estimate(fit.width);
            self.fit = Some(fit);
        }
        self
    }

    /// Takes over how wide the text may be.
    pub(super) fn fit(&mut self, ui: &Ui, width: f32, text: &str) {
        let fit =
            Fit { width: width.max(1.0), scale: ui.ctx().pixels_per_point(), is_dark: ui.visuals().dark_mode };
        if self.fit == Some(fit) {
            return;
        }
        if self.lines.is_empty() {
            *self = Lines::new(text, &Lines::default(), 0);
        }
        self.jobs.borrow_mut().clear();
        self.lines.iter_mut().for_each(|line| line.is_measured = false);
        self.estimate(fit.width);
        self.fit = Some(fit);
    }

    fn estimate(&mut self, width: f32) {
        let letters = (width / (theme::CODE.size * MEAN_WIDTH)).max(1.0);
        for line in self.lines.iter_mut().filter(|line| !line.is_measured) {
            let rows = (line.bytes.len() as f32 / letters).ceil().max(1.0);
            line.height = rows * theme::CODE.line_height;
        }
        self.stack();
    }

    fn stack(&mut self) {
        let mut top = 0.0;
        for line in &mut self.lines {
            line.top = top;
            top += line.height;
        }
    }

    /// Lets go of all layouts.
    pub(super) fn let_go(&mut self) {
        *self.jobs.borrow_mut() = HashMap::new();
    }

    /// How many lines are laid out.
    pub(super) fn laid(&self) -> usize {
        self.jobs.borrow().len()
    }

    pub(super) fn height(&self) -> f32 {
        self.lines.last().map_or(0.0, |line| line.top + line.height)
    }

    pub(super) fn width(&self) -> f32 {
        self.fit.map_or(0.0, |fit| fit.width)
    }

    /// Where a line stands, the first time that this is asked of a text.
    pub(super) fn take_news(&mut self, line: usize) -> Option<f32> {
        std::mem::take(&mut self.news).then(|| self.lines.get(line).map(|line| line.top))?
    }

    /// The line that holds a byte.
    pub(super) fn at_byte(&self, byte: usize) -> usize {
        self.lines.partition_point(|line| line.bytes.start <= byte).saturating_sub(1)
    }

    /// The lines that meet a stretch, each with its top.
    pub(super) fn seen(&self, seen: Rangef) -> impl Iterator<Item = (usize, f32)> + '_ {
        let first = self.lines.partition_point(|line| line.top + line.height <= seen.min);
        let lines = self.lines.iter().enumerate().skip(first);
        lines.take_while(move |(_, line)| line.top < seen.max).map(|(index, line)| (index, line.top))
    }

    /// The bytes of the lines that meet a stretch.
    pub(super) fn bytes(&self, seen: Rangef) -> Range<usize> {
        let of = |index: usize| self.lines.get(index).map(|line| line.bytes.clone()).unwrap_or_default();
        let first = self.seen(seen).next().map_or(0..0, |(index, _)| of(index));
        let last = self.seen(seen).last().map_or(0..0, |(index, _)| of(index));
        first.start..last.end
    }

    /// Lays out what is in view. Gives by how much what is above it turned out higher than estimated.
    pub(super) fn lay_seen(&mut self, ui: &Ui, text: &str, format: Option<Format>, seen: Rangef) -> f32 {
        let mut shift = 0.0;
        for _ in 0..PASSES {
            let view = Rangef::new(seen.min + shift - OVERSCAN, seen.max + shift + OVERSCAN);
            let unknown: Vec<usize> = self.seen(view).map(|(index, _)| index).collect();
            let mut has_changed = false;
            for index in unknown {
                let delta = self.lay(ui, text, format, index);
                has_changed |= delta != 0.0;
                if self.lines.get(index).is_some_and(|line| line.top < seen.min + shift) {
                    shift += delta;
                }
            }
            if !has_changed {
                break;
            }
            self.stack();
        }
        shift
    }

    /// Lays out a line unless it is. Gives by how much it is higher than it was thought to be.
    fn lay(&mut self, ui: &Ui, text: &str, format: Option<Format>, index: usize) -> f32 {
        let width = self.width();
        let Some(line) = self.lines.get_mut(index) else { return 0.0 };
        let mut jobs = self.jobs.borrow_mut();
        if line.is_measured && jobs.contains_key(&index) {
            return 0.0;
        }
        if jobs.len() > KEPT {
            jobs.clear();
        }
        let shown = text.get(line.bytes.clone()).unwrap_or_default();
        let job = tint::job(shown, format, width, theme::tokens(ui));
        let height = ui.fonts_mut(|fonts| fonts.layout_job(job.clone())).size().y.max(theme::CODE.line_height);
        jobs.insert(index, Arc::new(job));
        let delta = height - line.height;
        (line.height, line.is_measured) = (height, true);
        delta
    }

    /// A line in view as it is laid out, and its bytes.
    pub(super) fn galley(&self, ui: &Ui, index: usize) -> Option<(Range<usize>, Arc<Galley>)> {
        let job = self.jobs.borrow().get(&index).cloned()?;
        let galley = ui.fonts_mut(|fonts| fonts.layout_job((*job).clone()));
        Some((self.lines.get(index)?.bytes.clone(), galley))
    }

    /// A line laid out, in view or not.
    fn any_galley(&self, ui: &Ui, text: &str, index: usize) -> Option<(Range<usize>, Arc<Galley>)> {
        let bytes = self.lines.get(index)?.bytes.clone();
        let shown = text.get(bytes.clone())?;
        let job = tint::job(shown, None, self.width(), theme::tokens(ui));
        self.galley(ui, index).or_else(|| Some((bytes, ui.fonts_mut(|fonts| fonts.layout_job(job)))))
    }

    /// The byte at a point of the text.
    pub(super) fn byte_at(&self, ui: &Ui, text: &str, at: Pos2) -> usize {
        let index = self.lines.partition_point(|line| line.top <= at.y).saturating_sub(1);
        let Some((bytes, galley)) = self.any_galley(ui, text, index) else { return 0 };
        let top = self.lines.get(index).map_or(0.0, |line| line.top);
        let chars = galley.cursor_from_pos(at.to_vec2() - egui::vec2(0.0, top)).index.0;
        let shown = galley.text();
        bytes.start + shown.char_indices().nth(chars).map_or(shown.len(), |(byte, _)| byte)
    }

    /// Where a byte stands: the left upper end of its letter.
    pub(super) fn caret(&self, ui: &Ui, text: &str, byte: usize) -> Option<Pos2> {
        let index = self.at_byte(byte);
        let (bytes, galley) = self.any_galley(ui, text, index)?;
        let within = byte.saturating_sub(bytes.start);
        let chars = galley.text().get(..within).map_or(0, |before| before.chars().count());
        let rect = galley.pos_from_cursor(CCursor::new(chars));
        Some(pos2(rect.left(), rect.top() + self.lines.get(index)?.top))
    }

    /// The byte above or below another one, by rows.
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

/// Of a letter of the type for code, as a share of its size.
const MEAN_WIDTH: f32 = 0.6;

/// Cuts a line into pieces that are not too long, at spaces where there are any.
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
        let lines = Lines::new(&text, &Lines::default(), 0);
        let mut end = 0;
        for line in &lines.lines {
            assert!(line.bytes.len() <= LONGEST);
            assert!(matches!(&text[end..line.bytes.start], "" | "\n"), "{end}");
            end = line.bytes.end;
        }
        assert_eq!(end, text.len());
        assert_eq!(lines.at_byte(0), 0);
        assert_eq!(lines.at_byte(text.len()), lines.lines.len() - 1);
    }
}
