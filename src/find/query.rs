//! The query of a search.

use std::fmt;

/// What to search for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pub pattern: String,
    pub kind: Kind,
    pub case: Case,
    pub extent: Extent,
}

/// How the pattern is interpreted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Literally. Composed and decomposed characters are equal, a straight quotation mark or apostrophe also matches
    /// curly ones, and a space a no-break space.
    #[default]
    Words,
    /// As a regular expression, matched within a line unless it contains a line break (`\n`) itself.
    Regex,
}

/// Whether case is ignored, with Unicode's simple case folding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Case {
    #[default]
    Ignored,
    Heeded,
}

/// Where a match may start and end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// Between any two grapheme clusters.
    #[default]
    Anywhere,
    /// At word boundaries as defined by Unicode, except that an underscore is not part of a word.
    WholeWords,
}

/// A pattern that is not a valid regular expression, or too large.
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
