//! The small field that asks for a link’s address, next to the linked text.

use egui::{Id, Key, Rect, Ui};

use super::popup::{Beside, field_ui, popup};
use crate::app::choice::Linking;
use crate::app::command::{Answer, Command};
use crate::app::controls::button::main_button;
use crate::app::controls::dialog_frame::{Outcome, buttons_ui};
use crate::app::controls::focus::take_key;
use crate::app::theme;
use crate::article::Place;
use crate::writing::{Selection, address};

/// The open field.
#[derive(Debug)]
pub struct LinkDialog {
    place: Place,
    selection: Selection,
    typed: String,
    had_link: bool,
    is_wrong: bool,
    at: Option<Rect>,
}

const WIDTH: f32 = 400.0;
const HEIGHT: f32 = 114.0;

impl LinkDialog {
    /// A field for the link of the selection; `address` is its current one.
    pub fn new(place: Place, selection: Selection, address: Option<String>, at: Option<Rect>) -> LinkDialog {
        let had_link = address.is_some();
        LinkDialog { place, selection, typed: address.unwrap_or_default(), had_link, is_wrong: false, at }
    }

    /// Draws the field. Returns the answer, once there is one.
    pub fn ui(&mut self, ctx: &egui::Context) -> Option<Answer> {
        let beside = Beside { name: "Link", at: self.at, width: WIDTH, height: HEIGHT };
        match popup(ctx, beside, |ui| self.content_ui(ui)) {
            Outcome::Open => None,
            Outcome::Dismissed => Some(self.answer(Linking::Unchanged)),
            Outcome::Done(linking) => Some(self.answer(linking)),
        }
    }

    fn answer(&self, linking: Linking) -> Answer {
        Answer::Done(Command::Linked(self.place.clone(), self.selection, linking))
    }

    fn content_ui(&mut self, ui: &mut Ui) -> Option<Linking> {
        let enter = take_key(ui, Key::Enter) > 0;
        let hint = "Paste or type a web or email address";
        let field = field_ui(ui, Id::unique("link field"), &mut self.typed, "Link address", hint);
        self.is_wrong &= !field.changed();
        let answered = egui::Frame::new().inner_margin(theme::SPACE_2).show(ui, |ui| {
            if self.is_wrong {
                let colours = theme::tokens(ui);
                let label = ui.label(theme::LABEL.text(WRONG).color(colours.error));
                ui.ctx().accesskit_node_builder(label.id, |node| node.set_live(egui::accesskit::Live::Polite));
            }
            buttons_ui(ui, |ui| {
                ui.spacing_mut().item_spacing.x = theme::SPACE_2;
                let set = main_button(ui, if self.had_link { "Update link" } else { "Add link" }).clicked();
                let remove = self.had_link && ui.button("Remove link").clicked();
                (set, remove)
            })
        });
        let (set, remove) = answered.inner;
        if remove || ((set || enter) && self.had_link && self.typed.trim().is_empty()) {
            return Some(Linking::Removed);
        }
        if !set && !enter {
            return None;
        }
        let address = address(&self.typed);
        self.is_wrong = address.is_none();
        address.map(Linking::To)
    }
}

const WRONG: &str = "Enter a web or email address, such as https://example.org.";
