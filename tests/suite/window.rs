//! The window driven as users drive it; results are read back from the disk.

use copydesk::app::settings::Settings;
use copydesk::article::{Article, Source};
use copydesk::file::{self, FileKind};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};

use crate::shell::{Asking, Window};

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

fn tides() -> Article {
    let mut article = Article { headline: "Tide tables".into(), deck: "Out now.".into(), ..Article::default() };
    article.push_takeaway("They are free");
    article.push_section("High water", "At noon.[^harbour]");
    article.push_section("Low water", "At six.");
    article.push_source(Source {
        key: "harbour".into(),
        link: "https://harbour.example.org".into(),
        ..Source::default()
    });
    article
}

fn saved(window: &Window, name: &str) -> Article {
    file::open(&window.path(name), None).unwrap().article
}

#[test]
fn a_draft_is_written_saved_under_a_name_and_opened_again() {
    let mut window = Window::empty();
    window.type_into("Headline", "Harbour opens");
    assert!(window.shows("edited"));
    window.will_answer("harbour");
    window.press(CTRL, Key::S);
    assert_eq!(saved(&window, "harbour.copydesk").headline, "Harbour opens");
    assert!(window.shows("Saved 17:04"));
    assert!(!window.shows("edited"));
    window.choose("File", "New");
    assert!(window.article().is_empty());
    window.will_answer("harbour.copydesk");
    window.press(CTRL, Key::O);
    assert_eq!(window.article().headline, "Harbour opens");
    assert_eq!(window.harness.state().settings().recent, [window.path("harbour.copydesk")]);
}

#[test]
fn what_is_exported_is_what_is_on_screen() {
    let mut window = Window::on(&tides());
    window.will_answer("out.txt");
    window.choose("Export", "Plain text…");
    let expected = copydesk::format::render(&copydesk::page::compose(&tides()), copydesk::format::Format::Text);
    assert_eq!(window.read("out.txt"), expected);
    assert!(window.shows("Exported to"));
}

#[test]
fn the_export_key_shows_the_forms_to_choose_from_by_key() {
    let mut window = Window::on(&tides());
    window.focus("Headline");
    window.press(CTRL, Key::E);
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.will_answer("out.md");
    window.press(Modifiers::NONE, Key::Enter);
    assert!(window.read("out.md").starts_with("# Tide tables"));
    assert_eq!(window.article(), &tides(), "no key reached the field");
    window.harness.event(egui::Event::Text("!".into()));
    window.harness.run();
    assert!(window.article().headline.contains('!'), "the focus came back");
}

#[test]
fn copies_go_to_the_clipboard_rich_text_with_plain_text_beside_it() {
    let mut window = Window::on(&tides());
    window.press(CTRL_SHIFT, Key::C);
    let copied = window.copied.borrow().clone();
    assert_eq!(copied.len(), 2);
    assert!(copied[0].starts_with("<h1>Tide tables</h1>\n"), "{}", copied[0]);
    assert!(copied[0].contains("<h2") && copied[0].contains("High water"), "{}", copied[0]);
    assert!(copied[1].contains("High water") && !copied[1].contains('<'));
    assert!(window.shows("Copied as rich text"));
}

#[test]
fn what_a_form_leaves_out_is_said_first_and_once_when_asked() {
    let mut window = Window::on(&Article { slug: "tides".into(), ..tides() });
    window.will_answer("out.txt");
    window.choose("Export", "Plain text…");
    assert!(window.shows("does not include everything") && window.shows("slug"));
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!window.path("out.txt").exists());
    window.choose("Export", "Plain text…");
    window.harness.get_by_role_and_label(Role::CheckBox, "Do not ask again for this draft").click();
    window.harness.run();
    window.click("Export anyway");
    assert!(window.path("out.txt").exists());
    window.will_answer("again.txt");
    window.choose("Export", "Plain text…");
    assert!(window.path("again.txt").exists());
}

