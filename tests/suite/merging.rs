//! Drafts under version control: the changes of two people are merged line by line, and both sides of a conflict are
//! offered.

use std::path::Path;
use std::process::Command;

use copydesk::article::{Article, Direction, Item, ItemKind, Place, SourceField};
use copydesk::file::{self, FileKind, Side};

use crate::shell::{Asking, Window};

/// The draft before two people edit it.
fn harbour() -> Article {
    let mut article = Article {
        headline: "The harbour’s quiet year".into(),
        deck: "Half the boats are gone, and the seagrass is back.".into(),
        byline: vec!["Ann Lee".into()],
        dateline: "Aldness".into(),
        slug: "quiet-year".into(),
        language: "en-GB".into(),
        tags: vec!["harbour".into()],
        ..Article::default()
    };
    article.image.alt = "Map of the harbour".into();
    article.image.caption = "The beds are green".into();
    for text in ["Nine hectares are covered.", "Fees fell by a third.", "The council votes in March."] {
        article.push_takeaway(text);
    }
    for (heading, body) in [
        (
            "What the divers counted",
            "Eleven dives over three weeks.\n\nThe result was a surprise.\n\nThey checked twice.",
        ),
        ("What the empty berths cost", "Of 140 berths, 61 stood empty."),
        ("What comes next", "A limit.\n\nOr none."),
    ] {
        article.push_section(heading, body);
    }
    for link in ["https://survey.example/a", "https://council.example/b"] {
        let source = copydesk::article::Source { link: link.into(), title: "T".into(), ..Default::default() };
        article.push_source(source);
    }
    article
}

type Edit = fn(&mut Article);

/// The result of `git merge-file` for three drafts; `None` if it leaves a conflict.
fn merge(folder: &Path, drafts: [&Article; 3]) -> Option<String> {
    let names = ["ours", "base", "theirs"];
    for (name, article) in names.into_iter().zip(drafts) {
        std::fs::write(folder.join(name), file::to_native(article)).expect("the folder is writable");
    }
    let merged = Command::new("git").args(["merge-file", "-p"]).args(names).current_dir(folder).output();
    let merged = merged.expect("git is there");
    merged.status.success().then(|| String::from_utf8(merged.stdout).expect("drafts are text"))
}

fn has_git(what: &str) -> bool {
    let is_there = Command::new("git").arg("--version").output().is_ok();
    if !is_there {
        eprintln!("skipped: git is not installed, so it is not known whether {what}");
    }
    is_there
}

fn set(place: fn(&Article) -> Place, article: &mut Article) {
    let place = place(article);
    let text = article.text_mut(&place).expect("the draft has such a text");
    text.push_str(" indeed");
}

#[test]
fn what_two_people_write_in_neighbouring_fields_is_merged() {
    if !has_git("drafts are merged") {
        return;
    }
    let pairs: [(&str, Edit, Edit); 12] = [
        ("headline and deck", |a| set(|_| Place::Headline, a), |a| set(|_| Place::Deck, a)),
        ("deck and alt text", |a| set(|_| Place::Deck, a), |a| set(|_| Place::ImageAlt, a)),
        ("alt text and caption", |a| set(|_| Place::ImageAlt, a), |a| set(|_| Place::ImageCaption, a)),
        ("dateline and byline", |a| set(|_| Place::Dateline, a), |a| a.byline[0].push_str(" Ray")),
        ("slug and language", |a| set(|_| Place::Slug, a), |a| a.language = "en-US".into()),
        (
            "neighbouring takeaways",
            |a| set(|a| Place::Takeaway(a.takeaways[0].id), a),
            |a| {
                set(|a| Place::Takeaway(a.takeaways[1].id), a);
            },
        ),
        (
            "heading and body",
            |a| set(|a| Place::Heading(a.sections[1].id), a),
            |a| {
                set(|a| Place::Body(a.sections[1].id), a);
            },
        ),
        (
            "two paragraphs of one body",
            |a| edit_section(a, 0, |body| body.replace("Eleven", "Twelve")),
            |a| edit_section(a, 0, |body| body.replace("twice", "again")),
        ),
        (
            "link and title of a source",
            |a| set_source(a, SourceField::Link),
            |a| set_source(a, SourceField::Title),
        ),
        (
            "a source’s title and a new publisher",
            |a| set_source(a, SourceField::Title),
            |a| {
                std::sync::Arc::make_mut(&mut a.sources[1]).publisher = "Council".into();
            },
        ),
        (
            "one moves a section, the other edits its neighbour",
            |a| assert!(a.shift(&item(a, 1), Direction::Up)),
            |a| {
                edit_section(a, 0, |body| body.replace("Eleven", "Twelve"));
            },
        ),
        (
            "one removes a takeaway, the other edits the next",
            |a| drop(a.takeaways.remove(1)),
            |a| {
                set(|a| Place::Takeaway(a.takeaways[2].id), a);
            },
        ),
    ];
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    for (what, ours, theirs) in pairs {
        let [mut our, mut their, mut both] = [harbour(), harbour(), harbour()];
        ours(&mut our);
        theirs(&mut their);
        // Theirs first, because positions are those of the draft before the other edit.
        theirs(&mut both);
        ours(&mut both);
        let merged =
            merge(folder.path(), [&our, &harbour(), &their]).unwrap_or_else(|| panic!("{what}: a conflict"));
        let opened = file::parse(&merged, FileKind::Copydesk).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(opened.article, both, "{what}");
    }
}

