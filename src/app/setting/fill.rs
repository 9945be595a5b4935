//! Breaks stretches into rows, in logical order.

use std::ops::Range;

use egui::Context;
use egui::text::LayoutJob;

use super::job::format_at;
use super::order::Nature;
use super::piece::{self, Shaped};
use super::stretch::{Stretch, width_of};

/// A row before it is placed.
#[derive(Default)]
pub(super) struct Line {
    pub(super) stretches: Vec<Stretch>,
    /// Of all runs.
    pub(super) width: f32,
}

/// The parameters for filling rows.
#[derive(Clone, Copy)]
pub(super) struct Filler<'a> {
    pub ctx: &'a Context,
    pub job: &'a LayoutJob,
}

impl Filler<'_> {
    /// Fills rows with runs. A row breaks at a space, which then hangs over its end.
    pub fn filled(&self, stretches: Vec<Stretch>, width: f32) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        let mut line = Line::default();
        for mut chunk in chunks(stretches) {
            let is_blank = chunk.first().is_some_and(|stretch| stretch.nature.is_blank());
            chunk.iter_mut().for_each(|stretch| stop_at_tab(stretch, line.width));
            if !is_blank && line.width > 0.0 && line.width + width_of(&chunk) > width {
                lines.push(std::mem::take(&mut line));
            }
            if !is_blank && width_of(&chunk) > width {
                let mut parts = self.broken(chunk, width);
                chunk = parts.pop().unwrap_or_default();
                lines.extend(parts.into_iter().map(|part| Line { width: width_of(&part), stretches: part }));
            }
            line.width += width_of(&chunk);
            line.stretches.extend(chunk);
        }
        if !line.stretches.is_empty() {
            lines.push(line);
        }
        lines
    }

    /// Breaks a chunk that is wider than a row: after a dash, or else at a sign, or else anywhere.
    fn broken(&self, chunk: Vec<Stretch>, width: f32) -> Vec<Vec<Stretch>> {
        let mut rest = chunk;
        let mut parts = Vec::new();
        while let Some(at) = self.last_break(&rest, width) {
            let (part, behind) = self.cut(rest, at);
            parts.push(part);
            rest = behind;
            if rest.is_empty() {
                break;
            }
        }
        parts.push(rest);
        parts.retain(|part| !part.is_empty());
        parts
    }

    /// Where to break a row that is wider than this, in bytes of the text.
    fn last_break(&self, chunk: &[Stretch], width: f32) -> Option<usize> {
        let (mut dash, mut sign, mut any) = (None, None, None);
        let mut used = 0.0;
        for stretch in chunk {
            let mut at = stretch.start;
            for (len, own) in &stretch.clusters {
                used += own;
                if used > width && any.is_some() {
                    return dash.or(sign).or(any);
                }
                let first = self.job.text.get(at..).and_then(|rest| rest.chars().next());
                at += len;
                any = Some(at);
                dash = if first == Some('-') { any } else { dash };
                sign = if first.is_some_and(|c| c.is_ascii_punctuation()) { any } else { sign };
            }
        }
        None
    }

    /// The runs before and after a byte offset.
    pub fn cut(&self, stretches: Vec<Stretch>, at: usize) -> (Vec<Stretch>, Vec<Stretch>) {
        let (mut before, mut behind) = (Vec::new(), Vec::new());
        for stretch in stretches {
            let end = stretch.start + stretch.clusters.iter().map(|(len, _)| len).sum::<usize>();
            if end <= at {
                before.push(stretch);
            } else if stretch.start >= at || stretch.nature == Nature::Whole {
                behind.push(stretch);
            } else {
                before.extend(self.reshaped(&stretch, stretch.start..at));
                behind.extend(self.reshaped(&stretch, at..end));
            }
        }
        (before, behind)
    }

    /// A part of a run, shaped again.
    fn reshaped(&self, stretch: &Stretch, range: Range<usize>) -> Vec<Stretch> {
        let text = self.job.text.get(range.clone()).unwrap_or_default();
        let format = format_at(self.job, stretch.start);
        let shaped = match stretch.nature {
            Nature::Letters if stretch.level.is_rtl() => piece::leftward(self.ctx, text, &format),
            Nature::Letters | Nature::Space | Nature::Tab | Nature::Sign | Nature::Whole => {
                vec![(0..text.len(), piece::rightward(self.ctx, text, &format))]
            }
        };
        let part = |(part, shaped): (Range<usize>, Shaped)| Stretch {
            start: range.start + part.start,
            width: shaped.width(),
            galley: shaped.galley,
            clusters: shaped.clusters,
            gap: if range.start + part.start == stretch.start { stretch.gap } else { 0.0 },
            ..stretch.clone()
        };
        shaped.into_iter().map(part).collect()
    }
}

/// Groups of runs between which a row may break.
fn chunks(stretches: Vec<Stretch>) -> Vec<Vec<Stretch>> {
    let mut chunks: Vec<Vec<Stretch>> = Vec::new();
    for stretch in stretches {
        let is_same = |chunk: &Vec<Stretch>| {
            let is_tab = |stretch: &Stretch| stretch.nature == Nature::Tab;
            let last = chunk.last();
            last.is_some_and(|last| last.nature.is_blank() == stretch.nature.is_blank() && !is_tab(last))
                && !is_tab(&stretch)
        };
        match chunks.last_mut().filter(|chunk| is_same(chunk)) {
            Some(chunk) => chunk.push(stretch),
            None => chunks.push(vec![stretch]),
        }
    }
    chunks
}

/// A tab extends to the next tab stop; egui's tab width is the distance between stops.
fn stop_at_tab(stretch: &mut Stretch, used: f32) {
    if stretch.nature != Nature::Tab || stretch.width <= 0.0 {
        return;
    }
    let step = stretch.width;
    let to_next = step - used % step;
    stretch.width = if to_next < 1.0 { to_next + step } else { to_next };
    stretch.clusters.iter_mut().for_each(|(_, width)| *width = stretch.width);
}
