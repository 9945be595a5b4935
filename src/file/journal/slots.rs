//! The files of one entry: which of them is written next, so that the newest complete one and the newest flushed one
//! are never touched. `journal` writes their content.

use std::fs::File;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::super::write::{WriteError, flush_folder, flushed, obstacle_of};
use super::locations::{ENTRY, private, remove};

/// One that is flushed, one being flushed, the newest one, and one being written; usually two of these are enough.
pub(super) const SLOTS: usize = 4;

/// The name of one of an entry's files.
pub(super) fn file_name(entry: &str, slot: usize) -> String {
    match slot {
        0 => format!("{entry}.{ENTRY}"),
        slot => format!("{entry}.{slot}.{ENTRY}"),
    }
}

/// The states of an entry's files.
#[derive(Debug, Default)]
pub(super) struct Slots {
    slots: [Slot; SLOTS],
    turn: u64,
}

#[derive(Debug, Default)]
struct Slot {
    state: State,
    /// The file of the draft.
    draft: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// There is no file, or no complete one.
    #[default]
    Free,
    Written(u64),
    Flushing(u64),
    Flushed(u64),
}

impl State {
    fn turn(self) -> u64 {
        match self {
            State::Free => 0,
            State::Written(turn) | State::Flushing(turn) | State::Flushed(turn) => turn,
        }
    }
}

impl Slots {
    /// Which file to write now, and its turn.
    pub(super) fn next(&mut self) -> (usize, u64) {
        let newest = self.turns().max().unwrap_or_default();
        let safest = self.slots.iter().filter(|slot| matches!(slot.state, State::Flushed(_)));
        let safest = safest.map(|slot| slot.state.turn()).max();
        let is_free = |slot: &Slot| match slot.state {
            State::Free => true,
            State::Flushing(_) => false,
            // A file that is neither the newest nor the newest flushed one would never be read again.
            State::Written(turn) | State::Flushed(turn) => turn != newest && Some(turn) != safest,
        };
        let slot = self.slots.iter().position(is_free);
        debug_assert!(slot.is_some(), "{:?}", self.slots);
        let slot = slot.unwrap_or_default();
        // If the write is interrupted, the file is no longer complete.
        self.set(slot, State::Free);
        self.turn += 1;
        (slot, self.turn)
    }

    pub(super) fn written(&mut self, slot: usize, turn: u64, draft: Option<&Path>) {
        self.set(slot, State::Written(turn));
        if let Some(slot) = self.slots.get_mut(slot) {
            slot.draft = draft.map(Path::to_owned);
        }
    }

    pub(super) fn begin_flush(&mut self, turn: u64) {
        self.change(State::Written(turn), State::Flushing(turn));
    }

    /// Returns the slots to remove: those of other drafts, which this window has left.
    pub(super) fn end_flush(&mut self, turn: u64, is_flushed: bool) -> Vec<usize> {
        // After a failed flush it still survives if only the program ends, so it stays the newest.
        let after = if is_flushed { State::Flushed(turn) } else { State::Written(turn) };
        let Some(draft) = self.change(State::Flushing(turn), after).filter(|_| is_flushed) else {
            return Vec::new();
        };
        let is_left = |slot: &Slot| (1..turn).contains(&slot.state.turn()) && slot.draft != draft;
        let left: Vec<usize> = (0..SLOTS).filter(|slot| self.slots.get(*slot).is_some_and(is_left)).collect();
        left.iter().for_each(|slot| self.set(*slot, State::Free));
        left
    }

    /// The slots that may have files.
    pub(super) fn oldest_first(&self) -> Vec<usize> {
        let mut slots: Vec<usize> = if self.turn == 0 { Vec::new() } else { (0..SLOTS).collect() };
        slots.sort_by_key(|slot| self.slots.get(*slot).map(|slot| slot.state.turn()));
        slots
    }

    pub(super) fn cleared(&mut self, slot: usize) {
        self.set(slot, State::Free);
    }

    fn turns(&self) -> impl Iterator<Item = u64> {
        self.slots.iter().map(|slot| slot.state.turn())
    }

    fn set(&mut self, slot: usize, state: State) {
        if let Some(slot) = self.slots.get_mut(slot) {
            slot.state = state;
        }
    }

