//! Pasted footnotes. Their definitions go to the end of the body under labels that are not in use there. A field that
//! cannot have footnotes gets their text.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use crate::markdown::{Block, Inline, Run, each_inline_mut};
use crate::reading::{Piece, Role};

/// Blocks without the heading above their notes, which are elsewhere after pasting.
pub(super) fn without_label(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let is_label = |piece: &Piece| piece.role == Some(Role::Label);
        if matches!(piece.block, Block::Note(_)) && out.last().is_some_and(is_label) {
            out.pop();
        }
        out.push(piece);
    }
    out
}

/// Blocks in which footnotes are text after their labels.
pub(super) fn in_line(blocks: &[Block]) -> Vec<Block> {
    let mut blocks = blocks.to_vec();
    each_inline_mut(&mut blocks, &mut |inline| {
        if let Inline::NoteRef { label, .. } = inline {
            *inline = Inline::Text(Run::plain(format!("[{label}]")));
        }
    });
    let words = |block: Block| match block {
        Block::Note(note) => crate::format::html::read::labelled(&note.label, note.blocks),
        block @ (Block::Paragraph(_)
        | Block::Heading { .. }
        | Block::Quote(_)
        | Block::List(_)
        | Block::Code(_)
        | Block::Table(_)
        | Block::Rule(_)) => vec![block],
    };
    blocks.into_iter().flat_map(words).collect()
}

/// The blocks to insert where they are pasted, and the notes; labels are made unique in `text`.
pub(super) fn apart(blocks: &[Block], text: &str) -> (Vec<Block>, Vec<Block>) {
    let mut blocks = blocks.to_vec();
    let renamed = renamed(&blocks, text);
    if !renamed.is_empty() {
        rename(&mut blocks, &renamed);
    }
    blocks.into_iter().partition(|block| !matches!(block, Block::Note(_)))
}

/// A free number for each note label that `text` already has. Labels that differ only in case are equal.
fn renamed(blocks: &[Block], text: &str) -> HashMap<String, String> {
    let label = |block: &Block| if let Block::Note(note) = block { Some(note.label.clone()) } else { None };
    let labels: Vec<String> = blocks.iter().filter_map(label).collect();
    let taken: HashSet<String> = labels_in(text).map(str::to_lowercase).collect();
    let used: HashSet<String> = labels.iter().map(|label| label.to_lowercase()).collect();
    let mut free = (1_u64..).map(|n| n.to_string()).filter(|n| !taken.contains(n) && !used.contains(n));
    let mut renamed = HashMap::new();
    for label in labels.into_iter().filter(|label| taken.contains(&label.to_lowercase())) {
        if let Entry::Vacant(place) = renamed.entry(label)
            && let Some(number) = free.next()
        {
            place.insert(number);
        }
    }
    renamed
}

/// The text between each `[^` and the closing bracket.
fn labels_in(text: &str) -> impl Iterator<Item = &str> {
    text.split("[^").skip(1).filter_map(|rest| rest.split_once(']').map(|(label, _)| label))
}

fn rename(blocks: &mut [Block], renamed: &HashMap<String, String>) {
    for block in blocks.iter_mut() {
        if let Block::Note(note) = block
            && let Some(to) = renamed.get(&note.label)
        {
            note.label.clone_from(to);
        }
    }
    each_inline_mut(blocks, &mut |inline| {
        if let Inline::NoteRef { label, .. } = inline
            && let Some(to) = renamed.get(&**label)
        {
            *label = to.as_str().into();
        }
    });
}
