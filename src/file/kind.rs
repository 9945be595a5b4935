//! The formats of files that can be opened.

use std::ffi::OsStr;
use std::path::Path;

use crate::reading::Origin;

/// The format of a file that can be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// The native format, `.copydesk`.
    Copydesk,
    Text,
    Markdown,
    Html,
}

impl FileKind {
    /// All formats, in the order of messages.
    pub const ALL: [FileKind; 4] = [FileKind::Copydesk, FileKind::Text, FileKind::Markdown, FileKind::Html];

    /// The format for a file's extension.
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

/// The extension of native files, without the dot.
pub const EXTENSION: &str = "copydesk";
