//! Results to standard output, messages to standard error.

use std::io::{self, ErrorKind, Write};

use super::Outcome;
pub(super) use crate::file::one_line;

/// Writes a result. A reader that has seen enough and closed the pipe is no error.
pub(super) fn result(bytes: &[u8]) -> Outcome {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Ok(()) => Outcome::Done,
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Outcome::Done,
        Err(error) => {
            message(&format!("standard output cannot be written ({error})"));
            Outcome::Failed
        }
    }
}

/// Writes a message, on one line. When nobody listens there is nobody to tell.
pub(super) fn message(words: &str) {
    let _ = writeln!(io::stderr().lock(), "copydesk: {}", one_line(words));
}
