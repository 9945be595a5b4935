//! Sources as rows: title, link and publisher are visible, the rest is behind a quiet button.

use egui::{Pos2, Rect, Sense, Ui, UiBuilder, Vec2, vec2};

use super::field::field_id;
use super::lists::{self, detail_ui};
use super::pen::Pen;
use super::{side, takeaways};
use crate::app::controls::button::icon_button;
use crate::app::item_list::{Margins, Standing};
use crate::app::surface::Breaks;
use crate::app::{icon, theme};
use crate::article::{Item, ItemKind, Place, SourceField};

/// The link's share of the row.
const LINK_SHARE: f32 = 0.62;

const NUMBER: f32 = takeaways::INDENT + theme::SPACE_1;

pub(super) fn label_ui(ui: &mut Ui, pen: &mut Pen) -> f32 {
    let len = pen.article().sources.len();
    let cited = format!("{len}, {} cited", pen.view.counts.cited);
    let quiet = theme::quiet(ui);
    lists::label(ui, pen, "Sources", (len > 0).then_some((cited, quiet)), 0.0);
    if len == 0 { theme::SPACE_1 } else { theme::LABEL_GAP }
}

pub(super) fn source_ui(ui: &mut Ui, pen: &mut Pen, key: &str, index: usize) -> f32 {
    if pen.article().sources.get(index).is_none_or(|source| source.key != key) {
        return 0.0;
    }
    let whole = ui.available_rect_before_wrap();
    let number = index + 1;
    let middle = whole.top() + pen.writing().letters(theme::FORM_BODY).line_height * 0.5;
    let mut beside = whole;
    if !pen.is_alone() {
        let look = (theme::INTERFACE, theme::quiet(ui));
        side::words_ui(ui, whole, middle, &number.to_string(), look, pen.side());
        beside = side::rest(whole, NUMBER, pen.side());
    }
    let mut text = ui.new_child(UiBuilder::new().max_rect(beside));
    title_ui(&mut text, pen, key, number);
    address_ui(&mut text, pen, key, number);
    if pen.kept.open_sources.contains(key) {
        let more = if pen.is_alone() { more_alone_ui } else { more_ui };
        more(&mut text, pen, key, number);
    }
    let text = Rect::from_min_max(whole.min, Pos2::new(whole.right(), text.min_rect().bottom()));
    ui.allocate_space(text.size());
    let standing = Standing { index, len: pen.article().sources.len() };
    let name = format!("source {number}");
    takeaways::margin_ui(ui, pen, &Item::Source(key.to_owned()), &name, standing, Margins { text, middle });
    theme::SPACE_3
}

const TOGGLE: f32 = 22.0;

/// The title, with the control that shows the rest.
fn title_ui(ui: &mut Ui, pen: &mut Pen, key: &str, number: usize) {
    let whole = ui.available_rect_before_wrap();
    let beside = side::mirrored(whole.with_max_x(whole.right() - TOGGLE), whole, pen.side());
    let mut title = ui.new_child(UiBuilder::new().max_rect(beside));
    let place = Place::Source(key.to_owned(), SourceField::Title);
    pen.line_ui(&mut title, &place, &format!("Source {number} title"), "Its title", theme::FORM_BODY);
    let height = title.min_rect().height();
    ui.allocate_space(vec2(whole.width(), height));
    if !pen.is_alone() {
        toggle_ui(ui, pen, (key, &place), number, whole);
    }
}

/// The control that shows the rest.
fn toggle_ui(ui: &Ui, pen: &mut Pen, (key, place): (&str, &Place), number: usize, whole: Rect) {
    let row = pen.writing().letters(theme::FORM_BODY).line_height;
    let centre = Pos2::new(whole.right() - TOGGLE * 0.5, whole.top() + row * 0.5);
    let is_open = pen.kept.open_sources.contains(key);
    let (glyph, word) = if is_open { (icon::CARET_UP, "Less") } else { (icon::CARET_DOWN, "More") };
    let rect = side::mirrored(Rect::from_center_size(centre, Vec2::splat(TOGGLE)), whole, pen.side());
    let id = egui::Id::unique(("more of source", key));
    pen.offer(ui, place, id);
    let toggle = icon_button(ui, rect, id, glyph, &format!("{word} about source {number}"));
    pen.note_item(&Item::Source(key.to_owned()), toggle.has_focus());
    if toggle.clicked() {
        if is_open {
            pen.kept.open_sources.remove(key);
        } else {
            pen.kept.open_sources.insert(key.to_owned());
        }
    }
}

