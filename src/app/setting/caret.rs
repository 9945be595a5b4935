//! The cursor in laid-out text: where it is, how it moves, and what is hit or covered. A position is an index with a
//! side, because where text of both directions meets, the end of one character and the start of the next can be far
//! apart.

use std::ops::Range;

use egui::{Pos2, Rect, pos2};

use super::row::Row;
use super::typeset::Typeset;
use crate::page::Direction;

/// The side of an index on which the cursor is: after the previous character or before the next one. They differ at the
/// end of a wrapped row and where the direction changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// After the previous character.
    Before,
    /// Before the next character.
    #[default]
    After,
}

/// A horizontal arrow key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrow {
    Left,
    Right,
}

/// The result of moving with an arrow key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    At(usize, Side),
    /// The cursor leaves the text at its start.
    Start,
    /// The cursor leaves the text at its end.
    End,
}

impl Typeset {
    /// The index of the row with this position.
    pub fn row_of(&self, at: usize, side: Side) -> usize {
        let rows = self.rows();
        let holds = |row: &Row| {
            let end = row.end as usize;
            at < end || (at == end && (side == Side::Before || row.is_last))
        };
        rows.iter().position(holds).unwrap_or(rows.len().saturating_sub(1))
    }

    /// The rectangle of the cursor, which has no width and the height of its row.
    pub fn caret(&self, at: usize, side: Side) -> Rect {
        let Some(row) = self.rows().get(self.row_of(at, side)) else { return Rect::ZERO };
        let x = row.x_of(row.gap_of(at, side));
        Rect::from_min_max(pos2(x, row.rect.top()), pos2(x, row.rect.bottom()))
    }

    /// The row at a height. Above the text this is the first row, below it the last.
    pub fn row_at(&self, y: f32) -> usize {
        let rows = self.rows();
        rows.partition_point(|row| row.rect.bottom() <= y).min(rows.len().saturating_sub(1))
    }

    /// The position nearest to a point.
    pub fn nearest(&self, point: Pos2) -> (usize, Side) {
        self.nearest_in_row(self.row_at(point.y), point.x)
    }

    /// The position in a row that is nearest to an x coordinate.
    pub fn nearest_in_row(&self, row: usize, x: f32) -> (usize, Side) {
        self.rows().get(row).map(|row| row.nearest(x)).unwrap_or_default()
    }

    /// The byte range of the character at a point.
    pub fn letter_at(&self, point: Pos2) -> Option<Range<usize>> {
        let row = self.rows().get(self.row_at(point.y)).filter(|row| row.rect.y_range().contains(point.y))?;
        let index = row.clusters.iter().position(|cluster| cluster.left <= point.x && point.x < cluster.right)?;
        Some(row.bytes_of(index))
    }

    /// The rectangles that cover a range of the text: one per row, or several where the range is visually divided.
    pub fn cover(&self, range: &Range<usize>) -> Vec<Rect> {
        let rows = self.rows();
        let first = rows.partition_point(|row| row.range().end <= range.start);
        let met = rows.iter().skip(first).take_while(|row| row.range().start < range.end);
        met.flat_map(|row| row.cover(range)).collect()
    }

    /// The result of an arrow key at a position.
    pub fn step(&self, at: usize, side: Side, arrow: Arrow) -> Reached {
        let index = self.row_of(at, side);
        let Some(row) = self.rows().get(index) else { return Reached::End };
        let place = self.at_start_of_next((index, row.depth(row.gap_of(at, side))));
        let is_forward = (arrow == Arrow::Right) == (row.direction == Direction::LeftToRight);
        let next = if is_forward { self.place_after(place) } else { self.place_before(place) };
        let Some((index, depth)) = next else { return if is_forward { Reached::End } else { Reached::Start } };
        let (at, side) = self.rows().get(index).map(|row| row.place_of(row.gap(depth))).unwrap_or_default();
        Reached::At(at, side)
    }

