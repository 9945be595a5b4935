//! Lays out a text, whatever its direction.

use egui::Context;
use egui::text::LayoutJob;

use super::direction::turns;
use super::manner::Manner;
use super::typeset::Typeset;
use super::{mixed, plain};
use crate::page::Direction;

/// Lays out a text at the width of its job.
pub fn set(ctx: &Context, job: LayoutJob, manner: &Manner<'_>) -> Typeset {
    if is_plain(&job.text, manner.base) && manner.stands != Some(Direction::RightToLeft) {
        return plain::set(ctx, job, manner);
    }
    mixed::set(ctx, job, manner)
}

/// Whether a text is entirely left-to-right.
pub fn is_plain(text: &str, base: Option<Direction>) -> bool {
    base != Some(Direction::RightToLeft) && !turns(text)
}