#[test]
fn the_language_of_a_page_is_asked_for_once_and_then_always_there() {
    let mut window = Window::on(&tides());
    window.choose("Export", "HTML page…");
    assert!(window.shows("What language is this article in?"));
    window.type_into("Language", "-?");
    window.press(Modifiers::NONE, Key::Enter);
    assert!(window.shows("Enter a language or its tag, such as English or en-GB."));
    window.press(CTRL, Key::A);
    window.type_into("Language", "en-NZ");
    window.will_answer("out.html");
    window.press(Modifiers::NONE, Key::Enter);
    assert!(window.read("out.html").contains("<html lang=\"en-NZ\""));
    assert_eq!(window.article(), &tides(), "the draft is as it was");
    window.harness.get_by_role_and_label(Role::Tab, "HTML").click();
    window.harness.run();
    let shown = window.harness.get_by_role(Role::Document).accesskit_node().value().unwrap_or_default();
    assert!(shown.contains("<html lang=\"en-NZ\""), "{shown}");
    window.will_answer("again.html");
    window.choose("Export", "HTML page…");
    assert!(window.read("again.html").contains("<html lang=\"en-NZ\""));
}

#[test]
fn a_page_leaves_without_a_language_only_when_that_is_wanted() {
    let mut window = Window::on(&tides());
    window.choose("Export", "HTML page…");
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!window.path("out.html").exists());
    window.choose("Export", "HTML page…");
    window.will_answer("out.html");
    window.click("Export without it");
    assert!(window.read("out.html").contains("<html lang=\"\">"));
}

/// Checks the language of drafts that have none.
#[track_caller]
fn check_default_language(window: &Window, expected: &str) {
    assert_eq!(window.harness.state().settings().language, expected);
}

