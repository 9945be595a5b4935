//! Placeholders for text still to be written: `TK`, `TODO`.

use std::ops::Range;

use crate::markdown::Run;

/// Whether a closer look is necessary.
pub(super) fn may_hold_placeholder(text: &str) -> bool {
    text.contains("TK") || text.contains("TODO")
}

/// The placeholders in the plain text of a field's Markdown, with their bytes in the field.
pub(super) fn placeholders_in_run(run: &Run, field: &str) -> Vec<(String, Range<usize>)> {
    let is_verbatim = field.get(run.range.clone()) == Some(run.text.as_str());
    let in_field = |range: Range<usize>| {
        if is_verbatim { run.range.start + range.start..run.range.start + range.end } else { run.range.clone() }
    };
    placeholders(&run.text).into_iter().map(|(word, range)| (word, in_field(range))).collect()
}

/// `TODO` and `TK`, also doubled or with an S, as whole words and not within an address.
pub(super) fn placeholders(text: &str) -> Vec<(String, Range<usize>)> {
    if !may_hold_placeholder(text) {
        return Vec::new();
    }
    let start_of = |part: &str| part.as_ptr() as usize - text.as_ptr() as usize;
    text.split_whitespace()
        .filter(|chunk| !is_address(chunk))
        .flat_map(|chunk| chunk.split(|c: char| !c.is_alphanumeric() && c != '_'))
        .filter(|word| is_placeholder(word))
        .map(|word| (word.to_owned(), start_of(word)..start_of(word) + word.len()))
        .collect()
}

fn is_address(chunk: &str) -> bool {
    ["://", "www.", "@", "mailto:"].iter().any(|mark| chunk.contains(mark))
}

fn is_placeholder(word: &str) -> bool {
    let singular = word.strip_suffix('S').unwrap_or(word);
    let is_tk = !singular.is_empty() && singular.len().is_multiple_of(2) && singular.replace("TK", "").is_empty();
    is_tk || word == "TODO"
}
