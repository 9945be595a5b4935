//! A text on a single row, cut to the available space: names and headings in lists.

use std::sync::Arc;

use egui::text::LayoutJob;
use egui::{Context, Galley};

use super::job::{format_at, part};
use super::manner::Manner;
use super::set::{is_plain, set};
use super::typeset::Typeset;
use crate::page::Direction;

/// Lays out a text in one row, truncated to the width of its job.
pub fn one_row(ctx: &Context, job: LayoutJob) -> Arc<Galley> {
    one_row_from(ctx, job, None)
}

/// The same for a text that runs this way, or else as its first letter does.
pub fn one_row_from(ctx: &Context, mut job: LayoutJob, base: Option<Direction>) -> Arc<Galley> {
    if is_plain(&job.text, base) {
        return ctx.fonts_mut(|fonts| fonts.layout_job(job));
    }
    let room = std::mem::replace(&mut job.wrap.max_width, f32::INFINITY);
    job.break_on_newline = false;
    let whole = set(ctx, job.clone(), &Manner { base, ..Manner::default() });
    if whole.width() <= room {
        return whole.galley;
    }
    let dots = set(ctx, LayoutJob::single_section("…".to_owned(), format_at(&job, 0)), &Manner::default());
    let mut cut = part(&job, 0..end_within(&whole, room - dots.width()), f32::INFINITY);
    cut.append("…", 0.0, format_at(&job, cut.text.len()));
    cut.sections.retain(|section| section.byte_range.start < section.byte_range.end);
    let shown = set(ctx, cut, &Manner { base: Some(whole.direction()), ..Manner::default() });
    let mut galley = Galley::clone(&shown.galley);
    galley.elided = true;
    Arc::new(galley)
}

/// The byte offset at which a text of this visible width ends.
fn end_within(whole: &Typeset, room: f32) -> usize {
    let clusters = whole.rows().iter().flat_map(|row| &row.clusters);
    let mut used = 0.0;
    let beyond = clusters.into_iter().find(|cluster| {
        used += cluster.right - cluster.left;
        used > room
    });
    beyond.map_or(0, |cluster| cluster.start as usize)
}

#[cfg(test)]
mod tests {
    use egui::Rangef;
    use egui::text::TextWrapping;

    use super::super::tests::{painted_in, with_fonts};
    use super::*;
    use crate::app::theme;

    #[track_caller]
    fn check(text: &str, width: f32, expected: &str, is_cut: bool) {
        let (drawn, elided, fits) = with_fonts(|ctx| {
            let mut job = LayoutJob::single_section(text.to_owned(), theme::INTERFACE.format(theme::LIGHT.ink));
            job.wrap = TextWrapping::truncate_at_width(width);
            let galley = one_row(ctx, job);
            (painted_in(&galley, Rangef::EVERYTHING), galley.elided, galley.rect.width() <= width)
        });
        assert_eq!((drawn.as_str(), elided, fits), (expected, is_cut, true));
    }

    #[test]
    fn a_name_stands_in_the_order_in_which_it_is_read_and_is_cut_at_its_end() {
        check("ab [אב]", 400.0, "ab[בא]", false);
        check("(אב) גד", 400.0, "דג(בא)", false);
        check("abc", 400.0, "abc", false);
        check(&"אב ".repeat(40), 40.0, "…בא", true);
    }
}
