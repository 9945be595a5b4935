//! The native format, version 3: RON, one field a line, in the order of the article, with a blank line between fields, so
//! that version control can merge the work of two people. Read here, by ron; written in `write`.

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

/// Reads the native format. Of a newer version what is known is taken, and its number given; of this one and older ones
/// what is not known is kept.
pub(super) fn parse(text: &str) -> Result<Opened, NativeError> {
    let Draft { article, version } = read(text).map_err(|error| unmerged(text, error))?;
    // Older versions spelt a writer’s own lines as they are, whatever they look like.
    let markers = if version < FIRST_OPEN { Markers::None } else { merge_conflict::markers(text) };
    let conflict = match markers {
        Markers::Whole(conflict) => Some(conflict),
        Markers::None | Markers::Broken(_) => None,
    };
    let newer = (version > VERSION).then_some(version);
    Ok(Opened { article, newer, conflict, ..Opened::default() })
}

/// What is wrong with a text that cannot be read: that it was not merged, where it was not.
fn unmerged(text: &str, error: NativeError) -> NativeError {
    match merge_conflict::markers(text) {
        Markers::None => error,
        Markers::Broken(line) => NativeError::BrokenConflict(line, Box::new(error)),
        Markers::Whole(conflict) => NativeError::Conflict(conflict),
    }
}

#[cfg(test)]
mod tests;
