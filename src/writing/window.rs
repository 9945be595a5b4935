//! How much of a long text must be parsed to know what is at one position: from a line where parsing can start over to
//! the next one. Short texts are parsed completely.

use std::ops::Range;

use crate::markdown::scan::LineState;

/// Texts up to this size are parsed completely, in bytes.
const WHOLE: usize = 16_384;

/// The range of `text` around `range` that is parsed the same on its own as in the whole text.
pub(super) fn window(text: &str, range: Range<usize>) -> Range<usize> {
    if text.len() <= WHOLE {
        return 0..text.len();
    }
    let mut start = 0;
    let mut before = LineState::default();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let starts_anew = before.starts_anew(line);
        if starts_anew && at > range.end {
            return start..at;
        }
        if starts_anew && at <= range.start {
            start = at;
        }
        before = before.after(line);
        at += line.len();
    }
    start..text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(block: &str, expected: &str) {
        let filler = "Words and more words.\n\n".repeat(WHOLE / 20);
        let text = format!("{filler}{block}\n\n{filler}");
        let at = text.find('|').unwrap();
        assert_eq!(&text[window(&text, at..at)], expected);
    }

    #[test]
    fn a_window_begins_where_a_block_does() {
        check("One | two", "One | two\n\n");
        check("Head\n\n- a\n\n  b | c", "- a\n\n  b | c\n\n");
        check("Head\n\n- a\n\n- b | c", "- a\n\n- b | c\n\n");
        check("```\ncode\n\nmore | code\n```", "```\ncode\n\nmore | code\n```\n\n");
        check("<!-- a\n\nb | c -->", "<!-- a\n\nb | c -->\n\n");
    }

    #[test]
    fn a_short_text_is_its_own_window() {
        assert_eq!(window("a\n\nb", 0..0), 0..4);
    }
}
