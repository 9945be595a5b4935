//! The window of earlier versions: which there are, what has changed since one of them, and the way back to it. They are
//! read by `exchange`; what is chosen is carried out by `app`.

use std::path::{Path, PathBuf};

use egui::accesskit::Role;
use egui::{
    CornerRadius, EventFilter, Frame, Id, Key, Label, Layout, Margin, Response, ScrollArea, Sense, TextEdit, Ui,
    UiBuilder, WidgetInfo, vec2,
};

use super::rows::{line_ui, walk};
use super::{Outcome, Sheet, buttons_ui, focus_first, main_button, modal, take_key};
use crate::app::difference::{beside_ui, differences_ui};
use crate::app::exchange::versions::Reading;
use crate::app::preview::tabs::tab_ui;
use crate::app::status::plural;
use crate::app::{item_list, sentence, theme};
use crate::article::Article;
use crate::compare::{Tally, tally};
use crate::file::versions::Version;

/// The window while it is open.
#[derive(Debug)]
pub struct VersionsDialog {
    draft: PathBuf,
    /// The article that versions are compared with.
    today: Article,
    /// Whether the article may be changed.
    is_writable: bool,
    /// None until the folder has been looked at.
    rows: Option<Vec<Row>>,
    selected: usize,
    /// The version that is shown.
    shown: Option<(Version, Box<Reading>)>,
    manner: Manner,
    /// The version that is being read.
    awaited: Option<Version>,
}

/// How a version is shown with today's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Manner {
    #[default]
    WordByWord,
    SideBySide,
}

#[derive(Debug)]
struct Row {
    version: Version,
    when: String,
    content: Content,
}

/// What is known of a version's text.
#[derive(Debug)]
enum Content {
    Unread,
    Read {
        words: usize,
        since: Tally,
        is_same: bool,
    },
    /// With the reason.
    Unreadable(String),
}

/// How the window is left, or what it asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Looking {
    Nothing,
    /// To compare it with today's article.
    Read {
        draft: PathBuf,
        version: Version,
        today: Box<Article>,
    },
    /// With the time that it is from.
    Restore(Box<Article>, String),
    /// To be asked for the name.
    Name(Version),
}

const WIDTH: f32 = 1040.0;
const HEIGHT: f32 = 560.0;
/// What the window has above and below the list.
const CHROME_HEIGHT: f32 = 250.0;
const LIST_WIDTH: f32 = 312.0;
const ROW_HEIGHT: f32 = 48.0;
const PADDING: f32 = 10.0;

impl VersionsDialog {
    /// The window over the versions of a draft.
    pub fn new(draft: PathBuf, today: Article, is_writable: bool) -> VersionsDialog {
        VersionsDialog {
            draft,
            today,
            is_writable,
            rows: None,
            selected: 0,
            shown: None,
            manner: Manner::default(),
            awaited: None,
        }
    }

    /// The draft whose versions are shown.
    pub fn draft(&self) -> &Path {
        &self.draft
    }

    /// Shows the versions that there are, each with its time in words. What has been read of one stays known.
    pub fn take_in(&mut self, versions: Vec<(Version, String)>) {
        let mut known = self.rows.take().unwrap_or_default();
        let selected = known.get(self.selected).map(|row| (row.version.at, row.version.fingerprint));
        let row = |(version, when): (Version, String)| {
            let same = known.iter().position(|row| row.version.fingerprint == version.fingerprint);
            let content = same.map_or(Content::Unread, |same| known.swap_remove(same).content);
            Row { version, when, content }
        };
        let rows: Vec<Row> = versions.into_iter().map(row).collect();
        let is_selected = |row: &Row| Some((row.version.at, row.version.fingerprint)) == selected;
        self.selected = rows.iter().position(is_selected).unwrap_or_default();
        self.rows = Some(rows);
        self.awaited = None;
    }

    /// Takes in a version that was asked for.
    pub fn read(&mut self, version: Version, read: Result<Box<Reading>, String>) {
        if self.awaited.as_ref().is_some_and(|awaited| awaited.fingerprint == version.fingerprint) {
            self.awaited = None;
        }
        let rows = self.rows.as_deref_mut().unwrap_or_default();
        let Some(at) = rows.iter().position(|row| row.version.fingerprint == version.fingerprint) else { return };
        let Some(row) = rows.get_mut(at) else { return };
        row.content = match &read {
            Ok(reading) => Content::Read {
                words: reading.words,
                since: tally(&reading.differences),
                is_same: reading.differences.is_empty(),
            },
            Err(reason) => Content::Unreadable(sentence(reason)),
        };
        if at == self.selected {
            self.shown = read.ok().map(|reading| (version, reading));
        }
    }

