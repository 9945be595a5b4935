//! Values that a session passes out and takes in: requests to the disk, its answers, and what is waiting for them. The
//! other files decide what follows.

use std::path::PathBuf;

use crate::article::Article;
use crate::document::Document;
use crate::file::container::Header;
use crate::file::{
    Change, Claim, Conflict as MergeConflict, CrashNote, EXTENSION, Expected, Fingerprint, Held, Holder,
    LeftBehind, SaveError, SavedDraft, Side, Stat, Template, Tenure, Whereabouts,
};
use crate::format::Format;
use crate::recognise::Recognised;

/// The step that waits until the draft is saved, or until it has a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    New,
    Template(Template),
    Open(PathBuf),
    Close,
    /// Makes a file the lead image, which requires the draft to have a folder.
    Picture(PathBuf),
    /// Asks for the lead image.
    ChoosePicture,
    /// Opens unsaved work, identified by its journal file.
    Recover(PathBuf),
}

/// What a path is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    Open,
    Import,
    /// The file of the lead image.
    Picture,
    SaveAs,
    Export(Format),
}

impl Purpose {
    /// The extensions of matching files, without the dot.
    pub fn endings(self) -> Vec<&'static str> {
        const IMPORTS: [&str; 8] = ["txt", "text", "md", "markdown", "mdown", "mkd", "html", "htm"];
        match self {
            Purpose::Open => std::iter::once(EXTENSION).chain(IMPORTS).collect(),
            Purpose::Import => IMPORTS.to_vec(),
            Purpose::Picture => vec!["png", "jpg", "jpeg", "gif", "webp"],
            Purpose::SaveAs => vec![EXTENSION],
            Purpose::Export(format) => vec![format.extension()],
        }
    }

    /// Whether the answer is valid only for the draft that was open when the question was asked.
    pub(super) fn is_of_draft(self) -> bool {
        match self {
            Purpose::Open | Purpose::Import => false,
            Purpose::Picture | Purpose::SaveAs | Purpose::Export(_) => true,
        }
    }
}

/// How to open a draft that someone else may have open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// With a lock; if someone else has it, the writer is asked. A lock of this holder is the window's own.
    Locked(Option<Holder>),
    /// Read-only, because this holder has it open.
    ReadOnly(Box<Holder>),
    /// As a draft without a file.
    Copy,
    /// By taking over the lock of this holder.
    TakeOver(Box<Holder>),
    /// As its newest readable version, unsaved, because its file is missing or damaged.
    Earlier,
    /// As a draft without a file, with this side of its merge conflict.
    Side(Side),
}

/// The result of importing a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    pub recognised: Recognised,
    /// The name of the file.
    pub name: String,
}

/// The content of an opened file.
#[derive(Debug)]
pub enum Opened {
    /// A draft, its lock if it was locked now, and the merge conflict within its text.
    Draft(Box<Document>, Option<Held>, Option<Box<MergeConflict>>),
    /// Someone else has the file open, so nothing was opened.
    Held(Holder),
    /// Text, Markdown or HTML, which becomes a draft without a file.
    Import(Box<Import>),
}

/// Why a file was not opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotOpened {
    /// The message for the writer, with the path.
    pub reason: String,
    /// When the version that can be opened instead was saved, in seconds since 1970.
    pub earlier: Option<u64>,
    /// The merge conflict in the file; either side can be opened instead.
    pub conflict: Option<Box<MergeConflict>>,
}

/// The result of opening a file.
#[derive(Debug)]
pub struct Arrived {
    /// The number of the opening.
    pub number: u64,
    pub path: PathBuf,
    pub result: Result<Opened, NotOpened>,
    /// The last position in the file.
    pub whereabouts: Option<Whereabouts>,
}

/// A request to save a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Save {
    /// The number of this save.
    pub number: u64,
    /// The number of the draft.
    pub draft: u64,
    pub article: Article,
    /// The state of the article.
    pub state: u64,
    pub path: PathBuf,
    pub onto: Onto,
    /// The step that waits for the save.
    pub next: Option<Next>,
}

/// The file that a draft is saved to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Onto {
    /// The draft's own file, if it still has this content. Nothing is written if someone has taken over this claim.
    Own(Expected, Option<Claim>),
    /// Another file that the writer has confirmed. It is locked first; a lock of this holder is the window's own.
    Other(Option<Holder>),
    /// A new file next to this path, under a free name.
    Beside,
}

/// The result of a save.
#[derive(Debug)]
pub struct Saved {
    /// The number of the save.
    pub number: u64,
    /// The number of the saved draft.
    pub draft: u64,
    pub path: PathBuf,
    /// The state of the draft when it was saved.
    pub state: u64,
    /// The step that waits for the save.
    pub next: Option<Next>,
    pub result: Result<SavedDraft, SaveError>,
    /// The file's lock, if it was locked for this save.
    pub lock: Option<Held>,
}

