//! What is looked for.

use std::fmt;

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pub pattern: String,
    pub kind: Kind,
    pub case: Case,
    pub extent: Extent,
}

/// How the pattern is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// As it stands. Letters are the same however their accents are stored; a straight quotation mark or apostrophe
    /// also finds curly ones, a space one that does not break.
    #[default]
    Words,
    /// As a regular expression, matched within a line unless it names a line break (`\n`) itself.
    Regex,
}

/// Whether capital and small letters are the same, by Unicode's simple folding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Case {
    #[default]
    Ignored,
    Heeded,
}

/// Where a match may begin and end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// Between any two characters as people count them.
    #[default]
    Anywhere,
    /// At the edges of words, by Unicode's rules; an underscore is no part of a word.
    WholeWords,
}

/// A pattern that is no regular expression, or too large a one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadPattern {
    pub(super) words: String,
}

impl fmt::Display for BadPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Invalid regular expression: {}", self.words)
    }
}

impl std::error::Error for BadPattern {}
