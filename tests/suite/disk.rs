//! Access to the disk: in the window, only rooms that work on threads may have it. Checked in the source.

use std::fs;
use std::path::{Path, PathBuf};

/// The files of the window that may access the disk. The session and everything below it may not, except `file` itself.
const MAY: &[&str] = &["src/app/exchange", "src/app/picture"];

/// Access to the disk besides the functions of `file::disk`.
const METHODS: &[&str] = &[
    ".is_dir()",
    ".is_file()",
    ".exists()",
    ".try_exists()",
    ".metadata()",
    ".symlink_metadata()",
    ".canonicalize()",
    ".read_dir()",
    ".read_link()",
    ".make_private()",
    ".tenure()",
    "Stat::of",
    "Journal::",
    "file::journal",
    "UserDirs",
];

/// Modules of `file` with both values and work on the disk: only their values may be used.
const MIXED: &[&str] = &["versions", "listing", "kept"];
/// Their functions that do not access the disk.
const PURE: &[&str] = &["home"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The functions that access the disk, as the program itself lists them.
fn functions() -> Vec<String> {
    let source = fs::read_to_string(root().join("src/file/disk.rs")).expect("the list is part of the source");
    let (_, list) = source.split_once('{').expect("it is one use of several names");
    let list = list.split('}').next().unwrap_or_default();
    list.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("folders of the source can be read").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The code of a file without comments and tests.
fn code(source: &str) -> String {
    let source = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines = source.lines().map(|line| line.split("//").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

fn is_word(code: &str, at: usize, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let before = code.get(..at).and_then(|text| text.chars().next_back());
    let after = code.get(at + word.len()..).and_then(|text| text.chars().next());
    !before.is_some_and(is_part) && !after.is_some_and(is_part)
}

/// The names used from a path such as `file::`, in a `use` or in the code.
fn named(code: &str, path: &str) -> Vec<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let found =
        code.match_indices(path).filter(|(at, _)| is_word(code, *at, path.trim_end_matches(':')) || *at == 0);
    let names = found.flat_map(|(at, _)| {
        let rest = code.get(at + path.len()..).unwrap_or_default();
        match rest.strip_prefix('{') {
            Some(list) => {
                let list = list.split("};").next().unwrap_or_default();
                list.split(',').map(|name| word(name.trim())).collect()
            }
            None => vec![word(rest)],
        }
    });
    names.filter(|name| !name.is_empty()).collect()
}

/// The disk accesses in this code.
fn faults(code: &str, functions: &[String]) -> Vec<String> {
    let methods = METHODS.iter().filter(|method| {
        let word = method.trim_matches(|c: char| !c.is_alphanumeric());
        code.match_indices(*method).any(|(at, _)| method.starts_with('.') || is_word(code, at, word))
    });
    let by_file = named(code, "file::").into_iter().filter(|name| name == "disk" || functions.contains(name));
    let mixed = MIXED.iter().flat_map(|module| {
        let names = named(code, &format!("{module}::")).into_iter();
        names.filter(|name| {
            name.starts_with(char::is_lowercase) && name != "self" && !PURE.contains(&name.as_str())
        })
    });
    methods.map(|method| (*method).to_owned()).chain(by_file).chain(mixed).collect()
}

#[test]
fn nothing_but_what_works_on_threads_touches_the_disk() {
    let functions = functions();
    let mut files = Vec::new();
    sources(&root().join("src/app"), &mut files);
    sources(&root().join("src/session"), &mut files);
    files.extend([root().join("src/app.rs"), root().join("src/session.rs")]);
    let mut found = Vec::new();
    for path in files {
        let name = path.strip_prefix(root()).expect("it is below the root").to_string_lossy().replace('\\', "/");
        let is_test = name.contains("/tests");
        if is_test || MAY.iter().any(|may| name.starts_with(may)) {
            continue;
        }
        let source = fs::read_to_string(&path).expect("the source can be read");
        found.extend(faults(&code(&source), &functions).into_iter().map(|fault| format!("{name}: {fault}")));
    }
    assert_eq!(found, [] as [&str; 0]);
}

#[test]
fn every_way_to_the_disk_is_seen() {
    let functions = functions();
    assert!(functions.len() > 40, "{functions:?}");
    for code in [
        "let there = path.is_dir();",
        "use crate::file::{Template, is_taken};",
        "use crate::file::{\n    Template, save_draft,\n};",
        "let lock = file::hold(&path, 0);",
        "use crate::file::disk;",
        "let known = versions::list(&user, &draft);",
        "use crate::file::listing::{Ask, look};",
        "let stat = Stat::of(&path);",
    ] {
        assert_ne!(faults(code, &functions), [] as [&str; 0], "{code}");
    }
    for code in [
        "use crate::file::{Holder, one_line};",
        "let words = file::about(&path, words);",
        "use crate::file::versions::{self, Version};",
        "use crate::file::listing::{Ask, home};",
        "let is_held = self.hold(lock);",
    ] {
        assert_eq!(faults(code, &functions), [] as [&str; 0], "{code}");
    }
}