#[test]
fn what_new_drafts_begin_with_is_set_once_and_changed_from_the_menu() {
    let mut window = Window::empty();
    window.choose("File", "House defaults…");
    window.press(CTRL, Key::A);
    window.type_into("Default language", "a tongue");
    window.click("Set");
    assert!(window.shows("Enter a language or its tag, such as English or en-GB."));
    window.focus("Default language");
    window.press(CTRL, Key::A);
    window.type_into("Default language", "english (new zealand)");
    window.type_into("Default byline", "Ana Ruiz");
    window.type_into("Publication", "The Osterby Post");
    window.press(Modifiers::NONE, Key::Enter);
    check_default_language(&window, "en-NZ");
    let begun = copydesk::article::Article {
        language: "en-NZ".into(),
        byline: vec!["Ana Ruiz".into()],
        ..copydesk::article::Article::default()
    };
    assert_eq!(window.article(), &begun, "the blank draft has them at once");
    assert!(!window.shows("Not saved"), "there is nothing to lose");
    window.press(CTRL, Key::N);
    assert_eq!(window.article(), &begun, "and so has the next, without a question");
    assert!(window.harness.query_by_label("Export").is_some());
    window.type_into("Headline", "Tides");
    window.will_answer("out.html");
    window.choose("Export", "HTML page…");
    let page = window.read("out.html");
    assert!(page.contains(r#""publisher":{"@type":"Organization","name":"The Osterby Post"}"#), "{page}");
    assert!(page.contains("<html lang=\"en-NZ\""));
    window.choose("File", "House defaults…");
    window.press(Modifiers::NONE, Key::Escape);
    check_default_language(&window, "en-NZ");
}

#[test]
fn undo_and_redo_walk_through_what_was_done() {
    let mut window = Window::on(&tides());
    window.type_into("Headline", "!");
    let changed = window.article().headline.clone();
    assert_ne!(changed, "Tide tables");
    window.press(CTRL, Key::Z);
    assert_eq!(window.article().headline, "Tide tables");
    window.press(CTRL_SHIFT, Key::Z);
    assert_eq!(window.article().headline, changed);
    window.choose("Edit", "Undo");
    assert_eq!(window.article(), &tides());
}

#[test]
fn a_section_is_added_after_the_one_being_written_and_moved_by_key() {
    let mut window = Window::on(&tides());
    window.focus("Section 1 heading");
    window.press(CTRL, Key::Enter);
    let headings =
        |window: &Window| -> Vec<String> { window.article().sections.iter().map(|s| s.heading.clone()).collect() };
    assert_eq!(headings(&window), ["High water", "", "Low water"]);
    window.press(Modifiers::ALT, Key::ArrowUp);
    assert_eq!(headings(&window), ["", "High water", "Low water"]);
    window.press(CTRL_SHIFT, Key::Backspace);
    assert_eq!(headings(&window), ["High water", "Low water"]);
}

#[test]
fn leaving_unsaved_work_is_asked_about_and_cancel_keeps_it() {
    let mut window = Window::on(&tides());
    window.type_into("Headline", "!");
    window.choose("File", "New");
    assert!(window.shows("Save the changes to “draft”?"));
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!window.shows("Save the changes"));
    assert!(window.article().headline.contains('!'));
    window.choose("File", "New");
    window.click("Discard");
    assert!(window.article().is_empty());
    assert_eq!(saved(&window, "draft.copydesk"), tides());
}

#[test]
fn enter_in_the_question_saves_and_goes_on() {
    let mut window = Window::on(&tides());
    window.type_into("Headline", "!");
    window.choose("File", "New");
    window.press(Modifiers::NONE, Key::Enter);
    assert!(window.article().is_empty());
    assert!(saved(&window, "draft.copydesk").headline.contains('!'));
}

#[test]
fn the_focus_comes_back_when_a_dialog_closes() {
    let mut window = Window::on(&tides());
    window.type_into("Headline", "!");
    window.press(CTRL, Key::N);
    window.press(Modifiers::NONE, Key::Escape);
    window.harness.event(egui::Event::Text("?".into()));
    window.harness.run();
    assert!(window.article().headline.contains('?'), "{}", window.article().headline);
}

#[test]
fn the_window_closes_at_once_only_when_nothing_is_lost() {
    let mut window = Window::on(&tides());
    assert!(!window.close());
    window.type_into("Headline", "!");
    assert!(window.close());
    window.click("Discard");
    assert!(!window.close());
}

#[test]
fn a_file_dropped_on_the_window_is_opened() {
    let mut window = Window::empty();
    let path = window.path("tides.copydesk");
    file::save(&path, &tides()).unwrap();
    window.drop_file(path);
    assert_eq!(window.article(), &tides());
}

#[test]
fn a_file_dropped_on_unsaved_work_asks_first() {
    let mut window = Window::empty();
    window.type_into("Headline", "Mine");
    let path = window.path("tides.copydesk");
    file::save(&path, &tides()).unwrap();
    window.drop_file(path);
    assert_eq!(window.article().headline, "Mine");
    window.click("Discard");
    assert_eq!(window.article(), &tides());
}

#[test]
fn a_text_is_taken_in_as_a_new_draft_and_the_report_says_how() {
    let mut window = Window::empty();
    window.put("tides.md", "# Tide tables\n\n## High water\n\nAt noon.\n");
    window.will_answer("tides.md");
    window.press(CTRL, Key::O);
    assert_eq!(window.harness.state().document().path(), None);
    assert!(window.close(), "what was imported is not saved yet");
    window.click("Cancel");
    window.choose("File", "Import report…");
    assert!(window.shows("tides.md"));
    window.click("Close");
}

const PAGE: &str = "<!doctype html><html><body><nav><a href='/'>Harbour news</a></nav><article><h1>Tide tables</h1>\
    <p>High water is at noon.</p><aside>The moon has a hand in it.</aside><p>Low water is at six.</p></article>\
    <footer>Printed on the quay</footer></body></html>";

#[test]
fn what_an_import_sets_aside_is_taken_in_from_its_report_where_it_stood() {
    let mut window = Window::empty();
    window.put("tides.html", PAGE);
    window.will_answer("tides.html");
    window.press(CTRL, Key::O);
    let whole = |window: &Window| window.article().lede.to_string();
    assert_eq!(whole(&window), "High water is at noon.\n\nLow water is at six.");
    assert!(window.shows("3 parts set aside"));
    window.choose("File", "Import report…");
    window.click("Include: Sidebar, 7 words");
    assert_eq!(whole(&window), "High water is at noon.\n\nThe moon has a hand in it.\n\nLow water is at six.");
    assert!(window.shows("Included"), "the report stays open");
    window.press(Modifiers::NONE, Key::Enter);
    assert!(
        whole(&window).ends_with("\n\nPrinted on the quay"),
        "the next part has the focus: {}",
        whole(&window)
    );
    window.click("Close");
    window.press(CTRL, Key::Z);
    assert!(whole(&window).ends_with("Low water is at six."));
    window.press(CTRL, Key::Z);
    assert_eq!(whole(&window), "High water is at noon.\n\nLow water is at six.");
    window.choose("File", "Import report…");
    assert!(window.shows("Include: Sidebar, 7 words"), "what was undone can be taken again");
}

#[test]
fn an_import_over_a_draft_is_asked_about_and_can_be_taken_back() {
    let mut window = Window::on(&tides());
    window.put("other.md", "# Other\n\nText.\n");
    window.will_answer("other.md");
    window.choose("File", "Import…");
    assert_eq!(window.article(), &tides());
    window.click("Import");
    assert_ne!(window.article(), &tides());
    window.press(CTRL, Key::Z);
    assert_eq!(window.article(), &tides());
}

#[test]
fn a_document_pasted_into_an_empty_draft_fills_the_fields() {
    let mut window = Window::empty();
    window.harness.event(egui::Event::Paste("# Tide tables\n\n## High water\n\nAt noon.".into()));
    window.harness.run();
    assert!(window.article().is_empty());
    window.click("Fill the fields");
    let expected = file::parse("# Tide tables\n\n## High water\n\nAt noon.", FileKind::Markdown).unwrap();
    assert_eq!(window.article(), &expected.article);
}

#[test]
fn a_document_is_pasted_as_it_is_on_request() {
    let mut window = Window::empty();
    window.focus("Headline");
    window.harness.event(egui::Event::Paste("One\nTwo\nThree".into()));
    window.harness.run();
    window.click("Paste as it is");
    let headline = &window.article().headline;
    assert!(["One", "Two", "Three"].iter().all(|word| headline.contains(word)), "{headline:?}");
}

#[test]
fn a_short_paste_asks_nothing() {
    let mut window = Window::empty();
    window.focus("Headline");
    window.harness.event(egui::Event::Paste("One line".into()));
    window.harness.run();
    assert_eq!(window.article().headline, "One line");
}

#[test]
fn a_failed_save_is_loud_and_loses_nothing() {
    let mut window = Window::empty();
    window.type_into("Headline", "Mine");
    window.will_answer("gone/draft.copydesk");
    window.press(CTRL, Key::S);
    assert!(window.shows("The draft was not saved"));
    assert!(window.shows("draft.copydesk"));
    window.will_answer("here.copydesk");
    window.click("Save as…");
    assert_eq!(saved(&window, "here.copydesk").headline, "Mine");
    assert!(!window.shows("edited"));
}

#[test]
fn trying_again_is_for_the_file_that_was_chosen() {
    let mut window = Window::on(&tides());
    let before = window.read("draft.copydesk");
    window.type_into("Headline", "Mine");
    window.will_answer("gone/other.copydesk");
    window.press(CTRL_SHIFT, Key::S);
    assert!(window.shows("could not be written: the folder does not exist"));
    std::fs::create_dir(window.path("gone")).unwrap();
    window.click("Try again");
    assert!(saved(&window, "gone/other.copydesk").headline.contains("Mine"));
    assert_eq!(window.read("draft.copydesk"), before);
}

#[test]
fn a_draft_whose_folder_is_gone_is_saved_elsewhere() {
    for asking in [Asking::Desktop, Asking::Own] {
        let mut window = Window::new(asking, |folder| {
            let path = folder.join("desk/draft.copydesk");
            std::fs::create_dir(folder.join("desk")).unwrap();
            file::save(&path, &tides()).unwrap();
            Some(path)
        });
        std::fs::remove_dir_all(window.path("desk")).unwrap();
        window.type_into("Headline", "Mine");
        window.press(CTRL, Key::S);
        assert!(window.shows("could not be written: the folder does not exist") && window.shows("edited"));
        window.will_answer("here.copydesk");
        window.click("Save as…");
        if asking == Asking::Own {
            assert!(window.shows("Name or path"), "the folder above is shown");
            window.press(Modifiers::NONE, Key::Enter);
        }
        let name = if asking == Asking::Own { "draft.copydesk" } else { "here.copydesk" };
        assert!(saved(&window, name).headline.contains("Mine"));
        assert!(!window.shows("edited"));
    }
}

#[test]
fn a_name_without_its_ending_replaces_no_draft_unasked() {
    let mut window = Window::empty();
    file::save(&window.path("tides.copydesk"), &tides()).unwrap();
    window.type_into("Headline", "Mine");
    window.will_answer("tides");
    window.press(CTRL, Key::S);
    assert!(window.shows("Replace “tides.copydesk”?"));
    assert_eq!(saved(&window, "tides.copydesk"), tides());
    window.click("Replace");
    assert_eq!(saved(&window, "tides.copydesk").headline, "Mine");
}

#[test]
fn a_protected_file_is_not_replaced_and_the_window_says_so() {
    let mut window = Window::on(&tides());
    let path = window.path("draft.copydesk");
    let mut rights = std::fs::metadata(&path).unwrap().permissions();
    rights.set_readonly(true);
    std::fs::set_permissions(&path, rights).unwrap();
    window.type_into("Headline", "Mine");
    window.press(CTRL, Key::S);
    assert!(window.shows("could not be written: the file is write-protected"));
    assert_eq!(saved(&window, "draft.copydesk"), tides());
    window.will_answer("mine.copydesk");
    window.click("Save as…");
    assert!(saved(&window, "mine.copydesk").headline.contains("Mine"));
}

#[test]
fn a_failed_export_says_why_and_offers_another_place() {
    let mut window = Window::on(&tides());
    let draft = window.read("draft.copydesk");
    for (answer, words) in [
        ("gone/tides.txt", "tides.txt could not be written: the folder does not exist"),
        ("draft.copydesk", "draft.copydesk is the draft itself"),
    ] {
        window.will_answer(answer);
        window.choose("Export", "Plain text…");
        assert!(window.shows("The export failed") && window.shows(words));
        assert_eq!(window.read("draft.copydesk"), draft);
        window.will_answer("tides.txt");
        window.click("Export elsewhere…");
        assert!(window.read("tides.txt").starts_with(&tides().headline));
        std::fs::remove_file(window.path("tides.txt")).unwrap();
    }
}

#[test]
fn a_failed_save_that_is_closed_leaves_the_draft_unsaved() {
    let mut window = Window::empty();
    window.type_into("Headline", "Mine");
    window.will_answer("gone/draft.copydesk");
    window.press(CTRL, Key::S);
    window.click("Close");
    assert!(window.shows("edited"));
    assert!(window.close());
}

#[test]
fn a_draft_of_a_newer_version_can_be_read_and_exported_but_not_changed() {
    let native = "(\n    version: 99,\n    headline: \"From tomorrow\",\n    mood: \"sunny\",\n)\n";
    let mut window = Window::new(Asking::Desktop, |folder| {
        let path = folder.join("new.copydesk");
        std::fs::write(&path, native).unwrap();
        Some(path)
    });
    assert!(window.shows("newer version of Copydesk"));
    window.press(CTRL, Key::T);
    window.will_answer("copy.copydesk");
    window.press(CTRL_SHIFT, Key::S);
    assert!(!window.path("copy.copydesk").exists());
    assert!(window.article().takeaways.is_empty());
    window.choose("Export", "Plain text…");
    assert_eq!(window.read("copy.copydesk"), "From tomorrow\n", "the answer was left for the export");
    assert_eq!(window.read("new.copydesk"), native);
}

#[test]
fn a_file_that_cannot_be_read_is_named_with_the_reason() {
    let mut window = Window::empty();
    window.will_answer("missing.copydesk");
    window.press(CTRL, Key::O);
    assert!(window.shows("missing.copydesk does not exist"));
    window.press(Modifiers::NONE, Key::Enter);
    assert!(!window.shows("missing.copydesk does not exist"));
}

#[test]
fn the_own_file_dialog_opens_what_is_typed_or_walked_to() {
    let mut window = Window::new(Asking::Own, |_| None);
    file::save(&window.path("a.copydesk"), &tides()).unwrap();
    window.put("b.exe", "");
    window.press(CTRL, Key::O);
    assert!(window.shows("a.copydesk") && !window.shows("b.exe"));
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(window.article(), &tides());
    window.press(CTRL, Key::O);
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!window.shows("a.copydesk"));
}

