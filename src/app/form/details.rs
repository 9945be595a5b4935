//! The details of the article, public and internal: a quiet line at the top of the form, and the panel below it for
//! editing them. `details/fields` has the fields.

mod fields;
mod row;

use egui::accesskit::Role;
use egui::{
    Align2, Area, CornerRadius, EventFilter, Frame, Id, Key, Margin, Modifiers, Order, Pos2, Rect, ScrollArea,
    Sense, Ui, WidgetInfo,
};

use super::column::Column;
use super::field::{field_id, status_id};
use super::pen::Pen;
use crate::app::controls::focus::focus_ring;
use crate::app::words::language;
use crate::app::{icon, theme};
use crate::article::{Article, Place, Status};
use crate::date::{self, Here};
use crate::page::is_language;

/// The details line: its height, its distance from the top of the form, and the padding of its background.
const LINE: f32 = 24.0;
const LINE_TOP: f32 = 10.0;
const LINE_PADDING: f32 = 8.0;
const CARET: f32 = 12.0;
const CARET_GAP: f32 = 6.0;
const WIDTH: f32 = 320.0;
const MARGIN: Margin = Margin::symmetric(16, 10);
/// By how much the panel is wider than the column.
const OVERHANG: f32 = 48.0;
const GAP: f32 = 6.0;

/// The line in words: language, date and status.
pub(super) fn words(article: &Article, here: &Here) -> String {
    let tag = article.language.trim();
    let language = match tag {
        "" => "no language".to_owned(),
        tag if is_language(tag) => language::name(tag),
        _ => "not a language".to_owned(),
    };
    let published = article.published.trim();
    let date = match date::in_short(published, here) {
        Some(date) => date,
        None if published.is_empty() => "no date".to_owned(),
        None => "not a date".to_owned(),
    };
    format!("{language} · {date} · {}", article.status.label())
}

/// Draws the line; `top` is the top of the form.
pub(super) fn line_ui(ui: &Ui, pen: &mut Pen, column: Column, top: f32) {
    let colours = theme::tokens(ui);
    let words = words(pen.article(), pen.here());
    let is_open = pen.kept.details.is_open;
    let right = column.left + column.width;
    let middle = top + LINE_TOP + LINE * 0.5;
    let mut job =
        egui::text::LayoutJob::single_section(words.clone(), theme::DETAILS.format(egui::Color32::PLACEHOLDER));
    job.wrap = egui::text::TextWrapping::truncate_at_width(column.width - CARET - CARET_GAP);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let left = right - CARET - CARET_GAP - galley.size().x;
    let rect = Rect::from_min_max(
        Pos2::new(left - LINE_PADDING, middle - LINE * 0.5),
        Pos2::new(right + LINE_PADDING, middle + LINE * 0.5),
    );
    let id = Id::unique("details line");
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Details: {words}")));
    ui.ctx().accesskit_node_builder(id, |node| node.set_expanded(is_open));
    let is_lit = is_open || response.hovered() || response.has_focus();
    if is_lit {
        ui.painter().rect_filled(rect, CornerRadius::same(theme::RADIUS), colours.hover);
    }
    focus_ring(ui, &response);
    let colour = if is_lit { colours.ink } else { colours.quiet };
    ui.painter().galley(Pos2::new(left, middle - galley.size().y * 0.5), galley, colour);
    let caret = Pos2::new(right - CARET * 0.5, middle);
    ui.painter().text(caret, Align2::CENTER_CENTER, icon::CARET_DOWN, theme::Face::Icons.at(CARET), colour);
    // The second pass of a frame must not handle the click again.
    match response.clicked() && ui.ctx().current_pass_index() == 0 {
        true if is_open => close(pen),
        true => pen.go_to(Place::Status, None),
        false => {}
    }
}

/// Closes the panel and returns the focus.
fn close(pen: &mut Pen) {
    pen.kept.details.is_open = false;
    let (place, selection) = pen.kept.details.back.take().unwrap_or((Place::Headline, None));
    pen.go_to(place, selection);
}

/// The controls that Tab visits, in order.
fn stops(status: Status) -> [Id; 8] {
    let field = |place| field_id(&place);
    [
        status_id(status),
        field(Place::Language),
        field(Place::Published),
        field(Place::Updated),
        field(Place::Slug),
        field(Place::Tags),
        field(Place::Canonical),
        field(Place::Note),
    ]
}

