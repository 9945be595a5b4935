//! The documents agree with the program, and refer only to what exists.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

use copydesk::app::command;

use crate::source::{files_under, name_of, read, root};

/// README is read first, and has to be short.
const MOST_BYTES_OF_README: usize = 8 * 1024;

/// All documents for users and contributors.
pub fn documents() -> Vec<PathBuf> {
    let at_the_top = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "src/README.md", "tests/README.md"];
    let mut found: Vec<PathBuf> = at_the_top.iter().map(|path| root().join(path)).collect();
    found.extend(files_under(&root().join("docs"), "md"));
    found.extend(files_under(&root().join("assets"), "md"));
    found
}

/// The table of keys, generated from the command table.
fn keys() -> String {
    let rows = command::MENUS.iter().flat_map(|menu| {
        let rows = menu.groups.iter().flat_map(|group| group.iter());
        rows.filter(|row| !row.shortcuts.is_empty()).map(move |row| (menu.title, row))
    });
    let line = |(menu, row): (&str, &command::Row)| {
        let keys: Vec<String> = row.shortcuts.iter().map(command::shortcut_text).collect();
        format!("| {menu} | {} | {} | {} |\n", row.name(), keys.join(", "), row.help)
    };
    rows.map(line).collect()
}

#[test]
fn the_table_of_keys_is_the_programs() {
    let document = read(root().join("docs/keys.md"));
    let head = "| Menu | Command | Keys | |\n|---|---|---|---|\n";
    let (_, rest) = document.split_once(head).expect("the document has the table");
    let (table, _) = rest.split_once("<!-- /keys -->").expect("the table has an end");
    assert_eq!(table, keys(), "the table of keys in docs/keys.md");
}

/// The long options named in a help text.
fn options(help: &str) -> BTreeSet<String> {
    let words = help.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    let options = words.filter(|word| word.strip_prefix("--").is_some_and(|name| name.len() > 1));
    options.map(str::to_owned).collect()
}

#[test]
fn every_option_of_every_command_is_described() {
    let document = read(root().join("docs/command-line.md"));
    let described = options(&document);
    let mut known = BTreeSet::new();
    for name in ["export", "check", "versions", "recover"] {
        let output = Command::new(env!("CARGO_BIN_EXE_copydesk")).args([name, "--help"]).output();
        let help = output.expect("the program runs").stdout;
        known.extend(options(&String::from_utf8(help).expect("help is UTF-8")));
        assert!(document.contains(&format!("copydesk {name}")), "{name}");
    }
    assert_eq!(described, known, "options in docs/command-line.md, and those of the program");
}

#[test]
fn every_file_that_a_document_names_is_there() {
    let mut count = 0;
    for document in documents() {
        let text = read(&document);
        let named = text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(path, _)| path);
        let folder = document.parent().expect("a file is in a folder");
        for path in named.filter(|path| !path.contains("://") && !path.starts_with('#') && !path.contains('`')) {
            let path = path.split('#').next().unwrap_or(path);
            count += 1;
            assert!(folder.join(path).exists(), "{} names {path}", name_of(&document));
        }
    }
    assert!(count > 20, "only {count} files are named");
}

#[test]
fn every_path_in_the_text_of_a_document_is_there() {
    let is_path = |word: &str| {
        let folders = ["src/", "tests/", "assets/", "docs/", "benches/", "examples/", ".ci/"];
        folders.iter().any(|folder| word.starts_with(folder))
            && !word.contains(['*', '<', '{', ' '])
            && word != "src/"
    };
    let mut count = 0;
    for document in documents().iter().filter(|path| !path.ends_with("CHANGELOG.md")) {
        let text = read(document);
        let words = text.split('`').skip(1).step_by(2).map(|code| code.split(' ').next().unwrap_or(code));
        for path in words.filter(|word| is_path(word) && !word.contains("NAME")) {
            count += 1;
            assert!(root().join(path).exists(), "{} names {path}", name_of(document));
        }
    }
    assert!(count > 40, "only {count} paths are named");
}

#[test]
fn readme_is_short() {
    let bytes = read(root().join("README.md")).len();
    assert!(bytes <= MOST_BYTES_OF_README, "README.md has {bytes} bytes");
}

#[test]
fn the_list_of_third_parties_has_the_versions_in_use() {
    let lock = read(root().join("Cargo.lock"));
    let value = |package: &str, name: &str| {
        let (_, rest) = package.split_once(&format!("\n{name} = \""))?;
        rest.split_once('"').map(|(value, _)| value.to_owned())
    };
    let in_use: BTreeSet<String> = lock
        .split("[[package]]")
        .filter_map(|package| Some(format!("{} {}", value(package, "name")?, value(package, "version")?)))
        .collect();
    let list = read(root().join("assets/THIRD-PARTY.txt"));
    let (_, crates) = list.split_once("Crates\n").expect("the list has its heading");
    let (crates, _) = crates.split_once("Fonts, icons and dictionaries").expect("crates come before the rest");
    let entries = crates.lines().filter(|line| !line.starts_with([' ', '=']) && !line.is_empty());
    let listed: Vec<&str> = entries.filter_map(|line| Some(line.split_once(':')?.0)).collect();
    assert!(listed.len() > 200, "only {} crates are listed", listed.len());
    let stale: Vec<&&str> = listed.iter().filter(|entry| !in_use.contains(**entry)).collect();
    assert!(stale.is_empty(), "run .ci/third-party: {stale:?}");
}
