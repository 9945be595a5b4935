//! A small dialog next to the text it is about. It dims nothing and does not cover the text. The content is up to its
//! user.

use egui::{
    Align2, Area, Color32, Frame, Id, Margin, Modal, Order, Pos2, Rect, Sense, TextEdit, Ui, UiKind, Vec2,
};

use crate::app::controls::dialog_frame::Outcome;
use crate::app::controls::focus::focus_first;
use crate::app::theme;

/// The position and the name of a popup.
#[derive(Clone, Copy, Debug)]
pub struct Beside<'a> {
    pub name: &'a str,
    /// The rectangle of the selection. Without one, the popup is near the top of the window.
    pub at: Option<Rect>,
    pub width: f32,
    /// Its greatest height. The popup is below the text if there is room for that, otherwise above it.
    pub height: f32,
}

/// Between the text and the popup.
const GAP: f32 = 6.0;
const MARGIN: i8 = 6;
pub(super) const FIELD_HEIGHT: f32 = 36.0;

/// Draws a popup. `content` returns a value when it is done.
pub fn popup<T>(
    ctx: &egui::Context,
    beside: Beside<'_>,
    content: impl FnOnce(&mut Ui) -> Option<T>,
) -> Outcome<T> {
    let room = ctx.content_rect();
    let place = place(room, beside);
    let is_over = beside.at.is_some_and(|at| place.y < at.top());
    let id = Id::unique("popup beside words");
    let area = Area::new(id)
        .kind(UiKind::Modal)
        .sense(Sense::hover())
        .order(Order::Foreground)
        .interactable(true)
        .constrain(true)
        .fade_in(false)
        .fixed_pos(place)
        .accessible_name(beside.name);
    let frame = Frame::window(&ctx.global_style()).inner_margin(Margin::same(MARGIN));
    let modal = Modal::new(id).area(area).frame(frame).backdrop_color(Color32::TRANSPARENT);
    let response = modal.show(ctx, |ui| {
        ui.set_width(beside.width.min(room.width() - 2.0 * theme::SPACE_6));
        ui.spacing_mut().item_spacing = Vec2::ZERO;
        // Above the text, the lower edge and the field keep their position.
        if is_over {
            ui.set_min_height(beside.height - 2.0 * f32::from(MARGIN));
        }
        content(ui)
    });
    match response.inner {
        Some(done) => Outcome::Done(done),
        None if response.should_close() => Outcome::Dismissed,
        None => Outcome::Open,
    }
}

/// The top left corner of a popup.
fn place(room: Rect, beside: Beside<'_>) -> Pos2 {
    let size = Vec2::new(beside.width, beside.height);
    let Some(at) = beside.at else {
        return Pos2::new((room.center().x - size.x * 0.5).max(room.left()), room.top() + theme::SPACE_8);
    };
    let left = at.left().min(room.right() - size.x - theme::SPACE_4).max(room.left() + theme::SPACE_2);
    let is_under = at.bottom() + GAP + size.y <= room.bottom();
    let top = if is_under { at.bottom() + GAP } else { (at.top() - GAP - size.y).max(room.top()) };
    Pos2::new(left, top)
}

/// The field at the top of a popup, across its width.
pub(super) fn field_ui(ui: &mut Ui, id: Id, text: &mut String, name: &str, hint: &str) -> egui::Response {
    let colours = theme::tokens(ui);
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), FIELD_HEIGHT), Sense::hover());
    let row = Rect::from_center_size(
        rect.center() - Vec2::new(0.0, f32::from(MARGIN) * 0.5),
        Vec2::new(rect.width() - 2.0 * theme::SPACE_2, theme::INTERFACE.line_height),
    );
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(row));
    let edit = TextEdit::singleline(text)
        .id(id)
        .font(theme::INTERFACE.font())
        .frame(Frame::NONE)
        .margin(Margin::ZERO)
        .align(Align2::LEFT_CENTER)
        .hint_text(theme::INTERFACE.text(hint).color(colours.quiet))
        .min_size(row.size())
        .desired_width(f32::INFINITY);
    let field = child.add(edit);
    ui.ctx().accesskit_node_builder(field.id, |node| {
        node.set_label(name);
        node.set_placeholder(hint);
    });
    focus_first(ui, &field);
    ui.painter().hline(rect.x_range(), rect.bottom(), egui::Stroke::new(theme::HAIRLINE, colours.hair));
    field
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(at: Rect, expected: Pos2) {
        let room = Rect::from_min_size(Pos2::ZERO, Vec2::new(1000.0, 700.0));
        let beside = Beside { name: "", at: Some(at), width: 400.0, height: 300.0 };
        assert_eq!(place(room, beside), expected);
    }

    #[test]
    fn a_popup_stands_under_the_words_or_over_them() {
        let word = |x: f32, y: f32| Rect::from_min_size(Pos2::new(x, y), Vec2::new(40.0, 20.0));
        check(word(100.0, 100.0), Pos2::new(100.0, 126.0));
        check(word(900.0, 100.0), Pos2::new(584.0, 126.0));
        check(word(100.0, 600.0), Pos2::new(100.0, 294.0));
    }
}
