//! What commands, answers and events do. Everything here changes the draft or the window outside a field, or draws the
//! window as a whole. The dialogs themselves are in `dialog`.

mod answers;
mod banner;
mod columns;
mod commands;
mod copy;
mod drops;
mod events;
mod files;
mod search;
pub(super) mod focus_mode;
mod formatting;
mod paste;
pub(super) mod scarcity;
mod session;
mod situation;
mod spelling;
mod stray;
mod templates;
mod text_menu;
mod versions;
mod whereabouts;

use egui::Context;

pub(super) use paste::Held;

use super::clock::Clock;
use super::command::Answer;
use super::dialog::Dialog;
use super::dialog::message::message_ui;
use super::help;

/// Draws a dialog and returns the answer, once there is one.
pub(super) fn answer(ctx: &Context, dialog: &mut Dialog, clock: &dyn Clock) -> Option<Answer> {
    match dialog {
        Dialog::Message(message) => message_ui(ctx, message),
        Dialog::Path(path) => path.ui(ctx),
        Dialog::Target(target) => target.ui(ctx),
        Dialog::Language(language) => language.ui(ctx),
        Dialog::House(house) => house.ui(ctx),
        Dialog::Templates(templates) => templates.ui(ctx),
        Dialog::TemplateName(name) => name.ui(ctx),
        Dialog::Versions(versions) => versions.ui(ctx),
        Dialog::VersionName(name) => name.ui(ctx),
        Dialog::Recovery(recovery) => recovery.ui(ctx, clock),
        Dialog::Report(report) => report.ui(ctx),
        Dialog::Palette(palette) => palette.ui(ctx),
        Dialog::Cite(cite) => cite.ui(ctx),
        Dialog::Link(link) => link.ui(ctx),
        Dialog::Conflict(conflict) => conflict.ui(ctx),
        Dialog::Help => (!help::help_ui(ctx)).then_some(Answer::Close),
        Dialog::About => (!help::about_ui(ctx)).then_some(Answer::Close),
    }
}
