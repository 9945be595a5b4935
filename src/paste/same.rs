//! Whether two formats on the clipboard have the same content. Clipboards are slow to forget: a new text may come with
//! the markup of an older one.

use std::collections::HashMap;

use crate::reading::Reading;
use crate::{markdown, reading};

/// So much of each must be in the other, in hundredths. List markers, alt texts and addresses are in one alone.
const SHARED: usize = 60;

/// Whether a text has the words of what was read from markup.
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

/// How many words two texts have in common, each as often as in both.
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
