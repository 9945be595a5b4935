//! Left-to-right text, which nearly every text is: egui’s own layout, unchanged.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use egui::text::LayoutJob;
use egui::{Context, vec2};

use super::galley::{joined, moved};
use super::galley_rows::rows_of;
use super::job::part;
use super::manner::{Hang, Manner};
use super::typeset::Typeset;

/// Lays out the text of a job.
pub(super) fn set(ctx: &Context, job: LayoutJob, manner: &Manner<'_>) -> Typeset {
    let wholes: Box<[Range<usize>]> = manner.wholes.into();
    if manner.hang == Hang::default() {
        let galley = ctx.fonts_mut(|fonts| fonts.layout_job(job));
        return Typeset { galley, wholes, rows: OnceLock::new() };
    }
    hung(ctx, job, manner.hang, wholes)
}

/// A text with an indent, or with a hanging part before its first row.
fn hung(ctx: &Context, job: LayoutJob, hang: Hang, wholes: Box<[Range<usize>]>) -> Typeset {
    let lay = |job: LayoutJob| ctx.fonts_mut(|fonts| fonts.layout_job(job));
    let width = job.wrap.max_width;
    let scale = ctx.pixels_per_point();
    let snapped = |x: f32| vec2((x * scale).round() / scale, 0.0);
    let lead = (hang.lead > 0 && width.is_finite()).then(|| lay(part(&job, 0..hang.lead, f32::INFINITY)));
    let lead = lead.filter(|lead| hang.indent + lead.rect.width() < width * 0.5);
    let (left, from) = match &lead {
        Some(lead) => (hang.indent + lead.rect.width() + hang.gap, hang.lead),
        None => (hang.indent, 0),
    };
    let body = lay(part(&job, from..job.text.len(), width - left));
    let mut rows = rows_of(&body, &job.text, from..job.text.len(), left, &wholes);
    let mut galley = moved(&body, snapped(left));
    if let Some(lead) = lead {
        let hanging = rows_of(&lead, &job.text, 0..from, hang.indent, &wholes);
        if let (Some(row), Some(hanging)) = (rows.first_mut(), hanging.into_iter().next()) {
            let mut clusters = hanging.clusters;
            if let Some(last) = clusters.last_mut() {
                last.right = left;
            }
            clusters.append(&mut row.clusters);
            (row.clusters, row.start, row.rect) = (clusters, 0, row.rect.with_min_x(hanging.rect.left()));
        }
        galley = joined(moved(&lead, snapped(hang.indent)), &galley, job);
    } else {
        galley.job = Arc::new(job);
    }
    Typeset { galley: Arc::new(galley), wholes, rows: rows.into() }
}
