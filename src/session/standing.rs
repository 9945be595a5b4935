//! What a session knows about the draft’s file, the journal, and the next save.

use std::path::PathBuf;

use super::values::Next;
use crate::file::{Fingerprint, Stat};

/// What is known of the draft's file besides what it held.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// How the file stood when it was last seen to hold what the draft came from.
    pub seen: Option<Stat>,
    /// How it stood when the writer was last told of something else in it.
    pub told: Option<Stat>,
    pub is_looking: bool,
    /// Something is to be looked at as soon as nothing is in the way.
    pub waits: bool,
}

impl Known {
    /// Whether there is something to look at, which is then forgotten.
    pub fn take_due(&mut self) -> bool {
        std::mem::take(&mut self.waits)
    }
}

/// How a draft stood when it was last noted.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Noted {
    pub draft: u64,
    pub revision: u64,
    pub is_unsaved: bool,
    pub disk: Option<Fingerprint>,
    pub path: Option<PathBuf>,
}

/// The entry that the draft was recovered from: it is the draft's until it was saved or left.
#[derive(Clone, Debug)]
pub(super) struct Recovered {
    pub entry: PathBuf,
    /// When it was kept, in seconds since 1970.
    pub at: u64,
    /// How the draft stood when it was recovered.
    pub state: u64,
}

/// A save that waits for the one before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NextSave {
    pub path: PathBuf,
    pub next: Option<Next>,
}
