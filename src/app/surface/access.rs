//! What a screen reader is told of a text, and what it may ask. Built only while something listens.

use std::ops::Range;

use std::sync::Arc;

use egui::accesskit::{Action, ActionData, ActionRequest, Role, TreeId};
use egui::emath::TSTransform;
use egui::text::{CCursor, LayoutJob};
use egui::text_selection::{CCursorRange, accesskit_text};
use egui::{Event, Galley, Rect, Response, vec2};

use super::Breaks;
use super::work::Work;
use crate::app::marks::MarkKind;
use crate::writing::paragraphs::Room;
use crate::writing::{Selection, stops};

/// So many marks are named.
const NAMED: usize = 20;

impl Work<'_, '_> {
    /// Tells name, role, value and marks of the text, the rows in sight, and what is selected in them.
    pub fn tell(&mut self, rect: Rect, drawn: Range<usize>, response: &Response) {
        let surface = self.surface;
        let (text, marks) = (&self.text, surface.marks);
        let is_heard = self.ui.ctx().accesskit_node_builder(surface.id, |node| {
            node.set_role(if surface.breaks == Breaks::Single {
                Role::TextInput
            } else {
                Role::MultilineTextInput
            });
            node.set_label(surface.name);
            node.set_value(text.as_ref());
            node.set_placeholder(surface.hint);
            if let Some(said) = said_of(text, marks) {
                node.set_description(said);
            }
            if surface.is_read_only {
                node.set_read_only();
            } else {
                node.add_action(Action::SetValue);
                node.add_action(Action::ReplaceSelectedText);
            }
        });
        self.memory.told = None;
        if is_heard.is_some() && !drawn.is_empty() {
            self.tell_rows(rect, drawn, response.has_focus());
        }
    }

    fn tell_rows(&mut self, rect: Rect, drawn: Range<usize>, has_focus: bool) {
        let top = self.memory.lines.get(drawn.start).map_or(0.0, |line| line.top);
        let galleys: Vec<Arc<Galley>> = drawn
            .clone()
            .filter_map(|index| {
                let set = self.memory.lines.get(index)?.set.as_deref()?;
                Some(set.whole(self.ui, self.memory.lines.text_of(index), &self.letters))
            })
            .collect();
        let scale = self.ui.ctx().pixels_per_point();
        let galley = Arc::new(Galley::concat(Arc::new(LayoutJob::default()), &galleys, scale));
        let selection = self.memory.selection;
        let range = has_focus.then(|| {
            CCursorRange::two(self.told_char(&drawn, selection.anchor), self.told_char(&drawn, selection.caret))
        });
        let range =
            range.map(|range| CCursorRange { primary: range.secondary, secondary: range.primary, ..range });
        let place = TSTransform::from_translation(self.offset(rect) + vec2(0.0, top));
        accesskit_text::update_accesskit_for_text_widget(self.ui.ctx(), self.surface.id, range, place, &galley);
        self.memory.told = Some((galley, drawn.start));
    }

    /// A place in the text, as the number of a letter of the lines that are told; those out of sight are at their ends.
    fn told_char(&self, told: &Range<usize>, at: usize) -> CCursor {
        let mut count = 0;
        for index in told.clone().filter(|index| self.memory.room(*index) != Room::Folded) {
            let Some(line) = self.memory.lines.get(index) else { break };
            let text = self.memory.lines.text_of(index);
            let is_last = index + 1 == told.end;
            if at <= line.range().end || is_last {
                let here = text.get(..at.clamp(line.start, line.range().end) - line.start).unwrap_or_default();
                return CCursor::new(count + here.chars().count());
            }
            count += text.chars().count() + 1;
        }
        CCursor::new(count)
    }

    /// The place in the text of a letter of the lines that were told, by its number.
    fn told_place(&self, from: usize, cursor: CCursor) -> usize {
        let mut rest = cursor.index.0;
        for index in (from..self.memory.lines.len()).filter(|index| self.memory.room(*index) != Room::Folded) {
            let Some(line) = self.memory.lines.get(index) else { break };
            let text = self.memory.lines.text_of(index);
            let chars = text.chars().count();
            if rest <= chars {
                let len = text.char_indices().nth(rest).map_or(text.len(), |(byte, _)| byte);
                return stops::snap(&self.text, line.start + len);
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

    /// What a screen reader asks of the text with the focus.
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

    /// A new value, which may come without the focus.
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

/// The words that are marked, for the ear.
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
