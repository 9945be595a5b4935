//! Our own file dialog, for desktops without one: a path field with completion, places, the files of one folder, and
//! recent files. It never touches the disk: `file::listing` looks things up on a thread, and meanwhile the dialog can
//! be used and closed. `draw` draws it.

mod draw;
mod typed;

use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use crate::app::choice::Look;
use crate::app::exchange::path_question::PathQuestion;
use crate::file::listing::{Ask, Entry, EntryKind, Found, home};
use crate::session::Purpose;

/// The open dialog.
#[derive(Clone, Debug, PartialEq)]
pub struct PathDialog {
    pub question: PathQuestion,
    /// The folder that typed names are relative to.
    folder: PathBuf,
    typed: String,
    /// The name of the file to write, kept while the folder changes.
    name: String,
    /// The entries of the folder in the field, or else of `folder`.
    listed: PathBuf,
    entries: Vec<Entry>,
    /// The indices of the visible entries.
    shown: Vec<usize>,
    /// The row of the selected entry.
    selected: Option<usize>,
    /// The selected row is to be scrolled into view.
    is_walking: bool,
    trouble: Option<String>,
    /// The pending request.
    looking: Option<Looking>,
    asked: u64,
    /// The folder to create.
    new_folder: Option<NewFolder>,
    places: Vec<Spot>,
    /// What to do with the field when it is next drawn.
    field: Field,
}

/// A folder that is to be created.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct NewFolder {
    name: String,
    /// Whether its field has received the focus.
    is_asked: bool,
}

/// What to do with the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    AsItIs,
    /// Select the name in it, so that typing replaces it.
    MarkName,
    /// Move the cursor to its end.
    ToEnd,
}

/// A folder in the sidebar.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Spot {
    name: String,
    path: PathBuf,
}

/// A request that has not been answered.
#[derive(Clone, Debug, PartialEq)]
struct Looking {
    number: u64,
    at: PathBuf,
    /// When it was first drawn, in seconds.
    since: Option<f64>,
}

/// What the dialog asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    /// To check a path.
    Look(Look),
    /// To be closed without a choice.
    Cancel,
}

/// The result of checking a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The dialog stays open.
    Stay,
    Chosen(PathBuf),
    /// The path is chosen, and a file exists there.
    Occupied(PathBuf),
}

/// The number of a dialog's first request.
const FIRST: u64 = 1;

impl PathDialog {
    /// The dialog for a question, and its first request.
    pub fn new(question: PathQuestion) -> (PathDialog, Look) {
        let folder = question.folder.clone().or_else(home).unwrap_or_else(|| PathBuf::from("."));
        let mut dialog = PathDialog {
            places: places(&question),
            folder: folder.clone(),
            typed: question.file_name.clone(),
            name: question.file_name.clone(),
            listed: PathBuf::new(),
            entries: Vec::new(),
            shown: Vec::new(),
            selected: None,
            is_walking: false,
            trouble: None,
            looking: None,
            asked: 0,
            new_folder: None,
            field: Field::MarkName,
            question,
        };
        let look = dialog.ask(Ask::Begin(folder));
        (dialog, look)
    }

