//! The frame of a dialog: title, scrolling part and row of buttons. What a dialog asks is in its own file.

use egui::{Align, Frame, Id, Layout, Margin, Modal, Ui};

use crate::app::theme;

/// What the title and the width of a dialog are.
#[derive(Clone, Copy, Debug)]
pub struct DialogFrame<'a> {
    pub title: &'a str,
    pub width: f32,
}

/// How a dialog is left.
#[derive(Debug)]
pub enum Outcome<T> {
    Open,
    /// By Escape or a click beside it.
    Dismissed,
    Done(T),
}

/// Draws a dialog in the middle of the window; `content` gives something when it is done.
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

/// What stands over and under the middle of a dialog, as long as that is not known.
const CHROME: f32 = 200.0;

/// What a dialog knows of its middle from frame to frame.
#[derive(Clone, Copy, Debug, Default)]
struct Middle {
    /// Of what stands over and under it.
    chrome: Option<f32>,
    /// Of the middle, in the frame that is being drawn.
    height: Option<f32>,
}

fn middle_id() -> Id {
    Id::unique("dialog middle")
}

/// How high the part of a dialog may be that scrolls: all that the window has left, within these bounds. For one part of
/// a dialog; what stands over and under it stays in sight.
pub fn middle_height(ui: &Ui, least: f32, most: f32) -> f32 {
    let room = ui.ctx().content_rect().height() - 2.0 * (f32::from(DIALOG_MARGIN) + theme::SPACE_4);
    ui.data_mut(|data| {
        let middle: &mut Middle = data.get_temp_mut_or_default(middle_id());
        let height = (room - middle.chrome.unwrap_or(CHROME)).clamp(least, most).floor();
        middle.height = Some(height);
        height
    })
}

/// Draws the middle of a dialog in so much height, with a line under it. What it draws may stand out to both sides by the margin that lists
/// leave for the ring round them, so that its text stands under the other text.
pub fn middle_ui(ui: &mut Ui, height: f32, content: impl FnOnce(&mut Ui)) {
    let (rect, _) = ui.allocate_exact_size(egui::vec2(ui.available_width(), height), egui::Sense::hover());
    let line = egui::Stroke::new(theme::HAIRLINE, theme::tokens(ui).hair);
    ui.painter().hline(rect.x_range(), rect.bottom(), line);
    let rect = rect.expand2(egui::vec2(super::focus::MARGIN, 0.0)).with_max_y(rect.bottom() - theme::HAIRLINE);
    content(&mut ui.new_child(egui::UiBuilder::new().id_salt("middle").max_rect(rect)));
}

/// Measures what stands over and under the middle, and draws again where that is not as it was.
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

/// The row of buttons at a dialog's end: the main one last, as far right as it goes.
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
