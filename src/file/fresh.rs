//! Writes a new file, and fails if one exists.

use std::path::Path;

use super::folder::is_taken;
use super::write::{NewFile, Obstacle, Readers, WriteError, obstacle_of};

/// Writes a new file, completely or not at all. Returns whether the name was free; otherwise nothing was written.
///
/// # Errors
/// Fails if the file cannot be written; then nothing of it remains.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<bool, WriteError> {
    let failed = |obstacle| WriteError { obstacle, path: path.to_owned() };
    if is_taken(path) {
        return Ok(false);
    }
    if path.file_name().is_none() {
        return Err(failed(Obstacle::BadName));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let written = || {
        let mut new = NewFile::create(folder, Readers::Usual)?;
        new.write(bytes)?;
        new.flush()?;
        new.put_if_free(path)
    };
    // Another program may have taken the name in the meantime.
    written().map(|taken| taken.is_none()).map_err(|error| failed(obstacle_of(&error)))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_is_there_stays_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        assert_eq!(write_new(&path, b"new"), Ok(true));
        assert_eq!(write_new(&path, b"newer"), Ok(false));
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(write_new(folder.path(), b"new"), Ok(false));
        for path in [folder.path().join("none/a"), "".into()] {
            write_new(&path, b"new").unwrap_err();
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no litter");
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_through_a_link_that_leads_nowhere() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(folder.path().join("none"), &link).unwrap();
        assert_eq!(write_new(&link, b"new"), Ok(false));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
