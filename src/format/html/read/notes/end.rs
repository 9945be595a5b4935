//! What only introduces the notes at the end of a document: a heading that names them, or a rule across the page.

use std::collections::HashSet;

use super::content::has_content;
use super::found::Notes;
use crate::format::html::read::names::heading_level;
use crate::format::html::read::tree::{Branch, Id, element};

/// Finds the headings and lines before notes; `notes` are their elements.
pub(super) fn headings(bodies: &[Branch<'_>], notes: &mut Notes) {
    let ids: HashSet<Id> = bodies.iter().map(|note| note.id()).collect();
    let mut seen: HashSet<Id> = HashSet::new();
    for body in bodies {
        let mut node = *body;
        while seen.insert(node.id()) && !follows_notes(node, &ids) {
            before(node, &ids, notes);
            let Some(parent) = node.parent().filter(|p| !seen.contains(&p.id())) else { break };
            if !holds_only_notes(parent, &ids) {
                seen.insert(parent.id());
                break;
            }
            node = parent;
        }
    }
}

/// Whether another note precedes this one: what introduces notes is before the first.
fn follows_notes(node: Branch<'_>, ids: &HashSet<Id>) -> bool {
    node.prev_siblings().find(|earlier| !is_blank(*earlier)).is_some_and(|earlier| ids.contains(&earlier.id()))
}

/// Finds the heading and the line directly before the container of a note, if only notes follow.
fn before(node: Branch<'_>, ids: &HashSet<Id>, notes: &mut Notes) {
    let is_end = node.next_siblings().filter(|next| !is_blank(*next)).take_while(|next| !is_heading(*next));
    if !is_end.into_iter().all(|next| is_of_notes(next, ids)) {
        return;
    }
    for earlier in node.prev_siblings().filter(|earlier| !is_blank(*earlier)) {
        let Some(element) = element(earlier) else { break };
        match element.name() {
            "hr" => {
                notes.left_out.insert(earlier.id());
            }
            name if heading_level(name).is_some() => {
                notes.headings.insert(earlier.id());
            }
            _ => break,
        }
    }
}

fn is_of_notes(node: Branch<'_>, ids: &HashSet<Id>) -> bool {
    ids.contains(&node.id()) || holds_only_notes(node, ids)
}

/// Whether an element contains notes, and no other text except a heading.
fn holds_only_notes(node: Branch<'_>, ids: &HashSet<Id>) -> bool {
    let mut has_note = false;
    for child in node.children().filter(|child| !is_blank(*child)) {
        let is_line = element(child).is_some_and(|e| e.name() == "hr");
        if ids.contains(&child.id()) || is_list(child) && holds_only_notes(child, ids) {
            has_note = true;
        } else if !is_line && !is_heading(child) {
            return false;
        }
    }
    has_note
}

fn is_list(node: Branch<'_>) -> bool {
    element(node).is_some_and(|e| matches!(e.name(), "ol" | "ul" | "dl" | "div" | "section" | "aside"))
}

fn is_heading(node: Branch<'_>) -> bool {
    element(node).is_some_and(|e| heading_level(e.name()).is_some())
}

/// Whitespace, comments, and elements without text; a horizontal rule does not count.
fn is_blank(node: Branch<'_>) -> bool {
    match element(node) {
        Some(element) if matches!(element.name(), "hr" | "img") => false,
        Some(element) if matches!(element.name(), "script" | "style") => true,
        Some(_) => !has_content(node),
        None => node.value().as_text().is_none_or(|text| text.trim().is_empty()),
    }
}