    /// Handles the result of checking a path.
    pub fn found(&mut self, number: u64, path: PathBuf, found: Found) -> Verdict {
        let Some(looking) = self.looking.take_if(|looking| looking.number == number) else { return Verdict::Stay };
        let is_typing =
            !typed::parts(&self.typed).0.is_empty() && self.named_folder() == looking.at && looking.at == path;
        self.trouble = None;
        match (found, self.question.purpose) {
            (Found::Folder(entries), _) => {
                self.entries = entries;
                // Typing during the first request is not thrown away.
                let is_begun = number == FIRST && self.typed != self.question.file_name;
                match (is_typing, is_begun) {
                    (true, _) => {}
                    (false, true) => self.folder.clone_from(&path),
                    (false, false) => self.enter(&path),
                }
                self.listed = path;
                self.choose_shown();
                Verdict::Stay
            }
            // The rest of the path is still being typed.
            (Found::NoFolder | Found::Refused(_), _) if is_typing => {
                (self.entries, self.listed) = (Vec::new(), path);
                self.choose_shown();
                Verdict::Stay
            }
            (Found::File, Purpose::Open | Purpose::Import | Purpose::Picture) => Verdict::Chosen(path),
            (Found::File, Purpose::SaveAs | Purpose::Export(_)) => Verdict::Occupied(path),
            (Found::Nothing, Purpose::SaveAs | Purpose::Export(_)) => Verdict::Chosen(path),
            (Found::Nothing, Purpose::Open | Purpose::Import | Purpose::Picture) => {
                self.trouble_with(&path, "was not found")
            }
            (Found::NoFolder, Purpose::SaveAs | Purpose::Export(_)) => {
                self.trouble_with(path.parent().unwrap_or(&path), "is not a folder")
            }
            (Found::NoFolder, Purpose::Open | Purpose::Import | Purpose::Picture) => {
                self.trouble_with(&path, "was not found")
            }
            (Found::Refused(reason), _) => {
                self.trouble = Some(format!("{} cannot be opened: {reason}", shown_name(&path)));
                Verdict::Stay
            }
        }
    }

    fn trouble_with(&mut self, path: &Path, what: &str) -> Verdict {
        self.trouble = Some(format!("{} {what}", shown_name(path)));
        Verdict::Stay
    }

    /// Changes to this folder. The name of a file to write is kept; the name of a folder in the field is removed.
    fn enter(&mut self, folder: &Path) {
        self.folder = folder.to_owned();
        self.new_folder = None;
        if folder.file_name().is_some_and(|name| self.name == name.to_string_lossy()) {
            self.name = self.question.file_name.clone();
        }
        self.typed = if self.writes() { self.name.clone() } else { String::new() };
        self.field = Field::MarkName;
    }

    fn ask(&mut self, ask: Ask) -> Look {
        let (Ask::Begin(at) | Ask::At(at) | Ask::List(at) | Ask::Make(at)) = &ask;
        self.asked += 1;
        self.looking = Some(Looking { number: self.asked, at: at.clone(), since: None });
        Look { number: self.asked, ask }
    }

    fn look_at(&mut self, path: PathBuf) -> Wish {
        Wish::Look(self.ask(Ask::At(path)))
    }

    /// Whether a file is to be written rather than read.
    fn writes(&self) -> bool {
        match self.question.purpose {
            Purpose::SaveAs | Purpose::Export(_) => true,
            Purpose::Open | Purpose::Import | Purpose::Picture => false,
        }
    }

    /// The folder typed in the field.
    fn named_folder(&self) -> PathBuf {
        let (folders, _) = typed::parts(&self.typed);
        self.folder.join(typed::expand_home(folders))
    }

    /// The field has changed. Returns the request needed for it.
    fn edited(&mut self) -> Option<Wish> {
        self.selected = None;
        self.trouble = None;
        let (folders, name) = typed::parts(&self.typed);
        if self.writes() && folders.is_empty() {
            self.name = name.to_owned();
        }
        let folder = self.named_folder();
        self.choose_shown();
        let is_known = folder == self.listed && self.looking.is_none();
        let is_awaited = self.looking.as_ref().is_some_and(|looking| looking.at == folder);
        (!is_known && !is_awaited).then(|| Wish::Look(self.ask(Ask::List(folder))))
    }

    /// Completes the typed text as far as it is unambiguous. Returns whether anything was added, and the request needed
    /// for it.
    fn complete(&mut self) -> (bool, Option<Wish>) {
        let is_listed = self.named_folder() == self.listed;
        let (_, start) = typed::parts(&self.typed);
        let offered = self.entries.iter().filter(|entry| is_listed && self.is_offered(entry, start));
        let Some(typed) = typed::completed(&self.typed, offered) else { return (false, None) };
        self.typed = typed;
        self.field = Field::ToEnd;
        (true, self.edited())
    }

