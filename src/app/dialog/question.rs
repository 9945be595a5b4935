//! Questions and messages as values: their text, their buttons, and what each button does. `message` draws them.

use std::path::PathBuf;

use crate::app::command::{Answer, Command};
use crate::app::words::sentence;
use crate::article::Article;
use crate::document::Citations;
use crate::file::{Fingerprint, Holder, Template};
use crate::format::Format;
use crate::paste::Pasted;
use crate::session::{Action, Again, Import, Keeping, Losses, Next, Purpose, Way};

/// Something to read, and to answer.
#[derive(Debug)]
pub struct Message {
    pub title: String,
    pub text: Vec<String>,
    /// Things in a list under the text.
    pub points: Vec<String>,
    pub tick: Option<Tick>,
    /// The first that is not grave is the main one and has the focus; the last such is what Escape does.
    pub choices: Vec<Choice>,
}

/// A box to tick.
#[derive(Debug)]
pub struct Tick {
    pub label: &'static str,
    pub is_on: bool,
}

/// A button and what it leads to.
#[derive(Debug)]
pub struct Choice {
    pub label: &'static str,
    pub answer: Answer,
    pub weight: Weight,
    /// What it leads to, where a word on a button does not say it.
    pub about: Option<&'static str>,
}

/// What a message lies over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behind {
    Nothing,
    /// A dialog that is to be there again when nothing comes of the message.
    Dialog,
}

/// Whether a button may be pressed in passing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    Usual,
    /// Something goes for good by it, or is taken from someone: the button stands apart, and neither Enter nor Escape
    /// presses it.
    Grave,
}

impl Choice {
    pub(super) fn new(label: &'static str, command: impl Into<Command>) -> Choice {
        Choice { label, answer: Answer::Done(command.into()), weight: Weight::Usual, about: None }
    }

    fn grave(label: &'static str, command: impl Into<Command>) -> Choice {
        Choice { weight: Weight::Grave, ..Choice::new(label, command) }
    }

    pub(super) fn close(label: &'static str) -> Choice {
        Choice { label, answer: Answer::Close, weight: Weight::Usual, about: None }
    }

    fn back(label: &'static str) -> Choice {
        Choice { answer: Answer::Back, ..Choice::close(label) }
    }

    fn about(self, about: &'static str) -> Choice {
        Choice { about: Some(about), ..self }
    }
}

const READ_ONLY: &str = "Read it here and see changes as they are saved.";
const COPY: &str = "Edit a copy of your own, not saved yet.";
const TAKE_OVER: &str = "Edit it here. The other window becomes read-only and is told.";

impl Message {
    /// Before unsaved work is left.
    pub fn unsaved(name: &str, next: Next, keeping: &Keeping) -> Message {
        let text = match keeping {
            Keeping::Well | Keeping::Late => {
                "You can recover discarded changes for seven days (File > Recover unsaved work).".to_owned()
            }
            Keeping::Failing(reason) => {
                format!("Discarded changes cannot be recovered: unsaved work is not being kept ({reason}).")
            }
            Keeping::Nowhere => "Discarded changes cannot be recovered.".to_owned(),
        };
        Message {
            title: format!("Save the changes to “{name}”?"),
            text: vec![text],
            points: Vec::new(),
            tick: None,
            choices: vec![
                Choice::new("Save", Action::Save(Some(next.clone()))),
                Choice::grave("Discard", Action::Proceed(next)),
                Choice::close("Cancel"),
            ],
        }
    }

    /// What is gone on with when the draft is left without being saved, where that is the question.
    pub fn leaves(&self) -> Option<Next> {
        self.choices.iter().find_map(|choice| {
            let Answer::Done(Command::Draft(Action::Proceed(next))) = &choice.answer else { return None };
            Some(next.clone())
        })
    }

    /// Before an export that leaves something out.
    pub fn loss(format: Format, lost: Vec<String>) -> Message {
        Message {
            title: format!("{} does not include everything", format.label()),
            text: vec!["The export leaves out the following; the draft keeps it:".into()],
            points: lost,
            tick: Some(Tick { label: "Do not ask again for this draft", is_on: false }),
            choices: vec![
                Choice::new("Export anyway", Action::ExportAnyway(format, Losses::Asked)),
                Choice::close("Cancel"),
            ],
        }
    }

