//! Asks for a language before the first page without one is exported.

use egui::{Key, Label, Ui};

use crate::app::command::{Answer, Command};
use crate::app::controls::button::main_button;
use crate::app::controls::dialog_frame::{DialogFrame, Outcome, buttons_ui, modal};
use crate::app::controls::focus::take_key;
use crate::app::controls::name_field::name_field_ui;
use crate::app::theme;
use crate::app::words::language;
use crate::format::Format;

/// The open dialog.
#[derive(Debug)]
pub struct LanguageDialog {
    /// The export that waits for the answer.
    before: Format,
    typed: String,
    is_wrong: bool,
}

const WIDTH: f32 = 400.0;

impl LanguageDialog {
    /// The dialog before an export in this format, with a suggested language.
    pub fn new(before: Format, offered: Option<String>) -> LanguageDialog {
        let typed = offered.map(|tag| language::name(&tag)).unwrap_or_default();
        LanguageDialog { before, typed, is_wrong: false }
    }

    /// Draws the dialog. Returns the answer, once there is one.
    pub fn ui(&mut self, ctx: &egui::Context) -> Option<Answer> {
        match modal(ctx, DialogFrame { title: "What language is this article in?", width: WIDTH }, |ui| {
            self.content_ui(ui)
        }) {
            Outcome::Open => None,
            Outcome::Dismissed => Some(Answer::Close),
            Outcome::Done(answer) => Some(answer),
        }
    }

    fn content_ui(&mut self, ui: &mut Ui) -> Option<Answer> {
        let colours = theme::tokens(ui);
        let note = "Screen readers need to know, and the draft does not say. Your answer is used for all such \
                    drafts; you can change it under File > House defaults.";
        ui.add(Label::new(theme::INTERFACE.text(note).color(colours.quiet)).wrap());
        let enter = take_key(ui, Key::Enter) > 0;
        name_field_ui(ui, &mut self.typed, "Language", "English or en-GB");
        if self.is_wrong {
            ui.label(theme::INTERFACE.text(language::UNKNOWN).color(colours.error));
        }
        let answered = buttons_ui(ui, |ui| {
            let main = main_button(ui, "Go on").clicked().then(|| self.named()).flatten();
            let cancel = ui.button("Cancel").clicked().then_some(Answer::Close);
            let without = ui.button("Export without it").clicked();
            let without = without.then(|| Answer::Done(Command::ExportIn(self.before, None)));
            main.or(cancel).or(without)
        });
        if enter { self.named() } else { answered }
    }

    fn named(&mut self) -> Option<Answer> {
        let tag = language::tag(&self.typed).filter(|tag| !tag.is_empty());
        self.is_wrong = tag.is_none();
        tag.map(|tag| Answer::Done(Command::ExportIn(self.before, Some(tag))))
    }
}
