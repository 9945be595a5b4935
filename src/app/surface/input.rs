//! What keys, text and the clipboard do to the focused text. The cursor only stops between grapheme clusters. `moving`
//! moves it, and `input_method` handles what is being composed.

use std::borrow::Cow;
use std::ops::Range;

use egui::os::OperatingSystem;
use egui::{Event, EventFilter, FocusDirection, Key, Modifiers};

use super::values::{Breaks, Kind, Leave};
use super::work::Work;
use crate::app::keys::{self, Keys};
use crate::writing::{Change, Key as Typed, Selection, Step, enterable, stops, typed};

impl Work<'_, '_> {
    /// Handles the events of the frame.
    pub fn input(&mut self, has_focus: bool) {
        let id = self.surface.id;
        if !has_focus {
            let left = std::mem::take(&mut self.memory.had_focus);
            if left {
                self.commit_composed();
                self.close_paragraph();
            }
            return self.take_value();
        }
        self.memory.had_focus = true;
        self.place();
        let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: false };
        let events = self.ui.input(|input| input.filtered_events(&filter));
        for (at, event) in events.iter().enumerate() {
            match event {
                Event::Key { key, pressed: true, modifiers, .. } => self.key(*key, *modifiers),
                Event::Copy => self.copy(),
                Event::Cut => self.cut(),
                Event::AccessKitActionRequest(request) => self.asked(request),
                _ if self.surface.is_read_only => {}
                Event::Text(text) => self.letters(text),
                Event::Paste(text) => self.insert(text),
                Event::Ime(ime) if self.ui.memory(|memory| memory.owns_ime_events(id)) => self.compose(ime),
                _ => {}
            }
            if self.leaves.is_some() {
                self.hold_for_the_next_field(events.get(at + 1..).unwrap_or_default());
                break;
            }
        }
        self.take_value();
    }

    /// What is typed after a key that leaves the field belongs to the next field.
    fn hold_for_the_next_field(&self, events: &[Event]) {
        let rest: Vec<Event> = events.iter().filter(|event| keys::is_typing(event)).cloned().collect();
        self.ui.input_mut(|input| input.events.retain(|event| !keys::is_typing(event)));
        self.ui.ctx().with_plugin(|keys: &mut Keys| keys.hold(rest));
    }

    /// Gives arrows and Tab to the focused text, which uses them to move to a neighbouring field. From the first field,
    /// egui moves the focus to what precedes the form.
    pub fn keep_focus(&mut self) {
        let id = self.surface.id;
        let tab = self.surface.neighbours.before;
        let filter = EventFilter { tab, horizontal_arrows: true, vertical_arrows: true, escape: false };
        self.ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        keys::be_field(self.ui.ctx(), id);
        // The lock applies from the next frame on; in the first frame, egui would move the focus by itself.
        if tab || !self.ui.input(|input| input.key_pressed(Key::Tab)) {
            self.ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
        }
    }

    /// Called in every frame, so the text is examined only if something has changed.
    fn has_use_for_tab(&mut self) -> bool {
        let selection = self.memory.selection;
        let is_list = self.memory.lines.is_in_list(self.memory.lines.at_byte(selection.caret));
        if self.surface.kind != Kind::Blocks || self.surface.is_read_only || !is_list {
            return false;
        }
        if let Some((_, has_use)) = self.memory.tab.filter(|(asked, _)| *asked == selection) {
            return has_use;
        }
        let has_use = self.answer(&Typed::Tab).is_some() || self.answer(&Typed::BackTab).is_some();
        self.memory.tab = Some((selection, has_use));
        has_use
    }

    /// Puts the cursor at the end of a text that has the focus for the first time. A long text is not scrolled for
    /// that.
    fn place(&mut self) {
        if !std::mem::replace(&mut self.memory.is_placed, true) {
            let is_long = self.memory.lines.height() > self.ui.clip_rect().height();
            self.memory.selection = Selection::at(if is_long { 0 } else { self.text.len() });
        }
    }

    fn key(&mut self, key: Key, modifiers: Modifiers) {
        if self.memory.preedit.is_some() {
            return;
        }
        let is_mac = self.ui.ctx().os() == OperatingSystem::Mac;
        let by_word = if is_mac { modifiers.alt } else { modifiers.ctrl || modifiers.command };
        if self.leave_key(key, modifiers) || self.move_key(key, modifiers, by_word) {
            return;
        }
        match key {
            Key::A if modifiers.command && !modifiers.shift && !modifiers.alt => {
                self.memory.select(Selection { anchor: 0, caret: self.text.len() });
            }
            Key::Insert if modifiers.command && !modifiers.shift => self.copy(),
            Key::Delete if modifiers.shift && !modifiers.command => self.cut(),
            _ if self.surface.is_read_only => {}
            Key::Backspace if modifiers.shift && modifiers.command => {}
            Key::Backspace => self.backspace(by_word, modifiers.mac_cmd),
            Key::Delete => self.delete(by_word),
            Key::Enter if self.surface.breaks == Breaks::Many && !modifiers.command && !modifiers.alt => {
                self.enter(if modifiers.shift { &Typed::Break } else { &Typed::Enter });
            }
            Key::Tab if !modifiers.command && !modifiers.ctrl && !modifiers.alt => {
                self.answered(if modifiers.shift { &Typed::BackTab } else { &Typed::Tab }, |_| {});
            }
            _ => {}
        }
    }

    /// Handles Tab, and Enter where it adds no line, by moving to the next field. Returns whether the key did.
    fn leave_key(&mut self, key: Key, modifiers: Modifiers) -> bool {
        if modifiers.command || modifiers.ctrl || modifiers.alt {
            return false;
        }
        let leave = match key {
            Key::Tab if self.has_use_for_tab() => return false,
            Key::Tab if modifiers.shift => Leave::Back,
            Key::Tab => Leave::On,
            Key::Enter if self.surface.breaks != Breaks::Many || self.is_list_done() => Leave::On,
            _ => return false,
        };
        self.leaves = Some(leave);
        true
    }

    /// Whether the cursor is in an empty row after a list with one item per row.
    fn is_list_done(&self) -> bool {
        let caret = self.memory.selection.caret;
        let (start, end) = (stops::line_start(&self.text, caret), stops::line_end(&self.text, caret));
        let row = self.text.get(start..end).unwrap_or_default();
        self.surface.kind == Kind::Data && row.trim().is_empty()
    }

    /// Does what `writing` decides for a key, or else the default. Automatic changes are an undo step of their own.
    fn answered(&mut self, key: &Typed, usual: impl FnOnce(&mut Self)) {
        let Some(typed) = self.answer(key) else { return usual(self) };
        match typed.step {
            Step::Typing => self.edit(&typed.change),
            Step::Own => self.edit_apart(&typed.change),
        }
        if let Some(then) = typed.then {
            self.edit_apart(&then);
        }
    }

    /// Starts a paragraph or a line, unless there is an empty paragraph already.
    fn enter(&mut self, key: &Typed) {
        if self.memory.selection.is_empty() && self.is_below_open() {
            return;
        }
        let start = self.memory.selection.range().start;
        self.answered(key, |work| work.insert("\n"));
        self.open_paragraph(start);
    }

    fn answer(&self, key: &Typed) -> Option<crate::writing::Typed> {
        typed(&self.text, self.memory.selection, key, &self.surface.rules)
    }

    /// Inserts typed characters, and then applies automatic changes.
    pub fn letters(&mut self, letters: &str) {
        // Line breaks arrive as keys.
        if letters.is_empty() || letters == "\n" || letters == "\r" {
            return;
        }
        self.memory.preedit = None;
        self.answered(&Typed::Letter(letters.to_owned()), |work| work.insert(letters));
    }

    /// Replaces the selection with a text.
    pub fn insert(&mut self, text: &str) {
        let text = enterable(text);
        let text = match self.surface.breaks {
            Breaks::Many => unix_breaks(&text),
            Breaks::Wrapped | Breaks::Single => on_one_line(&text),
        };
        let range = self.memory.selection.range();
        if text.is_empty() && range.is_empty() {
            return;
        }
        let caret = range.start + text.len();
        self.edit(&Change { range, text: text.into_owned(), selection: Selection::at(caret) });
        self.join_cluster();
    }

    /// Moves the cursor along with a character that combines with the next one, such as a vowel sign before another.
    fn join_cluster(&mut self) {
        let caret = self.memory.selection.caret;
        if !stops::is_stop(&self.text, caret) {
            self.move_to(Selection::at(stops::after(&self.text, caret)));
        }
    }

    /// Moves the cursor as a part of the last edit.
    fn move_to(&mut self, selection: Selection) {
        self.edit(&Change { range: 0..0, text: String::new(), selection });
    }

    pub fn remove(&mut self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        let selection = Selection::at(range.start);
        self.edit(&Change { range, text: String::new(), selection });
        // Separate characters may have become one cluster.
        let caret = self.memory.selection.caret;
        if !stops::is_stop(&self.text, caret) {
            self.move_to(Selection::at(stops::snap(&self.text, caret)));
        }
    }

    fn backspace(&mut self, by_word: bool, to_row_start: bool) {
        let selection = self.memory.selection;
        if by_word || to_row_start || !selection.is_empty() || self.is_below_open() {
            return self.rub_out(by_word, to_row_start);
        }
        self.answered(&Typed::Backspace, |work| work.rub_out(by_word, to_row_start));
    }

    fn rub_out(&mut self, by_word: bool, to_row_start: bool) {
        let selection = self.memory.selection;
        let caret = selection.caret;
        let start = match selection.is_empty() {
            false => return self.remove(selection.range()),
            true if to_row_start => self.row_ends().start,
            true if by_word => self.word_before(caret),
            true => self.before(caret),
        };
        self.rub(start..caret);
    }

    fn delete(&mut self, by_word: bool) {
        if by_word || !self.memory.selection.is_empty() || self.is_above_open() {
            return self.rub_out_ahead(by_word);
        }
        self.answered(&Typed::Delete, |work| work.rub_out_ahead(by_word));
    }

    fn rub_out_ahead(&mut self, by_word: bool) {
        let selection = self.memory.selection;
        let caret = selection.caret;
        let end = match selection.is_empty() {
            false => return self.remove(selection.range()),
            true if by_word => self.word_after(caret),
            true => self.after(caret),
        };
        self.rub(caret..end);
    }

    /// Deletes what a key deletes. A chip is an undo step of its own.
    fn rub(&mut self, range: Range<usize>) {
        match self.is_chip(&range) {
            true => self.edit_apart(&Change { selection: Selection::at(range.start), range, text: String::new() }),
            false => self.remove(range),
        }
    }

    fn copy(&self) {
        if let Some(selected) = self.text.get(self.memory.selection.range()).filter(|text| !text.is_empty()) {
            self.ui.ctx().copy_text(selected.to_owned());
        }
    }

    fn cut(&mut self) {
        self.copy();
        if !self.surface.is_read_only {
            self.remove(self.memory.selection.range());
        }
    }
}

pub(super) fn unix_breaks(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() }
}

/// Replaces line breaks with spaces, and removes those at the ends, which result from copying whole lines.
fn on_one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(['\n', '\r']) {
        return text.into();
    }
    let inner = text.trim_matches(['\n', '\r']);
    unix_breaks(inner).replace('\n', " ").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_text_takes_pasted_breaks_as_spaces() {
        for (pasted, expected) in [("x", "x"), ("one\ntwo", "one two"), ("one\r\ntwo\r\n", "one two"), ("\n", "")]
        {
            assert_eq!(on_one_line(pasted), expected);
        }
    }
}
