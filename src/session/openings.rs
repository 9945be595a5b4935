//! The files being opened, and which of them is wanted.

use std::path::{Path, PathBuf};

use super::values::Way;

/// The files being opened.
#[derive(Debug, Default)]
pub(super) struct Openings {
    under_way: Vec<Opening>,
    /// The one to show. The others were cancelled, and their results are dropped.
    wanted: Option<u64>,
    count: u64,
    /// Whether the window started with this file and shows no draft until it is read.
    pub comes_up: bool,
}

#[derive(Debug)]
struct Opening {
    number: u64,
    path: PathBuf,
    way: Way,
}

impl Openings {
    /// The file being opened.
    pub fn path(&self) -> Option<&Path> {
        let wanted = self.under_way.iter().find(|opening| Some(opening.number) == self.wanted)?;
        Some(&wanted.path)
    }

    /// Whether the window waits for its first draft.
    pub fn comes_up(&self) -> bool {
        self.comes_up && self.wanted.is_some()
    }

    /// Cancels the opening.
    pub fn give_up(&mut self) {
        self.wanted = None;
        self.comes_up = false;
    }

    /// Starts to open a file. Returns the number of the opening, or `None` if the file is already being opened: that
    /// opening has its lock.
    pub fn begin(&mut self, path: &Path, way: &Way) -> Option<u64> {
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

    /// Removes a finished opening. Returns whether it is the current one.
    pub fn end(&mut self, number: u64) -> bool {
        self.under_way.retain(|opening| opening.number != number);
        let is_wanted = self.wanted == Some(number);
        if is_wanted {
            self.give_up();
        }
        is_wanted
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
