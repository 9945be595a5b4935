//! Results to standard output, messages to standard error.

use std::fmt::Display;
use std::io::{self, Write};

use super::outcome::Outcome;
use crate::file::Stream;

pub(super) use crate::file::one_line;

/// Writes a result to standard output.
pub(super) fn result(bytes: &[u8]) -> Outcome {
    done(Stream::Output.write(bytes))
}

/// The outcome of a result. An error is reported.
pub(super) fn done<T>(ended: Result<T, impl Display>) -> Outcome {
    match ended {
        Ok(_) => Outcome::Done,
        Err(error) => {
            message(&format!("{error:#}"));
            Outcome::Failed
        }
    }
}

/// Writes a message on one line. If nobody is listening, it is lost.
pub(super) fn message(words: &str) {
    let _ = writeln!(io::stderr().lock(), "copydesk: {}", one_line(words));
}
