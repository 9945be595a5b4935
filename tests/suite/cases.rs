//! Articles with their expected exports in every format: a new folder under tests/articles is a new test.
//! `UPDATE_EXPECTED=1 cargo test cases` writes the current output; review the difference before you keep it.

use std::path::{Path, PathBuf};

use copydesk::article::Article;
use copydesk::check::check;
use copydesk::file::{self, FileKind};
use copydesk::format::{self, Format};
use copydesk::page::compose;
use copydesk::reading::Origin;
use copydesk::recognise::recognise;

pub fn cases() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles");
    let mut cases: Vec<PathBuf> = std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() > 8, "the cases are gone");
    cases
}

pub fn article(case: &Path) -> Article {
    file::open(&case.join("article.copydesk"), Some(FileKind::Copydesk)).unwrap().article
}

#[track_caller]
fn check_file(path: &Path, given: &str) {
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        return std::fs::write(path, given).unwrap();
    }
    let expected = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(given, expected, "differs from {}", path.display());
}

/// An HTML page without its style sheet, which has a file of its own.
fn without_style(page: &str) -> String {
    match (page.split_once("<style>"), page.split_once("</style>")) {
        (Some((before, _)), Some((_, after))) => format!("{before}<style></style>{after}"),
        _ => page.to_owned(),
    }
}

fn findings(article: &Article) -> String {
    let line =
        |f: copydesk::check::Finding| format!("{}: {} [{}]\n", article.place_label(&f.place), f.message, f.rule);
    check(article).into_iter().map(line).collect()
}

#[test]
fn every_case_gives_what_is_expected() {
    for case in cases() {
        let article = article(&case);
        let page = compose(&article);
        let render = |format| format::render(&page, format);
        check_file(&case.join("expected.txt"), &render(Format::Text));
        check_file(&case.join("expected.md"), &render(Format::Markdown));
        check_file(&case.join("expected.front.md"), &render(Format::MarkdownWithFrontMatter));
        check_file(&case.join("expected.html"), &without_style(&render(Format::HtmlPage)));
        check_file(&case.join("expected.fragment.html"), &render(Format::HtmlFragment));
        check_file(&case.join("expected.findings"), &findings(&article));
    }
}

#[test]
fn every_case_comes_back() {
    for case in cases() {
        let page = compose(&article(&case));
        for (format, origin) in [(Format::Markdown, Origin::Markdown), (Format::HtmlPage, Origin::Html)] {
            let written = format::render(&page, format);
            let again = compose(&recognise(&format::read(&written, origin)).article);
            assert_eq!(again.shape(), page.shape(), "{} by {format:?}", case.display());
            assert!(format::render(&again, format) == written, "{} by {format:?} twice", case.display());
        }
    }
}

#[test]
fn every_case_is_itself_in_the_native_form() {
    for case in cases() {
        let article = article(&case);
        let opened = file::parse(&file::to_native(&article), FileKind::Copydesk).unwrap();
        assert_eq!(opened.article, article, "{}", case.display());
    }
}

#[test]
fn the_form_is_the_same_bytes_by_way_of_every_format() {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles/the-form");
    let text = std::fs::read_to_string(case.join("expected.txt")).unwrap();
    let page = compose(&recognise(&format::read(text.trim_end(), Origin::Text)).article);
    assert_eq!(format::render(&page, Format::Text), text);
    for (format, origin) in [(Format::Markdown, Origin::Markdown), (Format::HtmlPage, Origin::Html)] {
        let again = compose(&recognise(&format::read(&format::render(&page, format), origin)).article);
        assert_eq!(format::render(&again, Format::Text), text, "{format:?}");
    }
}

/// A word in every private field is in no export.
#[test]
fn nothing_private_leaves() {
    let mut article = article(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/articles/one-of-each"));
    article.note = "zanzibar-note".into();
    article.status = copydesk::article::Status::Approved;
    article.words = vec!["zanzibar-word".into()];
    article.target_words = Some(987_654);
    let source = std::sync::Arc::make_mut(&mut article.sources[0]);
    source.note = "zanzibar-source".into();
    source.accessed = "zanzibar-date".into();
    for format in Format::ALL {
        let written = format::render(&compose(&article), format);
        assert!(!written.contains("zanzibar") && !written.contains("987"), "{format:?}");
        assert!(!written.contains("Approved"), "{format:?}");
        assert!(written.contains("drivers asked for"), "{format:?}");
    }
}

/// The preview has the words of the text export, except link targets and added quotation marks.
#[test]
fn the_preview_has_the_words_of_the_text() {
    for case in cases() {
        let page = compose(&article(&case));
        let preview = words(&copydesk::app::preview::words(&page));
        let text = words(&without_targets(&page));
        assert_eq!(preview, text, "{}", case.display());
        assert!(!text.is_empty() || page.parts.is_empty());
    }
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// The text export of the same page without link targets, so that a link is only its text.
fn without_targets(page: &copydesk::page::Page) -> String {
    let mut text = format::render(page, Format::Text);
    for part in &page.parts {
        if let copydesk::page::Part::Body(body) = part {
            body.each_inline(&mut |inline| {
                if let copydesk::markdown::Inline::Link(link) | copydesk::markdown::Inline::Image(link) = inline {
                    text = text.replace(&format!(" ({})", link.target), "");
                }
            });
        }
    }
    text
}