    /// Draws the window.
    pub fn ui(&mut self, ctx: &egui::Context) -> Option<Looking> {
        match modal(ctx, Sheet { title: "Versions", width: WIDTH }, |ui| self.content_ui(ui)) {
            Outcome::Open => self.wanted(),
            Outcome::Dismissed => Some(Looking::Nothing),
            Outcome::Done(looking) => Some(looking),
        }
    }

    /// The next version to read: first the selected one, then what is not known yet of the others.
    fn wanted(&mut self) -> Option<Looking> {
        if self.awaited.is_some() {
            return None;
        }
        let rows = self.rows.as_deref().unwrap_or_default();
        let selected = rows.get(self.selected).filter(|row| {
            let is_shown = self.shown.as_ref().is_some_and(|(shown, _)| is_same(shown, &row.version));
            !is_shown && !matches!(row.content, Content::Unreadable(_))
        });
        let unread = || rows.iter().find(|row| matches!(row.content, Content::Unread));
        let version = selected.or_else(unread)?.version.clone();
        self.awaited = Some(version.clone());
        Some(Looking::Read { draft: self.draft.clone(), version, today: Box::new(self.today.clone()) })
    }

    fn row(&self) -> Option<&Row> {
        self.rows.as_deref().unwrap_or_default().get(self.selected)
    }

    /// The article of the selected version, once it is read.
    fn reading(&self) -> Option<&Reading> {
        let row = self.row()?;
        self.shown.as_ref().filter(|(shown, _)| is_same(shown, &row.version)).map(|(_, reading)| &**reading)
    }

    fn content_ui(&mut self, ui: &mut Ui) -> Option<Looking> {
        let colours = theme::tokens(ui);
        let note = "Every save keeps the version before it: the last twenty, then one an hour for a day and one a day for \
                    a month. One with a name stays longer.";
        ui.add(Label::new(theme::INTERFACE.text(note).color(colours.quiet)).wrap());
        let height = (ui.ctx().content_rect().height() - CHROME_HEIGHT).clamp(theme::SPACE_8, HEIGHT);
        match self.rows.as_deref() {
            None => drop(ui.label(theme::INTERFACE.text("Looking…").color(colours.quiet))),
            Some([]) => drop(ui.label("There is no earlier version yet.")),
            Some(_) => self.columns_ui(ui, height),
        }
        self.buttons_ui(ui)
    }

    fn columns_ui(&mut self, ui: &mut Ui, height: f32) {
        self.arrows(ui);
        let size = vec2(ui.available_width(), height);
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        let (left, right) = rect.split_left_right_at_x(rect.left() + LIST_WIDTH);
        let line = egui::Stroke::new(theme::HAIRLINE, theme::tokens(ui).hair);
        ui.painter().vline(right.left() + theme::SPACE_2, rect.y_range(), line);
        let right = right.with_min_x(right.left() + theme::SPACE_4);
        let column = |name, rect| {
            let layout = Layout::top_down(egui::Align::Min);
            UiBuilder::new().scope_id(Id::unique(name)).max_rect(rect).layout(layout)
        };
        self.list_ui(&mut ui.new_child(column("versions", left)));
        self.version_ui(&mut ui.new_child(column("version", right)));
    }

    fn arrows(&mut self, ui: &Ui) {
        let is_in_list = ui.memory(|memory| memory.has_focus(row_id(self.selected)));
        if !is_in_list {
            return;
        }
        walk(ui, &mut self.selected, self.rows.as_ref().map_or(0, Vec::len), row_id);
    }

