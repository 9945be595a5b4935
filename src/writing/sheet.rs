//! A text as lines, while a key or a format changes it. Items are found by what their lines begin with, once the parser has said
//! that they are items.

use std::collections::HashSet;

use super::Selection;
use super::lines::{Head, Token, TokenKind, head, indent};
use crate::markdown::{Span, SpanKind};

/// The lines, and where the selection stands in them: line and byte.
pub(super) struct Sheet {
    lines: Vec<String>,
    anchor: (usize, usize),
    caret: (usize, usize),
    /// The lines of which the innermost list marker is one.
    items: HashSet<usize>,
    quotes: HashSet<usize>,
}

/// Whether a line begins with a mark.
pub(super) fn has_mark(line: &str) -> bool {
    !head(line).tokens.is_empty()
}

impl Sheet {
    pub(super) fn new(text: &str, selection: Selection, spans: &[Span]) -> Sheet {
        let lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
        let starts: HashSet<usize> =
            spans.iter().filter(|span| span.kind == SpanKind::Item).map(|span| span.outer.start).collect();
        let is_quoted = |at: usize| {
            spans.iter().any(|s| s.kind == SpanKind::Quote && s.outer.start <= at && at <= s.outer.end)
        };
        let is_listed =
            |at: usize| spans.iter().any(|s| s.kind == SpanKind::Item && s.outer.start < at && at <= s.outer.end);
        let (mut items, mut quotes) = (HashSet::new(), HashSet::new());
        let mut at = 0;
        for (index, line) in lines.iter().enumerate() {
            match head(line).tokens.last() {
                Some(token) if token.kind == TokenKind::Quote => {
                    quotes.extend(is_quoted(at + token.range.start).then_some(index));
                }
                Some(token) => {
                    // Under an item's words an empty one is none yet: it will be with the first letter.
                    let is_empty = head(line).content >= line.trim_end().len();
                    let start = at + token.range.start;
                    let is_item = starts.contains(&start) || (is_empty && is_listed(start));
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
        Sheet { lines, anchor: place(selection.anchor), caret: place(selection.caret), items, quotes }
    }

    /// The text, and what is selected in it.
    pub(super) fn finish(self) -> (String, Selection) {
        let byte = |(line, column): (usize, usize)| {
            let before: usize = self.lines.iter().take(line).map(|line| line.len() + 1).sum();
            before + column.min(self.lines.get(line).map_or(0, String::len))
        };
        let selection = Selection { anchor: byte(self.anchor), caret: byte(self.caret) };
        (self.lines.join("\n"), selection)
    }

    /// Enter: the next item, or the end of the list where the item is empty.
    pub(super) fn enter(&mut self) -> bool {
        let (line, column) = self.caret;
        let own = self.head(line);
        if column < own.content || self.line(line).trim().is_empty() {
            return false;
        }
        let is_empty = self.line(line).get(own.content..).unwrap_or_default().trim().is_empty();
        match own.tokens.last() {
            Some(last) if is_empty && self.is_meant(line) => self.end_item(line, last),
            _ => match self.marked_line(line) {
                Some(marked) => self.continue_item(marked),
                None => return false,
            },
        }
        true
    }

    /// The line with the marker of the item or quotation that a line belongs to.
    fn marked_line(&self, line: usize) -> Option<usize> {
        let quotes = self.head(line).quotes();
        for above in (0..=line).rev() {
            let head = self.head(above);
            if self.line(above).get(head.content..).unwrap_or_default().trim().is_empty() {
                break;
            }
            if self.items.contains(&above) && head.quotes() == quotes {
                return Some(above);
            }
        }
        self.quotes.contains(&line).then_some(line)
    }

    fn continue_item(&mut self, marked: usize) {
        let (line, column) = self.caret;
        let head = self.head(marked);
        let next = self.next_sibling(marked).and_then(|next| self.number(next));
        let repeats = next.is_some() && next == self.number(marked);
        let prefix = self.next_prefix(marked, &head, repeats);
        let whole = self.line(line).to_owned();
        let rest = whole.get(column..).unwrap_or_default().trim_start_matches(' ');
        self.set(line, whole.get(..column).unwrap_or_default().trim_end_matches(' ').to_owned());
        self.insert(line + 1, format!("{prefix}{rest}"));
        if head.item().is_some() {
            self.items.insert(line + 1);
        }
        self.put_caret(line + 1, prefix.len());
        if !repeats {
            self.renumber(line + 1);
        }
    }

    /// What the next item begins with.
    fn next_prefix(&self, line: usize, head: &Head, repeats: bool) -> String {
        let text = self.line(line);
        let mut prefix = String::new();
        let mut at = 0;
        let last = head.tokens.len().saturating_sub(1);
        for (index, token) in head.tokens.iter().enumerate() {
            prefix.push_str(text.get(at..token.range.start).unwrap_or_default());
            at = token.range.end;
            match token.kind {
                TokenKind::Quote => prefix.push_str("> "),
                TokenKind::Bullet(_) | TokenKind::Number { .. } if index < last => {
                    prefix.push_str(&" ".repeat(token.range.len()));
                }
                TokenKind::Bullet(_) | TokenKind::Number { .. } => {
                    let mark = if repeats { token.kind } else { token.kind.next() };
                    let gap = token.range.len().saturating_sub(token.kind.written().len()).max(1);
                    prefix.push_str(&format!("{}{}", mark.written(), " ".repeat(gap)));
                    prefix.push_str(if token.has_task { "[ ] " } else { "" });
                }
            }
        }
        prefix
    }

    /// An empty item moves out by one level; the outermost one ends the list.
    fn end_item(&mut self, line: usize, last: &Token) {
        let outer = self.line(line).get(..last.range.start).unwrap_or_default().to_owned();
        if last.kind != TokenKind::Quote
            && let Some(parent) = self.parent(line)
        {
            let head = self.head(parent);
            let prefix = self.next_prefix(parent, &head, false);
            self.put_caret(line, prefix.len());
            self.set(line, prefix);
            self.renumber(line);
            return;
        }
        let outer = if last.kind == TokenKind::Quote { outer } else { signs_of(&outer) };
        if last.kind == TokenKind::Quote
            && line > 0
            && self.quotes.contains(&(line - 1))
            && self.is_blank(line - 1)
        {
            self.set(line - 1, outer.trim_end().to_owned());
        }
        self.stand_apart(line, &outer, "");
    }

    /// Backspace at the beginning of an item, a quotation or a heading takes its mark away.
    pub(super) fn backspace(&mut self) -> bool {
        let (line, column) = self.caret;
        let head = self.head(line);
        let text = self.line(line).to_owned();
        let hashes = text.get(head.content..column).filter(|marks| is_heading_mark(marks));
        if let Some(hashes) = hashes {
            let mut text = text.clone();
            text.replace_range(column - hashes.len()..column, "");
            self.set(line, text);
            self.put_caret(line, head.content);
            return true;
        }
        let Some(last) = head.tokens.last().filter(|_| column == head.content && self.is_meant(line)) else {
            return false;
        };
        let outer = text.get(..last.range.start).unwrap_or_default().to_owned();
        let outer =
            if last.kind == TokenKind::Quote || self.parent(line).is_some() { outer } else { signs_of(&outer) };
        let next = self.next_sibling(line);
        self.stand_apart(line, &outer, text.get(column..).unwrap_or_default());
        if let (Some(next), TokenKind::Number { .. }) = (next, last.kind) {
            let at =
                self.caret.0 + (next - line) + usize::from(self.is_blank(self.caret.0 + 1) && next == line + 1);
            self.restart(at);
        }
        true
    }

    /// A line that belongs to no list any more, with an empty line to either side where another would draw it in.
    fn stand_apart(&mut self, line: usize, outer: &str, words: &str) {
        let mut line = line;
        self.set(line, format!("{outer}{words}"));
        self.items.remove(&line);
        if line + 1 < self.lines.len() && !self.is_blank(line + 1) && (words.is_empty() || self.is_meant(line + 1))
        {
            self.insert(line + 1, outer.trim_end().to_owned());
        }
        if line > 0 && !self.is_blank(line - 1) {
            self.insert(line, outer.trim_end().to_owned());
            line += 1;
        }
        self.put_caret(line, outer.len());
    }

    /// Tab: every item of the selection goes under the one before it.
    pub(super) fn indent(&mut self) -> bool {
        let Some(items) = self.selected_items() else { return false };
        for line in items {
            let Some(sibling) = self.sibling_above(line) else { continue };
            let head = self.head(sibling);
            let Some(to) = head.item().map(|token| token.range.end - head.base()) else { continue };
            let from = self.indent_of(line);
            let end = self.block_end(line);
            self.shift(line..end, to as isize - from as isize);
            self.fit_number(line);
            self.renumber(sibling);
        }
        true
    }

    /// Shift+Tab: every item of the selection comes out by one level.
    pub(super) fn outdent(&mut self) -> bool {
        let Some(items) = self.selected_items() else { return false };
        for line in items {
            let Some(parent) = self.parent(line) else { continue };
            let (from, to) = (self.indent_of(line), self.indent_of(parent));
            let end = self.block_end(line);
            let after = self.next_sibling(line);
            self.shift(line..end, to as isize - from as isize);
            self.fit_number(line);
            self.renumber(line);
            if let Some(after) = after {
                self.adopt(line, after);
            }
        }
        true
    }

    /// What stood behind an item that has come out stands under it now, as deep as its words.
    fn adopt(&mut self, line: usize, child: usize) {
        let head = self.head(line);
        let Some(content) = head.item().map(|token| token.range.end - head.base()) else { return };
        let mut next = Some(child);
        let depth = self.indent_of(child);
        while let Some(at) = next {
            next = self.next_sibling(at);
            let end = self.block_end(at);
            self.shift(at..end, content as isize - depth as isize);
        }
        self.restart(child);
    }

    /// The first lines of the items in the selection, without those that stand in another of them.
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

    /// The item that a line belongs to, its own marker or one above.
    pub(super) fn item_of(&self, line: usize) -> Option<usize> {
        (0..=line).rev().find(|above| self.items.contains(above)).filter(|item| line < self.block_end(*item))
    }

    /// The number that goes with where an item stands now.
    fn fit_number(&mut self, line: usize) {
        if self.number(line).is_some() {
            let above = self.sibling_above(line).and_then(|above| self.number(above));
            self.set_number(line, above.map_or(1, |above| above.saturating_add(1)));
        }
    }

    /// Counts on from an item through those behind it.
    fn renumber(&mut self, line: usize) {
        let mut last = line;
        while let (Some(number), Some(next)) = (self.number(last), self.next_sibling(last)) {
            if self.number(next).is_none() {
                return;
            }
            self.set_number(next, number.saturating_add(1));
            last = next;
        }
    }

    /// Counts from one, beginning with this item.
    fn restart(&mut self, line: usize) {
        if self.number(line).is_some() {
            self.set_number(line, 1);
            self.renumber(line);
        }
    }

    fn number(&self, line: usize) -> Option<u64> {
        match self.head(line).item().filter(|_| self.items.contains(&line))?.kind {
            TokenKind::Number { value, .. } => Some(value),
            TokenKind::Quote | TokenKind::Bullet(_) => None,
        }
    }

    /// Gives an item a number; what stands in it moves along when the number gets wider.
    fn set_number(&mut self, line: usize, value: u64) {
        let head = self.head(line);
        let Some(token) = head.item() else { return };
        let TokenKind::Number { delimiter, value: old } = token.kind else { return };
        if old == value || value > 999_999_999 {
            return;
        }
        let end = self.block_end(line);
        let mut text = self.line(line).to_owned();
        let written = TokenKind::Number { value: old, delimiter }.written().len();
        let digits = token.range.start..token.range.start + text_digits(&text, token.range.start, written);
        let wider = value.to_string().len() as isize - digits.len() as isize;
        text.replace_range(digits.clone(), &value.to_string());
        self.set(line, text);
        self.move_ends(line, digits.end, wider);
        self.shift(line + 1..end, wider);
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

    /// The item before this one at the same depth.
    fn sibling_above(&self, line: usize) -> Option<usize> {
        let (depth, quotes) = (self.indent_of(line), self.head(line).quotes());
        let mut above = (0..line).rev().filter(|above| !self.is_blank(*above) && self.items.contains(above));
        let found = above.find(|above| self.indent_of(*above) <= depth)?;
        let is_sibling = self.indent_of(found) == depth && self.head(found).quotes() == quotes;
        (is_sibling && line <= self.block_end_with_blanks(found)).then_some(found)
    }

    /// The item that this one stands in.
    fn parent(&self, line: usize) -> Option<usize> {
        let (depth, quotes) = (self.indent_of(line), self.head(line).quotes());
        let mut above = (0..line).rev().filter(|above| self.items.contains(above));
        let found = above.find(|above| self.indent_of(*above) < depth)?;
        (self.head(found).quotes() == quotes && line < self.block_end(found)).then_some(found)
    }

    /// How deep a line stands behind its quotation signs.
    fn indent_of(&self, line: usize) -> usize {
        let head = self.head(line);
        let base = head.base();
        match head.item() {
            Some(token) if self.items.contains(&line) => token.range.start.saturating_sub(base),
            _ => indent(self.line(line).get(base..).unwrap_or_default()),
        }
    }

    /// The line behind the last one that belongs to an item.
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

    /// The lines that something is selected on; not the one at whose start the selection ends.
    pub(super) fn selected_lines(&self) -> std::ops::RangeInclusive<usize> {
        let (from, to) = (self.anchor.min(self.caret), self.anchor.max(self.caret));
        let last = if to.1 == 0 && from.0 < to.0 { to.0 - 1 } else { to.0 };
        from.0..=last
    }

    /// Puts a mark into a line; what stands behind it moves along.
    pub(super) fn put_before(&mut self, line: usize, column: usize, mark: &str) {
        let mut text = self.line(line).to_owned();
        if text.is_char_boundary(column) {
            text.insert_str(column, mark);
            self.set(line, text);
            self.move_ends(line, column, mark.len() as isize);
        }
    }

    /// Takes bytes out of a line.
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

    /// Takes a whole line out.
    pub(super) fn remove_line(&mut self, line: usize) {
        if line >= self.lines.len() {
            return;
        }
        self.lines.remove(line);
        let moved = |lines: &HashSet<usize>| {
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

    /// Puts an empty line in, with the quotation signs it needs.
    fn part(&mut self, line: usize, outer: &str) {
        self.insert(line, outer.trim_end().to_owned());
        for end in [&mut self.anchor, &mut self.caret] {
            end.0 += usize::from(end.0 >= line);
        }
    }

    /// Makes one item of these lines.
    pub(super) fn make_item(&mut self, lines: std::ops::Range<usize>, kind: TokenKind) {
        let first = lines.start;
        let marker = format!("{} ", kind.written());
        for line in lines {
            let head = self.head(line);
            if line > first {
                self.put_before(line, head.base(), &" ".repeat(marker.len()));
                continue;
            }
            let text = self.line(line).to_owned();
            let words = text.get(head.content..).unwrap_or_default();
            let signs = words.len() - words.trim_start_matches('#').len();
            let is_heading = is_heading_mark(words.get(..signs + 1).unwrap_or_default());
            if is_heading {
                self.take(line, head.content..head.content + signs + 1);
            }
            self.put_before(line, head.content, &marker);
            self.items.insert(line);
        }
    }

    /// Gives an item another marker; what stands in it moves along.
    pub(super) fn put_marker(&mut self, line: usize, kind: TokenKind) {
        let head = self.head(line);
        let Some(token) = head.item() else { return };
        let end = self.block_end(line);
        let marker = format!("{} ", kind.written());
        let wider = marker.len() as isize - token.range.len() as isize;
        self.take(line, token.range.clone());
        self.put_before(line, token.range.start, &marker);
        self.shift(line + 1..end, wider);
    }

    /// Draws items of one list together, with those of the same kind before and behind them, and numbers them.
    pub(super) fn close_up(&mut self, first: usize, last: usize) {
        let above = (0..first).rev().find(|line| !self.is_blank(*line)).unwrap_or(first);
        let above = if self.sibling_above(first).is_some() { above } else { first };
        let mut line = above;
        let mut last = last;
        while line < self.lines.len() && line <= last + 2 {
            let is_gap = self.is_blank(line) && line > 0 && !self.is_blank(line - 1);
            let next = (line..self.lines.len()).find(|next| !self.is_blank(*next));
            let joins = is_gap
                && next
                    .is_some_and(|next| self.sibling_above(next).is_some_and(|above| self.is_alike(above, next)));
            match next.filter(|_| joins) {
                Some(next) => {
                    for _ in line..next {
                        self.remove_line(line);
                        last = last.saturating_sub(1);
                    }
                }
                None => line += 1,
            }
        }
        let start = self.first_sibling(self.item_of(above).unwrap_or(above));
        if self.number(start).is_some() {
            self.renumber(start);
        }
    }

    fn first_sibling(&self, line: usize) -> usize {
        let mut first = line;
        while let Some(above) = self.sibling_above(first).filter(|above| self.is_alike(*above, first)) {
            first = above;
        }
        first
    }

    fn is_alike(&self, a: usize, b: usize) -> bool {
        let (a, b) = (self.head(a), self.head(b));
        a.item().zip(b.item()).is_some_and(|(a, b)| a.kind.is_like(b.kind))
    }

    /// Makes paragraphs of an item, with an empty line to either side.
    pub(super) fn unmake_item(&mut self, line: usize) {
        let head = self.head(line);
        let Some(token) = head.item().cloned() else { return };
        let end = self.block_end(line);
        let next = self.next_sibling(line);
        let outer = self.line(line).get(..token.range.start).unwrap_or_default().to_owned();
        let outer = if self.parent(line).is_some() { outer } else { signs_of(&outer) };
        self.take(line, outer.len()..head.content);
        self.items.remove(&line);
        self.shift(line + 1..end, -(token.range.len() as isize));
        if let Some(next) = next {
            self.restart(next);
        }
        if end < self.lines.len() && !self.is_blank(end) {
            self.part(end, &outer);
        }
        if line > 0 && !self.is_blank(line - 1) {
            self.part(line, &outer);
        }
    }

    /// Moves lines in or out, behind their quotation signs.
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

    /// The selection moves along with what stands behind a byte of its line.
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
        let moved = |lines: &HashSet<usize>| lines.iter().map(|at| at + usize::from(*at >= line)).collect();
        self.items = moved(&self.items);
        self.quotes = moved(&self.quotes);
        self.lines.insert(line.min(self.lines.len()), text);
    }

    /// Whether the innermost mark of a line is one, and not words.
    fn is_meant(&self, line: usize) -> bool {
        self.items.contains(&line) || self.quotes.contains(&line)
    }

    /// Whether nothing but quotation signs stands in a line.
    pub(super) fn is_blank(&self, line: usize) -> bool {
        let head = self.head(line);
        head.item().is_none() && self.line(line).get(head.content..).unwrap_or_default().trim().is_empty()
    }
}

/// The quotation signs of what stood before a list marker.
fn signs_of(outer: &str) -> String {
    let head = head(outer);
    outer.get(..head.base()).unwrap_or_default().to_owned()
}

fn is_heading_mark(marks: &str) -> bool {
    let hashes = marks.trim_end_matches(' ');
    (1..=6).contains(&hashes.len()) && hashes.bytes().all(|b| b == b'#') && hashes.len() < marks.len()
}

/// How many digits a number is written with; zeros before it count.
fn text_digits(text: &str, start: usize, least: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    rest.bytes().take_while(u8::is_ascii_digit).count().max(least.saturating_sub(1))
}

impl TokenKind {
    fn next(self) -> TokenKind {
        match self {
            TokenKind::Number { value, delimiter } => {
                TokenKind::Number { value: value.saturating_add(1), delimiter }
            }
            TokenKind::Quote | TokenKind::Bullet(_) => self,
        }
    }

    /// Whether items with these markers can be of one list.
    fn is_like(self, other: TokenKind) -> bool {
        match (self, other) {
            (TokenKind::Bullet(a), TokenKind::Bullet(b)) => a == b,
            (TokenKind::Number { delimiter: a, .. }, TokenKind::Number { delimiter: b, .. }) => a == b,
            (TokenKind::Quote, TokenKind::Quote) => true,
            (TokenKind::Quote | TokenKind::Bullet(_) | TokenKind::Number { .. }, _) => false,
        }
    }
}
