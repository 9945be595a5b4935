//! What a draft with a merge conflict says: either of the two versions can be opened.

use std::path::{Path, PathBuf};

use super::question::{Choice, Message};
use crate::app::words::sentence;
use crate::file::{Conflict, ConflictSide, Side};
use crate::session::{Action, Way};

impl Message {
    /// A draft cannot be opened because version control left a merge conflict in it.
    pub fn conflict(path: PathBuf, conflict: Conflict) -> Message {
        let name = path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy();
        let title = format!("“{name}” has a merge conflict");
        Message::sides(title, String::new(), "Cancel", &path, conflict)
    }

    /// A draft was opened that has a merge conflict within one of its texts.
    pub fn conflict_within(path: PathBuf, conflict: Conflict) -> Message {
        let name = path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy();
        let title = format!("“{name}” has a merge conflict in its text");
        let text = "It is open with both versions in its text, between lines that begin with <<<<<<< and >>>>>>>.";
        Message::sides(title, text.to_owned(), "Leave as it is", &path, conflict)
    }

    /// Offers each side of a conflict that is a complete draft.
    fn sides(title: String, text: String, way_out: &'static str, path: &Path, conflict: Conflict) -> Message {
        let Conflict { line, sides, is_same } = conflict;
        let names = sides.each_ref().map(ConflictSide::name);
        let what = match is_same {
            true => format!("The conflict begins in line {line}, but both versions are the same."),
            false => format!(
                "Two versions of this draft could not be merged: {}. The conflict begins in line {line}.",
                names.join(" and ")
            ),
        };
        let mut text = vec![text, what];
        text.retain(|text| !text.is_empty());
        let mut choices = Vec::new();
        for (side, name) in sides.into_iter().zip(names) {
            match side.fault {
                Some(fault) => text.push(sentence(&format!("{name} cannot be opened by itself: {fault}"))),
                None if is_same && !choices.is_empty() => {}
                None => {
                    let label = match side.side {
                        Side::Ours => "Open ours",
                        Side::Theirs => "Open theirs",
                    };
                    choices.push(Choice::new(label, Action::OpenAs(path.to_owned(), Way::Side(side.side))));
                }
            }
        }
        if !choices.is_empty() {
            text.push("A version opens as a new draft, not saved yet. The file stays as it is.".into());
        }
        choices.push(Choice::close(way_out));
        Message { title, text, points: Vec::new(), tick: None, choices }
    }
}
