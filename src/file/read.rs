//! Reads a file or standard input as text, up to a size limit. Folders and devices are refused.

use std::borrow::Cow;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

pub(super) use super::about::STDIN;
use super::about::about;
use crate::markdown::cost::Crowd;

/// Larger files are refused, in bytes.
pub const SIZE_LIMIT: u64 = 64 * 1024 * 1024;

/// Why something could not be read, and its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    pub problem: Problem,
    pub path: PathBuf,
}

/// Why something could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    Missing,
    NoRights,
    IsFolder,
    /// A pipe, a device, a socket.
    NotAFile,
    TooLarge,
    /// It has so many lines and markers that reading it would need too much memory.
    TooManyPieces(Crowd),
    /// It contains NUL characters.
    Binary,
    /// A native file that is not UTF-8 from this byte on.
    Damaged(usize),
    /// With the system's message.
    Other(String),
}

/// Reads a text in UTF-8, UTF-16 with a byte order mark, or else Windows-1252.
///
/// # Errors
/// Fails if the file cannot be read, is too large, or is not text.
pub fn read_text(path: &Path) -> Result<String, ReadError> {
    decode(read_bytes(path)?).map_err(|problem| ReadError { problem, path: path.to_owned() })
}

/// Reads standard input like [`read_text`].
///
/// # Errors
/// Fails if standard input cannot be read, is too large, or is not text.
pub fn read_stdin() -> Result<String, ReadError> {
    decode(stdin_bytes()?).map_err(|problem| ReadError { problem, path: STDIN.into() })
}

/// Reads the bytes of a file.
///
/// # Errors
/// Fails if the file is missing, too large, not a regular file, or cannot be read.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, ReadError> {
    check_readable(path)?;
    let read = open_file(path).map_err(|error| problem_of(&error)).and_then(read_limited);
    read.map_err(|problem| ReadError { problem, path: path.to_owned() })
}

/// Opens a regular file for reading, so that neither opening nor reading blocks. Anything else gives an error of the
/// kind `InvalidData`.
pub(super) fn open_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    never_wait(&mut options);
    let file = options.open(path)?;
    // It may have been replaced since it was checked.
    if file.metadata()?.is_file() { Ok(file) } else { Err(ErrorKind::InvalidData.into()) }
}

/// Avoids blocking on pipes without a writer, and on system files such as `/proc/kmsg`, which look like regular files
/// and wait for more data.
#[cfg(unix)]
pub(super) fn never_wait(options: &mut OpenOptions) {
    std::os::unix::fs::OpenOptionsExt::custom_flags(options, libc::O_NONBLOCK);
}

#[cfg(not(unix))]
pub(super) fn never_wait(_options: &mut OpenOptions) {}

pub(super) fn stdin_bytes() -> Result<Vec<u8>, ReadError> {
    let read = match file_of_system() {
        Some(file) => file.map_err(|error| problem_of(&error)).and_then(read_limited),
        None => read_limited(io::stdin().lock()),
    };
    read.map_err(|problem| ReadError { problem, path: STDIN.into() })
}

/// Reopens standard input without blocking if it is a file of length zero, as system files are.
#[cfg(unix)]
fn file_of_system() -> Option<io::Result<File>> {
    use std::os::fd::AsFd;
    let stdin = File::from(io::stdin().as_fd().try_clone_to_owned().ok()?);
    let metadata = stdin.metadata().ok()?;
    (metadata.is_file() && metadata.len() == 0).then(|| open_file(Path::new("/dev/stdin")))
}

#[cfg(not(unix))]
fn file_of_system() -> Option<io::Result<File>> {
    None
}

/// Refuses what is not a regular file before it is opened, because opening a pipe may block forever.
pub(super) fn check_readable(path: &Path) -> Result<(), ReadError> {
    let problem = match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => Problem::IsFolder,
        Ok(metadata) if !metadata.is_file() => Problem::NotAFile,
        Ok(metadata) if metadata.len() > SIZE_LIMIT => Problem::TooLarge,
        Ok(_) => return Ok(()),
        Err(error) => problem_of(&error),
    };
    Err(ReadError { problem, path: path.to_owned() })
}

