//! Questions and messages as values: their text, their buttons, and what each button does. `message` draws them.

mod files;
mod sharing;

use std::path::PathBuf;

use crate::app::command::{Answer, Command};
use crate::app::words::sentence;
use crate::document::Citations;
use crate::file::Template;
use crate::paste::Pasted;
use crate::session::{Action, Import};

/// A message to read and answer.
#[derive(Debug)]
pub struct Message {
    pub title: String,
    pub text: Vec<String>,
    /// A list below the text.
    pub points: Vec<String>,
    pub tick: Option<Tick>,
    /// The first choice that is not destructive is the main one and has the focus; Escape takes the last of these.
    pub choices: Vec<Choice>,
}

/// A checkbox.
#[derive(Debug)]
pub struct Tick {
    pub label: &'static str,
    pub is_on: bool,
}

/// A button and its answer.
#[derive(Debug)]
pub struct Choice {
    pub label: &'static str,
    pub answer: Answer,
    pub weight: Weight,
    /// An explanation, if the label alone is not enough.
    pub about: Option<&'static str>,
}

/// What is behind a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behind {
    Nothing,
    /// A dialog that is shown again if the message is cancelled.
    Dialog,
}

/// Whether a button may be pressed casually.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    Usual,
    /// The button deletes something permanently, or takes it from someone. It is set apart, and neither Enter nor
    /// Escape presses it.
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
impl Message {
    /// Something else has failed.
    pub fn failed(title: &str, reason: String) -> Message {
        Message::notice(title, vec![sentence(&reason)], Vec::new())
    }

    /// An import would replace the draft.
    pub fn replace(import: Import) -> Message {
        Message {
            title: "Replace this draft?".into(),
            text: vec![format!("The contents of “{}” will replace this draft. You can undo this.", import.name)],
            points: Vec::new(),
            tick: None,
            choices: vec![Choice::new("Import", Action::Replace(Box::new(import))), Choice::close("Cancel")],
        }
    }

    /// A whole document is pasted into an empty draft.
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

    /// An image from elsewhere is about to become the lead image.
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

    /// A source that is cited in these places is about to be removed.
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

    /// One of the writer's templates is about to be removed. Built-in templates cannot be.
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

    /// Unsaved work is about to be discarded.
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

    /// Everything stored about a draft outside its file is about to be removed.
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

    fn notice(title: &str, text: Vec<String>, points: Vec<String>) -> Message {
        let choices = vec![Choice::close("Close")];
        Message { title: title.into(), text, points, tick: None, choices }
    }
}
