//! The rows of the form, one under the other, and which of them to draw. A row that has not been drawn yet has an
//! estimated height; drawing it tells the real one. Nothing is drawn here.

use std::collections::HashMap;
use std::ops::Range;

use super::row::{Lede, Row, rows};
use crate::app::surface::Writing;
use crate::app::theme::{self, Type};
use crate::article::{Article, Place, SourceField};

/// A row where it stands.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub row: Row,
    /// From the top of the form.
    pub top: f32,
    pub height: f32,
    /// For items: the position in their list.
    pub index: usize,
}

#[derive(Clone, Copy, Debug)]
struct Height {
    points: f32,
    is_measured: bool,
}

/// All rows.
#[derive(Debug, Default)]
pub(super) struct Rows {
    slots: Vec<Slot>,
    heights: HashMap<Row, Height>,
    lede: Lede,
    built: Option<Stamp>,
}

/// What the rows are lined up for: the revision of the article, the width of the text, and how it is set.
pub(super) type Stamp = (u64, f32, Writing);

impl Rows {
    /// Lines the rows up for this revision of the article, over text of this width. Where all heights are new because
    /// the lines are, it says how far down what stood at the height `seen` stands now.
    pub(super) fn update(&mut self, article: &Article, stamp: Stamp, seen: Option<f32>) -> Option<f32> {
        if self.built == Some(stamp) {
            return None;
        }
        let (_, width, writing) = stamp;
        let mut anchor = None;
        let is_other = |(_, width, known): Stamp| {
            let is_focus_same = known.is_focus == writing.is_focus;
            width != stamp.1 || known.face != writing.face || known.scale != writing.scale || !is_focus_same
        };
        if self.built.is_some_and(is_other) {
            anchor = seen.and_then(|seen| self.anchor(seen));
            self.heights.clear();
        }
        self.built = Some(stamp);
        let mut old = std::mem::take(&mut self.heights);
        self.slots.clear();
        let lede = self.lede;
        let rows = rows(article).filter(|(row, _)| lede != Lede::Waits || *row != Row::Lede);
        for (row, index) in rows {
            let height = old.remove(&row).unwrap_or_else(|| Height {
                points: estimate(article, &row, index, width, &writing),
                is_measured: false,
            });
            self.heights.insert(row.clone(), height);
            self.slots.push(Slot { row, top: 0.0, height: height.points, index });
        }
        self.stack();
        let (row, share) = anchor?;
        let slot = self.slots.get(self.find(&row)?)?;
        Some(slot.top + slot.height * share)
    }

    /// The row at this height, and how much of it is above. At the very top there is none: that is kept as it is.
    fn anchor(&self, seen: f32) -> Option<(Row, f32)> {
        let slot = self.slots.get(self.meeting(seen, seen + 1.0).start).filter(|slot| slot.top <= seen)?;
        Some((slot.row.clone(), (seen - slot.top) / slot.height.max(1.0)))
    }

    /// Whether the lede has a row.
    pub(super) fn set_lede(&mut self, lede: Lede) {
        if std::mem::replace(&mut self.lede, lede) != lede {
            self.built = None;
        }
    }

    pub(super) fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// How many heights are remembered.
    pub(super) fn heights(&self) -> usize {
        self.heights.len()
    }

    /// Of all rows together.
    pub(super) fn height(&self) -> f32 {
        self.slots.last().map_or(0.0, |slot| slot.top + slot.height)
    }

    pub(super) fn find(&self, row: &Row) -> Option<usize> {
        self.slots.iter().position(|slot| slot.row == *row)
    }

    /// The rows that meet this stretch of the form.
    pub(super) fn meeting(&self, top: f32, bottom: f32) -> Range<usize> {
        let start = self.slots.partition_point(|slot| slot.top + slot.height <= top);
        let end = self.slots.partition_point(|slot| slot.top < bottom);
        start..end.max(start)
    }

    /// The rows that stand in the page in the same order, each with its top.
    pub(super) fn stops(&self) -> Vec<(Place, f32)> {
        let stops = self.slots.iter().filter_map(|slot| stop(&slot.row).map(|place| (place, slot.top)));
        stops.collect()
    }

    /// Takes note of a row's real height. Gives by how much it differs from a height that was only estimated.
    pub(super) fn measured(&mut self, index: usize, height: f32) -> Measured {
        let Some(slot) = self.slots.get_mut(index) else { return Measured::AsKnown };
        let delta = height - slot.height;
        let known = self.heights.get_mut(&slot.row);
        let was_measured = known.map(|known| {
            let was_measured = known.is_measured;
            *known = Height { points: height, is_measured: true };
            was_measured
        });
        if delta.abs() < 0.5 {
            return Measured::AsKnown;
        }
        slot.height = height;
        if was_measured == Some(true) { Measured::Changed(delta) } else { Measured::Learnt(delta) }
    }

