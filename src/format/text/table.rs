//! A table in plain text: columns as wide as their widest cell, and a rule under the header.

use unicode_segmentation::UnicodeSegmentation;

use crate::markdown::{Alignment, Inline, Table};

/// The lines of a table, with cells written by `cell`.
pub(super) fn lines(table: &Table, cell: impl Fn(&[Inline]) -> String) -> Vec<String> {
    let rows: Vec<Vec<String>> = std::iter::once(&table.head)
        .chain(&table.rows)
        .map(|row| row.iter().map(|content| cell(content).replace('\n', " ")).collect())
        .collect();
    let widths: Vec<usize> = (0..table.columns.len())
        .map(|column| {
            rows.iter().filter_map(|row| row.get(column)).map(|text| width(text)).max().unwrap_or(0).max(3)
        })
        .collect();
    let mut lines: Vec<String> = rows.iter().map(|row| line(row, &widths, &table.columns)).collect();
    let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
    lines.insert(lines.len().min(1), rule.join("  "));
    lines
}

fn line(row: &[String], widths: &[usize], columns: &[Alignment]) -> String {
    let cells = row.iter().zip(widths).zip(columns).map(|((text, width), column)| pad(text, *width, *column));
    cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
}

fn pad(text: &str, to: usize, column: Alignment) -> String {
    let space = to.saturating_sub(width(text));
    let (before, after) = match column {
        Alignment::None | Alignment::Left => (0, space),
        Alignment::Center => (space / 2, space - space / 2),
        Alignment::Right => (space, 0),
    };
    format!("{}{text}{}", " ".repeat(before), " ".repeat(after))
}

fn width(text: &str) -> usize {
    text.graphemes(true).count()
}
