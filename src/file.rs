//! Disk: reads drafts and texts, writes files whole or not at all. The only place that touches files and knows how
//! a draft is stored. What a text means is decided in `format` and `recognise`.

#![expect(clippy::disallowed_methods, reason = "this is the one room that reaches the disk")]

mod about;
mod copy;
mod crash;
mod dictionary;
mod ending;
mod export;
mod fingerprint;
mod folder;
mod fresh;
mod fonts;
mod glimpse;
mod heap;
pub mod journal;
pub mod kept;
pub mod listing;
mod lock;
mod name;
mod native;
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

use std::ffi::OsStr;
use std::fmt;
use std::path::{Path, PathBuf};

use crate::article::Article;
use crate::format;
use crate::markdown::cost;
use crate::reading::Origin;
use crate::recognise::{self, Aside, Recognised, Taken};

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
pub use export::export;
pub use fingerprint::Fingerprint;
pub use folder::{Identity, free_name, identity, is_folder, is_taken, make_folder, readable_files, real_path};
pub use fonts::has_system_fonts;
pub use fresh::write_new;
pub use glimpse::{Glimpse, glimpse};
pub use heap::{separate_large, tidy_heap};
pub use lock::{Claim, Holder, Holding, Lock, Tenure, hold, holder, release_locks, take_over};
pub use name::{one_line, suggested_name};
pub use native::{NativeError, VERSION};
pub use pictures::{LeftBehind, left_behind};
pub use read::{Problem, ReadError, SIZE_LIMIT, read_bytes, read_stdin, read_text};
pub use reveal::{RevealError, reveal};
pub use save::{Expected, SaveError, SavedDraft, basis, save_draft};
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

/// What a file that can be opened is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// The native format, `.copydesk`.
    Copydesk,
    Text,
    Markdown,
    Html,
}

/// An article from a file.
#[derive(Clone, Debug, Default)]
pub struct Opened {
    pub article: Article,
    /// The version of a native file that is newer than [`VERSION`]: it may be looked at, never written over.
    pub newer: Option<u32>,
    /// What was taken for what, where the file was not in the native format.
    pub report: Vec<Taken>,
    /// What was set aside.
    pub aside: Vec<Aside>,
    /// What the file held when it was read; `None` for a text that came from no file.
    pub fingerprint: Option<Fingerprint>,
}

/// Why a file could not be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenError {
    Read(ReadError),
    /// The file's ending does not say what it is.
    UnknownEnding(PathBuf),
    Native(NativeError, PathBuf),
}

impl FileKind {
    /// Every kind, in the order of messages.
    pub const ALL: [FileKind; 4] = [FileKind::Copydesk, FileKind::Text, FileKind::Markdown, FileKind::Html];

    /// By a file's ending.
    pub fn of(path: &Path) -> Option<FileKind> {
        let ending = path.extension().and_then(OsStr::to_str)?;
        if ending.eq_ignore_ascii_case(EXTENSION) {
            return Some(FileKind::Copydesk);
        }
        Origin::of_extension(ending).map(|origin| match origin {
            Origin::Text => FileKind::Text,
            Origin::Markdown => FileKind::Markdown,
            Origin::Html => FileKind::Html,
        })
    }
}

/// The ending of native files, without the dot.
pub const EXTENSION: &str = "copydesk";

/// Opens a file as what it is, or as what its ending says.
pub fn open(path: &Path, kind: Option<FileKind>) -> Result<Opened, OpenError> {
    let Some(kind) = kind.or_else(|| FileKind::of(path)) else {
        // A folder or a missing file is told as such, whatever its name.
        read::check_readable(path).map_err(OpenError::Read)?;
        return Err(OpenError::UnknownEnding(path.to_owned()));
    };
    let bytes = read_bytes(path).map_err(OpenError::Read)?;
    take_in(bytes, kind, path)
}

/// Opens what stands in standard input.
pub fn open_stdin(kind: FileKind) -> Result<Opened, OpenError> {
    let bytes = read::stdin_bytes().map_err(OpenError::Read)?;
    take_in(bytes, kind, Path::new(read::STDIN))
}

