//! Sources as rows: title, link and publisher in sight, the rest behind a quiet control.

use egui::{Align2, Pos2, Rect, Sense, Ui, UiBuilder, Vec2, vec2};

use super::lists::detail_ui;
use super::pen::Pen;
use super::{lists, takeaways};
use crate::app::item_list::{self, Margins, Standing};
use crate::app::surface::Breaks;
use crate::app::{icon, theme};
use crate::article::{Item, ItemKind, Place, SourceField};

const NUMBER: f32 = takeaways::INDENT + theme::SPACE_1;

pub(super) fn label_ui(ui: &mut Ui, pen: &mut Pen) -> f32 {
    let len = pen.article().sources.len();
    let cited = format!("{len}, {} cited", pen.view.counts.cited);
    let quiet = theme::quiet(ui);
    lists::label(ui, "Sources", (len > 0).then_some((cited, quiet)));
    if len == 0 { theme::SPACE_1 } else { 6.0 }
}

pub(super) fn source_ui(ui: &mut Ui, pen: &mut Pen, key: &str, index: usize) -> f32 {
    if pen.article().sources.get(index).is_none_or(|source| source.key != key) {
        return 0.0;
    }
    let whole = ui.available_rect_before_wrap();
    let number = index + 1;
    let middle = whole.top() + pen.writing().letters(theme::FORM_BODY).line_height * 0.5;
    let (quiet, font) = (theme::quiet(ui), theme::INTERFACE.font());
    ui.painter().text(Pos2::new(whole.left(), middle), Align2::LEFT_CENTER, number, font, quiet);
    let mut text = ui.new_child(UiBuilder::new().max_rect(whole.with_min_x(whole.left() + NUMBER)));
    title_ui(&mut text, pen, key, number);
    address_ui(&mut text, pen, key, number);
    if pen.kept.open_sources.contains(key) {
        more_ui(&mut text, pen, key, number);
    }
    let text = Rect::from_min_max(whole.min, Pos2::new(whole.right(), text.min_rect().bottom()));
    ui.allocate_space(text.size());
    let standing = Standing { index, len: pen.article().sources.len() };
    let name = format!("source {number}");
    takeaways::margin_ui(ui, pen, &Item::Source(key.to_owned()), &name, standing, Margins { text, middle });
    theme::SPACE_3
}

const TOGGLE: f32 = 22.0;

/// The title, and the control that shows the rest.
fn title_ui(ui: &mut Ui, pen: &mut Pen, key: &str, number: usize) {
    let whole = ui.available_rect_before_wrap();
    let mut title = ui.new_child(UiBuilder::new().max_rect(whole.with_max_x(whole.right() - TOGGLE)));
    let place = Place::Source(key.to_owned(), SourceField::Title);
    pen.line_ui(&mut title, &place, &format!("Source {number} title"), "Its title", theme::FORM_BODY);
    let height = title.min_rect().height();
    let row = pen.writing().letters(theme::FORM_BODY).line_height;
    let centre = Pos2::new(whole.right() - TOGGLE * 0.5, whole.top() + row * 0.5);
    let is_open = pen.kept.open_sources.contains(key);
    let (glyph, word) = if is_open { (icon::CARET_UP, "Less") } else { (icon::CARET_DOWN, "More") };
    let rect = Rect::from_center_size(centre, Vec2::splat(TOGGLE));
    let id = egui::Id::unique(("more of source", key));
    pen.offer(ui, &place, id);
    let toggle = item_list::icon_button(ui, rect, id, glyph, &format!("{word} about source {number}"));
    pen.note_item(&Item::Source(key.to_owned()), toggle.has_focus());
    if toggle.clicked() {
        if is_open {
            pen.kept.open_sources.remove(key);
        } else {
            pen.kept.open_sources.insert(key.to_owned());
        }
    }
    ui.allocate_space(vec2(whole.width(), height));
}

/// The link, and who published it.
fn address_ui(ui: &mut Ui, pen: &mut Pen, key: &str, number: usize) {
    let whole = ui.available_rect_before_wrap();
    let middle = whole.left() + (whole.width() * 0.62).floor();
    let accent = theme::tokens(ui).accent;
    let mut link = ui.new_child(UiBuilder::new().max_rect(whole.with_max_x(middle - theme::SPACE_4)));
    let place = Place::Source(key.to_owned(), SourceField::Link);
    pen.entry_ui(&mut link, &place, &format!("Source {number} link"), "Paste a link", accent);
    let quiet = theme::quiet(ui);
    let mut publisher = ui.new_child(UiBuilder::new().max_rect(whole.with_min_x(middle)));
    let place = Place::Source(key.to_owned(), SourceField::Publisher);
    pen.entry_ui(&mut publisher, &place, &format!("Source {number} publisher"), "Who published it", quiet);
    ui.allocate_exact_size(vec2(whole.width(), link.min_rect().height()), Sense::hover());
}

fn more_ui(ui: &mut Ui, pen: &mut Pen, key: &str, number: usize) {
    ui.add_space(theme::SPACE_1);
    let rest = [
        (SourceField::Author, "Who wrote it"),
        (SourceField::Published, "When"),
        (SourceField::Accessed, "When it was read"),
        (SourceField::Note, "Never exported"),
    ];
    for (field, hint) in rest {
        let place = Place::Source(key.to_owned(), field);
        let name = format!("Source {number} {}", field.label().to_lowercase());
        detail_ui(ui, field.label(), |ui| {
            let ink = theme::tokens(ui).ink;
            pen.entry_ui(ui, &place, &name, hint, ink);
        });
    }
    detail_ui(ui, SourceField::Key.label(), |ui| key_ui(ui, pen, key, number));
}

/// The key is taken over when one leaves the field: half a key would name nothing.
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
