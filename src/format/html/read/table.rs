//! Tables: which contain data and which only lay out a page, and rows of different lengths made equal.

use scraper::node::Element;

use super::tree::{Branch, element};
use crate::markdown::{Alignment, Block, Inline, Table};

/// The greatest number of columns of a cell.
const SPAN_LIMIT: usize = 50;

/// The greatest number of rows of a cell.
const HEIGHT_LIMIT: usize = 1_000;

/// A row as read.
#[derive(Default)]
pub(super) struct Row {
    pub section: Section,
    cells: Vec<Cell>,
}

/// The section of a table that contains a row, in display order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Section {
    Head,
    #[default]
    Body,
    Foot,
}

/// The attributes of a cell.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    pub alignment: Alignment,
    pub columns: usize,
    pub rows: usize,
}

#[derive(Clone)]
struct Cell {
    content: Vec<Inline>,
    alignment: Alignment,
    /// The number of additional rows it spans.
    below: usize,
}

impl Form {
    pub(super) const PLAIN: Form = Form { alignment: Alignment::None, columns: 1, rows: 1 };

    pub(super) fn of(cell: &Element) -> Form {
        Form { alignment: alignment_of(cell), columns: span_of(cell, "colspan"), rows: span_of(cell, "rowspan") }
    }
}

impl Section {
    /// The section that contains a row.
    pub(super) fn of(row: Branch<'_>) -> Section {
        match super::tree::parent_element(row).map(Element::name) {
            Some("thead") => Section::Head,
            Some("tfoot") => Section::Foot,
            _ => Section::Body,
        }
    }
}

impl Row {
    pub(super) fn of(section: Section) -> Row {
        Row { section, cells: Vec::new() }
    }

    pub(super) fn add(&mut self, content: Vec<Inline>, form: Form) {
        let below = form.rows.clamp(1, HEIGHT_LIMIT) - 1;
        let cell = Cell { content, alignment: form.alignment, below };
        let beside = Cell { content: Vec::new(), ..cell };
        self.cells.push(cell);
        self.cells.extend((1..form.columns.min(SPAN_LIMIT)).map(|_| beside.clone()));
    }
}

/// The rows in display order, with empty cells where one from above extends into them.
fn spread(mut rows: Vec<Row>) -> Vec<Row> {
    rows.sort_by_key(|row| row.section);
    let mut section = Section::Head;
    let mut reaching: Vec<usize> = Vec::new();
    for row in &mut rows {
        if std::mem::replace(&mut section, row.section) != row.section {
            reaching.clear();
        }
        let mut cells: Vec<Cell> = Vec::with_capacity(row.cells.len());
        for cell in std::mem::take(&mut row.cells) {
            while take_one(&mut reaching, cells.len()) {
                cells.push(Cell { content: Vec::new(), alignment: Alignment::None, below: 0 });
            }
            let at = cells.len();
            reaching.resize(reaching.len().max(at + 1), 0);
            if let Some(rows) = reaching.get_mut(at) {
                *rows = cell.below;
            }
            cells.push(cell);
        }
        while take_one(&mut reaching, cells.len()) {
            cells.push(Cell { content: Vec::new(), alignment: Alignment::None, below: 0 });
        }
        row.cells = cells;
    }
    rows
}

fn take_one(reaching: &mut [usize], column: usize) -> bool {
    match reaching.get_mut(column) {
        Some(rows) if *rows > 0 => {
            *rows -= 1;
            true
        }
        Some(_) | None => false,
    }
}

/// The rows as a table with the first as its head; as paragraphs if filling them up would take too much space.
pub(super) fn blocks(rows: Vec<Row>) -> Vec<Block> {
    let rows: Vec<Row> = spread(rows).into_iter().filter(|row| !row.cells.is_empty()).collect();
    let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let cells: usize = rows.iter().map(|row| row.cells.len()).sum();
    if columns.saturating_mul(rows.len()) > cells.saturating_mul(4).saturating_add(10_000) {
        let words = rows.into_iter().flat_map(|row| row.cells);
        return words.filter(|c| !c.content.is_empty()).map(|cell| Block::Paragraph(cell.content)).collect();
    }
    let alignments = (0..columns).map(|column| alignment(&rows, column)).collect();
    let mut filled = rows.into_iter().map(|row| {
        let mut cells: Vec<Vec<Inline>> = row.cells.into_iter().map(|cell| cell.content).collect();
        cells.resize(columns, Vec::new());
        cells
    });
    let Some(head) = filled.next() else { return Vec::new() };
    vec![Block::Table(Table { columns: alignments, head, rows: filled.collect() }.into())]
}

fn alignment(rows: &[Row], column: usize) -> Alignment {
    let known = |row: &Row| row.cells.get(column).map(|cell| cell.alignment);
    let mut all = rows.iter().filter_map(known);
    all.find(|alignment| *alignment != Alignment::None).unwrap_or(Alignment::None)
}

/// The alignment of a cell: by our own class, an attribute, or its style.
fn alignment_of(cell: &Element) -> Alignment {
    let attribute = cell.attr("class").or(cell.attr("align"));
    match attribute.or_else(|| super::style::value(cell, "text-align")) {
        Some("left") => Alignment::Left,
        Some("center") => Alignment::Center,
        Some("right") => Alignment::Right,
        _ => Alignment::None,
    }
}

fn span_of(cell: &Element, name: &str) -> usize {
    cell.attr(name).and_then(|span| span.trim().parse().ok()).unwrap_or(1).max(1)
}

/// Whether a table is only for layout: it says so, or contains what no row of data contains.
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
    use crate::markdown::{Run, words};

    fn row(cells: &[(&str, usize)]) -> Row {
        let mut row = Row::default();
        for (text, rows) in cells {
            row.add(vec![Inline::Text(Run::plain(*text))], Form { rows: *rows, ..Form::PLAIN });
        }
        row
    }

    #[track_caller]
    fn check(rows: Vec<Row>, expected: &str) {
        let blocks = blocks(rows);
        let [Block::Table(table)] = blocks.as_slice() else { panic!("one table") };
        let line = |row: &Vec<Vec<Inline>>| row.iter().map(|cell| words(cell)).collect::<Vec<_>>().join("|");
        let lines: Vec<String> = std::iter::once(&table.head).chain(&table.rows).map(line).collect();
        assert_eq!(lines.join("\n"), expected);
    }

    #[test]
    fn rows_of_many_lengths_are_filled_up() {
        check(vec![row(&[("a", 1), ("b", 1)]), row(&[("c", 1)])], "a|b\nc|");
    }

    #[test]
    fn a_cell_that_reaches_down_keeps_its_column() {
        let first = row(&[("a", 2), ("b", 1), ("c", 3)]);
        check(vec![first, row(&[("d", 1)]), row(&[("e", 1), ("f", 1)])], "a|b|c\n|d|\ne|f|");
    }

    #[test]
    fn the_foot_of_a_table_is_its_end_and_its_head_the_start() {
        let of = |text, section| Row { section, ..row(&[(text, 9)]) };
        let rows = vec![of("z", Section::Foot), of("b", Section::Body), of("a", Section::Head)];
        check(rows, "a\nb\nz");
    }

    #[test]
    fn a_table_that_would_be_mostly_air_is_paragraphs() {
        let wide = row(&vec![("a", 1); 2_000]);
        let rows = std::iter::once(wide).chain((0..2_000).map(|_| row(&[("b", 1)]))).collect();
        assert_eq!(blocks(rows).len(), 4_000);
    }
}
