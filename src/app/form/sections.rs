//! The lede and the sections: a heading in larger type and a body that grows with its text.

use egui::accesskit::Role;
use egui::{Pos2, Rect, Ui};

use super::field::left_out_ui;
use super::pen::Pen;
use super::{lists, takeaways};
use crate::app::item_list::{self, Hint, Margins, Standing};
use crate::app::surface::{Kind, Leave};
use crate::app::theme;
use crate::article::{Id, Item, ItemKind, Place};

const UNDER_HEADING: f32 = 10.0;

pub(super) fn lede_ui(ui: &mut Ui, pen: &mut Pen) -> f32 {
    let count = lists::words(ui, pen.view.counts.lede_words);
    lists::label(ui, pen, "Lede", count, theme::SPACE_1);
    let lede = pen.article().lede.clone();
    let hint = "How it starts";
    pen.markdown_ui(ui, &Place::Lede, &lede, "Lede", hint, Kind::Blocks);
    theme::SPACE_6
}

pub(super) fn section_ui(ui: &mut Ui, pen: &mut Pen, id: Id, index: usize) -> f32 {
    let Some(section) = pen.article().sections.get(index).filter(|s| s.id == id).cloned() else { return 0.0 };
    let whole = ui.available_rect_before_wrap();
    let words = pen.view.counts.section_words.get(index).filter(|(known, _)| *known == id);
    let count = lists::words(ui, words.map_or(0, |(_, words)| *words));
    lists::label(ui, pen, "Section", count, theme::LABEL_GAP);
    let number = index + 1;
    let name = format!("Section {number} heading");
    let heading = pen.line_ui(ui, &Place::Heading(id), &name, "Heading", theme::FORM_HEADING);
    if heading.response.rect.height() > 0.0 {
        ui.add_space(UNDER_HEADING);
    }
    let name = format!("Section {number} body");
    pen.markdown_ui(ui, &Place::Body(id), &section.body, &name, START, Kind::Blocks);
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
    if len > 0 {
        takeaways::list_end_ui(ui, pen, ItemKind::Section, len, "", (theme::FORM_HEADING, 0.0));
    } else if !pen.is_read_only() {
        blank_ui(ui, pen);
    }
    theme::SPACE_6
}

/// The hints for the first section: a heading and a body. Typing in either one creates the section.
fn blank_ui(ui: &mut Ui, pen: &mut Pen) {
    let heading = Hint {
        id: item_list::add_id(ItemKind::Section),
        name: "New section",
        text: "Heading",
        letters: theme::FORM_HEADING,
        indent: 0.0,
        side: pen.side(),
    };
    let id = egui::Id::unique("body of the first section");
    let (name, letters, side) = ("New section body", theme::FORM_BODY, pen.side());
    let body = Hint { id, name, text: START, letters, indent: 0.0, side };
    lists::label(ui, pen, "Section", None, theme::LABEL_GAP);
    pen.take_goal(ui, heading.id);
    match hint_ui(ui, pen, &heading) {
        Some(Done::Begun(section)) => pen.go_to(Place::Heading(section), None),
        Some(Done::Left(Leave::On | Leave::After(_))) => ui.memory_mut(|memory| memory.request_focus(body.id)),
        Some(Done::Left(leave @ (Leave::Back | Leave::Before(_)))) => pen.leave(&Place::Sections, leave),
        None => {}
    }
    if !pen.is_alone() {
        ui.add_space(UNDER_HEADING);
    }
    match hint_ui(ui, pen, &body) {
        Some(Done::Begun(section)) => pen.go_to(Place::Body(section), None),
        Some(Done::Left(Leave::Back | Leave::Before(_))) => {
            ui.memory_mut(|memory| memory.request_focus(heading.id))
        }
        Some(Done::Left(leave @ (Leave::On | Leave::After(_)))) => pen.leave(&Place::Sections, leave),
        None => {}
    }
}

/// The result of drawing a hint.
enum Done {
    /// This section was created.
    Begun(Id),
    Left(Leave),
}

fn hint_ui(ui: &mut Ui, pen: &mut Pen, hint: &Hint<'_>) -> Option<Done> {
    // Both hints have the same place, so the place does not say which one has the cursor.
    let is_here = if hint.id == item_list::add_id(ItemKind::Section) {
        pen.has_cursor(ui, hint.id, &Place::Sections)
    } else {
        ui.memory(|memory| memory.has_focus(hint.id))
    };
    if pen.is_alone() && !is_here {
        left_out_ui(ui, hint.id, Role::TextInput, hint.name, hint.text);
        return None;
    }
    let (response, is_begun, leave) = item_list::hint_ui(ui, hint);
    pen.note_focus(&Place::Sections, &response);
    let begun = if is_begun { pen.insert(ItemKind::Section, 0) } else { None };
    match begun {
        Some(Item::Section(id)) => Some(Done::Begun(id)),
        Some(Item::Takeaway(_) | Item::Source(_)) | None => leave.map(Done::Left),
    }
}

const START: &str = "Start writing";
