//! The rows of the form, one below the other, and which to draw. A row has an estimated height until it is drawn. Draws
//! nothing.

use std::collections::HashMap;

use super::row::{Lede, Row, rows};
use crate::app::stack::{Height, Learnt, Stack};
use crate::app::surface::Writing;
use crate::app::theme::{self, Type};
use crate::article::{Article, Place, SourceField};

/// A row, and for an item its position in the list.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub row: Row,
    pub index: usize,
}

/// All rows.
#[derive(Debug, Default)]
pub(super) struct Rows {
    slots: Vec<Slot>,
    /// The heights of the rows, from the top of the form.
    stack: Stack,
    lede: Lede,
    built: Option<Stamp>,
}

/// What the rows depend on: the revision of the article, the width of the text, and its appearance.
pub(super) type Stamp = (u64, f32, Writing);

/// Heights that differ by less, in points, count as equal.
const SAME: f32 = 0.5;

impl Rows {
    /// Updates the rows to this stamp. If all heights change because the lines do, returns the new height of what was
    /// at the height `seen`.
    pub(super) fn update(&mut self, article: &Article, stamp: Stamp, seen: Option<f32>) -> Option<f32> {
        if self.built == Some(stamp) {
            return None;
        }
        let (_, width, writing) = stamp;
        let is_other = |(_, width, known): Stamp| {
            let is_focus_same = known.is_focus == writing.is_focus;
            width != stamp.1 || known.face != writing.face || known.scale != writing.scale || !is_focus_same
        };
        let is_anew = self.built.is_some_and(is_other);
        let anchor = seen.filter(|_| is_anew).and_then(|seen| self.anchor(seen));
        self.built = Some(stamp);
        let mut known = HashMap::new();
        for (index, slot) in std::mem::take(&mut self.slots).into_iter().enumerate().filter(|_| !is_anew) {
            known.insert(slot.row, self.stack.height_of(index));
        }
        let lede = self.lede;
        let rows = rows(article).filter(|(row, _)| lede != Lede::Waits || *row != Row::Lede);
        self.slots = rows.map(|(row, index)| Slot { row, index }).collect();
        let heights = self.slots.iter().map(|Slot { row, index }| {
            let estimate = || Height::Estimated(estimate(article, row, *index, width, &writing));
            known.remove(row).unwrap_or_else(estimate)
        });
        self.stack = Stack::from_top(theme::SPACE_7);
        self.stack.replace(0..0, heights);
        self.stack.settle();
        let (row, share) = anchor?;
        let span = self.stack.span_of(self.find(&row)?);
        Some(span.min + span.span() * share)
    }

    /// The row at this height, and how much of it is above. `None` at the very top, which stays as it is.
    fn anchor(&self, seen: f32) -> Option<(Row, f32)> {
        let index = self.stack.at(seen);
        let span = self.stack.span_of(index);
        let slot = self.slots.get(index).filter(|_| span.contains(seen))?;
        Some((slot.row.clone(), (seen - span.min) / span.span().max(1.0)))
    }

    /// Sets whether the lede has a row.
    pub(super) fn set_lede(&mut self, lede: Lede) {
        if std::mem::replace(&mut self.lede, lede) != lede {
            self.built = None;
        }
    }

    pub(super) fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// The heights of the rows.
    pub(super) fn stack(&self) -> &Stack {
        &self.stack
    }

    pub(super) fn find(&self, row: &Row) -> Option<usize> {
        self.slots.iter().position(|slot| slot.row == *row)
    }

    /// The rows that have the same order in the page, each with its top.
    pub(super) fn stops(&self) -> Vec<(Place, f32)> {
        let stops = self.slots.iter().enumerate();
        stops.filter_map(|(index, slot)| stop(&slot.row).map(|place| (place, self.stack.top_of(index)))).collect()
    }

