use proptest::prelude::*;

use std::sync::Arc;

use super::*;
use crate::article::{Article, Id, LeadImage, Source, Status, UnknownField, UnknownFields};

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
    check(&Article::default(), "(\n    version: 3,\n)\n");
}

#[test]
fn a_body_is_readable_and_a_line_with_quotation_marks_too() {
    let mut article = Article { headline: "She said \"yes\"".into(), deck: "So".into(), ..Article::default() };
    article.push_section("Tides", "One \"#line\"#.\n\nTwo.\n");
    let expected = "(
    version: 3,

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
    check(&article, "(\n    version: 3,\n\n    headline: \"a\\r\n\\u{0}\\\\\\\"\\u{feff}\tb\\u{85}\",\n)\n");
}

#[test]
fn errors_say_where_and_what() {
    check_error("", "there is nothing in the file");
    check_error("\0\0\0\0", "there is nothing in the file");
    check_error("a", "line 1, column 2: ( is expected here");
    check_error("(\n    version: 3,\n    headline \"a\",\n)", "line 3, column 14: a colon is expected here");
    check_error(
        "(\n    version: 3,\n    headline: \"a\"\n    deck: \"b\",\n)",
        "line 4, column 5: a comma is expected here",
    );
    check_error("(version: 2, headline: \"a", "line 1, column 25: this text has no closing quotation mark");
    check_error("(version: 2, sections: [(id: 1", "line 1, column 31: the file ends too early");
    check_error("(version: 2, status: Lost)", "line 1, column 26: Lost is none of Draft, InReview, Approved");
    check_error("(version: 2, takeaways: [(text: \"a\")])", "line 1, column 36: the field id is missing");
    check_error("(version: 2, deck-b: \"a\")", "line 1, column 14: the name of a field is expected here");
    check_error("Some((version: 2))", "line 1, column 5: ( is expected here");
    check_error("(version: 2) more", "line 1, column 14: nothing may follow the draft");
    check_error("(version: 2, deck: \"a\", deck: \"b\")", "line 1, column 29: the field deck is there twice");
}

#[test]
fn a_text_without_a_version_is_no_draft() {
    check_error("(headline: \"a\")", "not a draft: there is no “version: 3” in it");
    check_error("(version: 0)", "not a draft: there is no “version: 3” in it");
}

