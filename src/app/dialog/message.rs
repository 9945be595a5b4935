//! Draws a question: its text, and its buttons with a line about what each does. Destructive buttons are set apart. The
//! text is in `question`.

use egui::{Align, Label, Layout, ScrollArea, Ui};

use super::question::{Choice, Message, Tick, Weight};
use crate::app::command::{Answer, Command};
use crate::app::controls::button::{apart_button, main_button};
use crate::app::controls::dialog_frame::{DialogFrame, Outcome, buttons_ui, middle_height, modal};
use crate::app::controls::focus::focus_first;
use crate::app::dialog::ways::ways_ui;
use crate::app::theme;
use crate::session::{Action, Losses};

/// Draws the message. Returns the answer, once there is one. Escape takes the last choice that is not destructive.
pub fn message_ui(ctx: &egui::Context, message: &mut Message) -> Option<Answer> {
    let title = message.title.clone();
    let frame = DialogFrame { title: &title, width: WIDTH };
    match modal(ctx, frame, |ui| content_ui(ui, message)) {
        Outcome::Open => None,
        Outcome::Dismissed => {
            let way_out = message.choices.iter().rfind(|choice| choice.weight == Weight::Usual);
            Some(way_out.map_or(Answer::Close, |choice| answer(choice, message.tick.as_ref())))
        }
        Outcome::Done(answer) => Some(answer),
    }
}

const WIDTH: f32 = 440.0;
const LEAST_HEIGHT: f32 = 80.0;
const MOST_HEIGHT: f32 = 320.0;

/// The answer for a choice, depending on the checkbox.
fn answer(choice: &Choice, tick: Option<&Tick>) -> Answer {
    let answer = choice.answer.clone();
    let is_agreed = tick.is_some_and(|tick| tick.is_on);
    if let (true, Answer::Done(Command::Draft(Action::ExportAnyway(format, _)))) = (is_agreed, &answer) {
        return Answer::Done(Action::ExportAnyway(*format, Losses::Agreed).into());
    }
    answer
}

fn content_ui(ui: &mut Ui, message: &mut Message) -> Option<Answer> {
    for text in &message.text {
        ui.add(Label::new(theme::INTERFACE.text(text)).wrap());
    }
    let ways: Vec<_> = message.choices.iter().filter_map(|way| Some((way.label, way.about?))).collect();
    ways_ui(ui, &ways);
    points_ui(ui, &message.points);
    if let Some(tick) = &mut message.tick {
        ui.checkbox(&mut tick.is_on, tick.label);
    }
    buttons_ui(ui, |ui| choices_ui(ui, &message.choices)).map(|choice| answer(choice, message.tick.as_ref()))
}

/// Draws the main choice first and destructive choices apart from the others, whatever their order in the message.
fn choices_ui<'a>(ui: &mut Ui, choices: &'a [Choice]) -> Option<&'a Choice> {
    let (grave, usual): (Vec<&Choice>, Vec<&Choice>) =
        choices.iter().partition(|choice| choice.weight == Weight::Grave);
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

fn taken<'a>(ui: &Ui, button: &egui::Response, choice: &'a Choice) -> Option<&'a Choice> {
    if let Some(about) = choice.about {
        ui.ctx().accesskit_node_builder(button.id, |node| node.set_description(about));
    }
    button.clicked().then_some(choice)
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
