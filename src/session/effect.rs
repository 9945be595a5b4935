//! What a session wants from the disk, the journal and the window, as values. `app::exchange` carries out work on the
//! disk, and `app` whatever is shown.

use std::path::PathBuf;

use super::values::{
    Conflict, Export, Import, Kept, Locking, Look, Next, NotOpened, Purpose, Save, Watched, Way, Why,
};
use super::waiting::Work;
use crate::article::{Item, Place};
use crate::document::ReadOnly;
use crate::file::{Claim, Conflict as MergeConflict, Fingerprint, Holder, LeftBehind, SaveError, Sight, Template};
use crate::format::Format;
use crate::writing::Selection;

/// An effect for the window, the disk or the journal.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    Disk(Request),
    Journal(Order),
    /// Asks for a path, for the question with this number.
    AskPath(u64, Purpose),
    Ask(Ask),
    /// Asks which of two texts to keep.
    AskConflict(Box<Conflict>),
    /// Offers unsaved work.
    Offer(Offer),
    Tell(Said),
    /// The state of the journal has changed: open questions that mention it are updated.
    KeepingChanged,
    /// The draft with this file is about to be left: the position in it is saved.
    NoteWhereabouts(PathBuf),
    /// Another draft is open: everything shown for the previous one is reset.
    Begun,
    /// The draft has a different file.
    Moved,
    /// Adds a file to the recent files after it was opened or saved.
    Remember(PathBuf),
    /// Removes what is stored about a draft outside its file, and its entry in the recent files.
    Forget(PathBuf),
    /// Checks which of the recent files still exist.
    CheckRecent,
    GoTo(Place, Option<Selection>),
    /// Like [`Effect::GoTo`], and also restores the scroll position.
    GoBack(Place, Selection, Sight),
    /// Keeps the focus in an item that was moved.
    StayIn(Item),
    /// Makes a file the lead image.
    TakePicture(PathBuf),
    ChoosePicture,
    /// Keeps the window open.
    KeepOpen,
    Close,
}

/// A request to the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// Opens a file; takes the number of the opening.
    Open(u64, PathBuf, Way),
    OpenTemplate(Template),
    /// Opens unsaved work, identified by its journal file.
    Recover(PathBuf),
    /// Imports a file that is not a draft; takes the number of the work.
    Import(u64, PathBuf),
    Save(Box<Save>),
    Export(Export),
    /// Checks the draft's file and its lock.
    Look(Look),
    /// Locks the file of the draft with this number.
    Lock(u64, PathBuf, Locking),
    GiveBack(Claim),
    /// Watches exactly these files.
    Watch(Vec<Watched>),
    /// Cancels the work with this number. It must not write anything from now on.
    Abandon(u64),
    FindUnsaved(Why),
    /// Discards unsaved work, identified by its journal file.
    DiscardUnsaved(PathBuf),
}

/// A request to the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// Stores this unsaved work.
    Keep(Box<Kept>),
    /// Stores work that the writer has discarded, so that it can be recovered for some time.
    SetAside(Box<Kept>),
    /// Nothing is unsaved: clears the entry, and this one that the draft was recovered from.
    Clear(Option<PathBuf>),
}

/// A question, or a notice that the writer has to close.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// Unsaved work would be lost by this step.
    Unsaved(Next),
    NotSaved(NotSaved, Again, Option<Next>),
    /// A draft that is no longer open could not be saved.
    OtherNotSaved(NotSaved),
    NotExported(String, Format),
    NotImported(String),
    NotOpened(PathBuf, NotOpened),
    /// The opened draft has a merge conflict within one of its texts.
    ConflictWithin(PathBuf, Box<MergeConflict>),
    TemplateNotOpened(String),
    NotRecovered(String),
    NotDiscarded(String),
    NotForgotten(String),
    /// Someone else has the file open that the writer wants to open.
    Held(PathBuf, Holder),
    /// Someone else also has the file of this draft open.
    HeldToo(PathBuf, Holder),
    /// Someone else still has the file of this read-only draft open, so it cannot be edited.
    StillHeld(PathBuf, Holder),
    TakenOver(Holder),
    /// Someone has taken over the draft while it was unsaved; the step that waits for the save.
    TakenOverUnsaved(Holder, Option<Next>),
    /// A newer version of the program has saved the draft's file, in this version of the format.
    NewerElsewhere(u32, Option<Next>),
    /// The draft's file cannot be read any more. With a fingerprint, it may be overwritten.
    UnreadableElsewhere(String, Option<Fingerprint>, Option<Next>),
    /// An import would replace the draft's article.
    Replace(Box<Import>),
    /// There is already a file at the path chosen for the question with this number.
    Overwrite(u64, Purpose, PathBuf),
    /// What an export leaves out.
    Loss(Format, Vec<String>),
    /// Unsaved work would be discarded; its journal file and the name to show.
    DiscardUnsaved(PathBuf, String),
    Forget(PathBuf),
}

/// Why a draft was not saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotSaved {
    Failed(SaveError),
    /// Someone else has the file open.
    Held(PathBuf, Holder),
    TakenOver,
    /// It is the draft's own file, which is read-only here.
    ReadOnly(PathBuf, ReadOnly),
}

/// Whether a failed save can be tried again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Again {
    No,
    To(PathBuf),
}

/// Which unsaved work is offered, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// What was just found, now.
    Found,
    /// What was just found, once no question is open.
    Later,
    /// What was postponed.
    Now,
}

/// A message for the status line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    FileGone,
    /// The draft was reloaded at this time, in seconds since 1970.
    Reloaded(u64),
    /// The draft is read-only here, and its file has changed.
    ChangedWhileRead,
    ChangedUnreadable(String),
    AskedAgainBySave,
    MineKept,
    MayEdit,
    /// The lock of the person it was taken from cannot be changed, so they are not notified.
    OtherNotTold,
    NoLongerHeld,
    OpenedCopy(PathBuf),
    OpenedEarlier,
    /// The draft has this many fields from a newer version of the program.
    NewerFields(usize),
    Recovered,
    NotOpened(PathBuf),
    /// The name of the import, and how many parts were set aside.
    Imported(String, usize),
    SavedNothingKept,
    /// A save that was cancelled has written this file after all.
    SavedAfterAll(PathBuf),
    GivenUp(Work),
    /// The path was chosen for a draft that is no longer open.
    DraftGone,
    Discarded,
    Forgotten(PathBuf),
    /// Unsaved work of the open draft is still protected.
    ForgottenButOpen,
    Protected,
    Exported(PathBuf, Option<LeftBehind>),
}
