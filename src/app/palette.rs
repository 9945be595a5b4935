//! The command palette: one field over a list of commands and places. `entries` collects them, `rank` sorts them by
//! what was typed, and `app` carries out the choice.

pub mod entries;
pub mod rank;

use egui::accesskit::{Role, Toggled};
use egui::text::{LayoutJob, TextWrapping};
use egui::{
    Align2, Color32, CornerRadius, Frame, Id, Key, Margin, Modal, Modifiers, Pos2, Rect, Response, ScrollArea,
    Sense, TextEdit, Ui, UiBuilder, Vec2, WidgetInfo, vec2,
};

use super::command::{Answer, Command};
use super::controls::focus::{focus_first, take_key};
use super::spoken::{self, Stand};
use super::{icon, setting, theme};
use entries::Entry;
use rank::Name;

/// Above the palette, as a share of the window's height.
const ABOVE: f32 = 0.12;

/// The open palette.
#[derive(Debug)]
pub struct Palette {
    entries: Vec<Entry>,
    names: Vec<Name>,
    typed: String,
    /// The indices of the matching entries, enabled ones first.
    shown: Vec<usize>,
    selected: usize,
    /// Whether to scroll to the selected row.
    is_to_reveal: bool,
}

const WIDTH: f32 = 620.0;
const ROWS: f32 = 11.0;
const FIELD_HEIGHT: f32 = 48.0;
const GROUP_WIDTH: f32 = 108.0;
const PADDING: f32 = 10.0;
/// The tick of what is switched on, and the space between it and the label.
const TICK: f32 = 14.0;
const TICK_GAP: f32 = 6.0;
/// The number of rows that Page Up and Page Down move.
const PAGE: usize = 10;

impl Palette {
    /// A palette with these entries. `used` lists the names of recently used commands, the latest first; they come
    /// first while nothing is typed.
    pub fn new(mut entries: Vec<Entry>, used: &[String]) -> Palette {
        let newest = |entry: &Entry| used.iter().position(|name| *name == entry.name()).unwrap_or(usize::MAX);
        entries.sort_by_key(newest);
        let names = entries.iter().map(|entry| Name::new(entry.group, &entry.label).or(entry.others)).collect();
        let mut palette =
            Palette { entries, names, typed: String::new(), shown: Vec::new(), selected: 0, is_to_reveal: false };
        palette.find();
        palette
    }

    /// A palette with this query.
    #[cfg(test)]
    pub fn typed(entries: Vec<Entry>, typed: &str) -> Palette {
        let mut palette = Palette::new(entries, &[]);
        palette.typed = typed.to_owned();
        palette.find();
        palette
    }

    /// The entries shown, in order.
    pub fn shown(&self) -> impl Iterator<Item = &Entry> {
        self.shown.iter().filter_map(|at| self.entries.get(*at))
    }

    /// Searches for the query. Disabled commands come last, and only if the query matches them.
    fn find(&mut self) {
        let found = rank::ranked(&self.names, &self.typed);
        let can_be_given = |at: &usize| self.entries.get(*at).is_some_and(|entry| entry.obstacle.is_none());
        let (given, others): (Vec<usize>, Vec<usize>) = found.into_iter().partition(can_be_given);
        self.shown = given;
        if !self.typed.trim().is_empty() {
            self.shown.extend(others);
        }
        self.selected = 0;
        self.is_to_reveal = true;
    }

    /// Draws the palette. Returns the answer, once there is one.
    pub fn ui(&mut self, ctx: &egui::Context) -> Option<Answer> {
        let colours = if ctx.global_style().visuals.dark_mode { &theme::DARK } else { &theme::LIGHT };
        let room = ctx.content_rect().size();
        let top = (room.y * ABOVE).floor().min(theme::SPACE_8 + theme::BAR_HEIGHT);
        let id = Id::unique("palette");
        let area = Modal::default_area(id).anchor(Align2::CENTER_TOP, vec2(0.0, top));
        let frame = Frame::window(&ctx.global_style()).inner_margin(Margin::ZERO);
        let modal = Modal::new(id).area(area.accessible_name("Command palette")).frame(frame);
        let response = modal.backdrop_color(colours.backdrop).show(ctx, |ui| {
            ui.set_width(WIDTH.min(room.x - 2.0 * theme::SPACE_7));
            ui.spacing_mut().item_spacing = Vec2::ZERO;
            let given = self.keys(ui);
            self.field_ui(ui);
            let clicked = self.list_ui(ui, (room.y - top - FIELD_HEIGHT - theme::SPACE_8).max(theme::ROW_HEIGHT));
            given.or(clicked)
        });
        let is_left = response.should_close() || ctx.input_mut(|input| input.consume_key(CTRL_SHIFT, Key::P));
        match response.inner {
            Some(command) => Some(Answer::Chosen(command)),
            None => is_left.then_some(Answer::Close),
        }
    }

