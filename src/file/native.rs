//! The native format, version 3: RON with one field per line, in the order of the article, and blank lines between
//! fields, so that version control can merge the work of two people. ron reads it here; `write` writes it.

mod merge_conflict;
pub(super) mod error;
mod read;
mod string_literal;
mod unknown;
mod format_version;
mod write;

use super::opened::Opened;
use format_version::FIRST_OPEN;
use merge_conflict::Markers;
use read::{Draft, read};

pub use error::{Conflict, ConflictSide, NativeError, Side};
pub use format_version::VERSION;

pub(super) use merge_conflict::side;
pub(super) use read::newer_version;
pub(super) use write::write;

/// Reads the native format. Of a newer version, only known fields are read and its number is returned; of this version
/// and older ones, unknown fields are kept.
pub(super) fn parse(text: &str) -> Result<Opened, NativeError> {
    let Draft { article, version } = read(text).map_err(|error| unmerged(text, error))?;
    // Older versions wrote lines of the text unescaped, even if they look like markers.
    let markers = if version < FIRST_OPEN { Markers::None } else { merge_conflict::markers(text) };
    let conflict = match markers {
        Markers::Whole(conflict) => Some(conflict),
        Markers::None | Markers::Broken(_) => None,
    };
    let newer = (version > VERSION).then_some(version);
    Ok(Opened { article, newer, conflict, ..Opened::default() })
}

/// The error of a text that cannot be read, which is a merge conflict if there is one.
fn unmerged(text: &str, error: NativeError) -> NativeError {
    match merge_conflict::markers(text) {
        Markers::None => error,
        Markers::Broken(line) => NativeError::BrokenConflict(line, Box::new(error)),
        Markers::Whole(conflict) => NativeError::Conflict(conflict),
    }
}

#[cfg(test)]
mod tests;
