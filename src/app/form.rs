//! The form: which rows are drawn, where they are, and where the focus is. The files under `form` draw the parts. A row
//! out of view is not drawn unless it has the focus.

mod alone;
mod carrying;
mod citing;
mod column;
mod details;
mod field;
mod focus;
mod head;
mod kept;
mod listed;
mod lists;
mod options;
mod panel;
mod pen;
mod picture;
mod row;
mod rows;
mod sections;
mod side;
mod sources;
mod steering;
mod takeaways;
mod walk;

use super::surface;
use column::Column;
use egui::{Rangef, Rect, ScrollArea, Sense, Stroke, Ui, UiBuilder, Vec2};

use super::command::Command;
use super::lead::{self, Track, Travel};
use super::stack::Learnt;
use super::theme;
use super::view::View;
use crate::article::{Article, Place, SourceField};
use crate::document::Document;
use crate::file::Sight;
use row::row_of;
use rows::BELOW;

pub(crate) use field::field_id;
use focus::{Focus, give_to_next};
pub(super) use kept::FEW_TEXTS;
use kept::Kept;
use options::Options;
use pen::Pen;
use row::{Lede, Row};
use rows::{Rows, Slot};

pub use walk::Way;

/// The form, which is the middle column.
#[derive(Default)]
pub struct Form {
    rows: Rows,
    focus: Focus,
    kept: Kept,
    options: Options,
    viewport: Option<Rangef>,
    /// The scroll offset for the next pass, to keep the visible text in place.
    offset: Option<f32>,
    /// How the user scrolled in the last frame, and the resulting offset.
    travel: Option<Travel>,
    scrolled: f32,
    /// The top of the viewport on the screen.
    screen_top: f32,
    /// The distance of the cursor from that top when it was last visible, and the scroll offset at that time. A closing
    /// window has lost the focus.
    cursor: Option<(f32, f32)>,
    /// What to scroll to once the focus has moved, and the number of frames left to do it.
    stand: Option<(Sight, u8)>,
}

impl Form {
    /// Draws the form over the whole of `ui`, edits the document as people type, and queues commands.
    pub fn ui(&mut self, ui: &mut Ui, document: &mut Document, view: &View, commands: &mut Vec<Command>) {
        self.name_source(document, view.now);
        let column = Column::within(ui.available_width(), self.options.writing.width);
        let top = self.viewport.map(|viewport| viewport.min).filter(|_| self.offset.is_none());
        let stamp = (document.revision(), column.width, self.options.writing);
        self.watch_lede(document.article());
        let kept = self.rows.update(document.article(), stamp, top);
        self.offset = self.offset.or(kept);
        if self.options.writing.is_focus {
            theme::dim_hints(ui);
        }
        self.kept.forget(document.article());
        self.options.speak(&document.article().language);
        self.aim(document.article());
        let is_scrolled = lead::is_scrolled(ui, ui.max_rect());
        let mut area = ScrollArea::vertical().id_salt("form").auto_shrink(false);
        if let Some(offset) = self.offset.take() {
            area = area.vertical_scroll_offset(offset);
        }
        self.screen_top = ui.max_rect().top();
        let mut pen = Pen::new(document, view, commands, &mut self.kept, &self.options, &self.focus);
        let room = ui.available_rect_before_wrap();
        let output =
            area.show_viewport(ui, |ui, viewport| rows_ui(ui, &mut self.rows, &mut pen, column, viewport));
        let (viewport, shift) = output.inner;
        let column = Column { left: room.left() + column.left, ..column };
        details::panel_ui(ui, &mut pen, column, room, room.top() - viewport.top());
        self.focus = pen.finish();
        if self.focus.at.is_some() {
            self.kept.last.clone_from(&self.focus.at);
        }
        if self.focus.leaves {
            give_to_next(ui);
        }
        self.kept.put_away();
        if self.focus.goal.is_some() {
            ui.ctx().request_repaint();
        }
        self.viewport = Some(Rangef::new(viewport.top(), viewport.bottom()));
        let (from, to) = (viewport.top() + shift, output.state.unclamped_offset().y + shift);
        self.travel = (is_scrolled && from != to).then_some(Travel { from, to });
        self.scrolled = to;
        if shift.abs() >= 0.5 {
            self.offset = Some((output.state.unclamped_offset().y + shift).max(0.0));
            ui.ctx().request_discard("the height of a row above was estimated");
        }
        if let Some(rect) = self.focus.selection_rect {
            self.cursor = Some((rect.top() - self.screen_top, self.scrolled));
        }
        self.settle(ui);
    }

