//! A text during one frame: lines are laid out as needed, with the cursor and what has been done so far. Keys are in
//! `input`, the pointer in `pointer`.

use std::borrow::Cow;
use std::ops::Range;

use egui::style::ScrollAnimation;
use egui::{Align, Pos2, Rect, Ui, Vec2, pos2, vec2};

use super::laid_line::{LaidLine, Letters};
use super::lines::Measure;
use super::memory::Memory;
use super::seen::{Guests, Inset};
use super::styling::of;
use super::values::{Breaks, Edit, Leave, Surface};
use crate::app::setting::{self, Side};
use crate::app::theme;
use crate::page::Direction;
use crate::writing::paragraphs::{Lines as _, Room};
use crate::writing::{Change, Moved, Selection, stops};

/// Lines this far out of view are laid out in advance, in points.
const AHEAD: f32 = 240.0;
/// The number of frames in which lines that are scrolled to are laid out.
const SETTLING: u8 = 4;
/// The mean width of a character, relative to the font size.
const MEAN_WIDTH: f32 = 0.47;

pub(super) struct Work<'a, 'b> {
    pub ui: &'a mut Ui,
    pub surface: &'a Surface<'b>,
    pub memory: &'a mut Memory,
    pub text: Cow<'a, str>,
    pub letters: Letters,
    pub edits: Vec<Edit>,
    /// How a key moves the cursor out of the text.
    pub leaves: Option<Leave>,
    /// What was typed since the last edit.
    pending: Option<Moved>,
}

impl<'a, 'b> Work<'a, 'b> {
    pub fn begin(
        ui: &'a mut Ui,
        surface: &'a Surface<'b>,
        memory: &'a mut Memory,
        text: Cow<'a, str>,
        letters: Letters,
    ) -> Work<'a, 'b> {
        let mut work = Work { ui, surface, memory, text, letters, edits: Vec::new(), leaves: None, pending: None };
        work.refresh();
        let selection = work.memory.selection.within(&work.text);
        let stop = |at| stops::snap(&work.text, at);
        let selection = Selection { anchor: stop(selection.anchor), caret: stop(selection.caret) };
        work.memory.selection = work.memory.settled_selection(selection);
        work
    }

    /// Updates to the text, and drops layouts in another type.
    fn refresh(&mut self) {
        let is_other_type = self.memory.letters.replace(self.letters) != Some(self.letters);
        if self.memory.take_in(&self.text, self.surface.kind, measure(&self.letters)) {
            self.memory.tab = None;
        }
        if is_other_type {
            self.memory.forget(measure(&self.letters));
        }
        let job =
            egui::text::LayoutJob::single_section("x".to_owned(), self.letters.base.format(self.letters.colour));
        let sentinel = self.ui.fonts_mut(|fonts| fonts.layout_job(job));
        let is_same = self.memory.sentinel.as_ref().is_some_and(|known| std::sync::Arc::ptr_eq(known, &sentinel));
        if !is_same {
            self.memory.cache.drop_all_laid();
        }
        self.memory.sentinel = Some(sentinel);
    }

    /// Lays out a line, unless it is laid out already, and returns the layout.
    pub fn laid(&mut self, index: usize) -> Option<&LaidLine> {
        let room = self.memory.room(index);
        if room == Room::Folded {
            self.memory.lines.learn(index, 0.0);
            self.memory.cache.drop_laid(index);
            return None;
        }
        let style = of(&self.memory.lines, &mut self.memory.cache, index, self.surface.kind);
        let style = match room {
            Room::Gap => self.gap_style(&style),
            Room::Line | Room::Folded => self.with_caret(index, style),
        };
        let guests = Guests { chips: self.chips(index), inset: self.inset(index) };
        let known = self.memory.cache.laid(index).filter(|set| set.is_of(&style, &guests));
        let known = known.map(|set| set.height);
        let height = known.unwrap_or_else(|| {
            let direction = self.direction_of(index);
            let text = self.memory.lines.text_of(index);
            let set = LaidLine::new(self.ui, text, &style, guests, (&self.letters, direction));
            let height = set.height;
            self.memory.cache.put_laid(index, set);
            height
        });
        self.memory.lines.learn(index, height);
        self.memory.cache.laid(index)
    }

    /// The direction of a line, if it is known before the layout: all pieces of a long line have that of the first.
    fn direction_of(&self, index: usize) -> Option<Direction> {
        let first = self.memory.lines.first_piece(index);
        let known = self.letters.direction;
        known.or_else(|| (first < index).then(|| setting::base(self.memory.lines.text_of(first), None)))
    }

    /// Whether a line is entirely left-to-right.
    pub fn is_plain(&self, index: usize) -> bool {
        setting::is_plain(self.memory.lines.text_of(index), self.direction_of(index))
    }

