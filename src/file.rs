//! The disk: reads drafts and texts, and writes files completely or not at all. Only this module touches files and
//! knows how a draft is stored. `format` and `recognise` decide what a text means.

#![expect(clippy::disallowed_methods, reason = "this is the one room that reaches the disk")]

mod open;
mod opened;
mod kind;
mod about;
mod copy;
mod crash;
mod dictionary;
pub mod disk;
mod ending;
mod export;
mod fingerprint;
mod folder;
mod fresh;
mod fonts;
mod glimpse;
mod heap;
pub mod journal;
pub mod container;
pub mod listing;
mod lock;
mod name;
mod native;
mod permit;
mod pictures;
mod read;
mod reveal;
mod save;
mod stream;
mod template;
mod together;
mod unsaved;
mod user;
pub mod versions;
mod watch;
mod whereabouts;
mod write;

use std::path::Path;

use crate::article::Article;

pub use about::{About, about};
pub use copy::{CopyError, copy_into};
pub use crash::{CrashNote, crash_note, remove_crash_note, write_crash_note};
pub use dictionary::{
    DictionaryError, DictionaryFile, dictionaries, dictionary_folders, read_dictionary, read_words, words_path,
    write_words,
};
pub use ending::{
    Told, before_memory_ends_it, before_signals_end_it, memory_left, outlive_size_limits, working_on,
};
pub use export::{export, export_while};
pub use fingerprint::Fingerprint;
pub use folder::{Identity, free_name, identity, is_folder, is_taken, make_folder, readable_files, real_path};
pub use fonts::has_system_fonts;
pub use fresh::write_new;
pub use glimpse::{Glimpse, glimpse};
pub use heap::{separate_large, tidy_heap};
pub use kind::{EXTENSION, FileKind};
pub use lock::{Claim, Held, Holder, Holding, Lock, Tenure, hold, holder, release_locks, take_over};
pub use name::{one_line, suggested_name};
pub use native::{Conflict, ConflictSide, NativeError, Side, VERSION};
pub use open::{OpenError, newer_version, open, open_side, open_stdin, parse, to_native};
pub use opened::Opened;
pub use permit::Permit;
pub use pictures::{LeftBehind, left_behind};
pub use read::{Problem, ReadError, SIZE_LIMIT, read_bytes, read_stdin, read_text};
pub use reveal::{RevealError, reveal};
pub use save::{Expected, SaveError, SavedDraft, basis, save_draft, save_draft_while};
pub use stream::Stream;
pub use template::{
    BUNDLED, Bundled, Template, TemplateError, own_templates, remove_template, save_template, template_path,
};
pub use together::{NotPutThere, Put, Together};
pub use unsaved::{Standing, Unsaved, drop_saved, unsaved};
pub use user::UserFolders;
pub use watch::{Change, PAUSE, Stat, changed, settled};
pub use whereabouts::{Sight, Whereabouts, forget_whereabouts, keep_whereabouts, whereabouts};
pub use write::{Obstacle, WriteError, write, write_private};

/// Saves a draft in the native format, completely or not at all.
///
/// # Errors
/// Fails if the file cannot be replaced; it is then unchanged.
pub fn save(path: &Path, article: &Article) -> Result<(), WriteError> {
    write(path, to_native(article).as_bytes())
}

#[cfg(test)]
mod tests;
