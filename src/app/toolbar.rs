//! The quiet toolbar at the selection: the formats the text has and can have. It appears below the selected text, never
//! over it, and disappears with the selection. Its buttons are commands.

use egui::accesskit::{Role, Toggled};
use egui::{
    Align2, Area, CornerRadius, EventFilter, Frame, Id, Key, Margin, Modifiers, Order, Pos2, Rect, Response,
    Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, vec2,
};

use super::command::{self, Command};
use super::{icon, theme};
use crate::article::Place;
use crate::writing::{self, Format, Selection};

/// The toolbar and its state between frames.
#[derive(Default)]
pub struct Toolbar {
    known: Option<Known>,
    /// The last visible rectangle of the selection.
    at: Option<Rect>,
    rect: Option<Rect>,
    has_focus: bool,
    wants_focus: bool,
}

/// The formats of a selection, updated only when the selection changes.
#[derive(Debug)]
struct Known {
    place: Place,
    selection: Selection,
    revision: u64,
    on: Vec<bool>,
}

/// The selection that the toolbar is for in this frame.
#[derive(Clone, Copy, Debug)]
pub struct Chosen<'a> {
    pub place: &'a Place,
    pub text: &'a str,
    pub selection: Selection,
    /// Its rectangle on the screen; `None` while the focus is elsewhere.
    pub at: Option<Rect>,
    pub revision: u64,
}

/// A button: its command and its label.
struct Tool {
    command: Command,
    sign: Sign,
}