    /// The end of a row and the start of the next one are the same position if both have the same index.
    fn at_start_of_next(&self, (index, depth): (usize, usize)) -> (usize, usize) {
        let rows = self.rows();
        let Some((row, next)) = rows.get(index).zip(rows.get(index + 1)) else { return (index, depth) };
        let is_end = depth == row.clusters.len() && !row.is_last;
        let is_same = is_end && row.place_of(row.gap(depth)).0 == next.place_of(next.gap(0)).0;
        if is_same { (index + 1, 0) } else { (index, depth) }
    }

    fn place_after(&self, (index, depth): (usize, usize)) -> Option<(usize, usize)> {
        let row = self.rows().get(index)?;
        if depth < row.clusters.len() {
            return Some(self.at_start_of_next((index, depth + 1)));
        }
        self.rows().get(index + 1).map(|_| (index + 1, 0))
    }

    fn place_before(&self, (index, depth): (usize, usize)) -> Option<(usize, usize)> {
        if depth > 0 {
            return Some((index, depth - 1));
        }
        let before = index.checked_sub(1)?;
        let last = self.rows().get(before)?.clusters.len();
        let is_own = self.at_start_of_next((before, last)) != (before, last);
        Some((before, if is_own { last.saturating_sub(1) } else { last }))
    }
}

/// An edge of a character or of the row: a position between two characters in visual order.
#[derive(Clone, Copy)]
struct Edge {
    level: u8,
    at: usize,
    side: Side,
}

impl Row {
    fn base_level(&self) -> u8 {
        u8::from(self.direction == Direction::RightToLeft)
    }

    /// The character at a visual position, counted from the left.
    fn seen(&self, place: usize) -> Option<usize> {
        if self.is_plain {
            return (place < self.clusters.len()).then_some(place);
        }
        self.order().get(place).copied()
    }

    /// The characters in visual order, from the left.
    fn order(&self) -> Vec<usize> {
        let levels: Vec<unicode_bidi::Level> = self
            .clusters
            .iter()
            .map(|cluster| unicode_bidi::Level::new(cluster.level).unwrap_or(unicode_bidi::LTR_LEVEL))
            .collect();
        unicode_bidi::BidiInfo::reorder_visual(&levels)
    }

    /// The visual position of a character, counted from the left.
    fn place_seen(&self, index: usize) -> usize {
        if self.is_plain { index } else { self.order().iter().position(|seen| *seen == index).unwrap_or(index) }
    }

    /// The gap between two characters in visual order at which the cursor is, counted from the left.
    fn gap_of(&self, at: usize, side: Side) -> usize {
        let count = self.clusters.len();
        let behind = self.clusters.partition_point(|cluster| (cluster.start as usize) < at);
        if self.is_plain {
            return behind;
        }
        let is_leftward = |index: usize| self.clusters.get(index).is_some_and(|cluster| cluster.level % 2 == 1);
        match side {
            Side::Before if behind > 0 => self.place_seen(behind - 1) + usize::from(!is_leftward(behind - 1)),
            Side::Before if self.is_first => self.gap(0),
            Side::Before | Side::After if behind < count => {
                self.place_seen(behind) + usize::from(is_leftward(behind))
            }
            Side::Before | Side::After => self.gap(count),
        }
    }

    /// The distance of a gap from the edge where the row starts.
    fn depth(&self, gap: usize) -> usize {
        match self.direction {
            Direction::LeftToRight => gap,
            Direction::RightToLeft => self.clusters.len().saturating_sub(gap),
        }
    }

    /// The gap at this distance from the edge where the row starts.
    pub(super) fn gap(&self, depth: usize) -> usize {
        self.depth(depth)
    }

    /// The position that a gap stands for: that of the direction which is less deeply nested.
    pub(super) fn place_of(&self, gap: usize) -> (usize, Side) {
        let edges = [self.edge_before(gap), self.edge_behind(gap), self.row_edge(gap)];
        let best = edges.into_iter().flatten().min_by_key(|edge| (edge.level, edge.side == Side::Before));
        best.map_or((self.start as usize, Side::After), |edge| (edge.at, edge.side))
    }

    /// The right edge of the character to the left of a gap.
    fn edge_before(&self, gap: usize) -> Option<Edge> {
        let index = self.seen(gap.checked_sub(1)?)?;
        Some(self.edge(index, Arrow::Right))
    }

