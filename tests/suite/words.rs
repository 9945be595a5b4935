//! What users read is plain English in the field's terms, with one word for one thing: the window, the command line,
//! the documents and the included drafts.

use std::fmt::Write as _;
use std::process::Command;

use copydesk::app::command;

use crate::documents::documents;
use crate::source::{files_under, name_of, read, root, sources};

/// Words that users should not read, and what to write instead. They are searched for in lower case and as whole words.
const BANNED: &[(&str, &str)] = &[
    ("caret", "cursor"),
    ("picture", "image"),
    ("pictures", "images"),
    ("the piece", "the article; before it is finished, the draft"),
    ("finished piece", "the article, or the preview"),
    ("hand over", "export"),
    ("hands over", "exports"),
    ("had back", "recover"),
    ("for ever", "always"),
    ("for what", "say how it was sorted"),
    ("secondary mouse button", "right-click"),
    ("secondary button", "right-click"),
    ("take in", "import"),
    ("takes in", "imports"),
    ("taken in", "imported, or included"),
    ("take back", "undo"),
    ("takes back", "undoes"),
    ("look for", "search"),
    ("looked for", "searched"),
    ("put in", "paste, or insert"),
    ("written over", "replaced"),
    ("writes over", "replaces"),
    ("write over", "replace"),
    ("unasked", "without asking"),
    ("anew", "again"),
    ("kept safe", "protected"),
    ("an editor would ask", "findings"),
    ("nothing to ask", "no findings"),
    ("ending", "file name extension"),
    ("be it", "say it directly"),
    ("as you like", "at your option"),
    ("no letter", "no character, or no text"),
    ("letters", "characters, or text"),
    ("put right", "repaired, or corrected"),
    ("read only", "read-only"),
    ("without width", "zero-width"),
    ("mails", "email"),
    ("side column", "sidebar"),
    ("may not be read", "cannot be read"),
    ("is not there", "was not found, or does not exist"),
    ("not there any more", "no longer exists"),
    ("which is no", "because it is not a"),
    ("this is no", "this is not a"),
    ("that fits", "matching"),
];

/// Where one of those words is intended.
const MEANT: &[(&str, &str)] = &[
    // What a key may consist of: no other characters.
    ("letters, digits and hyphens", "letters"),
    // Notes are lettered a, b, c.
    ("notes show their letters", "letters"),
];

/// The banned words in a text, each with what to write instead.
fn faults(text: &str) -> Vec<String> {
    let text = without_placeholders(text).split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || "_-/<.".contains(c));
    let stands = |word: &str| {
        text.match_indices(word).any(|(at, _)| {
            let (before, after) = (&text[..at], &text[at + word.len()..]);
            let ends = !after.chars().next().is_some_and(|c| c.is_alphanumeric() || "_-/".contains(c));
            let is_meant = MEANT.iter().any(|(phrase, meant)| *meant == word && text.contains(phrase));
            !is_part(before.chars().last()) && ends && !is_meant
        })
    };
    BANNED.iter().filter(|(word, _)| stands(word)).map(|(word, say)| format!("“{word}”: {say}")).collect()
}

/// A format string without the names in its braces.
fn without_placeholders(text: &str) -> String {
    let mut parts = text.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + " " + part.split_once('}').map_or(part, |(_, rest)| rest))
}

/// Fails with all faults of these texts, each with its place.
#[track_caller]
fn check(texts: impl IntoIterator<Item = (String, String)>) {
    let mut found = String::new();
    for (place, text) in texts {
        for fault in faults(&text) {
            writeln!(found, "{place}: {fault}\n    {text}").unwrap();
        }
    }
    assert!(found.is_empty(), "\n{found}");
}

/// The strings of a source file that users may read: those with more than one word, and those that start with a capital
/// letter. Tests and egui ids are left out.
fn strings(source: &str) -> Vec<String> {
    let code = source.split("#[cfg(test)]\nmod ").next().unwrap();
    let mut found = Vec::new();
    let mut rest = code;
    while let Some(at) = rest.find(['"', '\'', '/']) {
        let (start, tail) = rest.split_at(at);
        rest = match tail.as_bytes()[0] {
            b'/' if tail.starts_with("//") => tail.split_once('\n').map_or("", |(_, tail)| tail),
            b'\'' if tail.starts_with("'\"'") => &tail[3..],
            b'\'' if tail.starts_with("'\\") => &tail[3..],
            b'"' => {
                let raw = start.trim_end_matches('#');
                let (text, tail) = if raw.ends_with('r') && !raw.ends_with("_r") {
                    let end = format!("\"{}", "#".repeat(start.len() - raw.len()));
                    tail[1..].split_once(&*end).unwrap()
                } else {
                    let end = end_of(&tail[1..]);
                    (&tail[1..=end], &tail[end + 2..])
                };
                let is_name =
                    start.ends_with("unique(") || start.ends_with("id_salt(") || start.ends_with(".with(");
                let is_read = text.trim().contains(' ') || text.starts_with(char::is_uppercase);
                if is_read && !is_name && !start.ends_with("unique((") && !start.ends_with("reason = ") {
                    found.push(text.replace("\\\n", " "));
                }
                tail
            }
            _ => &tail[1..],
        };
    }
    found
}

