//! What screen readers are told about a text, and what they may ask. Built only while one is listening.

use std::ops::Range;

use std::sync::Arc;

use egui::accesskit::{Action, ActionData, ActionRequest, Role, TextDirection, TreeId};
use egui::emath::TSTransform;
use egui::epaint::text::{PlacedRow, Row as TextRow};
use egui::text::CCursor;
use egui::text_selection::{CCursorRange, accesskit_text};
use egui::{Event, Galley, Rect, Response, Vec2, vec2};

use super::seen::{Guests, Seen, Toward};
use super::values::Breaks;
use super::work::Work;
use crate::app::marks::MarkKind;
use crate::app::setting::{self, Row, Run};
use crate::page::Direction;
use crate::writing::paragraphs::Room;
use crate::writing::{Selection, stops};

/// How many marks are described.
const NAMED: usize = 20;
/// The size in bytes of the longest text that is described completely in each frame.
const WHOLE: usize = 200_000;
/// How many lines are described of a longer one that is out of view.
const LEAST: usize = 100;
/// The number of characters in one of egui's text runs.
const CHUNK: usize = 255;

impl Work<'_, '_> {
    /// Describes the text: its name, role, value, marks, rows and selection.
    pub fn tell(&mut self, rect: Rect, drawn: Range<usize>, response: &Response) {
        let surface = self.surface;
        let (text, marks) = (&self.text, surface.marks);
        let direction = setting::base(text, self.letters.direction);
        let is_heard = self.ui.ctx().accesskit_node_builder(surface.id, |node| {
            node.set_role(match surface.breaks {
                Breaks::Single | Breaks::Wrapped => Role::TextInput,
                Breaks::Many => Role::MultilineTextInput,
            });
            node.set_label(surface.name);
            node.set_value(text.as_ref());
            node.set_placeholder(surface.hint);
            if let Some(said) = said_of(text, marks) {
                node.set_description(said);
            }
            if direction == Direction::RightToLeft {
                node.set_text_direction(TextDirection::RightToLeft);
            }
            if surface.is_read_only {
                node.set_read_only();
            } else {
                node.add_action(Action::SetValue);
                node.add_action(Action::ReplaceSelectedText);
            }
        });
        self.memory.told = None;
        if is_heard.is_some() {
            let told = self.told(drawn);
            self.tell_rows(rect, told, response.has_focus());
        }
    }

    /// The lines that are described, visible or not: all of them, except in a very long text.
    fn told(&self, drawn: Range<usize>) -> Range<usize> {
        let len = self.memory.lines.len();
        if self.text.len() <= WHOLE { 0..len } else { drawn.start..drawn.end.max(drawn.start + LEAST).min(len) }
    }

    fn tell_rows(&mut self, rect: Rect, told: Range<usize>, has_focus: bool) {
        let Some((galley, directions)) = self.told_galley(told.clone()) else { return };
        let top = self.memory.lines.stack().top_of(told.start);
        let selection = self.memory.selection;
        let range = has_focus.then(|| {
            CCursorRange::two(self.told_char(&told, selection.anchor), self.told_char(&told, selection.caret))
        });
        let range =
            range.map(|range| CCursorRange { primary: range.secondary, secondary: range.primary, ..range });
        let place = TSTransform::from_translation(self.offset(rect) + vec2(0.0, top));
        accesskit_text::update_accesskit_for_text_widget(self.ui.ctx(), self.surface.id, range, place, &galley);
        self.tell_directions(&galley, &directions);
        self.memory.told = Some((Arc::new(galley), told.start));
    }