    /// When a save has failed. The draft is as it was, and counts as unsaved. `again` is where to it may be tried
    /// once more.
    pub fn save_failed(reason: String, again: Again, next: Option<Next>) -> Message {
        let mut choices = vec![Choice::new("Save as…", Action::SaveAs(next.clone())), Choice::close("Close")];
        if let Again::To(path) = again {
            choices.insert(1, Choice::new("Try again", Action::SaveTo(path, next)));
        }
        Message {
            title: "The draft was not saved".into(),
            text: vec![
                sentence(&reason),
                "Nothing is lost: the draft is still open here, with your changes.".into(),
            ],
            points: Vec::new(),
            tick: None,
            choices,
        }
    }

    /// When an export has failed.
    pub fn export_failed(reason: String, format: Format) -> Message {
        Message {
            choices: vec![
                Choice::new("Export elsewhere…", Action::Choose(Purpose::Export(format))),
                Choice::close("Close"),
            ],
            ..Message::failed("The export failed", reason)
        }
    }

    /// When something else did not work.
    pub fn failed(title: &str, reason: String) -> Message {
        Message::notice(title, vec![sentence(&reason)], Vec::new())
    }

    /// When a file cannot be opened. Where a version of it is kept, of a time in words, that is offered.
    pub fn not_opened(path: PathBuf, reason: String, when: Option<String>) -> Message {
        let failed = Message::failed("The file cannot be opened", reason);
        let Some(when) = when else { return failed };
        let offer = format!(
            "Copydesk has a version saved {when}. It opens as an unsaved draft; the file does not change until \
             you save."
        );
        let open = Choice::new("Open that version", Action::OpenAs(path, Way::Earlier));
        Message {
            text: failed.text.into_iter().chain([offer]).collect(),
            choices: std::iter::once(open).chain(failed.choices).collect(),
            ..failed
        }
    }

    /// Before an import takes the place of a draft.
    pub fn replace(import: Import) -> Message {
        Message {
            title: "Replace this draft?".into(),
            text: vec![format!("The contents of “{}” will replace this draft. You can undo this.", import.name)],
            points: Vec::new(),
            tick: None,
            choices: vec![Choice::new("Import", Action::Replace(Box::new(import))), Choice::close("Cancel")],
        }
    }

    /// When a whole document is pasted into an empty draft.
    pub fn paste(import: Import, pasted: Pasted) -> Message {
        Message {
            title: "Fill the fields from this text?".into(),
            text: vec![
                "This looks like a whole article. Copydesk can sort it into headline, takeaways, sections and \
                 sources."
                    .into(),
            ],
            points: Vec::new(),
            tick: None,
            choices: vec![
                Choice::new("Fill the fields", Action::Replace(Box::new(import))),
                Choice::new("Paste as it is", Command::PasteHeld(Box::new(pasted))),
                Choice::close("Cancel"),
            ],
        }
    }

    /// Before a picture from elsewhere becomes the lead image.
    pub fn copy_picture(path: PathBuf) -> Message {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        Message {
            title: format!("Copy “{name}” next to the draft?"),
            text: vec![
                "The image is not in the draft’s folder. A copy there keeps the two together; the original stays \
                 where it is."
                    .into(),
            ],
            points: Vec::new(),
            tick: None,
            choices: vec![Choice::new("Copy image", Command::CopyPicture(path)), Choice::close("Cancel")],
        }
    }

    /// Before a picture becomes the lead image of a draft that has no folder.
    pub fn save_before_picture(next: Option<Next>) -> Message {
        Message {
            title: "Save the draft first".into(),
            text: vec!["The lead image is kept in the draft’s folder.".into()],
            points: Vec::new(),
            tick: None,
            choices: vec![Choice::new("Save as…", Action::SaveAs(next)), Choice::close("Cancel")],
        }
    }

