//! Offers unsaved work: which drafts, from when, and how each differs from its saved file. `file` finds it; `app`
//! carries out the choice.

use egui::{Label, Rect, Sense, Ui, UiBuilder, vec2};

use super::rows::{Cut, Done, Line, List, Row, list_ui};
use crate::app::clock::Clock;
use crate::app::command::Answer;
use crate::app::controls::button::{apart_button, main_button};
use crate::app::controls::dialog_frame::{DialogFrame, Outcome, buttons_ui, middle_height, modal};
use crate::app::controls::focus::{MARGIN, focus_first};
use crate::app::difference::Between;
use crate::app::difference::{Differences, in_short};
use crate::app::exchange::values::Entry;
use crate::app::theme;
use crate::app::words::sentence;
use crate::file::CrashNote;
use crate::file::container::Kind;
use crate::session::{Action, Why};

/// The greatest share of the dialog's width for the list.
const LIST_SHARE: f32 = 0.4;

/// The open window.
#[derive(Debug)]
pub struct RecoveryDialog {
    why: Why,
    entries: Vec<Shown>,
    selected: usize,
}

const WIDTH: f32 = 860.0;
/// The width if there is nothing to list.
const NARROW: f32 = 440.0;
const LIST_WIDTH: f32 = 268.0;
const MOST_HEIGHT: f32 = 460.0;
const LEAST_HEIGHT: f32 = 160.0;
const ROW_HEIGHT: f32 = 68.0;

/// Unsaved work as it is drawn.
#[derive(Debug)]
struct Shown {
    entry: Entry,
    differences: Differences,
}

impl Shown {
    fn of(mut entry: Entry) -> Shown {
        let between = if entry.has_saved { Between::Times } else { Between::Nothing };
        let differences = Differences::new(std::mem::take(&mut entry.differences), between);
        let differences = differences.in_language(&entry.language);
        Shown { entry, differences }
    }

    /// Since when it is unsaved, and how much it is.
    fn about(&self, clock: &dyn Clock, tally: &str) -> String {
        let kind = match self.entry.kind {
            Kind::Unsaved => "",
            Kind::Discarded => "discarded · ",
            Kind::SafeCopy => "interrupted save · ",
        };
        sentence(&format!("{kind}{} · {tally}", clock.when(self.entry.at)))
    }
}

impl RecoveryDialog {
    /// The window for the unsaved work found; discarded work comes last.
    pub fn new(mut entries: Vec<Entry>, why: Why) -> RecoveryDialog {
        entries.sort_by_key(|entry| (entry.kind == Kind::Discarded, std::cmp::Reverse(entry.at)));
        let entries = entries.into_iter().map(Shown::of).collect();
        RecoveryDialog { why, entries, selected: 0 }
    }

    /// Whether it says that the program crashed.
    pub fn tells_of_fault(&self) -> bool {
        self.fault().is_some()
    }

    fn fault(&self) -> Option<&CrashNote> {
        match &self.why {
            Why::Started(note) => note.as_ref(),
            Why::Opened(_) | Why::Asked => None,
        }
    }

    /// Draws the window. Returns the answer, once there is one.
    pub fn ui(&mut self, ctx: &egui::Context, clock: &dyn Clock) -> Option<Answer> {
        let title = match self.why {
            Why::Started(_) if self.entries.is_empty() => "Copydesk closed unexpectedly",
            Why::Started(_) => "Unsaved work found",
            Why::Opened(_) => "This draft has unsaved work",
            Why::Asked => "Recover unsaved work",
        };
        let width = if self.entries.is_empty() { NARROW } else { WIDTH };
        match modal(ctx, DialogFrame { title, width }, |ui| self.content_ui(ui, clock)) {
            Outcome::Open => None,
            Outcome::Dismissed => Some(Answer::Close),
            Outcome::Done(done) => Some(done),
        }
    }

    fn content_ui(&mut self, ui: &mut Ui, clock: &dyn Clock) -> Option<Answer> {
        ui.add(Label::new(theme::INTERFACE.text(self.introduction(clock))).wrap());
        if let Some(note) = self.fault() {
            fault_ui(ui, note);
        }
        if self.entries.is_empty() {
            return close_ui(ui);
        }
        let opened = self.columns_ui(ui, clock);
        opened.or(self.buttons_ui(ui))
    }

    fn introduction(&self, clock: &dyn Clock) -> String {
        let what = match self.entries.len() {
            _ if matches!(self.why, Why::Opened(_)) => {
                "The draft is open as last saved. Later changes were not saved; they open as an unsaved draft."
            }
            0 => "There is no unsaved work.",
            1 => "Unsaved work from last time. Opening it does not change the saved file.",
            _ => "Unsaved work from last time. Opening it does not change the saved files.",
        };
        match self.fault().map(|note| clock.when(note.at)) {
            Some(when) => format!("A program error closed Copydesk ({when}). {what}"),
            None => what.to_owned(),
        }
    }

