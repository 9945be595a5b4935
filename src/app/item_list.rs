//! What takeaways, sections and sources share as lists: the controls in an item’s margin, and the quiet button that
//! adds one. The form draws the items.

use egui::accesskit::Role;
use egui::{
    Button, Event, EventFilter, Id, Key, Popup, Pos2, Rect, Response, Sense, Stroke, Ui, Vec2, WidgetInfo, vec2,
};

use super::command::{self, Command};
use super::controls::button::{icon_button, icon_control, quiet_button, quiet_width};
use super::surface::{Entry, Leave};
use super::{carry, icon, keys, spoken, theme};
use crate::article::{Direction, Item, ItemKind};
use crate::page;
use crate::session::Action;

/// The position of an item in its list.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    pub index: usize,
    pub len: usize,
}

/// Where an item's margin controls are drawn.
#[derive(Clone, Copy, Debug)]
pub struct Margins {
    /// The rectangle of the item's text; the controls are outside it.
    pub text: Rect,
    /// The vertical middle of the controls.
    pub middle: f32,
}

const BUTTON: f32 = 22.0;
/// Between the text and the controls next to it. The line that marks the active part is in between.
const LEFT_GAP: f32 = 28.0;
const RIGHT_GAP: f32 = 6.0;

/// Draws the controls of an item while the pointer or the focus is on it. `name` is its name in the interface. Returns
/// whether one of the controls has the focus.
pub fn controls_ui(
    ui: &mut Ui,
    item: &Item,
    name: &str,
    standing: Standing,
    margins: Margins,
    commands: &mut Vec<Command>,
) -> bool {
    let ids = control_ids(item);
    let is_carried = carry::carried(ui.ctx()).is_some_and(|carried| carried == *item);
    if !is_carried && !is_wanted(ui, &ids, margins.text) {
        return false;
    }
    let [handle, remove] = ids;
    let at = |x: f32| Rect::from_center_size(Pos2::new(x, margins.middle), Vec2::splat(BUTTON));
    if standing.len > 1 {
        let left = margins.text.left() - LEFT_GAP - BUTTON * 0.5;
        handle_ui(ui, at(left), handle, item, name, standing, commands);
    }
    let right = margins.text.right() + RIGHT_GAP + BUTTON * 0.5;
    if icon_button(ui, at(right), remove, icon::X, &format!("Remove {name}")).clicked() {
        commands.push(Command::Remove(item.clone()));
    }
    ui.memory(|memory| memory.focused()).is_some_and(|id| ids.contains(&id))
}

/// The handle and the remove button.
fn control_ids(item: &Item) -> [Id; 2] {
    ["handle", "remove"].map(|what| Id::unique((what, item)))
}

/// The first of an item's controls.
pub fn first_control(item: &Item, standing: Standing) -> Id {
    let [handle, remove] = control_ids(item);
    if standing.len > 1 { handle } else { remove }
}

/// The handle for dragging an item. A click on it shows a menu with the other ways to move.
fn handle_ui(
    ui: &Ui,
    rect: Rect,
    id: Id,
    item: &Item,
    name: &str,
    standing: Standing,
    commands: &mut Vec<Command>,
) {
    let label = format!("Move {name}");
    let response = icon_control(ui, rect, id, Sense::click_and_drag(), icon::DOTS_SIX_VERTICAL, &label);
    if response.drag_started() {
        carry::take_up(ui.ctx(), item.clone());
    }
    let is_carried = carry::carried(ui.ctx()).is_some();
    let cursor = if is_carried { egui::CursorIcon::Grabbing } else { egui::CursorIcon::Grab };
    let response = response.on_hover_cursor(cursor);
    let menu = Popup::menu(&response)
        .id(menu_id(id))
        .accessible_name(&label)
        .style(theme::menu_style as fn(&mut egui::Style));
    menu.show(|ui| {
        let ways = [
            ("Move up", Command::MoveUp, Direction::Up, standing.index > 0),
            ("Move down", Command::MoveDown, Direction::Down, standing.index + 1 < standing.len),
        ];
        for (label, command, direction, is_possible) in ways {
            let shortcut = command::find(&command).map(command::Row::shortcut_text).unwrap_or_default();
            let row = ui.add_enabled(is_possible, Button::new(label).shortcut_text(shortcut));
            row.widget_info(|| WidgetInfo::labeled(Role::MenuItem, is_possible, label));
            if row.clicked() {
                commands.push(Action::Shift(item.clone(), direction).into());
                ui.close();
            }
        }
    });
    if !is_carried && !Popup::is_any_open(ui.ctx()) {
        response.on_hover_text(HANDLE_HINT);
    }
}

