//! Any bytes as a draft's file: refused with a message, or an article that is the same after writing and reading it.
#![no_main]

use copydesk::file::{self, FileKind};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match file::parse(text, FileKind::Copydesk) {
        Err(error) => assert!(!error.to_string().is_empty()),
        Ok(opened) => {
            let written = file::to_native(&opened.article);
            let again = file::parse(&written, FileKind::Copydesk).expect("what was written opens");
            assert_eq!(again.article, opened.article);
            assert_eq!(file::to_native(&again.article), written);
        }
    }
});
