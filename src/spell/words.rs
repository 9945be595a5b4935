//! The words of a line that are worth looking up. Addresses, handles, tags, numbers, capitals and spellings such as
//! `iPhone` are skipped.

use std::borrow::Cow;
use std::ops::Range;

use icu_normalizer::ComposingNormalizerBorrowed;
use unicode_segmentation::UnicodeSegmentation;

/// A word of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word<'a> {
    /// In bytes of the line.
    pub range: Range<usize>,
    /// In dictionary form: composed, with straight apostrophes, without soft hyphens.
    pub text: Cow<'a, str>,
    pub form: Form,
    /// The whole hyphenated word that this is a part of.
    pub compound: Option<&'a str>,
    /// Words between the same sentence ends and quotation marks have the same number.
    pub stretch: usize,
}

/// The capitalisation of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Without a capital letter.
    Small,
    /// Capitalised at the start of a sentence.
    Begins,
    /// Capitalised in the middle of a sentence: a name.
    Name,
}

/// Longer sequences are not words.
const LENGTH_LIMIT: usize = 60;

/// The words of a line, in order.
pub(super) fn words(line: &str) -> Vec<Word<'_>> {
    let mut walk = Walk { words: Vec::new(), stretch: 0, is_beginning: true };
    let mut at = 0;
    for chunk in line.split(char::is_whitespace) {
        let start = at;
        at +=
            chunk.len() + line.get(start + chunk.len()..).and_then(|r| r.chars().next()).map_or(0, char::len_utf8);
        if !chunk.is_empty() {
            walk.chunk(chunk, start);
        }
    }
    walk.words
}

struct Walk<'a> {
    words: Vec<Word<'a>>,
    stretch: usize,
    /// Whether the next word starts a sentence.
    is_beginning: bool,
}

impl<'a> Walk<'a> {
    /// Processes the text between two spaces.
    fn chunk(&mut self, chunk: &'a str, start: usize) {
        let opening = chunk.trim_start_matches(is_opening);
        if opening.len() < chunk.len() {
            self.stretch += 1;
            self.is_beginning = true;
        }
        if !is_passed_over(opening) {
            self.parts(chunk, start);
        }
        let ending = chunk.trim_end_matches(is_closing);
        let is_end = ending.ends_with(['.', '!', '?', '…', ':', ';']);
        if is_end || ending.len() < chunk.len() {
            self.stretch += 1;
        }
        self.is_beginning = is_end;
    }

    fn parts(&mut self, chunk: &'a str, start: usize) {
        let parts: Vec<(usize, &str)> = chunk.unicode_word_indices().collect();
        for (index, (at, part)) in parts.iter().enumerate() {
            let after = chunk.get(at + part.len()..).unwrap_or_default();
            let before = chunk.get(..*at).unwrap_or_default();
            let goes_on = after.starts_with(is_hyphen) && parts.len() > index + 1;
            let went_before = before.ends_with(is_hyphen) && index > 0;
            let Some(form) = form(part, self.is_beginning && index == 0) else { continue };
            let text = match before.ends_with(['\'', '’']) {
                // A letter is omitted before it, as in ’tis.
                true => Cow::Owned(format!("'{}", cleaned(part))),
                false => cleaned(part),
            };
            let compound = (goes_on || went_before).then(|| chunk.trim_matches(|c: char| !c.is_alphanumeric()));
            let range = start + at..start + at + part.len();
            self.words.push(Word { range, text, form, compound, stretch: self.stretch });
        }
    }
}

/// The capitalisation of a word, if a dictionary can be asked about it.
fn form(part: &str, begins: bool) -> Option<Form> {
    let is_word = part.chars().any(char::is_alphabetic) && !part.chars().any(|c| c.is_numeric() || c == '_');
    let is_usual = part.len() <= LENGTH_LIMIT && part.chars().nth(1).is_some();
    if !is_word || !is_usual {
        return None;
    }
    let is_first = part.starts_with(char::is_uppercase);
    let has_more = part.chars().skip(1).any(char::is_uppercase);
    match (is_first, has_more) {
        (_, true) => None,
        (true, false) if begins => Some(Form::Begins),
        (true, false) => Some(Form::Name),
        (false, false) => Some(Form::Small),
    }
}

/// Whether the text between two spaces is an address, a handle, a tag or a path.
fn is_passed_over(chunk: &str) -> bool {
    let is_plain = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'\'' | b'-' | b',');
    if chunk.as_bytes().iter().all(is_plain) {
        return false;
    }
    let is_named = chunk.starts_with(['@', '#', '/', '~', '\\', '<', '&', '$']) || chunk.starts_with("www.");
    let is_address = chunk.contains("://") || chunk.contains(['@', '\\', '<', '>', '=', '_', '{', '}']);
    is_named || is_address || has_inner_dot(chunk)
}

/// Whether there is a full stop between two letters, as in `example.org`.
fn has_inner_dot(chunk: &str) -> bool {
    let is_letter = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric());
    let bytes = chunk.as_bytes();
    let dots = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'.').map(|(at, _)| at);
    dots.into_iter()
        .any(|at| is_letter(at.checked_sub(1).and_then(|at| bytes.get(at))) && is_letter(bytes.get(at + 1)))
}

fn is_opening(c: char) -> bool {
    matches!(c, '“' | '"' | '«' | '„' | '‘' | '(' | '[' | '‹' | '»')
}

fn is_closing(c: char) -> bool {
    matches!(c, '”' | '"' | '»' | '“' | '’' | '\'' | ')' | ']' | '›' | '«' | ',')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// A word in dictionary form.
pub(super) fn cleaned(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return Cow::Borrowed(word);
    }
    let plain: String = word
        .chars()
        .filter(|c| *c != '\u{AD}')
        .map(|c| if matches!(c, '’' | 'ʼ' | '‘') { '\'' } else { c })
        .collect();
    Cow::Owned(ComposingNormalizerBorrowed::new_nfc().normalize(&plain).into_owned())
}
