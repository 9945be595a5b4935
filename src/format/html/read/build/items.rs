//! List items: their numbers, what comes before the first, and where paragraphs that are items belong.

use super::super::number::Numbers;
use super::super::word;
use super::{Builder, Kind};
use crate::format::html::read::maker::Maker;
use crate::markdown::{Block, List, ListItem};

impl Builder {
    /// Starts the next item of the innermost list. What precedes the first item has neither bullet nor number.
    pub(in crate::format::html::read) fn begin_item(&mut self, said: Option<i64>) {
        self.flush();
        let mut before = Vec::new();
        if let Some(Kind::List { start, items, has_item, .. }) =
            self.frames.last_mut().map(|frame| &mut frame.kind)
        {
            let is_list = |item: &ListItem| item.blocks.iter().all(|block| matches!(block, Block::List(_)));
            if !*has_item && (start.is_some() || !items.iter().all(is_list)) {
                before = std::mem::take(items);
            }
            *has_item = true;
        }
        before.into_iter().flat_map(|item| item.blocks).for_each(|block| self.add_before(block));
        self.number_item(said);
    }

    /// Numbers the next item of the innermost list: with `said`, or the number after the last one. If the list would
    /// count differently, another list starts.
    fn number_item(&mut self, said: Option<i64>) {
        let Some(Kind::List { start, numbers: Some(numbers), loose, items, .. }) =
            self.frames.last_mut().map(|frame| &mut frame.kind)
        else {
            return;
        };
        let number = said.unwrap_or(numbers.next);
        *numbers = Numbers { next: number.saturating_add(numbers.step), ..*numbers };
        let number = u64::try_from(number).unwrap_or(0);
        let first = start.unwrap_or(1);
        if items.is_empty() {
            *start = Some(number);
        } else if number != first.saturating_add(items.len() as u64) {
            let list = List { start: Some(first), loose: *loose, items: std::mem::take(items) };
            *start = Some(number);
            self.add_before(Block::List(list.into()));
        }
    }

    pub(super) fn add_item(&mut self, item: ListItem) {
        let is_other = self.maker == Maker::Other;
        let Some(Kind::List { items, numbers, .. }) = self.frames.last_mut().map(|frame| &mut frame.kind) else {
            return;
        };
        let holds_lists = !item.blocks.is_empty() && item.blocks.iter().all(|b| matches!(b, Block::List(_)));
        match items.last_mut().filter(|_| is_other && holds_lists && item.task.is_none()) {
            // An item without text only contains the nested lists of the previous one.
            Some(before) => {
                before.blocks.extend(item.blocks);
                *numbers = numbers.map(|numbers| Numbers { next: numbers.next - numbers.step, ..numbers });
            }
            None => items.push(item),
        }
    }

    pub(super) fn add_word_item(&mut self, place: word::Place, item: ListItem) {
        let goes_on = self.after_word_item;
        let unplaced = if let Some(Block::List(list)) = self.last_block()
            && goes_on
        {
            word::add(list, &place, item)
        } else {
            Err(item)
        };
        if let Err(item) = unplaced {
            self.add(Block::List(word::list(&place, item).into()));
        }
        self.after_word_item = true;
    }

    /// Whether a paragraph that is an item continues the previous list.
    pub(in crate::format::html::read) fn is_after_word_item(&self) -> bool {
        self.after_word_item
    }
}
