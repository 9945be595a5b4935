//! What screen readers see in every state of the window: every control has a name, no two neighbours have the same
//! name, and switches have a state. A new state is a line in the table.

use copydesk::app::settings::Settings;
use copydesk::article::{Article, LeadImage, Source};
use egui::accesskit::{Action, Role};
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};

use crate::scenes;
use crate::shell::{Asking, Window};

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);
const NONE: Modifiers = Modifiers::NONE;

/// An article with some of everything, and with some mistakes.
fn tides() -> Article {
    let image = LeadImage { file: "tide.png".into(), alt: "A gauge".into(), ..LeadImage::default() };
    let mut article = Article { headline: "Tide tables".into(), image, ..Article::default() };
    article.push_takeaway("They are free");
    article.push_takeaway("TK");
    article.push_section("High water", "At noon, as the bord says.[^harbour]\n\n- one\n- two");
    article.push_section("Low water", "See [the board](https://example.org).[^nobody]");
    let harbour = Source { key: "harbour".into(), title: "Harbour board".into(), ..Source::default() };
    article.push_source(harbour);
    article.push_source(Source { key: "gazette".into(), ..Source::default() });
    article
}

fn long() -> Article {
    let mut article = tides();
    for n in 0..200 {
        article.push_section(format!("Part {n}"), "Words and words.");
    }
    article
}

/// A window of this size with an article, after the first keys were pressed.
fn window(article: &Article, size: [f32; 2], keys: &[(Modifiers, Key)]) -> Window {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("draft.copydesk");
    copydesk::file::save(&path, article).unwrap();
    let settings = Settings { has_run: true, folder: Some(folder.path().to_owned()), ..Settings::default() };
    let mut window = Window::with(Asking::Desktop, settings, folder, Some(path), size);
    keys.iter().for_each(|(modifiers, key)| window.press(*modifiers, *key));
    window
}

fn wide(keys: &[(Modifiers, Key)]) -> Window {
    window(&tides(), [1440.0, 900.0], keys)
}

fn with_menu(menu: &str) -> Window {
    let mut window = wide(&[]);
    window.click(menu);
    window
}

fn with_field(field: &str) -> Window {
    let mut window = wide(&[]);
    window.focus(field);
    window
}

/// A window with text selected in the body of a section, after these keys were pressed.
fn selected(keys: &[(Modifiers, Key)]) -> Window {
    let mut window = with_field("Section 1 body");
    window.press(CTRL, Key::Home);
    window.press(CTRL_SHIFT, Key::ArrowRight);
    keys.iter().for_each(|(modifiers, key)| window.press(*modifiers, *key));
    window
}

fn typed(mut window: Window, text: &str) -> Window {
    window.harness.event(Event::Text(text.into()));
    window.harness.run();
    window
}

/// A window with the versions of a draft that was saved three times, after these keys were pressed.
fn with_versions(keys: &[(Modifiers, Key)]) -> Window {
    let mut window = wide(&[]);
    for word in ["One ", "Two "] {
        window.type_into("Headline", word);
        window.press(CTRL, Key::S);
    }
    window.press(CTRL_SHIFT, Key::R);
    keys.iter().for_each(|(modifiers, key)| window.press(*modifiers, *key));
    window
}

