//! Gives a source a new key, and changes its citations to match.

use std::ops::Range;
use std::sync::Arc;

use crate::article::Article;
use crate::markdown::{self, Block, Inline};

/// Changes the key of a source and of its citations. Changes nothing if the key is not available, or if a citing body
/// has its own footnote of that name.
pub(super) fn rename_source(article: &mut Article, from: &str, to: &str) {
    let bodies = || article.sections.iter().map(|s| s.body.as_str()).chain([article.lede.as_str()]);
    let is_caught = bodies().any(|body| !citations(&markdown::parse(body), from).is_empty() && has_note(body, to));
    if is_caught || !article.rename_source(from, to) {
        return;
    }
    if let Some(lede) = cited(&article.lede, from, to, body_citations) {
        article.lede = Arc::new(lede);
    }
    for takeaway in &mut article.takeaways {
        if let Some(text) = cited(&takeaway.text, from, to, line_citations) {
            Arc::make_mut(takeaway).text = text;
        }
    }
    for section in &mut article.sections {
        if let Some(body) = cited(&section.body, from, to, body_citations) {
            Arc::make_mut(section).body = body;
        }
    }
}

/// A text whose citations of one key are replaced by another; `None` if there are none.
fn cited(text: &str, from: &str, to: &str, find: fn(&str, &str) -> Vec<Range<usize>>) -> Option<String> {
    if !text.contains(&format!("[^{from}]")) {
        return None;
    }
    let mut ranges = find(text, from);
    ranges.sort_by_key(|range| range.start);
    let marker = format!("[^{to}]");
    let mut out = String::with_capacity(text.len());
    let mut end = 0;
    for range in &ranges {
        // A range outside the text, or within the previous one, is left as it is.
        let Some(between) = text.get(end..range.start).filter(|_| text.get(range.clone()).is_some()) else {
            continue;
        };
        out.extend([between, &marker]);
        end = range.end;
    }
    out.push_str(text.get(end..).unwrap_or_default());
    (!ranges.is_empty()).then_some(out)
}

pub(super) fn body_citations(text: &str, key: &str) -> Vec<Range<usize>> {
    citations(&markdown::parse(text), key)
}

pub(super) fn line_citations(text: &str, key: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    markdown::each_in_line(&markdown::parse_inline(text), &mut |inline| collect(inline, key, &mut ranges));
    ranges
}

fn citations(blocks: &[Block], key: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    markdown::each_inline(blocks, &mut |inline| collect(inline, key, &mut ranges));
    ranges
}

fn collect(inline: &Inline, wanted: &str, ranges: &mut Vec<Range<usize>>) {
    if let Inline::Citation { key, range } = inline
        && key == wanted
    {
        ranges.push(range.clone());
    }
}

/// Whether a body may define a footnote of this name. A false positive for code does no harm.
fn has_note(body: &str, label: &str) -> bool {
    body.to_ascii_lowercase().contains(&format!("[^{label}]:"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Source;

    fn article(body: &str) -> Article {
        let mut article = Article { lede: Arc::new("L [^a]".into()), ..Article::default() };
        article.push_takeaway("T [^a] [^ab]");
        article.push_section("S", body);
        article.push_source(Source { key: "a".into(), ..Source::default() });
        article
    }

    #[track_caller]
    fn check(body: &str, expected: &str) {
        let mut article = article(body);
        rename_source(&mut article, "a", "new");
        assert_eq!(article.sections.first().map(|s| s.body.as_str()), Some(expected));
    }

    #[test]
    fn every_citation_follows_the_key() {
        let mut article = article("x");
        rename_source(&mut article, "a", "new");
        assert_eq!(*article.lede, "L [^new]");
        assert_eq!(article.takeaways.first().map(|t| t.text.as_str()), Some("T [^new] [^ab]"));
        assert!(article.source("new").is_some());
        check("- *é [^a]*, [^a]\n\n> [^a]", "- *é [^new]*, [^new]\n\n> [^new]");
    }

    #[test]
    fn what_only_looks_like_a_citation_stays() {
        check("`[^a]` \\[^a]", "`[^a]` \\[^a]");
        check("One[^a]\n\n[^a]: own note", "One[^a]\n\n[^a]: own note");
    }

    #[test]
    fn a_citation_never_becomes_a_footnote() {
        let mut article = article("One[^a] two[^new]\n\n[^new]: own note");
        let before = article.clone();
        rename_source(&mut article, "a", "new");
        assert_eq!(article, before);
    }

    #[test]
    fn texts_without_the_citation_are_shared_as_before() {
        let mut article = article("x");
        let section = article.sections.first().cloned().unwrap();
        rename_source(&mut article, "a", "new");
        assert!(article.sections.first().is_some_and(|s| Arc::ptr_eq(s, &section)));
    }
}
