//! A block after layout: pieces, each with its rectangle. `lay` makes them and `draw` paints them.

use std::ops::Range;
use std::sync::Arc;

use egui::text::LayoutJob;
use egui::{Context, Rangef, Rect, TextureHandle};

use super::origin::Origins;
use crate::app::setting::{Kept, Manner, Typeset};
use crate::page::Direction;

/// A block, laid out.
pub(super) struct Laid {
    /// The space above it.
    pub above: f32,
    /// Without the space above it.
    pub height: f32,
    pub pieces: Vec<Piece>,
    /// The text for screen readers.
    pub said: String,
    pub is_heading: bool,
    /// The part of it that is laid out, if that is not all.
    pub part: Option<Part>,
}

/// The laid-out part of a block that is much longer than a window.
pub(super) struct Part {
    /// From the top of the block, including the space above it.
    pub stretch: Rangef,
    /// The heights of all strips: actual ones if they have been laid out, otherwise estimates.
    pub heights: Arc<[f32]>,
}

/// The viewport for which a long block is laid out.
pub(super) struct Sight<'a> {
    /// The visible range, from the top of the block including the space above it.
    pub seen: Rangef,
    /// The heights of the strips, as far as they are known.
    pub heights: &'a [f32],
}

impl Text {
    /// The text in rows.
    pub(super) fn set(&self, ctx: &Context) -> Arc<Typeset> {
        self.kept.set(ctx, &self.job, &Manner { base: self.base, ..Manner::default() })
    }
}

impl Laid {
    /// Whether everything visible of it is laid out.
    pub(super) fn shows(&self, seen: Rangef) -> bool {
        let end = self.above + self.height;
        self.part
            .as_ref()
            .is_none_or(|part| part.stretch.min <= seen.min.max(0.0) && seen.max.min(end) <= part.stretch.max)
    }

    /// Whether the text of this byte of the field is laid out.
    pub(super) fn holds(&self, byte: usize) -> bool {
        let texts = self.pieces.iter().filter_map(|piece| match &piece.shape {
            Shape::Text(text) => text.origins.written(),
            Shape::Ground | Shape::Line | Shape::Bar | Shape::Dot | Shape::Ring => None,
            Shape::Box { .. } | Shape::Picture(_) => None,
        });
        let whole = texts.reduce(|a, b| a.start.min(b.start)..a.end.max(b.end));
        self.part.is_none() || whole.is_some_and(|whole| whole.start <= byte && byte <= whole.end)
    }
}

/// Something to draw; the rectangle is relative to the block.
pub(super) struct Piece {
    pub rect: Rect,
    pub shape: Shape,
}

pub(super) enum Shape {
    Text(Text),
    /// The background of code and frames.
    Ground,
    Line,
    /// The line next to a quotation.
    Bar,
    Dot,
    Ring,
    Box {
        is_ticked: bool,
    },
    Picture(TextureHandle),
}

/// A text with its layout.
#[derive(Default)]
pub(super) struct Text {
    pub job: Arc<LayoutJob>,
    pub links: Vec<LinkAt>,
    pub origins: Origins,
    /// The direction of its paragraphs, if it is known.
    pub base: Option<Direction>,
    pub kept: Kept,
}

/// A link and its byte range.
pub(super) struct LinkAt {
    pub range: Range<usize>,
    pub target: String,
}
