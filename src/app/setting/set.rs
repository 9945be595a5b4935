//! Lays out a text, whatever its direction.

use egui::Context;
use egui::text::LayoutJob;

use super::direction::turns;
use super::manner::Manner;
use super::typeset::Typeset;
use super::{mixed, plain};
use crate::page::Direction;

/// Sets a text in the width that its job says.
pub fn set(ctx: &Context, job: LayoutJob, manner: &Manner<'_>) -> Typeset {
    if is_plain(&job.text, manner.base) {
        return plain::set(ctx, job, manner);
    }
    mixed::set(ctx, job, manner)
}

/// Whether all of a text runs to the right.
pub fn is_plain(text: &str, base: Option<Direction>) -> bool {
    base != Some(Direction::RightToLeft) && !turns(text)
}
