//! `copydesk recover`: unsaved work that was found, and one of it as a file. Nothing is removed here, and nothing is
//! written over.

use std::path::Path;

use time::{OffsetDateTime, UtcOffset};

use super::output::{self, message, one_line};
use super::{Outcome, Recover};
use crate::compare;
use crate::file::kept::Kind;
use crate::file::{self, Unsaved, UserFolders};

pub(super) fn recover(arguments: &Recover) -> Outcome {
    let work = file::unsaved(&UserFolders::system());
    match &arguments.entry {
        None => list(&work),
        Some(entry) => restore(&work, entry, arguments.output.as_deref()),
    }
}

fn list(work: &[Unsaved]) -> Outcome {
    if work.is_empty() {
        message("there is no unsaved work");
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

/// What names an entry for good; its number in the list changes with the list.
fn id(work: &Unsaved) -> String {
    work.found.file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// A time by the clock of this place, such as `2026-03-02 17:04`.
fn when(at: u64, offset: UtcOffset) -> String {
    let secs = i64::try_from(at).unwrap_or_default();
    let utc = OffsetDateTime::from_unix_timestamp(secs).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let local = utc.checked_to_offset(offset).unwrap_or(utc);
    format!("{} {:02}:{:02}", local.date(), local.hour(), local.minute())
}

fn restore(work: &[Unsaved], entry: &str, output: Option<&Path>) -> Outcome {
    if let Some(output) = output.filter(|output| file::is_taken(output)) {
        let path = output.display();
        message(&format!("there is something at this path already, and nothing is written over: {path}"));
        return Outcome::Usage;
    }
    let Some(chosen) = find(work, entry) else {
        message(&format!("there is no unsaved work of this number or name (copydesk recover lists it): {entry}"));
        return Outcome::Usage;
    };
    match output {
        None => output::result(file::to_native(&chosen.article).as_bytes()),
        Some(output) => match file::save(output, &chosen.article) {
            Ok(()) => Outcome::Done,
            Err(error) => {
                message(&error.to_string());
                Outcome::Failed
            }
        },
    }
}

fn find<'a>(work: &'a [Unsaved], entry: &str) -> Option<&'a Unsaved> {
    let numbered = || entry.parse::<usize>().ok()?.checked_sub(1).and_then(|index| work.get(index));
    work.iter().find(|work| id(work) == entry).or_else(numbered)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_told_by_the_clock_of_the_place() {
        let east = UtcOffset::from_hms(5, 30, 0).unwrap();
        assert_eq!(when(1_772_471_040, UtcOffset::UTC), "2026-03-02 17:04");
        assert_eq!(when(1_772_471_040, east), "2026-03-02 22:34");
        assert_eq!(when(u64::MAX, east), "1970-01-01 05:30");
    }
}
