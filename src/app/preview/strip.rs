//! A strip: a part of the page across its full width, with its indent and what precedes it. `strips` decides which
//! strips a block consists of.

use std::ops::Range;
use std::sync::Arc;

use super::inline::{Span, spans, words};
use crate::article::Place;
use crate::markdown::{Alignment, Inline, Table};
use crate::page::Page;

/// A horizontal strip of the page.
#[derive(Clone, Debug)]
pub(super) struct Strip<'a> {
    /// The space above it.
    pub above: f32,
    pub indent: f32,
    /// The positions of the lines next to quotations.
    pub bars: Vec<f32>,
    pub marker: Option<Marker>,
    pub content: Content<'a>,
}

/// What precedes a text, at the right end of its indent.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Marker {
    /// With the nesting depth of the list.
    Bullet(usize),
    Words(String),
    Box {
        is_ticked: bool,
    },
}

#[derive(Clone, Debug)]
pub(super) enum Content<'a> {
    Text(Letters, Vec<Span>),
    Code(Span),
    Table(Rows<'a>),
    Rule(Rule),
    /// The lead image; if it cannot be drawn, a frame with this text and the address.
    Picture {
        alt: Option<Span>,
        address: Option<Span>,
    },
}

/// A row of a table: its cells.
pub(super) type Row = Vec<Vec<Span>>;

/// Consecutive rows of a table, whose text is prepared on demand.
#[derive(Clone, Debug)]
pub(super) struct Rows<'a> {
    pub(super) page: &'a Page,
    pub(super) place: &'a Place,
    pub(super) table: &'a Table,
    /// Which rows; row 0 is the head.
    pub(super) range: Range<usize>,
    /// For a long table, the rows that determine the widths of its columns.
    pub(super) widest: Option<Arc<[usize]>>,
    /// By how much the source positions have shifted.
    pub(super) moved: isize,
}

impl Rows<'_> {
    pub fn columns(&self) -> &[Alignment] {
        &self.table.columns
    }

    pub fn len(&self) -> usize {
        self.range.len()
    }

    /// The index of the first row, and the rows.
    pub fn rows(&self) -> (usize, Vec<Row>) {
        (self.range.start, self.range.clone().map(|index| self.row(index)).collect())
    }

    /// The rows that determine the column widths of a long table, starting with the head.
    pub fn widest(&self) -> Option<Vec<Row>> {
        self.widest.as_ref().map(|rows| rows.iter().map(|index| self.row(*index)).collect())
    }

    fn row(&self, index: usize) -> Row {
        let cell = |cell: &Vec<Inline>| {
            let mut spans = spans(self.page, self.place, cell);
            spans.iter_mut().for_each(|span| span.origins.move_by(self.moved));
            spans
        };
        row(self.table, index).unwrap_or_default().iter().map(cell).collect()
    }
}

/// A row of a table; row 0 is the head.
pub(super) fn row(table: &Table, index: usize) -> Option<&[Vec<Inline>]> {
    index.checked_sub(1).map_or(Some(&table.head), |index| table.rows.get(index)).map(Vec::as_slice)
}

/// A horizontal line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// A short one within the text.
    Break,
    Whole,
}

/// The type of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Letters {
    Headline,
    Deck,
    Byline,
    Heading(u8),
    Body,
    /// Below an image.
    Legend,
    /// Sources and notes.
    Small,
}

impl<'a> Strip<'a> {
    pub(super) fn text(above: f32, letters: Letters, spans: Vec<Span>) -> Strip<'a> {
        Strip { above, indent: 0.0, bars: Vec::new(), marker: None, content: Content::Text(letters, spans) }
    }

    /// Shifts the source positions of its text.
    pub(super) fn move_origins(&mut self, by: isize) {
        let move_all = |spans: &mut Vec<Span>| spans.iter_mut().for_each(|span| span.origins.move_by(by));
        match &mut self.content {
            Content::Text(_, spans) => move_all(spans),
            Content::Code(span) => span.origins.move_by(by),
            Content::Table(table) => table.moved += by,
            // Bodies contain no image blocks.
            Content::Rule(_) | Content::Picture { .. } => {}
        }
    }

    /// All of its text.
    pub(super) fn words(&self) -> String {
        let said = match &self.content {
            Content::Text(_, spans) => words(spans),
            Content::Code(code) => code.text.clone(),
            Content::Table(table) => {
                let row = |row: &Row| row.iter().map(|cell| words(cell)).collect::<Vec<_>>().join(" ");
                table.rows().1.iter().map(row).collect::<Vec<_>>().join("\n")
            }
            Content::Rule(_) => String::new(),
            Content::Picture { alt, .. } => alt.as_ref().map(|alt| alt.text.clone()).unwrap_or_default(),
        };
        match &self.marker {
            Some(Marker::Words(marker)) => format!("{marker} {said}"),
            Some(Marker::Bullet(_) | Marker::Box { .. }) | None => said,
        }
    }
}
