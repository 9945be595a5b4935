//! Shows a file in its folder with the desktop’s file manager.

use std::path::Path;
use std::process::{Command, Stdio};

/// Why a file could not be shown in its folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RevealError {
    /// It has no absolute path.
    NoFolder,
    NoProgram,
}

impl std::fmt::Display for RevealError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            RevealError::NoFolder => "its folder is unknown",
            RevealError::NoProgram => "no file manager was found",
        })
    }
}

impl std::error::Error for RevealError {}

/// Shows a file in the file manager. Blocks until the desktop has accepted the request.
///
/// # Errors
/// Fails if no program of the desktop can be started to show the file.
pub fn reveal(path: &Path) -> Result<(), RevealError> {
    let path = std::path::absolute(path).map_err(|_| RevealError::NoFolder)?;
    show(&path)
}

#[cfg(target_os = "macos")]
fn show(path: &Path) -> Result<(), RevealError> {
    run(Command::new("open").arg("-R").arg(path))
}

#[cfg(windows)]
fn show(path: &Path) -> Result<(), RevealError> {
    use std::os::windows::process::CommandExt;
    let mut asked = std::ffi::OsString::from("/select,\"");
    asked.push(path);
    asked.push("\"");
    // It reports failure even if it succeeds.
    let started = Command::new("explorer").raw_arg(asked).stdin(Stdio::null()).spawn();
    started.map(drop).map_err(|_| RevealError::NoProgram)
}

#[cfg(not(any(target_os = "macos", windows)))]
fn show(path: &Path) -> Result<(), RevealError> {
    let address = url::Url::from_file_path(path).map_err(|()| RevealError::NoFolder)?;
    if is_marked(address.as_str()) {
        return Ok(());
    }
    let folder = path.parent().ok_or(RevealError::NoFolder)?;
    run(Command::new("xdg-open").arg(folder))
}

/// Asks the file manager to select the file. Returns whether one does.
#[cfg(all(target_os = "linux", feature = "gui"))]
fn is_marked(address: &str) -> bool {
    const NAME: &str = "org.freedesktop.FileManager1";
    let Ok(bus) = zbus::blocking::Connection::session() else { return false };
    let asked = (vec![address], "");
    bus.call_method(Some(NAME), "/org/freedesktop/FileManager1", Some(NAME), "ShowItems", &asked).is_ok()
}

#[cfg(all(not(any(target_os = "macos", windows)), not(all(target_os = "linux", feature = "gui"))))]
fn is_marked(_address: &str) -> bool {
    false
}

#[cfg(not(windows))]
fn run(command: &mut Command) -> Result<(), RevealError> {
    let ended = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    ended.ok().filter(std::process::ExitStatus::success).map(drop).ok_or(RevealError::NoProgram)
}
