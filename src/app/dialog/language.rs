//! The dialog that asks for the language of drafts that name none: before the first page is exported, and from the menu.

use egui::{Key, Label, Ui};

use super::{Outcome, Sheet, buttons_ui, main_button, modal, name_field_ui, take_key};
use crate::app::theme;
use crate::format::Format;
use crate::page::is_language;

/// The dialog while it is open.
#[derive(Debug)]
pub struct LanguageDialog {
    pub asked: Asked,
    typed: String,
    is_wrong: bool,
}

/// Where the question comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// An export in this format waits for the answer.
    Before(Format),
    /// The menu.
    Ever { has_one: bool },
}

/// How the dialog is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spoken {
    /// Nothing changes, and nothing is exported.
    Cancelled,
    /// This tag, from now on.
    Named(String),
    /// Pages have no language.
    Unnamed,
}

/// What the dialog says.
struct Words {
    title: &'static str,
    note: &'static str,
    main: &'static str,
    /// The button that goes without a language, where there is one.
    without: Option<&'static str>,
}

const WIDTH: f32 = 400.0;

impl Asked {
    fn words(self) -> Words {
        match self {
            Asked::Before(_) => Words {
                title: "What language is this article in?",
                note: "Screen readers need to know, and the draft does not say. Your answer is used for all such \
                       drafts; you can change it under Edit > Default language.",
                main: "Go on",
                without: Some("Export without it"),
            },
            Asked::Ever { has_one } => Words {
                title: "Default language",
                note: "Used for drafts that name no language. Screen readers need it.",
                main: "Set",
                without: has_one.then_some("No default"),
            },
        }
    }
}

impl LanguageDialog {
    /// The dialog, with a language filled in.
    pub fn new(asked: Asked, offered: Option<String>) -> LanguageDialog {
        LanguageDialog { asked, typed: offered.unwrap_or_default(), is_wrong: false }
    }

    /// Draws the dialog.
    pub fn ui(&mut self, ctx: &egui::Context) -> Option<Spoken> {
        let words = self.asked.words();
        match modal(ctx, Sheet { title: words.title, width: WIDTH }, |ui| self.content_ui(ui, &words)) {
            Outcome::Open => None,
            Outcome::Dismissed => Some(Spoken::Cancelled),
            Outcome::Done(spoken) => Some(spoken),
        }
    }

    fn content_ui(&mut self, ui: &mut Ui, words: &Words) -> Option<Spoken> {
        let colours = theme::tokens(ui);
        ui.add(Label::new(theme::INTERFACE.text(words.note).color(colours.quiet)).wrap());
        let enter = take_key(ui, Key::Enter) > 0;
        name_field_ui(ui, &mut self.typed, "Language tag", "For example, en-GB");
        if self.is_wrong {
            ui.label(theme::INTERFACE.text("Enter a language tag, such as en-GB or de.").color(colours.error));
        }
        let answered = buttons_ui(ui, |ui| {
            let main = main_button(ui, words.main).clicked().then(|| self.named()).flatten();
            let cancel = ui.button("Cancel").clicked().then_some(Spoken::Cancelled);
            let without = words.without.filter(|label| ui.button(*label).clicked()).map(|_| Spoken::Unnamed);
            main.or(cancel).or(without)
        });
        if enter { self.named() } else { answered }
    }

    fn named(&mut self) -> Option<Spoken> {
        let tag = self.typed.trim();
        self.is_wrong = !is_language(tag);
        (!self.is_wrong).then(|| Spoken::Named(tag.to_owned()))
    }
}
