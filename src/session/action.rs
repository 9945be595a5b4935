//! What can be done to a draft, by a command or an answer, and what else a session can be told.

use std::path::PathBuf;

use super::values::{
    Arrived, Barred, Conflict, Elsewhere, Exported, Health, Import, Locked, Losses, Next, Purpose, Recovery,
    Saved, Verdict, Way, Why,
};
use crate::article::{Article, Direction, Item, ItemKind};
use crate::file::{Fingerprint, Holder, Template};
use crate::format::Format;

/// An action on a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    New,
    NewFrom(Template),
    /// Opens a file, asking first if unsaved work would be lost.
    Open(PathBuf),
    /// Opens a draft in a way the writer has confirmed.
    OpenAs(PathBuf, Way),
    /// Asks for a path.
    Choose(Purpose),
    /// Answers the question with this number with a confirmed path. An existing file may be overwritten.
    Chosen(u64, Purpose, PathBuf),
    /// Cancels the question with this number.
    GiveUpPath(u64),
    /// Saves the draft, then continues with the next step if the save succeeds.
    Save(Option<Next>),
    SaveAs(Option<Next>),
    /// Saves the draft to a path chosen earlier.
    SaveTo(PathBuf, Option<Next>),
    /// Saves the draft over the content found in its file.
    SaveOver(Option<Fingerprint>, Option<Next>),
    /// Continues without saving.
    Proceed(Next),
    /// Asks where to export to, after listing what the format leaves out.
    Export(Format, Vec<String>),
    /// Exports although something is left out. `Losses` says whether to ask again for this draft.
    ExportAnyway(Format, Losses),
    /// Cancels work that takes too long.
    GiveUp,
    /// Starts editing a draft that was read-only because someone else had it open.
    Edit,
    /// Takes over the draft's file from someone else.
    TakeOver(PathBuf, Holder),
    Settle(Box<Conflict>, Verdict),
    /// Imports an article, asking first if it would replace text.
    Import(Box<Import>),
    /// Replaces the draft's article with an imported one.
    Replace(Box<Import>),
    /// Replaces the draft's article, as one undo step.
    Restore(Box<Article>),
    /// Shows the unsaved work that was found.
    ShowUnsaved,
    /// Opens unsaved work, identified by its journal file.
    Recover(PathBuf),
    /// Discards unsaved work after asking; takes its journal file and the name to show.
    AskDiscard(PathBuf, String),
    DiscardUnsaved(PathBuf),
    /// Removes everything stored about the draft outside its file, after asking.
    AskForget,
    Forget(PathBuf),
    Undo,
    Redo,
    /// Inserts an empty item before this position of its list.
    Insert(ItemKind, usize),
    Remove(Item),
    Shift(Item, Direction),
    /// Moves an item to this position of its list.
    MoveTo(Item, usize),
}

/// An event that the session handles.
#[derive(Debug)]
pub enum Input {
    Do(Action),
    /// The window starts with this file and shows no draft until it has been read.
    ComeUpWith(PathBuf),
    /// The article that every new draft starts from.
    Defaults(Box<Article>),
    /// The window has regained the focus.
    CameBack,
    /// The window is asked to close.
    CloseAsked,
    /// Time has passed: whatever waits for dialogs to close may continue.
    Tick,
    /// The draft may have changed: unsaved work is noted for the journal.
    Note,

    /// The question with this number was cancelled.
    PathGivenUp(u64),
    /// The desktop's dialog returned a path to which we added the extension, and that file exists. The writer has not
    /// been asked about it.
    PathTaken(u64, Purpose, PathBuf),
    Opened(Box<Arrived>),
    TemplateOpened(Template, Result<Box<Article>, String>),
    Imported(u64, Result<Box<Import>, String>),
    Saved(Box<Saved>),
    /// Someone has taken over the draft, so nothing was written.
    TakenOver(Box<Barred>),
    /// Someone else has the target file of the save open, so nothing was written.
    SaveHeld(Box<Barred>),
    /// The work with this number was cancelled before anything was written.
    Abandoned(u64),
    /// The draft's file or its lock has changed on disk.
    Stirred,
    Looked(Box<Elsewhere>),
    Locked(Box<Locked>),
    Exported(Exported),
    /// The number of unsaved drafts found, and why they were searched for.
    UnsavedFound(usize, Why),
    Recovered(Recovery),
    UnsavedDiscarded(Result<(), String>),
    /// The result of removing everything stored about the draft at this path.
    Forgotten(PathBuf, Result<(), String>),
    Journal(Health),
}
