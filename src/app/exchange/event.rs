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

/// What came of some work.
#[derive(Debug)]
pub enum Event {
    /// Something of the draft in hand.
    Session(Input),
    /// The path for the question of this number.
    PathChosen(u64, Purpose, PathBuf),
    /// What stands at a path, by the number of the question that our own file dialog asked.
    Looked(u64, PathBuf, Found),
    /// A file was opened: what the session hears of it, and what is derived from its article.
    Opened(Input, Option<Box<Prepared>>),
    /// The unsaved work there is, and why it was looked for.
    UnsavedFound(Vec<Entry>, Why),
    /// The folders that everyone has, by name.
    PlacesFound(Vec<(&'static str, PathBuf)>),
    /// A file was shown in its folder.
    Revealed(PathBuf, Result<(), String>),
    /// The writer's own; none where they could not be listed.
    TemplatesListed(Vec<PathBuf>),
    TemplateSaved(PathBuf, Result<(), String>),
    /// There is a template of that name, and nothing was written.
    TemplateTaken(PathBuf, Box<Article>),
    TemplateRemoved(PathBuf, Result<(), String>),
    /// A picture for the draft of this number, and its name within the draft's folder where it is in there.
    PictureFound(u64, PathBuf, Option<String>),
    /// A picture stands beside the draft of this number, under this name.
    PictureCopied(u64, Result<String, String>),
    /// What was in the files of links that were dropped on the draft of this number.
    LinksRead(u64, Vec<Result<Shortcut, String>>),
    /// The text of a format for the preview, as of a revision of a draft.
    Rendered {
        draft: u64,
        revision: u64,
        format: Format,
        text: String,
    },
    /// What the desktop wants of motion.
    DesktopAsked(desktop::Wish),
    /// The recent files that are still there or not, with their headlines and when they were written.
    RecentChecked(Vec<(PathBuf, Presence, file::Glimpse)>),
    Spelling(SpellingNews),
    Finding(FindNews),
    /// What may have been meant by a word.
    Suggested(String, Vec<String>),
    Versions(VersionNews),
}
