//! The window that offers unsaved work: which drafts, since when, and how each differs from its saved file. What is
//! found is `file`'s; what is decided is carried out by `app`.

use std::path::PathBuf;

use egui::accesskit::Role;
use egui::{
    Align, Button, CornerRadius, EventFilter, Id, Key, Label, Layout, Rect, Response, ScrollArea, Sense, Ui,
    UiBuilder, WidgetInfo, vec2,
};

use super::rows::walk;
use super::{Outcome, Sheet, buttons_ui, focus_first, main_button, modal, take_key};
use crate::app::clock::Clock;
use crate::app::difference::differences_ui;
use crate::app::{item_list, theme};
use crate::compare::{Difference, tally};
use crate::file::kept::Kind;
use crate::file::{CrashNote, Standing, Unsaved};

/// The window while it is open.
#[derive(Debug)]
pub struct RecoveryDialog {
    why: Why,
    entries: Vec<Entry>,
    selected: usize,
    /// Of the list, in points, as it was drawn last.
    height: f32,
}

/// How the window came up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The program has started, and may not have ended as it should before: by a fault, where that is known.
    Started(Option<CrashNote>),
    /// It was asked for.
    Asked,
}

/// Unsaved work, made ready on a thread to be shown.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What keeps it.
    pub file: PathBuf,
    pub kind: Kind,
    /// In seconds since 1970.
    at: u64,
    pub name: String,
    /// Of the draft's file, where it has one.
    pub path: Option<PathBuf>,
    standing: &'static str,
    tally: String,
    differences: Vec<Difference>,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recovering {
    Later,
    /// Opens what this file keeps, as unsaved.
    Open(PathBuf),
    /// To be asked about first: what keeps it, and what it is called.
    Discard(PathBuf, String),
}

const WIDTH: f32 = 860.0;
const LIST_WIDTH: f32 = 268.0;
/// What stands over and under the list.
const CHROME_HEIGHT: f32 = 236.0;
const MOST_HEIGHT: f32 = 460.0;
const LEAST_HEIGHT: f32 = 160.0;
const ROW_HEIGHT: f32 = 64.0;
const PADDING: f32 = 10.0;

impl Entry {
    /// What there is to show of unsaved work; not for a frame.
    pub fn of(unsaved: &Unsaved) -> Entry {
        let differences = unsaved.differences();
        let header = &unsaved.found.header;
        Entry {
            file: unsaved.found.file.clone(),
            kind: header.kind,
            at: header.at,
            name: unsaved.name(),
            path: header.path.clone(),
            standing: standing(&unsaved.standing),
            tally: tally(&differences).to_string(),
            differences,
        }
    }

    /// The second line of its row: since when, and how much it is.
    fn about(&self, clock: &dyn Clock) -> String {
        let kind = match self.kind {
            Kind::Unsaved => "",
            Kind::Discarded => "Discarded · ",
            Kind::SafeCopy => "Interrupted save · ",
        };
        format!("{kind}{} · {}", clock.when(self.at), self.tally)
    }

    fn folder(&self) -> String {
        let folder = self.path.as_deref().and_then(std::path::Path::parent);
        folder.map_or_else(|| "Never saved".to_owned(), |folder| folder.display().to_string())
    }
}

/// What happened, for the writer and for whoever is told of it.
fn fault(note: &CrashNote, clock: &dyn Clock) -> String {
    format!(
        "Copydesk was closed by a fault of its own {}; what had been written was kept first. (Version {}, {})",
        clock.when(note.at),
        note.version,
        note.place
    )
}

fn standing(standing: &Standing) -> &'static str {
    match standing {
        Standing::NeverSaved => "This draft was never saved; all of it is new.",
        Standing::Same(_) => "Compared with the saved file:",
        Standing::Changed(_) => "Compared with the saved file, which has changed since this was written:",
        Standing::Gone => "The saved file is gone or cannot be read; this is all that is kept here:",
    }
}

impl RecoveryDialog {
    /// The window over what was found; what was discarded comes last.
    pub fn new(mut entries: Vec<Entry>, why: Why) -> RecoveryDialog {
        entries.sort_by_key(|entry| (entry.kind == Kind::Discarded, std::cmp::Reverse(entry.at)));
        RecoveryDialog { why, entries, selected: 0, height: 0.0 }
    }

