//! Whether work grows no faster than its input. Every kind of item that a draft may have many of is doubled, and
//! everything that reads a whole draft may take at most [`LIMIT`] times as long. Prints a table, and fails if anything
//! takes longer: `cargo bench --bench growth`, optionally with parts of the names of kinds. The CPU time of the thread
//! counts, and the fastest of several runs, because other processes can only slow work down. A ratio that is too high
//! is measured again, and then once more with twice as much: real growth shows both times, while the step to the next
//! processor cache occurs only once.

mod work;

use std::cell::LazyCell;
use std::hint::black_box;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use copydesk::article::{Article, Id, Index, ItemKind, Place, Section, Source, Takeaway};
use copydesk::document::Document;
use copydesk::file::{self, FileKind};
use copydesk::find::{self, Finder, Kind, Query};
use copydesk::format::{self, Format};
use copydesk::page::{Composer, Page, compose};
use copydesk::paste::{self, Field, Pasted, insert};
use copydesk::reading::Origin;
use copydesk::spell::{BUNDLED, Reader, Speller};
use copydesk::writing::{self, Key, Markup, Quotes, Rules, Selection, Smart};
use copydesk::{check, compare, count, recognise};
use work::spent;

/// How many times as long twice as much may take: slightly more than two, because larger memory is slower.
const LIMIT: f64 = 2.3;
/// The number of runs, of which the fastest counts.
const GOES: usize = 3;
/// How often a ratio over the limit is measured again.
const TRIES: usize = 4;
/// A debug build is slow, and fewer items are sufficient.
const SHARE: usize = if cfg!(debug_assertions) { 8 } else { 1 };
/// Faster work is not measured, because it says nothing about its growth.
const LEAST: Duration = Duration::from_micros(1500);
/// Fast work is repeated until a run has taken this long.
const GO: Duration = Duration::from_millis(5);

/// In one line, it looks ahead for every letter it tries, as the expression demands: the window searches in the
/// background, and can cancel.
const LOOKS_AHEAD: &str = "find an expression";

/// A kind of item, and the number that is doubled.
struct Things {
    name: &'static str,
    count: usize,
    article: fn(usize) -> Article,
}

const THINGS: [Things; 34] = [
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
    Things { name: "words of one line", count: 30_000, article: |n| body(n, |at| format!("word{at} ")) },
    Things { name: "words alike", count: 30_000, article: |n| body(n, |_| "ever ".to_owned()) },
    Things { name: "letters without a space", count: 100_000, article: |n| body(n, |_| "e".to_owned()) },
    Things { name: "lines of a backslash", count: 30_000, article: |n| body(n, |_| "\\\n".to_owned()) },
    Things { name: "braces", count: 50_000, article: |n| body(n, |_| "{".to_owned()) },
    Things { name: "shortcodes", count: 8_000, article: |n| body(n, |at| format!("{{{{< note {at} >}}}} ")) },
    Things { name: "brackets", count: 50_000, article: |n| body(n, |_| "[".to_owned()) },
    Things { name: "marks that open", count: 30_000, article: |n| body(n, |_| "*a ".to_owned()) },
    Things { name: "tags that open", count: 20_000, article: |n| body(n, |_| "<b>".to_owned()) },
    Things { name: "entities", count: 20_000, article: |n| body(n, |_| "&amp;".to_owned()) },
    Things { name: "marks of quotations", count: 50_000, article: |n| body(n, |_| ">".to_owned()) },
    Things { name: "comments", count: 8_000, article: |n| body(n, |at| format!("<!-- note {at} -->\n\n")) },
    Things { name: "headings in a list", count: 5_000, article: |n| body(n, |at| format!("- ### Point {at}\n")) },
    Things {
        name: "quotations in quotations",
        count: 4_000,
        article: |n| body(n, |at| format!("{}words {at}\n\n", "> ".repeat(at % 8 + 1))),
    },
    Things {
        name: "items in items",
        count: 8_000,
        article: |n| body(n, |at| format!("{}- item {at}\n", "  ".repeat(at % 8))),
    },
    Things { name: "takeaways with citations", count: 5_000, article: cited_takeaways },
];

/// A draft with everything derived from it, for work to use.
struct Draft {
    article: Article,
    page: Page,
    native: String,
    texts: [(Origin, String); 3],
    other: Article,
    speller: Arc<Speller>,
}

impl Things {
    fn is_one_line(&self) -> bool {
        self.name.ends_with("of one line")
    }
}

