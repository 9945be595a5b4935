//! The context menu of a text: corrections for a misspelled word, and what can be done with the selection. `act`
//! carries out its rows.

use std::ops::Range;

use egui::accesskit::{Live, Role};
use egui::{
    Align, Area, Button, Frame, Id, Key, Layout, Margin, Modifiers, Order, Rect, Response, Ui, WidgetInfo, vec2,
};

use super::choice::SpellingRequest;
use super::command::{Command, When, find};
use super::theme;
use crate::article::Place;
use crate::writing::{Format, Selection};

const ROW_HEIGHT: f32 = theme::ROW_HEIGHT - 3.0;

/// The open menu.
#[derive(Debug)]
pub struct TextMenu {
    pub place: Place,
    /// The selection in the text.
    pub selection: Selection,
    pub word: Option<Misspelt>,
    /// The rectangle of the text in the window.
    anchor: Rect,
    /// The row with the focus, once one has it.
    focused: Option<usize>,
    /// Whether the draft can be changed. If not, most rows are disabled.
    can_write: bool,
}

/// The word that the menu is for.
#[derive(Debug)]
pub struct Misspelt {
    pub range: Range<usize>,
    pub word: String,
    /// `None` while they are being computed.
    suggestions: Option<Vec<String>>,
}

/// A row of the menu.
struct Row {
    label: String,
    shortcut: String,
    command: Command,
    is_enabled: bool,
    is_suggestion: bool,
}

const WIDTH: f32 = 240.0;
const MARGIN: i8 = 6;

/// The commands for any text, in groups.
const TEXT: [&[Command]; 3] = [
    &[Command::Cut, Command::CopySelected, Command::Paste, Command::PastePlain],
    &[Command::Toggle(Format::Bold), Command::Toggle(Format::Italic), Command::Link, Command::Cite],
    &[Command::SelectAll],
];

impl Misspelt {
    /// A word whose suggestions are being computed.
    pub fn new(range: Range<usize>, word: String) -> Misspelt {
        Misspelt { range, word, suggestions: None }
    }
}

impl TextMenu {
    /// The menu of a text, next to a rectangle of the window.
    pub fn new(
        place: Place,
        selection: Selection,
        word: Option<Misspelt>,
        anchor: Rect,
        can_write: bool,
    ) -> TextMenu {
        TextMenu { place, selection, word, anchor, focused: None, can_write }
    }

    /// Sets the suggestions for a word. The first one gets the focus unless it has been moved.
    pub fn suggested(&mut self, word: &str, suggestions: Vec<String>) {
        let Some(misspelt) = self.word.as_mut().filter(|misspelt| misspelt.word == word) else { return };
        misspelt.suggestions = Some(suggestions);
        if self.focused == Some(0) {
            self.focused = None;
        }
    }

    /// Whether a row is about to get the focus.
    pub fn is_taking_focus(&self) -> bool {
        self.focused.is_none()
    }

    /// Draws the menu, and queues the chosen command. Returns whether it is still open.
    pub fn ui(&mut self, ctx: &egui::Context, commands: &mut Vec<Command>) -> bool {
        let shown = Area::new(Id::unique("text menu"))
            .order(Order::Foreground)
            .accessible_name("Context menu")
            .constrain(true)
            .fixed_pos(self.anchor.left_bottom() + vec2(0.0, theme::SPACE_1))
            .show(ctx, |ui| {
                let frame = Frame::new()
                    .fill(theme::tokens(ui).paper)
                    .shadow(ui.visuals().popup_shadow)
                    .stroke(ui.visuals().window_stroke)
                    .corner_radius(theme::RADIUS);
                frame.inner_margin(Margin::same(MARGIN)).show(ui, |ui| {
                    theme::menu_style(ui.style_mut());
                    ui.set_width(WIDTH);
                    self.rows_ui(ui, commands);
                });
            });
        if ctx.input(|input| input.key_pressed(Key::Escape)) {
            commands.push(Command::CloseTextMenu);
        }
        // The focus goes where the pointer is pressed.
        !is_pressed_beside(&shown.response)
    }

    fn groups(&self) -> Vec<Vec<Row>> {
        let mut groups = self.word.as_ref().map(|word| self.word_groups(word)).unwrap_or_default();
        groups
            .extend(TEXT.iter().map(|group| group.iter().filter_map(|command| self.text_row(command)).collect()));
        groups.retain(|group| !group.is_empty());
        groups
    }

