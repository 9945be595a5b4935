//! Asks for the name of a version. The list of versions is in `versions`; `app` carries out the answer.

use egui::{Key, Label, Ui};

use super::versions::VersionsDialog;
use crate::app::command::{Answer, Command};
use crate::app::controls::button::main_button;
use crate::app::controls::dialog_frame::{DialogFrame, Outcome, buttons_ui, modal};
use crate::app::controls::focus::take_key;
use crate::app::controls::name_field::name_field_ui;
use crate::app::theme;
use crate::file::versions::Version;

const WIDTH: f32 = 420.0;

/// Asks for the name of a version.
#[derive(Debug)]
pub struct VersionNameDialog {
    subject: Subject,
    typed: String,
}

/// What gets the name.
#[derive(Debug)]
pub enum Subject {
    /// The draft as it is now.
    Now,
    /// A version of the list, which is shown again afterwards.
    Version(Version, Box<VersionsDialog>),
}

impl VersionNameDialog {
    /// The question. A version that already has a name keeps it unless it is changed.
    pub fn new(subject: Subject) -> VersionNameDialog {
        let typed = match &subject {
            Subject::Now => String::new(),
            Subject::Version(version, _) => version.name.clone().unwrap_or_default(),
        };
        VersionNameDialog { subject, typed }
    }

    /// What gets the name.
    pub fn into_subject(self) -> Subject {
        self.subject
    }

    /// Draws the question. Returns the answer, once there is one.
    pub fn ui(&mut self, ctx: &egui::Context) -> Option<Answer> {
        let title = match self.subject {
            Subject::Now => "Save a named version",
            Subject::Version(..) => "Version name",
        };
        match modal(ctx, DialogFrame { title, width: WIDTH }, |ui| self.content_ui(ui)) {
            Outcome::Open => None,
            Outcome::Dismissed => Some(self.dropped()),
            Outcome::Done(answer) => Some(answer),
        }
    }

    fn dropped(&self) -> Answer {
        match self.subject {
            Subject::Now => Answer::Close,
            Subject::Version(..) => Answer::Ask(Command::NameVersion(None)),
        }
    }

    fn given(&self) -> Answer {
        let name = self.typed.clone();
        match self.subject {
            Subject::Now => Answer::Done(Command::KeepVersionAs(name)),
            Subject::Version(..) => Answer::Ask(Command::NameVersion(Some(name))),
        }
    }

    fn content_ui(&mut self, ui: &mut Ui) -> Option<Answer> {
        let colours = theme::tokens(ui);
        let (note, action) = match self.subject {
            Subject::Now => ("Keeps the draft as it is now, saved or not. Find it under File > Versions.", "Save"),
            Subject::Version(..) => {
                ("Named versions are kept longer. Leave this empty to remove the name.", "Name")
            }
        };
        ui.add(Label::new(theme::INTERFACE.text(note).color(colours.quiet)).wrap());
        let enter = take_key(ui, Key::Enter) > 0;
        name_field_ui(ui, &mut self.typed, "Version name", "For example, Sent to legal");
        let can_go = matches!(self.subject, Subject::Version(..)) || !self.typed.trim().is_empty();
        let answered = buttons_ui(ui, |ui| {
            let main = ui.add_enabled_ui(can_go, |ui| main_button(ui, action)).inner.clicked();
            let cancel = ui.button("Cancel").clicked();
            main.then(|| self.given()).or(cancel.then(|| self.dropped()))
        });
        answered.or((enter && can_go).then(|| self.given()))
    }
}
