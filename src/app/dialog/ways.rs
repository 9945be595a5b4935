//! The choices of a dialog, each with a line about what it does, above their buttons.

use egui::text::LayoutJob;
use egui::{Role, Sense, Ui, WidgetInfo, vec2};

use crate::app::theme;

/// Draws a line for every choice: its name, and next to it its explanation.
pub fn ways_ui(ui: &mut Ui, ways: &[(&str, &str)]) {
    if ways.is_empty() {
        return;
    }
    let (ink, quiet) = (theme::tokens(ui).ink, theme::tokens(ui).quiet);
    let job = |text: &str, letters: theme::Type, colour, width| {
        let mut job = LayoutJob::single_section(text.to_owned(), letters.format(colour));
        job.wrap.max_width = width;
        job
    };
    let lay = |job: LayoutJob| ui.fonts_mut(|fonts| fonts.layout_job(job));
    let names: Vec<_> =
        ways.iter().map(|way| lay(job(way.0, theme::INTERFACE_BOLD, ink, f32::INFINITY))).collect();
    let widest = names.iter().map(|name| name.size().x).fold(0.0, f32::max).ceil();
    let left = widest + theme::SPACE_4;
    let width = ui.available_width() - left;
    let abouts: Vec<_> = ways.iter().map(|way| lay(job(way.1, theme::INTERFACE, quiet, width))).collect();
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = theme::SPACE_1;
        for ((name, about), way) in names.into_iter().zip(abouts).zip(ways) {
            let size = vec2(ui.available_width(), name.size().y.max(about.size().y));
            let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{}: {}", way.0, way.1)));
            ui.painter().galley(rect.min, name, ink);
            ui.painter().galley(rect.min + vec2(left, 0.0), about, quiet);
        }
    });
}
