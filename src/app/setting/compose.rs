//! Puts rows in visual order and positions them: at the left edge in a left-to-right paragraph, at the right edge in a
//! right-to-left one, unless all are to stand at the same edge. `mixed` makes their content and `fill` breaks the lines.

use std::ops::Range;
use std::sync::Arc;

use egui::epaint::text::PlacedRow;
use egui::text::{LayoutJob, TextFormat};
use egui::{Align, Context, Galley, Pos2, Rect, pos2, vec2};

use super::fill::{Filler, Line};
use super::galley::count;
use super::job::format_at;
use super::manner::Hang;
use super::row::{Cluster, Row};
use super::stretch::{Stretch, trailing, width_of};
use super::typeset::Typeset;
use super::{direction, order};
use crate::page::Direction;

/// The baseline of a row without glyphs, relative to its height.
const BASELINE: f32 = 0.75;

/// Composes a text from its paragraphs.
pub(super) struct Composer<'a> {
    ctx: &'a Context,
    job: &'a LayoutJob,
    /// At which edge all paragraphs stand; where that is not known, each stands where it begins.
    stands: Option<Direction>,
    /// The galley rows to draw, in order of rows and runs.
    placed: Vec<PlacedRow>,
    rows: Vec<Row>,
    /// The length of `placed` at the start of each row.
    drawn_before: Vec<usize>,
    /// Becomes the galley of the whole text.
    template: Option<Galley>,
    top: f32,
}

/// The position of a row in its paragraph.
struct Slot {
    direction: Direction,
    /// From the edge where the paragraph starts.
    inset: f32,
    range: Range<usize>,
    is_first: bool,
    is_last: bool,
}

