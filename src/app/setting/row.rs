//! A row of a text with its characters.

use std::ops::Range;

use egui::Rect;

use crate::page::Direction;

/// A row of a text, with the letters in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Which way its paragraph runs: where it begins, and at which edge it stands.
    pub direction: Direction,
    pub rect: Rect,
    /// What the letters stand on.
    pub baseline: f32,
    /// In the order in which they were written.
    pub(super) clusters: Vec<Cluster>,
    /// In bytes of the text; a line feed behind it is not counted.
    pub(super) end: u32,
    pub(super) start: u32,
    /// Whether a paragraph begins with it.
    pub(super) is_first: bool,
    /// Whether a paragraph ends with it.
    pub(super) is_last: bool,
    /// Whether all its letters run to the right.
    pub(super) is_plain: bool,
}

/// Bytes that the caret does not go into, and where they stand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cluster {
    pub(super) start: u32,
    pub(super) left: f32,
    pub(super) right: f32,
    /// As the algorithm says: odd where it runs to the left.
    pub(super) level: u8,
}

impl Row {
    /// In bytes of the text.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The bytes of a letter, by its number in the order in which it was written.
    pub(super) fn bytes_of(&self, index: usize) -> Range<usize> {
        let start = self.clusters.get(index).map_or(self.end, |cluster| cluster.start);
        let end = self.clusters.get(index + 1).map_or(self.end, |cluster| cluster.start);
        start as usize..end as usize
    }
}
