//! Scrolls form and preview together: where one should be when the writer scrolls the other. Both report where their
//! parts are; this file knows neither.

use std::collections::HashMap;

use egui::{Rect, Ui};

use crate::article::Place;

/// The positions of the parts of a column, and its scroll state.
#[derive(Clone, Debug, Default)]
pub struct Track {
    /// The top of each part, in the order of the column, relative to its content.
    pub stops: Vec<(Place, f32)>,
    /// The height of the content.
    pub height: f32,
    /// The height of the viewport.
    pub viewport: f32,
    /// The scroll offset.
    pub offset: f32,
}

/// A user's scrolling of a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Travel {
    pub from: f32,
    pub to: f32,
}

/// Whether the user is scrolling the content of this rectangle with the wheel or the scroll bar. Call it before
/// drawing, because a scroll area consumes the wheel.
pub fn is_scrolled(ui: &Ui, rect: Rect) -> bool {
    ui.input(|input| {
        let is_over = input.pointer.hover_pos().is_some_and(|at| rect.contains(at));
        let turns = input.smooth_scroll_delta().y != 0.0 && is_over;
        let bar = rect.with_min_x(rect.right() - BAR);
        let drags =
            input.pointer.primary_down() && input.pointer.press_origin().is_some_and(|at| bar.contains(at));
        turns || drags
    })
}

/// The width of a scroll bar for dragging.
const BAR: f32 = 14.0;

/// The scroll offset of the column that follows.
///
/// The same part is at the same height in both columns: on a line that moves from the top of the viewport to its bottom
/// as the leader is scrolled from beginning to end. A column that is elsewhere catches up within a few frames, and
/// never jumps.
pub fn led(leader: &Track, travel: Travel, follower: &Track) -> Option<f32> {
    let points = points(leader, follower);
    let (room, last) = (leader.room()?, follower.room()?);
    let goal = |offset: f32| {
        let share = offset.clamp(0.0, room) / room;
        (at(&points, share * leader.height) - share * follower.viewport).clamp(0.0, last)
    };
    let (before, after) = (goal(travel.from), goal(travel.to));
    let gap = before - follower.offset;
    let step = after - before;
    let catches_up = (gap.abs() * EAGERNESS).max((travel.to - travel.from).abs()).min(gap.abs());
    let mut offset = follower.offset + step + gap.signum() * catches_up;
    // A follower that is ahead by less than a viewport waits instead of turning back.
    if gap.abs() < follower.viewport && (offset - follower.offset) * (travel.to - travel.from) < 0.0 {
        offset = follower.offset;
    }
    Some(offset.clamp(0.0, last).round())
}

/// The share of the remaining distance that a column catches up per frame.
const EAGERNESS: f32 = 0.35;

impl Track {
    /// How far the column can be scrolled; `None` if not at all.
    fn room(&self) -> Option<f32> {
        let room = self.height - self.viewport;
        (room > 1.0).then_some(room)
    }
}

/// Pairs of heights of the same part in the leader and the follower, both ascending.
fn points(leader: &Track, follower: &Track) -> Vec<(f32, f32)> {
    let mut known: HashMap<&Place, f32> = HashMap::new();
    for (place, top) in &follower.stops {
        known.entry(place).or_insert(*top);
    }
    let mut points = vec![(0.0, 0.0)];
    let (mut above, mut last) = (0.0, 0.0);
    for (place, top) in &leader.stops {
        if let Some(other) = known.get(place).filter(|other| *top > above && **other > last) {
            points.push((*top, *other));
            (above, last) = (*top, *other);
        }
    }
    points.push((leader.height.max(above + 1.0), follower.height.max(last)));
    points
}

/// The follower's height for a height of the leader.
fn at(points: &[(f32, f32)], height: f32) -> f32 {
    let after = points.partition_point(|(known, _)| *known <= height);
    match (points.get(after.saturating_sub(1)), points.get(after)) {
        (Some((x, y)), Some((next_x, next_y))) => y + (height - x) / (next_x - x).max(f32::EPSILON) * (next_y - y),
        (Some((_, y)), None) => *y,
        (None, _) => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn track(stops: &[(Place, f32)], height: f32) -> Track {
        Track { stops: stops.to_vec(), height, viewport: 500.0, offset: 0.0 }
    }

    fn columns() -> (Track, Track) {
        let form = [(Place::Headline, 40.0), (Place::Deck, 100.0), (Place::Lede, 500.0), (Place::Sources, 3000.0)];
        let page = [(Place::Headline, 80.0), (Place::Lede, 300.0), (Place::Deck, 400.0), (Place::Sources, 4000.0)];
        (track(&form, 4000.0), track(&page, 4500.0))
    }

    #[test]
    fn the_ends_meet_and_the_way_between_has_no_jumps() {
        let (form, mut page) = columns();
        let mut offset = 0.0;
        while offset < 3500.0 {
            let to = led(&form, Travel { from: offset, to: offset + 10.0 }, &page).unwrap();
            assert!((0.0..=60.0).contains(&(to - page.offset)), "{offset}: {} to {to}", page.offset);
            page.offset = to;
            offset += 10.0;
        }
        assert_eq!(page.offset, 4000.0);
    }

    /// The final offset of the page for this offset of the form.
    fn settled(form: &Track, page: &Track, offset: f32) -> f32 {
        let mut page = page.clone();
        for _ in 0..40 {
            page.offset = led(form, Travel { from: offset, to: offset }, &page).unwrap();
        }
        page.offset
    }

    #[test]
    fn the_same_part_is_at_the_same_height() {
        let (form, page) = columns();
        // The line is at the start of the sources.
        let offset = 3000.0 * 3500.0 / 4000.0;
        let (in_form, in_page) = (3000.0 - offset, 4000.0 - settled(&form, &page, offset));
        assert!((in_form - in_page).abs() < 3.0, "{in_form} and {in_page}");
    }

    #[test]
    fn a_column_that_stood_elsewhere_comes_along_within_a_few_frames() {
        let (form, mut page) = columns();
        page.offset = 3000.0;
        for frame in 0..20 {
            let from = 400.0 + frame as f32 * 5.0;
            let before = page.offset;
            page.offset = led(&form, Travel { from, to: from + 5.0 }, &page).unwrap();
            assert!((before - page.offset).abs() < 1_200.0);
        }
        assert!((page.offset - settled(&form, &page, 500.0)).abs() < 500.0, "{}", page.offset);
    }

    #[test]
    fn what_is_a_little_ahead_waits() {
        let (form, page) = columns();
        let ahead = settled(&form, &page, 400.0) + 200.0;
        let page = Track { offset: ahead, ..page };
        assert_eq!(led(&form, Travel { from: 400.0, to: 410.0 }, &page), Some(ahead));
        assert!(led(&form, Travel { from: 400.0, to: 390.0 }, &page).unwrap() < ahead);
    }

    #[test]
    fn a_column_that_fits_its_view_stays() {
        let (form, page) = columns();
        let short = Track { height: 300.0, ..page };
        assert_eq!(led(&form, Travel { from: 0.0, to: 50.0 }, &short), None);
        assert_eq!(led(&short, Travel { from: 0.0, to: 50.0 }, &form), None);
    }
}