/// The label of a button.
#[derive(Clone, Copy)]
enum Sign {
    Icon(&'static str),
    /// As it is written in a text.
    Text(&'static str),
}

const BUTTON: f32 = 28.0;
const MARGIN: f32 = 3.0;
/// Between two groups, with the separator in the middle.
const GROUP_GAP: f32 = 9.0;
/// Between the text and the toolbar.
const GAP: f32 = 8.0;
/// The number of tools for text; those for paragraphs follow.
const WORD_TOOLS: usize = 4;

fn tools() -> [Tool; 8] {
    let tool = |command, icon| Tool { command, sign: Sign::Icon(icon) };
    [
        tool(Command::Toggle(Format::Bold), icon::TEXT_B),
        tool(Command::Toggle(Format::Italic), icon::TEXT_ITALIC),
        tool(Command::Link, icon::LINK),
        Tool { command: Command::Cite, sign: Sign::Text("[1]") },
        tool(Command::Toggle(Format::Heading), icon::TEXT_H),
        tool(Command::Toggle(Format::Quotation), icon::QUOTES),
        tool(Command::Toggle(Format::NumberedList), icon::LIST_NUMBERS),
        tool(Command::Toggle(Format::BulletedList), icon::LIST_BULLETS),
    ]
}

impl Toolbar {
    /// Gives the first button the focus as soon as it is drawn.
    pub fn focus(&mut self) {
        self.wants_focus = true;
    }

    /// Whether one of its buttons has the focus, or is about to get it.
    pub fn has_focus(&self) -> bool {
        self.has_focus || self.wants_focus
    }

    /// Whether a button is about to get the focus.
    pub fn is_taking_focus(&self) -> bool {
        self.wants_focus
    }

    /// Nothing is selected any more.
    pub fn leave(&mut self) {
        self.at = None;
        self.rect = None;
        self.has_focus = false;
        self.wants_focus = false;
    }

    /// Draws the toolbar, if it is wanted and there is room for it.
    pub fn ui(&mut self, ctx: &egui::Context, chosen: Chosen<'_>, commands: &mut Vec<Command>) {
        self.at = chosen.at.or(self.at);
        let Some(at) = self.at.filter(|_| self.is_wanted(ctx, &chosen)) else { return self.leave() };
        let tools = tools();
        let shown = if matches!(chosen.place, Place::Takeaway(_)) { WORD_TOOLS } else { tools.len() };
        let Some(place) = place(ctx.content_rect(), at, size(shown)) else { return self.leave() };
        self.look_up(&chosen);
        let colours = if ctx.global_style().visuals.dark_mode { &theme::DARK } else { &theme::LIGHT };
        let frame = Frame::new()
            .fill(colours.paper)
            .stroke(Stroke::new(theme::HAIRLINE, colours.hair))
            .corner_radius(theme::RADIUS)
            .shadow(ctx.global_style().visuals.popup_shadow)
            .inner_margin(Margin::same(MARGIN as i8));
        let area = Area::new(Id::unique("format toolbar"))
            .accessible_name("Format")
            .order(Order::Middle)
            .fade_in(false)
            .constrain(false)
            .fixed_pos(place);
        let area = area.show(ctx, |ui| {
            frame.show(ui, |ui| {
                ui.ctx().accesskit_node_builder(ui.unique_id(), |node| node.set_role(Role::Toolbar));
                self.buttons_ui(ui, tools.get(..shown).unwrap_or_default(), &chosen, commands);
            });
        });
        self.rect = Some(area.response.rect);
    }

    /// Whether something is selected and the pointer is not pressed, or the toolbar itself is in use.
    fn is_wanted(&self, ctx: &egui::Context, chosen: &Chosen<'_>) -> bool {
        let (is_down, is_over) = ctx.input(|input| {
            let pointer = input.pointer.latest_pos();
            let is_over = pointer.zip(self.rect).is_some_and(|(at, rect)| rect.contains(at));
            (input.pointer.any_down() || input.pointer.any_released(), is_over)
        });
        let is_used = self.has_focus || self.wants_focus || (is_down && is_over);
        is_used || (chosen.at.is_some() && !chosen.selection.is_empty() && !is_down)
    }

    fn look_up(&mut self, chosen: &Chosen<'_>) {
        let is_known = self.known.as_ref().is_some_and(|known| {
            known.place == *chosen.place
                && known.selection == chosen.selection
                && known.revision == chosen.revision
        });
        if is_known {
            return;
        }
        let formats: Vec<Option<Format>> = tools().into_iter().map(|tool| format_of(tool.command)).collect();
        let asked: Vec<Format> = formats.iter().flatten().cloned().collect();
        let mut found = writing::has_each(chosen.text, chosen.selection, &asked).into_iter();
        let selected = chosen.text.get(chosen.selection.range()).unwrap_or_default();
        let is_cited = selected.starts_with("[^") && writing::citation_at(chosen.text, chosen.selection).is_some();
        let on = formats.iter().map(|format| match format {
            Some(_) => found.next().unwrap_or_default(),
            None => is_cited,
        });
        let on = on.collect();
        self.known = Some(Known {
            place: chosen.place.clone(),
            selection: chosen.selection,
            revision: chosen.revision,
            on,
        });
    }

    fn buttons_ui(&mut self, ui: &mut Ui, tools: &[Tool], chosen: &Chosen<'_>, commands: &mut Vec<Command>) {
        let inner = size(tools.len()) - Vec2::splat(2.0 * MARGIN);
        let (rect, _) = ui.allocate_exact_size(inner, Sense::hover());
        let ids: Vec<Id> = (0..tools.len()).map(|index| Id::unique(("format tool", index))).collect();
        let focused = ids.iter().position(|id| ui.memory(|memory| memory.has_focus(*id)));
        let focused = match focused {
            Some(at) => Some(walk(ui, at, tools.len())),
            None => self.wants_focus.then_some(0),
        };
        if let Some(id) = focused.and_then(|at| ids.get(at)) {
            ui.memory_mut(|memory| memory.request_focus(*id));
        }
        self.has_focus = focused.is_some();
        self.wants_focus = false;
        for (index, (tool, id)) in tools.iter().zip(&ids).enumerate() {
            let is_on = self.known.as_ref().and_then(|known| known.on.get(index)).copied().unwrap_or_default();
            let button =
                Rect::from_min_size(Pos2::new(rect.left() + left(index), rect.top()), Vec2::splat(BUTTON));
            let response = tool_ui(ui, button, *id, tool, is_on);
            if response.clicked() {
                commands.push(tool.command.clone());
                self.has_focus = false;
            }
        }
        if tools.len() > WORD_TOOLS {
            let x = rect.left() + left(WORD_TOOLS) - GROUP_GAP * 0.5;
            let hair = Stroke::new(theme::HAIRLINE, theme::tokens(ui).hair);
            ui.painter().vline(x, rect.shrink2(vec2(0.0, theme::SPACE_1)).y_range(), hair);
        }
        let escapes = focused.is_some() && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape));
        if escapes {
            self.has_focus = false;
            commands.push(Command::Select(chosen.place.clone(), chosen.selection));
        }
    }
}

