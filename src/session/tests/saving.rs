//! Saving a draft.

use super::*;
use crate::file::{Expected, Obstacle, WriteError};

fn full() -> WriteError {
    WriteError { obstacle: Obstacle::Full, path: path("draft") }
}

#[test]
fn a_save_writes_over_what_the_file_is_known_to_hold_and_nothing_else() {
    let mut desk = Desk::writing();
    desk.check_act(Action::Save(None), &["save Eels climb to draft Own"]);
    let save = desk.save();
    let expected = Expected::Exactly(disk(&article("Eels")));
    assert_eq!(save.onto, Onto::Own(expected, Some(lock("draft").claim())));
    assert!(desk.session.is_saving() && desk.session.has_unsaved_work());
    desk.check(saved(&save), &["moved", "remember draft", "watch 2"]);
    assert!(!desk.session.is_saving() && !desk.session.has_unsaved_work());
    assert_eq!(desk.session.saved_at(), Some(desk.now.at));
}

#[test]
fn a_save_waits_for_the_one_before_and_then_saves_the_newest_words() {
    let mut desk = Desk::writing();
    desk.act(Action::Save(None));
    let first = desk.save();
    desk.write(" weirs");
    desk.check_act(Action::Save(Some(Next::New)), &[]);
    desk.check(
        saved(&first),
        &["moved", "remember draft", "watch 2", "save Eels climb weirs to draft Own then New"],
    );
    let second = desk.save();
    assert_eq!(second.next, Some(Next::New));
    let onto = Onto::Own(Expected::Exactly(disk(&first.article)), Some(lock("draft").claim()));
    assert_eq!(second.onto, onto, "over what the first has written");
    let left = ["moved", "remember draft", "watch 2", "note whereabouts draft", "begun", "give back", "watch 0"];
    desk.check(saved(&second), &left);
}

#[test]
fn words_that_are_typed_while_a_save_runs_are_unsaved_when_it_is_done() {
    let mut desk = Desk::writing();
    desk.act(Action::Save(Some(Next::Close)));
    let save = desk.save();
    desk.write(" weirs");
    desk.check(saved(&save), &["moved", "remember draft", "watch 2", "ask Unsaved Close"]);
    assert!(desk.session.has_unsaved_work());
}

#[test]
fn a_save_that_fails_loses_nothing_and_says_so() {
    let newer = SaveError::Newer(9, path("draft"));
    let unsure = SaveError::Unsure(full(), disk(&article("Eels climb")));
    for (error, expected, disk_after) in [
        (SaveError::Write(full()), "ask NotSaved Failed To then New", disk(&article("Eels"))),
        (newer, "ask NotSaved Failed To then New", disk(&article("Eels"))),
        // The content is this draft's own, so the next save may overwrite it.
        (unsure, "ask NotSaved Failed To then New", disk(&article("Eels climb"))),
        // Nothing is overwritten without asking: the file is checked first.
        (SaveError::Changed(path("draft")), "look Save then New", disk(&article("Eels"))),
    ] {
        let mut desk = Desk::writing();
        desk.act(Action::Save(Some(Next::New)));
        let save = desk.save();
        desk.act(Action::Save(None));
        desk.check(answered(&save, Err(error)), &[expected]);
        assert_eq!(desk.session.document().disk(), Some(disk_after));
        assert!(desk.session.has_unsaved_work() && !desk.session.is_saving());
        assert_eq!(desk.headline(), "Eels climb");
        // The save that waited for it is not made up for: it was asked about.
        desk.act(Action::Save(None));
        desk.check(saved(&desk.save()), &["moved", "remember draft", "watch 2"]);
    }
}

#[test]
fn a_save_under_another_name_that_fails_says_nothing_of_the_drafts_own_file() {
    for error in [
        SaveError::Write(full()),
        SaveError::Changed(path("other")),
        SaveError::Unsure(full(), disk(&article("Eels climb"))),
    ] {
        let mut desk = Desk::writing();
        desk.act(Action::SaveAs(None));
        desk.act(Action::Chosen(desk.question(), Purpose::SaveAs, path("other")));
        desk.check(answered(&desk.save(), Err(error)), &["ask NotSaved Failed To"]);
        assert_eq!(desk.session.document().disk(), Some(disk(&article("Eels"))));
    }
}

#[test]
fn what_waits_for_a_save_goes_on_with_the_look_that_it_has_led_to() {
    let mut desk = Desk::writing();
    desk.act(Action::Save(None));
    let save = desk.save();
    desk.act(Action::Save(Some(Next::Close)));
    desk.take(answered(&save, Err(SaveError::Changed(path("draft")))));
    assert_eq!(desk.look().cause, Cause::Save(Some(Next::Close)));
}

#[test]
fn a_draft_without_a_file_asks_for_one_and_locks_it() {
    let mut desk = Desk::empty();
    desk.write("Eels");
    desk.check_act(Action::Save(Some(Next::ChoosePicture)), &["ask path SaveAs"]);
    let chosen = Action::Chosen(desk.question(), Purpose::SaveAs, path("new"));
    desk.check_act(chosen, &["save Eels to new Other then ChoosePicture"]);
    desk.check(saved(&desk.save()), &["moved", "remember new", "watch 2", "choosepicture"]);
    assert_eq!(desk.session.document().path(), Some(path("new").as_path()));
    assert_eq!(desk.session.lock, Some(lock("new")));
}

