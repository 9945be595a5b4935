//! Undo and redo for a whole article, one step per place and pause. A step only holds what changed, so a thousand
//! steps fit in memory whatever the size of the article. `document` decides which edits are made, and when.

mod delta;
mod splice;

use std::collections::VecDeque;

use crate::article::{Article, Place};
use crate::writing::Selection;

use delta::Delta;

/// The greatest number of steps kept; the oldest goes first.
pub const STEP_LIMIT: usize = 1_000;

/// The memory limit of all steps, in bytes; the oldest goes first, the newest never.
pub const BYTES_LIMIT: usize = 40_000_000;

/// In seconds. Typing after a longer pause starts a new step.
pub const PAUSE_SECS: f64 = 1.0;

/// More characters than this at once were pasted rather than typed.
const TYPED_CHARS: usize = 8;

/// The steps that can be undone and redone.
#[derive(Debug, Default)]
pub struct History {
    done: VecDeque<Step>,
    undone: Vec<Step>,
    /// When the newest step was last extended, while it still can be.
    typing: Option<f64>,
    bytes: usize,
    /// The newest step was made by a command, and the selection after it is not known yet.
    awaits_spot: bool,
    state: u64,
    latest_state: u64,
}

/// One edit, as reported by `document`.
#[derive(Debug)]
pub struct Edit<'a> {
    pub before: &'a Article,
    pub after: &'a Article,
    /// Where the step is visible when it is redone, and when it is undone.
    pub places: Places,
    /// The selections.
    pub spots: Spots,
    /// In seconds from an arbitrary start.
    pub now: f64,
    pub kind: EditKind,
}

/// Where a step is visible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    pub done: Place,
    pub undone: Place,
}

/// A place with the selection in its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    pub place: Place,
    /// In bytes of the text at the place.
    pub selection: Selection,
}

/// The selection before a step, and after it if that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spots {
    pub before: Option<Spot>,
    pub after: Option<Spot>,
}

/// The origin of an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditKind {
    /// Typed in a field; extends the previous typing.
    Typed,
    /// Made by a command; always a step of its own.
    Command,
}

/// What undo and redo return besides the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    pub place: Place,
    /// In bytes of the text at the place, if it has one.
    pub selection: Option<Selection>,
}

/// The result of recording an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// Nothing had changed.
    Nothing,
    /// It is a step, or part of the newest one.
    Step,
}

#[derive(Debug)]
struct Step {
    delta: Delta,
    places: Places,
    spots: Spots,
    /// The states before and after the step.
    states: (u64, u64),
}

impl Places {
    /// The same place for undo and redo.
    pub fn at(place: Place) -> Places {
        Places { done: place.clone(), undone: place }
    }
}

impl History {
    /// Records an edit.
    pub fn record(&mut self, edit: Edit<'_>) -> Recorded {
        let caret = edit.spots.after.as_ref().filter(|spot| spot.place == edit.places.done);
        let caret = caret.map(|spot| spot.selection.caret);
        let delta = Delta::between(edit.before, edit.after, &edit.places.done, caret);
        if delta.is_empty() {
            return Recorded::Nothing;
        }
        self.bytes -= self.undone.drain(..).map(|step| step.size_in_bytes()).sum::<usize>();
        self.latest_state += 1;
        let states = (self.state, self.latest_state);
        self.state = self.latest_state;
        self.awaits_spot = false;
        let step = Step { delta, places: edit.places, spots: edit.spots, states };
        match edit.kind {
            EditKind::Typed => self.type_step(step, edit.now),
            EditKind::Command => {
                self.typing = None;
                self.awaits_spot = step.spots.after.is_none();
                self.push(step);
            }
        }
        Recorded::Step
    }

    /// The focus has settled here. After a command, this is the selection after its step, if the step is visible there.
    pub fn settle(&mut self, spot: &Spot) {
        let Some(step) = self.done.back_mut().filter(|_| self.awaits_spot) else { return };
        let (item, done) = (spot.place.item(), &step.places.done);
        let is_in_list = item.as_ref().is_some_and(|item| item.kind().place() == *done);
        if spot.place == *done || is_in_list || (item.is_some() && item == done.item()) {
            step.spots.after = Some(spot.clone());
            self.awaits_spot = false;
        }
    }

    /// Undoes the newest step.
    pub fn undo(&mut self, article: &mut Article) -> Option<Restored> {
        self.rest();
        self.awaits_spot = false;
        let step = self.done.pop_back()?;
        step.delta.undo(article);
        self.state = step.states.0;
        let restored = restored(&step.places.undone, step.spots.before.as_ref(), step.delta.caret_undone());
        self.undone.push(step);
        Some(restored)
    }

    /// Redoes the last undone step.
    pub fn redo(&mut self, article: &mut Article) -> Option<Restored> {
        self.rest();
        let step = self.undone.pop()?;
        step.delta.redo(article);
        self.state = step.states.1;
        let restored = restored(&step.places.done, step.spots.after.as_ref(), step.delta.caret_done());
        self.done.push_back(step);
        Some(restored)
    }

    /// Identifies the current article: equal numbers mean equal articles.
    pub fn state(&self) -> u64 {
        self.state
    }

    /// The number of steps that can be undone.
    pub fn undo_len(&self) -> usize {
        self.done.len()
    }

    /// The number of steps that can be redone.
    pub fn redo_len(&self) -> usize {
        self.undone.len()
    }

    /// Makes the next edit a step of its own.
    pub fn rest(&mut self) {
        self.typing = None;
    }

    /// The memory of the steps, in bytes.
    pub fn size_in_bytes(&self) -> usize {
        self.bytes
    }

    /// Merges typing into the newest step, or makes a new one.
    fn type_step(&mut self, step: Step, now: f64) {
        let is_pause = self.typing.is_none_or(|last| !(0.0..=PAUSE_SECS).contains(&(now - last)));
        if !is_pause && self.join(&step) {
            self.typing = Some(now);
            return;
        }
        self.typing = step.delta.is_typed(TYPED_CHARS).then_some(now);
        self.push(step);
    }

    fn join(&mut self, step: &Step) -> bool {
        let Some(last) = self.done.back_mut().filter(|last| last.places == step.places) else { return false };
        let size = last.size_in_bytes();
        let is_joined = step.delta.is_typed(TYPED_CHARS) && last.delta.join(&step.delta);
        if is_joined {
            last.spots.after.clone_from(&step.spots.after);
            last.states.1 = step.states.1;
            self.bytes = self.bytes - size + last.size_in_bytes();
        }
        is_joined
    }

    fn push(&mut self, step: Step) {
        self.bytes += step.size_in_bytes();
        self.done.push_back(step);
        while self.done.len() > STEP_LIMIT || (self.bytes > BYTES_LIMIT && self.done.len() > 1) {
            self.bytes -= self.done.pop_front().map_or(0, |step| step.size_in_bytes());
        }
    }
}

/// Where to look: the recorded selection, or else the end of the changed text.
fn restored(place: &Place, spot: Option<&Spot>, caret: Option<(&Place, usize)>) -> Restored {
    if let Some(Spot { place, selection }) = spot {
        return Restored { place: place.clone(), selection: Some(*selection) };
    }
    let caret = caret.filter(|(at, _)| *at == place).map(|(_, caret)| Selection::at(caret));
    Restored { place: place.clone(), selection: caret }
}

impl Step {
    fn size_in_bytes(&self) -> usize {
        size_of::<Step>() + self.delta.size_in_bytes()
    }
}

#[cfg(test)]
mod tests;
