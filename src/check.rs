//! Findings: what an editor should look at, by a table of rules. Nothing here changes an article or stops an export.
//! A family of rules is a file; what the rules see of the texts is gathered in `facts`.

mod addresses;
mod facts;
mod image;
mod sources;
mod structure;
mod text;

use std::borrow::Cow;
use std::ops::Range;

use crate::article::{Article, Index, Place};

pub use facts::{Checked, Checker};

/// Something an editor should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The id of its [`Rule`].
    pub rule: &'static str,
    pub severity: Severity,
    pub place: Place,
    /// Byte range in the text at the place; the whole of it without one.
    pub range: Option<Range<usize>>,
    /// One sentence without a full stop.
    pub message: Cow<'static, str>,
}

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The piece cannot go out like this.
    Error,
    Warning,
    Hint,
}

/// One thing that is checked.
pub struct Rule {
    /// Its name for settings and lists, such as `no-headline`.
    pub id: &'static str,
    pub severity: Severity,
    /// One sentence: what it asks, and who says so.
    pub about: &'static str,
    check: fn(&Checked<'_>) -> Vec<Found>,
}

/// What a rule has found.
struct Found {
    place: Place,
    range: Option<Range<usize>>,
    message: Cow<'static, str>,
}

/// Every rule there is.
pub const RULES: &[Rule] = &[
    structure::NO_HEADLINE,
    structure::LONG_HEADLINE,
    structure::NO_DECK,
    structure::EMPTY_SECTION,
    structure::UNTITLED_SECTION,
    structure::DUPLICATE_HEADING,
    image::NO_ALT_TEXT,
    sources::DANGLING_CITATION,
    sources::NOTE_HIDES_SOURCE,
    sources::NO_LINK,
    text::PLACEHOLDER,
    addresses::LINK_IN_HEADING,
    addresses::LOST_ADDRESS,
    addresses::RELATIVE_LINK,
];

/// Checks one article; findings come in reading order. For an article being edited keep a [`Checker`].
pub fn check(article: &Article) -> Vec<Finding> {
    Checker::default().check(article)
}

impl Severity {
    /// The severity in the newsroom's words.
    pub fn label(self) -> &'static str {
        match self {
            Severity::Error => "Error",
            Severity::Warning => "Warning",
            Severity::Hint => "Hint",
        }
    }
}

impl Finding {
    /// One line for a list: `Headline: there is no headline [no-headline]`. The index is the article's.
    pub fn line(&self, article: &Article, index: &Index) -> String {
        format!("{}: {} [{}]", index.label(article, &self.place), self.message, self.rule)
    }
}

impl Found {
    fn at(place: Place, message: impl Into<Cow<'static, str>>) -> Found {
        Found { place, range: None, message: message.into() }
    }

    fn within(place: Place, range: Range<usize>, message: impl Into<Cow<'static, str>>) -> Found {
        Found { place, range: Some(range), message: message.into() }
    }
}

fn apply(checked: &Checked<'_>) -> Vec<Finding> {
    let found: Vec<(&Rule, Vec<Found>)> = RULES.iter().map(|rule| (rule, (rule.check)(checked))).collect();
    // There may be as many as lines: no room is taken for more of them than there are.
    let mut findings: Vec<Finding> = Vec::with_capacity(found.iter().map(|(_, found)| found.len()).sum());
    findings
        .extend(found.into_iter().flat_map(|(rule, found)| found.into_iter().map(|found| rule.finding(found))));
    findings
        .sort_by_cached_key(|f| (order(checked.index, &f.place), f.range.as_ref().map_or(0, |range| range.start)));
    findings
}

impl Rule {
    fn finding(&self, Found { place, range, message }: Found) -> Finding {
        Finding { rule: self.id, severity: self.severity, place, range, message }
    }
}

/// Where in the piece a place is read: by part, then by item, then by field.
fn order(index: &Index, place: &Place) -> (u8, usize, u8) {
    let item = |part, field| (part, index.position(place).map_or(0, |at| at + 1), field);
    match place {
        Place::Headline => (0, 0, 0),
        Place::ImageFile => (1, 0, 0),
        Place::ImageAlt => (1, 0, 1),
        Place::ImageCaption => (1, 0, 2),
        Place::ImageCredit => (1, 0, 3),
        Place::Deck => (2, 0, 0),
        Place::Byline => (3, 0, 0),
        Place::Dateline => (4, 0, 0),
        Place::Takeaways => (5, 0, 0),
        Place::Takeaway(_) => item(5, 0),
        Place::Lede => (6, 0, 0),
        Place::Sections => (7, 0, 0),
        Place::Heading(_) => item(7, 0),
        Place::Body(_) => item(7, 1),
        Place::Sources => (8, 0, 0),
        Place::Source(_, field) => item(8, *field as u8),
        Place::Slug => (9, 0, 0),
        Place::Language => (9, 0, 1),
        Place::Published => (9, 0, 2),
        Place::Updated => (9, 0, 3),
        Place::Canonical => (9, 0, 4),
        Place::Tags => (9, 0, 5),
        Place::Status => (9, 0, 6),
        Place::Note => (9, 0, 7),
    }
}

#[cfg(test)]
mod tests;
