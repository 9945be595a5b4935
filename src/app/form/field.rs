//! One text being written in place. A field borrows its text and copies it only when something is typed, so that
//! a frame without typing leaves every shared part shared. What a change means is the form's matter.

use std::any::TypeId;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use egui::text::{CCursor, CCursorRange, CharIndex, LayoutJob};
use egui::text_edit::TextEditState;
use egui::{
    Align2, Color32, EventFilter, Frame, Galley, Id, Key, Modifiers, Rect, Response, TextBuffer, TextEdit, Ui,
};

use crate::app::theme::{self, Type};
use crate::article::Place;
use crate::writing::Selection;

/// How a field takes line breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lines {
    /// Text of one line, on as many rows as it needs: Enter goes on to the next field, pasted breaks are spaces.
    Wrapped,
    /// Text of one line on one row.
    Single,
    /// Text of many lines.
    Many,
}

/// Sets a text over a width.
pub(super) type Layouter<'a> = &'a mut dyn FnMut(&str, f32) -> LayoutJob;

/// A field before it is shown.
pub(super) struct Field<'a> {
    pub id: Id,
    /// What a screen reader calls it.
    pub name: &'a str,
    /// What stands in it while it is empty.
    pub hint: &'a str,
    pub letters: Type,
    pub colour: Color32,
    pub lines: Lines,
    pub is_read_only: bool,
    /// Scrolls to the caret even if the field had the focus already.
    pub reveals_caret: bool,
    /// Lays out the text; without one it is set plainly in `letters`.
    pub layouter: Option<Layouter<'a>>,
}

/// What happened in a field during a frame.
pub(super) struct Shown {
    /// The new text, where it changed.
    pub text: Option<String>,
    /// Where the caret stands, in characters, while the field has the focus.
    pub caret: Option<usize>,
    /// What is selected, while the field has the focus.
    pub selection: Option<Selection>,
    pub response: Response,
}

/// The id of the field at a place. Places name items by their own ids, so the field keeps its focus and its caret
/// wherever its item goes.
pub(crate) fn field_id(place: &Place) -> Id {
    Id::unique(("field", place))
}

/// Selects in the field that holds a text.
pub(super) fn select(ctx: &egui::Context, id: Id, text: &str, selection: Selection) {
    let chars = |byte: usize| CCursor::new(text.get(..byte).map_or(0, |before| before.chars().count()));
    let selection = selection.within(text);
    let mut state = TextEditState::load(ctx, id).unwrap_or_default();
    let range = CCursorRange {
        primary: chars(selection.caret),
        ..CCursorRange::two(chars(selection.anchor), chars(selection.caret))
    };
    state.cursor.set_char_range(Some(range));
    state.store(ctx, id);
}

/// A range of characters as bytes of the text.
fn selected(text: &str, range: CCursorRange) -> Selection {
    let byte = |at: CCursor| text.char_indices().nth(at.index.0).map_or(text.len(), |(byte, _)| byte);
    Selection { anchor: byte(range.secondary), caret: byte(range.primary) }
}

impl<'a> Field<'a> {
    pub(super) fn new(ui: &Ui, place: &Place, name: &'a str, hint: &'a str, letters: Type) -> Field<'a> {
        Field {
            id: field_id(place),
            name,
            hint,
            letters,
            colour: theme::tokens(ui).ink,
            lines: Lines::Wrapped,
            is_read_only: false,
            reveals_caret: false,
            layouter: None,
        }
    }

    /// Draws the field over the whole width of `ui`.
    pub(super) fn show(self, ui: &mut Ui, text: &str) -> Shown {
        let Field { id, name, hint, letters, colour, lines, is_read_only, reveals_caret, layouter } = self;
        if lines != Lines::Many {
            go_on_with_enter(ui, id);
        }
        let mut buffer = Buffer { text: Cow::Borrowed(text), lines, is_mutable: !is_read_only };
        let mut plain = |text: &str, width: f32| plain_job(text, width, letters, colour, lines);
        let lay: &mut dyn FnMut(&str, f32) -> LayoutJob = match layouter {
            Some(layouter) => layouter,
            None => &mut plain,
        };
        let mut layouter = |ui: &Ui, buffer: &dyn TextBuffer, width: f32| -> Arc<Galley> {
            let job = lay(buffer.as_str(), width);
            ui.fonts_mut(|fonts| fonts.layout_job(job))
        };
        let edit = match lines {
            Lines::Single => TextEdit::singleline(&mut buffer),
            Lines::Wrapped => TextEdit::multiline(&mut buffer).return_key(None),
            Lines::Many => TextEdit::multiline(&mut buffer),
        };
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        let mut output = edit
            .id(id)
            .font(letters.font())
            .frame(Frame::NONE)
            .align(Align2::LEFT_TOP)
            .min_size(egui::vec2(0.0, letters.line_height))
            .desired_rows(1)
            .desired_width(f32::INFINITY)
            .event_filter(filter)
            .layouter(&mut layouter)
            .show(ui);
        let response = output.response.response.clone();
        if text.is_empty() && matches!(buffer.text, Cow::Borrowed(_)) {
            hint_ui(ui, response.rect, hint, letters);
        }
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_label(name);
            node.set_placeholder(hint);
        });
        if response.changed() {
            output.state.clear_undoer();
        }
        if response.gained_focus() || reveals_caret {
            show_caret(ui, &output);
        }
        let caret = output.cursor_range.map(|range| range.primary.index.0);
        let selection = output.cursor_range.map(|range| selected(&buffer.text, range));
        let text = match buffer.text {
            Cow::Owned(text) if response.changed() => Some(text),
            Cow::Owned(_) | Cow::Borrowed(_) => None,
        };
        Shown { text, caret, selection, response }
    }
}

