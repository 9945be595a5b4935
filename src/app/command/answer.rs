//! The one type with which dialogs answer.

use super::value::Command;

/// How a dialog was answered.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// It closes, and nothing comes of it.
    Close,
    /// It closes, and this is done.
    Done(Command),
    /// It closes, and this is done as soon as the focus is back where it was.
    Chosen(Command),
    /// It stays open, and this is done.
    Ask(Command),
    /// It closes, and the dialog that it lies over is there again.
    Back,
}