type State = (&'static str, fn() -> Window);

/// Every state to check.
const STATES: &[State] = &[
    ("start, empty", Window::empty),
    ("start, the sample", || {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings { folder: Some(folder.path().to_owned()), ..Settings::default() };
        Window::with(Asking::Desktop, settings, folder, None, [1440.0, 900.0])
    }),
    ("a draft", || wide(&[])),
    ("a long draft", || window(&long(), [1440.0, 900.0], &[])),
    ("narrow: the form", || window(&tides(), [1024.0, 700.0], &[])),
    ("narrow: the preview", || window(&tides(), [1024.0, 700.0], &[(CTRL, Key::P)])),
    ("smallest", || window(&tides(), [900.0, 600.0], &[])),
    ("smallest, outline unfolded", || window(&tides(), [900.0, 600.0], &[(CTRL_SHIFT, Key::L)])),
    ("a section with the focus", || with_field("Section 1 heading")),
    ("a takeaway with the focus", || with_field("Takeaway 2")),
    ("menu File", || with_menu("File")),
    ("menu Edit", || with_menu("Edit")),
    ("menu Insert", || with_menu("Insert")),
    ("menu Format", || with_menu("Format")),
    ("menu Section", || with_menu("Section")),
    ("menu View", || with_menu("View")),
    ("menu Help", || with_menu("Help")),
    ("menu Copy as", || with_menu("Copy as")),
    ("menu Export", || with_menu("Export")),
    ("menu View, Text", || {
        let mut window = with_menu("View");
        window.click("Text");
        window
    }),
    ("menu View, Appearance", || {
        let mut window = with_menu("View");
        window.click("Appearance");
        window
    }),
    ("menu of a handle", || {
        let mut window = with_field("Section 1 heading");
        window.click("Move High water");
        window
    }),
    ("palette", || wide(&[(CTRL_SHIFT, Key::P)])),
    ("palette, something typed", || typed(wide(&[(CTRL_SHIFT, Key::P)]), "sec")),
    ("palette, nothing found", || typed(wide(&[(CTRL_SHIFT, Key::P)]), "qqqq")),
    ("templates", || wide(&[(CTRL_SHIFT, Key::N)])),
    ("help", || wide(&[(NONE, Key::F1)])),
    ("find", || wide(&[(CTRL, Key::F)])),
    ("replace", || typed(wide(&[(CTRL, Key::H)]), "water")),
    ("findings", || wide(&[(CTRL_SHIFT, Key::F)])),
    ("preview as phone", || wide(&[(Modifiers::ALT, Key::Num2)])),
    ("preview as text", || wide(&[(Modifiers::ALT, Key::Num3)])),
    ("preview as Markdown", || wide(&[(Modifiers::ALT, Key::Num4)])),
    ("preview as HTML", || wide(&[(Modifiers::ALT, Key::Num5)])),
    ("focus mode", || wide(&[(CTRL, Key::D)])),
    ("the toolbar over selected words", || selected(&[])),
    ("the toolbar with the focus", || selected(&[(Modifiers::ALT, Key::F10)])),
    ("link", || selected(&[(CTRL, Key::K)])),
    ("citation", || selected(&[(CTRL_SHIFT, Key::K)])),
    ("citation, nothing found", || typed(selected(&[(CTRL_SHIFT, Key::K)]), "qqqq")),
    ("suggestions for a word", || {
        let mut window = with_field("Headline");
        window.press(NONE, Key::F7);
        window.press(CTRL, Key::Period);
        window
    }),
    ("about", || {
        let mut window = wide(&[]);
        window.choose("Help", "About Copydesk");
        window
    }),
    ("own dialog for files", || {
        let mut window = Window::new(Asking::Own, |_| None);
        window.press(CTRL, Key::O);
        window
    }),
    ("target length", || {
        let mut window = wide(&[]);
        window.choose("Edit", "Target length…");
        window
    }),
    ("name of a template", || {
        let mut window = wide(&[]);
        window.choose("File", "Save as template…");
        window
    }),
    ("no earlier version", || wide(&[(CTRL_SHIFT, Key::R)])),
    ("earlier versions", || with_versions(&[])),
    ("name of a version", || {
        let mut window = with_versions(&[]);
        window.click("Name…");
        window
    }),
    ("keep a version", || {
        let mut window = wide(&[]);
        window.choose("File", "Save a named version…");
        window
    }),
    ("unsaved work", || {
        let mut window = wide(&[]);
        window.type_into("Headline", "!");
        window.press(CTRL, Key::N);
        window
    }),
    ("a save that failed", || {
        let mut window = Window::empty();
        window.type_into("Headline", "Tides");
        window.will_answer("nowhere/draft.copydesk");
        window.press(CTRL, Key::S);
        window
    }),
    ("unsaved work found", || scenes::unsaved_found(scenes::DAY)),
    ("unsaved work found after a fault", || scenes::fault_told(scenes::DAY)),
    ("a fault", || scenes::only_fault_told(scenes::DAY)),
    ("nothing to recover", || {
        let mut window = wide(&[]);
        window.choose("File", "Recover unsaved work…");
        window
    }),
    ("unsaved work to be discarded", || {
        let mut window = scenes::unsaved_found(scenes::DAY);
        window.click("Discard…");
        window
    }),
    ("a draft to be forgotten", || {
        let mut window = wide(&[]);
        window.choose("File", "Forget this draft…");
        window
    }),
    ("changed elsewhere", || scenes::changed_elsewhere(scenes::DAY)),
    ("changed elsewhere, and cannot be read", || scenes::unreadable(scenes::DAY)),
    ("someone has it open", || scenes::held(scenes::DAY)),
    ("taken over", || scenes::taken_over(scenes::DAY)),
    ("read only, as someone has it open", || {
        let mut window = scenes::held(scenes::DAY);
        window.click("Read-only");
        window
    }),
    ("a version beside today's text", || {
        let mut window = scenes::earlier_versions(scenes::DAY);
        window.harness.get_by_role_and_label(Role::Tab, "Side by side").click();
        window.harness.run();
        window
    }),
    ("read only", || {
        Window::new(Asking::Desktop, |folder| {
            let path = folder.join("newer.copydesk");
            std::fs::write(&path, "(version: 99, headline: \"Later\")").unwrap();
            Some(path)
        })
    }),
];

/// What is wrong with a node, if anything.
fn fault(node: &egui_kittest::Node<'_>) -> Option<String> {
    let inner = node.accesskit_node();
    let role = inner.role();
    let is_furniture = matches!(
        role,
        Role::GenericContainer | Role::Unknown | Role::Window | Role::TextRun | Role::Pane | Role::ScrollBar
    );
    let can_be_used = inner.data().supports_action(Action::Click) || inner.data().supports_action(Action::Focus);
    let name = inner.label().unwrap_or_default();
    let value = inner.value().unwrap_or_default();
    let at = format!("{role:?} {name:?} at {:?}", inner.data().bounds());
    if can_be_used && !is_furniture && name.trim().is_empty() && value.trim().is_empty() {
        return Some(format!("no name: {at}"));
    }
    let is_text = matches!(role, Role::TextInput | Role::MultilineTextInput);
    if is_text && inner.value().is_none() && inner.data().value().is_none() {
        return Some(format!("no value: {at}"));
    }
    if is_text && !inner.supports_text_ranges() {
        return Some(format!("no text to be asked for: {at}"));
    }
    let is_switch = matches!(role, Role::CheckBox | Role::MenuItemCheckBox | Role::Switch | Role::RadioButton);
    if is_switch && inner.toggled().is_none() {
        return Some(format!("no state: {at}"));
    }
    if inner.toggled().is_some() && !is_switch && !matches!(role, Role::Button | Role::MenuItemRadio) {
        return Some(format!("chosen, not checked: {at}"));
    }
    let is_choice = matches!(role, Role::ListBoxOption | Role::Tab);
    if is_choice && inner.is_selected().is_none() {
        return Some(format!("not said whether selected: {at}"));
    }
    let standing = inner.data().position_in_set().zip(inner.data().size_of_set());
    if standing.is_some_and(|(at, of)| at >= of) {
        return Some(format!("counted from 1: {at}"));
    }
    let place = node.accesskit_node().parent().map(|parent| parent.role());
    let is_row = matches!(role, Role::ListItem | Role::ListBoxOption | Role::TreeItem | Role::Tab);
    let has_list = matches!(place, Some(Role::List | Role::ListBox | Role::Tree | Role::TabList));
    (is_row && !has_list).then(|| format!("a row of no list: {at} in {place:?}"))
}

/// What is in a menu and is not one of its rows.
fn strays(window: &Window) -> Vec<String> {
    let menus =
        window.harness.root().children_recursive().filter(|node| node.accesskit_node().role() == Role::Menu);
    let inside = menus.flat_map(|menu| menu.children_recursive().collect::<Vec<_>>());
    let is_stray = |node: &egui_kittest::Node<'_>| {
        let inner = node.accesskit_node();
        let rows = [Role::MenuItem, Role::MenuItemCheckBox, Role::MenuItemRadio, Role::Menu];
        inner.data().supports_action(Action::Focus) && !rows.contains(&inner.role())
    };
    let name = |node: egui_kittest::Node<'_>| {
        let inner = node.accesskit_node();
        format!("in a menu: {:?} {:?}", inner.role(), inner.label())
    };
    inside.filter(is_stray).map(name).collect()
}

