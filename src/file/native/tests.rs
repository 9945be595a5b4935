use proptest::prelude::*;

use super::*;
use crate::article::Id;

#[track_caller]
fn check(article: &Article, expected: &str) {
    assert_eq!(write(article), expected);
    assert_eq!(parse(expected).map(|opened| opened.article), Ok(article.clone()));
}

#[track_caller]
fn check_error(text: &str, expected: &str) {
    assert_eq!(parse(text).unwrap_err().to_string(), expected);
}

#[test]
fn an_empty_draft_is_its_version() {
    check(&Article::default(), "(\n    version: 2,\n)\n");
}

#[test]
fn a_body_is_readable_and_a_line_with_quotation_marks_too() {
    let mut article = Article { headline: "She said \"yes\"".into(), deck: "So".into(), ..Article::default() };
    article.push_section("Tides", "One \"#line\"#.\n\nTwo.\n");
    let expected = "(
    version: 2,
    headline: r#\"She said \"yes\"\"#,
    deck: \"So\",
    sections: [
        (
            id: 1,
            heading: \"Tides\",
            body: r##\"One \"#line\"#.

Two.
\"##,
        ),
    ],
)
";
    check(&article, expected);
}

#[test]
fn what_cannot_be_seen_is_written_as_an_escape() {
    let article = Article { headline: "a\r\n\0\\\"\u{feff}\tb\u{85}".into(), ..Article::default() };
    check(&article, "(\n    version: 2,\n    headline: \"a\\r\n\\u{0}\\\\\\\"\\u{feff}\tb\\u{85}\",\n)\n");
}

#[test]
fn errors_say_where_and_what() {
    check_error("", "there is nothing in the file");
    check_error("\0\0\0\0", "there is nothing in the file");
    check_error("a", "line 1, column 2: ( is expected here");
    check_error("(\n    version: 2,\n    headline \"a\",\n)", "line 3, column 14: a colon is expected here");
    check_error(
        "(\n    version: 2,\n    headline: \"a\"\n    deck: \"b\",\n)",
        "line 4, column 5: a comma is expected here",
    );
    check_error("(version: 2, headline: \"a", "line 1, column 25: this text has no closing quotation mark");
    check_error("(version: 2, sections: [(id: 1", "line 1, column 31: the file ends too early");
    check_error("(version: 2, status: Lost)", "line 1, column 26: Lost is none of Draft, InReview, Approved");
    check_error("(version: 2, deck-b: \"a\")", "line 1, column 14: the name of a field is expected here");
    check_error("Some((version: 2))", "line 1, column 5: ( is expected here");
    check_error("(version: 2) more", "line 1, column 14: nothing may follow the draft");
    check_error("(version: 2, deck: \"a\", deck: \"b\")", "line 1, column 29: the field deck is there twice");
}

#[test]
fn a_text_without_a_version_is_no_draft() {
    check_error("(headline: \"a\")", "not a draft: there is no “version: 2” in it");
    check_error("(version: 0)", "not a draft: there is no “version: 2” in it");
}

#[test]
fn unknown_fields_are_named_wherever_they_are() {
    check_error(
        "(version: 2, mood: \"a\", sections: [(id: 1, colour: Red(1, [\"x\"]))])",
        "fields that version 2 does not have: mood, sections.0.colour",
    );
}

#[test]
fn of_a_newer_version_what_is_known_is_read() {
    let opened = parse("(version: 7, headline: \"H\", mood: [1], sections: [(id: 1, colour: 2)])").unwrap();
    assert_eq!(opened.newer, Some(7));
    assert_eq!(opened.article.headline, "H");
    assert_eq!(opened.article.sections.len(), 1);
    check_error(
        "(version: 7, headline: [\"H\"])",
        "saved by a newer version of Copydesk (format 7) in a way this one cannot read",
    );
}

