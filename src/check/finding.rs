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
    /// The byte range in the text at the place; `None` for all of it.
    pub range: Option<Range<usize>>,
    /// One sentence without a full stop.
    pub message: Cow<'static, str>,
}

/// The severity of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The article cannot be published like this.
    Error,
    Warning,
    Hint,
}

impl Severity {
    /// The severity in the newsroom's terms.
    pub fn label(self) -> &'static str {
        match self {
            Severity::Error => "Error",
            Severity::Warning => "Warning",
            Severity::Hint => "Hint",
        }
    }
}

impl Finding {
    /// One line for a list: `Headline: there is no headline [no-headline]`. `index` must be the article's.
    pub fn line(&self, article: &Article, index: &Index) -> String {
        format!("{}: {} [{}]", index.label(article, &self.place), self.message, self.rule)
    }
}