    /// Puts every row under the one before it.
    pub(super) fn stack(&mut self) {
        let mut top = theme::SPACE_7;
        for slot in &mut self.slots {
            slot.top = top;
            top += slot.height;
        }
    }
}

/// What drawing a row told about its height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Measured {
    AsKnown,
    /// It was estimated, and is higher by this.
    Learnt(f32),
    /// It has grown by this.
    Changed(f32),
}

/// What a row is called where form and preview lead each other. Deck, image and byline stand in another order there.
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

/// Rows that are always near what is drawn first, or all of one height, need no care; texts are what counts.
fn estimate(article: &Article, row: &Row, index: usize, width: f32, writing: &Writing) -> f32 {
    if writing.is_focus {
        return estimate_alone(article, row, index, width, writing);
    }
    let body = writing.letters(theme::FORM_BODY);
    match row {
        Row::Headline | Row::Deck => 110.0,
        Row::Image | Row::Byline => 90.0,
        Row::Takeaways | Row::Sources => 22.0,
        Row::AddTakeaway | Row::AddSection | Row::AddSource => 54.0,
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
        Row::Source(_) => 66.0,
    }
}

/// Where nothing but the text is shown: an empty field has no height.
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
        Row::Source(_) => 60.0,
    }
}

/// Label, and the space under the row.
const BODY_FRAME: f32 = 50.0;
const SECTION_FRAME: f32 = 60.0;
/// Of a letter, as a share of the size of the type.
const MEAN_WIDTH: f32 = 0.47;

/// About how high a text will be.
fn text_height(text: &str, letters: Type, width: f32) -> f32 {
    let a_row = (width / (letters.size * MEAN_WIDTH)).max(1.0);
    let rows: f32 = text.split('\n').map(|line| (line.len() as f32 / a_row).ceil().max(0.5)).sum();
    rows.max(1.0) * letters.line_height
}

/// Space under the last row, so that one does not write at the window's edge.
pub(super) const BELOW: f32 = 160.0;

#[cfg(test)]
mod tests {
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
            rows.measured(index, 90.0);
        }
        rows.stack();
        let row = rows.slots()[9].clone();
        let seen = Some(row.top + 45.0);
        assert_eq!(rows.update(&article(), (2, 532.0, Writing::default()), seen), None, "the lines are the same");
        let now = rows.update(&article(), (2, 300.0, Writing::default()), seen).unwrap();
        let slot = &rows.slots()[rows.find(&row.row).unwrap()];
        assert!((slot.top..slot.top + slot.height).contains(&now) && slot.top > row.top + 90.0);
    }

    #[test]
    fn only_what_meets_the_viewport_is_drawn() {
        let mut rows = Rows::default();
        rows.update(&article(), (1, 532.0, Writing::default()), None);
        let near_top = rows.meeting(0.0, 300.0);
        assert_eq!(near_top.start, 0);
        assert!(near_top.end < 8);
        let end = rows.height();
        assert_eq!(rows.meeting(end - 10.0, end + 500.0).end, rows.slots().len());
    }

    #[test]
    fn a_measured_height_is_kept_over_an_edit() {
        let mut article = article();
        let mut rows = Rows::default();
        rows.update(&article, (1, 532.0, Writing::default()), None);
        let row = Row::Section(article.sections[3].id);
        let at = rows.find(&row).unwrap();
        assert!(matches!(rows.measured(at, 999.0), Measured::Learnt(_)));
        assert_eq!(rows.measured(at, 1009.0), Measured::Changed(10.0));
        article.headline.push('x');
        rows.update(&article, (2, 532.0, Writing::default()), None);
        let at = rows.find(&row).unwrap();
        assert_eq!(rows.slots()[at].height, 1009.0);
        assert_eq!(rows.slots()[at + 1].top, rows.slots()[at].top + 1009.0);
    }

    #[test]
    fn another_width_makes_heights_unknown() {
        let article = article();
        let mut rows = Rows::default();
        rows.update(&article, (1, 532.0, Writing::default()), None);
        rows.measured(0, 5.0);
        rows.update(&article, (1, 300.0, Writing::default()), None);
        assert_ne!(rows.slots()[0].height, 5.0);
    }
}