/// The format that a tool toggles; `None` for citations.
fn format_of(command: Command) -> Option<Format> {
    if let Command::Toggle(format) = command {
        return Some(format);
    }
    (command == Command::Link).then(|| Format::Link { address: String::new() })
}

/// The button that has the focus after the arrow keys.
fn walk(ui: &Ui, at: usize, len: usize) -> usize {
    let (forward, back) = ui.input_mut(|input| {
        let mut count = |key| input.count_and_consume_key(Modifiers::NONE, key);
        (count(Key::ArrowRight), count(Key::ArrowLeft))
    });
    (at + forward + len * back - back) % len.max(1)
}

fn left(index: usize) -> f32 {
    index as f32 * BUTTON + if index >= WORD_TOOLS { GROUP_GAP } else { 0.0 }
}

fn size(tools: usize) -> Vec2 {
    let gap = if tools > WORD_TOOLS { GROUP_GAP } else { 0.0 };
    vec2(tools as f32 * BUTTON + gap, BUTTON) + Vec2::splat(2.0 * MARGIN)
}

/// The top left corner: below the text, or if there is no room, above the previous line, which the writer has just read;
/// `None` if neither fits.
fn place(room: Rect, at: Rect, size: Vec2) -> Option<Pos2> {
    let (top, bottom) = (room.top() + theme::BAR_HEIGHT, room.bottom() - theme::STATUS_HEIGHT);
    let under = at.bottom() + GAP;
    let over = at.top() - theme::FORM_BODY.line_height - GAP - size.y;
    let y = if under + size.y <= bottom { under } else { Some(over).filter(|over| *over >= top)? };
    let x = at.left().min(room.right() - size.x - theme::SPACE_2).max(room.left() + theme::SPACE_2);
    Some(Pos2::new(x.round(), y.round()))
}

fn tool_ui(ui: &Ui, rect: Rect, id: Id, tool: &Tool, is_on: bool) -> Response {
    let row = command::find(&tool.command);
    let name = row.map(|row| row.name()).unwrap_or_default();
    let shortcut = row.map(|row| row.shortcut_text()).unwrap_or_default();
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_toggled(if is_on { Toggled::True } else { Toggled::False });
        node.set_keyboard_shortcut(shortcut.as_str());
    });
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, escape: true, tab: false };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let colours = theme::tokens(ui);
    let is_lit = response.hovered() || response.has_focus();
    let ground = if is_on { Some(colours.wash) } else { is_lit.then_some(colours.hover) };
    if let Some(ground) = ground {
        ui.painter().rect_filled(rect, CornerRadius::same(theme::RADIUS_SMALL), ground);
    }
    if response.has_focus() {
        let stroke = Stroke::new(theme::HAIRLINE, colours.accent);
        ui.painter().rect_stroke(rect, CornerRadius::same(theme::RADIUS_SMALL), stroke, StrokeKind::Inside);
    }
    let ink = if is_on { colours.accent } else { colours.ink };
    let (sign, font) = match tool.sign {
        Sign::Icon(icon) => (icon, theme::Face::Icons.at(theme::ICON)),
        Sign::Text(text) => (text, theme::INTERFACE.font()),
    };
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, sign, font, ink);
    response.on_hover_text(format!("{name}  {shortcut}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(at: [f32; 4], expected: Option<[f32; 2]>) {
        let room = Rect::from_min_size(Pos2::ZERO, vec2(1000.0, 700.0));
        let [x, y, width, height] = at;
        let at = Rect::from_min_size(Pos2::new(x, y), vec2(width, height));
        let placed = place(room, at, vec2(240.0, 34.0));
        assert_eq!(placed, expected.map(Pos2::from));
        if let Some(placed) = placed {
            let rect = Rect::from_min_size(placed, vec2(240.0, 34.0));
            let words = at.with_min_y(at.top() - theme::FORM_BODY.line_height);
            assert!(!rect.intersects(words) && room.contains_rect(rect));
        }
    }

    #[test]
    fn the_toolbar_never_covers_the_words_nor_the_line_above() {
        check([300.0, 300.0, 50.0, 20.0], Some([300.0, 328.0]));
        check([300.0, 640.0, 50.0, 20.0], Some([300.0, 570.0]));
        check([980.0, 300.0, 50.0, 20.0], Some([752.0, 328.0]));
        check([300.0, 50.0, 400.0, 640.0], None);
    }
}
