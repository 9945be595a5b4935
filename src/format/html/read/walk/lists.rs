//! Lists, and paragraphs that are list items: what they open, and how deep each item is nested.

use scraper::node::Element;

use super::super::build::Kind;
use super::super::maker::Maker;
use super::super::references::{is_notes_list, note_label};
use super::super::tree::{Branch, parent_element};
use super::super::word::{self, Depth};
use super::super::{number, task, typed};
use super::{End, Walk};

impl Walk<'_> {
    pub(super) fn paragraph(&mut self, node: Branch<'_>, paragraph: &Element) -> End {
        if let Some(place) = word::place(node, paragraph) {
            return self.frame(Kind::WordItem(place));
        }
        self.build.flush();
        if parent_element(node).is_some_and(|parent| parent.name() == "li") {
            self.build.mark_loose();
        } else if self.known.maker == Maker::Other
            && let Some(typed) = typed::marker(node, paragraph)
        {
            let depth =
                word::level(paragraph).map_or_else(|| Depth::Indent(word::indent_of(paragraph)), Depth::Level);
            let place = word::Place::new(self.level(depth), typed.numbers);
            self.markers.extend(typed.texts);
            return self.frame(Kind::WordItem(place));
        }
        End::Line
    }

    /// The level of the next item, relative to the previous ones if only its indent is known.
    fn level(&mut self, depth: Depth) -> usize {
        const NEAR: f32 = 1.0;
        let indent = match depth {
            Depth::Level(level) => return level,
            Depth::Indent(indent) => indent,
        };
        self.build.flush();
        if !self.build.is_after_word_item() {
            self.indents.clear();
        }
        while self.indents.last().is_some_and(|last| *last > indent + NEAR) {
            self.indents.pop();
        }
        if self.indents.last().is_none_or(|last| *last + NEAR < indent) {
            self.indents.push(indent);
        }
        self.indents.len()
    }

    pub(super) fn list(&mut self, node: Branch<'_>, list: &Element) -> End {
        if is_notes_list(node) {
            return self.frame(Kind::Notes);
        }
        if self.known.maker == Maker::Other
            && !matches!(self.build.kind(), Kind::List { .. } | Kind::Item { .. } | Kind::Cell { .. })
            && let Some(flat) = word::Flat::of(node, list)
        {
            self.build.flush();
            self.flat = Some(flat);
            return End::Line;
        }
        let numbers = number::of_list(node, list);
        let start = numbers.map(|numbers| u64::try_from(numbers.next).unwrap_or(0));
        self.frame(Kind::List { start, numbers, has_item: false, loose: false, items: Vec::new() })
    }

    pub(super) fn item(&mut self, node: Branch<'_>, item: &Element) -> End {
        let around = node.parent().map(|list| list.id());
        if let Some(flat) = self.flat.as_mut().filter(|flat| Some(flat.list) == around) {
            let depth = flat.depth(item);
            let level = self.level(depth);
            let Some(flat) = &mut self.flat else { return End::Line };
            let place = flat.place(item, level);
            return self.frame(Kind::WordItem(place));
        }
        match self.build.kind() {
            Kind::List { .. } => {
                self.build.begin_item(item.attr("value").and_then(|value| value.trim().parse().ok()));
                if self.known.maker == Maker::Copydesk {
                    return self.frame(Kind::Item { task: None });
                }
                self.markers.extend(typed::doubled(node).into_iter().flat_map(|typed| typed.texts));
                self.frame(Kind::Item { task: task::of(node, item) })
            }
            Kind::Notes => {
                let label = note_label(item).unwrap_or_default().to_owned();
                self.frame(Kind::Note { label })
            }
            Kind::Root
            | Kind::Quote
            | Kind::Item { .. }
            | Kind::WordItem(_)
            | Kind::Note { .. }
            | Kind::Code { .. }
            | Kind::Table { .. }
            | Kind::Row(_)
            | Kind::Cell { .. }
            | Kind::Figure(_)
            | Kind::Caption(_)
            | Kind::Credit => {
                self.build.flush();
                End::Line
            }
        }
    }
}
