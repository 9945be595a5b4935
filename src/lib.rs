#![doc = include_str!("README.md")]

pub mod article;
pub mod markdown;
pub mod page;
pub mod diff;
pub mod link;
pub mod check;
pub mod format;
pub mod reading;
pub mod recognise;
pub mod paste;
pub mod excerpt;
pub mod writing;
pub mod find;
pub mod spell;
pub mod history;
pub mod compare;
pub mod count;
pub mod logging;
pub mod allocator;
pub mod moment;
pub mod date;
pub mod document;
pub mod file;
pub mod session;
pub mod cli;
#[cfg(feature = "gui")]
pub mod app;

#[cfg(test)]
#[path = "../tests/suite/skipped.rs"]
mod skipped;
