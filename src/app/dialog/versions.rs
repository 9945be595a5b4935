//! The window of earlier versions: the list, what has changed since each, and a way to restore one. `exchange` reads
//! them; `app` carries out the choice; `version_name` asks for a name.

mod listed;

use std::path::{Path, PathBuf};

use egui::text::LayoutJob;
use egui::{Frame, Id, Label, Layout, Margin, Rect, Role, Sense, Ui, UiBuilder, vec2};

use super::rows::{Done, List, list_ui};
use crate::app::command::{Answer, Command};
use crate::app::controls::button::{apart_button, main_button};
use crate::app::controls::dialog_frame::{DialogFrame, Outcome, buttons_ui, middle_height, modal};
use crate::app::controls::focus::{MARGIN, focus_first};
use crate::app::controls::tab::tab_ui;
use crate::app::difference::{Between, Differences};
use crate::app::exchange::values::ReadVersion;
use crate::app::theme;
use crate::app::words::sentence;
use crate::article::Article;
use crate::file::versions::Version;
use listed::{Content, Row, row_ui};

/// The greatest share of the dialog's width for the list.
const LIST_SHARE: f32 = 0.4;

/// The open window.
#[derive(Debug)]
pub struct VersionsDialog {
    draft: PathBuf,
    /// The article that versions are compared with.
    today: Article,
    /// Whether the article may be changed.
    is_writable: bool,
    /// `None` until the folder has been listed.
    rows: Option<Vec<Row>>,
    selected: usize,
    shown: Option<Shown>,
    manner: Manner,
    /// The version being read.
    awaited: Option<Version>,
}

/// The version shown.
#[derive(Debug)]
struct Shown {
    version: Version,
    article: Article,
    differences: Differences,
}

/// How a version is compared with the current text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Manner {
    #[default]
    WordByWord,
    SideBySide,
}

const WIDTH: f32 = 1040.0;
/// The width if there is nothing to list.
const NARROW: f32 = 440.0;
const LEAST_HEIGHT: f32 = 160.0;
const MOST_HEIGHT: f32 = 560.0;
const LIST_WIDTH: f32 = 288.0;
impl VersionsDialog {
    /// The window with the versions of a draft.
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

    /// Updates the list, each version with its time in words. Versions that have been read are kept.
    pub fn take_in(&mut self, versions: Vec<(Version, String)>) {
        let mut known = self.rows.take().unwrap_or_default();
        let selected = known.get(self.selected).map(|row| (row.version.at, row.version.fingerprint));
        let row = |(version, when): (Version, String)| {
            let same = known.iter().position(|row| is_same(&row.version, &version));
            let content = same.map_or(Content::Unread, |same| known.swap_remove(same).content);
            Row { version, when, content }
        };
        let rows: Vec<Row> = versions.into_iter().map(row).collect();
        let is_selected = |row: &Row| Some((row.version.at, row.version.fingerprint)) == selected;
        self.selected = rows.iter().position(is_selected).unwrap_or_default();
        self.rows = Some(rows);
        self.awaited = None;
    }

    /// Requests again what arrived while another dialog was shown instead of this one.
    pub fn look_again(&mut self) {
        self.awaited = None;
    }

    /// Handles a version that was requested.
    pub fn read(&mut self, version: Version, read: Result<Box<ReadVersion>, String>) {
        if self.awaited.as_ref().is_some_and(|awaited| is_same(awaited, &version)) {
            self.awaited = None;
        }
        let rows = self.rows.as_deref_mut().unwrap_or_default();
        let Some(at) = rows.iter().position(|row| is_same(&row.version, &version)) else { return };
        let Some(row) = rows.get_mut(at) else { return };
        row.content = match &read {
            Ok(reading) => Content::Read {
                words: reading.words,
                since: crate::compare::tally(&reading.differences),
                is_same: reading.differences.is_empty(),
            },
            Err(reason) => Content::Unreadable(sentence(reason)),
        };
        if at == self.selected {
            self.shown = read.ok().map(|reading| {
                let ReadVersion { article, differences, .. } = *reading;
                let differences = Differences::new(differences, Between::Times).in_language(&article.language);
                Shown { version, article, differences }
            });
        }
    }

    /// Draws the window. Returns the answer, once there is one.
    pub fn ui(&mut self, ctx: &egui::Context) -> Option<Answer> {
        let name = self.draft.file_stem().unwrap_or(self.draft.as_os_str()).to_string_lossy();
        let title = format!("Versions of “{name}”");
        let width = if self.rows.as_ref().is_some_and(Vec::is_empty) { NARROW } else { WIDTH };
        match modal(ctx, DialogFrame { title: &title, width }, |ui| self.content_ui(ui)) {
            Outcome::Open => self.wanted(),
            Outcome::Dismissed => Some(Answer::Close),
            Outcome::Done(answer) => Some(answer),
        }
    }

