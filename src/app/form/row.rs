//! The rows of the form in order, and the row of each field.

use crate::article::{Article, Id, Place};

/// Whether the lede has a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Lede {
    /// The draft has not been drawn yet.
    #[default]
    Unknown,
    Shown,
    /// The lede has no row until the focus goes there.
    Waits,
}

/// A row of the form.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Row {
    Headline,
    Deck,
    Image,
    Byline,
    /// Label and count of the list.
    Takeaways,
    Takeaway(Id),
    AddTakeaway,
    Lede,
    Section(Id),
    AddSection,
    /// Label and count of the list.
    Sources,
    /// By key.
    Source(String),
    AddSource,
}

/// The row that contains a place; for a list, its first item or the add button. The details have none.
pub(super) fn row_of(article: &Article, place: &Place) -> Option<Row> {
    Some(match place {
        Place::Headline => Row::Headline,
        Place::Deck => Row::Deck,
        Place::ImageFile | Place::ImageAlt | Place::ImageCaption | Place::ImageCredit => Row::Image,
        Place::Byline | Place::Dateline => Row::Byline,
        Place::Takeaways => article.takeaways.first().map_or(Row::AddTakeaway, |t| Row::Takeaway(t.id)),
        Place::Takeaway(id) => Row::Takeaway(*id),
        Place::Lede => Row::Lede,
        Place::Sections => article.sections.first().map_or(Row::AddSection, |s| Row::Section(s.id)),
        Place::Heading(id) | Place::Body(id) => Row::Section(*id),
        Place::Sources => article.sources.first().map_or(Row::AddSource, |s| Row::Source(s.key.clone())),
        Place::Source(key, _) => Row::Source(key.clone()),
        Place::Slug
        | Place::Language
        | Place::Published
        | Place::Updated
        | Place::Canonical
        | Place::Tags
        | Place::Status
        | Place::Note => return None,
    })
}

/// All rows of an article in order; those of items with their position in the list.
pub(super) fn rows(article: &Article) -> impl Iterator<Item = (Row, usize)> {
    let head = [Row::Headline, Row::Deck, Row::Image, Row::Byline, Row::Takeaways];
    let takeaways = article.takeaways.iter().enumerate().map(|(index, t)| (Row::Takeaway(t.id), index));
    let sections = article.sections.iter().enumerate().map(|(index, s)| (Row::Section(s.id), index));
    let sources = article.sources.iter().enumerate().map(|(index, s)| (Row::Source(s.key.clone()), index));
    head.into_iter()
        .map(|row| (row, 0))
        .chain(takeaways)
        .chain([(Row::AddTakeaway, 0), (Row::Lede, 0)])
        .chain(sections)
        .chain([(Row::AddSection, 0), (Row::Sources, 0)])
        .chain(sources)
        .chain([(Row::AddSource, 0)])
}
