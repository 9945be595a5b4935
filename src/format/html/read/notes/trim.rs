//! What in a note is not its text: the mark it starts with, arrows, links back, and brackets around them.

use std::collections::HashSet;

use scraper::Node;

use super::found::Notes;
use super::mark;
use crate::format::html::read::tree::{Branch, Id, element, text};

/// Removes backlinks from a note, and the repetition of its mark. `back` are the links that lead there.
pub(super) fn note<'a>(note: Branch<'a>, mark: &str, back: impl Iterator<Item = Branch<'a>>, notes: &mut Notes) {
    let back: Vec<Branch<'a>> = back.collect();
    let mut left_out: HashSet<Id> = back.iter().map(|link| link.id()).collect();
    let is_list_item = element(note).is_some_and(|e| e.name() == "li");
    let mut cut = None;
    for node in leaves(note) {
        if is_within(node, note, &left_out) {
            continue;
        }
        let Some(words) = node.value().as_text() else { break };
        match beginning(words, mark, is_list_item && !is_set_apart(node, note)) {
            Beginning::Nothing => {
                left_out.insert(node.id());
            }
            Beginning::Words(0) => break,
            Beginning::Words(from) => {
                cut = words.get(from..).map(|rest| (node.id(), rest.to_owned()));
                break;
            }
        }
    }
    let mut kept = leaves(note).filter(|node| !is_within(*node, note, &left_out));
    let has_words = kept.any(|node| node.value().as_text().is_none_or(|t| t.contains(char::is_alphanumeric)));
    if has_words {
        notes.left_out.extend(left_out);
        notes.cut.extend(cut);
        back.iter().for_each(|link| unbracket(*link, notes));
    }
}

/// Removes the brackets around a mark, outside its link.
pub(super) fn brackets(mark: Branch<'_>, notes: &mut Notes) {
    unbracket(mark, notes);
}

fn unbracket(link: Branch<'_>, notes: &mut Notes) {
    let (Some(before), Some(after)) = (link.prev_sibling(), link.next_sibling()) else { return };
    let (Some(left), Some(right)) = (before.value().as_text(), after.value().as_text()) else { return };
    let left = notes.cut(before).unwrap_or(left).to_owned();
    let right = notes.cut(after).unwrap_or(right).to_owned();
    for (open, close) in [('[', ']'), ('(', ')')] {
        if let (Some(start), Some(end)) =
            (left.trim_end().strip_suffix(open), right.trim_start().strip_prefix(close))
        {
            notes.cut.insert(before.id(), start.to_owned());
            notes.cut.insert(after.id(), end.to_owned());
        }
    }
}

enum Beginning {
    Nothing,
    /// The text from this byte on.
    Words(usize),
}

/// How much of the start of a note is its mark and what surrounds it.
fn beginning(words: &str, mark: &str, is_numbered: bool) -> Beginning {
    let is_noise = |c: char| c.is_whitespace() || "^↑↩⏎\u{FE0E}\u{FE0F}[](){},;:.".contains(c);
    let trimmed = words.trim_start_matches(is_noise);
    let phrases = ["Jump up to:", "Jump up to", "Jump up", "Jump to"];
    if let Some(rest) = phrases.iter().find_map(|phrase| trimmed.strip_prefix(phrase)) {
        return behind(words, rest.trim_start_matches(is_noise));
    }
    if trimmed.is_empty() {
        return Beginning::Nothing;
    }
    let skipped = words.len() - trimmed.len();
    let has_arrow = words.get(..skipped).is_some_and(|start| start.contains(['^', '↑', '↩']));
    let rest = trimmed.strip_prefix(mark).filter(|_| !mark.is_empty());
    let ends = rest.filter(|rest| !rest.starts_with(char::is_alphanumeric));
    let is_bracketed = words.get(..skipped).is_some_and(|start| start.contains(['[', '(']));
    match ends {
        Some(rest) if !is_numbered || is_bracketed => {
            let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || "])}.:".contains(c));
            behind(words, rest)
        }
        _ if has_arrow => Beginning::Words(skipped),
        _ => Beginning::Words(0),
    }
}

fn behind(words: &str, rest: &str) -> Beginning {
    if rest.is_empty() { Beginning::Nothing } else { Beginning::Words(words.len() - rest.len()) }
}

/// Whether a text is in an element of its own within a note, as a repeated mark is.
fn is_set_apart(node: Branch<'_>, note: Branch<'_>) -> bool {
    let around = node.ancestors().take_while(|around| around.id() != note.id());
    let mut around = around.filter_map(element);
    around.any(|e| e.name() == "sup" || e.name() == "a")
        || node.parent().is_some_and(|parent| parent.id() != note.id() && mark::is_mark(&text(parent)))
}

fn is_within(node: Branch<'_>, note: Branch<'_>, outer: &HashSet<Id>) -> bool {
    let mut around = node.ancestors().take_while(|around| around.id() != note.id());
    outer.contains(&node.id()) || around.any(|around| outer.contains(&around.id()))
}

/// The texts and images of an element, in order.
fn leaves<'a>(node: Branch<'a>) -> impl Iterator<Item = Branch<'a>> {
    node.descendants().filter(|node| match node.value() {
        Node::Text(_) => true,
        Node::Element(element) => element.name() == "img",
        Node::Document | Node::Fragment | Node::Doctype(_) | Node::Comment(_) | Node::ProcessingInstruction(_) => {
            false
        }
    })
}
