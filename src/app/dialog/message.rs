//! How a question is drawn: its words, the ways out with what they lead to, and its buttons, of which the grave ones stand
//! apart. What it says is in `question`.

use egui::{Align, Label, Layout, ScrollArea, Ui};

use crate::app::controls::button::{apart_button, main_button};
use crate::app::controls::focus::focus_first;
use crate::app::controls::sheet::{Outcome, Sheet, buttons_ui, middle_height, modal};
use crate::app::dialog::question::{Choice, Message, Step};
use crate::app::dialog::ways::ways_ui;
use crate::app::exchange::values::Way;
use crate::app::theme;

impl Step {
    /// Whether something goes for good by it, or is taken from someone. Such a step is not taken by the way: its button
    /// stands apart, and neither Enter nor Escape gives it.
    fn is_grave(&self) -> bool {
        match self {
            Step::Leave(_)
            | Step::RemoveTemplate(_)
            | Step::DiscardUnsaved(_)
            | Step::Forget(_)
            | Step::OpenAs(_, Way::TakeOver(_))
            | Step::TakeOver(..)
            | Step::WriteOver(..) => true,
            Step::Dismiss
            | Step::AskAgain(_)
            | Step::Save(_)
            | Step::SaveAs(_)
            | Step::SaveTo(..)
            | Step::Export(_)
            | Step::Replace(_)
            | Step::Paste(_)
            | Step::CopyPicture(_)
            | Step::WriteTemplate(..)
            | Step::ShowUnsaved
            | Step::RemoveSource(..)
            | Step::OpenAs(_, Way::Locked(_) | Way::ReadOnly(_) | Way::Copy | Way::Earlier)
            | Step::Chosen(..) => false,
        }
    }

    /// What it leads to, where a word on a button does not say it.
    fn about(&self) -> Option<&'static str> {
        match self {
            Step::OpenAs(_, Way::ReadOnly(_)) => Some("Read it here and see changes as they are saved."),
            Step::OpenAs(_, Way::Copy) => Some("Edit a copy of your own, not saved yet."),
            Step::OpenAs(_, Way::TakeOver(_)) | Step::TakeOver(..) => {
                Some("Edit it here. The other window becomes read-only and is told.")
            }
            Step::OpenAs(_, Way::Locked(_) | Way::Earlier)
            | Step::Dismiss
            | Step::AskAgain(_)
            | Step::Save(_)
            | Step::SaveAs(_)
            | Step::SaveTo(..)
            | Step::Leave(_)
            | Step::Export(_)
            | Step::Replace(_)
            | Step::Paste(_)
            | Step::CopyPicture(_)
            | Step::WriteTemplate(..)
            | Step::RemoveTemplate(_)
            | Step::DiscardUnsaved(_)
            | Step::ShowUnsaved
            | Step::Forget(_)
            | Step::RemoveSource(..)
            | Step::WriteOver(..)
            | Step::Chosen(..) => None,
        }
    }
}

/// Draws the message. Escape gives the last choice that is not grave.
pub fn message_ui(ctx: &egui::Context, message: &mut Message) -> Option<Step> {
    let title = message.title.clone();
    let sheet = Sheet { title: &title, width: WIDTH };
    match modal(ctx, sheet, |ui| content_ui(ui, message)) {
        Outcome::Open => None,
        Outcome::Dismissed => {
            let way_out = message.choices.iter().rfind(|choice| !choice.step.is_grave());
            Some(way_out.map_or(Step::Dismiss, |choice| choice.step.clone()))
        }
        Outcome::Done(step) => Some(step),
    }
}

const WIDTH: f32 = 440.0;
const LEAST_HEIGHT: f32 = 80.0;
const MOST_HEIGHT: f32 = 320.0;

fn content_ui(ui: &mut Ui, message: &mut Message) -> Option<Step> {
    for text in &message.text {
        ui.add(Label::new(theme::INTERFACE.text(text)).wrap());
    }
    let ways: Vec<_> = message.choices.iter().filter_map(|way| Some((way.label, way.step.about()?))).collect();
    ways_ui(ui, &ways);
    points_ui(ui, &message.points);
    if let Some(tick) = &mut message.tick {
        ui.checkbox(&mut tick.is_on, tick.label);
    }
    buttons_ui(ui, |ui| choices_ui(ui, &message.choices))
}

/// The main choice first and the grave ones apart, wherever they stand in the message.
fn choices_ui(ui: &mut Ui, choices: &[Choice]) -> Option<Step> {
    let (grave, usual): (Vec<&Choice>, Vec<&Choice>) = choices.iter().partition(|choice| choice.step.is_grave());
    let mut chosen = None;
    for (index, choice) in usual.into_iter().enumerate() {
        let button = if index == 0 { main_button(ui, choice.label) } else { ui.button(choice.label) };
        if index == 0 {
            focus_first(ui, &button);
        }
        chosen = chosen.or(taken(ui, &button, choice));
    }
    for choice in grave {
        let button = apart_button(ui, choice.label);
        chosen = chosen.or(taken(ui, &button, choice));
    }
    chosen
}

fn taken(ui: &Ui, button: &egui::Response, choice: &Choice) -> Option<Step> {
    if let Some(about) = choice.step.about() {
        ui.ctx().accesskit_node_builder(button.id, |node| node.set_description(about));
    }
    button.clicked().then(|| choice.step.clone())
}

fn points_ui(ui: &mut Ui, points: &[String]) {
    if points.is_empty() {
        return;
    }
    let height = middle_height(ui, LEAST_HEIGHT, MOST_HEIGHT);
    ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]).show(
        ui,
        |ui| {
            ui.spacing_mut().item_spacing.y = theme::SPACE_1;
            for point in points {
                ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
                    ui.label(theme::INTERFACE.text("•").color(theme::tokens(ui).accent));
                    ui.add(Label::new(theme::INTERFACE.text(point)).wrap());
                });
            }
        },
    );
}
