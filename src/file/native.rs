//! The native format, version 3: RON, one field a line, in the order of the article, with a blank line between fields, so
//! that version control can merge the work of two people. Read here, by ron; written in `write`.

mod conflict;
pub(super) mod error;
mod read;
mod spelling;
mod unknown;
mod version;
mod write;

use super::opened::Opened;
use conflict::Markers;
use read::{Draft, read};
use version::FIRST_OPEN;

pub use error::{Conflict, ConflictSide, NativeError, Side};
pub use version::VERSION;

pub(super) use conflict::side;
pub(super) use read::newer_version;
pub(super) use write::write;

/// Reads the native format. Of a newer version what is known is taken, and its number given; of this one and older ones
/// what is not known is kept.
pub(super) fn parse(text: &str) -> Result<Opened, NativeError> {
    let Draft { article, version } = read(text).map_err(|error| unmerged(text, error))?;
    // Older versions spelt a writer’s own lines as they are, whatever they look like.
    let markers = if version < FIRST_OPEN { Markers::None } else { conflict::markers(text) };
    let conflict = match markers {
        Markers::Whole(conflict) => Some(conflict),
        Markers::None | Markers::Broken(_) => None,
    };
    let newer = (version > VERSION).then_some(version);
    Ok(Opened { article, newer, conflict, ..Opened::default() })
}

/// What is wrong with a text that cannot be read: that it was not merged, where it was not.
fn unmerged(text: &str, error: NativeError) -> NativeError {
    match conflict::markers(text) {
        Markers::None => error,
        Markers::Broken(line) => NativeError::BrokenConflict(line, Box::new(error)),
        Markers::Whole(conflict) => NativeError::Conflict(conflict),
    }
}

#[cfg(test)]
mod tests;
