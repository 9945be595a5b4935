//! The results of background work. `app` handles them.

use std::path::PathBuf;

use super::values::{Entry, FindNews, Presence, SpellingNews, VersionNews};
use crate::app::derived::Prepared;
use crate::app::desktop;
use crate::article::Article;
use crate::file;
use crate::file::listing::Found;
use crate::format::Format;
use crate::link::Shortcut;
use crate::session::{Input, Purpose, Why};

/// The result of work on a thread.
#[derive(Debug)]
pub enum Event {
    /// A result for the session.
    Session(Input),
    /// The path for the question with this number.
    PathChosen(u64, Purpose, PathBuf),
    /// What is at a path, for our own file dialog; takes the number of its question.
    Looked(u64, PathBuf, Found),
    /// A file was opened: the input for the session, and what is derived from its article.
    Opened(Input, Option<Box<Prepared>>),
    /// The unsaved work found, and why it was searched for.
    UnsavedFound(Vec<Entry>, Why),
    /// The user's standard folders, by name.
    PlacesFound(Vec<(&'static str, PathBuf)>),
    /// A file was shown in its folder.
    Revealed(PathBuf, Result<(), String>),
    /// The user's own; empty if they could not be listed.
    TemplatesListed(Vec<PathBuf>),
    TemplateSaved(PathBuf, Result<(), String>),
    /// There is a template with that name, so nothing was written.
    TemplateTaken(PathBuf, Box<Article>),
    TemplateRemoved(PathBuf, Result<(), String>),
    /// An image for the draft with this number, and its name within the draft's folder if it is there.
    PictureFound(u64, PathBuf, Option<String>),
    /// An image was copied next to the draft with this number, under this name.
    PictureCopied(u64, Result<String, String>),
    /// The links in the files dropped on the draft with this number.
    LinksRead(u64, Vec<Result<Shortcut, String>>),
    /// The text of a format for the preview, for a revision of a draft.
    Rendered {
        draft: u64,
        revision: u64,
        format: Format,
        text: String,
    },
    /// The desktop's preference for reduced motion.
    DesktopAsked(desktop::Wish),
    /// Whether the recent files still exist, with their headlines and times.
    RecentChecked(Vec<(PathBuf, Presence, file::Glimpse)>),
    Spelling(SpellingNews),
    Finding(FindNews),
    /// The suggestions for a word.
    Suggested(String, Vec<String>),
    Versions(VersionNews),
}