/// The roles of things. In the given state, everything whose name starts like this has this role.
#[test]
fn things_are_what_they_look_like() {
    for (state, name, role) in [
        ("a draft", "Menus", Role::MenuBar),
        ("a draft", "File", Role::Menu),
        ("a draft", "Copy as", Role::Menu),
        ("a draft", "Outline", Role::Tree),
        ("a draft", "High water, ", Role::TreeItem),
        ("a draft", "Preview as", Role::TabList),
        ("a draft", "Markdown", Role::Tab),
        ("a draft", "Headline", Role::TextInput),
        ("a draft", "Deck", Role::TextInput),
        ("a draft", "Byline", Role::MultilineTextInput),
        ("a draft", "Dateline", Role::TextInput),
        ("a draft", "Lead image alt text", Role::TextInput),
        ("a draft", "Takeaway 1", Role::TextInput),
        ("a section with the focus", "Section 1 heading", Role::TextInput),
        ("a section with the focus", "Section 1 body", Role::MultilineTextInput),
        ("menu File", "Save as…", Role::MenuItem),
        ("menu View", "Preview", Role::MenuItemCheckBox),
        ("menu View", "Appearance", Role::Menu),
        ("narrow: the form", "Write", Role::Tab),
        ("palette", "Results", Role::ListBox),
        ("palette", "File: Save as…", Role::ListBoxOption),
        ("citation", "Sources", Role::ListBox),
        ("replace", "Matches", Role::List),
        ("findings", "Findings", Role::List),
        ("findings", "Error: ", Role::ListItem),
        ("earlier versions", "Side by side", Role::Tab),
    ] {
        let (_, make) = STATES.iter().find(|(known, _)| *known == state).unwrap();
        let window = make();
        let is_it = |node: &egui_kittest::Node<'_>| {
            let inner = node.accesskit_node();
            let said = inner.label().unwrap_or_default();
            let is_named =
                if name.ends_with(' ') { said.starts_with(name) } else { said.split(", ").next() == Some(name) };
            is_named && inner.role() == role
        };
        assert!(window.harness.root().children_recursive().any(|node| is_it(&node)), "{state}: {role:?} {name}");
    }
}

