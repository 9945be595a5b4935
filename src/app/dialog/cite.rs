//! The short list of sources next to the text that is about to cite one. Typing filters the list. A link that is not in
//! it can become a new source.

use egui::accesskit::Role;
use egui::text::{LayoutJob, TextWrapping};
use egui::{Align2, Color32, CornerRadius, Frame, Id, Key, Margin, Pos2, Rect, ScrollArea, Sense, Ui, vec2};

use super::popup::{Beside, FIELD_HEIGHT, field_ui, popup};
use crate::app::choice::Citing;
use crate::app::command::{Answer, Command};
use crate::app::controls::dialog_frame::Outcome;
use crate::app::controls::focus::take_key;
use crate::app::spoken::{self, Stand, Standing};
use crate::app::{icon, setting, theme};
use crate::article::{Article, Place, Source};
use crate::link;
use crate::writing::{Selection, address};

/// The open list.
#[derive(Debug)]
pub struct CiteDialog {
    place: Place,
    selection: Selection,
    offers: Vec<Offer>,
    typed: String,
    /// The rows that match the typed text.
    rows: Vec<Pick>,
    selected: usize,
    /// The source cited at the cursor.
    cited: Option<String>,
    is_to_reveal: bool,
    at: Option<Rect>,
}

/// A source to choose.
#[derive(Debug)]
struct Offer {
    key: String,
    number: usize,
    /// Its title, or else its link or key.
    name: String,
    aside: String,
    link: String,
    /// All of its fields in lower case, for the search.
    words: String,
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Pick {
    /// By position in `offers`.
    Source(usize),
    New(String),
}

const WIDTH: f32 = 440.0;
const ROW: f32 = 32.0;
/// The number of sources visible at once.
const ROWS: usize = 7;
const PADDING: f32 = 8.0;
const NUMBER: f32 = 30.0;

impl CiteDialog {
    /// The list of an article's sources; `cited` is the one cited at the cursor.
    pub fn new(
        article: &Article,
        place: Place,
        selection: Selection,
        cited: Option<String>,
        at: Option<Rect>,
    ) -> CiteDialog {
        let offers = article.sources.iter().enumerate().map(|(at, source)| Offer::of(at + 1, source)).collect();
        let mut dialog = CiteDialog {
            place,
            selection,
            offers,
            typed: String::new(),
            rows: Vec::new(),
            selected: 0,
            cited,
            is_to_reveal: true,
            at,
        };
        dialog.find();
        let cited = |row: &Pick| matches!(row, Pick::Source(at) if dialog.is_cited(*at));
        dialog.selected = dialog.rows.iter().position(cited).unwrap_or(0);
        dialog
    }

    fn is_cited(&self, at: usize) -> bool {
        self.offers.get(at).is_some_and(|offer| self.cited.as_ref() == Some(&offer.key))
    }

    /// Searches all fields of the sources for every word typed.
    fn find(&mut self) {
        let typed = self.typed.to_lowercase();
        let words: Vec<&str> = typed.split_whitespace().collect();
        let link = address(&self.typed).map(|link| link::clean(&link).into_owned());
        let fits = |offer: &Offer| match &link {
            Some(link) => without_scheme(&offer.link).contains(without_scheme(link)),
            None => words.iter().all(|word| offer.words.contains(word)),
        };
        self.rows =
            self.offers.iter().enumerate().filter(|(_, o)| fits(o)).map(|(at, _)| Pick::Source(at)).collect();
        let is_known = |link: &String| self.offers.iter().any(|o| without_scheme(&o.link) == without_scheme(link));
        self.rows.extend(link.filter(|link| !is_known(link)).map(Pick::New));
        self.selected = 0;
        self.is_to_reveal = true;
    }

    /// Draws the list. Returns the answer, once there is one.
    pub fn ui(&mut self, ctx: &egui::Context) -> Option<Answer> {
        let height = FIELD_HEIGHT + ROW * self.offers.len().clamp(1, ROWS) as f32 + 2.0 * PADDING;
        let beside = Beside { name: "Cite a source", at: self.at, width: WIDTH, height };
        match popup(ctx, beside, |ui| self.content_ui(ui)) {
            Outcome::Open => None,
            Outcome::Dismissed => Some(self.answer(Citing::Nothing)),
            Outcome::Done(citing) => Some(self.answer(citing)),
        }
    }

    fn answer(&self, citing: Citing) -> Answer {
        Answer::Done(Command::Cited(self.place.clone(), self.selection, citing))
    }

