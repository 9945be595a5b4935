//! The draft in hand, and everything about how it stands: its file and who else writes there, what is unsaved and
//! where that is kept, what is being saved or opened, and what waits for it. What is done to the draft, what the disk
//! answers and what time it is comes in as an [`Input`]; out come the changed state and the [`Effect`]s that are wanted
//! of disk and window. Nothing here reads a file or a clock, waits, or draws.

mod action;
mod draft;
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
