//! The lead image: a hint while there is none, then a dashed row with the file and the alt text, and more lines on
//! request.

use egui::accesskit::Role;
use egui::text::{LayoutJob, TextWrapping};
use egui::{Color32, CornerRadius, Id, Pos2, Rect, Sense, Shape, Stroke, Ui, UiBuilder, Vec2, WidgetInfo, vec2};

use super::field::field_id;
use super::lists::{self, detail_ui};
use super::pen::Pen;
use super::side::mirrored;
use crate::app::command::Command;
use crate::app::controls::button::icon_button;
use crate::app::controls::focus::focus_ring;
use crate::app::{icon, keys, spoken, theme};
use crate::article::Place;

/// The angle of a rounded corner in degrees, and the number of segments it is drawn with.
const QUARTER: f32 = 90.0;
const STEPS: f32 = 4.0;

const ROW: f32 = 47.0;
const TOGGLE: f32 = 22.0;
/// Longer file names are truncated, in points.
const FILE_WIDTH: f32 = 150.0;

pub(super) fn picture_ui(ui: &mut Ui, pen: &mut Pen) -> f32 {
    if pen.is_alone() {
        alone_ui(ui, pen);
        return theme::SPACE_6;
    }
    lists::label(ui, pen, "Lead image", None, 0.0);
    if is_waiting(ui, pen) {
        ui.add_space(theme::SPACE_1);
        waiting_ui(ui, pen);
        return theme::SPACE_6;
    }
    ui.add_space(theme::LABEL_GAP);
    let whole = ui.available_rect_before_wrap();
    let inner = whole.shrink2(vec2(theme::SPACE_4, 0.0));
    let mut inside = ui.new_child(UiBuilder::new().max_rect(inner));
    short_ui(&mut inside, pen);
    if pen.kept.is_picture_open {
        more_ui(&mut inside, pen);
        inside.add_space(theme::SPACE_2);
    }
    let frame = Rect::from_min_max(whole.min, Pos2::new(whole.right(), inside.min_rect().bottom()));
    dashes(ui, frame.shrink(0.5));
    ui.allocate_space(frame.size());
    theme::SPACE_6
}

/// Whether there is no image yet, and none of its fields is being edited.
fn is_waiting(ui: &Ui, pen: &Pen) -> bool {
    let is_here = ui.memory(|memory| memory.has_focus(field_id(&Place::ImageAlt)));
    pen.article().image.is_empty()
        && !is_here
        && !pen.kept.is_picture_open
        && pen.goal() != Some(&Place::ImageAlt)
        && !pen.is_read_only()
}

/// A hint on how to add an image: its first words lead to the description, the last one to the file.
fn waiting_ui(ui: &mut Ui, pen: &mut Pen) {
    let letters = theme::FORM_BODY;
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), letters.line_height), Sense::hover());
    let galley = |words: &str| {
        let job = LayoutJob::single_section(words.to_owned(), letters.format(Color32::PLACEHOLDER));
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    let (drop, choose) = (galley("Drop an image, or "), galley("choose"));
    let colours = theme::tokens(ui);
    let words = Rect::from_min_size(row.min, vec2(drop.size().x + choose.size().x, row.height()));
    let words = mirrored(words, row, pen.side());
    let rect = Rect::from_min_size(words.min + vec2(drop.size().x, 0.0), choose.size());
    let alt = ui.interact(row, field_id(&Place::ImageAlt), Sense::click());
    alt.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, ALT));
    ui.ctx().accesskit_node_builder(alt.id, |node| {
        node.set_value("");
        node.set_placeholder(SHOWS);
    });
    spoken::words(ui, alt.id, row, "");
    keys::be_field(ui.ctx(), alt.id);
    pen.note_focus(&Place::ImageAlt, &alt);
    if alt.on_hover_cursor(egui::CursorIcon::Text).clicked() {
        pen.go_to(Place::ImageAlt, None);
    }
    let id = Id::unique("choose the picture");
    pen.offer(ui, &Place::ImageAlt, id);
    let response = ui.interact(rect.expand2(vec2(2.0, 0.0)), id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, CHOOSE));
    pen.note_focus(&Place::ImageAlt, &response);
    ui.painter().galley(words.min, drop, theme::hint(ui));
    let is_lit = response.hovered() || response.has_focus();
    ui.painter().galley(rect.min, choose, if is_lit { colours.accent_hover } else { colours.accent });
    focus_ring(ui, &response);
    if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
        pen.commands.push(Command::ChooseImage);
    }
}

const ALT: &str = "Lead image alt text";
const SHOWS: &str = "What it shows";
const CHOOSE: &str = "Choose image…";

