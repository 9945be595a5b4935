//! The dialog that asks which language drafts are in that do not say so, before the first page is exported.

use egui::{Frame, Id, Key, Label, Margin, Role, TextEdit, Ui, WidgetInfo};

use super::{Outcome, Sheet, buttons_ui, focus_first, main_button, modal, take_key};
use crate::app::theme;
use crate::format::Format;
use crate::page::is_language;

/// The dialog while it is open.
#[derive(Debug)]
pub struct LanguageDialog {
    /// The export that waits for the answer.
    pub format: Format,
    typed: String,
    is_wrong: bool,
}

/// How the dialog is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spoken {
    /// Nothing is exported.
    Cancelled,
    /// By this tag, now and from now on.
    Named(String),
    /// The page goes out without.
    Unnamed,
}

const WIDTH: f32 = 400.0;

impl LanguageDialog {
    /// The dialog before an export, with a language to agree to.
    pub fn new(format: Format, offered: Option<String>) -> LanguageDialog {
        LanguageDialog { format, typed: offered.unwrap_or_default(), is_wrong: false }
    }

    /// Draws the dialog.
    pub fn ui(&mut self, ctx: &egui::Context) -> Option<Spoken> {
        match modal(ctx, Sheet { title: "Which language is it in?", width: WIDTH }, |ui| self.content_ui(ui)) {
            Outcome::Open => None,
            Outcome::Dismissed => Some(Spoken::Cancelled),
            Outcome::Done(spoken) => Some(spoken),
        }
    }

    fn content_ui(&mut self, ui: &mut Ui) -> Option<Spoken> {
        let colours = theme::tokens(ui);
        let note = "Screen readers need to know, and the draft does not say. This is asked once and goes for every \
                    draft that names no language of its own.";
        ui.add(Label::new(theme::INTERFACE.text(note).color(colours.quiet)).wrap());
        let enter = take_key(ui, Key::Enter) > 0;
        let border = egui::Stroke::new(theme::HAIRLINE, colours.accent);
        let frame =
            Frame::new().stroke(border).corner_radius(theme::RADIUS).inner_margin(Margin::symmetric(10, 6));
        let field = TextEdit::singleline(&mut self.typed).id(Id::unique("house language field"));
        let field = ui.add(field.hint_text("A tag, such as en-GB").frame(frame).desired_width(f32::INFINITY));
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Language tag"));
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_value(self.typed.clone()));
        focus_first(ui, &field);
        if self.is_wrong {
            ui.label(theme::INTERFACE.text("A language tag, such as en-GB or de.").color(colours.error));
        }
        let answered = buttons_ui(ui, |ui| {
            let main = main_button(ui, "Go on").clicked().then(|| self.named()).flatten();
            let cancel = ui.button("Cancel").clicked().then_some(Spoken::Cancelled);
            let without = ui.button("Export without").clicked().then_some(Spoken::Unnamed);
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
