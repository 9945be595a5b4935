//! Any words in every field of an article: each export is written and can be read again.
#![no_main]

use std::sync::Arc;

use copydesk::article::{Article, Source};
use copydesk::file::{self, FileKind};
use copydesk::format::{self, Format, Origin};
use copydesk::page::compose;
use copydesk::recognise::recognise;
use libfuzzer_sys::fuzz_target;

/// A native file as its article; anything else cut into fields.
fn article(text: &str) -> Article {
    if let Ok(opened) = file::parse(text, FileKind::Copydesk) {
        return opened.article;
    }
    let mut fields = text.split('\u{1}').map(str::to_owned);
    let mut next = || fields.next().unwrap_or_default();
    let mut article = Article { lede: Arc::new(next()), headline: next(), deck: next(), ..Article::default() };
    article.push_section(next(), next());
    article.push_takeaway(next());
    article.push_source(Source { key: "a".into(), link: next(), title: next(), ..Source::default() });
    (article.byline, article.dateline, article.image.file) = (vec![next()], next(), next());
    (article.image.caption, article.canonical, article.language) = (next(), next(), next());
    article
}

fuzz_target!(|text: &str| {
    let article = article(text);
    copydesk::check::check(&article);
    let page = compose(&article);
    for form in Format::ALL {
        let written = format::render(&page, form);
        let origin = match form {
            Format::Text => Origin::Text,
            Format::Markdown | Format::MarkdownWithFrontMatter => Origin::Markdown,
            Format::HtmlPage | Format::HtmlFragment => Origin::Html,
        };
        recognise(&format::read(&written, origin));
    }
});
