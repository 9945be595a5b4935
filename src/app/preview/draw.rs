//! Paints a block, with its search matches, and returns what a click on it asks for.

use std::ops::Range;
use std::sync::Arc;

use egui::accesskit::Role;
use egui::{CornerRadius, Pos2, Rect, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, vec2};

use super::cell::At;
use super::hit;
use super::laid::{Laid, Piece, Shape, Text};
use crate::app::command::Command;
use crate::app::marks::{Mark, MarkKind, Marks};
use crate::app::theme;
use crate::article::Place;
use crate::writing::Selection;

/// The corners of a check mark, relative to its box.
const TICK: [Vec2; 3] = [vec2(0.22, 0.52), vec2(0.42, 0.72), vec2(0.78, 0.3)];
const TICK_WIDTH: f32 = 1.5;

/// A block and its position.
pub(super) struct Block<'a> {
    pub at: At,
    pub place: Place,
    pub laid: &'a Laid,
    pub rect: Rect,
}

/// Draws a block, and queues the command for a click on it. Returns whether it was clicked.
pub(super) fn block_ui(ui: &mut Ui, block: &Block, marks: &Marks, commands: &mut Vec<Command>) -> bool {
    // Not reachable with Tab, because the page is for reading and every part of it is a field of the form.
    let id = egui::Id::unique(("page", block.at));
    let response = ui.interact(block.rect, id, Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(role(block.laid), true, &block.laid.said));
    let mut link = None;
    for piece in &block.laid.pieces {
        let found = piece_ui(ui, piece, block, marks, response.hover_pos());
        link = link.or(found);
    }
    let response = match &link {
        Some(target) => response.on_hover_text_at_pointer(format!("{target}\nCtrl+click to open")),
        None => response,
    };
    if !response.clicked() {
        return false;
    }
    let wants_link = ui.input(|input| input.modifiers.command);
    match link.filter(|_| wants_link) {
        Some(target) => ui.ctx().open_url(egui::OpenUrl::new_tab(target)),
        None => commands.push(clicked(ui, block, response.interact_pointer_pos())),
    }
    true
}

/// Moves the cursor to the clicked word. A click by a screen reader has no position, and applies to the part.
fn clicked(ui: &Ui, block: &Block, pointer: Option<Pos2>) -> Command {
    let spot = pointer.and_then(|pointer| hit::spot(ui, block.laid, hit::within(block.rect, pointer)));
    match spot {
        Some(spot) => Command::Select(spot.place.unwrap_or(block.place.clone()), Selection::at(spot.byte)),
        None => Command::GoTo(block.place.clone()),
    }
}

fn role(laid: &Laid) -> Role {
    if laid.is_heading { Role::Heading } else { Role::Paragraph }
}

/// Draws a piece. Returns the address of the link under the pointer.
fn piece_ui(ui: &Ui, piece: &Piece, block: &Block, marks: &Marks, pointer: Option<Pos2>) -> Option<String> {
    let rect = piece.rect.translate(block.rect.min.to_vec2());
    if !ui.is_rect_visible(rect) {
        return None;
    }
    let colours = theme::tokens(ui);
    let painter = ui.painter();
    match &piece.shape {
        Shape::Text(text) => return text_ui(ui, rect, text, (&block.place, marks), pointer),
        Shape::Ground => {
            painter.rect_filled(rect, CornerRadius::same(theme::RADIUS_SMALL), colours.desk);
        }
        Shape::Line => {
            painter.rect_filled(rect, CornerRadius::ZERO, colours.hair);
        }
        Shape::Bar => {
            painter.rect_filled(rect, CornerRadius::ZERO, colours.hair);
        }
        Shape::Dot => {
            painter.circle_filled(rect.center(), rect.width() * 0.5, colours.ink);
        }
        Shape::Ring => {
            let line = Stroke::new(theme::HAIRLINE, colours.ink);
            painter.circle_stroke(rect.center(), rect.width() * 0.5, line);
        }
        Shape::Box { is_ticked } => box_ui(ui, rect, *is_ticked),
        Shape::Picture(texture) => {
            let whole = Rect::from_min_max(Pos2::ZERO, Pos2::new(1.0, 1.0));
            painter.image(texture.id(), rect, whole, theme::UNTINTED);
        }
    }
    None
}

fn text_ui(
    ui: &Ui,
    rect: Rect,
    text: &Text,
    (place, marks): (&Place, &Marks),
    pointer: Option<Pos2>,
) -> Option<String> {
    let set = text.set(ui.ctx());
    let anchor = hit::anchor(&set, rect);
    for (range, kind) in found(text, place, marks) {
        for row in set.cover(&range) {
            ground_ui(ui, row.translate(anchor.to_vec2()), kind);
        }
    }
    ui.painter().galley(anchor, Arc::clone(&set.galley), theme::tokens(ui).ink);
    let link = hit::link(&set, rect, text, pointer?)?;
    ui.set_cursor_icon(egui::CursorIcon::PointingHand);
    Some(link.to_owned())
}

/// The byte ranges of the text that are marked as search matches.
fn found(text: &Text, block: &Place, marks: &Marks) -> Vec<(Range<usize>, MarkKind)> {
    let mut found = Vec::new();
    for place in text.origins.fields(block) {
        let of_text = |mark: &Mark| {
            let shown = text.origins.shown(place, block, &mark.range);
            shown.into_iter().map(|range| (range, mark.kind)).collect::<Vec<_>>()
        };
        let marks = marks.of(place).iter().filter(|mark| mark.kind != MarkKind::Misspelt);
        found.extend(marks.flat_map(of_text));
    }
    found
}

fn ground_ui(ui: &Ui, rect: Rect, kind: MarkKind) {
    let colours = theme::tokens(ui);
    let colour = match kind {
        MarkKind::Misspelt => return,
        MarkKind::Found => colours.found,
        MarkKind::FoundHere => colours.found_here,
    };
    ui.painter().rect_filled(rect, CornerRadius::same(2), colour);
}

fn box_ui(ui: &Ui, rect: Rect, is_ticked: bool) {
    let colours = theme::tokens(ui);
    let corners = CornerRadius::same(2);
    if is_ticked {
        ui.painter().rect_filled(rect, corners, colours.accent);
        let tick = TICK.map(|at| rect.min + at * rect.size());
        ui.painter().line(tick.to_vec(), Stroke::new(TICK_WIDTH, colours.on_accent));
    } else {
        let line = Stroke::new(theme::HAIRLINE, colours.quiet);
        ui.painter().rect_stroke(rect, corners, line, StrokeKind::Inside);
    }
}