    /// Handles the keys that move the selection, before the field sees them. Returns the command chosen with Enter.
    fn keys(&mut self, ui: &Ui) -> Option<Command> {
        let last = self.shown.len().saturating_sub(1);
        let before = self.selected;
        let steps = |key| take_key(ui, key);
        self.selected = (self.selected + steps(Key::ArrowDown) + PAGE * steps(Key::PageDown)).min(last);
        self.selected = self.selected.saturating_sub(steps(Key::ArrowUp) + PAGE * steps(Key::PageUp));
        if steps(Key::Home) > 0 {
            self.selected = 0;
        }
        if steps(Key::End) > 0 {
            self.selected = last;
        }
        self.is_to_reveal |= self.selected != before;
        if steps(Key::Enter) == 0 {
            return None;
        }
        self.selected_entry().filter(|entry| entry.obstacle.is_none()).map(|entry| entry.command.clone())
    }

    fn selected_entry(&self) -> Option<&Entry> {
        self.shown.get(self.selected).and_then(|at| self.entries.get(*at))
    }

    fn field_ui(&mut self, ui: &mut Ui) {
        let colours = theme::tokens(ui);
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), FIELD_HEIGHT), Sense::hover());
        let glass = Pos2::new(rect.left() + 2.0 * PADDING + theme::ICON * 0.5, rect.center().y);
        let font = theme::Face::Icons.at(theme::ICON);
        ui.painter().text(glass, Align2::CENTER_CENTER, icon::MAGNIFYING_GLASS, font, colours.quiet);
        let inner = rect.with_min_x(glass.x + theme::ICON * 0.5 + PADDING).shrink2(vec2(PADDING, 0.0));
        let row = Rect::from_center_size(inner.center(), vec2(inner.width(), theme::PROMPT.line_height));
        let mut child = ui.new_child(UiBuilder::new().max_rect(row));
        // As high as its text, which is then aligned with the search icon.
        child.spacing_mut().interact_size.y = 0.0;
        let hint = theme::PROMPT.text(HINT).color(colours.quiet);
        let edit = TextEdit::singleline(&mut self.typed)
            .id(Id::unique("palette field"))
            .font(theme::PROMPT.font())
            .frame(Frame::NONE)
            .hint_text(hint)
            .margin(Margin::ZERO)
            .align(Align2::LEFT_CENTER)
            .min_size(row.size())
            .desired_width(f32::INFINITY);
        let field = child.add(edit);
        field.widget_info(|| WidgetInfo {
            hint_text: Some(HINT.into()),
            ..WidgetInfo::text_edit(true, "", &self.typed, HINT)
        });
        let selected = self.shown.get(self.selected).map(|at| row_id(*at).accesskit_id());
        ui.ctx().accesskit_node_builder(field.id, |node| {
            node.set_label("Command palette");
            if let Some(selected) = selected {
                node.set_active_descendant(selected);
            }
        });
        focus_first(ui, &field);
        if field.changed() {
            self.find();
        }
        ui.painter().hline(rect.x_range(), rect.bottom(), egui::Stroke::new(theme::HAIRLINE, colours.hair));
    }

    /// Draws the visible rows. Returns the command of a row that was clicked.
    fn list_ui(&mut self, ui: &mut Ui, room: f32) -> Option<Command> {
        let margin = f32::from(LIST_MARGIN);
        let rows = ((room - 2.0 * margin) / theme::ROW_HEIGHT).floor().clamp(1.0, ROWS);
        let height = rows * theme::ROW_HEIGHT;
        let mut given = None;
        Frame::new().inner_margin(Margin::same(LIST_MARGIN)).show(ui, |ui| {
            if self.shown.is_empty() {
                nothing_ui(ui);
                return;
            }
            // Without a minimum height, the list would stay as short as the last one.
            let list =
                ScrollArea::vertical().id_salt("palette rows").max_height(height).min_scrolled_height(height);
            let list = list.auto_shrink([false, true]);
            list.show_viewport(ui, |ui, viewport| {
                let len = self.shown.len();
                spoken::list(ui, Role::ListBox, "Results", len);
                let origin = ui.max_rect().min;
                ui.set_height(len as f32 * theme::ROW_HEIGHT);
                let first = (viewport.top() / theme::ROW_HEIGHT).floor().max(0.0) as usize;
                let after = (viewport.bottom() / theme::ROW_HEIGHT).ceil().max(0.0) as usize;
                let row = |index: usize| {
                    let top = origin.y + index as f32 * theme::ROW_HEIGHT;
                    Rect::from_min_size(Pos2::new(origin.x, top), vec2(ui.available_width(), theme::ROW_HEIGHT))
                };
                if std::mem::take(&mut self.is_to_reveal) {
                    ui.scroll_to_rect_animation(row(self.selected), None, egui::style::ScrollAnimation::none());
                }
                for index in first..after.min(len) {
                    let Some((at, entry)) =
                        self.shown.get(index).and_then(|at| Some((*at, self.entries.get(*at)?)))
                    else {
                        continue;
                    };
                    let standing = Standing { index, len, is_selected: index == self.selected };
                    if row_ui(ui, row(index), row_id(at), entry, standing).clicked() && entry.obstacle.is_none() {
                        given = Some(entry.command.clone());
                    }
                }
            });
        });
        given
    }
}

