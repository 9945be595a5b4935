//! The effects of a session in a few words, for tables.

use std::path::Path;

use crate::session::*;

fn name(path: &Path) -> String {
    path.file_name().expect("paths of the tests have names").to_string_lossy().into_owned()
}

/// One effect in brief, without numbers that only identify it.
pub fn brief(effect: &Effect) -> String {
    match effect {
        Effect::Disk(request) => request_in_brief(request),
        Effect::Journal(Order::Keep(kept)) => format!("keep {}", kept.article.headline),
        Effect::Journal(Order::SetAside(kept)) => format!("set aside {}", kept.article.headline),
        Effect::Journal(Order::Clear(None)) => "clear".into(),
        Effect::Journal(Order::Clear(Some(entry))) => format!("clear {}", name(entry)),
        Effect::AskPath(_, purpose) => format!("ask path {purpose:?}"),
        Effect::Ask(ask) => format!("ask {}", asked(ask)),
        Effect::AskConflict(conflict) => format!("ask conflict {}", conflict.theirs.article.headline),
        Effect::Offer(offer) => format!("offer {offer:?}"),
        Effect::Tell(said) => format!("tell {}", word(said)),
        Effect::Remember(path) => format!("remember {}", name(path)),
        Effect::NoteWhereabouts(path) => format!("note whereabouts {}", name(path)),
        Effect::Forget(path) => format!("forget {}", name(path)),
        Effect::TakePicture(path) => format!("take picture {}", name(path)),
        Effect::GoTo(place, _) => format!("go to {}", word(place)),
        Effect::GoBack(place, ..) => format!("go back to {}", word(place)),
        Effect::StayIn(item) => format!("stay in {}", word(item)),
        Effect::KeepingChanged
        | Effect::Begun
        | Effect::Moved
        | Effect::CheckRecent
        | Effect::ChoosePicture
        | Effect::KeepOpen
        | Effect::Close => word(effect).to_lowercase(),
    }
}

fn request_in_brief(request: &Request) -> String {
    match request {
        Request::Open(_, path, way) => format!("open {} {}", name(path), word(way)),
        Request::Save(save) => {
            let (headline, next) = (&save.article.headline, then(&save.next));
            format!("save {headline} to {} {}{next}", name(&save.path), word(&save.onto))
        }
        Request::Export(export) => format!("export {}", name(&export.path)),
        Request::Import(_, path) => format!("import {}", name(path)),
        Request::Look(look) => format!("look {}{}", word(&look.cause), then(&look.cause.clone().next())),
        Request::Lock(_, path, why) => format!("lock {} {}", name(path), word(why)),
        Request::Watch(watched) => format!("watch {}", watched.len()),
        Request::Recover(kept) => format!("recover {}", name(kept)),
        Request::DiscardUnsaved(kept) => format!("discard {}", name(kept)),
        Request::FindUnsaved(why) => format!("find unsaved {}", word(why)),
        Request::GiveBack(_) => "give back".into(),
        Request::OpenTemplate(_) => "open template".into(),
        Request::Abandon(_) => "abandon".into(),
    }
}

fn asked(ask: &Ask) -> String {
    match ask {
        Ask::Unsaved(next) => format!("Unsaved {}", word(next)),
        Ask::NotSaved(why, again, next) => format!("NotSaved {} {}{}", word(why), word(again), then(next)),
        Ask::TakenOverUnsaved(_, next) | Ask::NewerElsewhere(_, next) | Ask::UnreadableElsewhere(_, _, next) => {
            format!("{}{}", word(ask), then(next))
        }
        Ask::OtherNotSaved(why) => format!("OtherNotSaved {}", word(why)),
        ask => word(ask),
    }
}

/// What goes on after that.
fn then(next: &Option<Next>) -> String {
    next.as_ref().map_or_else(String::new, |next| format!(" then {}", word(next)))
}

/// The name of a variant.
fn word(value: &impl std::fmt::Debug) -> String {
    let debug = format!("{value:?}");
    debug.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned()
}
