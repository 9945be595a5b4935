//! Whether two formats on the clipboard have the same content. A new text may come with the HTML of an older copy.

use std::collections::HashMap;

use crate::reading::Reading;
use crate::{markdown, reading};

/// In percent: how much of each must be in the other. List markers, alternative texts and addresses occur in only one
/// of them.
const SHARED: usize = 60;

/// Whether a text has the words of what was read from HTML.
pub(super) fn say_the_same(text: &str, reading: &Reading) -> bool {
    let mut lines = String::new();
    for piece in &reading.pieces {
        let block = std::slice::from_ref(&piece.block);
        for line in reading::lines(block) {
            lines.push_str(&markdown::words(&line));
            lines.push('\n');
        }
    }
    let (ours, theirs) = (words(text), words(&lines));
    if ours.is_empty() || theirs.is_empty() {
        let marks = |text: &str| text.split_whitespace().collect::<String>();
        return marks(text) == marks(&lines);
    }
    let shared = shared(&ours, &theirs);
    shared * 100 >= ours.len() * SHARED && shared * 100 >= theirs.len() * SHARED
}

fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// The number of words that two texts have in common, counting repetitions.
fn shared(a: &[&str], b: &[&str]) -> usize {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    a.iter().for_each(|word| *counts.entry(word).or_default() += 1);
    let mut shared = 0;
    for word in b {
        if let Some(count) = counts.get_mut(word).filter(|count| **count > 0) {
            *count -= 1;
            shared += 1;
        }
    }
    shared
}
