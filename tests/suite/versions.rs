//! Earlier versions, in the window and on the command line.

use std::path::{Path, PathBuf};
use std::process::Command;

use copydesk::article::Article;
use copydesk::file::versions::{self, Version};
use copydesk::file::{self, UserFolders};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};

use crate::shell::{Asking, Window};

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);
const NONE: Modifiers = Modifiers::NONE;
/// 17:04 on 2 March 2026, the time of the window's clock.
const NOW: u64 = 1_772_471_040;
const HOUR: u64 = 3600;

fn ferry(headline: &str, body: &str) -> Article {
    let mut article = Article { headline: headline.into(), ..Article::default() };
    article.push_section("What happened", body);
    article
}

fn folders(window: &Window) -> UserFolders {
    UserFolders::within(&window.path("user"))
}

/// A window on a draft with two earlier versions.
fn with_two() -> Window {
    let mut window = Window::on(&ferry("Ferry stops for good", "The last boat left at noon."));
    let draft = window.path("draft.copydesk");
    let earlier = [
        (ferry("Ferry stops", "The boat left at noon."), NOW - 25 * HOUR),
        (ferry("Ferry may stop", "Nobody knows when."), NOW - HOUR),
    ];
    for (article, at) in &earlier {
        versions::keep(&folders(&window), &draft, file::to_native(article).as_bytes(), *at).unwrap();
    }
    window.press(CTRL_SHIFT, Key::R);
    window
}

fn kept(window: &Window) -> Vec<Version> {
    versions::list(&folders(window), &window.path("draft.copydesk"))
}

/// The names and descriptions of the rows.
fn rows(window: &Window) -> Vec<(String, String)> {
    let options = window.harness.query_all_by_role(Role::ListBoxOption);
    let told = |node: egui_kittest::Node<'_>| {
        let data = node.accesskit_node();
        (data.label().unwrap_or_default(), data.data().description().unwrap_or_default().to_owned())
    };
    options.map(told).collect()
}

#[track_caller]
fn check_rows(window: &Window, expected: &[(&str, &str)]) {
    let rows = rows(window);
    let rows: Vec<(&str, &str)> = rows.iter().map(|(name, about)| (name.as_str(), about.as_str())).collect();
    assert_eq!(rows, expected);
}

/// A window that tried to open a draft with this damaged content and these versions.
fn on_what_is_left(left: &str, kept: &[(&[u8], u64)]) -> Window {
    Window::new(Asking::Desktop, |folder| {
        let (draft, user) = (folder.join("draft.copydesk"), UserFolders::within(&folder.join("user")));
        std::fs::write(&draft, left).unwrap();
        for (bytes, at) in kept {
            versions::keep(&user, &draft, bytes, *at).unwrap();
        }
        Some(draft)
    })
}

#[test]
fn a_draft_that_is_damaged_opens_as_its_newest_good_version_and_its_file_stays_until_it_is_saved() {
    let text = file::to_native(&ferry("Ferry stops", "At noon."));
    let kept: [(&[u8], u64); 2] =
        [(text.as_bytes(), NOW - 25 * HOUR), (b"(version: 2, headline: \"Fer", NOW - HOUR)];
    for left in ["", "\0\0\0\0", &text[..40]] {
        let mut window = on_what_is_left(left, &kept);
        assert!(window.shows("The file cannot be opened"), "{left:?}");
        assert!(window.shows("Copydesk has a version saved yesterday, 16:04."));
        window.click("Open that version");
        assert_eq!(window.article(), &ferry("Ferry stops", "At noon."));
        assert!(!window.harness.state().document().is_saved());
        assert_eq!(window.read("draft.copydesk"), left);
        window.press(CTRL, Key::S);
        assert_eq!(window.read("draft.copydesk"), text);
    }
}

