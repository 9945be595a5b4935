//! Something an editor should look at.

use std::borrow::Cow;
use std::ops::Range;

use crate::article::{Article, Index, Place};

/// Something an editor should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The id of its [`Rule`](super::rule::Rule).
    pub rule: &'static str,
    pub severity: Severity,
    pub place: Place,
    /// Byte range in the text at the place; the whole of it without one.
    pub range: Option<Range<usize>>,
    /// One sentence without a full stop.
    pub message: Cow<'static, str>,
}

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The piece cannot go out like this.
    Error,
    Warning,
    Hint,
}

impl Severity {
    /// The severity in the newsroom's words.
    pub fn label(self) -> &'static str {
        match self {
            Severity::Error => "Error",
            Severity::Warning => "Warning",
            Severity::Hint => "Hint",
        }
    }
}

impl Finding {
    /// One line for a list: `Headline: there is no headline [no-headline]`. The index is the article's.
    pub fn line(&self, article: &Article, index: &Index) -> String {
        format!("{}: {} [{}]", index.label(article, &self.place), self.message, self.rule)
    }
}
