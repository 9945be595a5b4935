//! Draws the find bar: two fields with their switches and buttons, and the list of matches. Every request is queued as
//! a command.

use egui::accesskit::{Live, Role, Toggled};
use egui::text::{CCursor, CCursorRange, LayoutJob, TextWrapping};
use egui::{
    Align, Align2, Button, CornerRadius, Frame, Id, Key, Layout, Margin, Modifiers, Pos2, Rect, Response,
    ScrollArea, Sense, Stroke, StrokeKind, TextEdit, Ui, UiBuilder, WidgetInfo, vec2,
};

use super::{FindBar, Shown};
use crate::app::choice::FindRequest;
use crate::app::command::Command;
use crate::app::controls::focus::focus_ring;
use crate::app::spoken::{self, Stand, Standing};
use crate::app::{icon, setting, theme};
use crate::article::Article;
use crate::find::{Case, Extent, Kind, Match, context, text_at};

/// The greatest share of the bar's width for the buttons.
const TOOLS_SHARE: f32 = 0.6;

const LINE: f32 = 28.0;
const FIELD_PADDING: f32 = 8.0;
const SWITCH: f32 = 26.0;
const COUNT_WIDTH: f32 = 92.0;
/// The width of the tools to the right of the fields: three switches, the count, three buttons, and the gaps.
const TOOLS: f32 = 6.0 * SWITCH + COUNT_WIDTH + 6.0 * theme::SPACE_1 + theme::SPACE_2;
const ROW: f32 = 26.0;
/// The number of matches visible at once.
const ROWS: usize = 5;
const PLACE_WIDTH: f32 = 116.0;
/// From the edge of the panel to the content of the bar.
const MARGIN: i8 = 12;

