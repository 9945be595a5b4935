//! The log says what the program does, and contains nothing that users write.

use std::path::Path;
use std::process::{Command, Output};

const DRAFT: &str = "(version: 2, headline: \"Zanzibar verdict\", note: \"Quokka\", sections: [(id: 1, heading: \"Xylophone\", \
                     body: \"Walrus and https://kumquat.example/\")])";
/// If a draft cannot be read, the message for users quotes it.
const DAMAGED: &str = "(version: 2, headline: \"Zanzibar verdict\", sections: Quokka)";
const PAGE: &str = "<h1>Zanzibar verdict</h1><nav>Quokka</nav><p>Walrus, <b>Xylophone</b>.</p>";

/// Words of the drafts and names of the files, in lower case.
const PRIVATE: [&str; 8] =
    ["zanzibar", "verdict", "quokka", "xylophone", "walrus", "kumquat", "confidential", "secretfolder"];

/// Runs the program in a folder of its own, with this log setting.
fn run(folder: &Path, arguments: &str, log: Option<&str>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command.args(arguments.split(' ')).current_dir(folder).env_remove("COPYDESK_LOG");
    for variable in ["HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"] {
        command.env(variable, folder.join("home"));
    }
    if let Some(log) = log {
        command.env("COPYDESK_LOG", log);
    }
    command.output().expect("the program runs")
}

fn folder() -> tempfile::TempDir {
    let folder =
        tempfile::Builder::new().prefix("secretfolder").tempdir().expect("the system has a folder for this");
    for (name, text) in
        [("confidential.copydesk", DRAFT), ("damaged-confidential.copydesk", DAMAGED), ("confidential.html", PAGE)]
    {
        std::fs::write(folder.path().join(name), text).expect("the folder is ours");
    }
    folder
}

/// The lines of the log on standard error.
fn log_of(output: &Output) -> Vec<String> {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    said.lines().filter(|line| line.starts_with('[')).map(str::to_owned).collect()
}

/// Everything the command line does with a draft, an import and a damaged draft.
const COMMANDS: [&str; 9] = [
    "export confidential.copydesk --to html -o confidential-out.html",
    "export confidential.copydesk --to text",
    "export confidential.html --to copydesk -o confidential.copydesk --report",
    "export confidential.html --to copydesk -o confidential.copydesk",
    "export damaged-confidential.copydesk --to text",
    "export missing-confidential.copydesk --to text",
    "check confidential.copydesk damaged-confidential.copydesk",
    "versions confidential.copydesk",
    "recover",
];

#[test]
fn the_log_has_no_words_of_a_draft_and_no_names_of_files() {
    let folder = folder();
    let mut lines = 0;
    for command in COMMANDS {
        let log = log_of(&run(folder.path(), command, Some("debug")));
        lines += log.len();
        for line in log {
            let line = line.to_lowercase();
            assert!(line.contains("copydesk"), "{line}");
            assert!(!PRIVATE.iter().any(|word| line.contains(word)), "{command}: {line}");
            assert!(!line.contains('/'), "a path: {line}");
        }
    }
    assert!(lines > 15, "only {lines} lines were logged");
}

#[test]
fn the_log_is_off_unless_it_is_asked_for() {
    let folder = folder();
    for (log, expected) in
        [(None, 0), (Some(""), 0), (Some("error"), 0), (Some("info"), 3), (Some("info=file"), 2)]
    {
        let output = run(folder.path(), COMMANDS[0], log);
        assert_eq!(log_of(&output).len(), expected, "{log:?}");
    }
    let output = run(folder.path(), COMMANDS[1], Some("loud"));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && said.starts_with("copydesk: COPYDESK_LOG must be error"), "{said}");
}
