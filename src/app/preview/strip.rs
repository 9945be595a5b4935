//! A strip: a part of the page across its full width, with its indent and what precedes it. `strips` decides which
//! strips a block consists of.

use std::ops::Range;
use std::sync::Arc;

use super::inline::{Span, spans, words};
use crate::article::Place;
use crate::markdown::{Alignment, Inline, Table};
use crate::page::Page;

/// A stretch of the page over its whole width.
#[derive(Clone, Debug)]
pub(super) struct Strip<'a> {
    /// Space over it.
    pub above: f32,
    pub indent: f32,
    /// Where the lines beside quotations stand.
    pub bars: Vec<f32>,
    pub marker: Option<Marker>,
    pub content: Content<'a>,
}

/// What stands before a text, at the right end of its indent.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Marker {
    /// With how deep the list is nested.
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
    /// The lead image: drawn where there is one, and else a frame with these words and the address.
    Picture {
        alt: Option<Span>,
        address: Option<Span>,
    },
}

/// A row of a table: its cells.
pub(super) type Row = Vec<Vec<Span>>;

/// Rows of a table that follow each other. Their words are set when they are asked for.
#[derive(Clone, Debug)]
pub(super) struct Rows<'a> {
    pub(super) page: &'a Page,
    pub(super) place: &'a Place,
    pub(super) table: &'a Table,
    /// Which rows; the head is the first.
    pub(super) range: Range<usize>,
    /// Of a long table, the rows that its columns are measured by.
    pub(super) widest: Option<Arc<[usize]>>,
    /// How far what was written has moved.
    pub(super) moved: isize,
}

impl Rows<'_> {
    pub fn columns(&self) -> &[Alignment] {
        &self.table.columns
    }

    pub fn len(&self) -> usize {
        self.range.len()
    }

    /// The rows, and which of the table is the first.
    pub fn rows(&self) -> (usize, Vec<Row>) {
        (self.range.start, self.range.clone().map(|index| self.row(index)).collect())
    }

    /// The rows that the columns of a long table are measured by, the head first.
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

/// A row of a table; the head is the first.
pub(super) fn row(table: &Table, index: usize) -> Option<&[Vec<Inline>]> {
    index.checked_sub(1).map_or(Some(&table.head), |index| table.rows.get(index)).map(Vec::as_slice)
}

/// A line across.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// A short one in the text.
    Break,
    Whole,
}

/// Which letters a text is set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Letters {
    Headline,
    Deck,
    Byline,
    Heading(u8),
    Body,
    /// Under a picture.
    Legend,
    /// Sources and notes.
    Small,
}

impl<'a> Strip<'a> {
    pub(super) fn text(above: f32, letters: Letters, spans: Vec<Span>) -> Strip<'a> {
        Strip { above, indent: 0.0, bars: Vec::new(), marker: None, content: Content::Text(letters, spans) }
    }

    /// Where its words were written has moved.
    pub(super) fn move_origins(&mut self, by: isize) {
        let move_all = |spans: &mut Vec<Span>| spans.iter_mut().for_each(|span| span.origins.move_by(by));
        match &mut self.content {
            Content::Text(_, spans) => move_all(spans),
            Content::Code(span) => span.origins.move_by(by),
            Content::Table(table) => table.moved += by,
            // No block of a body is a picture.
            Content::Rule(_) | Content::Picture { .. } => {}
        }
    }

    /// Everything it says.
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
