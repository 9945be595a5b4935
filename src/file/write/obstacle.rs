//! Why a file could not be written, in words for the user.

use std::fmt;
use std::io::{self, ErrorKind};
use std::path::PathBuf;

use super::super::about::about;
use super::super::read::{Problem, system_words};

/// Why something could not be written, and its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteError {
    pub obstacle: Obstacle,
    pub path: PathBuf,
}

/// Why something could not be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    NoRights,
    /// The old file is protected.
    ReadOnly,
    /// The whole disk is read-only.
    ReadOnlyDisk,
    Full,
    /// There is space, but not for this user.
    Quota,
    /// The file would exceed the size limit.
    TooLarge,
    /// The disk has failed.
    Faulty,
    FolderGone,
    IsFolder,
    /// A pipe, a device, a socket.
    NotAFile,
    BadName,
    /// The existing file has to be read first, and cannot be.
    Unseen(Problem),
    /// This descriptor is not open.
    NotOpen,
    /// The version to change is gone.
    VersionGone,
    /// The work was cancelled.
    GivenUp,
    /// With the system's message.
    Other(String),
}

impl Obstacle {
    /// Whether it prevents creating files, while an existing one may still be writable.
    pub(in crate::file) fn bars_folder(&self) -> bool {
        matches!(self, Obstacle::NoRights | Obstacle::ReadOnlyDisk)
    }

    /// Whether it is about a file that the writer knows of.
    fn is_of_known_file(&self) -> bool {
        match self {
            Obstacle::VersionGone | Obstacle::NotOpen => false,
            Obstacle::NoRights
            | Obstacle::ReadOnly
            | Obstacle::ReadOnlyDisk
            | Obstacle::Full
            | Obstacle::Quota
            | Obstacle::TooLarge
            | Obstacle::Faulty
            | Obstacle::FolderGone
            | Obstacle::IsFolder
            | Obstacle::NotAFile
            | Obstacle::BadName
            | Obstacle::Unseen(_)
            | Obstacle::GivenUp
            | Obstacle::Other(_) => true,
        }
    }
}

/// The obstacle for an error of the system.
pub(in crate::file) fn obstacle_of(error: &io::Error) -> Obstacle {
    match error.kind() {
        ErrorKind::PermissionDenied => Obstacle::NoRights,
        ErrorKind::ReadOnlyFilesystem => Obstacle::ReadOnlyDisk,
        ErrorKind::StorageFull => Obstacle::Full,
        ErrorKind::FileTooLarge => Obstacle::TooLarge,
        ErrorKind::QuotaExceeded => Obstacle::Quota,
        ErrorKind::NotFound | ErrorKind::NotADirectory => Obstacle::FolderGone,
        ErrorKind::IsADirectory => Obstacle::IsFolder,
        ErrorKind::InvalidFilename => Obstacle::BadName,
        _ if error.raw_os_error().is_some_and(|code| FAULTS.contains(&code)) => Obstacle::Faulty,
        _ => Obstacle::Other(system_words(error)),
    }
}

/// EIO, which the standard library has no name for.
#[cfg(unix)]
const FAULTS: &[i32] = &[5];

/// ERROR_WRITE_FAULT, ERROR_CRC and ERROR_IO_DEVICE.
#[cfg(not(unix))]
const FAULTS: &[i32] = &[29, 23, 1117];

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let WriteError { obstacle, path } = self;
        if obstacle.is_of_known_file() {
            about(path, format_args!("could not be written: {obstacle}")).fmt(f)
        } else {
            obstacle.fmt(f)
        }
    }
}

impl std::error::Error for WriteError {}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Obstacle::NoRights => "you do not have permission to write to this folder",
            Obstacle::ReadOnly => "the file is write-protected",
            Obstacle::ReadOnlyDisk => "the disk is read-only",
            Obstacle::Full => "the disk is full",
            Obstacle::Quota => "your disk quota is used up",
            Obstacle::TooLarge => "larger than the file size limit",
            Obstacle::Faulty => "the disk reported an error",
            Obstacle::FolderGone => "the folder does not exist",
            Obstacle::IsFolder => "a folder has this name",
            Obstacle::NotAFile => "this is a pipe or a device, not a file",
            Obstacle::BadName => "this is not a valid file name",
            Obstacle::Unseen(problem) => return write_unseen(problem, f),
            Obstacle::NotOpen => "nothing is open for writing under this name",
            Obstacle::VersionGone => "this version no longer exists",
            Obstacle::GivenUp => "saving was cancelled",
            Obstacle::Other(words) => return write!(f, "cannot be written ({words})"),
        })
    }
}

/// Says what is at the target, or why it cannot be read.
fn write_unseen(problem: &Problem, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match problem {
        Problem::NoRights => f.write_str("you do not have permission to read the file there"),
        Problem::TooLarge => f.write_str("the file there is larger than 64 MB"),
        Problem::Missing
        | Problem::IsFolder
        | Problem::NotAFile
        | Problem::TooManyPieces(_)
        | Problem::Binary
        | Problem::Damaged(_)
        | Problem::Other(_) => write!(f, "the file there {problem}"),
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[track_caller]
    fn check(code: i32, expected: Obstacle) {
        assert_eq!(obstacle_of(&io::Error::from_raw_os_error(code)), expected);
    }

    #[test]
    fn what_fails_has_a_name_of_its_own() {
        check(28, Obstacle::Full);
        check(27, Obstacle::TooLarge);
        check(122, Obstacle::Quota);
        check(5, Obstacle::Faulty);
        check(13, Obstacle::NoRights);
        check(1, Obstacle::NoRights);
        check(30, Obstacle::ReadOnlyDisk);
        check(2, Obstacle::FolderGone);
        check(36, Obstacle::BadName);
    }
}

#[cfg(test)]
mod words {
    use super::*;

    /// All obstacles.
    fn all() -> Vec<Obstacle> {
        let problems = [
            Problem::Missing,
            Problem::NoRights,
            Problem::IsFolder,
            Problem::NotAFile,
            Problem::TooLarge,
            Problem::Binary,
            Problem::Damaged(7),
            Problem::Other("Stale file handle".into()),
        ];
        let plain = [
            Obstacle::NoRights,
            Obstacle::ReadOnly,
            Obstacle::ReadOnlyDisk,
            Obstacle::Full,
            Obstacle::Quota,
            Obstacle::TooLarge,
            Obstacle::Faulty,
            Obstacle::FolderGone,
            Obstacle::IsFolder,
            Obstacle::NotAFile,
            Obstacle::BadName,
            Obstacle::NotOpen,
            Obstacle::VersionGone,
            Obstacle::GivenUp,
            obstacle_of(&io::Error::from_raw_os_error(26)),
        ];
        plain.into_iter().chain(problems.map(Obstacle::Unseen)).collect()
    }

    #[test]
    fn one_message_says_one_thing() {
        for obstacle in all() {
            let words = obstacle.to_string();
            assert!(words.matches("cannot be").count() <= 1, "{words}");
            assert!(words.matches('(').count() <= 1 && !words.contains("os error"), "{words}");
        }
    }
}
