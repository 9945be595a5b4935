//! The typed path: the folder it names, the rows that start like it, and what Tab completes.

use std::borrow::Cow;
use std::path::{MAIN_SEPARATOR, PathBuf};

use unicode_segmentation::UnicodeSegmentation;

use crate::file::listing::{Entry, EntryKind, home};

/// The typed text in two parts: the folders with the trailing separator, and the beginning of a name.
pub fn parts(typed: &str) -> (&str, &str) {
    let end = typed.rfind(std::path::is_separator).map_or(0, |at| at + 1);
    typed.split_at_checked(end).unwrap_or(("", typed))
}

/// Expands a leading `~` to the home folder, as a shell does.
pub fn expand_home(typed: &str) -> PathBuf {
    match (typed.strip_prefix('~'), home()) {
        (Some(rest), Some(home)) if rest.is_empty() || rest.starts_with(std::path::is_separator) => {
            home.join(rest.trim_start_matches(std::path::is_separator))
        }
        _ => PathBuf::from(typed),
    }
}

/// Removes a duplicate extension: typing a full name over the selected part of `suggested` leaves the extension after
/// it.
pub fn with_one_ending<'a>(typed: &'a str, suggested: &str) -> &'a str {
    let ending = suggested.rfind('.').and_then(|at| suggested.get(at..)).unwrap_or_default();
    let once = typed.strip_suffix(ending).filter(|once| !ending.is_empty() && once.ends_with(ending));
    once.filter(|once| parts(once).1 != ending).unwrap_or(typed)
}

/// The typed text as Tab completes it with the names of these entries; `None` if nothing can be added.
pub fn completed<'a>(typed: &str, entries: impl Iterator<Item = &'a Entry>) -> Option<String> {
    if typed == "~" {
        return Some(format!("~{MAIN_SEPARATOR}"));
    }
    let (folders, start) = parts(typed);
    let mut fitting = entries.filter(|entry| begins_with(&entry.name, start));
    let first = fitting.next()?;
    let mut common = first.name.as_str();
    let mut is_alone = true;
    for entry in fitting {
        is_alone = false;
        common = in_common(common, &entry.name);
    }
    let mut out = format!("{folders}{common}");
    if is_alone && first.kind == EntryKind::Folder {
        out.push(MAIN_SEPARATOR);
    }
    (common.len() >= start.len() && out != typed && !start.is_empty()).then_some(out)
}

/// Whether a name starts with this text, ignoring case.
pub fn begins_with(name: &str, start: &str) -> bool {
    in_common(name, start).chars().count() == start.chars().count()
}

/// The common beginning of two names, spelled as in the first.
fn in_common<'a>(one: &'a str, other: &str) -> &'a str {
    let same = |(a, b): &(char, char)| a == b || a.to_lowercase().eq(b.to_lowercase());
    let length = one.chars().zip(other.chars()).take_while(same).map(|(a, _)| a.len_utf8()).sum();
    one.get(..length).unwrap_or_default()
}

/// A name, shortened in the middle until it fits. Its end with the extension is kept.
pub fn elided(name: &str, mut fits: impl FnMut(&str) -> bool) -> Cow<'_, str> {
    if fits(name) {
        return Cow::Borrowed(name);
    }
    let clusters: Vec<&str> = name.graphemes(true).collect();
    let without = |kept: usize| {
        let end = kept / 2;
        let (start, end) = (clusters.iter().take(kept - end), clusters.iter().skip(clusters.len() - end));
        start.copied().chain(["…"]).chain(end.copied()).collect::<String>()
    };
    let (mut least, mut most) = (0, clusters.len().saturating_sub(1));
    while least < most {
        let middle = (least + most).div_ceil(2);
        if fits(&without(middle)) {
            least = middle;
        } else {
            most = middle - 1;
        }
    }
    Cow::Owned(without(least))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tab_goes_on_as_far_as_all_names_agree() {
        let entries = [
            (EntryKind::Folder, "drafts"),
            (EntryKind::Folder, "Drafts of May"),
            (EntryKind::Folder, "old"),
            (EntryKind::File, "Éclair.md"),
            (EntryKind::File, "night-1.copydesk"),
            (EntryKind::File, "night-2.copydesk"),
        ];
        let entries = entries.map(|(kind, name)| Entry::new(kind, name.into()));
        let slash = MAIN_SEPARATOR;
        for (typed, expected) in [
            ("d", Some("drafts".to_owned())),
            ("drafts ", Some(format!("Drafts of May{slash}"))),
            ("O", Some(format!("old{slash}"))),
            ("old", Some(format!("old{slash}"))),
            ("é", Some("Éclair.md".into())),
            ("n", Some("night-".into())),
            ("night-", None),
            ("night-2", Some("night-2.copydesk".into())),
            ("night-2.copydesk", None),
            ("x", None),
            ("", None),
            ("~", Some(format!("~{slash}"))),
            ("/a/b/o", Some(format!("/a/b/old{slash}"))),
            ("/a/b/", None),
        ] {
            assert_eq!(completed(typed, entries.iter()), expected, "{typed}");
        }
    }

    #[test]
    fn an_ending_typed_before_the_one_that_stays_is_the_same() {
        for (typed, suggested, expected) in [
            ("a.txt.txt", "night.txt", "a.txt"),
            ("/b/a.txt.txt", "night.txt", "/b/a.txt"),
            ("a.txt", "night.txt", "a.txt"),
            ("a.md.txt", "night.txt", "a.md.txt"),
            (".txt.txt", "night.txt", ".txt.txt"),
            ("a.txt.txt", "", "a.txt.txt"),
        ] {
            assert_eq!(with_one_ending(typed, suggested), expected);
        }
    }

    #[test]
    fn a_long_name_loses_its_middle_and_keeps_its_end() {
        for (name, room, expected) in [
            ("harbour.copydesk", 16, "harbour.copydesk"),
            ("harbour-report-of-may.copydesk", 16, "harbour-…opydesk"),
            ("abcdef", 3, "a…f"),
            ("abcdef", 0, "…"),
            ("👩‍🚀👩‍🚀👩‍🚀👩‍🚀", 3, "👩‍🚀…👩‍🚀"),
        ] {
            let fits = |text: &str| text.graphemes(true).count() <= room;
            assert_eq!(elided(name, fits), expected, "{name} in {room}");
        }
    }

    #[test]
    fn a_tilde_is_the_home_folder_only_where_it_stands_alone() {
        let home = home().expect("whoever runs tests has a home folder");
        for (typed, expected) in
            [("~", home.clone()), ("~/a", home.join("a")), ("~a", "~a".into()), ("a/~", "a/~".into())]
        {
            assert_eq!(expand_home(typed), expected);
        }
    }
}
