//! Chosen paths, exports and imports.

use super::*;
use crate::format::Format;
use crate::recognise::Recognised;

const TEXT: Purpose = Purpose::Export(Format::Text);

fn import(headline: &str) -> Import {
    Import { recognised: Recognised { article: article(headline), ..Recognised::default() }, name: "a.md".into() }
}

#[test]
fn an_export_needs_no_save_and_waits_for_none() {
    let mut desk = Desk::writing();
    desk.act(Action::Save(None));
    let save = desk.save();
    desk.check_act(Action::Export(Format::Text, Vec::new()), &["ask path Export(Text)"]);
    desk.check_act(Action::Chosen(desk.question(), TEXT, path("eels.txt")), &["export eels.txt"]);
    let export = match &desk.effects[..] {
        [Effect::Disk(Request::Export(export))] => export.clone(),
        effects => panic!("an export is wanted, and not {effects:?}"),
    };
    assert_eq!(export.draft, Some(path("draft")), "it is never written over the draft");
    let Export { number, format, path: to, .. } = export;
    let exported = |result| Input::Exported(Exported { number, path: to.clone(), format, result });
    desk.check(exported(Ok(None)), &["tell Exported"]);
    assert_eq!(desk.session.last_export(), Some(to.as_path()));
    desk.check(saved(&save), &["moved", "remember draft", "watch 2"]);
}

#[test]
fn an_export_that_fails_offers_another_place() {
    let mut desk = Desk::writing();
    desk.act(Action::Export(Format::Text, Vec::new()));
    desk.act(Action::Chosen(desk.question(), TEXT, path("eels.txt")));
    let exported =
        Exported { number: 2, path: path("eels.txt"), format: Format::Text, result: Err("full".into()) };
    desk.check(Input::Exported(exported), &["ask NotExported"]);
}

#[test]
fn what_an_export_leaves_out_is_asked_about_until_that_is_agreed() {
    let lost = || vec!["the notes".to_owned()];
    for (losses, again) in [(Losses::Asked, "ask Loss"), (Losses::Agreed, "ask path Export(Text)")] {
        let mut desk = Desk::writing();
        desk.check_act(Action::Export(Format::Text, lost()), &["ask Loss"]);
        desk.check_act(Action::ExportAnyway(Format::Text, losses), &["ask path Export(Text)"]);
        desk.check_act(Action::Export(Format::Text, lost()), &[again]);
        desk.act(Action::Proceed(Next::New));
        desk.check_act(Action::Export(Format::Text, lost()), &["ask Loss"]);
    }
}

#[test]
fn a_path_that_was_asked_for_another_draft_is_not_taken_for_this_one() {
    for (purpose, expected) in [
        (Purpose::SaveAs, "tell DraftGone"),
        (Purpose::Picture, "tell DraftGone"),
        (TEXT, "tell DraftGone"),
        (Purpose::Open, "open a Locked"),
        (Purpose::Import, "import a"),
    ] {
        let mut desk = Desk::on("Eels");
        desk.act(Action::Choose(purpose));
        let number = desk.question();
        desk.act(Action::New);
        desk.check_act(Action::Chosen(number, purpose, path("a")), &[expected]);
    }
}

#[test]
fn a_path_that_was_given_up_is_not_taken() {
    for given_up in [|number| Input::PathGivenUp(number), |number| Input::Do(Action::GiveUpPath(number))] {
        let mut desk = Desk::writing();
        desk.act(Action::SaveAs(None));
        let number = desk.question();
        desk.act(Action::Choose(Purpose::Open));
        desk.check(given_up(number), &[]);
        desk.check(Input::PathTaken(number, Purpose::SaveAs, path("a")), &["tell DraftGone"]);
        desk.check_act(Action::Chosen(number, Purpose::SaveAs, path("a")), &["tell DraftGone"]);
    }
}

#[test]
fn a_file_that_nobody_was_asked_about_is_asked_about() {
    let mut desk = Desk::writing();
    desk.act(Action::SaveAs(None));
    let number = desk.question();
    desk.check(Input::PathTaken(number, Purpose::SaveAs, path("a")), &["ask Overwrite"]);
    desk.check_act(Action::Chosen(number, Purpose::SaveAs, path("a")), &["save Eels climb to a Other"]);
}