    /// Records the drawn height of a row. Returns the difference.
    pub(super) fn learn(&mut self, index: usize, height: f32) -> Learnt {
        let known = self.stack.height_of(index).points();
        self.stack.learn(index, if (height - known).abs() < SAME { known } else { height })
    }

    /// Recomputes the positions of the rows.
    pub(super) fn settle(&mut self) {
        self.stack.settle();
    }
}

/// The place by which form and preview are aligned at a row. Deck, image and byline have another order in the page.
fn stop(row: &Row) -> Option<Place> {
    match row {
        Row::Headline => Some(Place::Headline),
        Row::Deck | Row::Image | Row::Byline | Row::AddTakeaway => None,
        Row::Takeaways => Some(Place::Takeaways),
        Row::Takeaway(id) => Some(Place::Takeaway(*id)),
        Row::Lede => Some(Place::Lede),
        Row::Section(id) => Some(Place::Body(*id)),
        Row::AddSection => Some(Place::Sections),
        Row::Sources => Some(Place::Sources),
        Row::Source(key) => Some(Place::Source(key.clone(), SourceField::Link)),
        Row::AddSource => Some(Place::Slug),
    }
}

/// Only texts need a good estimate. Other rows are near the top and drawn at once, or all have the same height.
fn estimate(article: &Article, row: &Row, index: usize, width: f32, writing: &Writing) -> f32 {
    if writing.is_focus {
        return estimate_alone(article, row, index, width, writing);
    }
    let body = writing.letters(theme::FORM_BODY);
    match row {
        Row::Headline | Row::Deck => HEADLINE_ROW,
        Row::Image | Row::Byline => IMAGE_ROW,
        Row::Takeaways | Row::Sources => TITLE_ROW,
        Row::AddTakeaway | Row::AddSection | Row::AddSource => ADD_ROW,
        Row::Takeaway(_) => {
            let text = article.takeaways.get(index).map_or("", |t| t.text.as_str());
            text_height(text, body, width) + theme::SPACE_1
        }
        Row::Lede => BODY_FRAME + text_height(&article.lede, body, width),
        Row::Section(_) => article.sections.get(index).map_or(0.0, |section| {
            SECTION_FRAME
                + text_height(&section.heading, writing.letters(theme::FORM_HEADING), width)
                + text_height(&section.body, body, width)
        }),
        Row::Source(_) => SOURCE_ROW,
    }
}

/// The estimate in focus mode, where an empty field has no height.
fn estimate_alone(article: &Article, row: &Row, index: usize, width: f32, writing: &Writing) -> f32 {
    let height = |text: &str, letters: Type, below: f32| {
        let is_empty = text.trim().is_empty();
        if is_empty { 0.0 } else { text_height(text, writing.letters(letters), width) + below }
    };
    match row {
        Row::Headline => height(&article.headline, theme::FORM_HEADLINE, theme::SPACE_6),
        Row::Deck => height(&article.deck, theme::FORM_DECK, theme::SPACE_6),
        Row::Image => height(&article.image.alt, theme::FORM_BODY, theme::SPACE_6),
        Row::Byline => {
            let names = article.byline.join("\n");
            let text = if names.is_empty() { &article.dateline } else { &names };
            height(text, theme::FORM_BODY, theme::SPACE_6)
        }
        Row::Takeaways | Row::Sources | Row::AddTakeaway | Row::AddSection | Row::AddSource => 0.0,
        Row::Takeaway(_) => {
            let text = article.takeaways.get(index).map_or("", |t| t.text.as_str());
            height(text, theme::FORM_BODY, theme::SPACE_1)
        }
        Row::Lede => height(&article.lede, theme::FORM_BODY, theme::SPACE_6),
        Row::Section(_) => article.sections.get(index).map_or(0.0, |section| {
            height(&section.heading, theme::FORM_HEADING, theme::SPACE_2)
                + height(&section.body, theme::FORM_BODY, theme::SPACE_6)
        }),
        Row::Source(_) => SOURCE_ALONE,
    }
}

