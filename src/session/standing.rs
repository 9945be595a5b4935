//! What a session knows about the draft’s file, the journal, and the next save.

use std::path::PathBuf;

use super::values::Next;
use crate::file::{Fingerprint, Stat};

/// What is known about the draft's file besides its content.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The file's metadata when it last held the content that the draft is based on.
    pub seen: Option<Stat>,
    /// The file's metadata when the writer was last told that it has changed.
    pub told: Option<Stat>,
    pub is_looking: bool,
    /// A check is due as soon as no question is open.
    pub waits: bool,
}

impl Known {
    /// Whether a check is due. Resets it.
    pub fn take_due(&mut self) -> bool {
        std::mem::take(&mut self.waits)
    }
}

/// The state of a draft when it was last noted.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Noted {
    pub draft: u64,
    pub revision: u64,
    pub is_unsaved: bool,
    pub disk: Option<Fingerprint>,
    pub path: Option<PathBuf>,
}

/// The journal entry that the draft was recovered from. It belongs to the draft until that is saved or left.
#[derive(Clone, Debug)]
pub(super) struct Recovered {
    pub entry: PathBuf,
    /// When it was stored, in seconds since 1970.
    pub at: u64,
    /// The state of the draft right after it was recovered.
    pub state: u64,
}

/// A save that waits for the previous one to finish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NextSave {
    pub path: PathBuf,
    pub next: Option<Next>,
}
