//! Ends of the program that come from outside: signals, and running out of memory. The caller says what to do first.

use std::sync::{Mutex, PoisonError};

/// Makes a write fail with an error if the file would exceed the system's size limit. By default, exceeding it ends the
/// program in the middle of the write.
#[cfg(unix)]
pub fn outlive_size_limits() {
    // It is enough to have a handler; its flag is never read.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
}

#[cfg(not(unix))]
pub fn outlive_size_limits() {}

/// When the system ends the program (the terminal closes, the user logs out, Ctrl+C, the CPU time is used up): runs
/// `first`, removes half-written files, and ends as it would have otherwise. Does nothing except on Unix.
#[cfg(unix)]
pub fn before_signals_end_it(first: impl Fn() + Send + 'static) {
    use signal_hook::consts::{
        SIGABRT, SIGALRM, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGVTALRM, SIGXCPU,
    };
    use signal_hook::low_level::emulate_default_handler;

    const ENDING: [i32; 10] =
        [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGXCPU, SIGABRT, SIGALRM, SIGVTALRM, SIGUSR1, SIGUSR2];
    // Without the handler, the signals end the program as usual.
    let Ok(mut signals) = signal_hook::iterator::Signals::new(ENDING) else { return };
    std::thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            first();
            super::write::remove_half_written();
            // The parent process sees which signal ended the program.
            let _ = emulate_default_handler(signal);
            std::process::exit(128 + signal);
        }
    });
}

#[cfg(not(unix))]
pub fn before_signals_end_it(_first: impl Fn() + Send + 'static) {}

/// Who is told that memory has run out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Whoever has run a command.
    Commander,
    /// The user of the window, whose work is stored.
    Writer,
}

/// When the system has no more memory: runs `first`, removes half-written files, says what happened, and ends the
/// program with this code. Keeps `reserve` bytes to do so.
pub fn before_memory_ends_it(reserve: usize, code: u8, told: Told, first: impl Fn() + Send + 'static) {
    std::thread::spawn(move || {
        crate::allocator::await_shortage(reserve);
        first();
        super::write::remove_half_written();
        say_short(told);
        leave(code.into());
    });
}

/// The available memory in bytes, if the system reports it.
pub fn memory_left() -> Option<usize> {
    left_of(&std::fs::read_to_string("/proc/meminfo").ok()?)
}

fn left_of(info: &str) -> Option<usize> {
    let left = info.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    left.trim().strip_suffix("kB")?.trim().parse::<usize>().ok()?.checked_mul(1024)
}

/// The file being worked on, for the message that memory has run out.
static WORK: Mutex<String> = Mutex::new(String::new());

/// Records which file is being worked on, for the message that memory has run out.
pub fn working_on(file: &str) {
    file.clone_into(&mut WORK.lock().unwrap_or_else(PoisonError::into_inner));
}

fn say_short(told: Told) {
    let work = WORK.try_lock().map(|work| work.clone()).unwrap_or_default();
    // If standard error is closed, nobody can be told.
    let _ = std::io::Write::write_all(&mut std::io::stderr(), shortage(told, &work).as_bytes());
}

/// The message when memory has run out.
fn shortage(told: Told, work: &str) -> String {
    match (told, work) {
        (Told::Writer, _) => "copydesk: not enough memory; unsaved work is offered at the next start\n".into(),
        (Told::Commander, "") => "copydesk: not enough memory; close other programs and try again\n".into(),
        (Told::Commander, file) => {
            let file = super::name::one_line(file);
            format!("copydesk: not enough memory; close other programs, or split the file: {file}\n")
        }
    }
}

/// Ends the program immediately, without waiting for other threads.
fn leave(code: i32) -> ! {
    #[cfg(unix)]
    signal_hook::low_level::exit(code);
    #[cfg(not(unix))]
    std::process::exit(code);
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_limit_on_the_size_of_files_does_not_end_the_program() {
        outlive_size_limits();
        signal_hook::low_level::raise(signal_hook::consts::SIGXFSZ).unwrap();
    }

    #[test]
    fn what_memory_is_left_is_what_the_machine_says() {
        assert_eq!(left_of("MemTotal:  24 kB\nMemAvailable:       10 kB\nSwapFree: 1 kB\n"), Some(10_240));
        assert_eq!(left_of("MemAvailable: much\n"), None);
        assert_eq!(left_of(""), None);
    }

    #[test]
    fn memory_that_runs_out_is_said_with_the_file_and_the_way_out() {
        let file = "copydesk: not enough memory; close other programs, or split the file: a b.md\n";
        assert_eq!(shortage(Told::Commander, "a\nb.md"), file);
        let nothing = "copydesk: not enough memory; close other programs and try again\n";
        assert_eq!(shortage(Told::Commander, ""), nothing);
        let window = "copydesk: not enough memory; unsaved work is offered at the next start\n";
        assert_eq!(shortage(Told::Writer, "a\nb.md"), window);
    }
}
