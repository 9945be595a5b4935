//! What the journal is told.

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