/// Approximate heights of rows that do not depend on a text.
const HEADLINE_ROW: f32 = 110.0;
const IMAGE_ROW: f32 = 90.0;
const TITLE_ROW: f32 = 22.0;
const ADD_ROW: f32 = 54.0;
const SOURCE_ROW: f32 = 66.0;
const SOURCE_ALONE: f32 = 60.0;
/// The label and the space below the row.
const BODY_FRAME: f32 = 50.0;
const SECTION_FRAME: f32 = 60.0;
/// The mean width of a character, relative to the font size.
const MEAN_WIDTH: f32 = 0.47;

/// The estimated height of a text.
fn text_height(text: &str, letters: Type, width: f32) -> f32 {
    let a_row = (width / (letters.size * MEAN_WIDTH)).max(1.0);
    let rows: f32 = text.split('\n').map(|line| (line.len() as f32 / a_row).ceil().max(0.5)).sum();
    rows.max(1.0) * letters.line_height
}

/// Space below the last row, so that the cursor is never at the edge of the window.
pub(super) const BELOW: f32 = 160.0;

#[cfg(test)]
mod tests {
    use egui::Rangef;

    use super::*;

    fn article() -> Article {
        let mut article = Article::default();
        for n in 0..20 {
            article.push_section(format!("Section {n}"), "words ".repeat(100));
        }
        article
    }

    #[test]
    fn what_is_read_stays_in_sight_when_lines_become_shorter() {
        let mut rows = Rows::default();
        assert_eq!(rows.update(&article(), (1, 532.0, Writing::default()), Some(2000.0)), None, "the first time");
        for index in 0..rows.slots().len() {
            rows.learn(index, 90.0);
        }
        rows.settle();
        let (row, top) = (rows.slots()[9].row.clone(), rows.stack().top_of(9));
        let seen = Some(top + 45.0);
        assert_eq!(rows.update(&article(), (2, 532.0, Writing::default()), seen), None, "the lines are the same");
        let now =
            rows.update(&article(), (2, 300.0, Writing::default()), seen).expect("the lines are shorter now");
        let span = rows.stack().span_of(rows.find(&row).expect("it was there"));
        assert!(span.contains(now) && span.min > top + 90.0);
    }

    #[test]
    fn only_what_meets_the_viewport_is_drawn() {
        let mut rows = Rows::default();
        rows.update(&article(), (1, 532.0, Writing::default()), None);
        let near_top = rows.stack().meeting(Rangef::new(0.0, 300.0));
        assert_eq!(near_top.start, 0);
        assert!(near_top.end < 8);
        let end = rows.stack().height();
        assert_eq!(rows.stack().meeting(Rangef::new(end - 10.0, end + 500.0)).end, rows.slots().len());
    }

    #[test]
    fn a_measured_height_is_kept_over_an_edit() {
        let mut article = article();
        let mut rows = Rows::default();
        rows.update(&article, (1, 532.0, Writing::default()), None);
        let row = Row::Section(article.sections[3].id);
        let at = rows.find(&row).expect("the section has a row");
        assert!(matches!(rows.learn(at, 999.0), Learnt::First(_)));
        assert_eq!(rows.learn(at, 1009.0), Learnt::Changed(10.0));
        article.headline.push('x');
        rows.update(&article, (2, 532.0, Writing::default()), None);
        let at = rows.find(&row).expect("the section has a row");
        assert_eq!(rows.stack().height_of(at), Height::Known(1009.0));
        assert_eq!(rows.stack().top_of(at + 1), rows.stack().top_of(at) + 1009.0);
    }

    #[test]
    fn another_width_makes_heights_unknown() {
        let article = article();
        let mut rows = Rows::default();
        rows.update(&article, (1, 532.0, Writing::default()), None);
        rows.learn(0, 5.0);
        rows.update(&article, (1, 300.0, Writing::default()), None);
        assert_ne!(rows.stack().height_of(0).points(), 5.0);
    }
}
