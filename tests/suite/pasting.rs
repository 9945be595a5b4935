//! Pasting, copying and dropping, by keyboard and label; results are read from the article.

use std::path::PathBuf;

use copydesk::article::{Article, Source};
use copydesk::file;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable;

use crate::shell::{Asking, Clip, Window};

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

fn tides() -> Article {
    let mut article = Article { headline: "Tide tables".into(), ..Article::default() };
    article.push_takeaway("They are free");
    article.push_section("High water", "At noon.[^harbour]");
    article.push_source(Source {
        key: "harbour".into(),
        link: "https://harbour.example.org".into(),
        ..Source::default()
    });
    article
}

impl Window {
    /// Pastes what another program has put on the clipboard.
    pub fn paste(&mut self, text: &str, html: Option<&str>) {
        *self.clip.borrow_mut() = Clip { html: html.map(str::to_owned), text: Some(text.into()) };
        self.harness.event(Event::Paste(text.into()));
        self.harness.run();
    }

    /// Pastes the clipboard.
    fn paste_again(&mut self) {
        let text = self.clip.borrow().text.clone().unwrap();
        self.harness.event(Event::Paste(text));
        self.harness.run();
    }

    fn event(&mut self, event: Event) {
        self.harness.event(event);
        self.harness.run();
    }

    fn body(&self) -> &str {
        &self.article().sections[0].body
    }
}

/// An article with one body, and the cursor at its end.
fn with_body(body: &str) -> Window {
    let mut article = Article { headline: "Tide tables".into(), ..Article::default() };
    article.push_section("High water", body);
    let mut window = Window::on(&article);
    window.focus("Section 1 body");
    window.press(CTRL, Key::End);
    window
}

#[test]
fn what_is_too_much_to_paste_is_refused_with_what_to_do() {
    let mut window = Window::on(&tides());
    window.focus("Headline");
    let before = window.article().clone();
    window.paste(&"high water ".repeat(copydesk::paste::SIZE_LIMIT / 11 + 1), None);
    assert!(window.shows("Too much to paste"));
    assert_eq!(*window.article(), before);
}

#[test]
fn rich_text_becomes_markdown_as_one_step_with_the_caret_behind_it() {
    let mut window = with_body("At ");
    window.paste("noon and one", Some("<p style='color:red'><b>noon</b> and <i>one</i></p>"));
    assert_eq!(window.body(), "At **noon** and *one*");
    window.event(Event::Text("!".into()));
    assert_eq!(window.body(), "At **noon** and *one*!");
    window.press(CTRL, Key::Z);
    window.press(CTRL, Key::Z);
    assert_eq!(window.body(), "At ");
    window.press(CTRL_SHIFT, Key::Z);
    assert_eq!(window.body(), "At **noon** and *one*");
}

#[test]
fn what_is_typed_around_a_paste_within_a_frame_keeps_its_place() {
    let mut window = with_body("");
    *window.clip.borrow_mut() = Clip { html: Some("<b>b</b>".into()), text: Some("b".into()) };
    let events = [Event::Text("a".into()), Event::Paste("b".into()), Event::Text("c".into())];
    window.harness.input_mut().events = events.into();
    window.harness.run();
    assert_eq!(window.body(), "a**b**c");
}

#[test]
fn lists_and_headings_keep_apart_from_the_text_around_them() {
    let mut window = with_body("Before.");
    window.paste("The gate\nopen\nshut", Some("<h1>The gate</h1><ul><li>open</li><li>shut</li></ul>"));
    assert_eq!(window.body(), "Before.\n\n### The gate\n\n- open\n- shut");
}

#[test]
fn a_line_takes_words_and_a_takeaway_takes_marks() {
    let mut window = Window::on(&tides());
    let html = "<p>Out <b>now</b></p><p>and free</p>";
    window.focus("Headline");
    window.press(CTRL, Key::A);
    window.paste("Out now\nand free", Some(html));
    assert_eq!(window.article().headline, "Out now and free");
    window.focus("Takeaway 1");
    window.press(CTRL, Key::A);
    window.paste("Out now\nand free", Some(html));
    assert_eq!(window.article().takeaways[0].text, "Out **now** and free");
}

