//! Tables that get a column for every cell that a row has beyond the header. The parser only knows the header’s
//! columns, so a copy of the text with a wider header is parsed.

use std::ops::Range;

/// The greatest number of empty cells added; beyond it, surplus cells are merged into the last cell of their row.
const CELL_LIMIT: usize = 1 << 16;

/// A table with rows that have more cells than its head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Narrow {
    /// The start of its head.
    pub start: usize,
    /// How many columns it lacks.
    pub missing: usize,
    pub rows: usize,
}

/// A text with columns added to the heads of its tables, and the original byte offsets.
pub(super) struct Widened {
    pub text: String,
    /// The offsets of insertions in the new text, and the total inserted up to there.
    put: Vec<(usize, usize)>,
}

/// The number of cells in the rest of a row, after the last cell with a column.
pub(super) fn surplus(rest: &str) -> usize {
    let rest = rest.trim();
    let rest = rest.strip_prefix('|').unwrap_or(rest);
    let mut is_escaped = false;
    let bars = rest.bytes().filter(|byte| {
        let is_bar = *byte == b'|' && !is_escaped;
        is_escaped = *byte == b'\\' && !is_escaped;
        is_bar
    });
    let bars = bars.count();
    if closes(rest) { bars } else { bars + 1 }
}

/// Whether a line ends with a bar that closes its last cell.
fn closes(line: &str) -> bool {
    let Some(before) = line.trim_end().strip_suffix('|') else { return false };
    before.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 0
}

/// The text with the missing columns added to each of these tables; `None` if there would be too many cells.
pub(super) fn widened(text: &str, narrow: &[Narrow]) -> Option<Widened> {
    let cells: usize = narrow.iter().map(|table| table.missing.saturating_mul(table.rows + 2)).sum();
    if narrow.is_empty() || cells > CELL_LIMIT {
        return None;
    }
    let mut widened = Widened { text: String::with_capacity(text.len() + 4 * cells), put: Vec::new() };
    let mut at = 0;
    for table in narrow {
        let head = line_end(text, table.start)?;
        let rule = line_end(text, text.get(head..)?.find('\n')? + head + 1)?;
        for (end, cell) in [(head, " |"), (rule, "---|")] {
            widened.text.push_str(text.get(at..end)?);
            let line = text.get(..end)?.rsplit('\n').next()?;
            let close = if closes(line) { "" } else { " |" };
            widened.put(&[close, &cell.repeat(table.missing)].concat());
            at = end;
        }
    }
    widened.text.push_str(text.get(at..)?);
    Some(widened)
}

/// The end of the text of the line that contains a byte.
fn line_end(text: &str, at: usize) -> Option<usize> {
    let line = text.get(at..)?.split('\n').next()?;
    Some(at + line.trim_end().len())
}

impl Widened {
    fn put(&mut self, added: &str) {
        let before = self.put.last().map_or(0, |(_, all)| *all);
        self.put.push((self.text.len(), before + added.len()));
        self.text.push_str(added);
    }

    /// The range in the original text for a range of the new one.
    pub(super) fn back(&self, range: Range<usize>) -> Range<usize> {
        self.byte(range.start)..self.byte(range.end)
    }

    fn byte(&self, at: usize) -> usize {
        let passed = self.put.partition_point(|(from, _)| *from < at);
        let Some((from, all)) = passed.checked_sub(1).and_then(|last| self.put.get(last)) else { return at };
        let before = passed.checked_sub(2).and_then(|last| self.put.get(last)).map_or(0, |(_, all)| *all);
        at.saturating_sub(*all).max(from - before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_of_a_row_holds_as_many_cells_as_its_bars_part() {
        for (rest, expected) in [("| c |", 1), ("| c", 1), ("c | d |", 2), (r"| c \| d |", 1), ("| | e |", 2)] {
            assert_eq!(surplus(rest), expected, "{rest}");
        }
    }

    #[test]
    fn what_was_put_in_has_no_place_of_its_own() {
        let text = "x\n\na | b\n-|-\nc | d | e\n";
        let widened = widened(text, &[Narrow { start: 3, missing: 1, rows: 1 }]).unwrap();
        assert_eq!(widened.text, "x\n\na | b | |\n-|- |---|\nc | d | e\n");
        let at = |word: &str| widened.text.find(word).unwrap();
        for word in ["x", "a", "b", "c", "e"] {
            let found = widened.back(at(word)..at(word) + 1);
            assert_eq!(&text[found], word);
        }
        assert_eq!(widened.back(8..12), 8..8);
    }

    #[test]
    fn bytes_within_a_wide_head_stand_where_it_ended() {
        let text = "a\n-\nb|c|d|e|f|g|h\n";
        let widened = widened(text, &[Narrow { start: 0, missing: 6, rows: 1 }]).unwrap();
        let end = widened.text.find('\n').unwrap();
        assert_eq!((1..=end).map(|at| widened.byte(at)).collect::<Vec<_>>(), vec![1; end]);
    }
}
