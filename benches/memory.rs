//! How many bytes of memory a byte of a text takes at most, to be read, composed and written as HTML, by what the text
//! is made of. Ends with a failure above the bound, or where a text twice as long takes more than 2.3 times as much.
//! Each text has a process of its own, whose peak the system tells.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a bench reads what the system tells of it, and fails by panicking"
)]

use std::hint::black_box;
use std::process::{Command, ExitCode};

use copydesk::file::{self, FileKind};
use copydesk::format::loss::losses;
use copydesk::format::{self, Format};
use copydesk::page::compose;

/// The bound, in bytes a byte.
const BOUND: usize = 256;
const RATIO: f64 = 2.3;
const MEGABYTE: usize = 1_000_000;

/// What a text begins with, and what is repeated in it.
const SHAPES: [(&str, FileKind, &str, &str); 24] = [
    (
        "prose",
        FileKind::Markdown,
        "",
        "The council met on Monday to hear what the harbour costs, and why it costs so much.\n\n",
    ),
    ("words", FileKind::Markdown, "", "a "),
    ("lines", FileKind::Markdown, "", "a\n"),
    ("paragraphs", FileKind::Markdown, "", "a\n\n"),
    ("items", FileKind::Markdown, "", "- a\n"),
    ("items in items", FileKind::Markdown, "", "- - a\n"),
    ("rows", FileKind::Markdown, "|a|b|\n|-|-|\n", "|a|b|\n"),
    ("empty cells", FileKind::Markdown, "|a|b|\n|-|-|\n", "|||\n"),
    ("emphasis", FileKind::Markdown, "", "a*b*"),
    ("bold", FileKind::Markdown, "", "**a** "),
    ("code", FileKind::Markdown, "", "`a` "),
    ("links", FileKind::Markdown, "", "[](a)"),
    ("citations", FileKind::Markdown, "", "[^a] "),
    ("headings", FileKind::Markdown, "", "# a\n"),
    ("sections", FileKind::Markdown, "", "## a\n\nb\n\n"),
    ("quotations", FileKind::Markdown, "", "> > a\n\n"),
    ("rules", FileKind::Markdown, "", "---\n\n"),
    ("entities", FileKind::Markdown, "", "&lt;"),
    ("escapes", FileKind::Markdown, "", "\\*"),
    ("hard breaks", FileKind::Markdown, "", "a\\\n"),
    ("blocks of code", FileKind::Markdown, "", "```\na\n```\n"),
    ("plain lines", FileKind::Text, "", "a\n"),
    ("plain paragraphs", FileKind::Text, "", "a\n\n"),
    ("tags", FileKind::Html, "", "<p>a</p>"),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, word, shape, size] = arguments.as_slice()
        && word == "measure"
    {
        measure(shape.parse().expect("a shape"), size.parse().expect("a size"));
        return ExitCode::SUCCESS;
    }
    let Some(nothing) = peak_of(0, 0) else {
        println!("this system does not tell the memory of a process");
        return ExitCode::SUCCESS;
    };
    let mut is_held = true;
    for (index, (name, ..)) in SHAPES.iter().enumerate() {
        let above = |size| peak_of(index, size).map_or(0, |peak| peak.saturating_sub(nothing));
        let (one, two) = (above(MEGABYTE), above(2 * MEGABYTE));
        let ratio = two as f64 / one.max(1) as f64;
        let is_fine = two <= BOUND * 2 * MEGABYTE && ratio <= RATIO;
        is_held &= is_fine;
        let words = if is_fine { "" } else { "  TOO MUCH" };
        println!(
            "{name:<18} {:>4} bytes a byte, {ratio:.2} times as much for twice the text{words}",
            two / (2 * MEGABYTE)
        );
    }
    if is_held { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Takes a text the whole way, and prints the most memory that it took.
fn measure(shape: usize, size: usize) {
    let (_, kind, start, unit) = SHAPES[shape];
    let text = format!("{start}{}", unit.repeat(size / unit.len()));
    let opened = file::parse(&text, kind).expect("any text is an article");
    let page = compose(&opened.article);
    black_box(format::render(&page, Format::HtmlPage));
    black_box(losses(&opened.article, &page, Format::HtmlPage));
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    print!("{}", peak.unwrap_or_default().trim().trim_end_matches(" kB"));
}

/// The most memory in bytes that a text of a shape takes, in a process of its own.
fn peak_of(shape: usize, size: usize) -> Option<usize> {
    let this = std::env::current_exe().ok()?;
    let output = Command::new(this).args(["measure", &shape.to_string(), &size.to_string()]).output().ok()?;
    let peak: usize = String::from_utf8(output.stdout).ok()?.parse().ok()?;
    Some(peak * 1024)
}
