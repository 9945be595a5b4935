//! What is read separately: parts outside the article, and what the parser took for text.

use std::collections::HashMap;

use super::super::bounded;
use super::super::names::is_block;
use super::super::notes::found::Notes;
use super::super::tree::{Branch, children, element, text};
use super::{Known, Walk};
use crate::markdown::Block;
use crate::reading::{SetAside, What};

impl Walk<'_> {
    /// Reads what is set aside separately. Nothing is lost if it has no text.
    pub(super) fn set_aside(&mut self, node: Branch<'_>, what: What) {
        if element(node).is_some_and(|element| is_block(element.name())) {
            self.build.flush();
        }
        let mut walk = Walk::new(self.known, HashMap::new());
        walk.all(node);
        let (mut pieces, _) = walk.build.finish();
        let has_words = pieces.iter().any(|piece| has_letters(&piece.block));
        if !has_words {
            return;
        }
        let at = self.build.place();
        let (len, is_full) = (self.aside.len(), self.aside.len() >= MOST_PARTS);
        let is_known = |(index, part): (usize, &SetAside)| {
            part.what == what && (is_full || index + 1 == len && part.at == at)
        };
        let known = self.aside.iter().enumerate().rev().find_map(|part| is_known(part).then_some(part.0));
        match known.and_then(|index| self.aside.get_mut(index)) {
            Some(part) => part.pieces.append(&mut pieces),
            None => self.aside.push(SetAside { what, at, pieces }),
        }
    }

    /// Reads HTML that the parser took for text.
    pub(super) fn raw(&mut self, node: Branch<'_>) {
        // Without a body, text could end up in a head.
        let inner = bounded::parse(&["<body>", &text(node)].concat());
        // Its nodes are not those of the document.
        let notes = Notes::default();
        let mut walk = Walk::new(Known { notes: &notes, ..self.known }, HashMap::new());
        walk.reads_raw = false;
        inner.tree.root().children().for_each(|node| walk.all(node));
        self.build.flush();
        let (pieces, _) = walk.build.finish();
        pieces.into_iter().for_each(|piece| self.build.add(piece.block));
    }

    /// Reads a head, which contains no text except fallback content.
    pub(super) fn head(&mut self, head: Branch<'_>) {
        for (node, _) in children(head) {
            if let Some(what) = self.beside.get(&node.id()).copied() {
                self.set_aside(node, what);
            }
        }
    }
}

/// With this number of parts, further ones of the same kind are merged into the last one, so that the list stays
/// readable.
const MOST_PARTS: usize = 200;

fn has_letters(block: &Block) -> bool {
    crate::reading::lines(std::slice::from_ref(block))
        .iter()
        .any(|line| crate::markdown::words(line).chars().any(char::is_alphanumeric))
}
