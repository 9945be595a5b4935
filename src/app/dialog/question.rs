//! Questions and messages as values: what they say, which buttons they have, and what each button leads to. How they are
//! drawn is in `message`.

use std::path::PathBuf;

use super::path::PathDialog;
use crate::app::exchange::question::Purpose;
use crate::app::exchange::values::{Import, Next, Way};
use crate::app::status::Keeping;
use crate::app::words::sentence;
use crate::article::Article;
use crate::document::Citations;
use crate::file::{Fingerprint, Holder, Template};
use crate::format::Format;
use crate::paste::Pasted;

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
    pub step: Step,
}

/// What an answer leads to.
#[derive(Clone, Debug)]
pub enum Step {
    Dismiss,
    /// Goes back to the file dialog.
    AskAgain(Box<PathDialog>),
    /// Saves the draft, and when that has worked goes on.
    Save(Option<Next>),
    SaveAs(Option<Next>),
    /// Saves the draft to a path that was chosen before.
    SaveTo(PathBuf, Option<Next>),
    /// Goes on without saving.
    Leave(Next),
    Export(Format),
    /// Puts an imported article in the place of the draft's.
    Replace(Box<Import>),
    /// Pastes into the field in which it was asked for.
    Paste(Box<Pasted>),
    /// Puts a copy of a picture beside the draft and makes it the lead image.
    CopyPicture(PathBuf),
    /// Writes a template over one of that name.
    WriteTemplate(PathBuf, Box<Article>),
    RemoveTemplate(PathBuf),
    /// Puts unsaved work aside, by what keeps it.
    DiscardUnsaved(PathBuf),
    /// Shows the unsaved work there is.
    ShowUnsaved,
    /// Removes all traces of a draft but its file.
    Forget(PathBuf),
    /// Removes a cited source, by key.
    RemoveSource(String, Citations),
    /// Opens a draft that someone else has open.
    OpenAs(PathBuf, Way),
    /// Takes the file of the draft over from someone else.
    TakeOver(PathBuf, Holder),
    /// Saves the draft over what its file was found to hold.
    WriteOver(Option<Fingerprint>, Option<Next>),
    /// Answers the file dialog, now that replacing the file is agreed to.
    Chosen(Purpose, PathBuf),
}

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
                Choice { label: "Save", step: Step::Save(Some(next.clone())) },
                Choice { label: "Discard", step: Step::Leave(next) },
                Choice { label: "Cancel", step: Step::Dismiss },
            ],
        }
    }

    /// What is gone on with when the draft is left without being saved, where that is the question.
    pub fn leaves(&self) -> Option<Next> {
        self.choices.iter().find_map(|choice| {
            let Step::Leave(next) = &choice.step else { return None };
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
                Choice { label: "Export anyway", step: Step::Export(format) },
                Choice { label: "Cancel", step: Step::Dismiss },
            ],
        }
    }

    /// When a save has failed. The draft is as it was, and counts as unsaved. `again` is where to it may be tried
    /// once more.
    pub fn save_failed(reason: String, again: Option<PathBuf>, next: Option<Next>) -> Message {
        let mut choices = vec![
            Choice { label: "Save as…", step: Step::SaveAs(next.clone()) },
            Choice { label: "Close", step: Step::Dismiss },
        ];
        if let Some(path) = again {
            choices.insert(1, Choice { label: "Try again", step: Step::SaveTo(path, next) });
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
                Choice { label: "Export elsewhere…", step: Step::Export(format) },
                Choice { label: "Close", step: Step::Dismiss },
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
        let open = Choice { label: "Open that version", step: Step::OpenAs(path, Way::Earlier) };
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
            choices: vec![
                Choice { label: "Import", step: Step::Replace(Box::new(import)) },
                Choice { label: "Cancel", step: Step::Dismiss },
            ],
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
                Choice { label: "Fill the fields", step: Step::Replace(Box::new(import)) },
                Choice { label: "Paste as it is", step: Step::Paste(Box::new(pasted)) },
                Choice { label: "Cancel", step: Step::Dismiss },
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
            choices: vec![
                Choice { label: "Copy image", step: Step::CopyPicture(path) },
                Choice { label: "Cancel", step: Step::Dismiss },
            ],
        }
    }

    /// Before a picture becomes the lead image of a draft that has no folder.
    pub fn save_before_picture(next: Option<Next>) -> Message {
        Message {
            title: "Save the draft first".into(),
            text: vec!["The lead image is kept in the draft’s folder.".into()],
            points: Vec::new(),
            tick: None,
            choices: vec![
                Choice { label: "Save as…", step: Step::SaveAs(next) },
                Choice { label: "Cancel", step: Step::Dismiss },
            ],
        }
    }

    /// Before a source is removed that these places cite.
    pub fn cited_source(number: usize, key: &str, places: Vec<String>) -> Message {
        let step = |citations| Step::RemoveSource(key.to_owned(), citations);
        Message {
            title: format!("Source {number} is cited"),
            text: vec![
                "It is cited in these places. Citations you keep will show as plain markers. You can undo this."
                    .into(),
            ],
            points: places,
            tick: None,
            choices: vec![
                Choice { label: "Remove citations too", step: step(Citations::Removed) },
                Choice { label: "Remove source only", step: step(Citations::Kept) },
                Choice { label: "Cancel", step: Step::Dismiss },
            ],
        }
    }

    /// Before another file is written over that was chosen in this dialog; none where that was the desktop's.
    pub fn overwrite(purpose: Purpose, path: PathBuf, dialog: Option<Box<PathDialog>>) -> Message {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        Message {
            title: format!("Replace “{name}”?"),
            text: vec!["A file with this name already exists. Its contents will be lost.".into()],
            points: Vec::new(),
            tick: None,
            choices: vec![
                Choice { label: "Replace", step: Step::Chosen(purpose, path) },
                Choice { label: "Cancel", step: dialog.map_or(Step::Dismiss, Step::AskAgain) },
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
            choices: vec![
                Choice { label: "Replace", step: Step::WriteTemplate(path, article) },
                Choice { label: "Cancel", step: Step::Dismiss },
            ],
        }
    }

    /// Before one of the writer's templates is removed. Those of the program stay.
    pub fn remove_template(template: Template) -> Message {
        let mut choices = vec![Choice { label: "Keep it", step: Step::Dismiss }];
        if let Template::Own(path) = &template {
            choices.insert(0, Choice { label: "Remove", step: Step::RemoveTemplate(path.clone()) });
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
                Choice { label: "Discard", step: Step::DiscardUnsaved(file) },
                Choice { label: "Cancel", step: Step::ShowUnsaved },
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
            choices: vec![
                Choice { label: "Forget", step: Step::Forget(path) },
                Choice { label: "Cancel", step: Step::Dismiss },
            ],
        }
    }

    /// Before a draft is opened that someone else has open.
    pub fn held(path: PathBuf, holder: Holder, who: String) -> Message {
        let name = path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy();
        let step = |way| Step::OpenAs(path.clone(), way);
        Message {
            title: format!("“{name}” is open elsewhere"),
            text: vec![format!("It was opened {who}.")],
            points: Vec::new(),
            tick: None,
            choices: vec![
                Choice { label: "Read-only", step: step(Way::ReadOnly(who)) },
                Choice { label: "Open a copy", step: step(Way::Copy) },
                Choice { label: "Take over", step: step(Way::TakeOver(Box::new(holder))) },
                Choice { label: "Cancel", step: Step::Dismiss },
            ],
        }
    }

    /// When the draft that is shown has a file that someone else has open.
    pub fn held_too(path: PathBuf, holder: Holder, who: String) -> Message {
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
                Choice { label: "Save as…", step: Step::SaveAs(None) },
                Choice { label: "Take over", step: Step::TakeOver(path.clone(), holder) },
                Choice { label: "Keep editing", step: Step::Dismiss },
            ],
        }
    }

    /// When a draft that is read here was to be written in, and someone has it open.
    pub fn still_held(path: PathBuf, holder: Holder, who: String) -> Message {
        let name = path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy();
        Message {
            title: format!("“{name}” is open elsewhere"),
            text: vec![format!("It was opened {who}.")],
            points: Vec::new(),
            tick: None,
            choices: vec![
                Choice { label: "Take over", step: Step::TakeOver(path.clone(), holder) },
                Choice { label: "Keep reading", step: Step::Dismiss },
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
            choices: vec![
                Choice { label: "Save as…", step: Step::SaveAs(next) },
                Choice { label: "Not now", step: Step::Dismiss },
            ],
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
            choices: vec![
                Choice { label: "Save as…", step: Step::SaveAs(next) },
                Choice { label: "Not now", step: Step::Dismiss },
            ],
        }
    }

    /// When the draft's file holds what cannot be read. Where that much is known it may be written over.
    pub fn unreadable_elsewhere(reason: String, disk: Option<Fingerprint>, next: Option<Next>) -> Message {
        let mut choices = vec![
            Choice { label: "Save as…", step: Step::SaveAs(next.clone()) },
            Choice { label: "Not now", step: Step::Dismiss },
        ];
        if disk.is_some() {
            choices.insert(1, Choice { label: "Replace it", step: Step::WriteOver(disk, next) });
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
        let choices = vec![Choice { label: "Close", step: Step::Dismiss }];
        Message { title: title.into(), text, points, tick: None, choices }
    }
}
