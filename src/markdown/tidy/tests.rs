//! Lines that are tidied, and how it is told that one is tidy already.

use proptest::prelude::*;

use super::*;
use crate::markdown::{Block, shape};

fn text(words: &str) -> Inline {
    Inline::Text(Run::plain(words))
}

#[track_caller]
fn check(mut content: Vec<Inline>, expected: &str) {
    line(&mut content);
    assert_eq!(shape(&[Block::Paragraph(content)]).trim_end(), expected);
}

#[test]
fn space_moves_out_of_a_mark() {
    check(vec![text("a"), Inline::Strong(vec![text(" b ")]), text("c")], r#"(p "a " (strong "b") " c")"#);
}

#[test]
fn space_moves_out_of_a_link_and_of_the_mark_around_it() {
    let link = |words: &str| {
        let content = vec![text(words)];
        Inline::Link(Link { target: "x".into(), title: String::new(), content, range: 0..0 }.into())
    };
    check(vec![text("a"), link(" b "), text("c")], r#"(p "a " (link "x" "" "b") " c")"#);
    let strong = Inline::Strong(vec![link("b ")]);
    check(vec![strong, text("c")], r#"(p (strong (link "x" "" "b")) " c")"#);
    check(vec![text("a"), link(" "), text("c")], r#"(p "a" (link "x" "" " ") "c")"#);
}

#[test]
fn a_mark_inside_its_like_and_an_empty_mark_go() {
    let inner = Inline::Emphasis(vec![text("b")]);
    check(vec![Inline::Emphasis(vec![text("a"), inner])], r#"(p (em "ab"))"#);
    check(vec![Inline::Strong(vec![text(" ")]), text("x")], r#"(p "x")"#);
}

#[test]
fn neighbours_of_one_kind_are_one() {
    let strong = |words| Inline::Strong(vec![text(words)]);
    check(vec![strong("a"), strong("b")], r#"(p (strong "ab"))"#);
}

#[test]
fn marks_that_touch_inside_joined_marks_are_one_too() {
    let strong = |words| Inline::Strong(vec![text(words)]);
    let emphasis = |content| Inline::Emphasis(content);
    check(
        vec![emphasis(vec![strong("a")]), emphasis(vec![strong("b"), text("c")])],
        r#"(p (em (strong "ab") "c"))"#,
    );
}

#[test]
fn what_is_tidy_is_left_alone_and_what_is_not_is_seen_as_such() {
    let code = |words: &str| Inline::Code(Run::plain(words));
    assert!(is_tidy_line(&[text("a "), Inline::Strong(vec![text("b")]), text(" c")]));
    for untidy in [
        vec![text(" a")],
        vec![text("a"), Inline::SoftBreak],
        vec![text("a"), text(""), text("b")],
        vec![code("a"), code("b")],
        vec![Inline::Strong(vec![text("a ")]), text("b")],
        vec![Inline::Strong(vec![Inline::Emphasis(vec![Inline::Strong(vec![text("a")])])])],
        vec![text("a"), Inline::HardBreak, text("b")],
    ] {
        assert!(!is_tidy_line(&untidy), "{untidy:?}");
    }
}

#[test]
fn breaks_at_an_edge_go_and_others_stay() {
    check(
        vec![Inline::HardBreak, text("a "), Inline::HardBreak, text(" b"), Inline::HardBreak],
        r#"(p "a" (hard) "b")"#,
    );
}

/// Pieces of every kind, in marks of every kind.
fn pieces() -> impl Strategy<Value = Vec<Inline>> {
    let words =
        || prop_oneof![Just(""), Just(" "), Just("a"), Just(" a"), Just("a "), Just("b c")].prop_map(Run::plain);
    let link =
        |content: Vec<Inline>| Box::new(Link { target: "x".into(), title: String::new(), content, range: 0..0 });
    let piece = prop_oneof![
        4 => words().prop_map(Inline::Text),
        2 => words().prop_map(Inline::Code),
        1 => Just(Inline::Image(link(Vec::new()))),
        1 => Just(Inline::Citation { key: "k".into(), range: 0..0 }),
        1 => Just(Inline::NoteRef { label: "n".into(), range: 0..0 }),
        1 => Just(Inline::SoftBreak),
        1 => Just(Inline::HardBreak),
    ];
    let nested = piece.prop_recursive(3, 24, 4, move |piece| {
        let content = prop::collection::vec(piece, 0..4);
        prop_oneof![
            content.clone().prop_map(Inline::Emphasis),
            content.clone().prop_map(Inline::Strong),
            content.clone().prop_map(Inline::Strikethrough),
            content.prop_map(move |content| Inline::Link(link(content))),
        ]
    });
    prop::collection::vec(nested, 0..5)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_line_is_tidy_where_tidying_leaves_it_as_it_is(content in pieces()) {
        let mut tidied = content.clone();
        make_tidy(&mut tidied);
        let has_break = content.contains(&Inline::HardBreak);
        prop_assert_eq!(is_tidy_line(&content), tidied == content && !has_break);
        let mut again = tidied.clone();
        make_tidy(&mut again);
        prop_assert_eq!(again, tidied);
    }
}