    /// The next version to read: first the selected one, then the others that have not been read.
    fn wanted(&mut self) -> Option<Answer> {
        if self.awaited.is_some() {
            return None;
        }
        let rows = self.rows.as_deref().unwrap_or_default();
        let selected = rows.get(self.selected).filter(|row| {
            let is_shown = self.shown.as_ref().is_some_and(|shown| is_same(&shown.version, &row.version));
            !is_shown && !matches!(row.content, Content::Unreadable(_))
        });
        let unread = || rows.iter().find(|row| matches!(row.content, Content::Unread));
        let version = selected.or_else(unread)?.version.clone();
        self.awaited = Some(version.clone());
        Some(Answer::Ask(Command::ReadVersion(self.draft.clone(), version, Box::new(self.today.clone()))))
    }

    fn row(&self) -> Option<&Row> {
        self.rows.as_deref().unwrap_or_default().get(self.selected)
    }

    /// The selected version, once it has been read.
    fn reading(&self) -> Option<&Shown> {
        let row = self.row()?;
        self.shown.as_ref().filter(|shown| is_same(&shown.version, &row.version))
    }

    fn can_restore(&self) -> bool {
        self.is_writable && self.reading().is_some_and(|shown| !shown.differences.is_empty())
    }

    /// The answer that restores the selected version, if it can be restored.
    fn restored(&self) -> Option<Answer> {
        let shown = self.reading().filter(|_| self.can_restore())?;
        let (article, when) = (Box::new(shown.article.clone()), self.row()?.when.clone());
        Some(Answer::Done(Command::RestoreVersion(self.draft.clone(), article, when)))
    }

    fn content_ui(&mut self, ui: &mut Ui) -> Option<Answer> {
        let colours = theme::tokens(ui);
        let note = match self.rows.as_deref() {
            Some([]) => "No earlier versions yet. Each save keeps the version before it.",
            Some(_) if !self.is_writable => {
                "This draft is read-only here: you can look at its versions but not restore them."
            }
            Some(_) | None => {
                "Each save keeps the version before it: the last 20, then one per hour for a day and one per day \
                 for a month. Named versions are kept longer."
            }
        };
        ui.add(Label::new(theme::INTERFACE.text(note).color(colours.quiet)).wrap());
        let taken = match self.rows.as_deref() {
            None => {
                ui.label(theme::INTERFACE.text("Loading…").color(colours.quiet));
                None
            }
            Some([]) => None,
            Some(_) => self.columns_ui(ui),
        };
        taken.or(self.buttons_ui(ui))
    }

    /// Draws the versions on the left, and the selected one with the current text on the right.
    fn columns_ui(&mut self, ui: &mut Ui) -> Option<Answer> {
        let height = middle_height(ui, LEAST_HEIGHT, MOST_HEIGHT);
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
        let list = Rect::from_min_size(rect.min, vec2(LIST_WIDTH.min(rect.width() * LIST_SHARE), height));
        let rest = rect.with_min_x(list.right() + theme::SPACE_5 - MARGIN);
        let line = egui::Stroke::new(theme::HAIRLINE, theme::tokens(ui).hair);
        ui.painter().vline(list.right() + (theme::SPACE_5 - MARGIN) * 0.5, rect.y_range(), line);
        let column = |name, rect| {
            let layout = Layout::top_down(egui::Align::Min);
            UiBuilder::new().scope_id(Id::unique(name)).max_rect(rect).layout(layout)
        };
        let done = self.list_ui(&mut ui.new_child(column("versions", list)));
        self.version_ui(&mut ui.new_child(column("version", rest)));
        match done? {
            Done::Selected(index) => {
                self.selected = index;
                None
            }
            Done::Taken(index) => (index == self.selected).then(|| self.restored()).flatten(),
        }
    }

    fn list_ui(&mut self, ui: &mut Ui) -> Option<Done> {
        let rows = self.rows.as_deref().unwrap_or_default();
        let mut list =
            List { name: "version", label: "Earlier versions", len: rows.len(), selected: self.selected };
        list.selected = list.walk(ui);
        self.selected = list.selected;
        list_ui(ui, &list, |ui| {
            rows.iter().enumerate().filter_map(|(index, row)| row_ui(ui, &list, index, row)).last()
        })
    }

