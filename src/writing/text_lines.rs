//! A text as lines, while a key or command changes it. Items are recognised by the start of their lines, after the
//! parser has confirmed that they are items. `items` changes them.

mod items;
mod numbers;

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use super::change::Selection;
use crate::markdown::markers::{Head, TokenKind, head, indent};
use crate::markdown::{Span, SpanKind};

/// The lines, and the selection as line and byte.
pub(super) struct TextLines {
    lines: Vec<String>,
    anchor: (usize, usize),
    caret: (usize, usize),
    /// The lines whose innermost marker is a list marker.
    items: BTreeSet<usize>,
    quotes: BTreeSet<usize>,
}

/// The bytes covered by spans, in order and without overlaps, for lookup.
pub(super) struct Covered(Vec<Range<usize>>);

impl Covered {
    /// The bytes of all spans of one kind.
    pub(super) fn by(kind: SpanKind, spans: &[Span]) -> Covered {
        let mut ranges: Vec<Range<usize>> =
            spans.iter().filter(|span| span.kind == kind).map(|span| span.outer.clone()).collect();
        ranges.sort_by_key(|range| range.start);
        ranges.dedup_by(|next, last| {
            let is_within = next.end <= last.end;
            if next.start < last.end && !is_within {
                last.end = next.end;
            }
            is_within || next.start < last.end
        });
        Covered(ranges)
    }

    /// Whether a byte is in a span, or directly after one.
    pub(super) fn holds(&self, at: usize) -> bool {
        self.last_from(at + 1).is_some_and(|range| at <= range.end)
    }

    /// The same, except for the first byte of a span.
    fn holds_behind_start(&self, at: usize) -> bool {
        self.last_from(at).is_some_and(|range| at <= range.end)
    }

    /// The last span that starts before a byte.
    fn last_from(&self, at: usize) -> Option<&Range<usize>> {
        let count = self.0.partition_point(|range| range.start < at);
        self.0.get(count.checked_sub(1)?)
    }
}

/// Whether a line starts with a marker.
pub(super) fn has_mark(line: &str) -> bool {
    !head(line).tokens.is_empty()
}

impl TextLines {
    pub(super) fn new(text: &str, selection: Selection, spans: &[Span]) -> TextLines {
        let lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
        let starts: HashSet<usize> =
            spans.iter().filter(|span| span.kind == SpanKind::Item).map(|span| span.outer.start).collect();
        let (quoted, listed) = (Covered::by(SpanKind::Quote, spans), Covered::by(SpanKind::Item, spans));
        let (mut items, mut quotes) = (BTreeSet::new(), BTreeSet::new());
        let mut at = 0;
        for (index, line) in lines.iter().enumerate() {
            match head(line).tokens.last() {
                Some(token) if token.kind == TokenKind::Quote => {
                    quotes.extend(quoted.holds(at + token.range.start).then_some(index));
                }
                Some(token) => {
                    // Below the text of an item, an empty item is not one until its first letter is typed.
                    let is_empty = head(line).content >= line.trim_end().len();
                    let start = at + token.range.start;
                    let is_item = starts.contains(&start) || (is_empty && listed.holds_behind_start(start));
                    items.extend(is_item.then_some(index));
                }
                None => {}
            }
            at += line.len() + 1;
        }
        let place = |at: usize| {
            let before = text.get(..at).unwrap_or_default();
            let line = before.matches('\n').count();
            (line, at - before.rfind('\n').map_or(0, |at| at + 1))
        };
        TextLines { lines, anchor: place(selection.anchor), caret: place(selection.caret), items, quotes }
    }

    /// The text and the selection.
    pub(super) fn finish(self) -> (String, Selection) {
        let byte = |(line, column): (usize, usize)| {
            let before: usize = self.lines.iter().take(line).map(|line| line.len() + 1).sum();
            before + column.min(self.lines.get(line).map_or(0, String::len))
        };
        let selection = Selection { anchor: byte(self.anchor), caret: byte(self.caret) };
        let text = self.lines.join("\n");
        let selection = selection.within(&text);
        (text, selection)
    }

