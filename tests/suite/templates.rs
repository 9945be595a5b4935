//! Starting from a template, and saving a draft as one.

use copydesk::article::Article;
use copydesk::file;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};

use crate::shell::Window;

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

fn agenda() -> Article {
    let mut article = Article { headline: "Council, Tuesday".into(), ..Article::default() };
    article.push_section("On the agenda", "");
    article
}

fn save_as_template(window: &mut Window, name: &str) {
    window.choose("File", "Save as template…");
    window.press(CTRL, Key::A);
    window.harness.event(Event::Text(name.into()));
    window.harness.run();
    window.press(Modifiers::NONE, Key::Enter);
}

/// The names in the list of templates.
fn names(window: &Window) -> Vec<String> {
    let options = window.harness.query_all_by_role(Role::ListBoxOption);
    options.map(|node| node.accesskit_node().label().unwrap_or_default()).collect()
}

#[test]
fn a_draft_begins_with_a_template_by_key_untitled_and_in_no_file() {
    let mut window = Window::on(&agenda());
    window.press(CTRL_SHIFT, Key::N);
    assert_eq!(names(&window), ["News brief", "Explainer", "Q&A", "Live summary"]);
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(window.article(), &file::BUNDLED[2].article());
    let document = window.harness.state().document();
    assert_eq!((document.path(), document.is_saved()), (None, false));
    assert!(!window.close(), "nothing is written yet, so nothing is asked");
    window.type_into("Headline", "Five questions");
    assert_eq!(window.article().headline, "Five questions");
    assert!(window.close(), "now there is something to lose");
}

#[test]
fn unsaved_work_is_asked_about_before_a_template_takes_its_place() {
    let mut window = Window::on(&agenda());
    window.type_into("Headline", "!");
    window.press(CTRL_SHIFT, Key::N);
    window.press(Modifiers::NONE, Key::Enter);
    assert!(window.shows("Save the changes to “draft”?"));
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(window.article(), &file::BUNDLED[0].article());
    assert!(file::open(&window.path("draft.copydesk"), None).unwrap().article.headline.contains('!'));
}

#[test]
fn a_draft_becomes_a_template_and_the_beginning_of_another() {
    let mut window = Window::on(&agenda());
    save_as_template(&mut window, "Council meeting");
    assert!(window.shows("Saved as template Council meeting"));
    let kept = window.path("templates").join("Council meeting.copydesk");
    assert_eq!(file::open(&kept, None).unwrap().article, agenda());
    window.press(CTRL, Key::N);
    window.press(CTRL_SHIFT, Key::N);
    assert_eq!(names(&window).last().map(String::as_str), Some("Council meeting"));
    window.press(Modifiers::NONE, Key::End);
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(window.article(), &agenda());
    assert_eq!(window.harness.state().document().path(), None, "saving does not change the template");
}

#[test]
fn the_palette_begins_with_templates_too() {
    let mut window = Window::on(&Article::default());
    window.press(CTRL_SHIFT, Key::P);
    window.harness.event(Event::Text("template live".into()));
    window.harness.run();
    window.press(Modifiers::NONE, Key::Enter);
    assert_eq!(window.article(), &file::BUNDLED[3].article());
}

#[test]
fn a_template_of_the_same_name_is_replaced_only_when_that_is_agreed_to() {
    let mut window = Window::on(&agenda());
    save_as_template(&mut window, "Council");
    let kept = window.path("templates").join("Council.copydesk");
    window.type_into("Headline", "!");
    save_as_template(&mut window, "Council");
    assert!(window.shows("Replace the template “Council”?"));
    window.press(Modifiers::NONE, Key::Escape);
    assert_eq!(file::open(&kept, None).unwrap().article, agenda());
    save_as_template(&mut window, "Council");
    window.click("Replace");
    assert!(file::open(&kept, None).unwrap().article.headline.contains('!'));
}

#[test]
fn ones_own_template_is_removed_after_a_question_and_the_programs_stay() {
    let mut window = Window::on(&agenda());
    save_as_template(&mut window, "Council");
    let kept = window.path("templates").join("Council.copydesk");
    window.press(CTRL_SHIFT, Key::N);
    window.press(Modifiers::NONE, Key::Delete);
    assert!(!window.shows("Remove the template"), "the first is the program's");
    window.press(Modifiers::NONE, Key::End);
    assert!(window.shows("Your templates are drafts in"));
    window.click("Remove…");
    assert!(window.shows("Remove the template “Council”?"));
    window.press(Modifiers::NONE, Key::Escape);
    assert!(kept.exists());
    window.press(CTRL_SHIFT, Key::N);
    window.press(Modifiers::NONE, Key::End);
    window.press(Modifiers::NONE, Key::Delete);
    window.click("Remove");
    assert!(!kept.exists());
    window.press(CTRL_SHIFT, Key::N);
    assert_eq!(names(&window).len(), 4);
}

#[test]
fn a_name_without_a_word_is_refused_and_a_broken_template_told_of() {
    let mut window = Window::on(&agenda());
    save_as_template(&mut window, "…/");
    assert!(window.shows("Use at least one letter or number."));
    window.press(Modifiers::NONE, Key::Escape);
    std::fs::create_dir(window.path("templates")).unwrap();
    window.put("templates/Broken.copydesk", "(((");
    window.press(CTRL_SHIFT, Key::N);
    window.press(Modifiers::NONE, Key::End);
    window.press(Modifiers::NONE, Key::Enter);
    assert!(window.shows("The template could not be opened"));
    assert_eq!(window.article(), &agenda());
}
