//! Two dialogs: which template to start from, and what to call a new one. `file` reads and writes templates; `app`
//! carries out the choice.

use std::path::PathBuf;

use egui::{Button, Key, Label, Ui};

use super::rows::{Cut, Done, Line, List, Row, list_ui};
use crate::app::command::{Answer, Command};
use crate::app::controls::button::{apart_button, main_button};
use crate::app::controls::dialog_frame::{DialogFrame, Outcome, buttons_ui, middle_height, modal};
use crate::app::controls::focus::take_key;
use crate::app::controls::name_field::name_field_ui;
use crate::app::theme;
use crate::file::{self, BUNDLED, Template};
use crate::session::Action;

/// The open list of templates.
#[derive(Debug)]
pub struct TemplatesDialog {
    templates: Vec<Template>,
    selected: usize,
    /// The folder of the user's own templates, as shown.
    folder: String,
}

const WIDTH: f32 = 560.0;
const NAME_WIDTH: f32 = 400.0;
const LEAST_HEIGHT: f32 = 160.0;
const MOST_HEIGHT: f32 = 340.0;
const ROW_HEIGHT: f32 = 48.0;

impl TemplatesDialog {
    /// The list of the built-in templates and the user's own.
    pub fn new(own: &[std::path::PathBuf], folder: Option<&std::path::Path>) -> TemplatesDialog {
        let mut dialog = TemplatesDialog { templates: Vec::new(), selected: 0, folder: String::new() };
        dialog.folder = folder.map(|folder| folder.display().to_string()).unwrap_or_default();
        dialog.take_in(own);
        dialog
    }

    /// Updates the user's own templates.
    pub fn take_in(&mut self, own: &[std::path::PathBuf]) {
        self.templates = BUNDLED.iter().map(Template::Bundled).collect();
        self.templates.extend(own.iter().cloned().map(Template::Own));
        self.selected = self.selected.min(self.templates.len().saturating_sub(1));
    }

    /// Draws the list. Returns the answer, once there is one.
    pub fn ui(&mut self, ctx: &egui::Context) -> Option<Answer> {
        match modal(ctx, DialogFrame { title: "New from template", width: WIDTH }, |ui| self.content_ui(ui)) {
            Outcome::Open => None,
            Outcome::Dismissed => Some(Answer::Close),
            Outcome::Done(answer) => Some(answer),
        }
    }

    fn content_ui(&mut self, ui: &mut Ui) -> Option<Answer> {
        let removes = take_key(ui, Key::Delete) > 0;
        let begun = self.list_ui(ui);
        self.note_ui(ui);
        let own = self.chosen().filter(|template| matches!(template, Template::Own(_)));
        let answered = buttons_ui(ui, |ui| {
            let main = main_button(ui, "Start").clicked().then(|| self.chosen().map(begin)).flatten();
            let cancel = ui.button("Cancel").clicked().then_some(Answer::Close);
            let is_asked = own.is_some() && apart_button(ui, "Remove…").clicked();
            main.or(cancel).or(own.clone().filter(|_| is_asked).map(remove))
        });
        begun.or(answered).or(own.filter(|_| removes).map(remove))
    }

    fn chosen(&self) -> Option<Template> {
        self.templates.get(self.selected).cloned()
    }

    /// Draws the rows. Returns the answer if a template was chosen with Enter or a double click.
    fn list_ui(&mut self, ui: &mut Ui) -> Option<Answer> {
        let (len, selected) = (self.templates.len(), self.selected);
        let mut list = List { name: "template", label: "Templates", len, selected };
        list.selected = list.walk(ui);
        self.selected = list.selected;
        let height = middle_height(ui, LEAST_HEIGHT, MOST_HEIGHT);
        let done = ui.scope(|ui| {
            ui.set_max_height(height);
            list_ui(ui, &list, |ui| {
                let rows = self.templates.iter().enumerate();
                rows.filter_map(|(index, template)| {
                    if index == BUNDLED.len() {
                        own_ui(ui);
                    }
                    row_ui(ui, &list, index, template)
                })
                .last()
            })
        });
        match done.inner? {
            Done::Selected(index) => {
                self.selected = index;
                None
            }
            Done::Taken(index) => self.templates.get(index).cloned().map(begin),
        }
    }