#[test]
fn the_own_file_dialog_asks_before_it_replaces_a_file() {
    let mut window = Window::new(Asking::Own, |_| None);
    window.put("mine.copydesk", "something else");
    window.type_into("Headline", "Mine");
    window.press(CTRL, Key::S);
    assert!(window.shows("mine.copydesk"), "the headline makes the name");
    window.press(Modifiers::NONE, Key::Enter);
    assert!(window.shows("Replace “mine.copydesk”?"));
    window.press(Modifiers::NONE, Key::Escape);
    assert_eq!(window.read("mine.copydesk"), "something else");
    assert!(window.shows("Name or path"), "another name can be given");
    window.press(Modifiers::NONE, Key::Enter);
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(saved(&window, "mine.copydesk").headline, "Mine");
}

#[test]
fn the_first_start_shows_the_sample_which_may_be_left_without_asking() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Window::with(Asking::Desktop, Settings::default(), folder, None, [1440.0, 900.0]);
    assert_eq!(window.article().sections.len(), 4);
    assert!(!window.close());
    window.type_into("Headline", "!");
    assert!(window.close());
}

#[test]
fn a_narrow_window_folds_the_preview_and_then_the_outline_away() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Window::with(Asking::Desktop, Settings::default(), folder, None, [900.0, 600.0]);
    assert!(window.harness.query_by_role_and_label(Role::Tab, "Write").is_some());
    window.harness.get_by_role_and_label(Role::Tab, "Preview").click();
    window.harness.run();
    assert!(window.harness.query_by_role_and_label(Role::TextInput, "Headline").is_none());
    window.press(CTRL, Key::P);
    window.click("Show outline");
    assert!(window.shows("Add section"));
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!window.shows("Add section"));
}

