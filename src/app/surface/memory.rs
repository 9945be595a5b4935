//! What a text keeps between frames.

use std::ops::Range;
use std::sync::Arc;

use egui::{Galley, Pos2};

use super::cache::Cache;
use super::laid_line::Letters;
use super::lines::{Lines, Measure};
use super::values::Kind;
use crate::app::setting::Side;
use crate::writing::Selection;

/// The text that an input method is composing, which is not part of the text yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Preedit {
    pub text: String,
    /// The part of it being converted, in bytes of the composed text.
    pub active: Range<usize>,
    /// In bytes of the composed text.
    pub caret: usize,
}

/// Clicks that follow each other quickly enough to count as a double or triple click.
#[derive(Clone, Debug, Default)]
pub(super) struct Press {
    pub(super) count: u8,
    pub(super) time: f64,
    pub(super) at: Pos2,
    /// The selection of the first click, which a drag extends.
    pub(super) origin: Range<usize>,
    pub(super) is_held: bool,
}

/// What a text remembers between frames.
#[derive(Debug, Default)]
pub struct Memory {
    pub(super) lines: Lines,
    pub(super) cache: Cache,
    pub(super) letters: Option<Letters>,
    /// Set in every frame. A different galley means that the glyphs in the atlas were rasterised again.
    pub(super) sentinel: Option<Arc<Galley>>,
    pub(super) selection: Selection,
    /// A position in the empty paragraph being written, if there is one. All other blank lines are gaps.
    pub(super) open: Option<usize>,
    /// Whether the cursor has ever been placed.
    pub(super) is_placed: bool,
    pub(super) side: Side,
    /// The x coordinate that Up and Down keep to.
    pub(super) aim_x: Option<f32>,
    pub(super) press: Press,
    pub(super) preedit: Option<Preedit>,
    /// The selection for which it was last determined whether the text uses Tab, and the result.
    pub(super) tab: Option<(Selection, bool)>,
    pub(super) had_focus: bool,
    /// For this number of frames the cursor is kept in view, while lines that come into view turn out higher than
    /// estimated.
    pub(super) settling: u8,
    pub(super) scroll_x: f32,
    /// The rows last described to screen readers, and their first line.
    pub(super) told: Option<(Arc<Galley>, usize)>,
    /// The selection last passed to the system's primary selection.
    pub(super) handed: Selection,
}

impl Memory {
    /// Drops layouts and styles, because the text is no longer drawn.
    pub fn put_away(&mut self) {
        self.cache.put_away();
        self.told = None;
    }

    /// Updates to a text. Returns whether it has changed.
    pub(super) fn take_in(&mut self, text: &str, kind: Kind, measure: Measure) -> bool {
        let changed = self.lines.update(text, kind, measure);
        if let Some(changed) = &changed {
            self.cache.follow(changed);
        }
        changed.is_some()
    }

    /// Drops everything drawn, because the width or the type has changed.
    pub(super) fn forget(&mut self, measure: Measure) {
        self.lines.forget(measure);
        self.cache.put_away();
    }

    /// The number of laid-out lines.
    pub fn lines_set(&self) -> usize {
        self.cache.laid_len()
    }

    /// The selection.
    pub fn selection(&self) -> Selection {
        self.selection
    }

    /// Sets the selection.
    pub fn select(&mut self, selection: Selection) {
        (self.selection, self.side, self.aim_x) = (selection, Side::After, None);
        if selection.is_empty() {
            self.open = Some(selection.caret);
        }
        self.is_placed = true;
        self.preedit = None;
    }
}
