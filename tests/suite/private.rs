//! Private data stays private: it is in no export, no copy and no source in the preview.

use std::path::Path;
use std::sync::Arc;

use copydesk::article::{
    Article, Id, LeadImage, Place, Section, Source, SourceField, Status, Takeaway, UnknownField, UnknownFields,
};
use copydesk::excerpt::excerpt;
use copydesk::file::container::{Header, Kind};
use copydesk::file::journal::{self, Journal};
use copydesk::file::{self, CrashNote, Expected, Holding, UserFolders, versions};
use copydesk::format::{self, Format};
use copydesk::page::compose;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT, Queryable};

use crate::shell::Window;

/// The content of the private fields, in lower case; it occurs nowhere else in the article.
const TOKENS: [&str; 8] = ["quagga", "ocelot", "1907", "review", "axolotl", "pangolin", "918273", "kakapo"];

/// An article with a unique word in every field. All fields are named, so that a new field must be classified here: the
/// word of a private one belongs in [`TOKENS`], that of any other in [`PUBLIC`].
fn article() -> Article {
    Article {
        headline: "Headlineword".into(),
        deck: "Deckword".into(),
        image: LeadImage {
            file: "https://pictures.example/imageword.png".into(),
            alt: "Altword".into(),
            caption: "Captionword".into(),
            credit: "Creditword".into(),
            unknown: unknown(),
        },
        byline: vec!["Bylineword".into()],
        dateline: "Datelineword".into(),
        takeaways: vec![Arc::new(Takeaway { id: Id(1), text: "Takeawayword[^a]".into(), unknown: unknown() })],
        lede: Arc::new("Ledeword[^a]".into()),
        sections: vec![Arc::new(Section {
            id: Id(1),
            heading: "Headingword".into(),
            body: "Bodyword[^a]".into(),
            unknown: unknown(),
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
                unknown: unknown(),
            }),
            // Not cited, and with only private content.
            Arc::new(Source {
                key: "b".into(),
                link: String::new(),
                title: String::new(),
                publisher: String::new(),
                author: String::new(),
                published: String::new(),
                accessed: "21 March 1907".into(),
                note: "Ask the ocelot".into(),
                unknown: unknown(),
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
        unknown: unknown(),
    }
}

/// Fields of a newer program: it is unknown whether they are for readers.
fn unknown() -> UnknownFields {
    let field = UnknownField { behind: 1, name: "kakapo".into(), value: "(\"Kakapo\", [kakapo])".into() };
    [field].into_iter().collect()
}

/// What has to be in some export, so that the test cannot pass because nothing is exported.
const PUBLIC: [&str; 21] = [
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
    "publisherword",
    "slugword",
    "en-gb",
    "2025-09-05",
    "2025-09-06",
    "canonicalword",
    "tagword",
];

/// Not private, but in no export.
const LEFT_OUT: [&str; 2] = ["authorword", "2025-09-02"];

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

/// A new field needs a word above, which has to be put into one of the lists.
#[test]
fn every_word_of_the_draft_is_either_private_or_public() {
    let draft = file::to_native(&article()).to_lowercase();
    let is_structure = |line: &str| {
        if line.is_empty() {
            return true;
        }
        let value = line.split_once(": ").map_or(line, |(_, value)| value);
        let value = value.trim_matches([' ', ',']);
        matches!(value, "(" | ")" | "[" | "]" | "3" | "1" | "\"a\"" | "\"b\"")
    };
    for line in draft.lines().filter(|line| !is_structure(line)) {
        let is_known = TOKENS.iter().chain(&PUBLIC).chain(&LEFT_OUT).any(|word| line.contains(word));
        assert!(is_known, "neither private nor public: {line}");
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
    for tab in ["Page", "Phone"] {
        window.harness.get_by_role_and_label(Role::Tab, tab).click();
        window.harness.run();
        let parts = |role| window.harness.get_all_by_role(role).map(|part| part.accesskit_node());
        let said: Vec<String> = parts(Role::Paragraph)
            .chain(parts(Role::Heading))
            .flat_map(|part| [part.label(), part.value()].into_iter().flatten())
            .collect();
        let said = said.join("\n");
        assert!(said.contains("Bodyword"), "{tab}: {said}");
        check_clean("the preview", &said);
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

/// Every file and folder below a folder.
#[cfg(unix)]
fn all_below(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all_below(&path, found);
        }
        found.push(path);
    }
}

/// Unsaved and discarded work, safety copies, saves, named versions, and a note about a crash, as the program leaves
/// them.
#[cfg(unix)]
fn keep_all(folders: &UserFolders, draft: &Path) {
    let header = |kind| Header { kind, path: Some(draft.to_owned()), disk: None, at: 7 };
    let mut journal = Journal::new(folders).unwrap();
    journal.keep(&header(Kind::Unsaved), &article()).unwrap();
    journal.set_aside(&header(Kind::Discarded), &article(), None).unwrap();
    journal::write_aside(folders, &header(Kind::SafeCopy), file::to_native(&article()).as_bytes()).unwrap();
    for headline in ["Headlineword", "Other headlineword"] {
        let article = Article { headline: headline.into(), ..article() };
        file::save_draft(draft, &article, Expected::Anything, folders).unwrap();
    }
    versions::keep_named(folders, draft, b"quagga", 9, "Before the ocelot").unwrap();
    // All parts of a note are named: none of them can contain text of an article.
    let note = CrashNote { at: 7, version: "0.1.0".into(), place: "src/app.rs:1:2".into() };
    file::write_crash_note(folders, &note).unwrap();
    std::mem::forget(journal);
}

#[cfg(unix)]
#[test]
fn what_is_kept_outside_of_the_draft_is_for_nobody_else_and_its_names_tell_nothing() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let folders = UserFolders::within(&folder.path().join("user"));
    keep_all(&folders, &folder.path().join("Headlineword.copydesk"));
    let mut all = Vec::new();
    all_below(&folder.path().join("user"), &mut all);
    assert!(all.iter().filter(|path| path.is_file()).count() >= 8, "{all:?}");
    for path in &all {
        let mode = std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, if path.is_dir() { 0o700 } else { 0o600 }, "{}", path.display());
        let name = path.file_name().unwrap().to_string_lossy().to_lowercase();
        // File names consist of times and hashes, which may contain any number.
        let mut words = TOKENS.iter().chain(&PUBLIC).filter(|word| word.contains(|c| ('g'..='z').contains(&c)));
        let word = words.find(|word| name.contains(**word));
        assert_eq!(word, None, "{name}");
    }
}

#[test]
fn the_lock_beside_a_draft_tells_who_and_not_what() {
    let folder = tempfile::tempdir().unwrap();
    let draft = folder.path().join("draft.copydesk");
    std::fs::write(&draft, file::to_native(&article())).unwrap();
    let Holding::Ours(lock) = file::hold(&draft, 7) else { panic!("nobody else holds it") };
    let told = std::fs::read_to_string(lock.held().path()).expect("the lock is on the disk").to_lowercase();
    let mut names: Vec<&str> = told.lines().filter_map(|line| line.split(' ').next()).collect();
    names.sort_unstable();
    assert_eq!(names, ["boot", "copydesk-lock", "host", "machine", "process", "since", "token", "user"]);
}

/// What eframe writes to the disk when the window closes.
#[derive(Default)]
struct Stored(String);

impl eframe::Storage for Stored {
    fn get_string(&self, _key: &str) -> Option<String> {
        None
    }

    fn set_string(&mut self, key: &str, value: String) {
        self.0.push_str(&format!("{key} {value}\n"));
    }

    fn remove_string(&mut self, _key: &str) {}

    fn flush(&mut self) {}
}

#[test]
fn what_is_remembered_of_a_draft_is_its_path_alone() {
    use eframe::App as _;
    let mut window = Window::on(&article());
    window.choose("Copy as", "Markdown");
    let mut stored = Stored::default();
    window.harness.state_mut().save(&mut stored);
    assert!(stored.0.contains("draft.copydesk"), "{}", stored.0);
    let words = stored.0.to_lowercase().replace("preview", "");
    let found = TOKENS.iter().chain(&PUBLIC).find(|word| words.contains(**word));
    assert_eq!(found, None, "{}", stored.0);
    assert!(!window.harness.state().persist_egui_memory(), "what egui keeps is no business of the disk");
}

/// No dependency implements a network protocol; `tests/network.sh` traces the system calls.
#[test]
fn no_library_speaks_a_language_of_the_network() {
    let lock = include_str!("../../Cargo.lock");
    let named = |name: &str| lock.contains(&format!("\nname = \"{name}\"\n"));
    assert!(named("egui") && named("ron"));
    for name in [
        "hyper",
        "h2",
        "h3",
        "http",
        "httparse",
        "reqwest",
        "ureq",
        "curl",
        "curl-sys",
        "isahc",
        "surf",
        "attohttpc",
        "minreq",
        "rustls",
        "native-tls",
        "openssl",
        "openssl-sys",
        "boring",
        "schannel",
        "security-framework",
        "socket2",
        "mio",
        "async-net",
        "async-std",
        "smol",
        "quinn",
        "tungstenite",
        "websocket",
        "hickory-proto",
        "hickory-resolver",
        "trust-dns-proto",
        "ssh2",
        "git2",
        "lettre",
        "suppaftp",
        "sentry",
        "opentelemetry",
        "self_update",
        "ehttp",
        "egui_extras",
    ] {
        assert!(!named(name), "{name}");
    }
}
