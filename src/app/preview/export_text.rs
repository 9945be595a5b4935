//! The text of an export, read-only: which lines are in view, what is selected and what is copied. `export_lines` lays
//! out a line, `tint` colours it, and `format` writes the text.

mod export_lines;
mod select;
mod tint;

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{CornerRadius, EventFilter, Id, Pos2, Rangef, Rect, ScrollArea, Sense, Stroke, Ui, WidgetInfo, vec2};

use crate::app::command::Command;
use crate::app::lead::{self, Track, Travel};
use crate::app::setting::{Arrow, Reached, Side};
use crate::app::theme;
use crate::format::Format;
use crate::writing::Selection;

use export_lines::ExportLines;
pub(super) use export_lines::KEPT as MOST_LAID;
use select::{Motion, Step};

/// The share of the viewport above the scroll target.
const ABOVE_SHARE: f32 = 0.3;

/// What a text was rendered from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    pub revision: u64,
    pub format: Format,
}

/// The text of an export.
#[derive(Default)]
pub(super) struct ExportText {
    text: Arc<str>,
    stamp: Option<Stamp>,
    lines: ExportLines,
    selection: Selection,
    /// The side of the cursor.
    side: Side,
    /// The first changed line of the last change.
    changed: Option<usize>,
    viewport: Option<Rangef>,
    offset: Option<f32>,
    travel: Option<Travel>,
    scrolled: f32,
}

const PADDING: egui::Vec2 = vec2(theme::SPACE_5, theme::SPACE_4);
/// How much of a long text screen readers get at once, in bytes.
const SAID_WHOLE: usize = 64 * 1024;

impl ExportText {
    /// What the text was rendered from; `None` before the first text.
    pub(super) fn stamp(&self) -> Option<Stamp> {
        self.stamp
    }

    /// The text has to be rendered again, although the article has not changed.
    pub(super) fn outdate(&mut self) {
        self.stamp = None;
    }

    /// Shows another text. In the same format, the scroll position is kept and the first changed line is marked.
    pub(super) fn set(&mut self, text: String, stamp: Stamp) {
        let is_same_form = self.stamp.is_some_and(|before| before.format == stamp.format);
        let same = common(&self.text, &text);
        let is_changed = same < text.len() || same < self.text.len();
        self.text = text.into();
        self.lines = ExportLines::new(&self.text, &self.lines, if is_same_form { same } else { 0 });
        self.stamp = Some(stamp);
        self.selection = self.selection.within(&self.text);
        if !is_same_form {
            (self.changed, self.offset, self.selection) = (None, Some(0.0), Selection::default());
        } else if is_changed {
            self.changed = Some(self.lines.at_byte(same));
        }
    }

    /// Draws the text over the whole of `ui`.
    pub(super) fn ui(&mut self, ui: &mut Ui, name: &str, commands: &mut Vec<Command>) {
        self.lines.fit(ui, ui.available_width() - 2.0 * PADDING.x, &self.text);
        self.reveal_change();
        let is_scrolled = lead::is_scrolled(ui, ui.max_rect());
        let mut area = ScrollArea::vertical().id_salt("preview source").auto_shrink(false);
        if let Some(offset) = self.offset.take() {
            area = area.vertical_scroll_offset(offset);
        }
        let output = area.show_viewport(ui, |ui, viewport| {
            self.text_ui(ui, viewport, name, commands);
            viewport.top()
        });
        let (from, to) = (output.inner, output.state.unclamped_offset().y);
        self.travel = (is_scrolled && from != to).then_some(Travel { from, to });
        self.scrolled = to;
    }

    /// Drops all layouts.
    pub(super) fn let_go(&mut self) {
        self.lines.let_go();
    }

    /// The number of laid-out lines.
    pub(super) fn laid(&self) -> usize {
        self.lines.laid()
    }

    /// How the user scrolled in the last frame.
    pub(super) fn take_travel(&mut self) -> Option<Travel> {
        self.travel.take()
    }