/// A draft as a newer program of the same version may write it: with unknown fields before, between and after the known
/// ones of every owner.
const NEWER: &str = "(
    version: 3,

    kicker: \"Harbour\",

    headline: \"H\",

    image: (
        alt: \"A\",

        crop: (x: 0.5, y: Some(Top)),

        credit: \"C\",
    ),

    tone: Red(1, [\"x\", r#\"a \"b\" /* no comment */\"#]), // not kept

    r#read-by: {},

    takeaways: [
        (
            mood: 'a',

            id: 1,

            text: \"T\",
        ),
    ],

    sections: [
        (
            id: 1,

            body: r#\"B\"#,

            pull: r##\"She said
  \"#yes\"#\"##,

            marks: [
    (at: 1), (at: 2, why: None),
            ],
        ),
        (
            id: 2,
        ),
    ],

    sources: [
        (
            key: \"a\",

            note: \"N\",

            archived: true,
        ),
    ],

    target_words: 7,

    review: (by: \"Ann\", at: -1),
)
";

#[test]
fn what_a_newer_program_has_added_is_written_back_where_it_stood() {
    let expected = NEWER.replace(" // not kept", "");
    let opened = parse(NEWER).expect("it is a draft of this version");
    assert_eq!(write(&opened.article), expected);
    assert_eq!(parse(&expected).map(|again| again.article), Ok(opened.article.clone()));
    assert_eq!(opened.newer, None);
    let names = |unknown: &UnknownFields| {
        unknown.as_slice().iter().map(|field| field.name.clone()).collect::<Vec<_>>().join(" ")
    };
    let all: Vec<String> = opened.article.unknown_fields().map(|(_, unknown)| names(unknown)).collect();
    assert_eq!(all, ["kicker tone read-by review", "crop", "mood", "pull marks", "archived"]);
}

#[test]
fn unknown_fields_keep_their_order_and_stay_while_their_neighbours_go() {
    let text = "(version: 3, deck: \"D\", b: 1, headline: \"H\", a: 2, b: 3, slug: \"s\", version_2: 4)";
    let mut article = parse(text).expect("fields may stand in any order").article;
    let order = |article: &Article| {
        let fields = article.unknown.as_slice().iter().map(|field| format!("{}: {}", field.name, field.value));
        fields.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(order(&article), "b: 1, a: 2, b: 3, version_2: 4");
    article.deck.clear();
    article.slug.clear();
    let written = write(&article);
    assert_eq!(
        written.split_whitespace().collect::<Vec<_>>().join(" "),
        "( version: 3, headline: \"H\", b: 1, a: 2, b: 3, version_2: 4, )"
    );
    let again = parse(&written).expect("what was written opens").article;
    assert_eq!(again, article);
    assert_eq!(write(&again), written);
}

#[test]
fn older_versions_may_have_unknown_fields_too() {
    for version in [1, 2] {
        let text = format!("(version: {version}, mood: \"a\", sections: [(id: 1, colour: Red(1, [\"x\"]))])");
        let article = parse(&text).expect("what is not known is kept").article;
        assert_eq!(article.unknown_fields().count(), 2);
    }
}

#[test]
fn a_known_field_with_something_new_in_it_is_no_damage() {
    for (text, expected) in [
        ("(version: 3, status: Lost)", "line 1, column 26: status: Lost is none of Draft, InReview, Approved"),
        (
            "(version: 3, headline: (text: \"H\"), deck: \"D\")",
            "line 1, column 24: headline: a text in quotation marks is expected here",
        ),
        (
            "(\n    version: 3,\n    sections: [\n        (id: 1, body: [\"B\"]),\n    ],\n)",
            "line 4, column 23: sections: a text in quotation marks is expected here",
        ),
        ("(version: 3, byline: \"Ann\")", "line 1, column 22: byline: a list in [ ] is expected here"),
    ] {
        check_error(text, expected);
        let error = parse(text).expect_err("a known field holds something else");
        assert!(!error.is_loss(), "{error:?}");
        assert!(error.of_file().ends_with("; a newer version may have saved it"), "{}", error.of_file());
    }
    let damage = parse("(version: 3, headline: (\"H\", deck: \"D\")").expect_err("a bracket is missing");
    assert!(damage.is_loss(), "{damage:?}");
}

#[test]
fn a_conflict_is_named_and_a_text_that_looks_like_one_is_none() {
    let conflict = "<<<<<<< a\n=======\n>>>>>>> b\n";
    let text = format!("(\n    version: 2,\n    lede: r#\"One\n{conflict}Two\"#,\n)\n");
    assert_eq!(parse(&text).map(|opened| opened.conflict), Ok(None), "version 2 spells it so");
    let own = parse(&text).expect("it is text").article;
    let again = parse(&write(&own)).expect("what was written opens");
    assert_eq!((again.article, again.conflict), (own, None));
    let text = text.replace("version: 2", "version: 3");
    let within = parse(&text).expect("it opens, markers and all").conflict;
    assert_eq!(within.map(|conflict| conflict.line), Some(4), "version 3 would not spell it so");
    let text = format!("(\n    version: 3,\n    lede: r#\"One\n{conflict}Two,\n)\n");
    assert!(matches!(parse(&text), Err(NativeError::Conflict(_))));
    check_error(
        "<<<<<<< a\n",
        "has a merge conflict in line 1, but not all of its markers; line 1, column 1: ( is expected here",
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
        "(\n    version: 3,\n\n    target_words: 800,\n)\n",
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
        "(<{6,8}|={7}|>{7}|[|]{7}|\n| |a|\"|\r|\u{85}|\u{a0}|\u{200f}|\u{2066}){0,12}",
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
            image: LeadImage {
                file: next(),
                alt: next(),
                caption: next(),
                credit: next(),
                ..LeadImage::default()
            },
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
    let unknown = unknown(&title);
    article.push_source(Source {
        key: "k".into(),
        link,
        title,
        publisher,
        author,
        published,
        accessed,
        note,
        unknown: unknown.clone(),
    });
    article.image.unknown = unknown.clone();
    article.unknown = unknown.clone();
    for section in &mut article.sections {
        Arc::make_mut(section).unknown = unknown.clone();
    }
    for takeaway in &mut article.takeaways {
        Arc::make_mut(takeaway).unknown = unknown.clone();
    }
}

/// Unknown fields made from any text: their positions and values.
fn unknown(text: &str) -> UnknownFields {
    let field = |(at, c): (usize, char)| UnknownField {
        behind: at * 2,
        name: format!("new_{}", u32::from(c) % 3),
        value: format!("({c:?}, /* , */ r####\"{c}\"####)"),
    };
    text.chars().filter(|c| !c.is_control()).take(4).enumerate().map(field).collect()
}

/// What editors and version control do to the lines of a text.
fn handled(native: &str) -> [String; 3] {
    let trimmed: String = native.split('\n').map(|line| line.trim_end().to_owned() + "\n").collect();
    [format!("\u{feff}{native}"), native.replace('\n', "\r\n"), trimmed]
}

proptest! {
    #[test]
    fn what_editors_and_version_control_do_to_lines_changes_nothing(article in article()) {
        let mut article = article;
        // A newer program may write its values in any form.
        let owners: Vec<_> = article.unknown_fields().map(|(owner, _)| owner).collect();
        let index = crate::article::Index::of(&article);
        for owner in owners {
            if let Some(unknown) = index.unknown_mut(&mut article, &owner) {
                *unknown = UnknownFields::NONE;
            }
        }
        let native = write(&article);
        for handled in handled(&native) {
            let text = super::super::read::decode_native(handled.into_bytes()).expect("it is text");
            let opened = parse(&text);
            prop_assert_eq!(opened.as_ref().map(|opened| &opened.article), Ok(&article));
            prop_assert_eq!(opened.expect("it opens").conflict, None);
        }
        prop_assert_eq!(merge_conflict::markers(&native), Markers::None);
    }

    #[test]
    fn save_and_open_is_the_identity(article in article()) {
        let native = write(&article);
        prop_assert!(!native.contains('\0') && !native.contains('\r'));
        let again = parse(&native).expect("what was written opens").article;
        prop_assert_eq!(&again, &article);
        prop_assert_eq!(write(&again), native);
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
