//! Writes to outputs that are not regular files: standard output, pipes, terminals, `/dev/null`. Their content cannot
//! be replaced or written atomically, because a reader receives it at once.

use std::fs::OpenOptions;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::write::obstacle::{Obstacle, WriteError, obstacle_of};
use super::write::symlinks::links;

/// An output that is not a regular file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stream {
    Output,
    /// Standard error.
    Errors,
    Other(PathBuf),
}

impl Stream {
    /// The stream at a path, if that is not a regular file. A file that is already open in this process is a stream,
    /// too, because whoever opened it decides about it.
    pub fn of(path: &Path) -> Option<Stream> {
        links(path)
            .find_map(|path| open_already(&path))
            .or_else(|| takes_bytes(path).then(|| Stream::Other(path.into())))
    }

    /// Writes all bytes. A reader that has closed the stream is not an error. Waits for a reader that has not opened it
    /// yet.
    ///
    /// # Errors
    /// Fails if the reader is gone or the output takes no more; part of the bytes may have been written.
    pub fn write(&self, bytes: &[u8]) -> Result<(), WriteError> {
        let written = match self {
            Stream::Output => all_to(io::stdout().lock(), bytes),
            Stream::Errors => all_to(io::stderr().lock(), bytes),
            Stream::Other(path) => OpenOptions::new().append(true).open(path).and_then(|file| all_to(file, bytes)),
        };
        match written {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(self.failed(&error)),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    fn failed(&self, error: &io::Error) -> WriteError {
        let obstacle = match error.kind() {
            ErrorKind::NotFound => Obstacle::NotOpen,
            ErrorKind::PermissionDenied => Obstacle::ReadOnly,
            _ => obstacle_of(error),
        };
        let path = match self {
            Stream::Output => "standard output".into(),
            Stream::Errors => "standard error".into(),
            Stream::Other(path) => path.clone(),
        };
        WriteError { obstacle, path }
    }
}

fn all_to(mut to: impl Write, bytes: &[u8]) -> io::Result<()> {
    to.write_all(bytes).and_then(|()| to.flush())
}

/// What this process has open under a descriptor, such as `/dev/fd/1`.
fn open_already(path: &Path) -> Option<Stream> {
    let folder = std::fs::canonicalize(path.parent()?).ok()?;
    let own = std::fs::canonicalize("/proc/self/fd").ok();
    if Some(&folder) != own.as_ref() && folder != Path::new("/dev/fd") {
        return None;
    }
    match path.file_name()?.to_str()? {
        "1" => Some(Stream::Output),
        "2" => Some(Stream::Errors),
        number => number.parse::<u32>().ok().map(|_| Stream::Other(path.to_owned())),
    }
}

#[cfg(unix)]
fn takes_bytes(path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt;
    std::fs::metadata(path).is_ok_and(|found| found.file_type().is_fifo() || found.file_type().is_char_device())
}

#[cfg(not(unix))]
fn takes_bytes(_path: &Path) -> bool {
    false
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn what_takes_bytes_and_is_no_file_is_known_by_whatever_name() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("file"), "old").unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(at("socket")).unwrap();
        for (link, to) in [("output", "/dev/fd/1"), ("null", "/dev/null"), ("again", "output"), ("loop", "loop")] {
            symlink(to, at(link)).unwrap();
        }
        let check = |path: PathBuf, expected: Option<Stream>| assert_eq!(Stream::of(&path), expected, "{path:?}");
        for path in ["/dev/fd/1".into(), at("output"), at("again")] {
            check(path, Some(Stream::Output));
        }
        check("/dev/fd/2".into(), Some(Stream::Errors));
        check("/dev/null".into(), Some(Stream::Other("/dev/null".into())));
        check(at("null"), Some(Stream::Other(at("null"))));
        for path in
            [at("file"), at("none"), at("socket"), at("loop"), folder.path().into(), "/dev/fd/x".into(), "".into()]
        {
            check(path, None);
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_names_of_linux_for_what_is_open_are_known_too() {
        assert_eq!(Stream::of(Path::new("/dev/stdout")), Some(Stream::Output));
        assert_eq!(Stream::of(Path::new("/dev/stderr")), Some(Stream::Errors));
        assert_eq!(Stream::of(Path::new("/proc/self/fd/1")), Some(Stream::Output));
        assert_eq!(Stream::of(Path::new("/proc/self/status")), None);
    }

    #[test]
    fn a_pipe_is_written_to_and_what_is_not_open_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let stream = Stream::of(&pipe).unwrap();
        let reader = std::thread::spawn({
            let pipe = pipe.clone();
            move || fs::read(pipe).unwrap()
        });
        stream.write(b"text").unwrap();
        assert_eq!(reader.join().unwrap(), b"text");
        assert!(fs::metadata(&pipe).is_ok_and(|found| !found.is_file()), "the pipe is still one");
        let none = Stream::Other("/dev/fd/987654".into()).write(b"text").unwrap_err();
        assert_eq!(none.obstacle, Obstacle::NotOpen);
        #[cfg(target_os = "linux")]
        assert_eq!(Stream::Other("/dev/full".into()).write(b"text").unwrap_err().obstacle, Obstacle::Full);
    }
}
