//! The rows of the details panel: status, language, dates, slug, tags, canonical link and private note.

use egui::accesskit::Role;
use egui::{CornerRadius, Id, Key, Modifiers, Popup, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use super::super::field::field_id;
use super::super::pen::Pen;
use super::super::side::mirrored;
use super::row::row_ui;
use crate::app::controls::focus::focus_ring;
use crate::app::form::field::status_id;
use crate::app::form::listed::joined;
use crate::app::words::language;
use crate::app::{icon, keys, setting, spoken, theme};
use crate::article::{Place, Status};
use crate::date::{self, Reading};
use crate::page::Direction;

pub(super) fn fields_ui(ui: &mut Ui, pen: &mut Pen) {
    row_ui(ui, "Status", |ui| status_ui(ui, pen));
    row_ui(ui, "Language", |ui| language_ui(ui, pen));
    for (place, label) in [(Place::Published, "Published"), (Place::Updated, "Updated")] {
        row_ui(ui, label, |ui| date_ui(ui, pen, &place, label));
    }
    let ink = theme::tokens(ui).ink;
    row_ui(ui, "Slug", |ui| {
        pen.entry_ui(ui, &Place::Slug, "Slug", "from the headline", ink);
    });
    row_ui(ui, "Tags", |ui| tags_ui(ui, pen));
    row_ui(ui, "Canonical link", |ui| {
        pen.entry_ui(ui, &Place::Canonical, "Canonical link", "https://", ink);
    });
    ui.add_space(LINE_GAP);
    let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), theme::HAIRLINE), Sense::hover());
    ui.painter().rect_filled(line, CornerRadius::ZERO, theme::tokens(ui).hair);
    ui.add_space(LINE_GAP);
    row_ui(ui, "Note (private)", |ui| {
        pen.line_ui(ui, &Place::Note, "Note (private)", "Never exported", theme::INTERFACE);
    });
}

const LINE_GAP: f32 = 6.0;
const CHIP_PADDING: f32 = 8.0;

fn status_ui(ui: &mut Ui, pen: &mut Pen) {
    let current = pen.article().status;
    let colours = theme::tokens(ui);
    // The text is aligned with the other rows, and the background extends beyond it.
    let ink = |status| if status == current { colours.accent } else { colours.quiet };
    let words = |status: Status| {
        ui.painter().layout_no_wrap(status.label().to_owned(), theme::INTERFACE.font(), ink(status))
    };
    let row = Status::ALL.map(|status| (status, words(status)));
    let width: f32 = row.iter().map(|(_, galley)| galley.size().x + 2.0 * CHIP_PADDING).sum();
    let hanging = egui::Rect::from_min_size(ui.max_rect().min - vec2(CHIP_PADDING, 0.0), vec2(width, 0.0));
    let mut left = mirrored(hanging, ui.max_rect(), pen.side()).left();
    let top = ui.max_rect().top();
    for (status, galley) in row {
        let is_current = status == current;
        let size = vec2(galley.size().x + 2.0 * CHIP_PADDING, theme::INTERFACE.line_height + 2.0 * CHIP_GROWTH);
        let rect = egui::Rect::from_min_size(egui::pos2(left, top - CHIP_GROWTH), size);
        left = rect.right();
        pen.take_goal(ui, status_id(status));
        // Tab reaches only the current one; the arrows move from there.
        let sense = if is_current { Sense::click() } else { Sense::CLICK };
        let response = ui.interact(rect, status_id(status), sense);
        let name = format!("Status: {}", status.label());
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_current, &name));
        let ground = if is_current { Some(colours.wash) } else { response.hovered().then_some(colours.hover) };
        if let Some(ground) = ground {
            ui.painter().rect_filled(rect, CornerRadius::same(theme::RADIUS_SMALL), ground);
        }
        focus_ring(ui, &response);
        ui.painter().galley(rect.center() - galley.size() * 0.5, galley, ink(status));
        pen.note_focus(&Place::Status, &response);
        if response.clicked() {
            choose(pen, status);
        } else if is_current && response.has_focus() {
            walk(ui, pen, status);
        }
    }
    ui.allocate_space(vec2(ui.available_width(), theme::INTERFACE.line_height));
}

/// By how much the background of a chip is higher than its line.
const CHIP_GROWTH: f32 = 2.0;

/// The arrows choose the next or previous status.
fn walk(ui: &Ui, pen: &mut Pen, status: Status) {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let ahead = pressed(Key::ArrowRight) || pressed(Key::ArrowDown);
    let back = pressed(Key::ArrowLeft) || pressed(Key::ArrowUp);
    let at = Status::ALL.iter().position(|known| *known == status);
    let next = match (ahead, back) {
        (true, false) => at.map(|at| at + 1),
        (false, true) => at.and_then(|at| at.checked_sub(1)),
        (true, true) | (false, false) => None,
    };
    if let Some(status) = next.and_then(|next| Status::ALL.get(next)) {
        choose(pen, *status);
    }
}

