//! The writing surface: a text edited in place and drawn line by line as it will look. It grows with its text and never
//! scrolls inside itself. Only lines in view are laid out. It borrows its text and copies it only when something is
//! typed. The form decides what a change means for the article.

mod access;
mod arrows;
mod cache;
mod chips;
mod input;
mod input_method;
mod laid_line;
mod line;
mod lines;
mod memory;
mod moving;
mod paint;
mod pointer;
mod seen;
mod stand;
mod style;
mod styling;
mod values;
mod work;

use std::borrow::Cow;

use egui::{Sense, Ui, vec2};

use super::theme;

use laid_line::Letters;
use work::Work;

pub use memory::Memory;
pub use values::{Breaks, Cited, Edit, Entry, Kind, Leave, Neighbours, Shown, Surface, Writing};

impl Surface<'_> {
    /// Draws the text across the whole width of `ui`.
    pub fn show(self, ui: &mut Ui, text: &str, memory: &mut Memory) -> Shown {
        let letters = self.type_of(ui);
        let width = ui.available_width();
        let has_focus = ui.memory(|memory| memory.has_focus(self.id));
        let mut work = Work::begin(ui, &self, memory, Cow::Borrowed(text), letters);
        let before = work.memory.selection;
        if has_focus {
            work.keep_focus();
        }
        work.input(has_focus);
        let top = work.ui.cursor().min;
        let seen = work.ui.clip_rect().translate(-top.to_vec2());
        let (drawn, learnt_above) = work.measure(seen, has_focus);
        work.come_in(top.x);
        let height = work.memory.lines.height().max(letters.base.line_height).max(work.hint_height());
        let (_, rect) = work.ui.allocate_space(vec2(width, height));
        let mut response = work.ui.interact(rect, self.id, Sense::click_and_drag());
        response.flags -= egui::response::Flags::FAKE_PRIMARY_CLICKED;
        let pointed = work.point(&response, rect);
        let clicked_beside_at = work.clicked_beside(rect);
        let is_moved = work.memory.selection != before || !work.edits.is_empty();
        let is_settling = work.is_settling(is_moved);
        if is_settling && has_focus && !pointed.is_pressed {
            work.reveal(rect);
        } else if response.gained_focus() || self.reveals_caret {
            work.reveal_gently(rect);
        }
        work.scroll_sideways(rect, has_focus);
        work.paint(rect, drawn.clone(), &response);
        work.tell(rect, drawn, &response);
        let selection_rect = has_focus.then(|| work.selection_rect(rect)).flatten();
        work.hand_over(has_focus);
        let selection = response.has_focus().then_some(work.memory.selection);
        let leaves = work.leaves;
        Shown {
            edits: work.finish(),
            selection,
            selection_rect,
            hovered_at: pointed.hovered_at,
            secondary_clicked_at: pointed.secondary_at,
            clicked_beside_at,
            learnt_above,
            leaves,
            response,
        }
    }

    fn type_of(&self, ui: &Ui) -> Letters {
        let is_prose = self.writing.letters(self.letters) != self.letters;
        Letters {
            base: self.writing.letters(self.letters),
            colour: self.colour,
            colours: theme::tokens(ui),
            width: if self.breaks == Breaks::Single { f32::INFINITY } else { ui.available_width() },
            is_markdown: matches!(self.kind, Kind::Blocks | Kind::Line),
            room: if self.breaks == Breaks::Single { ui.available_width() - theme::MARK } else { 0.0 },
            scale: if is_prose { self.writing.scale } else { 1.0 },
            face: self.writing.face,
            direction: self.direction,
            stands: self.stands,
        }
    }
}

#[cfg(test)]
mod tests;
