//! The peak memory per byte of text on the command line, for checking or exporting, by what the text consists of. Fails
//! if it exceeds the estimate by which the program refuses texts, or if twice as much text needs more than [`RATIO`]
//! times as much. Each text has a process of its own, whose peak the system reports: `cargo bench --bench memory`,
//! optionally with the starts of patterns to measure.

#![allow(clippy::disallowed_methods, clippy::expect_used, reason = "a bench writes files, and fails by panicking")]

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use copydesk::cli;
use copydesk::markdown::cost::cost;

/// How many times as much memory twice as much text may need.
const RATIO: f64 = 2.3;
/// The size of the longer of two texts, in bytes. A debug build is slow, and needs the same memory.
const SIZE: usize = if cfg!(debug_assertions) { 100_000 } else { 1_000_000 };
/// Smaller differences of a peak mean nothing, because memory is allocated in pages and in advance.
const GRAIN: usize = 1_000_000;
/// As a child process, the bench does what these arguments say.
const CHILD: &str = "--measure";

/// What a text consists of: lines, markup and tags as crowded as possible, and prose.
const SHAPES: [&str; 31] = [
    "The council met on Monday to hear what the harbour costs, and why it costs so much.\n\n",
    "a\n",
    "a\n\n",
    "- a\n",
    "- - a\n",
    "-\n",
    "|a|b|\n",
    "|||\n",
    "a*b*",
    "*a* ",
    "**a** ",
    "*_",
    "`a` ",
    "[](a)",
    "[^a] ",
    "[^1]: a\n\n",
    "[a]: b\n",
    "# a\n",
    "## a\n\nb\n\n",
    "> > a\n\n",
    "> > > > > > > > a\n\n",
    "&lt;",
    "\\*",
    "a\\\n",
    "```\na\n```\n",
    "<b>",
    "<b>a</b>",
    "<p>a</p>",
    "a<br>",
    "<li>a",
    "<tr><td>a",
];

/// All import formats.
const KINDS: [&str; 3] = ["md", "txt", "html"];

/// What is done with it.
const WORK: [&[&str]; 4] = [
    &["check"],
    &["export", "--to", "text"],
    &["export", "--to", "markdown"],
    &["export", "--to", "html", "--language", "en"],
];

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    if let [first, rest @ ..] = arguments.as_slice()
        && first == CHILD
    {
        return measured(rest);
    }
    let wanted: Vec<String> = arguments.iter().filter_map(|word| word.to_str()).map(str::to_owned).collect();
    let wanted: Vec<&String> = wanted.iter().filter(|word| !word.starts_with("--")).collect();
    let folder = std::env::temp_dir().join(format!("copydesk-memory-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the texts");
    let is_held = SHAPES
        .iter()
        .filter(|shape| {
            wanted.is_empty()
                || wanted.iter().any(|word| shape.escape_default().to_string().starts_with(word.as_str()))
        })
        .flat_map(|shape| KINDS.map(|kind| (shape, kind)))
        .fold(true, |is_held, (shape, kind)| is_held & is_bounded(shape, kind, &folder));
    std::fs::remove_dir_all(&folder).expect("the folder is ours");
    if is_held { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Prints what a pattern needs. Returns whether that is within the limit.
fn is_bounded(shape: &str, kind: &str, folder: &Path) -> bool {
    let file = |size: usize| {
        let path = folder.join(format!("text-{size}.{kind}"));
        std::fs::write(&path, text_of(shape, size)).expect("a text can be written");
        path
    };
    let (none, one, two) = (file(0), file(SIZE / 2), file(SIZE));
    let may = cost(&text_of(shape, SIZE)) + GRAIN;
    let mut is_held = true;
    let mut said = format!("{:>4} {kind:<4}", may / SIZE);
    for work in WORK {
        let Some(nothing) = peak_of(work, &none) else {
            println!("this system does not tell the memory of a process");
            return true;
        };
        let above = |file: &PathBuf| peak_of(work, file).map_or(usize::MAX, |peak| peak.saturating_sub(nothing));
        let (once, twice) = (above(&one), above(&two));
        let ratio = (twice.saturating_sub(GRAIN)) as f64 / once.max(1) as f64;
        is_held &= twice <= may && ratio <= RATIO;
        let word = if twice > may {
            " TOO MUCH"
        } else if ratio > RATIO {
            " GROWS"
        } else {
            ""
        };
        said.push_str(&format!("{:>6}{word}", twice / SIZE));
    }
    println!("{said}  {shape:?}");
    is_held
}

fn text_of(shape: &str, size: usize) -> String {
    let head = if shape.starts_with('|') { "|a|b|\n|-|-|\n" } else { "" };
    format!("{head}{}", shape.repeat(size / shape.len()))
}

/// Does the work, and prints its peak memory in kilobytes for the parent process.
fn measured(arguments: &[OsString]) -> ExitCode {
    let program = OsString::from("copydesk");
    let code = cli::run(std::iter::once(program).chain(arguments.iter().cloned()), |_| Ok(()));
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    eprint!("\n{}", peak.unwrap_or_default().trim().trim_end_matches(" kB"));
    code
}

/// The peak memory of the work in a process of its own, in bytes.
fn peak_of(work: &[&str], file: &Path) -> Option<usize> {
    let this = std::env::current_exe().ok()?;
    let child = Command::new(this).arg(CHILD).args(work).arg(file).stdout(Stdio::null()).output().ok()?;
    let said = String::from_utf8_lossy(&child.stderr);
    let peak: usize = said.lines().next_back()?.parse().ok()?;
    Some(peak * 1024)
}
