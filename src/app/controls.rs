//! Controls shared by dialogs, lists and bars: how they look and behave. What each is for is up to its user.

pub mod button;
pub mod dialog_frame;
pub mod name_field;
pub mod focus;
pub mod tab;
