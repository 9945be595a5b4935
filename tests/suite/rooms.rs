//! Dependencies between the files of the program: no circle of files, and no dependency of a room on one above it. A
//! dependency is a path in a file, in a `use` line or in its code, outside of code compiled for tests.

mod circle;
mod source;
mod token;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use circle::{chain, circles};
use source::{Arrow, ROOT, arrows, declared};

/// The rooms, from the bottom up. A room is a module with everything in it; of two that match, the longer name counts.
/// Rooms on the same line have no order, and must not use each other in a circle.
const ROOMS: &[&str] = &[
    "article",
    "moment",
    "diff",
    "allocator",
    "logging",
    "markdown",
    "link",
    "page",
    "writing",
    "history",
    "count",
    "compare",
    "date",
    "find",
    "spell",
    "reading",
    "format",
    "recognise",
    "paste",
    "excerpt",
    "check",
    "file",
    "document",
    "session",
    "cli",
    "app",
    "main",
];

/// The modules that only these may use, besides their own content.
const RESERVED: &[(&str, &[&str])] = &[
    // The window shares its engine with the command line, and does not use the command line.
    ("cli", &["main"]),
    ("app", &["main"]),
    // Work that may wait for the disk is done on threads, and never in a frame.
    ("file::disk", &["app::exchange", "app::picture", "cli"]),
];

/// The files of the window that still depend on each other in circles. The list may only become shorter.
const STILL_CIRCLES: &[&str] = &[
    "app",
    "app::act",
    "app::act::columns",
    "app::act::focus_mode",
    "app::act::paste",
    "app::act::scarcity",
    "app::start",
];

#[test]
fn no_files_stand_on_one_another_in_a_circle() {
    let arrows = program();
    for circle in circles(arrows) {
        let new: Vec<&String> = circle.iter().filter(|file| !STILL_CIRCLES.contains(&file.as_str())).collect();
        if let Some(file) = new.first() {
            panic!("files stand on one another:\n{}", said(&chain(file, arrows)));
        }
    }
}

#[test]
fn files_that_are_out_of_every_circle_are_off_the_list() {
    let circles: BTreeSet<String> = circles(program()).into_iter().flatten().collect();
    let settled: Vec<&&str> = STILL_CIRCLES.iter().filter(|file| !circles.contains(**file)).collect();
    assert!(settled.is_empty(), "in no circle any more, so to be taken off the list: {settled:#?}");
}

#[test]
fn no_room_stands_on_one_above_it() {
    let up = upward(program(), ROOMS);
    assert!(up.is_empty(), "these name what is above them:\n{}", said(&up.iter().collect::<Vec<_>>()));
}

#[test]
fn every_file_is_in_a_room() {
    let homeless: Vec<String> =
        files().into_keys().filter(|file| file != ROOT && room(file, ROOMS).is_none()).collect();
    assert!(homeless.is_empty(), "in no room: {homeless:#?}");
}

#[test]
fn what_is_reserved_is_named_by_nobody_else() {
    let found = trespassing(program(), RESERVED);
    assert!(found.is_empty(), "these may not be named from there:\n{}", said(&found.iter().collect::<Vec<_>>()));
}

#[test]
fn the_list_of_files_is_the_files_there_are() {
    let found: BTreeSet<PathBuf> = files().into_keys().map(|file| path_of(&file)).collect();
    let mut on_disk = Vec::new();
    each_source(&sources(), &mut on_disk);
    let unread: Vec<PathBuf> =
        on_disk.into_iter().filter(|path| !found.contains(path) && !is_of_tests(path)).collect();
    assert!(unread.is_empty(), "no module declares these: {unread:#?}");
}

#[track_caller]
fn check_up(arrows: &[(&str, &str)], expected: &[&str]) {
    let found = upward(&made(arrows), &["a", "b", "b::c", "d"]);
    assert_eq!(found.iter().map(|arrow| format!("{} {}", arrow.from, arrow.to)).collect::<Vec<_>>(), expected);
}

#[test]
fn an_arrow_up_is_one_to_a_later_room() {
    check_up(&[("d", "a"), ("d::x", "b::c"), ("b::x", "a::y"), ("b::x", "b::y")], &[]);
    check_up(&[("a::x", "d"), ("b", "b::c"), ("b::c", "b")], &["a::x d", "b b::c"]);
}

#[test]
fn a_file_is_reserved_with_all_that_is_below_it() {
    let reserved: &[(&str, &[&str])] = &[("a::b", &["c", "d::e"])];
    let arrows = made(&[("c::x", "a::b"), ("d::e", "a::b::y"), ("a::b::y", "a::b"), ("d", "a"), ("d", "a::bc")]);
    assert_eq!(trespassing(&arrows, reserved), []);
    let arrows = made(&[("d", "a::b::y"), ("a", "a::b")]);
    assert_eq!(trespassing(&arrows, reserved), arrows);
}

