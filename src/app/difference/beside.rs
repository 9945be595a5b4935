//! What differs, in two columns: the earlier text on the left, the later one on the right. How much of it is shown is
//! decided in `excerpt`, how it scrolls in `difference`.

use egui::accesskit::Role;
use egui::text::LayoutJob;
use egui::{Sense, Ui, WidgetInfo, vec2};

use super::excerpt::Excerpt;
use super::{MARGIN, format, heading, line_ui, scroll_ui};
use crate::app::theme;
use crate::compare::{Difference, RunKind};

/// Draws the fields that differ as [`super::differences_ui`] does, in two columns of which these are the titles.
pub fn beside_ui(ui: &mut Ui, titles: [&str; 2], differences: &[Difference]) {
    let (letters, ink) = (theme::LABEL_BOLD, theme::tokens(ui).quiet);
    let width = ui.available_width() - 2.0 * MARGIN;
    let jobs = titles.map(|title| LayoutJob::single_section(title.to_owned(), letters.format(ink)));
    columns_ui(ui, jobs, width, || titles.join(", "));
    scroll_ui(ui, differences, field_ui);
}

fn field_ui(ui: &mut Ui, difference: &Difference, excerpt: &Excerpt, width: f32) {
    ui.add_space(theme::SPACE_2);
    line_ui(ui, &heading(difference, excerpt), width);
    let sides = [side(ui, excerpt, RunKind::Added), side(ui, excerpt, RunKind::Removed)];
    columns_ui(ui, sides, width, || excerpt.spoken());
}

/// One of the two texts: all but what only the other one has.
fn side(ui: &Ui, excerpt: &Excerpt, other: RunKind) -> LayoutJob {
    let colours = theme::tokens(ui);
    let mut job = LayoutJob::default();
    for piece in excerpt.pieces.iter().filter(|piece| piece.kind != Some(other)) {
        job.append(&piece.text, 0.0, format(piece, colours));
    }
    if job.text.is_empty() {
        job.append("—", 0.0, theme::PAGE_BODY.format(colours.quiet));
    }
    job
}

/// Draws two texts beside each other; a screen reader is told `spoken`.
fn columns_ui(ui: &mut Ui, jobs: [LayoutJob; 2], width: f32, spoken: impl Fn() -> String) {
    let column = ((width - theme::SPACE_5) / 2.0).max(0.0);
    let galleys = jobs.map(|mut job| {
        job.wrap.max_width = column;
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    });
    let height = galleys.iter().map(|galley| galley.size().y).fold(0.0, f32::max);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, spoken()));
    if ui.is_rect_visible(rect) {
        let ink = theme::tokens(ui).ink;
        for (galley, left) in galleys.into_iter().zip([0.0, column + theme::SPACE_5]) {
            ui.painter().galley(rect.min + vec2(MARGIN + left, 0.0), galley, ink);
        }
    }
}
