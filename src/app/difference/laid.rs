//! A marked text before and after it is laid out. How that is done is in `marked`, and in `marked/bidi` where something runs
//! from right to left.

use std::sync::Arc;

use egui::text::LayoutJob;
use egui::{Color32, Galley, Pos2, Vec2};

use crate::app::theme;

/// A text with its marks, not laid out yet.
#[derive(Debug, Default)]
pub(super) struct Marked {
    pub(super) job: LayoutJob,
    pub(super) stretches: Vec<Stretch>,
}

/// So many characters, marked or not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stretch {
    pub(super) characters: usize,
    pub(super) mark: Option<Mark>,
    pub(super) colour: Color32,
    /// Before the first of them, in points.
    pub(super) gap: f32,
    /// Where they begin and end in the text, in bytes.
    pub(super) start: usize,
    pub(super) end: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Struck,
    Washed,
}

/// A text with its marks, laid out.
pub(super) struct Laid {
    pub(super) parts: Vec<(Pos2, Arc<Galley>)>,
    pub(super) bars: Vec<Bar>,
    pub(super) size: Vec2,
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
