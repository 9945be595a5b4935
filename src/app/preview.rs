//! The finished piece, drawn: which of its blocks are in view, the part being edited, links and clicks. What a block
//! consists of is in `preview::set`, how it is laid out in `preview::lay`; what is shown at all, in `page`.

mod inline;
mod lay;
mod roll;
mod set;

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{CornerRadius, Pos2, Rangef, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, vec2};

use super::command::Command;
use super::picture::{Picture, Pictures};
use super::theme;
use super::view::View;
use crate::article::{Item, Place};
use crate::page::{Page, Part};

use lay::{Laid, Piece, Shape};
use roll::{At, Roll};

/// The preview: the right column.
#[derive(Default)]
pub struct Preview {
    roll: Roll,
    pictures: Pictures,
    /// The part that was active in the last frame.
    active: Option<Place>,
    viewport: Option<Rangef>,
    /// Where to scroll to in the next frame.
    offset: Option<f32>,
}

/// All words of the preview, in the order in which they are drawn, a block a line. A citation is `[1]`, a note `[a]`.
pub fn words(page: &Page) -> String {
    let cells =
        page.parts.iter().flat_map(|part| (0..set::count(part)).filter_map(|index| set::cell(part, index)));
    let strips = cells.flat_map(|cell| set::set(page, cell));
    strips.map(|strip| strip.words()).filter(|words| !words.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Where the page lies in its panel, and the text on it.
#[derive(Clone, Copy, Debug)]
struct Sheet {
    left: f32,
    width: f32,
    padding: f32,
}

const TOP: f32 = theme::SPACE_7;
const PADDING_TOP: f32 = 45.0;
const PADDING_BOTTOM: f32 = theme::SPACE_8;
const BOTTOM: f32 = theme::SPACE_7;
/// From the text to the edge of the wash behind the part being edited.
const WASH: Vec2 = vec2(10.0, 4.0);

impl Preview {
    /// Draws the page over the whole of `ui`. The part at `active` is marked, and scrolled to when it becomes active
    /// or changes out of sight.
    pub fn ui(&mut self, ui: &mut Ui, view: &View, active: Option<&Place>, commands: &mut Vec<Command>) {
        let sheet = Sheet::within(ui.available_width());
        let text_width = sheet.width - 2.0 * sheet.padding;
        let stamp = roll::Stamp::new(ui, text_width);
        let picture = self.picture(ui, view);
        let edited = self.roll.update(view.page, view.revision, stamp);
        self.follow(view.page, active, edited);
        let mut area = ScrollArea::vertical().id_salt("preview").auto_shrink(false);
        if let Some(offset) = self.offset.take() {
            area = area.vertical_scroll_offset(offset);
        }
        area.show_viewport(ui, |ui, viewport| {
            let origin = ui.max_rect().min;
            let top = TOP + PADDING_TOP;
            let seen = Rangef::new(viewport.top() - top, viewport.bottom() - top);
            let shift = self.roll.lay_seen(ui, view.page, &picture, seen);
            if shift != 0.0 {
                self.offset = Some((viewport.top() + shift).max(0.0));
                ui.ctx().request_repaint();
            }
            let text = Pos2::new(origin.x + sheet.left + sheet.padding, origin.y + top - shift);
            let least = viewport.height() - top - PADDING_BOTTOM - BOTTOM;
            let height = self.roll.height().max(least);
            sheet.paint(ui, origin, Rangef::new(TOP, top + height + PADDING_BOTTOM), shift);
            let seen = Rangef::new(seen.min + shift, seen.max + shift);
            self.blocks_ui(ui, view, text, seen, active, commands);
            ui.set_height(top + height + PADDING_BOTTOM + BOTTOM);
            self.viewport = Some(seen);
        });
    }

    /// The lead image, as far as it is there.
    fn picture(&mut self, ui: &Ui, view: &View) -> Picture {
        let figure = view.page.parts.iter().find_map(|part| match part {
            Part::Image(figure) => Some(figure),
            Part::Headline(_)
            | Part::Deck(_)
            | Part::Byline(_)
            | Part::Takeaways(_)
            | Part::Heading(_)
            | Part::Body(_)
            | Part::Notes(_)
            | Part::Sources(_) => None,
        });
        let file = figure.and_then(|figure| figure.file.as_ref());
        file.map_or(Picture::None, |file| self.pictures.get(ui.ctx(), view.base, &file.text))
    }

    /// Scrolls to the part that has become active, or to the block that has been edited, unless it is in sight.
    fn follow(&mut self, page: &Page, active: Option<&Place>, edited: Option<At>) {
        let is_new = active != self.active.as_ref();
        self.active = active.cloned();
        let (Some(active), Some(viewport)) = (active, self.viewport) else { return };
        let edited = edited.filter(|at| same_part(&place(page, *at), active));
        let goal = edited.or_else(|| is_new.then(|| find(page, |place| same_part(place, active))).flatten());
        let Some(span) = goal.and_then(|at| self.roll.span(at)) else { return };
        let is_in_sight = span.min >= viewport.min - 1.0 && span.min + span.span().min(MIN_SIGHT) <= viewport.max;
        if !is_in_sight {
            let top = TOP + PADDING_TOP;
            let last = (self.roll.height() + top + PADDING_BOTTOM + BOTTOM - viewport.span()).max(0.0);
            self.offset = Some((span.min + top - FOLLOW_ABOVE).clamp(0.0, last));
        }
    }

    fn blocks_ui(
        &mut self,
        ui: &mut Ui,
        view: &View,
        text: Pos2,
        seen: Rangef,
        active: Option<&Place>,
        commands: &mut Vec<Command>,
    ) {
        let shown = self.roll.seen(seen);
        let width = self.roll.width();
        let wash = ui.painter().add(egui::Shape::Noop);
        let mut washed: Option<Rect> = None;
        for (at, top) in shown {
            let Some(laid) = self.roll.laid(at) else { continue };
            let place = place(view.page, at);
            let origin = text + vec2(0.0, top + laid.above);
            let rect = Rect::from_min_size(origin, vec2(width, laid.height));
            if active.is_some_and(|active| same_part(&place, active)) {
                washed = Some(washed.map_or(rect, |before| before.union(rect)));
            }
            block_ui(ui, &laid, rect, (at, &place), commands);
        }
        if let Some(rect) = washed {
            let colour = theme::tokens(ui).wash;
            let corners = CornerRadius::same(theme::RADIUS_SMALL);
            ui.painter().set(wash, egui::Shape::rect_filled(rect.expand2(WASH), corners, colour));
        }
    }
}

/// So much of a block must be seen for it to be in sight.
const MIN_SIGHT: f32 = 60.0;
/// Space left above a block that is scrolled to.
const FOLLOW_ABOVE: f32 = 80.0;

impl Sheet {
    fn within(available: f32) -> Sheet {
        let desk = if available < NARROW { theme::SPACE_4 } else { 36.0 };
        let width = theme::PAGE_MAX_WIDTH.min(available - 2.0 * desk).max(MIN_WIDTH).floor();
        let padding = if width < NARROW { theme::SPACE_6 } else { 49.0 };
        Sheet { left: ((available - width) * 0.5).floor().max(theme::SPACE_2), width, padding }
    }

    fn paint(self, ui: &Ui, origin: Pos2, span: Rangef, shift: f32) {
        let colours = theme::tokens(ui);
        let top = Pos2::new(origin.x + self.left, origin.y + span.min - shift);
        let rect = Rect::from_min_size(top, vec2(self.width, span.span()));
        let (corners, hair) =
            (CornerRadius::same(theme::RADIUS_SMALL), Stroke::new(theme::HAIRLINE, colours.hair));
        ui.painter().rect(rect, corners, colours.sheet, hair, StrokeKind::Inside);
    }
}

/// Panels narrower than this have less desk and smaller margins.
const NARROW: f32 = 420.0;
const MIN_WIDTH: f32 = 200.0;

/// The field that a block was written in.
fn place(page: &Page, at: At) -> Place {
    let cell = page.parts.get(at.part).and_then(|part| set::cell(part, at.cell));
    cell.map_or(Place::Headline, set::place)
}

/// The first block of a wanted place. All blocks of a body have one place.
fn find(page: &Page, is_wanted: impl Fn(&Place) -> bool) -> Option<At> {
    page.parts.iter().enumerate().find_map(|(index, part)| {
        let cells = if matches!(part, Part::Body(_)) { 1 } else { set::count(part) };
        let cell =
            (0..cells).find(|cell| set::cell(part, *cell).is_some_and(|cell| is_wanted(&set::place(cell))))?;
        Some(At { part: index, cell })
    })
}

/// Whether two places belong to one part of the piece, which is marked as a whole.
fn same_part(a: &Place, b: &Place) -> bool {
    let is_image = |place: &Place| {
        matches!(place, Place::ImageFile | Place::ImageAlt | Place::ImageCaption | Place::ImageCredit)
    };
    let is_byline = |place: &Place| matches!(place, Place::Byline | Place::Dateline);
    match (a.item(), b.item()) {
        (Some(Item::Section(a)), Some(Item::Section(b))) => a == b,
        (Some(a), Some(b)) => a == b,
        (None, None) => a == b || (is_image(a) && is_image(b)) || (is_byline(a) && is_byline(b)),
        (Some(_), None) | (None, Some(_)) => false,
    }
}

/// Draws a block, and queues what a click on it asks for.
fn block_ui(ui: &mut Ui, laid: &Arc<Laid>, rect: Rect, (at, place): (At, &Place), commands: &mut Vec<Command>) {
    // Not to be reached with Tab: a page of text is read, and every part of it is a field of the form.
    let id = egui::Id::unique(("page", at));
    let response = ui.interact(rect, id, Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(role(laid), true, &laid.said));
    let mut link = None;
    for piece in &laid.pieces {
        let found = piece_ui(ui, piece, rect.min, response.hover_pos());
        link = link.or(found);
    }
    let response = match &link {
        Some(target) => response.on_hover_text_at_pointer(format!("{target}\nCtrl+click to open")),
        None => response,
    };
    if response.clicked() {
        let wants_link = ui.input(|input| input.modifiers.command);
        match link.filter(|_| wants_link) {
            Some(target) => ui.ctx().open_url(egui::OpenUrl::new_tab(target)),
            None => commands.push(Command::GoTo(place.clone())),
        }
    }
}

fn role(laid: &Laid) -> Role {
    if laid.is_heading { Role::Heading } else { Role::Paragraph }
}

/// Draws a piece. Gives the address of the link that the pointer is on.
fn piece_ui(ui: &Ui, piece: &Piece, origin: Pos2, pointer: Option<Pos2>) -> Option<String> {
    let rect = piece.rect.translate(origin.to_vec2());
    if !ui.is_rect_visible(rect) {
        return None;
    }
    let colours = theme::tokens(ui);
    let hair = Stroke::new(theme::HAIRLINE, colours.hair);
    match &piece.shape {
        Shape::Text { job, links } => {
            let galley = ui.fonts_mut(|fonts| fonts.layout_job((**job).clone()));
            let anchor = Pos2::new(anchor(&galley, rect), rect.top());
            ui.painter().galley(anchor, Arc::clone(&galley), colours.ink);
            let pointer = pointer.filter(|_| !links.is_empty()).filter(|pointer| rect.contains(*pointer))?;
            let at = galley.cursor_from_pos(pointer - anchor).index.0;
            let link = links.iter().find(|link| link.range.contains(&at))?;
            ui.set_cursor_icon(egui::CursorIcon::PointingHand);
            return Some(link.target.clone());
        }
        Shape::Ground => {
            ui.painter().rect_filled(rect, CornerRadius::same(theme::RADIUS_SMALL), colours.desk);
        }
        Shape::Line => {
            ui.painter().rect_filled(rect, CornerRadius::ZERO, colours.hair);
        }
        Shape::Bar => {
            ui.painter().rect_filled(rect, CornerRadius::ZERO, colours.quiet);
        }
        Shape::Dot => {
            ui.painter().circle_filled(rect.center(), rect.width() * 0.5, colours.ink);
        }
        Shape::Ring => {
            ui.painter().circle_stroke(
                rect.center(),
                rect.width() * 0.5,
                Stroke::new(theme::HAIRLINE, colours.ink),
            );
        }
        Shape::Box { is_ticked } => box_ui(ui, rect, *is_ticked, hair),
        Shape::Picture(texture) => {
            let whole = Rect::from_min_max(Pos2::ZERO, Pos2::new(1.0, 1.0));
            ui.painter().image(texture.id(), rect, whole, egui::Color32::WHITE);
        }
    }
    None
}

/// Where a galley is hung up: rows of centred and right-aligned text lie round their anchor.
fn anchor(galley: &egui::Galley, rect: Rect) -> f32 {
    match galley.job.halign {
        egui::Align::Min => rect.left(),
        egui::Align::Center => rect.center().x,
        egui::Align::Max => rect.right(),
    }
}

fn box_ui(ui: &Ui, rect: Rect, is_ticked: bool, hair: Stroke) {
    let colours = theme::tokens(ui);
    let corners = CornerRadius::same(2);
    if is_ticked {
        ui.painter().rect_filled(rect, corners, colours.accent);
        let tick = [vec2(0.22, 0.52), vec2(0.42, 0.72), vec2(0.78, 0.3)].map(|at| rect.min + at * rect.size());
        ui.painter().line(tick.to_vec(), Stroke::new(1.5, colours.on_accent));
    } else {
        ui.painter().rect_stroke(rect, corners, Stroke::new(hair.width, colours.quiet), StrokeKind::Inside);
    }
}
