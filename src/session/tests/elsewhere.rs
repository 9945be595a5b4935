//! Changes that others make to the draft's file.

use super::*;
use crate::file::{self, Change, Expected, NativeError, OpenError, Stat};

fn holds(headline: &str) -> Change {
    let article = article(headline);
    let fingerprint = Some(disk(&article));
    Change::Other(Box::new(file::Opened { article, fingerprint, ..file::Opened::default() }))
}

fn newer() -> Change {
    let fingerprint = Some(disk(&article("Newer")));
    Change::Other(Box::new(file::Opened { newer: Some(9), fingerprint, ..file::Opened::default() }))
}

fn unreadable() -> Change {
    Change::Unreadable(OpenError::Native(NativeError::Empty, path("draft")), Some(Fingerprint::of(b"")))
}

fn found(look: Look, change: Change) -> Input {
    Input::Looked(Box::new(Elsewhere { look, change, stat: None, lock: LockFound::Nothing }))
}

/// Checks the effects when the disk is found changed in this way.
#[track_caller]
fn check(mut desk: Desk, change: Change, expected: &[&str]) -> Desk {
    desk.check(Input::CameBack, &["look Looked"]);
    desk.check(found(desk.look(), change), expected);
    desk
}

#[test]
fn a_file_that_holds_the_same_is_nobodys_change() {
    check(Desk::on("Eels"), Change::Same, &[]);
    check(Desk::writing(), Change::Same, &[]);
}

#[test]
fn an_unchanged_draft_becomes_what_its_file_holds() {
    let desk = check(Desk::on("Eels"), holds("Tides"), &["tell Reloaded"]);
    assert_eq!((desk.headline(), desk.session.has_unsaved_work()), ("Tides", false));
}

#[test]
fn the_same_words_on_both_sides_are_no_question() {
    let desk = check(Desk::writing(), holds("Eels climb"), &["tell Reloaded"]);
    assert!(!desk.session.has_unsaved_work());
}

#[test]
fn a_change_while_words_are_unsaved_is_asked_about_and_nothing_is_written() {
    let desk = check(Desk::writing(), holds("Tides"), &["ask conflict Tides"]);
    assert_eq!((desk.headline(), desk.session.has_unsaved_work()), ("Eels climb", true));
}

#[test]
fn a_conflict_is_settled_as_the_writer_says() {
    for (cause, verdict, expected) in [
        (Cause::Looked, Verdict::Later, &["tell AskedAgainBySave"][..]),
        (Cause::Looked, Verdict::KeepMine, &["tell MineKept"][..]),
        (Cause::Save(Some(Next::New)), Verdict::KeepMine, &["save Eels climb to draft Own then New"][..]),
        (Cause::Looked, Verdict::TakeTheirs, &["set aside Eels climb"][..]),
        (Cause::Save(Some(Next::Close)), Verdict::TakeTheirs, &["set aside Eels climb", "close"][..]),
        (Cause::Looked, Verdict::KeepBoth, &["save Eels climb to draft Beside"][..]),
        (Cause::Save(Some(Next::New)), Verdict::KeepBoth, &["save Eels climb to draft Beside then New"][..]),
    ] {
        let mut desk = Desk::writing();
        let theirs = Theirs { article: article("Tides"), disk: Some(disk(&article("Tides"))), stat: None };
        let about = Some(path("draft"));
        let conflict = Conflict { theirs, cause, draft: desk.session.number(), path: about };
        desk.check_act(Action::Settle(Box::new(conflict), verdict), expected);
        let is_taken = verdict == Verdict::TakeTheirs;
        let is_known = is_taken || verdict == Verdict::KeepMine;
        let held = if is_known { "Tides" } else { "Eels" };
        assert_eq!(desk.session.document().disk(), Some(disk(&article(held))), "what may be written over");
        assert_eq!(desk.headline(), if is_taken { "Tides" } else { "Eels climb" });
        // The file may have changed again while the question was open.
        assert_eq!(desk.take(Input::Tick).is_empty(), desk.session.is_saving());
    }
}