fn choose(pen: &mut Pen, status: Status) {
    if pen.article().status != status && !pen.is_read_only() {
        pen.step(Place::Status, |article| article.status = status);
        pen.go_to(Place::Status, None);
    }
}

/// The field for the language. It shows the name; a tag can be typed too.
fn language_ui(ui: &mut Ui, pen: &mut Pen) {
    let row = ui.available_rect_before_wrap();
    let middle = row.top() + theme::INTERFACE.line_height * 0.5;
    ui.set_max_width(row.width() - theme::SPACE_6);
    let id = field_id(&Place::Language);
    let opens = ui.memory(|memory| memory.has_focus(id))
        && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowDown));
    let stored = |typed: &str| match language::read(typed) {
        language::Typed::Known(tag) | language::Typed::Tag(tag) => tag,
        language::Typed::Nothing | language::Typed::Unknown => typed.to_owned(),
    };
    pen.said_ui(ui, &Place::Language, ("Language", "Which language"), &language::name, &stored);
    match language::read(&pen.article().language) {
        language::Typed::Nothing | language::Typed::Known(_) => {}
        language::Typed::Tag(tag) => {
            said(ui, pen, &Place::Language, &format!("Unknown language: {tag}"), Tone::Quiet);
        }
        language::Typed::Unknown => said(ui, pen, &Place::Language, "Not a language", Tone::Wrong),
    }
    languages_ui(ui, pen, egui::pos2(row.right(), middle), opens);
}

/// The button at the end of the row, with the list of languages.
fn languages_ui(ui: &mut Ui, pen: &mut Pen, right: egui::Pos2, opens: bool) {
    let size = egui::Vec2::splat(theme::INTERFACE.line_height + 2.0);
    let rect = egui::Rect::from_center_size(right - vec2(CARET * 0.5, 0.0), size);
    let button = ui.interact(rect, Id::unique("choose language"), Sense::CLICK);
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Choose language"));
    let colours = theme::tokens(ui);
    let colour = if button.hovered() { colours.ink } else { colours.quiet };
    let font = theme::Face::Icons.at(CARET);
    ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, icon::CARET_DOWN, font, colour);
    pen.note_focus(&Place::Language, &button);
    let style = theme::menu_style as fn(&mut egui::Style);
    let menu = Popup::menu(&button).accessible_name("Languages").style(style);
    if opens {
        Popup::open_id(ui.ctx(), menu.get_id());
    }
    menu.show(|ui| {
        ScrollArea::vertical().max_height(LIST_HEIGHT).show(ui, |ui| {
            let chosen = pen.article().language.clone();
            let mut is_first = true;
            for tag in language::offered(pen.view.languages) {
                let is_chosen = chosen.eq_ignore_ascii_case(&tag);
                let label = language::name(&tag);
                let row = egui::Button::selectable(is_chosen, &label).shortcut_text(&tag);
                let row = ui.add_enabled(!pen.is_read_only(), row);
                row.widget_info(|| WidgetInfo::selected(Role::MenuItemRadio, true, is_chosen, &label));
                if std::mem::take(&mut is_first) && opens {
                    row.request_focus();
                }
                if row.clicked() {
                    pen.step(Place::Language, |article| article.language = tag);
                    pen.go_to(Place::Language, None);
                    ui.close();
                }
            }
        });
    });
}

const CARET: f32 = 12.0;
const LIST_HEIGHT: f32 = 320.0;

/// A field for a day or a time, in words. How it was understood is shown below.
pub(super) fn date_ui(ui: &mut Ui, pen: &mut Pen, place: &Place, name: &str) {
    let here = pen.here().clone();
    let stored = |typed: &str| match date::read(typed, &here) {
        Reading::Is(date) => date,
        Reading::Nothing | Reading::Either(_) | Reading::Not(_) => typed.to_owned(),
    };
    pen.said_ui(ui, place, (name, "When"), &|stored| date::in_field(stored, &here), &stored);
    let stored = pen.article().text(place).unwrap_or_default();
    match date::read(stored, &here) {
        Reading::Nothing => {}
        Reading::Is(_) => {
            let full = date::in_full(stored).unwrap_or_default();
            said(ui, pen, place, &full, Tone::Quiet);
        }
        Reading::Either(why) | Reading::Not(why) => said(ui, pen, place, &why, Tone::Wrong),
    }
}

#[derive(Clone, Copy)]
enum Tone {
    Quiet,
    Wrong,
}

