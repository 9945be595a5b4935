//! What the pointer does in a text: it places the cursor, selects characters, words and paragraphs, and scrolls when it
//! is dragged out of view.

use std::ops::Range;

use egui::style::ScrollAnimation;
use egui::{CursorIcon, Event, PointerButton, Pos2, Rangef, Rect, Response, vec2};

use super::chips::key_of;
use super::memory::Press;
use super::paint::loose_mark;
use super::values::{Breaks, Kind};
use super::work::Work;
use crate::app::theme;
use crate::writing::{Selection, stops};

/// What the pointer did in a frame.
#[derive(Clone, Debug, Default)]
pub(super) struct Pointed {
    pub is_pressed: bool,
    pub hovered_at: Option<usize>,
    pub secondary_at: Option<usize>,
}

/// In seconds. Clicks further apart do not count as a double click.
const DOUBLE_SECS: f64 = 0.4;
const DOUBLE_POINTS: f32 = 6.0;
/// The distance from an edge of the viewport at which a drag scrolls, because the pointer cannot go beyond the screen.
const SCROLL_BAND: f32 = 24.0;
/// The scroll speed, in points per second for each point of the pointer within the band or beyond it, and its limit.
const SCROLL_SPEED: f32 = 20.0;
const SCROLL_MOST: f32 = 3_000.0;
/// A drag has to go this far towards an edge to scroll.
const SCROLL_MEANT: f32 = 8.0;
/// The longest frame that counts, so that scrolling does not jump after a slow one.
const SCROLL_FRAME: f32 = 0.05;

impl Work<'_, '_> {
    /// Handles the pointer.
    pub fn point(&mut self, response: &Response, rect: Rect) -> Pointed {
        let mut pointed = Pointed::default();
        self.paste_second_clipboard(response, rect);
        let at = response.interact_pointer_pos().or(response.hover_pos());
        let Some(at) = at.filter(|at| at.is_finite()) else {
            self.memory.press.is_held = false;
            return pointed;
        };
        if response.hovered() {
            self.ui.set_cursor_icon(CursorIcon::Text);
            self.ui.output_mut(|output| output.mutable_text_under_cursor = !self.surface.is_read_only);
            pointed.hovered_at = self.hovered(at, rect);
        }
        for (button, pressed, pos, selects) in self.buttons() {
            match (button, pressed) {
                (PointerButton::Primary, true) if response.contains_pointer() => {
                    self.press(pos, rect, selects);
                    pointed.is_pressed = true;
                }
                (PointerButton::Secondary, true) if response.contains_pointer() => {
                    pointed.secondary_at = Some(self.press_second(pos, rect));
                    pointed.is_pressed = true;
                }
                (PointerButton::Primary, false) => self.memory.press.is_held = false,
                _ => {}
            }
        }
        if self.memory.press.is_held && response.is_pointer_button_down_on() {
            pointed.is_pressed = true;
            self.drag(at, rect);
        }
        if pointed.is_pressed {
            self.ui.memory_mut(|memory| memory.request_focus(self.surface.id));
        }
        pointed
    }

    /// The presses and releases of the frame, and whether Shift was held.
    fn buttons(&self) -> Vec<(PointerButton, bool, Pos2, bool)> {
        self.ui.input(|input| {
            let buttons = input.events.iter().filter_map(|event| match event {
                Event::PointerButton { pos, button, pressed, modifiers } => {
                    Some((*button, *pressed, *pos, modifiers.shift))
                }
                _ => None,
            });
            buttons.collect()
        })
    }

    fn press(&mut self, at: Pos2, rect: Rect, selects: bool) {
        self.commit_composed();
        let now = self.ui.input(|input| input.time);
        let press = &self.memory.press;
        let is_again = now - press.time <= DOUBLE_SECS && press.at.distance(at) <= DOUBLE_POINTS && !selects;
        let count = if is_again { press.count % 3 + 1 } else { 1 };
        let point = at - self.offset(rect);
        let chip = self.chip_at(point).filter(|_| count < 3 && !selects);
        let (byte, side) = self.nearest(point);
        let origin = chip.unwrap_or_else(|| self.unit(count, byte));
        (self.memory.aim_x, self.memory.is_placed) = (None, true);
        self.memory.side = side;
        self.memory.selection = match selects {
            true => Selection { anchor: self.memory.selection.anchor, caret: byte },
            false => Selection::over(origin.clone()),
        };
        let origin = if selects { self.memory.selection.anchor..self.memory.selection.anchor } else { origin };
        self.memory.press = Press { count, time: now, at, origin, is_held: true };
    }

