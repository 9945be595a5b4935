//! How lists, menus and tabs describe themselves to screen readers. Texts are in `surface::access`.

use egui::accesskit::{AriaCurrent, HasPopup, Role};
use egui::emath::TSTransform;
use egui::text_selection::{CCursorRange, accesskit_text};
use egui::{Color32, Id, Rect, Response, Ui, WidgetInfo};

use super::theme;

/// The position of a row in its list.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// Starts at 0.
    pub index: usize,
    pub len: usize,
}

/// How a row relates to the selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// Whether it is selected in a list where the focus follows the selection, and the screen reader with it.
    Chosen(bool),
    /// Whether it shows where the writer is while the focus is elsewhere; screen readers stay with the focus.
    Current(bool),
}

impl Stand {
    fn tell(self, node: &mut egui::accesskit::Node) {
        match self {
            Stand::Chosen(is_chosen) => node.set_selected(is_chosen),
            Stand::Current(true) => node.set_aria_current(AriaCurrent::True),
            Stand::Current(false) => {}
        }
    }
}

/// Describes the list, tree or tab bar drawn in `ui`.
pub fn list(ui: &Ui, role: Role, name: &str, len: usize) {
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        node.set_role(role);
        node.set_label(name);
        node.set_size_of_set(len);
    });
}

/// Describes a row as selected or current. Checked is only for switches.
pub fn row(response: &Response, role: Role, name: &str, standing: Standing, stand: Stand) {
    response.widget_info(|| WidgetInfo::labeled(role, response.enabled(), name));
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_position_in_set(standing.index);
        node.set_size_of_set(standing.len);
        stand.tell(node);
    });
}

/// Exposes the text of a field that is drawn in another form until it is edited, so that screen readers can read it
/// like any other.
pub fn words(ui: &Ui, id: Id, rect: Rect, text: &str) {
    if !ui.ctx().has_accesskit_node(id) {
        return;
    }
    let galley = ui.painter().layout_no_wrap(text.to_owned(), theme::INTERFACE.font(), Color32::PLACEHOLDER);
    let place = TSTransform::from_translation(rect.min.to_vec2());
    let caret = ui.memory(|memory| memory.has_focus(id)).then(CCursorRange::default);
    accesskit_text::update_accesskit_for_text_widget(ui.ctx(), id, caret, place, &galley);
}

/// Describes a tab.
pub fn tab(response: &Response, name: &str, is_shown: bool) {
    response.widget_info(|| WidgetInfo::labeled(Role::Tab, true, name));
    response.ctx.accesskit_node_builder(response.id, |node| node.set_selected(is_shown));
}

/// Describes a button that opens a menu. Its rows belong to it while it is `open`.
pub fn menu<T>(button: &Response, name: &str, open: &Option<T>) {
    button.ctx.accesskit_node_builder(button.id, |node| {
        node.set_role(Role::Menu);
        node.set_label(name);
        node.set_has_popup(HasPopup::Menu);
        node.set_expanded(open.is_some());
    });
}
