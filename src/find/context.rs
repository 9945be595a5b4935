//! A match with the words around it, on one line, for lists.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// A match and the text around it, with an ellipsis where that is cut.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    pub before: String,
    pub found: String,
    pub after: String,
}

/// The number of characters shown before a match.
const BEFORE: usize = 28;
/// The number of characters shown of the match.
const FOUND: usize = 60;
/// The number of characters shown after it.
const AFTER: usize = 70;

/// The match at a range of a text, with the text around it in the same line.
pub fn context(text: &str, range: &Range<usize>) -> Context {
    let before = text.get(..range.start).unwrap_or_default();
    let before = before.rsplit('\n').next().unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    let after = after.split('\n').next().unwrap_or_default();
    let found = text.get(range.clone()).unwrap_or_default();
    Context { before: last(before, BEFORE), found: first(found, FOUND), after: first(after, AFTER) }
}

fn first(text: &str, most: usize) -> String {
    let shown: String = text.graphemes(true).take(most).collect();
    let more = if shown.len() < text.len() { "…" } else { "" };
    format!("{}{more}", shown.replace('\n', " "))
}

/// The end of a text, from the start of a word if there is one nearby.
fn last(text: &str, most: usize) -> String {
    let start = text.grapheme_indices(true).rev().take(most).last().map_or(text.len(), |(at, _)| at);
    if start == 0 {
        return text.trim_start().to_owned();
    }
    let shown = text.get(start..).unwrap_or_default();
    let word = shown.find(' ').filter(|at| *at < shown.len() / 2).map_or(0, |at| at + 1);
    format!("…{}", shown.get(word..).unwrap_or_default())
}