    /// Updates the visible entries for the typed text: those that match the name of a file to open, or of the typed
    /// folder. The name of a file to write filters nothing.
    fn choose_shown(&mut self) {
        let (folders, start) = typed::parts(&self.typed);
        let is_listed = self.named_folder() == self.listed;
        let start = if is_listed && (!self.writes() || !folders.is_empty()) { start } else { "" };
        let sought = start.to_lowercase();
        let is_hidden = start.starts_with('.');
        let is_meant = |name: &str| if is_hidden { name.starts_with(&sought) } else { name.contains(&sought) };
        let fits = |entry: &Entry| self.is_offered(entry, start) && is_meant(&entry.name.to_lowercase());
        let shown = self.entries.iter().enumerate().filter(|(_, entry)| fits(entry));
        self.shown = shown.map(|(index, _)| index).collect();
        self.selected = None;
    }

    fn is_offered(&self, entry: &Entry, start: &str) -> bool {
        if entry.name.starts_with('.') && !start.starts_with('.') {
            return false;
        }
        let ending = Path::new(&entry.name).extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        match entry.kind {
            EntryKind::Folder => true,
            EntryKind::File => self.question.purpose.endings().contains(&ending.as_str()),
        }
    }

    fn row(&self, row: usize) -> Option<&Entry> {
        self.shown.get(row).and_then(|index| self.entries.get(*index))
    }

    /// Selects a row, and puts its name into the field after the folder typed there.
    fn select(&mut self, row: usize) {
        let Some(entry) = self.row(row) else { return };
        let (folders, _) = typed::parts(&self.typed);
        self.typed = format!("{folders}{}", entry.name);
        self.selected = Some(row);
        self.is_walking = true;
        self.field = Field::MarkName;
    }

    /// Requests a check of the path in the field, or of the selected row.
    fn submit(&mut self) -> Option<Wish> {
        if let Some(entry) = self.selected.and_then(|row| self.row(row)) {
            let path = self.listed.join(&entry.file_name);
            return Some(self.look_at(path));
        }
        let typed = typed::with_one_ending(self.typed.trim(), &self.question.file_name);
        let path = self.folder.join(typed::expand_home(typed));
        (!typed.is_empty()).then(|| self.look_at(path))
    }

    /// Starts to create a folder in the current one.
    fn make_folder(&mut self) -> Option<Wish> {
        let name = self.new_folder.as_ref().map_or("", |folder| folder.name.trim());
        let path = self.folder.join(name);
        (!name.is_empty()).then(|| Wish::Look(self.ask(Ask::Make(path))))
    }

    /// Handles Escape before it closes the dialog: cancels the request or the new folder. Returns whether there was
    /// one.
    fn give_up(&mut self) -> bool {
        self.looking.take().is_some() || self.new_folder.take().is_some()
    }
}

/// The last part of a path, or the whole path if it has none.
fn shown_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// The user's standard folders, the draft's folder, and recent folders.
fn places(question: &PathQuestion) -> Vec<Spot> {
    const RECENT: usize = 4;
    let beside = question.beside.iter().map(|path| ("Folder of this draft", path));
    let usual = question.usual.iter().map(|(name, path)| (*name, path)).chain(beside);
    let usual = usual.map(|(name, path)| Spot { name: name.to_owned(), path: path.clone() });
    let mut places: Vec<Spot> = Vec::new();
    for spot in usual {
        if !places.iter().any(|known| known.path == spot.path) {
            places.push(spot);
        }
    }
    let most = places.len() + RECENT;
    let late = question.folders.iter().filter(|path| path.file_name().is_some());
    for path in late.filter(|path| Some(*path) != question.folder.as_ref()) {
        if places.len() < most && !places.iter().any(|known| known.path == *path) {
            places.push(Spot { name: shown_name(path), path: path.clone() });
        }
    }
    places
}

/// The path of a folder as shown, with a trailing separator.
fn shown_path(folder: &Path) -> String {
    let path = folder.display().to_string();
    if path.ends_with(std::path::is_separator) { path } else { format!("{path}{MAIN_SEPARATOR}") }
}

#[cfg(test)]
mod tests;
