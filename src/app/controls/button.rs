//! The shared buttons. What a button does is up to its user.

use egui::accesskit::Role;
use egui::{
    Align, Align2, Atom, Button, CornerRadius, Id, Layout, Rect, Response, Sense, Ui, Vec2, WidgetInfo, vec2,
};

use super::focus::focus_ring;
use crate::app::{icon, theme};

/// An icon button, with a name for screen readers and a tooltip.
pub fn icon_button(ui: &Ui, rect: Rect, id: Id, glyph: &str, name: &str) -> Response {
    icon_control(ui, rect, id, Sense::click(), glyph, name).on_hover_text(name)
}

/// The same for any kind of interaction, without the tooltip.
pub fn icon_control(ui: &Ui, rect: Rect, id: Id, sense: Sense, glyph: &str, name: &str) -> Response {
    let response = ui.interact(rect, id, sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    let colours = theme::tokens(ui);
    let is_lit = response.hovered() || response.has_focus();
    if is_lit {
        ui.painter().rect_filled(rect, CornerRadius::same(theme::RADIUS), colours.hover);
    }
    focus_ring(ui, &response);
    let colour = if is_lit { colours.ink } else { colours.quiet };
    let font = theme::Face::Icons.at(theme::ICON);
    ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, glyph, font, colour);
    response
}

/// A quiet button with a plus sign.
pub fn quiet_button(ui: &Ui, rect: Rect, id: Id, label: &str) -> Response {
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
    let colours = theme::tokens(ui);
    let is_lit = response.hovered() || response.has_focus();
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(theme::RADIUS), colours.hover);
    }
    focus_ring(ui, &response);
    let colour = if is_lit { colours.ink } else { theme::quiet(ui) };
    let middle = rect.left_center() + vec2(PLUS_MARGIN, 0.0);
    let anchor = egui::Align2::LEFT_CENTER;
    ui.painter().text(middle, anchor, icon::PLUS, theme::Face::Icons.at(PLUS_SIZE), colour);
    let words = middle + vec2(theme::SPACE_5, 0.0);
    ui.painter().text(words, anchor, label, theme::INTERFACE.font(), colour);
    response
}

/// How wide such a button is that has as much room before its plus as behind its words.
pub fn quiet_width(ui: &Ui, label: &str) -> f32 {
    let words = ui.painter().layout_no_wrap(label.to_owned(), theme::INTERFACE.font(), theme::quiet(ui));
    words.size().x + theme::SPACE_5 + 2.0 * PLUS_MARGIN
}

const PLUS_SIZE: f32 = 14.0;
const PLUS_MARGIN: f32 = theme::SPACE_1 + 2.0;

/// A button at the opposite end of the row from the main button, so that it is not pressed accidentally. The last of
/// its row.
pub fn apart_button(ui: &mut Ui, label: &str) -> Response {
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| ui.button(label)).inner
}

/// The main button of a dialog.
pub fn main_button(ui: &mut Ui, label: &str) -> Response {
    ui.scope(|ui| {
        theme::fill_controls(ui);
        ui.add(Button::new(label))
    })
    .inner
}

/// An icon as part of a row, in the colour of its text. Screen readers skip it.
pub fn glyph(glyph: &'static str) -> Atom<'static> {
    Atom::paint(Vec2::splat(theme::ICON), move |ui, args| {
        let font = theme::Face::Icons.at(theme::ICON);
        ui.painter().text(args.rect.center(), Align2::CENTER_CENTER, glyph, font, args.fallback_text_color);
    })
}
