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

/// What an unsaved draft stands in the way of, or what waits for the draft to have a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    New,
    Template(Template),
    Open(PathBuf),
    Close,
    /// Makes a file the lead image: the draft only had to have a folder.
    Picture(PathBuf),
    /// Asks for the lead image.
    ChoosePicture,
    /// Opens unsaved work, by the file that keeps it.
    Recover(PathBuf),
}

/// What a path is asked for.
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
    /// The endings of the files that fit, without the dot.
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

    /// Whether the answer belongs to the draft for which it was asked, and to no other.
    pub(super) fn is_of_draft(self) -> bool {
        match self {
            Purpose::Open | Purpose::Import => false,
            Purpose::Picture | Purpose::SaveAs | Purpose::Export(_) => true,
        }
    }
}

/// How a draft is to be opened that someone else may have open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// With a lock; who else has it is told. The lock of this holder is this window's own.
    Locked(Option<Holder>),
    /// To be looked at; who has it.
    ReadOnly(Box<Holder>),
    /// As a draft without a file.
    Copy,
    /// In the place of this holder.
    TakeOver(Box<Holder>),
    /// As the newest version that is kept of it and can be read, unsaved: its file is gone or damaged.
    Earlier,
    /// As a draft without a file, on this side of its merge conflict.
    Side(Side),
}

/// What was taken in from a file that is no draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    pub recognised: Recognised,
    /// What it was called.
    pub name: String,
}

/// What a file held.
#[derive(Debug)]
pub enum Opened {
    /// With its lock, where it was locked just now, and the merge conflict within its text.
    Draft(Box<Document>, Option<Held>, Option<Box<MergeConflict>>),
    /// Someone has it open: nothing was opened.
    Held(Holder),
    /// Text, Markdown or HTML: it becomes a draft without a name.
    Import(Box<Import>),
}

/// Why a file was not opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotOpened {
    /// In the writer's words, with the path.
    pub reason: String,
    /// When the version was saved, in seconds since 1970, as which a draft can be opened instead.
    pub earlier: Option<u64>,
    /// The merge conflict that it has, of which either side can be opened instead.
    pub conflict: Option<Box<MergeConflict>>,
}

/// The result of opening a file.
#[derive(Debug)]
pub struct Arrived {
    /// The number of the opening.
    pub number: u64,
    pub path: PathBuf,
    pub result: Result<Opened, NotOpened>,
    /// Where the writer was in it.
    pub whereabouts: Option<Whereabouts>,
}

/// A draft that is to be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Save {
    /// The number of this save.
    pub number: u64,
    /// The number of the draft.
    pub draft: u64,
    pub article: Article,
    /// The state that the article is in.
    pub state: u64,
    pub path: PathBuf,
    pub onto: Onto,
    /// What waits for it.
    pub next: Option<Next>,
}

/// The file that a draft is saved to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Onto {
    /// The draft's own, over nothing else than this. Nothing is written where someone has taken the draft over from
    /// this claim.
    Own(Expected, Option<Claim>),
    /// Another one, which was asked about. It is locked first; the lock of this holder is the window's own.
    Other(Option<Holder>),
    /// A new one beside this path, under a name that is free.
    Beside,
}

/// How a save went.
#[derive(Debug)]
pub struct Saved {
    /// The number of the save.
    pub number: u64,
    /// The number of the draft that was saved.
    pub draft: u64,
    pub path: PathBuf,
    /// The state in which the draft was saved.
    pub state: u64,
    /// What was waiting for the save.
    pub next: Option<Next>,
    pub result: Result<SavedDraft, SaveError>,
    /// The file's lock, where it was locked just now.
    pub lock: Option<Held>,
}

/// A save that wrote nothing, because of someone else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Barred {
    /// The number of the save.
    pub number: u64,
    /// The number of the draft.
    pub draft: u64,
    pub path: PathBuf,
    pub holder: Holder,
    /// What was waiting for the save.
    pub next: Option<Next>,
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
    pub result: LockResult,
}

/// What came of trying to lock a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LockResult {
    Ours(Held),
    Theirs(Holder),
    /// There is no way to lock there.
    Unlocked,
}

/// Why a draft's file is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// It may have changed.
    Looked,
    /// A save found that it has; what was waiting for it.
    Save(Option<Next>),
}

impl Cause {
    /// What was waiting for the save.
    pub fn next(self) -> Option<Next> {
        match self {
            Cause::Looked => None,
            Cause::Save(next) => next,
        }
    }
}

/// What a look at a draft's file is for.
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LockAsked {
    Nothing,
    /// How this one stands.
    Own(Claim),
    /// Who else has the draft open.
    Others,
}

/// What a look has found out about a draft's lock.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// What the file of a draft holds now that someone else has changed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theirs {
    pub article: Article,
    pub disk: Option<Fingerprint>,
    /// How the file stood when this was read.
    pub stat: Option<Stat>,
}

/// Two texts for one file, which the writer is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    pub theirs: Theirs,
    pub cause: Cause,
    /// The number of the draft.
    pub draft: u64,
    pub path: Option<PathBuf>,
}

/// How a conflict is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    KeepMine,
    TakeTheirs,
    KeepBoth,
    /// It is asked again before the next save.
    Later,
}

/// What an eye is kept on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Watched {
    /// How this file stands.
    File(PathBuf),
    /// Who has this draft open.
    Holder(PathBuf),
}

/// A page that is to be exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// The number of this export.
    pub number: u64,
    pub format: Format,
    pub path: PathBuf,
    /// The draft's own file, which is never written over.
    pub draft: Option<PathBuf>,
}

/// How an export went.
#[derive(Debug)]
pub struct Exported {
    /// The number of the export.
    pub number: u64,
    pub path: PathBuf,
    pub format: Format,
    /// What of it stays behind, in words.
    pub result: Result<Option<LeftBehind>, String>,
}

/// Whether an export that leaves something out is asked about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Losses {
    #[default]
    Asked,
    Agreed,
}

/// Why unsaved work is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The program has started, and may not have ended as it should before: by a fault, where that is known.
    Started(Option<CrashNote>),
    /// This draft was opened, and there may be unsaved work on it.
    Opened(PathBuf),
    /// It was asked for.
    Asked,
}

/// Unsaved work that was read, or why it was not.
#[derive(Debug)]
pub struct Recovery {
    /// The file that keeps it.
    pub kept: PathBuf,
    /// With the time at which it was kept, in seconds since 1970.
    pub result: Result<(Box<Document>, u64), String>,
}

/// An article with what has to be known of it to find its draft again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub header: Header,
    pub article: Article,
    /// The entry that it was recovered from, and that it takes the place of.
    pub origin: Option<PathBuf>,
}

/// Whether the journal can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Health {
    /// Not any more, for this reason in the writer's words; it is tried again.
    Failing(String),
    /// The disk takes longer than it was promised to.
    Late,
    /// Again, after it could not.
    Mended,
}

/// Whether unsaved work is kept safe.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Keeping {
    #[default]
    Well,
    /// It cannot be, for this reason.
    Failing(String),
    /// There is no folder for it.
    Nowhere,
    /// The disk takes longer than it should.
    Late,
}