    /// The scroll position, once something has been shown.
    pub fn sight(&self) -> Option<Sight> {
        if let Some((top, _)) = self.cursor.filter(|(_, scrolled)| *scrolled == self.scrolled) {
            return Some(Sight::Cursor(top));
        }
        let stops = self.rows.stops().into_iter();
        let (place, top) = stops.take_while(|(_, top)| *top <= self.scrolled).last()?;
        Some(Sight::Under(place, self.scrolled - top))
    }

    /// Restores a scroll position as soon as the focus has moved to its field.
    pub fn stand_at(&mut self, sight: Sight) {
        const FRAMES: u8 = 12;
        self.stand = Some((sight, FRAMES));
    }

    /// Scrolls closer to the position to restore. Rows whose heights were only estimated may move when they are drawn.
    fn settle(&mut self, ui: &Ui) {
        let Some((sight, frames)) = self.stand.take().filter(|(_, frames)| *frames > 0) else { return };
        let goal = match &sight {
            _ if self.focus.goal.is_some() => None,
            Sight::Cursor(top) => self.focus.selection_rect.map(|rect| rect.top() - self.screen_top - top),
            Sight::Under(place, below) => {
                let stop = self.rows.stops().into_iter().find(|(stop, _)| stop == place);
                stop.map(|(_, top)| top + below - self.scrolled)
            }
        };
        if let Some(moved) = goal.filter(|moved| moved.abs() >= 1.0) {
            self.offset = Some((self.scrolled + moved).max(0.0));
        }
        self.stand = Some((sight, frames - 1));
        ui.ctx().request_repaint();
    }

    /// Derives the key of a source from its link, when the link field loses the focus or a whole link is entered at
    /// once.
    fn name_source(&mut self, document: &mut Document, now: f64) {
        self.follow_named(document.article());
        // Not while the focus is moving.
        let Some(here) = self.focus.at.clone().filter(|_| self.focus.goal.is_none()) else { return };
        let link = if let Place::Source(key, SourceField::Link) = &here { Some(key.clone()) } else { None };
        let before = std::mem::replace(&mut self.kept.link, link.clone());
        let is_empty = document.article().text(&here).is_some_and(str::is_empty);
        let is_whole = std::mem::replace(&mut self.kept.is_link_empty, is_empty) && !is_empty;
        // The first letter of a link being typed arrives alone, and does not name a publisher.
        let Some(key) = before.filter(|key| is_whole || link.as_ref() != Some(key)) else { return };
        let Some(named) = document.name_source(&key, now) else { return };
        if self.kept.open_sources.remove(&key) {
            self.kept.open_sources.insert(named.clone());
        }
        self.kept.named = Some((key.clone(), named.clone()));
        let Place::Source(at, field) = here else { return };
        if at == key {
            self.kept.link = link.map(|_| named.clone());
            self.focus(Place::Source(named, field), self.focus.selection);
        }
    }

    /// Redirects a focus that was sent to a source before its key changed.
    fn follow_named(&mut self, article: &Article) {
        let (Some(goal), Some((old, new))) = (&mut self.focus.goal, &self.kept.named) else { return };
        if let Place::Source(key, _) = &mut goal.place
            && key == old
            && article.source(key).is_none()
        {
            key.clone_from(new);
        }
    }