/// Something that reads a whole draft.
struct Work {
    name: &'static str,
    run: fn(&Draft),
}

const WORK: [Work; 24] = [
    Work { name: "open", run: |d| drop(black_box(file::parse(&d.native, FileKind::Copydesk))) },
    Work { name: "read Markdown", run: |d| read(d, Origin::Markdown) },
    Work { name: "read HTML", run: |d| read(d, Origin::Html) },
    Work { name: "read text", run: |d| read(d, Origin::Text) },
    Work { name: "import Markdown", run: |d| import(d, FileKind::Markdown) },
    Work { name: "import a web page", run: |d| import(d, FileKind::Html) },
    Work { name: "import text", run: |d| import(d, FileKind::Text) },
    Work { name: "paste", run: pasted },
    Work { name: "compose", run: |d| drop(black_box(compose(&d.article))) },
    Work { name: "compose again", run: composed_again },
    Work { name: "labels", run: labels },
    Work { name: "check", run: checked },
    Work { name: "to text", run: |d| render(d, Format::Text) },
    Work { name: "to Markdown", run: |d| render(d, Format::Markdown) },
    Work { name: "to HTML", run: |d| render(d, Format::HtmlPage) },
    Work { name: "to a draft", run: |d| drop(black_box(file::to_native(&d.article))) },
    Work { name: "losses", run: |d| drop(black_box(format::loss::losses(&d.article, &d.page, Format::Text))) },
    Work { name: "find", run: found },
    Work { name: LOOKS_AHEAD, run: |d| search(d, &expression()) },
    Work { name: "replace and undo", run: replaced },
    Work { name: "keys", run: pressed },
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

/// Prints how everything grows with these items. Returns how many grow too fast.
fn measure(things: &Things, speller: &Arc<Speller>) -> usize {
    let count = things.count / SHARE;
    println!("{count} {} and twice as many", things.name);
    let draft_of = |times| Draft::of((things.article)(count * times), speller);
    let (one, two, four) = (draft_of(1), draft_of(2), LazyCell::new(|| draft_of(4)));
    let mut slow = 0;
    for work in WORK.iter().filter(|work| !(things.is_one_line() && work.name == LOOKS_AHEAD)) {
        let (once, twice) = measured(work, &one, &two);
        let again = is_slow(once, twice).then(|| measured(work, &two, &four));
        let grows = again.is_some_and(|(_, fourfold)| ratio(once, fourfold) > LIMIT * LIMIT);
        let said = match (twice < LEAST, grows) {
            (true, _) => "  too quick to tell",
            (false, true) => "  TOO SLOW",
            (false, false) => "",
        };
        print!("  {:20} {:8.2} ms {:8.2} ms {:6.2}", work.name, millis(once), millis(twice), ratio(once, twice));
        if let Some((twice, fourfold)) = again {
            print!(", and then {:.2} ms {:.2}", millis(fourfold), ratio(twice, fourfold));
        }
        println!("{said}");
        slow += usize::from(grows);
    }
    slow
}

/// How long each takes, measured again while it grows too fast.
fn measured(work: &Work, one: &Draft, two: &Draft) -> (Duration, Duration) {
    let (mut once, mut twice) = times(work, one, two);
    let mut tries = 1;
    while is_slow(once, twice) && tries < TRIES {
        (once, twice) = quicker((once, twice), times(work, one, two));
        tries += 1;
    }
    (once, twice)
}

/// The fastest of several runs of each; they alternate, so that both run under the same conditions.
fn times(work: &Work, one: &Draft, two: &Draft) -> (Duration, Duration) {
    let go = |_| (spent_on(work, one), spent_on(work, two));
    (0..GOES).map(go).fold((Duration::MAX, Duration::MAX), quicker)
}

/// The time of the work, repeated until the thread has worked long enough to measure it.
fn spent_on(work: &Work, draft: &Draft) -> Duration {
    let (mut spent_so_far, mut times) = (Duration::ZERO, 0);
    while spent_so_far < GO && times < 1_000 {
        spent_so_far += spent(|| (work.run)(draft));
        times += 1;
    }
    spent_so_far / times
}

fn quicker(one: (Duration, Duration), other: (Duration, Duration)) -> (Duration, Duration) {
    (one.0.min(other.0), one.1.min(other.1))
}

fn ratio(once: Duration, twice: Duration) -> f64 {
    twice.as_secs_f64() / once.as_secs_f64().max(1e-9)
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
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
        // A letter is a valid pattern.
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

/// As a file of the writer's, with the import report.
fn import(draft: &Draft, kind: FileKind) {
    let written =
        draft.article.sections.iter().map(|section| section.body.as_str()).collect::<Vec<_>>().join("\n\n");
    let text = match kind {
        FileKind::Copydesk => &draft.native,
        FileKind::Markdown | FileKind::Text => &written,
        FileKind::Html => of_web(draft),
    };
    drop(black_box(file::parse(text, kind)));
}

/// The draft as a web page.
fn of_web(draft: &Draft) -> &str {
    let found = draft.texts.iter().find(|(origin, _)| *origin == Origin::Html);
    found.map_or("", |(_, text)| text.as_str())
}

/// Over the last text, as copied from a page.
fn pasted(draft: &Draft) {
    let pasted = Pasted::Rich(paste::from_html(of_web(draft)));
    black_box(insert(last_text(draft), Selection::at(0), &pasted, Field::Blocks));
}

/// With a letter in the middle of the last section.
fn composed_again(draft: &Draft) {
    let mut composer = Composer::default();
    let mut article = draft.article.clone();
    black_box(composer.compose(&article));
    if let Some(section) = article.sections.last_mut().map(Arc::make_mut) {
        section.body.insert(middle(&section.body), 'x');
    }
    black_box(composer.compose(&article));
}

/// The labels of all items of all lists.
fn labels(draft: &Draft) {
    let index = Index::of(&draft.article);
    for kind in [ItemKind::Takeaway, ItemKind::Section, ItemKind::Source] {
        for item in draft.article.items(kind) {
            black_box(index.label(&draft.article, &item.first_place()));
        }
    }
}

/// Each key that does more in a list than in plain text, in the middle of the last text.
fn pressed(draft: &Draft) {
    let text = last_text(draft);
    let rules = Rules { smart: Smart::On, quotes: Quotes::of("en"), markup: Markup::Blocks };
    for key in [Key::Enter, Key::Tab, Key::BackTab, Key::Backspace, Key::Letter("\"".to_owned())] {
        black_box(writing::typed(text, Selection::at(middle(text)), &key, &rules));
    }
}

fn last_text(draft: &Draft) -> &str {
    draft.article.sections.last().map_or("", |section| section.body.as_str())
}

/// After the first space of the second half, if there is one.
fn middle(text: &str) -> usize {
    let half = text.floor_char_boundary(text.len() / 2);
    text.get(half..).and_then(|rest| rest.find(' ')).map_or(half, |space| half + space + 1)
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
    let section = |at| Section { id: id(at), heading: heading(at), body: body.to_owned(), ..Section::default() };
    Article { sections: (0..count).map(section).map(Arc::new).collect(), ..headed() }
}

/// Two sections, of which the second one is long.
fn body(count: usize, piece: impl Fn(usize) -> String) -> Article {
    let body: String = (0..count).map(piece).collect();
    let section =
        |at, body| Arc::new(Section { id: id(at), heading: format!("Part {at}"), body, ..Section::default() });
    Article { sections: vec![section(0, "Some words.".to_owned()), section(1, body)], ..headed() }
}

fn takeaways(count: usize) -> Article {
    let takeaway =
        |at| Takeaway { id: id(at), text: format!("What *number* {at} says, TK."), ..Takeaway::default() };
    Article { takeaways: (0..count).map(takeaway).map(Arc::new).collect(), ..headed() }
}

fn cited_takeaways(count: usize) -> Article {
    let takeaway =
        |at| Takeaway { id: id(at), text: format!("What it says.[^s{}]", at % 50), ..Takeaway::default() };
    Article { takeaways: (0..count).map(takeaway).map(Arc::new).collect(), ..sources(50) }
}

fn source(at: usize) -> Arc<Source> {
    let (key, title) = (format!("s{at}"), format!("Record {at}"));
    Arc::new(Source { key, title, publisher: "Harbour Office".into(), ..Source::default() })
}

fn sources(count: usize) -> Article {
    Article { sources: (0..count).map(source).collect(), ..sections(1, |_| "One".into(), "So it is.[^s1]") }
}

/// This number of citations, of a tenth as many sources.
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

/// One of many words that no dictionary has, some of them repeated.
fn word(at: usize) -> String {
    let letters = (at % 5_000).to_string().into_bytes();
    let letters = letters.iter().map(|digit| char::from(digit - b'0' + b'k'));
    format!("{}x{}", letters.collect::<String>(), if at % 12 == 11 { ".\n\n" } else { " " })
}
