//! The open draft and its state: its file and who else edits it, what is unsaved and where that is stored, what is
//! being saved or opened, and what waits for it. Everything that happens comes in as an [`Input`]: actions on the
//! draft, answers from the disk, and the time. The results are a changed state and [`Effect`]s for the disk and the
//! window. Nothing here reads a file or a clock, waits, or draws.

mod action;
mod edits;
mod effect;
mod elsewhere;
mod files;
mod holding;
mod journal;
mod opening;
mod openings;
mod recovery;
mod saving;
mod standing;
mod state;
mod take;
#[cfg(test)]
mod tests;
mod values;
mod waiting;

pub use action::{Action, Input};
pub use effect::{Again, Ask, Effect, NotSaved, Offer, Order, Request, Said};
pub use state::{Cover, Now, Session};
pub use values::{
    Arrived, Barred, Cause, Conflict, Elsewhere, Export, Exported, Health, Import, Keeping, Kept, LockAsked,
    LockFound, LockResult, Locked, Locking, Look, Losses, Next, NotOpened, Onto, Opened, Purpose, Recovery, Save,
    Saved, Theirs, Verdict, Watched, Way, Why,
};
pub use waiting::Work;
