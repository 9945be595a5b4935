//! What the lists of dialogs have in common: walking their rows by key, and a line of text in a row.

use egui::{Color32, Id, Key, Pos2, Rect, Ui};

use super::take_key;
use crate::app::theme;

/// Moves the selection of a list of so many rows by arrows, Home and End, and the focus with it.
pub fn walk(ui: &Ui, selected: &mut usize, len: usize, row_id: impl Fn(usize) -> Id) {
    let last = len.saturating_sub(1);
    let before = *selected;
    *selected = (*selected + take_key(ui, Key::ArrowDown)).min(last);
    *selected = selected.saturating_sub(take_key(ui, Key::ArrowUp));
    if take_key(ui, Key::Home) > 0 {
        *selected = 0;
    }
    if take_key(ui, Key::End) > 0 {
        *selected = last;
    }
    if before != *selected {
        ui.memory_mut(|memory| memory.request_focus(row_id(*selected)));
    }
}

/// One line of text, cut where there is no room for it.
pub fn line_ui(ui: &Ui, row: Rect, middle: f32, text: &str, letters: theme::Type, colour: Color32) {
    let mut job = egui::text::LayoutJob::single_section(text.to_owned(), letters.format(colour));
    job.wrap = egui::text::TextWrapping::truncate_at_width(row.width());
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    ui.painter().galley(Pos2::new(row.left(), middle - galley.size().y * 0.5), galley, colour);
}