#[test]
fn an_import_replaces_what_every_draft_begins_with_and_asks_before_anything_else() {
    let taken = ["tell Imported", "go to Headline"];
    let mut desk = Desk::empty();
    desk.check_act(Action::Import(Box::new(import("Tides"))), &taken);
    assert_eq!((desk.headline(), desk.session.has_unsaved_work()), ("Tides", true));
    let mut desk = Desk::empty();
    desk.take(Input::Defaults(Box::new(article("Column:"))));
    desk.act(Action::New);
    desk.check_act(Action::Import(Box::new(import("Tides"))), &taken);
    let mut desk = Desk::empty();
    desk.take(Input::Defaults(Box::new(article("Column:"))));
    desk.check_act(Action::Import(Box::new(import("Tides"))), &taken);
    let mut desk = Desk::writing();
    desk.check_act(Action::Import(Box::new(import("Tides"))), &["ask Replace"]);
    assert_eq!(desk.headline(), "Eels climb");
    desk.check_act(Action::Replace(Box::new(import("Tides"))), &taken);
    desk.act(Action::Undo);
    assert_eq!(desk.headline(), "Eels climb");
}

#[test]
fn a_new_draft_knows_nothing_of_the_one_before() {
    let mut desk = Desk::writing();
    desk.act(Action::Replace(Box::new(import("Tides"))));
    desk.act(Action::Save(None));
    desk.take(saved(&desk.save()));
    let before = desk.session.number();
    let expected = ["note whereabouts draft", "begun", "give back", "watch 0"];
    desk.check_act(Action::New, &expected);
    let session = &desk.session;
    assert_eq!((session.number(), session.saved_at(), session.lock.as_ref()), (before + 1, None, None));
    assert!(session.last_import().is_none() && !session.has_unsaved_work() && session.has_only_defaults());
}

#[test]
fn a_template_that_was_opened_begins_a_draft_unless_something_was_written_meanwhile() {
    let template = || crate::file::Template::Own(path("brief"));
    let opened = || Input::TemplateOpened(template(), Ok(Box::new(article("Brief:"))));
    let mut desk = Desk::empty();
    desk.check_act(Action::NewFrom(template()), &["open template"]);
    desk.check(opened(), &["begun", "watch 0"]);
    assert!(!desk.session.has_unsaved_work(), "nobody has written it");
    let mut desk = Desk::empty();
    desk.act(Action::NewFrom(template()));
    desk.write("Mine");
    desk.check(opened(), &["ask Unsaved Template"]);
    desk.check(Input::TemplateOpened(template(), Err("gone".into())), &["ask TemplateNotOpened"]);
}

#[test]
fn a_new_draft_begins_with_the_defaults() {
    let mut desk = Desk::on("Eels");
    desk.take(Input::Defaults(Box::new(article("Column:"))));
    for _ in 0..2 {
        desk.act(Action::New);
        assert_eq!(desk.headline(), "Column:");
        assert!(!desk.session.has_unsaved_work());
    }
}

#[test]
fn what_was_exported_last_is_known_of_every_draft() {
    let mut desk = Desk::on("Eels");
    let result = Ok(None);
    desk.take(Input::Exported(Exported { number: 1, path: path("a.txt"), format: Format::Text, result }));
    desk.act(Action::New);
    assert_eq!(desk.session.last_export(), Some(path("a.txt").as_path()));
}

#[test]
fn an_image_is_chosen_whatever_has_been_written_since_the_save() {
    let mut desk = Desk::writing();
    desk.act(Action::Save(Some(Next::ChoosePicture)));
    let save = desk.save();
    desk.write("!");
    desk.check(saved(&save), &["moved", "remember draft", "watch 2", "choosepicture"]);
}

#[test]
fn a_template_takes_the_place_of_words_that_were_given_up_for_it() {
    let template = crate::file::Template::Own(path("brief"));
    let opened = |template| Input::TemplateOpened(template, Ok(Box::new(article("Brief:"))));
    let mut desk = Desk::writing();
    desk.act(Action::Proceed(Next::Template(template.clone())));
    let left = ["note whereabouts draft", "set aside Eels climb", "clear", "begun", "give back", "watch 0"];
    desk.check(opened(template.clone()), &left);
    // A draft that was saved meanwhile has nothing to lose.
    let mut desk = Desk::writing();
    desk.act(Action::Proceed(Next::Template(template.clone())));
    desk.write("!");
    desk.act(Action::Save(None));
    desk.take(saved(&desk.save()));
    desk.check(opened(template), &["note whereabouts draft", "begun", "give back", "watch 0"]);
}