fn menu_id(handle: Id) -> Id {
    handle.with("menu")
}

const HANDLE_HINT: &str = "Drag to move; click for more";

/// Whether the pointer is on the item or its margins, or the focus is in it.
fn is_wanted(ui: &Ui, buttons: &[Id; 2], text: Rect) -> bool {
    let reach = text.expand2(vec2(theme::FORM_MARGIN, 0.0)).with_max_x(text.right() + BUTTON + 2.0 * RIGHT_GAP);
    let focused = ui.memory(|memory| memory.focused());
    let is_held = |id: &Id| ui.ctx().read_response(*id).is_some_and(|held| held.is_pointer_button_down_on());
    let is_in_use = |id: &Id| is_held(id) || Popup::is_id_open(ui.ctx(), menu_id(*id));
    ui.rect_contains_pointer(reach)
        || buttons.iter().any(is_in_use)
        || focused.is_some_and(|id| buttons.contains(&id))
        || has_focus(ui, text)
}

/// Whether the focused field is in this part of the form.
fn has_focus(ui: &Ui, part: Rect) -> bool {
    let Some(id) = ui.memory(|memory| memory.focused()) else { return false };
    ui.ctx().read_response(id).is_some_and(|response| part.expand(1.0).contains_rect(response.rect))
}

/// The button at the end of a list that adds an item to it, so far from the side at which the items stand.
pub fn add_ui(
    ui: &mut Ui,
    kind: ItemKind,
    len: usize,
    (indent, side): (f32, page::Direction),
    commands: &mut Vec<Command>,
) -> Response {
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), ADD_HEIGHT), Sense::hover());
    let overhang = indent - 2.0 * theme::SPACE_1;
    let label = new_label(kind);
    let shown = match side {
        page::Direction::LeftToRight => Rect::from_min_size(row.min, vec2(ADD_WIDTH, ADD_HEIGHT)),
        // The words end where those of the items begin.
        page::Direction::RightToLeft => row.with_min_x(row.right() - quiet_width(ui, label)),
    };
    let shown = match side {
        page::Direction::LeftToRight => shown.translate(vec2(overhang, 0.0)),
        page::Direction::RightToLeft => shown.translate(vec2(-overhang, 0.0)),
    };
    let response = quiet_button(ui, shown, add_id(kind), label);
    if response.clicked() {
        commands.push(Action::Insert(kind, len).into());
    }
    response
}

/// The hint of an empty list: a field in the type of its items, in which the first item is typed. Returns how the
/// cursor leaves it.
pub fn first_ui(
    ui: &mut Ui,
    kind: ItemKind,
    hint: &str,
    letters: theme::Type,
    (indent, side): (f32, page::Direction),
    commands: &mut Vec<Command>,
) -> (Response, Option<Leave>) {
    let hint = Hint { id: add_id(kind), name: new_label(kind), text: hint, letters, indent, side };
    let (response, is_begun, leave) = hint_ui(ui, &hint);
    if is_begun {
        commands.push(Action::Insert(kind, 0).into());
    }
    (response, leave)
}

/// A field for a text that does not exist yet.
#[derive(Clone, Copy, Debug)]
pub struct Hint<'a> {
    pub id: Id,
    pub name: &'a str,
    pub text: &'a str,
    pub letters: theme::Type,
    pub indent: f32,
    /// At which it stands.
    pub side: page::Direction,
}