#[test]
fn no_version_is_offered_for_a_draft_of_a_newer_program_or_where_none_can_be_read() {
    let text = file::to_native(&ferry("Ferry stops", "At noon."));
    for (left, kept) in [("(version: 3, status: Calm)", text.as_str()), ("", "(version: 2, headline: \"Fer")] {
        let window = on_what_is_left(left, &[(kept.as_bytes(), NOW - HOUR)]);
        assert!(window.shows("The file cannot be opened"), "{left:?}");
        assert!(!window.shows("Copydesk has a version"), "{left:?}");
    }
}

#[test]
fn versions_are_listed_with_time_words_and_what_changed_since() {
    let window = with_two();
    check_rows(
        &window,
        &[
            ("Today, 16:04", "8 words, 9 words added, 5 removed since"),
            ("Yesterday, 16:04", "9 words, 3 words added since"),
        ],
    );
    assert!(window.shows("Headline"), "the fields that differ");
    assert!(window.shows("Since this version"));
}

#[test]
fn a_version_is_restored_by_key_as_one_step_to_undo() {
    let mut window = with_two();
    let today = window.article().clone();
    window.press(NONE, Key::ArrowDown);
    window.click("Restore");
    assert_eq!(window.article(), &ferry("Ferry stops", "The boat left at noon."));
    assert!(window.shows("Restored the version from yesterday, 16:04; undo to return to the newer text"));
    assert!(!window.harness.state().document().is_saved());
    assert_eq!(file::open(&window.path("draft.copydesk"), None).unwrap().article, today, "no file is written");
    window.press(CTRL, Key::Z);
    assert_eq!(window.article(), &today);
    assert!(window.harness.state().document().is_saved());
}

#[test]
fn restoring_over_what_is_not_saved_is_undone_to_the_last_letter() {
    let mut window = with_two();
    window.press(NONE, Key::Escape);
    window.type_into("Headline", ", perhaps");
    let unsaved = window.article().clone();
    assert!(!window.harness.state().document().is_saved());
    window.press(CTRL_SHIFT, Key::R);
    window.press(NONE, Key::End);
    window.click("Restore");
    assert_eq!(window.article().headline, "Ferry stops");
    window.press(CTRL, Key::Z);
    assert_eq!(window.article(), &unsaved);
    assert!(!window.harness.state().document().is_saved());
    window.press(CTRL_SHIFT, Key::Z);
    assert_eq!(window.article().headline, "Ferry stops");
}

#[test]
fn versions_that_have_gone_while_they_are_looked_at_are_said_to_be_gone() {
    let mut window = with_two();
    std::fs::remove_dir_all(window.path("user/data")).unwrap();
    window.press(NONE, Key::End);
    assert_eq!(rows(&window)[1].1, "This version no longer exists");
    window.click("Name…");
    window.harness.event(Event::Text("Late".into()));
    window.harness.run();
    window.press(NONE, Key::Enter);
    assert!(window.shows("The version was not named"));
    assert!(!window.path("user/data/versions").exists(), "a name alone is not kept");
}

#[test]
fn a_draft_that_may_only_be_read_says_why_nothing_is_restored() {
    let mut window = Window::new(Asking::Own, |folder| {
        let draft = folder.join("draft.copydesk");
        std::fs::write(&draft, "(version: 99, headline: \"Later\")").unwrap();
        Some(draft)
    });
    let draft = window.path("draft.copydesk");
    versions::keep(&folders(&window), &draft, file::to_native(&ferry("Earlier", "")).as_bytes(), NOW).unwrap();
    window.press(CTRL_SHIFT, Key::R);
    assert!(window.shows("not restore them"));
    let restore = window.harness.get_by_role_and_label(Role::Button, "Restore");
    assert!(restore.accesskit_node().is_disabled());
}

#[test]
fn restored_and_saved_the_newer_text_is_a_version_itself() {
    let mut window = with_two();
    window.click("Restore");
    window.press(CTRL, Key::S);
    let versions = kept(&window);
    assert_eq!(versions.len(), 3);
    let newest = versions::read(&folders(&window), &window.path("draft.copydesk"), &versions[0]).unwrap();
    assert_eq!(newest.headline, "Ferry stops for good");
}

