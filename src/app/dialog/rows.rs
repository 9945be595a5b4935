//! The lists in dialogs: rows of a few lines, one of them selected, with keyboard navigation. What the rows say is up
//! to the dialog.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::text::{LayoutJob, TextWrapping};
use egui::{
    Color32, CornerRadius, EventFilter, Galley, Id, Key, Pos2, Rect, Response, ScrollArea, Sense, Ui, vec2,
};

use crate::app::controls::focus::{focus_first, focus_ring, take_key};
use crate::app::spoken::{self, Stand, Standing};
use crate::app::{setting, theme};

/// A list while it is drawn.
pub struct List<'a> {
    /// Distinguishes its rows from those of other lists.
    pub name: &'static str,
    /// Its name for screen readers.
    pub label: &'a str,
    pub len: usize,
    pub selected: usize,
}

/// The content of a row.
pub struct Row<'a> {
    /// Its name for screen readers.
    pub name: &'a str,
    /// Its description for screen readers.
    pub about: &'a str,
    pub lines: &'a [Line<'a>],
    pub height: f32,
}

/// A line of a row.
#[derive(Clone, Copy)]
pub struct Line<'a> {
    pub text: &'a str,
    pub letters: theme::Type,
    pub colour: Color32,
    pub cut: Cut,
}

/// Where a line that does not fit is truncated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// At its end.
    End,
    /// At its beginning, between two folders, because the end of a path identifies it.
    Beginning,
}

/// What was done to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    Selected(usize),
    /// Chosen with Enter or a double click.
    Taken(usize),
}

const PADDING: f32 = 10.0;

/// Draws a list that scrolls within the height of `ui`. `content` draws the rows with [`List::row_ui`], in order.
pub fn list_ui(ui: &mut Ui, list: &List<'_>, content: impl FnOnce(&mut Ui) -> Option<Done>) -> Option<Done> {
    let area = ScrollArea::vertical().id_salt(list.name).auto_shrink([false, true]);
    let shown = area.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::HAIRLINE;
        spoken::list(ui, Role::ListBox, list.label, list.len);
        content(ui)
    });
    shown.inner
}

impl List<'_> {
    fn row_id(&self, index: usize) -> Id {
        Id::unique((self.name, index))
    }

    /// Moves the selection and the focus with the arrows, Page Up, Page Down, Home and End while a row has the focus.
    /// Returns the selected row.
    pub fn walk(&self, ui: &Ui) -> usize {
        if !ui.memory(|memory| memory.has_focus(self.row_id(self.selected))) {
            return self.selected;
        }
        let last = self.len.saturating_sub(1);
        let steps = |key, by| take_key(ui, key) * by;
        let down = steps(Key::ArrowDown, 1) + steps(Key::PageDown, PAGE) + steps(Key::End, self.len);
        let up = steps(Key::ArrowUp, 1) + steps(Key::PageUp, PAGE) + steps(Key::Home, self.len);
        let selected = (self.selected + down).min(last).saturating_sub(up);
        if selected != self.selected {
            ui.memory_mut(|memory| memory.request_focus(self.row_id(selected)));
        }
        selected
    }

    /// Draws a row. Tab reaches only the selected one; it has the focus when the dialog opens.
    pub fn row_ui(&self, ui: &mut Ui, index: usize, row: &Row<'_>) -> Option<Done> {
        let is_selected = index == self.selected;
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), row.height), Sense::hover());
        let sense = if is_selected { Sense::click() } else { Sense::CLICK };
        let response = ui.interact(rect, self.row_id(index), sense);
        self.tell(ui, &response, index, row);
        ground_ui(ui, &response, is_selected);
        lines_ui(ui, rect, row.lines);
        if is_selected {
            focus_first(ui, &response);
        }
        let is_entered = response.has_focus() && take_key(ui, Key::Enter) > 0;
        if is_entered || response.double_clicked() {
            return Some(Done::Taken(index));
        }
        response.clicked().then(|| {
            response.request_focus();
            Done::Selected(index)
        })
    }

    fn tell(&self, ui: &Ui, response: &Response, index: usize, row: &Row<'_>) {
        let stand = Stand::Chosen(index == self.selected);
        spoken::row(response, Role::ListBoxOption, row.name, Standing { index, len: self.len }, stand);
        ui.ctx().accesskit_node_builder(response.id, |node| {
            if !row.about.is_empty() {
                node.set_description(row.about);
            }
        });
    }
}

/// The number of rows that Page Up and Page Down move.
const PAGE: usize = 8;

fn ground_ui(ui: &Ui, response: &Response, is_selected: bool) {
    let colours = theme::tokens(ui);
    let ground = if is_selected { Some(colours.wash) } else { response.hovered().then_some(colours.hover) };
    if let Some(ground) = ground {
        ui.painter().rect_filled(response.rect, CornerRadius::same(theme::RADIUS), ground);
    }
    if response.has_focus() {
        let arrows = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    }
    focus_ring(ui, response);
}

/// Draws the lines below each other, centred vertically in the row.
fn lines_ui(ui: &Ui, row: Rect, lines: &[Line<'_>]) {
    let inner = row.shrink2(vec2(PADDING, 0.0));
    let height: f32 = lines.iter().map(|line| line.letters.line_height).sum();
    let mut top = (row.center().y - height * 0.5).round();
    for line in lines {
        let galley = fitted(ui, line, inner.width());
        ui.painter().galley(Pos2::new(inner.left(), top), galley, line.colour);
        top += line.letters.line_height;
    }
}

fn fitted(ui: &Ui, line: &Line<'_>, width: f32) -> Arc<Galley> {
    let lay = |text: &str| {
        let mut job = LayoutJob::single_section(text.to_owned(), line.letters.format(line.colour));
        job.wrap = TextWrapping::truncate_at_width(width);
        setting::one_row(ui.ctx(), job)
    };
    let whole = lay(line.text);
    match line.cut {
        Cut::Beginning if whole.elided => {
            let ends = line.text.match_indices(std::path::is_separator).skip(1);
            let mut ends = ends.filter_map(|(at, _)| line.text.get(at..)).map(|end| lay(&format!("…{end}")));
            ends.find(|end| !end.elided).unwrap_or(whole)
        }
        Cut::End | Cut::Beginning => whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, cut: Cut, expected: &str) {
        let ctx = egui::Context::default();
        theme::install(&ctx);
        let mut shown = String::new();
        for _ in 0..2 {
            let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
                let line = Line { text, letters: theme::LABEL, colour: theme::LIGHT.ink, cut };
                let galley = fitted(ui, &line, 100.0);
                let letters = galley.rows.iter().flat_map(|row| row.glyphs.iter());
                shown = letters.map(|glyph| glyph.chr).collect();
            });
            output.textures_delta.clear();
        }
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_path_without_room_is_cut_at_its_beginning_between_folders() {
        check("~/politics", Cut::Beginning, "~/politics");
        check("/home/maria/Documents/desk/politics", Cut::Beginning, "…/desk/politics");
    }

    #[test]
    fn other_lines_are_cut_at_their_end() {
        check("Library", Cut::End, "Library");
        check("A name that somebody gave", Cut::End, "A name that som…");
    }
}
