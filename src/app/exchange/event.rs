//! What comes of work beside the frames, and what it is told. `app` makes something of it.

use std::path::PathBuf;

use super::question::Purpose;
use super::values::{
    Entry, FindNews, Health, Import, Next, NotOpened, Opened, Presence, SpellingNews, VersionNews, Why,
};
use crate::app::derived::Prepared;
use crate::app::desktop;
use crate::article::Article;
use crate::document::Document;
use crate::file::listing::Found;
use crate::file::{
    self, Change, Claim, Expected, Fingerprint, Holder, Holding, LeftBehind, Lock, SaveError, SavedDraft, Stat,
    Template, Tenure, Whereabouts,
};
use crate::format::Format;
use crate::link::Shortcut;

/// What came of some work.
#[derive(Debug)]
pub enum Event {
    PathChosen(Purpose, PathBuf),
    /// A path by the desktop's dialog, whose ending is ours: there is a file there that nobody was asked about.
    PathTaken(Purpose, PathBuf),
    /// What stands at a path, by the number of the question that our own file dialog asked.
    Looked(u64, PathBuf, Found),
    Opened(Arrived),
    Imported(Result<Box<Import>, String>),
    Saved(Saved),
    /// The file of the draft, or its lock, does not stand on the disk as it stood.
    Stirred,
    ChangedElsewhere(Box<Elsewhere>),
    /// Someone has taken over the draft of this number; what was waiting for its save.
    TakenOver(u64, Holder, Option<Next>),
    /// Someone has the file open to which the draft of this number was to be saved; what was waiting for that.
    SaveHeld(u64, PathBuf, Holder, Option<Next>),
    Locked(Locked),
    Exported(PathBuf, Format, Result<Option<LeftBehind>, String>),
    /// A file was shown in its folder.
    Revealed(PathBuf, Result<(), String>),
    /// The writer's own; none where they could not be listed.
    TemplatesListed(Vec<PathBuf>),
    TemplateOpened(Template, Result<Box<Article>, String>),
    TemplateSaved(PathBuf, Result<(), String>),
    /// There is a template of that name, and nothing was written.
    TemplateTaken(PathBuf, Box<Article>),
    TemplateRemoved(PathBuf, Result<(), String>),
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
    /// The unsaved work there is, and why it was looked for.
    UnsavedFound(Vec<Entry>, Why),
    /// Unsaved work, by what keeps it, and when it was kept.
    Recovered(PathBuf, Result<(Box<Document>, u64), String>),
    /// Unsaved work was put aside.
    UnsavedDiscarded(Result<(), String>),
    /// Nothing is kept any more of the draft at this path.
    Forgotten(PathBuf, Result<(), String>),
    Spelling(SpellingNews),
    Finding(FindNews),
    /// What may have been meant by a word.
    Suggested(String, Vec<String>),
    Versions(VersionNews),
    Journal(Health),
}

/// The result of opening a file.
#[derive(Debug)]
pub struct Arrived {
    /// The number of the opening.
    pub number: u64,
    pub path: PathBuf,
    pub result: Result<Opened, NotOpened>,
    /// What is derived from the article, where there is one.
    pub prepared: Option<Box<Prepared>>,
    /// Where the writer was in it.
    pub whereabouts: Option<Whereabouts>,
}

/// How a save went.
#[derive(Debug)]
pub struct Saved {
    /// The number of the draft that was saved.
    pub draft: u64,
    pub path: PathBuf,
    /// The state in which the draft was saved.
    pub state: u64,
    /// What was waiting for the save.
    pub next: Option<Next>,
    pub result: Result<SavedDraft, SaveError>,
    /// The file's lock, where it was locked just now.
    pub lock: Option<Lock>,
}

/// The file that a draft is saved to.
#[derive(Clone, Debug)]
pub enum Onto {
    /// The draft's own, over nothing else than this. Nothing is written where someone has taken the draft over from
    /// this claim.
    Own(Expected, Option<Claim>),
    /// Another one, which was asked about. It is locked first; the lock of this holder is the window's own.
    Other(Option<Holder>),
}

/// Why the file of a draft is locked that is open already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Locking {
    /// One writes in it.
    Written,
    /// It was only read, and is to be written in.
    ToEdit,
    /// In the place of this holder, who was asked about.
    TakeOver(Box<Holder>),
}

/// What came of locking the file of a draft that is open already.
#[derive(Debug)]
pub struct Locked {
    /// The number of the draft.
    pub draft: u64,
    pub path: PathBuf,
    pub why: Locking,
    pub holding: Holding,
}

/// Why a draft's file is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// It may have changed.
    Looked,
    /// A save found that it has; what was waiting for it.
    Save(Option<Next>),
}

/// What a look at a draft's file is for.
#[derive(Clone, Debug)]
pub struct Look {
    /// The number of the draft.
    pub draft: u64,
    pub path: PathBuf,
    /// What the file held.
    pub disk: Fingerprint,
    /// How it stood while it held that.
    pub seen: Option<Stat>,
    pub lock: LockAsked,
    pub cause: Cause,
}

/// What a look is to find out about a draft's lock.
#[derive(Clone, Debug)]
pub enum LockAsked {
    Nothing,
    /// How this one stands.
    Own(Claim),
    /// Who else has the draft open.
    Others,
}

/// What a look has found out about a draft's lock.
#[derive(Debug)]
pub enum LockFound {
    Nothing,
    Own(Tenure),
    Others(Option<Holder>),
}

/// What a look at a draft's file has found.
#[derive(Debug)]
pub struct Elsewhere {
    pub look: Look,
    pub change: Change,
    /// How the file stands now.
    pub stat: Option<Stat>,
    pub lock: LockFound,
}
