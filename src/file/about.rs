//! Builds every message about a file: its name first, then what is wrong.

use std::fmt::{self, Display, Formatter};
use std::path::Path;

use super::name::one_line;

/// A message about a file: `bad.copydesk is damaged`. With the `#` flag, as the command line uses, the full path is
/// appended if it is more than the name.
pub struct About<'a, W> {
    path: &'a Path,
    words: W,
}

/// A message about a file; `words` continue after its name.
pub fn about<W: Display>(path: &Path, words: W) -> About<'_, W> {
    About { path, words }
}

impl<W: Display> Display for About<'_, W> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let name = self.path.file_name().unwrap_or(self.path.as_os_str());
        let shown = one_line(&name.to_string_lossy());
        // A name that could be a word is put in quotation marks.
        let is_plain = shown.trim_matches('.').contains('.') && !shown.contains(char::is_whitespace)
            || self.path == Path::new(STDIN);
        if is_plain {
            write!(f, "{shown}")?
        } else {
            write!(f, "“{shown}”")?
        }
        write!(f, " {}", self.words)?;
        let is_more = self.path.as_os_str() != name;
        if f.alternate() && is_more {
            write!(f, " ({})", one_line(&self.path.display().to_string()))
        } else {
            Ok(())
        }
    }
}

/// The name of standard input in messages.
pub(super) const STDIN: &str = "standard input";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::{Fingerprint, NativeError, Obstacle, OpenError, Problem, ReadError, SaveError, WriteError};
    use crate::markdown::cost::Crowd;

    #[test]
    fn a_message_begins_with_the_name_and_the_command_line_adds_the_path() {
        for (path, plain, long) in [
            ("desk/bad.copydesk", "bad.copydesk is empty", "bad.copydesk is empty (desk/bad.copydesk)"),
            ("bad.copydesk", "bad.copydesk is empty", "bad.copydesk is empty"),
            ("desk/notes", "“notes” is empty", "“notes” is empty (desk/notes)"),
            ("a b.txt", "“a b.txt” is empty", "“a b.txt” is empty"),
            ("a\nb.txt", "“a b.txt” is empty", "“a b.txt” is empty"),
            ("standard input", "standard input is empty", "standard input is empty"),
            ("..", "“..” is empty", "“..” is empty"),
        ] {
            let said = about(Path::new(path), "is empty");
            assert_eq!((said.to_string().as_str(), format!("{said:#}").as_str()), (plain, long));
        }
    }

    #[test]
    fn whatever_is_wrong_is_said_of_the_file() {
        let path = Path::new("desk/bad.copydesk");
        let read = |problem| OpenError::Read(ReadError { problem, path: path.into() }).to_string();
        let native = |error| OpenError::Native(error, path.into()).to_string();
        let write = |obstacle| WriteError { obstacle, path: path.into() }.to_string();
        let words = |words: &str| words.to_owned();
        let syntax = |says: &str| NativeError::Syntax { line: 2, column: 1, words: words(says) };
        for (said, expected) in [
            (read(Problem::Missing), "does not exist"),
            (read(Problem::NoRights), "cannot be opened: you do not have permission to read it"),
            (read(Problem::IsFolder), "is a folder, not a file"),
            (read(Problem::NotAFile), "is a pipe or a device, not a file"),
            (read(Problem::TooLarge), "is larger than 64 MB, which is too large for a draft"),
            (
                read(Problem::TooManyPieces(Crowd { pieces: 9_000_000, most: 3_000_000 })),
                "has too many short lines or formatting marks",
            ),
            (read(Problem::Binary), "is not a text: there are zero bytes in it"),
            (read(Problem::Damaged(7)), "is damaged: it is not text from byte 7 on"),
            (read(Problem::Other(words("Stale file handle"))), "cannot be read: Stale file handle"),
            (native(syntax("the file ends too early")), "is damaged: it stops at line 2"),
            (native(syntax("a colon is expected here")), "is damaged: line 2, column 1: a colon is expected here"),
            (native(NativeError::Empty), "is empty"),
            (native(NativeError::NoVersion), "is not a draft: there is no “version: 3” in it"),
            (native(NativeError::TooNew(9)), "was saved by a newer version of Copydesk (format 9)"),
            (
                native(NativeError::Unfamiliar { line: 2, column: 1, words: words("status: Lost is new") }),
                "holds something that this version of Copydesk does not know: line 2, column 1: status: Lost is new; \
                 a newer version may have saved it",
            ),
            (OpenError::UnknownEnding(path.into()).to_string(), "cannot be opened: only .copydesk, .txt"),
            (
                write(Obstacle::NoRights),
                "could not be written: you do not have permission to write to this folder",
            ),
            (write(Obstacle::ReadOnly), "could not be written: the file is write-protected"),
            (write(Obstacle::ReadOnlyDisk), "could not be written: the disk is read-only"),
            (write(Obstacle::Full), "could not be written: the disk is full"),
            (write(Obstacle::FolderGone), "could not be written: the folder does not exist"),
            (write(Obstacle::IsFolder), "could not be written: a folder has this name"),
            (
                write(Obstacle::Unseen(Problem::NotAFile)),
                "could not be written: the file there is a pipe or a device, not a file",
            ),
            (SaveError::Changed(path.into()).to_string(), "was changed by another program since it was opened"),
            (SaveError::Newer(9, path.into()).to_string(), "was saved by a newer version of Copydesk (format 9)"),
            (
                SaveError::Unsure(
                    WriteError { obstacle: Obstacle::Faulty, path: path.into() },
                    Fingerprint::of(b""),
                )
                .to_string(),
                "was saved, but may not survive a power cut: the disk reported an error",
            ),
        ] {
            let whole = format!("bad.copydesk {expected}");
            assert!(said.starts_with(&whole), "{said:?} does not begin with {whole:?}");
            assert!(!said.contains("desk/"), "{said}");
        }
    }
}
