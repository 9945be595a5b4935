//! What can be done to a draft, by a command or an answer, and what else a session can be told.

use std::path::PathBuf;

use super::values::{
    Arrived, Barred, Conflict, Elsewhere, Exported, Health, Import, Locked, Losses, Next, Purpose, Recovery,
    Saved, Verdict, Way, Why,
};
use crate::article::{Article, Direction, Item, ItemKind};
use crate::file::{Fingerprint, Holder, Template};
use crate::format::Format;

/// One thing that is done to a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    New,
    NewFrom(Template),
    /// Opens a file, after asking where that would lose work.
    Open(PathBuf),
    /// Opens a draft in a way that was asked about.
    OpenAs(PathBuf, Way),
    /// Asks for a path.
    Choose(Purpose),
    /// Answers the question of this number: an agreed path, which may be written over.
    Chosen(u64, Purpose, PathBuf),
    /// No path is chosen for the question of this number.
    GiveUpPath(u64),
    /// Saves the draft, and when that has worked goes on.
    Save(Option<Next>),
    SaveAs(Option<Next>),
    /// Saves the draft to a path that was chosen before.
    SaveTo(PathBuf, Option<Next>),
    /// Saves the draft over what its file was found to hold.
    SaveOver(Option<Fingerprint>, Option<Next>),
    /// Goes on without saving.
    Proceed(Next),
    /// Asks where to export to, after saying what the format leaves out.
    Export(Format, Vec<String>),
    /// Exports although something is left out; whether that is asked again for this draft.
    ExportAnyway(Format, Losses),
    /// Stops waiting for what takes too long.
    GiveUp,
    /// Writes in a draft that was only read because someone else had it open.
    Edit,
    /// Takes the file of the draft over from someone else.
    TakeOver(PathBuf, Holder),
    Settle(Box<Conflict>, Verdict),
    /// Takes in an article from elsewhere, after asking where that would replace what was written.
    Import(Box<Import>),
    /// Puts an imported article in the place of the draft's.
    Replace(Box<Import>),
    /// Puts an article in the place of the draft's, as one step.
    Restore(Box<Article>),
    /// Shows the unsaved work there is.
    ShowUnsaved,
    /// Opens unsaved work, by the file that keeps it.
    Recover(PathBuf),
    /// Puts unsaved work aside, after asking; by the file that keeps it and its name.
    AskDiscard(PathBuf, String),
    DiscardUnsaved(PathBuf),
    /// Removes what is kept of the draft beside its file, after asking.
    AskForget,
    Forget(PathBuf),
    Undo,
    Redo,
    /// Puts an empty item before this position of its list.
    Insert(ItemKind, usize),
    Remove(Item),
    Shift(Item, Direction),
    /// Moves an item to this position of its list.
    MoveTo(Item, usize),
}

/// Something that a session is told.
#[derive(Debug)]
pub enum Input {
    Do(Action),
    /// A file is read before there is anything in hand: the window waits for it.
    ComeUpWith(PathBuf),
    /// What every new draft begins with.
    Defaults(Box<Article>),
    /// The writer has come back from another program.
    CameBack,
    /// The window is to be closed.
    CloseAsked,
    /// Time has gone by: what waits for the way to be free goes on.
    Tick,
    /// The draft may have changed: what would be lost now is noted.
    Note,

    /// No path was chosen for the question of this number.
    PathGivenUp(u64),
    /// A path by the desktop's dialog, whose ending is ours: there is a file there that nobody was asked about.
    PathTaken(u64, Purpose, PathBuf),
    Opened(Box<Arrived>),
    TemplateOpened(Template, Result<Box<Article>, String>),
    Imported(u64, Result<Box<Import>, String>),
    Saved(Box<Saved>),
    /// Someone has taken the draft over: nothing was written.
    TakenOver(Box<Barred>),
    /// Someone has the file open to which the draft was to be saved: nothing was written.
    SaveHeld(Box<Barred>),
    /// The work of this number was given up before anything was written.
    Abandoned(u64),
    /// The file of the draft, or its lock, does not stand on the disk as it stood.
    Stirred,
    Looked(Box<Elsewhere>),
    Locked(Box<Locked>),
    Exported(Exported),
    /// So much unsaved work was found, and why it was looked for.
    UnsavedFound(usize, Why),
    Recovered(Recovery),
    UnsavedDiscarded(Result<(), String>),
    /// Nothing is kept any more of the draft at this path.
    Forgotten(PathBuf, Result<(), String>),
    Journal(Health),
}
