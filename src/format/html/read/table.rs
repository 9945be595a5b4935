//! Tables as they come in: which hold data and which only lay out a page, and rows of any length as rows of one.

use scraper::node::Element;

use super::{Branch, element};
use crate::markdown::{Alignment, Block, Inline, Table};

/// How many columns one cell may take.
const SPAN_LIMIT: usize = 50;

/// A row as read.
#[derive(Default)]
pub(super) struct Row {
    cells: Vec<(Vec<Inline>, Alignment)>,
}

impl Row {
    pub(super) fn add(&mut self, content: Vec<Inline>, alignment: Alignment, span: usize) {
        self.cells.push((content, alignment));
        self.cells.extend((1..span.min(SPAN_LIMIT)).map(|_| (Vec::new(), alignment)));
    }
}

/// The rows as a table, the first as its head; as paragraphs where filling them up would take too much room.
pub(super) fn blocks(rows: Vec<Row>) -> Vec<Block> {
    let rows: Vec<Row> = rows.into_iter().filter(|row| !row.cells.is_empty()).collect();
    let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let cells: usize = rows.iter().map(|row| row.cells.len()).sum();
    if columns.saturating_mul(rows.len()) > cells.saturating_mul(4).saturating_add(10_000) {
        let words = rows.into_iter().flat_map(|row| row.cells);
        return words.filter(|(c, _)| !c.is_empty()).map(|(content, _)| Block::Paragraph(content)).collect();
    }
    let alignments = (0..columns).map(|column| alignment(&rows, column)).collect();
    let mut filled = rows.into_iter().map(|row| {
        let mut cells: Vec<Vec<Inline>> = row.cells.into_iter().map(|(content, _)| content).collect();
        cells.resize(columns, Vec::new());
        cells
    });
    let Some(head) = filled.next() else { return Vec::new() };
    vec![Block::Table(Table { columns: alignments, head, rows: filled.collect() })]
}

fn alignment(rows: &[Row], column: usize) -> Alignment {
    let known = |row: &Row| row.cells.get(column).map(|(_, alignment)| *alignment);
    let mut all = rows.iter().filter_map(known);
    all.find(|alignment| *alignment != Alignment::None).unwrap_or(Alignment::None)
}

/// How a cell says that it is set: by a class of ours, an attribute, or its style.
pub(super) fn alignment_of(cell: &Element) -> Alignment {
    let attribute = cell.attr("class").or(cell.attr("align"));
    match attribute.or_else(|| super::style::value(cell, "text-align")) {
        Some("left") => Alignment::Left,
        Some("center") => Alignment::Center,
        Some("right") => Alignment::Right,
        _ => Alignment::None,
    }
}

pub(super) fn span_of(cell: &Element) -> usize {
    cell.attr("colspan").and_then(|span| span.trim().parse().ok()).unwrap_or(1).max(1)
}

/// Whether a table only puts things where they stand: it says so, or holds what no row of data holds.
pub(super) fn is_layout(table: Branch<'_>) -> bool {
    if element(table).is_some_and(|t| matches!(t.attr("role"), Some("presentation" | "none"))) {
        return true;
    }
    let mut most_cells = 0;
    let mut cells = 0;
    for element in table.descendants().skip(1).filter_map(element) {
        match element.name() {
            "th" => return false,
            "table" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "pre" | "blockquote" => return true,
            "tr" => cells = 0,
            "td" => {
                cells += 1;
                most_cells = most_cells.max(cells);
            }
            _ => {}
        }
    }
    most_cells < 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::Run;

    fn cell(text: &str) -> (Vec<Inline>, Alignment) {
        (vec![Inline::Text(Run::plain(text))], Alignment::None)
    }

    #[test]
    fn rows_of_many_lengths_are_filled_up() {
        let rows = vec![Row { cells: vec![cell("a"), cell("b")] }, Row { cells: vec![cell("c")] }];
        let blocks = blocks(rows);
        let [Block::Table(table)] = blocks.as_slice() else { panic!("one table") };
        assert_eq!(table.rows, [vec![cell("c").0, Vec::new()]]);
    }

    #[test]
    fn a_table_that_would_be_mostly_air_is_paragraphs() {
        let wide = Row { cells: vec![cell("a"); 2_000] };
        let rows = std::iter::once(wide).chain((0..2_000).map(|_| Row { cells: vec![cell("b")] })).collect();
        assert_eq!(blocks(rows).len(), 4_000);
    }
}
