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

/// How something ended. Why it failed is told.
pub(super) fn done<T>(ended: Result<T, impl Display>) -> Outcome {
    match ended {
        Ok(_) => Outcome::Done,
        Err(error) => {
            message(&format!("{error:#}"));
            Outcome::Failed
        }
    }
}

/// Writes a message, on one line. When nobody listens there is nobody to tell.
pub(super) fn message(words: &str) {
    let _ = writeln!(io::stderr().lock(), "copydesk: {}", one_line(words));
}
