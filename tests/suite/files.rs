//! Every released version of the native format can always be opened, and gives exactly the same article.

use std::path::Path;
use std::sync::Arc;

use copydesk::article::{Article, Id, LeadImage, Section, Source, Status, Takeaway};
use copydesk::file;

#[test]
fn version_1_opens_to_its_article() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/v1.copydesk");
    let opened = file::open(&path, None).unwrap();
    assert_eq!(opened.newer, None);
    assert_eq!(opened.article, version_1());
}

#[test]
fn version_2_opens_to_its_article() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/v2.copydesk");
    let opened = file::open(&path, None).unwrap();
    assert_eq!(opened.newer, None);
    assert_eq!(opened.article, version_2());
}

#[test]
fn version_3_opens_to_its_article() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/v3.copydesk");
    let opened = file::open(&path, None).expect("version 3 opens for ever");
    assert_eq!((opened.newer, opened.conflict), (None, None));
    assert_eq!(opened.article, version_3());
}

/// While version 3 is current, its file is what is written. It stays open until it is released: a new field is added
/// here and there.
#[test]
fn version_3_is_written_as_it_stands() {
    assert_eq!(file::VERSION, 3);
    assert_eq!(file::to_native(&version_3()), include_str!("../files/v3.copydesk"));
}

#[test]
fn a_draft_of_an_older_version_is_saved_as_version_3_and_is_the_same_draft() {
    for (old, article) in [("v1.copydesk", version_1()), ("v2.copydesk", version_2())] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files").join(old);
        let opened = file::open(&path, None).expect("older versions open for ever");
        let native = file::to_native(&opened.article);
        assert!(native.starts_with("(\n    version: 3,\n\n    headline: "), "{native}");
        let again = file::parse(&native, file::FileKind::Copydesk).expect("what is written opens");
        assert_eq!(again.article, article);
    }
}

/// Version 3 escapes what an editor or version control might change, in addition to all of version 2.
fn version_3() -> Article {
    let mut article = version_2();
    let id = article.push_section(
        "What a file goes through",
        "Two spaces  \n\t\nTide\n=======\n\rEbb\0 \u{2028}\n<<<<<<< bow",
    );
    assert_eq!(id, Id(3));
    article
}

/// Version 2 has the article’s own dictionary and its target length, in addition to all of version 1.
fn version_2() -> Article {
    Article { words: vec!["Aldness".into(), "fo’c’sle".into()], target_words: Some(900), ..version_1() }
}

fn takeaway(id: u32, text: &str) -> Takeaway {
    Takeaway { id: Id(id), text: text.into(), ..Takeaway::default() }
}

fn version_1() -> Article {
    Article {
        headline: "The “last” ferry to Aldness".into(),
        deck: "After 80 years the boat stops; the island’s school may be next".into(),
        image: LeadImage {
            file: "pictures/ferry.jpg".into(),
            alt: "A white ferry leaves an empty pier at dusk".into(),
            caption: "The Sula on her evening run".into(),
            credit: "Ines Marrable".into(),
            ..LeadImage::default()
        },
        byline: vec!["Ines Marrable".into(), "Tom \"Tuck\" Okoro".into()],
        dateline: "ALDNESS".into(),
        takeaways: vec![
            Arc::new(takeaway(1, "The crossing ends on *31 October*.[^port]")),
            Arc::new(takeaway(4, "Eleven pupils have no other way to school")),
        ],
        lede: Arc::new("The pier clock has been wrong since spring.\n\nNobody minds.\n".into()),
        sections: vec![
            Arc::new(Section {
                id: Id(2),
                heading: "A boat with a \\ in its logbook".into(),
                body: "> \"She is tired,\" the mate said.\n\n- one\n- two\n\n```\nlet a = r#\"raw\"#;\n```\n"
                    .into(),
                ..Section::default()
            }),
            Arc::new(Section {
                id: Id(1), body: "عبّارة 👩🏽\u{200d}✈️\r\n\ttab".into(), ..Section::default()
            }),
        ],
        sources: vec![
            Arc::new(Source {
                key: "port".into(),
                link: "https://port.example/notices/17?a=1&b=2".into(),
                title: "Notice 17: end of service".into(),
                publisher: "Port of Aldness".into(),
                author: "Harbour office".into(),
                published: "2025-09-02".into(),
                accessed: "2025-09-04".into(),
                note: "Called on the 4th; they confirm".into(),
                ..Source::default()
            }),
            Arc::new(Source { key: "school-2".into(), ..Source::default() }),
        ],
        slug: "last-ferry-aldness".into(),
        language: "en-GB".into(),
        published: "2025-09-05T06:00:00+01:00".into(),
        updated: "2025-09-05T09:30:00+01:00".into(),
        canonical: "https://gazette.example/last-ferry-aldness".into(),
        tags: vec!["transport".into(), "islands".into()],
        status: Status::InReview,
        note: "Lawyer has seen it.\nWait for the mayor’s reply.".into(),
        ..Article::default()
    }
}
