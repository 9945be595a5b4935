//! What a key did to a text, and how it is undone.

use super::change::Change;

/// What a key did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    pub change: Change,
    /// A second change with its own undo step, relative to the text after `change`.
    pub then: Option<Change>,
    pub step: Step,
}

/// How a key is undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Together with the text typed before it.
    Typing,
    /// On its own.
    Own,
}