#[test]
fn outline_and_preview_are_hidden_by_key() {
    let mut window = Window::on(&tides());
    assert!(window.shows("Add section"));
    window.press(CTRL_SHIFT, Key::L);
    assert!(!window.shows("Add section"));
    window.press(CTRL, Key::P);
    assert!(!window.harness.state().settings().is_preview_shown);
}

#[test]
fn the_layout_holds_at_every_size_and_zoom() {
    for size in [[900.0, 600.0], [1199.0, 700.0], [1440.0, 900.0], [3840.0, 2160.0]] {
        for zoom in [0.75, 2.0] {
            // The harness measures windows in points, and a larger zoom has fewer of them.
            let folder = tempfile::tempdir().unwrap();
            let settings = Settings { zoom, ..Settings::default() };
            let window = Window::with(Asking::Desktop, settings, folder, None, size.map(|side| side / zoom));
            assert_eq!(window.harness.ctx.zoom_factor(), zoom);
            assert!(window.shows("Export"));
            check_bar(&window);
        }
    }
}

/// Checks that nothing in the bar overlaps.
#[track_caller]
fn check_bar(window: &Window) {
    let height = 44.0;
    let in_bar = window
        .harness
        .query_all_by(|node| matches!(node.role(), Role::Button | Role::Menu | Role::Tab | Role::Label));
    let rects: Vec<_> = in_bar.map(|node| node.rect()).filter(|rect| rect.bottom() <= height).collect();
    assert!(rects.len() >= 3, "{rects:?}");
    for (at, rect) in rects.iter().enumerate() {
        let others = rects.iter().skip(at + 1);
        others.for_each(|other| assert!(!rect.shrink(1.0).intersects(*other), "{rect:?} {other:?}"));
    }
}

