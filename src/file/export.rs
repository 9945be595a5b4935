//! Writes exported files, completely or not at all, and in place if the existing file cannot be replaced. Unlike a
//! draft (`save`), an export can be repeated, so no safety copy is made first.

use std::path::Path;

use super::permit::Permit;
use super::read::read_bytes;
use super::write::{Likeness, NotOver, NotPut, Obstacle, Target, WriteError, obstacle_of, write_over};
use crate::logging;

/// Writes an exported file, or leaves the old one unchanged. Symbolic links, hard links, the owner, the permissions and
/// the attributes of an old file are kept. If replacing it would lose any of these, or its folder is not writable, it
/// is written in place, so that a crash during the write can truncate it.
///
/// # Errors
/// Fails if the file cannot be written. It is then unchanged, unless it had to be written in place and the disk failed.
pub fn export(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    export_while(path, bytes, &Permit::default())
}

/// Like [`export`], while the permit is valid: nothing is written after it was withdrawn.
///
/// # Errors
/// As [`export`]; also fails if the permit was withdrawn, and then the file is unchanged.
pub fn export_while(path: &Path, bytes: &[u8], permit: &Permit) -> Result<(), WriteError> {
    let exported = carry_out(path, bytes, permit);
    match &exported {
        Ok(()) => log::info!("exported {} bytes", bytes.len()),
        Err(error) => log::warn!("cannot export: {}", logging::kind(&error.obstacle)),
    }
    exported
}

fn carry_out(path: &Path, bytes: &[u8], permit: &Permit) -> Result<(), WriteError> {
    let failed = |obstacle| WriteError { obstacle, path: path.to_owned() };
    let target = Target::of(path).map_err(failed)?;
    if target.has_other_names() {
        return in_place(&target, bytes, permit).map_err(failed);
    }
    match replace(&target, bytes, permit) {
        Err(obstacle) if target.is_there() && obstacle.bars_folder() => {
            in_place(&target, bytes, permit).map_err(failed)
        }
        replaced => replaced.map_err(failed),
    }
}

fn replace(target: &Target, bytes: &[u8], permit: &Permit) -> Result<(), Obstacle> {
    let (new, likeness) = target.beside(bytes)?;
    match likeness {
        Likeness::Whole if !permit.stands() => Err(Obstacle::GivenUp),
        Likeness::Whole => new.put(&target.path).map_err(|not| match not {
            NotPut::Unnamed(error) => obstacle_of(&error),
            // The file is already in place, and writing it again would not make it durable.
            NotPut::Unflushed(error) => {
                Some(obstacle_of(&error)).filter(|o| !o.bars_folder()).unwrap_or(Obstacle::Faulty)
            }
        }),
        Likeness::Partial => Err(Obstacle::NoRights),
    }
}

fn in_place(target: &Target, bytes: &[u8], permit: &Permit) -> Result<(), Obstacle> {
    let old = read_bytes(&target.path).map_err(|error| Obstacle::Unseen(error.problem))?;
    if !permit.stands() {
        return Err(Obstacle::GivenUp);
    }
    write_over(&target.path, &old, bytes).map_err(|NotOver { error, .. }| obstacle_of(&error))
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::fs;
    use std::os::unix::fs::{MetadataExt, symlink};
    use std::path::PathBuf;

    use super::super::write::tests::{IS_LAST_FLUSH_FAULTY, names};
    use super::*;

    /// A folder with `a.html`.
    fn folder() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.html");
        fs::write(&path, "old").unwrap();
        (folder, path)
    }

    #[test]
    fn other_names_stay_names_of_the_same_file() {
        let (folder, path) = folder();
        let (hard, soft) = (folder.path().join("hard.html"), folder.path().join("soft.html"));
        fs::hard_link(&path, &hard).unwrap();
        symlink("a.html", &soft).unwrap();
        for (name, text) in [(&path, "new, and longer"), (&hard, "n"), (&soft, "")] {
            export(name, text.as_bytes()).unwrap();
            assert_eq!([&path, &hard, &soft].map(|name| fs::read_to_string(name).unwrap()), [text; 3]);
        }
        assert_eq!(names(folder.path()), ["a.html", "hard.html", "soft.html"]);
    }

    #[test]
    fn one_name_is_replaced_and_a_crash_leaves_the_old_file_or_the_new_one() {
        let (folder, path) = folder();
        let before = fs::metadata(&path).unwrap().ino();
        // Kept open, so that the inode number is not reused.
        let _old = fs::File::open(&path).unwrap();
        export(&path, b"new").unwrap();
        assert_ne!(fs::metadata(&path).unwrap().ino(), before);
        assert_eq!(names(folder.path()), ["a.html"]);
    }

    #[test]
    fn a_fault_of_the_disk_is_told() {
        let (_folder, path) = folder();
        IS_LAST_FLUSH_FAULTY.set(true);
        let error = export(&path, b"new").unwrap_err();
        IS_LAST_FLUSH_FAULTY.set(false);
        assert_eq!(error, WriteError { obstacle: Obstacle::Faulty, path });
    }
}
