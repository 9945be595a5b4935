//! Whether work grows with what it is done on and no faster. Every kind of thing that a draft may hold many of is
//! doubled, and everything that reads a whole draft may take no more than [`LIMIT`] times as long for it. Prints a table,
//! and fails when something takes longer: `cargo bench --bench growth`, or with some words for the kinds whose names
//! hold one of them. What counts is the work of the thread, and of several goes the median; a ratio that is too high is
//! measured again before it is believed, for what else the machine does can slow work down and never speed it up.

mod work;

use std::hint::black_box;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use copydesk::article::{Article, Id, Index, Place, Section, Source, Takeaway};
use copydesk::document::Document;
use copydesk::file::{self, FileKind};
use copydesk::find::{self, Finder, Kind, Query};
use copydesk::format::{self, Format, Origin};
use copydesk::page::{Page, compose};
use copydesk::spell::{BUNDLED, Reader, Speller};
use copydesk::{check, compare, count, recognise};
use work::spent;

/// Twice as much may take so many times as long: a little more than twice, for larger memory is slower.
const LIMIT: f64 = 2.3;
/// Of so many goes the median counts.
const GOES: usize = 3;
/// So often a ratio over the limit is measured again.
const TRIES: usize = 4;
/// A debug build takes its time: a part of the things tells as much.
const SHARE: usize = if cfg!(debug_assertions) { 8 } else { 1 };
/// Work that is done sooner than this says nothing of how it grows.
const LEAST: Duration = Duration::from_micros(1500);

/// A kind of thing, and so many of it as are doubled.
struct Things {
    name: &'static str,
    count: usize,
    article: fn(usize) -> Article,
}

const THINGS: [Things; 18] = [
    Things {
        name: "sections",
        count: 4_000,
        article: |n| sections(n, |at| format!("Heading {at}"), "Some words."),
    },
    Things { name: "untitled sections", count: 4_000, article: |n| sections(n, |_| String::new(), "Some words.") },
    Things { name: "sections alike", count: 4_000, article: |n| sections(n, |_| "Same".into(), "TK[^gone]") },
    Things {
        name: "headings in a body",
        count: 5_000,
        article: |n| body(n, |at| format!("### Point {at}\n\nTK\n\n")),
    },
    Things { name: "paragraphs", count: 5_000, article: |n| body(n, |at| format!("Words of number {at}.\n\n")) },
    Things { name: "takeaways", count: 5_000, article: takeaways },
    Things { name: "sources", count: 3_000, article: sources },
    Things { name: "citations", count: 8_000, article: citations },
    Things { name: "notes", count: 3_000, article: |n| body(n, |at| format!("a[^n{at}]\n\n[^n{at}]: b\n\n")) },
    Things { name: "notes of no text", count: 3_000, article: |n| body(n, |at| format!("[^n{at}]: b\n\n")) },
    Things { name: "sections with notes", count: 2_000, article: noted_sections },
    Things { name: "list items", count: 10_000, article: |n| body(n, |at| format!("- item {at}\n")) },
    Things { name: "table rows", count: 4_000, article: table },
    Things {
        name: "links",
        count: 5_000,
        article: |n| body(n, |at| format!("[w{at}](https://a.example/{at})\n")),
    },
    Things { name: "tags and bylines", count: 40_000, article: lines },
    Things { name: "findings", count: 8_000, article: |n| body(n, |at| format!("TK and [^g{at}] there.\n\n")) },
    Things { name: "words", count: 30_000, article: |n| body(n, word) },
    Things { name: "marks", count: 8_000, article: |n| body(n, |at| format!("*one{at}* **two** `three`\n")) },
];

/// A draft with all that is made of it, for work to be done on.
struct Draft {
    article: Article,
    page: Page,
    native: String,
    texts: [(Origin, String); 3],
    other: Article,
    speller: Arc<Speller>,
}

/// Something that reads a whole draft.
struct Work {
    name: &'static str,
    run: fn(&Draft),
}

