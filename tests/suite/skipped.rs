//! Reports tests that cannot run on this computer, also in the file named by `COPYDESK_SKIPPED`.

use std::io::Write as _;

/// Reports that a test leaves something out, and why: `skipped: a::test: no extended attributes here`. It bypasses the
/// test runner, which hides the output of passing tests.
pub fn skipped(why: &str) {
    let thread = std::thread::current();
    let line = format!("skipped: {}: {why}\n", thread.name().unwrap_or("a test"));
    std::io::stderr().write_all(line.as_bytes()).expect("standard error is open");
    if let Some(path) = std::env::var_os("COPYDESK_SKIPPED") {
        #[allow(clippy::disallowed_methods, reason = "the tests of the program note here what they skip")]
        let file = std::fs::OpenOptions::new().create(true).append(true).open(path);
        let mut file = file.expect("the file for skipped tests can be opened");
        file.write_all(line.as_bytes()).expect("the file for skipped tests can be written");
    }
}
