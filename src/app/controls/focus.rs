//! The focus in controls: the ring around it, what gets it when a dialog opens, and the keys that controls handle.

use egui::{CornerRadius, Id, Key, Modifiers, Response, Stroke, StrokeKind, Ui, vec2};

use crate::app::theme;

/// A thin accent line around a focused control that has no cursor.
pub fn focus_ring(ui: &Ui, response: &Response) {
    if response.gained_focus() {
        ui.scroll_to_rect(response.rect.expand2(vec2(0.0, theme::SPACE_6)), None);
    }
    if response.has_focus() {
        let stroke = Stroke::new(theme::HAIRLINE, theme::tokens(ui).accent);
        let corners = CornerRadius::same(theme::RADIUS);
        ui.painter().rect_stroke(response.rect, corners, stroke, StrokeKind::Inside);
    }
}

/// Gives a control the focus when the dialog opens.
pub fn focus_first(ui: &Ui, response: &Response) {
    let marker = Id::unique("dialog focus");
    let opened_in = ui.data(|data| data.get_temp::<u64>(marker));
    let now = ui.ctx().cumulative_pass_nr();
    if opened_in.is_none_or(|last| last + 2 < now) {
        response.request_focus();
    }
    ui.data_mut(|data| data.insert_temp(marker, now));
}

/// Consumes a key before a control of the dialog does. Returns how often it was pressed.
pub fn take_key(ui: &Ui, key: Key) -> usize {
    ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key))
}

/// The margin of a list, for its focus ring and the scroll bar.
pub const MARGIN: f32 = theme::SPACE_2;
