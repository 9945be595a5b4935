//! A file dialog of our own, for desktops that have none: a path field, one folder's list, recent files, no more.
//! It touches no disk: what it wants to know is looked up elsewhere and handed in.

use std::path::{Path, PathBuf};

use egui::text::{CCursor, CCursorRange, CharIndex};
use egui::{Button, Frame, Id, Key, Label, Margin, Role, ScrollArea, TextEdit, Ui, WidgetInfo};

use super::{Outcome, Sheet, buttons_ui, focus_first, main_button, modal, take_key};
use crate::app::exchange::{Purpose, Question};
use crate::app::{icon, menu, theme};

/// The dialog while it is open.
#[derive(Debug)]
pub struct PathDialog {
    pub question: Question,
    folder: PathBuf,
    typed: String,
    entries: Vec<Entry>,
    selected: Option<usize>,
    trouble: Option<String>,
    /// Whether the name in the field is marked, so that typing replaces it.
    is_name_marked: bool,
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    pub kind: EntryKind,
    pub name: String,
}

/// Folders come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    Folder,
    File,
}

/// What stands at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    Folder(Vec<Entry>),
    File,
    Nothing,
    /// In the system's words.
    Refused(String),
}

/// What the dialog wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// To know what stands at the path.
    Look(PathBuf),
    /// To be closed without a choice.
    Cancel,
}

/// What a look at a path led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The dialog goes on.
    Stay,
    Chosen(PathBuf),
    /// The path is chosen, and there is a file there.
    Occupied(PathBuf),
}

impl PathDialog {
    /// The dialog for a question, and the folder to look at first.
    pub fn new(question: Question) -> (PathDialog, PathBuf) {
        let home = || directories::UserDirs::new().map(|dirs| dirs.home_dir().to_owned());
        let folder = question.folder.clone().or_else(home).unwrap_or_else(|| PathBuf::from("."));
        let typed = question.file_name.clone();
        let dialog = PathDialog {
            question,
            folder: folder.clone(),
            typed,
            entries: Vec::new(),
            selected: None,
            trouble: None,
            is_name_marked: false,
        };
        (dialog, folder)
    }

    /// Takes in what stands at a path that the dialog asked about.
    pub fn found(&mut self, path: PathBuf, found: Found) -> Verdict {
        self.trouble = None;
        match (found, self.question.purpose) {
            (Found::Folder(entries), purpose) => {
                self.entries = entries.into_iter().filter(|entry| is_offered(entry, purpose)).collect();
                self.folder = path;
                self.selected = None;
                self.typed = self.question.file_name.clone();
                self.is_name_marked = false;
                Verdict::Stay
            }
            (Found::File, Purpose::Open | Purpose::Import | Purpose::Picture) => Verdict::Chosen(path),
            (Found::File, Purpose::SaveAs | Purpose::Export(_)) => Verdict::Occupied(path),
            // The folder in which it began is gone: nobody wants a file of its name.
            (Found::Nothing, _) if path == self.folder => self.trouble_with("There is no such folder", &path),
            (Found::Nothing, Purpose::SaveAs | Purpose::Export(_)) => Verdict::Chosen(path),
            (Found::Nothing, Purpose::Open | Purpose::Import | Purpose::Picture) => {
                self.trouble_with("There is no such file", &path)
            }
            (Found::Refused(reason), _) => self.trouble_with(&reason, &path),
        }
    }

    fn trouble_with(&mut self, reason: &str, path: &Path) -> Verdict {
        self.trouble = Some(format!("{reason}: {}", path.display()));
        Verdict::Stay
    }

    /// Draws the dialog.
    pub fn ui(&mut self, ctx: &egui::Context) -> Option<Wish> {
        let title = self.question.title();
        match modal(ctx, Sheet { title, width: WIDTH }, |ui| self.content_ui(ui)) {
            Outcome::Open => None,
            Outcome::Dismissed => Some(Wish::Cancel),
            Outcome::Done(wish) => Some(wish),
        }
    }

    fn content_ui(&mut self, ui: &mut Ui) -> Option<Wish> {
        self.arrows(ui);
        let typed = self.field_ui(ui);
        let listed = self.list_ui(ui);
        let recent = self.recent_ui(ui);
        let answered = buttons_ui(ui, |ui| {
            let main = main_button(ui, self.question.action()).clicked().then(|| self.submit());
            let cancel = ui.button("Cancel").clicked().then_some(Wish::Cancel);
            main.flatten().or(cancel)
        });
        typed.or(listed).or(recent).or(answered)
    }

    /// Up and Down walk through the list while the field has the focus.
    fn arrows(&mut self, ui: &Ui) {
        let Some(last) = self.entries.len().checked_sub(1) else { return };
        for _ in 0..take_key(ui, Key::ArrowDown) {
            self.select(self.selected.map_or(0, |at| (at + 1).min(last)));
        }
        for _ in 0..take_key(ui, Key::ArrowUp) {
            self.select(self.selected.map_or(last, |at| at.saturating_sub(1)));
        }
    }

