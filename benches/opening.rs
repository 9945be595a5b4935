//! How long drafts of ten megabytes take to open, whatever they consist of: the work until the window first shows the
//! draft, the next frame, and a letter typed into it. Fails if the first takes longer than [`LIMIT`]. Work in the
//! background is not counted. `cargo bench --bench opening`, optionally with parts of the names of shapes.

mod window;
mod work;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use copydesk::article::{Article, Id, Section, Source, Takeaway};
use egui::Event;
use window::{Window, saved};
use work::spent;

/// The work until the draft is shown.
const LIMIT: Duration = Duration::from_secs(1);
/// The size of every draft.
const BYTES: usize = 10_000_000;

struct Shape {
    name: &'static str,
    article: fn() -> Article,
}

const SHAPES: [Shape; 12] = [
    Shape { name: "100 sections", article: || sections(100) },
    Shape { name: "5000 sections", article: || sections(5_000) },
    Shape { name: "50000 sections", article: || sections(50_000) },
    Shape { name: "20000 takeaways", article: takeaways },
    Shape { name: "50000 sources", article: sources },
    Shape { name: "100000 list items", article: || one(items()) },
    Shape { name: "a numbered list", article: || one(items().replace("- ", "7. ")) },
    Shape { name: "a nested list", article: || one(items().replace("- 7", "  - 7")) },
    Shape { name: "a quotation", article: || one(items().replace("- ", "> ")) },
    Shape { name: "a table", article: || one(table()) },
    Shape { name: "one paragraph", article: || one(prose(BYTES).replace("\n\n", " ")) },
    Shape { name: "lines of a letter", article: || one("a\n".repeat(BYTES / 2)) },
];

fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|word| name.contains(word.as_str()));
    let mut slow = 0;
    for shape in SHAPES.iter().filter(|shape| is_wanted(shape.name)) {
        slow += usize::from(open(shape) > LIMIT);
    }
    println!("{slow} take longer than {} s", LIMIT.as_secs());
    if slow == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Opens a draft of this shape and prints what it took. Returns the work until it is shown.
fn open(shape: &Shape) -> Duration {
    let Ok(folder) = tempfile::tempdir() else { return Duration::MAX };
    let path = saved(&folder, &(shape.article)());
    let mut window = None;
    let read = spent(|| window = Some(Window::new(path)));
    let Some(mut window) = window else { return Duration::MAX };
    let first = spent(|| window.draw(Vec::new()));
    let second = spent(|| window.idle());
    let letter = spent(|| window.draw(vec![Event::Text("a".to_owned())]));
    let idle = spent(|| window.idle());
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    println!(
        "{:18} read {:6.0} ms, first frame {:6.0} ms, second {:6.0} ms, a letter {:6.0} ms, idle {:6.1} ms",
        shape.name,
        ms(read),
        ms(first),
        ms(second),
        ms(letter),
        ms(idle)
    );
    read + first
}

fn id(at: usize) -> Id {
    Id(u32::try_from(at + 1).unwrap_or(u32::MAX))
}

/// Prose of this size, in paragraphs.
fn prose(bytes: usize) -> String {
    const SENTENCE: &str = "The ferry crossed at six, and the harbour clock was wrong again. ";
    let sentences = bytes.div_ceil(SENTENCE.len()).max(1);
    let sentence =
        |at: usize| if at % 8 == 7 { format!("{}\n\n", SENTENCE.trim_end()) } else { SENTENCE.to_owned() };
    (0..sentences).map(sentence).collect::<String>().trim_end().to_owned()
}

fn headed() -> Article {
    Article { headline: "A town counts".into(), deck: "What it found.".into(), ..Article::default() }
}

fn sections(count: usize) -> Article {
    let body = prose(BYTES / count - 20);
    let section =
        |at| Section { id: id(at), heading: format!("Heading {at}"), body: body.clone(), ..Section::default() };
    Article { sections: (0..count).map(section).map(Arc::new).collect(), ..headed() }
}

fn takeaways() -> Article {
    let text = prose(BYTES / 20_000).replace("\n\n", " ");
    let takeaway = |at| Takeaway { id: id(at), text: text.clone(), ..Takeaway::default() };
    Article { takeaways: (0..20_000).map(takeaway).map(Arc::new).collect(), ..headed() }
}

fn sources() -> Article {
    let source = |at| Source {
        key: format!("s{at}"),
        link: format!("https://records.example.org/bridges/{at}?view=full&lang=en"),
        title: format!("Inspection record {at} of the harbour and of the bridges of the town"),
        publisher: "Harbour Office".into(),
        ..Source::default()
    };
    Article { sources: (0..50_000).map(source).map(Arc::new).collect(), ..headed() }
}

/// An article with only a body.
fn one(body: String) -> Article {
    Article {
        sections: vec![Arc::new(Section { id: id(0), heading: "One".into(), body, ..Section::default() })],
        ..headed()
    }
}

fn items() -> String {
    let text = prose(BYTES / 100_000 - 10);
    (0..100_000).map(|at| format!("- {at} {text}\n")).collect()
}

fn table() -> String {
    let text = prose(BYTES / 100_000 - 10);
    let rows: String = (0..100_000).map(|at| format!("| {at} | {text} |\n")).collect();
    format!("| Number | Text |\n| --- | --- |\n{rows}")
}