    /// Whether it says that the program was closed by a fault.
    pub fn tells_of_fault(&self) -> bool {
        matches!(self.why, Why::Started(Some(_)))
    }

    /// Draws the window.
    pub fn ui(&mut self, ctx: &egui::Context, clock: &dyn Clock) -> Option<Recovering> {
        let title = match self.why {
            Why::Started(_) if self.entries.is_empty() => "Copydesk was closed by a fault",
            Why::Started(_) => "Unsaved work was found",
            Why::Asked => "Recover unsaved work",
        };
        let height = (ctx.content_rect().height() - CHROME_HEIGHT).clamp(LEAST_HEIGHT, MOST_HEIGHT);
        // A dialog stands in the middle as high as it was in the frame before.
        if std::mem::replace(&mut self.height, height) != height {
            ctx.request_repaint();
        }
        match modal(ctx, Sheet { title, width: WIDTH }, |ui| self.content_ui(ui, clock, height)) {
            Outcome::Open => None,
            Outcome::Dismissed => Some(Recovering::Later),
            Outcome::Done(done) => Some(done),
        }
    }

    fn content_ui(&mut self, ui: &mut Ui, clock: &dyn Clock, height: f32) -> Option<Recovering> {
        for text in self.introduction(clock) {
            ui.add(Label::new(theme::INTERFACE.text(text)).wrap());
        }
        if self.entries.is_empty() {
            return close_ui(ui);
        }
        self.arrows(ui);
        let opened = self.columns_ui(ui, clock, height);
        opened.or(self.buttons_ui(ui))
    }

    fn introduction(&self, clock: &dyn Clock) -> Vec<String> {
        let what = match self.entries.len() {
            0 => "There is no unsaved work.",
            1 => {
                "What was written and not saved is here. It opens as an unsaved draft; the saved file stays as it is."
            }
            _ => {
                "What was written and not saved is here, draft by draft. Each opens as an unsaved draft; the saved \
                  files stay as they are."
            }
        };
        let fault = match &self.why {
            Why::Started(note) => note.as_ref().map(|note| fault(note, clock)),
            Why::Asked => None,
        };
        fault.into_iter().chain([what.to_owned()]).collect()
    }

    fn arrows(&mut self, ui: &Ui) {
        if !ui.memory(|memory| memory.has_focus(row_id(self.selected))) {
            return;
        }
        walk(ui, &mut self.selected, self.entries.len(), row_id);
    }

    /// The drafts on the left, what differs in the chosen one on the right.
    fn columns_ui(&mut self, ui: &mut Ui, clock: &dyn Clock, height: f32) -> Option<Recovering> {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
        let list = Rect::from_min_size(rect.min, vec2(LIST_WIDTH.min(rect.width() * 0.4), height));
        let gap = theme::SPACE_4;
        let rest = Rect::from_min_max(egui::pos2(list.right() + gap, rect.top()), rect.max);
        ui.painter().vline(
            list.right() + gap * 0.5,
            rect.y_range(),
            egui::Stroke::new(theme::HAIRLINE, theme::tokens(ui).hair),
        );
        let mut child = ui.new_child(UiBuilder::new().id_salt("unsaved drafts").max_rect(list));
        let opened = self.list_ui(&mut child, clock);
        if let Some(entry) = self.entries.get(self.selected) {
            let scope = UiBuilder::new().scope_id(Id::unique(("unsaved work", &entry.file))).max_rect(rest);
            detail_ui(&mut ui.new_child(scope), entry);
        }
        opened
    }