fn item(article: &Article, at: usize) -> Item {
    article.items(ItemKind::Section)[at].clone()
}

fn edit_section(article: &mut Article, at: usize, edit: fn(&str) -> String) {
    let place = Place::Body(article.sections[at].id);
    let body = article.text_mut(&place).expect("the section is there");
    *body = edit(body);
}

fn set_source(article: &mut Article, field: SourceField) {
    let place = Place::Source(article.sources[0].key.clone(), field);
    article.text_mut(&place).expect("the source is there").push_str("-indeed");
}

/// A conflict in the headline, as git leaves it.
const CONFLICT: &str = "(
    version: 3,

<<<<<<< main
    headline: \"Quiet year\",
||||||| 1a2b3c4
    headline: \"Year\",
=======
    headline: \"Loud year\",
>>>>>>> tides

    deck: \"D\",
)
";

/// A conflict within a body, which can be opened as it is.
const WITHIN: &str = "(
    version: 3,

    headline: \"Year\",

    lede: r#\"One.

<<<<<<< main
It was quiet.
=======
It was loud.
>>>>>>> tides

Three.\"#,
)
";

fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command.args(arguments).current_dir(folder).env("HOME", folder);
    let output = command.env_remove("XDG_STATE_HOME").output().expect("the program can be run");
    let text = |bytes| String::from_utf8(bytes).expect("it says text");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_command_line_names_a_conflict_and_takes_the_side_that_is_asked_for() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let path = folder.path().join("harbour.copydesk");
    for text in [CONFLICT.to_owned(), CONFLICT.replace('\n', "\r\n")] {
        std::fs::write(&path, &text).expect("the folder is writable");
        let (code, out, said) = run(folder.path(), &["export", "harbour.copydesk", "--to", "text"]);
        let expected = "copydesk: harbour.copydesk has an unresolved merge conflict in line 4 between ours (main) and \
                        theirs (tides); choose one with --side ours or --side theirs\n";
        assert_eq!((code, out.as_str(), said.as_str()), (Some(1), "", expected));
        for (side, headline) in [("ours", "Quiet year"), ("theirs", "Loud year")] {
            let (code, out, said) =
                run(folder.path(), &["export", "harbour.copydesk", "--side", side, "--to", "text"]);
            assert_eq!((code, out, said.as_str()), (Some(0), format!("{headline}\n\nD\n"), ""));
        }
        assert_eq!(std::fs::read_to_string(&path).expect("it is there"), text, "the file stays as it is");
    }
    let (code, _, said) = run(folder.path(), &["check", "harbour.copydesk"]);
    assert!(code == Some(2) && said.contains("merge conflict in line 4"), "{said}");
    let (_, _, said) = run(folder.path(), &["check", "harbour.copydesk", "--side", "theirs"]);
    assert_eq!(said, "");
}

#[test]
fn a_conflict_within_a_body_is_told_and_each_side_can_be_had() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    std::fs::write(folder.path().join("a.copydesk"), WITHIN).expect("the folder is writable");
    let (code, out, said) = run(folder.path(), &["export", "a.copydesk", "--to", "text"]);
    assert!(code == Some(0) && out.contains("It was quiet") && out.contains("It was loud"), "{out}");
    assert!(said.starts_with("copydesk: a.copydesk has an unresolved merge conflict in line 8"), "{said}");
    let (_, out, said) = run(folder.path(), &["export", "a.copydesk", "--to", "text", "--side", "ours"]);
    assert_eq!((out.as_str(), said.as_str()), ("Year\n\nOne.\n\nIt was quiet.\n\nThree.\n", ""));
}