/// Makes an article of a text.
pub fn parse(text: &str, kind: FileKind) -> Result<Opened, NativeError> {
    let origin = match kind {
        FileKind::Copydesk => return native::parse(text),
        FileKind::Text => Origin::Text,
        FileKind::Markdown => Origin::Markdown,
        FileKind::Html => Origin::Html,
    };
    let Recognised { article, report, aside } = recognise::recognise(&format::read(text, origin));
    Ok(Opened { article, newer: None, report, aside, fingerprint: None })
}

/// The version of a draft, where it is newer than [`VERSION`]: a file that holds it is never written over.
pub fn newer_version(bytes: &[u8]) -> Option<u32> {
    native::newer_version(&read::decode_native(bytes.to_vec()).ok()?)
}

/// An article in the native format.
pub fn to_native(article: &Article) -> String {
    native::write(article)
}

/// Saves a draft in the native format, whole or not at all.
pub fn save(path: &Path, article: &Article) -> Result<(), WriteError> {
    write(path, to_native(article).as_bytes())
}

/// Opens what comes from outside, unless it would take more memory than there may be.
fn take_in(bytes: Vec<u8>, kind: FileKind, path: &Path) -> Result<Opened, OpenError> {
    let fingerprint = Fingerprint::of(&bytes);
    let text = text_of(bytes, kind, path)?;
    let refused =
        |crowd| OpenError::Read(ReadError { problem: Problem::TooManyPieces(crowd), path: path.to_owned() });
    let is_foreign = kind != FileKind::Copydesk;
    if let Some(crowd) = cost::too_much(&text).filter(|_| is_foreign) {
        return Err(refused(crowd));
    }
    let opened = opened(&text, kind, path, fingerprint)?;
    // What is taken in now must open again once it is saved.
    match cost::too_much_for_a_draft(opened.article.long_texts()) {
        Some(crowd) => Err(refused(crowd)),
        None => Ok(opened),
    }
}

/// Opens what the writer has kept, whatever it takes.
fn open_bytes(bytes: Vec<u8>, kind: FileKind, path: &Path) -> Result<Opened, OpenError> {
    let fingerprint = Fingerprint::of(&bytes);
    opened(&text_of(bytes, kind, path)?, kind, path, fingerprint)
}

fn text_of(bytes: Vec<u8>, kind: FileKind, path: &Path) -> Result<String, OpenError> {
    let text = match kind {
        FileKind::Copydesk => read::decode_native(bytes),
        FileKind::Text | FileKind::Markdown | FileKind::Html => read::decode(bytes),
    };
    text.map_err(|problem| OpenError::Read(ReadError { problem, path: path.to_owned() }))
}

fn opened(text: &str, kind: FileKind, path: &Path, fingerprint: Fingerprint) -> Result<Opened, OpenError> {
    let opened = parse(text, kind).map_err(|error| OpenError::Native(error, path.to_owned()))?;
    let mut opened = Opened { fingerprint: Some(fingerprint), ..opened };
    if kind == FileKind::Markdown {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        opened.report.extend(recognise::fill_from_name(&mut opened.article, &name));
    }
    Ok(opened)
}

impl Opened {
    /// Takes in what was set aside, each part where it stood.
    pub fn take_all(&mut self) {
        recognise::take_all(&mut self.article, &std::mem::take(&mut self.aside));
    }
}

impl OpenError {
    /// Whether the file is gone or no longer what it was, so that an earlier version of it would help.
    pub fn is_loss(&self) -> bool {
        match self {
            OpenError::Read(error) => match error.problem {
                Problem::Missing | Problem::Binary | Problem::Damaged(_) | Problem::Other(_) => true,
                Problem::NoRights
                | Problem::IsFolder
                | Problem::NotAFile
                | Problem::TooLarge
                | Problem::TooManyPieces(_) => false,
            },
            OpenError::UnknownEnding(_) => false,
            OpenError::Native(error, _) => match error {
                NativeError::Syntax { .. } | NativeError::Empty | NativeError::NoVersion => true,
                // A newer program wrote it, and can read it.
                NativeError::UnknownFields(_) | NativeError::TooNew(_) => false,
            },
        }
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OpenError::Read(error) => error.fmt(f),
            OpenError::UnknownEnding(path) => {
                let words = "cannot be opened: only .copydesk, .txt, .md and .html files can";
                about(path, words).fmt(f)
            }
            OpenError::Native(error, path) => about(path, error.of_file()).fmt(f),
        }
    }
}

impl std::error::Error for OpenError {}

#[cfg(test)]
mod tests;
