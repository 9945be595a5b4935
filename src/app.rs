//! The window.

pub mod command;
pub mod icon;
mod stand_in;
pub mod theme;
pub mod view;
