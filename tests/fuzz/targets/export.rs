//! Any text in every field of an article: each export is written and can be read again, pages do not run code, and
//! private content is in none of them.
#![no_main]

use std::sync::Arc;

use copydesk::article::{Article, Source, UnknownField, UnknownFields};
use copydesk::file::{self, FileKind};
use copydesk::format::{self, Format, loss};
use copydesk::reading::Origin;
use copydesk::page::compose;
use copydesk::recognise::recognise;
use libfuzzer_sys::fuzz_target;

/// The content of the private fields.
const TOKEN: &str = "quagga1907";

/// A native file as its article; anything else split into fields.
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
    (article.image.alt, article.image.credit, article.slug, article.tags) = (next(), next(), next(), vec![next()]);
    (article.published, article.updated) = (next(), next());
    article.push_section(next(), next());
    article
}

fn make_private(article: &mut Article) {
    article.note = TOKEN.into();
    article.words = vec![TOKEN.into()];
    let unknown: UnknownFields =
        [UnknownField { behind: 0, name: TOKEN.into(), value: format!("[{TOKEN}]") }].into_iter().collect();
    (article.unknown, article.image.unknown) = (unknown.clone(), unknown.clone());
    for section in &mut article.sections {
        Arc::make_mut(section).unknown = unknown.clone();
    }
    for takeaway in &mut article.takeaways {
        Arc::make_mut(takeaway).unknown = unknown.clone();
    }
    for source in &mut article.sources {
        let source = Arc::make_mut(source);
        (source.note, source.accessed, source.unknown) = (TOKEN.into(), TOKEN.into(), unknown.clone());
    }
}

/// What is between `<` and `>`: text contains neither, because they are escaped.
fn is_inert(html: &str) {
    let body = html.split_once("</style>").map_or(html, |(_, body)| body);
    for tag in body.split('<').skip(1).filter_map(|rest| rest.split_once('>').map(|(tag, _)| tag)) {
        let small = tag.to_ascii_lowercase();
        let name = small.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        assert!(!["script", "svg", "iframe", "object", "embed", "form", "math", "style", "base"].contains(&name), "{tag}");
        let mut outside = small.split('"').step_by(2).flat_map(str::split_whitespace);
        assert!(!outside.any(|word| word.starts_with("on")), "{tag}");
        for scheme in ["=\"javascript:", "=\"data:", "=\"vbscript:"] {
            assert!(!small.contains(scheme), "{tag}");
        }
    }
}

fuzz_target!(|text: &str| {
    let mut article = article(text);
    if file::to_native(&article).contains(TOKEN) {
        return;
    }
    make_private(&mut article);
    copydesk::check::check(&article);
    let page = compose(&article);
    for form in Format::ALL {
        let written = format::render(&page, form);
        assert!(!written.contains(TOKEN), "{written}");
        loss::losses(&article, &page, form);
        let origin = match form {
            Format::Text => Origin::Text,
            Format::Markdown | Format::MarkdownWithFrontMatter => Origin::Markdown,
            Format::HtmlPage | Format::HtmlFragment => Origin::Html,
        };
        if origin == Origin::Html {
            is_inert(&written);
        }
        recognise(&format::read(&written, origin));
    }
});