#[test]
fn markup_of_an_older_copy_is_not_taken_for_the_text() {
    let mut window = with_body("");
    window.paste("at six", Some("<p>Something <b>else</b> entirely</p>"));
    assert_eq!(window.body(), "at six");
}

#[test]
fn markup_without_a_text_beside_it_is_pasted_too() {
    let let_go = || Event::Key {
        key: Key::V,
        physical_key: None,
        pressed: false,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    let mut window = with_body("At ");
    *window.clip.borrow_mut() = Clip { html: Some("<b>noon</b>".into()), text: None };
    window.event(let_go());
    assert_eq!(window.body(), "At **noon**");
    window.paste(" sharp", None);
    window.event(let_go());
    assert_eq!(window.body(), "At **noon** sharp", "letting the key go pastes nothing again");
}

#[test]
fn words_alone_are_pasted_by_key_and_by_menu() {
    for by_menu in [false, true] {
        let mut window = with_body("At ");
        *window.clip.borrow_mut() = Clip { html: Some("<b>noon</b>".into()), text: Some("*noon*".into()) };
        if by_menu {
            window.choose("Edit", "Paste as plain text");
        } else {
            window.press(CTRL_SHIFT, Key::V);
        }
        assert_eq!(window.body(), "At *noon*", "by menu: {by_menu}");
        window.press(CTRL, Key::Z);
        assert_eq!(window.body(), "At ");
    }
}

#[test]
fn words_alone_go_into_a_field_of_names_too() {
    let mut window = Window::on(&tides());
    window.focus("Byline");
    *window.clip.borrow_mut() = Clip { html: None, text: Some("Ana Ruiz".into()) };
    window.press(CTRL_SHIFT, Key::V);
    assert_eq!(window.article().byline, ["Ana Ruiz"]);
}

#[test]
fn a_link_pasted_over_a_word_is_put_behind_it_and_taken_back() {
    let mut window = with_body("port");
    window.press(CTRL, Key::A);
    window.paste("https://port.example.org/?id=7&utm_source=mail", None);
    assert_eq!(window.body(), "[port](https://port.example.org/?id=7)");
    assert!(window.shows("Tracking parameters removed from the link"));
    window.press(CTRL, Key::Z);
    assert_eq!(window.body(), "port");
}

#[test]
fn a_link_pasted_into_a_source_loses_what_tracks() {
    let mut window = Window::on(&tides());
    window.focus("Source 1 link");
    window.press(CTRL, Key::A);
    window.paste("https://harbour.example.org/a?p=4&fbclid=x", None);
    assert_eq!(window.article().sources[0].link, "https://harbour.example.org/a?p=4");
    assert!(window.shows("Tracking parameters removed from the link"));
}

#[test]
fn links_pasted_on_new_source_are_sources() {
    let mut window = Window::on(&tides());
    window.harness.get_by_role_and_label(Role::Button, "New source").focus();
    window.harness.run();
    window.paste("https://port.example.org/?gclid=1\nhttps://harbour.example.org\n", None);
    let links: Vec<&str> = window.article().sources.iter().map(|source| source.link.as_str()).collect();
    assert_eq!(links, ["https://harbour.example.org", "https://port.example.org/"]);
    assert_eq!(window.article().sources[1].key, "example");
    window.event(Event::Text("Port news".into()));
    assert_eq!(window.article().sources[1].title, "Port news", "the title is written next");
    window.press(CTRL, Key::Z);
    window.press(CTRL, Key::Z);
    assert_eq!(window.article(), &tides());
}

#[test]
fn pictures_that_stand_in_the_text_itself_are_said_to_be_left_out() {
    let mut window = with_body("");
    window.paste("a map", Some("<p>a map<img src='data:image/png;base64,AA'></p>"));
    assert_eq!(window.body(), "a map");
    assert!(window.shows("1 image"));
}

#[test]
fn a_whole_article_in_markup_fills_an_empty_draft_as_one_step() {
    let mut window = Window::empty();
    window.focus("Headline");
    let html = "<h1>Tide tables</h1><h2>High water</h2><p>At <b>noon</b>.</p><p>&nbsp;</p>\
                <h2>Low water</h2><p>At <a href='https://a.example/?utm_source=x'>six</a>.</p>";
    window.paste("Tide tables\nHigh water\nAt noon.\nLow water\nAt six.", Some(html));
    assert!(window.article().is_empty());
    window.click("Fill the fields");
    let article = window.article();
    assert_eq!(article.headline, "Tide tables");
    let bodies: Vec<&str> = article.sections.iter().map(|section| section.body.as_str()).collect();
    assert_eq!(bodies, ["At **noon**.", "At [six](https://a.example/)."]);
    window.press(CTRL, Key::Z);
    assert!(window.article().is_empty());
}

#[test]
fn a_whole_article_is_pasted_as_it_is_on_request() {
    let mut window = Window::empty();
    window.choose("Insert", "Lede");
    window.paste("One\nTwo\nThree", Some("<p>One</p><p><b>Two</b></p><p>Three</p>"));
    window.click("Paste as it is");
    assert_eq!(window.article().lede.as_str(), "One\n\n**Two**\n\nThree");
}

#[test]
fn a_selection_leaves_as_markup_and_words_and_comes_back_as_it_was() {
    let mut article = tides();
    let written = "At __noon__.[^harbour]\n\n*   *one*\n*   two";
    std::sync::Arc::make_mut(&mut article.sections[0]).body = written.into();
    let mut window = Window::on(&article);
    window.focus("Section 1 body");
    window.press(CTRL, Key::A);
    window.event(Event::Copy);
    let copied = window.copied.borrow().clone();
    let html = "<p>At <strong>noon</strong>.[1]</p>\n<ul>\n<li><em>one</em></li>\n<li>two</li>\n</ul>";
    assert_eq!(copied, [html, "At noon.[1]\n\n• one\n• two"]);
    window.press(CTRL, Key::End);
    window.paste_again();
    assert_eq!(window.body(), format!("{written}{written}"));
}

#[test]
fn the_same_words_from_another_program_are_not_taken_for_a_copy_of_ours() {
    let mut window = with_body("**noon** ");
    window.press(CTRL, Key::A);
    window.event(Event::Copy);
    window.press(CTRL, Key::End);
    let words = window.clip.borrow().text.clone().unwrap();
    window.paste(&words, None);
    assert_eq!(window.body(), "**noon** noon ");
}

#[test]
fn the_whole_field_is_copied_where_nothing_is_selected_and_nothing_is_cut() {
    let mut window = Window::on(&tides());
    window.focus("Headline");
    window.event(Event::Copy);
    assert_eq!(*window.copied.borrow(), ["Tide tables", "Tide tables"]);
    assert!(window.shows("copied the whole field: Headline"));
    window.event(Event::Cut);
    assert_eq!(window.article(), &tides());
}

#[test]
fn what_is_cut_is_gone_and_can_be_taken_back() {
    let mut window = with_body("At **noon**.");
    window.press(CTRL, Key::A);
    window.event(Event::Cut);
    assert_eq!(window.body(), "");
    assert_eq!(*window.copied.borrow(), ["At <strong>noon</strong>.", "At noon."]);
    window.paste_again();
    assert_eq!(window.body(), "At **noon**.");
    window.press(CTRL, Key::Z);
    window.press(CTRL, Key::Z);
    assert_eq!(window.body(), "At **noon**.");
}

#[test]
fn a_draft_that_can_only_be_read_is_copied_from_and_not_pasted_into() {
    let mut window = Window::new(Asking::Desktop, |folder| {
        let path = folder.join("newer.copydesk");
        let text = file::to_native(&tides()).replacen("version: 3", "version: 99", 1);
        std::fs::write(&path, text).unwrap();
        Some(path)
    });
    assert!(window.shows("read-only"));
    window.focus("Headline");
    window.press(CTRL, Key::A);
    window.event(Event::Cut);
    assert_eq!(*window.copied.borrow(), ["Tide tables", "Tide tables"]);
    window.paste("x", Some("<b>x</b>"));
    window.drop_file(window.path("pier.png"));
    assert_eq!(window.article().headline, "Tide tables");
    assert!(window.article().image.file.is_empty());
}

/// An image in another folder than the draft's.
fn elsewhere(name: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, "picture").unwrap();
    (folder, path)
}