/// A save that wrote nothing because someone else has the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Barred {
    /// The number of the save.
    pub number: u64,
    /// The number of the draft.
    pub draft: u64,
    pub path: PathBuf,
    pub holder: Holder,
    /// The step that waits for the save.
    pub next: Option<Next>,
}

/// Why the file of an open draft is locked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Locking {
    /// The draft is being edited.
    Written,
    /// The draft was read-only and is to become editable.
    ToEdit,
    /// The writer has decided to take it over from this holder.
    TakeOver(Box<Holder>),
}

/// The result of locking the file of an open draft.
#[derive(Debug)]
pub struct Locked {
    /// The number of the draft.
    pub draft: u64,
    pub path: PathBuf,
    pub why: Locking,
    pub result: LockResult,
}

/// The result of trying to lock a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LockResult {
    Ours(Held),
    Theirs(Holder),
    /// The location does not support locks.
    Unlocked,
}

/// Why the draft's file is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// It may have changed.
    Looked,
    /// A save found that it has changed; the step that waits for the save.
    Save(Option<Next>),
}

impl Cause {
    /// The step that waits for the save.
    pub fn next(self) -> Option<Next> {
        match self {
            Cause::Looked => None,
            Cause::Save(next) => next,
        }
    }
}

/// A request to check the draft's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// The number of the draft.
    pub draft: u64,
    pub path: PathBuf,
    /// The known content of the file.
    pub disk: Fingerprint,
    /// The file's metadata when it had that content.
    pub seen: Option<Stat>,
    pub lock: LockAsked,
    pub cause: Cause,
}

/// What to check about a draft's lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LockAsked {
    Nothing,
    /// Whether this window still has it.
    Own(Claim),
    /// Who else has the draft open.
    Others,
}

/// What the check found out about a draft's lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LockFound {
    Nothing,
    Own(Tenure),
    Others(Option<Holder>),
}

/// The result of checking a draft's file.
#[derive(Debug)]
pub struct Elsewhere {
    pub look: Look,
    pub change: Change,
    /// The file's metadata now.
    pub stat: Option<Stat>,
    pub lock: LockFound,
}

/// The content of the draft's file after someone else changed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theirs {
    pub article: Article,
    pub disk: Option<Fingerprint>,
    /// The file's metadata when it was read.
    pub stat: Option<Stat>,
}

/// Two texts for the same file, between which the writer has to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    pub theirs: Theirs,
    pub cause: Cause,
    /// The number of the draft.
    pub draft: u64,
    pub path: Option<PathBuf>,
}

/// How the writer resolves a conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    KeepMine,
    TakeTheirs,
    KeepBoth,
    /// Asks again before the next save.
    Later,
}

/// What is watched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Watched {
    /// Changes to this file.
    File(PathBuf),
    /// Who has this draft open.
    Holder(PathBuf),
}

/// A request to export a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// The number of this export.
    pub number: u64,
    pub format: Format,
    pub path: PathBuf,
    /// The draft's own file, which is never overwritten.
    pub draft: Option<PathBuf>,
}

/// The result of an export.
#[derive(Debug)]
pub struct Exported {
    /// The number of the export.
    pub number: u64,
    pub path: PathBuf,
    pub format: Format,
    /// On success, what the export leaves behind, in words.
    pub result: Result<Option<LeftBehind>, String>,
}

/// Whether to ask about an export that leaves something out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Losses {
    #[default]
    Asked,
    Agreed,
}

/// Why unsaved work is searched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The program has started. The note says how the last run crashed, if it did and this is known.
    Started(Option<CrashNote>),
    /// This draft was opened, and there may be unsaved work for it.
    Opened(PathBuf),
    /// The writer has asked for it.
    Asked,
}

/// Unsaved work that was read, or the reason it was not.
#[derive(Debug)]
pub struct Recovery {
    /// Its journal file.
    pub kept: PathBuf,
    /// The draft and when it was stored, in seconds since 1970.
    pub result: Result<(Box<Document>, u64), String>,
}

/// An article to store, with what is needed to find its draft again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub header: Header,
    pub article: Article,
    /// The entry that it was recovered from and replaces.
    pub origin: Option<PathBuf>,
}

/// Whether the journal can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Health {
    /// Writing fails for this reason, in words for the writer. It is tried again.
    Failing(String),
    /// The disk takes longer than promised.
    Late,
    /// Writing works again.
    Mended,
}

/// Whether unsaved work is protected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Keeping {
    #[default]
    Well,
    /// It is not, for this reason.
    Failing(String),
    /// There is no folder for the journal.
    Nowhere,
    /// The disk takes longer than it should.
    Late,
}
