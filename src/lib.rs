#![doc = include_str!("README.md")]

pub mod article;
pub mod markdown;
pub mod page;
pub mod link;
pub mod check;
pub mod format;
pub mod recognise;
pub mod paste;
pub mod writing;
pub mod find;
pub mod history;
pub mod document;
pub mod file;
pub mod cli;
#[cfg(feature = "gui")]
pub mod app;
