//! Images for a draft: where they are, and copies next to it.

use std::path::{Component, Path, PathBuf};

use super::event::Event;
use super::worker::Exchange;
use crate::file::disk;

impl Exchange {
    /// Checks whether an image is in the folder of the draft with this number.
    pub fn find_picture(&self, draft: u64, picture: PathBuf, folder: PathBuf) {
        self.start(move || {
            let name = name_within(&picture, &folder);
            Event::PictureFound(draft, picture, name)
        });
    }

    /// Copies an image into a folder, never over another file.
    pub fn copy_picture(&self, draft: u64, picture: PathBuf, folder: PathBuf) {
        self.start(move || {
            let copied = disk::copy_into(&picture, &folder).map_err(|error| error.to_string());
            Event::PictureCopied(draft, copied)
        });
    }
}

/// The path of a file relative to a folder that contains it, as a draft there refers to it.
fn name_within(path: &Path, folder: &Path) -> Option<String> {
    let (real, folder) = (disk::real_path(path), disk::real_path(folder));
    let inner = real.strip_prefix(folder).ok()?;
    let is_inside = inner.components().all(|part| matches!(part, Component::Normal(_)));
    let names: Vec<_> = inner.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    is_inside.then(|| names.join("/"))
}