    /// The rows of the described lines. A line that is not laid out has all of its text in one row, at its estimated
    /// position.
    fn told_galley(&self, told: Range<usize>) -> Option<(Galley, Vec<Direction>)> {
        let lines = &self.memory.lines;
        let mut galley = self.memory.sentinel.as_deref().cloned()?;
        let blank = galley.rows.pop()?;
        let mut directions = Vec::new();
        let top = lines.stack().top_of(told.start);
        for index in told.filter(|index| self.memory.room(*index) != Room::Folded) {
            let (span, text) = (lines.stack().span_of(index), lines.text_of(index));
            let place = vec2(0.0, span.min - top);
            if let Some(last) = galley.rows.last_mut() {
                last.ends_with_newline = true;
            }
            match self.memory.cache.laid(index) {
                Some(set) => {
                    let whole = set.whole(self.ui, text, &self.letters);
                    let heard = set.heard(text);
                    for run in whole.rows().iter().flat_map(Row::runs) {
                        directions.push(run.direction);
                        galley.rows.push(told_run(&blank.row, &run, heard.text(), place));
                    }
                }
                None => {
                    let row = Arc::new(unset(&blank.row, text, span.span()));
                    directions.push(Direction::LeftToRight);
                    galley.rows.push(PlacedRow { pos: place.to_pos2(), row, ends_with_newline: false });
                }
            }
        }
        Some((galley, directions))
    }

    /// Sets the directions, because egui describes all text as left-to-right. A visual row stays one row.
    fn tell_directions(&self, galley: &Galley, directions: &[Direction]) {
        let run_id = |row: usize| self.surface.id.with(row).with(0_usize);
        for (index, (row, direction)) in galley.rows.iter().zip(directions).enumerate() {
            let is_on_line = |other: usize| {
                galley.rows.get(other).is_some_and(|other| other.pos.y == row.pos.y && other.pos.x != row.pos.x)
            };
            let before = index.checked_sub(1).filter(|before| is_on_line(*before));
            let behind = Some(index + 1).filter(|behind| is_on_line(*behind));
            let chunks = row.glyphs.len().div_ceil(CHUNK).max(1);
            for chunk in 0..chunks {
                self.ui.ctx().accesskit_node_builder(self.surface.id.with(index).with(chunk), |node| {
                    if *direction == Direction::RightToLeft {
                        node.set_text_direction(TextDirection::RightToLeft);
                    }
                });
            }
            if chunks == 1 && (before.is_some() || behind.is_some()) {
                self.ui.ctx().accesskit_node_builder(run_id(index), |node| {
                    before.into_iter().for_each(|before| node.set_previous_on_line(run_id(before).accesskit_id()));
                    behind.into_iter().for_each(|behind| node.set_next_on_line(run_id(behind).accesskit_id()));
                });
            }
        }
    }

    /// The text of a line for screen readers. In visible lines, citations are the names of their sources.
    fn heard(&self, index: usize) -> Seen {
        let text = self.memory.lines.text_of(index);
        let set = self.memory.cache.laid(index);
        set.map_or_else(|| Seen::new(text, &Guests::default()), |set| set.heard(text))
    }

    /// A position in the text as a character index in the described lines. Positions outside map to their ends.
    fn told_char(&self, told: &Range<usize>, at: usize) -> CCursor {
        let mut count = 0;
        for index in told.clone().filter(|index| self.memory.room(*index) != Room::Folded) {
            let Some(line) = self.memory.lines.get(index) else { break };
            let heard = self.heard(index);
            let is_last = index + 1 == told.end;
            if at <= line.range().end || is_last {
                let at = heard.at(at.clamp(line.start, line.range().end) - line.start, Toward::Start);
                let here = heard.text().get(..at).unwrap_or_default();
                return CCursor::new(count + here.chars().count());
            }
            count += heard.text().chars().count() + 1;
        }
        CCursor::new(count)
    }

    /// The position in the text for a character index in the described lines.
    fn told_place(&self, from: usize, cursor: CCursor) -> usize {
        let mut rest = cursor.index.0;
        for index in (from..self.memory.lines.len()).filter(|index| self.memory.room(*index) != Room::Folded) {
            let Some(line) = self.memory.lines.get(index) else { break };
            let heard = self.heard(index);
            let text = heard.text();
            let chars = text.chars().count();
            if rest <= chars {
                let len = text.char_indices().nth(rest).map_or(text.len(), |(byte, _)| byte);
                return stops::snap(&self.text, line.start + heard.own(len, Toward::Start));
            }
            rest -= chars + 1;
        }
        self.text.len()
    }