#[test]
fn the_window_is_called_like_its_draft() {
    let window = wide(&[]);
    let name = window.harness.root().accesskit_node().label();
    assert_eq!(name.as_deref(), Some("draft — Copydesk"));
}

/// The outline follows the cursor. Announced as a selection, it would take the screen reader out of the text.
#[test]
fn the_outline_follows_the_cursor_and_says_nothing_of_it() {
    let mut window = wide(&[]);
    let rows = |window: &Window| {
        let rows = window.harness.query_all_by_role(Role::TreeItem);
        let standing = |node: egui_kittest::Node<'_>| {
            let inner = node.accesskit_node();
            assert_eq!(inner.is_selected(), None);
            inner.data().aria_current().is_some()
        };
        rows.map(standing).collect::<Vec<bool>>()
    };
    window.focus("Deck");
    assert_eq!(rows(&window).iter().position(|is_here| *is_here), Some(1));
}

#[test]
fn all_of_a_text_can_be_asked_for_though_it_is_out_of_sight() {
    let mut article = tides();
    let body = format!("{}the end", "A paragraph of some words.\n\n".repeat(300));
    article.push_section("Long", &body);
    article.push_section("After it", "The last words.");
    let mut window = window(&article, [1440.0, 900.0], &[]);
    let is_it = |label: Option<String>| label.is_some_and(|label| label.starts_with("Long, "));
    let row = window.harness.get_by(|node| node.role() == Role::TreeItem && is_it(node.label()));
    row.click_accesskit();
    window.harness.run();
    let text = |window: &Window, name: &str| {
        let node = window.harness.get_by_role_and_label(Role::MultilineTextInput, name);
        node.accesskit_node().document_range().text()
    };
    assert_eq!(text(&window, "Section 3 body"), body);
    window.focus("Section 3 body");
    window.press(CTRL, Key::End);
    window.press(CTRL_SHIFT, Key::ArrowLeft);
    assert_eq!(text(&window, "Section 3 body"), body);
    let node = window.harness.get_by_role_and_label(Role::MultilineTextInput, "Section 3 body");
    assert_eq!(node.accesskit_node().text_selection().map(|range| range.text()).as_deref(), Some("end"));
}

/// Controls with the same role and name as a neighbour.
fn doubles(window: &Window) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    let mut doubles = Vec::new();
    for node in window.harness.root().children_recursive() {
        let inner = node.accesskit_node();
        let name = inner.label().unwrap_or_default();
        let is_control = inner.data().supports_action(Action::Focus) && !name.is_empty();
        let parent = inner.parent_id().map(|id| format!("{id:?}"));
        if is_control && !seen.insert((parent, inner.role(), name.clone())) {
            doubles.push(format!("twice: {:?} {name:?}", inner.role()));
        }
    }
    doubles
}

