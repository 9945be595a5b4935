//! What commands, answers and events do. Everything that changes the draft or the window outside a field is in the files
//! here, and what draws the window as a whole; the dialogs themselves are in `dialog`.

mod answers;
mod columns;
mod commands;
mod copy;
mod drops;
mod elsewhere;
mod events;
mod files;
mod finding;
pub(super) mod focus_mode;
mod format;
mod holding;
mod journal;
mod opening;
mod paste;
mod recovery;
pub(super) mod scarcity;
mod spelling;
mod stray;
mod templates;
mod text_menu;
mod versions;
mod whereabouts;

use egui::Context;

pub(super) use elsewhere::Known;
pub(super) use opening::Openings;
pub(super) use paste::Held;

use super::clock::Clock;
use super::dialog::cite::Citing;
use super::dialog::conflict::Verdict;
use super::dialog::house::Housed;
use super::dialog::language::Spoken;
use super::dialog::link::Linking;
use super::dialog::message::message_ui;
use super::dialog::path::Wish;
use super::dialog::recovery::Recovering;
use super::dialog::report::Reported;
use super::dialog::target::Aim;
use super::dialog::template::{Naming, Pick};
use super::dialog::version_name;
use super::dialog::versions::Looking;
use super::dialog::{Dialog, Step};
use super::help;
use super::palette::Choice;

/// How a dialog was answered.
pub(super) enum Answer {
    Step(Step),
    Wish(Wish),
    Choice(Choice),
    Aim(Aim),
    Spoken(Spoken),
    Housed(Housed),
    Pick(Pick),
    Naming(Naming),
    Looking(Looking),
    VersionNaming(version_name::Naming),
    Recovering(Recovering),
    Reported(Reported),
    Citing(Citing),
    Linking(Linking),
    Verdict(Verdict),
    Closed,
}

/// Draws a dialog and gives the answer, once there is one.
pub(super) fn answer(ctx: &Context, dialog: &mut Dialog, clock: &dyn Clock) -> Option<Answer> {
    match dialog {
        Dialog::Message(message) => message_ui(ctx, message).map(Answer::Step),
        Dialog::Path(path) => path.ui(ctx).map(Answer::Wish),
        Dialog::Target(target) => target.ui(ctx).map(Answer::Aim),
        Dialog::Language(language) => language.ui(ctx).map(Answer::Spoken),
        Dialog::House(house) => house.ui(ctx).map(Answer::Housed),
        Dialog::Templates(templates) => templates.ui(ctx).map(Answer::Pick),
        Dialog::TemplateName(name) => name.ui(ctx).map(Answer::Naming),
        Dialog::Versions(versions) => versions.ui(ctx).map(Answer::Looking),
        Dialog::VersionName(name) => name.ui(ctx).map(Answer::VersionNaming),
        Dialog::Recovery(recovery) => recovery.ui(ctx, clock).map(Answer::Recovering),
        Dialog::Report(report) => report.ui(ctx).map(Answer::Reported),
        Dialog::Palette(palette) => palette.ui(ctx).map(Answer::Choice),
        Dialog::Cite(cite) => cite.ui(ctx).map(Answer::Citing),
        Dialog::Link(link) => link.ui(ctx).map(Answer::Linking),
        Dialog::Conflict(conflict) => conflict.ui(ctx).map(Answer::Verdict),
        Dialog::Help => (!help::help_ui(ctx)).then_some(Answer::Closed),
        Dialog::About => (!help::about_ui(ctx)).then_some(Answer::Closed),
    }
}