    fn select_told(&mut self, request: &ActionRequest) {
        let Some((galley, from)) = self.memory.told.clone() else { return };
        let mut range = CCursorRange::default();
        let event = Event::AccessKitActionRequest(request.clone());
        if range.on_event(self.ui.ctx().os(), &event, &galley, self.surface.id) {
            let place = |cursor| self.told_place(from, cursor);
            let selection = Selection { anchor: place(range.secondary), caret: place(range.primary) };
            self.memory.selection = self.memory.settled_selection(selection);
            (self.memory.aim_x, self.memory.is_placed) = (None, true);
        }
    }

    /// Handles a request of a screen reader to the focused text.
    pub fn asked(&mut self, request: &ActionRequest) {
        let is_own = request.target_node == self.surface.id.accesskit_id() && request.target_tree == TreeId::ROOT;
        match (&request.action, &request.data) {
            (Action::ReplaceSelectedText, Some(ActionData::Value(text)))
                if is_own && !self.surface.is_read_only =>
            {
                self.insert(text);
            }
            (Action::SetTextSelection, _) if is_own => self.select_told(request),
            _ => {}
        }
    }

    /// Handles a new value from a screen reader, which may come without the focus.
    pub fn take_value(&mut self) {
        if self.surface.is_read_only {
            return;
        }
        let id = self.surface.id;
        let value = self.ui.input(|input| {
            let asked = input.accesskit_action_requests(id, Action::SetValue);
            let values = asked.filter_map(|request| match &request.data {
                Some(ActionData::Value(value)) => Some(value.to_string()),
                _ => None,
            });
            values.last()
        });
        if let Some(value) = value {
            self.memory.select(Selection { anchor: 0, caret: self.text.len() });
            self.insert(&value);
        }
    }
}

/// A run of laid-out characters, at its position.
fn told_run(blank: &Arc<TextRow>, run: &Run, text: &str, place: Vec2) -> PlacedRow {
    let mut row = TextRow::clone(blank);
    let letter = row.glyphs.pop();
    row.glyphs.clear();
    for (own, glyph) in run.letters.iter().flat_map(|own| letter.map(|glyph| (own, glyph))) {
        let chars = text.get(own.range.clone()).unwrap_or_default().chars();
        row.glyphs.extend(chars.enumerate().map(|(index, chr)| {
            let mut glyph = glyph;
            let is_first = index == 0;
            glyph.chr = chr;
            glyph.pos.x = own.along + if is_first { 0.0 } else { own.width };
            glyph.advance_width = if is_first { own.width } else { 0.0 };
            glyph
        }));
    }
    row.size = run.rect.size();
    PlacedRow { pos: run.rect.min + place, row: Arc::new(row), ends_with_newline: false }
}

/// A row of text that was not laid out. All characters get the width of the one in `blank`.
fn unset(blank: &TextRow, text: &str, height: f32) -> TextRow {
    let mut row = blank.clone();
    let Some(letter) = row.glyphs.pop() else { return row };
    row.glyphs = text
        .chars()
        .enumerate()
        .map(|(index, chr)| {
            let mut glyph = letter;
            (glyph.chr, glyph.pos.x) = (chr, index as f32 * letter.advance_width);
            glyph
        })
        .collect();
    row.size = vec2(row.glyphs.len() as f32 * letter.advance_width, height);
    row
}

/// The marked words, as text for screen readers.
fn said_of(text: &str, marks: &[crate::app::marks::Mark]) -> Option<String> {
    let of = |kinds: &[MarkKind], say: &str| {
        let marked = marks.iter().filter(|mark| kinds.contains(&mark.kind));
        let words: Vec<&str> = marked.filter_map(|mark| text.get(mark.range.clone())).take(NAMED).collect();
        (!words.is_empty()).then(|| format!("{say}: {}", words.join(", ")))
    };
    let misspelt = of(&[MarkKind::Misspelt], "May be misspelt");
    let found = of(&[MarkKind::Found, MarkKind::FoundHere], "Match");
    let said: Vec<String> = misspelt.into_iter().chain(found).collect();
    (!said.is_empty()).then(|| said.join(". "))
}
