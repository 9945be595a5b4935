//! What the piece says about itself, and what is for the newsroom alone: a quiet group at the end.

use egui::accesskit::Role;
use egui::{Align2, CornerRadius, Id, Sense, Ui, UiBuilder, WidgetInfo, vec2};

use super::lists;
use super::pen::Pen;
use crate::app::status::language_name;
use crate::app::{icon, item_list, theme};
use crate::article::{Place, Status};

const LABEL_WIDTH: f32 = 116.0;
const PADDING: f32 = 6.0;

pub(super) fn details_ui(ui: &mut Ui, pen: &mut Pen) -> f32 {
    lists::label(ui, "Details", None);
    ui.add_space(theme::SPACE_1);
    line(ui);
    detail_ui(ui, "Status", |ui| status_ui(ui, pen));
    let texts = [
        (Place::Slug, "Slug", "words-in-the-address"),
        (Place::Language, "Language", "en-GB"),
        (Place::Published, "Published", "2026-03-02 or 2026-03-02T08:00:00+01:00"),
        (Place::Updated, "Updated", "2026-03-02 or 2026-03-02T17:30:00+01:00"),
        (Place::Canonical, "Canonical link", "https://"),
    ];
    for (place, label, hint) in texts {
        detail_ui(ui, label, |ui| {
            let ink = theme::tokens(ui).ink;
            let entry = ui.available_rect_before_wrap();
            if place == Place::Language {
                ui.set_max_width(entry.width() - theme::SPACE_6);
            }
            pen.entry_ui(ui, &place, label, hint, ink);
            if place == Place::Language {
                languages_ui(ui, pen, entry);
            }
        });
    }
    detail_ui(ui, "Tags", |ui| tags_ui(ui, pen));
    detail_ui(ui, "Editor’s note", |ui| {
        pen.line_ui(ui, &Place::Note, "Editor’s note", "For the newsroom, never published", theme::INTERFACE);
    });
    0.0
}

/// A button at the end of the row, with the languages whose spelling can be checked.
fn languages_ui(ui: &mut Ui, pen: &mut Pen, row: egui::Rect) {
    let size = egui::Vec2::splat(theme::INTERFACE.line_height + 2.0);
    let middle = row.top() + theme::INTERFACE.line_height * 0.5;
    let rect = egui::Rect::from_center_size(egui::pos2(row.right() - size.x * 0.5, middle), size);
    let id = Id::unique("choose language");
    let button = item_list::icon_button(ui, rect, id, icon::CARET_DOWN, "Languages that can be checked");
    pen.note_focus(&Place::Language, &button);
    let style = theme::menu_style as fn(&mut egui::Style);
    egui::Popup::menu(&button).accessible_name("Languages").style(style).show(|ui| {
        let view = pen.view;
        for tag in view.languages {
            let is_chosen = pen.article().language == *tag;
            let label = format!("{}  {tag}", language_name(tag));
            let row = ui.add_enabled(!pen.is_read_only(), egui::Button::selectable(is_chosen, &label));
            row.widget_info(|| WidgetInfo::selected(Role::MenuItemRadio, true, is_chosen, &label));
            if row.clicked() {
                pen.step(Place::Language, |article| article.language.clone_from(tag));
            }
        }
    });
}

/// A quiet label at the left, what it names beside it, a hairline under both.
pub(super) fn detail_ui(ui: &mut Ui, label: &str, add: impl FnOnce(&mut Ui)) {
    let whole = ui.available_rect_before_wrap();
    let middle = whole.top() + PADDING + theme::INTERFACE.line_height * 0.5 + 1.0;
    let at = egui::Pos2::new(whole.left(), middle);
    ui.painter().text(at, Align2::LEFT_CENTER, label, theme::LABEL.font(), theme::tokens(ui).quiet);
    let inner = whole.with_min_x(whole.left() + LABEL_WIDTH).with_min_y(whole.top() + PADDING);
    let mut value = ui.new_child(UiBuilder::new().max_rect(inner));
    add(&mut value);
    let height = value.min_rect().height().max(theme::INTERFACE.line_height) + 2.0 * PADDING;
    ui.allocate_space(vec2(whole.width(), height));
    line(ui);
}

fn line(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), theme::HAIRLINE), Sense::hover());
    ui.painter().rect_filled(rect, CornerRadius::ZERO, theme::tokens(ui).hair);
}

fn tags_ui(ui: &mut Ui, pen: &mut Pen) {
    let words = ("Tags", "A tag a line");
    pen.list_ui(ui, &Place::Tags, words, theme::INTERFACE, |a| &mut a.tags, |a| &a.tags);
}

/// The id of the control that is on when the piece has this status.
pub(super) fn status_id(status: Status) -> Id {
    Id::unique(("status", status))
}

fn status_ui(ui: &mut Ui, pen: &mut Pen) {
    let current = pen.article().status;
    let colours = theme::tokens(ui);
    ui.horizontal(|ui| {
        ui.add_space(-theme::SPACE_2);
        for status in Status::ALL {
            let is_current = status == current;
            let ink = if is_current { colours.ink } else { colours.quiet };
            let font = theme::INTERFACE.font();
            let galley = ui.painter().layout_no_wrap(status.label().to_owned(), font, ink);
            let size = vec2(galley.size().x + 2.0 * theme::SPACE_2, theme::INTERFACE.line_height + 2.0);
            let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
            pen.take_goal(ui, status_id(status));
            let response = ui.interact(rect, status_id(status), Sense::click());
            let name = format!("Status: {}", status.label());
            response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_current, &name));
            let ground = if is_current { Some(colours.wash) } else { response.hovered().then_some(colours.hover) };
            if let Some(ground) = ground {
                ui.painter().rect_filled(rect, CornerRadius::same(theme::RADIUS), ground);
            }
            item_list::focus_ring(ui, &response);
            ui.painter().galley(rect.center() - galley.size() * 0.5, galley, ink);
            pen.note_focus(&Place::Status, &response);
            if response.clicked() && !is_current && !pen.is_read_only() {
                pen.step(Place::Status, |article| article.status = status);
            }
        }
    });
}
