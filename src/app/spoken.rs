//! How lists, menus and tabs describe themselves to screen readers. Texts are in `surface::access`.

use egui::accesskit::{AriaCurrent, HasPopup, Role};
use egui::emath::TSTransform;
use egui::text_selection::{CCursorRange, accesskit_text};
use egui::{Color32, Id, Rect, Response, Ui, WidgetInfo};

use super::theme;

/// A row's place among the others.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// From 0.
    pub index: usize,
    pub len: usize,
}

/// Whether a row is the one that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// It can be chosen, and is or is not. Where the focus follows the choice, readers follow it too.
    Chosen(bool),
    /// It shows where one is, or does not, while the focus is elsewhere: readers stay with the focus.
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

/// Tells of the list, tree or row of tabs that `ui` holds.
pub fn list(ui: &Ui, role: Role, name: &str, len: usize) {
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        node.set_role(role);
        node.set_label(name);
        node.set_size_of_set(len);
    });
}

/// Tells of a row. It is selected, or current, and never checked: that is for what is switched.
pub fn row(response: &Response, role: Role, name: &str, standing: Standing, stand: Stand) {
    response.widget_info(|| WidgetInfo::labeled(role, response.enabled(), name));
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_position_in_set(standing.index);
        node.set_size_of_set(standing.len);
        stand.tell(node);
    });
}

/// Tells the words of a field that is drawn as something else until it is written in, so that they can be asked for as
/// in any other.
pub fn words(ui: &Ui, id: Id, rect: Rect, text: &str) {
    if !ui.ctx().has_accesskit_node(id) {
        return;
    }
    let galley = ui.painter().layout_no_wrap(text.to_owned(), theme::INTERFACE.font(), Color32::PLACEHOLDER);
    let place = TSTransform::from_translation(rect.min.to_vec2());
    let caret = ui.memory(|memory| memory.has_focus(id)).then(CCursorRange::default);
    accesskit_text::update_accesskit_for_text_widget(ui.ctx(), id, caret, place, &galley);
}

/// Tells of a tab.
pub fn tab(response: &Response, name: &str, is_shown: bool) {
    response.widget_info(|| WidgetInfo::labeled(Role::Tab, true, name));
    response.ctx.accesskit_node_builder(response.id, |node| node.set_selected(is_shown));
}

/// Tells of a button that opens a menu: it is that menu, and has its rows while it is `open`.
pub fn menu<T>(button: &Response, name: &str, open: &Option<T>) {
    button.ctx.accesskit_node_builder(button.id, |node| {
        node.set_role(Role::Menu);
        node.set_label(name);
        node.set_has_popup(HasPopup::Menu);
        node.set_expanded(open.is_some());
    });
}
