//! Any text as plain text, Markdown and HTML, by its first letter: gives an article that can be checked, composed and
//! saved.
#![no_main]

use copydesk::file::{self, FileKind};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut letters = text.chars();
    let kind = match letters.next() {
        Some('t') => FileKind::Text,
        Some('m') => FileKind::Markdown,
        Some('h') => FileKind::Html,
        _ => return,
    };
    let article = file::parse(letters.as_str(), kind).expect("any text is an article").article;
    copydesk::check::check(&article);
    copydesk::page::compose(&article);
    let again = file::parse(&file::to_native(&article), FileKind::Copydesk).expect("what was written opens");
    assert_eq!(again.article, article);
});
