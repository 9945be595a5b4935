//! Questions about saving, opening, exporting and replacing files.

use std::path::PathBuf;

use super::{Behind, Choice, Message, Tick};
use crate::app::command::{Answer, Command};
use crate::app::words::sentence;
use crate::article::Article;
use crate::file::Template;
use crate::format::Format;
use crate::session::{Action, Again, Keeping, Losses, Next, Purpose, Way};

impl Message {
    /// Unsaved work is about to be left.
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

    /// The step that follows if the draft is left without saving, if that is the question.
    pub fn leaves(&self) -> Option<Next> {
        self.choices.iter().find_map(|choice| {
            let Answer::Done(Command::Draft(Action::Proceed(next))) = &choice.answer else { return None };
            Some(next.clone())
        })
    }

    /// An export leaves something out.
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

    /// A save has failed. The draft is unchanged and still unsaved. `again` says where it may be tried again.
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

    /// An export has failed.
    pub fn export_failed(reason: String, format: Format) -> Message {
        Message {
            choices: vec![
                Choice::new("Export elsewhere…", Action::Choose(Purpose::Export(format))),
                Choice::close("Close"),
            ],
            ..Message::failed("The export failed", reason)
        }
    }

    /// A file cannot be opened. If an earlier version is kept, from a time in words, it is offered.
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

    /// The file chosen in our own file dialog, or in the desktop's, would be overwritten.
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

    /// A template would be overwritten.
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

    /// An image is about to become the lead image of a draft that has no folder.
    pub fn save_before_picture(next: Option<Next>) -> Message {
        Message {
            title: "Save the draft first".into(),
            text: vec!["The lead image is kept in the draft’s folder.".into()],
            points: Vec::new(),
            tick: None,
            choices: vec![Choice::new("Save as…", Action::SaveAs(next)), Choice::close("Cancel")],
        }
    }
}