#[test]
fn a_target_length_is_a_number_without_ceremony() {
    check(
        &Article { target_words: Some(800), ..Article::default() },
        "(\n    version: 2,\n    target_words: 800,\n)\n",
    );
    check_error("(version: 2, target_words: \"long\")", "line 1, column 28: a number is expected here");
    check_error("(version: 2, target_words: 5000000000)", "line 1, column 38: this number is too large");
}

#[test]
fn an_older_version_is_read_as_it_was() {
    let opened = parse("(version: 1, headline: \"H\")").unwrap();
    assert_eq!((opened.article.headline.as_str(), opened.newer), ("H", None));
}

#[test]
fn doubled_ids_are_mended() {
    let opened = parse("(version: 2, takeaways: [(id: 1, text: \"a\"), (id: 1, text: \"b\")])").unwrap();
    let ids: Vec<Id> = opened.article.takeaways.iter().map(|t| t.id).collect();
    assert_eq!(ids, [Id(1), Id(2)]);
}

#[test]
fn brackets_without_end_are_refused_and_not_followed() {
    for bracket in ["(", "[", "{", "Some(", "(version: 2, mood: ["] {
        assert!(parse(&bracket.repeat(100_000)).is_err());
    }
    let deep = format!("(version: 2, mood: {})", "[".repeat(100_000));
    check_error(&deep, "line 1, column 84: brackets stand in brackets too many times");
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[ -~]{0,12}",
        "[\"#\\\\r\\n\\r\\t\0'/* é\u{feff}\u{202e}\u{2028}👩🏽]{0,10}",
        any::<String>(),
    ]
}

fn article() -> impl Strategy<Value = Article> {
    let texts = prop::collection::vec(text(), 16);
    let lists = prop::collection::vec(prop::collection::vec(text(), 0..3), 3);
    let items = prop::collection::vec(prop::collection::vec(text(), 7), 0..4);
    let values = (prop::sample::select(Status::ALL.to_vec()), any::<Option<u32>>());
    (texts, lists, items, values).prop_map(|(texts, lists, items, (status, target_words))| {
        let mut texts = texts.into_iter();
        let mut next = || texts.next().unwrap_or_default();
        let mut lists = lists.into_iter();
        let mut article = Article {
            headline: next(),
            deck: next(),
            image: LeadImage { file: next(), alt: next(), caption: next(), credit: next() },
            byline: lists.next().unwrap_or_default(),
            dateline: next(),
            lede: std::sync::Arc::new(next()),
            slug: next(),
            language: next(),
            published: next(),
            updated: next(),
            canonical: next(),
            tags: lists.next().unwrap_or_default(),
            status,
            note: next(),
            words: lists.next().unwrap_or_default(),
            target_words,
            ..Article::default()
        };
        for item in items {
            add_items(&mut article, item);
        }
        article
    })
}

fn add_items(article: &mut Article, texts: Vec<String>) {
    let mut texts = texts.into_iter();
    let mut next = || texts.next().unwrap_or_default();
    let (link, title, publisher, author, published, accessed, note) =
        (next(), next(), next(), next(), next(), next(), next());
    article.push_takeaway(link.clone());
    article.push_section(title.clone(), publisher.clone());
    article.push_source(Source { key: "k".into(), link, title, publisher, author, published, accessed, note });
}

proptest! {
    #[test]
    fn save_and_open_is_the_identity(article in article()) {
        let native = write(&article);
        prop_assert!(!native.contains('\0') && !native.contains('\r'));
        prop_assert_eq!(parse(&native).unwrap().article, article);
    }

    #[test]
    fn any_damage_gives_an_error_or_an_article(article in article(), at in any::<prop::sample::Index>(), with in any::<String>()) {
        let mut native = write(&article);
        let starts: Vec<usize> = native.char_indices().map(|(at, _)| at).collect();
        native.insert_str(*at.get(&starts), &with);
        let _ = parse(&native);
        native.truncate(*at.get(&starts));
        let _ = parse(&native);
    }
}
