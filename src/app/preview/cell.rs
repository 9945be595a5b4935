//! The blocks of a page: what is laid out, marked and clicked as one, and the field each comes from.

use std::hash::Hash;

use crate::article::{Place, SourceField};
use crate::markdown::Run;
use crate::page::{Body, Byline, Entry, Figure, Heading, PageNote, Part, Point, Shown};

/// The position of a block: its part, and its index within the part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct At {
    pub part: usize,
    pub cell: usize,
}

/// A block of the page, which is laid out, highlighted and clicked as one.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cell<'a> {
    Headline(&'a Run),
    Image(&'a Figure),
    Deck(&'a Run),
    Byline(&'a Byline),
    TakeawaysTitle,
    Takeaway(&'a Point),
    Heading(&'a Heading),
    Block(&'a Body, &'a Shown),
    NotesTitle,
    Note(&'a PageNote),
    SourcesTitle,
    Source(&'a Entry),
}

/// The number of blocks of a part.
pub(super) fn count(part: &Part) -> usize {
    match part {
        Part::Headline(_) | Part::Image(_) | Part::Deck(_) | Part::Byline(_) | Part::Heading(_) => 1,
        Part::Takeaways(points) => points.len() + 1,
        Part::Body(body) => body.blocks.len(),
        Part::Notes(notes) => notes.len() + 1,
        Part::Sources(entries) => entries.len() + 1,
    }
}

/// A block of a part.
pub(super) fn cell(part: &Part, index: usize) -> Option<Cell<'_>> {
    let below_title = index.checked_sub(1);
    match part {
        Part::Headline(run) => Some(Cell::Headline(run)),
        Part::Image(figure) => Some(Cell::Image(figure)),
        Part::Deck(run) => Some(Cell::Deck(run)),
        Part::Byline(byline) => Some(Cell::Byline(byline)),
        Part::Takeaways(points) => match below_title {
            None => Some(Cell::TakeawaysTitle),
            Some(index) => points.get(index).map(Cell::Takeaway),
        },
        Part::Heading(heading) => Some(Cell::Heading(heading)),
        Part::Body(body) => body.blocks.get(index).map(|block| Cell::Block(body, block)),
        Part::Notes(notes) => match below_title {
            None => Some(Cell::NotesTitle),
            Some(index) => notes.get(index).map(Cell::Note),
        },
        Part::Sources(entries) => match below_title {
            None => Some(Cell::SourcesTitle),
            Some(index) => entries.get(index).map(Cell::Source),
        },
    }
}

/// The field that a block comes from.
pub(super) fn place(cell: Cell) -> Place {
    match cell {
        Cell::Headline(_) => Place::Headline,
        Cell::Image(_) => Place::ImageAlt,
        Cell::Deck(_) => Place::Deck,
        Cell::Byline(_) => Place::Byline,
        Cell::TakeawaysTitle => Place::Takeaways,
        Cell::Takeaway(point) => Place::Takeaway(point.id),
        Cell::Heading(heading) => heading.place.clone(),
        Cell::Block(body, _) => body.place.clone(),
        Cell::NotesTitle => Place::Sections,
        Cell::Note(note) => note.place.clone(),
        Cell::SourcesTitle => Place::Sources,
        Cell::Source(entry) => Place::Source(entry.source.key.clone(), SourceField::Link),
    }
}
