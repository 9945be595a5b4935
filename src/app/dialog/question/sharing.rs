//! Questions about a draft that others have open, or whose file they have changed.

use std::path::PathBuf;

use super::{Choice, Message};
use crate::app::words::sentence;
use crate::file::{Fingerprint, Holder};
use crate::session::{Action, Next, Way};

const READ_ONLY: &str = "Read it here and see changes as they are saved.";
const COPY: &str = "Edit a copy of your own, not saved yet.";
const TAKE_OVER: &str = "Edit it here. The other window becomes read-only and is told.";

impl Message {
    /// Someone else has the draft open that is about to be opened.
    pub fn held(path: PathBuf, who: String, holder: Holder) -> Message {
        let name = path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy();
        let open = |way| Action::OpenAs(path.clone(), way);
        Message {
            title: format!("“{name}” is open elsewhere"),
            text: vec![format!("It was opened {who}.")],
            points: Vec::new(),
            tick: None,
            choices: vec![
                Choice::new("Read-only", open(Way::ReadOnly(Box::new(holder.clone())))).about(READ_ONLY),
                Choice::new("Open a copy", open(Way::Copy)).about(COPY),
                Choice::grave("Take over", open(Way::TakeOver(Box::new(holder)))).about(TAKE_OVER),
                Choice::close("Cancel"),
            ],
        }
    }

    /// Someone else also has the file of the open draft open.
    pub fn held_too(path: PathBuf, who: String, holder: Holder) -> Message {
        let name = path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy();
        Message {
            title: format!("“{name}” is also open elsewhere"),
            text: vec![
                format!("It was opened {who}."),
                "Two people editing one file get in each other’s way. Copydesk asks before it replaces anything."
                    .into(),
            ],
            points: Vec::new(),
            tick: None,
            choices: vec![
                Choice::new("Save as…", Action::SaveAs(None)),
                Choice::grave("Take over", Action::TakeOver(path.clone(), holder)).about(TAKE_OVER),
                Choice::close("Keep editing"),
            ],
        }
    }

    /// The writer wants to edit a read-only draft that someone else still has open.
    pub fn still_held(path: PathBuf, who: String, holder: Holder) -> Message {
        let name = path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy();
        Message {
            title: format!("“{name}” is open elsewhere"),
            text: vec![format!("It was opened {who}.")],
            points: Vec::new(),
            tick: None,
            choices: vec![
                Choice::grave("Take over", Action::TakeOver(path.clone(), holder)).about(TAKE_OVER),
                Choice::close("Keep reading"),
            ],
        }
    }

    /// Someone has taken over the draft.
    pub fn taken_over(name: &str, who: &str) -> Message {
        let text = format!("It was taken over {who}. You can read it here, or save it under another name.");
        Message::notice(&format!("“{name}” was taken over"), vec![text], Vec::new())
    }

    /// Someone has taken over a draft that is unsaved.
    pub fn taken_over_unsaved(name: &str, who: &str, next: Option<Next>) -> Message {
        Message {
            text: vec![
                format!("It was taken over {who}. You can no longer save to its file from here."),
                "Your unsaved changes are still here. Save them under another name.".into(),
            ],
            choices: vec![Choice::new("Save as…", Action::SaveAs(next)), Choice::close("Not now")],
            ..Message::taken_over(name, who)
        }
    }

    /// A newer version of the program has saved the draft's file.
    pub fn newer_elsewhere(name: &str, version: u32, next: Option<Next>) -> Message {
        Message {
            title: format!("“{name}” was saved by a newer version of Copydesk"),
            text: vec![
                format!("The file is now in format {version}, which this version of Copydesk will not replace."),
                "Your text is still here. Save it under another name to keep it.".into(),
            ],
            points: Vec::new(),
            tick: None,
            choices: vec![Choice::new("Save as…", Action::SaveAs(next)), Choice::close("Not now")],
        }
    }

    /// The draft's file cannot be read any more. With a fingerprint, it may be overwritten.
    pub fn unreadable_elsewhere(reason: String, disk: Option<Fingerprint>, next: Option<Next>) -> Message {
        let mut choices = vec![Choice::new("Save as…", Action::SaveAs(next.clone())), Choice::close("Not now")];
        if disk.is_some() {
            choices.insert(1, Choice::grave("Replace it", Action::SaveOver(disk, next)));
        }
        Message {
            title: "The file was changed elsewhere and cannot be read".into(),
            text: vec![
                sentence(&reason),
                "Nothing is lost: the draft is still open here, with your changes.".into(),
            ],
            points: Vec::new(),
            tick: None,
            choices,
        }
    }
}
