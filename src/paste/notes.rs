//! Footnotes that are pasted: they stand at the end of the body, under labels that nothing in it has; where a field
//! takes no footnotes they are words.

use crate::format::{Piece, Role};
use crate::markdown::{Block, Inline, Run, each_inline_mut};

/// Blocks without the heading over their notes: those stand elsewhere once they are pasted.
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

/// Blocks in which footnotes are words behind their labels.
pub(super) fn in_line(blocks: &[Block]) -> Vec<Block> {
    let mut blocks = blocks.to_vec();
    each_inline_mut(&mut blocks, &mut |inline| {
        if let Inline::NoteRef { label, .. } = inline {
            *inline = Inline::Text(Run::plain(format!("[{label}]")));
        }
    });
    let words = |block: Block| match block {
        Block::Note(note) => crate::format::html::read::labelled(&note.label, note.blocks),
        block => vec![block],
    };
    blocks.into_iter().flat_map(words).collect()
}

/// The blocks that stand where they are pasted, and the notes; labels are such as `text` does not have.
pub(super) fn apart(blocks: &[Block], text: &str) -> (Vec<Block>, Vec<Block>) {
    let mut blocks = blocks.to_vec();
    let labels = |blocks: &[Block]| -> Vec<String> {
        let label = |block: &Block| match block {
            Block::Note(note) => Some(note.label.clone()),
            _ => None,
        };
        blocks.iter().filter_map(label).collect()
    };
    let is_taken = |label: &str| text.contains(&format!("[^{label}]"));
    let mut used = labels(&blocks);
    for label in labels(&blocks).into_iter().filter(|label| is_taken(label)) {
        let free = (1_u64..).map(|n| n.to_string()).find(|n| !is_taken(n) && !used.contains(n));
        let Some(free) = free else { continue };
        rename(&mut blocks, &label, &free);
        used.push(free);
    }
    blocks.into_iter().partition(|block| !matches!(block, Block::Note(_)))
}

fn rename(blocks: &mut [Block], from: &str, to: &str) {
    for block in blocks.iter_mut() {
        if let Block::Note(note) = block
            && note.label == from
        {
            note.label = to.to_owned();
        }
    }
    each_inline_mut(blocks, &mut |inline| {
        if let Inline::NoteRef { label, .. } = inline
            && label == from
        {
            *label = to.into();
        }
    });
}
