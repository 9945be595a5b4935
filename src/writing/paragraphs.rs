//! The space between two paragraphs. In the text it is one or more blank lines; on screen it is one gap that the
//! cursor never enters. The exception is an empty paragraph that is being written: its blank line is open.

use std::ops::Range;

/// The lines of a text, as far as these rules need them.
pub trait Lines {
    /// The number of lines; at least one.
    fn count(&self) -> usize;

    /// Whether a line only separates paragraphs: it contains only spaces, or quotation markers between two lines of a
    /// quotation, and is not code.
    fn is_blank(&self, line: usize) -> bool;
}

/// What a line is for the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// The cursor may be in it.
    Line,
    /// The gap between two paragraphs.
    Gap,
    /// A further blank line of such a gap, which is not shown.
    Folded,
}

/// What a line is; the blank line `open` is an empty paragraph being written.
pub fn room(lines: &impl Lines, line: usize, open: Option<usize>) -> Room {
    if !is_closed(lines, line, open) {
        return Room::Line;
    }
    let is_further = line.checked_sub(1).is_some_and(|before| is_closed(lines, before, open));
    if is_further { Room::Folded } else { Room::Gap }
}

/// The lines of the gap that contains `line`; empty if the cursor may be in it. There is always a line before and after
/// a gap, and the cursor may be in both.
pub fn gap(lines: &impl Lines, line: usize, open: Option<usize>) -> Range<usize> {
    let is_closed = |line: &usize| is_closed(lines, *line, open);
    if !is_closed(&line) {
        return line..line;
    }
    let before = (0..line).rev().take_while(is_closed).count();
    let behind = (line..lines.count()).take_while(is_closed).count();
    line - before..line + behind
}

/// The first and the last line of a text never belong to a gap, because text can be typed there.
fn is_closed(lines: &impl Lines, line: usize, open: Option<usize>) -> bool {
    line > 0 && line + 1 < lines.count() && open != Some(line) && lines.is_blank(line)
}

/// The number of bytes at the end of a line that make the break after it a hard one: a backslash, or two spaces.
pub fn break_mark(line: &str) -> usize {
    let slashes = line.len() - line.trim_end_matches('\\').len();
    match () {
        () if slashes % 2 == 1 => 1,
        () if line.ends_with("  ") && !line.trim().is_empty() => 2,
        () => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Text(Vec<&'static str>);

    impl Lines for Text {
        fn count(&self) -> usize {
            self.0.len()
        }

        fn is_blank(&self, line: usize) -> bool {
            self.0.get(line).is_some_and(|line| line.trim().is_empty())
        }
    }

    /// Each line as a letter: `L` for a line with the cursor, `g` for a gap, `.` for a folded line.
    #[track_caller]
    fn check(text: &'static str, open: Option<usize>, expected: &str) {
        let lines = Text(text.split('\n').collect());
        let found = (0..lines.count()).map(|line| match room(&lines, line, open) {
            Room::Line => 'L',
            Room::Gap => 'g',
            Room::Folded => '.',
        });
        assert_eq!(found.collect::<String>(), expected, "{text:?}");
        for line in 0..lines.count() {
            let gap = gap(&lines, line, open);
            assert_eq!(gap.is_empty(), room(&lines, line, open) == Room::Line, "{text:?} {line}");
            assert!(gap.is_empty() || (gap.start > 0 && gap.end < lines.count()), "{text:?} {line}");
        }
    }

    #[test]
    fn however_many_blank_lines_are_one_gap() {
        check("a\n\nb", None, "LgL");
        check("a\n\n\n\nb", None, "Lg..L");
        check("a\n  \nb\nc", None, "LgLL");
    }

    #[test]
    fn the_ends_of_a_text_can_always_be_written_in() {
        check("", None, "L");
        check("\n", None, "LL");
        check("a\n", None, "LL");
        check("a\n\n", None, "LgL");
        check("\n\na", None, "LgL");
        check("\n\n\n\n", None, "Lg..L");
    }

    #[test]
    fn an_open_paragraph_has_a_gap_on_either_side() {
        check("a\n\n\n\nb", Some(2), "LgLgL");
        check("a\n\n\n\n\n\nb", Some(2), "LgLg..L");
        check("a\n\nb", Some(1), "LLL");
    }

    #[test]
    fn a_kept_break_has_its_mark_at_the_end_of_the_line() {
        for (line, mark) in [("a  ", 2), ("a   ", 2), ("a ", 0), ("a\\", 1), ("a\\\\", 0), ("   ", 0), ("", 0)] {
            assert_eq!(break_mark(line), mark, "{line:?}");
        }
    }
}
