//! The rows of a left-to-right text that egui has laid out.

use std::ops::Range;

use egui::epaint::text::PlacedRow;
use egui::{Galley, vec2};

use super::row::{Cluster, Row};
use crate::page::Direction;
use crate::writing::stops;

/// The baseline of a row without glyphs, relative to its height.
const BASELINE: f32 = 0.75;

/// The rows of a text laid out by egui.
pub(super) fn rows(galley: &Galley, text: &str, wholes: &[Range<usize>]) -> Vec<Row> {
    rows_of(galley, text, 0..text.len(), 0.0, wholes)
}

/// The rows of a part of a text that starts at this x coordinate.
pub(super) fn rows_of(
    galley: &Galley,
    text: &str,
    range: Range<usize>,
    left: f32,
    wholes: &[Range<usize>],
) -> Vec<Row> {
    let (own, start) = (text.get(range.clone()).unwrap_or_default(), range.start);
    let mut rows: Vec<Row> = Vec::with_capacity(galley.rows.len());
    let mut at = 0;
    let mut glyphs = paragraph_glyphs(&galley.rows, 0);
    let mut chars = paragraph_chars(own, 0, galley.job.break_on_newline);
    let (mut glyphs_before, mut chars_before) = (0, 0);
    let mut is_first = true;
    for (index, row) in galley.rows.iter().enumerate() {
        glyphs_before += row.glyphs.len();
        // A character usually is one glyph. If it is not, the characters are distributed evenly over the rows.
        let chars_after = (glyphs_before * chars).checked_div(glyphs).unwrap_or(chars).min(chars);
        let rest = own.get(at..).unwrap_or_default();
        let count = chars_after.saturating_sub(chars_before);
        let len = rest.char_indices().nth(count).map_or(rest.len(), |(byte, _)| byte);
        let is_last = row.ends_with_newline || index + 1 == galley.rows.len();
        let end = if is_last {
            at + paragraph_len(rest, galley.job.break_on_newline)
        } else {
            stops::snap(own, at + len).max(at)
        };
        let clusters = clusters(text, start + at..start + end, row, left + row.pos.x, wholes);
        let baseline = row.glyphs.first().map_or(row.size.y * BASELINE, |glyph| glyph.pos.y);
        rows.push(Row {
            direction: Direction::LeftToRight,
            rect: row.rect().translate(vec2(left, 0.0)),
            baseline: row.pos.y + baseline,
            clusters,
            start: (start + at) as u32,
            end: (start + end) as u32,
            is_first,
            is_last,
            is_plain: true,
        });
        (at, chars_before, is_first) = (end, chars_after, is_last);
        if row.ends_with_newline {
            at += 1;
            glyphs = paragraph_glyphs(&galley.rows, index + 1);
            chars = paragraph_chars(own, at, true);
            (glyphs_before, chars_before) = (0, 0);
        }
    }
    rows
}

/// The number of glyphs in the rows of a paragraph.
fn paragraph_glyphs(rows: &[PlacedRow], first: usize) -> usize {
    let mut count = 0;
    for row in rows.get(first..).unwrap_or_default() {
        count += row.glyphs.len();
        if row.ends_with_newline {
            break;
        }
    }
    count
}

fn paragraph_len(rest: &str, breaks: bool) -> usize {
    if breaks { rest.find('\n').unwrap_or(rest.len()) } else { rest.len() }
}

fn paragraph_chars(text: &str, at: usize, breaks: bool) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    rest.get(..paragraph_len(rest, breaks)).map_or(0, |paragraph| paragraph.chars().count())
}

/// The clusters of a row. The number of glyphs may differ from the number of characters.
fn clusters(text: &str, range: Range<usize>, row: &PlacedRow, left: f32, wholes: &[Range<usize>]) -> Vec<Cluster> {
    let letters = text.get(range.clone()).unwrap_or_default();
    let x = |index: usize| left + row.glyphs.get(index).map_or(row.size.x, |glyph| glyph.pos.x);
    let is_whole = |at: usize| wholes.iter().any(|whole| whole.start < at && at < whole.end);
    let mut clusters: Vec<Cluster> = Vec::with_capacity(letters.len());
    for (index, (offset, _)) in letters.char_indices().enumerate() {
        let at = range.start + offset;
        if index > 0 && (!stops::is_stop(text, at) || is_whole(at)) {
            continue;
        }
        let left = x(index);
        if let Some(last) = clusters.last_mut() {
            last.right = left;
        }
        clusters.push(Cluster { start: at as u32, left, right: left, level: 0 });
    }
    if let Some(last) = clusters.last_mut() {
        last.right = x(row.glyphs.len());
    }
    clusters
}