    pub(super) fn scroll_to(&mut self, offset: f32) {
        self.offset = Some(offset);
    }

    /// The scroll state of the text. Only its beginning and end correspond to the form.
    pub(super) fn track(&self) -> Track {
        let viewport = self.viewport.map_or(0.0, Rangef::span);
        let height = self.lines.height() + 2.0 * PADDING.y;
        Track { stops: Vec::new(), height, viewport, offset: self.scrolled }
    }

    /// The selected text.
    pub(super) fn selected(&self) -> Option<&str> {
        self.text.get(self.selection.range()).filter(|text| !text.is_empty())
    }

    /// Scrolls to the change unless it is visible.
    fn reveal_change(&mut self) {
        let (Some(line), Some(viewport)) = (self.changed, self.viewport) else { return };
        let Some(top) = self.lines.take_news(line) else { return };
        let is_in_sight = top >= viewport.min && top + theme::CODE.line_height <= viewport.max;
        if !is_in_sight {
            self.offset = Some((top + PADDING.y - viewport.span() * ABOVE_SHARE).max(0.0));
        }
    }

    fn text_ui(&mut self, ui: &mut Ui, viewport: Rect, name: &str, commands: &mut Vec<Command>) {
        let origin = ui.max_rect().min + PADDING;
        let seen = Rangef::new(viewport.top() - PADDING.y, viewport.bottom() - PADDING.y);
        let shift = self.lines.lay_seen(ui, &self.text, self.stamp.map(|stamp| stamp.format), seen);
        if shift != 0.0 {
            self.offset = Some((viewport.top() + shift).max(0.0));
            ui.ctx().request_repaint();
        }
        let origin = origin - vec2(0.0, shift);
        let seen = Rangef::new(seen.min + shift, seen.max + shift);
        self.viewport = Some(seen);
        let rect = ui.clip_rect().intersect(ui.max_rect());
        let response = ui.interact(rect, Id::unique("preview source text"), Sense::click_and_drag());
        self.say(ui, &response, name, seen);
        self.point(ui, &response, origin);
        if response.has_focus() {
            self.keys(ui, response.id, origin, viewport, commands);
        }
        if response.hovered() {
            ui.set_cursor_icon(egui::CursorIcon::Text);
        }
        self.lines_ui(ui, origin, seen, response.has_focus());
        ui.set_height(self.lines.height() + 2.0 * PADDING.y);
    }

