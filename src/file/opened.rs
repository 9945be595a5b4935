//! An article from a file.

use super::fingerprint::Fingerprint;
use super::native::error::Conflict;
use crate::article::Article;
use crate::recognise;
use crate::recognise::{Aside, Taken};

/// An article from a file.
#[derive(Clone, Debug, Default)]
pub struct Opened {
    pub article: Article,
    /// The version of a native file that is newer than [`VERSION`](super::VERSION), and therefore read-only.
    pub newer: Option<u32>,
    /// How the content was recognised, if the file was not in the native format.
    pub report: Vec<Taken>,
    /// What was set aside.
    pub aside: Vec<Aside>,
    /// The merge conflict within a text of a draft that can be opened nevertheless, including the markers.
    pub conflict: Option<Box<Conflict>>,
    /// The content of the file when it was read; `None` for a text without a file.
    pub fingerprint: Option<Fingerprint>,
}

impl Opened {
    /// Includes what was set aside, each part in its original position.
    pub fn take_all(&mut self) {
        recognise::take_all(&mut self.article, &std::mem::take(&mut self.aside));
    }
}
