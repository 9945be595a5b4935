//! An earlier version of a draft, and why one cannot be read.

use std::fmt;

use crate::file::fingerprint::Fingerprint;
use crate::file::native::NativeError;
use crate::file::read::ReadError;
use crate::file::write::Obstacle;

/// An earlier version of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// When it was saved, in seconds since 1970.
    pub at: u64,
    pub fingerprint: Fingerprint,
    /// The name it was given.
    pub name: Option<String>,
    /// Its size.
    pub bytes: u64,
}

/// Why a version cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VersionError {
    Read(ReadError),
    /// It has been removed since it was listed.
    Gone,
    /// Its content is not what was kept.
    Damaged,
    /// A newer version of this program wrote it.
    Newer(u32),
    /// It is not a draft that this program can read.
    Native(NativeError),
}

/// The result of naming a version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Called {
    /// Cleaned; empty if nothing was left of it.
    pub name: String,
    /// The previous name of the same text, if it was different.
    pub before: Option<String>,
}

impl fmt::Display for VersionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            VersionError::Read(error) => error.fmt(f),
            VersionError::Gone => Obstacle::VersionGone.fmt(f),
            VersionError::Damaged => f.write_str("this version is damaged on disk"),
            VersionError::Newer(version) => {
                write!(f, "this version was saved by a newer version of Copydesk (format {version})")
            }
            VersionError::Native(
                error @ (NativeError::Conflict(_)
                | NativeError::BrokenConflict(..)
                | NativeError::Unfamiliar { .. }
                | NativeError::TooNew(_)),
            ) => write!(f, "this version {}", error.of_file()),
            VersionError::Native(
                error @ (NativeError::Syntax { .. } | NativeError::Empty | NativeError::NoVersion),
            ) => write!(f, "this version is not a draft: {error}"),
        }
    }
}

impl std::error::Error for VersionError {}
