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
    /// The version of a native file that is newer than [`VERSION`](super::VERSION): it may be looked at, never written over.
    pub newer: Option<u32>,
    /// What was taken for what, where the file was not in the native format.
    pub report: Vec<Taken>,
    /// What was set aside.
    pub aside: Vec<Aside>,
    /// The merge conflict within a text of a draft that opens nevertheless, markers and all.
    pub conflict: Option<Box<Conflict>>,
    /// What the file held when it was read; `None` for a text that came from no file.
    pub fingerprint: Option<Fingerprint>,
}

impl Opened {
    /// Takes in what was set aside, each part where it stood.
    pub fn take_all(&mut self) {
        recognise::take_all(&mut self.article, &std::mem::take(&mut self.aside));
    }
}