    /// Before a source is removed that these places cite.
    pub fn cited_source(number: usize, key: &str, places: Vec<String>) -> Message {
        let remove = |citations| Command::RemoveSource(key.to_owned(), citations);
        Message {
            title: format!("Source {number} is cited"),
            text: vec![
                "It is cited in these places. Citations you keep will show as plain markers. You can undo this."
                    .into(),
            ],
            points: places,
            tick: None,
            choices: vec![
                Choice::new("Remove citations too", remove(Citations::Removed)),
                Choice::new("Remove source only", remove(Citations::Kept)),
                Choice::close("Cancel"),
            ],
        }
    }

    /// Before another file is written over that was chosen in our own file dialog, or in the desktop's.
    pub fn overwrite(number: u64, purpose: Purpose, path: PathBuf, behind: Behind) -> Message {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        Message {
            title: format!("Replace “{name}”?"),
            text: vec!["A file with this name already exists. Its contents will be lost.".into()],
            points: Vec::new(),
            tick: None,
            choices: vec![
                Choice::new("Replace", Action::Chosen(number, purpose, path)),
                match behind {
                    Behind::Dialog => Choice::back("Cancel"),
                    Behind::Nothing => Choice::new("Cancel", Action::GiveUpPath(number)),
                },
            ],
        }
    }

    /// Before a template is written over.
    pub fn overwrite_template(path: PathBuf, article: Box<Article>) -> Message {
        let template = Template::Own(path.clone());
        Message {
            title: format!("Replace the template “{}”?", template.name()),
            text: vec!["A template with this name already exists. Its contents will be lost.".into()],
            points: Vec::new(),
            tick: None,
            choices: vec![Choice::new("Replace", Command::WriteTemplate(path, article)), Choice::close("Cancel")],
        }
    }

    /// Before one of the writer's templates is removed. Those of the program stay.
    pub fn remove_template(template: Template) -> Message {
        let mut choices = vec![Choice::close("Keep it")];
        if let Template::Own(path) = &template {
            choices.insert(0, Choice::grave("Remove", Command::RemoveTemplate(path.clone())));
        }
        Message {
            title: format!("Remove the template “{}”?", template.name()),
            text: vec!["Its file will be deleted. Drafts based on it do not change.".into()],
            points: Vec::new(),
            tick: None,
            choices,
        }
    }

    /// Before unsaved work is put aside.
    pub fn discard_unsaved(file: PathBuf, name: &str) -> Message {
        Message {
            title: format!("Discard the unsaved work on “{name}”?"),
            text: vec![
                "You can recover it for seven days (File > Recover unsaved work); after that it is deleted. The \
                 saved file does not change."
                    .into(),
            ],
            points: Vec::new(),
            tick: None,
            choices: vec![
                Choice::grave("Discard", Action::DiscardUnsaved(file)),
                Choice::new("Cancel", Action::ShowUnsaved),
            ],
        }
    }

    /// Before all that is kept of a draft beside its file is removed.
    pub fn forget(path: PathBuf, name: &str) -> Message {
        Message {
            title: format!("Forget “{name}”?"),
            text: vec![
                "This permanently deletes what Copydesk keeps about this draft: recovered unsaved work, earlier \
                 versions and its entry among recent drafts."
                    .into(),
                "The draft itself is not deleted. If it is open, it stays open, and unsaved changes are still \
                 protected."
                    .into(),
            ],
            points: Vec::new(),
            tick: None,
            choices: vec![Choice::grave("Forget", Action::Forget(path)), Choice::close("Cancel")],
        }
    }

    /// Before a draft is opened that someone else has open.
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

    /// When the draft that is shown has a file that someone else has open.
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

    /// When a draft that is read here was to be written in, and someone has it open.
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

    /// When someone has taken the draft over.
    pub fn taken_over(name: &str, who: &str) -> Message {
        let text = format!("It was taken over {who}. You can read it here, or save it under another name.");
        Message::notice(&format!("“{name}” was taken over"), vec![text], Vec::new())
    }

    /// When someone has taken over a draft that is not saved.
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

    /// When a newer version has saved the draft's file.
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

    /// When the draft's file holds what cannot be read. Where that much is known it may be written over.
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

    fn notice(title: &str, text: Vec<String>, points: Vec<String>) -> Message {
        let choices = vec![Choice::close("Close")];
        Message { title: title.into(), text, points, tick: None, choices }
    }
}
