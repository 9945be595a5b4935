//! Key takeaways: a bulleted list in which Enter starts the next item. In an empty item, Enter moves to the next field
//! and Backspace to the previous one, and the empty item is removed.

use egui::accesskit::Role;
use egui::{Color32, Key, Modifiers, Pos2, Rect, Ui, UiBuilder};

use super::field::{field_id, left_out_ui};
use super::lists;
use super::pen::Pen;
use super::side::{from_edge, rest};
use crate::app::item_list::{self, Margins, Standing};
use crate::app::surface::{Kind, Leave};
use crate::app::theme;
use crate::article::{self, Item, ItemKind, Place};
use crate::writing::Selection;

/// The indent of a takeaway from the edge of the text.
pub(super) const INDENT: f32 = 22.0;
const BULLET: f32 = 6.0;
/// The recommended number of takeaways.
const FITTING: std::ops::RangeInclusive<usize> = 3..=5;

pub(super) fn label_ui(ui: &mut Ui, pen: &mut Pen) -> f32 {
    let count = pen.article().takeaways.len();
    let colours = theme::tokens(ui);
    let colour = if count > *FITTING.end() { colours.warning } else { colours.quiet };
    let of = format!("{count} ({}–{} recommended)", FITTING.start(), FITTING.end());
    lists::label(ui, pen, "Key takeaways", (count > 0).then_some((of, colour)), 0.0);
    theme::SPACE_1
}

pub(super) fn takeaway_ui(ui: &mut Ui, pen: &mut Pen, id: article::Id, index: usize) -> f32 {
    let place = Place::Takeaway(id);
    let Some(takeaway) = pen.article().takeaways.get(index).filter(|t| t.id == id).cloned() else { return 0.0 };
    if !pen.is_read_only() {
        keys(ui, pen, &place, &takeaway.text, index);
    }
    let whole = ui.available_rect_before_wrap();
    let middle = whole.top() + pen.writing().letters(theme::FORM_BODY).line_height * 0.5;
    let colours = theme::tokens(ui);
    let name = format!("Takeaway {}", index + 1);
    let direction = pen.direction_of(&takeaway.text);
    let mut line = ui.new_child(UiBuilder::new().max_rect(rest(whole, INDENT, direction)));
    let hint = if index == 0 { HINT } else { "Another one" };
    pen.markdown_ui(&mut line, &place, &takeaway.text, &name, hint, Kind::Line);
    let text = Rect::from_min_max(whole.min, Pos2::new(whole.right(), line.min_rect().bottom()));
    ui.allocate_space(text.size());
    if text.height() > 0.0 {
        let is_lit = !pen.is_alone() || pen.focused() == Some(&place);
        let colour = match takeaway.text.is_empty() {
            true => colours.track,
            false if is_lit => colours.accent,
            false => colours.dim,
        };
        bullet(ui, Pos2::new(from_edge(whole, BULLET, direction), middle), colour);
    }
    let standing = Standing { index, len: pen.article().takeaways.len() };
    margin_ui(ui, pen, &Item::Takeaway(id), &name.to_lowercase(), standing, Margins { text, middle });
    theme::SPACE_1 + 1.0
}

const HINT: &str = "What to remember";

/// The controls in the margin of an item, if the draft may be changed.
pub(super) fn margin_ui(
    ui: &mut Ui,
    pen: &mut Pen,
    item: &Item,
    name: &str,
    standing: Standing,
    margins: Margins,
) {
    if pen.is_read_only() || pen.is_alone() {
        return;
    }
    pen.offer(ui, &item.first_place(), item_list::first_control(item, standing));
    let has_focus = item_list::controls_ui(ui, item, name, standing, margins, pen.commands);
    pen.note_item(item, has_focus);
}

