//! Where the cursor may stop in a text: between grapheme clusters, so that no emoji, combining mark or syllable is
//! split, and at the ends of words and lines. Positions are byte offsets; only the lines around them are read.

use std::ops::Range;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// The nearest stop at or before `at`.
pub fn snap(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    if is_stop(text, at) { at } else { before(text, at) }
}

/// Whether the cursor may be here.
pub fn is_stop(text: &str, at: usize) -> bool {
    text.is_char_boundary(at) && GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(true)
}

/// The previous stop, or the start of the text.
pub fn before(text: &str, at: usize) -> usize {
    GraphemeCursor::new(at.min(text.len()), text.len(), true).prev_boundary(text, 0).ok().flatten().unwrap_or(0)
}

/// The next stop, or the end of the text.
pub fn after(text: &str, at: usize) -> usize {
    let len = text.len();
    GraphemeCursor::new(at.min(len), len, true).next_boundary(text, 0).ok().flatten().unwrap_or(len)
}

/// The start of the line that contains `at`.
pub fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|head| head.rfind('\n')).map_or(0, |found| found + 1)
}

/// The end of the line that contains `at`, without its line break.
pub fn line_end(text: &str, at: usize) -> usize {
    let end = text.get(at..).and_then(|tail| tail.find('\n')).map_or(text.len(), |found| at + found);
    let is_wide_break = end < text.len() && end > at && text.get(..end).is_some_and(|head| head.ends_with('\r'));
    end - usize::from(is_wide_break)
}

/// The line that contains `at`, without its line break.
pub fn line_at(text: &str, at: usize) -> Range<usize> {
    line_start(text, at)..line_end(text, at)
}

/// The start of the word before `at`. Skips punctuation and spaces, and stops at a line break.
pub fn word_before(text: &str, at: usize) -> usize {
    let start = line_start(text, at);
    let Some(line) = text.get(start..at) else { return snap(text, at) };
    if line.is_empty() {
        return before(text, at);
    }
    let word = line.split_word_bound_indices().rev().find(|(_, piece)| is_word(piece));
    snap(text, word.map_or(start, |(offset, _)| start + offset))
}

/// The end of the word after `at`. Skips punctuation and spaces, and stops at a line break.
pub fn word_after(text: &str, at: usize) -> usize {
    let end = line_end(text, at);
    let Some(line) = text.get(at..end) else { return snap(text, at) };
    if line.is_empty() {
        return after(text, at);
    }
    let word = line.split_word_bound_indices().find(|(_, piece)| is_word(piece));
    let found = word.map_or(end, |(offset, piece)| at + offset + piece.len());
    if is_stop(text, found) { found } else { after(text, found) }
}

/// The word at `at`, or the text between words.
pub fn word_at(text: &str, at: usize) -> Range<usize> {
    let line = line_at(text, at);
    let content = text.get(line.clone()).unwrap_or_default();
    let pieces = content.split_word_bound_indices().map(|(offset, piece)| {
        let start = line.start + offset;
        start..start + piece.len()
    });
    let mut touched = pieces.skip_while(|piece| piece.end < at).take_while(|piece| piece.start <= at);
    let first = touched.next().unwrap_or(at..at);
    let is_at_start = |piece: &Range<usize>| piece.start == at && text.get(piece.clone()).is_some_and(is_word);
    let touching = if first.end == at { touched.next() } else { None };
    let is_first_word = text.get(first.clone()).is_some_and(is_word);
    let found = match touching {
        Some(second) if is_at_start(&second) || !is_first_word => second,
        _ => first,
    };
    let end = if is_stop(text, found.end) { found.end } else { after(text, found.end) };
    snap(text, found.start)..end
}

/// Whether a segment between word boundaries is a word rather than spaces or punctuation.
fn is_word(piece: &str) -> bool {
    piece.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Single grapheme clusters of several characters.
    const CLUSTERS: [&str; 9] = ["👩‍👩‍👧", "e\u{301}", "각", "क्षि", "🇲🇽", "👩🏽‍🚒", "\r\n", "שָׁ", "ก็"];

    #[test]
    fn a_cluster_is_passed_in_one_step_both_ways() {
        for cluster in CLUSTERS {
            let text = format!("a{cluster}b");
            let end = 1 + cluster.len();
            assert_eq!(after(&text, 1), end, "{cluster:?}");
            assert_eq!(before(&text, end), 1, "{cluster:?}");
            for inside in 1..end {
                assert_eq!(snap(&text, inside), 1, "{cluster:?}");
            }
        }
    }

    #[track_caller]
    fn check_words(text: &str, expected: &[usize]) {
        let mut stops = Vec::new();
        let mut at = 0;
        while at < text.len() {
            at = word_after(text, at);
            stops.push(at);
        }
        assert_eq!(stops, expected, "{text}");
    }

    #[test]
    fn words_end_where_unicode_says() {
        check_words("one, two.", &[3, 8, 9]);
        check_words("can’t stop", &[7, 12]);
        check_words("one\n\ntwo", &[3, 4, 5, 8]);
        check_words("नमस्ते दुनिया", &[18, 37]);
    }

    #[test]
    fn going_back_stops_where_words_begin() {
        let text = "one, two.\nthree";
        let mut stops = Vec::new();
        let mut at = text.len();
        while at > 0 {
            at = word_before(text, at);
            stops.push(at);
        }
        assert_eq!(stops, [10, 9, 5, 0]);
    }

    #[test]
    fn the_word_at_a_place_is_the_one_it_touches() {
        let text = "one, two";
        assert_eq!(word_at(text, 1), 0..3);
        assert_eq!(word_at(text, 3), 0..3);
        assert_eq!(word_at(text, 5), 5..8);
        assert_eq!(word_at(text, 8), 5..8);
        assert_eq!(word_at("", 0), 0..0);
        assert_eq!(word_at("a\n\nb", 2), 2..2);
    }

    #[test]
    fn a_line_does_not_hold_its_break() {
        assert_eq!(line_at("ab\r\ncd\n", 1), 0..2);
        assert_eq!(line_at("ab\r\ncd\n", 5), 4..6);
        assert_eq!(line_at("ab\n", 3), 3..3);
    }

    #[test]
    fn no_place_in_no_text_goes_wrong() {
        let text = CLUSTERS.join(" x\n");
        for at in 0..=text.len() + 2 {
            let at = snap(&text, at);
            for stop in [before(&text, at), after(&text, at), word_before(&text, at), word_after(&text, at)] {
                assert!(is_stop(&text, stop), "{at} {stop}");
            }
            let word = word_at(&text, at);
            assert!(is_stop(&text, word.start) && is_stop(&text, word.end));
        }
    }
}
