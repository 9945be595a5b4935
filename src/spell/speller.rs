//! A loaded dictionary.

use std::fmt;

use icu_normalizer::DecomposingNormalizerBorrowed;

use super::words;

/// The greatest number of suggestions.
pub const SUGGESTION_LIMIT: usize = 5;

/// How many words of a dictionary are sampled to find its scripts.
const SAMPLE_WORDS: usize = 2_000;

/// A loaded dictionary.
pub struct Speller {
    dictionary: spellbook::Dictionary,
    scripts: Vec<Script>,
    /// Whether no word of the dictionary has diacritics, as in English: it contains `cafe` and not `café`.
    is_bare: bool,
}

impl fmt::Debug for Speller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Speller").field("scripts", &self.scripts).finish_non_exhaustive()
    }
}

/// A dictionary that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadDictionary {
    words: String,
}

impl fmt::Display for BadDictionary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a readable dictionary: {}", self.words)
    }
}

impl std::error::Error for BadDictionary {}

impl Speller {
    /// Loads a dictionary from the text of Hunspell's two files.
    ///
    /// # Errors
    /// Fails if the texts are not a Hunspell dictionary.
    pub fn new(aff: &str, dic: &str) -> Result<Speller, BadDictionary> {
        let dictionary =
            spellbook::Dictionary::new(aff, dic).map_err(|error| BadDictionary { words: error.to_string() })?;
        Ok(Speller { dictionary, scripts: scripts(dic), is_bare: dic.is_ascii() })
    }

    /// Whether the dictionary contains a word. Apostrophes are straight.
    pub fn knows(&self, word: &str) -> bool {
        self.dictionary.check(word)
            || self.knows_parts(word)
            || (self.is_bare && !word.is_ascii() && self.knows(&without_accents(word)))
    }

    /// A possessive of a known word, or a known word after an elision, as in `l'eau`.
    fn knows_parts(&self, word: &str) -> bool {
        let Some((first, second)) = word.split_once('\'') else { return false };
        let is_elided = first.chars().count() <= 2 && second.chars().count() > 2;
        (second == "s" && self.dictionary.check(first)) || (is_elided && self.dictionary.check(second))
    }

    /// Whether the dictionary is written in the script of this word.
    pub(super) fn can_read(&self, word: &str) -> bool {
        word.chars().all(|c| Script::of(c).is_none_or(|script| self.scripts.contains(&script)))
    }

    /// Suggestions, the likeliest first. This is slow: typically a tenth of a second.
    pub fn suggest(&self, word: &str) -> Vec<String> {
        let mut suggestions = Vec::new();
        self.dictionary.suggest(&words::cleaned(word), &mut suggestions);
        suggestions.truncate(SUGGESTION_LIMIT);
        suggestions
    }
}

/// A word without diacritics and other non-ASCII characters.
fn without_accents(word: &str) -> String {
    let decomposed = DecomposingNormalizerBorrowed::new_nfd();
    decomposed.normalize(word).chars().filter(char::is_ascii).collect()
}

/// The scripts of a dictionary's words, except for occasional ones.
fn scripts(dic: &str) -> Vec<Script> {
    let step = (dic.lines().count() / SAMPLE_WORDS).max(1);
    let words = dic.lines().skip(1).step_by(step).map(|line| line.split('/').next().unwrap_or_default());
    let letters: Vec<Script> = words.flat_map(str::chars).filter_map(Script::of).collect();
    let share = |script: &Script| letters.iter().filter(|known| *known == script).count() * 20 >= letters.len();
    Script::ALL.into_iter().filter(|script| !letters.is_empty() && share(script)).collect()
}

/// A script, as far as dictionaries differ in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Hebrew,
    Arabic,
    Indic,
    Other,
}

impl Script {
    const ALL: [Script; 7] = [
        Script::Latin,
        Script::Greek,
        Script::Cyrillic,
        Script::Hebrew,
        Script::Arabic,
        Script::Indic,
        Script::Other,
    ];

    /// The script of a letter; other characters have none.
    fn of(c: char) -> Option<Script> {
        match c {
            c if !c.is_alphabetic() => None,
            '\0'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => Some(Script::Latin),
            '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => Some(Script::Greek),
            '\u{400}'..='\u{52F}' => Some(Script::Cyrillic),
            '\u{590}'..='\u{5FF}' => Some(Script::Hebrew),
            '\u{600}'..='\u{77F}' => Some(Script::Arabic),
            '\u{900}'..='\u{DFF}' => Some(Script::Indic),
            _ => Some(Script::Other),
        }
    }
}
