//! The space that all versions take together, and which are deleted if it is too much. The total is updated with every
//! save and measured only now and then, because looking at every file can take longer than a save should.

use std::fs;
use std::path::{Path, PathBuf};

use super::store::{name_file, taken_apart};
use crate::file::read::read_text;
use crate::file::write::jot_private;

/// The limit for all versions of all drafts, in bytes.
pub(super) const LIMIT: u64 = 200 * 1024 * 1024;
/// How long a recorded size is trusted, in seconds: two windows may record at the same time, and others may remove
/// files.
const TRUSTED: u64 = 24 * 3600;
/// The file next to the folders of the drafts that records their total size, and when it was measured.
const NOTE: &str = "size";

/// A recorded size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Note {
    total: u64,
    /// When it was measured, in seconds since 1970.
    at: u64,
}

/// Records a change of a draft's size. A lost record is corrected by the next measurement.
pub(super) fn note(root: &Path, before: u64, after: u64) {
    if before != after
        && let Some(note) = read(root)
    {
        write(root, Note { total: note.total.saturating_add(after).saturating_sub(before), ..note });
    }
}

/// Forces a measurement at the next check.
pub(super) fn forget(root: &Path) {
    let _ = fs::remove_file(root.join(NOTE));
}

/// Removes versions if they exceed the limit. A tenth more than necessary is removed, so that not every save has to
/// check.
pub(super) fn keep_to(root: &Path, most: u64, now: u64) {
    let is_trusted = |note: &Note| now.checked_sub(note.at).is_some_and(|age| age < TRUSTED);
    if read(root).filter(is_trusted).is_some_and(|note| note.total <= most) {
        return;
    }
    let held = held(root);
    let total = held.iter().map(|held| held.bytes).sum();
    let total = if total > most { shrink(held, total, most - most / 10) } else { total };
    if root.is_dir() {
        write(root, Note { total, at: now });
    }
}

/// A version of any draft.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Held {
    rank: Rank,
    at: u64,
    file: PathBuf,
    bytes: u64,
}

/// In the order of removal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Usual,
    /// With a name, or the last one of its draft.
    Dear,
}

fn held(root: &Path) -> Vec<Held> {
    let folders = fs::read_dir(root).into_iter().flatten().flatten();
    folders.flat_map(|folder| of_draft(&folder.path())).collect()
}

fn of_draft(folder: &Path) -> Vec<Held> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut held: Vec<Held> = files.filter_map(|entry| of_file(&entry)).collect();
    if let Some(last) = held.iter_mut().max_by_key(|held| held.at) {
        last.rank = Rank::Dear;
    }
    held
}

fn of_file(entry: &fs::DirEntry) -> Option<Held> {
    let file = entry.path();
    let (at, _) = taken_apart(&file)?;
    let bytes = entry.metadata().ok()?.len();
    Some(Held { rank: Rank::Usual, at, file, bytes })
}

/// Removes the oldest versions until the rest fits; returns the remaining size.
fn shrink(mut held: Vec<Held>, mut total: u64, most: u64) -> u64 {
    for held in &mut held {
        if name_file(&held.file).is_file() {
            held.rank = Rank::Dear;
        }
    }
    held.sort_unstable();
    for held in held {
        if total <= most {
            break;
        }
        if fs::remove_file(&held.file).is_ok() {
            let _ = fs::remove_file(name_file(&held.file));
            total = total.saturating_sub(held.bytes);
        }
    }
    total
}

fn read(root: &Path) -> Option<Note> {
    let text = read_text(&root.join(NOTE)).ok()?;
    let (total, at) = text.strip_suffix('\n')?.split_once(' ')?;
    Some(Note { total: total.parse().ok()?, at: at.parse().ok()? })
}

fn write(root: &Path, note: Note) {
    let Note { total, at } = note;
    if jot_private(&root.join(NOTE), format!("{total} {at}\n").as_bytes()).is_err() {
        forget(root);
    }
}