    fn content_ui(&mut self, ui: &mut Ui) -> Option<Citing> {
        let chosen = self.keys(ui);
        let hint = if self.offers.is_empty() { "Paste a link" } else { "Find a source, or paste a link" };
        let field = field_ui(ui, Id::unique("cite field"), &mut self.typed, "Cite a source", hint);
        let selected = self.rows.get(self.selected).map(|row| row_id(row).accesskit_id());
        ui.ctx().accesskit_node_builder(field.id, |node| {
            if let Some(selected) = selected {
                node.set_active_descendant(selected);
            }
        });
        if field.changed() {
            self.find();
        }
        ui.add_space(PADDING * 0.5);
        let clicked = self.rows_ui(ui);
        chosen.or(clicked).and_then(|row| self.citing(row))
    }

    fn citing(&self, row: usize) -> Option<Citing> {
        Some(match self.rows.get(row)? {
            Pick::Source(at) => Citing::Source(self.offers.get(*at)?.key.clone()),
            Pick::New(link) => Citing::New(link.clone()),
        })
    }

    /// Handles the keys that move the selection. Returns the row chosen with Enter.
    fn keys(&mut self, ui: &Ui) -> Option<usize> {
        let last = self.rows.len().saturating_sub(1);
        let before = self.selected;
        self.selected =
            (self.selected + take_key(ui, Key::ArrowDown) + ROWS * take_key(ui, Key::PageDown)).min(last);
        let up = take_key(ui, Key::ArrowUp) + ROWS * take_key(ui, Key::PageUp);
        self.selected = self.selected.saturating_sub(up);
        self.is_to_reveal |= self.selected != before;
        (take_key(ui, Key::Enter) > 0).then_some(self.selected)
    }

    fn rows_ui(&mut self, ui: &mut Ui) -> Option<usize> {
        if self.rows.is_empty() {
            let nothing = if self.offers.is_empty() { NO_SOURCES } else { NOTHING };
            note_ui(ui, nothing);
            return None;
        }
        let mut clicked = None;
        let height = ROW * ROWS as f32;
        // Without a minimum height, the list would stay as short as the last one.
        let list =
            ScrollArea::vertical().id_salt("sources to cite").max_height(height).min_scrolled_height(height);
        list.auto_shrink([false, true]).show(ui, |ui| {
            spoken::list(ui, Role::ListBox, "Sources", self.rows.len());
            for index in 0..self.rows.len() {
                if self.row_ui(ui, index) {
                    clicked = Some(index);
                }
            }
        });
        self.is_to_reveal = false;
        clicked
    }

    /// Draws a row. Returns whether it was clicked.
    fn row_ui(&self, ui: &mut Ui, index: usize) -> bool {
        let Some(row) = self.rows.get(index) else { return false };
        let colours = theme::tokens(ui);
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
        let response = ui.interact(rect, row_id(row), Sense::CLICK);
        let is_selected = index == self.selected;
        if is_selected && self.is_to_reveal {
            ui.scroll_to_rect_animation(rect, None, egui::style::ScrollAnimation::none());
        }
        let ground = if is_selected { Some(colours.wash) } else { response.hovered().then_some(colours.hover) };
        if let Some(ground) = ground {
            ui.painter().rect_filled(rect, CornerRadius::same(theme::RADIUS), ground);
        }
        let said = match row {
            Pick::Source(at) => self.offers.get(*at).map(|offer| self.offer_ui(ui, rect, *at, offer)),
            Pick::New(link) => Some(new_ui(ui, rect, link)),
        };
        let said = said.unwrap_or_default();
        let standing = Standing { index, len: self.rows.len() };
        spoken::row(&response, Role::ListBoxOption, &said, standing, Stand::Chosen(is_selected));
        response.clicked()
    }

