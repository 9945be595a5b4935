use std::collections::HashSet;
use std::sync::Arc;

use super::*;
use crate::article::{Index, Place, Source};

/// Checks the findings of an article, as lines.
#[track_caller]
pub(super) fn check(article: &Article, expected: &[&str]) {
    let index = Index::of(article);
    let lines: Vec<String> = super::check(article).iter().map(|finding| finding.line(article, &index)).collect();
    assert_eq!(lines, expected);
}

/// An article without findings.
pub(super) fn filled() -> Article {
    Article { headline: "Harbour opens".into(), deck: "After ten years".into(), ..Article::default() }
}

#[test]
fn findings_come_in_reading_order() {
    let mut article = Article { lede: Arc::new("TK".into()), ..Article::default() };
    article.push_section("B", "x[^no] TK");
    article.push_section("TK", "");
    article.push_source(Source { title: "TK".into(), ..Source::default() });
    article.push_takeaway("TK");
    article.image.file = "a.jpg".into();
    article.tags = vec!["TK".into()];
    let rules: Vec<_> = super::check(&article).into_iter().map(|f| f.rule).collect();
    let expected = [
        "no-headline",
        "image-without-alt",
        "no-deck",
        "placeholder",
        "placeholder",
        "dangling-citation",
        "placeholder",
        "placeholder",
        "empty-section",
        "source-without-link",
        "placeholder",
        "placeholder",
    ];
    assert_eq!(rules, expected);
}

#[test]
fn rules_have_names_of_their_own_and_say_what_they_ask() {
    let ids: HashSet<&str> = RULES.iter().map(|rule| rule.id).collect();
    assert_eq!(ids.len(), RULES.len());
    for rule in RULES {
        assert!(rule.id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}", rule.id);
        assert!(rule.about.ends_with('.'), "{}", rule.id);
    }
}

#[test]
fn a_checker_that_is_kept_finds_what_a_new_one_finds() {
    let mut checker = Checker::default();
    let mut article = filled();
    let id = article.push_section("S", "x[^a]");
    for body in ["x[^a]", "fine", "TK", "[^b]\n\n[^b]: c", "x[^a]"] {
        *article.text_mut(&Place::Body(id)).unwrap() = body.into();
        assert_eq!(checker.check(&article), super::check(&article));
        article.push_source(Source { link: "https://b.example".into(), ..Source::default() });
        assert_eq!(checker.check(&article), super::check(&article));
    }
    article.sections.clear();
    assert_eq!(checker.check(&article), super::check(&article));
}

#[test]
fn every_finding_stands_in_its_text() {
    let mut article = filled();
    article.push_section("S TODO", "é [^no] TK\r\n\r\n> &amp; TK");
    for finding in super::check(&article) {
        let text = article.text(&finding.place).unwrap();
        assert!(finding.range.is_none_or(|range| text.get(range).is_some()));
    }
}
