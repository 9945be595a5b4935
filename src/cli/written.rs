//! The output of an export: a stream, one file, or many files together. Each result is reported as soon as it is
//! known. If some of many files fail, a summary says how many were written.

use std::path::Path;

use super::outcome::Outcome;
use super::output::{done, message};
use crate::article::Article;
use crate::file::{
    self, Expected, NotPutThere, Put, SaveError, SavedDraft, Stream, Together, UserFolders, WriteError,
};

/// What is written, and how much of it was.
pub(super) struct Written<'a> {
    to: To<'a>,
    /// The total number of files.
    all: usize,
    safe: usize,
    /// Whether a replaced draft was kept as a version.
    is_version_kept: bool,
}

enum To<'a> {
    Stream(&'a Stream),
    /// A single file.
    Alone,
    Together(Together),
}

impl<'a> Written<'a> {
    pub(super) fn to_stream(stream: &'a Stream) -> Written<'a> {
        Written { to: To::Stream(stream), all: 1, safe: 0, is_version_kept: false }
    }

    pub(super) fn alone() -> Written<'a> {
        Written { to: To::Alone, all: 1, safe: 0, is_version_kept: false }
    }

    /// For this number of files.
    pub(super) fn together(all: usize) -> Written<'a> {
        Written { to: To::Together(Together::default()), all, safe: 0, is_version_kept: false }
    }

    pub(super) fn is_together(&self) -> bool {
        matches!(self.to, To::Together(_))
    }

    /// Writes a file, or adds it to those that are written together.
    pub(super) fn put(&mut self, path: Option<&Path>, bytes: &[u8]) -> Outcome {
        match (&mut self.to, path) {
            (To::Stream(stream), _) => done(stream.write(bytes)),
            (To::Alone, Some(path)) => done(file::export(path, bytes)),
            (To::Together(together), Some(path)) => {
                let put = together.add(path, bytes);
                self.told(put)
            }
            (To::Alone | To::Together(_), None) => done(Stream::Output.write(bytes)),
        }
    }

    /// Saves a draft over an existing file.
    pub(super) fn save(&mut self, path: &Path, article: &Article) -> Outcome {
        if let To::Together(together) = &self.to
            && together.has_written(path)
        {
            return taken(path);
        }
        let saved = file::save_draft(path, article, Expected::Anything, &UserFolders::system());
        self.saved(path, saved)
    }

    fn saved(&mut self, path: &Path, saved: Result<SavedDraft, SaveError>) -> Outcome {
        self.is_version_kept = true;
        if saved.as_ref().is_ok_and(|saved| !saved.is_old_kept) {
            let path = path.display();
            message(&format!("saved, but the previous contents could not be kept as a version: {path}"));
        }
        self.safe += usize::from(saved.is_ok());
        if let To::Together(together) = &mut self.to {
            together.note(path);
        }
        done(saved)
    }

    /// Flushes everything to the disk.
    pub(super) fn finish(mut self) -> Outcome {
        let mut outcome = Outcome::Done;
        if let To::Together(together) = &mut self.to {
            let put = together.finish();
            outcome = self.told(put);
            if self.safe < self.all && self.all > 1 {
                message(&format!("{} of {} files written", self.safe, self.all));
            }
        }
        if self.is_version_kept {
            file::versions::keep_to_limit(&UserFolders::system());
        }
        outcome
    }

    fn told(&mut self, put: Vec<Put>) -> Outcome {
        let mut outcome = Outcome::Done;
        for Put { path, result } in put {
            self.safe += usize::from(result.is_ok());
            outcome = outcome.max(match result {
                Ok(()) => Outcome::Done,
                Err(NotPutThere::Write(error)) => done::<()>(Err::<(), WriteError>(error)),
                Err(NotPutThere::Taken) => taken(&path),
            });
        }
        outcome
    }
}

fn taken(path: &Path) -> Outcome {
    message(&format!("not written, because this would replace a file just written: {}", path.display()));
    Outcome::Failed
}
