//! Fields that a newer program has added to a draft of the same version: kept wherever the draft goes, and shown
//! nowhere.

use copydesk::article::{Article, Direction, Item, ItemKind, Place};
use copydesk::compare::{DifferenceKind, differences};
use copydesk::document::Document;
use copydesk::file::container::{Header, Kind};
use copydesk::file::journal::{self, Journal};
use copydesk::file::{self, Expected, FileKind, UserFolders, versions};
use copydesk::format::{Format, loss::losses, render};
use copydesk::page::compose;
use egui::{Key, Modifiers};

use crate::shell::{Asking, Window};

/// With an unknown field in every owner.
const NEWER: &str = "(
    version: 3,

    kicker: \"Zebra\",

    headline: \"H\",

    image: (
        alt: \"A\",

        crop: [Zebra],
    ),

    takeaways: [
        (
            id: 1,

            text: \"T\",

            mood: Zebra(1),
        ),
        (
            id: 2,

            text: \"U\",
        ),
    ],

    sections: [
        (
            id: 1,

            heading: \"One\",

            pull: r#\"Zebra \"quoted\"\"#,

            body: r#\"First.

Second.\"#,
        ),
        (
            id: 2,

            heading: \"Two\",
        ),
    ],

    sources: [
        (
            key: \"a\",

            link: \"https://a.example/\",

            archived: (zebra: true),
        ),
    ],
)
";

fn newer() -> Article {
    file::parse(NEWER, FileKind::Copydesk).expect("it is a draft").article
}

/// How often the word of the unknown fields occurs in a draft.
fn zebras(article: &Article) -> usize {
    file::to_native(article).to_lowercase().matches("zebra").count()
}

#[test]
fn it_is_saved_as_it_was_and_kept_by_journal_and_versions() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let (draft, folders) = (folder.path().join("a.copydesk"), UserFolders::within(&folder.path().join("user")));
    file::save_draft(&draft, &newer(), Expected::Anything, &folders).expect("the folder is writable");
    assert_eq!(std::fs::read_to_string(&draft).expect("it is there"), NEWER);
    let mut journal = Journal::new(&folders).expect("there is a folder for it");
    let header = Header { kind: Kind::Unsaved, path: None, disk: None, at: 7 };
    journal.keep(&header, &newer()).expect("the folder is writable");
    assert_eq!(journal::found(&folders)[0].open(), Ok(newer()));
    let other = Article { headline: "Other".into(), ..newer() };
    file::save_draft(&draft, &other, Expected::Anything, &folders).expect("the folder is writable");
    let kept = versions::list(&folders, &draft);
    assert_eq!(versions::read(&folders, &draft, &kept[0]).expect("it is whole"), newer());
}

#[test]
fn it_moves_and_goes_with_its_item_and_undo_brings_it_back() {
    let items = |article: &Article| {
        let kinds = [ItemKind::Takeaway, ItemKind::Section, ItemKind::Source];
        kinds.into_iter().filter_map(|kind| article.items(kind).into_iter().next()).collect::<Vec<Item>>()
    };
    for item in items(&newer()) {
        let mut document = Document::opened(newer(), "a.copydesk".into(), None);
        document.remove_item(&item, 0.0);
        assert_eq!(zebras(document.article()), 4, "{item:?} is gone with what it had");
        document.undo();
        assert_eq!(document.article(), &newer());
        document.redo();
        assert_eq!(zebras(document.article()), 4);
        document.undo();
        document.shift_item(&item, Direction::Down, 1.0);
        assert_eq!(zebras(document.article()), 5);
        document.undo();
        assert_eq!(file::to_native(document.article()), NEWER);
    }
}

#[test]
fn editing_splitting_merging_and_renaming_leave_it_where_it_is() {
    let mut document = Document::opened(newer(), "a.copydesk".into(), None);
    let body = Place::Body(newer().sections[0].id);
    document.edit(body.clone(), 0.0, |article| article.text_mut(&Place::Headline).expect("it has one").push('!'));
    document.split_section(&body, 6, 1.0).expect("the body can be split");
    assert_eq!(zebras(document.article()), 5);
    assert!(document.rename_source("a", "b", 2.0));
    assert!(!document.article().sources[0].unknown.is_empty());
    let second = document.article().sections[1].id;
    document.merge_section(second, 3.0).expect("there is one above");
    assert_eq!(zebras(document.article()), 5);
    while document.undo().is_some() {}
    assert_eq!(file::to_native(document.article()), NEWER);
}

#[test]
fn what_another_program_changed_in_it_is_one_step_and_a_difference() {
    let theirs = NEWER.replace("[Zebra]", "[Zebra, Zebra]").replace("Zebra(1)", "Zebra(2)");
    let theirs = file::parse(&theirs, FileKind::Copydesk).expect("it is a draft").article;
    let mut document = Document::opened(newer(), "a.copydesk".into(), None);
    document.take_theirs(theirs.clone(), None, 0.0);
    assert_eq!(document.article(), &theirs);
    document.undo();
    assert_eq!(document.article(), &newer());
    document.redo();
    assert_eq!(document.article(), &theirs);
    let labels: Vec<String> = differences(&newer(), &theirs).into_iter().map(|found| found.label).collect();
    assert_eq!(labels, ["Lead image: crop (unknown field)", "Takeaway 1: mood (unknown field)"]);
    let gone = differences(&newer(), &Article::default());
    let kicker = gone.iter().find(|found| found.label == "kicker (unknown field)").map(|found| &found.kind);
    assert_eq!(kicker, Some(&DifferenceKind::Removed("\"Zebra\"".into())));
}

#[test]
fn no_format_shows_it_and_each_says_that_it_is_left_out() {
    let article = newer();
    let page = compose(&article);
    for format in Format::ALL {
        assert!(!render(&page, format).to_lowercase().contains("zebra"), "{format:?}");
        let left_out: Vec<String> = losses(&article, &page, format).into_iter().map(|loss| loss.what).collect();
        assert!(
            left_out.contains(&"5 fields saved by a newer version of Copydesk".to_owned()),
            "{format:?}: {left_out:?}"
        );
    }
}

#[test]
fn the_window_says_it_once_and_saves_all_of_it() {
    let mut window = Window::new(Asking::Desktop, |folder| {
        let path = folder.join("draft.copydesk");
        std::fs::write(&path, NEWER).expect("the folder is writable");
        Some(path)
    });
    let words = "The draft has 5 fields saved by a newer version of Copydesk, kept as they are but not shown";
    assert!(window.shows(words));
    assert!(!window.harness.state().document().is_read_only());
    window.type_into("Headline", "!");
    window.press(Modifiers::COMMAND, Key::S);
    let saved = window.read("draft.copydesk");
    assert_eq!(saved, file::to_native(window.article()));
    assert_eq!(zebras(window.article()), 5);
    assert!(!window.shows(words));
}
