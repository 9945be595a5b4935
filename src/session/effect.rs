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

/// Something to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    Disk(Request),
    Journal(Order),
    /// Asks for a path, by the number of the question.
    AskPath(u64, Purpose),
    Ask(Ask),
    /// Asks which of two texts the draft is to be.
    AskConflict(Box<Conflict>),
    /// Shows unsaved work.
    Offer(Offer),
    Tell(Said),
    /// Whether unsaved work is kept safe is not as it was: a question that is open says so.
    KeepingChanged,
    /// The draft of this file is about to be left: where the writer is in it is kept.
    NoteWhereabouts(PathBuf),
    /// Another draft is in hand: nothing that was shown of the one before holds any longer.
    Begun,
    /// The draft has another file.
    Moved,
    /// A file was opened or saved.
    Remember(PathBuf),
    /// What is kept of a draft beside its file goes, and its entry among the recent ones.
    Forget(PathBuf),
    /// It is looked which of the recent files are still there.
    CheckRecent,
    GoTo(Place, Option<Selection>),
    /// As [`Effect::GoTo`], with what was in sight.
    GoBack(Place, Selection, Sight),
    /// The focus stays in an item that was moved.
    StayIn(Item),
    /// Makes a file the lead image.
    TakePicture(PathBuf),
    ChoosePicture,
    /// The window is not closed now.
    KeepOpen,
    Close,
}

/// Something that the disk is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// Opens a file, by the number of the opening.
    Open(u64, PathBuf, Way),
    OpenTemplate(Template),
    /// Opens unsaved work, by the file that keeps it.
    Recover(PathBuf),
    /// Reads a file that is no draft, by the number of the work.
    Import(u64, PathBuf),
    Save(Box<Save>),
    Export(Export),
    /// Looks what has become of the draft's file and its lock.
    Look(Look),
    /// Locks the file of the draft of this number.
    Lock(u64, PathBuf, Locking),
    GiveBack(Claim),
    /// Watches these files and no others.
    Watch(Vec<Watched>),
    /// Nobody waits for this work any longer: what it has not written yet is not to be written.
    Abandon(u64),
    FindUnsaved(Why),
    /// Puts unsaved work aside, by the file that keeps it.
    DiscardUnsaved(PathBuf),
}

/// Something that the journal is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// This is what would be lost now.
    Keep(Box<Kept>),
    /// The writer does not want these words; they are kept for a while all the same.
    SetAside(Box<Kept>),
    /// Nothing would be lost now, and nothing is wanted of this entry.
    Clear(Option<PathBuf>),
}

/// A question, or a notice that one has to close.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// Before unsaved work is left for this.
    Unsaved(Next),
    NotSaved(NotSaved, Again, Option<Next>),
    /// A draft that is no longer in hand was not saved.
    OtherNotSaved(NotSaved),
    NotExported(String, Format),
    NotImported(String),
    NotOpened(PathBuf, NotOpened),
    /// A draft was opened with a merge conflict within one of its texts.
    ConflictWithin(PathBuf, Box<MergeConflict>),
    TemplateNotOpened(String),
    NotRecovered(String),
    NotDiscarded(String),
    NotForgotten(String),
    /// Someone has the file open that was to be opened.
    Held(PathBuf, Holder),
    /// Someone has the file of the draft open that is written in here.
    HeldToo(PathBuf, Holder),
    /// Someone has the file open of a draft that is read here and was to be written in.
    StillHeld(PathBuf, Holder),
    TakenOver(Holder),
    /// What was waiting for the save.
    TakenOverUnsaved(Holder, Option<Next>),
    /// A newer version of the program has saved the draft's file, in this version of the format.
    NewerElsewhere(u32, Option<Next>),
    /// What the draft's file holds cannot be read; where it is known, it may be written over.
    UnreadableElsewhere(String, Option<Fingerprint>, Option<Next>),
    /// Before an import takes the place of the draft's article.
    Replace(Box<Import>),
    /// There is a file at the path that answers the question of this number.
    Overwrite(u64, Purpose, PathBuf),
    /// What an export leaves out.
    Loss(Format, Vec<String>),
    /// Before unsaved work is put aside, by the file that keeps it and its name.
    DiscardUnsaved(PathBuf, String),
    Forget(PathBuf),
}

/// Why a draft was not saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotSaved {
    Failed(SaveError),
    /// Someone has the file open.
    Held(PathBuf, Holder),
    TakenOver,
    /// It is the draft's own file, which may only be read here.
    ReadOnly(PathBuf, ReadOnly),
}

/// Whether a save that has failed may be tried once more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Again {
    No,
    To(PathBuf),
}

/// Which unsaved work is shown, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// What was found just now.
    Found,
    /// What was found just now, but later.
    Later,
    /// What was to be shown later.
    Now,
}

/// Something to tell in passing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    FileGone,
    /// At this time, in seconds since 1970.
    Reloaded(u64),
    /// The draft may not be changed here, and its file has changed.
    ChangedWhileRead,
    ChangedUnreadable(String),
    AskedAgainBySave,
    MineKept,
    MayEdit,
    /// The lock of the one who was taken over cannot be changed.
    OtherNotTold,
    NoLongerHeld,
    OpenedCopy(PathBuf),
    OpenedEarlier,
    /// The draft has so many fields that a newer version of the program has saved.
    NewerFields(usize),
    Recovered,
    NotOpened(PathBuf),
    /// From what was called so; how many parts were set aside.
    Imported(String, usize),
    SavedNothingKept,
    /// A save that nobody waited for any longer has written this file after all.
    SavedAfterAll(PathBuf),
    GivenUp(Work),
    /// The path was chosen for a draft that is no longer in hand.
    DraftGone,
    Discarded,
    Forgotten(PathBuf),
    /// What is unsaved here is still protected.
    ForgottenButOpen,
    Protected,
    Exported(PathBuf, Option<LeftBehind>),
}
