//! Files being opened: which of them is waited for, how that is cancelled, and what the window shows until the file that
//! it started with has been read.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;

use egui::{Context, Key, Modifiers};

use crate::app::exchange::event::Arrived;
use crate::app::exchange::values::{Opened, Way};
use crate::app::{App, Goal};
use crate::article::Place;
use crate::file::one_line;

/// The files being opened.
#[derive(Debug, Default)]
pub struct Openings {
    under_way: Vec<Opening>,
    /// The one to be shown. The others were cancelled, and what comes of them is dropped.
    wanted: Option<u64>,
    count: u64,
    /// The window started with this file, and shows no draft until it is read.
    comes_up: bool,
}

#[derive(Debug)]
struct Opening {
    number: u64,
    path: PathBuf,
    way: Way,
}

impl Openings {
    /// The file that is waited for.
    pub fn path(&self) -> Option<&Path> {
        let wanted = self.under_way.iter().find(|opening| Some(opening.number) == self.wanted)?;
        Some(&wanted.path)
    }

    /// Its name, on one line.
    pub fn name(&self) -> Option<String> {
        let path = self.path()?;
        Some(one_line(&path.file_name().unwrap_or(path.as_os_str()).to_string_lossy()))
    }

    /// Whether the window waits for its first draft.
    pub fn comes_up(&self) -> bool {
        self.comes_up && self.wanted.is_some()
    }

    /// Nothing is waited for any longer.
    pub fn give_up(&mut self) {
        self.wanted = None;
        self.comes_up = false;
    }

    /// Waits for a file. Gives the number of its opening; `None` where it is being opened already, and holds its lock.
    fn begin(&mut self, path: &Path, way: &Way) -> Option<u64> {
        let is_same = |opening: &&Opening| opening.path == path && opening.way == *way;
        if let Some(same) = self.under_way.iter().find(is_same) {
            self.wanted = Some(same.number);
            return None;
        }
        self.count += 1;
        self.wanted = Some(self.count);
        self.under_way.push(Opening { number: self.count, path: path.to_owned(), way: way.clone() });
        self.wanted
    }

    /// Forgets an opening that is done. Whether it is the one that was waited for.
    fn end(&mut self, number: u64) -> bool {
        self.under_way.retain(|opening| opening.number != number);
        let is_wanted = self.wanted == Some(number);
        if is_wanted {
            self.give_up();
        }
        is_wanted
    }
}

impl App {
    /// Opens a file in some way.
    pub(super) fn open_as(&mut self, path: PathBuf, way: Way) {
        self.begin_opening(path, way);
    }

    fn begin_opening(&mut self, path: PathBuf, way: Way) -> Option<Receiver<()>> {
        self.left = Some(self.document.state());
        let number = self.openings.begin(&path, &way)?;
        Some(self.exchange.open(number, path, way, self.clock.now()))
    }

    /// Opens the file that the window starts with. A short one is there before the first frame; for a long one the window
    /// says that it is being opened.
    pub(in crate::app) fn come_up_with(&mut self, ctx: &Context, path: PathBuf) {
        let Some(is_done) = self.begin_opening(path, self.locked()) else { return };
        self.openings.comes_up = true;
        self.exchange.wait(&is_done);
        self.hear(ctx);
    }

    /// Takes in the results of background work.
    pub(in crate::app) fn hear(&mut self, ctx: &Context) {
        while let Some(event) = self.exchange.poll() {
            self.happened(ctx, event);
        }
    }

    /// An opening is done, or has failed: its result is shown if it is still waited for.
    pub(super) fn arrived(&mut self, ctx: &Context, arrived: Arrived) {
        let Arrived { number, path, result, prepared, whereabouts } = arrived;
        if !self.openings.end(number) {
            if let Ok(Opened::Draft(_, Some(lock))) = result {
                self.exchange.give_back(lock);
            }
            return;
        }
        match result {
            Ok(opened) => {
                self.opened(ctx, path.clone(), opened, prepared);
                self.go_back_to(&path, whereabouts);
            }
            Err(failed) => self.open_failed(ctx, path, failed),
        }
    }

    /// Stops waiting for the file.
    pub(in crate::app) fn give_up_opening(&mut self) {
        let Some(name) = self.openings.name() else { return };
        let came_up = self.openings.comes_up();
        self.openings.give_up();
        self.say(format!("{name} was not opened"));
        if came_up {
            self.focus_goal = Some(Goal::Field(Place::Headline, None));
        }
    }

    /// Escape stops waiting for the file.
    pub(in crate::app) fn watch_opening(&mut self, ctx: &Context) {
        let is_waiting = self.dialog.is_none() && self.openings.path().is_some();
        if is_waiting && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            self.give_up_opening();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn begin(openings: &mut Openings, path: &str) -> u64 {
        openings.begin(Path::new(path), &Way::Copy).expect("the file is not being opened yet")
    }

    #[track_caller]
    fn check(openings: &Openings, expected: Option<&str>) {
        assert_eq!(openings.path(), expected.map(Path::new));
    }

    #[test]
    fn the_file_asked_for_last_is_waited_for() {
        let mut openings = Openings::default();
        let first = begin(&mut openings, "a");
        let second = begin(&mut openings, "b");
        check(&openings, Some("b"));
        assert!(!openings.end(first));
        check(&openings, Some("b"));
        assert!(openings.end(second));
        check(&openings, None);
    }

    #[test]
    fn a_file_that_was_given_up_is_waited_for_again_and_not_read_twice() {
        let mut openings = Openings::default();
        let first = begin(&mut openings, "a");
        openings.give_up();
        check(&openings, None);
        assert_eq!(openings.begin(Path::new("a"), &Way::Copy), None);
        assert!(openings.end(first));
    }
}
