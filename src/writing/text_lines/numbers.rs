//! The numbers of list items: read, set, and counted on through a list.

use super::TextLines;
use crate::markdown::markers::TokenKind;

impl TextLines {
    /// Sets the number of an item for its new position.
    pub(super) fn fit_number(&mut self, line: usize) {
        if self.number(line).is_some() {
            let above = self.sibling_above(line).and_then(|above| self.number(above));
            self.set_number(line, above.map_or(1, |above| above.saturating_add(1)));
        }
    }

    /// Renumbers the items after an item.
    pub(super) fn renumber(&mut self, line: usize) {
        let mut last = line;
        while let (Some(number), Some(next)) = (self.number(last), self.next_sibling(last)) {
            if self.number(next).is_none() {
                return;
            }
            self.set_number(next, number.saturating_add(1));
            last = next;
        }
    }

    /// Renumbers the list from one, starting with this item.
    pub(super) fn restart(&mut self, line: usize) {
        if self.number(line).is_some() {
            self.set_number(line, 1);
            self.renumber(line);
        }
    }

    pub(super) fn number(&self, line: usize) -> Option<u64> {
        match self.head(line).item().filter(|_| self.items.contains(&line))?.kind {
            TokenKind::Number { value, .. } => Some(value),
            TokenKind::Quote | TokenKind::Bullet(_) => None,
        }
    }

    /// Sets the number of an item, and shifts its content if the number gets wider.
    pub(super) fn set_number(&mut self, line: usize, value: u64) {
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
}

/// The number of digits of a number, including leading zeros.
fn text_digits(text: &str, start: usize, least: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    rest.bytes().take_while(u8::is_ascii_digit).count().max(least.saturating_sub(1))
}
