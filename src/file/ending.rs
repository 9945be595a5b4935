//! How the program is ended from outside: the system's signals. What there is to do before is the caller's.

/// Lets a write fail in words where a file would become larger than the system lets it be. By itself such a limit ends
/// the program in the middle of the write.
#[cfg(unix)]
pub fn outlive_size_limits() {
    // That there is a handler is enough: nobody looks at what it notes.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
}

#[cfg(not(unix))]
pub fn outlive_size_limits() {}

/// When the system ends the program (a terminal that closes, a session that ends, Ctrl-C, its time used up), does
/// something first, takes away what is half written, and then ends as it would have. Elsewhere than on Unix there are
/// no signals, and nothing is done.
#[cfg(unix)]
pub fn before_signals_end_it(first: impl Fn() + Send + 'static) {
    use signal_hook::consts::{
        SIGABRT, SIGALRM, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGVTALRM, SIGXCPU,
    };
    use signal_hook::low_level::emulate_default_handler;

    const ENDING: [i32; 10] =
        [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGXCPU, SIGABRT, SIGALRM, SIGVTALRM, SIGUSR1, SIGUSR2];
    // Without the handler the signals end the program, as they do anyway.
    let Ok(mut signals) = signal_hook::iterator::Signals::new(ENDING) else { return };
    std::thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            first();
            super::write::remove_half_written();
            // Whoever waits for the program hears by which signal it ended.
            let _ = emulate_default_handler(signal);
            std::process::exit(128 + signal);
        }
    });
}

#[cfg(not(unix))]
pub fn before_signals_end_it(_first: impl Fn() + Send + 'static) {}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_limit_on_the_size_of_files_does_not_end_the_program() {
        outlive_size_limits();
        signal_hook::low_level::raise(signal_hook::consts::SIGXFSZ).unwrap();
    }
}
