//! Markup as the clipboard delivers it: with a header, carriage returns, and remains of wrong decoding. Its content is
//! read elsewhere.

use std::borrow::Cow;

use crate::format::repair::repaired;

/// HTML without its clipboard wrapper, and the address of the page it was copied from, if known.
pub(super) struct Markup<'a> {
    pub html: Cow<'a, str>,
    pub page: Option<String>,
}

impl Markup<'_> {
    pub(super) fn of(raw: &str) -> Markup<'_> {
        let words = clean_words(raw);
        let (header, _) = taken_apart(words.trim_start_matches('\u{FFFD}'));
        let page = header.lines().find_map(|line| line.trim().strip_prefix("SourceURL:"));
        let page = page.map(str::trim).filter(|page| crate::link::is_web(page)).map(str::to_owned);
        Markup { html: clean(raw), page }
    }
}

/// HTML without the Windows clipboard header, and cleaned like text.
pub(super) fn clean(raw: &str) -> Cow<'_, str> {
    match clean_words(raw.trim_start_matches('\u{FFFD}')) {
        Cow::Borrowed(clean) => Cow::Borrowed(taken_apart(clean).1),
        Cow::Owned(clean) => Cow::Owned(taken_apart(&clean).1.to_owned()),
    }
}

/// Clipboard text with line feeds only, and without encoding artefacts.
pub(super) fn clean_words(raw: &str) -> Cow<'_, str> {
    let is_noise = |c: char| matches!(c, '\r' | '\0' | '\u{FEFF}');
    if !raw.contains(is_noise) {
        return repaired(raw);
    }
    let plain = raw.replace(['\0', '\u{FEFF}'], "").replace("\r\n", "\n").replace('\r', "\n");
    Cow::Owned(repaired(&plain).into_owned())
}

/// Whether two texts are equal, ignoring whitespace.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

/// The Windows clipboard header, and the HTML.
fn taken_apart(raw: &str) -> (&str, &str) {
    const FIRST: &str = "Version:";
    let is_header = raw.starts_with(FIRST) && raw.contains("StartHTML:");
    let end = raw.find('<').filter(|_| is_header);
    end.and_then(|end| raw.split_at_checked(end)).unwrap_or(("", raw))
}
