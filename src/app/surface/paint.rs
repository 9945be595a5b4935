//! Draws a text: backgrounds, characters, marks and the cursor, and only what is in view.

use std::ops::Range;
use std::sync::Arc;

use egui::text::{LayoutJob, TextWrapping};
use egui::{CornerRadius, Galley, Painter, Pos2, Rect, Response, Shape, Stroke, pos2, vec2};

use super::laid_line::LaidLine;
use super::style::Form;
use super::values::Breaks;
use super::work::Work;
use crate::app::marks::MarkKind;
use crate::app::setting::{self, Manner, Side, Typeset};
use crate::app::{keys, theme};
use crate::page::Direction;
use crate::writing::paragraphs::Lines as _;

/// The height of the mark for a soft line break, relative to its width.
const LOOSE_HEIGHT: f32 = 0.7;
/// The head of its arrow, relative to its height.
const HEAD: f32 = 0.3;
/// The height of characters with ascenders and descenders, relative to the font size.
const LETTERS_HEIGHT: f32 = 1.3;

/// The width of the selection beyond the end of a line, which shows that the line break is selected too.
const BREAK_WIDTH: f32 = 6.0;
/// Between the background of a chip and the text next to it, on both sides together.
const CHIP_GAP: f32 = 2.0;
/// The width of the mark after a line whose break reads as a space.
const LOOSE_WIDTH: f32 = 9.0;
const WAVE_HEIGHT: f32 = 1.6;
const WAVE_LENGTH: f32 = 5.0;

impl Work<'_, '_> {
    /// Draws the lines.
    pub fn paint(&mut self, rect: Rect, drawn: Range<usize>, response: &Response) {
        let has_focus = response.has_focus();
        let clip =
            if self.surface.breaks == Breaks::Single { rect.expand(1.0) } else { rect.expand(theme::SPACE_6) };
        let painter = self.ui.painter_at(clip.intersect(self.ui.clip_rect()));
        if self.is_empty() {
            painter.galley(rect.min, self.hint().galley, theme::hint(self.ui));
        }
        if !has_focus && let Some(cut) = self.shortened(rect) {
            let is_leftward = self.edge() == Direction::RightToLeft;
            let left = if is_leftward { rect.right() - cut.size().x } else { rect.left() };
            painter.galley(pos2(left, rect.top()), cut, self.surface.colour);
            return;
        }
        let bright = self.bright(has_focus);
        for index in drawn {
            let is_bright = bright.as_ref().is_none_or(|bright| bright.contains(&index));
            self.line(&painter, rect, index, has_focus, is_bright);
        }
        if has_focus && !self.surface.is_read_only {
            self.caret_ui(&painter, rect);
        }
        if response.hovered() {
            self.citation_tip(response, rect);
            self.loose_tip(response, rect);
        }
    }

    /// A text in one row that is wider than its field, truncated while it does not have the focus.
    fn shortened(&mut self, rect: Rect) -> Option<Arc<Galley>> {
        let is_plain = self.surface.breaks == Breaks::Single && self.surface.marks.is_empty();
        if !is_plain || self.laid(0).is_none_or(|set| set.width() <= rect.width()) {
            return None;
        }
        let colours = self.letters.colours;
        let colour = if self.surface.writing.is_focus { colours.dim } else { self.surface.colour };
        let seen: String = self.text.chars().take(MOST_CUT).collect();
        let mut job = LayoutJob::single_section(seen, self.letters.base.format(colour));
        job.wrap = TextWrapping::truncate_at_width(rect.width());
        Some(setting::one_row_from(self.ui.ctx(), job, self.letters.direction))
    }

    /// The edge at which the text stands.
    fn edge(&mut self) -> Direction {
        let own = self.laid(0).map_or(Direction::LeftToRight, LaidLine::direction);
        self.letters.stands.unwrap_or(own)
    }

    /// The lines at full strength; `None` if all are.
    fn bright(&self, has_focus: bool) -> Option<Range<usize>> {
        if !self.surface.writing.is_focus {
            return None;
        }
        let caret = self.memory.lines.at_byte(self.memory.selection.caret);
        let is_blank = self.memory.lines.is_blank(caret);
        Some(match has_focus {
            true if is_blank => caret..caret + 1,
            true => self.memory.lines.group_of(caret),
            false => 0..0,
        })
    }

    fn is_empty(&self) -> bool {
        self.text.is_empty() && self.memory.preedit.is_none()
    }

