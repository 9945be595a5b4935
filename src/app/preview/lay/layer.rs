//! A block during layout, and the type for each kind of text.

use egui::text::LayoutJob;
use egui::{Rect, Ui};

use crate::app::preview::laid::{Piece, Shape};
use crate::app::preview::strip::Letters;
use crate::app::setting::{self, Manner, Typeset};
use crate::app::theme::{self, Face, Tokens, Type};
use crate::page::Direction;

pub(super) const SMALL: Type = Type { face: Face::Serif, size: 14.0, line_height: 22.0 };

/// The type of a kind of text.
pub(super) fn letters(letters: Letters) -> Type {
    match letters {
        Letters::Headline => theme::PAGE_HEADLINE,
        Letters::Deck => theme::PAGE_DECK,
        Letters::Byline => theme::PAGE_BYLINE,
        Letters::Heading(level) => theme::page_heading(level),
        Letters::Body => theme::PAGE_BODY,
        Letters::Legend => theme::LABEL,
        Letters::Small => SMALL,
    }
}

pub(super) struct Layer<'a> {
    pub(super) ui: &'a Ui,
    pub(super) colours: &'static Tokens,
    pub(super) width: f32,
    /// The direction of the language, if it is known.
    pub(super) base: Option<Direction>,
    /// The direction of the strip.
    pub(super) direction: Direction,
    pub(super) pieces: Vec<Piece>,
    pub(super) top: f32,
}

impl Layer<'_> {
    pub(super) fn push(&mut self, rect: Rect, shape: Shape) {
        self.pieces.push(Piece { rect, shape });
    }

    pub(super) fn set(&self, job: &LayoutJob) -> Typeset {
        setting::set(self.ui.ctx(), job.clone(), &Manner { base: self.base, ..Manner::default() })
    }
}
