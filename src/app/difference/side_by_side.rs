//! Differences in two columns, the first text on the left and the second on the right. `excerpt` decides how much is
//! shown; `difference` scrolls.

use egui::accesskit::Role;
use egui::text::LayoutJob;
use egui::{Ui, vec2};

use super::between::Between;
use super::excerpt::Excerpt;
use super::laid::Marked;
use super::{Differences, text_ui};
use crate::app::controls::focus::MARGIN;
use crate::app::theme;
use crate::compare::RunKind;

impl Differences {
    /// Draws the differing fields like [`Differences::ui`], but in two columns with these titles.
    pub fn beside_ui(&mut self, ui: &mut Ui, titles: [&str; 2]) {
        titles_ui(ui, titles);
        self.scroll_ui(ui, true, |ui, excerpt, relation, width| {
            let side = |other| side(ui, excerpt, relation.between, other).laid(ui, column(width), relation.base);
            let sides = [side(RunKind::Added), side(RunKind::Removed)];
            let height = sides.iter().map(|side| side.height()).fold(0.0, f32::max);
            let rect = text_ui(ui, Role::Label, height, || excerpt.spoken(relation.between));
            for (side, left) in sides.into_iter().zip(lefts(width)) {
                side.paint(ui, rect.min + vec2(left, 0.0));
            }
            height
        });
    }
}

fn titles_ui(ui: &mut Ui, titles: [&str; 2]) {
    let colour = theme::tokens(ui).ink;
    let galleys = titles.map(|title| {
        let mut job = LayoutJob::single_section(title.to_owned(), theme::INTERFACE_BOLD.format(colour));
        job.wrap = egui::text::TextWrapping::truncate_at_width(column(ui.available_width() - 2.0 * MARGIN));
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    });
    let width = ui.available_width() - 2.0 * MARGIN;
    let height = galleys.iter().map(|galley| galley.size().y).fold(0.0, f32::max);
    let rect = text_ui(ui, Role::Label, height, || titles.join(", "));
    for (galley, left) in galleys.into_iter().zip(lefts(width)) {
        ui.painter().galley(rect.min + vec2(left, 0.0), galley, colour);
    }
}

/// One of the two texts, without what only the other one has.
fn side(ui: &Ui, excerpt: &Excerpt, between: Between, other: RunKind) -> Marked {
    let colours = theme::tokens(ui);
    let pieces = excerpt.pieces.iter().filter(|piece| piece.kind != Some(other));
    Marked::new(pieces, between, colours).or_dash(colours)
}

/// The width of one of the two columns.
fn column(width: f32) -> f32 {
    ((width - theme::SPACE_6) / 2.0).max(0.0)
}

fn lefts(width: f32) -> [f32; 2] {
    [MARGIN, MARGIN + column(width) + theme::SPACE_6]
}