    fn select(&mut self, at: usize) {
        if let Some(entry) = self.entries.get(at) {
            self.typed = entry.name.clone();
            self.selected = Some(at);
            self.is_name_marked = false;
        }
    }

    fn field_ui(&mut self, ui: &mut Ui) -> Option<Wish> {
        let place = theme::LABEL.text(self.folder.display().to_string()).color(theme::tokens(ui).quiet);
        let label = ui.add(Label::new(place).truncate());
        let enter = take_key(ui, Key::Enter) > 0 && !self.typed.trim().is_empty();
        let border = egui::Stroke::new(theme::HAIRLINE, theme::tokens(ui).accent);
        let frame = Frame::new().stroke(border).corner_radius(theme::RADIUS).inner_margin(FIELD_MARGIN);
        let id = Id::unique("path field");
        if !std::mem::replace(&mut self.is_name_marked, true) {
            mark_name(ui, id, self.question.purpose, &self.typed);
        }
        let field = TextEdit::singleline(&mut self.typed).id(id).hint_text("Name or path").frame(frame);
        let field = ui.add(field.desired_width(f32::INFINITY)).labelled_by(label.id);
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Name or path"));
        focus_first(ui, &field);
        if field.changed() {
            self.selected = None;
        }
        if let Some(trouble) = &self.trouble {
            ui.label(theme::INTERFACE.text(trouble).color(theme::tokens(ui).error));
        }
        if enter { self.submit() } else { None }
    }

    /// Asks what stands at the path in the field.
    fn submit(&self) -> Option<Wish> {
        let typed = self.typed.trim();
        if typed.is_empty() {
            return None;
        }
        let path = self.folder.join(expand_home(typed));
        Some(Wish::Look(self.question.with_ending(path)))
    }

    fn list_ui(&mut self, ui: &mut Ui) -> Option<Wish> {
        let mut wish = None;
        let mut clicked = None;
        ScrollArea::vertical().max_height(LIST_HEIGHT).min_scrolled_height(LIST_HEIGHT).auto_shrink(false).show(
            ui,
            |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                if let Some(parent) = self.folder.parent().filter(|parent| !parent.as_os_str().is_empty())
                    && row_ui(ui, icon::ARROW_UP, "Parent folder", Selected::No).clicked()
                {
                    wish = Some(Wish::Look(parent.to_owned()));
                }
                if self.entries.is_empty() {
                    let text = theme::INTERFACE.text("Nothing here that fits");
                    ui.label(text.color(theme::tokens(ui).quiet));
                }
                for (index, entry) in self.entries.iter().enumerate() {
                    let selected = if self.selected == Some(index) { Selected::Yes } else { Selected::No };
                    let row = row_ui(ui, entry.kind.icon(), &entry.name, selected);
                    if selected == Selected::Yes && self.selected != Some(index) {
                        row.scroll_to_me(None);
                    }
                    let opens = match entry.kind {
                        EntryKind::Folder => row.clicked(),
                        EntryKind::File => row.double_clicked(),
                    };
                    if opens {
                        wish = Some(Wish::Look(self.folder.join(&entry.name)));
                    } else if row.clicked() {
                        clicked = Some(index);
                    }
                }
            },
        );
        clicked.into_iter().for_each(|index| self.select(index));
        wish
    }

    fn recent_ui(&self, ui: &mut Ui) -> Option<Wish> {
        if self.question.recent.is_empty() {
            return None;
        }
        ui.label(theme::LABEL_BOLD.text("Recent").color(theme::tokens(ui).quiet));
        let mut wish = None;
        ui.spacing_mut().item_spacing.y = 0.0;
        for path in self.question.recent.iter().take(RECENT_SHOWN) {
            let row = row_ui(ui, icon::CLOCK, &path.display().to_string(), Selected::No);
            if row.clicked() {
                wish = Some(Wish::Look(path.clone()));
            }
        }
        wish
    }
}

const WIDTH: f32 = 520.0;
const LIST_HEIGHT: f32 = 240.0;
const RECENT_SHOWN: usize = 4;
const FIELD_MARGIN: Margin = Margin::symmetric(10, 6);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Selected {
    Yes,
    No,
}

fn row_ui(ui: &mut Ui, glyph: &str, name: &str, selected: Selected) -> egui::Response {
    let is_selected = selected == Selected::Yes;
    let colours = theme::tokens(ui);
    let button = Button::new((theme::icon(glyph).color(colours.quiet), theme::INTERFACE.text(name)))
        .frame_when_inactive(is_selected)
        .truncate()
        .min_size(egui::vec2(ui.available_width(), 0.0));
    let button = if is_selected { button.fill(colours.wash) } else { button };
    let row = menu::named(ui.add(button), name);
    if is_selected {
        row.scroll_to_me(None);
    }
    row
}

