//! What a screen reader is told of a text, and what it may ask. Built only while something listens.

use std::ops::Range;

use egui::accesskit::{Action, ActionData, ActionRequest, Role, TreeId};
use egui::{Rect, Response};

use super::Breaks;
use super::work::Work;
use crate::app::marks::MarkKind;
use crate::writing::Selection;

/// So many marks are named.
const NAMED: usize = 20;

impl Work<'_, '_> {
    /// Tells name, role, value and marks of the text.
    pub fn tell(&mut self, _rect: Rect, _drawn: Range<usize>, _response: &Response) {
        let surface = self.surface;
        let (text, marks) = (&self.text, surface.marks);
        self.ui.ctx().accesskit_node_builder(surface.id, |node| {
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
    }

    /// What a screen reader asks of the text with the focus.
    pub fn asked(&mut self, request: &ActionRequest) {
        let is_own = request.target_node == self.surface.id.accesskit_id() && request.target_tree == TreeId::ROOT;
        match (&request.action, &request.data) {
            (Action::ReplaceSelectedText, Some(ActionData::Value(text))) if is_own => self.insert(text),
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
    let found = of(&[MarkKind::Found, MarkKind::FoundHere], "Found");
    let said: Vec<String> = misspelt.into_iter().chain(found).collect();
    (!said.is_empty()).then(|| said.join(". "))
}
