//! How the program is ended from outside: the system's signals. What there is to do before is the caller's.

/// When the system ends the program (a terminal that closes, a session that ends, Ctrl-C), does something first and
/// then ends as it would have. Elsewhere than on Unix there are no signals, and nothing is done.
#[cfg(unix)]
pub fn before_signals_end_it(first: impl Fn() + Send + 'static) {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::low_level::emulate_default_handler;

    // Without the handler the signals end the program, as they do anyway.
    let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT]) else { return };
    std::thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            first();
            // Whoever waits for the program hears by which signal it ended.
            let _ = emulate_default_handler(signal);
            std::process::exit(128 + signal);
        }
    });
}

#[cfg(not(unix))]
pub fn before_signals_end_it(_first: impl Fn() + Send + 'static) {}