impl FindBar {
    /// Draws the bar across the width of `ui`, and queues commands.
    pub fn ui(&mut self, ui: &mut Ui, article: &Article, can_write: bool, commands: &mut Vec<Command>) {
        let had_focus = self.has_focus;
        self.has_focus = false;
        let bar = Frame::new().inner_margin(Margin::same(MARGIN)).fill(theme::tokens(ui).desk).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(theme::SPACE_1, theme::SPACE_2);
            theme::quiet_controls(ui);
            self.rows_ui(ui, can_write, commands);
            if let Some(trouble) = self.trouble() {
                let label = ui.label(theme::LABEL.text(&trouble).color(theme::tokens(ui).error));
                ui.ctx().accesskit_node_builder(label.id, |node| node.set_live(Live::Polite));
            }
            self.list_ui(ui, article, commands);
            ui.take_available_width();
        });
        let hair = Stroke::new(theme::HAIRLINE, theme::tokens(ui).hair);
        let bottom = bar.response.rect.bottom() - theme::HAIRLINE * 0.5;
        ui.painter().hline(ui.max_rect().x_range(), bottom, hair);
        let is_nowhere = ui.memory(|memory| memory.focused().is_none() && memory.top_modal_layer().is_none());
        if (had_focus || self.has_focus || is_nowhere) && ui.input(|input| input.key_pressed(Key::Escape)) {
            commands.push(Command::Finding(FindRequest::Close));
        }
    }

    /// The fields below each other, each with its tools on the right. Tab visits the fields first.
    fn rows_ui(&mut self, ui: &mut Ui, can_write: bool, commands: &mut Vec<Command>) {
        let is_replacing = self.shown == Shown::Replace;
        let height = if is_replacing { 2.0 * LINE + theme::SPACE_2 } else { LINE };
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
        let middle = rect.right() - TOOLS.min(rect.width() * TOOLS_SHARE);
        let upper = rect.with_max_y(rect.top() + LINE);
        let lower = rect.with_min_y(rect.bottom() - LINE);
        self.find_field(&mut part(ui, upper.with_max_x(middle), "find field"), commands);
        if is_replacing {
            self.replace_field(&mut part(ui, lower.with_max_x(middle), "replace field"), can_write, commands);
        }
        let tools = upper.with_min_x(middle + theme::SPACE_2);
        self.find_tools(&mut part(ui, tools, "find tools"), commands);
        if is_replacing {
            let tools = lower.with_min_x(middle + theme::SPACE_2);
            self.replace_tools(&mut part(ui, tools, "replace tools"), can_write, commands);
        }
    }

    fn find_field(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let id = find_id();
        self.take_enter(ui, id, commands);
        let field = field_ui(ui, id, &mut self.query.pattern, "Find");
        self.note(&field);
        if field.changed() {
            commands.push(Command::Finding(FindRequest::Typed));
        }
        if std::mem::take(&mut self.wants_focus) {
            field.request_focus();
            select_all(ui, id, &self.query.pattern);
        }
    }

    fn find_tools(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let count = self.matches().map_or(0, |found| found.matches.len());
        self.switches(ui, commands);
        self.count_ui(ui);
        let buttons = [
            (icon::ARROW_UP, "Previous match", count > 0, FindRequest::Previous),
            (icon::ARROW_DOWN, "Next match", count > 0, FindRequest::Next),
            (icon::X, "Close the find bar", true, FindRequest::Close),
        ];
        for (glyph, name, is_enabled, ask) in buttons {
            if self.button(ui, glyph, name, is_enabled).clicked() {
                commands.push(Command::Finding(ask));
                // When nothing is left to replace, the disabled button loses the focus.
                self.wants_focus = true;
            }
        }
    }

    /// Enter goes to the next match and Shift+Enter to the previous one, without moving the focus.
    fn take_enter(&self, ui: &Ui, id: Id, commands: &mut Vec<Command>) {
        if !ui.memory(|memory| memory.has_focus(id)) {
            return;
        }
        let (back, on) = ui.input_mut(|input| {
            let back = input.count_and_consume_key(Modifiers::SHIFT, Key::Enter);
            (back, input.count_and_consume_key(Modifiers::NONE, Key::Enter))
        });
        commands.extend((0..back).map(|_| Command::Finding(FindRequest::Previous)));
        commands.extend((0..on).map(|_| Command::Finding(FindRequest::Next)));
    }

    fn count_ui(&mut self, ui: &mut Ui) {
        let text = self.count_text();
        let (rect, response) = ui.allocate_exact_size(vec2(COUNT_WIDTH, LINE), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Status, true, &text));
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
        let colour = theme::tokens(ui).quiet;
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, text, theme::LABEL.font(), colour);
    }

    fn switches(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let is_regex = self.query.kind == Kind::Regex;
        let is_whole = self.query.extent == Extent::WholeWords;
        let is_heeded = self.query.case == Case::Heeded;
        let before = self.query.clone();
        if self.switch(ui, "Aa", "Match case", is_heeded) {
            self.query.case = if is_heeded { Case::Ignored } else { Case::Heeded };
        }
        if self.switch(ui, "“ ”", "Whole words", is_whole) {
            self.query.extent = if is_whole { Extent::Anywhere } else { Extent::WholeWords };
        }
        if self.switch(ui, ".*", "Regular expression; $1 inserts a group", is_regex) {
            self.query.kind = if is_regex { Kind::Words } else { Kind::Regex };
        }
        if self.query != before {
            commands.push(Command::Finding(FindRequest::Typed));
        }
    }

    /// A small toggle button. Returns whether it was clicked.
    fn switch(&mut self, ui: &mut Ui, sign: &str, name: &str, is_on: bool) -> bool {
        let (rect, _) = ui.allocate_exact_size(vec2(SWITCH, SWITCH), Sense::hover());
        let response = ui.interact(rect, Id::unique(("find switch", sign)), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_on, name));
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_toggled(Toggled::from(is_on)));
        let colours = theme::tokens(ui);
        let ground = if is_on { Some(colours.wash) } else { response.hovered().then_some(colours.hover) };
        if let Some(ground) = ground {
            ui.painter().rect_filled(rect, CornerRadius::same(theme::RADIUS), ground);
        }
        if is_on {
            let line = Stroke::new(theme::HAIRLINE, colours.accent);
            let corners = CornerRadius::same(theme::RADIUS);
            ui.painter().rect_stroke(rect, corners, line, StrokeKind::Inside);
        }
        focus_ring(ui, &response);
        let colour = if is_on { colours.accent } else { colours.quiet };
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, sign, theme::INTERFACE.font(), colour);
        self.note(&response);
        response.on_hover_text(name).clicked()
    }

    fn button(&mut self, ui: &mut Ui, glyph: &str, name: &str, is_enabled: bool) -> Response {
        let button = Button::new(theme::icon(glyph)).min_size(vec2(SWITCH, SWITCH)).frame_when_inactive(false);
        let response = ui
            .scope(|ui| {
                ui.spacing_mut().button_padding = vec2(theme::SPACE_1, 0.0);
                ui.add_enabled(is_enabled, button)
            })
            .inner;
        response.widget_info(|| WidgetInfo::labeled(Role::Button, is_enabled, name));
        self.note(&response);
        response.on_hover_text(name)
    }

    /// Whether there is something that may be replaced.
    fn can_replace(&self, can_write: bool) -> bool {
        can_write && self.matches().is_some_and(|found| !found.matches.is_empty())
    }

    fn replace_field(&mut self, ui: &mut Ui, can_write: bool, commands: &mut Vec<Command>) {
        let id = Id::unique("replace with");
        let has_focus = ui.memory(|memory| memory.has_focus(id));
        let is_any = self.can_replace(can_write);
        if has_focus && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter)) && is_any {
            commands.push(Command::Finding(FindRequest::ReplaceHere));
        }
        let field = field_ui(ui, id, &mut self.with, "Replace with");
        self.note(&field);
    }

    fn replace_tools(&mut self, ui: &mut Ui, can_write: bool, commands: &mut Vec<Command>) {
        let is_any = self.can_replace(can_write);
        theme::outline_controls(ui);
        ui.spacing_mut().button_padding = vec2(theme::SPACE_3, 2.0);
        ui.spacing_mut().item_spacing.x = theme::SPACE_2;
        for (label, ask) in [("Replace", FindRequest::ReplaceHere), ("Replace all", FindRequest::ReplaceAll)] {
            let response = ui.add_enabled(is_any, Button::new(label).min_size(vec2(0.0, LINE)));
            self.note(&response);
            if response.clicked() {
                commands.push(Command::Finding(ask));
            }
        }
    }

    fn note(&mut self, response: &Response) {
        self.has_focus |= response.has_focus();
    }

    fn list_ui(&mut self, ui: &mut Ui, article: &Article, commands: &mut Vec<Command>) {
        let len = self.matches().map_or(0, |found| found.matches.len());
        if len == 0 {
            return;
        }
        let height = ROW * len.min(ROWS) as f32;
        let mut area = ScrollArea::vertical().id_salt("matches").max_height(height).auto_shrink([false, true]);
        if let Some(here) = self.here.filter(|_| std::mem::take(&mut self.is_to_reveal)) {
            let above = (ROWS / 2) as f32 * ROW;
            area = area.vertical_scroll_offset((here as f32 * ROW - above).max(0.0));
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        area.show_rows(ui, ROW, len, |ui, seen| {
            spoken::list(ui, Role::List, "Matches", len);
            for index in seen {
                let found = self.matches().and_then(|found| found.matches.get(index)).cloned();
                let Some(found) = found else { continue };
                let response = row_ui(ui, article, &found, Standing { index, len }, self.here == Some(index));
                self.note(&response);
                if response.clicked() {
                    commands.push(Command::Finding(FindRequest::Go(index)));
                }
            }
        });
    }
}

