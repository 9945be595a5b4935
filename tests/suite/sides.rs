//! An article whose language runs to the left has its form at the right: labels, hints, numbers and texts stand as far
//! from the right edge of the column as those of another article stand from the left one.

use std::collections::BTreeMap;

use copydesk::article::{Article, Source};
use egui::accesskit::Role;
use egui::{Key, Modifiers, Rect, Shape};
use egui_kittest::kittest::Queryable;

use crate::shell::Window;

/// What is painted, in words, and from where to where.
fn painted(window: &Window) -> Vec<(String, Rect)> {
    let mut words = Vec::new();
    for clipped in &window.harness.output().shapes {
        push(&clipped.shape, clipped.clip_rect, &mut words);
    }
    words
}

fn push(shape: &Shape, clip: Rect, words: &mut Vec<(String, Rect)>) {
    if let Shape::Vec(shapes) = shape {
        shapes.iter().for_each(|shape| push(shape, clip, words));
    }
    let Shape::Text(text) = shape else { return };
    // A text that stands at the right is as wide as its column: its letters are asked.
    let rows = text.galley.rows.iter().filter(|row| !row.glyphs.is_empty());
    let drawn = rows.map(|row| row.rect().translate(text.pos.to_vec2())).reduce(Rect::union);
    let is_words = text.galley.job.text.chars().filter(|c| c.is_alphanumeric()).count() > 0;
    if let Some(rect) = drawn.filter(|rect| is_words && clip.contains(rect.center())) {
        words.push((text.galley.job.text.clone(), rect));
    }
}

fn blank(language: &str) -> Article {
    let mut article = Article { language: language.into(), ..Article::default() };
    article.push_takeaway("");
    article.push_section("", "");
    article.push_source(Source { key: "a".into(), ..Source::default() });
    article
}

fn written(language: &str) -> Article {
    let mut article = Article {
        headline: "Ferry".into(),
        deck: "Boats".into(),
        byline: vec!["Dana".into(), "Noa".into()],
        dateline: "Haifa".into(),
        ..blank(language)
    };
    article.image.alt = "Harbour".into();
    article.image.file = "ferry.jpg".into();
    article.push_takeaway("Fares");
    article.push_section("Fares", "Money");
    let link = "https://example.org/".into();
    article.push_source(Source { key: "b".into(), title: "Board".into(), link, ..Source::default() });
    article
}

/// As high as the label over a field, with the space between them.
const LABEL: f32 = 24.0;

/// Of what stands in the column of the form: how far from the edge at which the form begins.
fn insets(article: &Article) -> BTreeMap<String, Vec<i32>> {
    let mut window = Window::on(article);
    for more in ["More about the lead image", "More about source 1"] {
        if let Some(more) = window.harness.query_by_label(more) {
            more.click();
            window.harness.run();
        }
    }
    let column = window.harness.get_by_role_and_label(Role::TextInput, "Headline").rect();
    let mut found: BTreeMap<String, Vec<i32>> = BTreeMap::new();
    let in_form = |(_, rect): &(String, Rect)| {
        column.x_range().contains(rect.center().x) && rect.top() > column.top() - LABEL
    };
    for (words, rect) in painted(&window).into_iter().filter(in_form) {
        let inset =
            if article.language == "he" { column.right() - rect.right() } else { rect.left() - column.left() };
        // Letters stand on whole points.
        found.entry(words).or_default().push((inset * 0.5).round() as i32);
    }
    found
}

#[test]
fn the_form_of_an_article_that_runs_to_the_left_is_the_mirror_image_of_another() {
    for make in [Article::default as fn() -> Article, || blank(""), || written("")] {
        let of = |language: &str| insets(&Article { language: language.into(), ..make() });
        let (mut right, mut left) = (of("en-GB"), of("he"));
        // The hint of the image is in two parts, of which another one is the outer one.
        let first = right.remove("Drop an image, or ").zip(left.remove("choose"));
        assert!(first.is_none_or(|(right, left)| right == left));
        right.remove("choose");
        left.remove("Drop an image, or ");
        // The sign of a button stands before its words on either side.
        for name in ["New section", "New takeaway"] {
            assert_eq!(right.remove(name).is_some(), left.remove(name).is_some());
        }
        assert!(right.len() > 8, "{right:?}");
        assert_eq!(left.keys().collect::<Vec<_>>(), right.keys().collect::<Vec<_>>());
        let pairs = || left.values().flatten().zip(right.values().flatten());
        assert!(pairs().all(|(left, right)| (left - right).abs() <= 1), "{left:?} and {right:?}");
    }
}

#[test]
fn the_details_of_an_article_that_runs_to_the_left_stand_at_the_right() {
    let mut window = Window::on(&Article { published: "2026-12-01".into(), ..blank("he") });
    window.press(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::I);
    let panel = window.harness.get_by_role_and_label(Role::TextInput, "Slug").rect();
    let in_panel = |(_, rect): &(String, Rect)| panel.x_range().contains(rect.center().x);
    let words: Vec<(String, Rect)> = painted(&window).into_iter().filter(in_panel).collect();
    let right = |wanted: &str| words.iter().find(|(words, _)| words == wanted).expect(wanted).1.right();
    let edge = right("Never exported");
    for wanted in ["Approved", "When", "from the headline", "Add", "https://"] {
        assert!((right(wanted) - edge).abs() < 2.0, "{wanted}: {} and {edge}", right(wanted));
    }
    let read: Vec<&(String, Rect)> = words.iter().filter(|(words, _)| words.ends_with(" 2026")).collect();
    assert!(read.len() > 1, "the date as it is typed, and as it is read: {words:?}");
    assert!(read.iter().all(|(_, rect)| (rect.right() - edge).abs() < 3.0), "{read:?} and {edge}");
}