#[test]
fn a_conflict_about_a_draft_that_was_left_decides_nothing() {
    let mut desk = Desk::writing();
    let theirs = Theirs { article: article("Tides"), disk: None, stat: None };
    let about = Some(path("draft"));
    let conflict = Conflict { theirs, cause: Cause::Looked, draft: desk.session.number(), path: about };
    desk.act(Action::Proceed(Next::New));
    desk.check_act(Action::Settle(Box::new(conflict), Verdict::TakeTheirs), &[]);
    assert!(desk.session.document().article().is_empty());
    // Neither about another draft of the same file, nor about the draft's file before.
    for (drafts_since, name) in [(1, "draft"), (0, "before")] {
        let mut desk = Desk::writing();
        let theirs = Theirs { article: article("Tides"), disk: None, stat: None };
        let draft = desk.session.number() + drafts_since;
        let conflict = Conflict { theirs, cause: Cause::Looked, draft, path: Some(path(name)) };
        desk.check_act(Action::Settle(Box::new(conflict), Verdict::TakeTheirs), &[]);
        assert_eq!(desk.headline(), "Eels climb");
    }
}

/// A save that found something else in the file, and looks at it.
fn refused(mut desk: Desk) -> Desk {
    desk.act(Action::Save(Some(Next::New)));
    let changed = answered(&desk.save(), Err(SaveError::Changed(path("draft"))));
    desk.check(changed, &["look Save then New"]);
    desk
}

#[test]
fn a_save_goes_on_where_nothing_stands_in_its_way_after_all() {
    let again = "save Eels climb to draft Own then New";
    for (change, expected) in [
        (Change::Same, &[again][..]),
        (Change::Gone, &["tell FileGone", again][..]),
        (newer(), &["ask NewerElsewhere then New"][..]),
        (holds("Eels climb"), &["note whereabouts draft", "begun", "give back", "watch 0", "tell Reloaded"][..]),
    ] {
        let mut desk = refused(Desk::writing());
        desk.check(found(desk.look(), change), expected);
    }
}

#[test]
fn a_save_that_finds_the_draft_taken_over_keeps_what_waits_for_it() {
    let mut desk = refused(Desk::writing());
    let lock = LockFound::Own(file::Tenure::Taken(maria()));
    let taken = Elsewhere { look: desk.look(), change: Change::Same, stat: None, lock };
    let expected = ["give back", "watch 2", "ask TakenOverUnsaved then New"];
    desk.check(Input::Looked(Box::new(taken)), &expected);
}

#[test]
fn a_save_looks_at_once_and_is_answered_whatever_is_open() {
    let mut desk = Desk::writing();
    desk.check(Input::Stirred, &["look Looked"]);
    let mut desk = refused(desk);
    desk.now.cover = Cover::Question;
    desk.check(found(desk.look(), holds("Tides")), &["ask conflict Tides"]);
    // Saved meanwhile: what was found is no longer so.
    let mut desk = refused(Desk::writing());
    let look = desk.look();
    desk.act(Action::Save(None));
    desk.take(saved(&desk.save()));
    desk.check(found(look, holds("Tides")), &["look Save then New"]);
}

#[test]
fn what_was_found_before_a_save_is_looked_at_again_after_it() {
    let mut desk = Desk::writing();
    desk.take(Input::CameBack);
    let look = desk.look();
    desk.act(Action::Save(None));
    desk.take(saved(&desk.save()));
    desk.check(found(look, holds("Eels")), &[]);
    assert_eq!(desk.headline(), "Eels climb");
    desk.check(Input::Tick, &["look Looked"]);
}

#[test]
fn what_was_found_about_a_draft_that_was_left_is_nothing_to_the_next_one() {
    let mut desk = Desk::on("Eels");
    desk.take(Input::CameBack);
    let look = desk.look();
    desk.session.begin(opened("Eels", "draft"), Some(lock("draft")));
    desk.session.effects.clear();
    desk.check(found(look, holds("Tides")), &[]);
    assert_eq!(desk.headline(), "Eels");
    desk.check(Input::Tick, &[]);
}

#[test]
fn nothing_is_left_to_look_at_once_it_was_looked_at() {
    // What is the same under a question needs no second look.
    let mut desk = Desk::on("Eels");
    desk.take(Input::CameBack);
    desk.now.cover = Cover::Question;
    desk.check(found(desk.look(), Change::Same), &[]);
    desk.now.cover = Cover::Nothing;
    desk.check(Input::Tick, &[]);
    // What was to be looked at after a save is looked at when the writer comes back.
    let mut desk = Desk::writing();
    desk.act(Action::Save(None));
    let save = desk.save();
    desk.check(Input::Stirred, &[]);
    desk.take(saved(&save));
    desk.check(Input::CameBack, &["look Looked"]);
    desk.check(found(desk.look(), Change::Same), &[]);
    desk.check(Input::Tick, &[]);
}

