//! What the parts do together, and the program as it is run. A module a concern.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and makes the files it tests with"
)]

mod cases;
mod cli;
#[cfg(feature = "gui")]
mod columns;
mod draft;
mod files;
mod hostile;
#[cfg(feature = "gui")]
mod shell;
#[cfg(feature = "gui")]
mod soft;
mod trips;
#[cfg(feature = "gui")]
mod window;
