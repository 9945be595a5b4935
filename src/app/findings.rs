//! The list of findings. `check` decides what they are.

use egui::accesskit::Role;
use egui::text::LayoutJob;
use egui::{Color32, CornerRadius, Pos2, Rect, ScrollArea, Sense, Ui, vec2};

use super::command::Command;
use super::controls::focus::focus_ring;
use super::spoken::{self, Stand, Standing};
use super::theme;
use super::view::View;
use crate::article::Article;
use crate::check::{Finding, Severity};
use crate::count::grouped;
use crate::writing::Selection;

const DOT: f32 = 3.0;
const INDENT: f32 = 20.0;

/// Draws the list of findings. A click or Enter on one moves there.
pub fn findings_ui(ui: &mut Ui, article: &Article, view: &View, commands: &mut Vec<Command>) {
    ScrollArea::vertical().id_salt("findings").auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        if view.findings.is_empty() {
            ui.label(theme::INTERFACE.text("No findings").color(theme::tokens(ui).quiet));
        }
        let len = view.findings.len().min(LISTED);
        spoken::list(ui, Role::List, "Findings", len);
        for (index, finding) in view.findings.iter().take(LISTED).enumerate() {
            let place = view.index.label(article, &finding.place);
            if finding_ui(ui, Standing { index, len }, finding, &place) {
                commands.push(jump(finding));
            }
        }
        if let Some(more) = view.findings.len().checked_sub(LISTED).filter(|more| *more > 0) {
            let words = format!("{} more will appear as these are fixed.", grouped(more));
            ui.label(theme::INTERFACE.text(&words).color(theme::tokens(ui).quiet));
        }
    });
}

/// Only this many findings are listed, because nobody reads more and each takes time in a frame.
const LISTED: usize = 500;

/// The colour of a finding's dot.
pub(super) fn colour(ui: &Ui, severity: Severity) -> Color32 {
    let colours = theme::tokens(ui);
    match severity {
        Severity::Error => colours.error,
        Severity::Warning => colours.warning,
        Severity::Hint => colours.quiet,
    }
}

fn jump(finding: &Finding) -> Command {
    match &finding.range {
        Some(range) => Command::Select(finding.place.clone(), Selection::at(range.start)),
        None => Command::GoTo(finding.place.clone()),
    }
}

/// Draws one finding. Returns whether it was chosen.
fn finding_ui(ui: &mut Ui, at: Standing, finding: &Finding, place: &str) -> bool {
    let colours = theme::tokens(ui);
    let width = ui.available_width();
    let mut job =
        LayoutJob { wrap: egui::text::TextWrapping::wrap_at_width(width - 2.0 * INDENT), ..LayoutJob::default() };
    let message = super::words::sentence(&finding.message);
    job.append(&message, 0.0, theme::INTERFACE.format(colours.ink));
    job.append(place, theme::SPACE_3, theme::LABEL.format(colours.quiet));
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let height = (galley.size().y + theme::SPACE_3).max(theme::ROW_HEIGHT);
    let (rect, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let id = egui::Id::unique(("finding", at.index, &finding.place, &finding.message));
    let response = ui.interact(rect, id, Sense::click());
    let said = format!("{}: {message} ({place})", finding.severity.label());
    spoken::row(&response, Role::ListItem, &said, at, Stand::Current(false));
    if response.gained_focus() {
        ui.scroll_to_rect(rect, None);
    }
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(theme::RADIUS), colours.hover);
    }
    focus_ring(ui, &response);
    text_ui(ui, rect, galley, colour(ui, finding.severity));
    response.clicked()
}

fn text_ui(ui: &Ui, rect: Rect, galley: std::sync::Arc<egui::Galley>, dot: Color32) {
    let top = rect.center().y - galley.size().y * 0.5;
    let middle = top + theme::INTERFACE.line_height * 0.5;
    ui.painter().circle_filled(Pos2::new(rect.left() + INDENT * 0.5, middle), DOT, dot);
    ui.painter().galley(Pos2::new(rect.left() + INDENT, top), galley, theme::tokens(ui).ink);
}