#[test]
fn a_picture_beside_the_draft_is_dropped_and_what_it_shows_is_asked_next() {
    let mut window = Window::on(&tides());
    let picture = window.put("pier.png", "");
    window.drop_file(picture);
    assert_eq!(window.article().image.file, "pier.png");
    window.event(Event::Text("The pier".into()));
    assert_eq!(window.article().image.alt, "The pier");
}

#[test]
fn a_picture_from_elsewhere_is_copied_beside_the_draft_on_request() {
    let (_folder, picture) = elsewhere("pier.png");
    let mut window = Window::on(&tides());
    window.put("pier.png", "another");
    window.drop_file(picture.clone());
    assert_eq!(window.article().image.file, "");
    window.click("Cancel");
    assert_eq!(window.article(), &tides());
    window.drop_file(picture);
    window.click("Copy image");
    assert_eq!(window.article().image.file, "pier-2.png");
    assert_eq!((window.read("pier.png"), window.read("pier-2.png")), ("another".into(), "picture".into()));
    assert!(window.shows("Copied next to the draft as pier-2.png"));
    window.press(CTRL, Key::Z);
    assert_eq!(window.article(), &tides());
}

#[test]
fn a_draft_without_a_file_is_saved_first_and_then_gets_its_picture() {
    let (_folder, picture) = elsewhere("pier.png");
    let mut window = Window::empty();
    window.type_into("Headline", "Piers");
    window.drop_file(picture);
    assert!(window.shows("Save the draft first"));
    window.will_answer("piers");
    window.click("Save as…");
    assert!(window.shows("Copy “pier.png” next to the draft?"));
    window.click("Copy image");
    assert_eq!(window.article().image.file, "pier.png");
    assert_eq!(window.read("pier.png"), "picture");
}

