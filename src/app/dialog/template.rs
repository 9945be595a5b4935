//! The dialogs of templates: which one to begin with, and what a new one is to be called. Files are `file`'s; what is
//! chosen is carried out by `app`.

use egui::accesskit::Role;
use egui::{
    Button, CornerRadius, EventFilter, Frame, Id, Key, Label, Margin, Response, ScrollArea, Sense, TextEdit, Ui,
    WidgetInfo, vec2,
};

use super::rows::{line_ui, walk};
use super::{Outcome, Sheet, buttons_ui, focus_first, main_button, modal, take_key};
use crate::app::{item_list, theme};
use crate::file::{BUNDLED, Template};

/// The list of templates while it is open.
#[derive(Debug)]
pub struct TemplatesDialog {
    templates: Vec<Template>,
    selected: usize,
    /// Where one's own are kept, to be shown.
    folder: String,
}

/// How the list is left, or what it asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pick {
    Nothing,
    Begin(Template),
    /// To be asked about first.
    Remove(Template),
}

const WIDTH: f32 = 560.0;
const LIST_HEIGHT: f32 = 340.0;
const ROW_HEIGHT: f32 = 48.0;
const PADDING: f32 = 10.0;

impl TemplatesDialog {
    /// The list over the program's templates and the writer's own.
    pub fn new(own: &[std::path::PathBuf], folder: Option<&std::path::Path>) -> TemplatesDialog {
        let mut dialog = TemplatesDialog { templates: Vec::new(), selected: 0, folder: String::new() };
        dialog.folder = folder.map(|folder| folder.display().to_string()).unwrap_or_default();
        dialog.take_in(own);
        dialog
    }

    /// Shows the writer's own templates as they are now.
    pub fn take_in(&mut self, own: &[std::path::PathBuf]) {
        self.templates = BUNDLED.iter().map(Template::Bundled).collect();
        self.templates.extend(own.iter().cloned().map(Template::Own));
        self.selected = self.selected.min(self.templates.len().saturating_sub(1));
    }

    /// Draws the list.
    pub fn ui(&mut self, ctx: &egui::Context) -> Option<Pick> {
        match modal(ctx, Sheet { title: "New from template", width: WIDTH }, |ui| self.content_ui(ui)) {
            Outcome::Open => None,
            Outcome::Dismissed => Some(Pick::Nothing),
            Outcome::Done(pick) => Some(pick),
        }
    }

    fn content_ui(&mut self, ui: &mut Ui) -> Option<Pick> {
        let removes = take_key(ui, Key::Delete) > 0;
        self.arrows(ui);
        let begun = self.list_ui(ui);
        self.note_ui(ui);
        let own = self.chosen().filter(|template| matches!(template, Template::Own(_)));
        let answered = buttons_ui(ui, |ui| {
            let main = main_button(ui, "Start").clicked().then(|| self.chosen().map(Pick::Begin)).flatten();
            let cancel = ui.button("Cancel").clicked().then_some(Pick::Nothing);
            let is_asked = own.is_some() && ui.button("Remove…").clicked();
            main.or(cancel).or(own.clone().filter(|_| is_asked).map(Pick::Remove))
        });
        begun.or(answered).or(own.filter(|_| removes).map(Pick::Remove))
    }

    fn chosen(&self) -> Option<Template> {
        self.templates.get(self.selected).cloned()
    }

    fn arrows(&mut self, ui: &Ui) {
        walk(ui, &mut self.selected, self.templates.len(), row_id);
    }

    /// Draws the rows; what was begun with, by Enter or by a double click.
    fn list_ui(&mut self, ui: &mut Ui) -> Option<Pick> {
        let mut begun = None;
        let list = ScrollArea::vertical()
            .max_height(LIST_HEIGHT)
            .min_scrolled_height(LIST_HEIGHT)
            .auto_shrink([false, true]);
        list.show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let len = self.templates.len();
            ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
                node.set_role(Role::ListBox);
                node.set_label("Templates");
                node.set_size_of_set(len);
            });
            for index in 0..len {
                let Some(template) = self.templates.get(index) else { continue };
                if matches!(template, Template::Own(_)) && index == BUNDLED.len() {
                    ui.add_space(theme::SPACE_2);
                    ui.label(theme::LABEL_BOLD.text("Your own").color(theme::tokens(ui).quiet));
                    ui.add_space(theme::SPACE_1);
                }
                let standing = Standing { index, len, is_selected: index == self.selected };
                let row = row_ui(ui, template, standing);
                if standing.is_selected {
                    focus_first(ui, &row);
                }
                let by_key = row.has_focus() && take_key(ui, Key::Enter) > 0;
                if by_key || row.double_clicked() {
                    begun = Some(Pick::Begin(template.clone()));
                } else if row.clicked() {
                    self.selected = index;
                    row.request_focus();
                }
            }
        });
        begun
    }

    fn note_ui(&self, ui: &mut Ui) {
        let has_own = self.templates.len() > BUNDLED.len();
        let text = if has_own {
            format!("Your own templates are drafts in {}", self.folder)
        } else {
            "File, Save as template… makes one of the draft you are in.".to_owned()
        };
        ui.add(Label::new(theme::LABEL.text(text).color(theme::tokens(ui).quiet)).wrap());
    }
}

