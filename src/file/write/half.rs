//! The files this process is writing that have no final name yet. They are removed if the program is ended from
//! outside.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// A half-written file, until this is dropped.
#[derive(Debug)]
pub(super) struct Half(PathBuf);

impl Half {
    pub(super) fn of(path: &Path) -> Half {
        HALVES.with(|halves| halves.push(path.to_owned()));
        Half(path.to_owned())
    }
}

impl Drop for Half {
    fn drop(&mut self) {
        HALVES.with(|halves| halves.retain(|path| *path != self.0));
    }
}

/// Removes all half-written files, because the process is about to end.
pub(in crate::file) fn remove_half_written() {
    HALVES.with(remove);
}

fn remove(halves: &mut Vec<PathBuf>) {
    for path in halves.drain(..) {
        // One that has been renamed no longer exists under this name.
        let _ = std::fs::remove_file(path);
    }
}

struct Halves(Mutex<Vec<PathBuf>>);

static HALVES: Halves = Halves(Mutex::new(Vec::new()));

impl Halves {
    fn with(&self, work: impl FnOnce(&mut Vec<PathBuf>)) {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn are_known(path: &Path) -> bool {
        let mut is_known = false;
        HALVES.with(|halves| is_known = halves.iter().any(|half| half == path));
        is_known
    }

    #[test]
    fn what_is_half_written_is_known_until_it_has_a_name_and_can_be_taken_away() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("half");
        let half = Half::of(&path);
        assert!(are_known(&path));
        drop(half);
        assert!(!are_known(&path));
        std::fs::write(&path, "half").unwrap();
        remove(&mut vec![path.clone(), folder.path().join("gone")]);
        assert!(!path.exists());
    }
}