#[test]
fn a_version_gets_a_name_and_the_list_shows_it() {
    let mut window = with_two();
    window.click("Name…");
    window.harness.event(Event::Text("Sent to legal".into()));
    window.harness.run();
    window.press(NONE, Key::Enter);
    assert_eq!(rows(&window)[0].0, "Today, 16:04 · Sent to legal");
    assert_eq!(kept(&window)[0].name.as_deref(), Some("Sent to legal"));
    window.press(NONE, Key::Escape);
    assert!(!window.shows("Earlier versions"));
    window.type_into("Headline", "!");
    assert!(window.article().headline.contains('!'), "the focus is in the draft again");
}

#[test]
fn a_version_that_is_being_read_while_a_name_is_asked_for_is_shown_afterwards() {
    let mut window = with_two();
    window.hold_work();
    window.press(NONE, Key::ArrowDown);
    assert!(window.shows("Loading…"));
    window.click("Name…");
    window.finish_work();
    window.press(NONE, Key::Escape);
    assert!(!window.shows("Loading…"));
    window.click("Restore");
    assert_eq!(window.article().headline, "Ferry stops");
}

#[test]
fn the_draft_is_kept_under_a_name_as_it_is_now_saved_or_not() {
    let mut window = with_two();
    window.press(NONE, Key::Escape);
    window.focus("Headline");
    window.press(CTRL, Key::End);
    window.harness.event(Event::Text(", perhaps".into()));
    window.harness.run();
    window.choose("File", "Save a named version…");
    window.harness.event(Event::Text("Before the desk".into()));
    window.harness.run();
    window.press(NONE, Key::Enter);
    assert!(window.shows("Saved this version as “Before the desk”"));
    window.press(CTRL_SHIFT, Key::R);
    assert_eq!(rows(&window)[0], ("Today, 17:04 · Before the desk".into(), "13 words, no changes since".into()));
    assert!(!window.harness.state().document().is_saved(), "the file is as it was");
}

#[test]
fn a_damaged_or_newer_version_says_so_and_cannot_be_restored() {
    let mut window = with_two();
    window.press(NONE, Key::Escape);
    let draft = window.path("draft.copydesk");
    versions::keep(&folders(&window), &draft, b"(version: 99, headline: \"Later\")", NOW - 60).unwrap();
    let oldest = find(&window.path("user"), &kept(&window)[2].fingerprint.to_string());
    std::fs::write(oldest, "(version: 2, headline: \"Forged\")").unwrap();
    window.press(CTRL_SHIFT, Key::R);
    let about: Vec<String> = rows(&window).into_iter().map(|(_, about)| about).collect();
    assert_eq!(about[0], "This version was saved by a newer version of Copydesk (format 99)");
    assert_eq!(about[2], "This version is damaged on disk");
    let before = window.article().clone();
    for _ in 0..2 {
        let restore = window.harness.get_by_role_and_label(Role::Button, "Restore");
        assert!(restore.accesskit_node().is_disabled());
        window.press(NONE, Key::End);
    }
    assert_eq!(window.article(), &before);
}

fn find(folder: &Path, part: &str) -> PathBuf {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false if path.to_string_lossy().contains(part) => found.push(path),
                false => {}
            }
        }
    }
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

#[test]
fn a_version_is_shown_beside_todays_text_field_by_field() {
    let mut window = with_two();
    window.press(NONE, Key::End);
    let tab = |window: &Window, name: &str| {
        let tab = window.harness.get_by_role_and_label(Role::Tab, name);
        tab.accesskit_node().toggled() == Some(egui::accesskit::Toggled::True)
            || tab.accesskit_node().is_selected() == Some(true)
    };
    assert!(tab(&window, "Word by word") && !tab(&window, "Side by side"));
    window.harness.get_by_role_and_label(Role::Tab, "Side by side").click();
    window.harness.run();
    assert!(tab(&window, "Side by side"));
    assert!(window.shows("This version, Current text"));
    assert!(window.shows("added: for good"));
    assert!(window.shows("added: last"));
}

