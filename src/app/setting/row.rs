//! A row of a text with its characters.

use std::ops::Range;

use egui::Rect;

use crate::page::Direction;

/// A row of a text, with its characters.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The direction of its paragraph, which decides where it starts and how it is aligned.
    pub direction: Direction,
    pub rect: Rect,
    /// The y coordinate of the baseline.
    pub baseline: f32,
    /// In logical order.
    pub(super) clusters: Vec<Cluster>,
    /// In bytes of the text, without a trailing line feed.
    pub(super) end: u32,
    pub(super) start: u32,
    /// Whether it is the first row of a paragraph.
    pub(super) is_first: bool,
    /// Whether it is the last row of a paragraph.
    pub(super) is_last: bool,
    /// Whether all its text is left-to-right.
    pub(super) is_plain: bool,
}

/// A cluster, within which the cursor does not stop, and its position.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cluster {
    pub(super) start: u32,
    pub(super) left: f32,
    pub(super) right: f32,
    /// The embedding level: odd for right-to-left.
    pub(super) level: u8,
}

impl Row {
    /// In bytes of the text.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The bytes of a cluster, by its index in logical order.
    pub(super) fn bytes_of(&self, index: usize) -> Range<usize> {
        let start = self.clusters.get(index).map_or(self.end, |cluster| cluster.start);
        let end = self.clusters.get(index + 1).map_or(self.end, |cluster| cluster.start);
        start as usize..end as usize
    }
}
