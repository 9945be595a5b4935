//! Starts the window, or runs a command of the command line.

use std::path::PathBuf;
use std::process::ExitCode;

use copydesk::{cli, logging};

fn main() -> ExitCode {
    logging::start();
    cli::run(std::env::args_os(), window)
}

#[cfg(feature = "gui")]
fn window(file: Option<PathBuf>) -> Result<(), String> {
    copydesk::app::run(file).map_err(|error| error.to_string())
}

#[cfg(not(feature = "gui"))]
fn window(_file: Option<PathBuf>) -> Result<(), String> {
    Err("this copydesk was built without a window".into())
}
