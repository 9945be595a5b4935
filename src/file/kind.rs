//! What a file that can be opened is written in.

use std::ffi::OsStr;
use std::path::Path;

use crate::reading::Origin;

/// What a file that can be opened is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// The native format, `.copydesk`.
    Copydesk,
    Text,
    Markdown,
    Html,
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
