//! A disk that does not respond: overdue work can be cancelled, and its late answer changes nothing.

use super::*;

/// A draft whose save takes too long.
fn hanging(action: Action) -> (Desk, Save) {
    let mut desk = Desk::writing();
    if desk.act(action).iter().any(|wanted| wanted.starts_with("ask path")) {
        desk.act(Action::Chosen(desk.question(), Purpose::SaveAs, path("other")));
    }
    let save = desk.save();
    (desk, save)
}

#[test]
fn it_is_said_after_a_while_that_the_disk_is_waited_for() {
    let (desk, save) = hanging(Action::Save(None));
    assert_eq!(desk.session.overdue(desk.now.time + 0.5), None);
    assert_eq!(desk.session.next_overdue(desk.now.time + 0.25), Some(0.75));
    assert_eq!(desk.session.overdue(desk.now.time + 1.0), Some(&Work::Save(save.path)));
    assert_eq!(desk.session.next_overdue(desk.now.time + 1.0), None);
}

#[test]
fn what_has_only_just_begun_is_not_given_up() {
    let (mut desk, _) = hanging(Action::Save(None));
    desk.check_act(Action::GiveUp, &[]);
    assert!(desk.session.is_saving());
}

#[test]
fn a_save_that_was_given_up_makes_way_for_another_one() {
    let (mut desk, save) = hanging(Action::Save(None));
    desk.act(Action::Save(Some(Next::New)));
    desk.now.time += 2.0;
    desk.check_act(Action::GiveUp, &["abandon", "tell GivenUp"]);
    assert!(!desk.session.is_saving() && desk.session.has_unsaved_work());
    desk.check_act(Action::SaveAs(None), &["ask path SaveAs"]);
    desk.check_act(
        Action::Chosen(desk.question(), Purpose::SaveAs, path("stick")),
        &["save Eels climb to stick Other"],
    );
    let second = desk.save();
    desk.check(Input::Abandoned(save.number), &[]);
    desk.check(saved(&second), &["moved", "remember stick", "give back", "watch 2"]);
    assert_eq!(desk.session.document().path(), Some(path("stick").as_path()));
}

#[test]
fn a_file_that_is_opened_is_given_up_before_a_save() {
    let (mut desk, _) = hanging(Action::Save(None));
    desk.act(Action::OpenAs(path("tides"), Way::Copy));
    desk.now.time += 2.0;
    desk.check_act(Action::GiveUp, &["tell NotOpened"]);
    assert!(desk.session.is_saving());
    desk.check_act(Action::GiveUp, &["abandon", "tell GivenUp"]);
}

#[test]
fn a_late_answer_tells_what_is_true_and_moves_nothing() {
    // The draft's own file has the saved content, and the window continues with the requested step.
    let (mut desk, save) = hanging(Action::Save(Some(Next::New)));
    desk.now.time += 2.0;
    desk.act(Action::GiveUp);
    desk.check(saved(&save), &["tell SavedAfterAll"]);
    assert!(!desk.session.has_unsaved_work());
    assert_eq!(desk.session.saved_at(), Some(desk.now.at));
    assert_eq!(desk.headline(), "Eels climb");
    // Another file does not become the draft's.
    let (mut desk, save) = hanging(Action::SaveAs(None));
    desk.now.time += 2.0;
    desk.act(Action::GiveUp);
    desk.check(saved(&save), &["give back", "tell SavedAfterAll"]);
    assert_eq!(desk.session.document().path(), Some(path("draft").as_path()));
    assert!(desk.session.has_unsaved_work());
    // The save failed after it was cancelled.
    let (mut desk, save) = hanging(Action::Save(None));
    desk.now.time += 2.0;
    desk.act(Action::GiveUp);
    desk.check(answered(&save, Err(SaveError::Changed(path("draft")))), &[]);
    desk.check(Input::SaveHeld(barred(&save)), &[]);
    // What waited for a save that was given up does not go on.
    let (mut desk, save) = hanging(Action::Save(Some(Next::New)));
    desk.now.time += 2.0;
    desk.act(Action::GiveUp);
    desk.check(Input::TakenOver(barred(&save)), &["give back", "watch 2", "ask TakenOverUnsaved"]);
}