/// The end of a string literal.
fn end_of(literal: &str) -> usize {
    let mut is_escaped = false;
    let end = literal.bytes().position(|byte| {
        let ends = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        ends
    });
    end.unwrap()
}

#[test]
fn every_string_of_the_program_is_in_the_words_of_the_field() {
    let texts: Vec<(String, String)> = sources()
        .iter()
        .flat_map(|path| {
            let name = name_of(path);
            strings(&read(path)).into_iter().map(move |text| (name.clone(), text))
        })
        .collect();
    assert!(texts.len() > 800, "only {} strings were found", texts.len());
    // The palette's search terms are what users may type, and are not shown.
    let is_sought = |(file, text): &(String, String)| {
        file == "src/app/palette/entries.rs" && text.chars().all(|c| c.is_lowercase() || c == ' ')
    };
    check(texts.into_iter().filter(|text| !is_sought(text)));
}

#[test]
fn no_string_of_the_window_has_a_typewriter_apostrophe() {
    let is_bad = |text: &str| {
        let letters: Vec<char> = text.chars().collect();
        letters.windows(3).any(|c| c[1] == '\'' && c[0].is_alphabetic() && c[2].is_alphabetic())
    };
    let window = sources().into_iter().filter(|path| path.strip_prefix(root()).unwrap().starts_with("src/app"));
    let bad: Vec<String> =
        window.flat_map(|path| strings(&read(path))).filter(|text| !text.contains('_') && is_bad(text)).collect();
    assert!(bad.is_empty(), "{bad:?}");
}

#[test]
fn the_documents_and_what_comes_with_the_program_are_in_the_same_words() {
    let mut files = documents();
    files.push(root().join("assets/sample.copydesk"));
    files.extend(files_under(&root().join("assets/templates"), "copydesk"));
    files.extend(files_under(&root().join("tests/suite/outlines"), "txt"));
    let lines = files.iter().flat_map(|path| {
        let name = name_of(path);
        // Code and files have names of their own.
        let text: String = read(path).replace("assets/pictures/", "").split('`').step_by(2).collect();
        text.replace("\n- ", "\n\n- ")
            .replace("\n| ", "\n\n| ")
            .split("\n\n")
            .map(|part| (name.clone(), part.to_owned()))
            .collect::<Vec<_>>()
    });
    check(lines);
}

#[test]
fn the_help_of_the_command_line_is_in_the_same_words() {
    let help = |command: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_copydesk")).args(command).arg("--help").output().unwrap();
        (format!("copydesk {}", command.join(" ")), String::from_utf8(output.stdout).unwrap())
    };
    check([&[][..], &["export"], &["check"], &["versions"], &["recover"]].map(help));
}

/// Names that keep their capital within a label.
const NAMES: [&str; 4] = ["Copydesk", "Markdown", "HTML", "Q&A"];

#[test]
fn commands_have_short_labels_in_sentence_case_and_descriptions_of_one_line() {
    for row in command::rows() {
        let label = row.name();
        let mut words = label.split(' ');
        assert!(words.next().unwrap().starts_with(char::is_uppercase), "{label}");
        assert!(words.all(|word| NAMES.contains(&word) || !word.contains(char::is_uppercase)), "{label}");
        assert!(!label.ends_with(['.', ':']) && label.len() <= 28, "{label}");
        assert!(row.help.ends_with('.') && row.help.chars().count() <= 90, "{label}: {}", row.help);
        assert!(row.help.starts_with(char::is_uppercase) && !row.help.contains(['"', '\'']), "{}", row.help);
        let obstacle = row.when.obstacle();
        assert!(!obstacle.ends_with('.') && !obstacle.starts_with(char::is_uppercase), "{obstacle}");
        check([(label.to_owned(), row.help.to_owned()), (label.to_owned(), obstacle.to_owned())]);
    }
}

#[test]
fn a_banned_word_is_found_in_a_sentence_and_not_within_another_word() {
    assert_eq!(faults("Move the\n caret."), ["“caret”: cursor"]);
    assert_eq!(faults("Picture"), ["“picture”: image"]);
    for fine in
        ["caretaker", "no-picture", "a depicture", "<picture>", "assets/pictures", "letters, digits and hyphens"]
    {
        assert_eq!(faults(fine), Vec::<String>::new(), "{fine}");
    }
    let code = "// \"a caret\"\nlet a = \"Two words\"; let b = 'x'; let c = r#\"Raw \"text\"\"#; let d = '\"'; let e = \"id\";\n\
                #[cfg(test)]\nmod tests { \"in a test\" }";
    assert_eq!(strings(code), ["Two words", "Raw \"text\""]);
}