#[test]
fn what_has_no_name_and_no_standing_is_found() {
    let found = |draw: fn(&mut egui::Ui)| {
        let mut harness =
            egui_kittest::Harness::builder().allow_missing_glyphs().with_accessibility_check(false).build_ui(draw);
        harness.run();
        harness.root().children_recursive().filter_map(|node| fault(&node)).collect::<Vec<_>>()
    };
    let nameless = found(|ui| drop(ui.button("")));
    assert!(nameless.len() == 1 && nameless[0].starts_with("no name"), "{nameless:?}");
    let stateless = found(|ui| {
        let button = ui.button("Outline");
        ui.ctx().accesskit_node_builder(button.id, |node| node.set_role(Role::ListBoxOption));
    });
    assert!(stateless.len() == 1 && stateless[0].starts_with("not said"), "{stateless:?}");
    assert_eq!(found(|ui| drop(ui.button("Outline"))), Vec::<String>::new());
}

#[test]
fn in_every_state_everything_has_a_name_and_a_standing() {
    let mut faults = Vec::new();
    for (state, make) in STATES {
        let window = make();
        let nodes: Vec<_> = window.harness.root().children_recursive().collect();
        assert!(nodes.len() > 8, "{state}: the tree is there");
        let found = nodes.iter().filter_map(fault).chain(doubles(&window)).chain(strays(&window));
        faults.extend(found.map(|fault| format!("{state}: {fault}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_outline_tells_a_screen_reader_of_every_section_and_takes_it_there() {
    let mut window = window(&long(), [1440.0, 900.0], &[]);
    let rows: Vec<String> = window
        .harness
        .query_all_by_role(Role::TreeItem)
        .map(|node| node.accesskit_node().label().unwrap_or_default())
        .collect();
    assert_eq!(rows.len(), long().sections.len() + 6);
    let last = window.harness.get_by_role_and_label(Role::TreeItem, "Part 199, 5 words");
    let data = last.accesskit_node();
    let standing = (data.data().position_in_set(), data.data().size_of_set(), data.data().level());
    assert_eq!(standing, (Some(rows.len() - 3), Some(rows.len()), Some(1)));
    assert!(window.harness.query_by_label("Section 202 heading").is_none(), "it is out of sight");
    last.click_accesskit();
    window.harness.run();
    window.harness.event(Event::Text("!".into()));
    window.harness.run();
    assert!(window.article().sections[201].heading.contains('!'), "the focus is there");
    assert!(window.harness.query_by_label("Section 202 heading").is_some(), "and it is in sight");
}

#[test]
fn findings_are_told_by_severity_text_and_place() {
    let window = wide(&[(CTRL_SHIFT, Key::F)]);
    let is_told = |label: Option<String>| label.is_some_and(|l| l.starts_with("Error: ") && l.contains("TK"));
    let told: Vec<_> = window.harness.query_all_by(|node| is_told(node.label())).collect();
    assert_eq!(told.len(), 1);
    assert!(told[0].accesskit_node().label().unwrap().contains("akeaway"));
}

/// The descriptions and states of the rows of a list.
fn rows(window: &Window) -> Vec<(String, Option<bool>)> {
    let rows = window.harness.query_all_by_role(Role::ListBoxOption);
    let row = |node: egui_kittest::Node<'_>| {
        let inner = node.accesskit_node();
        let about = inner.data().description().unwrap_or_default();
        (format!("{}: {about}", inner.label().unwrap_or_default()), inner.is_selected())
    };
    rows.map(row).collect()
}

#[test]
fn unsaved_drafts_and_versions_are_told_in_full_and_which_is_chosen() {
    let mut window = scenes::unsaved_found(scenes::DAY);
    window.press(NONE, Key::ArrowDown);
    assert_eq!(
        rows(&window),
        [
            ("Night library: /desk/politics, Today, 16:54 · 41 words added".to_owned(), Some(false)),
            (
                "Untitled: City library opens its doors to…: Never saved, Yesterday, 14:54 · 35 words added"
                    .to_owned(),
                Some(true)
            ),
        ]
    );
    let window = scenes::earlier_versions(scenes::DAY);
    assert_eq!(
        rows(&window),
        [
            ("Today, 16:54 · Sent to legal: 41 words, 5 words added, 11 removed since".to_owned(), Some(true)),
            ("Yesterday, 14:54: 26 words, 9 words added since".to_owned(), Some(false)),
        ]
    );
}

/// The name of the focused widget.
fn focused(window: &Window) -> String {
    let is_focused = |node: &egui_kittest::kittest::AccessKitNode<'_>| node.is_focused();
    let mut found = window.harness.query_all_by(is_focused).map(|node| node.accesskit_node().label());
    found.next().flatten().unwrap_or_default()
}

#[track_caller]
fn check_focus(mut window: Window, expected: &[&str]) {
    let mut met = vec![focused(&window)];
    while met.len() < expected.len() {
        window.press(NONE, Key::Tab);
        met.push(focused(&window));
    }
    assert_eq!(met, expected);
}

#[test]
fn the_focus_begins_where_nothing_is_lost_and_tab_reaches_all_the_rest() {
    let day = scenes::DAY;
    let drafts =
        ["Night library", "Differences", "Open as unsaved draft", "Keep for later", "Discard…", "Night library"];
    check_focus(scenes::unsaved_found(day), &drafts);
    let ways = ["Not now", "Differences", "Keep both", "Keep mine", "Use theirs", "Not now"];
    check_focus(scenes::changed_elsewhere(day), &ways);
    check_focus(scenes::held(day), &["Read-only", "Open a copy", "Cancel", "Take over", "Read-only"]);
    check_focus(scenes::taken_over(day), &["Save as…", "Not now"]);
    check_focus(scenes::unreadable(day), &["Save as…", "Not now", "Replace it"]);
    let versions = ["Today, 16:54 · Sent to legal", "Word by word", "Side by side", "Differences", "Restore"];
    check_focus(scenes::earlier_versions(day), &versions);
}

#[test]
fn what_goes_for_good_is_asked_about_and_no_key_that_was_next_agrees() {
    let mut window = wide(&[]);
    window.choose("File", "Forget this draft…");
    check_focus(window, &["Cancel", "Forget"]);
    let mut window = scenes::unsaved_found(scenes::DAY);
    window.click("Discard…");
    check_focus(window, &["Cancel", "Discard"]);
    let mut window = wide(&[]);
    window.type_into("Headline", "!");
    window.press(CTRL, Key::N);
    check_focus(window, &["Save", "Cancel", "Discard"]);
}

#[test]
fn escape_goes_the_way_that_changes_nothing_and_the_focus_is_back_in_the_text() {
    for make in [scenes::changed_elsewhere, scenes::taken_over, scenes::unreadable] {
        let mut window = make(scenes::DAY);
        let before = window.article().clone();
        window.press(NONE, Key::Escape);
        assert_eq!((focused(&window), window.article()), ("Headline".to_owned(), &before));
    }
    let mut window = scenes::earlier_versions(scenes::DAY);
    let before = window.article().clone();
    window.press(NONE, Key::Escape);
    assert_eq!((focused(&window), window.article()), ("Headline".to_owned(), &before));
}

/// The table creates the states it names: each contains something that only that state has.
#[test]
fn the_states_are_there() {
    for (state, shown) in [
        ("the toolbar over selected words", "Bold"),
        ("link", "Add link"),
        ("citation", "Harbour board"),
        ("suggestions for a word", "Add to my dictionary"),
        ("about", "Close"),
        ("templates", "Explainer"),
        ("menu View, Appearance", "Reduce motion"),
        ("focus mode", "Headline"),
        ("earlier versions", "Differences"),
        ("name of a version", "Version name"),
        ("unsaved work found", "Open as unsaved draft"),
        ("unsaved work found after a fault", "A program error closed Copydesk (today, 16:54)"),
        ("a fault", "There is no unsaved work."),
        ("nothing to recover", "There is no unsaved work."),
        ("unsaved work to be discarded", "for seven days"),
        ("a draft to be forgotten", "Forget “draft”?"),
        ("changed elsewhere", "Yours, Theirs"),
        ("changed elsewhere, and cannot be read", "Replace it"),
        ("someone has it open", "Take over"),
        ("taken over", "Save as…"),
        ("read only, as someone has it open", "Read-only"),
        ("a version beside today's text", "This version, Current text"),
    ] {
        let (_, make) = STATES.iter().find(|(name, _)| *name == state).unwrap();
        let window = make();
        let nodes: Vec<_> = window.harness.root().children_recursive().collect();
        let is_shown = |node: &egui_kittest::Node<'_>| {
            let inner = node.accesskit_node();
            [inner.label(), inner.value()].into_iter().flatten().any(|said| said.contains(shown))
        };
        assert!(nodes.iter().any(is_shown), "{state}: {shown}");
    }
}