    /// A draft that started without a body has no row for the lede until the focus goes there.
    fn watch_lede(&mut self, article: &Article) {
        let goal = self.focus.goal.as_ref().map(|goal| &goal.place);
        let is_wanted = goal == Some(&Place::Lede) || !article.lede.is_empty();
        self.kept.lede = match self.kept.lede {
            Lede::Shown => Lede::Shown,
            Lede::Unknown | Lede::Waits if is_wanted => Lede::Shown,
            Lede::Waits => Lede::Waits,
            Lede::Unknown if article.sections.is_empty() => Lede::Waits,
            Lede::Unknown => Lede::Shown,
        };
        self.rows.set_lede(self.kept.lede);
    }

    /// Whether the details panel is open.
    pub fn are_details_open(&self) -> bool {
        self.kept.details.is_open
    }

    /// How the user scrolled the form in the last frame.
    pub fn take_travel(&mut self) -> Option<Travel> {
        self.travel.take()
    }

    /// The positions of the article's parts in the form.
    pub fn track(&self) -> Track {
        let viewport = self.viewport.map_or(0.0, Rangef::span);
        let height = self.rows.stack().height() + BELOW;
        Track { stops: self.rows.stops(), height, viewport, offset: self.scrolled }
    }

    /// Scrolls to an offset in the content.
    pub fn lead_to(&mut self, offset: f32) {
        self.offset = Some(offset);
    }

    /// Keeps the visible text in place on the screen while the top of the form moves down by `moved` points and the
    /// heights of rows change.
    pub fn keep_place(&mut self, moved: f32) {
        if let Some(sight) = self.sight() {
            self.stand_at(match sight {
                Sight::Cursor(top) => Sight::Cursor(top - moved),
                Sight::Under(place, below) => Sight::Under(place, below + moved),
            });
        }
    }

    /// Drops the layouts and styles of all texts; visible ones are computed again.
    pub(super) fn let_go(&mut self) {
        self.kept.texts.values_mut().for_each(surface::Memory::put_away);
    }

    /// The numbers of remembered texts, half-typed fields, laid-out lines and row heights.
    pub(super) fn remembered(&self) -> [usize; 4] {
        let Kept { texts, raw, .. } = &self.kept;
        let lines = texts.values().map(surface::Memory::lines_set).sum();
        [texts.len(), raw.len(), lines, self.rows.slots().len()]
    }
}

/// Between the text and the line that marks the part being edited.
const MARK_GAP: f32 = 24.0;

/// Draws the visible rows. Returns the viewport, and by how much rows above it turned out higher than estimated.
fn rows_ui(ui: &mut Ui, rows: &mut Rows, pen: &mut Pen, column: Column, viewport: Rect) -> (Rect, f32) {
    let origin = ui.max_rect().min;
    let column = Column { left: origin.x + column.left, ..column };
    let (before, seen_from, after) = drawn(rows, pen, viewport);
    // Below everything else, so that it receives only the clicks that nothing else takes.
    let ground = ui.interact(ui.clip_rect(), egui::Id::unique("form ground"), Sense::CLICK);
    pen.clicked_beside = ui.input(|input| input.pointer.interact_pos()).filter(|_| ground.clicked());
    // On empty paper there is nothing else to click.
    if ground.clicked() && pen.is_alone() && pen.article().is_blank_beside(None) {
        pen.go_to(Place::Headline, None);
    }
    if !pen.writing().is_focus {
        details::line_ui(ui, pen, column, origin.y);
    }
    let mut shift = 0.0;
    let mut draw = |ui: &mut Ui, rows: &mut Rows, index: usize, top: f32| {
        let Some(slot) = rows.slots().get(index).cloned() else { return 0.0 };
        let span = rows.stack().span_of(index);
        let top = origin.y + top;
        let height = row_ui(ui, &slot, pen, column, Rangef::new(top, top + span.span()));
        // A row above the viewport must not push it down.
        let is_above = span.max <= viewport.top();
        let learnt = pen.take_learnt();
        shift += match rows.learn(index, height) {
            Learnt::First(delta) if is_above => delta,
            Learnt::Nothing | Learnt::First(_) | Learnt::Changed(_) => learnt,
        };
        height
    };
    for index in before {
        let top = rows.stack().top_of(index);
        draw(ui, rows, index, top);
    }
    let mut top = rows.stack().top_of(seen_from);
    let mut index = seen_from;
    let mut overscan = 0;
    while index < rows.slots().len() && overscan <= 1 {
        overscan += usize::from(top >= viewport.bottom());
        top += draw(ui, rows, index, top);
        index += 1;
    }
    for index in after.into_iter().filter(|after| *after >= index) {
        let top = rows.stack().top_of(index);
        draw(ui, rows, index, top);
    }
    rows.settle();
    carrying::carrying_ui(ui, rows, pen, column, origin.y);
    ui.set_height(rows.stack().height() + BELOW);
    (viewport, shift)
}

