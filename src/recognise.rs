//! What was read, as an article.

use crate::article::Article;
use crate::format::Reading;

/// An article made of what was read, and how.
#[derive(Clone, Debug, Default)]
pub struct Recognised {
    pub article: Article,
    pub report: Vec<Taken>,
}

/// One line of the import report: what was taken for what, by which rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// What it became, in the newsroom's words.
    pub what: String,
    /// The rule's name.
    pub rule: &'static str,
    /// The first words of what was taken.
    pub words: String,
}

/// Makes an article of what was read. Nothing is left out.
pub fn recognise(_reading: &Reading) -> Recognised {
    Recognised::default()
}