/// The file name, the alternative text, and the control that shows the rest.
fn short_ui(ui: &mut Ui, pen: &mut Pen) {
    let whole = ui.available_rect_before_wrap();
    let row = Rect::from_min_size(whole.min, vec2(whole.width(), ROW));
    let file = file_ui(ui, row, pen);
    let toggle = Rect::from_center_size(row.right_center() - vec2(TOGGLE * 0.5, 0.0), Vec2::splat(TOGGLE));
    let text = Rect::from_min_max(
        Pos2::new(row.left() + file + theme::SPACE_3, row.center().y - theme::FORM_BODY.line_height * 0.5),
        Pos2::new(toggle.left() - theme::SPACE_1, f32::INFINITY),
    );
    let [toggle, text] = [toggle, text].map(|rect| mirrored(rect, row, pen.side()));
    let mut alt = ui.new_child(UiBuilder::new().max_rect(text));
    pen.line_ui(&mut alt, &Place::ImageAlt, ALT, SHOWS, LETTERS);
    let is_open = pen.kept.is_picture_open;
    let (glyph, word) = if is_open { (icon::CARET_UP, "Less") } else { (icon::CARET_DOWN, "More") };
    let name = format!("{word} about the lead image");
    let response = icon_button(ui, toggle, egui::Id::unique("more of the picture"), glyph, &name);
    pen.note_focus(&Place::ImageAlt, &response);
    if response.clicked() {
        pen.kept.is_picture_open = !is_open;
    }
    let grown = (alt.min_rect().height() - theme::FORM_BODY.line_height).max(0.0);
    ui.allocate_space(vec2(whole.width(), ROW + grown));
}

/// The name of the file, or that there is none: a button that asks for another. Says how wide it is.
fn file_ui(ui: &Ui, row: Rect, pen: &mut Pen) -> f32 {
    let colours = theme::tokens(ui);
    let file = pen.article().image.file.trim();
    let name = file.rsplit(['/', '\\']).next().filter(|name| !name.is_empty()).unwrap_or(CHOOSE).to_owned();
    let mut job = LayoutJob::single_section(name.clone(), theme::INTERFACE.format(Color32::PLACEHOLDER));
    job.wrap = TextWrapping::truncate_at_width(FILE_WIDTH);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let at = Pos2::new(row.left(), row.center().y - galley.size().y * 0.5);
    let rect = mirrored(Rect::from_min_size(at, galley.size()), row, pen.side());
    let at = rect.min;
    if pen.is_read_only() {
        ui.painter().galley(at, galley, colours.quiet);
        return rect.width();
    }
    let button = rect.expand2(vec2(theme::SPACE_1, 2.0));
    let id = Id::unique("choose the picture");
    pen.offer(ui, &Place::ImageAlt, id);
    let response = ui.interact(button, id, Sense::click());
    response.widget_info(|| {
        let now = if name == CHOOSE { name.clone() } else { format!("{CHOOSE} Now: {name}") };
        WidgetInfo::labeled(Role::Button, true, now)
    });
    let is_lit = response.hovered() || response.has_focus();
    ui.painter().galley(at, galley, if is_lit { colours.accent } else { colours.quiet });
    focus_ring(ui, &response);
    pen.note_focus(&Place::ImageAlt, &response);
    if response.clicked() {
        pen.commands.push(Command::ChooseImage);
    }
    response.on_hover_text(CHOOSE);
    rect.width()
}

const MORE: [(Place, &str, &str, &str); 3] = [
    (Place::ImageCaption, "Caption", "Lead image caption", "What it shows"),
    (Place::ImageCredit, "Credit", "Lead image credit", "Photographer, agency"),
    (Place::ImageFile, "File or link", "Lead image file", "Name, or https://"),
];

/// The texts of the image without a frame, as in focus mode.
fn alone_ui(ui: &mut Ui, pen: &mut Pen) {
    pen.line_ui(ui, &Place::ImageAlt, ALT, SHOWS, LETTERS);
    if !pen.kept.is_picture_open {
        return;
    }
    for (place, _, name, hint) in MORE {
        let ink = theme::tokens(ui).ink;
        pen.entry_ui(ui, &place, name, hint, ink);
    }
}

const LETTERS: theme::Type = theme::Type { size: 16.0, ..theme::FORM_BODY };

fn more_ui(ui: &mut Ui, pen: &mut Pen) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), theme::HAIRLINE), Sense::hover());
    ui.painter().rect_filled(rect, CornerRadius::ZERO, theme::tokens(ui).hair);
    for (place, label, name, hint) in MORE {
        detail_ui(ui, pen.side(), label, |ui| {
            let ink = theme::tokens(ui).ink;
            pen.entry_ui(ui, &place, name, hint, ink);
        });
    }
}

/// A dashed frame with round corners.
fn dashes(ui: &Ui, rect: Rect) {
    let radius = f32::from(theme::RADIUS);
    let quarters = [
        (rect.right_top() + vec2(-radius, radius), -QUARTER),
        (rect.right_bottom() + vec2(-radius, -radius), 0.0),
        (rect.left_bottom() + vec2(radius, -radius), QUARTER),
        (rect.left_top() + vec2(radius, radius), 2.0 * QUARTER),
    ];
    let mut path: Vec<Pos2> = Vec::new();
    for (centre, from) in quarters {
        path.extend((0..=4_u8).map(|step| {
            let angle = (from + f32::from(step) * QUARTER / STEPS).to_radians();
            centre + radius * Vec2::angled(angle)
        }));
    }
    path.extend(path.first().copied());
    let stroke = Stroke::new(theme::HAIRLINE, theme::tokens(ui).hair);
    ui.painter().extend(Shape::dashed_line(&path, stroke, DASH, GAP));
}

const DASH: f32 = 4.0;
const GAP: f32 = 3.0;