/// Draws the panel while it is open. `room` is the visible part of the form, `top` the start of its content.
pub(super) fn panel_ui(ui: &Ui, pen: &mut Pen, column: Column, room: Rect, top: f32) {
    if !pen.kept.details.is_open {
        return;
    }
    let stops = stops(pen.article().status);
    let focused = ui.memory(|memory| memory.focused());
    let at = focused.and_then(|focused| stops.iter().position(|stop| *stop == focused));
    if keys(ui, pen, &stops, at) == Kept::Closed {
        return;
    }
    let right = (column.left + column.width + OVERHANG).min(room.right() - theme::SPACE_2);
    let under = (top + LINE_TOP + LINE + GAP).max(room.top() + theme::SPACE_2);
    let window = ui.ctx().content_rect();
    let height =
        (window.bottom() - theme::STATUS_HEIGHT - theme::SPACE_3 - under - 2.0 * f32::from(MARGIN.top)).max(LINE);
    let id = Id::unique("details");
    // The first pass only measures its size, and nothing in it can get the focus.
    if ui.memory(|memory| memory.area_rect(id)).is_none() {
        pen.wait_for_goal();
    }
    let area = Area::new(id)
        .order(Order::Middle)
        .fixed_pos(Pos2::new((right - WIDTH).max(window.left()), under))
        .constrain(false)
        .fade_in(false)
        .accessible_name("Details");
    let shown = area.show(ui.ctx(), |ui| {
        let frame = Frame::new()
            .fill(ui.visuals().window_fill)
            .stroke(ui.visuals().window_stroke)
            .corner_radius(theme::RADIUS)
            .shadow(ui.visuals().popup_shadow)
            .inner_margin(MARGIN);
        frame.show(ui, |ui| {
            ui.set_width(WIDTH - f32::from(MARGIN.left + MARGIN.right));
            let scroll = ScrollArea::vertical().id_salt("details").max_height(height).min_scrolled_height(height);
            scroll.auto_shrink([false, true]).show(ui, |ui| {
                ui.spacing_mut().item_spacing = egui::Vec2::ZERO;
                ui.spacing_mut().interact_size = egui::Vec2::ZERO;
                fields::fields_ui(ui, pen);
            });
        });
    });
    pen.kept.details.rect = Some(shown.response.rect);
    if let Some(focused) = ui.memory(|memory| memory.focused()).filter(|id| stops.contains(id)) {
        let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(focused, filter));
    }
    watch(ui, pen, &stops);
}

/// Whether the panel stays open.
#[derive(PartialEq, Eq)]
enum Kept {
    Open,
    Closed,
}

/// Tab cycles through the fields; Enter and Escape close the panel.
fn keys(ui: &Ui, pen: &mut Pen, stops: &[Id], at: Option<usize>) -> Kept {
    let is_covered = ui.memory(|memory| memory.top_modal_layer().is_some()) || pen.kept.details.had_popup;
    if is_covered {
        return Kept::Open;
    }
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let is_in_list = at.and_then(|at| stops.get(at)) == Some(&field_id(&Place::Tags));
    if pressed(Modifiers::NONE, Key::Escape)
        || (at.is_some() && !is_in_list && pressed(Modifiers::NONE, Key::Enter))
    {
        close(pen);
        return Kept::Closed;
    }
    let Some(at) = at else { return Kept::Open };
    let steps = if pressed(Modifiers::SHIFT, Key::Tab) {
        stops.len() - 1
    } else if pressed(Modifiers::NONE, Key::Tab) {
        1
    } else {
        return Kept::Open;
    };
    if let Some(next) = stops.get((at + steps) % stops.len()) {
        ui.memory_mut(|memory| memory.request_focus(*next));
    }
    Kept::Open
}

/// Closes the panel when the focus moves elsewhere.
fn watch(ui: &Ui, pen: &mut Pen, stops: &[Id]) {
    let has_popup = egui::Popup::is_any_open(ui.ctx());
    let had_popup = std::mem::replace(&mut pen.kept.details.had_popup, has_popup);
    if pen.goal().is_some_and(Place::is_detail) {
        return;
    }
    if pen.focused().is_some_and(|place| !place.is_detail()) && !pen.is_going() {
        pen.kept.details.is_open = false;
        return;
    }
    let pressed = ui.input(|input| input.pointer.interact_pos().filter(|_| input.pointer.any_pressed()));
    let is_on_ground = |at| ui.ctx().layer_id_at(at).is_none_or(|layer| layer.order == Order::Background);
    let is_beside = |at: &Pos2| pen.kept.details.rect.is_none_or(|rect| !rect.contains(*at)) && is_on_ground(*at);
    if pressed.filter(is_beside).is_none() || has_popup || had_popup || is_line_pressed(ui) {
        return;
    }
    let focused = ui.memory(|memory| memory.focused());
    if focused.is_none_or(|id| stops.contains(&id)) && !pen.is_going() {
        close(pen);
    } else {
        pen.kept.details.is_open = false;
    }
}

/// Whether the line is being clicked, which closes the panel anyway.
fn is_line_pressed(ui: &Ui) -> bool {
    let line = ui.ctx().read_response(Id::unique("details line"));
    line.is_some_and(|line| line.is_pointer_button_down_on() || line.clicked() || line.hovered())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(article: &Article, expected: &str) {
        let now = time::OffsetDateTime::from_unix_timestamp(1_780_000_000).expect("a second of 2026");
        assert_eq!(words(article, &Here { now, ..Here::default() }), expected);
    }

    #[test]
    fn the_line_says_language_date_and_status() {
        let mut article = Article::default();
        check(&article, "no language · no date · Draft");
        article.language = "en-GB".into();
        article.published = "2026-12-01T08:00:00+01:00".into();
        article.status = Status::InReview;
        check(&article, "English (UK) · 1 Dec, 08:00 · In review");
        article.published = "2025-12-01".into();
        check(&article, "English (UK) · 1 Dec 2025 · In review");
        article.published = "soon".into();
        check(&article, "English (UK) · not a date · In review");
    }
}