    fn say(&self, ui: &Ui, response: &egui::Response, name: &str, seen: Rangef) {
        response.widget_info(|| WidgetInfo::labeled(Role::Document, true, name));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            let said = match self.text.len() <= SAID_WHOLE {
                true => &self.text,
                false => self.text.get(self.lines.bytes(seen)).unwrap_or_default(),
            };
            node.set_value(said);
            node.set_read_only();
        });
    }

    /// Selects with the pointer: characters, a word with a double click, a line with a triple click.
    fn point(&mut self, ui: &Ui, response: &egui::Response, origin: Pos2) {
        let Some(at) = response.interact_pointer_pos() else { return };
        let byte = self.lines.byte_at(ui, &self.text, at - origin.to_vec2());
        self.side = Side::After;
        if response.is_pointer_button_down_on() && ui.input(|input| input.pointer.primary_pressed()) {
            response.request_focus();
            let anchor = if ui.input(|input| input.modifiers.shift) { self.selection.anchor } else { byte };
            self.selection = Selection { anchor, caret: byte };
        } else if response.dragged() {
            self.selection.caret = byte;
        }
        if response.triple_clicked() {
            self.selection = select::line(&self.text, byte);
        } else if response.double_clicked() {
            self.selection = select::word(&self.text, byte);
        }
    }

    fn keys(&mut self, ui: &Ui, id: Id, origin: Pos2, viewport: Rect, commands: &mut Vec<Command>) {
        let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
        let events = ui.input(|input| input.filtered_events(&arrows));
        for event in events {
            if let (egui::Event::Copy, Some(text)) = (&event, self.selected()) {
                commands.push(Command::CopyText(text.to_owned()));
            }
            let Some((motion, holds)) = select::motion(&event) else { continue };
            let side = std::mem::take(&mut self.side);
            let caret = match motion {
                Motion::Rows(rows) => self.lines.rows_away(ui, &self.text, self.selection.caret, rows),
                Motion::Pages(pages) => {
                    let rows = (viewport.height() / theme::CODE.line_height - 1.0).max(1.0) as i32;
                    self.lines.rows_away(ui, &self.text, self.selection.caret, pages * rows)
                }
                Motion::All => {
                    self.selection = Selection::over(0..self.text.len());
                    continue;
                }
                Motion::Along(step) => self.along(ui, side, step),
            };
            let anchor = if holds { self.selection.anchor } else { caret };
            self.selection = Selection { anchor, caret };
            let height = self.lines.caret(ui, &self.text, caret).map_or(0.0, |at| at.y);
            let row = Rect::from_min_size(origin + vec2(0.0, height), vec2(1.0, theme::CODE.line_height));
            ui.scroll_to_rect(row, None);
        }
    }

    /// Moves along the text; an arrow moves in its visual direction.
    fn along(&mut self, ui: &Ui, side: Side, step: Step) -> usize {
        let caret = self.selection.caret;
        let arrow = match step {
            Step::Back => Some(Arrow::Left),
            Step::Forward => Some(Arrow::Right),
            Step::WordBack | Step::WordForward | Step::LineStart | Step::LineEnd | Step::Start | Step::End => None,
        };
        let reached = arrow.and_then(|arrow| self.lines.step(ui, &self.text, (caret, side), arrow));
        let (at, side) = match reached {
            Some(Reached::At(at, side)) => (at, side),
            Some(Reached::Start) => (select::along(&self.text, caret, Step::Back), Side::After),
            Some(Reached::End) => (select::along(&self.text, caret, Step::Forward), Side::Before),
            None => (select::along(&self.text, caret, step), Side::After),
        };
        self.side = side;
        at
    }

    fn lines_ui(&self, ui: &Ui, origin: Pos2, seen: Rangef, has_focus: bool) {
        let colours = theme::tokens(ui);
        let selected = self.selection.range();
        for (index, top) in self.lines.seen(seen) {
            let Some((bytes, set)) = self.lines.set(ui, index) else { continue };
            let at = origin + vec2(0.0, top);
            if self.changed == Some(index) {
                let ground = Rect::from_min_size(at, vec2(self.lines.width(), set.height()));
                ui.painter().rect_filled(
                    ground.expand2(vec2(theme::SPACE_2, 0.0)),
                    CornerRadius::same(theme::RADIUS_SMALL),
                    colours.wash,
                );
            }
            let met = selected.start.max(bytes.start)..selected.end.min(bytes.end);
            if met.start < met.end {
                for row in set.cover(&(met.start - bytes.start..met.end - bytes.start)) {
                    ui.painter().rect_filled(row.translate(at.to_vec2()), 0.0, colours.selection);
                }
            }
            ui.painter().galley(at, Arc::clone(&set.galley), colours.ink);
        }
        if has_focus && let Some(caret) = self.lines.caret_beside(ui, &self.text, self.selection.caret, self.side)
        {
            let at = origin + caret.to_vec2();
            let line = Rangef::new(at.y, at.y + theme::CODE.line_height);
            ui.painter().vline(at.x, line, Stroke::new(theme::HAIRLINE, colours.accent));
        }
    }
}

/// The number of bytes at the start that two texts have in common, up to the start of a line or within a line.
fn common(a: &str, b: &str) -> usize {
    let mut same = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    while !b.is_char_boundary(same) || !a.is_char_boundary(same) {
        same -= 1;
    }
    same
}
