//! The appearance of the window, for screen readers and for the eye. Each state has an outline in `outlines/`: a line
//! for every control, with role, name, value and state. A few have an image in `snapshots/`. `UPDATE_EXPECTED=1` writes
//! the outlines, `UPDATE_SNAPSHOTS=1` the images.

use std::path::{Path, PathBuf};

use copydesk::app::settings::Settings;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};

use crate::scenes;
use crate::shell::{Asking, Window};

const CTRL: Modifiers = Modifiers::COMMAND;

/// A window of this size on the bundled sample.
fn sample(size: [f32; 2]) -> Window {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { has_run: false, folder: Some(folder.path().to_owned()), ..Settings::default() };
    Window::with(Asking::Desktop, settings, folder, None, size)
}

fn own_dialog() -> Window {
    Window::new(Asking::Own, |folder| {
        std::fs::create_dir(folder.join("drafts")).unwrap();
        std::fs::write(folder.join("notes.txt"), "Notes").unwrap();
        None
    })
}

/// Every node with a role: depth, role, name, value, state.
fn outline(window: &Window) -> String {
    let mut out = String::new();
    push_node(&window.harness.root(), 0, &mut out);
    // The folder of a test has a different name each time.
    let folder = window.folder.path().to_string_lossy().into_owned();
    out.replace(&folder, "FOLDER")
}

fn push_node<'tree>(node: &(impl NodeT<'tree> + 'tree), depth: usize, out: &mut String) {
    let inner = node.accesskit_node();
    let is_container =
        matches!(inner.role(), Role::GenericContainer | Role::Unknown | Role::Window | Role::TextRun);
    let next = if is_container { depth } else { depth + 1 };
    if !is_container {
        let name = inner.label().unwrap_or_default();
        let value = inner.value().filter(|value| *value != name).map(|value| format!(" = {value:?}"));
        let off = if inner.is_disabled() { " (off)" } else { "" };
        let focus = if inner.is_focused() { " (focus)" } else { "" };
        let line = format!("{:?} {name:?}{}{off}{focus}", inner.role(), value.unwrap_or_default());
        out.push_str(&format!("{}{line}\n", "  ".repeat(depth)));
    }
    for child in node.children() {
        push_node(&child, next, out);
    }
}

/// What has no name for screen readers.
fn unnamed(window: &Window) -> Vec<String> {
    let is_silent = |node: &egui_kittest::Node<'_>| {
        let inner = node.accesskit_node();
        let needs_name = matches!(
            inner.role(),
            Role::Button
                | Role::CheckBox
                | Role::ComboBox
                | Role::Link
                | Role::MenuItem
                | Role::MultilineTextInput
                | Role::RadioButton
                | Role::Slider
                | Role::SpinButton
                | Role::TextInput
        );
        needs_name && inner.label().is_none_or(|name| name.trim().is_empty())
    };
    let nodes = window.harness.root().children_recursive().filter(is_silent);
    nodes.map(|node| format!("{:?} at {:?}", node.accesskit_node().role(), node.rect())).collect()
}

#[track_caller]
fn check_outline(window: &Window, name: &str) {
    assert_eq!(unnamed(window), Vec::<String>::new(), "{name}");
    let path = folder().join("outlines").join(format!("{name}.txt"));
    let given = outline(window);
    assert!(given.lines().count() > 10, "{given}");
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        return std::fs::write(path, given).unwrap();
    }
    assert_eq!(given, std::fs::read_to_string(&path).unwrap_or_default(), "differs from {}", path.display());
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite")
}

#[track_caller]
fn check_picture(window: &mut Window, name: &str) {
    let options = egui_kittest::SnapshotOptions::new().output_path(folder().join("snapshots"));
    window.harness.snapshot_options(name, &options);
}

#[test]
fn the_sample_in_light() {
    let mut window = sample([1440.0, 900.0]);
    check_outline(&window, "sample");
    check_picture(&mut window, "sample-light");
}

#[test]
fn the_sample_in_the_dark() {
    let mut window = sample([1440.0, 900.0]);
    window.click("View");
    window.click("Appearance");
    window.harness.get_by_role_and_label(Role::MenuItemCheckBox, "Dark").click();
    window.harness.run();
    check_picture(&mut window, "sample-dark");
}

#[test]
fn in_focus_mode_the_fields_of_the_sample_keep_their_names() {
    let mut window = sample([1440.0, 900.0]);
    window.press(Modifiers::COMMAND, Key::D);
    check_outline(&window, "focus-mode");
}

#[test]
fn a_small_window_folds_and_an_empty_draft_says_what_goes_where() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings { has_run: true, folder: Some(folder.path().to_owned()), ..Settings::default() };
    let mut window = Window::with(Asking::Desktop, settings, folder, None, [900.0, 600.0]);
    check_outline(&window, "empty-small");
    check_picture(&mut window, "empty-small");
}

#[test]
fn unsaved_work_that_was_found_by_day() {
    let mut window = scenes::unsaved_found(scenes::DAY);
    check_outline(&window, "unsaved-found");
    check_picture(&mut window, "unsaved-found");
}

#[test]
fn a_file_that_was_changed_elsewhere_by_day() {
    let mut window = scenes::changed_elsewhere(scenes::DAY);
    check_outline(&window, "changed-elsewhere");
    check_picture(&mut window, "changed-elsewhere");
}

#[test]
fn earlier_versions_by_night() {
    let mut window = scenes::earlier_versions(scenes::NIGHT);
    check_outline(&window, "earlier-versions");
    check_picture(&mut window, "earlier-versions");
}

#[test]
fn every_dialog_can_be_said() {
    let mut window = sample([1440.0, 900.0]);
    window.press(Modifiers::NONE, Key::F1);
    check_outline(&window, "help");
    let mut window = own_dialog();
    window.press(CTRL, Key::O);
    check_outline(&window, "own-dialog");
    let mut window = sample([1440.0, 900.0]);
    window.type_into("Headline", "Changed");
    window.choose("File", "New");
    check_outline(&window, "unsaved-work");
    let mut window = sample([1440.0, 900.0]);
    window.press(CTRL.plus(Modifiers::SHIFT), Key::F);
    check_outline(&window, "findings");
    let mut window = sample([1440.0, 900.0]);
    window.press(CTRL, Key::H);
    window.type_into("Find", "the");
    check_outline(&window, "find");
    let mut window = sample([1440.0, 900.0]);
    window.type_into("Headline", " goverment ");
    window.press(Modifiers::NONE, Key::F7);
    window.press(CTRL, Key::Period);
    check_outline(&window, "spelling");
}
