use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::article::{Id, Section, Status, Takeaway};

fn section(id: u32, heading: &str, body: &str) -> Arc<Section> {
    Arc::new(Section { id: Id(id), heading: heading.into(), body: body.into(), ..Section::default() })
}

/// A run as `[-removed-]`, `{+added+}`, or plain.
fn shown(runs: &[Run]) -> String {
    let show = |run: &Run| match run.kind {
        RunKind::Same => run.text.clone(),
        RunKind::Removed => format!("[-{}-]", run.text),
        RunKind::Added => format!("{{+{}+}}", run.text),
    };
    runs.iter().map(show).collect()
}

#[track_caller]
fn check(before: &Article, after: &Article, expected: &[&str]) {
    let line = |difference: &Difference| {
        let what = match &difference.kind {
            DifferenceKind::Changed(runs) => shown(runs),
            DifferenceKind::Added(text) => format!("+ {text}"),
            DifferenceKind::Removed(text) => format!("- {text}"),
            DifferenceKind::Reordered => "reordered".into(),
        };
        format!("{}: {what}", difference.label)
    };
    let lines: Vec<String> = differences(before, after).iter().map(line).collect();
    assert_eq!(lines, expected);
}

#[test]
fn words_are_compared_as_they_are_read() {
    let check = |before, after, expected| assert_eq!(shown(&words(before, after)), expected);
    check("The gate opens.", "The gate opens.", "The gate opens.");
    check("The gate opens.", "The gate closes.", "The gate [-opens-]{+closes+}.");
    check("The old gate opens.", "The gate opens late.", "The [-old -]gate opens{+ late+}.");
    check("one two three", "four five six", "[-one two three-]{+four five six+}");
    check("", "new", "{+new+}");
}

#[test]
fn fields_are_named_in_the_order_of_the_article() {
    let before = Article {
        headline: "Harbour opens".into(),
        deck: "After a year.".into(),
        sections: vec![section(1, "One", "First."), section(2, "Two", "Second.")],
        ..Article::default()
    };
    let mut after = before.clone();
    after.headline = "Harbour closes".into();
    after.deck.clear();
    after.takeaways.push(Arc::new(Takeaway { id: Id(1), text: "It is shut.".into(), ..Takeaway::default() }));
    after.sections = vec![section(1, "One", "First again."), section(3, "Three", "Third.")];
    after.status = Status::InReview;
    after.words.push("quay".into());
    let expected = [
        "Headline: Harbour [-opens-]{+closes+}",
        "Deck: - After a year.",
        "Takeaway 1: + It is shut.",
        "One: First{+ again+}.",
        "Three: heading: + Three",
        "Three: + Third.",
        "Two: heading: - Two",
        "Two: - Second.",
        "Status: [-Draft-]{+In review+}",
        "Article dictionary: + quay",
    ];
    check(&before, &after, &expected);
    check(&before, &before, &[]);
}

#[test]
fn a_moved_section_is_an_order_and_nothing_else() {
    let before = Article {
        sections: vec![section(1, "One", "First."), section(2, "Two", "Second.")],
        ..Article::default()
    };
    let mut after = before.clone();
    after.sections.reverse();
    check(&before, &after, &["Sections: order: reordered"]);
}

#[test]
fn words_that_came_and_went_are_counted() {
    let before = Article { headline: "One two three".into(), ..Article::default() };
    let after = Article { headline: "One four".into(), deck: "Five six.".into(), ..Article::default() };
    let tally = tally(&differences(&before, &after));
    assert_eq!(tally, Tally { added: 3, removed: 2 });
    assert_eq!(tally.to_string(), "3 words added, 2 removed");
    assert_eq!(Tally { added: 1, removed: 0 }.to_string(), "1 word added");
}

#[test]
fn two_long_texts_that_share_no_order_are_compared_with_bounded_effort() {
    let text = |step: usize| (0..50_000).map(|n| format!("w{} ", n * step % 997)).collect::<String>();
    let (before, after) = (text(7), text(13));
    let runs = words(&before, &after);
    assert_eq!(side(&runs, RunKind::Added), before);
    assert_eq!(side(&runs, RunKind::Removed), after);
}

#[test]
fn of_a_long_text_only_the_words_that_differ_are_told() {
    let before: String = (0..1_000).map(|n| format!("Line {n} says what it says, and no more.\n")).collect();
    let after = before.replace("Line 500 says", "Line 500 tells").replace("Line 900", "\nLine 900");
    let differing =
        |kind| words(&before, &after).into_iter().filter(move |run| run.kind == kind).map(|run| run.text);
    assert_eq!(differing(RunKind::Removed).collect::<Vec<_>>(), ["says"]);
    assert_eq!(differing(RunKind::Added).collect::<Vec<_>>(), ["tells", "\n"]);
    assert_eq!(differing(RunKind::Same).count(), 3);
}

#[test]
fn long_texts_without_a_line_in_common_are_compared_in_pieces() {
    let text = |word: &str| (0..2_000).map(|n| format!("The {word} of number {n}.\n\n")).collect::<String>();
    let (before, after) = (text("word"), text("sense"));
    let runs = words(&before, &after);
    assert_eq!(side(&runs, RunKind::Added), before);
    assert_eq!(side(&runs, RunKind::Removed), after);
    assert!(runs.iter().filter(|run| run.kind == RunKind::Removed).all(|run| run.text == "word"));
}

#[test]
fn of_one_long_line_only_the_words_that_differ_are_told() {
    let word = |n: usize| format!("word{} ", n % 5_000);
    for distinct in [word, |n| format!("word{n} ")] {
        let before: String = (0..60_000).map(distinct).collect();
        let after = before.replacen("word700 ", "sense ", 1).replacen("word3100 ", "word3100 more ", 1);
        let runs = words(&before, &after);
        let differing: Vec<_> =
            runs.iter().filter(|run| run.kind != RunKind::Same).map(|run| run.text.trim()).collect();
        assert_eq!(differing, ["word700", "sense", "more"]);
    }
}

fn side(runs: &[Run], without: RunKind) -> String {
    runs.iter().filter(|run| run.kind != without).map(|run| run.text.as_str()).collect()
}

proptest! {
    #[test]
    fn the_runs_make_up_both_texts(before in "[a-c é👩‍👧\n.]{0,40}", after in "[a-c é👩‍👧\n.]{0,40}") {
        let runs = words(&before, &after);
        prop_assert_eq!(side(&runs, RunKind::Added), before);
        prop_assert_eq!(side(&runs, RunKind::Removed), after);
    }
}