    /// The height of the hint in an empty text.
    pub fn hint_height(&self) -> f32 {
        if self.is_empty() { self.hint().height() } else { 0.0 }
    }

    fn hint(&self) -> Typeset {
        let format = self.letters.base.regular().format(theme::hint(self.ui));
        let mut job = LayoutJob::single_section(self.surface.hint.to_owned(), format);
        job.wrap.max_width = self.ui.available_width();
        if self.surface.breaks == Breaks::Single {
            job.wrap.max_rows = 1;
        }
        // A hint runs as its own words do, and stands where the text will.
        let stands = self.letters.stands.or(self.letters.direction);
        setting::set(self.ui.ctx(), job, &Manner { stands, ..Manner::default() })
    }

    fn line(&mut self, painter: &Painter, rect: Rect, index: usize, has_focus: bool, is_bright: bool) {
        let Some(line) = self.memory.lines.get(index) else { return };
        let span = self.memory.lines.stack().span_of(index);
        let origin = pos2(0.0, span.min) + self.offset(rect);
        let (range, has_break, height) = (line.range(), line.break_len > 0, span.span());
        let selected = self.memory.selection.range();
        let colours = self.letters.colours;
        let Some(set) = self.memory.cache.laid(index) else { return };
        if set.style.form == Form::Code {
            let ground = Rect::from_x_y_ranges(rect.x_range(), origin.y..=origin.y + height);
            painter.rect_filled(ground.expand2(vec2(theme::SPACE_2, 0.0)), CornerRadius::ZERO, colours.code);
        }
        let is_leftward = set.direction() == Direction::RightToLeft;
        for quote in 0..set.style.quotes {
            let inset = quote as f32 * theme::QUOTE_INDENT + theme::MARK * 0.5;
            let x = if is_leftward { origin.x + self.letters.width - inset } else { origin.x + inset };
            painter.vline(x, origin.y..=origin.y + height, Stroke::new(theme::MARK, colours.bar));
        }
        let here = |whole: &Range<usize>| {
            let start = whole.start.clamp(range.start, range.end) - range.start;
            start..whole.end.clamp(range.start, range.end) - range.start
        };
        for chip in set.chips().flat_map(|(_, covers)| covers) {
            let size = vec2(chip.width() - CHIP_GAP, self.letters.base.size * theme::CHIP_HEIGHT);
            let chip = Rect::from_center_size(chip.center() + origin.to_vec2(), size);
            painter.rect_filled(chip, CornerRadius::same(theme::RADIUS_SMALL), colours.wash);
        }
        let marks = self.surface.marks;
        let first = marks.partition_point(|mark| mark.range.start + MARK_REACH < range.start);
        let marks = marks.get(first..).unwrap_or_default();
        let marks: Vec<_> = marks.iter().take_while(|mark| mark.range.start <= range.end).collect();
        for mark in &marks {
            let ground = match mark.kind {
                MarkKind::Found => colours.found,
                MarkKind::FoundHere => colours.found_here,
                MarkKind::Misspelt => continue,
            };
            for rect in set.cover(here(&mark.range)) {
                painter.rect_filled(
                    rect.translate(origin.to_vec2()).shrink2(vec2(0.0, 2.0)),
                    CornerRadius::same(2),
                    ground,
                );
            }
        }
        if (has_focus || self.surface.keeps_selection) && !selected.is_empty() {
            for rect in set.cover(here(&selected)) {
                painter.rect_filled(rect.translate(origin.to_vec2()), CornerRadius::ZERO, colours.selection);
            }
            let takes_break = has_break && selected.start <= range.end && selected.end > range.end;
            if takes_break {
                let end = set.caret(range.len(), Side::After).translate(origin.to_vec2());
                let ground = Rect::from_min_size(end.min, vec2(BREAK_WIDTH, end.height()));
                let ground = if is_leftward { ground.translate(vec2(-BREAK_WIDTH, 0.0)) } else { ground };
                painter.rect_filled(ground, CornerRadius::ZERO, colours.selection);
            }
        }
        let letters = Some(Arc::clone(set.galley())).filter(|_| set.style.form != Form::Between);
        match letters {
            Some(letters) if is_bright => painter.galley(origin, letters, colours.ink),
            Some(letters) => painter.galley_with_override_text_color(origin, letters, colours.dim),
            None => {}
        }
        if let Some(mark) = loose_mark(set, range.len()) {
            let stroke = Stroke::new(theme::HAIRLINE, colours.dim);
            let returning = returning(mark.translate(origin.to_vec2()), set.direction());
            painter.extend(returning.map(|line| Shape::line_segment(line, stroke)));
        }
        let caret = self.memory.selection.caret;
        let is_typed =
            |word: &Range<usize>| has_focus && selected.is_empty() && word.start < caret && caret <= word.end;
        for mark in marks.iter().filter(|mark| mark.kind == MarkKind::Misspelt && !is_typed(&mark.range)) {
            for rect in set.cover(here(&mark.range)) {
                let rect = letters_of(rect, self.letters.base.size).translate(origin.to_vec2());
                painter.add(wave(rect, Stroke::new(theme::HAIRLINE, colours.error)));
            }
        }
        if let Some(preedit) = self.memory.preedit.as_ref().filter(|_| set.guests.inset.is_some()) {
            for (part, stroke) in [
                (0..preedit.text.len(), Stroke::new(theme::HAIRLINE, colours.quiet)),
                (preedit.active.clone(), Stroke::new(theme::MARK, colours.accent)),
            ] {
                for rect in set.cover_inset(part) {
                    let rect = letters_of(rect, self.letters.base.size).translate(origin.to_vec2());
                    painter.hline(rect.x_range(), rect.bottom(), stroke);
                }
            }
        }
    }