/// A part of the bar with its own rectangle.
fn part(ui: &mut Ui, rect: Rect, name: &str) -> Ui {
    ui.new_child(UiBuilder::new().id_salt(name).max_rect(rect).layout(Layout::left_to_right(Align::Center)))
}

/// The field for the query.
pub(super) fn find_id() -> Id {
    Id::unique("find what")
}

fn field_ui(ui: &mut Ui, id: Id, text: &mut String, name: &str) -> Response {
    let colours = theme::tokens(ui);
    let rect = ui.available_rect_before_wrap();
    let rect = Rect::from_center_size(rect.center(), vec2(rect.width(), LINE));
    ui.advance_cursor_after_rect(rect);
    ui.painter().rect_filled(rect, CornerRadius::same(theme::RADIUS), colours.paper);
    let inner = Rect::from_center_size(
        rect.center(),
        vec2(rect.width() - 2.0 * FIELD_PADDING, theme::INTERFACE.line_height),
    );
    let mut child = ui.new_child(UiBuilder::new().max_rect(inner).layout(Layout::top_down(Align::Min)));
    // As high as its text, which is then centred.
    child.spacing_mut().interact_size.y = 0.0;
    let edit = TextEdit::singleline(text)
        .id(id)
        .font(theme::INTERFACE.font())
        .text_color(colours.ink)
        .frame(Frame::NONE)
        .hint_text(theme::INTERFACE.text(name).color(colours.quiet))
        .margin(Margin::ZERO)
        .return_key(None)
        .align(Align2::LEFT_CENTER)
        .min_size(inner.size())
        .desired_width(f32::INFINITY);
    let response = child.add(edit);
    ui.ctx().accesskit_node_builder(id, |node| node.set_label(name));
    let line = if response.has_focus() { colours.accent } else { colours.hair };
    let stroke = Stroke::new(theme::HAIRLINE, line);
    ui.painter().rect_stroke(rect, CornerRadius::same(theme::RADIUS), stroke, StrokeKind::Inside);
    response
}