    fn list_ui(&mut self, ui: &mut Ui) {
        let list = ScrollArea::vertical().id_salt("versions").auto_shrink([false, false]);
        list.show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let rows = self.rows.as_deref().unwrap_or_default();
            let len = rows.len();
            ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
                node.set_role(Role::ListBox);
                node.set_label("Earlier versions");
                node.set_size_of_set(len);
            });
            let mut clicked = None;
            for (index, row) in rows.iter().enumerate() {
                let standing = Standing { index, len, is_selected: index == self.selected };
                let response = row_ui(ui, row, standing);
                if standing.is_selected {
                    focus_first(ui, &response);
                }
                if response.gained_focus() {
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    clicked = Some(index);
                    response.request_focus();
                }
            }
            self.selected = clicked.unwrap_or(self.selected);
        });
    }

    /// The selected version, with today's text.
    fn version_ui(&mut self, ui: &mut Ui) {
        let Some(row) = self.row() else { return };
        let (title, scope) = (row.title(), row.version.fingerprint.to_string());
        ui.spacing_mut().item_spacing.y = theme::SPACE_1;
        let manner = head_ui(ui, &title, self.reading().is_some().then_some(self.manner));
        self.manner = manner.unwrap_or(self.manner);
        let Some(row) = self.row() else { return };
        let colours = theme::tokens(ui);
        match (&row.content, self.reading()) {
            (Content::Unreadable(reason), _) => about_ui(ui, &format!("{reason}."), colours.error),
            (Content::Unread | Content::Read { .. }, None) => about_ui(ui, "Reading…", colours.quiet),
            (Content::Read { is_same: true, .. }, _) => about_ui(ui, "Today’s text is the same.", colours.quiet),
            (Content::Unread | Content::Read { .. }, Some(reading)) => {
                let id = Id::unique(("version differences", scope, self.manner == Manner::SideBySide));
                ui.scope_builder(UiBuilder::new().scope_id(id), |ui| match self.manner {
                    Manner::WordByWord => {
                        about_ui(ui, WORD_BY_WORD, colours.quiet);
                        differences_ui(ui, &reading.differences);
                    }
                    Manner::SideBySide => beside_ui(ui, ["This version", "Today’s text"], &reading.differences),
                });
            }
        }
    }

    fn buttons_ui(&self, ui: &mut Ui) -> Option<Looking> {
        let row = self.row();
        let reading = self.reading();
        let can_restore = self.is_writable && reading.is_some_and(|reading| !reading.differences.is_empty());
        buttons_ui(ui, |ui| {
            let restore = ui.add_enabled_ui(can_restore, |ui| main_button(ui, "Restore")).inner;
            let close = ui.button("Close");
            let name = ui.add_enabled(row.is_some(), egui::Button::new("Name…"));
            if row.is_none() {
                focus_first(ui, &close);
            }
            let restored = reading.zip(row).filter(|_| restore.clicked());
            let restored = restored
                .map(|(reading, row)| Looking::Restore(Box::new(reading.article.clone()), row.when.clone()));
            let named = row.filter(|_| name.clicked()).map(|row| Looking::Name(row.version.clone()));
            restored.or(named).or(close.clicked().then_some(Looking::Nothing))
        })
    }
}

const WORD_BY_WORD: &str = "What has changed since: what only this version has is struck through, what only today’s text \
                            has is underlined.";

/// Draws which version it is, and as what it can be shown; what was chosen.
fn head_ui(ui: &mut Ui, title: &str, manner: Option<Manner>) -> Option<Manner> {
    let mut chosen = None;
    let size = vec2(ui.available_width(), ui.spacing().interact_size.y);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(egui::Align::Center), |ui| {
        ui.add_space(theme::SPACE_2);
        let names = [(Manner::SideBySide, "Side by side"), (Manner::WordByWord, "Word by word")];
        for (offered, name) in names.into_iter().filter(|_| manner.is_some()) {
            ui.spacing_mut().button_padding = vec2(theme::SPACE_1, theme::SPACE_1);
            if tab_ui(ui, name, manner == Some(offered), Role::Tab).clicked() {
                chosen = Some(offered);
            }
        }
        ui.with_layout(Layout::left_to_right(egui::Align::Center), |ui| {
            ui.add_space(theme::SPACE_2);
            ui.add(Label::new(theme::INTERFACE_BOLD.text(title)).truncate());
        });
    });
    chosen
}

fn about_ui(ui: &mut Ui, text: &str, colour: egui::Color32) {
    let frame = Frame::new().inner_margin(Margin::symmetric(theme::SPACE_2 as i8, 0));
    frame.show(ui, |ui| ui.add(Label::new(theme::STATUS.text(text).color(colour)).wrap()));
}

fn is_same(one: &Version, other: &Version) -> bool {
    one.at == other.at && one.fingerprint == other.fingerprint
}

impl Row {
    fn title(&self) -> String {
        let when = sentence(&self.when);
        self.version.name.as_ref().map_or(when.clone(), |name| format!("{when} · {name}"))
    }

