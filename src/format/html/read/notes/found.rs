//! What was found out about the notes of a document, by the nodes of its tree.

use std::collections::{HashMap, HashSet};

use scraper::Html;

use crate::format::html::read::tree::{Branch, Id};

/// What a document's links say about its notes, by node.
#[derive(Default)]
pub(in crate::format::html::read) struct Notes {
    /// The links that are marks, each with the label of its note.
    pub(super) marks: HashMap<Id, String>,
    /// The elements that are notes, with their labels.
    pub(super) bodies: HashMap<Id, String>,
    /// Nodes that are skipped.
    pub(super) left_out: HashSet<Id>,
    /// Texts of which only a part is read.
    pub(super) cut: HashMap<Id, String>,
    /// Headings that only announce the notes after them.
    pub(super) headings: HashSet<Id>,
    /// Marks that are separated from their notes.
    pub(super) parted: HashSet<Id>,
}

impl Notes {
    /// The label of the note that a link refers to.
    pub(in crate::format::html::read) fn mark(&self, node: Branch<'_>) -> Option<&str> {
        self.marks.get(&node.id()).map(String::as_str)
    }

    /// The label of the note that an element is.
    pub(in crate::format::html::read) fn body(&self, node: Branch<'_>) -> Option<&str> {
        self.bodies.get(&node.id()).map(String::as_str)
    }

    pub(in crate::format::html::read) fn is_left_out(&self, node: Branch<'_>) -> bool {
        self.left_out.contains(&node.id())
    }

    pub(in crate::format::html::read) fn is_heading(&self, node: Branch<'_>) -> bool {
        self.headings.contains(&node.id())
    }

    /// The part of a text that is read, if that is not all of it.
    pub(in crate::format::html::read) fn cut(&self, node: Branch<'_>) -> Option<&str> {
        self.cut.get(&node.id()).map(String::as_str)
    }

    /// Whether a link is a mark whose note is in another text, so that it leads nowhere.
    pub(in crate::format::html::read) fn is_parted(&self, node: Branch<'_>) -> bool {
        self.parted.contains(&node.id())
    }

    /// Turns notes into text if all their marks are in what is set aside.
    pub(in crate::format::html::read) fn part(&mut self, document: &Html, is_aside: impl Fn(Branch<'_>) -> bool) {
        if self.marks.is_empty() {
            return;
        }
        let mut kept: HashSet<String> = HashSet::new();
        let mut aside: Vec<(Id, String)> = Vec::new();
        for node in document.tree.nodes() {
            let Some(label) = self.mark(node).map(str::to_owned) else { continue };
            if is_aside(node) {
                aside.push((node.id(), label));
            } else {
                kept.insert(label);
            }
        }
        let is_stood = |id: &Id| document.tree.get(*id).is_some_and(|node| !is_aside(node));
        let lone: HashSet<String> = self
            .bodies
            .iter()
            .filter(|(id, label)| is_stood(id) && !kept.contains(*label))
            .map(|(_, l)| l.clone())
            .collect();
        for (id, _) in aside.into_iter().filter(|(_, label)| lone.contains(label)) {
            self.marks.remove(&id);
            self.parted.insert(id);
        }
        self.bodies.retain(|_, label| !lone.contains(label));
        if self.bodies.is_empty() {
            self.headings.clear();
        }
    }

    /// The labels of the marks in an element that contains nothing else.
    pub(in crate::format::html::read) fn only_marks(&self, raised: Branch<'_>) -> Option<Vec<String>> {
        if self.marks.is_empty() {
            return None;
        }
        let mut labels = Vec::new();
        let mut next = raised.first_child();
        while let Some(node) = next {
            let label = self.mark(node);
            labels.extend(label.map(str::to_owned));
            let is_between = |c: char| c.is_whitespace() || "[](),;–-".contains(c);
            if node.value().as_text().is_some_and(|text| !text.chars().all(is_between)) {
                return None;
            }
            let below = node.first_child().filter(|_| label.is_none());
            next = below.or_else(|| following(node, raised));
        }
        (!labels.is_empty()).then_some(labels)
    }
}

/// The node after a node and its descendants, within an element.
fn following<'a>(mut node: Branch<'a>, within: Branch<'_>) -> Option<Branch<'a>> {
    while node.id() != within.id() {
        if let Some(next) = node.next_sibling() {
            return Some(next);
        }
        node = node.parent()?;
    }
    None
}
