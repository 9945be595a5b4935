//! A marked text before and after layout. `marked` does the layout.

use std::ops::Range;

use egui::text::LayoutJob;

use crate::app::setting::Typeset;
use crate::app::theme;

/// A text with its marks, before layout.
#[derive(Debug, Default)]
pub(super) struct Marked {
    pub(super) job: LayoutJob,
    pub(super) stretches: Vec<Stretch>,
}

/// A mark and its byte range.
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

/// A text with its marks, after layout.
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
    /// The baseline.
    pub(super) line: f32,
}
