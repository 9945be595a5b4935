//! A stretch of a paragraph with one direction and one face.

use std::sync::Arc;

use egui::Galley;
use unicode_bidi::Level;

use super::order::Nature;

/// A shaped run of a paragraph.
#[derive(Clone, Debug)]
pub(super) struct Stretch {
    /// In bytes of the text.
    pub start: usize,
    pub level: Level,
    pub nature: Nature,
    pub galley: Arc<Galley>,
    /// Bytes and width of each cluster.
    pub clusters: Vec<(usize, f32)>,
    pub width: f32,
    /// Between it and the previous run in logical order.
    pub gap: f32,
    /// The section of the layout job.
    pub section: usize,
}

/// The width of runs, including the gaps before them.
pub(super) fn width_of(stretches: &[Stretch]) -> f32 {
    stretches.iter().map(|stretch| stretch.width + stretch.gap).sum()
}

/// The width of the trailing spaces of a row.
pub(super) fn trailing(stretches: &[Stretch]) -> f32 {
    let blanks = stretches.iter().rev().take_while(|stretch| stretch.nature.is_blank());
    blanks.map(|stretch| stretch.width + stretch.gap).sum()
}