#[test]
fn zooming_goes_by_key_as_far_as_the_layout_holds() {
    let mut window = Window::empty();
    (0..9).for_each(|_| window.press(CTRL, Key::Plus));
    assert_eq!(window.harness.ctx.zoom_factor(), 2.0);
    window.press(CTRL, Key::Num0);
    window.press(CTRL, Key::Minus);
    assert_eq!(window.harness.ctx.zoom_factor(), 0.875);
}

#[test]
fn a_panel_keeps_its_width_from_run_to_run() {
    let first = Window::empty();
    let settings = first.harness.state().settings().clone();
    let folder = tempfile::tempdir().unwrap();
    let second = Window::with(Asking::Desktop, settings.clone(), folder, None, [1440.0, 900.0]);
    let widths = |settings: &Settings| (settings.outline_width, settings.form_width);
    assert_eq!(widths(second.harness.state().settings()), widths(&settings));
    assert_eq!(widths(&settings), widths(&Settings::default()));
}

#[test]
fn an_idle_window_asks_for_no_frame() {
    let mut window = Window::on(&tides());
    window.harness.step();
    let delay = window.harness.output().viewport_output[&egui::ViewportId::ROOT].repaint_delay;
    assert_eq!(delay, std::time::Duration::MAX);
}

#[test]
fn the_help_lists_every_shortcut() {
    let mut window = Window::empty();
    window.press(Modifiers::NONE, Key::F1);
    assert!(window.shows("Ctrl+Shift+Z") && window.shows("Save the draft."));
    window.click("Close");
    assert!(!window.shows("Ctrl+Shift+Z"));
}

