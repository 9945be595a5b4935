//! The containers that are open while a text is parsed, and what has been built so far.

use std::ops::Range;

use super::cite;
use super::gap::Gaps;
use super::tag::Kind;
use super::widen::Narrow;
use crate::markdown::tree::{Block, Inline, Located, Run};

pub(super) struct Frame {
    pub kind: Kind,
    pub range: Range<usize>,
    pub blocks: Vec<Block>,
    pub inlines: Vec<Inline>,
    pub lines: Vec<Run>,
    /// Whether the last run of the line equals its source, so that what follows can join it.
    pub ends_verbatim: bool,
    /// The constructs around the frame and the frame itself, stored so that no event has to walk up a deep stack.
    pub within: Within,
}

#[derive(Clone, Copy, Default)]
pub(super) struct Within {
    /// A heading or a cell, where a line break is a space.
    pub one_line: bool,
    /// A link or an image, which cannot contain references.
    pub link: bool,
}

pub(super) struct Builder<'a> {
    pub text: &'a str,
    pub stack: Vec<Frame>,
    pub done: Vec<Located>,
    pub gaps: Gaps<'a>,
    /// The tables that lack columns, and how many columns the open one lacks.
    pub narrow: Vec<Narrow>,
    pub missing: usize,
}

impl<'a> Builder<'a> {
    /// A paragraph of its own directly in an item makes the list loose.
    pub(super) fn mark_loose(&mut self) {
        let mut frames = self.stack.iter_mut().rev();
        if !matches!(frames.next().map(|f| &f.kind), Some(Kind::Item { .. })) {
            return;
        }
        if let Some(Kind::List { loose, .. }) = frames.next().map(|f| &mut f.kind) {
            *loose = true;
        }
    }

    /// Inlines directly in a tight item, or in a container that was dropped, become a paragraph.
    pub(super) fn flush(&mut self) {
        let Some(frame) = self.stack.last_mut() else { return };
        let holds_blocks = match frame.kind {
            Kind::Item { .. } | Kind::Quote | Kind::Note { .. } => true,
            Kind::Paragraph
            | Kind::Heading(_)
            | Kind::List { .. }
            | Kind::Code { .. }
            | Kind::Html
            | Kind::Table(_)
            | Kind::Row(_)
            | Kind::Cell
            | Kind::Emphasis
            | Kind::Strong
            | Kind::Strikethrough
            | Kind::Link { .. }
            | Kind::Image { .. }
            | Kind::Through => false,
        };
        if !holds_blocks || frame.inlines.is_empty() {
            return;
        }
        let inlines = std::mem::take(&mut frame.inlines);
        let paragraph = Block::Paragraph(cite::cited(self.text, inlines));
        if let Some(frame) = self.stack.last_mut() {
            push_fitted(&mut frame.blocks, paragraph);
        }
    }

    pub(super) fn push_block(&mut self, block: Block, range: Range<usize>) {
        match self.stack.last_mut() {
            Some(frame) => push_fitted(&mut frame.blocks, block),
            None => self.done.push(Located { block, range }),
        }
    }

    /// Adds an inline to the line.
    pub(super) fn push(&mut self, inline: Inline) {
        debug_assert!(!self.stack.is_empty(), "the parser gives no inline outside a block");
        if let Some(frame) = self.stack.last_mut() {
            push_fitted(&mut frame.inlines, inline);
        }
    }

    pub(super) fn within(&self) -> Within {
        self.stack.last().map(|frame| frame.within).unwrap_or_default()
    }

    /// The source text of a range.
    pub(super) fn written(&self, range: &Range<usize>) -> &'a str {
        let written = self.text.get(range.clone());
        debug_assert!(written.is_some(), "the parser names stretches of its text");
        written.unwrap_or_default()
    }
}

/// Most containers hold a single piece, and a vector that has grown has room for four.
pub(super) fn fitted<T>(mut pieces: Vec<T>) -> Vec<T> {
    pieces.shrink_to_fit();
    pieces
}

/// Adds a piece to a container, in which it usually stays the only one.
pub(super) fn push_fitted<T>(pieces: &mut Vec<T>, piece: T) {
    if pieces.capacity() == 0 {
        pieces.reserve_exact(1);
    }
    pieces.push(piece);
}
