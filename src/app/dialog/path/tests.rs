use super::*;
use crate::file::listing::look;
use crate::format::Format;

fn question(purpose: Purpose) -> PathQuestion {
    PathQuestion {
        number: 1,
        purpose,
        folder: Some("drafts".into()),
        file_name: "night.copydesk".into(),
        recent: Vec::new(),
        beside: None,
        usual: Vec::new(),
        folders: Vec::new(),
    }
}

/// A dialog that has received no answer.
fn dialog(purpose: Purpose) -> PathDialog {
    PathDialog::new(question(purpose)).0
}

/// The result of answering the dialog's last request.
fn found(dialog: &mut PathDialog, path: &str, found: Found) -> Verdict {
    dialog.found(dialog.asked, path.into(), found)
}

fn entry(name: &str) -> Entry {
    match name.strip_suffix('/') {
        Some(name) => Entry::new(EntryKind::Folder, name.into()),
        None => Entry::new(EntryKind::File, name.into()),
    }
}

fn folder(names: &[&str]) -> Found {
    Found::Folder(names.iter().map(|name| entry(name)).collect())
}

fn rows(dialog: &PathDialog) -> Vec<&str> {
    (0..dialog.shown.len()).filter_map(|row| dialog.row(row)).map(|entry| entry.name.as_str()).collect()
}

fn write(dialog: &mut PathDialog, typed: &str) -> Option<Wish> {
    dialog.typed = typed.into();
    dialog.edited()
}

fn looks(wish: Option<Wish>) -> Option<Ask> {
    wish.map(|wish| match wish {
        Wish::Look(look) => look.ask,
        Wish::Cancel => panic!("the dialog was cancelled, and nothing asked for that"),
    })
}

#[test]
fn a_file_that_is_there_is_opened_but_asked_about_before_it_is_replaced() {
    let path = PathBuf::from("drafts/a.copydesk");
    let export = Purpose::Export(Format::Text);
    for (purpose, what, expected) in [
        (Purpose::Open, Found::File, Verdict::Chosen(path.clone())),
        (Purpose::Picture, Found::File, Verdict::Chosen(path.clone())),
        (Purpose::SaveAs, Found::File, Verdict::Occupied(path.clone())),
        (export, Found::File, Verdict::Occupied(path.clone())),
        (Purpose::SaveAs, Found::Nothing, Verdict::Chosen(path.clone())),
        (export, Found::NoFolder, Verdict::Stay),
        (Purpose::Open, Found::Nothing, Verdict::Stay),
        (Purpose::Import, Found::NoFolder, Verdict::Stay),
        (Purpose::SaveAs, Found::Refused("no".into()), Verdict::Stay),
    ] {
        let mut asks = dialog(purpose);
        assert_eq!(found(&mut asks, "drafts/a.copydesk", what.clone()), expected, "{purpose:?} {what:?}");
        assert_eq!(asks.trouble.is_some(), expected == Verdict::Stay, "{purpose:?} {what:?}");
    }
}

#[test]
fn only_what_can_be_opened_is_offered_and_hidden_names_when_they_are_asked_for() {
    let mut open = dialog(Purpose::Open);
    found(&mut open, "drafts", folder(&["old/", ".git/", "a.COPYDESK", "b.txt", "c.exe", ".d.txt"]));
    assert_eq!(rows(&open), ["old", "a.COPYDESK", "b.txt"]);
    write(&mut open, ".");
    assert_eq!(rows(&open), [".git", ".d.txt"]);
}

#[test]
fn the_list_follows_what_is_typed() {
    let mut open = dialog(Purpose::Open);
    found(&mut open, "drafts", folder(&["old/", "Night.copydesk", "first night.md"]));
    assert_eq!(write(&mut open, "NIGHT"), None);
    assert_eq!(rows(&open), ["Night.copydesk", "first night.md"]);
    open.select(0);
    assert_eq!((open.typed.as_str(), rows(&open).len()), ("Night.copydesk", 2), "arrows do not narrow it");
    let mut save = dialog(Purpose::SaveAs);
    found(&mut save, "drafts", folder(&["old/", "night.copydesk"]));
    write(&mut save, "new");
    assert_eq!(rows(&save), ["old", "night.copydesk"], "a new name may be anything");
}

#[test]
fn a_typed_path_is_listed_as_far_as_it_is_there_and_leaves_the_field_alone() {
    for purpose in [Purpose::Open, Purpose::SaveAs] {
        let mut asks = dialog(purpose);
        found(&mut asks, "drafts", folder(&["old/"]));
        assert_eq!(looks(write(&mut asks, "old/")), Some(Ask::List("drafts/old/".into())));
        assert_eq!(write(&mut asks, "old/n"), None, "it is on its way");
        found(&mut asks, "drafts/old/", folder(&["night.copydesk", "other.copydesk", "notes/"]));
        assert_eq!(asks.typed, "old/n");
        let (is_more, wish) = asks.complete();
        assert_eq!((is_more, wish, asks.typed.as_str()), (false, None, "old/n"), "two begin so");
        write(&mut asks, "old/no");
        assert_eq!(rows(&asks), ["notes"]);
        let (is_more, wish) = asks.complete();
        let listed = format!("old/notes{MAIN_SEPARATOR}");
        assert_eq!((is_more, looks(wish)), (true, Some(Ask::List(format!("drafts/{listed}").into()))));
        assert_eq!(found(&mut asks, &format!("drafts/{listed}"), Found::NoFolder), Verdict::Stay);
        assert_eq!((asks.trouble.as_deref(), asks.typed), (None, listed), "it may still be on its way");
    }
}