    /// The composition, for the line that contains it.
    fn inset(&self, index: usize) -> Option<Inset> {
        let preedit = self.memory.preedit.as_ref()?;
        let caret = self.memory.selection.caret;
        let line = self.memory.lines.get(index).filter(|_| self.memory.lines.at_byte(caret) == index)?;
        Some(Inset { at: caret.saturating_sub(line.start).min(line.len), text: preedit.text.clone() })
    }

    /// Lays out the lines that are visible or will be soon. Returns them, and by how much the lines above turned out
    /// higher than estimated.
    pub fn measure(&mut self, seen: Rect, has_focus: bool) -> (Range<usize>, f32) {
        self.memory.lines.settle();
        let has_caret = has_focus.then(|| self.memory.lines.at_byte(self.memory.selection.caret));
        let mut learnt_above = 0.0;
        if let Some(index) = has_caret {
            learnt_above += self.learn(index, seen.top());
        }
        self.memory.lines.settle();
        let is_in_sight = seen.bottom() > 0.0 && seen.top() < self.memory.lines.height();
        let first = self.memory.lines.at_height(seen.top() - AHEAD);
        if !is_in_sight {
            return (first..first, learnt_above);
        }
        let mut y = self.memory.lines.stack().top_of(first);
        let mut index = first;
        while index < self.memory.lines.len() && y < seen.bottom() + AHEAD {
            learnt_above += self.learn(index, seen.top());
            y += self.memory.lines.stack().height_of(index).points();
            index += 1;
        }
        self.memory.lines.settle();
        self.memory.cache.drop_laid_but(first..index, has_caret);
        (first..index, learnt_above)
    }

    /// Lays out a line. Returns by how much it is higher than estimated if it ends above the viewport.
    fn learn(&mut self, index: usize, seen_top: f32) -> f32 {
        let stack = self.memory.lines.stack();
        let (known, is_above) = (stack.height_of(index), stack.span_of(index).max <= seen_top);
        self.laid(index);
        let now = self.memory.lines.stack().height_of(index).points();
        if is_above && !known.is_known() { now - known.points() } else { 0.0 }
    }

    /// The rectangle of the cursor, relative to the text.
    pub fn caret(&mut self) -> Rect {
        let (at, side) = (self.memory.selection.caret, self.memory.side);
        if let Some(preedit) = self.memory.preedit.clone() {
            let index = self.memory.lines.at_byte(at);
            let rect = self.laid(index).map(|set| set.inset_caret(preedit.caret));
            self.memory.lines.settle();
            let top = self.memory.lines.stack().top_of(index);
            return rect.unwrap_or(Rect::ZERO).translate(vec2(0.0, top));
        }
        self.stop_at(at, side)
    }

    /// The rectangle of a cursor at this position, relative to the text.
    pub fn stop_at(&mut self, at: usize, side: Side) -> Rect {
        let index = self.memory.lines.at_byte(at);
        let start = self.memory.lines.get(index).map_or(0, |line| line.start);
        let rect = self.laid(index).map(|set| set.caret(at.saturating_sub(start), side)).unwrap_or(Rect::ZERO);
        self.memory.lines.settle();
        let top = self.memory.lines.stack().top_of(index);
        rect.translate(vec2(0.0, top))
    }

    /// The position nearest to a point of the text.
    pub fn nearest(&mut self, point: Pos2) -> (usize, Side) {
        if point.y < 0.0 && self.surface.breaks != Breaks::Single {
            return (0, Side::After);
        }
        if point.y > self.memory.lines.height() && self.surface.breaks != Breaks::Single {
            return (self.text.len(), Side::After);
        }
        let index = self.line_at(point.y);
        let start = self.memory.lines.get(index).map_or(0, |line| line.start);
        let top = self.memory.lines.stack().top_of(index);
        let found = self.laid(index).map(|set| set.nearest(pos2(point.x, point.y - top)));
        let (at, side) = found.unwrap_or_default();
        (self.in_line(index, stops::snap(&self.text, start + at)), side)
    }

    /// Changes the text like typing.
    pub fn edit(&mut self, change: &Change) {
        let before = self.memory.selection;
        if !change.apply(self.text.to_mut()) {
            return;
        }
        let open = self.memory.open.and_then(|open| moved(open, change));
        self.memory.take_in(&self.text, self.surface.kind, measure(&self.letters));
        self.memory.tab = None;
        self.memory.select(change.selection.within(&self.text));
        let caret = self.memory.selection.caret;
        let index = self.memory.lines.at_byte(caret);
        // In bidirectional text, the next character joins the last one, wherever that is displayed.
        let is_typed = !change.text.is_empty() && !change.text.ends_with('\n');
        if is_typed && !self.is_plain(index) {
            self.memory.side = Side::Before;
        }
        let is_in_blank = self.memory.lines.is_blank(index);
        self.memory.open = if is_in_blank { Some(caret) } else { open };
        let moved = self.pending.get_or_insert(Moved { before, after: before });
        moved.after = self.memory.selection;
    }

