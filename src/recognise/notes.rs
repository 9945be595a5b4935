//! The footnotes of a document. Several sections can define the same label. A reference means the note of its own
//! section, or else the first with that label.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::kind::Kind;
use crate::markdown::{Block, Inline, each_inline, each_inline_mut};
use crate::reading::Piece;

/// A footnote and its section; 0 is before the first section.
pub(super) struct Defined<'a> {
    pub piece: &'a Piece,
    pub label: &'a str,
    section: usize,
}

/// The footnotes of a document, in order.
pub(super) struct Notes<'a> {
    pub list: Vec<Defined<'a>>,
    by_label: HashMap<&'a str, Vec<usize>>,
    by_piece: HashMap<*const Piece, usize>,
}

impl<'a> Notes<'a> {
    pub(super) fn new(pieces: &'a [Piece], found: &[(Kind, &'static str)]) -> Notes<'a> {
        let mut notes = Notes { list: Vec::new(), by_label: HashMap::new(), by_piece: HashMap::new() };
        let mut section = 0;
        for (piece, (kind, _)) in pieces.iter().zip(found) {
            section += usize::from(*kind == Kind::Heading);
            if let Block::Note(note) = &piece.block {
                notes.by_label.entry(&note.label).or_default().push(notes.list.len());
                notes.by_piece.insert(piece, notes.list.len());
                notes.list.push(Defined { piece, label: &note.label, section });
            }
        }
        notes
    }

    /// Whether any footnote has this label.
    pub(super) fn has(&self, label: &str) -> bool {
        self.by_label.contains_key(label)
    }

    /// The index of the footnote that a piece is.
    pub(super) fn index(&self, piece: &Piece) -> Option<usize> {
        self.by_piece.get(&std::ptr::from_ref(piece)).copied()
    }

    /// The footnote that a label refers to in a section.
    fn meant(&self, label: &str, section: usize) -> Option<usize> {
        let named = self.by_label.get(label)?;
        // They are ordered by section.
        let at = named.partition_point(|note| self.list.get(*note).is_some_and(|note| note.section < section));
        let own = named.get(at).filter(|note| self.list.get(**note).is_some_and(|note| note.section == section));
        own.or(named.first()).copied()
    }

    /// The footnotes that a body refers to, including those that its footnotes refer to, in the order of their
    /// references.
    pub(super) fn referred(&self, body: &[&Piece], section: usize) -> Vec<usize> {
        let mut found = Found::default();
        if self.list.is_empty() {
            return found.list;
        }
        let texts = body.iter().filter(|piece| !matches!(piece.block, Block::Note(_)));
        texts.for_each(|piece| self.add(&piece.block, section, &mut found));
        let mut at = 0;
        while let Some(note) = found.list.get(at).and_then(|note| self.list.get(*note)) {
            self.add(&note.piece.block, note.section, &mut found);
            at += 1;
        }
        found.list
    }

    fn add(&self, block: &Block, section: usize, found: &mut Found) {
        each_inline(std::slice::from_ref(block), &mut |inline| {
            if let Inline::NoteRef { label, .. } = inline
                && let Some(note) = self.meant(label, section)
                && found.known.insert(note)
            {
                found.list.push(note);
            }
        });
    }

    /// The names of the footnotes among these pieces of one body: unchanged, unless an earlier one has the same name.
    pub(super) fn names(&self, pieces: impl Iterator<Item = &'a Piece>) -> HashMap<usize, String> {
        let notes: Vec<(usize, &str)> = pieces
            .filter_map(|piece| self.index(piece))
            .filter_map(|note| Some((note, self.list.get(note)?.label)))
            .collect();
        let labels: HashSet<&str> = notes.iter().map(|(_, label)| *label).collect();
        let mut count: HashMap<&str, usize> = HashMap::new();
        let mut names = HashMap::new();
        for (note, label) in notes {
            if names.contains_key(&note) {
                continue;
            }
            let number = count.entry(label).or_insert(0);
            *number += 1;
            let mut name = label.to_owned();
            while *number > 1 {
                name = format!("{label}-{number}");
                if !labels.contains(name.as_str()) {
                    break;
                }
                *number += 1;
            }
            names.insert(note, name);
        }
        names
    }

    /// Whether a piece refers to a footnote by another name than the body it is in.
    pub(super) fn is_renamed(&self, piece: &Piece, section: usize, names: &HashMap<usize, String>) -> bool {
        if self.list.is_empty() {
            return false;
        }
        let section = self.section_of(piece, section);
        let is_other = |note: Option<usize>, label: &str| {
            note.and_then(|note| names.get(&note)).is_some_and(|name| name != label)
        };
        let mut renamed =
            if let Block::Note(note) = &piece.block { is_other(self.index(piece), &note.label) } else { false };
        each_inline(std::slice::from_ref(&piece.block), &mut |inline| {
            if let Inline::NoteRef { label, .. } = inline {
                renamed |= is_other(self.meant(label, section), label);
            }
        });
        renamed
    }

    /// The block of a piece, with the names that footnotes have in its body.
    pub(super) fn renamed<'p>(
        &self,
        piece: &'p Piece,
        section: usize,
        names: &HashMap<usize, String>,
    ) -> Cow<'p, Block> {
        if !self.is_renamed(piece, section, names) {
            return Cow::Borrowed(&piece.block);
        }
        let section = self.section_of(piece, section);
        let mut block = piece.block.clone();
        let name = |note: Option<usize>| note.and_then(|note| names.get(&note));
        if let Block::Note(note) = &mut block {
            name(self.index(piece)).into_iter().for_each(|name| name.clone_into(&mut note.label));
        }
        each_inline_mut(std::slice::from_mut(&mut block), &mut |inline| {
            if let Inline::NoteRef { label, .. } = inline
                && let Some(name) = name(self.meant(label, section))
            {
                *label = name.into();
            }
        });
        Cow::Owned(block)
    }

    /// References within a footnote are resolved where it was defined.
    fn section_of(&self, piece: &Piece, section: usize) -> usize {
        self.index(piece).and_then(|note| self.list.get(note)).map_or(section, |note| note.section)
    }
}

/// Footnotes in the order in which they were found, without duplicates.
#[derive(Default)]
struct Found {
    list: Vec<usize>,
    known: HashSet<usize>,
}