    /// Draws the selected version with the current text.
    fn version_ui(&mut self, ui: &mut Ui) {
        let Some(row) = self.rows.as_deref().unwrap_or_default().get(self.selected) else { return };
        ui.spacing_mut().item_spacing.y = theme::SPACE_1;
        let shown = self.shown.as_mut().filter(|shown| is_same(&shown.version, &row.version));
        let can_choose = shown.as_ref().is_some_and(|shown| !shown.differences.is_empty());
        let manner = head_ui(ui, &row.title(), can_choose.then_some(self.manner));
        self.manner = manner.unwrap_or(self.manner);
        let colours = theme::tokens(ui);
        let shown = match (&row.content, shown) {
            (Content::Unreadable(reason), _) => return about_ui(ui, &format!("{reason}."), colours.error),
            (Content::Unread | Content::Read { .. }, None) => return about_ui(ui, "Loading…", colours.quiet),
            (Content::Unread | Content::Read { .. }, Some(shown)) if shown.differences.is_empty() => {
                return about_ui(ui, "No changes since this version.", colours.quiet);
            }
            (Content::Unread | Content::Read { .. }, Some(shown)) => shown,
        };
        let id = (shown.version.fingerprint.to_string(), self.manner == Manner::SideBySide);
        ui.scope_builder(UiBuilder::new().scope_id(Id::unique(("version differences", id))), |ui| {
            match self.manner {
                Manner::WordByWord => {
                    about_ui(ui, WORD_BY_WORD, colours.quiet);
                    shown.differences.ui(ui);
                }
                Manner::SideBySide => shown.differences.beside_ui(ui, ["This version", "Current text"]),
            }
        });
    }

    fn buttons_ui(&self, ui: &mut Ui) -> Option<Answer> {
        let Some(row) = self.row() else { return close_ui(ui) };
        buttons_ui(ui, |ui| {
            let restore = ui.add_enabled_ui(self.can_restore(), |ui| main_button(ui, "Restore")).inner;
            let close = ui.button("Close");
            let name = apart_button(ui, "Name…");
            let restored = restore.clicked().then(|| self.restored()).flatten();
            let named = name.clicked().then(|| Answer::Ask(Command::AskVersionName(row.version.clone())));
            restored.or(named).or(close.clicked().then_some(Answer::Close))
        })
    }
}

fn close_ui(ui: &mut Ui) -> Option<Answer> {
    buttons_ui(ui, |ui| {
        let close = main_button(ui, "Close");
        focus_first(ui, &close);
        close.clicked().then_some(Answer::Close)
    })
}

const WORD_BY_WORD: &str = "Since this version: removed words are struck through, added words underlined.";

const MANNERS: [(Manner, &str); 2] = [(Manner::WordByWord, "Word by word"), (Manner::SideBySide, "Side by side")];

/// Draws the title of the version and the ways to compare it. Returns the way that was chosen.
fn head_ui(ui: &mut Ui, title: &str, manner: Option<Manner>) -> Option<Manner> {
    let mut chosen = None;
    let height = ui.spacing().interact_size.y;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let inner = rect.shrink2(vec2(MARGIN, 0.0));
    let tabs = if manner.is_some() { tabs_width(ui) } else { 0.0 };
    let row = |name, rect| {
        let layout = Layout::left_to_right(egui::Align::Center);
        UiBuilder::new().id_salt(name).max_rect(rect).layout(layout)
    };
    let mut left = ui.new_child(row("title", inner.with_max_x(inner.right() - tabs)));
    left.add(Label::new(theme::INTERFACE_BOLD.text(title)).truncate());
    let mut right = ui.new_child(row("manners", inner.with_min_x(inner.right() - tabs)));
    right.spacing_mut().button_padding = vec2(theme::SPACE_1, theme::SPACE_1);
    if manner.is_some() {
        crate::app::spoken::list(&right, Role::TabList, "Show as", MANNERS.len());
    }
    for (offered, name) in MANNERS.into_iter().filter(|_| manner.is_some()) {
        if tab_ui(&mut right, name, manner == Some(offered), Role::Tab).clicked() {
            chosen = Some(offered);
        }
    }
    chosen
}

/// The width of both tabs.
fn tabs_width(ui: &Ui) -> f32 {
    let ink = theme::tokens(ui).ink;
    let width = |name: &str| {
        let job = LayoutJob::single_section(name.to_owned(), theme::INTERFACE_BOLD.format(ink));
        ui.fonts_mut(|fonts| fonts.layout_job(job)).size().x + 2.0 * theme::SPACE_1
    };
    MANNERS.iter().map(|(_, name)| width(name)).sum::<f32>() + ui.spacing().item_spacing.x
}

fn about_ui(ui: &mut Ui, text: &str, colour: egui::Color32) {
    let frame = Frame::new().inner_margin(Margin::symmetric(theme::SPACE_2 as i8, 0));
    frame.show(ui, |ui| ui.add(Label::new(theme::STATUS.text(text).color(colour)).wrap()));
}

fn is_same(one: &Version, other: &Version) -> bool {
    one.at == other.at && one.fingerprint == other.fingerprint
}

#[cfg(test)]
mod tests;