#[test]
fn a_file_that_stands_as_it_was_seen_is_read_again_only_by_a_save() {
    let seen = || Some(Stat::for_test(7));
    let stands = |look: Look, change: Change| {
        Input::Looked(Box::new(Elsewhere { look, change, stat: seen(), lock: LockFound::Nothing }))
    };
    for change in [Change::Same, holds("Tides")] {
        let mut desk = Desk::on("Eels");
        desk.take(Input::CameBack);
        assert_eq!(desk.look().seen, None);
        desk.take(stands(desk.look(), change));
        desk.take(Input::CameBack);
        assert_eq!(desk.look().seen, seen());
        desk.write("!");
        assert_eq!(refused(desk).look().seen, None);
    }
}

#[test]
fn what_the_writer_knows_of_is_told_once() {
    for (change, expected) in
        [(newer as fn() -> Change, "ask NewerElsewhere"), (unreadable, "tell ChangedUnreadable")]
    {
        let mut desk = Desk::on("Eels");
        for expected in [&[expected][..], &[]] {
            desk.take(Input::CameBack);
            let (look, stat) = (desk.look(), Some(Stat::for_test(7)));
            let found = Elsewhere { look, change: change(), stat, lock: LockFound::Nothing };
            desk.check(Input::Looked(Box::new(found)), expected);
        }
        assert!(desk.session.has_unsaved_work(), "the article stands nowhere else");
    }
}

#[test]
fn a_newer_versions_draft_that_is_read_follows_its_file_and_is_never_unsaved() {
    let reading = || {
        let document = opened("Eels", "draft").read_only(crate::document::ReadOnly::Newer(9));
        Desk::new(Session::new(document))
    };
    for (change, expected) in [(newer(), "tell Reloaded"), (Change::Gone, "tell FileGone")] {
        let mut desk = reading();
        desk.take(Input::CameBack);
        desk.check(found(desk.look(), change), &[expected]);
        assert!(!desk.session.has_unsaved_work());
    }
}

#[test]
fn a_draft_that_was_taken_over_keeps_its_unsaved_words_when_its_file_changes() {
    let mut desk = Desk::writing();
    desk.session.document.hold_back(crate::document::ReadOnly::Free);
    let desk = check(desk, holds("Tides"), &["tell ChangedWhileRead"]);
    assert_eq!(desk.headline(), "Eels climb");
}

#[test]
fn what_others_have_doubled_is_told_apart_when_it_is_taken_in() {
    let mut theirs = article("Tides");
    theirs.push_takeaway("One");
    theirs.takeaways.push(theirs.takeaways[0].clone());
    let fingerprint = Some(disk(&theirs));
    let change = Change::Other(Box::new(file::Opened { article: theirs, fingerprint, ..file::Opened::default() }));
    let desk = check(Desk::on("Eels"), change, &["tell Reloaded"]);
    let [first, second] = &desk.session.document().article().takeaways[..] else { panic!("there are two") };
    assert_ne!(first.id, second.id);
}

#[test]
fn when_the_draft_was_saved_is_not_known_of_what_others_have_saved() {
    let mut desk = Desk::writing();
    desk.act(Action::Save(None));
    desk.take(saved(&desk.save()));
    let desk = check(desk, holds("Tides"), &["tell Reloaded"]);
    assert_eq!(desk.session.saved_at(), None);
}

#[test]
fn nobody_is_asked_twice_about_one_change_but_every_save_asks() {
    let mut desk = Desk::writing();
    let found = |look: Look| {
        let stat = Some(Stat::for_test(7));
        Input::Looked(Box::new(Elsewhere { look, change: holds("Tides"), stat, lock: LockFound::Nothing }))
    };
    desk.take(Input::CameBack);
    desk.check(found(desk.look()), &["ask conflict Tides"]);
    desk.take(Input::CameBack);
    desk.check(found(desk.look()), &[]);
    desk.act(Action::Save(None));
    desk.take(answered(&desk.save(), Err(SaveError::Changed(path("draft")))));
    desk.check(found(desk.look()), &["ask conflict Tides"]);
}