impl<'a> Composer<'a> {
    pub fn new(ctx: &'a Context, job: &'a LayoutJob, stands: Option<Direction>) -> Composer<'a> {
        let (placed, rows, drawn_before) = (Vec::new(), Vec::new(), Vec::new());
        Composer { ctx, job, stands, placed, rows, drawn_before, template: None, top: 0.0 }
    }

    /// At which edge a paragraph of this direction stands.
    fn stand_of(&self, direction: Direction) -> Direction {
        self.stands.unwrap_or(direction)
    }

    fn width(&self) -> f32 {
        self.job.wrap.max_width
    }

    fn filler(&self) -> Filler<'a> {
        Filler { ctx: self.ctx, job: self.job }
    }

    /// Adds a paragraph; `hang` describes the hanging indent.
    pub fn paragraph(&mut self, range: Range<usize>, direction: Direction, stretches: Vec<Stretch>, hang: Hang) {
        let (lead, body) = self.hung(stretches, &range, hang);
        let lead_width = width_of(&lead);
        let inset = if lead.is_empty() { hang.indent } else { hang.indent + lead_width + hang.gap };
        let mut lines = self.filler().filled(body, self.width() - inset);
        lines.extend(lines.is_empty().then(Line::default));
        let count = lines.len();
        let mut starts: Vec<usize> = lines
            .iter()
            .map(|line| line.stretches.first().map_or(range.end, |stretch| stretch.start))
            .skip(1)
            .chain([range.end])
            .collect();
        starts.insert(0, range.start);
        for (index, line) in lines.into_iter().enumerate() {
            let bytes =
                starts.get(index).zip(starts.get(index + 1)).map_or(range.clone(), |(from, to)| *from..*to);
            let (is_first, is_last) = (index == 0, index + 1 == count);
            let slot = Slot { direction, inset, range: bytes, is_first, is_last };
            let lead = if is_first { lead.as_slice() } else { &[] };
            self.push(&line, lead, hang.indent, &slot);
        }
    }

    /// Separates the hanging part, if it fits, from the rest.
    fn hung(&self, stretches: Vec<Stretch>, range: &Range<usize>, hang: Hang) -> (Vec<Stretch>, Vec<Stretch>) {
        if hang.lead == 0 || !self.width().is_finite() {
            return (Vec::new(), stretches);
        }
        let filler = self.filler();
        let (lead, body) = filler.cut(stretches.clone(), range.start + hang.lead);
        let has_room = hang.indent + width_of(&lead) < self.width() * 0.5;
        if has_room { (lead, body) } else { (Vec::new(), stretches) }
    }

    fn format(&self, stretch: &Stretch) -> TextFormat {
        self.job.sections.get(stretch.section).map(|section| section.format.clone()).unwrap_or_default()
    }

    /// Places a row below the previous ones.
    fn push(&mut self, line: &Line, lead: &[Stretch], indent: f32, slot: &Slot) {
        let height = self.height_of(line, lead, slot);
        self.drawn_before.push(self.placed.len());
        let (left, right) = self.edges(line, slot);
        let mut row = Row {
            direction: slot.direction,
            rect: Rect::from_min_max(pos2(left, self.top), pos2(right, self.top + height)),
            baseline: f32::NAN,
            clusters: Vec::new(),
            start: slot.range.start as u32,
            end: slot.range.end as u32,
            is_first: slot.is_first,
            is_last: slot.is_last,
            is_plain: false,
        };
        if !lead.is_empty() {
            let from = match slot.direction {
                Direction::LeftToRight => indent,
                Direction::RightToLeft => self.far_edge() - indent - width_of(lead),
            };
            self.place(lead, from, height, &mut row);
            let edge = self.inset_edge(slot);
            if let Some(last) = row.clusters.last_mut() {
                match slot.direction {
                    Direction::LeftToRight => last.right = edge,
                    Direction::RightToLeft => last.left = edge,
                }
            }
        }
        let blank = self.hanging(line, slot);
        let from = if slot.direction == Direction::RightToLeft { left - blank } else { left };
        self.place(&line.stretches, from, height, &mut row);
        if row.baseline.is_nan() {
            row.baseline = self.top + height * BASELINE;
        }
        for cluster in &mut row.clusters {
            row.rect.min.x = row.rect.min.x.min(cluster.left);
            row.rect.max.x = row.rect.max.x.max(cluster.right);
        }
        self.rows.push(row);
        self.top += height;
    }

    /// The left and right edge of the visible part of a row.
    fn edges(&self, line: &Line, slot: &Slot) -> (f32, f32) {
        let content = line.width - self.hanging(line, slot);
        let edge = self.inset_edge(slot);
        match (self.job.halign, self.stand_of(slot.direction)) {
            (Align::Center, _) => (-content * 0.5, content * 0.5),
            (Align::Max, _) => (-content, 0.0),
            (Align::Min, Direction::LeftToRight) => (edge, edge + content),
            (Align::Min, Direction::RightToLeft) => (edge - content, edge),
        }
    }

    /// How much blank hangs over the end of a row. A text that ends at the edge where it stands keeps the blank before
    /// the edge, so that one sees what one types.
    fn hanging(&self, line: &Line, slot: &Slot) -> f32 {
        let ends_at_edge = self.stand_of(slot.direction) != slot.direction;
        if ends_at_edge && slot.is_last { 0.0 } else { trailing(&line.stretches) }
    }

    /// The edge at which a paragraph stands.
    fn inset_edge(&self, slot: &Slot) -> f32 {
        match self.stand_of(slot.direction) {
            Direction::LeftToRight => slot.inset,
            Direction::RightToLeft => self.far_edge() - slot.inset,
        }
    }

    /// The right edge; for a text of unlimited width it is known only at the end.
    fn far_edge(&self) -> f32 {
        if self.width().is_finite() { self.width() } else { 0.0 }
    }

    fn height_of(&mut self, line: &Line, lead: &[Stretch], slot: &Slot) -> f32 {
        let stretches = lead.iter().chain(&line.stretches);
        let highest = stretches.map(|stretch| row_height(&stretch.galley)).fold(0.0, f32::max);
        if highest > 0.0 {
            return highest;
        }
        let job = LayoutJob::single_section(String::new(), format_at(self.job, slot.range.start));
        let empty = self.ctx.fonts_mut(|fonts| fonts.layout_job(job));
        let height = row_height(&empty);
        self.template.get_or_insert_with(|| Galley::clone(&empty));
        height
    }

    /// Draws runs from an x coordinate on, and adds their characters to the row.
    fn place(&mut self, stretches: &[Stretch], from: f32, height: f32, row: &mut Row) {
        let base = direction::level(row.direction);
        let natures: Vec<_> = stretches.iter().map(|stretch| (stretch.level, stretch.nature)).collect();
        let levels = order::settled(&natures, base);
        let mut lefts = vec![0.0; stretches.len()];
        let mut x = from;
        for index in order::seen(&levels) {
            let (Some(stretch), Some(level)) = (stretches.get(index), levels.get(index)) else { continue };
            // The previous text is to the right if either of the two is nested in right-to-left text.
            let before = index.checked_sub(1).and_then(|before| levels.get(before)).copied().unwrap_or(base);
            let is_gap_at_right = before.min(*level).is_rtl();
            x += if is_gap_at_right { 0.0 } else { stretch.gap };
            if let Some(left) = lefts.get_mut(index) {
                *left = x;
            }
            let y = self.draw(stretch, x, height);
            if row.baseline.is_nan() && index == 0 {
                row.baseline = y;
            }
            x += stretch.width + if is_gap_at_right { stretch.gap } else { 0.0 };
        }
        for ((stretch, left), level) in stretches.iter().zip(lefts).zip(levels) {
            let mut at = stretch.start;
            let mut done = 0.0;
            for (len, width) in &stretch.clusters {
                let near = if level.is_rtl() { left + stretch.width - done - width } else { left + done };
                let (left, right) = self.within(near, near + width);
                row.clusters.push(Cluster { start: at as u32, left, right, level: level.number() });
                done += width;
                at += len;
            }
        }
    }

    /// Limits a trailing space to the edge of the text.
    fn within(&self, left: f32, right: f32) -> (f32, f32) {
        match self.width().is_finite() && self.job.halign == Align::Min {
            true => (left.clamp(0.0, self.width().max(0.0)), right.clamp(0.0, self.width().max(0.0))),
            false => (left, right),
        }
    }

    /// Draws a run, and returns its baseline.
    fn draw(&mut self, stretch: &Stretch, x: f32, height: f32) -> f32 {
        let format = self.format(stretch);
        let scale = self.ctx.pixels_per_point();
        let down = format.valign.to_factor() * (height - row_height(&stretch.galley));
        let place = vec2((x * scale).round() / scale, ((self.top + down) * scale).round() / scale);
        self.template.get_or_insert_with(|| Galley::clone(&stretch.galley));
        let is_seen = !stretch.nature.is_blank() || is_decorated(&format);
        if is_seen {
            let rows = stretch.galley.rows.iter().cloned();
            self.placed.extend(rows.map(|row| PlacedRow {
                pos: row.pos + place,
                ends_with_newline: false,
                ..row
            }));
        }
        let row = stretch.galley.rows.first();
        let glyph = row.and_then(|row| row.glyphs.first().map(|glyph| row.pos.y + glyph.pos.y));
        place.y + glyph.unwrap_or(height * BASELINE)
    }

    /// Finishes the text. If its width is unlimited, it takes at least `room`.
    pub fn finish(mut self, room: f32) -> Typeset {
        if !self.width().is_finite() && self.job.halign == Align::Min {
            self.align(room);
        }
        let rows = std::mem::take(&mut self.rows);
        let right = rows.iter().map(|row| row.rect.right()).fold(0.0, f32::max);
        let size = vec2(right, self.top);
        let mut galley = self.template.take().unwrap_or_else(|| {
            let job = LayoutJob::single_section(String::new(), format_at(self.job, 0));
            Galley::clone(&self.ctx.fonts_mut(|fonts| fonts.layout_job(job)))
        });
        galley.job = Arc::new(self.job.clone());
        galley.rows = std::mem::take(&mut self.placed);
        galley.rect = Rect::from_min_size(Pos2::ZERO, size);
        count(&mut galley);
        Typeset { galley: Arc::new(galley), wholes: Box::default(), rows: rows.into() }
    }

    /// Moves all rows of a text of unlimited width so that they start at its left edge.
    fn align(&mut self, room: f32) {
        let stands = self.stands;
        let stand_of = |row: &Row| stands.unwrap_or(row.direction);
        let extent = |row: &Row| match stand_of(row) {
            Direction::LeftToRight => row.rect.right(),
            Direction::RightToLeft => -row.rect.left(),
        };
        let right = self.rows.iter().map(extent).fold(room, f32::max);
        for (index, row) in self.rows.iter_mut().enumerate() {
            if stand_of(row) == Direction::LeftToRight {
                continue;
            }
            row.rect = row.rect.translate(vec2(right, 0.0));
            row.clusters.iter_mut().for_each(|cluster| {
                cluster.left += right;
                cluster.right += right;
            });
            let first = self.drawn_before.get(index).copied().unwrap_or_default();
            let end = self.drawn_before.get(index + 1).copied().unwrap_or(self.placed.len());
            let scale = self.ctx.pixels_per_point();
            for placed in self.placed.get_mut(first..end).unwrap_or_default() {
                placed.pos.x += (right * scale).round() / scale;
            }
        }
    }
}

fn row_height(galley: &Galley) -> f32 {
    galley.rows.first().map_or(0.0, |row| row.size.y)
}

fn is_decorated(format: &TextFormat) -> bool {
    let has_ground = format.background != egui::Color32::TRANSPARENT;
    has_ground || !format.underline.is_empty() || !format.strikethrough.is_empty()
}
