//! The field of a dialog that asks for a name.

use egui::{Frame, Id, Margin, Role, TextEdit, Ui, WidgetInfo};

use super::focus::focus_first;
use crate::app::theme;

/// The field of a dialog that asks for a name. It has the focus.
pub fn name_field_ui(ui: &mut Ui, typed: &mut String, label: &str, hint: &str) {
    let border = egui::Stroke::new(theme::HAIRLINE, theme::tokens(ui).accent);
    let frame = Frame::new().stroke(border).corner_radius(theme::RADIUS).inner_margin(Margin::symmetric(10, 6));
    let edit = TextEdit::singleline(typed).id(Id::unique(("name", label))).char_limit(MOST_TYPED);
    let field = ui.add(edit.hint_text(hint).frame(frame).desired_width(f32::INFINITY));
    field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, label));
    ui.ctx().accesskit_node_builder(field.id, |node| node.set_value(typed.clone()));
    focus_first(ui, &field);
}

/// Longer names are cut anyway, in characters.
const MOST_TYPED: usize = 200;