/// A row's place in the list.
#[derive(Clone, Copy)]
struct Standing {
    index: usize,
    len: usize,
    is_selected: bool,
}

fn row_id(index: usize) -> Id {
    Id::unique(("template", index))
}

/// Draws a template: its name, and under it what it is for. Only the selected one is reached by Tab.
fn row_ui(ui: &mut Ui, template: &Template, standing: Standing) -> Response {
    let (name, about) = match template {
        Template::Bundled(bundled) => (bundled.name.to_owned(), bundled.about),
        Template::Own(_) => (template.name(), ""),
    };
    let height = if about.is_empty() { theme::ROW_HEIGHT } else { ROW_HEIGHT };
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let sense = if standing.is_selected { Sense::click() } else { Sense::CLICK };
    let response = ui.interact(rect, row_id(standing.index), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::ListBoxOption, true, &name));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_selected(standing.is_selected);
        node.set_position_in_set(standing.index + 1);
        node.set_size_of_set(standing.len);
        if !about.is_empty() {
            node.set_description(about);
        }
    });
    let colours = theme::tokens(ui);
    let ground =
        if standing.is_selected { Some(colours.wash) } else { response.hovered().then_some(colours.hover) };
    if let Some(ground) = ground {
        ui.painter().rect_filled(rect, CornerRadius::same(theme::RADIUS), ground);
    }
    if response.has_focus() {
        let arrows = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    }
    item_list::focus_ring(ui, &response);
    let inner = rect.shrink2(vec2(PADDING, 0.0));
    let middle = if about.is_empty() { rect.center().y } else { rect.top() + ROW_HEIGHT * 0.33 };
    line_ui(ui, inner, middle, &name, theme::INTERFACE, colours.ink);
    line_ui(ui, inner, rect.top() + ROW_HEIGHT * 0.69, about, theme::STATUS, colours.quiet);
    response
}

/// The question what a new template is to be called.
#[derive(Debug)]
pub struct NameDialog {
    typed: String,
    is_wrong: bool,
}

/// How the question is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Naming {
    Nothing,
    Called(String),
}

const NAME_WIDTH: f32 = 400.0;
/// Longer names are cut anyway.
const MOST_TYPED: usize = 200;

impl NameDialog {
    /// The question, with a name to suggest.
    pub fn new(suggested: String) -> NameDialog {
        NameDialog { typed: suggested, is_wrong: false }
    }

    /// The name has no letter in it.
    pub fn refuse(&mut self) {
        self.is_wrong = true;
    }

    /// Draws the question.
    pub fn ui(&mut self, ctx: &egui::Context) -> Option<Naming> {
        match modal(ctx, Sheet { title: "Save as template", width: NAME_WIDTH }, |ui| self.content_ui(ui)) {
            Outcome::Open => None,
            Outcome::Dismissed => Some(Naming::Nothing),
            Outcome::Done(naming) => Some(naming),
        }
    }

    fn content_ui(&mut self, ui: &mut Ui) -> Option<Naming> {
        let colours = theme::tokens(ui);
        let note =
            "Everything in this draft becomes the beginning of others, but for its address, dates and status.";
        ui.add(Label::new(theme::INTERFACE.text(note).color(colours.quiet)).wrap());
        let enter = take_key(ui, Key::Enter) > 0;
        let border = egui::Stroke::new(theme::HAIRLINE, colours.accent);
        let frame =
            Frame::new().stroke(border).corner_radius(theme::RADIUS).inner_margin(Margin::symmetric(10, 6));
        let edit = TextEdit::singleline(&mut self.typed).id(Id::unique("template name")).char_limit(MOST_TYPED);
        let field =
            ui.add(edit.hint_text("Name, such as Council meeting").frame(frame).desired_width(f32::INFINITY));
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Name of the template"));
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_value(self.typed.clone()));
        focus_first(ui, &field);
        if self.is_wrong {
            ui.label(theme::INTERFACE.text("A name needs a letter or a figure.").color(colours.error));
        }
        let called = || Naming::Called(self.typed.clone());
        let answered = buttons_ui(ui, |ui| {
            let main = main_button(ui, "Save").clicked().then(called);
            main.or(ui.add(Button::new("Cancel")).clicked().then_some(Naming::Nothing))
        });
        if enter { Some(called()) } else { answered }
    }
}