    /// Draws a source. Returns its description for screen readers.
    fn offer_ui(&self, ui: &Ui, rect: Rect, at: usize, offer: &Offer) -> String {
        let colours = theme::tokens(ui);
        let number = Pos2::new(rect.left() + NUMBER - PADDING, rect.center().y);
        let font = theme::INTERFACE.font();
        ui.painter().text(number, Align2::RIGHT_CENTER, offer.number, font.clone(), colours.quiet);
        let (left, mut right) = (rect.left() + NUMBER + PADDING * 0.5, rect.right() - PADDING);
        let is_cited = self.is_cited(at);
        if is_cited {
            let place = Pos2::new(right, rect.center().y);
            right = ui.painter().text(place, Align2::RIGHT_CENTER, CITED, font, colours.quiet).left() - PADDING;
        }
        let width = line_ui(ui, rect, left, right - left, &offer.name, colours.ink);
        let aside = left + width + theme::SPACE_3;
        if right - aside > theme::SPACE_7 {
            line_ui(ui, rect, aside, right - aside, &offer.aside, colours.quiet);
        }
        let parts = [offer.number.to_string(), offer.name.clone(), offer.aside.clone()];
        let mut said = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        if is_cited {
            said.push_str(&format!(", {CITED}"));
        }
        said
    }
}

const NO_SOURCES: &str = "No sources yet. Paste a link to add the first.";
const NOTHING: &str = "No matching source. Paste a link to add one.";
const CITED: &str = "cited here; choose to remove";

impl Offer {
    fn of(number: usize, source: &Source) -> Offer {
        let all = [
            &source.key,
            &source.link,
            &source.title,
            &source.publisher,
            &source.author,
            &source.published,
            &source.accessed,
            &source.note,
        ];
        let words = format!("{number} {}", all.map(|text| text.to_lowercase()).join(" "));
        let link = source.link.trim();
        let name = [source.title.trim(), without_scheme(link), &source.key].into_iter().find(|n| !n.is_empty());
        let aside = match (source.title.trim().is_empty(), source.publisher.trim()) {
            (_, publisher) if !publisher.is_empty() => publisher,
            (false, _) => without_scheme(link),
            (true, _) => "",
        };
        Offer {
            key: source.key.clone(),
            number,
            name: name.unwrap_or_default().to_owned(),
            aside: aside.to_owned(),
            link: link.to_owned(),
            words,
        }
    }
}

/// A link for comparing and showing, without scheme and trailing slash.
fn without_scheme(link: &str) -> &str {
    let link = link.trim();
    let rest = link.split_once("://").map_or(link, |(_, rest)| rest);
    rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/')
}

fn row_id(row: &Pick) -> Id {
    match row {
        Pick::Source(at) => Id::unique(("source to cite", at)),
        Pick::New(_) => Id::unique("new source to cite"),
    }
}

fn note_ui(ui: &mut Ui, text: &str) {
    let text = theme::INTERFACE.text(text).color(theme::tokens(ui).quiet);
    Frame::new().inner_margin(Margin::symmetric(8, 6)).show(ui, |ui| {
        let label = ui.label(text);
        ui.ctx().accesskit_node_builder(label.id, |node| node.set_live(egui::accesskit::Live::Polite));
        ui.take_available_width();
    });
}

fn new_ui(ui: &Ui, rect: Rect, link: &str) -> String {
    let colours = theme::tokens(ui);
    let plus = Pos2::new(rect.left() + NUMBER - PADDING, rect.center().y);
    let font = theme::Face::Icons.at(theme::ICON);
    ui.painter().text(plus, Align2::RIGHT_CENTER, icon::PLUS, font, colours.accent);
    let left = rect.left() + NUMBER + PADDING * 0.5;
    let width = line_ui(ui, rect, left, rect.right() - left, NEW, colours.ink);
    let aside = left + width + theme::SPACE_3;
    line_ui(ui, rect, aside, rect.right() - PADDING - aside, without_scheme(link), colours.quiet);
    format!("{NEW}, {link}")
}

const NEW: &str = "New source from this link";

/// Draws one line of text, truncated to the width. Returns its width.
fn line_ui(ui: &Ui, row: Rect, left: f32, width: f32, text: &str, colour: Color32) -> f32 {
    let mut job = LayoutJob::single_section(text.to_owned(), theme::INTERFACE.format(colour));
    job.wrap = TextWrapping::truncate_at_width(width.max(0.0));
    let galley = setting::one_row(ui.ctx(), job);
    let size = galley.size();
    ui.painter().galley(Pos2::new(left, row.center().y - size.y * 0.5), galley, colour);
    size.x
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article() -> Article {
        let mut article = Article::default();
        let source = |link: &str, title: &str, publisher: &str| Source {
            link: link.into(),
            title: title.into(),
            publisher: publisher.into(),
            ..Source::default()
        };
        article.push_source(source("https://www.harbour.example/tides", "Tide tables", "Harbour board"));
        article.push_source(source("https://paper.example/ferry", "The last ferry", "Morning paper"));
        article
    }

    #[track_caller]
    fn check(typed: &str, expected: &[&str]) {
        let mut dialog = CiteDialog::new(&article(), Place::Lede, Selection::default(), None, None);
        dialog.typed = typed.into();
        dialog.find();
        let rows = dialog.rows.iter().map(|row| match row {
            Pick::Source(at) => dialog.offers[*at].name.clone(),
            Pick::New(link) => format!("new {link}"),
        });
        assert_eq!(rows.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn sources_are_found_by_all_that_is_known_of_them() {
        check("", &["Tide tables", "The last ferry"]);
        check("FERRY", &["The last ferry"]);
        check("board tide", &["Tide tables"]);
        check("2", &["The last ferry"]);
        check("nowhere", &[]);
    }

    #[test]
    fn a_link_that_is_no_source_offers_to_become_one() {
        check("https://new.example/a", &["new https://new.example/a"]);
        check("https://new.example/a?utm_source=x", &["new https://new.example/a"]);
        check("http://harbour.example/tides/", &["Tide tables"]);
    }
}
