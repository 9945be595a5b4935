//! Nothing private leaves: what only the newsroom may read is in no export, in no copy and in no source of the preview.

use std::sync::Arc;

use copydesk::article::{Article, Id, LeadImage, Place, Section, Source, SourceField, Status, Takeaway};
use copydesk::excerpt::excerpt;
use copydesk::file;
use copydesk::format::{self, Format};
use copydesk::page::compose;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT, Queryable};

use crate::shell::Window;

/// What stands in the private fields, in small letters; nothing else in the article has any of it.
const TOKENS: [&str; 7] = ["quagga", "ocelot", "1907", "review", "axolotl", "pangolin", "918273"];

/// An article with a word of its own in every field. Each field is named, so that whoever adds one has to say here
/// whether it is private: its word belongs into [`TOKENS`] then, else into [`PUBLIC`].
fn article() -> Article {
    Article {
        headline: "Headlineword".into(),
        deck: "Deckword".into(),
        image: LeadImage {
            file: "https://pictures.example/imageword.png".into(),
            alt: "Altword".into(),
            caption: "Captionword".into(),
            credit: "Creditword".into(),
        },
        byline: vec!["Bylineword".into()],
        dateline: "Datelineword".into(),
        takeaways: vec![Arc::new(Takeaway { id: Id(1), text: "Takeawayword[^a]".into() })],
        lede: Arc::new("Ledeword[^a]".into()),
        sections: vec![Arc::new(Section {
            id: Id(1),
            heading: "Headingword".into(),
            body: "Bodyword[^a]".into(),
        })],
        sources: vec![
            Arc::new(Source {
                key: "a".into(),
                link: "https://linkword.example/".into(),
                title: "Titleword".into(),
                publisher: "Publisherword".into(),
                author: "Authorword".into(),
                published: "2025-09-02".into(),
                accessed: "1907-03-21".into(),
                note: "The quagga said so".into(),
            }),
            // Cited nowhere, and with nothing but what is private.
            Arc::new(Source {
                key: "b".into(),
                link: String::new(),
                title: String::new(),
                publisher: String::new(),
                author: String::new(),
                published: String::new(),
                accessed: "21 March 1907".into(),
                note: "Ask the ocelot".into(),
            }),
        ],
        slug: "slugword".into(),
        language: "en-GB".into(),
        published: "2025-09-05T06:00:00+01:00".into(),
        updated: "2025-09-06T06:00:00+01:00".into(),
        canonical: "https://canonicalword.example/".into(),
        tags: vec!["tagword".into()],
        status: Status::InReview,
        note: "Never tell the axolotl\nnor https://axolotl.example".into(),
        words: vec!["pangolin".into()],
        target_words: Some(918_273),
    }
}

/// What has to be seen in some export, lest the test look for private words where there are none at all.
const PUBLIC: [&str; 17] = [
    "headlineword",
    "deckword",
    "imageword",
    "altword",
    "captionword",
    "creditword",
    "bylineword",
    "datelineword",
    "takeawayword",
    "ledeword",
    "headingword",
    "bodyword",
    "linkword",
    "titleword",
    "slugword",
    "canonicalword",
    "tagword",
];

/// An HTML page without its style sheet.
fn words_of(text: &str) -> String {
    let bare = match (text.split_once("<style>"), text.split_once("</style>")) {
        (Some((before, _)), Some((_, after))) => format!("{before}{after}"),
        _ => text.to_owned(),
    };
    bare.to_lowercase()
}

#[track_caller]
fn check_clean(what: &str, text: &str) {
    let words = words_of(text);
    for token in TOKENS {
        assert!(!words.contains(token), "“{token}” is in {what}:\n{text}");
    }
}

#[test]
fn the_draft_itself_has_every_private_word() {
    let draft = file::to_native(&article()).to_lowercase().replace("inreview", "review");
    for token in TOKENS {
        assert!(draft.contains(token), "{token}");
    }
}

#[test]
fn no_export_has_a_private_word() {
    let page = compose(&article());
    let exports = Format::ALL.map(|form| format::render(&page, form));
    for (form, text) in Format::ALL.into_iter().zip(&exports) {
        check_clean(form.label(), text);
    }
    let all = words_of(&exports.concat());
    for word in PUBLIC {
        assert!(all.contains(word), "{word} is in no export");
    }
}

#[test]
fn no_stretch_that_is_copied_has_a_private_word() {
    let article = article();
    let source = |field| Place::Source("a".into(), field);
    let places = [
        Place::Headline,
        Place::Deck,
        Place::ImageCaption,
        Place::Dateline,
        Place::Takeaway(Id(1)),
        Place::Lede,
        Place::Heading(Id(1)),
        Place::Body(Id(1)),
        source(SourceField::Link),
        source(SourceField::Title),
    ];
    for place in places {
        let written = article.text(&place).unwrap();
        let copied = excerpt(&article, &place, written);
        check_clean("what is copied as words", &copied.text);
        check_clean("what is copied as markup", &copied.html);
        assert!(copied.text.contains(written.trim_end_matches("[^a]")), "{place:?}: {}", copied.text);
    }
}

#[test]
fn no_copy_of_the_whole_piece_and_no_source_of_the_preview_has_a_private_word() {
    let mut window = Window::on(&article());
    for row in ["Rich text", "Markdown", "Plain text"] {
        window.choose("Copy as", row);
    }
    for tab in ["Text", "Markdown", "HTML"] {
        window.harness.get_by_role_and_label(Role::Tab, tab).click();
        window.harness.run();
        let source = window.harness.get_by_role(Role::Document).accesskit_node().value().unwrap_or_default();
        assert!(source.contains("Bodyword"), "{tab}");
        check_clean("a source of the preview", &source);
    }
    let copied = window.copied.borrow();
    assert_eq!(copied.len(), 4);
    for text in copied.iter() {
        assert!(text.contains("Bodyword"));
        check_clean("a copy", text);
    }
}
