//! Superscript numbers and letters that lead to sources and notes, and the lists they lead to.

use std::collections::HashSet;

use scraper::node::Element;
use scraper::{Html, Node};

use super::tree::{Branch, children, element, text};
use crate::markdown::Inline;

/// The labels of all notes in a document.
pub(super) fn note_labels(document: &Html) -> HashSet<String> {
    let items = document.tree.nodes().filter_map(|node| note_label(element(node)?));
    items.map(str::to_owned).collect()
}

/// The label of an item that is a note.
pub(super) fn note_label(item: &Element) -> Option<&str> {
    let label = item.attr("id")?.strip_prefix("note-")?;
    let is_letters = !label.is_empty() && label.bytes().all(|b| b.is_ascii_lowercase());
    (item.name() == "li" && is_letters).then_some(label)
}

/// Whether every item of a list is a note.
pub(super) fn is_notes_list(node: Branch<'_>) -> bool {
    let is_list = element(node).is_some_and(|list| list.name() == "ol");
    is_list && node.has_children() && children(node).all(|(_, item)| note_label(item).is_some())
}

/// The references in a superscript that contains nothing else.
pub(super) fn references(raised: Branch<'_>, notes: &HashSet<String>) -> Option<Vec<Inline>> {
    let mut found = Vec::new();
    for child in raised.children() {
        match child.value() {
            Node::Element(anchor) => found.push(reference(child, anchor, notes)?),
            Node::Text(text) if text.chars().all(|c| c == ',' || c.is_whitespace()) => {}
            Node::Text(_) => return None,
            _ => {}
        }
    }
    (!found.is_empty()).then_some(found)
}

fn reference(node: Branch<'_>, anchor: &Element, notes: &HashSet<String>) -> Option<Inline> {
    let target = anchor.attr("href").filter(|_| anchor.name() == "a")?;
    if let Some(number) = target.strip_prefix("#src-") {
        let is_number = number.parse::<u32>().is_ok_and(|n| n.to_string() == text(node).trim());
        return is_number.then(|| Inline::Citation { key: ["#", number].concat().into(), range: 0..0 });
    }
    let label = target.strip_prefix("#note-").filter(|label| notes.contains(*label))?;
    Some(Inline::NoteRef { label: label.into(), range: 0..0 })
}
