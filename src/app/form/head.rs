//! Headline, deck, byline and dateline.

use egui::{Ui, UiBuilder, vec2};

use super::lists;
use super::pen::Pen;
use super::side::mirrored;
use crate::app::theme;
use crate::article::Place;

/// The names' share of the row.
const NAMES_SHARE: f32 = 0.58;

/// Search engines and feeds cut longer headlines, in characters.
const HEADLINE_FITS: usize = 65;
/// Link previews cut longer decks, in characters.
const DECK_FITS: usize = 160;

pub(super) fn headline_ui(ui: &mut Ui, pen: &mut Pen) -> f32 {
    let count = pen.view.counts.headline;
    let count = (count > 0 && pen.view.is_begun).then(|| lists::of(ui, count, HEADLINE_FITS));
    lists::label(ui, pen, "Headline", count, theme::LABEL_GAP);
    pen.line_ui(ui, &Place::Headline, "Headline", "What happened", theme::FORM_HEADLINE);
    lists::describe(ui, &Place::Headline, pen.view.counts.headline, HEADLINE_FITS);
    theme::SPACE_6
}

pub(super) fn deck_ui(ui: &mut Ui, pen: &mut Pen) -> f32 {
    let count = pen.view.counts.deck;
    let count = (count > 0 && pen.view.is_begun).then(|| lists::of(ui, count, DECK_FITS));
    lists::label(ui, pen, "Deck", count, theme::LABEL_GAP);
    pen.line_ui(ui, &Place::Deck, "Deck", "Why it matters", theme::FORM_DECK);
    lists::describe(ui, &Place::Deck, pen.view.counts.deck, DECK_FITS);
    theme::SPACE_6
}

/// Names where the row begins, the dateline at its end.
pub(super) fn byline_ui(ui: &mut Ui, pen: &mut Pen) -> f32 {
    let whole = ui.available_rect_before_wrap();
    let middle = whole.left() + (whole.width() * NAMES_SHARE).floor();
    let first = mirrored(whole.with_max_x(middle - theme::SPACE_5), whole, pen.side());
    let second = mirrored(whole.with_min_x(middle), whole, pen.side());
    let mut names = ui.new_child(UiBuilder::new().max_rect(first));
    lists::label(&mut names, pen, "Byline", None, theme::SPACE_1);
    names_ui(&mut names, pen);
    let mut dateline = ui.new_child(UiBuilder::new().max_rect(second));
    lists::label(&mut dateline, pen, "Dateline", None, theme::SPACE_1);
    pen.line_ui(&mut dateline, &Place::Dateline, "Dateline", "Where", theme::FORM_BODY);
    let height = names.min_rect().height().max(dateline.min_rect().height());
    ui.allocate_space(vec2(whole.width(), height));
    theme::SPACE_6
}

fn names_ui(ui: &mut Ui, pen: &mut Pen) {
    let words = ("Byline", "Who wrote it");
    pen.list_ui(ui, &Place::Byline, words, theme::FORM_BODY, |a| &mut a.byline, |a| &a.byline);
}
