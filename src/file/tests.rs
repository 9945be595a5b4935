use std::fs;

use super::open::{open_bytes, take_in};
use super::*;

#[track_caller]
fn check_refused(path: &Path, kind: Option<FileKind>, expected: &str) {
    let error = open(path, kind).unwrap_err().to_string();
    assert_eq!(error, about(path, expected).to_string());
}

#[test]
fn a_draft_is_opened_as_it_was_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.copydesk");
    let mut article = Article { headline: "H\r\n\u{feff}".into(), ..Article::default() };
    article.push_section("S", "a\r\nb\n");
    save(&path, &article).unwrap();
    let opened = open(&path, None).unwrap();
    assert_eq!((opened.article, opened.newer), (article, None));
}

#[test]
fn what_cannot_be_opened_is_named_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    check_refused(&folder.path().join("none.md"), None, "does not exist");
    check_refused(&folder.path().join("none"), None, "does not exist");
    check_refused(folder.path(), None, "is a folder, not a file");
    check_refused(&file("a.doc", b""), None, "cannot be opened: only .copydesk, .txt, .md and .html files can");
    check_refused(&file("a.txt", b"a\0b"), None, "is not a text: there are zero bytes in it");
    let binary = file("a.copydesk", b"(\xFF");
    check_refused(&binary, None, "is damaged: it is not text from byte 1 on");
    check_refused(&file("b.copydesk", b"(\n"), None, "is damaged: it stops at line 2");
}

#[test]
fn a_file_past_the_limit_is_refused_before_it_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    fs::File::create(&path).unwrap().set_len(SIZE_LIMIT + 1).unwrap();
    check_refused(&path, None, "is larger than 64 MB, which is too large for a draft");
}

#[test]
fn the_ending_says_what_a_file_is_in_any_case() {
    let kind = |name: &str| FileKind::of(Path::new(name));
    assert_eq!(kind("a.COPYDESK"), Some(FileKind::Copydesk));
    assert_eq!(kind("a.b.Md"), Some(FileKind::Markdown));
    assert_eq!(kind("copydesk"), None);
}

#[test]
fn what_would_take_too_much_memory_is_refused_in_words_and_what_was_kept_is_opened() {
    let lines = "a\n".repeat(9 << 20);
    let draft = format!("(version: 2, lede: r#\"{lines}\"#)");
    for (kind, text) in [
        (FileKind::Copydesk, &draft),
        (FileKind::Text, &lines),
        (FileKind::Markdown, &lines),
        (FileKind::Html, &lines),
    ] {
        let error = take_in(text.clone().into_bytes(), kind, Path::new("long")).unwrap_err();
        assert!(!error.is_loss(), "{kind:?}");
        assert_eq!(
            error.to_string(),
            "“long” has too many short lines or formatting marks (9.4 million; the limit is 5.5 million); split the file",
            "as {kind:?}"
        );
    }
    assert_eq!(
        open_bytes(draft.into_bytes(), FileKind::Copydesk, Path::new("kept")).unwrap().article.lede.len(),
        18 << 20
    );
}
