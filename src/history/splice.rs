//! The difference between two texts: one stretch removed, one inserted.

use crate::diff::{common_prefix, common_suffix};

/// A replacement of one range of a text. `at` is in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Splice {
    pub at: usize,
    pub removed: String,
    pub inserted: String,
}

impl Splice {
    /// The splice that turns one text into the other; `None` if they are equal. Between equal characters, the cursor
    /// (in bytes of `after`) decides which of them is new.
    pub(super) fn between(before: &str, after: &str, caret: Option<usize>) -> Option<Splice> {
        if before == after {
            return None;
        }
        let shorter = before.len().min(after.len());
        let behind_caret =
            caret.and_then(|caret| after.get(caret..)).filter(|rest| before.ends_with(rest)).map_or(0, str::len);
        let mut start = common_prefix(before, after).min(shorter - behind_caret);
        while !(before.is_char_boundary(start) && after.is_char_boundary(start)) {
            start -= 1;
        }
        let mut tail = common_suffix(before, after).min(shorter - start);
        while !(before.is_char_boundary(before.len() - tail) && after.is_char_boundary(after.len() - tail)) {
            tail -= 1;
        }
        let middle = |text: &str| {
            let middle = text.get(start..text.len() - tail);
            debug_assert!(
                middle.is_some(),
                "what is alike at both ends ends between characters and does not overlap"
            );
            middle.unwrap_or_default().to_owned()
        };
        Some(Splice { at: start, removed: middle(before), inserted: middle(after) })
    }

    pub(super) fn redo(&self, text: &mut String) {
        replace(text, self.at, &self.removed, &self.inserted);
    }

    pub(super) fn undo(&self, text: &mut String) {
        replace(text, self.at, &self.inserted, &self.removed);
    }

    /// Merges the next splice if it continues this typing. Returns whether it did.
    pub(super) fn join(&mut self, next: &Splice) -> bool {
        let is_line_break = next.inserted.contains(['\n', '\r']);
        if is_line_break {
            return false;
        }
        if self.inserted.is_empty() && next.inserted.is_empty() {
            return self.join_deletion(next);
        }
        let end = self.at + self.inserted.len();
        if next.removed.is_empty() && next.at == end && !self.inserted.is_empty() {
            self.inserted.push_str(&next.inserted);
            return true;
        }
        self.join_composition(next)
    }

    /// Backspace continues to the left, Delete to the right.
    fn join_deletion(&mut self, next: &Splice) -> bool {
        if next.at + next.removed.len() == self.at {
            self.at = next.at;
            self.removed.insert_str(0, &next.removed);
            return true;
        }
        let goes_right = next.at == self.at;
        if goes_right {
            self.removed.push_str(&next.removed);
        }
        goes_right
    }

    /// An input method replaces what it has just inserted.
    fn join_composition(&mut self, next: &Splice) -> bool {
        let is_replacement = !next.removed.is_empty() && !next.inserted.is_empty();
        let Some(from) = next.at.checked_sub(self.at).filter(|_| is_replacement) else { return false };
        let range = from..from + next.removed.len();
        let is_own = self.inserted.get(range.clone()) == Some(next.removed.as_str());
        if is_own {
            self.inserted.replace_range(range, &next.inserted);
        }
        is_own
    }

    pub(super) fn size_in_bytes(&self) -> usize {
        self.removed.capacity() + self.inserted.capacity()
    }
}

fn replace(text: &mut String, at: usize, old: &str, new: &str) {
    let range = at..at + old.len();
    let fits = text.get(range.clone()) == Some(old);
    debug_assert!(fits, "a step is undone and redone where it was made");
    if fits {
        text.replace_range(range, new);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(before: &str, after: &str, caret: Option<usize>, expected: (usize, &str, &str)) {
        let splice = Splice::between(before, after, caret).unwrap();
        assert_eq!((splice.at, splice.removed.as_str(), splice.inserted.as_str()), expected);
        let mut text = before.to_owned();
        splice.redo(&mut text);
        assert_eq!(text, after);
        splice.undo(&mut text);
        assert_eq!(text, before);
    }

    #[test]
    fn only_what_differs_is_kept() {
        check("one two", "one new two", None, (4, "", "new "));
        check("one two", "one", None, (3, " two", ""));
        check("colour", "color", None, (4, "u", ""));
        assert_eq!(Splice::between("same", "same", None), None);
    }

    #[test]
    fn characters_stay_whole() {
        check("é", "è", None, (0, "é", "è"));
        check("👩🏽", "👩🏾", None, (4, "🏽", "🏾"));
        check("aé", "a©", None, (1, "é", "©"));
    }

    #[test]
    fn the_caret_says_which_of_two_equal_letters_is_new() {
        check("ab", "aab", Some(1), (0, "", "a"));
        check("ab", "aab", Some(2), (1, "", "a"));
        check("aab", "ab", Some(0), (0, "a", ""));
    }

    #[test]
    fn a_caret_that_cannot_be_right_is_left_out_of_account() {
        check("ab", "xb", Some(0), (0, "a", "x"));
        check("ab", "aab", Some(99), (1, "", "a"));
    }

    #[test]
    fn long_texts_are_compared_to_the_byte() {
        let long = "x".repeat(1_000);
        check(&format!("{long}a{long}"), &format!("{long}b{long}"), None, (1_000, "a", "b"));
    }
}
