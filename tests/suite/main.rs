//! Integration tests, and tests of the program as it is run. One module per subject.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and makes the files it tests with"
)]

mod alike;
mod alone;
mod access;
mod cases;
mod choosing;
mod citing;
mod cli;
mod counts;
mod columns;
mod details;
mod documents;
mod disk;
mod draft;
mod dragging;
mod elsewhere;
mod files;
mod finding;
mod formatting;
mod fragments;
mod glyphs;
mod guards;
mod hostile;
mod importing;
mod keeping;
mod law;
mod limits;
mod logs;
mod looks;
mod merging;
mod model;
mod opening;
mod outline;
mod pages;
mod palette;
mod pasted;
mod pasting;
mod private;

mod recovery;
mod returning;
mod rooms;
mod scenes;
mod seeing;
mod shell;
mod sides;
mod skipped;
mod soak;
mod soft;
mod source;
mod spelling;
mod surface;
mod templates;
mod text_menu;
mod trips;
mod typing;
mod versions;
mod undoing;
mod unknown;
mod views;
mod waiting;
mod window;
mod words;
