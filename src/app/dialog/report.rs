//! The import report: the parts of a page that were set aside, each with a button to include it, and how text was
//! sorted into fields. `recognise` decides where an included part goes.

use egui::{Align, Label, Layout, Response, Role, ScrollArea, Ui, WidgetInfo, vec2};

use crate::app::command::{Answer, Command};
use crate::app::controls::button::main_button;
use crate::app::controls::dialog_frame::{DialogFrame, Outcome, buttons_ui, middle_height, modal};
use crate::app::controls::focus::focus_first;
use crate::app::theme;
use crate::app::words::sentence;
use crate::article::Article;
use crate::count::plural;
use crate::recognise::Taken;
use crate::session::Import;

/// The open report.
#[derive(Debug)]
pub struct ReportDialog {
    introduction: String,
    parts: Vec<Part>,
    lines: Vec<String>,
    /// The part whose button gets the focus, after the one before it was included.
    next: Option<usize>,
}

/// A part that was set aside, as it is shown.
#[derive(Debug)]
struct Part {
    what: &'static str,
    words: String,
    start: String,
    is_taken: bool,
}

const WIDTH: f32 = 620.0;
const LEAST_HEIGHT: f32 = 120.0;
const MOST_HEIGHT: f32 = 460.0;
const ROW_HEIGHT: f32 = 60.0;
/// The height of two lines of a row.
const WORDS_HEIGHT: f32 = 40.0;
const TAKE: &str = "Include";

impl ReportDialog {
    /// The report of an import into a draft that now contains `article`.
    pub fn new(import: &Import, article: &Article) -> ReportDialog {
        let recognised = &import.recognised;
        let parts = recognised.aside.iter().map(|aside| Part {
            what: aside.what.label(),
            words: plural(aside.words, "word"),
            start: aside.start.clone(),
            is_taken: aside.is_in(article),
        });
        let introduction = match (recognised.aside.is_empty(), recognised.article == Article::default()) {
            (false, _) => format!(
                "These parts of “{}” are hidden or lie outside the article, so they were set aside. The file \
                 itself is unchanged.",
                import.name
            ),
            (true, true) => "There was nothing to import.".to_owned(),
            (true, false) => format!("How “{}” was sorted into fields, and why:", import.name),
        };
        let lines = recognised.report.iter().map(line).collect();
        ReportDialog { introduction, parts: parts.collect(), lines, next: None }
    }

    /// The same report, with the focus after a part that was included.
    pub fn after(self, part: usize) -> ReportDialog {
        let behind = self.parts.iter().enumerate().skip(part).find(|(_, part)| !part.is_taken);
        let next = behind.map(|(index, _)| index);
        ReportDialog { next, ..self }
    }

    /// Draws the report. Returns the answer, once there is one.
    pub fn ui(&mut self, ctx: &egui::Context) -> Option<Answer> {
        match modal(ctx, DialogFrame { title: "Import report", width: WIDTH }, |ui| self.content_ui(ui)) {
            Outcome::Open => None,
            Outcome::Dismissed => Some(Answer::Close),
            Outcome::Done(answer) => Some(answer),
        }
    }

    fn content_ui(&mut self, ui: &mut Ui) -> Option<Answer> {
        ui.add(Label::new(theme::INTERFACE.text(&self.introduction)).wrap());
        let height = middle_height(ui, LEAST_HEIGHT, MOST_HEIGHT);
        let area = ScrollArea::vertical().max_height(height).min_scrolled_height(height);
        let taken = area.auto_shrink([false, true]).show(ui, |ui| self.middle_ui(ui)).inner;
        let close = buttons_ui(ui, |ui| {
            let close = main_button(ui, "Close");
            focus_first(ui, &close);
            close.clicked().then_some(Answer::Close)
        });
        taken.map(|part| Answer::Ask(Command::Include(part))).or(close)
    }

    fn middle_ui(&mut self, ui: &mut Ui) -> Option<usize> {
        ui.spacing_mut().item_spacing.y = theme::SPACE_1;
        let next = self.next.take();
        let mut taken = None;
        for (index, part) in self.parts.iter().enumerate() {
            let button = part_ui(ui, part);
            if let Some(button) = button {
                if next == Some(index) {
                    button.request_focus();
                }
                taken = taken.or(button.clicked().then_some(index));
            }
        }
        if !self.parts.is_empty() && !self.lines.is_empty() {
            ui.add_space(theme::SPACE_3);
            let heading = "How the text was sorted into fields, and why";
            ui.label(theme::LABEL_BOLD.text(heading).color(theme::tokens(ui).quiet));
        }
        self.lines.iter().for_each(|line| line_ui(ui, line));
        taken
    }
}

fn line(taken: &Taken) -> String {
    let what = if taken.what.is_empty() { taken.rule } else { taken.what };
    format!("{}: {} ({})", sentence(what), taken.words, taken.rule)
}

fn line_ui(ui: &mut Ui, line: &str) {
    ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
        ui.label(theme::INTERFACE.text("•").color(theme::tokens(ui).accent));
        ui.add(Label::new(theme::INTERFACE.text(line)).wrap());
    });
}

/// Draws a part above a line: its kind and its beginning, and on the right the button that includes it.
fn part_ui(ui: &mut Ui, part: &Part) -> Option<Response> {
    let quiet = theme::tokens(ui).quiet;
    let size = vec2(ui.available_width(), ROW_HEIGHT);
    let row = ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        ui.add_space(theme::SPACE_4);
        let button = if part.is_taken {
            ui.label(theme::INTERFACE.text("Included").color(quiet));
            None
        } else {
            Some(take_ui(ui, part))
        };
        ui.add_space(theme::SPACE_4);
        words_ui(ui, part);
        button
    });
    let line = egui::Stroke::new(theme::HAIRLINE, theme::tokens(ui).hair);
    let rect = row.response.rect;
    ui.painter().hline(rect.left()..=rect.right() - theme::SPACE_4, rect.bottom(), line);
    row.inner
}

fn words_ui(ui: &mut Ui, part: &Part) {
    let quiet = theme::tokens(ui).quiet;
    let size = vec2(ui.available_width(), WORDS_HEIGHT);
    ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        // A line of text does not need the height of a button.
        ui.spacing_mut().interact_size.y = 0.0;
        ui.horizontal(|ui| {
            ui.label(theme::INTERFACE_BOLD.text(part.what));
            ui.label(theme::STATUS.text(&part.words).color(quiet));
        });
        ui.add(Label::new(theme::INTERFACE.text(&part.start).color(quiet)).truncate());
    });
}

fn take_ui(ui: &mut Ui, part: &Part) -> Response {
    let button = ui.scope(|ui| {
        theme::outline_controls(ui);
        ui.button(TAKE)
    });
    let name = format!("{TAKE}: {}, {}", part.what, part.words);
    button.inner.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    button.inner
}