    fn caret_ui(&mut self, painter: &Painter, rect: Rect) {
        let caret = self.caret();
        let row = caret.height().max(self.letters.base.line_height);
        let height = (row * theme::CARET_SHARE).round();
        let centre = caret.center() + self.offset(rect);
        let drawn = Rect::from_center_size(Pos2::new(centre.x, centre.y), vec2(0.0, height));
        if self.ui.input(|input| input.focused) {
            painter.vline(drawn.left(), drawn.y_range(), Stroke::new(theme::MARK, self.letters.colours.accent));
        }
        let id = self.surface.id;
        if self.ui.memory(|memory| memory.owns_ime_events(id)) {
            let to_global = self.ui.ctx().layer_transform_to_global(self.ui.layer_id()).unwrap_or_default();
            keys::ask_input_method(self.ui.ctx(), to_global * rect, to_global * drawn);
        }
    }
}

/// The rectangle of the mark after a line whose break reads as a space.
pub(super) fn loose_mark(set: &LaidLine, len: usize) -> Option<Rect> {
    let end = set.caret(len, Side::After);
    let behind = vec2(BREAK_WIDTH + LOOSE_WIDTH * 0.5, 0.0);
    let centre = match set.direction() {
        Direction::LeftToRight => end.center() + behind,
        Direction::RightToLeft => end.center() - behind,
    };
    set.style.is_loose.then(|| Rect::from_center_size(centre, vec2(LOOSE_WIDTH, LOOSE_WIDTH * LOOSE_HEIGHT)))
}

/// The strokes of a return arrow.
fn returning(around: Rect, direction: Direction) -> [[Pos2; 2]; 4] {
    let (from, to, back) = match direction {
        Direction::LeftToRight => (around.right(), around.left(), 1.0),
        Direction::RightToLeft => (around.left(), around.right(), -1.0),
    };
    let foot = pos2(from, around.bottom() - around.height() * HEAD);
    let tip = pos2(to, foot.y);
    let head = around.height() * HEAD;
    let wing = |down: f32| [tip, tip + vec2(head * back, head * down)];
    [[pos2(from, around.top()), foot], [foot, tip], wing(-1.0), wing(1.0)]
}

/// More characters than any row has room for.
const MOST_CUT: usize = 400;
/// The greatest length of a mark, so that marks starting further above a line do not reach it.
const MARK_REACH: usize = 2_000;

/// The part of a row's rectangle that characters of this size take.
fn letters_of(row: Rect, size: f32) -> Rect {
    Rect::from_center_size(row.center(), vec2(row.width(), (size * LETTERS_HEIGHT).min(row.height())))
}

/// A wavy line under a word.
fn wave(word: Rect, stroke: Stroke) -> Shape {
    let steps = ((word.width() / (WAVE_LENGTH * 0.5)).ceil() as usize).clamp(1, 400);
    let points = (0..=steps).map(|step| {
        let x = (word.left() + step as f32 * WAVE_LENGTH * 0.5).min(word.right());
        let y = word.bottom() - 0.5 + if step % 2 == 0 { WAVE_HEIGHT } else { 0.0 };
        pos2(x, y)
    });
    Shape::line(points.collect(), stroke)
}
