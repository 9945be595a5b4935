//! Overwrites a file in place, because it has several names or its folder cannot be changed. A crash in the middle
//! damages the file, so the caller stores the text safely first.

use std::fs::{File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::Path;

use super::new_file::flushed;

/// A failed write in place.
pub(in crate::file) struct NotOver {
    pub(in crate::file) error: io::Error,
    pub(in crate::file) remains: Remains,
}

/// The content of a file after a failed write in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::file) enum Remains {
    /// Its old content.
    Old,
    /// Unknown.
    Unknown,
}

/// Overwrites the content of a file, and flushes it. The old content is restored if this fails.
pub(in crate::file) fn write_over(path: &Path, old: &[u8], new: &[u8]) -> Result<(), NotOver> {
    let opened = OpenOptions::new().write(true).open(path);
    let mut file = opened.map_err(|error| NotOver { error, remains: Remains::Old })?;
    overwrite(&mut file, old.len(), new).map_err(|error| {
        let remains = if put_back(&mut file, old).is_ok() { Remains::Old } else { Remains::Unknown };
        NotOver { error, remains }
    })
}

/// The additional length is written first: if there is no space for it, nothing of the old content is lost.
fn overwrite(file: &mut File, old_length: usize, new: &[u8]) -> io::Result<()> {
    let (start, rest) = new.split_at_checked(old_length).unwrap_or((new, &[]));
    if !rest.is_empty() {
        file.seek(SeekFrom::Start(old_length as u64))?;
        file.write_all(rest)?;
        flushed(file.sync_all())?;
    }
    file.rewind()?;
    file.write_all(start)?;
    file.set_len(new.len() as u64)?;
    flushed(file.sync_all())
}

fn put_back(file: &mut File, old: &[u8]) -> io::Result<()> {
    file.set_len(old.len() as u64)?;
    file.rewind()?;
    file.write_all(old)?;
    flushed(file.sync_all())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[track_caller]
    fn check(old: &str, new: &str) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, old).unwrap();
        assert!(write_over(&path, old.as_bytes(), new.as_bytes()).is_ok());
        assert_eq!(fs::read_to_string(&path).unwrap(), new);
        let mut file = OpenOptions::new().write(true).open(&path).unwrap();
        put_back(&mut file, old.as_bytes()).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), old);
    }

    #[test]
    fn what_is_longer_shorter_or_nothing_is_written_over_and_put_back() {
        check("old", "something longer");
        check("something longer", "new");
        check("old", "new");
        check("", "new");
        check("old", "");
    }
}