/// The link and the publisher.
fn address_ui(ui: &mut Ui, pen: &mut Pen, key: &str, number: usize) {
    let whole = ui.available_rect_before_wrap();
    let middle = whole.left() + (whole.width() * LINK_SHARE).floor();
    let accent = theme::tokens(ui).accent;
    let first = side::mirrored(whole.with_max_x(middle - theme::SPACE_4), whole, pen.side());
    let second = side::mirrored(whole.with_min_x(middle), whole, pen.side());
    let mut link = ui.new_child(UiBuilder::new().max_rect(first));
    let place = Place::Source(key.to_owned(), SourceField::Link);
    pen.entry_ui(&mut link, &place, &format!("Source {number} link"), "Paste a link", accent);
    let quiet = theme::quiet(ui);
    let mut publisher = ui.new_child(UiBuilder::new().max_rect(second));
    let place = Place::Source(key.to_owned(), SourceField::Publisher);
    pen.entry_ui(&mut publisher, &place, &format!("Source {number} publisher"), "Who published it", quiet);
    let height = link.min_rect().height().max(publisher.min_rect().height());
    ui.allocate_exact_size(vec2(whole.width(), height), Sense::hover());
}

const REST: [(SourceField, &str); 4] = [
    (SourceField::Author, "Who wrote it"),
    (SourceField::Published, "When"),
    (SourceField::Accessed, "When it was read"),
    (SourceField::Note, "Never exported"),
];

/// The other fields of an open source in focus mode. The key, which readers do not see, is shown only while it has the
/// cursor.
fn more_alone_ui(ui: &mut Ui, pen: &mut Pen, key: &str, number: usize) {
    for (field, hint) in REST {
        rest_ui(ui, pen, (key, number), field, hint);
    }
    let place = Place::Source(key.to_owned(), SourceField::Key);
    // A typed key is applied when its field is drawn without the focus.
    if pen.has_cursor(ui, field_id(&place), &place) || pen.kept.raw.contains_key(&place) {
        key_ui(ui, pen, key, number);
    }
}

fn rest_ui(ui: &mut Ui, pen: &mut Pen, (key, number): (&str, usize), field: SourceField, hint: &str) {
    let place = Place::Source(key.to_owned(), field);
    let name = format!("Source {number} {}", field.label().to_lowercase());
    let ink = theme::tokens(ui).ink;
    pen.entry_ui(ui, &place, &name, hint, ink);
}

fn more_ui(ui: &mut Ui, pen: &mut Pen, key: &str, number: usize) {
    ui.add_space(theme::SPACE_1);
    for (field, hint) in REST {
        detail_ui(ui, pen.side(), field.label(), |ui| rest_ui(ui, pen, (key, number), field, hint));
    }
    detail_ui(ui, pen.side(), SourceField::Key.label(), |ui| key_ui(ui, pen, key, number));
}

/// The key is applied when its field loses the focus, because half a key would be wrong.
fn key_ui(ui: &mut Ui, pen: &mut Pen, key: &str, number: usize) {
    let place = Place::Source(key.to_owned(), SourceField::Key);
    let typed = pen.kept.raw.get(&place).cloned();
    let name = format!("Source {number} key");
    let look = (theme::INTERFACE, Breaks::Single);
    let shown = pen.raw_ui(ui, &place, key.to_owned(), &name, "Its short name", look);
    let Some(typed) = typed.filter(|typed| !shown.response.has_focus() && typed != key) else { return };
    if pen.rename_source(key, &typed) && pen.kept.open_sources.remove(key) {
        pen.kept.open_sources.insert(typed);
    }
}

pub(super) fn add_ui(ui: &mut Ui, pen: &mut Pen) -> f32 {
    let len = pen.article().sources.len();
    takeaways::list_end_ui(ui, pen, ItemKind::Source, len, "Paste a link", (theme::FORM_BODY, 0.0));
    theme::SPACE_8
}