#[test]
fn a_copy_that_ends_late_gives_its_picture_to_no_other_draft() {
    let (_folder, picture) = elsewhere("pier.png");
    let mut window = Window::on(&tides());
    window.drop_file(picture);
    window.hold_work();
    window.click("Copy image");
    window.choose("File", "New");
    window.finish_work();
    assert!(window.article().is_empty());
}

#[test]
fn a_dropped_link_makes_a_source_with_its_title() {
    let mut window = Window::on(&tides());
    let link =
        window.put("Port news.url", "[InternetShortcut]\r\nURL=https://port.example.org/?id=2&utm_term=x\r\n");
    window.drop_file(link.clone());
    let source = window.article().sources[1].clone();
    assert_eq!((source.link.as_str(), source.title.as_str()), ("https://port.example.org/?id=2", "Port news"));
    window.drop_file(link);
    assert_eq!(window.article().sources.len(), 2, "it is among them already");
    let none = window.put("empty.desktop", "[Desktop Entry]\nExec=ls\n");
    window.drop_file(none);
    assert!(window.shows("A link was not added"));
}

#[test]
fn of_several_files_one_picture_and_every_link_are_taken_and_the_rest_is_said() {
    let mut window = Window::on(&tides());
    let files = [
        window.put("pier.png", ""),
        window.put("sea.jpg", ""),
        window.put(
            "port.webloc",
            "<plist><dict><key>URL</key><string>https://port.example.org</string></dict></plist>",
        ),
        window.put("notes.txt", "words"),
    ];
    window.drop_files(&files);
    assert_eq!(window.article().image.file, "pier.png");
    assert_eq!(window.article().sources[1].link, "https://port.example.org");
    assert_eq!(window.article().headline, "Tide tables", "the text is not opened");
    assert!(window.shows("2 other files ignored"));
}