pub(super) fn add_ui(ui: &mut Ui, pen: &mut Pen) -> f32 {
    let len = pen.article().takeaways.len();
    let is_here = pen.has_cursor(ui, item_list::add_id(ItemKind::Takeaway), &Place::Takeaways);
    if len == 0 && !pen.is_read_only() && (is_here || !pen.is_alone()) {
        let top = ui.cursor().top();
        let x = from_edge(ui.available_rect_before_wrap(), BULLET, pen.side());
        let at = Pos2::new(x, top + theme::FORM_BODY.line_height * 0.5);
        bullet(ui, at, theme::tokens(ui).track);
    }
    list_end_ui(ui, pen, ItemKind::Takeaway, len, HINT, (theme::FORM_BODY, INDENT));
    theme::SPACE_6
}

/// The end of a list: the hint of an empty one, or the button that adds an item.
pub(super) fn list_end_ui(
    ui: &mut Ui,
    pen: &mut Pen,
    kind: ItemKind,
    len: usize,
    hint: &str,
    (letters, indent): (theme::Type, f32),
) {
    if pen.is_read_only() {
        return;
    }
    pen.take_goal(ui, item_list::add_id(kind));
    if pen.is_alone() && len > 0 {
        return;
    }
    if pen.is_left_out(ui, item_list::add_id(kind), &kind.place(), "") {
        left_out_ui(ui, item_list::add_id(kind), Role::TextInput, item_list::new_label(kind), hint);
        return;
    }
    let (response, leave) = if len == 0 {
        item_list::first_ui(ui, kind, hint, letters, (indent, pen.side()), pen.commands)
    } else {
        (item_list::add_ui(ui, kind, len, (indent, pen.side()), pen.commands), None)
    };
    pen.note_focus(&kind.place(), &response);
    if let Some(leave) = leave {
        pen.leave(&kind.place(), leave);
    }
}

fn bullet(ui: &Ui, at: Pos2, colour: Color32) {
    ui.painter().circle_filled(at, BULLET_RADIUS, colour);
}

const BULLET_RADIUS: f32 = 2.0;

/// Enter splits at the cursor; Backspace in an empty takeaway goes back to the previous one.
fn keys(ui: &Ui, pen: &mut Pen, place: &Place, text: &str, index: usize) {
    let id = field_id(place);
    if !ui.memory(|memory| memory.has_focus(id)) {
        return;
    }
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)) {
        if text.trim().is_empty() { leave(pen, place) } else { split(pen, place, text, index) }
    } else if text.is_empty() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Backspace)) {
        remove(pen, place, index);
    }
}

fn split(pen: &mut Pen, place: &Place, text: &str, index: usize) {
    let at = pen.selection_at(place).within(text).caret;
    let (kept, moved) = text.split_at_checked(at).unwrap_or((text, ""));
    let (kept, moved) = (kept.trim_end().to_owned(), moved.trim_start().to_owned());
    let kept = if moved.is_empty() { text.to_owned() } else { kept };
    let mut next = None;
    pen.step(Place::Takeaways, |article| {
        let new = article.insert(ItemKind::Takeaway, index + 1).first_place();
        let places = article.takeaways.get(index).map(|t| Place::Takeaway(t.id));
        for (place, text) in places.into_iter().zip([kept]).chain([(new.clone(), moved)]) {
            if let Some(old) = article.text_mut(&place).filter(|old| **old != text) {
                *old = text;
            }
        }
        next = Some(new);
    });
    if let Some(next) = next {
        pen.go_to(next, Some(Selection::at(0)));
    }
}

/// Goes to the next field and removes the empty takeaway.
fn leave(pen: &mut Pen, place: &Place) {
    pen.leave(place, Leave::On);
    if let Some(item) = place.item() {
        pen.remove(&item);
    }
}

fn remove(pen: &mut Pen, place: &Place, index: usize) {
    let Some(item) = place.item() else { return };
    pen.remove(&item);
    let takeaways = &pen.article().takeaways;
    let next = takeaways.get(index.saturating_sub(1)).map(|t| (Place::Takeaway(t.id), t.text.len()));
    match next {
        Some((place, end)) => pen.go_to(place, Some(Selection::at(if index == 0 { 0 } else { end }))),
        None => pen.go_to(Place::Takeaways, None),
    }
}
