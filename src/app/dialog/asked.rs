//! Turns a question from the session into the message that asks it.

use super::question::{Behind, Message};
use crate::app::clock::Clock;
use crate::app::words::said::who;
use crate::document::ReadOnly;
use crate::file::about;
use crate::session::{Ask, Keeping, NotOpened, NotSaved};

/// The message for a question about the draft with this name.
pub fn message(ask: Ask, name: &str, keeping: &Keeping, clock: &dyn Clock) -> Message {
    match ask {
        Ask::Unsaved(next) => Message::unsaved(name, next, keeping),
        Ask::NotSaved(why, again, next) => Message::save_failed(not_saved(why, clock), again, next),
        Ask::OtherNotSaved(why) => Message::failed("A draft was not saved", not_saved(why, clock)),
        Ask::NotExported(reason, format) => Message::export_failed(reason, format),
        Ask::NotImported(reason) => Message::failed("The file cannot be imported", reason),
        Ask::NotOpened(path, NotOpened { conflict: Some(conflict), .. }) => Message::conflict(path, *conflict),
        Ask::NotOpened(path, failed) => {
            let when = failed.earlier.map(|at| clock.when(at));
            Message::not_opened(path, failed.reason, when)
        }
        Ask::ConflictWithin(path, conflict) => Message::conflict_within(path, *conflict),
        Ask::TemplateNotOpened(reason) => Message::failed("The template could not be opened", reason),
        Ask::NotRecovered(reason) => Message::failed("The unsaved work could not be opened", reason),
        Ask::NotDiscarded(reason) => Message::failed("The unsaved work was not discarded", reason),
        Ask::NotForgotten(reason) => Message::failed("Not everything could be deleted", reason),
        Ask::Held(path, holder) => Message::held(path, who(&holder, clock), holder),
        Ask::HeldToo(path, holder) => Message::held_too(path, who(&holder, clock), holder),
        Ask::StillHeld(path, holder) => Message::still_held(path, who(&holder, clock), holder),
        Ask::TakenOver(holder) => Message::taken_over(name, &who(&holder, clock)),
        Ask::TakenOverUnsaved(holder, next) => Message::taken_over_unsaved(name, &who(&holder, clock), next),
        Ask::NewerElsewhere(version, next) => Message::newer_elsewhere(name, version, next),
        Ask::UnreadableElsewhere(reason, disk, next) => Message::unreadable_elsewhere(reason, disk, next),
        Ask::Replace(import) => Message::replace(*import),
        Ask::Overwrite(number, purpose, path) => Message::overwrite(number, purpose, path, Behind::Nothing),
        Ask::Loss(format, lost) => Message::loss(format, lost),
        Ask::DiscardUnsaved(kept, name) => Message::discard_unsaved(kept, &name),
        Ask::Forget(path) => Message::forget(path, name),
    }
}

fn not_saved(why: NotSaved, clock: &dyn Clock) -> String {
    match why {
        NotSaved::Failed(error) => error.to_string(),
        NotSaved::TakenOver => "someone else has taken it over".to_owned(),
        NotSaved::Held(path, holder) => {
            about(&path, format_args!("is still open; it was opened {}", who(&holder, clock))).to_string()
        }
        NotSaved::ReadOnly(path, why) => about(&path, cannot_save(&why)).to_string(),
    }
}

fn cannot_save(why: &ReadOnly) -> &'static str {
    match why {
        ReadOnly::Held(_) => "cannot be saved: someone else is editing it",
        ReadOnly::Free => "is read-only; choose “Edit this draft” to change it",
        ReadOnly::Newer(_) => "was saved by a newer version of Copydesk",
    }
}
