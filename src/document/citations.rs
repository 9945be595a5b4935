//! Where a source is cited.

use super::rename::{body_citations, line_citations};
use crate::article::{Article, Place};

/// What to do with the citations of a removed source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Citations {
    /// They are removed, too.
    Removed,
    /// They stay in the text without a source.
    Kept,
}

/// The places that cite a source, in reading order, with the number of citations.
pub fn cited_at(article: &Article, key: &str) -> Vec<(Place, usize)> {
    let marker = format!("[^{key}]");
    let takeaways = article.takeaways.iter().map(|t| (Place::Takeaway(t.id), &t.text));
    let bodies = article.sections.iter().map(|s| (Place::Body(s.id), &s.body));
    let lede = std::iter::once((Place::Lede, &*article.lede));
    let texts = takeaways.chain(lede).chain(bodies).filter(|(_, text)| text.contains(&marker));
    let counted = texts.map(|(place, text)| {
        let is_line = matches!(place, Place::Takeaway(_));
        let count = if is_line { line_citations(text, key).len() } else { body_citations(text, key).len() };
        (place, count)
    });
    counted.filter(|(_, count)| *count > 0).collect()
}
