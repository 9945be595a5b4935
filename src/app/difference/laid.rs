//! A marked text before and after layout. `marked` does the layout.

use std::ops::Range;

use egui::text::LayoutJob;

use crate::app::setting::Typeset;
use crate::app::theme;

/// A text with its marks, not laid out yet.
#[derive(Debug, Default)]
pub(super) struct Marked {
    pub(super) job: LayoutJob,
    pub(super) stretches: Vec<Stretch>,
}

/// Where a mark begins and ends in the text, in bytes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stretch {
    pub(super) range: Range<usize>,
    pub(super) mark: Mark,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Struck,
    Washed,
}

/// A text with its marks, laid out.
pub(super) struct Laid {
    pub(super) text: Typeset,
    pub(super) bars: Vec<Bar>,
}

pub(super) const LETTERS: theme::Type = theme::PAGE_BODY;

/// A mark within one line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bar {
    pub(super) mark: Mark,
    pub(super) left: f32,
    pub(super) right: f32,
    /// What the letters stand on.
    pub(super) line: f32,
}