/// Draws such a field across the whole width. Returns whether its text was started, by a click or by typing, which is
/// held for it; and how a key leaves the field.
pub fn hint_ui(ui: &mut Ui, hint: &Hint<'_>) -> (Response, bool, Option<Leave>) {
    let Hint { id, name, text, letters, indent, side } = *hint;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), letters.line_height), Sense::hover());
    let reach = rect.expand2(vec2(theme::SPACE_2, 2.0));
    let mut response = ui.interact(reach, id, Sense::click());
    // Space is typed into it like any other character.
    response.flags -= egui::response::Flags::FAKE_PRIMARY_CLICKED;
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(Role::TextInput);
        node.set_label(name);
        node.set_value("");
        node.set_placeholder(text);
        node.add_action(egui::accesskit::Action::Click);
    });
    spoken::words(ui, id, rect, "");
    let is_pointed = response.hovered() && !response.has_focus();
    let colour = if is_pointed { theme::quiet(ui) } else { theme::hint(ui) };
    let job = egui::text::LayoutJob::single_section(text.to_owned(), letters.regular().format(colour));
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let (edge, left) = match side {
        page::Direction::LeftToRight => (rect.left() + indent, rect.left() + indent),
        page::Direction::RightToLeft => (rect.right() - indent, rect.right() - indent - galley.size().x),
    };
    ui.painter().galley(Pos2::new(left, rect.top()), galley, colour);
    let asked = if response.has_focus() { asked_by_keys(ui, &response) } else { None };
    let is_begun = response.clicked()
        || asked == Some(Asked::First)
        || ui.input(|input| input.has_accesskit_action_request(id, egui::accesskit::Action::Click));
    if response.has_focus() {
        caret_ui(ui, Pos2::new(edge, rect.top()), letters);
    }
    let leave = match asked {
        Some(Asked::Leave(leave)) => Some(leave),
        Some(Asked::First) | None => None,
    };
    (response.on_hover_cursor(egui::CursorIcon::Text), is_begun, leave)
}

/// What keys do in the field of an empty list.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Asked {
    /// Something is typed, which starts the first item.
    First,
    Leave(Leave),
}

/// Typed text is held for the field to come, and so is what follows a key that leaves the field.
fn asked_by_keys(ui: &Ui, response: &Response) -> Option<Asked> {
    let all = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: false };
    ui.memory_mut(|memory| {
        memory.set_focus_lock_filter(response.id, all);
        memory.move_focus(egui::FocusDirection::None);
    });
    keys::be_field(ui.ctx(), response.id);
    keys::ask_input_method(ui.ctx(), response.rect, response.rect);
    let mut typed: Vec<Event> =
        ui.input_mut(|input| input.events.extract_if(.., |e| keys::is_typing(e)).collect());
    let (at, asked) =
        typed.iter().enumerate().find_map(|(at, event)| asked_by(event, response).map(|a| (at, a)))?;
    let first_held = if asked == Asked::First { at } else { at + 1 };
    let held = typed.split_off(first_held.min(typed.len()));
    ui.ctx().with_plugin(|keys: &mut keys::Keys| keys.hold(held));
    Some(asked)
}

fn asked_by(event: &Event, response: &Response) -> Option<Asked> {
    let x = response.rect.left();
    let leave = match event {
        Event::Text(_) | Event::Paste(_) => return Some(Asked::First),
        Event::Ime(ime) => return keys::composes(ime).then_some(Asked::First),
        Event::Key { key, pressed: true, modifiers, .. } if !modifiers.command && !modifiers.alt => match key {
            Key::Tab if modifiers.shift => Leave::Back,
            Key::Tab | Key::Enter => Leave::On,
            Key::ArrowUp => Leave::Before(Entry::LastRow(x)),
            Key::ArrowDown => Leave::After(Entry::FirstRow(x)),
            Key::ArrowLeft => Leave::Before(Entry::End),
            Key::ArrowRight => Leave::After(Entry::Start),
            _ => return None,
        },
        _ => return None,
    };
    Some(Asked::Leave(leave))
}

/// The cursor in an empty field.
fn caret_ui(ui: &Ui, at: Pos2, letters: theme::Type) {
    if ui.input(|input| input.focused) {
        let row = egui::Rangef::new(at.y, at.y + letters.line_height);
        let height = (row.span() * theme::CARET_SHARE).round();
        let y = egui::Rangef::new(row.center() - height * 0.5, row.center() + height * 0.5);
        ui.painter().vline(at.x, y, Stroke::new(theme::MARK, theme::tokens(ui).accent));
    }
}

/// The label of the button that adds an item of this kind.
pub fn new_label(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Takeaway => "New takeaway",
        ItemKind::Section => "New section",
        ItemKind::Source => "New source",
    }
}

/// The button that adds an item of this kind. It gets the focus when the list is empty.
pub fn add_id(kind: ItemKind) -> Id {
    Id::unique(("add", kind))
}

const ADD_WIDTH: f32 = 116.0;
const ADD_HEIGHT: f32 = 26.0;
