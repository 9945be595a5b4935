//! A row of the details panel.

use egui::{Align2, Pos2, Ui, vec2};

use crate::app::theme;

/// A row of the panel: a quiet label on the left, and the control next to it.
pub(super) fn row_ui(ui: &mut Ui, label: &str, add: impl FnOnce(&mut Ui)) {
    let whole = ui.available_rect_before_wrap();
    let middle = whole.top() + ROW_PADDING + theme::INTERFACE.line_height * 0.5;
    let at = Pos2::new(whole.left(), middle);
    ui.painter().text(at, Align2::LEFT_CENTER, label, theme::LABEL.font(), theme::tokens(ui).quiet);
    let inner = whole.with_min_x(whole.left() + LABEL_WIDTH).with_min_y(whole.top() + ROW_PADDING);
    let mut value = ui.new_child(egui::UiBuilder::new().max_rect(inner));
    add(&mut value);
    let height = value.min_rect().height().max(theme::INTERFACE.line_height) + 2.0 * ROW_PADDING;
    ui.allocate_space(vec2(whole.width(), height));
}

const LABEL_WIDTH: f32 = 88.0;

const ROW_PADDING: f32 = 8.0;
