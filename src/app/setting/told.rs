//! The characters of a row as screen readers need them: in logical order, by runs of one direction.

use std::ops::Range;

use egui::{Rect, pos2};

use super::row::Row;
use crate::page::Direction;

/// Consecutive characters of a row with the same direction.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    pub direction: Direction,
    pub rect: Rect,
    pub letters: Vec<Letter>,
}

/// A character of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Letter {
    /// In bytes of the text.
    pub range: Range<usize>,
    /// From the edge where the run starts, in its direction.
    pub along: f32,
    pub width: f32,
}

impl Row {
    /// The runs in logical order; at least one.
    pub fn runs(&self) -> Vec<Run> {
        let empty = Rect::from_min_max(self.rect.min, pos2(self.rect.left(), self.rect.bottom()));
        let mut runs: Vec<(u8, Run)> = Vec::new();
        for (index, cluster) in self.clusters.iter().enumerate() {
            let rect =
                Rect::from_min_max(pos2(cluster.left, self.rect.top()), pos2(cluster.right, self.rect.bottom()));
            let letter = Letter { range: self.bytes_of(index), along: 0.0, width: rect.width() };
            match runs.last_mut().filter(|(level, _)| *level == cluster.level) {
                Some((_, run)) => {
                    run.rect = run.rect.union(rect);
                    run.letters.push(letter);
                }
                None => {
                    let is_leftward = cluster.level % 2 == 1;
                    let direction = if is_leftward { Direction::RightToLeft } else { Direction::LeftToRight };
                    runs.push((cluster.level, Run { direction, rect, letters: vec![letter] }));
                }
            }
        }
        if runs.is_empty() {
            return vec![Run { direction: self.direction, rect: empty, letters: Vec::new() }];
        }
        let mut runs: Vec<Run> = runs.into_iter().map(|(_, run)| run).collect();
        runs.iter_mut().for_each(Run::count_along);
        runs
    }
}

impl Run {
    fn count_along(&mut self) {
        let mut along = 0.0;
        for letter in &mut self.letters {
            letter.along = along;
            along += letter.width;
        }
    }
}