    fn list_ui(&mut self, ui: &mut Ui, clock: &dyn Clock) -> Option<Recovering> {
        let mut opened = None;
        ScrollArea::vertical().id_salt("unsaved drafts").auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = theme::SPACE_1;
            let len = self.entries.len();
            ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
                node.set_role(Role::ListBox);
                node.set_label("Drafts");
                node.set_size_of_set(len);
            });
            for (index, entry) in self.entries.iter().enumerate() {
                let standing = Place { index, len, is_selected: index == self.selected };
                let row = row_ui(ui, entry, &entry.about(clock), standing);
                if standing.is_selected {
                    focus_first(ui, &row);
                }
                let by_key = row.has_focus() && take_key(ui, Key::Enter) > 0;
                if by_key || row.double_clicked() {
                    opened = Some(Recovering::Open(entry.file.clone()));
                } else if row.clicked() {
                    self.selected = index;
                    row.request_focus();
                }
            }
        });
        opened
    }

    fn buttons_ui(&self, ui: &mut Ui) -> Option<Recovering> {
        let entry = self.entries.get(self.selected)?;
        buttons_ui(ui, |ui| {
            let open = main_button(ui, "Open as unsaved").clicked();
            let later = ui.button("Keep for later").clicked();
            let discard = entry.kind != Kind::Discarded
                && ui
                    .with_layout(Layout::left_to_right(Align::Center), |ui| {
                        ui.add(Button::new("Discard…")).clicked()
                    })
                    .inner;
            if open {
                Some(Recovering::Open(entry.file.clone()))
            } else if later {
                Some(Recovering::Later)
            } else {
                discard.then(|| Recovering::Discard(entry.file.clone(), entry.name.clone()))
            }
        })
    }
}

fn close_ui(ui: &mut Ui) -> Option<Recovering> {
    buttons_ui(ui, |ui| {
        let close = main_button(ui, "Close");
        focus_first(ui, &close);
        close.clicked().then_some(Recovering::Later)
    })
}

fn detail_ui(ui: &mut Ui, entry: &Entry) {
    ui.spacing_mut().item_spacing.y = theme::SPACE_1;
    let quiet = theme::tokens(ui).quiet;
    ui.horizontal_top(|ui| {
        ui.add_space(theme::SPACE_2);
        ui.add(Label::new(theme::LABEL.text(entry.standing).color(quiet)).wrap());
    });
    differences_ui(ui, &entry.differences);
}

/// A row's place in the list.
#[derive(Clone, Copy)]
struct Place {
    index: usize,
    len: usize,
    is_selected: bool,
}

fn row_id(index: usize) -> Id {
    Id::unique(("unsaved draft", index))
}

/// Draws a draft: its name, its folder, since when it is unsaved and how much it is. Only the selected one is reached
/// by Tab.
fn row_ui(ui: &mut Ui, entry: &Entry, about: &str, place: Place) -> Response {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::hover());
    let sense = if place.is_selected { Sense::click() } else { Sense::CLICK };
    let response = ui.interact(rect, row_id(place.index), sense);
    let folder = entry.folder();
    response.widget_info(|| WidgetInfo::labeled(Role::ListBoxOption, true, &entry.name));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_selected(place.is_selected);
        node.set_position_in_set(place.index + 1);
        node.set_size_of_set(place.len);
        node.set_description(format!("{folder}, {about}"));
    });
    let colours = theme::tokens(ui);
    let ground = if place.is_selected { Some(colours.wash) } else { response.hovered().then_some(colours.hover) };
    if let Some(ground) = ground {
        ui.painter().rect_filled(rect, CornerRadius::same(theme::RADIUS), ground);
    }
    if response.has_focus() {
        let arrows = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    }
    item_list::focus_ring(ui, &response);
    let inner = rect.shrink2(vec2(PADDING, 0.0));
    line_ui(ui, inner, 0.24, &entry.name, theme::INTERFACE.format(colours.ink));
    line_ui(ui, inner, 0.52, &folder, theme::LABEL.format(colours.quiet));
    line_ui(ui, inner, 0.78, about, theme::LABEL.format(colours.quiet));
    let hint = format!("{folder}\n{about}");
    response.on_hover_text(hint)
}

/// One line of a row, cut where there is no room for it; `height` is a share of the row's.
fn line_ui(ui: &Ui, row: Rect, height: f32, text: &str, format: egui::TextFormat) {
    let colour = format.color;
    let mut job = egui::text::LayoutJob::single_section(text.to_owned(), format);
    job.wrap = egui::text::TextWrapping::truncate_at_width(row.width());
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let top = row.top() + row.height() * height - galley.size().y * 0.5;
    ui.painter().galley(egui::pos2(row.left(), top), galley, colour);
}
