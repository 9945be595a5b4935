//! Whole frames of the window without a graphics card: everything the program does for an idle frame (the pointer
//! moves) and for a keystroke, laid out and tessellated, at several sizes of article, with preview, spelling, counts
//! and shared scrolling on. Measures the CPU time of the thread, if the system reports it.

#![allow(clippy::disallowed_methods, clippy::panic, reason = "a bench waits, and fails by panicking")]

mod window;
mod work;

use std::time::Duration;

use copydesk::article::{Article, Place};
use copydesk::writing::Selection;
use criterion::{Criterion, criterion_group, criterion_main};
use egui::{Event, Key, Modifiers};
use window::{Window, saved};
use work::spent;

/// Types a letter or deletes it again, so that the text keeps its length.
fn keystroke(window: &mut Window) {
    if window.frames % 2 == 1 {
        window.draw(vec![Event::Text("a".to_owned())]);
    } else {
        window.press(Modifiers::NONE, Key::Backspace);
    }
}

/// Puts the cursor into the middle of the body of a middle section, and waits until everything is done, including spell
/// checking.
fn settle(window: &mut Window) {
    window.draw(Vec::new());
    let sections = &window.app.document().article().sections;
    if let Some(section) = sections.get(sections.len() / 2) {
        let middle = Selection::at(section.body.len() / 2).within(&section.body);
        window.app.go_to(Place::Body(section.id), Some(middle));
    }
    for _ in 0..SETTLING {
        window.idle();
        std::thread::sleep(Duration::from_millis(4));
    }
    assert!(window.app.selection().is_some(), "the caret is in the body");
    assert!(
        !window
            .app
            .marks()
            .of(&window.app.selection().map(|(place, _)| place.clone()).unwrap_or(Place::Lede))
            .is_empty(),
        "mistakes are marked"
    );
}

const SETTLING: usize = 250;

/// An article with this number of words, in paragraphs with some formatting, over this number of sections.
fn article(words: usize, sections: usize) -> Article {
    let mut article = Article {
        headline: "A headline of a usual length for a long piece".into(),
        deck: "One sentence that says why one should read all of this.".into(),
        ..Article::default()
    };
    article.push_takeaway("It is long.");
    let paragraph = "The side entrance on the lane will stay *unlocked* until four, and staff say that the first hour \
                     will be the **hardest of all** since the flood, which nobody who was there that night in the old \
                     reading room has [forgotten](https://example.org/flood), least of all those who carried books. ";
    let in_paragraph = paragraph.split_whitespace().count();
    for number in 0..sections {
        let paragraphs = (words / sections / in_paragraph).max(1);
        let body: Vec<_> = (0..paragraphs)
            .map(|index| match index % 10 {
                0 => format!("A {} stood there. {paragraph}", typo(number * 2_000 + index)),
                _ => paragraph.to_owned(),
            })
            .collect();
        let body = body.join("\n\n");
        article.push_section(format!("Section {}", number + 1), body);
    }
    article
}

/// A word that is in no dictionary, different for every number.
fn typo(number: usize) -> String {
    let digits = number.to_string().into_bytes();
    digits.iter().map(|digit| char::from(digit - b'0' + b'q')).collect::<String>() + "qx"
}

fn frames(criterion: &mut Criterion) {
    let sizes =
        [("sample", 600, 5), ("10k", 10_000, 200), ("100k", 100_000, 200), ("100k in one body", 100_000, 1)];
    for (name, words, sections) in sizes {
        let mut group = criterion.benchmark_group(name);
        group.sample_size(20).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let mut window = Window::new(saved(&folder, &article(words, sections)));
        settle(&mut window);
        group.bench_function("idle", |bencher| {
            bencher.iter_custom(|times| spent(|| (0..times).for_each(|_| window.idle())));
        });
        group.bench_function("keystroke", |bencher| {
            bencher.iter_custom(|times| spent(|| (0..times).for_each(|_| keystroke(&mut window))));
        });
        group.finish();
    }
    for (name, sections) in [("100k", 200), ("100k in one body", 1)] {
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let long = saved(&folder, &article(100_000, sections));
        let mut group = criterion.benchmark_group(name);
        group.sample_size(10).measurement_time(Duration::from_secs(2));
        group.bench_function("first frame", |bencher| {
            bencher.iter_custom(|times| {
                let mut windows: Vec<_> = (0..times).map(|_| Window::new(long.clone())).collect();
                spent(|| windows.iter_mut().for_each(|window| window.draw(Vec::new())))
            });
        });
        group.finish();
    }
}

criterion_group!(benches, frames);
criterion_main!(benches);