    fn about(&self) -> String {
        match &self.content {
            Content::Unread => String::new(),
            Content::Read { words, is_same: true, .. } => format!("{}, as today’s text", plural(*words, "word")),
            Content::Read { words, since, is_same: false } => {
                format!("{}; since then {since}", plural(*words, "word"))
            }
            Content::Unreadable(reason) => reason.clone(),
        }
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
    Id::unique(("version", index))
}

/// Draws a version: its time and name, and under them how much of it there is. Only the selected one is reached by Tab.
fn row_ui(ui: &mut Ui, row: &Row, standing: Standing) -> Response {
    let (title, about) = (row.title(), row.about());
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::hover());
    let sense = if standing.is_selected { Sense::click() } else { Sense::CLICK };
    let response = ui.interact(rect, row_id(standing.index), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::ListBoxOption, true, &title));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_selected(standing.is_selected);
        node.set_position_in_set(standing.index + 1);
        node.set_size_of_set(standing.len);
        node.set_description(about.clone());
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
    let is_bad = matches!(row.content, Content::Unreadable(_));
    let letters = if row.version.name.is_some() { theme::INTERFACE_BOLD } else { theme::INTERFACE };
    line_ui(ui, inner, rect.top() + ROW_HEIGHT * 0.33, &title, letters, colours.ink);
    let colour = if is_bad { colours.error } else { colours.quiet };
    line_ui(ui, inner, rect.top() + ROW_HEIGHT * 0.69, &about, theme::STATUS, colour);
    response
}

/// The question what a version is to be called.
#[derive(Debug)]
pub struct VersionNameDialog {
    subject: Subject,
    typed: String,
}

/// What gets a name.
#[derive(Debug)]
pub enum Subject {
    /// The draft as it is now.
    Now,
    /// A version of the list, which is shown again afterwards.
    Version(Version, Box<VersionsDialog>),
}

/// How the question is left.
#[derive(Debug)]
pub enum Called {
    Nothing(Subject),
    Name(Subject, String),
}

const NAME_WIDTH: f32 = 420.0;
/// Longer names are cut anyway.
const MOST_TYPED: usize = 200;

impl VersionNameDialog {
    /// The question; a version that has a name keeps it unless it is changed.
    pub fn new(subject: Subject) -> VersionNameDialog {
        let typed = match &subject {
            Subject::Now => String::new(),
            Subject::Version(version, _) => version.name.clone().unwrap_or_default(),
        };
        VersionNameDialog { subject, typed }
    }

    /// Draws the question. Whether it has been answered, for [`VersionNameDialog::answer`].
    pub fn ui(&mut self, ctx: &egui::Context) -> Option<Naming> {
        let title = match self.subject {
            Subject::Now => "Keep a version",
            Subject::Version(..) => "Name of the version",
        };
        match modal(ctx, Sheet { title, width: NAME_WIDTH }, |ui| self.content_ui(ui)) {
            Outcome::Open => None,
            Outcome::Dismissed => Some(Naming::Dropped),
            Outcome::Done(naming) => Some(naming),
        }
    }

    /// What was answered.
    pub fn answer(self, naming: Naming) -> Called {
        match naming {
            Naming::Dropped => Called::Nothing(self.subject),
            Naming::Given => Called::Name(self.subject, self.typed),
        }
    }

    fn content_ui(&mut self, ui: &mut Ui) -> Option<Naming> {
        let colours = theme::tokens(ui);
        let (note, action) = match self.subject {
            Subject::Now => {
                ("The draft is kept as it is now, saved or not, and found under File, Versions.", "Keep")
            }
            Subject::Version(..) => {
                ("A version with a name stays when others go. Without one it is as the others.", "Name")
            }
        };
        ui.add(Label::new(theme::INTERFACE.text(note).color(colours.quiet)).wrap());
        let border = egui::Stroke::new(theme::HAIRLINE, colours.accent);
        let frame =
            Frame::new().stroke(border).corner_radius(theme::RADIUS).inner_margin(Margin::symmetric(10, 6));
        let enter = take_key(ui, Key::Enter) > 0;
        let edit = TextEdit::singleline(&mut self.typed).id(Id::unique("version name")).char_limit(MOST_TYPED);
        let field =
            ui.add(edit.hint_text("Name, such as Sent to legal").frame(frame).desired_width(f32::INFINITY));
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Name of the version"));
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_value(self.typed.clone()));
        focus_first(ui, &field);
        let can_go = matches!(self.subject, Subject::Version(..)) || !self.typed.trim().is_empty();
        let answered = buttons_ui(ui, |ui| {
            let main = ui.add_enabled_ui(can_go, |ui| main_button(ui, action)).inner.clicked();
            let cancel = ui.button("Cancel").clicked();
            main.then_some(Naming::Given).or(cancel.then_some(Naming::Dropped))
        });
        answered.or((enter && can_go).then_some(Naming::Given))
    }
}

/// Whether the name is to be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    Dropped,
    Given,
}
