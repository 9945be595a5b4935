//! Where symbolic links lead.

use std::fs;
use std::path::{Path, PathBuf};

/// A path, followed by each symbolic link it leads through.
pub(in crate::file) fn links(path: &Path) -> impl Iterator<Item = PathBuf> {
    const MOST_LINKS: usize = 40;
    let next = |path: &PathBuf| Some(path.parent().unwrap_or(Path::new("")).join(fs::read_link(path).ok()?));
    std::iter::successors(Some(path.to_owned()), next).take(MOST_LINKS)
}
