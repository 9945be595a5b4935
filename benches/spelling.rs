//! The cost of spelling and searching at 100,000 words: the first time, and after each letter typed.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a bench fails by panicking")]

mod long;

use std::hint::black_box;
use std::sync::Arc;

use copydesk::article::Article;
use copydesk::find::{Finder, Query};
use copydesk::spell::{BUNDLED, Reader, Speller};
use criterion::{Criterion, criterion_group, criterion_main};

fn speller() -> Arc<Speller> {
    let british = BUNDLED.iter().find(|bundled| bundled.tag == "en-GB").unwrap();
    Arc::new(Speller::new(british.aff, british.dic).unwrap())
}

/// Reads the whole article, as the window and its thread do together.
fn read_all(speller: &Arc<Speller>, article: &Article) -> Reader {
    let mut reader = Reader::default();
    reader.set_speller(Some(speller.clone()));
    reader.update(article);
    while let Some(task) = reader.next_task() {
        reader.take(task.run());
    }
    reader
}

/// Types a letter into the middle of the middle section, or deletes it again.
fn type_letter(article: &mut Article, count: usize) {
    let middle = article.sections.len() / 2;
    let body = &mut Arc::make_mut(&mut article.sections[middle]).body;
    let at = body.char_indices().map(|(at, _)| at).find(|at| *at > body.len() / 2).unwrap();
    if count.is_multiple_of(2) {
        body.insert(at, 'a');
    } else {
        body.remove(at);
    }
}

fn spelling(criterion: &mut Criterion) {
    let speller = speller();
    for (name, sections) in [("200 sections", 200), ("one body", 1)] {
        let mut article = long::article(100_000, sections);
        let mut group = criterion.benchmark_group(format!("spelling of 100,000 words in {name}"));
        group.sample_size(10);
        group.bench_function("first reading", |b| b.iter(|| read_all(&speller, black_box(&article))));
        let mut reader = read_all(&speller, &article);
        let mut count = 0;
        group.bench_function("keystroke, in the frame", |b| {
            b.iter(|| {
                count += 1;
                type_letter(&mut article, count);
                reader.update(&article);
                let stale = reader.take_stale();
                stale.iter().map(|place| reader.mistakes(place).len()).sum::<usize>()
            });
        });
        group.bench_function("idle", |b| b.iter(|| black_box(reader.take_stale()).len()));
        group.finish();
    }
    let mut group = criterion.benchmark_group("dictionary");
    group.sample_size(10);
    group.bench_function("load", |b| b.iter(|| Speller::new(BUNDLED[0].aff, BUNDLED[0].dic)));
    group.bench_function("suggest", |b| b.iter(|| speller.suggest(black_box("goverment"))));
    group.finish();
}

fn searching(criterion: &mut Criterion) {
    let mut article = long::article(100_000, 200);
    let query = |pattern: &str| Query { pattern: pattern.into(), ..Query::default() };
    let mut group = criterion.benchmark_group("search of 100,000 words");
    group.sample_size(20);
    for pattern in ["harbour", "e"] {
        let query = query(pattern);
        group.bench_function(format!("first, for {pattern}"), |b| {
            b.iter(|| Finder::default().find(black_box(&article), &query));
        });
        let mut finder = Finder::default();
        let mut count = 0;
        group.bench_function(format!("keystroke, for {pattern}"), |b| {
            b.iter(|| {
                count += 1;
                type_letter(&mut article, count);
                finder.find(&article, &query)
            });
        });
    }
    group.finish();
}

criterion_group!(benches, spelling, searching);
criterion_main!(benches);