#[test]
fn the_writer_is_waited_for_as_long_as_it_takes_and_the_newest_work_is_given_up_first() {
    let mut desk = Desk::writing();
    desk.act(Action::SaveAs(None));
    assert_eq!(desk.session.next_overdue(desk.now.time), None, "a question is no work of the disk");
    desk.now.time += 2.0;
    assert_eq!(desk.session.overdue(desk.now.time), None);
    assert!(!desk.session.is_saving(), "what is asked is not saved yet");
    desk.act(Action::Save(None));
    let save = desk.save();
    desk.act(Action::Save(Some(Next::Close)));
    desk.now.time += 0.5;
    desk.act(Action::Choose(Purpose::Import));
    desk.act(Action::Chosen(desk.question(), Purpose::Import, path("b.md")));
    assert_eq!(desk.session.next_overdue(desk.now.time), Some(0.5), "the save comes first");
    desk.now.time += 2.0;
    assert_eq!(desk.session.overdue(desk.now.time), Some(&Work::Import(path("b.md"))));
    desk.act(Action::GiveUp);
    assert_eq!(desk.session.overdue(desk.now.time), Some(&Work::Save(path("draft"))));
    let done = desk.take(saved(&save));
    assert_eq!(done.last().map(String::as_str), Some("save Eels climb to draft Own then Close"));
}

#[test]
fn only_what_was_asked_for_a_draft_alone_is_not_waited_for_when_it_is_left() {
    let mut desk = Desk::writing();
    desk.act(Action::Save(None));
    desk.act(Action::Choose(Purpose::Import));
    desk.act(Action::Chosen(desk.question(), Purpose::Import, path("b.md")));
    desk.act(Action::Proceed(Next::New));
    assert!(!desk.session.is_saving());
    desk.now.time += 2.0;
    assert_eq!(desk.session.overdue(desk.now.time), Some(&Work::Import(path("b.md"))));
}

#[test]
fn an_export_and_an_import_can_be_given_up_too() {
    for (purpose, name) in [(Purpose::Export(crate::format::Format::Text), "a.txt"), (Purpose::Import, "b.md")] {
        let mut desk = Desk::writing();
        desk.act(Action::Choose(purpose));
        desk.act(Action::Chosen(desk.question(), purpose, path(name)));
        desk.now.time += 2.0;
        desk.check_act(Action::GiveUp, &["abandon", "tell GivenUp"]);
        assert_eq!(desk.session.overdue(desk.now.time), None);
    }
    let mut desk = Desk::writing();
    let format = crate::format::Format::Text;
    desk.act(Action::Export(format, Vec::new()));
    desk.act(Action::Chosen(desk.question(), Purpose::Export(format), path("a.txt")));
    desk.now.time += 2.0;
    desk.act(Action::GiveUp);
    desk.check(
        Input::Exported(Exported { number: 2, path: path("a.txt"), format, result: Err("full".into()) }),
        &[],
    );
}

#[test]
fn an_import_that_was_given_up_replaces_nothing() {
    let mut desk = Desk::empty();
    desk.act(Action::Choose(Purpose::Import));
    desk.act(Action::Chosen(desk.question(), Purpose::Import, path("a.md")));
    let number = match &desk.effects[..] {
        [Effect::Disk(Request::Import(number, _))] => *number,
        effects => panic!("an import is wanted, and not {effects:?}"),
    };
    desk.now.time += 2.0;
    desk.act(Action::GiveUp);
    let import = Import { recognised: Default::default(), name: "a.md".into() };
    desk.check(Input::Imported(number, Ok(Box::new(import))), &[]);
}
