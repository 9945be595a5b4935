//! What keys and commands do to list items and quotations: start, end, indent and number them. `text_lines` keeps track
//! of their lines.

use super::TextLines;
use crate::markdown::markers::{Head, Token, TokenKind, head};
use crate::writing::paragraphs::break_mark;

/// This number of spaces makes a line code.
const CODE_INDENT: usize = 4;

impl TextLines {
    /// Enter: starts the next item, or ends the list if the item is empty.
    pub(in crate::writing) fn enter(&mut self) -> bool {
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

    /// The line with the marker of the item or quotation that contains a line.
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
        if head.item().is_none() && self.parts_from_above(line, column) {
            return;
        }
        let next = self.next_sibling(marked).and_then(|next| self.number(next));
        let repeats = next.is_some() && next == self.number(marked);
        let prefix = self.next_prefix(marked, &head, repeats);
        let whole = self.line(line).to_owned();
        let (before, rest) = whole.split_at_checked(column).unwrap_or((&whole, ""));
        let words = rest.trim_start_matches(' ');
        // Lines that are joined again should be as before; only this number of spaces would be code.
        let stays = head.item().is_none() && column > self.head(line).content;
        let rest = if stays && rest.len() - words.len() < CODE_INDENT { rest } else { words };
        let before = if stays { before } else { before.trim_end_matches(' ') };
        self.set(line, before.to_owned());
        self.insert(line + 1, format!("{prefix}{rest}"));
        if head.item().is_some() {
            self.items.insert(line + 1);
        }
        self.put_caret(line + 1, prefix.len());
        if head.item().is_none() {
            self.part(line + 1, &prefix);
        } else if !repeats {
            self.renumber(line + 1);
        }
    }

    /// Turns a line that continues a quotation into a paragraph of its own, if the cursor is before its text.
    fn parts_from_above(&mut self, line: usize, column: usize) -> bool {
        let content = self.head(line).content;
        let Some(above) = line.checked_sub(1).filter(|above| column == content && self.quotes.contains(above))
        else {
            return false;
        };
        if self.is_blank(above) {
            return false;
        }
        let words = self.line(above).to_owned();
        self.set(above, words.get(..words.len() - break_mark(&words)).unwrap_or(&words).to_owned());
        let signs = self.line(line).get(..content).unwrap_or_default().to_owned();
        self.part(line, &signs);
        true
    }

    /// The start of the next item.
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

    /// Moves an empty item out by one level; on the outermost level, ends the list.
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

    /// Backspace at the start of an item, a quotation or a heading removes its marker.
    pub(in crate::writing) fn backspace(&mut self) -> bool {
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

    /// Separates a line that no longer belongs to a list, with blank lines on both sides where necessary.
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

    /// Tab: nests every selected item below the one before it.
    pub(in crate::writing) fn indent(&mut self) -> bool {
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

    /// Shift+Tab: moves every selected item out by one level.
    pub(in crate::writing) fn outdent(&mut self) -> bool {
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

    /// Nests what follows an item that was moved out below it.
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

    /// Turns these lines into one item.
    pub(in crate::writing) fn make_item(&mut self, lines: std::ops::Range<usize>, kind: TokenKind) {
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

    /// Replaces the marker of an item, and shifts its content.
    pub(in crate::writing) fn put_marker(&mut self, line: usize, kind: TokenKind) {
        let head = self.head(line);
        let Some(token) = head.item() else { return };
        let end = self.block_end(line);
        let marker = format!("{} ", kind.written());
        let wider = marker.len() as isize - token.range.len() as isize;
        self.take(line, token.range.clone());
        self.put_before(line, token.range.start, &marker);
        self.shift(line + 1..end, wider);
    }

    /// Removes the blank lines between items of one list, including neighbours of the same kind, and numbers them.
    pub(in crate::writing) fn close_up(&mut self, first: usize, last: usize) {
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

    /// Turns an item into paragraphs, with a blank line on both sides.
    pub(in crate::writing) fn unmake_item(&mut self, line: usize) {
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
}

/// The quotation markers of the text before a list marker.
fn signs_of(outer: &str) -> String {
    let head = head(outer);
    outer.get(..head.base()).unwrap_or_default().to_owned()
}

fn is_heading_mark(marks: &str) -> bool {
    let hashes = marks.trim_end_matches(' ');
    (1..=6).contains(&hashes.len()) && hashes.bytes().all(|b| b == b'#') && hashes.len() < marks.len()
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
}
