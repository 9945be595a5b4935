//! Closing the window, at any moment.

use super::*;

const KEPT_OPEN: &[&str] = &["keepopen", "ask Unsaved Close"];

#[track_caller]
fn check(desk: &mut Desk, expected: &[&str]) {
    desk.check(Input::CloseAsked, expected);
}

#[test]
fn a_window_closes_unless_that_would_lose_words() {
    check(&mut Desk::empty(), &[]);
    check(&mut Desk::on("Eels"), &[]);
    check(&mut Desk::writing(), KEPT_OPEN);
}

#[test]
fn a_window_does_not_close_over_a_save_that_runs() {
    let mut desk = Desk::writing();
    desk.act(Action::Save(None));
    let save = desk.save();
    check(&mut desk, KEPT_OPEN);
    desk.take(saved(&save));
    check(&mut desk, &[]);
}

#[test]
fn a_window_that_was_to_close_after_a_save_closes_then() {
    let mut desk = Desk::writing();
    check(&mut desk, KEPT_OPEN);
    desk.act(Action::Save(Some(Next::Close)));
    let done = desk.take(saved(&desk.save()));
    assert_eq!(done.last().map(String::as_str), Some("close"));
    check(&mut desk, &[]);
}

#[test]
fn a_window_closes_while_a_file_is_opened_and_while_something_is_asked() {
    let mut desk = Desk::on("Eels");
    desk.act(Action::Open(path("other")));
    check(&mut desk, &[]);
    desk.now.cover = Cover::Question;
    check(&mut desk, &[]);
    desk.write("!");
    check(&mut desk, KEPT_OPEN);
}

#[test]
fn words_that_are_not_wanted_are_set_aside_before_the_window_closes() {
    let mut desk = Desk::writing();
    desk.take(Input::Note);
    desk.check_act(Action::Proceed(Next::Close), &["set aside Eels climb", "clear", "close"]);
    check(&mut desk, &[]);
    desk.check(Input::Note, &[]);
}

#[test]
fn a_draft_whose_file_is_gone_does_not_close_unasked() {
    let mut desk = Desk::on("Eels");
    desk.session.document.lose_file();
    check(&mut desk, KEPT_OPEN);
}

#[test]
fn a_draft_that_was_saved_is_missed_when_its_file_goes_even_if_nobody_has_written_in_it() {
    let mut desk = Desk::empty();
    desk.take(Input::Defaults(Box::new(article("Column:"))));
    desk.act(Action::New);
    desk.act(Action::SaveAs(None));
    desk.act(Action::Chosen(desk.question(), Purpose::SaveAs, path("column")));
    desk.take(saved(&desk.save()));
    check(&mut desk, &[]);
    desk.session.document.lose_file();
    check(&mut desk, KEPT_OPEN);
    desk.check(Input::Note, &["keep Column:"]);
}