    /// Draws the drafts on the left, and the differences of the selected one on the right.
    fn columns_ui(&mut self, ui: &mut Ui, clock: &dyn Clock) -> Option<Answer> {
        let height = middle_height(ui, LEAST_HEIGHT, MOST_HEIGHT);
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
        let list = Rect::from_min_size(rect.min, vec2(LIST_WIDTH.min(rect.width() * LIST_SHARE), height));
        let rest = rect.with_min_x(list.right() + theme::SPACE_5 - MARGIN);
        let line = egui::Stroke::new(theme::HAIRLINE, theme::tokens(ui).hair);
        ui.painter().vline(list.right() + (theme::SPACE_5 - MARGIN) * 0.5, rect.y_range(), line);
        let column = |name| UiBuilder::new().scope_id(egui::Id::unique(name));
        let done = self.list_ui(&mut ui.new_child(column(("column of drafts", None)).max_rect(list)), clock);
        if let Some(shown) = self.entries.get_mut(self.selected) {
            let name = ("unsaved work", Some(shown.entry.file.clone()));
            detail_ui(&mut ui.new_child(column(name).max_rect(rest)), shown);
        }
        match done? {
            Done::Selected(index) => {
                self.selected = index;
                None
            }
            Done::Taken(index) => self.entries.get(index).map(|shown| open(&shown.entry)),
        }
    }

    fn list_ui(&mut self, ui: &mut Ui, clock: &dyn Clock) -> Option<Done> {
        let (len, selected) = (self.entries.len(), self.selected);
        let mut list = List { name: "unsaved drafts", label: "Drafts", len, selected };
        list.selected = list.walk(ui);
        self.selected = list.selected;
        list_ui(ui, &list, |ui| {
            let rows = self.entries.iter().enumerate();
            rows.filter_map(|(index, shown)| row_ui(ui, &list, index, shown, clock)).last()
        })
    }

    fn buttons_ui(&self, ui: &mut Ui) -> Option<Answer> {
        let entry = &self.entries.get(self.selected)?.entry;
        buttons_ui(ui, |ui| {
            let is_opened = main_button(ui, "Open as unsaved draft").clicked();
            let later = ui.button("Keep for later").clicked();
            let discard = entry.kind != Kind::Discarded && apart_button(ui, "Discard…").clicked();
            if is_opened {
                Some(open(entry))
            } else if later {
                Some(Answer::Close)
            } else {
                discard.then(|| Answer::Done(Action::AskDiscard(entry.file.clone(), entry.name.clone()).into()))
            }
        })
    }
}

fn open(entry: &Entry) -> Answer {
    Answer::Done(Action::Recover(entry.file.clone()).into())
}

/// Details for whoever fixes the crash.
fn fault_ui(ui: &mut Ui, note: &CrashNote) {
    let text = format!("For a bug report: version {}, {}", note.version, note.place);
    let text = theme::LABEL.text(text).color(theme::tokens(ui).quiet);
    ui.add(Label::new(text).wrap().selectable(true));
}

fn close_ui(ui: &mut Ui) -> Option<Answer> {
    buttons_ui(ui, |ui| {
        let close = main_button(ui, "Close");
        focus_first(ui, &close);
        close.clicked().then_some(Answer::Close)
    })
}

fn detail_ui(ui: &mut Ui, shown: &mut Shown) {
    ui.spacing_mut().item_spacing.y = theme::SPACE_1;
    let quiet = theme::tokens(ui).quiet;
    let frame = egui::Frame::new().inner_margin(egui::Margin::symmetric(MARGIN as i8, 0));
    frame.show(ui, |ui| ui.add(Label::new(theme::STATUS.text(shown.entry.standing).color(quiet)).wrap()));
    shown.differences.ui(ui);
}

/// Draws a draft: its name, its folder, since when it is unsaved, and how much it is.
fn row_ui(ui: &mut Ui, list: &List<'_>, index: usize, shown: &Shown, clock: &dyn Clock) -> Option<Done> {
    let (ink, quiet) = (theme::tokens(ui).ink, theme::tokens(ui).quiet);
    let entry = &shown.entry;
    let [folder, short] = &entry.folder;
    let told = format!("{folder}, {}", shown.about(clock, &entry.tally.to_string()));
    let about = shown.about(clock, &in_short(entry.tally));
    let line = |text, letters, colour, cut| Line { text, letters, colour, cut };
    let lines = [
        line(&entry.name, theme::INTERFACE, ink, Cut::End),
        line(short, theme::LABEL, quiet, Cut::Beginning),
        line(&about, theme::LABEL, quiet, Cut::End),
    ];
    let row = Row { name: &entry.name, about: &told, lines: &lines, height: ROW_HEIGHT };
    list.row_ui(ui, index, &row)
}