fn select_all(ui: &Ui, id: Id, text: &str) {
    let mut state = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
    let end = CCursor::new(text.chars().count());
    state.cursor.set_char_range(Some(CCursorRange::two(CCursor::new(0), end)));
    TextEdit::store_state(ui.ctx(), id, state);
}

/// A match with its place and the text around it.
fn row_ui(ui: &mut Ui, article: &Article, found: &Match, at: Standing, is_here: bool) -> Response {
    let colours = theme::tokens(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let response = ui.interact(rect, Id::unique(("match", at.index)), Sense::click());
    let place = article.place_label(&found.place);
    let text = text_at(article, &found.place).unwrap_or_default();
    let shown = context(&text, &found.range);
    let said = format!("{place}: {}{}{}", shown.before, shown.found, shown.after);
    spoken::row(&response, Role::ListItem, &said, at, Stand::Current(is_here));
    let ground = if is_here { Some(colours.wash) } else { response.hovered().then_some(colours.hover) };
    if let Some(ground) = ground {
        ui.painter().rect_filled(rect, CornerRadius::same(theme::RADIUS), ground);
    }
    focus_ring(ui, &response);
    let mut job = LayoutJob::default();
    job.append(&place, 0.0, theme::INTERFACE.format(colours.quiet));
    line_ui(ui, rect, rect.left() + FIELD_PADDING, PLACE_WIDTH - FIELD_PADDING, job);
    let mut job = LayoutJob::default();
    // As high as the text, so that the background fits tightly.
    let plain = egui::text::TextFormat { line_height: None, ..theme::INTERFACE.format(colours.ink) };
    job.append(&shown.before, 0.0, plain.clone());
    let marked = egui::text::TextFormat { background: colours.found, ..plain.clone() };
    job.append(&shown.found, 0.0, marked);
    job.append(&shown.after, 0.0, plain);
    let left = rect.left() + PLACE_WIDTH + theme::SPACE_1;
    line_ui(ui, rect, left, rect.right() - FIELD_PADDING - left, job);
    response
}

fn line_ui(ui: &Ui, row: Rect, left: f32, width: f32, mut job: LayoutJob) {
    job.wrap = TextWrapping::truncate_at_width(width.max(0.0));
    let galley = setting::one_row(ui.ctx(), job);
    let at = Pos2::new(left, row.center().y - galley.size().y * 0.5);
    ui.painter().galley(at, galley, theme::tokens(ui).ink);
}
