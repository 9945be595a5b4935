//! README says what the program says.

use copydesk::app::command;

const README: &str = include_str!("../../README.md");

/// The table of keys, from the one command table.
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
    let (_, rest) = README.split_once("| Menu | Command | Keys | |\n|---|---|---|---|\n").unwrap();
    let (table, _) = rest.split_once("<!-- /keys -->").unwrap();
    assert_eq!(table, keys(), "README's table of keys");
}

#[test]
fn every_file_that_readme_names_is_there() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let named = README.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(path, _)| path);
    let local: Vec<&str> = named.filter(|path| !path.contains("://") && !path.starts_with('#')).collect();
    assert!(local.len() > 4);
    for path in local {
        assert!(root.join(path).exists(), "README names {path}");
    }
}