    /// Changes the text as an undo step of its own.
    pub fn edit_apart(&mut self, change: &Change) {
        self.settle(false);
        self.edit(change);
        self.settle(true);
    }

    /// Turns what was typed so far into an edit.
    fn settle(&mut self, is_apart: bool) {
        if let Some(moved) = self.pending.take() {
            self.edits.push(Edit { text: self.text.to_string(), moved, is_apart });
        }
    }

    /// The edits of the frame.
    pub fn finish(mut self) -> Vec<Edit> {
        if let Some(moved) = self.pending.take() {
            self.edits.push(Edit { text: self.text.into_owned(), moved, is_apart: false });
        }
        self.edits
    }

    /// Scrolls to keep the cursor in view.
    pub fn reveal(&mut self, rect: Rect) {
        let caret = self.caret().translate(rect.min.to_vec2());
        let align = self.surface.writing.is_typewriter.then_some(Align::Center);
        let around = if align.is_some() { caret } else { caret.expand2(vec2(0.0, theme::SPACE_3)) };
        self.ui.scroll_to_rect_animation(around, align, ScrollAnimation::none());
    }

    /// Whether the cursor was moved in this frame, or so recently that the lines around it may not be laid out yet.
    /// Scrolling by the user ends this.
    pub fn is_settling(&mut self, is_moved: bool) -> bool {
        let is_scrolling =
            self.ui.input(|input| input.smooth_scroll_delta() != Vec2::ZERO || input.pointer.any_down());
        self.memory.settling = match (is_moved, is_scrolling) {
            (true, _) => SETTLING,
            (false, true) => 0,
            (false, false) => self.memory.settling.saturating_sub(1),
        };
        self.memory.settling > 0
    }

    /// Scrolls to the cursor of a text that has just received the focus.
    pub fn reveal_gently(&mut self, rect: Rect) {
        let caret = self.caret().translate(rect.min.to_vec2());
        let align = self.surface.writing.is_typewriter.then_some(Align::Center);
        self.ui.scroll_to_rect(caret.expand2(vec2(0.0, theme::SPACE_6)), align);
    }

    /// Scrolls a text in one row sideways to keep the cursor in view.
    pub fn scroll_sideways(&mut self, rect: Rect, has_focus: bool) {
        if self.surface.breaks != Breaks::Single {
            return;
        }
        let width = self.laid(0).map_or(0.0, LaidLine::width);
        let is_leftward = self.laid(0).is_some_and(|set| set.direction() == Direction::RightToLeft);
        let caret = if has_focus { self.caret().left() } else { 0.0 };
        let most = (width - rect.width() + theme::MARK).max(0.0);
        let first = caret - rect.width() + theme::MARK;
        self.memory.scroll_x = match has_focus {
            true => self.memory.scroll_x.clamp(first, caret.max(first)),
            // Without the focus, the beginning is visible.
            false if is_leftward => most,
            false => 0.0,
        };
        self.memory.scroll_x = self.memory.scroll_x.clamp(0.0, most);
    }

    /// From the text to the screen.
    pub fn offset(&self, rect: Rect) -> Vec2 {
        rect.min.to_vec2() - vec2(self.memory.scroll_x, 0.0)
    }

    /// The visible rectangle of the selection or cursor on the screen.
    pub fn selection_rect(&mut self, rect: Rect) -> Option<Rect> {
        let selection = self.memory.selection;
        let (range, side) = (selection.range(), self.memory.side);
        let clip = self.ui.clip_rect();
        let around = if selection.is_empty() {
            self.caret()
        } else {
            let (start, end) = (self.stop_at(range.start, Side::After), self.stop_at(range.end, side));
            let is_one_row = start.top() == end.top();
            let all = start.union(end);
            if is_one_row { all } else { Rect::from_x_y_ranges(0.0..=rect.width(), all.y_range()) }
        };
        let around = around.translate(self.offset(rect));
        let seen = around.intersect(clip);
        (seen.height() >= 0.0).then_some(seen)
    }
}

/// A position after a change, unless the change was made there.
fn moved(at: usize, change: &Change) -> Option<usize> {
    match change.range.end <= at {
        true => Some(at - change.range.len() + change.text.len()),
        false => (at < change.range.start).then_some(at),
    }
}

fn measure(letters: &Letters) -> Measure {
    Measure {
        width: letters.width,
        letter: letters.base.size * MEAN_WIDTH,
        row: letters.base.line_height,
        between: theme::BETWEEN * letters.scale,
    }
}
