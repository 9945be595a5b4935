//! The window.

pub mod clipboard;
pub mod command;
pub mod dialog;
pub mod exchange;
pub mod findings;
pub mod form;
pub mod icon;
pub mod item_list;
pub mod menu;
pub mod outline;
pub mod picture;
pub mod preview;
pub mod settings;
pub mod theme;
pub mod view;
