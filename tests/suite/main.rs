//! What the parts do together, and the program as it is run. A module a concern.

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