#[test]
fn a_side_is_taken_of_standard_input_and_asking_for_one_changes_nothing_else() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let put =
        |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("the folder is writable");
    let own = "A\n\n<<<<<<< b\nc\n=======\nd\n>>>>>>> e";
    let draft = Article { lede: std::sync::Arc::new(own.into()), ..Article::default() };
    put("own.copydesk", &file::to_native(&draft));
    put("a.md", own);
    for name in ["own.copydesk", "a.md"] {
        let without = run(folder.path(), &["export", name, "--to", "copydesk"]);
        let with = run(folder.path(), &["export", name, "--to", "copydesk", "--side", "ours"]);
        assert_eq!(without, with, "{name}");
        assert_eq!(without.0, Some(0));
    }
    put("conflict", CONFLICT);
    let mut command = Command::new(env!("CARGO_BIN_EXE_copydesk"));
    command.args(["export", "-", "--from", "copydesk", "--to", "text", "--side", "theirs"]);
    command.stdin(std::fs::File::open(folder.path().join("conflict")).expect("it is there"));
    let out = command.output().expect("the program can be run").stdout;
    assert_eq!(String::from_utf8_lossy(&out), "Loud year\n\nD\n");
}

#[test]
fn a_conflict_that_cannot_be_taken_apart_says_what_is_wrong() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    for (text, expected) in [
        (
            "<<<<<<< main\n",
            "a.copydesk has a merge conflict in line 1, but not all of its markers; line 1, column 1: ",
        ),
        (
            &CONFLICT.replace(">>>>>>> tides\n", ""),
            "a.copydesk has a merge conflict in line 4, but not all of its markers; line 4, column 1: ",
        ),
        (
            &CONFLICT.replace("\"Loud year\"", "\"Loud year"),
            "a.copydesk has an unresolved merge conflict in line 4 between ours (main) and theirs (tides); theirs cannot be \
             opened by itself: line 6, column 12: a comma is expected here; choose one",
        ),
        (
            &CONFLICT.replace("Loud", "Quiet"),
            "a.copydesk has an unresolved merge conflict in line 4, but both sides are the same; choose one",
        ),
    ] {
        std::fs::write(folder.path().join("a.copydesk"), text).expect("the folder is writable");
        let (code, _, said) = run(folder.path(), &["export", "a.copydesk", "--to", "text"]);
        assert!(code == Some(1) && said.starts_with(&format!("copydesk: {expected}")), "{said}");
    }
}

fn window_on(text: &str) -> Window {
    Window::new(Asking::Desktop, |folder| {
        let path = folder.join("harbour.copydesk");
        std::fs::write(&path, text).expect("the folder is writable");
        Some(path)
    })
}

#[test]
fn the_window_offers_both_sides_as_drafts_and_leaves_the_file_as_it_is() {
    for (button, side) in [("Open ours", Side::Ours), ("Open theirs", Side::Theirs)] {
        let mut window = window_on(CONFLICT);
        assert!(window.shows("“harbour” has a merge conflict"));
        assert!(
            window.shows(
            "Two versions of this draft could not be merged: ours (main) and theirs (tides). The conflict begins in line 4."
        )
        );
        window.click(button);
        let expected = file::open_side(&window.path("harbour.copydesk"), None, side).expect("it is a draft");
        assert_eq!(window.article(), &expected.article);
        let document = window.harness.state().document();
        assert!(!document.is_saved() && document.path().is_none());
        assert_eq!(window.read("harbour.copydesk"), CONFLICT);
    }
}

#[test]
fn only_sides_that_are_drafts_are_offered() {
    let window = window_on(&CONFLICT.replace("\"Loud year\"", "\"Loud year"));
    assert!(window.shows("Open ours") && !window.shows("Open theirs"));
    let window = window_on(&CONFLICT.replace("Loud", "Quiet"));
    assert!(window.shows("The conflict begins in line 4, but both versions are the same."));
    assert!(window.shows("Open ours") && !window.shows("Open theirs"));
    let window = window_on("<<<<<<< main\n");
    assert!(window.shows("The file cannot be opened") && !window.shows("Open ours"));
}

#[test]
fn a_draft_with_a_conflict_in_its_text_is_open_and_the_sides_are_offered() {
    let mut window = window_on(WITHIN);
    assert!(window.shows("“harbour” has a merge conflict in its text"));
    assert!(window.article().lede.contains("<<<<<<< main"));
    window.click("Leave as it is");
    assert!(window.harness.state().document().is_saved());
    let mut window = window_on(WITHIN);
    window.click("Open theirs");
    assert_eq!(window.article().lede.as_str(), "One.\n\nIt was loud.\n\nThree.");
    assert_eq!(window.read("harbour.copydesk"), WITHIN);
}

#[test]
fn text_of_the_writer_s_own_that_looks_like_a_conflict_is_none() {
    let lede = "A\n\n<<<<<<< b\nc\n=======\nd\n>>>>>>> e".to_owned();
    let window = Window::on(&Article { lede: std::sync::Arc::new(lede.clone()), ..Article::default() });
    assert!(!window.shows("Open ours"));
    assert_eq!(window.article().lede.as_str(), lede);
    let window = window_on(&format!("(version: 2, lede: r#\"{lede}\"#)"));
    assert!(!window.shows("Open ours"));
    assert_eq!(window.article().lede.as_str(), lede);
}
