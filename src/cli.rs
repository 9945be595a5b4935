//! The command line: its arguments and help. Results go to standard output, messages to standard error.

mod arguments;
mod outcome;
mod check;
mod export;
mod inputs;
mod output;
mod versions;
mod recover;
mod written;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;

use crate::file;

use arguments::{Arguments, Command};
use outcome::Outcome;

/// In bytes: enough to report that memory has run out.
const RESERVE: usize = 256 << 10;

/// Runs the command given by the arguments. `window` opens the window, and returns an error if it cannot.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    window: impl FnOnce(Option<PathBuf>) -> Result<(), String>,
) -> ExitCode {
    file::outlive_size_limits();
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // If nobody is listening any more, the error cannot be shown.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    if let Some(command) = &arguments.command {
        // The window has to do more before it ends.
        file::before_signals_end_it(|| {});
        file::before_memory_ends_it(RESERVE, command.unread_code(), file::Told::Commander, || {});
    }
    log::info!(
        "version {}, {}",
        env!("CARGO_PKG_VERSION"),
        arguments.command.as_ref().map_or("window", Command::name)
    );
    let outcome = match arguments.command {
        Some(Command::Export(export)) => export::export(&export),
        Some(Command::Check(check)) => check::check(&check),
        Some(Command::Versions(versions)) => versions::versions(&versions),
        Some(Command::Recover(recover)) => recover::recover(&recover),
        None => open_window(arguments.file, window),
    };
    ExitCode::from(match outcome {
        Outcome::Done => 0,
        Outcome::Failed => 1,
        Outcome::Usage => 2,
    })
}

fn open_window(file: Option<PathBuf>, window: impl FnOnce(Option<PathBuf>) -> Result<(), String>) -> Outcome {
    let opened = if has_display() { window(file.clone()) } else { Err("no display to open a window on".into()) };
    match opened {
        Ok(()) => Outcome::Done,
        Err(reason) => {
            output::message(&reason);
            output::message(&format!("to export instead: {}", export_command(file.as_deref())));
            Outcome::Failed
        }
    }
}

/// The command that exports without a window, for a message.
fn export_command(file: Option<&Path>) -> String {
    let file = file.unwrap_or(Path::new("draft.copydesk")).display().to_string();
    let is_plain = |c: char| c.is_alphanumeric() || "-_./".contains(c);
    let file = if file.chars().all(is_plain) { file } else { format!("'{}'", file.replace('\'', r"'\''")) };
    format!("copydesk export {file} --to html")
}

fn has_display() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let needs_one = cfg!(all(unix, not(target_os = "macos")));
    !needs_one || ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"].into_iter().any(is_set)
}
