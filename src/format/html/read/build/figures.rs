//! Figures: their captions and credits, and the pictures these belong to.

use super::flat::{add_words, line_of_all};
use super::{Builder, Frame, Kind};
use crate::format::html::read::figure::{self, Figure, Legend};
use crate::markdown::Block;

impl Builder {
    pub(super) fn add_figure(&mut self, blocks: Vec<Block>, legend: Legend) {
        let (blocks, image) = figure::blocks(blocks, legend);
        let is_outermost = matches!(self.kind(), Kind::Root);
        if let Some(image) = image.filter(|_| is_outermost) {
            self.figures.push(Figure { at: self.pieces.len(), count: blocks.len(), image });
        }
        blocks.into_iter().for_each(|block| self.add(block));
    }

    /// Adds a caption to its figure, or after the image it follows.
    pub(super) fn add_caption(&mut self, legend: Legend) {
        if let Some(Frame { kind: Kind::Figure(figure), blocks, .. }) = self.frames.last_mut() {
            if figure.captions.is_empty() {
                figure.at = blocks.len();
            }
            figure.captions.extend(legend.captions);
            figure.credit.extend(legend.credit);
            return;
        }
        let follows = self.last_block().is_some_and(|block| figure::picture(block).is_some());
        if !follows {
            let credit = Some(legend.credit).filter(|credit| !credit.is_empty()).map(Block::Paragraph);
            legend.captions.into_iter().chain(credit).for_each(|block| self.add(block));
            return;
        }
        let picture = match self.frames.last_mut() {
            Some(frame) if !matches!(frame.kind, Kind::Root) => frame.blocks.pop(),
            _ => self.pieces.pop().map(|piece| piece.block),
        };
        self.add_figure(picture.into_iter().collect(), legend);
    }

    /// Adds a credit to the surrounding caption or figure.
    pub(super) fn add_credit(&mut self, blocks: Vec<Block>) {
        if let Some(Kind::Caption(legend) | Kind::Figure(legend)) =
            self.frames.last_mut().map(|frame| &mut frame.kind)
        {
            add_words(&mut legend.credit, line_of_all(blocks));
        } else {
            blocks.into_iter().for_each(|block| self.add(block))
        }
    }

    /// Whether texts about an image can be recognised here.
    pub(in crate::format::html::read) fn is_in_figure(&self) -> bool {
        matches!(self.kind(), Kind::Figure(_) | Kind::Caption(_))
    }
}
