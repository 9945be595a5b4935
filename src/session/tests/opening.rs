//! Opening files: which opening counts, and what happens to the open draft.

use super::*;
use crate::file::{self, Sight, Whereabouts};
use crate::recognise::Recognised;

fn arrived(number: u64, name: &str, result: Result<Opened, NotOpened>) -> Input {
    Input::Opened(Box::new(Arrived { number, path: path(name), result, whereabouts: None }))
}

fn draft(headline: &str, name: &str) -> Result<Opened, NotOpened> {
    Ok(Opened::Draft(Box::new(opened(headline, name)), Some(lock(name)), None))
}

/// The effects of showing a draft: it is added to the recent files, and unsaved work for it is searched for.
const SHOWN: &[&str] =
    &["note whereabouts draft", "begun", "give back", "watch 2", "remember tides", "find unsaved Opened"];

#[test]
fn a_file_takes_the_place_of_a_saved_draft() {
    let mut desk = Desk::on("Eels");
    desk.check_act(Action::Open(path("tides")), &["open tides Locked"]);
    assert_eq!(desk.session.opening(), Some(path("tides").as_path()));
    desk.check(arrived(desk.opening(), "tides", draft("Tides", "tides")), SHOWN);
    assert_eq!((desk.headline(), desk.session.opening()), ("Tides", None));
    assert_eq!(desk.session.lock, Some(lock("tides")));
    desk.session.document.lose_file();
    assert!(desk.session.has_unsaved_work(), "it stands nowhere else");
}

#[test]
fn unsaved_words_are_asked_about_before_anything_is_opened() {
    let mut desk = Desk::writing();
    desk.check_act(Action::Open(path("tides")), &["ask Unsaved Open"]);
    desk.check_act(Action::Proceed(Next::Open(path("tides"))), &["open tides Locked"]);
    let shown = [&["note whereabouts draft", "set aside Eels climb", "clear"], &SHOWN[1..]].concat();
    desk.check(arrived(desk.opening(), "tides", draft("Tides", "tides")), &shown);
}

#[test]
fn words_that_are_written_while_a_file_is_opened_are_asked_about() {
    let mut desk = Desk::on("Eels");
    desk.act(Action::Open(path("tides")));
    let number = desk.opening();
    desk.write("!");
    desk.check(arrived(number, "tides", draft("Tides", "tides")), &["give back", "ask Unsaved Open"]);
    assert_eq!(desk.headline(), "Eels!");
}

#[test]
fn of_two_files_the_one_asked_for_last_is_shown_and_the_other_one_given_back() {
    let mut desk = Desk::on("Eels");
    desk.act(Action::Open(path("weirs")));
    let first = desk.opening();
    desk.act(Action::Open(path("tides")));
    let second = desk.opening();
    desk.check(arrived(first, "weirs", draft("Weirs", "weirs")), &["give back"]);
    assert_eq!(desk.headline(), "Eels");
    desk.check(arrived(second, "tides", draft("Tides", "tides")), SHOWN);
}

#[test]
fn a_file_that_is_asked_for_twice_is_read_once() {
    let mut desk = Desk::on("Eels");
    desk.act(Action::Open(path("tides")));
    let number = desk.opening();
    desk.check_act(Action::Open(path("tides")), &[]);
    desk.check(arrived(number, "tides", draft("Tides", "tides")), SHOWN);
}

#[test]
fn a_file_that_is_asked_for_in_another_way_is_read_in_that_way() {
    let mut desk = Desk::on("Eels");
    desk.act(Action::Open(path("tides")));
    let number = desk.opening();
    desk.check_act(Action::OpenAs(path("tides"), Way::Copy), &["open tides Copy"]);
    desk.check(arrived(number, "tides", draft("Tides", "tides")), &["give back"]);
}

#[test]
fn a_file_that_was_given_up_is_not_shown_and_is_waited_for_when_asked_for_again() {
    let mut desk = Desk::on("Eels");
    desk.act(Action::Open(path("tides")));
    let number = desk.opening();
    desk.check_act(Action::GiveUp, &["tell NotOpened"]);
    desk.check_act(Action::Open(path("tides")), &[]);
    desk.check_act(Action::GiveUp, &["tell NotOpened"]);
    desk.check(arrived(number, "tides", draft("Tides", "tides")), &["give back"]);
    desk.check_act(Action::Open(path("tides")), &["open tides Locked"]);
    let number = desk.opening();
    desk.act(Action::GiveUp);
    let failed = NotOpened { reason: "gone".into(), earlier: None, conflict: None };
    desk.check(arrived(number, "tides", Err(failed)), &[]);
}

#[test]
fn a_file_is_opened_with_the_lock_of_this_window_in_mind() {
    for (desk, holder) in [(Desk::on("Eels"), Some(lock("draft").holder().clone())), (Desk::empty(), None)] {
        let mut desk = desk;
        desk.act(Action::Open(path("tides")));
        assert!(
            matches!(&desk.effects[..], [Effect::Disk(Request::Open(_, _, Way::Locked(own)))] if *own == holder),
            "{:?}",
            desk.effects
        );
    }
}

#[test]
fn a_draft_taken_in_hand_gives_up_the_file_that_is_waited_for() {
    let mut desk = Desk::on("Eels");
    desk.act(Action::Open(path("tides")));
    let number = desk.opening();
    desk.act(Action::New);
    assert_eq!(desk.session.opening(), None);
    desk.check(arrived(number, "tides", draft("Tides", "tides")), &["give back"]);
}

