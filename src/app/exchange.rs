//! Work that takes longer than a frame: reading and writing files, and asking for paths. It runs on threads, and its
//! results arrive as events that `app` handles.

mod draft;
pub mod event;
mod import;
pub mod journal;
pub mod native_dialogs;
mod opening;
mod pictures;
pub mod path_question;
pub mod spelling;
pub mod system;
mod unsaved;
pub mod values;
mod versions;
pub mod watcher;
pub mod worker;

use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::time::Duration;

use super::desktop;
use crate::article::Article;
use crate::file::listing::{Ask, look};
use crate::file::{self, Whereabouts, disk};
use crate::format::{self, Format};
use crate::link;
use crate::page::Page;
use crate::session::{Input, Purpose};
use event::Event;
use native_dialogs::Taken;
use values::Presence;
use worker::Exchange;

pub use import::{import_reading, import_text};
pub use path_question::{PathQuestion, with_ending};

impl Exchange {
    /// Asks for a path in the desktop's file dialog. If there is none, the question is returned.
    pub fn ask(&mut self, question: PathQuestion) -> Option<PathQuestion> {
        let (number, purpose) = (question.number, question.purpose);
        let mut unanswered = Unanswered { number, tell: Some(Box::new(self.teller())) };
        // Runs on the thread of the dialog, because it asks the disk about the path.
        let reply = move |path: PathBuf| {
            let event = match purpose {
                Purpose::SaveAs => saved_as(number, path),
                Purpose::Open | Purpose::Import | Purpose::Picture | Purpose::Export(_) => {
                    Event::PathChosen(number, purpose, path)
                }
            };
            if let Some(tell) = unanswered.tell.take() {
                tell(event);
            }
        };
        match self.dialogs.ask(question.clone(), Box::new(reply)) {
            Taken::Yes => None,
            Taken::No => {
                self.own_question = Some(number);
                Some(question)
            }
        }
    }

    /// Checks a path for our own file dialog.
    pub fn look(&self, number: u64, ask: Ask, question: PathQuestion) {
        self.start(move || {
            let (path, found) = look(ask, |path| question.with_ending(path));
            Event::Looked(number, path, found)
        });
    }

    /// Finds the user's standard folders.
    pub fn find_places(&self, find: fn() -> Vec<(&'static str, PathBuf)>) {
        self.start(move || Event::PlacesFound(find()));
    }

    /// Shows a file in the desktop's file manager.
    pub fn reveal(&self, path: PathBuf) {
        let show = self.show;
        self.start(move || {
            let shown = show(&path);
            Event::Revealed(path, shown)
        });
    }

    /// Saves the last position in a draft.
    pub fn keep_whereabouts(&self, draft: PathBuf, at: Whereabouts) {
        let user = self.user.clone();
        self.worker.start(Box::new(move || disk::keep_whereabouts(&user, &draft, &at)));
    }

    /// The same for a closing window: waits for the disk no longer than `patience`.
    pub fn keep_whereabouts_now(&self, draft: &Path, at: Whereabouts, patience: Duration) {
        let (user, draft, (held, is_done)) = (self.user.clone(), draft.to_owned(), channel::<()>());
        self.worker.start(Box::new(move || {
            disk::keep_whereabouts(&user, &draft, &at);
            drop(held);
        }));
        // Nothing is ever sent: the channel disconnects when the work is done.
        let _ = is_done.recv_timeout(patience);
    }

    /// Asks the desktop for its preferences.
    pub fn ask_desktop(&self, ask: fn() -> desktop::Wish) {
        self.start(move || Event::DesktopAsked(ask()));
    }

    /// Lists the user's templates.
    pub fn list_templates(&self, folder: PathBuf) {
        self.start(move || Event::TemplatesListed(disk::own_templates(&folder).unwrap_or_default()));
    }

    /// Saves a template, unless there is one with that name.
    pub fn save_template(&self, path: PathBuf, article: Article) {
        self.start(move || {
            if disk::is_taken(&path) {
                Event::TemplateTaken(path, Box::new(article))
            } else {
                write(path, &article)
            }
        });
    }

    /// Saves a template, replacing the one with that name.
    pub fn replace_template(&self, path: PathBuf, article: Article) {
        self.start(move || write(path, &article));
    }

    /// Removes one of the user's templates.
    pub fn remove_template(&self, path: PathBuf) {
        self.start(move || {
            let removed = disk::remove_template(&path).map_err(|error| error.to_string());
            Event::TemplateRemoved(path, removed)
        });
    }

    /// Reads link files, as browsers and desktops save them.
    pub fn read_links(&self, draft: u64, paths: Vec<PathBuf>) {
        self.start(move || {
            let read = |path: &PathBuf| {
                let bytes = disk::read_bytes(path).map_err(|error| error.to_string())?;
                let stem = path.file_stem().unwrap_or_default().to_string_lossy();
                link::shortcut(&bytes, &stem).ok_or_else(|| file::about(path, "contains no link").to_string())
            };
            Event::LinksRead(draft, paths.iter().map(read).collect())
        });
    }

    /// Renders a page for the preview.
    pub fn render(&self, draft: u64, revision: u64, page: Page, format: Format) {
        self.start(move || Event::Rendered { draft, revision, format, text: format::render(&page, format) });
    }

    /// Checks which of the recent files still exist.
    #[allow(clippy::disallowed_methods, reason = "a thread asks the disk, and no frame waits for it")]
    pub fn check_recent(&self, paths: Vec<PathBuf>) {
        self.start(move || {
            let checked = paths.into_iter().map(|path| {
                let presence = if path.is_file() { Presence::Here } else { Presence::Missing };
                let glimpse = disk::glimpse(&path);
                (path, presence, glimpse)
            });
            Event::RecentChecked(checked.collect())
        });
    }
}

/// Reports a question that is dropped without an answer.
struct Unanswered {
    number: u64,
    tell: Option<Box<dyn Fn(Event) + Send>>,
}

impl Drop for Unanswered {
    fn drop(&mut self) {
        let number = self.number;
        self.tell.take().into_iter().for_each(|tell| tell(Event::Session(Input::PathGivenUp(number))));
    }
}

/// The event for a draft to be saved at the chosen path. The desktop's dialog does not know about the extension, so it
/// has not asked about overwriting the file with it.
fn saved_as(number: u64, chosen: PathBuf) -> Event {
    let path = with_ending(chosen.clone(), file::EXTENSION);
    if path != chosen && disk::is_taken(&path) {
        Event::Session(Input::PathTaken(number, Purpose::SaveAs, path))
    } else {
        Event::PathChosen(number, Purpose::SaveAs, path)
    }
}

fn write(path: PathBuf, article: &Article) -> Event {
    let saved = disk::save_template(&path, article).map_err(|error| error.to_string());
    Event::TemplateSaved(path, saved)
}
