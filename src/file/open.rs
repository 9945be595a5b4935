//! Opens files, and converts them to articles.

use std::fmt;
use std::path::{Path, PathBuf};

use super::about::about;
use super::fingerprint::Fingerprint;
use super::kind::FileKind;
use super::native::{NativeError, Side};
use super::opened::Opened;
use super::read::{Problem, ReadError, read_bytes};
use super::{native, read};
use crate::article::Article;
use crate::logging;
use crate::markdown::cost;
use crate::reading::Origin;
use crate::recognise::Recognised;
use crate::{format, recognise};

/// Why a file could not be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenError {
    Read(ReadError),
    /// The file's extension is unknown.
    UnknownEnding(PathBuf),
    Native(NativeError, PathBuf),
}

/// Opens a file in this format, or in the format of its extension.
///
/// # Errors
/// Fails if the file cannot be read, has an unknown extension, or is not a draft.
pub fn open(path: &Path, kind: Option<FileKind>) -> Result<Opened, OpenError> {
    let Some(kind) = kind.or_else(|| FileKind::of(path)) else {
        // A folder or a missing file is reported as such, whatever its name.
        read::check_readable(path).map_err(OpenError::Read)?;
        return Err(OpenError::UnknownEnding(path.to_owned()));
    };
    let bytes = read_bytes(path).map_err(OpenError::Read);
    logged(bytes.and_then(|bytes| take_in(bytes, kind, path)), kind)
}

/// Logs the result of opening a file.
fn logged(opened: Result<Opened, OpenError>, kind: FileKind) -> Result<Opened, OpenError> {
    match &opened {
        Ok(opened) => {
            let (sections, sources) = (opened.article.sections.len(), opened.article.sources.len());
            let aside = opened.aside.len();
            log::info!("opened {kind:?}: {sections} sections, {sources} sources, {aside} parts set aside");
        }
        Err(OpenError::Read(error)) => log::warn!("cannot read {kind:?}: {}", logging::kind(&error.problem)),
        Err(OpenError::UnknownEnding(_)) => log::warn!("cannot tell the format of a file"),
        Err(OpenError::Native(error, _)) => log::warn!("cannot open a draft: {}", logging::kind(error)),
    }
    opened
}

/// Opens one side of a draft with a merge conflict, and any other file like [`open`]. A side has no fingerprint,
/// because it is not the content of the file.
///
/// # Errors
/// Fails if the file cannot be read, is not a draft, or the side cannot be opened.
pub fn open_side(path: &Path, kind: Option<FileKind>, side: Side) -> Result<Opened, OpenError> {
    if kind.or_else(|| FileKind::of(path)) != Some(FileKind::Copydesk) {
        return open(path, kind);
    }
    let bytes = read_bytes(path).map_err(OpenError::Read);
    logged(bytes.and_then(|bytes| take_in_side(bytes, path, side)), FileKind::Copydesk)
}

/// Opens standard input; with a side, that side of a draft with a merge conflict.
///
/// # Errors
/// Fails if standard input cannot be read or is not a draft.
pub fn open_stdin(kind: FileKind, side: Option<Side>) -> Result<Opened, OpenError> {
    let path = Path::new(read::STDIN);
    let opened = read::stdin_bytes().map_err(OpenError::Read).and_then(|bytes| {
        match side.filter(|_| kind == FileKind::Copydesk) {
            Some(side) => take_in_side(bytes, path, side),
            None => take_in(bytes, kind, path),
        }
    });
    logged(opened, kind)
}

fn take_in_side(bytes: Vec<u8>, path: &Path, side: Side) -> Result<Opened, OpenError> {
    let text = text_of(bytes.clone(), FileKind::Copydesk, path)?;
    match native::side(&text, side) {
        Some(text) => native::parse(&text).map_err(|error| OpenError::Native(error, path.to_owned())),
        None => take_in(bytes, FileKind::Copydesk, path),
    }
}

/// Converts a text to an article.
///
/// # Errors
/// Fails if a text in the native format is not a draft; any other text is valid.
pub fn parse(text: &str, kind: FileKind) -> Result<Opened, NativeError> {
    let origin = match kind {
        FileKind::Copydesk => return native::parse(text),
        FileKind::Text => Origin::Text,
        FileKind::Markdown => Origin::Markdown,
        FileKind::Html => Origin::Html,
    };
    let Recognised { article, report, aside } = recognise::recognise(&format::read(text, origin));
    Ok(Opened { article, report, aside, ..Opened::default() })
}

/// The version of a draft, if it is newer than [`VERSION`](super::VERSION). A file with such a draft is never
/// overwritten.
pub fn newer_version(bytes: &[u8]) -> Option<u32> {
    native::newer_version(&read::decode_native(bytes.to_vec()).ok()?)
}

/// An article in the native format.
pub fn to_native(article: &Article) -> String {
    native::write(article)
}

/// Opens what comes from outside, unless it would need too much memory.
pub(super) fn take_in(bytes: Vec<u8>, kind: FileKind, path: &Path) -> Result<Opened, OpenError> {
    let fingerprint = Fingerprint::of(&bytes);
    let text = text_of(bytes, kind, path)?;
    let refused =
        |crowd| OpenError::Read(ReadError { problem: Problem::TooManyPieces(crowd), path: path.to_owned() });
    let is_foreign = kind != FileKind::Copydesk;
    if let Some(crowd) = cost::too_much(&text).filter(|_| is_foreign) {
        return Err(refused(crowd));
    }
    let opened = opened(&text, kind, path, fingerprint)?;
    // What is imported now must open again after it is saved.
    match cost::too_much_for_a_draft(opened.article.long_texts()) {
        Some(crowd) => Err(refused(crowd)),
        None => Ok(opened),
    }
}

/// Opens the writer's own data, whatever memory it needs.
pub(super) fn open_bytes(bytes: Vec<u8>, kind: FileKind, path: &Path) -> Result<Opened, OpenError> {
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

impl OpenError {
    /// Whether the file is missing or damaged, so that an earlier version would help.
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
            OpenError::Native(error, _) => error.is_loss(),
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
