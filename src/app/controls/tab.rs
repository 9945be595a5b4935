//! Tabs: several labels, one of which is shown as selected.

use egui::{Button, Role, Stroke, Ui, WidgetInfo, vec2};

use crate::app::{spoken, theme};

/// A tab label, bold and underlined while it is shown.
pub fn tab_ui(ui: &mut Ui, label: &str, is_shown: bool, role: Role) -> egui::Response {
    let colours = theme::tokens(ui);
    let letters = if is_shown { theme::INTERFACE_BOLD } else { theme::INTERFACE };
    let text = letters.text(label).color(if is_shown { colours.ink } else { colours.quiet });
    // As wide as in bold, so that the other labels never move.
    let strong =
        egui::text::LayoutJob::single_section(label.to_owned(), theme::INTERFACE_BOLD.format(colours.ink));
    let width = ui.fonts_mut(|fonts| fonts.layout_job(strong)).size().x;
    let response = ui.add(Button::new(text).frame_when_inactive(false).min_size(vec2(width, 0.0)));
    if role == Role::Tab {
        spoken::tab(&response, label, is_shown);
    } else {
        response.widget_info(|| WidgetInfo::selected(role, true, is_shown, label));
    }
    if is_shown {
        let line = response.rect.bottom() + 1.0;
        ui.painter().hline(response.rect.x_range(), line, Stroke::new(theme::MARK, colours.accent));
    }
    response
}