#[test]
fn a_version_that_cannot_be_kept_is_told_and_the_save_goes_on() {
    let mut window = Window::on(&ferry("Ferry stops", ""));
    std::fs::remove_dir_all(window.path("user/data")).ok();
    std::fs::create_dir_all(window.path("user")).unwrap();
    window.put("user/data", "a file where a folder should be");
    window.type_into("Headline", "!");
    window.press(CTRL, Key::S);
    assert!(window.shows("Saved, but the previous version could not be kept"));
    assert!(window.harness.state().document().is_saved());
    assert!(window.read("draft.copydesk").contains('!'));
    window.type_into("Headline", "?");
    assert!(!window.shows("could not be kept"), "it is said until the text changes");
}

#[test]
fn what_a_save_as_writes_over_is_kept_as_a_version_of_that_file() {
    let mut window = Window::on(&ferry("Ferry stops", ""));
    window.put("other.copydesk", "no draft at all");
    window.will_answer("other.copydesk");
    window.press(CTRL_SHIFT, Key::S);
    assert!(window.read("other.copydesk").contains("Ferry stops"));
    let kept = versions::list(&folders(&window), &window.path("other.copydesk"));
    let bytes = versions::bytes(&folders(&window), &window.path("other.copydesk"), &kept[0]);
    assert_eq!(bytes.as_deref(), Ok(&b"no draft at all"[..]));
}

#[test]
fn a_draft_without_a_file_says_why_it_has_no_versions() {
    let mut window = Window::empty();
    window.press(CTRL_SHIFT, Key::R);
    assert!(window.shows("Save the draft first"));
}

#[test]
fn each_save_in_the_window_adds_one_and_the_same_text_none() {
    let mut window = Window::on(&ferry("Ferry stops", ""));
    for _ in 0..3 {
        window.type_into("Headline", "!");
        window.press(CTRL, Key::S);
        window.press(CTRL, Key::S);
    }
    assert_eq!(kept(&window).len(), 3);
}

#[test]
fn after_a_save_the_oldest_versions_of_all_drafts_go_where_there_is_too_much() {
    let mut window = Window::on(&ferry("Ferry stops", ""));
    let other = window.path("other.copydesk");
    for (text, at) in [("long ago", NOW - HOUR), ("of late", NOW)] {
        versions::keep(&folders(&window), &other, text.as_bytes(), at).unwrap();
    }
    let oldest = versions::list(&folders(&window), &other).remove(1);
    let oldest = find(&window.path("user"), &oldest.fingerprint.to_string());
    std::fs::OpenOptions::new().write(true).open(&oldest).unwrap().set_len(1 << 30).unwrap();
    window.type_into("Headline", "!");
    assert!(oldest.exists());
    window.press(CTRL, Key::S);
    assert!(!oldest.exists());
    assert_eq!((versions::list(&folders(&window), &other).len(), kept(&window).len()), (1, 1));
}

