//! Writes many files at once, each completely or not at all, as `export` does. Most of the time of a write is spent
//! waiting for the flush, so several files are flushed in parallel, and their folder once for all of them.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::export::export;
use super::folder::{Identity, identity};
use super::write::{Likeness, NewFile, Obstacle, Target, WriteError, flush_folder, obstacle_of, sweep};

/// Files being written.
#[derive(Default)]
pub struct Together {
    waiting: Vec<Waiting>,
    written: HashSet<Identity>,
    swept: HashSet<PathBuf>,
}

/// The result for one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Put {
    pub path: PathBuf,
    pub result: Result<(), NotPutThere>,
}

/// Why a file was not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotPutThere {
    Write(WriteError),
    /// Another one was just written there: names may be equal in a folder, and links may lead to the same file.
    Taken,
}

/// A new file with its content, but not under its name yet.
struct Waiting {
    path: PathBuf,
    target: Target,
    new: NewFile,
}

/// The greatest number of files open at once, which every system allows.
const MOST_WAITING: usize = 192;
/// The greatest number of files flushed in parallel.
const SIDE_BY_SIDE: usize = 96;

impl Together {
    /// Writes a file, now or later. Returns the results of files that are finished.
    pub fn add(&mut self, path: &Path, bytes: &[u8]) -> Vec<Put> {
        let mut put = if self.waiting.len() < MOST_WAITING { Vec::new() } else { self.finish() };
        let mut filled = self.fill(path, bytes);
        if matches!(filled, Err(Failed::Now(_))) && !self.waiting.is_empty() {
            // The waiting files may be the ones that fill the disk.
            put.extend(self.finish());
            filled = self.fill(path, bytes);
        }
        match filled {
            Ok(waiting) => self.waiting.push(waiting),
            Err(Failed::Now(obstacle)) => put.push(failed(path, obstacle)),
            Err(Failed::AlwaysSo) => {
                put.extend(self.finish());
                put.push(self.write_alone(path, bytes));
            }
        }
        put
    }

    /// Finishes the waiting files.
    pub fn finish(&mut self) -> Vec<Put> {
        let waiting = std::mem::take(&mut self.waiting);
        let flushed = flush(&waiting);
        let mut folders = HashSet::new();
        let mut put: Vec<(Put, PathBuf)> = Vec::new();
        for (waiting, flushed) in waiting.into_iter().zip(flushed) {
            let folder = waiting.target.folder.clone();
            let result = flushed
                .map_err(NotPutThere::Write)
                .and_then(|()| self.put(&waiting.path, waiting.target, waiting.new));
            if result.is_ok() {
                folders.insert(folder.clone());
            }
            put.push((Put { path: waiting.path, result }, folder));
        }
        for folder in folders {
            if let Err(error) = flush_folder(&folder) {
                not_lasting(&mut put, &folder, &obstacle_of(&error));
            }
        }
        put.into_iter().map(|(put, _)| put).collect()
    }

    /// Whether this is a file that was written before.
    pub fn has_written(&self, path: &Path) -> bool {
        identity(path).is_some_and(|file| self.written.contains(&file))
    }

    /// Records a file that was written in another way.
    pub fn note(&mut self, path: &Path) {
        self.written.extend(identity(path));
    }

    fn fill(&mut self, path: &Path, bytes: &[u8]) -> Result<Waiting, Failed> {
        let target = Target::of(path).map_err(Failed::Now)?;
        if target.has_other_names() {
            return Err(Failed::AlwaysSo);
        }
        if self.swept.insert(target.folder.clone()) {
            sweep(&target.folder);
        }
        match target.filled(bytes).map_err(|error| obstacle_of(&error)) {
            Ok((new, Likeness::Whole)) => Ok(Waiting { path: path.to_owned(), target, new }),
            Ok((_, Likeness::Partial)) => Err(Failed::AlwaysSo),
            Err(obstacle) if target.is_there() && obstacle.bars_folder() => Err(Failed::AlwaysSo),
            Err(obstacle) => Err(Failed::Now(obstacle)),
        }
    }

    fn put(&mut self, path: &Path, target: Target, new: NewFile) -> Result<(), NotPutThere> {
        if self.has_written(path) {
            return Err(NotPutThere::Taken);
        }
        let obstacle =
            |error| NotPutThere::Write(WriteError { obstacle: obstacle_of(&error), path: path.to_owned() });
        new.put_unflushed(&target.path).map_err(obstacle)?;
        self.note(path);
        Ok(())
    }

    /// Writes a file that cannot be replaced.
    fn write_alone(&mut self, path: &Path, bytes: &[u8]) -> Put {
        if self.has_written(path) {
            return Put { path: path.to_owned(), result: Err(NotPutThere::Taken) };
        }
        let result = export(path, bytes).map_err(NotPutThere::Write);
        self.note(path);
        Put { path: path.to_owned(), result }
    }
}

