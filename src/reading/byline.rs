//! The line that says who wrote a piece, and where: `By A and B — Lisbon`.

use crate::markdown::{parse_inline, words};
use crate::page::without_by;

/// The text after `By`, which may occur twice.
fn by(raw: &str) -> Option<&str> {
    let twice = || raw.strip_prefix("By: ").filter(|rest| without_by(rest) != rest.trim());
    raw.strip_prefix("By ").or_else(twice).map(without_by)
}

/// Whether a paragraph, as written, is a byline: `By` and names, or a dateline with its dash.
pub(crate) fn is_byline(raw: &str) -> bool {
    if raw.contains('\n') {
        return false;
    }
    let names = by(raw).and_then(|names| names.chars().next());
    let is_named =
        names.is_some_and(char::is_uppercase) && raw.len() <= 160 && !raw.ends_with(['.', '!', '?', ':', ',']);
    is_named || raw.starts_with("By&#32;") || (raw.ends_with(" —") && raw.len() <= 160)
}

/// The names and the dateline of a byline, as written.
pub(crate) fn byline_of(raw: &str) -> (Vec<String>, String) {
    let plain = |raw: &str| words(&parse_inline(raw)).trim().to_owned();
    let Some(by) = by(raw).or_else(|| raw.strip_prefix("By&#32;")) else {
        return (Vec::new(), plain(raw.trim_end_matches('—')));
    };
    let (names, dateline) = by.split_once(" — ").unwrap_or((by, ""));
    let (first, last) = match names.rsplit_once(" and ") {
        Some((first, last)) => (first, Some(last)),
        None => (names, None),
    };
    let names = first.split(", ").chain(last).map(plain);
    (names.map(|name| without_by(&name).to_owned()).collect(), plain(dateline))
}
