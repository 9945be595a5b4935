//! The unknown words of one text. Whether they are mistakes also depends on the rest of the article, which
//! `spell::reader` considers.

use std::collections::HashMap;
use std::ops::Range;

use super::prose::{Prose, lines};
use super::speller::Speller;
use super::words::{Form, Word, words};
use crate::diff::differing;

/// The result of reading a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct UnknownWords {
    /// Unknown words without a capital letter, in order.
    pub unknown: Vec<Unknown>,
    /// Unknown words used as names, in lower case.
    pub names: Vec<Box<str>>,
}

/// A word that is not in the dictionary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unknown {
    /// In bytes of the text.
    pub range: Range<usize>,
    pub word: Box<str>,
}

/// The dictionary's answers, so that each word is looked up once.
#[derive(Debug, Default)]
pub(super) struct Verdicts {
    known: HashMap<Box<str>, bool>,
}

/// The greatest number of words cached: as many as in a long book, because every half-typed word counts.
pub const REMEMBERED: usize = 30_000;
/// A stretch with at least this many lower-case words, of which more than two thirds are unknown, is in another
/// language.
const FOREIGN_WORDS: usize = 5;
/// A part next to a hyphen of at most this length may be an affix, as in `pre-war`.
const AFFIX: usize = 3;
/// A word after an apostrophe of at most this length may be clipped, as in `’twas`.
const CLIPPED: usize = 5;

fn is_short(word: &str, most: usize) -> bool {
    word.chars().count() <= most
}

impl Verdicts {
    /// The number of cached words.
    pub fn len(&self) -> usize {
        self.known.len()
    }

    fn knows(&mut self, speller: &Speller, word: &str) -> bool {
        if let Some(known) = self.known.get(word) {
            return *known;
        }
        if self.known.len() >= REMEMBERED {
            self.known.clear();
        }
        let is_known = !speller.can_read(word) || speller.knows(word);
        self.known.insert(word.into(), is_known);
        is_known
    }

    fn knows_word(&mut self, speller: &Speller, word: &Word<'_>) -> bool {
        self.knows(speller, &word.text)
            || word
                .text
                .strip_prefix('\'')
                .is_some_and(|bare| is_short(bare, CLIPPED) || self.knows(speller, bare))
            || (word.compound.is_some() && is_short(&word.text, AFFIX))
            || word.compound.is_some_and(|compound| self.knows(speller, compound))
    }
}

/// Reads a text.
pub(super) fn read(speller: &Speller, verdicts: &mut Verdicts, text: &str, prose: Prose) -> UnknownWords {
    let mut unknown_words = UnknownWords::default();
    for line in lines(text, prose) {
        let words = words(&line.text);
        for stretch in words.chunk_by(|a, b| a.stretch == b.stretch) {
            let small = stretch.iter().filter(|word| word.form == Form::Small);
            let count = small.clone().count();
            let unknown: Vec<&Word<'_>> = small.filter(|word| !verdicts.knows_word(speller, word)).collect();
            if count >= FOREIGN_WORDS && unknown.len() * 3 > count * 2 {
                continue;
            }
            unknown_words.unknown.extend(unknown.into_iter().filter_map(|word| {
                let range = line.typed(&word.range)?;
                Some(Unknown { range, word: word.text.trim_start_matches('\'').into() })
            }));
        }
        if prose != Prose::Title {
            let names = words.iter().filter(|word| word.form == Form::Name).map(|word| word.text.to_lowercase());
            unknown_words
                .names
                .extend(names.filter(|name| !verdicts.knows(speller, name)).map(|name| bare(&name).into()));
        }
    }
    unknown_words
}

/// A word without its possessive ending.
pub(super) fn bare(word: &str) -> &str {
    word.strip_suffix("'s").unwrap_or(word)
}

impl UnknownWords {
    /// The result for a text that has changed in one range: words in that range are dropped, those after it are
    /// shifted.
    pub(super) fn moved(&mut self, old: &str, new: &str) {
        let (before, after) = differing(old, new);
        let (start, old_end, new_end) = (before.start, before.end, after.end);
        self.unknown.retain_mut(|unknown| {
            if unknown.range.end < start {
                return true;
            }
            if unknown.range.start <= old_end {
                return false;
            }
            unknown.range = unknown.range.start - old_end + new_end..unknown.range.end - old_end + new_end;
            true
        });
    }
}