    fn word_groups(&self, misspelt: &Misspelt) -> Vec<Vec<Row>> {
        let row = |label: String, ask: SpellingRequest, is_enabled: bool| Row {
            label,
            shortcut: String::new(),
            is_suggestion: matches!(ask, SpellingRequest::Choose(_)),
            command: Command::Spelling(ask),
            is_enabled,
        };
        let suggestions = misspelt.suggestions.iter().flatten();
        vec![
            suggestions
                .map(|word| row(word.clone(), SpellingRequest::Choose(word.clone()), self.can_write))
                .collect(),
            vec![
                row("Ignore here".into(), SpellingRequest::IgnoreHere, true),
                row("Add to the article’s dictionary".into(), SpellingRequest::AddToArticle, self.can_write),
                row("Add to my dictionary".into(), SpellingRequest::AddToMine, true),
            ],
        ]
    }

    fn text_row(&self, command: &Command) -> Option<Row> {
        let row = find(command)?;
        if row.when == When::InWords && !self.place.has_formats() {
            return None;
        }
        let is_possible = self.can_write || !matches!(row.when, When::Writable | When::InWords);
        // Without a selection there is nothing to cut.
        let is_enabled = is_possible && (*command != Command::Cut || !self.selection.is_empty());
        Some(Row {
            label: row.label.to_owned(),
            shortcut: row.shortcut_text(),
            command: command.clone(),
            is_enabled,
            is_suggestion: false,
        })
    }

    fn rows_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        self.note_ui(ui);
        let groups = self.groups();
        let enabled: Vec<bool> = groups.iter().flatten().map(|row| row.is_enabled).collect();
        self.move_focus(ui, &enabled);
        let mut index = 0;
        for (number, group) in groups.iter().enumerate() {
            if number > 0 {
                ui.separator();
            }
            for row in group {
                let response = row_ui(ui, row);
                if self.focused.is_none_or(|at| at == index) && !response.has_focus() && row.is_enabled {
                    response.request_focus();
                    self.focused = Some(index);
                }
                if response.clicked() {
                    choose(row, commands);
                }
                index += 1;
            }
        }
    }

    /// Draws the note above the rows while there are no suggestions.
    fn note_ui(&self, ui: &mut Ui) {
        let note = match self.word.as_ref().map(|word| &word.suggestions) {
            Some(None) => "Searching…",
            Some(Some(suggestions)) if suggestions.is_empty() => "No suggestions",
            Some(Some(_)) | None => return,
        };
        let response = ui.label(theme::INTERFACE.text(note).color(theme::tokens(ui).quiet));
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
        ui.separator();
    }

    /// Moves to the next enabled row, and wraps around at the ends.
    fn move_focus(&mut self, ui: &Ui, enabled: &[bool]) {
        let Some(mut at) = self.focused else { return };
        let steps = |modifiers, key| ui.input_mut(|input| input.count_and_consume_key(modifiers, key));
        let up = steps(Modifiers::NONE, Key::ArrowUp) + steps(Modifiers::SHIFT, Key::Tab);
        let down = steps(Modifiers::NONE, Key::ArrowDown) + steps(Modifiers::NONE, Key::Tab);
        let len = enabled.len().max(1);
        let is_enabled = |at: usize| enabled.get(at).is_some_and(|is_enabled| *is_enabled);
        for (count, step) in [(down, 1), (up, len - 1)] {
            for _ in 0..count {
                let next = (1..=len).map(|turn| (at + turn * step) % len).find(|at| is_enabled(*at));
                at = next.unwrap_or(at);
            }
        }
        self.focused = Some(at);
    }
}

fn row_ui(ui: &mut Ui, row: &Row) -> Response {
    let kind = if row.is_suggestion { theme::INTERFACE_BOLD } else { theme::INTERFACE };
    let size = vec2(WIDTH, ROW_HEIGHT);
    let button = Button::new(kind.text(&row.label)).shortcut_text(row.shortcut.as_str()).min_size(size);
    let layout = Layout::top_down_justified(Align::Min);
    let response = ui.with_layout(layout, |ui| ui.add_enabled(row.is_enabled, button)).inner;
    response.widget_info(|| WidgetInfo::labeled(Role::MenuItem, row.is_enabled, &row.label));
    response
}

/// Edits of the text are made after the menu has returned the focus.
fn choose(row: &Row, commands: &mut Vec<Command>) {
    if !matches!(row.command, Command::Spelling(_)) {
        commands.push(Command::CloseTextMenu);
    }
    commands.push(row.command.clone());
}

/// Whether the pointer was pressed outside the menu in this frame.
fn is_pressed_beside(menu: &Response) -> bool {
    menu.ctx.input(|input| {
        let at = input.pointer.interact_pos();
        input.pointer.any_pressed() && at.is_some_and(|at| !menu.rect.contains(at))
    })
}
