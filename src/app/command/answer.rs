//! The one type with which dialogs answer.

use super::value::Command;

/// The answer of a dialog.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Closes it, and does nothing.
    Close,
    /// Closes it, and runs this command.
    Done(Command),
    /// Closes it, and runs this command as soon as the focus has returned.
    Chosen(Command),
    /// Keeps it open, and runs this command.
    Ask(Command),
    /// Closes it, and shows the dialog behind it again.
    Back,
}
