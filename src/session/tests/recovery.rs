//! Finding unsaved work.

use super::*;
use crate::file::CrashNote;

fn found(desk: &mut Desk, count: usize, why: Why) -> Vec<String> {
    desk.take(Input::UnsavedFound(count, why))
}

fn fault() -> CrashNote {
    CrashNote { at: 1, version: "1".into(), place: "a.rs".into() }
}

#[test]
fn unsaved_work_is_offered_where_it_is_news() {
    let on_this = || Why::Opened(path("draft"));
    for (count, why, expected) in [
        (0, Why::Started(None), &[][..]),
        (1, Why::Started(None), &["offer Found"][..]),
        (0, Why::Started(Some(fault())), &["offer Found"][..]),
        (0, Why::Asked, &["offer Found"][..]),
        (0, on_this(), &[][..]),
        (1, on_this(), &["offer Found"][..]),
        (1, Why::Opened(path("other")), &[][..]),
    ] {
        let mut desk = Desk::on("Eels");
        assert_eq!(found(&mut desk, count, why.clone()), expected, "{count} {why:?}");
    }
}

#[test]
fn unsaved_work_on_a_draft_is_not_offered_over_an_offer_or_what_was_recovered() {
    let on_this = || Why::Opened(path("draft"));
    let mut desk = Desk::on("Eels");
    desk.now.cover = Cover::Offer;
    assert_eq!(found(&mut desk, 1, on_this()), [] as [&str; 0]);
    assert_eq!(found(&mut recovered(), 1, on_this()), [] as [&str; 0]);
}

#[test]
fn an_offer_that_waits_outlasts_the_draft() {
    let mut desk = Desk::on("Eels");
    desk.now.cover = Cover::Question;
    found(&mut desk, 1, Why::Started(None));
    desk.act(Action::New);
    desk.now.cover = Cover::Nothing;
    desk.check(Input::Tick, &["offer Now"]);
}

#[test]
fn an_offer_waits_until_nothing_else_is_asked() {
    let mut desk = Desk::on("Eels");
    desk.now.cover = Cover::Question;
    assert_eq!(found(&mut desk, 1, Why::Started(None)), ["offer Later"]);
    assert_eq!(found(&mut desk, 1, Why::Opened(path("draft"))), [] as [&str; 0], "this is among it");
    assert_eq!(found(&mut desk, 1, Why::Asked), ["offer Found"], "whoever asks does not wait");
    desk.check(Input::Tick, &[]);
    desk.now.cover = Cover::Nothing;
    desk.check(Input::Tick, &["offer Now"]);
    desk.check(Input::Tick, &[]);
}

#[test]
fn an_offer_waits_for_the_draft_that_the_window_comes_up_with() {
    let mut desk = Desk::empty();
    desk.take(Input::ComeUpWith(path("draft")));
    assert_eq!(found(&mut desk, 2, Why::Started(None)), ["offer Later"]);
    desk.check(Input::Tick, &[]);
    desk.act(Action::GiveUp);
    desk.check(Input::Tick, &["offer Now"]);
}

/// A session with recovered work.
fn recovered() -> Desk {
    let mut desk = Desk::empty();
    desk.check_act(Action::Recover(path("entry")), &["recover entry"]);
    let document = Document::recovered(article("Eels"), Some(path("draft")), Some(disk(&article("Ee"))));
    let recovery = Recovery { kept: path("entry"), result: Ok((Box::new(document), 99)) };
    let shown = ["begun", "lock draft Written", "watch 1", "tell Recovered"];
    desk.check(Input::Recovered(recovery), &shown);
    desk
}

#[test]
fn recovered_work_is_unsaved_and_as_old_as_it_was_until_something_is_written() {
    let mut desk = recovered();
    desk.check(Input::Note, &["keep Eels"]);
    let kept = |desk: &Desk| match &desk.effects[..] {
        [Effect::Journal(Order::Keep(kept))] => (kept.header.at, kept.origin.clone()),
        effects => panic!("it is kept, and not {effects:?}"),
    };
    assert_eq!(kept(&desk), (99, Some(path("entry"))));
    desk.write("!");
    desk.check(Input::Note, &["keep Eels!"]);
    assert_eq!(kept(&desk), (desk.now.at, Some(path("entry"))));
}

#[test]
fn the_entry_goes_when_the_work_is_saved() {
    let mut desk = recovered();
    desk.take(Input::Note);
    desk.act(Action::Save(None));
    desk.take(saved(&desk.save()));
    desk.check(Input::Note, &["clear entry"]);
}

#[test]
fn recovered_work_that_is_left_is_set_aside() {
    let mut desk = recovered();
    desk.check_act(Action::New, &["ask Unsaved New"]);
    let left = ["note whereabouts draft", "set aside Eels", "clear", "begun", "watch 0"];
    desk.check_act(Action::Proceed(Next::New), &left);
    desk.check_act(Action::New, &["begun", "watch 0"]);
    // The entry goes too where the work was taken back before it was left.
    let mut desk = recovered();
    desk.session.document.saved_as_of(path("draft"), desk.session.document.state(), disk(&article("Eels")));
    desk.check_act(Action::New, &["note whereabouts draft", "clear entry", "begun", "watch 0"]);
}

#[test]
fn words_that_are_written_while_work_is_recovered_are_asked_about() {
    let mut desk = Desk::empty();
    desk.act(Action::Recover(path("entry")));
    desk.write("Mine");
    let document = Document::recovered(article("Eels"), None, None);
    let recovery = Recovery { kept: path("entry"), result: Ok((Box::new(document), 99)) };
    desk.check(Input::Recovered(recovery), &["ask Unsaved Recover"]);
    assert_eq!(desk.headline(), "Mine");
    let gone = Recovery { kept: path("entry"), result: Err("gone".into()) };
    desk.act(Action::Proceed(Next::Recover(path("entry"))));
    desk.check(Input::Recovered(gone), &["ask NotRecovered"]);
}

#[test]
fn unsaved_work_is_put_aside_only_after_a_question() {
    let mut desk = Desk::on("Eels");
    desk.check_act(Action::AskDiscard(path("entry"), "Eels".into()), &["ask DiscardUnsaved"]);
    desk.check_act(Action::DiscardUnsaved(path("entry")), &["discard entry"]);
    desk.check(Input::UnsavedDiscarded(Ok(())), &["tell Discarded", "find unsaved Started"]);
    desk.check(Input::UnsavedDiscarded(Err("full".into())), &["ask NotDiscarded"]);
}

#[test]
fn a_draft_is_forgotten_only_after_a_question_and_unsaved_words_are_not() {
    let mut desk = Desk::on("Eels");
    desk.check_act(Action::AskForget, &["ask Forget"]);
    desk.check_act(Action::Forget(path("draft")), &["forget draft"]);
    desk.check(Input::Forgotten(path("draft"), Ok(())), &["tell Forgotten"]);
    desk.check(Input::Forgotten(path("draft"), Err("full".into())), &["ask NotForgotten"]);
    desk.write("!");
    desk.check(Input::Forgotten(path("draft"), Ok(())), &["tell ForgottenButOpen"]);
    desk.check(Input::Forgotten(path("other"), Ok(())), &["tell Forgotten"]);
    Desk::empty().check_act(Action::AskForget, &[]);
}