/// Which rows are drawn: those with the focus and their neighbours, in view or not, and all from the first visible one
/// on.
fn drawn(rows: &Rows, pen: &Pen, viewport: Rect) -> (Vec<usize>, usize, Vec<usize>) {
    let seen = rows.stack().meeting(viewport.y_range());
    let first = seen.start.saturating_sub(1);
    let mut kept: Vec<usize> = pen
        .wanted_rows()
        .filter_map(|row| rows.find(&row))
        .flat_map(|index| index.saturating_sub(1)..=index + 1)
        .collect();
    kept.sort_unstable();
    kept.dedup();
    let (before, after) = kept.into_iter().partition(|index| *index < first);
    (before, first, after)
}

/// Draws one row and returns its height, including the space below it.
fn row_ui(ui: &mut Ui, slot: &Slot, pen: &mut Pen, column: Column, span: Rangef) -> f32 {
    let rect = Rect::from_x_y_ranges(Rangef::new(column.left, column.left + column.width), span);
    let builder = UiBuilder::new().scope_id(egui::Id::unique(("row", &slot.row))).max_rect(rect);
    let mut row = ui.new_child(builder);
    row.spacing_mut().item_spacing = Vec2::ZERO;
    row.spacing_mut().interact_size = Vec2::ZERO;
    let before = pen.focused().cloned();
    let below = match &slot.row {
        Row::Headline => head::headline_ui(&mut row, pen),
        Row::Deck => head::deck_ui(&mut row, pen),
        Row::Image => picture::picture_ui(&mut row, pen),
        Row::Byline => head::byline_ui(&mut row, pen),
        Row::Takeaways => takeaways::label_ui(&mut row, pen),
        Row::Takeaway(id) => takeaways::takeaway_ui(&mut row, pen, *id, slot.index),
        Row::AddTakeaway => takeaways::add_ui(&mut row, pen),
        Row::Lede => sections::lede_ui(&mut row, pen),
        Row::Section(id) => sections::section_ui(&mut row, pen, *id, slot.index),
        Row::AddSection => sections::add_ui(&mut row, pen),
        Row::Sources => sources::label_ui(&mut row, pen),
        Row::Source(key) => sources::source_ui(&mut row, pen, key, slot.index),
        Row::AddSource => sources::add_ui(&mut row, pen),
    };
    let content = Rangef::new(span.min, row.min_rect().bottom());
    let is_left =
        pen.kept.details.left().and_then(|place| row_of(pen.article(), place)).as_ref() == Some(&slot.row);
    if (pen.focused() != before.as_ref() || is_left) && !pen.is_alone() {
        let stroke = Stroke::new(theme::MARK, theme::tokens(ui).accent);
        ui.painter().vline(column.left - MARK_GAP, content, stroke);
    }
    content.span() + alone::below(pen, &slot.row, content.span(), below)
}