/// Scrolls to the caret of a field that has just got the focus.
fn show_caret(ui: &Ui, output: &egui::text_edit::TextEditOutput) {
    let cursor = output.state.cursor.char_range().map(|range| range.primary).unwrap_or_default();
    let at = output.galley.pos_from_cursor(cursor).translate(output.galley_pos.to_vec2());
    ui.scroll_to_rect(at.expand2(egui::vec2(0.0, theme::SPACE_6)), None);
}

/// Enter in a line of text goes on to the next field. Taken before the field is shown, so that the next one does
/// not get the same key.
fn go_on_with_enter(ui: &Ui, id: Id) {
    if ui.memory(|memory| memory.has_focus(id)) && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter)) {
        ui.memory_mut(|memory| memory.move_focus(egui::FocusDirection::Next));
    }
}

fn hint_ui(ui: &Ui, rect: Rect, hint: &str, letters: Type) {
    let colour = theme::tokens(ui).quiet;
    let job = plain_job(hint, rect.width(), letters, colour, Lines::Wrapped);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    ui.painter().galley(rect.min, galley, colour);
}

/// Text in one type and colour. A last space keeps its place, so that the caret moves as one types.
pub(super) fn plain_job(text: &str, width: f32, letters: Type, colour: Color32, lines: Lines) -> LayoutJob {
    let mut job = LayoutJob::single_section(text.to_owned(), letters.format(colour));
    job.keep_trailing_whitespace = true;
    job.wrap.max_width = if lines == Lines::Single { f32::INFINITY } else { width };
    job
}

/// The text of a field while it is shown; copied when something is typed.
struct Buffer<'a> {
    text: Cow<'a, str>,
    lines: Lines,
    is_mutable: bool,
}

impl TextBuffer for Buffer<'_> {
    fn is_mutable(&self) -> bool {
        self.is_mutable
    }

    fn as_str(&self) -> &str {
        &self.text
    }

    fn insert_text(&mut self, text: &str, at: CharIndex) -> usize {
        let text = match self.lines {
            Lines::Many => unix_breaks(text),
            Lines::Wrapped | Lines::Single => on_one_line(text),
        };
        <String as TextBuffer>::insert_text(self.text.to_mut(), &text, at)
    }

    fn delete_char_range(&mut self, range: Range<CharIndex>) {
        <String as TextBuffer>::delete_char_range(self.text.to_mut(), range);
    }

    fn type_id(&self) -> TypeId {
        TypeId::of::<Buffer<'static>>()
    }
}

fn unix_breaks(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() }
}

/// Line breaks as spaces; those at the ends, which come along when whole lines are copied, go.
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

    #[track_caller]
    fn check_line(pasted: &str, expected: &str) {
        let mut buffer = Buffer { text: Cow::Borrowed("ab"), lines: Lines::Wrapped, is_mutable: true };
        let inserted = buffer.insert_text(pasted, CharIndex(1));
        assert_eq!(buffer.as_str(), format!("a{expected}b"));
        assert_eq!(inserted, expected.chars().count());
    }

    #[test]
    fn a_line_of_text_takes_pasted_breaks_as_spaces() {
        check_line("x", "x");
        check_line("one\ntwo", "one two");
        check_line("one\r\ntwo\r\n", "one two");
        check_line("\n", "");
    }

    #[test]
    fn a_text_that_is_only_shown_is_not_copied() {
        let buffer = Buffer { text: Cow::Borrowed("ab"), lines: Lines::Many, is_mutable: true };
        assert_eq!(buffer.as_str(), "ab");
        assert!(matches!(buffer.text, Cow::Borrowed(_)));
    }
}
