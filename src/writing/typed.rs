//! What a key did to a text, and how that is taken back.

use super::change::Change;

/// What a key did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    pub change: Change,
    /// A step of its own behind it, which can be taken back alone. Of the text as `change` leaves it.
    pub then: Option<Change>,
    pub step: Step,
}

/// How what a key did is taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// With the words typed before it.
    Typing,
    /// Alone.
    Own,
}
