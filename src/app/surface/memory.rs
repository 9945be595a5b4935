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

/// What an input method is composing, before it is in the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Preedit {
    pub text: String,
    /// The part of it that is being changed, in its bytes.
    pub active: Range<usize>,
    /// In its bytes.
    pub caret: usize,
}

/// Presses that follow each other so closely that they belong together.
#[derive(Clone, Debug, Default)]
pub(super) struct Press {
    pub(super) count: u8,
    pub(super) time: f64,
    pub(super) at: Pos2,
    /// What the first press selected; a drag selects on from there.
    pub(super) origin: Range<usize>,
    pub(super) is_held: bool,
}

/// What a text remembers between frames.
#[derive(Debug, Default)]
pub struct Memory {
    pub(super) lines: Lines,
    pub(super) cache: Cache,
    pub(super) letters: Option<Letters>,
    /// Set in every frame: another one says that the letters in the atlas have been drawn anew.
    pub(super) sentinel: Option<Arc<Galley>>,
    pub(super) selection: Selection,
    /// A place in the empty paragraph that is being written, if any; all other blank lines are gaps.
    pub(super) open: Option<usize>,
    /// Whether the caret was ever put somewhere.
    pub(super) is_placed: bool,
    pub(super) side: Side,
    /// How far from the left edge Up and Down aim.
    pub(super) aim_x: Option<f32>,
    pub(super) press: Press,
    pub(super) preedit: Option<Preedit>,
    /// With what selected it was last asked whether the text has a use for Tab, and whether it has.
    pub(super) tab: Option<(Selection, bool)>,
    pub(super) had_focus: bool,
    /// For so many more frames the caret is kept in sight, while lines that come into sight turn out higher.
    pub(super) settling: u8,
    pub(super) scroll_x: f32,
    /// The rows that a screen reader was told of, and the line that they begin with.
    pub(super) told: Option<(Arc<Galley>, usize)>,
    /// What was last handed to the system as its second clipboard.
    pub(super) handed: Selection,
}

impl Memory {
    /// The text is not drawn any more: what it looked like is let go.
    pub fn put_away(&mut self) {
        self.cache.put_away();
        self.told = None;
    }

    /// Takes in the text as it is now. Whether it was another one.
    pub(super) fn take_in(&mut self, text: &str, kind: Kind, measure: Measure) -> bool {
        let changed = self.lines.update(text, kind, measure);
        if let Some(changed) = &changed {
            self.cache.follow(changed);
        }
        changed.is_some()
    }

    /// The width or the type is another: nothing of what was drawn holds.
    pub(super) fn forget(&mut self, measure: Measure) {
        self.lines.forget(measure);
        self.cache.put_away();
    }

    /// How many lines are laid out.
    pub fn lines_set(&self) -> usize {
        self.cache.laid_len()
    }

    /// What is selected.
    pub fn selection(&self) -> Selection {
        self.selection
    }

    /// Selects.
    pub fn select(&mut self, selection: Selection) {
        (self.selection, self.side, self.aim_x) = (selection, Side::After, None);
        if selection.is_empty() {
            self.open = Some(selection.caret);
        }
        self.is_placed = true;
        self.preedit = None;
    }
}
