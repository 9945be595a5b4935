//! The window.

pub mod clipboard;
pub mod command;
pub mod dialog;
pub mod exchange;
pub mod icon;
pub mod menu;
pub mod settings;
pub mod theme;
pub mod view;
