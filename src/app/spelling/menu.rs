//! The menu of a word that may be misspelt: what may have been meant, and ways to have it left alone.

use std::ops::Range;

use egui::accesskit::{Live, Role};
use egui::{Area, Button, Frame, Id, Key, Margin, Modifiers, Order, Pos2, Rect, Ui, WidgetInfo, vec2};

use super::Ask;
use crate::app::command::Command;
use crate::app::theme;
use crate::article::Place;

/// The menu while it is open.
#[derive(Debug)]
pub struct WordMenu {
    pub place: Place,
    pub range: Range<usize>,
    pub word: String,
    /// Where the word stands in the window.
    anchor: Rect,
    /// None while they are being looked for.
    suggestions: Option<Vec<String>>,
    /// The row with the focus, once it has been given.
    focused: Option<usize>,
    /// A draft that may not be changed has rows that cannot be chosen.
    can_write: bool,
}

const WIDTH: f32 = 240.0;
const MARGIN: i8 = 6;

impl WordMenu {
    pub(in crate::app) fn new(
        place: Place,
        range: Range<usize>,
        word: String,
        anchor: Rect,
        can_write: bool,
    ) -> WordMenu {
        WordMenu { place, range, word, anchor, suggestions: None, focused: None, can_write }
    }

    /// What may have been meant has come. The first of it gets the focus unless one has moved on.
    pub(super) fn suggested(&mut self, suggestions: Vec<String>) {
        if self.focused == Some(0) {
            self.focused = None;
        }
        self.suggestions = Some(suggestions);
    }

    /// Draws the menu and queues what was chosen.
    pub(in crate::app) fn ui(&mut self, ctx: &egui::Context, commands: &mut Vec<Command>) {
        let below = self.anchor.left_bottom() + vec2(0.0, theme::SPACE_1);
        let shown = Area::new(Id::unique("spelling menu"))
            .order(Order::Foreground)
            .accessible_name("Spelling")
            .constrain(true)
            .fixed_pos(Pos2::new(below.x, below.y))
            .show(ctx, |ui| {
                let colours = theme::tokens(ui);
                let shadow = ui.visuals().popup_shadow;
                let line = ui.visuals().window_stroke;
                let frame =
                    Frame::new().fill(colours.sheet).shadow(shadow).stroke(line).corner_radius(theme::RADIUS);
                frame.inner_margin(Margin::same(MARGIN)).show(ui, |ui| {
                    theme::menu_style(ui.style_mut());
                    ui.set_width(WIDTH);
                    self.rows_ui(ui, commands);
                });
            });
        let is_left = shown.response.clicked_elsewhere() && self.focused.is_some();
        if is_left || ctx.input(|input| input.key_pressed(Key::Escape)) {
            commands.push(Command::Spelling(Ask::CloseMenu));
        }
    }

    fn rows(&self) -> Vec<(String, Ask, bool)> {
        let suggestions = self.suggestions.iter().flatten();
        let mut rows: Vec<(String, Ask, bool)> =
            suggestions.map(|word| (word.clone(), Ask::Choose(word.clone()), self.can_write)).collect();
        rows.push(("Ignore here".into(), Ask::IgnoreHere, true));
        rows.push(("Add to the article’s dictionary".into(), Ask::AddToArticle, self.can_write));
        rows.push(("Add to my dictionary".into(), Ask::AddToMine, true));
        rows
    }

    fn rows_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        self.note_ui(ui);
        let rows = self.rows();
        self.move_focus(ui, rows.len());
        let split = self.suggestions.as_ref().map_or(0, Vec::len);
        for (index, (label, ask, is_enabled)) in rows.iter().enumerate() {
            if index == split && index > 0 {
                ui.separator();
            }
            let type_of_row = if index < split { theme::INTERFACE_BOLD } else { theme::INTERFACE };
            let button = Button::new(type_of_row.text(label)).min_size(vec2(WIDTH, theme::ROW_HEIGHT - 3.0));
            let response = ui.add_enabled(*is_enabled, button);
            response.widget_info(|| WidgetInfo::labeled(Role::MenuItem, *is_enabled, label));
            if self.focused.is_none_or(|at| at == index) && !response.has_focus() && *is_enabled {
                response.request_focus();
                self.focused = Some(index);
            }
            if response.clicked() {
                commands.push(Command::Spelling(ask.clone()));
            }
        }
    }

    /// What stands over the rows while there is nothing to choose from.
    fn note_ui(&self, ui: &mut Ui) {
        let note = match &self.suggestions {
            None => "Looking…",
            Some(suggestions) if suggestions.is_empty() => "No suggestion",
            Some(_) => return,
        };
        let response = ui.label(theme::INTERFACE.text(note).color(theme::tokens(ui).quiet));
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
        ui.separator();
    }

    fn move_focus(&mut self, ui: &Ui, len: usize) {
        let Some(at) = self.focused else { return };
        let steps = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
        let down = steps(Key::ArrowDown) + steps(Key::Tab);
        let up = steps(Key::ArrowUp) + ui.input_mut(|i| i.count_and_consume_key(Modifiers::SHIFT, Key::Tab));
        let len = len.max(1);
        self.focused = Some((at + down + len * up - up) % len);
    }
}
