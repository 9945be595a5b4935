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
    /// Reads what stands beside the article by itself. What has no words is no loss.
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

    /// What stands in markup of its own, which the parser took for text.
    pub(super) fn raw(&mut self, node: Branch<'_>) {
        // Without a body, words could come to stand in a head.
        let inner = bounded::parse(&["<body>", &text(node)].concat());
        // Its nodes are no nodes of the document.
        let notes = Notes::default();
        let mut walk = Walk::new(Known { notes: &notes, ..self.known }, HashMap::new());
        walk.reads_raw = false;
        inner.tree.root().children().for_each(|node| walk.all(node));
        self.build.flush();
        let (pieces, _) = walk.build.finish();
        pieces.into_iter().for_each(|piece| self.build.add(piece.block));
    }

    /// A head holds no words but those that stand in the place of something.
    pub(super) fn head(&mut self, head: Branch<'_>) {
        for (node, _) in children(head) {
            if let Some(what) = self.beside.get(&node.id()).copied() {
                self.set_aside(node, what);
            }
        }
    }
}

/// With so many parts more of a kind join the last of it: a list is there to be looked through.
const MOST_PARTS: usize = 200;

fn has_letters(block: &Block) -> bool {
    crate::reading::lines(std::slice::from_ref(block))
        .iter()
        .any(|line| crate::markdown::words(line).chars().any(char::is_alphanumeric))
}
