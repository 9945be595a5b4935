//! What the journal is told to store.

use super::*;

#[test]
fn what_is_unsaved_is_kept_and_an_idle_moment_keeps_nothing() {
    let mut desk = Desk::on("Eels");
    desk.check(Input::Note, &[]);
    desk.write(" climb");
    desk.check(Input::Note, &["keep Eels climb"]);
    desk.check(Input::Note, &[]);
    desk.write(" weirs");
    desk.check(Input::Note, &["keep Eels climb weirs"]);
}

#[test]
fn what_is_saved_or_taken_back_is_kept_no_longer() {
    let mut desk = Desk::writing();
    desk.take(Input::Note);
    desk.act(Action::Undo);
    desk.check(Input::Note, &["clear"]);
    desk.act(Action::Redo);
    desk.check(Input::Note, &["keep Eels climb"]);
    desk.act(Action::Save(None));
    let save = desk.save();
    desk.check(Input::Note, &[]);
    desk.take(saved(&save));
    desk.check(Input::Note, &["clear"]);
}

#[test]
fn words_typed_while_a_save_runs_are_kept_as_begun_from_what_was_saved() {
    let mut desk = Desk::writing();
    desk.act(Action::Save(None));
    let save = desk.save();
    desk.write(" weirs");
    desk.take(Input::Note);
    desk.take(saved(&save));
    desk.check(Input::Note, &["keep Eels climb weirs"]);
    let kept = match &desk.effects[..] {
        [Effect::Journal(Order::Keep(kept))] => kept.header.disk,
        effects => panic!("it is kept, and not {effects:?}"),
    };
    assert_eq!(kept, Some(disk(&article("Eels climb"))));
}

#[test]
fn a_draft_that_nobody_has_written_is_not_kept() {
    let mut desk = Desk::empty();
    desk.take(Input::Defaults(Box::new(article("Column:"))));
    desk.act(Action::New);
    desk.check(Input::Note, &[]);
    desk.check_act(Action::New, &["begun", "watch 0"]);
}

#[test]
fn a_journal_that_fails_is_known_while_it_lasts() {
    let mut desk = Desk::writing();
    for (health, keeping, expected) in [
        (Health::Failing("full".into()), Keeping::Failing("full".into()), &["keepingchanged"][..]),
        (Health::Failing("gone".into()), Keeping::Failing("gone".into()), &["keepingchanged"][..]),
        (Health::Mended, Keeping::Well, &["tell Protected", "keepingchanged"][..]),
        (Health::Late, Keeping::Late, &["keepingchanged"][..]),
        (Health::Mended, Keeping::Well, &["keepingchanged"][..]),
    ] {
        desk.check(Input::Journal(health), expected);
        assert_eq!(*desk.session.keeping(), keeping);
    }
    desk.take(Input::Journal(Health::Failing("full".into())));
    desk.act(Action::Proceed(Next::New));
    assert_eq!(*desk.session.keeping(), Keeping::Failing("full".into()), "another draft is no safer");
}

#[test]
fn what_is_kept_knows_its_file_and_a_move_is_kept_too() {
    let kept = |desk: &Desk| match &desk.effects[..] {
        [Effect::Journal(Order::Keep(kept))] => (kept.header.path.clone(), kept.header.disk),
        effects => panic!("it is kept, and not {effects:?}"),
    };
    let mut desk = Desk::writing();
    desk.take(Input::Note);
    let held = Some(disk(&article("Eels")));
    assert_eq!(kept(&desk), (Some(path("draft")), held));
    // Only where it belongs has changed.
    let state = desk.session.document.state();
    desk.session.document.saved_as_of(path("other"), state + 1, disk(&article("Eels")));
    desk.take(Input::Note);
    assert_eq!(kept(&desk), (Some(path("other")), held));
}

#[test]
fn a_draft_whose_file_goes_and_comes_back_is_kept_for_as_long_as_that() {
    let mut desk = Desk::on("Eels");
    desk.check(Input::Note, &[]);
    desk.session.document.lose_file();
    desk.check(Input::Note, &["keep Eels"]);
    desk.session.document.find_file();
    desk.check(Input::Note, &["clear"]);
}

#[test]
fn another_draft_is_noted_even_if_it_is_like_the_one_before() {
    let mut desk = Desk::writing();
    desk.take(Input::Note);
    desk.session.number += 1;
    desk.check(Input::Note, &["keep Eels climb"]);
}

#[test]
fn what_was_taken_back_before_the_draft_was_left_is_cleared() {
    let mut desk = Desk::writing();
    desk.take(Input::Note);
    desk.act(Action::Undo);
    desk.check_act(Action::New, &["note whereabouts draft", "clear", "begun", "give back", "watch 0"]);
}

#[test]
fn nothing_is_kept_of_a_draft_that_is_still_shown_while_the_window_closes() {
    let mut desk = Desk::writing();
    desk.act(Action::Proceed(Next::Close));
    desk.write("!");
    desk.check(Input::Note, &[]);
}

#[test]
fn words_are_set_aside_only_where_there_are_any_to_lose() {
    let theirs = || Theirs { article: article("Tides"), disk: Some(disk(&article("Tides"))), stat: None };
    let settled = |desk: &Desk| {
        let (draft, path) = (desk.session.number(), desk.session.document().path().map(PathBuf::from));
        let conflict = Conflict { theirs: theirs(), cause: Cause::Looked, draft, path };
        Action::Settle(Box::new(conflict), Verdict::TakeTheirs)
    };
    let mut lost = Desk::on("Eels");
    lost.session.document.lose_file();
    for (mut desk, expected) in
        [(Desk::on("Eels"), &[][..]), (lost, &[][..]), (Desk::writing(), &["set aside Eels climb"][..])]
    {
        let action = settled(&desk);
        desk.check_act(action, expected);
    }
}