    /// Handles a click on the empty space beside a multi-line text, or directly below it. Returns the new position of
    /// the cursor.
    pub fn clicked_beside(&mut self, rect: Rect) -> Option<usize> {
        let at = self.surface.clicked_beside.filter(|_| self.surface.kind == Kind::Blocks)?;
        let is_near = Rangef::new(rect.top(), rect.bottom() + theme::SPACE_6).contains(at.y);
        is_near.then(|| self.nearest(at - self.offset(rect)).0)
    }

    /// Handles a right-click: keeps a selection under the pointer, otherwise moves the cursor there.
    fn press_second(&mut self, at: Pos2, rect: Rect) -> usize {
        self.commit_composed();
        let point = at - self.offset(rect);
        let chip = self.chip_at(point);
        let (byte, side) = self.nearest(point);
        let range = self.memory.selection.range();
        if range.is_empty() || !(range.start..=range.end).contains(&byte) {
            self.memory.select(chip.map_or(Selection::at(byte), Selection::over));
            self.memory.side = side;
        }
        byte
    }

    /// The range selected by a single, double or triple click.
    fn unit(&mut self, count: u8, at: usize) -> Range<usize> {
        match count {
            2 => self.with_whole_chips(stops::word_at(&self.text, at)),
            3 => stops::line_at(&self.text, at),
            _ => at..at,
        }
    }

    fn drag(&mut self, at: Pos2, rect: Rect) {
        let press = self.memory.press.clone();
        if press.at.distance(at) < 1.0 {
            return;
        }
        let (byte, side) = self.nearest(at - self.offset(rect));
        let (unit, origin) = (self.unit(press.count, byte), press.origin);
        self.memory.side = side;
        self.memory.selection = if unit.start < origin.start {
            Selection { anchor: origin.end, caret: unit.start }
        } else {
            Selection { anchor: origin.start, caret: unit.end.max(origin.end) }
        };
        // A second click in the same place starts over after this.
        self.memory.press.time = f64::NEG_INFINITY;
        self.scroll_along(at, press.at, rect);
    }

    /// Scrolls while dragging, as far as there is text. The speed depends on the distance from the edge.
    fn scroll_along(&self, at: Pos2, from: Pos2, rect: Rect) {
        let seen = self.ui.clip_rect();
        let speed = scroll_speed(at.y, from.y, seen.y_range());
        let way = speed * self.ui.input(|input| input.stable_dt).min(SCROLL_FRAME);
        let below = (rect.bottom() - seen.bottom()).max(0.0);
        let above = (seen.top() - rect.top()).max(0.0);
        let way = way.clamp(-above, below);
        if way != 0.0 && self.surface.breaks != Breaks::Single {
            self.ui.scroll_with_delta_animation(vec2(0.0, -way), ScrollAnimation::none());
            self.ui.ctx().request_repaint();
        }
    }

    /// The position under the pointer, if there is text.
    fn hovered(&mut self, at: Pos2, rect: Rect) -> Option<usize> {
        let point = at - self.offset(rect);
        if let Some(chip) = self.chip_at(point) {
            return Some(chip.start);
        }
        let (byte, side) = self.nearest(point);
        let here = self.stop_at(byte, side);
        let is_near = (here.left() - point.x).abs() <= self.letters.base.size && here.y_range().contains(point.y);
        is_near.then_some(byte)
    }

