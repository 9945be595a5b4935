//! Asks for a target length.

use egui::{Frame, Id, Key, Label, Margin, Role, TextEdit, Ui, WidgetInfo};

use crate::app::command::{Answer, Command};
use crate::app::controls::button::main_button;
use crate::app::controls::dialog_frame::{DialogFrame, Outcome, buttons_ui, modal};
use crate::app::controls::focus::{focus_first, take_key};
use crate::app::theme;

/// The open dialog.
#[derive(Debug)]
pub struct TargetDialog {
    typed: String,
    had_target: bool,
    is_wrong: bool,
}

const WIDTH: f32 = 380.0;
/// A longer text is a book.
const MOST_WORDS: u32 = 1_000_000;

impl TargetDialog {
    /// The dialog for an article with this target.
    pub fn new(target: Option<u32>) -> TargetDialog {
        let typed = target.map(|words| words.to_string()).unwrap_or_default();
        TargetDialog { typed, had_target: target.is_some(), is_wrong: false }
    }

    /// Draws the dialog. Returns the answer, once there is one.
    pub fn ui(&mut self, ctx: &egui::Context) -> Option<Answer> {
        match modal(ctx, DialogFrame { title: "Target length", width: WIDTH }, |ui| self.content_ui(ui)) {
            Outcome::Open => None,
            Outcome::Dismissed => Some(Answer::Close),
            Outcome::Done(answer) => Some(answer),
        }
    }

    fn content_ui(&mut self, ui: &mut Ui) -> Option<Answer> {
        let colours = theme::tokens(ui);
        let note = "Progress appears in the status line. You can go over. Private: never exported.";
        ui.add(Label::new(theme::INTERFACE.text(note).color(colours.quiet)).wrap());
        let enter = take_key(ui, Key::Enter) > 0;
        let border = egui::Stroke::new(theme::HAIRLINE, colours.accent);
        let frame =
            Frame::new().stroke(border).corner_radius(theme::RADIUS).inner_margin(Margin::symmetric(10, 6));
        let field = TextEdit::singleline(&mut self.typed).id(Id::unique("target field"));
        let field = ui.add(field.hint_text("For example, 800").frame(frame).desired_width(f32::INFINITY));
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Target length in words"));
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_value(self.typed.clone()));
        focus_first(ui, &field);
        if self.is_wrong {
            ui.label(theme::INTERFACE.text("Enter a number of words, such as 800.").color(colours.error));
        }
        let set = |dialog: &mut TargetDialog| match words(&dialog.typed) {
            Ok(target) => Some(Answer::Done(Command::SetTarget(target))),
            Err(NotANumber) => {
                dialog.is_wrong = true;
                None
            }
        };
        let answered = buttons_ui(ui, |ui| {
            let main = main_button(ui, "Set").clicked().then(|| set(self)).flatten();
            let cancel = ui.button("Cancel").clicked().then_some(Answer::Close);
            let none = (self.had_target && ui.button("No target").clicked())
                .then_some(Answer::Done(Command::SetTarget(None)));
            main.or(cancel).or(none)
        });
        if enter { set(self) } else { answered }
    }
}

#[derive(Debug, PartialEq, Eq)]
struct NotANumber;

/// Parses a number of words, with or without thousands separators. Nothing, or `none`, means no target.
fn words(typed: &str) -> Result<Option<u32>, NotANumber> {
    let is_separator = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | '\'' | '’');
    let digits: String = typed.chars().filter(|c| !is_separator(*c)).collect();
    if digits.is_empty() {
        return Ok(None);
    }
    let number: u32 = digits.parse().map_err(|_| NotANumber)?;
    Ok((number > 0).then(|| number.min(MOST_WORDS)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, expected: Result<Option<u32>, NotANumber>) {
        assert_eq!(words(typed), expected, "{typed}");
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        check("800", Ok(Some(800)));
        check(" 1,200 ", Ok(Some(1200)));
        check("1.200", Ok(Some(1200)));
        check("", Ok(None));
        check("0", Ok(None));
        check("4000000000", Ok(Some(MOST_WORDS)));
        check("99999999999", Err(NotANumber));
        check("-5", Err(NotANumber));
        check("many", Err(NotANumber));
    }
}
