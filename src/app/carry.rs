//! Dragging an item to another position in its list: where it would land, the line that shows it, and the command when
//! it is dropped. Both the form and the outline use this. The document moves the item.

use egui::{Context, DragAndDrop, Pos2, Rangef, Stroke, Ui, Vec2};

use super::command::Command;
use super::theme;
use crate::article::Item;
use crate::session::Action;

/// In seconds. After a longer frame the list does not jump.
const LONGEST_FRAME: f32 = 0.1;

/// The item being dragged.
struct Carried(Item);

/// The positions of a list's items on the screen, from top to bottom.
pub struct List {
    pub spans: Vec<Rangef>,
    pub sides: Rangef,
    /// The space at the end of each span, below the item.
    pub gap: f32,
}

/// Starts to drag an item.
pub fn take_up(ctx: &Context, item: Item) {
    DragAndDrop::set_payload(ctx, Carried(item));
}

/// The item being dragged.
pub fn carried(ctx: &Context) -> Option<Item> {
    DragAndDrop::payload::<Carried>(ctx).map(|carried| carried.0.clone())
}

/// Shows where the item would be dropped while the pointer is over this part of the window. Dropping it moves it from
/// position `from`. The list scrolls while the pointer is near an edge.
pub fn land_ui(ui: &Ui, item: &Item, from: usize, list: &List, commands: &mut Vec<Command>) {
    let seen = ui.clip_rect();
    let Some(pointer) = ui.input(|input| input.pointer.interact_pos()).filter(|at| seen.contains(*at)) else {
        return;
    };
    let gap = gap_at(&list.spans, pointer.y);
    let colours = theme::tokens(ui);
    if let Some(span) = list.spans.get(from) {
        let lifted = egui::Rect::from_x_y_ranges(list.sides, Rangef::new(span.min, span.max - list.gap));
        ui.painter().rect_filled(lifted, f32::from(theme::RADIUS), colours.paper.gamma_multiply(LIFTED));
    }
    if let Some(height) = height_of(list, gap) {
        let stroke = Stroke::new(theme::MARK, colours.accent);
        ui.painter().hline(list.sides, height, stroke);
        ui.painter().circle_filled(Pos2::new(list.sides.min, height), KNOB, colours.accent);
    }
    if ui.input(|input| input.pointer.any_released()) {
        let to = if gap > from { gap - 1 } else { gap };
        if to != from {
            commands.push(Action::MoveTo(item.clone(), to).into());
        }
    }
    scroll_near_edges(ui, pointer, seen.y_range());
}

/// The opacity of the paper over the item being dragged.
const LIFTED: f32 = 0.6;
const KNOB: f32 = 3.5;
/// The distance from an edge, in points, at which the list scrolls, and the greatest speed in points per second.
const EDGE: f32 = 48.0;
const SPEED: f32 = 900.0;

fn scroll_near_edges(ui: &Ui, pointer: Pos2, seen: Rangef) {
    let above = (seen.min + EDGE - pointer.y).clamp(0.0, EDGE);
    let below = (pointer.y - (seen.max - EDGE)).clamp(0.0, EDGE);
    let share = (above - below) / EDGE;
    if share != 0.0 {
        let seconds = ui.input(|input| input.stable_dt).min(LONGEST_FRAME);
        ui.scroll_with_delta(Vec2::new(0.0, share * SPEED * seconds));
        ui.ctx().request_repaint();
    }
}

/// The index of the item below the pointer, or the number of items after the last one.
fn gap_at(spans: &[Rangef], pointer: f32) -> usize {
    spans.iter().take_while(|span| span.center() < pointer).count()
}

/// The height of the line drawn for a gap: the middle between two items.
fn height_of(list: &List, gap: usize) -> Option<f32> {
    let above = gap.checked_sub(1).and_then(|above| list.spans.get(above)).map(|span| span.max);
    let edge = above.or_else(|| list.spans.get(gap).map(|span| span.min))?;
    Some((edge - list.gap * 0.5).round())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list() -> List {
        let spans = [(0.0, 100.0), (100.0, 140.0), (140.0, 400.0)].map(|(min, max)| Rangef::new(min, max));
        List { spans: spans.into(), sides: Rangef::new(0.0, 10.0), gap: 20.0 }
    }

    #[track_caller]
    fn check(pointer: f32, gap: usize, line: f32) {
        assert_eq!(gap_at(&list().spans, pointer), gap);
        assert_eq!(height_of(&list(), gap), Some(line));
    }

    #[test]
    fn an_item_lands_before_the_one_whose_middle_is_below_the_pointer() {
        check(-50.0, 0, -10.0);
        check(49.0, 0, -10.0);
        check(51.0, 1, 90.0);
        check(125.0, 2, 130.0);
        check(900.0, 3, 390.0);
    }

    #[test]
    fn an_empty_list_has_no_line() {
        let list = List { spans: Vec::new(), ..list() };
        assert_eq!((gap_at(&list.spans, 5.0), height_of(&list, 0)), (0, None));
    }
}