#[test]
fn an_answer_that_is_too_late_changes_nothing() {
    let mut asks = dialog(Purpose::Open);
    let first = asks.asked;
    asks.typed = "a.txt".into();
    let _ = asks.submit();
    assert_eq!(asks.found(first, "drafts".into(), folder(&["b.txt"])), Verdict::Stay);
    assert!(asks.entries.is_empty() && asks.looking.is_some());
    assert!(asks.give_up() && !asks.give_up(), "Escape stops the look first");
    assert_eq!(found(&mut asks, "drafts/a.txt", Found::File), Verdict::Stay);
}

#[test]
fn what_is_typed_while_the_first_folder_is_looked_at_stays() {
    for purpose in [Purpose::Open, Purpose::SaveAs] {
        let mut asks = dialog(purpose);
        assert_eq!(write(&mut asks, "no"), None);
        asks.field = Field::AsItIs;
        found(&mut asks, "/above", folder(&["noon.copydesk"]));
        assert_eq!((asks.typed.as_str(), asks.field, asks.folder.clone()), ("no", Field::AsItIs, "/above".into()));
        assert_eq!(rows(&asks), ["noon.copydesk"]);
    }
}

#[test]
fn entering_a_folder_keeps_the_name() {
    let mut save = dialog(Purpose::SaveAs);
    found(&mut save, "drafts", folder(&["old/"]));
    save.select(0);
    assert_eq!(save.typed, "old");
    assert_eq!(looks(save.submit()), Some(Ask::At("drafts/old".into())));
    assert_eq!(found(&mut save, "drafts/old", folder(&["older/"])), Verdict::Stay);
    assert_eq!((save.typed.as_str(), save.field), ("night.copydesk", Field::MarkName));
    assert_eq!(looks(save.submit()), Some(Ask::At("drafts/old/night.copydesk".into())));
    write(&mut save, "mine");
    let _ = save.look_at("drafts/old/older".into());
    found(&mut save, "drafts/old/older", folder(&[]));
    assert_eq!(save.typed, "mine", "what was typed counts as the name");
    write(&mut save, "even");
    let _ = save.submit();
    found(&mut save, "drafts/old/older/even", folder(&[]));
    assert_eq!(save.typed, "night.copydesk", "it was a folder");
}

#[test]
fn a_name_that_no_text_can_hold_is_chosen_by_its_row() {
    let mut open = dialog(Purpose::Open);
    let entries = vec![Entry { kind: EntryKind::File, name: "a�.txt".into(), file_name: "real".into() }];
    found(&mut open, "drafts", Found::Folder(entries));
    open.select(0);
    assert_eq!(looks(open.submit()), Some(Ask::At("drafts/real".into())));
}

#[test]
fn a_new_folder_is_made_where_one_looks_and_entered() {
    let mut save = dialog(Purpose::SaveAs);
    found(&mut save, "drafts", folder(&[]));
    save.new_folder = Some(NewFolder { name: " May ".into(), is_asked: true });
    assert_eq!(looks(save.make_folder()), Some(Ask::Make("drafts/May".into())));
    found(&mut save, "drafts/May", folder(&[]));
    assert_eq!((save.folder.clone(), save.new_folder.clone()), ("drafts/May".into(), None));
    assert_eq!(save.typed, "night.copydesk");
}

#[test]
fn places_are_named_once() {
    let mut question = question(Purpose::Open);
    question.beside = Some("/desk".into());
    question.folders = ["/desk", "/out", "/home/a", "/1/x", "/2/x", "/3/x"].map(PathBuf::from).into();
    question.usual = vec![("Home", "/home/a".into()), ("Desktop", "/home/a".into())];
    let places = places(&question);
    let named = |path: &str| {
        let named: Vec<&str> =
            places.iter().filter(|spot| spot.path == Path::new(path)).map(|spot| spot.name.as_str()).collect();
        named
    };
    assert_eq!(named("/home/a"), ["Home"]);
    assert_eq!(named("/desk"), ["Folder of this draft"]);
    assert_eq!(named("/out"), ["out"]);
    assert_eq!((named("/2/x"), named("/3/x")), (vec!["x"], vec!["x"]));
}

#[test]
#[allow(clippy::disallowed_methods, reason = "the test puts folders on the disk")]
fn the_disk_is_asked_what_stands_at_a_path() {
    let home = tempfile::tempdir().expect("a temporary folder can be made");
    let at = |name: &str| home.path().join(name);
    std::fs::create_dir(at("old")).expect("the folder is writable");
    crate::file::save(&at("night.copydesk"), &crate::article::Article::default()).expect("the folder is writable");
    let save = question(Purpose::SaveAs);
    let listed = folder(&["old/", "night.copydesk"]);
    for (ask, path, expected) in [
        (Ask::At(at("old")), at("old"), folder(&[])),
        (Ask::At(at("night")), at("night.copydesk"), Found::File),
        (Ask::At(at("new")), at("new.copydesk"), Found::Nothing),
        (Ask::At(at("gone/new")), at("gone/new.copydesk"), Found::NoFolder),
        (Ask::List(at("gone")), at("gone"), Found::NoFolder),
        (Ask::Begin(at("gone/far/away")), home.path().to_owned(), listed),
        (Ask::Make(at("May")), at("May"), folder(&[])),
    ] {
        assert_eq!(look(ask.clone(), |path| save.with_ending(path)), (path, expected), "{ask:?}");
    }
    assert!(at("May").is_dir());
    assert!(matches!(look(Ask::Make(at("night.copydesk/x")), |path| save.with_ending(path)).1, Found::Refused(_)));
}