    /// Changes a slot from one state to another, and returns its draft.
    fn change(&mut self, from: State, to: State) -> Option<Option<PathBuf>> {
        let slot = self.slots.iter_mut().find(|slot| slot.state == from)?;
        slot.state = to;
        Some(slot.draft.clone())
    }
}

/// A written file that may still be only in the system's cache.
#[derive(Debug)]
pub struct Written {
    file: File,
    path: PathBuf,
    turn: u64,
    /// Whether there was no file with this name before.
    is_new: bool,
}

impl Written {
    /// Writes a file.
    ///
    /// # Errors
    /// Fails if the file cannot be written completely; readers recognise what is left as incomplete.
    pub(super) fn to(path: PathBuf, turn: u64, bytes: &[u8]) -> Result<Written, WriteError> {
        let failed = |error: io::Error| WriteError { obstacle: obstacle_of(&error), path: path.clone() };
        let (mut file, is_new) = match private().write(true).create_new(true).open(&path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                (private().write(true).open(&path).map_err(failed)?, false)
            }
            opened => (opened.map_err(failed)?, true),
        };
        let length = bytes.len() as u64;
        if let Err(error) = file.write_all(bytes).and_then(|()| file.set_len(length)) {
            if is_new {
                let _ = remove(&path);
            }
            return Err(failed(error));
        }
        Ok(Written { file, path, turn, is_new })
    }

    /// The entry's file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn turn(&self) -> u64 {
        self.turn
    }

    /// Flushes the file to the disk, which may take as long as the disk is busy. A failed flush is not repeated,
    /// because the system may have dropped what it could not write.
    ///
    /// # Errors
    /// Fails if the disk does; what was written may then not survive a power cut.
    pub fn flush(&self) -> Result<(), WriteError> {
        let failed = |error: io::Error| WriteError { obstacle: obstacle_of(&error), path: self.path.clone() };
        flushed(self.file.sync_data()).map_err(failed)?;
        match self.path.parent() {
            Some(folder) if self.is_new => flush_folder(folder).map_err(failed),
            Some(_) | None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes `count` times and returns the slots used; nothing is flushed in between.
    fn take(slots: &mut Slots, count: usize) -> Vec<usize> {
        let take = |_| {
            let (slot, turn) = slots.next();
            slots.written(slot, turn, None);
            slot
        };
        (0..count).map(take).collect()
    }

    #[test]
    fn two_files_are_written_in_turn_where_the_disk_keeps_up() {
        let mut slots = Slots::default();
        for turn in 1..9 {
            assert_eq!(take(&mut slots, 1), [usize::from(turn % 2 == 0)]);
            slots.begin_flush(turn);
            assert_eq!(slots.end_flush(turn, true), [0; 0]);
        }
    }

    #[test]
    fn the_newest_and_the_flushed_and_what_is_being_flushed_are_never_written_over() {
        let mut slots = Slots::default();
        assert_eq!(take(&mut slots, 1), [0]);
        slots.begin_flush(1);
        slots.end_flush(1, true);
        assert_eq!(take(&mut slots, 1), [1]);
        slots.begin_flush(2);
        assert_eq!(take(&mut slots, 5), [2, 3, 2, 3, 2]);
        slots.end_flush(2, true);
        // What was flushed first is free now.
        assert_eq!(take(&mut slots, 3), [0, 2, 0]);
    }

    #[test]
    fn what_could_not_be_flushed_is_not_taken_for_safe() {
        let mut slots = Slots::default();
        take(&mut slots, 1);
        slots.begin_flush(1);
        slots.end_flush(1, true);
        take(&mut slots, 1);
        slots.begin_flush(2);
        slots.end_flush(2, false);
        assert_eq!(take(&mut slots, 4), [2, 1, 2, 1]);
    }

    #[test]
    fn the_newest_is_cleared_last() {
        let mut slots = Slots::default();
        assert_eq!(slots.oldest_first(), [0; 0]);
        take(&mut slots, 2);
        // The others contain nothing that was written completely.
        assert_eq!(slots.oldest_first(), [2, 3, 0, 1]);
    }

    #[test]
    fn what_is_left_of_another_draft_goes_when_the_next_is_safe() {
        let mut slots = Slots::default();
        for (turn, draft) in [(1, "/a"), (2, "/b")] {
            let (slot, _) = slots.next();
            slots.written(slot, turn, Some(Path::new(draft)));
        }
        slots.begin_flush(2);
        assert_eq!(slots.end_flush(2, true), [0]);
    }
}
