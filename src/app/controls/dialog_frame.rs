//! The frame of a dialog: title, scrolling part and row of buttons. What a dialog asks is in its own file.

use egui::{Align, Frame, Id, Layout, Margin, Modal, Ui};

use crate::app::theme;

/// The title and the width of a dialog.
#[derive(Clone, Copy, Debug)]
pub struct DialogFrame<'a> {
    pub title: &'a str,
    pub width: f32,
}

/// How a dialog ends.
#[derive(Debug)]
pub enum Outcome<T> {
    Open,
    /// With Escape or a click outside it.
    Dismissed,
    Done(T),
}

/// Draws a dialog in the middle of the window; `content` returns a value when it is done.
pub fn modal<T>(
    ctx: &egui::Context,
    dialog: DialogFrame<'_>,
    content: impl FnOnce(&mut Ui) -> Option<T>,
) -> Outcome<T> {
    let id = Id::unique("dialog");
    let colours = if ctx.global_style().visuals.dark_mode { &theme::DARK } else { &theme::LIGHT };
    let room = ctx.content_rect().size() - egui::Vec2::splat(2.0 * theme::SPACE_7);
    let frame = Frame::window(&ctx.global_style()).inner_margin(Margin::same(DIALOG_MARGIN));
    let area = Modal::default_area(id).accessible_name(dialog.title);
    let modal = Modal::new(id).area(area).frame(frame).backdrop_color(colours.backdrop);
    let response = modal.show(ctx, |ui| {
        ui.set_width(dialog.width.min(room.x));
        ui.set_max_height(room.y);
        ui.spacing_mut().item_spacing.y = theme::SPACE_3;
        ui.label(theme::TITLE.text(dialog.title));
        let done = content(ui);
        watch_middle(ui);
        done
    });
    match response.inner {
        Some(done) => Outcome::Done(done),
        None if response.should_close() => Outcome::Dismissed,
        None => Outcome::Open,
    }
}

const DIALOG_MARGIN: i8 = 24;

/// The height above and below the middle of a dialog, until it is known.
const CHROME: f32 = 200.0;

/// What is known about the middle of a dialog from frame to frame.
#[derive(Clone, Copy, Debug, Default)]
struct Middle {
    /// The height of what is above and below it.
    chrome: Option<f32>,
    /// The height of the middle, in the current frame.
    height: Option<f32>,
}

fn middle_id() -> Id {
    Id::unique("dialog middle")
}

/// The height available for the scrolling part of a dialog: what the window leaves, within these bounds. Only for one
/// part of a dialog; what is above and below it stays visible.
pub fn middle_height(ui: &Ui, least: f32, most: f32) -> f32 {
    let room = ui.ctx().content_rect().height() - 2.0 * (f32::from(DIALOG_MARGIN) + theme::SPACE_4);
    ui.data_mut(|data| {
        let middle: &mut Middle = data.get_temp_mut_or_default(middle_id());
        let height = (room - middle.chrome.unwrap_or(CHROME)).clamp(least, most).floor();
        middle.height = Some(height);
        height
    })
}

/// Draws the middle of a dialog at this height, with a line below it. Its content may extend on both sides by the
/// margin of lists, so that its text is aligned with the rest of the dialog.
pub fn middle_ui(ui: &mut Ui, height: f32, content: impl FnOnce(&mut Ui)) {
    let (rect, _) = ui.allocate_exact_size(egui::vec2(ui.available_width(), height), egui::Sense::hover());
    let line = egui::Stroke::new(theme::HAIRLINE, theme::tokens(ui).hair);
    ui.painter().hline(rect.x_range(), rect.bottom(), line);
    let rect = rect.expand2(egui::vec2(super::focus::MARGIN, 0.0)).with_max_y(rect.bottom() - theme::HAIRLINE);
    content(&mut ui.new_child(egui::UiBuilder::new().id_salt("middle").max_rect(rect)));
}

/// Measures what is above and below the middle, and draws again if it has changed.
fn watch_middle(ui: &Ui) {
    let all = ui.min_size().y;
    let is_news = ui.data_mut(|data| {
        let middle: &mut Middle = data.get_temp_mut_or_default(middle_id());
        let Some(height) = middle.height.take() else { return false };
        let chrome = (all - height).ceil();
        middle.chrome.replace(chrome) != Some(chrome)
    });
    if is_news {
        ui.ctx().request_discard("the middle of the dialog has another height");
        ui.ctx().request_repaint();
    }
}

/// The row of buttons at the end of a dialog, with the main button at the far right.
pub fn buttons_ui<T>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> T) -> T {
    ui.add_space(theme::SPACE_1);
    let height = ui.spacing().interact_size.y;
    let size = egui::vec2(ui.available_width(), height);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        theme::outline_controls(ui);
        content(ui)
    })
    .inner
}

/// Forgets that a dialog was open, so that the next one takes the focus.
pub fn closed(ctx: &egui::Context) {
    ctx.data_mut(|data| {
        data.remove::<u64>(Id::unique("dialog focus"));
        data.remove::<Middle>(middle_id());
    });
}
