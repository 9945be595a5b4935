//! Turns what the session reports into words for the status line.

use std::path::Path;

use crate::app::clock::Clock;
use crate::count::grouped;
use crate::file::{Holder, one_line};
use crate::session::{Said, Work};

/// The text of a message.
pub fn words(said: Said, clock: &dyn Clock) -> String {
    match said {
        Said::FileGone => "The file is gone; saving will create it again".into(),
        Said::Reloaded(at) => {
            format!("Reloaded at {}: the file was changed elsewhere", clock.time_of_day_at(at))
        }
        Said::ChangedWhileRead => "Changed elsewhere; your unsaved changes are still here".into(),
        Said::ChangedUnreadable(reason) => format!("Changed elsewhere; your text is still here: {reason}"),
        Said::AskedAgainBySave => "Changed elsewhere; you will be asked again when you save".into(),
        Said::MineKept => "Keeping your version; the next save replaces theirs".into(),
        Said::MayEdit => "You can edit this draft now".into(),
        Said::OtherNotTold => "The lock file cannot be changed; the other person will not be told".into(),
        Said::NoLongerHeld => "This draft is no longer open elsewhere".into(),
        Said::OpenedCopy(path) => format!("Opened a copy of {}; it is not saved yet", path.display()),
        Said::OpenedEarlier => "Opened an earlier version, not saved yet (see File > Versions)".into(),
        Said::NewerFields(count) => newer_fields(count),
        Said::Recovered => "Opened as an unsaved draft; save it to keep it".into(),
        Said::NotOpened(path) => format!("{} was not opened", name(&path)),
        Said::Imported(name, aside) => format!("Imported from {name}; {}", set_aside(aside)),
        Said::SavedNothingKept => "Saved, but the previous version could not be kept".into(),
        Said::SavedAfterAll(path) => format!("{} was saved after all", path.display()),
        Said::GivenUp(work) => given_up(&work),
        Said::DraftGone => "Nothing was written: another draft is open now".into(),
        Said::Discarded => "Discarded; you can recover it for seven days (File > Recover unsaved work)".into(),
        Said::Forgotten(path) => format!("History of {} deleted", path.display()),
        Said::ForgottenButOpen => "History deleted; unsaved changes in this window are still protected".into(),
        Said::Protected => "Unsaved work is protected again".into(),
        Said::Exported(path, None) => format!("Exported to {}", path.display()),
        Said::Exported(path, Some(stays)) => format!("Exported to {}; {stays}", path.display()),
    }
}

fn set_aside(parts: usize) -> String {
    match parts {
        0 => "see File > Import report".to_owned(),
        1 => "1 part set aside (see File > Import report)".to_owned(),
        count => format!("{count} parts set aside (see File > Import report)"),
    }
}

/// The message for a draft with fields that this program does not know.
fn newer_fields(count: usize) -> String {
    let fields = if count == 1 { "1 field".to_owned() } else { format!("{} fields", grouped(count)) };
    format!("The draft has {fields} saved by a newer version of Copydesk, kept as they are but not shown")
}

fn given_up(work: &Work) -> String {
    match work {
        Work::Save(path) => format!("{} was not saved; your text is still here", name(path)),
        Work::Export(path) => format!("{} was not exported", name(path)),
        Work::Import(path) => format!("{} was not imported", name(path)),
        Work::Path(..) => String::new(),
    }
}

/// What the disk takes long for, in words.
pub fn overdue(work: &Work) -> String {
    match work {
        Work::Save(path) => format!("Saving {}… The disk does not answer", name(path)),
        Work::Export(path) => format!("Exporting {}… The disk does not answer", name(path)),
        Work::Import(path) => format!("Importing {}… The disk does not answer", name(path)),
        Work::Path(..) => String::new(),
    }
}

/// A file's name, on one line.
pub fn name(path: &Path) -> String {
    one_line(&path.file_name().unwrap_or(path.as_os_str()).to_string_lossy())
}

/// Who has opened a draft, and when, in words: `by maria on desk-3, yesterday, 17:04`.
pub fn who(holder: &Holder, clock: &dyn Clock) -> String {
    let whose = whose(holder);
    match holder.since {
        0 => whose,
        since => format!("{whose}, {}", clock.when(since)),
    }
}

fn whose(holder: &Holder) -> String {
    let user = if holder.user.is_empty() { "someone" } else { &holder.user };
    match holder.host.as_str() {
        _ if holder.is_of_this_account() => "in another window on this computer".to_owned(),
        _ if holder.is_of_this_computer() => format!("by {user} on this computer"),
        "" => format!("by {user} on another computer"),
        host => format!("by {user} on {host}"),
    }
}