fn read_limited(from: impl Read) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    from.take(SIZE_LIMIT + 1).read_to_end(&mut bytes).map_err(|error| problem_of(&error))?;
    if bytes.len() as u64 > SIZE_LIMIT { Err(Problem::TooLarge) } else { Ok(bytes) }
}

/// The text of a file written by any program.
pub(super) fn decode(bytes: Vec<u8>) -> Result<String, Problem> {
    let text = match marked(&bytes) {
        Some(text) => text.into_owned(),
        None => String::from_utf8(bytes)
            .unwrap_or_else(|error| WINDOWS_1252.decode_without_bom_handling(error.as_bytes()).0.into_owned()),
    };
    if text.contains('\0') { Err(Problem::Binary) } else { Ok(with_line_feeds(text)) }
}

fn with_line_feeds(text: String) -> String {
    if text.contains("\r\n") { text.replace("\r\n", "\n") } else { text }
}

/// The text of a native file, in which no encoding is guessed. Line endings become line feeds, whatever version control
/// has made of them: the native format escapes a carriage return within a text.
pub(super) fn decode_native(bytes: Vec<u8>) -> Result<String, Problem> {
    let is_wide = [b"\xFF\xFE", b"\xFE\xFF"].iter().any(|mark| bytes.starts_with(*mark));
    let text = match marked(&bytes).filter(|_| is_wide) {
        Some(text) if text.contains(char::REPLACEMENT_CHARACTER) => return Err(Problem::Damaged(0)),
        Some(text) => text.into_owned(),
        None => String::from_utf8(bytes).map_err(|error| Problem::Damaged(error.utf8_error().valid_up_to()))?,
    };
    Ok(with_line_feeds(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)))
}

/// The text after a byte order mark; `None` without one. Unpaired surrogates become U+FFFD.
fn marked(bytes: &[u8]) -> Option<Cow<'_, str>> {
    const ENCODINGS: [(&[u8], &encoding_rs::Encoding); 3] =
        [(b"\xEF\xBB\xBF", UTF_8), (b"\xFF\xFE", UTF_16LE), (b"\xFE\xFF", UTF_16BE)];
    ENCODINGS
        .iter()
        .find_map(|(mark, encoding)| Some(encoding.decode_without_bom_handling(bytes.strip_prefix(*mark)?).0))
}

pub(super) fn problem_of(error: &io::Error) -> Problem {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => Problem::Missing,
        ErrorKind::PermissionDenied => Problem::NoRights,
        ErrorKind::IsADirectory => Problem::IsFolder,
        // It has no end, and there was nothing more to read just now.
        ErrorKind::WouldBlock | ErrorKind::InvalidData => Problem::NotAFile,
        _ => Problem::Other(system_words(error)),
    }
}

/// The system's message for an error, without its number.
pub(super) fn system_words(error: &io::Error) -> String {
    let words = error.to_string();
    words.rsplit_once(" (os error ").map_or(&*words, |(words, _)| words).to_owned()
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        about(&self.path, &self.problem).fmt(f)
    }
}

impl std::error::Error for ReadError {}

impl Problem {
    /// Whether the file is missing, rather than unreadable.
    pub(super) fn is_absence(&self) -> bool {
        match self {
            Problem::Missing => true,
            Problem::NoRights
            | Problem::IsFolder
            | Problem::NotAFile
            | Problem::TooLarge
            | Problem::TooManyPieces(_)
            | Problem::Binary
            | Problem::Damaged(_)
            | Problem::Other(_) => false,
        }
    }
}