    /// The left edge of the character to the right of a gap.
    fn edge_behind(&self, gap: usize) -> Option<Edge> {
        let index = self.seen(gap)?;
        Some(self.edge(index, Arrow::Left))
    }

    fn edge(&self, index: usize, arrow: Arrow) -> Edge {
        let level = self.clusters.get(index).map_or(0, |cluster| cluster.level);
        let bytes = self.bytes_of(index);
        match (level % 2 == 1) == (arrow == Arrow::Right) {
            true => Edge { level, at: bytes.start, side: Side::After },
            false => Edge { level, at: bytes.end, side: Side::Before },
        }
    }

    /// The edge of the paragraph at a gap.
    fn row_edge(&self, gap: usize) -> Option<Edge> {
        let level = self.base_level();
        let count = self.clusters.len();
        if self.is_last && gap == self.gap(count) {
            return Some(Edge { level, at: self.end as usize, side: Side::After });
        }
        let is_start = self.is_first && gap == self.gap(0);
        is_start.then_some(Edge { level, at: self.start as usize, side: Side::Before })
    }

    fn x_of(&self, gap: usize) -> f32 {
        let cluster = |place: usize| self.seen(place).and_then(|index| self.clusters.get(index));
        if let Some(behind) = cluster(gap) {
            return behind.left;
        }
        match gap.checked_sub(1).and_then(cluster) {
            Some(before) => before.right,
            None if self.direction == Direction::RightToLeft => self.rect.right(),
            None => self.rect.left(),
        }
    }

    fn nearest(&self, x: f32) -> (usize, Side) {
        let Some(last) = self.clusters.len().checked_sub(1) else { return (self.start as usize, Side::After) };
        if self.is_plain {
            return self.nearest_plain(x);
        }
        let order = self.order();
        let is_under = |index: &&usize| self.clusters.get(**index).is_some_and(|cluster| x < cluster.right);
        let index = order.iter().find(is_under).or(order.last()).copied().unwrap_or(last);
        let Some(cluster) = self.clusters.get(index) else { return (self.start as usize, Side::After) };
        let arrow = if x <= (cluster.left + cluster.right) * 0.5 { Arrow::Left } else { Arrow::Right };
        let gap = self.place_seen(index) + usize::from(arrow == Arrow::Right);
        let (edge, meant) = (self.edge(index, arrow), self.place_of(gap));
        if meant.0 == edge.at { meant } else { (edge.at, edge.side) }
    }

    fn nearest_plain(&self, x: f32) -> (usize, Side) {
        let distance = |gap: usize| (self.x_of(gap) - x).abs();
        let gaps = 0..=self.clusters.len();
        let gap = gaps.min_by(|a, b| distance(*a).total_cmp(&distance(*b))).unwrap_or(0);
        let at = self.clusters.get(gap).map_or(self.end, |cluster| cluster.start);
        let is_end = gap == self.clusters.len() && !self.is_last;
        (at as usize, if is_end { Side::Before } else { Side::After })
    }

    /// The rectangles that cover a range of the text in this row: one for each visually contiguous part.
    pub fn cover(&self, range: &Range<usize>) -> Vec<Rect> {
        let row = self.range();
        let covered = range.start.max(row.start)..range.end.min(row.end);
        if covered.start >= covered.end {
            return Vec::new();
        }
        let rect = |left: f32, right: f32| {
            Rect::from_min_max(pos2(left.min(right), self.rect.top()), pos2(left.max(right), self.rect.bottom()))
        };
        if self.is_plain {
            let x = |at: usize| self.x_of(self.gap_of(at, Side::After));
            return vec![rect(x(covered.start), x(covered.end))];
        }
        let mut rects: Vec<Rect> = Vec::new();
        let mut is_open = false;
        for index in self.order() {
            let bytes = self.bytes_of(index);
            let Some(cluster) = self.clusters.get(index) else { continue };
            let is_covered = bytes.start < covered.end && covered.start < bytes.end;
            match rects.last_mut().filter(|_| is_open && is_covered) {
                Some(last) => *last = rect(last.left(), cluster.right),
                None if is_covered => rects.push(rect(cluster.left, cluster.right)),
                None => {}
            }
            is_open = is_covered;
        }
        rects
    }
}
