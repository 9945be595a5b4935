//! The cost of an export at 100,000 words in 200 sections, step by step: reading, composing, writing. `cargo run
//! --example long_article` prints the article, for timing the whole command.

mod long;

use std::hint::black_box;

use copydesk::file::{self, FileKind};
use copydesk::format::{self, Format};
use copydesk::page::compose;
use copydesk::reading::Origin;
use copydesk::{check, markdown, recognise};
use criterion::{Criterion, criterion_group, criterion_main};

fn export(criterion: &mut Criterion) {
    let article = long::article(100_000, 200);
    let page = compose(&article);
    let text = format::render(&page, Format::Markdown);
    let native = file::to_native(&article);
    let mut group = criterion.benchmark_group("100,000 words");
    group.sample_size(20);
    group.bench_function("parse Markdown", |b| b.iter(|| markdown::parse(black_box(&text))));
    group.bench_function("read Markdown", |b| b.iter(|| format::read(black_box(&text), Origin::Markdown)));
    let reading = format::read(&text, Origin::Markdown);
    group.bench_function("recognise", |b| b.iter(|| recognise::recognise(black_box(&reading))));
    group.bench_function("read a draft", |b| b.iter(|| file::parse(black_box(&native), FileKind::Copydesk)));
    group.bench_function("compose", |b| b.iter(|| compose(black_box(&article))));
    group.bench_function("check", |b| b.iter(|| check::check(black_box(&article))));
    for form in Format::ALL {
        group.bench_function(form.label(), |b| b.iter(|| format::render(black_box(&page), form)));
    }
    group.finish();
}

/// Texts whose cost must grow at most linearly with their length.
fn hostile(criterion: &mut Criterion) {
    let notes = |count: usize| (0..count).map(|n| format!("a[^n{n}]\n\n[^n{n}]: b\n\n")).collect();
    let headings = |count: usize| "## a\n\nb\n\n".repeat(count);
    let sources = |count: usize| {
        let items = (0..count).map(|n| format!("1. [T](https://example.org/{n})\n"));
        format!("# A\n\n## Sources\n\n{}", items.collect::<String>())
    };
    let cases: [(&str, String); 5] = [
        ("citations in one line", "[^a]".repeat(250_000)),
        ("open brackets", "[^".repeat(500_000)),
        ("notes", notes(50_000)),
        ("headings", headings(100_000)),
        ("sources", sources(10_000)),
    ];
    let mut group = criterion.benchmark_group("hostile");
    group.sample_size(10);
    for (name, text) in cases {
        group.bench_function(name, |b| b.iter(|| through(black_box(&text))));
    }
    group.finish();
}

fn through(text: &str) -> String {
    let article = recognise::recognise(&format::read(text, Origin::Markdown)).article;
    format::render(&compose(&article), Format::HtmlPage)
}

criterion_group!(benches, export, hostile);
criterion_main!(benches);
