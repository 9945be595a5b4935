//! The lede and the sections: a heading in its own letters, a body that grows with its text.

use egui::{Pos2, Rect, Ui};

use super::pen::Pen;
use super::{lists, takeaways};
use crate::app::item_list::{Margins, Standing};
use crate::app::surface::Kind;
use crate::app::theme;
use crate::article::{Id, Item, ItemKind, Place};

pub(super) fn lede_ui(ui: &mut Ui, pen: &mut Pen) -> f32 {
    let count = lists::words(ui, pen.view.counts.lede_words);
    lists::label(ui, "Lede", count);
    ui.add_space(theme::SPACE_1);
    let lede = pen.article().lede.clone();
    let hint = "How it starts, before the first section";
    pen.markdown_ui(ui, &Place::Lede, &lede, "Lede", hint, Kind::Blocks);
    theme::SPACE_6
}

pub(super) fn section_ui(ui: &mut Ui, pen: &mut Pen, id: Id, index: usize) -> f32 {
    let Some(section) = pen.article().sections.get(index).filter(|s| s.id == id).cloned() else { return 0.0 };
    let whole = ui.available_rect_before_wrap();
    let words = pen.view.counts.section_words.get(index).filter(|(known, _)| *known == id);
    let count = lists::words(ui, words.map_or(0, |(_, words)| *words));
    lists::label(ui, "Section", count);
    ui.add_space(6.0);
    let number = index + 1;
    let name = format!("Section {number} heading");
    pen.line_ui(ui, &Place::Heading(id), &name, "Heading", theme::FORM_HEADING);
    ui.add_space(10.0);
    let name = format!("Section {number} body");
    pen.markdown_ui(ui, &Place::Body(id), &section.body, &name, "What there is to say", Kind::Blocks);
    let text = Rect::from_min_max(whole.min, Pos2::new(whole.right(), ui.min_rect().bottom()));
    let middle = whole.top() + LABEL_AND_GAP + theme::FORM_HEADING.line_height * 0.5;
    let called =
        if section.heading.trim().is_empty() { format!("Section {number}") } else { section.heading.clone() };
    let standing = Standing { index, len: pen.article().sections.len() };
    takeaways::margin_ui(ui, pen, &Item::Section(id), &called, standing, Margins { text, middle });
    theme::SPACE_6
}

const LABEL_AND_GAP: f32 = 22.0;

pub(super) fn add_ui(ui: &mut Ui, pen: &mut Pen) -> f32 {
    let len = pen.article().sections.len();
    takeaways::list_end_ui(ui, pen, ItemKind::Section, len, "The first section", (theme::FORM_HEADING, 0.0));
    theme::SPACE_6
}
