//! A readable list of the differences between two articles: deletions struck through, additions underlined on a tinted
//! background. `compare` finds them, `excerpt` decides how much is shown, and `marked` paints marked text.

mod side_by_side;
mod between;
mod excerpt;
mod laid;
mod marked;

use egui::accesskit::Role;
use egui::text::LayoutJob;
use egui::{EventFilter, Id, Key, Rect, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use super::controls::focus::{MARGIN, focus_ring, take_key};
use super::theme;
use crate::compare::{Difference, Tally, tally};
use crate::count::grouped;
use crate::page::{Direction, known_direction};
use excerpt::{Excerpt, Measure};
use laid::Marked;

pub use between::Between;

/// The differences between two articles, and how many of them are shown.
#[derive(Clone, Debug)]
pub struct Differences {
    found: Vec<Difference>,
    between: Between,
    /// The direction of the articles' language, if it is known.
    base: Option<Direction>,
    /// Increases each time more is requested.
    portions: usize,
    shown: Option<Shown>,
}

/// The visible differences, computed once.
#[derive(Clone, Debug)]
struct Shown {
    excerpts: Vec<Excerpt>,
    /// Whether something was left out that can be requested.
    is_cut: bool,
    heights: Vec<Option<f32>>,
    /// What the heights depend on.
    setting: Setting,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Setting {
    width: f32,
    pixels_per_point: f32,
    has_columns: bool,
}

/// How two texts relate, and the direction of their language, if it is known.
#[derive(Clone, Copy, Debug)]
struct Relation {
    between: Between,
    base: Option<Direction>,
}

/// Draws an excerpt of a difference at this width. Returns its height.
type DrawField = fn(&mut Ui, &Excerpt, &Relation, f32) -> f32;

/// The factor by which more is shown each time more is requested.
const PORTIONS: usize = 4;

impl Differences {
    /// Differences of which nothing has been drawn yet.
    pub fn new(found: Vec<Difference>, between: Between) -> Differences {
        Differences { found, between, base: None, portions: 1, shown: None }
    }

    /// The same, for articles in this language.
    pub fn in_language(self, language: &str) -> Differences {
        Differences { base: known_direction(language), ..self }
    }

    /// Whether there are no differences.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// How many words were added and removed.
    pub fn tally(&self) -> Tally {
        tally(&self.found)
    }

    /// Draws the differences as a list that scrolls within the remaining height of `ui`.
    ///
    /// The scroll position is stored under the scope of `ui`, so give each comparison its own scope. Only a limited
    /// amount is laid out, however much differs; the rest is counted, and shown on request.
    pub fn ui(&mut self, ui: &mut Ui) {
        self.scroll_ui(ui, false, |ui, excerpt, relation, width| {
            let text = Marked::new(excerpt.pieces.iter(), relation.between, theme::tokens(ui));
            let text = text.laid(ui, width, relation.base);
            let height = text.height();
            let rect = text_ui(ui, Role::Label, height, || excerpt.spoken(relation.between));
            text.paint(ui, rect.min + vec2(MARGIN, 0.0));
            height
        });
    }

    fn scroll_ui(&mut self, ui: &mut Ui, has_columns: bool, draw: DrawField) {
        let id = ui.scope_id().with("differences");
        let list = ScrollArea::vertical().id_salt("differences").auto_shrink([false, true]);
        let shown = list.show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = theme::SPACE_1;
            scroll_by_key(ui, id);
            let pixels_per_point = ui.ctx().pixels_per_point();
            let setting = Setting { width: ui.available_width() - 2.0 * MARGIN, pixels_per_point, has_columns };
            self.list_ui(ui, id, setting, draw);
        });
        let area = ui.interact(shown.inner_rect, id, Sense::focusable_noninteractive());
        area.widget_info(|| WidgetInfo::labeled(Role::ScrollView, true, "Differences"));
        focus_ring(ui, &area);
    }

    fn list_ui(&mut self, ui: &mut Ui, id: Id, setting: Setting, draw: DrawField) {
        let (found, between) = (&self.found, self.between);
        let relation = Relation { between, base: self.base };
        let shown = self.shown.get_or_insert_with(|| Shown::of(found, self.portions));
        shown.take_setting(setting);
        for ((difference, excerpt), height) in found.iter().zip(&shown.excerpts).zip(&mut shown.heights) {
            ui.add_space(theme::SPACE_2);
            line_ui(ui, Role::Heading, &heading(difference, excerpt, between), setting.width);
            if !is_passed_over(ui, *height, || excerpt.spoken(between)) {
                *height = Some(draw(ui, excerpt, &relation, setting.width));
            }
        }
        if found.is_empty() {
            line_ui(ui, Role::Label, "No differences.", setting.width);
        }
        if let Some(rest) = rest(found.len() - shown.excerpts.len()) {
            line_ui(ui, Role::Label, &rest, setting.width);
        }
        if shown.is_cut && more_ui(ui) {
            self.portions = self.portions.saturating_mul(PORTIONS);
            self.shown = None;
            ui.memory_mut(|memory| memory.request_focus(id));
        }
    }
}

impl Shown {
    fn of(found: &[Difference], portions: usize) -> Shown {
        let mut measure = Measure::new(portions);
        let excerpts: Vec<Excerpt> = found.iter().map_while(|difference| measure.take(difference)).collect();
        let is_cut = measure.is_cut(excerpts.len() < found.len());
        Shown { heights: vec![None; excerpts.len()], excerpts, is_cut, setting: Setting::default() }
    }

    fn take_setting(&mut self, setting: Setting) {
        if self.setting != setting {
            self.setting = setting;
            self.heights.fill(None);
        }
    }
}