fn is_offered(entry: &Entry, purpose: Purpose) -> bool {
    let ending = Path::new(&entry.name).extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let is_hidden = entry.name.starts_with('.');
    match entry.kind {
        EntryKind::Folder => !is_hidden,
        EntryKind::File => !is_hidden && purpose.endings().contains(&ending.as_str()),
    }
}

/// Marks a name; the ending of a file to be written stays out of it.
fn mark_name(ui: &Ui, field: Id, purpose: Purpose, name: &str) {
    let stem = || Path::new(name).file_stem().map_or(0, |stem| stem.to_string_lossy().chars().count());
    let end = match purpose {
        Purpose::Open | Purpose::Import | Purpose::Picture => name.chars().count(),
        Purpose::SaveAs | Purpose::Export(_) => stem(),
    };
    let mut state = TextEdit::load_state(ui.ctx(), field).unwrap_or_default();
    let range = CCursorRange::two(CCursor::new(CharIndex(0)), CCursor::new(CharIndex(end)));
    state.cursor.set_char_range(Some(range));
    TextEdit::store_state(ui.ctx(), field, state);
}

/// `~` at the beginning is the home folder, as in a shell.
fn expand_home(typed: &str) -> PathBuf {
    let home = directories::UserDirs::new().map(|dirs| dirs.home_dir().to_owned());
    match (typed.strip_prefix('~'), home) {
        (Some(rest), Some(home)) if rest.is_empty() || rest.starts_with(['/', '\\']) => {
            home.join(rest.trim_start_matches(['/', '\\']))
        }
        _ => PathBuf::from(typed),
    }
}

impl EntryKind {
    fn icon(self) -> &'static str {
        match self {
            EntryKind::Folder => icon::FOLDER,
            EntryKind::File => icon::FILE_TEXT,
        }
    }
}

/// Looks at a path. Blocks: not for a frame.
pub fn look(path: &Path) -> Found {
    if !path.is_dir() {
        return if path.exists() { Found::File } else { Found::Nothing };
    }
    let listing = match path.read_dir() {
        Ok(listing) => listing,
        Err(error) => return Found::Refused(error.to_string()),
    };
    let mut entries: Vec<Entry> = listing
        .filter_map(Result::ok)
        .map(|entry| {
            let kind = if entry.path().is_dir() { EntryKind::Folder } else { EntryKind::File };
            Entry { kind, name: entry.file_name().to_string_lossy().into_owned() }
        })
        .collect();
    entries.sort();
    Found::Folder(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dialog(purpose: Purpose) -> PathDialog {
        let question = Question {
            purpose,
            folder: Some("drafts".into()),
            file_name: "night.copydesk".into(),
            recent: Vec::new(),
        };
        PathDialog::new(question).0
    }

    #[test]
    fn a_file_that_is_there_is_opened_but_asked_about_before_it_is_replaced() {
        let path = PathBuf::from("drafts/a.copydesk");
        assert_eq!(dialog(Purpose::Open).found(path.clone(), Found::File), Verdict::Chosen(path.clone()));
        assert_eq!(dialog(Purpose::SaveAs).found(path.clone(), Found::File), Verdict::Occupied(path.clone()));
        assert_eq!(dialog(Purpose::SaveAs).found(path.clone(), Found::Nothing), Verdict::Chosen(path.clone()));
        assert_eq!(dialog(Purpose::Open).found(path, Found::Nothing), Verdict::Stay);
    }

    #[test]
    fn only_what_can_be_opened_is_offered() {
        let entry = |kind, name: &str| Entry { kind, name: name.into() };
        let entries = vec![
            entry(EntryKind::Folder, "old"),
            entry(EntryKind::Folder, ".git"),
            entry(EntryKind::File, "a.COPYDESK"),
            entry(EntryKind::File, "b.txt"),
            entry(EntryKind::File, "c.exe"),
        ];
        let mut open = dialog(Purpose::Open);
        open.found("drafts".into(), Found::Folder(entries));
        let names: Vec<&str> = open.entries.iter().map(|entry| entry.name.as_str()).collect();
        assert_eq!(names, ["old", "a.COPYDESK", "b.txt"]);
    }

    #[test]
    fn entering_a_folder_keeps_the_suggested_name() {
        let mut save = dialog(Purpose::SaveAs);
        save.found("drafts".into(), Found::Folder(vec![Entry { kind: EntryKind::Folder, name: "old".into() }]));
        save.select(0);
        assert_eq!(save.typed, "old");
        assert_eq!(save.found("drafts/old".into(), Found::Folder(Vec::new())), Verdict::Stay);
        assert_eq!(save.submit(), Some(Wish::Look("drafts/old/night.copydesk".into())));
    }
}