#[test]
fn a_file_that_is_gone_makes_the_draft_unsaved_and_is_told_once() {
    let mut desk = check(Desk::on("Eels"), Change::Gone, &["tell FileGone"]);
    assert!(desk.session.has_unsaved_work());
    desk.check(Input::Note, &["keep Eels"]);
    let desk = check(desk, Change::Gone, &[]);
    assert!(!check(desk, Change::Same, &[]).session.has_unsaved_work());
}

#[test]
fn a_newer_version_of_the_program_is_never_written_over() {
    let mut desk = check(Desk::writing(), newer(), &["ask NewerElsewhere"]);
    assert!(desk.session.has_unsaved_work());
    desk.act(Action::Save(None));
    assert_eq!(
        desk.save().onto,
        Onto::Own(Expected::Exactly(disk(&article("Eels"))), Some(lock("draft").claim()))
    );
}

#[test]
fn what_cannot_be_read_is_told_and_asked_about_by_a_save() {
    let mut desk = check(Desk::writing(), unreadable(), &["tell ChangedUnreadable"]);
    desk.act(Action::Save(Some(Next::New)));
    desk.take(answered(&desk.save(), Err(SaveError::Changed(path("draft")))));
    desk.check(found(desk.look(), unreadable()), &["ask UnreadableElsewhere then New"]);
    let over = Action::SaveOver(Some(Fingerprint::of(b"")), Some(Next::New));
    desk.check_act(over, &["save Eels climb to draft Own then New"]);
    let onto = Onto::Own(Expected::Exactly(Fingerprint::of(b"")), Some(lock("draft").claim()));
    assert_eq!(desk.save().onto, onto, "over that, and over nothing that has come since");
}

#[test]
fn a_newer_versions_unreadable_draft_is_not_offered_to_be_written_over() {
    let mut desk = Desk::writing();
    desk.act(Action::Save(None));
    desk.take(answered(&desk.save(), Err(SaveError::Changed(path("draft")))));
    let error = OpenError::Native(NativeError::TooNew(9), path("draft"));
    desk.take(found(desk.look(), Change::Unreadable(error, Some(Fingerprint::of(b"9")))));
    assert!(matches!(&desk.effects[..], [Effect::Ask(Ask::UnreadableElsewhere(_, None, None))]));
}

#[test]
fn a_draft_that_is_only_read_follows_its_file() {
    let document = opened("Eels", "draft").read_only(crate::document::ReadOnly::Free);
    let mut desk = Desk::new(Session::new(document));
    desk.check(Input::Stirred, &["look Looked"]);
    assert_eq!(desk.look().lock, LockAsked::Others);
    desk.check(found(desk.look(), holds("Tides")), &["tell Reloaded"]);
    assert_eq!(desk.headline(), "Tides");
}

#[test]
fn a_look_that_comes_late_is_looked_at_again() {
    // During a save, and while a question is open, changes on disk are ignored.
    let mut desk = Desk::writing();
    desk.take(Input::CameBack);
    let look = desk.look();
    desk.act(Action::Save(None));
    let save = desk.save();
    desk.check(found(look, holds("Tides")), &[]);
    desk.check(Input::Tick, &[]);
    desk.take(saved(&save));
    desk.check(Input::Tick, &["look Looked"]);
    let look = desk.look();
    desk.write("!");
    desk.now.cover = Cover::Question;
    desk.check(found(look, holds("Tides")), &[]);
    desk.check(Input::Tick, &[]);
    desk.now.cover = Cover::Nothing;
    desk.check(Input::Tick, &["look Looked"]);
}

#[test]
fn one_looks_once_at_a_time_and_not_for_a_draft_without_a_file() {
    let mut desk = Desk::on("Eels");
    desk.check(Input::Stirred, &["look Looked"]);
    let look = desk.look();
    desk.check(Input::Stirred, &[]);
    desk.check(found(look.clone(), Change::Same), &[]);
    desk.check(Input::Tick, &["look Looked"]);
    desk.act(Action::New);
    desk.check(found(look, holds("Tides")), &[]);
    assert!(desk.session.document().article().is_empty(), "it was another draft's");
    desk.check(Input::CameBack, &[]);
}
