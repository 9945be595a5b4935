//! A list of what differs between two articles, as one reads it: what is gone struck through, what is new on a soft
//! ground and underlined. What differs is found in `compare`, how much of it is shown is decided in `excerpt`.

mod beside;
mod excerpt;

use egui::accesskit::Role;
use egui::text::{LayoutJob, TextFormat};
use egui::{EventFilter, Id, Key, ScrollArea, Sense, Stroke, Ui, WidgetInfo, vec2};

use super::dialog::take_key;
use super::theme::{self, Tokens};
use crate::compare::{Difference, RunKind};
use excerpt::{Excerpt, Measure, Piece};

pub use beside::beside_ui;

/// Draws the differences as a list that scrolls within the height that `ui` has left.
///
/// How far it is scrolled and how much of it is shown is remembered by the scope of `ui`: give each comparison a scope of
/// its own. However much differs, only so much is laid out; the rest is counted, and shown when that is asked for.
pub fn differences_ui(ui: &mut Ui, differences: &[Difference]) {
    scroll_ui(ui, differences, field_ui);
}

/// Draws a field with what is shown of it, in this width.
type DrawField = fn(&mut Ui, &Difference, &Excerpt, f32);

fn scroll_ui(ui: &mut Ui, differences: &[Difference], draw: DrawField) {
    let id = ui.scope_id().with("differences");
    let list = ScrollArea::vertical().id_salt("differences").auto_shrink([false, true]);
    let shown = list.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::SPACE_1;
        scroll_by_key(ui, id);
        list_ui(ui, id, differences, draw);
    });
    let area = ui.interact(shown.inner_rect, id, Sense::focusable_noninteractive());
    area.widget_info(|| WidgetInfo::labeled(Role::ScrollView, true, "What differs"));
    super::item_list::focus_ring(ui, &area);
}

/// From the text to the edge of the list, for the ring round it and the bar beside it.
const MARGIN: f32 = theme::SPACE_2;

/// Between what is gone and what is new in its place.
const GAP: f32 = 3.0;

fn list_ui(ui: &mut Ui, id: Id, differences: &[Difference], draw: DrawField) {
    let portions = ui.data(|data| data.get_temp::<usize>(id)).unwrap_or(1);
    let mut measure = Measure::new(portions);
    let width = ui.available_width() - 2.0 * MARGIN;
    let mut shown = 0;
    for difference in differences {
        let Some(excerpt) = measure.take(difference) else { break };
        draw(ui, difference, &excerpt, width);
        shown += 1;
    }
    if differences.is_empty() {
        line_ui(ui, "Nothing differs.", width);
    }
    if let Some(rest) = rest(differences.len() - shown) {
        line_ui(ui, &rest, width);
    }
    if measure.is_cut(shown < differences.len()) && more_ui(ui) {
        ui.data_mut(|data| data.insert_temp(id, portions.saturating_mul(PORTIONS)));
    }
}

/// How many times more is shown each time that more is asked for.
const PORTIONS: usize = 4;

fn rest(count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some("… and one more change.".to_owned()),
        _ => Some(format!("… and {count} more changes.")),
    }
}

fn more_ui(ui: &mut Ui) -> bool {
    ui.horizontal(|ui| {
        ui.add_space(MARGIN);
        theme::outline_controls(ui);
        ui.button("Show more").clicked()
    })
    .inner
}

/// Scrolls the list while it has the focus.
fn scroll_by_key(ui: &mut Ui, id: Id) {
    if !ui.memory(|memory| memory.has_focus(id)) {
        return;
    }
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let page = ui.clip_rect().height() - theme::SPACE_6;
    let keys = [
        (Key::ArrowDown, -theme::SPACE_7),
        (Key::ArrowUp, theme::SPACE_7),
        (Key::PageDown, -page),
        (Key::PageUp, page),
        (Key::End, -f32::MAX.sqrt()),
        (Key::Home, f32::MAX.sqrt()),
    ];
    for (key, by) in keys {
        for _ in 0..take_key(ui, key) {
            ui.scroll_with_delta(vec2(0.0, by));
        }
    }
}