/// Why there is no new file waiting to replace an old one.
enum Failed {
    Now(Obstacle),
    /// The old one cannot be replaced, but can be written in place.
    AlwaysSo,
}

fn failed(path: &Path, obstacle: Obstacle) -> Put {
    Put { path: path.to_owned(), result: Err(NotPutThere::Write(WriteError { obstacle, path: path.to_owned() })) }
}

/// Flushes each file. The results are in the order of the files.
fn flush(waiting: &[Waiting]) -> Vec<Result<(), WriteError>> {
    let flush = |waiting: &Waiting| {
        waiting
            .new
            .flush()
            .map_err(|error| WriteError { obstacle: obstacle_of(&error), path: waiting.path.clone() })
    };
    let each = waiting.len().div_ceil(SIDE_BY_SIDE).max(1);
    std::thread::scope(|scope| {
        let part = |part| std::thread::Builder::new().spawn_scoped(scope, move || flush_part(part, flush));
        let parts: Vec<_> = waiting.chunks(each).map(|some| (some, part(some))).collect();
        // If no thread can be started, or it has failed, this thread does its work.
        let flushed = |(some, part): (_, std::io::Result<_>)| {
            part.ok()
                .and_then(|part: std::thread::ScopedJoinHandle<'_, _>| part.join().ok())
                .unwrap_or_else(|| flush_part(some, flush))
        };
        parts.into_iter().flat_map(flushed).collect()
    })
}

fn flush_part(
    part: &[Waiting],
    flush: impl Fn(&Waiting) -> Result<(), WriteError>,
) -> Vec<Result<(), WriteError>> {
    part.iter().map(flush).collect()
}

/// Records that the names in a folder may not be permanent.
fn not_lasting(put: &mut [(Put, PathBuf)], folder: &Path, obstacle: &Obstacle) {
    for (put, _) in put.iter_mut().filter(|(put, inside)| put.result.is_ok() && inside == folder) {
        let error = WriteError { obstacle: obstacle.clone(), path: put.path.clone() };
        put.result = Err(NotPutThere::Write(error));
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::write::tests::names;
    use super::*;

    /// Writes texts under names, and returns for each whether it was written.
    fn write(folder: &Path, files: &[(String, String)]) -> Vec<bool> {
        let mut together = Together::default();
        let mut put: Vec<Put> =
            files.iter().flat_map(|(name, text)| together.add(&folder.join(name), text.as_bytes())).collect();
        put.extend(together.finish());
        let at = |put: &Put| files.iter().position(|(name, _)| folder.join(name) == put.path);
        put.sort_by_key(at);
        put.iter().map(|put| put.result.is_ok()).collect()
    }

    fn files(names: &[&str], text: &str) -> Vec<(String, String)> {
        names.iter().map(|name| ((*name).to_owned(), format!("{text} {name}"))).collect()
    }

    #[test]
    fn more_files_than_may_be_open_are_written_and_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let all: Vec<String> = (0..2 * MOST_WAITING + 7).map(|number| format!("{number:05}")).collect();
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        for text in ["old", "new"] {
            assert_eq!(write(folder.path(), &files(&all, text)), vec![true; all.len()]);
            assert_eq!(names(folder.path()), all);
            for name in &all {
                assert_eq!(fs::read_to_string(folder.path().join(name)).unwrap(), format!("{text} {name}"));
            }
        }
    }

    #[test]
    fn what_cannot_be_written_is_told_and_the_rest_is_written() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("b")).unwrap();
        let written = write(folder.path(), &files(&["a", "b", "none/c", "d"], "new"));
        assert_eq!(written, [true, false, false, true]);
        assert_eq!(names(folder.path()), ["a", "b", "d"]);
    }

    #[cfg(unix)]
    #[test]
    fn of_two_names_for_one_file_the_first_is_written() {
        let folder = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink("a", folder.path().join("link")).unwrap();
        assert_eq!(write(folder.path(), &files(&["a", "link"], "new")), [true, false]);
        assert_eq!(fs::read_to_string(folder.path().join("a")).unwrap(), "new a");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_with_other_names_keeps_them() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a"), "old").unwrap();
        fs::hard_link(folder.path().join("a"), folder.path().join("other")).unwrap();
        assert_eq!(write(folder.path(), &files(&["0", "a", "other", "z"], "new")), [true, true, false, true]);
        assert_eq!(fs::read_to_string(folder.path().join("other")).unwrap(), "new a");
    }

    #[test]
    fn names_that_may_not_last_are_told_and_those_in_other_folders_are_not() {
        let put =
            |path: &str| (Put { path: path.into(), result: Ok(()) }, Path::new(path).parent().unwrap().to_owned());
        let mut all = [put("here/a"), put("there/b"), put("here/c")];
        not_lasting(&mut all, Path::new("here"), &Obstacle::Faulty);
        assert_eq!(all.map(|(put, _)| put.result.is_ok()), [false, true, false]);
    }
}
