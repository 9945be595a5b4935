//! For any article, a fragment contains only what other editors preserve; `tests/receivers` checks the cases with their
//! own code.

use std::collections::HashMap;

use copydesk::format::{self, Format};
use copydesk::page::{Page, compose};
use proptest::prelude::*;
use scraper::{ElementRef, Html, Selector};

use crate::{cases, draft};

fn all<'a>(html: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    html.select(&Selector::parse(selector).unwrap()).collect()
}

/// The words of HTML, with the number of their occurrences.
fn words(html: &Html, root: &str) -> HashMap<String, usize> {
    let mut words = HashMap::new();
    for text in all(html, root).into_iter().flat_map(|root| root.text()) {
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            *words.entry(word.to_owned()).or_default() += 1;
        }
    }
    words
}

/// What is wrong with a fragment, if anything.
fn fault(page: &Page) -> Option<String> {
    let fragment = format::render(page, Format::HtmlFragment);
    let html = Html::parse_fragment(&fragment);
    let dropped = "[id], a[href^='#'], sup, del, input, li > p, \
                   blockquote blockquote, blockquote > :not(p), blockquote > p + p, ol[type], figure:not(:has(img)), \
                   ul + ul, ul + ol, ol + ul, ol + ol, a a";
    if let Some(element) = all(&html, dropped).first() {
        return Some(format!("{}\nin {fragment}", element.html()));
    }
    if let Some(list) = all(&html, "li > ul, li > ol").iter().find(|list| !stands_behind_words(list)) {
        return Some(format!("not behind the words of its item: {}\nin {fragment}", list.html()));
    }
    let kept = words(&html, "html");
    let whole = Html::parse_document(&format::render(page, Format::HtmlPage));
    let mut lost = words(&whole, "article");
    for (word, count) in words(&whole, "h1") {
        lost.entry(word).and_modify(|there| *there -= count);
    }
    lost.retain(|word, count| kept.get(word).is_none_or(|kept| kept < count));
    (!lost.is_empty() && lost.values().any(|count| *count > 0)).then(|| format!("{lost:?} lost in {fragment}"))
}

/// Whether a list follows text of its item and is the last thing in it.
fn stands_behind_words(list: &ElementRef<'_>) -> bool {
    let is_shown = |node: &scraper::Node| node.as_text().map_or(node.is_element(), |text| !text.trim().is_empty());
    list.prev_siblings().any(|node| is_shown(node.value()))
        && !list.next_siblings().any(|node| is_shown(node.value()))
}

#[test]
fn every_case_leaves_as_what_others_keep() {
    for case in cases::cases() {
        assert_eq!(fault(&compose(&cases::article(&case))), None, "{}", case.display());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn every_article_leaves_as_what_others_keep(article in draft::article()) {
        prop_assert_eq!(fault(&compose(&article)), None);
    }
}
