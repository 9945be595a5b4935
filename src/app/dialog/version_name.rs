//! The question what a version is to be called. The list of versions is in `versions`; what is answered is carried out by
//! `app`.

use egui::{Key, Label, Ui};

use crate::app::controls::button::main_button;
use crate::app::controls::field::name_field_ui;
use crate::app::controls::focus::take_key;
use crate::app::controls::sheet::{Outcome, Sheet, buttons_ui, modal};
use crate::app::dialog::versions::VersionsDialog;
use crate::app::theme;
use crate::file::versions::Version;

const WIDTH: f32 = 420.0;

/// The question what a version is to be called.
#[derive(Debug)]
pub struct VersionNameDialog {
    subject: Subject,
    typed: String,
}

/// What gets a name.
#[derive(Debug)]
pub enum Subject {
    /// The draft as it is now.
    Now,
    /// A version of the list, which is shown again afterwards.
    Version(Version, Box<VersionsDialog>),
}

/// How the question is left.
#[derive(Debug)]
pub enum Called {
    Nothing(Subject),
    Name(Subject, String),
}

impl VersionNameDialog {
    /// The question; a version that has a name keeps it unless it is changed.
    pub fn new(subject: Subject) -> VersionNameDialog {
        let typed = match &subject {
            Subject::Now => String::new(),
            Subject::Version(version, _) => version.name.clone().unwrap_or_default(),
        };
        VersionNameDialog { subject, typed }
    }

    /// Draws the question. Whether it has been answered, for [`VersionNameDialog::answer`].
    pub fn ui(&mut self, ctx: &egui::Context) -> Option<Naming> {
        let title = match self.subject {
            Subject::Now => "Save a named version",
            Subject::Version(..) => "Version name",
        };
        match modal(ctx, Sheet { title, width: WIDTH }, |ui| self.content_ui(ui)) {
            Outcome::Open => None,
            Outcome::Dismissed => Some(Naming::Dropped),
            Outcome::Done(naming) => Some(naming),
        }
    }

    /// What was answered.
    pub fn answer(self, naming: Naming) -> Called {
        match naming {
            Naming::Dropped => Called::Nothing(self.subject),
            Naming::Given => Called::Name(self.subject, self.typed),
        }
    }

    fn content_ui(&mut self, ui: &mut Ui) -> Option<Naming> {
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
            main.then_some(Naming::Given).or(cancel.then_some(Naming::Dropped))
        });
        answered.or((enter && can_go).then_some(Naming::Given))
    }
}

/// Whether the name is to be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    Dropped,
    Given,
}