    fn note_ui(&self, ui: &mut Ui) {
        let has_own = self.templates.len() > BUNDLED.len();
        let text = if has_own {
            format!("Your templates are drafts in {}", self.folder)
        } else {
            "To make one from the current draft, choose File > Save as template.".to_owned()
        };
        ui.add(Label::new(theme::LABEL.text(text).color(theme::tokens(ui).quiet)).wrap());
    }
}

fn begin(template: Template) -> Answer {
    Answer::Done(Action::NewFrom(template).into())
}

/// Asks before it is removed.
fn remove(template: Template) -> Answer {
    Answer::Done(Command::AskRemoveTemplate(template))
}

fn own_ui(ui: &mut Ui) {
    ui.add_space(theme::SPACE_2);
    ui.label(theme::LABEL_BOLD.text("Your own").color(theme::tokens(ui).quiet));
    ui.add_space(theme::SPACE_1);
}

/// Draws a template: its name, and below it what it is for.
fn row_ui(ui: &mut Ui, list: &List<'_>, index: usize, template: &Template) -> Option<Done> {
    let colours = theme::tokens(ui);
    let name = template.name();
    let line = |text, letters, colour| Line { text, letters, colour, cut: Cut::End };
    let named = line(&name, theme::INTERFACE, colours.ink);
    match template {
        Template::Bundled(bundled) => {
            let lines = [named, line(bundled.about, theme::STATUS, colours.quiet)];
            list.row_ui(ui, index, &Row { name: &name, about: bundled.about, lines: &lines, height: ROW_HEIGHT })
        }
        Template::Own(_) => {
            list.row_ui(ui, index, &Row { name: &name, about: "", lines: &[named], height: theme::ROW_HEIGHT })
        }
    }
}

/// Asks for the name of a new template.
#[derive(Debug)]
pub struct NameDialog {
    /// The folder to save it in.
    folder: PathBuf,
    typed: String,
    is_wrong: bool,
}

impl NameDialog {
    /// The question for a template in this folder, with a suggested name.
    pub fn new(folder: PathBuf, suggested: String) -> NameDialog {
        NameDialog { folder, typed: suggested, is_wrong: false }
    }

    /// The template with the typed name. A name without a letter or digit is refused.
    fn named(&mut self) -> Option<Answer> {
        let path = file::template_path(&self.folder, &self.typed);
        self.is_wrong = path.is_none();
        path.map(|path| Answer::Done(Command::SaveTemplate(path)))
    }

    /// Draws the question. Returns the answer, once there is one.
    pub fn ui(&mut self, ctx: &egui::Context) -> Option<Answer> {
        match modal(ctx, DialogFrame { title: "Save as template", width: NAME_WIDTH }, |ui| self.content_ui(ui)) {
            Outcome::Open => None,
            Outcome::Dismissed => Some(Answer::Close),
            Outcome::Done(answer) => Some(answer),
        }
    }

    fn content_ui(&mut self, ui: &mut Ui) -> Option<Answer> {
        let colours = theme::tokens(ui);
        let note = "New drafts will start with everything in this one except its slug, canonical link, dates and \
             status.";
        ui.add(Label::new(theme::INTERFACE.text(note).color(colours.quiet)).wrap());
        let enter = take_key(ui, Key::Enter) > 0;
        name_field_ui(ui, &mut self.typed, "Template name", "For example, Council meeting");
        if self.is_wrong {
            ui.label(theme::INTERFACE.text("Use at least one letter or number.").color(colours.error));
        }
        let answered = buttons_ui(ui, |ui| {
            let main = main_button(ui, "Save").clicked().then(|| self.named()).flatten();
            main.or(ui.add(Button::new("Cancel")).clicked().then_some(Answer::Close))
        });
        if enter { self.named() } else { answered }
    }
}
