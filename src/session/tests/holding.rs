//! Who may write to a draft's file.

use super::*;
use crate::document::ReadOnly;
use crate::file::{Change, Tenure};

/// A draft that is read-only here because Maria edits it.
fn reading() -> Desk {
    let document = opened("Eels", "draft").read_only(ReadOnly::Held(Box::new(maria())));
    Desk::new(Session::new(document))
}

/// A draft whose file is not locked yet.
fn unlocked() -> Desk {
    Desk::new(Session::new(opened("Eels", "draft")))
}

fn locked(desk: &Desk, why: Locking, result: LockResult) -> Input {
    let draft = desk.session.number();
    Input::Locked(Box::new(Locked { draft, path: path("draft"), why, result }))
}

#[track_caller]
fn check(mut desk: Desk, why: Locking, result: LockResult, expected: &[&str]) -> Desk {
    let input = locked(&desk, why, result);
    desk.check(input, expected);
    desk
}

#[test]
fn the_draft_in_hand_is_locked() {
    let ours = || LockResult::Ours(lock("draft"));
    let desk = check(unlocked(), Locking::Written, ours(), &["watch 2"]);
    assert_eq!(desk.session.lock, Some(lock("draft")));
    // The window already had the lock, through another path to the same file.
    let mut session = Session::new(opened("Eels", "draft"));
    session.lock = Some(lock("other"));
    let own = LockResult::Theirs(lock("other").holder().clone());
    let desk = check(Desk::new(session), Locking::Written, own, &["watch 2"]);
    assert!(desk.session.lock.is_some_and(|lock| lock.guards(&path("draft"))));
}

#[test]
fn whoever_has_the_draft_open_too_is_named_and_the_draft_stays_as_it_is() {
    let theirs = || LockResult::Theirs(maria());
    let desk = check(unlocked(), Locking::Written, theirs(), &["ask HeldToo", "watch 1"]);
    assert!(!desk.session.document().is_read_only());
    let desk = check(reading(), Locking::ToEdit, theirs(), &["ask StillHeld", "watch 2"]);
    assert!(desk.session.document().is_read_only());
}

#[test]
fn a_draft_that_was_read_is_written_in_when_nobody_has_it_and_is_looked_at_first() {
    let mut desk = reading();
    desk.check_act(Action::Edit, &["lock draft ToEdit"]);
    let may_edit = ["tell MayEdit", "look Looked", "watch 2"];
    let desk = check(desk, Locking::ToEdit, LockResult::Ours(lock("draft")), &may_edit);
    assert!(!desk.session.document().is_read_only());
    check(reading(), Locking::ToEdit, LockResult::Unlocked, &["tell MayEdit", "look Looked", "watch 1"]);
}

#[test]
fn a_draft_is_taken_over_only_when_asked() {
    let mut desk = reading();
    let take_over = Locking::TakeOver(Box::new(maria()));
    desk.check_act(Action::TakeOver(path("draft"), maria()), &["lock draft TakeOver"]);
    check(desk, take_over.clone(), LockResult::Ours(lock("draft")), &["tell MayEdit", "look Looked", "watch 2"]);
    let told = ["tell MayEdit", "look Looked", "tell OtherNotTold", "watch 1"];
    check(reading(), take_over, LockResult::Unlocked, &told);
}

#[test]
fn a_lock_that_comes_late_is_given_back() {
    let mut desk = unlocked();
    let late = locked(&desk, Locking::Written, LockResult::Ours(lock("draft")));
    desk.act(Action::New);
    desk.check(late, &["give back"]);
    check(reading(), Locking::Written, LockResult::Ours(lock("draft")), &["give back"]);
    check(reading(), Locking::Written, LockResult::Theirs(maria()), &[]);
    // Neither another draft of the same file, nor the draft's file before.
    for (drafts_since, name) in [(1, "draft"), (0, "before")] {
        let mut desk = unlocked();
        let (draft, result) = (desk.session.number() + drafts_since, LockResult::Ours(lock(name)));
        let late = Locked { draft, path: path(name), why: Locking::Written, result };
        desk.check(Input::Locked(Box::new(late)), &["give back"]);
    }
}

#[test]
fn the_lock_of_the_file_before_is_given_back_where_there_is_none_to_be_had() {
    for (result, expected) in [
        (LockResult::Unlocked, &["give back", "watch 1"][..]),
        (LockResult::Theirs(maria()), &["give back", "ask HeldToo", "watch 1"][..]),
    ] {
        let mut desk = unlocked();
        desk.session.lock = Some(lock("before"));
        check(desk, Locking::Written, result, expected);
    }
}

#[test]
fn whoever_holds_a_draft_now_is_known_when_it_cannot_be_written_in() {
    let document = opened("Eels", "draft").read_only(ReadOnly::Free);
    let desk = Desk::new(Session::new(document));
    let desk = check(desk, Locking::ToEdit, LockResult::Theirs(maria()), &["ask StillHeld", "watch 2"]);
    let why = ReadOnly::Held(Box::new(maria()));
    assert_eq!(desk.session.document().why_read_only(), Some(&why));
}

#[test]
fn a_draft_that_is_written_in_already_is_not_locked_to_be() {
    Desk::on("Eels").check_act(Action::Edit, &[]);
    let mut desk = Desk::on("Eels");
    desk.take(Input::Stirred);
    desk.check(looked(desk.look(), LockFound::Others(None)), &[]);
    assert!(!desk.session.document().is_read_only());
}

fn looked(look: Look, lock: LockFound) -> Input {
    Input::Looked(Box::new(Elsewhere { look, change: Change::Same, stat: None, lock }))
}

#[test]
fn who_is_taken_over_is_told_and_writes_no_more() {
    let taken = || LockFound::Own(Tenure::Taken(maria()));
    for (mut desk, expected) in [
        (Desk::on("Eels"), &["give back", "watch 2", "ask TakenOver"][..]),
        (Desk::writing(), &["give back", "watch 2", "ask TakenOverUnsaved"][..]),
    ] {
        desk.take(Input::Stirred);
        desk.check(looked(desk.look(), taken()), expected);
        desk.write(" on");
        assert!(!desk.headline().ends_with(" on"), "nothing is written in it here");
    }
}

#[test]
fn a_lock_that_is_gone_is_made_again() {
    let mut desk = Desk::on("Eels");
    desk.take(Input::Stirred);
    let again = ["give back", "lock draft Written", "watch 1"];
    desk.check(looked(desk.look(), LockFound::Own(Tenure::Gone)), &again);
}

#[test]
fn what_was_found_out_about_a_lock_that_is_no_longer_ours_is_nothing() {
    let mut desk = Desk::on("Eels");
    desk.take(Input::Stirred);
    let look = desk.look();
    desk.session.lock = Some(Held::for_test(&path("draft"), "newer"));
    desk.check(looked(look, LockFound::Own(Tenure::Taken(maria()))), &[]);
}

#[test]
fn a_reader_is_told_when_the_writer_leaves_and_of_whoever_comes_next() {
    let mut desk = reading();
    for (holder, expected) in
        [(Some(maria()), &[][..]), (None, &["tell NoLongerHeld"][..]), (None, &[][..]), (Some(maria()), &[][..])]
    {
        desk.take(Input::Stirred);
        desk.check(looked(desk.look(), LockFound::Others(holder.clone())), expected);
        let why = holder.map_or(ReadOnly::Free, |holder| ReadOnly::Held(Box::new(holder)));
        assert_eq!(desk.session.document().why_read_only(), Some(&why));
    }
}
