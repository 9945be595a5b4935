//! Letters in, letters out: everything that the parser reports of a body, or leaves out, is in every export.

#![no_main]

#[path = "../../suite/law/said.rs"]
mod said;

use std::sync::Arc;

use copydesk::article::Article;
use copydesk::format::{self, Format};
use copydesk::page::compose;
use said::{decoded, letters, missing, said};

libfuzzer_sys::fuzz_target!(|body: &str| {
    let said = said(body);
    let page = compose(&Article { lede: Arc::new(body.to_owned()), ..Article::default() });
    for format in Format::ALL {
        let written = format::render(&page, format);
        let (_, shown) = written.split_once("<body>").unwrap_or(("", &written));
        let lost = missing(&said, &letters(&decoded(shown), char::is_alphanumeric));
        assert!(lost.is_empty(), "{format:?} lacks {lost:?}");
    }
});