/// The program in a folder with a draft that has two versions.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Desk {
        let desk = Desk(tempfile::tempdir().unwrap());
        for (headline, at) in [("Low water", NOW), ("High water, today", NOW + 60)] {
            desk.keep(&file::to_native(&Article { headline: headline.into(), ..Article::default() }), at);
        }
        std::fs::write(desk.0.path().join("tides.copydesk"), "(version: 2, headline: \"Now\")").unwrap();
        desk
    }

    fn folders(&self) -> UserFolders {
        UserFolders { state: None, data: Some(self.0.path().join("data/copydesk")) }
    }

    fn keep(&self, text: &str, at: u64) {
        let draft = self.0.path().join("tides.copydesk");
        versions::keep(&self.folders(), &draft, text.as_bytes(), at).unwrap();
    }

    fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
        command.args(arguments.split_whitespace()).current_dir(self.0.path()).env("TZ", "UTC");
        command.env("HOME", self.0.path()).env("XDG_DATA_HOME", self.0.path().join("data"));
        command
    }

    /// Runs, and expects this exit code and this text on standard error. Returns the output.
    #[track_caller]
    fn check(&self, arguments: &str, code: i32, words: &str) -> String {
        let output = self.command(arguments).output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{stderr}");
        assert!(stderr.contains(words), "{stderr}");
        String::from_utf8(output.stdout).unwrap()
    }
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_window_versions_are_listed_by_number() {
    let desk = Desk::new();
    let draft = desk.0.path().join("tides.copydesk");
    let newest = versions::list(&desk.folders(), &draft).remove(0);
    versions::name(&desk.folders(), &draft, &newest, "Sent").unwrap();
    let listed = desk.check("versions tides.copydesk", 0, "");
    assert_eq!(listed, "  1  2026-03-02 17:05:00        3 words  Sent\n  2  2026-03-02 17:04:00        2 words\n");
    assert_eq!(desk.check("versions other.copydesk", 0, "this draft has no earlier versions"), "");
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_window_a_version_is_restored_and_nothing_is_written_over() {
    let desk = Desk::new();
    assert!(desk.check("versions tides.copydesk --restore 2", 0, "").contains("Low water"));
    desk.check("versions tides.copydesk --restore 1 -o old.copydesk", 0, "");
    let read = |name: &str| std::fs::read_to_string(desk.0.path().join(name)).unwrap();
    assert!(read("old.copydesk").contains("High water, today"));
    for output in ["tides.copydesk", "old.copydesk", "."] {
        let words = "was not replaced";
        desk.check(&format!("versions tides.copydesk --restore 2 -o {output}"), 2, words);
    }
    assert!(read("tides.copydesk").contains("Now") && read("old.copydesk").contains("High water"));
    desk.check("versions tides.copydesk --restore 3", 2, "this draft has versions 1 to 2");
    desk.check("versions tides.copydesk --restore 0", 2, "this draft has versions 1 to 2");
    desk.check("versions tides.copydesk -o out.copydesk", 2, "--restore");
    desk.check("versions tides.copydesk --restore 1 -o none/out.copydesk", 1, "the folder does not exist");
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_window_a_time_is_that_of_the_clock_as_it_went_then() {
    const JULY: u64 = 1_783_000_000;
    let desk = Desk::new();
    desk.keep("(version: 2, headline: \"Summer\")", JULY);
    let mut command = desk.command("versions tides.copydesk");
    let output = command.env("TZ", "CET-1CEST,M3.5.0,M10.5.0/3").output().unwrap();
    let listed = String::from_utf8(output.stdout).unwrap();
    let times: Vec<&str> = listed.lines().map(|line| &line[5..24]).collect();
    assert_eq!(times, ["2026-07-02 15:46:40", "2026-03-02 18:05:00", "2026-03-02 18:04:00"]);
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_window_a_draft_that_is_gone_comes_back() {
    let desk = Desk::new();
    std::fs::remove_file(desk.0.path().join("tides.copydesk")).unwrap();
    std::os::unix::fs::symlink(desk.0.path().join("none"), desk.0.path().join("link")).unwrap();
    desk.check("versions tides.copydesk --restore 1 -o link", 2, "was not replaced");
    desk.check("versions tides.copydesk --restore 1 -o tides.copydesk", 0, "");
    let listed = desk.check("versions ./tides.copydesk", 0, "");
    assert_eq!(listed.lines().count(), 2, "it has its versions as before");
    desk.check("versions tides.copydesk --restore 1 -o tides.copydesk", 2, "was not replaced");
    let read = std::fs::read_to_string(desk.0.path().join("tides.copydesk")).unwrap();
    assert!(read.contains("High water, today") && !desk.0.path().join("none").exists());
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_window_a_damaged_version_is_not_given() {
    let desk = Desk::new();
    let draft = desk.0.path().join("tides.copydesk");
    let oldest = versions::list(&desk.folders(), &draft).remove(1);
    let file = find(&desk.0.path().join("data"), &oldest.fingerprint.to_string());
    std::fs::write(file, "(version: 2, headline: \"Forged\")").unwrap();
    assert!(desk.check("versions tides.copydesk", 0, "").contains("damaged"));
    assert_eq!(desk.check("versions tides.copydesk --restore 2 -o out.copydesk", 1, "damaged"), "");
    assert!(!desk.0.path().join("out.copydesk").exists());
}
