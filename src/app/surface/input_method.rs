//! What input methods do to the focused text: what is being composed is shown, and put into the text when it is done.

use std::ops::Range;

use egui::ImeEvent;

use super::memory::Preedit;
use super::work::Work;
use crate::writing::stops;

impl Work<'_, '_> {
    /// Handles an input method. Composed text is shown, and inserted when the composition ends.
    pub fn compose(&mut self, ime: &ImeEvent) {
        let is_composing = self.memory.preedit.is_some();
        match ime {
            #[expect(deprecated, reason = "the compiler asks for them")]
            ImeEvent::Enabled | ImeEvent::Disabled => {}
            // Some systems send this when nothing is being composed, and then it must not delete the selection.
            ImeEvent::Preedit { text, .. } | ImeEvent::Commit(text)
                if (text.is_empty() && !is_composing) || text == "\n" || text == "\r" => {}
            ImeEvent::Preedit { text, active_range_chars } => {
                self.remove(self.memory.selection.range());
                self.memory.preedit = (!text.is_empty()).then(|| preedit(text, active_range_chars.clone()));
            }
            ImeEvent::Commit(text) => {
                self.memory.preedit = None;
                self.letters(text);
            }
            ImeEvent::DeleteSurrounding { before_chars, after_chars } => {
                let caret = self.memory.selection.range();
                let start = chars_before(&self.text, caret.start, *before_chars);
                let end = chars_after(&self.text, caret.end, *after_chars);
                let end = if stops::is_stop(&self.text, end) { end } else { stops::after(&self.text, end) };
                self.remove(stops::snap(&self.text, start)..end);
            }
        }
    }

    /// Inserts composed text when the focus or the cursor moves away.
    pub fn commit_composed(&mut self) {
        if let Some(preedit) = self.memory.preedit.take().filter(|_| !self.surface.is_read_only) {
            self.insert(&preedit.text);
            self.ui.memory_mut(|memory| memory.interrupt_ime());
        }
    }
}

fn preedit(text: &str, active: Option<Range<usize>>) -> Preedit {
    let byte = |index: usize| text.char_indices().nth(index).map_or(text.len(), |(byte, _)| byte);
    let active =
        active.map_or(text.len()..text.len(), |chars| byte(chars.start)..byte(chars.end.max(chars.start)));
    Preedit { text: text.to_owned(), caret: active.end, active }
}

fn chars_before(text: &str, at: usize, count: usize) -> usize {
    let head = text.get(..at).unwrap_or_default();
    head.char_indices().rev().take(count).last().map_or(at, |(byte, _)| byte)
}

fn chars_after(text: &str, at: usize, count: usize) -> usize {
    let tail = text.get(at..).unwrap_or_default();
    tail.char_indices().nth(count).map_or(text.len(), |(byte, _)| at + byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_composed_knows_its_active_part_in_bytes() {
        assert_eq!(preedit("日本語", Some(1..2)), Preedit { text: "日本語".into(), active: 3..6, caret: 6 });
        assert_eq!(preedit("か", None).caret, 3);
    }
}