    /// The first lines of the items in the selection, without items nested in another of them.
    fn selected_items(&self) -> Option<Vec<usize>> {
        let (first, last) = (self.anchor.0.min(self.caret.0), self.anchor.0.max(self.caret.0));
        let first = self.item_of(first).unwrap_or(first);
        let mut found: Vec<usize> = Vec::new();
        for line in first..=last {
            let is_inside = found.last().is_some_and(|item| line < self.block_end(*item));
            if self.items.contains(&line) && !is_inside {
                found.push(line);
            }
        }
        (!found.is_empty()).then_some(found)
    }

    /// The item that contains a line, whose marker may be above.
    pub(super) fn item_of(&self, line: usize) -> Option<usize> {
        self.items.range(..=line).next_back().copied().filter(|item| line < self.block_end(*item))
    }

    /// The next item of the same list.
    fn next_sibling(&self, line: usize) -> Option<usize> {
        let own = self.head(line);
        let next = (self.block_end(line)..self.lines.len()).find(|next| !self.is_blank(*next))?;
        let head = self.head(next);
        let is_alike = self.indent_of(next) == self.indent_of(line) && head.quotes() == own.quotes();
        let is_same_kind = head.item()?.kind.is_like(own.item()?.kind);
        (self.items.contains(&next) && is_alike && is_same_kind).then_some(next)
    }

    /// The previous item at the same depth.
    fn sibling_above(&self, line: usize) -> Option<usize> {
        let (depth, quotes) = (self.indent_of(line), self.head(line).quotes());
        let mut above = self.items.range(..line).rev().copied().filter(|above| !self.is_blank(*above));
        let found = above.find(|above| self.indent_of(*above) <= depth)?;
        let is_sibling = self.indent_of(found) == depth && self.head(found).quotes() == quotes;
        (is_sibling && line <= self.block_end_with_blanks(found)).then_some(found)
    }

    /// The item that contains this one.
    fn parent(&self, line: usize) -> Option<usize> {
        let (depth, quotes) = (self.indent_of(line), self.head(line).quotes());
        let mut above = self.items.range(..line).rev().copied();
        let found = above.find(|above| self.indent_of(*above) < depth)?;
        (self.head(found).quotes() == quotes && line < self.block_end(found)).then_some(found)
    }

    /// The indentation of a line after its quotation markers.
    fn indent_of(&self, line: usize) -> usize {
        let head = self.head(line);
        let base = head.base();
        match head.item() {
            Some(token) if self.items.contains(&line) => token.range.start.saturating_sub(base),
            _ => indent(self.line(line).get(base..).unwrap_or_default()),
        }
    }

    /// The line after the last one of an item.
    pub(super) fn block_end(&self, line: usize) -> usize {
        let (depth, quotes) = (self.indent_of(line), self.head(line).quotes());
        let mut end = line + 1;
        for next in line + 1..self.lines.len() {
            let is_lazy = !self.is_meant(next) && !self.is_blank(next - 1) && end == next;
            if self.is_blank(next) {
                continue;
            }
            if self.head(next).quotes() < quotes || (self.indent_of(next) <= depth && !is_lazy) {
                break;
            }
            end = next + 1;
        }
        end
    }

    fn block_end_with_blanks(&self, line: usize) -> usize {
        let end = self.block_end(line);
        (end..self.lines.len()).find(|next| !self.is_blank(*next)).unwrap_or(self.lines.len())
    }

    pub(super) fn caret_line(&self) -> usize {
        self.caret.0
    }

    /// The lines that the selection touches, except one at whose start it ends.
    pub(super) fn selected_lines(&self) -> std::ops::RangeInclusive<usize> {
        let (from, to) = (self.anchor.min(self.caret), self.anchor.max(self.caret));
        let last = if to.1 == 0 && from.0 < to.0 { to.0 - 1 } else { to.0 };
        from.0..=last
    }

    /// Inserts a marker into a line.
    pub(super) fn put_before(&mut self, line: usize, column: usize, mark: &str) {
        let mut text = self.line(line).to_owned();
        if text.is_char_boundary(column) {
            text.insert_str(column, mark);
            self.set(line, text);
            self.move_ends(line, column, mark.len() as isize);
        }
    }

