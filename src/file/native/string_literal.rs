//! How a text is written in the native format: as it was typed, unless a program that handles the file could change it.
//! In that case the whole text is in quotation marks, with the characters at risk escaped.

use std::fmt::Write;

/// The kind of field that contains a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Line,
    Body,
}

/// Writes a text so that every byte is preserved, even if line endings of the file are changed.
pub(super) fn push_text(out: &mut String, text: &str, shape: Shape) {
    if needs_escapes(text) {
        push_escaped(out, text);
    } else if shape == Shape::Body || text.contains(['"', '\\']) {
        let hashes = "#".repeat(longest_run_of_hashes(text) + 1);
        let _ = write!(out, "r{hashes}\"{text}\"{hashes}");
    } else {
        let _ = write!(out, "\"{text}\"");
    }
}

/// Whether a raw text would not survive all editors and version control, or is not visible.
fn needs_escapes(text: &str) -> bool {
    text.contains(is_hidden)
        || (text.contains('\n') && (has_space_at_line_end(text) || marker_lines(text).next().is_some()))
}

/// Invisible characters, characters that some programs take for a line ending, and those that reverse the direction of
/// a line. The marks and joiners needed to type Arabic, Hebrew and Persian are not included.
fn is_hidden(c: char) -> bool {
    match c {
        // The usual case, which is decided first.
        '\n' | '\t' | ' '..='~' => false,
        '\u{feff}' | '\u{2028}' | '\u{2029}' => true,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        c => c.is_control(),
    }
}

/// Whether there is trailing whitespace, which editors remove.
fn has_space_at_line_end(text: &str) -> bool {
    let mut lines = text.split('\n');
    // The last line is followed by the closing quotation mark.
    lines.next_back();
    lines.any(|line| line.ends_with(char::is_whitespace))
}

/// The starts of lines that look like conflict markers. The first line of a text does not count, because it follows the
/// name of its field.
fn marker_lines(text: &str) -> impl Iterator<Item = usize> {
    let starts = text.match_indices('\n').map(|(at, _)| at + 1);
    starts.filter(|start| text.get(*start..).is_some_and(starts_with_marker))
}

/// Whether a text starts like `<<<<<<< label`, `||||||| label`, `=======` or `>>>>>>> label`.
pub(super) fn starts_with_marker(text: &str) -> bool {
    let Some(first @ ('<' | '|' | '=' | '>')) = text.chars().next() else { return false };
    let rest = text.trim_start_matches(first);
    text.len() - rest.len() >= MARKER_LENGTH && (rest.is_empty() || rest.starts_with(['\n', ' ', '\r']))
}

/// The number of characters of a marker.
pub(super) const MARKER_LENGTH: usize = 7;

fn push_escaped(out: &mut String, text: &str) {
    let mut markers = marker_lines(text).peekable();
    let mut rest = text.char_indices().peekable();
    out.push('"');
    while let Some((at, c)) = rest.next() {
        let is_at_line_end = rest.peek().is_some_and(|(_, next)| *next == '\n');
        let is_marker = markers.next_if_eq(&at).is_some();
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\r' => out.push_str("\\r"),
            '\t' if is_at_line_end => out.push_str("\\t"),
            '\n' => out.push(c),
            c if is_marker || is_hidden(c) || (is_at_line_end && c.is_whitespace()) => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

fn longest_run_of_hashes(text: &str) -> usize {
    text.split(|c| c != '#').map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, shape: Shape, expected: &str) {
        let mut out = String::new();
        push_text(&mut out, text, shape);
        assert_eq!(out, expected);
        assert_eq!(ron::from_str::<String>(&out).as_deref(), Ok(text));
    }

    #[test]
    fn a_text_stands_as_it_was_typed() {
        check("So", Shape::Line, "\"So\"");
        check("She said \"yes\"", Shape::Line, "r#\"She said \"yes\"\"#");
        check("One \"#line\"#.\n\nTwo.\n", Shape::Body, "r##\"One \"#line\"#.\n\nTwo.\n\"##");
        check("a\tb\n\tc", Shape::Body, "r#\"a\tb\n\tc\"#");
        check("می\u{200c}خواهم \u{200f}א\u{200e}", Shape::Line, "\"می\u{200c}خواهم \u{200f}א\u{200e}\"");
    }

    #[test]
    fn what_no_eye_sees_is_an_escape() {
        check("a\r\n\0\\\"\u{feff}\tb\u{85}", Shape::Line, "\"a\\r\n\\u{0}\\\\\\\"\\u{feff}\tb\\u{85}\"");
        check("a\rb", Shape::Body, "\"a\\rb\"");
        check("a\u{2028}b\u{2029}\u{202e}c\u{2066}", Shape::Line, "\"a\\u{2028}b\\u{2029}\\u{202e}c\\u{2066}\"");
    }

    #[test]
    fn space_that_an_editor_would_take_away_is_an_escape() {
        check("a  \nb", Shape::Body, "\"a \\u{20}\nb\"");
        check(" \n\t\nb\u{a0}\n\u{3000}\n", Shape::Body, "\"\\u{20}\n\\t\nb\\u{a0}\n\\u{3000}\n\"");
        check("a ", Shape::Line, "\"a \"");
        check("a\n b ", Shape::Body, "r#\"a\n b \"#");
    }

    #[test]
    fn a_line_that_looks_like_a_merge_conflict_begins_with_an_escape() {
        check("Tide\n=======\n", Shape::Body, "\"Tide\n\\u{3d}======\n\"");
        check(
            "a\n<<<<<<< b\n||||||| c\n>>>>>>>",
            Shape::Body,
            "\"a\n\\u{3c}<<<<<< b\n\\u{7c}|||||| c\n\\u{3e}>>>>>>\"",
        );
        check("a\n======\n=======b\n <<<<<<< c", Shape::Body, "r#\"a\n======\n=======b\n <<<<<<< c\"#");
    }
}
