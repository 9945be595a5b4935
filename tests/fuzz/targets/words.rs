//! Any text as a dictionary and as text checked with it, as a query and its replacement, and as two texts to compare:
//! each gives a result, and the runs of a comparison make up both texts.
#![no_main]

use std::sync::Arc;

use copydesk::article::Article;
use copydesk::compare::{self, RunKind};
use copydesk::count;
use copydesk::find::{self, Case, Extent, Kind, Query};
use copydesk::spell::{Reader, Speller};
use libfuzzer_sys::fuzz_target;

fn is_compared(before: &str, after: &str) {
    let runs = compare::words(before, after);
    let without = |kind: RunKind| -> String {
        runs.iter().filter(|run| run.kind != kind).map(|run| run.text.as_str()).collect()
    };
    assert_eq!(without(RunKind::Added), before);
    assert_eq!(without(RunKind::Removed), after);
}

fn is_found(article: &Article, pattern: &str, with: &str, kind: Kind) {
    let query = Query { pattern: pattern.to_owned(), kind, case: Case::Ignored, extent: Extent::WholeWords };
    let Ok(found) = find::search(article, &query) else { return };
    for found in &found.matches {
        let text = article.text(&found.place);
        assert!(text.is_none_or(|text| text.get(found.range.clone()).is_some_and(|found| !found.is_empty())));
    }
    let mut replaced = article.clone();
    let count = find::replace_all(&mut replaced, &query, with).unwrap_or_default();
    assert!(found.has_more || count == found.matches.len());
}

fn is_spelt(article: &Article, aff: &str, dic: &str) {
    let Ok(speller) = Speller::new(aff, dic) else { return };
    let mut reader = Reader::default();
    reader.set_speller(Some(Arc::new(speller)));
    reader.update(article);
    while let Some(task) = reader.next_task() {
        reader.take(task.run());
    }
    for place in Reader::places(article) {
        reader.mistakes(&place);
    }
}

fuzz_target!(|input: &str| {
    let mut parts = input.splitn(3, '\u{1}');
    let [first, second, third] = std::array::from_fn(|_| parts.next().unwrap_or_default());
    let mut article = Article { headline: third.to_owned(), lede: Arc::new(third.to_owned()), ..Article::default() };
    article.push_section(second, third);
    is_compared(first, second);
    is_compared(second, third);
    compare::tally(&compare::differences(&Article::default(), &article));
    count::words_of_article(&article);
    is_found(&article, first, second, Kind::Words);
    is_found(&article, first, second, Kind::Regex);
    is_spelt(&article, first, second);
});
