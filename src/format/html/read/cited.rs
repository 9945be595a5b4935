//! Matches note marks with notes. A mark without a note becomes plain text, and a note without a mark a paragraph.

use std::collections::{HashMap, HashSet};

use crate::markdown::{Block, Inline, Run, each_inline, each_inline_mut};
use crate::reading::Piece;

/// Decides which marks and notes of a document are kept as such. Returns the new position of each piece.
pub(super) fn settle(pieces: &mut Vec<Piece>) -> Vec<usize> {
    let kept = kept(pieces);
    let mut places = Vec::with_capacity(pieces.len());
    for mut piece in std::mem::take(pieces) {
        places.push(pieces.len());
        let is_citing = can_cite(&piece.block) || matches!(piece.block, Block::Note(_));
        each_inline_mut(std::slice::from_mut(&mut piece.block), &mut |inline| {
            if let Inline::NoteRef { label, .. } = inline
                && !(is_citing && kept.contains(label.as_str()))
            {
                *inline = Inline::Text(Run::plain(format!("[{label}]")));
            }
        });
        match piece.block {
            Block::Note(note) if !kept.contains(&note.label) => {
                let blocks = labelled(&note.label, note.blocks);
                let piece = |block| Piece { block, role: piece.role.clone(), written: None };
                pieces.extend(blocks.into_iter().map(piece));
            }
            block @ (Block::Paragraph(_)
            | Block::Heading { .. }
            | Block::Quote(_)
            | Block::List(_)
            | Block::Code(_)
            | Block::Table(_)
            | Block::Rule(_)
            | Block::Note(_)) => pieces.push(Piece { block, ..piece }),
        }
    }
    places.push(pieces.len());
    places
}

/// The new position of something that preceded a piece.
pub(super) fn place(places: &[usize], at: usize) -> usize {
    places.get(at).or(places.last()).copied().unwrap_or(at)
}

/// The labels of the notes referred to by the text, or by another such note.
fn kept(pieces: &[Piece]) -> HashSet<String> {
    let mut notes: HashMap<&str, &Block> = HashMap::new();
    let mut labels: Vec<&str> = Vec::new();
    for piece in pieces {
        match &piece.block {
            Block::Note(note) => {
                notes.entry(&note.label).or_insert(&piece.block);
            }
            block if can_cite(block) => add_labels(block, &mut labels),
            Block::Paragraph(_)
            | Block::Heading { .. }
            | Block::Quote(_)
            | Block::List(_)
            | Block::Code(_)
            | Block::Table(_)
            | Block::Rule(_) => {}
        }
    }
    let mut kept = HashSet::new();
    while let Some(label) = labels.pop() {
        if let Some(note) = notes.get(label)
            && kept.insert(label.to_owned())
        {
            add_labels(note, &mut labels);
        }
    }
    kept
}

fn add_labels<'a>(block: &'a Block, labels: &mut Vec<&'a str>) {
    each_inline(std::slice::from_ref(block), &mut |inline| {
        if let Inline::NoteRef { label, .. } = inline {
            labels.push(label);
        }
    });
}

/// Whether a block can contain a footnote reference: headings are plain text.
fn can_cite(block: &Block) -> bool {
    match block {
        Block::Heading { .. } | Block::Note(_) => false,
        Block::Paragraph(_)
        | Block::Quote(_)
        | Block::List(_)
        | Block::Code(_)
        | Block::Table(_)
        | Block::Rule(_) => true,
    }
}

/// The blocks of a note, preceded by its label.
pub(crate) fn labelled(label: &str, mut blocks: Vec<Block>) -> Vec<Block> {
    let words = Inline::Text(Run::plain(format!("[{label}] ")));
    if let Some(Block::Paragraph(line)) = blocks.first_mut() {
        line.insert(0, words)
    } else {
        blocks.insert(0, Block::Paragraph(vec![words]))
    }
    blocks
}