#[test]
fn what_is_special_about_a_draft_is_said_once_it_is_open() {
    let sides = [file::Side::Ours, file::Side::Theirs];
    let side = |side| file::ConflictSide { side, label: String::new(), fault: None };
    let conflict = || Box::new(file::Conflict { line: 1, sides: sides.map(side), is_same: false });
    let newer = "(version: 3, kicker: \"K\")";
    let newer = file::parse(newer, file::FileKind::Copydesk).expect("it is a draft").article;
    for (article, conflict, expected) in [
        (article("Tides"), Some(conflict()), &["ask ConflictWithin"][..]),
        (newer.clone(), None, &["tell NewerFields"][..]),
        (newer, Some(conflict()), &["tell NewerFields", "ask ConflictWithin"][..]),
        (article("Tides"), None, &[][..]),
    ] {
        let mut desk = Desk::on("Eels");
        desk.act(Action::Open(path("tides")));
        let document = Document::opened(article.clone(), path("tides"), Some(disk(&article)));
        let result = Ok(Opened::Draft(Box::new(document), Some(lock("tides")), conflict));
        desk.check(arrived(desk.opening(), "tides", result), &[SHOWN, expected].concat());
    }
}

#[test]
fn a_file_that_is_not_to_be_had_leaves_the_draft_as_it_is() {
    let failed = NotOpened { reason: "gone".into(), earlier: None, conflict: None };
    for (result, expected) in
        [(Ok(Opened::Held(maria())), &["ask Held"][..]), (Err(failed), &["checkrecent", "ask NotOpened"][..])]
    {
        let mut desk = Desk::on("Eels");
        desk.act(Action::Open(path("tides")));
        desk.check(arrived(desk.opening(), "tides", result), expected);
        assert_eq!(desk.headline(), "Eels");
    }
}

#[test]
fn a_draft_that_is_opened_in_another_way_says_so() {
    let copy = Document::recovered(article("Tides"), None, None);
    let earlier = Document::recovered(article("Tides"), Some(path("tides")), Some(disk(&article(""))));
    for (way, document, lock, said) in [
        (Way::Copy, copy, "watch 0", "tell OpenedCopy"),
        (Way::Earlier, earlier, "lock tides Written", "tell OpenedEarlier"),
    ] {
        let mut desk = Desk::on("Eels");
        desk.act(Action::OpenAs(path("tides"), way));
        let shown = desk.take(arrived(desk.opening(), "tides", Ok(Opened::Draft(Box::new(document), None, None))));
        assert!(shown.contains(&lock.to_owned()) && shown.last().map(String::as_str) == Some(said), "{shown:?}");
        assert!(desk.session.has_unsaved_work());
    }
}

#[test]
fn a_text_becomes_a_draft_without_a_file() {
    let mut desk = Desk::on("Eels");
    desk.act(Action::Open(path("a.md")));
    let import =
        Import { recognised: Recognised { article: article("Tides"), ..Recognised::default() }, name: "a".into() };
    let shown = ["note whereabouts draft", "begun", "give back", "watch 0", "tell Imported", "go to Headline"];
    desk.check(arrived(desk.opening(), "a.md", Ok(Opened::Import(Box::new(import)))), &shown);
    assert!(desk.session.has_unsaved_work() && desk.session.last_import().is_some());
}

#[test]
fn one_comes_back_to_where_one_was_as_far_as_that_is_still_there() {
    for (place, expected) in
        [(Place::Headline, Some("go back to Headline")), (Place::Takeaway(crate::article::Id(9)), None)]
    {
        let mut desk = Desk::empty();
        desk.act(Action::Open(path("tides")));
        let sight = Sight::Cursor(0.0);
        let whereabouts = Some(Whereabouts { place, anchor: 0, caret: 99, sight });
        let result = draft("Tides", "tides");
        let arrived = Arrived { number: desk.opening(), path: path("tides"), result, whereabouts };
        let shown = desk.take(Input::Opened(Box::new(arrived)));
        assert_eq!(shown.iter().map(String::as_str).find(|wanted| wanted.starts_with("go")), expected);
        let back = desk.effects.iter().find_map(|effect| match effect {
            Effect::GoBack(_, selection, _) => Some((selection.anchor, selection.caret)),
            _ => None,
        });
        assert_eq!(back, expected.map(|_| (0, "Tides".len())), "not behind the end of the text");
    }
}

#[test]
fn one_does_not_come_back_into_a_copy() {
    let mut desk = Desk::empty();
    desk.act(Action::OpenAs(path("tides"), Way::Copy));
    let copy = Document::recovered(article("Tides"), None, None);
    let whereabouts = Whereabouts { place: Place::Headline, anchor: 0, caret: 0, sight: Sight::Cursor(0.0) };
    let result = Ok(Opened::Draft(Box::new(copy), None, None));
    let arrived = Arrived { number: desk.opening(), path: path("tides"), result, whereabouts: Some(whereabouts) };
    let shown = desk.take(Input::Opened(Box::new(arrived)));
    assert!(!shown.iter().any(|wanted| wanted.starts_with("go")), "{shown:?}");
}

#[test]
fn a_window_waits_for_the_file_that_it_comes_up_with() {
    let mut desk = Desk::empty();
    desk.check(Input::ComeUpWith(path("tides")), &["open tides Locked"]);
    assert!(desk.session.comes_up());
    assert_eq!(desk.session.name(), "tides");
    desk.check_act(Action::GiveUp, &["tell NotOpened", "go to Headline"]);
    assert!(!desk.session.comes_up());
    assert_eq!(desk.session.name(), "Untitled");
}
