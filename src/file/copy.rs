//! Copies a file into a folder under a name that is not in use there.

use std::fmt;
use std::path::{Path, PathBuf};

use super::read::{ReadError, read_bytes};
use super::write::{NewFile, Obstacle, Readers, WriteError, obstacle_of};

/// Why a file could not be copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CopyError {
    Read(ReadError),
    Write(WriteError),
}

/// Copies a file into a folder, completely or not at all, and never over another one. Returns its new name: its own, or
/// with the first free number appended.
///
/// # Errors
/// Fails if the file cannot be read, or the copy cannot be written.
pub fn copy_into(from: &Path, folder: &Path) -> Result<String, CopyError> {
    let failed = |obstacle| CopyError::Write(WriteError { obstacle, path: folder.to_owned() });
    let name = from.file_name().and_then(|name| name.to_str()).ok_or_else(|| failed(Obstacle::BadName))?;
    let bytes = read_bytes(from).map_err(CopyError::Read)?;
    let mut new = NewFile::create(folder, Readers::Usual).map_err(|error| failed(obstacle_of(&error)))?;
    let written = new.write(&bytes).and_then(|()| new.flush());
    written.map_err(|error| failed(obstacle_of(&error)))?;
    for name in names(name) {
        match new.put_if_free(&folder.join(&name)).map_err(|error| failed(obstacle_of(&error)))? {
            None => return Ok(name),
            Some(back) => new = back,
        }
    }
    Err(failed(Obstacle::Other("every name is taken".into())))
}

/// The name, followed by the same name with numbers appended.
fn names(name: &str) -> impl Iterator<Item = String> {
    const MOST: u32 = 10_000;
    let path = PathBuf::from(name);
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let ending = path.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
    let numbered = (2..MOST).map(move |number| format!("{stem}-{number}{ending}"));
    std::iter::once(name.to_owned()).chain(numbered)
}

impl fmt::Display for CopyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CopyError::Read(error) => error.fmt(f),
            CopyError::Write(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for CopyError {}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_copy_takes_a_name_of_its_own() {
        let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let picture = there.path().join("pier.png");
        fs::write(&picture, "new").unwrap();
        fs::write(here.path().join("pier.png"), "old").unwrap();
        assert_eq!(copy_into(&picture, here.path()).unwrap(), "pier-2.png");
        assert_eq!(copy_into(&picture, here.path()).unwrap(), "pier-3.png");
        assert_eq!(fs::read(here.path().join("pier.png")).unwrap(), b"old");
        assert_eq!(fs::read(here.path().join("pier-2.png")).unwrap(), b"new");
        assert_eq!(fs::read_dir(here.path()).unwrap().count(), 3, "no litter");
    }

    #[test]
    fn what_is_not_there_or_no_folder_is_said() {
        let here = tempfile::tempdir().unwrap();
        let missing = copy_into(&here.path().join("pier.png"), here.path());
        assert!(matches!(missing, Err(CopyError::Read(_))));
        fs::write(here.path().join("pier.png"), "").unwrap();
        let nowhere = copy_into(&here.path().join("pier.png"), &here.path().join("none"));
        assert!(matches!(nowhere, Err(CopyError::Write(WriteError { obstacle: Obstacle::FolderGone, .. }))));
    }
}
