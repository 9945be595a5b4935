//! How much of a long text must be read to know what stands at one place in it: from a line that begins a block of its
//! own to the next. Short texts are read as a whole.

use std::ops::Range;

/// Texts up to this many bytes are read as a whole.
const WHOLE: usize = 16_384;

/// The stretch of `text` around `range` that reads alone as it does in the whole.
pub(super) fn window(text: &str, range: Range<usize>) -> Range<usize> {
    if text.len() <= WHOLE {
        return 0..text.len();
    }
    let mut start = 0;
    let mut fence: Option<(u8, usize)> = None;
    let mut is_after_blank = true;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let begins_block = is_after_blank && fence.is_none() && begins_block(line);
        if begins_block && at > range.end {
            return start..at;
        }
        if begins_block && at <= range.start {
            start = at;
        }
        fence = after_line(fence, line);
        is_after_blank = line.trim().is_empty();
        at += line.len();
    }
    start..text.len()
}

/// Behind an empty line: no more of a list, of a note or of indented code.
fn begins_block(line: &str) -> bool {
    let is_plain = |c: char| !c.is_whitespace() && !"-+*".contains(c) && !c.is_ascii_digit();
    line.chars().next().is_some_and(is_plain)
}

/// The fence of the code that is open behind a line: its letter and how many of it.
fn after_line(open: Option<(u8, usize)>, line: &str) -> Option<(u8, usize)> {
    let line = line.trim();
    let first = line.bytes().next().filter(|b| matches!(b, b'`' | b'~'));
    let Some(letter) = first else { return open };
    let run = line.bytes().take_while(|b| *b == letter).count();
    let info = line.get(run..).unwrap_or_default();
    match open {
        None if run >= 3 && (letter == b'~' || !info.contains('`')) => Some((letter, run)),
        Some((open, width)) if open == letter && run >= width && info.is_empty() => None,
        None | Some(_) => open,
    }
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
        check("Head\n\n- a\n\n  b | c", "Head\n\n- a\n\n  b | c\n\n");
        check("```\ncode\n\nmore | code\n```", "```\ncode\n\nmore | code\n```\n\n");
    }

    #[test]
    fn a_short_text_is_its_own_window() {
        assert_eq!(window("a\n\nb", 0..0), 0..4);
    }
}
