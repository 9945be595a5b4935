//! `copydesk recover`: lists unsaved work, or writes one entry to a new file. It never removes or replaces anything.

use std::path::Path;

use time::UtcOffset;

use super::arguments::Recover;
use super::outcome::Outcome;
use super::output::{self, done, message, one_line};
use super::versions::when;
use crate::compare;
use crate::file::container::Kind;
use crate::file::{self, Stream, Unsaved, UserFolders};

pub(super) fn recover(arguments: &Recover) -> Outcome {
    let work = file::unsaved(&UserFolders::system());
    match &arguments.entry {
        None => list(&work),
        Some(entry) => restore(&work, entry, arguments.output.as_deref()),
    }
}

fn list(work: &[Unsaved]) -> Outcome {
    if work.is_empty() {
        message("no unsaved work");
    }
    let offset = UtcOffset::current_local_offset().unwrap_or(UtcOffset::UTC);
    let lines: String = work.iter().enumerate().map(|(index, work)| line(index + 1, work, offset)).collect();
    output::result(lines.as_bytes())
}

fn line(number: usize, work: &Unsaved, offset: UtcOffset) -> String {
    let header = &work.found.header;
    let whose = match &header.path {
        Some(path) => path.display().to_string(),
        None => work.name(),
    };
    let kind = match (work.found.is_open, header.kind) {
        (true, _) => "  (open in a window)",
        (false, Kind::Unsaved) => "",
        (false, Kind::Discarded) => "  (discarded)",
        (false, Kind::SafeCopy) => "  (interrupted save)",
    };
    let words = compare::tally(&work.differences());
    let line = format!("{number}  {}  {}  {whose}  {words}{kind}", id(work), when(header.at, offset));
    format!("{}\n", one_line(&line))
}

/// The permanent id of an entry; its number depends on the list.
fn id(work: &Unsaved) -> String {
    work.found.file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn restore(work: &[Unsaved], entry: &str, output: Option<&Path>) -> Outcome {
    let stream = output.map_or(Some(Stream::Output), Stream::of);
    if let Some(output) = output.filter(|output| stream.is_none() && file::is_taken(output)) {
        let path = output.display();
        message(&format!("a file already exists at this path and was not replaced: {path}"));
        return Outcome::Usage;
    }
    let Some(chosen) = find(work, entry) else {
        message(&format!("no unsaved work with this number or name (see copydesk recover): {entry}"));
        return Outcome::Usage;
    };
    match (stream, output) {
        (None, Some(output)) => done(file::save(output, &chosen.article)),
        (stream, _) => done(stream.unwrap_or(Stream::Output).write(file::to_native(&chosen.article).as_bytes())),
    }
}

fn find<'a>(work: &'a [Unsaved], entry: &str) -> Option<&'a Unsaved> {
    let numbered = || entry.parse::<usize>().ok()?.checked_sub(1).and_then(|index| work.get(index));
    work.iter().find(|work| id(work) == entry).or_else(numbered)
}