    /// Removes bytes from a line.
    pub(super) fn take(&mut self, line: usize, range: std::ops::Range<usize>) {
        let mut text = self.line(line).to_owned();
        if text.get(range.clone()).is_none() {
            return;
        }
        text.replace_range(range.clone(), "");
        self.set(line, text);
        for end in [&mut self.anchor, &mut self.caret] {
            if end.0 == line && end.1 > range.start {
                end.1 = if end.1 < range.end { range.start } else { end.1 - range.len() };
            }
        }
    }

    /// Removes a whole line.
    pub(super) fn remove_line(&mut self, line: usize) {
        if line >= self.lines.len() {
            return;
        }
        self.lines.remove(line);
        let moved = |lines: &BTreeSet<usize>| {
            lines.iter().filter(|at| **at != line).map(|at| at - usize::from(*at > line)).collect()
        };
        self.items = moved(&self.items);
        self.quotes = moved(&self.quotes);
        for end in [&mut self.anchor, &mut self.caret] {
            if end.0 >= line {
                *end = if end.0 == line { (line, 0) } else { (end.0 - 1, end.1) };
            }
        }
    }

    /// Inserts an empty line with the necessary quotation markers.
    pub(super) fn part(&mut self, line: usize, outer: &str) {
        self.insert(line, outer.trim_end().to_owned());
        for end in [&mut self.anchor, &mut self.caret] {
            end.0 += usize::from(end.0 >= line);
        }
    }

    fn is_alike(&self, a: usize, b: usize) -> bool {
        let (a, b) = (self.head(a), self.head(b));
        a.item().zip(b.item()).is_some_and(|(a, b)| a.kind.is_like(b.kind))
    }

    /// Indents or outdents lines after their quotation markers.
    fn shift(&mut self, lines: std::ops::Range<usize>, by: isize) {
        for line in lines.filter(|_| by != 0) {
            if self.is_blank(line) && !self.items.contains(&line) {
                continue;
            }
            let base = self.head(line).base();
            let mut text = self.line(line).to_owned();
            let room = indent(text.get(base..).unwrap_or_default()) as isize;
            let by = by.max(-room);
            match usize::try_from(by) {
                Ok(more) => text.insert_str(base, &" ".repeat(more)),
                Err(_) => text.replace_range(base..base + by.unsigned_abs(), ""),
            }
            self.set(line, text);
            self.move_ends(line, base, by);
        }
    }

    /// Moves the ends of the selection that are after a byte of this line.
    fn move_ends(&mut self, line: usize, from: usize, by: isize) {
        for end in [&mut self.anchor, &mut self.caret] {
            if end.0 == line && end.1 >= from {
                end.1 = end.1.saturating_add_signed(by).max(from.min(end.1));
            }
        }
    }

    pub(super) fn put_caret(&mut self, line: usize, column: usize) {
        self.caret = (line, column);
        self.anchor = self.caret;
    }

    pub(super) fn line(&self, line: usize) -> &str {
        self.lines.get(line).map(String::as_str).unwrap_or_default()
    }

    fn head(&self, line: usize) -> Head {
        head(self.line(line))
    }

    pub(super) fn set(&mut self, line: usize, text: String) {
        if let Some(old) = self.lines.get_mut(line) {
            *old = text;
        }
    }

    fn insert(&mut self, line: usize, text: String) {
        let moved = |lines: &BTreeSet<usize>| lines.iter().map(|at| at + usize::from(*at >= line)).collect();
        self.items = moved(&self.items);
        self.quotes = moved(&self.quotes);
        self.lines.insert(line.min(self.lines.len()), text);
    }

    /// Whether the innermost marker of a line is one, and not text.
    fn is_meant(&self, line: usize) -> bool {
        self.items.contains(&line) || self.quotes.contains(&line)
    }

    /// Whether a line contains only quotation markers.
    pub(super) fn is_blank(&self, line: usize) -> bool {
        let head = self.head(line);
        head.item().is_none() && self.line(line).get(head.content..).unwrap_or_default().trim().is_empty()
    }
}

impl TokenKind {
    /// Whether items with these markers can belong to the same list.
    fn is_like(self, other: TokenKind) -> bool {
        match self {
            TokenKind::Quote | TokenKind::Bullet(_) => self == other,
            TokenKind::Number { delimiter: a, .. } => {
                matches!(other, TokenKind::Number { delimiter: b, .. } if a == b)
            }
        }
    }
}