#[track_caller]
fn check_circles(arrows: &[(&str, &str)], expected: &[&str]) {
    let found = circles(&made(arrows));
    let found: Vec<String> = found.into_iter().map(|circle| Vec::from_iter(circle).join(" ")).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_circle_is_found_however_long_it_is() {
    check_circles(&[("a", "b"), ("b", "c"), ("a", "c")], &[]);
    check_circles(&[("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")], &["a b c"]);
    check_circles(&[("a", "b"), ("b", "a"), ("c", "d"), ("d", "c"), ("b", "c")], &["a b", "c d"]);
}

#[test]
fn a_circle_is_told_by_the_shortest_way_round() {
    let arrows = made(&[("a", "b"), ("b", "c"), ("c", "a"), ("b", "a")]);
    let told = said(&chain("a", &arrows));
    assert_eq!(told, "  a -> b (src/a.rs:1: b)\n  b -> a (src/b.rs:1: a)");
}

fn made(arrows: &[(&str, &str)]) -> Vec<Arrow> {
    let made = arrows.iter().map(|(from, to)| Arrow {
        from: (*from).to_owned(),
        to: (*to).to_owned(),
        line: 1,
        path: (*to).to_owned(),
    });
    made.collect()
}

/// All dependencies of the program, one per pair of files.
fn program() -> &'static [Arrow] {
    static ARROWS: LazyLock<Vec<Arrow>> = LazyLock::new(read_program);
    &ARROWS
}

fn read_program() -> Vec<Arrow> {
    let files = files();
    let modules: BTreeSet<String> = files.keys().filter(|name| *name != ROOT).cloned().collect();
    let mut found: Vec<Arrow> = files.iter().flat_map(|(name, source)| arrows(name, source, &modules)).collect();
    found.sort();
    found.dedup_by(|one, other| (&one.from, &one.to) == (&other.from, &other.to));
    found
}

/// The files of the program except tests, by module.
fn files() -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut next = vec![ROOT.to_owned(), "main".to_owned()];
    while let Some(name) = next.pop() {
        let source = fs::read_to_string(path_of(&name)).expect("a module that is declared has a file");
        let within = |module| if name == ROOT { module } else { format!("{name}::{module}") };
        next.extend(declared(&source).into_iter().map(within));
        found.insert(name, source);
    }
    found
}

fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn path_of(module: &str) -> PathBuf {
    sources().join(module.replace("::", "/")).with_extension("rs")
}

fn each_source(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the source") {
        let path = entry.expect("an entry of it").path();
        if path.is_dir() {
            each_source(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

fn is_of_tests(path: &Path) -> bool {
    path.components().any(|part| matches!(part.as_os_str().to_str(), Some("tests" | "tests.rs")))
}

/// Whether a file is a module or below it.
fn is_within(file: &str, module: &str) -> bool {
    file.strip_prefix(module).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// The height of a file's room.
fn room(file: &str, rooms: &[&str]) -> Option<usize> {
    let fitting = rooms.iter().enumerate().filter(|(_, room)| is_within(file, room));
    fitting.max_by_key(|(_, room)| room.len()).map(|(height, _)| height)
}

/// The dependencies from a room on one above it. The root of the crate is above all.
fn upward(arrows: &[Arrow], rooms: &[&str]) -> Vec<Arrow> {
    let height = |file: &str| room(file, rooms).unwrap_or(rooms.len());
    let is_up = |arrow: &&Arrow| height(&arrow.from) < height(&arrow.to);
    arrows.iter().filter(is_up).cloned().collect()
}

/// The dependencies on modules that are reserved for others.
fn trespassing(arrows: &[Arrow], reserved: &[(&str, &[&str])]) -> Vec<Arrow> {
    let is_free = |arrow: &Arrow, (module, by): &(&str, &[&str])| {
        !is_within(&arrow.to, module)
            || is_within(&arrow.from, module)
            || by.iter().any(|one| is_within(&arrow.from, one))
    };
    arrows.iter().filter(|arrow| !reserved.iter().all(|one| is_free(arrow, one))).cloned().collect()
}

/// Dependencies as lines, each with the line of the source that causes it.
fn said(arrows: &[&Arrow]) -> String {
    let line = |arrow: &&Arrow| {
        let file = format!("src/{}.rs", arrow.from.replace("::", "/"));
        format!("  {} -> {} ({file}:{}: {})", arrow.from, arrow.to, arrow.line, arrow.path)
    };
    arrows.iter().map(line).collect::<Vec<_>>().join("\n")
}
