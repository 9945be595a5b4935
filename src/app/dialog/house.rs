//! Asks for the defaults of new drafts: language, author and publication.

use egui::{Frame, Id, Key, Label, Margin, Role, TextEdit, Ui, WidgetInfo};

use crate::app::choice::House;
use crate::app::command::{Answer, Command};
use crate::app::controls::button::main_button;
use crate::app::controls::dialog_frame::{DialogFrame, Outcome, buttons_ui, modal};
use crate::app::controls::focus::{focus_first, take_key};
use crate::app::theme;
use crate::app::words::language;

/// The open dialog.
#[derive(Debug)]
pub struct HouseDialog {
    /// The values as typed.
    typed: House,
    is_wrong: bool,
}

const WIDTH: f32 = 420.0;
/// Longer names are cut, in characters.
const MOST_TYPED: usize = 200;

impl HouseDialog {
    /// The dialog with the current values.
    pub fn new(house: House) -> HouseDialog {
        let language = language::name(&house.language);
        HouseDialog { typed: House { language, ..house }, is_wrong: false }
    }

    /// Draws the dialog. Returns the answer, once there is one.
    pub fn ui(&mut self, ctx: &egui::Context) -> Option<Answer> {
        match modal(ctx, DialogFrame { title: "House defaults", width: WIDTH }, |ui| self.content_ui(ui)) {
            Outcome::Open => None,
            Outcome::Dismissed => Some(Answer::Close),
            Outcome::Done(answer) => Some(answer),
        }
    }

    fn content_ui(&mut self, ui: &mut Ui) -> Option<Answer> {
        let colours = theme::tokens(ui);
        let note = "New drafts start with these. HTML pages name the publication as their publisher.";
        ui.add(Label::new(theme::INTERFACE.text(note).color(colours.quiet)).wrap());
        let enter = take_key(ui, Key::Enter) > 0;
        let House { language, byline, publication } = &mut self.typed;
        let first = field_ui(ui, language, ["Language", "Default language"], "English or en-GB");
        focus_first(ui, &first);
        if self.is_wrong {
            ui.label(theme::INTERFACE.text(language::UNKNOWN).color(colours.error));
        }
        field_ui(ui, byline, ["Byline", "Default byline"], "Who writes");
        field_ui(ui, publication, ["Publication", "Publication"], "Its name");
        let answered = buttons_ui(ui, |ui| {
            let main = main_button(ui, "Set").clicked().then(|| self.house()).flatten();
            let cancel = ui.button("Cancel").clicked().then_some(Answer::Close);
            main.or(cancel)
        });
        if enter { self.house() } else { answered }
    }

    fn house(&mut self) -> Option<Answer> {
        let language = language::tag(&self.typed.language);
        self.is_wrong = language.is_none();
        let line = |text: &str| text.trim().to_owned();
        let House { byline, publication, .. } = &self.typed;
        let house = |language| House { language, byline: line(byline), publication: line(publication) };
        language.map(|language| Answer::Done(Command::SetHouse(house(language))))
    }
}

/// A field below its label. Screen readers get a full name, because they do not see the dialog around it.
fn field_ui(ui: &mut Ui, text: &mut String, [label, name]: [&str; 2], hint: &str) -> egui::Response {
    let colours = theme::tokens(ui);
    let id = Id::unique(("house", label));
    let has_focus = ui.memory(|memory| memory.has_focus(id));
    let stroke = egui::Stroke::new(theme::HAIRLINE, if has_focus { colours.accent } else { colours.hair });
    let frame = Frame::new().stroke(stroke).corner_radius(theme::RADIUS).inner_margin(Margin::symmetric(10, 6));
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = theme::SPACE_1;
        ui.label(theme::LABEL.text(label).color(colours.quiet));
        let edit = TextEdit::singleline(text).id(id).char_limit(MOST_TYPED).hint_text(hint);
        let field = ui.add(edit.frame(frame).desired_width(f32::INFINITY));
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, name));
        ui.ctx().accesskit_node_builder(field.id, |node| {
            node.set_value(text.clone());
            node.set_placeholder(hint);
        });
        field
    })
    .inner
}