/// How many words were added and removed, in short form for a row of a list.
pub fn in_short(tally: Tally) -> String {
    match tally {
        Tally { added: 0, removed: 0 } => "no words changed".to_owned(),
        Tally { added: 1, removed: 0 } => "+1 word".to_owned(),
        Tally { added: 0, removed: 1 } => "−1 word".to_owned(),
        Tally { added, removed: 0 } => format!("+{} words", grouped(added)),
        Tally { added: 0, removed } => format!("−{} words", grouped(removed)),
        Tally { added, removed } => format!("+{} −{} words", grouped(added), grouped(removed)),
    }
}

/// Skips the layout of a text that is out of view and whose height is known. Screen readers are still told about it.
fn is_passed_over(ui: &mut Ui, height: Option<f32>, spoken: impl Fn() -> String) -> bool {
    let Some(height) = height else { return false };
    if ui.is_rect_visible(Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), height))) {
        return false;
    }
    text_ui(ui, Role::Label, height, spoken);
    true
}

/// Reserves the space of a text, and tells screen readers what it says.
fn text_ui(ui: &mut Ui, role: Role, height: f32, spoken: impl Fn() -> String) -> Rect {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(role, true, spoken()));
    rect
}

fn rest(count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some("… and 1 more change.".to_owned()),
        _ => Some(format!("… and {} more changes.", grouped(count))),
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

/// The name of a field and what happened to it, if the text does not show that by itself.
fn heading(difference: &Difference, excerpt: &Excerpt, between: Between) -> String {
    match excerpt.note(between) {
        "" => difference.label.clone(),
        note => format!("{} · {note}", difference.label),
    }
}

fn line_ui(ui: &mut Ui, role: Role, text: &str, width: f32) {
    let mut job = LayoutJob::single_section(text.to_owned(), theme::LABEL_BOLD.format(theme::tokens(ui).quiet));
    job.wrap.max_width = width;
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let rect = text_ui(ui, role, galley.size().y, || text.to_owned());
    if ui.is_rect_visible(rect) {
        ui.painter().galley(rect.min + vec2(MARGIN, 0.0), galley, theme::tokens(ui).ink);
    }
}

#[cfg(test)]
mod tests {
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable;

    use super::*;
    use crate::article::Article;
    use crate::compare::differences;

    fn list(before: &Article, after: &Article, between: Between) -> Harness<'static> {
        let mut found = Differences::new(differences(before, after), between);
        let mut is_installed = false;
        Harness::builder().with_size([520.0, 320.0]).build_ui(move |ui| {
            if !std::mem::replace(&mut is_installed, true) {
                theme::install(ui.ctx());
                return;
            }
            match between {
                Between::Nothing | Between::Times => found.ui(ui),
                Between::Writers => found.beside_ui(ui, ["Yours", "Theirs"]),
            }
        })
    }

    fn article(deck: &str, lede: &str) -> Article {
        Article { deck: deck.into(), lede: lede.to_owned().into(), ..Article::default() }
    }

    #[track_caller]
    fn check(between: Between, expected: &[&str]) {
        let before = article("The ferry is late", "");
        let list = list(&before, &article("The ferry is early", "It sailed at dawn."), between);
        for said in expected {
            list.get_by_label(said);
        }
    }

    #[test]
    fn a_screen_reader_is_told_field_by_field_what_went_and_what_came() {
        check(
            Between::Times,
            &["Deck", "The ferry is, removed: late, added: early", "Lede · added", "added: It sailed at dawn."],
        );
    }

    #[test]
    fn of_one_text_alone_only_its_words_are_told() {
        let list = list(&Article::default(), &article("The ferry is late", ""), Between::Nothing);
        list.get_by_label("Deck");
        list.get_by_label("The ferry is late");
    }

    #[test]
    fn of_two_writers_it_is_said_whose_words_they_are() {
        check(
            Between::Writers,
            &[
                "Yours, Theirs",
                "Deck",
                "The ferry is, yours: late, theirs: early",
                "Lede · only in theirs",
                "theirs: It sailed at dawn.",
            ],
        );
    }

    #[test]
    fn how_many_words_came_and_went_is_said_in_short() {
        let said = |added, removed| in_short(Tally { added, removed });
        assert_eq!(said(1_200, 3), "+1,200 −3 words");
        assert_eq!(
            [said(1, 0), said(0, 1), said(2, 0), said(0, 2)],
            ["+1 word", "−1 word", "+2 words", "−2 words"]
        );
        assert_eq!(said(0, 0), "no words changed");
    }

    #[test]
    fn what_is_too_long_is_shown_on_demand() {
        let long = "word ".repeat(2_000);
        let mut list = list(&Article::default(), &article("", &long), Between::Times);
        list.run();
        assert!(list.query_by_label_contains("about").is_some());
        list.get_by_label("Show more").scroll_to_me();
        list.run();
        list.get_by_label("Show more").click();
        list.run();
        assert!(list.query_by_label("Show more").is_none());
        assert!(list.query_by_label_contains("about").is_none());
    }

    #[test]
    fn what_is_out_of_sight_is_told_as_well_and_keeps_its_place() {
        let mut after = Article::default();
        for number in 0..40 {
            after.push_takeaway(format!("Takeaway of number {number}"));
        }
        let mut list = list(&Article::default(), &after, Between::Times);
        let places = |list: &Harness| -> Vec<egui::Rect> {
            (0..40).map(|n| list.get_by_label(&format!("added: Takeaway of number {n}")).rect()).collect()
        };
        let before = places(&list);
        list.run();
        assert_eq!(places(&list), before);
    }
}
