//! Findings: what an editor should look at, produced by a table of rules. Nothing here changes an article or stops an
//! export. Each file holds a group of rules; `facts` collects what they need to know about the texts.

mod checker;
mod placeholder;
mod rules;
mod rule;
mod finding;
mod addresses;
mod facts;
mod image;
mod sources;
mod structure;
mod text;

use crate::article::Article;

pub use checker::Checker;
pub use facts::Checked;
pub use finding::{Finding, Severity};
pub use rule::Rule;
pub use rules::RULES;

/// Checks one article; the findings are in reading order. For an article being edited, keep a [`Checker`].
pub fn check(article: &Article) -> Vec<Finding> {
    Checker::default().check(article)
}

#[cfg(test)]
mod tests;