#[test]
fn the_theme_is_chosen_and_remembered() {
    let mut window = Window::empty();
    window.click("View");
    window.click("Appearance");
    window.harness.get_by_role_and_label(Role::MenuItemCheckBox, "Dark").click();
    window.harness.run();
    assert_eq!(window.harness.state().settings().theme, egui::ThemePreference::Dark);
    assert!(window.harness.ctx.global_style().visuals.dark_mode);
}

#[test]
fn a_lead_image_is_chosen_from_the_folder_of_the_draft() {
    let mut window = Window::empty();
    window.choose("Insert", "Lead image…");
    assert!(window.shows("Save the draft first"));
    window.click("Cancel");
    let mut window = Window::on(&tides());
    std::fs::create_dir(window.path("pictures")).unwrap();
    window.put("pictures/pier.png", "");
    window.will_answer("pictures/pier.png");
    window.click("Choose image…");
    assert_eq!(window.article().image.file, "pictures/pier.png");
    window.will_answer("../pier.png");
    window.choose("Insert", "Lead image…");
    assert!(window.shows("The image is not in the draft’s folder"));
    window.click("Cancel");
    assert_eq!(window.article().image.file, "pictures/pier.png");
    window.press(CTRL, Key::Z);
    assert_eq!(window.article().image.file, tides().image.file);
}

#[test]
fn the_newest_text_is_in_the_file_however_long_a_save_takes() {
    let mut window = Window::on(&tides());
    window.type_into("Headline", "1");
    window.hold_work();
    window.press(CTRL, Key::S);
    window.type_into("Headline", "2");
    window.press(CTRL, Key::S);
    window.finish_work();
    assert_eq!(saved(&window, "draft.copydesk").headline, window.article().headline);
    assert!(!window.shows("edited"));
}

#[test]
fn what_is_written_while_a_file_is_read_is_asked_about() {
    let mut window = Window::empty();
    file::save(&window.path("tides.copydesk"), &tides()).unwrap();
    window.hold_work();
    window.will_answer("tides.copydesk");
    window.press(CTRL, Key::O);
    window.type_into("Headline", "Mine");
    window.finish_work();
    assert_eq!(window.article().headline, "Mine");
    window.click("Discard");
    assert_eq!(window.article(), &tides());
}

#[test]
fn a_save_that_ends_late_gives_its_name_to_no_other_draft() {
    let mut window = Window::on(&tides());
    window.type_into("Headline", "!");
    window.hold_work();
    window.press(CTRL, Key::S);
    window.press(CTRL, Key::N);
    window.click("Discard");
    window.finish_work();
    assert_eq!(window.harness.state().document().path(), None);
}

#[test]
fn a_file_named_from_the_current_folder_is_remembered_from_anywhere() {
    let window = Window::new(Asking::Desktop, |_| Some("assets/sample.copydesk".into()));
    let recent = &window.harness.state().settings().recent;
    assert!(recent.len() == 1 && recent.iter().all(|path| path.is_absolute()), "{recent:?}");
}

#[test]
fn the_focus_comes_back_after_an_export_by_key() {
    let mut window = Window::new(Asking::Own, |_| None);
    window.type_into("Headline", "Mine");
    window.press(CTRL, Key::E);
    window.press(Modifiers::NONE, Key::Enter);
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(window.read("mine.txt"), "Mine\n");
    window.harness.event(egui::Event::Text("!".into()));
    window.harness.run();
    assert_eq!(window.article().headline, "Mine!");
}
