//! Ends the program in an orderly way after a signal, the loss of its display, lack of memory or a panic: writes the
//! noted text, gives back the draft’s lock, and after a panic leaves a note about where it happened.

use std::cell::Cell;
use std::io::Write;
use std::panic::{Location, PanicHookInfo};
use std::time::Duration;

use super::flusher::Flusher;
use crate::app::clock::{Clock, SystemClock};
use crate::file::{CrashNote, Told, UserFolders, disk};

/// Protects this process from now on. Call it on the window's thread.
pub fn guard(flusher: Flusher, folders: UserFolders) {
    let flush = flusher.clone();
    disk::before_signals_end_it(move || end(&flush));
    let flush = flusher.clone();
    disk::before_memory_ends_it(RESERVE, 1, Told::Writer, move || end(&flush));
    LAST_WORDS.set(Some(LastWords(flusher.clone())));
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        // The text comes first, because the disk may be nearly full.
        flusher.flush_at_end();
        let note = note(info.location());
        let _ = disk::write_crash_note(&folders, &note);
        if cfg!(panic = "abort") {
            disk::release_locks(PATIENCE);
        }
        report(&note, info, &before);
    }));
}

/// Memory for writing a long draft, in bytes. It is not touched before, so it takes address space and no memory.
const RESERVE: usize = 64 << 20;

/// How long to wait for the disk to release a draft's lock.
const PATIENCE: Duration = Duration::from_millis(500);

/// Ends the process.
fn end(flusher: &Flusher) {
    flusher.flush_at_end();
    disk::release_locks(PATIENCE);
}

thread_local! {
    /// When the display disappears, for example at logout, the system's display library ends the program in the middle
    /// of a call. Thread-local values of the calling thread, which is the window's, are dropped even then.
    static LAST_WORDS: Cell<Option<LastWords>> = const { Cell::new(None) };
}

struct LastWords(Flusher);

impl Drop for LastWords {
    fn drop(&mut self) {
        end(&self.0);
    }
}

fn note(location: Option<&Location<'_>>) -> CrashNote {
    let place = location.map(|at| format!("{}:{}:{}", short(at.file()), at.line(), at.column()));
    CrashNote {
        at: SystemClock::utc().now(),
        version: env!("CARGO_PKG_VERSION").into(),
        place: place.unwrap_or_default(),
    }
}

/// The path of a source file relative to its crate, without the folder it was built in.
fn short(file: &str) -> String {
    let file = file.replace('\\', "/");
    match file.rsplit_once("/src/") {
        Some((root, rest)) => format!("{}/src/{rest}", root.rsplit('/').next().unwrap_or_default()),
        None => file,
    }
}

/// A release build does not print the panic message: standard error may go to a log that others read, and the message
/// may contain text of the article.
fn report(note: &CrashNote, info: &PanicHookInfo<'_>, before: &dyn Fn(&PanicHookInfo<'_>)) {
    if cfg!(debug_assertions) {
        return before(info);
    }
    let CrashNote { version, place, .. } = note;
    let _ = writeln!(std::io::stderr(), "copydesk {version} stopped because of an error in {place}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(file: &str, expected: &str) {
        assert_eq!(short(file), expected);
    }

    #[test]
    fn a_place_in_the_source_does_not_say_where_it_was_built() {
        check("src/app/form.rs", "src/app/form.rs");
        check("/home/eel/.cache/src/some-host/egui-0.37.0/src/ui.rs", "egui-0.37.0/src/ui.rs");
        check("/rustc/0123abcd/library/core/src/slice/index.rs", "core/src/slice/index.rs");
        check(r"C:\build\egui\src\ui.rs", "egui/src/ui.rs");
    }

    #[test]
    fn a_note_names_the_version_and_the_place() {
        let note = note(Some(Location::caller()));
        assert_eq!(note.version, env!("CARGO_PKG_VERSION"));
        assert!(note.place.starts_with("src/app/exchange/journal/guard.rs:"), "{}", note.place);
        assert!(note.at > 1_700_000_000);
    }
}
