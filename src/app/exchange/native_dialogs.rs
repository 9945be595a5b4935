//! The desktop’s own file dialogs. They run on a thread. If the desktop has none, the caller is told.

#![allow(clippy::disallowed_methods, reason = "it looks for the desktop's dialogs among the programs there are")]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::path_question::PathQuestion;
use crate::session::Purpose;

/// Called with the chosen path, and not at all if the dialog is cancelled.
pub type Reply = Box<dyn FnOnce(PathBuf) + Send>;

/// Whether a question was accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    Yes,
    /// There is no such dialog here, so the window uses its own.
    No,
}

/// Asks for paths. Tests have their own implementation.
pub trait Dialogs {
    /// Asks without waiting for the answer.
    fn ask(&mut self, question: PathQuestion, reply: Reply) -> Taken;
}

/// The desktop's file dialogs, if it has any. A thread checks this once; until it has finished, there are none.
#[derive(Debug)]
pub struct NativeDialogs {
    are_there: Arc<AtomicBool>,
}

impl Default for NativeDialogs {
    fn default() -> NativeDialogs {
        let are_there = Arc::new(AtomicBool::new(false));
        let found = Arc::clone(&are_there);
        let looking = std::thread::Builder::new().spawn(move || found.store(has_dialogs(), Ordering::Relaxed));
        // Without a thread, the window uses its own dialog.
        let _ = looking.map(drop);
        NativeDialogs { are_there }
    }
}

impl Dialogs for NativeDialogs {
    fn ask(&mut self, question: PathQuestion, reply: Reply) -> Taken {
        if !self.are_there.load(Ordering::Relaxed) {
            return Taken::No;
        }
        let started = std::thread::Builder::new().name("file dialog".into()).spawn(move || {
            if let Some(path) = run(question) {
                reply(path);
            }
        });
        if started.is_ok() { Taken::Yes } else { Taken::No }
    }
}

fn run(question: PathQuestion) -> Option<PathBuf> {
    let mut dialog = rfd::FileDialog::new().set_title(question.title());
    for (name, endings) in question.filters() {
        dialog = dialog.add_filter(name, &endings);
    }
    let begins = question.folder.as_deref().and_then(|folder| folder.ancestors().find(|folder| folder.is_dir()));
    if let Some(folder) = begins {
        dialog = dialog.set_directory(folder);
    }
    match question.purpose {
        Purpose::Open | Purpose::Import | Purpose::Picture => dialog.pick_file(),
        Purpose::SaveAs | Purpose::Export(_) => dialog.set_file_name(question.file_name).save_file(),
    }
}

/// Whether the system has file dialogs. On Linux, a desktop service or a program provides them.
fn has_dialogs() -> bool {
    !cfg!(target_os = "linux") || has_portal() || is_in_path("zenity")
}

fn has_portal() -> bool {
    const SERVICE: &str = "dbus-1/services/org.freedesktop.portal.Desktop.service";
    let mut folders = data_folders();
    folders.any(|folder| folder.join(SERVICE).is_file())
}

/// The system's folders for shared program data, in order of priority.
fn data_folders() -> impl Iterator<Item = PathBuf> {
    let home = directories::BaseDirs::new().map(|dirs| dirs.data_dir().to_owned());
    let shared = std::env::var_os("XDG_DATA_DIRS").filter(|dirs| !dirs.is_empty());
    let shared = shared.unwrap_or_else(|| "/usr/local/share:/usr/share".into());
    let shared: Vec<PathBuf> = std::env::split_paths(&shared).collect();
    home.into_iter().chain(shared)
}

fn is_in_path(program: &str) -> bool {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders).any(|folder: PathBuf| Path::join(&folder, program).is_file())
}
