//! The table of rules, and what they find, in reading order.

use super::facts::Checked;
use super::finding::Finding;
use super::rule::{Found, Rule};
use super::{addresses, image, sources, structure, text};
use crate::article::{Index, Place};

/// All rules.
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

pub(super) fn apply(checked: &Checked<'_>) -> Vec<Finding> {
    let found: Vec<(&Rule, Vec<Found>)> = RULES.iter().map(|rule| (rule, (rule.check)(checked))).collect();
    // There may be one finding per line, so the exact capacity is reserved.
    let mut findings: Vec<Finding> = Vec::with_capacity(found.iter().map(|(_, found)| found.len()).sum());
    findings
        .extend(found.into_iter().flat_map(|(rule, found)| found.into_iter().map(|found| rule.finding(found))));
    findings
        .sort_by_cached_key(|f| (order(checked.index, &f.place), f.range.as_ref().map_or(0, |range| range.start)));
    findings
}

/// The reading order of a place: by part, then by item, then by field.
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
