//! Dialogs that lie over the window: questions, reports, the help, and a file dialog for desktops that have none.
//! What an answer leads to is a value, carried out by `app`.

pub mod cite;
pub mod conflict;
pub mod link;
pub mod native;
pub mod path;
mod popup;
pub mod question;
pub mod recovery;
mod rows;
pub mod target;
pub mod template;
pub mod versions;

use egui::{Align, Button, Frame, Id, Key, Layout, Margin, Modal, Modifiers, Response, Ui};

use super::theme;

use super::palette::Palette;

pub use path::PathDialog;
pub use question::{Choice, Message, Next, Step, Tick};
pub use recovery::RecoveryDialog;
pub use target::TargetDialog;
pub use template::{NameDialog, TemplatesDialog};
pub use versions::{VersionNameDialog, VersionsDialog};

/// What lies over the window.
#[derive(Debug)]
pub enum Dialog {
    Message(Message),
    Path(PathDialog),
    Palette(Palette),
    Cite(cite::CiteDialog),
    Link(link::LinkDialog),
    Conflict(conflict::ConflictDialog),
    Target(TargetDialog),
    Templates(TemplatesDialog),
    TemplateName(NameDialog),
    Versions(Box<VersionsDialog>),
    VersionName(VersionNameDialog),
    Recovery(RecoveryDialog),
    Help,
    About,
}

/// What the title and the width of a dialog are.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
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
pub fn modal<T>(ctx: &egui::Context, sheet: Sheet<'_>, content: impl FnOnce(&mut Ui) -> Option<T>) -> Outcome<T> {
    let id = Id::unique("dialog");
    let colours = if ctx.global_style().visuals.dark_mode { &theme::DARK } else { &theme::LIGHT };
    let room = ctx.content_rect().size() - egui::Vec2::splat(2.0 * theme::SPACE_7);
    let frame = Frame::window(&ctx.global_style()).inner_margin(Margin::same(DIALOG_MARGIN));
    let area = Modal::default_area(id).accessible_name(sheet.title);
    let modal = Modal::new(id).area(area).frame(frame).backdrop_color(colours.backdrop);
    let response = modal.show(ctx, |ui| {
        ui.set_width(sheet.width.min(room.x));
        ui.set_max_height(room.y);
        ui.spacing_mut().item_spacing.y = theme::SPACE_3;
        ui.label(theme::TITLE.text(sheet.title));
        content(ui)
    });
    match response.inner {
        Some(done) => Outcome::Done(done),
        None if response.should_close() => Outcome::Dismissed,
        None => Outcome::Open,
    }
}

const DIALOG_MARGIN: i8 = 24;

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

/// The main button of a dialog.
pub fn main_button(ui: &mut Ui, label: &str) -> Response {
    ui.scope(|ui| {
        theme::fill_controls(ui);
        ui.add(Button::new(label))
    })
    .inner
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

/// Forgets that a dialog was open, so that the next one takes the focus.
pub fn closed(ctx: &egui::Context) {
    ctx.data_mut(|data| data.remove::<u64>(Id::unique("dialog focus")));
}

/// Takes a key before a control of the dialog does. How often it was pressed.
pub fn take_key(ui: &Ui, key: Key) -> usize {
    ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key))
}