const WORK: [Work; 17] = [
    Work { name: "open", run: |d| drop(black_box(file::parse(&d.native, FileKind::Copydesk))) },
    Work { name: "read Markdown", run: |d| read(d, Origin::Markdown) },
    Work { name: "read HTML", run: |d| read(d, Origin::Html) },
    Work { name: "read text", run: |d| read(d, Origin::Text) },
    Work { name: "compose", run: |d| drop(black_box(compose(&d.article))) },
    Work { name: "check", run: checked },
    Work { name: "to text", run: |d| render(d, Format::Text) },
    Work { name: "to Markdown", run: |d| render(d, Format::Markdown) },
    Work { name: "to HTML", run: |d| render(d, Format::HtmlPage) },
    Work { name: "to a draft", run: |d| drop(black_box(file::to_native(&d.article))) },
    Work { name: "losses", run: |d| drop(black_box(format::loss::losses(&d.article, &d.page, Format::Text))) },
    Work { name: "find", run: found },
    Work { name: "find an expression", run: |d| search(d, &expression()) },
    Work { name: "replace and undo", run: replaced },
    Work { name: "count", run: counted },
    Work { name: "spell", run: spelt },
    Work { name: "compare", run: |d| drop(black_box(compare::differences(&d.article, &d.other))) },
];

fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let Some(british) = BUNDLED.iter().find(|bundled| bundled.tag == "en-GB") else { return ExitCode::FAILURE };
    let Ok(speller) = Speller::new(british.aff, british.dic) else { return ExitCode::FAILURE };
    let speller = Arc::new(speller);
    let mut slow = 0;
    for things in &THINGS {
        if wanted.is_empty() || wanted.iter().any(|word| things.name.contains(word.as_str())) {
            slow += measure(things, &speller);
        }
    }
    println!("{slow} take more than {LIMIT} times as long for twice as much");
    if slow == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Prints how everything grows with these things. How much of it grows too fast.
fn measure(things: &Things, speller: &Arc<Speller>) -> usize {
    let count = things.count / SHARE;
    println!("{count} {} and twice as many", things.name);
    let one = Draft::of((things.article)(count), speller);
    let two = Draft::of((things.article)(count * 2), speller);
    let mut slow = 0;
    for work in &WORK {
        let (mut once, mut twice) = times(work, &one, &two);
        let mut tries = 1;
        while is_slow(once, twice) && tries < TRIES {
            let again = times(work, &one, &two);
            (once, twice) = if ratio(again.0, again.1) < ratio(once, twice) { again } else { (once, twice) };
            tries += 1;
        }
        let said = match (twice < LEAST, is_slow(once, twice)) {
            (true, _) => "  too quick to tell",
            (false, true) => "  TOO SLOW",
            (false, false) => "",
        };
        let (first, second) = (once.as_secs_f64() * 1e3, twice.as_secs_f64() * 1e3);
        println!("  {:20} {first:8.2} ms {second:8.2} ms {:6.2}{said}", work.name, ratio(once, twice));
        slow += usize::from(is_slow(once, twice));
    }
    slow
}

/// The median of some goes at each; they take turns, so that both meet the same machine.
fn times(work: &Work, one: &Draft, two: &Draft) -> (Duration, Duration) {
    let goes: Vec<(Duration, Duration)> =
        (0..GOES).map(|_| (spent(|| (work.run)(one)), spent(|| (work.run)(two)))).collect();
    (median(goes.iter().map(|go| go.0)), median(goes.iter().map(|go| go.1)))
}