/// Draws what is different in a field.
fn field_ui(ui: &mut Ui, difference: &Difference, excerpt: &Excerpt, width: f32) {
    ui.add_space(theme::SPACE_2);
    line_ui(ui, &heading(difference, excerpt), width);
    let colours = theme::tokens(ui);
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    let mut last = None;
    for piece in &excerpt.pieces {
        // What is new does not run into what it took the place of.
        let is_in_place = last == Some(RunKind::Removed) && piece.kind == Some(RunKind::Added);
        let gap = if is_in_place { GAP } else { 0.0 };
        job.append(&piece.text, gap, format(piece, colours));
        last = piece.kind;
    }
    job_ui(ui, job, || excerpt.spoken());
}

/// What a field is called and what happened to it, where the text does not show that by itself.
fn heading(difference: &Difference, excerpt: &Excerpt) -> String {
    match excerpt.note() {
        "" => difference.label.clone(),
        note => format!("{} · {note}", difference.label),
    }
}

fn line_ui(ui: &mut Ui, text: &str, width: f32) {
    let mut job = LayoutJob::single_section(text.to_owned(), theme::LABEL_BOLD.format(theme::tokens(ui).quiet));
    job.wrap.max_width = width;
    job_ui(ui, job, || text.to_owned());
}

/// Draws a text; a screen reader is told `spoken`.
fn job_ui(ui: &mut Ui, job: LayoutJob, spoken: impl Fn() -> String) {
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let size = vec2(ui.available_width(), galley.size().y);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, spoken()));
    if ui.is_rect_visible(rect) {
        let ink = theme::tokens(ui).ink;
        ui.painter().galley(rect.min + vec2(MARGIN, 0.0), galley, ink);
    }
}

fn format(piece: &Piece, colours: &Tokens) -> TextFormat {
    let letters = theme::PAGE_BODY;
    match piece.kind {
        None => letters.format(colours.quiet),
        Some(RunKind::Same) => letters.format(colours.ink),
        Some(RunKind::Removed) => TextFormat {
            strikethrough: Stroke::new(theme::HAIRLINE, colours.quiet),
            ..letters.format(colours.quiet)
        },
        Some(RunKind::Added) => TextFormat {
            background: colours.wash,
            underline: Stroke::new(theme::HAIRLINE, colours.accent),
            ..letters.format(colours.ink)
        },
    }
}

#[cfg(test)]
mod tests {
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable;

    use super::*;
    use crate::article::Article;
    use crate::compare::differences;

    fn list(before: &Article, after: &Article) -> Harness<'static> {
        let found = differences(before, after);
        let mut is_installed = false;
        Harness::builder().with_size([520.0, 320.0]).build_ui(move |ui| {
            if !std::mem::replace(&mut is_installed, true) {
                theme::install(ui.ctx());
                return;
            }
            differences_ui(ui, &found);
        })
    }

    fn article(deck: &str, lede: &str) -> Article {
        Article { deck: deck.into(), lede: lede.to_owned().into(), ..Article::default() }
    }

    #[test]
    fn a_screen_reader_is_told_field_by_field_what_went_and_what_came() {
        let list = list(&article("The ferry is late", ""), &article("The ferry is early", "It sailed at dawn."));
        for said in
            ["Deck", "The ferry is, removed: late, added: early", "Lede · added", "added: It sailed at dawn."]
        {
            list.get_by_label(said);
        }
    }

    #[test]
    fn what_is_too_long_is_shown_on_demand() {
        let long = "word ".repeat(2_000);
        let mut list = list(&Article::default(), &article("", &long));
        list.run();
        assert!(list.query_by_label_contains("about").is_some());
        list.get_by_label("Show more").scroll_to_me();
        list.run();
        list.get_by_label("Show more").click();
        list.run();
        assert!(list.query_by_label("Show more").is_none());
        assert!(list.query_by_label_contains("about").is_none());
    }
}