#[test]
fn saving_under_another_name_moves_the_lock() {
    let mut desk = Desk::writing();
    desk.act(Action::SaveAs(None));
    desk.act(Action::Chosen(desk.question(), Purpose::SaveAs, path("other")));
    let save = desk.save();
    assert_eq!(save.onto, Onto::Other(Some(lock("draft").holder().clone())));
    desk.check(saved(&save), &["moved", "remember other", "give back", "watch 2"]);
}

#[test]
fn a_file_that_someone_has_open_is_not_saved_over() {
    let mut desk = Desk::writing();
    desk.act(Action::SaveAs(None));
    desk.act(Action::Chosen(desk.question(), Purpose::SaveAs, path("other")));
    let save = desk.save();
    desk.act(Action::Save(Some(Next::New)));
    desk.check(Input::SaveHeld(barred(&save)), &["ask NotSaved Held To"]);
    assert!(desk.session.has_unsaved_work() && !desk.session.is_saving());
    assert_eq!(desk.session.document().path(), Some(path("draft").as_path()));
    desk.act(Action::Save(None));
    desk.check(saved(&desk.save()), &["moved", "remember draft", "watch 2"]);
}

#[test]
fn a_draft_that_was_taken_over_is_not_saved_and_asks_for_another_name() {
    let mut desk = Desk::writing();
    desk.act(Action::Save(Some(Next::New)));
    let save = desk.save();
    desk.act(Action::Save(None));
    desk.check(Input::TakenOver(barred(&save)), &["give back", "watch 2", "ask TakenOverUnsaved then New"]);
    desk.check_act(Action::SaveTo(path("draft"), None), &[]);
    desk.check_act(Action::Save(None), &["ask path SaveAs"]);
    let own = Action::Chosen(desk.question(), Purpose::SaveAs, path("draft"));
    desk.check_act(own, &["ask NotSaved ReadOnly No"]);
    desk.act(Action::SaveAs(None));
    desk.act(Action::Chosen(desk.question(), Purpose::SaveAs, path("mine")));
    desk.check(saved(&desk.save()), &["moved", "remember mine", "watch 2"]);
    assert!(!desk.session.document().is_read_only() && !desk.session.has_unsaved_work());
}

#[test]
fn what_a_newer_version_has_written_is_never_saved() {
    let document = opened("Eels", "draft").read_only(crate::document::ReadOnly::Newer(9));
    let mut desk = Desk::new(Session::new(document));
    desk.check_act(Action::Save(None), &[]);
    desk.check_act(Action::SaveTo(path("other"), None), &[]);
}

#[test]
fn an_earlier_version_that_cannot_be_kept_is_said() {
    let mut desk = Desk::writing();
    desk.act(Action::Save(None));
    let save = desk.save();
    let result = Ok(SavedDraft { disk: disk(&save.article), is_old_kept: false });
    desk.check(answered(&save, result), &["moved", "remember draft", "tell SavedNothingKept", "watch 2"]);
}

#[test]
fn a_save_of_a_draft_that_was_left_does_not_touch_the_one_in_hand() {
    for (result, expected) in [
        (Ok(()), &["remember draft"][..]),
        (Err(SaveError::Write(full())), &["ask OtherNotSaved Failed"][..]),
        (Err(SaveError::Changed(path("draft"))), &["ask OtherNotSaved Failed"][..]),
    ] {
        let mut desk = Desk::writing();
        desk.act(Action::Save(None));
        let save = desk.save();
        desk.act(Action::Proceed(Next::New));
        desk.write("Mine");
        let result = result.map(|()| SavedDraft { disk: disk(&save.article), is_old_kept: true });
        desk.check(answered(&save, result), expected);
        assert!(desk.session.has_unsaved_work() && desk.session.document().path().is_none());
    }
    for (barred_by, expected) in [
        (Input::TakenOver as fn(Box<Barred>) -> Input, "ask OtherNotSaved TakenOver"),
        (Input::SaveHeld, "ask OtherNotSaved Held"),
    ] {
        let mut desk = Desk::writing();
        desk.act(Action::Save(None));
        let save = desk.save();
        desk.act(Action::Proceed(Next::New));
        desk.check(barred_by(barred(&save)), &[expected]);
        assert!(!desk.session.document().is_read_only());
    }
}

#[test]
fn the_lock_of_a_draft_that_was_left_while_it_was_saved_is_given_back() {
    let mut desk = Desk::writing();
    desk.act(Action::SaveAs(None));
    desk.act(Action::Chosen(desk.question(), Purpose::SaveAs, path("other")));
    let save = desk.save();
    desk.act(Action::Proceed(Next::New));
    desk.check(saved(&save), &["give back", "remember other"]);
}

#[test]
fn a_lock_of_another_file_is_no_lock_of_the_drafts_own() {
    let mut desk = Desk::writing();
    desk.session.lock = Some(lock("other"));
    desk.act(Action::Save(None));
    assert_eq!(desk.save().onto, Onto::Own(Expected::Exactly(disk(&article("Eels"))), None));
}

#[test]
fn both_texts_are_kept_by_a_save_beside_the_file() {
    let mut desk = Desk::writing();
    let conflict = Conflict {
        theirs: Theirs { article: article("Theirs"), disk: Some(disk(&article("Theirs"))), stat: None },
        cause: Cause::Save(Some(Next::New)),
        draft: desk.session.number(),
        path: Some(path("draft")),
    };
    let settled = Action::Settle(Box::new(conflict), Verdict::KeepBoth);
    desk.check_act(settled, &["save Eels climb to draft Beside then New"]);
    let save = Save { path: path("draft (mine)"), ..desk.save() };
    let left = desk.take(saved(&save));
    assert!(left.contains(&"begun".to_owned()), "what waited goes on: {left:?}");
}