/// In words that continue after the file's name.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Problem::Missing => "does not exist",
            Problem::NoRights => "cannot be opened: you do not have permission to read it",
            Problem::IsFolder => "is a folder, not a file",
            Problem::NotAFile => "is a pipe or a device, not a file",
            Problem::TooLarge => "is larger than 64 MB, which is too large for a draft",
            Problem::TooManyPieces(crowd) => return write!(f, "has {crowd}"),
            Problem::Binary => "is not a text: there are zero bytes in it",
            Problem::Damaged(at) => return write!(f, "is damaged: it is not text from byte {at} on"),
            Problem::Other(words) => return write!(f, "cannot be read: {words}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: Result<&str, Problem>) {
        assert_eq!(decode(bytes.to_vec()), expected.map(str::to_owned));
    }

    fn utf16(text: &str, mark: [u8; 2], bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        mark.into_iter().chain(text.encode_utf16().flat_map(bytes_of)).collect()
    }

    #[test]
    fn utf_8_is_read_with_and_without_its_mark() {
        check("né 👩🏽".as_bytes(), Ok("né 👩🏽"));
        check("\u{feff}né".as_bytes(), Ok("né"));
        check("a\u{feff}b".as_bytes(), Ok("a\u{feff}b"));
        check(b"", Ok(""));
    }

    #[test]
    fn utf_16_is_read_either_way_round() {
        check(&utf16("né 👩🏽", [0xFF, 0xFE], u16::to_le_bytes), Ok("né 👩🏽"));
        check(&utf16("né 👩🏽", [0xFE, 0xFF], u16::to_be_bytes), Ok("né 👩🏽"));
    }

    #[test]
    fn half_a_character_in_utf_16_is_marked_and_the_rest_kept() {
        check(b"\xFF\xFEa\0\x00\xD8b\0", Ok("a\u{fffd}b"));
        check(b"\xFF\xFEa\0\x00", Ok("a\u{fffd}"));
    }

    #[test]
    fn other_bytes_are_windows_1252() {
        check(b"caf\xE9 \x93quoted\x94", Ok("café “quoted”"));
    }

    #[test]
    fn zero_bytes_are_no_text() {
        check(b"PK\x03\x04\0\0", Err(Problem::Binary));
        check(b"\xFF\xFE\0\0a\0\0\0", Err(Problem::Binary));
    }

    #[test]
    fn line_ends_of_a_native_file_may_have_been_changed() {
        assert_eq!(decode_native(b"(\r\n)\r\n".to_vec()), Ok("(\n)\n".into()));
        assert_eq!(decode_native(b"ab\xE9".to_vec()), Err(Problem::Damaged(2)));
    }

    #[cfg(unix)]
    #[test]
    fn only_files_are_opened_and_nobody_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let kind = |path: &Path| open_file(path).map(drop).map_err(|error| error.kind());
        let socket = folder.path().join("socket");
        let _socket = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        let pipe = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        for path in [folder.path(), &pipe, Path::new("/dev/null"), Path::new("/dev/tty")] {
            assert!(kind(path).is_err(), "{}", path.display());
        }
        for path in [&pipe, &socket, Path::new("/dev/zero")] {
            assert_eq!(read_bytes(path).unwrap_err().problem, Problem::NotAFile, "{}", path.display());
        }
        let file = folder.path().join("file");
        fs::write(&file, "text").unwrap();
        assert_eq!((kind(&file), read_bytes(&file)), (Ok(()), Ok(b"text".to_vec())));
    }

    /// Uses a system file that waits for more data, if this user may read one.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_that_waits_for_more_is_none() {
        let error = read_bytes(Path::new("/proc/kmsg")).unwrap_err();
        assert!(matches!(error.problem, Problem::NotAFile | Problem::NoRights | Problem::Missing), "{error}");
    }

    #[test]
    fn endless_input_is_refused_at_the_limit() {
        assert_eq!(read_limited(io::repeat(b'a')), Err(Problem::TooLarge));
    }
}
