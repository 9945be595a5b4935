//! The common start and end of two texts, which show where an edit was made.

use std::ops::Range;

/// The range of each text that differs, between their common start and their common end. The ranges are at character
/// boundaries.
pub fn differing(before: &str, after: &str) -> (Range<usize>, Range<usize>) {
    let shorter = before.len().min(after.len());
    let mut start = common_prefix(before, after);
    while !(before.is_char_boundary(start) && after.is_char_boundary(start)) {
        start -= 1;
    }
    let mut tail = common_suffix(before, after).min(shorter - start);
    while !(before.is_char_boundary(before.len() - tail) && after.is_char_boundary(after.len() - tail)) {
        tail -= 1;
    }
    (start..before.len() - tail, start..after.len() - tail)
}

/// The number of bytes that two texts have in common at the start.
pub(crate) fn common_prefix(a: &str, b: &str) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let whole = a.chunks_exact(STRETCH).zip(b.chunks_exact(STRETCH)).take_while(|(a, b)| a == b).count() * STRETCH;
    whole + a.iter().skip(whole).zip(b.iter().skip(whole)).take_while(|(a, b)| a == b).count()
}

/// The number of bytes that two texts have in common at the end.
pub(crate) fn common_suffix(a: &str, b: &str) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let whole =
        a.rchunks_exact(STRETCH).zip(b.rchunks_exact(STRETCH)).take_while(|(a, b)| a == b).count() * STRETCH;
    whole + a.iter().rev().skip(whole).zip(b.iter().rev().skip(whole)).take_while(|(a, b)| a == b).count()
}

/// Long texts are compared in chunks of this size, in bytes.
const STRETCH: usize = 256;

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(before: &str, after: &str, expected: (&str, &str)) {
        let (old, new) = differing(before, after);
        assert_eq!((&before[old], &after[new]), expected);
    }

    #[test]
    fn the_stretch_between_what_is_shared_is_found() {
        check("a b c", "a x c", ("b", "x"));
        check("aa", "aaa", ("", "a"));
        check("same", "same", ("", ""));
        check("", "new", ("", "new"));
        check(&"word ".repeat(99), &format!("{}x{}", "word ".repeat(50), "word ".repeat(49)), ("", "x"));
    }

    #[test]
    fn characters_that_share_bytes_are_not_split() {
        check("é", "è", ("é", "è"));
        check("x😀y", "x😁y", ("😀", "😁"));
    }
}
