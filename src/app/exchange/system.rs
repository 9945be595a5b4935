//! What the program asks the system before there is a window, or on a thread.

use std::path::{Path, PathBuf};

use super::spelling::Folders;
use crate::file::listing::home;
use crate::file::{UserFolders, disk};

/// Where dictionaries and the user's own words are stored on this system.
pub fn spelling_folders() -> Folders {
    Folders { words: disk::words_path(), dictionaries: disk::dictionary_folders() }
}

/// Whether the system has fonts to fall back on.
pub fn has_fonts() -> bool {
    disk::has_system_fonts()
}

/// Shows a file in the desktop's file manager. Blocks.
///
/// # Errors
/// Fails if no program of the desktop can be started to show it; the error says why.
pub fn reveal(path: &Path) -> Result<(), String> {
    disk::reveal(path).map_err(|error| error.to_string())
}

/// Creates the program's data folders, accessible to this user alone.
pub fn make_private(user: &UserFolders) {
    user.make_private();
}

/// The user's folders that the system has names for.
pub fn usual_places() -> Vec<(&'static str, PathBuf)> {
    let user = directories::UserDirs::new();
    let user = |of: fn(&directories::UserDirs) -> Option<&Path>| user.as_ref().and_then(of).map(Path::to_owned);
    let named = [
        ("Home", home()),
        ("Desktop", user(directories::UserDirs::desktop_dir)),
        ("Documents", user(directories::UserDirs::document_dir)),
    ];
    named.into_iter().filter_map(|(name, path)| Some((name, path?))).collect()
}