    /// The middle button pastes the primary selection, on systems that have one.
    fn paste_second_clipboard(&mut self, response: &Response, rect: Rect) {
        if self.surface.is_read_only || !response.contains_pointer() {
            return;
        }
        let pasted = self.ui.input(|input| {
            input.events.iter().find_map(|event| match event {
                Event::MiddleClickPaste { pos, text } => Some((*pos, text.clone())),
                _ => None,
            })
        });
        if let Some((at, text)) = pasted {
            let (byte, _) = self.nearest(at - self.offset(rect));
            self.memory.select(Selection::at(byte));
            self.insert(&text);
            self.ui.memory_mut(|memory| memory.request_focus(self.surface.id));
            self.ui.ctx().request_repaint();
        }
    }

    /// Passes a finished selection to the system's primary selection.
    pub fn hand_over(&mut self, has_focus: bool) {
        let selection = self.memory.selection;
        let is_resting = has_focus && !self.memory.press.is_held && selection != self.memory.handed;
        if !is_resting {
            return;
        }
        self.memory.handed = selection;
        if let Some(text) = self.text.get(selection.range()).filter(|text| !text.is_empty()) {
            self.ui.ctx().send_cmd(egui::OutputCommand::TextSelectionSettled(text.to_owned()));
        }
    }

    /// Shows the name of the source whose citation is under the pointer.
    pub fn citation_tip(&mut self, response: &Response, rect: Rect) {
        let Some(at) = response.hover_pos().filter(|_| !self.memory.press.is_held) else { return };
        let Some(chip) = self.chip_at(at - self.offset(rect)) else { return };
        let key = self.text.get(chip).and_then(key_of);
        if let Some(source) = key.and_then(|key| (self.surface.source)(key)) {
            response.clone().on_hover_ui_at_pointer(|ui| {
                ui.label(theme::INTERFACE.text(source.title));
            });
        }
    }

    /// Explains the line break mark under the pointer.
    pub fn loose_tip(&mut self, response: &Response, rect: Rect) {
        let Some(at) = response.hover_pos().filter(|_| !self.memory.press.is_held) else { return };
        let point = at - self.offset(rect);
        let index = self.memory.lines.at_height(point.y);
        let Some(len) = self.memory.lines.get(index).map(|line| line.len) else { return };
        let top = self.memory.lines.stack().top_of(index);
        let mark = self.laid(index).and_then(|set| loose_mark(set, len));
        if mark.is_some_and(|mark| mark.expand(theme::SPACE_1).contains(point - vec2(0.0, top))) {
            response.clone().on_hover_ui_at_pointer(|ui| {
                ui.label(theme::INTERFACE.text(LOOSE));
            });
        }
    }
}

/// The scroll speed of a drag in points per second; negative is up.
fn scroll_speed(at: f32, from: f32, seen: Rangef) -> f32 {
    let depth_below = at - (seen.max - SCROLL_BAND);
    let depth_above = seen.min + SCROLL_BAND - at;
    let speed = |depth: f32| (depth * SCROLL_SPEED).min(SCROLL_MOST);
    match () {
        () if depth_below > 0.0 && at - from >= SCROLL_MEANT => speed(depth_below),
        () if depth_above > 0.0 && from - at >= SCROLL_MEANT => -speed(depth_above),
        () => 0.0,
    }
}

/// The explanation of the mark after a line.
const LOOSE: &str = "Line break; readers see a space. Use the Format menu to make it a paragraph or a space.";

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(from: f32, at: f32, expected: f32) {
        assert_eq!(scroll_speed(at, from, Rangef::new(100.0, 700.0)), expected);
    }

    #[test]
    fn a_drag_scrolls_the_faster_the_nearer_it_is_to_the_edge() {
        check(400.0, 676.0, 0.0);
        check(400.0, 688.0, 240.0);
        check(400.0, 700.0, 480.0);
        check(400.0, 776.0, 2_000.0);
        check(400.0, 9_000.0, 3_000.0);
        check(400.0, 100.0, -480.0);
    }

    #[test]
    fn a_drag_that_begins_at_the_edge_and_stays_there_scrolls_nothing() {
        check(690.0, 694.0, 0.0);
        check(110.0, 106.0, 0.0);
        check(110.0, 90.0, -680.0);
    }
}