fn median(times: impl Iterator<Item = Duration>) -> Duration {
    let mut times: Vec<Duration> = times.collect();
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn ratio(once: Duration, twice: Duration) -> f64 {
    twice.as_secs_f64() / once.as_secs_f64().max(1e-9)
}

fn is_slow(once: Duration, twice: Duration) -> bool {
    twice >= LEAST && ratio(once, twice) > LIMIT
}

impl Draft {
    fn of(article: Article, speller: &Arc<Speller>) -> Draft {
        let page = compose(&article);
        let text = |origin, form| (origin, format::render(&page, form));
        let texts = [
            text(Origin::Markdown, Format::Markdown),
            text(Origin::Html, Format::HtmlPage),
            text(Origin::Text, Format::Text),
        ];
        let mut other = article.clone();
        let query = Query { pattern: "e".into(), ..Query::default() };
        // A letter is nothing that a pattern could fail at.
        let _ = find::replace_all(&mut other, &query, "i");
        other.sections.reverse();
        Draft { native: file::to_native(&article), page, texts, other, article, speller: speller.clone() }
    }
}

fn read(draft: &Draft, origin: Origin) {
    for (_, text) in draft.texts.iter().filter(|(known, _)| *known == origin) {
        black_box(recognise::recognise(&format::read(text, origin)));
    }
}

fn render(draft: &Draft, form: Format) {
    black_box(format::render(&draft.page, form));
}

/// With a line for each finding, as the command line prints them.
fn checked(draft: &Draft) {
    let (article, index) = (&draft.article, Index::of(&draft.article));
    black_box(check::check(article).iter().map(|finding| finding.line(article, &index)).collect::<Vec<_>>());
}

fn counted(draft: &Draft) {
    black_box(count::words_of_article(&draft.article));
}

fn letter() -> Query {
    Query { pattern: "e".into(), ..Query::default() }
}

/// One that looks ahead to the end of every line.
fn expression() -> Query {
    Query { pattern: "o.*z|w".into(), kind: Kind::Regex, ..Query::default() }
}

fn search(draft: &Draft, query: &Query) {
    let _ = black_box(find::search(&draft.article, query));
}

/// With a step to the next match, from the end on.
fn found(draft: &Draft) {
    if let Ok(found) = Finder::default().find(&draft.article, &letter()) {
        black_box(found.from(&draft.article, &Place::Note, 0));
    }
}

fn replaced(draft: &Draft) {
    let mut document = Document::new(draft.article.clone());
    document.edit(Place::Headline, 0.0, |article| {
        let _ = find::replace_all(article, &letter(), "ee");
    });
    black_box(document.undo());
    black_box(document.redo());
}

/// Reads the whole draft, as the window and its thread do together.
fn spelt(draft: &Draft) {
    let mut reader = Reader::default();
    reader.set_speller(Some(draft.speller.clone()));
    reader.update(&draft.article);
    while let Some(task) = reader.next_task() {
        reader.take(task.run());
    }
    black_box(reader.take_stale().iter().map(|place| reader.mistakes(place).len()).sum::<usize>());
}

fn id(at: usize) -> Id {
    Id(u32::try_from(at + 1).unwrap_or(u32::MAX))
}

fn headed() -> Article {
    Article { headline: "A town counts".into(), deck: "What it found.".into(), ..Article::default() }
}

fn sections(count: usize, heading: impl Fn(usize) -> String, body: &str) -> Article {
    let section = |at| Section { id: id(at), heading: heading(at), body: body.to_owned() };
    Article { sections: (0..count).map(section).map(Arc::new).collect(), ..headed() }
}

/// Two sections, of which the second one is long.
fn body(count: usize, piece: impl Fn(usize) -> String) -> Article {
    let body: String = (0..count).map(piece).collect();
    let section = |at, body| Arc::new(Section { id: id(at), heading: format!("Part {at}"), body });
    Article { sections: vec![section(0, "Some words.".to_owned()), section(1, body)], ..headed() }
}

fn takeaways(count: usize) -> Article {
    let takeaway = |at| Takeaway { id: id(at), text: format!("What *number* {at} says, TK.") };
    Article { takeaways: (0..count).map(takeaway).map(Arc::new).collect(), ..headed() }
}

fn source(at: usize) -> Arc<Source> {
    let (key, title) = (format!("s{at}"), format!("Record {at}"));
    Arc::new(Source { key, title, publisher: "Harbour Office".into(), ..Source::default() })
}

fn sources(count: usize) -> Article {
    Article { sources: (0..count).map(source).collect(), ..sections(1, |_| "One".into(), "So it is.[^s1]") }
}

/// As many citations, of a tenth as many sources.
fn citations(count: usize) -> Article {
    let kinds = count / 10;
    Article { sources: (0..kinds).map(source).collect(), ..body(count, |at| format!("so[^s{}] it\n", at % kinds)) }
}

fn noted_sections(count: usize) -> Article {
    sections(count, |at| format!("Heading {at}"), "Some words.[^a]\n\n[^a]: Its own.\n\n[^b]: Of no text.")
}

fn table(count: usize) -> Article {
    let rows: String = (0..count).map(|at| format!("| {at} | cell |\n")).collect();
    body(1, |_| format!("| No | Word |\n| -: | --- |\n{rows}"))
}

fn lines(count: usize) -> Article {
    let line = |at| format!("Name {at}");
    Article { tags: (0..count).map(line).collect(), byline: (0..count).map(line).collect(), ..headed() }
}

/// A word of many that no dictionary has, some of them again and again.
fn word(at: usize) -> String {
    let letters = (at % 5_000).to_string().into_bytes();
    let letters = letters.iter().map(|digit| char::from(digit - b'0' + b'k'));
    format!("{}x{}", letters.collect::<String>(), if at % 12 == 11 { ".\n\n" } else { " " })
}