const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);
const HINT: &str = "Find a command, section or source";
const LIST_MARGIN: i8 = 6;

impl Entry {
    /// The name by which it is remembered.
    pub fn name(&self) -> String {
        format!("{}: {}", self.group, self.label)
    }
}

/// The position of a row in the list.
#[derive(Clone, Copy)]
struct Standing {
    index: usize,
    len: usize,
    is_selected: bool,
}

fn row_id(at: usize) -> Id {
    Id::unique(("palette row", at))
}

fn nothing_ui(ui: &mut Ui) {
    let text = theme::INTERFACE.text("No matches").color(theme::tokens(ui).quiet);
    Frame::new().inner_margin(Margin::symmetric(10, 6)).show(ui, |ui| {
        ui.label(text);
        ui.take_available_width();
    });
}

fn row_ui(ui: &Ui, rect: Rect, id: Id, entry: &Entry, standing: Standing) -> Response {
    let colours = theme::tokens(ui);
    let is_enabled = entry.obstacle.is_none();
    let response = ui.interact(rect, id, Sense::CLICK);
    describe(&response, entry, standing);
    let ground =
        if standing.is_selected { Some(colours.wash) } else { response.hovered().then_some(colours.hover) };
    if let Some(ground) = ground {
        ui.painter().rect_filled(rect, CornerRadius::same(theme::RADIUS), ground);
    }
    let ink = if is_enabled { colours.ink } else { colours.quiet };
    let at = rect.left() + PADDING;
    text_ui(ui, rect, at, GROUP_WIDTH - PADDING, entry.group, colours.quiet);
    let aside = entry.obstacle.unwrap_or(&entry.shortcut);
    let font = theme::INTERFACE.font();
    let right = Pos2::new(rect.right() - PADDING, rect.center().y);
    let aside = ui.painter().text(right, Align2::RIGHT_CENTER, aside, font, colours.quiet);
    let left = at + GROUP_WIDTH;
    if entry.is_on == Some(true) {
        let tick = Pos2::new(left - TICK_GAP - TICK * 0.5, rect.center().y);
        ui.painter().text(tick, Align2::CENTER_CENTER, icon::CHECK, theme::Face::Icons.at(TICK), ink);
    }
    text_ui(ui, rect, left, aside.left() - theme::SPACE_4 - left, &entry.label, ink);
    response
}

fn describe(response: &Response, entry: &Entry, standing: Standing) {
    let aside = entry.obstacle.unwrap_or(&entry.shortcut);
    let mut name = entry.name();
    if !aside.is_empty() {
        name = format!("{name}, {aside}");
    }
    let Standing { index, len, is_selected } = standing;
    let at = spoken::Standing { index, len };
    spoken::row(response, Role::ListBoxOption, &name, at, Stand::Chosen(is_selected));
    response.ctx.accesskit_node_builder(response.id, |node| {
        if entry.obstacle.is_some() {
            node.set_disabled();
        }
        if let Some(is_on) = entry.is_on {
            node.set_toggled(if is_on { Toggled::True } else { Toggled::False });
        }
    });
}

/// One line of text, truncated to the width.
fn text_ui(ui: &Ui, row: Rect, left: f32, width: f32, text: &str, colour: Color32) {
    let mut job = LayoutJob::single_section(text.to_owned(), theme::INTERFACE.format(colour));
    job.wrap = TextWrapping::truncate_at_width(width.max(0.0));
    let galley = setting::one_row(ui.ctx(), job);
    ui.painter().galley(Pos2::new(left, row.center().y - galley.size().y * 0.5), galley, colour);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Action;

    fn entry(label: &str, obstacle: Option<&'static str>) -> Entry {
        Entry {
            group: "File",
            label: label.into(),
            others: "",
            shortcut: String::new(),
            obstacle,
            is_on: None,
            command: Command::Draft(Action::New),
        }
    }

    #[track_caller]
    fn check(used: &[&str], typed: &str, expected: &[&str]) {
        let entries = vec![entry("New", None), entry("Save", Some("read only")), entry("Open", None)];
        let used: Vec<String> = used.iter().map(|name| (*name).to_owned()).collect();
        let mut palette = Palette::new(entries, &used);
        palette.typed = typed.into();
        palette.find();
        let labels: Vec<&str> = palette.shown().map(|entry| entry.label.as_str()).collect();
        assert_eq!(labels, expected);
    }

    #[test]
    fn what_was_used_last_comes_first_while_nothing_is_typed() {
        check(&[], "", &["New", "Open"]);
        check(&["File: Open", "File: Save"], "", &["Open", "New"]);
    }

    #[test]
    fn what_cannot_be_given_is_found_when_it_is_asked_for_and_comes_last() {
        check(&[], "file", &["New", "Open", "Save"]);
        check(&[], "save", &["Save"]);
    }
}