/// A message below a field.
fn said(ui: &mut Ui, pen: &Pen, place: &Place, words: &str, tone: Tone) {
    let colours = theme::tokens(ui);
    let colour = match tone {
        Tone::Quiet => colours.quiet,
        Tone::Wrong => colours.error,
    };
    let align = match pen.side() {
        Direction::LeftToRight => egui::Align::Min,
        Direction::RightToLeft => egui::Align::Max,
    };
    ui.with_layout(egui::Layout::top_down(align), |ui| {
        ui.add(egui::Label::new(theme::LABEL.text(words).color(colour)).wrap());
    });
    ui.ctx().accesskit_node_builder(field_id(place), |node| node.set_description(words));
}

/// Tags as chips; while being edited, as a list with one tag per line.
fn tags_ui(ui: &mut Ui, pen: &mut Pen) {
    let id = field_id(&Place::Tags);
    if pen.goal() == Some(&Place::Tags) || ui.memory(|memory| memory.has_focus(id)) {
        let words = ("Tags", "One per line");
        pen.list_ui(ui, &Place::Tags, words, theme::INTERFACE, |a| &mut a.tags, |a| &a.tags);
        pen.kept.details.writes_tags = true;
        return;
    }
    if std::mem::take(&mut pen.kept.details.writes_tags) && pen.article().tags.iter().any(|tag| tag.contains(','))
    {
        pen.step(Place::Tags, |article| article.tags = divided(&article.tags));
    }
    chips_ui(ui, pen, id);
}

/// Splits tags at commas, too.
fn divided(tags: &[String]) -> Vec<String> {
    tags.iter()
        .flat_map(|tag| tag.split(','))
        .map(str::trim)
        .filter(|tag| !tag.is_empty())
        .map(str::to_owned)
        .collect()
}

fn chips_ui(ui: &mut Ui, pen: &mut Pen, id: Id) {
    let whole = ui.available_rect_before_wrap();
    let colours = theme::tokens(ui);
    let (mut at, height) = (whole.min, theme::INTERFACE.line_height);
    let tags: Vec<String> = pen.article().tags.iter().map(|tag| crate::file::one_line(tag)).collect();
    for tag in &tags {
        let mut job = egui::text::LayoutJob::single_section(tag.clone(), theme::DETAILS.format(colours.accent));
        job.wrap = egui::text::TextWrapping::truncate_at_width(whole.width() - 2.0 * TAG_PADDING);
        let galley = setting::one_row(ui.ctx(), job);
        let width = galley.size().x + 2.0 * TAG_PADDING;
        if at.x + width > whole.right() && at.x > whole.left() {
            at = egui::pos2(whole.left(), at.y + height + theme::SPACE_1);
        }
        let rect = mirrored(egui::Rect::from_min_size(at, vec2(width, height)), whole, pen.side());
        ui.painter().rect_filled(rect, CornerRadius::same(theme::RADIUS_SMALL), colours.wash);
        ui.painter().galley(rect.center() - galley.size() * 0.5, galley, colours.accent);
        at.x += width + TAG_GAP;
    }
    if !pen.is_read_only() {
        let galley = ui.painter().layout_no_wrap("Add".to_owned(), theme::INTERFACE.font(), theme::hint(ui));
        if at.x + galley.size().x > whole.right() {
            at = egui::pos2(whole.left(), at.y + height + theme::SPACE_1);
        }
        let words = egui::Rect::from_min_size(at, vec2(galley.size().x, height));
        let words = mirrored(words, whole, pen.side());
        ui.painter().galley(words.left_center() - vec2(0.0, galley.size().y * 0.5), galley, colours.hint);
    }
    let (rect, _) = ui.allocate_exact_size(vec2(whole.width(), at.y + height - whole.top()), Sense::hover());
    let response = ui.interact(rect, id, Sense::click()).on_hover_cursor(egui::CursorIcon::Text);
    let value = tags.join(", ");
    response.widget_info(|| WidgetInfo::labeled(Role::MultilineTextInput, true, "Tags"));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_value(value.as_str());
        node.set_placeholder("One per line");
    });
    spoken::words(ui, id, rect, &value);
    keys::be_field(ui.ctx(), id);
    pen.note_focus(&Place::Tags, &response);
    if response.clicked() {
        let end = joined(&pen.article().tags).len();
        pen.go_to(Place::Tags, Some(crate::writing::Selection::at(end)));
    }
}

const TAG_PADDING: f32 = 7.0;
const TAG_GAP: f32 = 6.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_parted_by_commas_as_well() {
        let tags = ["transport, Osterby".to_owned(), "flood".to_owned(), " , ".to_owned()];
        assert_eq!(divided(&tags), ["transport", "Osterby", "flood"]);
    }
}
