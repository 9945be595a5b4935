//! `copydesk versions`: lists the earlier versions of a draft, or restores one. `file` decides which versions are
//! kept.

use std::path::Path;

use time::UtcOffset;

use super::arguments::Versions;
use super::outcome::Outcome;
use super::output::{self, done, message, one_line};
use crate::count::{plural, words_of_article};
use crate::file::versions::{self, Version};
use crate::file::{self, Stream, UserFolders};
use crate::moment;

pub(super) fn versions(arguments: &Versions) -> Outcome {
    let folders = UserFolders::system();
    if folders.data.is_none() {
        message("no folder for your data on this computer, so no versions are kept");
        return Outcome::Failed;
    }
    let kept = versions::list(&folders, &arguments.file);
    match arguments.restore {
        None => list(&folders, &arguments.file, &kept),
        Some(number) => restore(&folders, arguments, &kept, number),
    }
}

fn list(folders: &UserFolders, draft: &Path, kept: &[Version]) -> Outcome {
    if kept.is_empty() {
        message(&format!("this draft has no earlier versions: {}", draft.display()));
    }
    let line = |(index, version): (usize, &Version)| {
        let content = content(folders, draft, version);
        let name = version.name.as_deref().unwrap_or_default();
        let line = format!("{:>3}  {}  {content:>13}  {name}", index + 1, local(version.at));
        format!("{}\n", one_line(line.trim_end()))
    };
    let lines: String = kept.iter().enumerate().map(line).collect();
    output::result(lines.as_bytes())
}

/// The amount of text in a version, or why it is unknown.
fn content(folders: &UserFolders, draft: &Path, version: &Version) -> String {
    use versions::VersionError::{Damaged, Gone, Native, Newer, Read};
    match versions::read(folders, draft, version).map(|article| words_of_article(&article)) {
        Ok(words) => plural(words, "word"),
        Err(Damaged) => "damaged".into(),
        Err(Newer(_)) => "newer version".into(),
        Err(Native(_)) => "not a draft".into(),
        Err(Gone) => "gone".into(),
        Err(Read(_)) => "unreadable".into(),
    }
}

/// A time in the local zone as it was at that time, including daylight saving.
fn local(at: u64) -> String {
    let offset = moment::credible(at).and_then(|utc| UtcOffset::local_offset_at(utc).ok());
    when(at, offset.unwrap_or(UtcOffset::UTC))
}

/// A local time, such as `2026-03-02 17:04:09`, or a placeholder of the same width.
pub(super) fn when(at: u64, offset: UtcOffset) -> String {
    let Some(utc) = moment::credible(at) else { return format!("{:19}", moment::UNKNOWN) };
    let local = utc.checked_to_offset(offset).unwrap_or(utc);
    let (hour, minute, second) = local.to_hms();
    format!("{} {hour:02}:{minute:02}:{second:02}", local.date())
}

fn restore(folders: &UserFolders, arguments: &Versions, kept: &[Version], number: usize) -> Outcome {
    let Some(version) = number.checked_sub(1).and_then(|index| kept.get(index)) else {
        let words = match kept.len() {
            0 => "this draft has no earlier versions".to_owned(),
            1 => "this draft has only version 1".to_owned(),
            most => format!("this draft has versions 1 to {most}"),
        };
        message(&format!("{words}: {}", arguments.file.display()));
        return Outcome::Usage;
    };
    match versions::bytes(folders, &arguments.file, version) {
        Ok(bytes) => hand_over(&bytes, arguments.output.as_deref()),
        Err(error) => done::<()>(Err(error)),
    }
}

/// Writes to standard output, or to a new file.
fn hand_over(bytes: &[u8], output: Option<&Path>) -> Outcome {
    let Some(output) = output else { return output::result(bytes) };
    if let Some(stream) = Stream::of(output) {
        return done(stream.write(bytes));
    }
    match file::write_new(output, bytes) {
        Ok(true) => Outcome::Done,
        Ok(false) => {
            let path = output.display();
            message(&format!("a file already exists at this path and was not replaced: {path}"));
            Outcome::Usage
        }
        Err(error) => done::<()>(Err(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_told_by_the_clock_of_the_place() {
        let east = UtcOffset::from_hms(5, 30, 0).unwrap();
        assert_eq!(when(1_772_471_040, UtcOffset::UTC), "2026-03-02 17:04:00");
        assert_eq!(when(1_772_471_040, east), "2026-03-02 22:34:00");
        assert_eq!(when(u64::MAX, east), "at an unknown time ");
    }
}
