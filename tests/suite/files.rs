//! Every version of the native format that was ever released opens for ever, to the very article.

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

/// While version 2 is the one that is written, its file is what is written.
#[test]
fn version_2_is_written_as_it_stands() {
    assert_eq!(file::VERSION, 2);
    assert_eq!(file::to_native(&version_2()), include_str!("../files/v2.copydesk"));
}

/// Version 2 has the words of the article’s own dictionary and its target length, beside all of version 1.
fn version_2() -> Article {
    Article { words: vec!["Aldness".into(), "fo’c’sle".into()], target_words: Some(900), ..version_1() }
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
        },
        byline: vec!["Ines Marrable".into(), "Tom \"Tuck\" Okoro".into()],
        dateline: "ALDNESS".into(),
        takeaways: vec![
            Arc::new(Takeaway { id: Id(1), text: "The crossing ends on *31 October*.[^port]".into() }),
            Arc::new(Takeaway { id: Id(4), text: "Eleven pupils have no other way to school".into() }),
        ],
        lede: Arc::new("The pier clock has been wrong since spring.\n\nNobody minds.\n".into()),
        sections: vec![
            Arc::new(Section {
                id: Id(2),
                heading: "A boat with a \\ in its logbook".into(),
                body: "> \"She is tired,\" the mate said.\n\n- one\n- two\n\n```\nlet a = r#\"raw\"#;\n```\n"
                    .into(),
            }),
            Arc::new(Section {
                id: Id(1), heading: String::new(), body: "عبّارة 👩🏽\u{200d}✈️\r\n\ttab".into()
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
