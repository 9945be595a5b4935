//! The program as run from a shell: exit codes, output streams, and what is never written.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::skipped::skipped;

const DRAFT: &str = "(\n    version: 3,\n\n    headline: \"Ferry stops\",\n\n    deck: \"After 80 years\",\n)\n";
const NOTED: &str = "(\n    version: 3,\n\n    headline: \"Ferry stops\",\n\n    note: \"secret words\",\n)\n";

/// A folder of its own for each test, in which the program runs.
struct Desk {
    folder: tempfile::TempDir,
    /// The user's home folder, as the program sees it.
    home: tempfile::TempDir,
}

impl Desk {
    fn with(files: &[(&str, &str)]) -> Desk {
        let desk = Desk { folder: tempfile::tempdir().unwrap(), home: tempfile::tempdir().unwrap() };
        for (name, text) in files {
            let path = desk.path(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Every file below the folder, by path.
    fn files(&self) -> Vec<String> {
        let mut files = Vec::new();
        list(self.folder.path(), self.folder.path(), &mut files);
        files.sort();
        files
    }

    fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
        command.args(arguments.split_whitespace()).current_dir(self.folder.path());
        command.env("HOME", self.home.path()).env_remove("XDG_DATA_HOME").env_remove("XDG_STATE_HOME");
        command
            .stdin(Stdio::null())
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("WAYLAND_SOCKET");
        command
    }

    fn run(&self, arguments: &str) -> Output {
        self.command(arguments).output().unwrap()
    }

    fn run_with_input(&self, arguments: &str, input: Vec<u8>) -> Output {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // The program may stop reading before everything is written.
        let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        output
    }

    /// Runs, and expects this exit code and this text on standard error.
    #[track_caller]
    fn check(&self, arguments: &str, code: i32, words: &str) -> String {
        expect(&self.run(arguments), code, words)
    }

    /// Runs, and expects an error that leaves every file unchanged.
    #[track_caller]
    fn check_nothing_written(&self, arguments: &str, code: i32, words: &str) {
        // A link may lead to a stream that waits for more.
        let is_file = |path: &PathBuf| path.symlink_metadata().is_ok_and(|metadata| metadata.is_file());
        let content = |desk: &Desk| {
            let files = desk.files().into_iter().map(|name| desk.path(&name)).filter(is_file);
            files.map(|path| fs::read(path).ok()).collect::<Vec<_>>()
        };
        let before = (self.files(), content(self));
        self.check(arguments, code, words);
        assert_eq!((self.files(), content(self)), before);
    }
}

#[track_caller]
fn expect(output: &Output, code: i32, words: &str) -> String {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{stderr}");
    assert!(stderr.contains(words), "{stderr}");
    assert!(!stderr.contains("panicked"), "{stderr}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn list(folder: &Path, root: &Path, files: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        files.push(path.strip_prefix(root).unwrap().to_string_lossy().into_owned());
        if path.is_dir() {
            list(&path, root, files);
        }
    }
}

#[test]
fn one_file_goes_to_standard_output() {
    let desk = Desk::with(&[("a.copydesk", DRAFT)]);
    assert_eq!(desk.check("export a.copydesk --to copydesk", 0, ""), DRAFT);
    assert!(desk.check("export a.copydesk --to html", 0, "").contains("<h1"));
    assert_eq!(desk.files(), ["a.copydesk"]);
}

#[test]
fn one_file_goes_to_a_file_or_into_a_folder() {
    let desk = Desk::with(&[("a.copydesk", DRAFT), ("out/keep", "")]);
    desk.check("export a.copydesk --to copydesk -o b.copydesk", 0, "");
    desk.check("export a.copydesk --to copydesk -o out", 0, "");
    assert_eq!((desk.read("b.copydesk"), desk.read("out/a.copydesk")), (DRAFT.into(), DRAFT.into()));
    desk.check(
        "export a.copydesk --to html -o none/b.html",
        1,
        "b.html could not be written: the folder does not exist (none/b.html)",
    );
}

#[test]
fn several_files_and_folders_need_a_folder() {
    let desk = Desk::with(&[("in/a.copydesk", DRAFT), ("in/b.md", "b"), ("in/c.doc", ""), ("in/deep/d.md", "")]);
    desk.check_nothing_written("export in/a.copydesk in/b.md --to html", 2, "need -o with a folder");
    desk.check_nothing_written("export in --to html", 2, "need -o with a folder");
    desk.check_nothing_written("export in --to html -o in/b.md", 2, "this is a file");
    desk.check("export in --to fragment -o out", 0, "");
    let written: Vec<String> = desk.files().into_iter().filter(|name| name.starts_with("out/")).collect();
    assert_eq!(written, ["out/a.html", "out/b.html"]);
}

#[test]
fn two_files_for_one_name_write_nothing() {
    let desk = Desk::with(&[("a.copydesk", DRAFT), ("b/a.md", "x"), ("a.md", "y")]);
    desk.check_nothing_written(
        "export a.copydesk b/a.md --to html -o out",
        2,
        "two inputs would be written to the same file",
    );
    desk.check_nothing_written("export . --to html -o out", 2, "two inputs would be written to the same file");
    desk.check_nothing_written(
        "export a.md ./a.md --to html -o out",
        2,
        "two inputs would be written to the same file",
    );
}

#[test]
fn an_input_is_never_replaced() {
    let desk = Desk::with(&[("a.copydesk", DRAFT), ("b.html", "<p>b")]);
    let words = "would replace an input file";
    desk.check_nothing_written("export a.copydesk --to copydesk -o a.copydesk", 2, words);
    desk.check_nothing_written("export a.copydesk --to copydesk -o .", 2, words);
    desk.check_nothing_written("export a.copydesk b.html --to html -o .", 2, words);
}

#[test]
fn an_input_is_not_replaced_by_way_of_other_folders() {
    let desk = Desk::with(&[("a.copydesk", DRAFT), ("b/c/d", "")]);
    let words = "would replace an input file";
    for output in ["./a.copydesk", "b/../a.copydesk", "b/c/../..", desk.path("a.copydesk").to_str().unwrap()] {
        desk.check_nothing_written(&format!("export a.copydesk --to copydesk -o {output}"), 2, words);
    }
    // If case makes no difference, this is the input, too.
    if desk.path("A.copydesk").exists() {
        desk.check_nothing_written("export a.copydesk --to copydesk -o A.copydesk", 2, words);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_draft_that_is_written_over_is_kept_among_its_versions() {
    let desk = Desk::with(&[("a.txt", "New words"), ("a.copydesk", DRAFT)]);
    desk.check("export a.txt --to copydesk -o a.copydesk", 0, "");
    assert!(desk.read("a.copydesk").contains("New words"));
    assert_eq!(desk.check("versions a.copydesk --restore 1", 0, ""), DRAFT);
}

#[cfg(target_os = "linux")]
#[test]
fn a_draft_that_is_damaged_is_told_with_the_way_to_its_versions() {
    let desk = Desk::with(&[("a.txt", "New words"), ("a.copydesk", DRAFT), ("b.copydesk", "")]);
    desk.check("export a.txt --to copydesk -o a.copydesk", 0, "");
    fs::write(desk.path("a.copydesk"), "").unwrap();
    let words = "copydesk: a.copydesk is empty; earlier versions are available: copydesk versions a.copydesk\n";
    desk.check("export a.copydesk --to text", 1, words);
    desk.check("export b.copydesk --to text", 1, "copydesk: b.copydesk is empty\n");
}

#[cfg(unix)]
#[test]
fn an_output_with_other_names_keeps_them() {
    let desk = Desk::with(&[("a.copydesk", DRAFT), ("out.txt", "old"), ("b.copydesk", "(version: 2)")]);
    for (name, other) in [("out.txt", "other.txt"), ("b.copydesk", "other.copydesk")] {
        fs::hard_link(desk.path(name), desk.path(other)).unwrap();
        let form = if name == "out.txt" { "text" } else { "copydesk" };
        desk.check(&format!("export a.copydesk --to {form} -o {name}"), 0, "");
        assert!(desk.read(name).contains("Ferry stops"));
        assert_eq!(desk.read(name), desk.read(other));
    }
}

#[cfg(unix)]
#[test]
fn an_input_is_not_replaced_by_way_of_links() {
    let desk = Desk::with(&[("a.copydesk", DRAFT)]);
    std::os::unix::fs::symlink("a.copydesk", desk.path("soft.copydesk")).unwrap();
    fs::hard_link(desk.path("a.copydesk"), desk.path("hard.copydesk")).unwrap();
    let words = "would replace an input file";
    desk.check_nothing_written("export a.copydesk --to copydesk -o soft.copydesk", 2, words);
    desk.check_nothing_written("export a.copydesk --to copydesk -o hard.copydesk", 2, words);
    desk.check_nothing_written("export soft.copydesk --to copydesk -o a.copydesk", 2, words);
}

#[cfg(unix)]
#[test]
fn an_output_does_not_replace_another_by_way_of_a_link_that_led_nowhere() {
    let desk = Desk::with(&[("a.md", "# First"), ("b.md", "# Second"), ("out/c", "")]);
    std::os::unix::fs::symlink("b.txt", desk.path("out/a.txt")).unwrap();
    desk.check("export a.md b.md --to text -o out", 1, "would replace a file just written");
    assert_eq!(desk.read("out/b.txt"), "First\n");
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_written() {
    let desk = Desk::with(&[
        ("a.copydesk", DRAFT),
        ("broken.copydesk", "(\n  version: 2\n  deck"),
        ("z.copydesk", DRAFT),
    ]);
    let words = "broken.copydesk is damaged: line 3, column 3: a comma is expected here (./broken.copydesk)";
    desk.check("export . none.md --to copydesk -o out", 1, words);
    desk.check("export . none.md --to copydesk -o out", 1, "none.md does not exist");
    assert_eq!(desk.read("out/a.copydesk"), desk.read("out/z.copydesk"));
    assert!(!desk.path("out/broken.copydesk").exists());
}

#[test]
fn files_that_are_no_drafts_are_refused_with_the_reason() {
    let desk = Desk::with(&[("a.doc", "x"), ("b.txt", "a\0b"), ("new.copydesk", "(version: 9, headline: \"H\")")]);
    desk.check(
        "export a.doc --to text",
        1,
        "a.doc cannot be opened: only .copydesk, .txt, .md and .html files can",
    );
    desk.check("export a.doc --to text --from text", 0, "");
    desk.check("export b.txt --to text", 1, "zero bytes");
    desk.check(
        "export new.copydesk --to text",
        1,
        "new.copydesk was saved by a newer version of Copydesk (format 9)",
    );
    desk.check("check new.copydesk", 2, "saved by a newer version of Copydesk (format 9)");
}

#[test]
fn a_draft_of_a_newer_version_is_not_written_over() {
    let newer = "(version: 9, headline: \"H\", other: [1])";
    let desk = Desk::with(&[("a.copydesk", DRAFT), ("new.copydesk", newer)]);
    let expected = "new.copydesk was saved by a newer version of Copydesk (format 9) and was not replaced";
    for form in ["copydesk", "text", "html"] {
        desk.check(&format!("export a.copydesk --to {form} -o new.copydesk"), 1, expected);
        assert_eq!(desk.read("new.copydesk"), newer);
    }
    desk.check("export a.copydesk --to copydesk -o a2.copydesk", 0, "");
    desk.check("export a.copydesk --to copydesk -o a2.copydesk", 0, "");
}

/// Text of an article or a name could move the cursor of a terminal, set its title, or reverse a line.
#[cfg(unix)]
#[test]
fn nothing_that_a_terminal_obeys_is_said() {
    let name = "a\u{1b}]0;x\u{7}\u{202e}\nb.txt";
    let words = "head\u{1b}[2J\u{9b}1Aline\r\u{202e}\n\nbody TK\u{1b}c\n";
    let desk = Desk::with(&[(name, words), ("bad\u{1b}[2J.copydesk", "(version: 2, he\u{1b}[2Jadline: 1)")]);
    for arguments in ["check .", "export . --to text --report -o out", "versions", "recover"] {
        let mut command = desk.command(arguments);
        if !arguments.contains(" .") && arguments != "recover" {
            command.args([name]);
        }
        let told = command.env("HOME", desk.folder.path()).output().unwrap();
        let said = String::from_utf8([told.stderr, told.stdout].concat()).unwrap();
        assert!(!said.is_empty(), "{arguments}");
        let is_obeyed = |c: char| c != '\n' && c.is_control() || c == '\u{202e}';
        assert!(!said.contains(is_obeyed), "{arguments}: {said:?}");
    }
}

#[test]
fn standard_input_needs_to_say_what_it_is() {
    let desk = Desk::with(&[]);
    desk.check("export - --to html", 2, "standard input needs --from");
    desk.check("export - - --to html --from text -o out", 2, "only be read once");
    let output = desk.run_with_input("export - --from copydesk --to copydesk", DRAFT.into());
    assert_eq!(expect(&output, 0, ""), DRAFT);
    let output = desk.run_with_input("check - --from copydesk", NOTED.into());
    assert_eq!(expect(&output, 1, ""), "standard input: Deck: there is no deck [no-deck]\n");
}

#[test]
fn standard_input_past_the_limit_is_refused() {
    let desk = Desk::with(&[]);
    let output = desk.run_with_input("export - --from text --to text", vec![b'a'; 65 * 1024 * 1024]);
    expect(&output, 1, "standard input is larger than 64 MB, which is too large for a draft");
}

/// They have no length, and some of them wait for more.
#[cfg(target_os = "linux")]
#[test]
fn a_file_of_the_system_is_read_through_standard_input_as_far_as_it_goes() {
    let desk = Desk::with(&[("empty.txt", "")]);
    let run = |path: &Path| {
        let file = fs::File::open(path).ok()?;
        desk.command("export - --from text --to text").stdin(file).output().ok()
    };
    let version = run(Path::new("/proc/version")).unwrap();
    assert!(expect(&version, 0, "").contains("Linux"));
    assert_eq!(expect(&run(&desk.path("empty.txt")).unwrap(), 0, "").trim(), "");
    let Some(waiting) = run(Path::new("/proc/kmsg")) else {
        return skipped("only root may read /proc/kmsg");
    };
    expect(&waiting, 1, "standard input is a pipe or a device, not a file");
}

#[test]
fn half_a_character_in_utf_16_does_no_harm() {
    let desk = Desk::with(&[]);
    fs::write(desk.path("a.txt"), b"\xFF\xFEH\0\x00\xD8i\0").unwrap();
    desk.check("export a.txt --to html", 0, "");
}

#[cfg(unix)]
#[test]
fn a_pipe_as_a_file_is_refused_at_once() {
    let desk = Desk::with(&[]);
    let made = Command::new("mkfifo").arg(desk.path("pipe.txt")).status().unwrap();
    assert!(made.success());
    desk.check("export pipe.txt --to text", 1, "pipe.txt is a pipe or a device, not a file");
    desk.check("check pipe.txt", 2, "is a pipe or a device");
}

#[test]
fn what_may_not_be_written_stays_as_it_is() {
    let desk = Desk::with(&[("a.copydesk", DRAFT), ("b.html", "old")]);
    let mut rights = fs::metadata(desk.path("b.html")).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(desk.path("b.html"), rights).unwrap();
    desk.check_nothing_written(
        "export a.copydesk --to html -o b.html",
        1,
        "b.html could not be written: the file is write-protected",
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_takes_no_files_is_an_error() {
    let desk = Desk::with(&[("a.copydesk", DRAFT)]);
    desk.check("export a.copydesk --to html -o /proc/copydesk.html", 1, "(/proc/copydesk.html)");
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let body = "word ".repeat(200_000);
    let draft = format!("(version: 2, headline: \"H\", deck: \"D\", lede: \"{body}\")");
    let desk = Desk::with(&[("a.copydesk", &draft)]);
    for arguments in ["export a.copydesk --to copydesk", "export a.copydesk --to html --language en"] {
        let mut child = desk.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        expect(&output, 0, "");
        assert!(output.stderr.is_empty());
    }
}

#[test]
fn what_a_form_leaves_out_is_named_and_kept_out() {
    let desk = Desk::with(&[("a.copydesk", NOTED)]);
    for form in ["text", "markdown", "html --language en", "markdown --front-matter", "copydesk"] {
        let output = desk.run(&format!("export a.copydesk --to {form}"));
        assert!(output.stderr.is_empty(), "what is private is no loss");
        let written = String::from_utf8(output.stdout).unwrap();
        assert_eq!(written.contains("secret"), form == "copydesk");
    }
    let desk = Desk::with(&[("a.md", "---\nslug: ferry\n---\n\n# Ferry stops\n")]);
    desk.check("export a.md --to text", 0, "copydesk: a.md: left out: the slug\n");
}

#[test]
fn a_page_has_the_language_of_its_draft_or_the_one_that_was_given() {
    let desk = Desk::with(&[("a.md", "# Ferry stops\n"), ("b.md", "---\nlang: fr\n---\n\n# Bac\n")]);
    let said = "copydesk: a.md: the page has no language, which screen readers need (see --language)\n";
    let page = desk.check("export a.md --to html", 0, said);
    assert!(page.contains("<html lang=\"\">"));
    for quiet in ["--to text", "--to markdown", "--to copydesk"] {
        assert!(desk.run(&format!("export a.md {quiet}")).stderr.is_empty(), "{quiet}");
    }
    let failed = desk.run("export a.md --to html -o none/a.html");
    assert!(!expect(&failed, 1, "the folder does not exist").contains("language"));
    assert!(!String::from_utf8_lossy(&failed.stderr).contains("language"));
    for (file, tag) in [("a.md", "en-GB"), ("b.md", "fr")] {
        let output = desk.run(&format!("export {file} --to html --language en-GB"));
        assert!(output.stderr.is_empty());
        assert!(String::from_utf8(output.stdout).unwrap().contains(&format!("<html lang=\"{tag}\"")));
    }
    desk.check("export a.md --to html --language english!", 2, "not a language tag such as en-GB: english!");
}

#[test]
fn the_import_is_reported_only_when_asked() {
    let desk = Desk::with(&[("a.md", "# Ferry stops\n\nAfter 80 years.\n")]);
    assert!(desk.run("export a.md --to copydesk").stderr.is_empty());
    desk.check("export a.md --to copydesk --report", 0, "copydesk: a.md: headline by ");
}

#[test]
fn what_is_set_aside_of_a_web_page_is_named_and_taken_in_on_request() {
    let page = "<html><body><nav>Home</nav><article><p>After 80 years.</p></article></body></html>";
    let desk = Desk::with(&[("a.html", page)]);
    let words = "copydesk: a.html: set aside: navigation (1 word): Home\ncopydesk: a.html: use --whole-page to include what was set aside\n";
    assert_eq!(desk.check("export a.html --to text", 0, words), "After 80 years.\n");
    let output = desk.run("export a.html --to text --whole-page");
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8_lossy(&output.stdout), "Home\n\nAfter 80 years.\n");
    desk.check("check a.html", 1, "copydesk: a.html: set aside: navigation (1 word): Home\n");
}

#[test]
fn check_lists_findings_and_says_by_its_status_whether_there_are_any() {
    let desk = Desk::with(&[("a.copydesk", DRAFT), ("b.copydesk", "(version: 2, headline: \"TK\u{1b}[2J\")")]);
    assert_eq!(desk.check("check a.copydesk", 0, ""), "");
    let lines = "b.copydesk: Headline: TK still needs to be replaced [placeholder]\nb.copydesk: Deck: there is no deck [no-deck]\n";
    assert_eq!(desk.check("check a.copydesk b.copydesk", 1, ""), lines);
    assert_eq!(desk.check("check none.md b.copydesk", 2, "none.md does not exist"), lines);
    assert_eq!(desk.check("check .", 1, "").replace("./", ""), lines);
}

#[test]
fn wrong_usage_is_told_apart_from_failure() {
    let desk = Desk::with(&[("a.copydesk", DRAFT)]);
    desk.check("export a.copydesk", 2, "--to");
    desk.check("export --to html", 2, "FILE");
    desk.check("export a.copydesk --to pdf", 2, "possible values: text, markdown, html, fragment, copydesk");
    desk.check("export a.copydesk --to html --front-matter", 2, "--front-matter only works with --to markdown");
    desk.check("check", 2, "FILE");
    desk.check("--nonsense", 2, "--nonsense");
}

#[test]
fn help_and_version_go_to_standard_output() {
    let desk = Desk::with(&[]);
    assert_eq!(desk.check("--version", 0, ""), format!("copydesk {}\n", env!("CARGO_PKG_VERSION")));
    for command in ["--help", "export --help", "check --help", "versions --help"] {
        let help = desk.check(command, 0, "");
        assert!(help.contains("Examples:") && help.contains("Exit status:"), "{help}");
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
#[test]
fn without_a_display_the_command_that_needs_none_is_named() {
    let desk = Desk::with(&[("a b.copydesk", DRAFT)]);
    desk.check("", 1, "no display to open a window on");
    let output = desk.command("").arg("a b.copydesk").output().unwrap();
    expect(&output, 1, "copydesk export 'a b.copydesk' --to html");
}

/// What a window stored of a draft before it ended, in the folders that the program finds through its environment.
#[cfg(target_os = "linux")]
mod recover {
    use copydesk::article::Article;
    use copydesk::file::container::{Header, Kind};
    use copydesk::file::{self, UserFolders, journal};

    use super::*;

    fn desk() -> Desk {
        let desk = Desk::with(&[("ferry.copydesk", DRAFT)]);
        let header =
            Header { kind: Kind::Unsaved, path: Some(desk.path("ferry.copydesk")), disk: None, at: 1_772_471_040 };
        let article =
            Article { headline: "Ferry sails".into(), deck: "After 80 years".into(), ..Article::default() };
        let state = UserFolders { state: Some(desk.path("state/copydesk")), data: None };
        journal::write_aside(&state, &header, file::to_native(&article).as_bytes()).unwrap().unwrap();
        desk
    }

    fn recover(desk: &Desk, arguments: &str) -> (Option<i32>, String, String) {
        let mut command = desk.command(&format!("recover {arguments}"));
        let state = desk.path("state");
        let output = command.env("XDG_STATE_HOME", state).env("TZ", "UTC").output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    }

    #[test]
    fn unsaved_work_is_listed_and_restored_to_a_new_file() {
        let desk = desk();
        let before = desk.files();
        let (status, listed, said) = recover(&desk, "");
        assert_eq!((status, said.as_str()), (Some(0), ""));
        let fields: Vec<&str> = listed.trim_end().split("  ").collect();
        let draft = desk.path("ferry.copydesk").display().to_string();
        let [number, name, when, whose, words] = fields.as_slice() else { panic!("{listed}") };
        assert_eq!(
            [*number, *when, *whose, *words],
            ["1", "2026-03-02 17:04:00", &draft, "1 word added, 1 removed"]
        );
        assert_eq!(desk.files(), before, "listing changes nothing");
        let (status, restored, _) = recover(&desk, name);
        assert!(status == Some(0) && restored.contains("Ferry sails"), "{restored}");
        assert_eq!(recover(&desk, "1 -o out.copydesk").0, Some(0));
        assert_eq!(desk.read("out.copydesk"), restored);
        assert_eq!(desk.files().len(), before.len() + 1, "the work is kept");
    }

    #[test]
    fn nothing_is_written_over_and_what_is_not_there_is_told() {
        let desk = desk();
        for arguments in ["1 -o ferry.copydesk", "2", "x -o out.copydesk", "-o out.copydesk"] {
            let (status, restored, said) = recover(&desk, arguments);
            assert!(status == Some(2) && restored.is_empty() && !said.is_empty(), "{arguments}: {said}");
        }
        assert_eq!(desk.read("ferry.copydesk"), DRAFT);
        assert!(!desk.path("out.copydesk").exists());
    }

    #[test]
    fn without_unsaved_work_it_says_so_and_that_is_no_error() {
        let desk = Desk::with(&[]);
        let (status, listed, said) = recover(&desk, "");
        assert_eq!((status, listed.as_str(), said.as_str()), (Some(0), "", "copydesk: no unsaved work\n"));
    }
}

#[cfg(unix)]
#[test]
fn what_takes_bytes_and_is_no_file_is_written_to() {
    let desk = Desk::with(&[("a.copydesk", DRAFT), ("b.copydesk", DRAFT)]);
    std::os::unix::fs::symlink("/dev/stdout", desk.path("link")).unwrap();
    for output in ["/dev/stdout", "/dev/fd/1", "link"] {
        assert_eq!(desk.check(&format!("export a.copydesk --to copydesk -o {output}"), 0, ""), DRAFT, "{output}");
    }
    desk.check("export a.copydesk --to copydesk -o /dev/stderr", 0, DRAFT);
    assert_eq!(desk.check("export a.copydesk --to html -o /dev/null", 0, ""), "");
    desk.check_nothing_written("export a.copydesk b.copydesk --to html -o /dev/stdout", 2, "and this is none");
    desk.check_nothing_written("export a.copydesk --to html -o /dev/fd/987", 1, "nothing is open for writing");
}

#[test]
fn of_many_files_that_do_not_all_succeed_it_is_said_how_many_are_written() {
    let desk = Desk::with(&[("in/a.md", "a"), ("in/b.md", "b"), ("in/c.md", "c"), ("out/b.html/keep", "")]);
    desk.check(
        "export in --to html -o out",
        1,
        "b.html could not be written: a folder has this name (out/b.html)",
    );
    desk.check("export in --to html -o out", 1, "2 of 3 files written");
    assert!(desk.read("out/a.html").contains("<html") && desk.read("out/c.html").contains("<html"));
    let over = desk.run("export in --to text -o out");
    assert!(!expect(&over, 0, "").contains("files written"));
}

#[test]
fn a_picture_that_stays_behind_is_named() {
    let draft = "(version: 2, headline: \"H\", image: (file: \"a.png\", alt: \"A\"), lede: \"![B](in/b.png) ![C](c.png)\")";
    let files =
        [("draft.copydesk", draft), ("a.png", "a"), ("in/b.png", "b"), ("out/a.png", "a"), ("here/keep", "")];
    let desk = Desk::with(&files);
    desk.check("export draft.copydesk --to html -o here", 0, "draft.copydesk: images not copied; still in ");
    desk.check("export draft.copydesk --to markdown -o here", 0, ": a.png, in/b.png\n");
    desk.check("export draft.copydesk --to copydesk -o out", 0, ": in/b.png\n");
    for quiet in ["--to text -o here", "--to html -o draft.html", "--to html"] {
        let told = desk.run(&format!("export draft.copydesk {quiet}")).stderr;
        assert!(!String::from_utf8_lossy(&told).contains("not copied"), "{quiet}");
    }
}
