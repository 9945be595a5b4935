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
    /// Space over it.
    pub above: f32,
    /// Without the space over it.
    pub height: f32,
    pub pieces: Vec<Piece>,
    /// What a screen reader says.
    pub said: String,
    pub is_heading: bool,
    /// What of it is laid out, where that is not all.
    pub part: Option<Part>,
}

/// What is laid out of a block that is much longer than a window.
pub(super) struct Part {
    /// From the top of the block, with the space over it.
    pub stretch: Rangef,
    /// Of every strip: as it was laid out, and until then about so high.
    pub heights: Arc<[f32]>,
}

/// What a long block is laid out for.
pub(super) struct Sight<'a> {
    /// What is in sight, from the top of the block with the space over it.
    pub seen: Rangef,
    /// Of the strips, as they are known so far.
    pub heights: &'a [f32],
}

impl Text {
    /// The text in rows.
    pub(super) fn set(&self, ctx: &Context) -> Arc<Typeset> {
        self.kept.set(ctx, &self.job, &Manner { base: self.base, ..Manner::default() })
    }
}

impl Laid {
    /// Whether all is laid out that is in sight of it.
    pub(super) fn shows(&self, seen: Rangef) -> bool {
        let end = self.above + self.height;
        self.part
            .as_ref()
            .is_none_or(|part| part.stretch.min <= seen.min.max(0.0) && seen.max.min(end) <= part.stretch.max)
    }

    /// Whether what was written at a byte of the field is laid out.
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
    /// The ground of code and of frames.
    Ground,
    Line,
    /// The line beside a quotation.
    Bar,
    Dot,
    Ring,
    Box {
        is_ticked: bool,
    },
    Picture(TextureHandle),
}

/// A text as it is laid out.
#[derive(Default)]
pub(super) struct Text {
    pub job: Arc<LayoutJob>,
    pub links: Vec<LinkAt>,
    pub origins: Origins,
    /// Which way its paragraphs run, where that is known.
    pub base: Option<Direction>,
    pub kept: Kept,
}

/// A link and the bytes that lead there.
pub(super) struct LinkAt {
    pub range: Range<usize>,
    pub target: String,
}
