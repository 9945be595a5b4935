//! Items one below the other whose heights are estimated until they are drawn: where each is, which of them are in
//! view, and how far everything moves once a height is known. What the items are is up to their owner.

use std::ops::Range;

use egui::Rangef;

/// The heights of things below each other, from the top down.
#[derive(Clone, Debug, Default)]
pub struct Stack {
    /// The top of the first one.
    top: f32,
    things: Vec<Thing>,
    /// From this index on, the tops are outdated. They are kept until the stack is settled, so that everything stays in
    /// place during a frame.
    unsettled: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Thing {
    top: f32,
    height: Height,
}

/// A height in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Height {
    /// It has not been drawn.
    Estimated(f32),
    Known(f32),
}

/// What drawing something shows about its height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Learnt {
    /// It has not changed.
    Nothing,
    /// It was an estimate, and the actual height is larger by this.
    First(f32),
    /// It has increased by this.
    Changed(f32),
}

impl Height {
    /// In points.
    pub fn points(self) -> f32 {
        match self {
            Height::Estimated(points) | Height::Known(points) => points,
        }
    }

    /// Whether it was drawn.
    pub fn is_known(self) -> bool {
        matches!(self, Height::Known(_))
    }
}

impl Learnt {
    /// The difference from the previous height, in points.
    pub fn points(self) -> f32 {
        match self {
            Learnt::Nothing => 0.0,
            Learnt::First(points) | Learnt::Changed(points) => points,
        }
    }
}

impl Stack {
    /// An empty stack whose first thing will be at `top`.
    pub fn from_top(top: f32) -> Stack {
        Stack { top, ..Stack::default() }
    }

    /// The number of things.
    pub fn len(&self) -> usize {
        self.things.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.things.is_empty()
    }

    /// The bottom of the last one.
    pub fn height(&self) -> f32 {
        self.things.last().map_or(self.top, Thing::bottom)
    }

    /// The top of a thing; past the end, where the next one would be.
    pub fn top_of(&self, index: usize) -> f32 {
        self.things.get(index).map_or_else(|| self.height(), |thing| thing.top)
    }

    /// The height of a thing; zero past the end.
    pub fn height_of(&self, index: usize) -> Height {
        self.things.get(index).map_or(Height::Estimated(0.0), |thing| thing.height)
    }

    /// The top and bottom of a thing.
    pub fn span_of(&self, index: usize) -> Rangef {
        let top = self.top_of(index);
        Rangef::new(top, top + self.height_of(index).points())
    }

    /// The same, with the top of the stack at `origin`.
    pub fn span_from(&self, origin: f32, index: usize) -> Rangef {
        let span = self.span_of(index);
        Rangef::new(origin + span.min, origin + span.max)
    }

    /// The index of the thing at a height. Above the stack this is the first, below it the last.
    pub fn at(&self, y: f32) -> usize {
        self.things.partition_point(|thing| thing.bottom() <= y).min(self.len().saturating_sub(1))
    }

    /// The indices of the things that overlap a range of heights.
    pub fn meeting(&self, seen: Rangef) -> Range<usize> {
        let start = self.things.partition_point(|thing| thing.bottom() <= seen.min);
        let end = self.things.partition_point(|thing| thing.top < seen.max);
        start..end.max(start)
    }

    /// Replaces some of the heights. Positions are updated by [`Stack::settle`].
    pub fn replace(&mut self, range: Range<usize>, heights: impl IntoIterator<Item = Height>) {
        let end = range.end.min(self.len());
        let start = range.start.min(end);
        self.things.splice(start..end, heights.into_iter().map(|height| Thing { top: 0.0, height }));
        self.unsettle(start);
    }

    /// Sets a height. Positions are updated by [`Stack::settle`].
    pub fn set(&mut self, index: usize, height: Height) {
        let Some(thing) = self.things.get_mut(index) else { return };
        let has_moved = thing.height.points() != height.points();
        thing.height = height;
        if has_moved {
            self.unsettle(index);
        }
    }

    /// Records the drawn height of a thing. Positions are updated by [`Stack::settle`].
    pub fn learn(&mut self, index: usize, points: f32) -> Learnt {
        let known = self.height_of(index);
        self.set(index, Height::Known(points));
        let delta = points - known.points();
        match known {
            _ if delta == 0.0 => Learnt::Nothing,
            Height::Estimated(_) => Learnt::First(delta),
            Height::Known(_) => Learnt::Changed(delta),
        }
    }

    /// Recomputes the positions, from the first change on.
    pub fn settle(&mut self) {
        let Some(from) = self.unsettled.take() else { return };
        let before = from.checked_sub(1).and_then(|before| self.things.get(before));
        let mut top = before.map_or(self.top, Thing::bottom);
        for thing in self.things.get_mut(from..).unwrap_or_default() {
            thing.top = top;
            top = thing.bottom();
        }
    }

    fn unsettle(&mut self, index: usize) {
        self.unsettled = Some(self.unsettled.map_or(index, |from| from.min(index)));
    }
}

impl Thing {
    fn bottom(&self) -> f32 {
        self.top + self.height.points()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn stack(heights: &[f32]) -> Stack {
        let mut stack = Stack::from_top(10.0);
        stack.replace(0..0, heights.iter().map(|points| Height::Estimated(*points)));
        stack.settle();
        stack
    }

    #[test]
    fn each_stands_under_the_one_before_it() {
        let stack = stack(&[5.0, 0.0, 7.0]);
        assert_eq!((0..4).map(|index| stack.top_of(index)).collect::<Vec<_>>(), [10.0, 15.0, 15.0, 22.0]);
        assert_eq!(stack.height(), 22.0);
        assert_eq!(stack.span_of(2), Rangef::new(15.0, 22.0));
        assert_eq!([0.0, 14.9, 15.0, 99.0].map(|y| stack.at(y)), [0, 0, 2, 2]);
    }

    #[test]
    fn nothing_has_no_height() {
        let stack = Stack::from_top(10.0);
        assert_eq!((stack.height(), stack.top_of(3), stack.at(50.0)), (10.0, 10.0, 0));
        assert_eq!(stack.meeting(Rangef::new(0.0, 100.0)), 0..0);
    }

    #[test]
    fn a_height_is_learnt_once_and_then_changes() {
        let mut stack = stack(&[5.0, 5.0]);
        assert_eq!(stack.learn(0, 8.0), Learnt::First(3.0));
        assert_eq!(stack.learn(0, 8.0), Learnt::Nothing);
        assert_eq!(stack.learn(0, 6.0), Learnt::Changed(-2.0));
        assert_eq!(stack.top_of(1), 15.0, "until it is settled");
        stack.settle();
        assert_eq!(stack.top_of(1), 16.0);
    }

    proptest! {
        #[test]
        fn any_changes_stand_as_if_built_anew(
            start in prop::collection::vec(0_u8..40, 0..12),
            changes in prop::collection::vec((0_usize..14, 0_usize..4, prop::collection::vec(0_u8..40, 0..4)), 0..8),
            seen in (0_u8..200, 0_u8..90),
        ) {
            let mut heights: Vec<f32> = start.into_iter().map(f32::from).collect();
            let mut changed = stack(&heights);
            for (at, count, new) in changes {
                let at = at.min(heights.len());
                let range = at..(at + count).min(heights.len());
                let new: Vec<f32> = new.into_iter().map(f32::from).collect();
                changed.replace(range.clone(), new.iter().map(|points| Height::Known(*points)));
                heights.splice(range, new);
            }
            changed.settle();
            let anew = stack(&heights);
            prop_assert_eq!(changed.height(), 10.0 + heights.iter().sum::<f32>());
            prop_assert!((0..heights.len()).all(|index| changed.top_of(index) == anew.top_of(index)));
            let seen = Rangef::new(f32::from(seen.0), f32::from(seen.0) + f32::from(seen.1));
            let meets = |index: &usize| {
                let span = changed.span_of(*index);
                span.max > seen.min && span.min < seen.max
            };
            let meeting: Vec<usize> = (0..heights.len()).filter(meets).collect();
            // Things of zero height in between are included.
            prop_assert!(meeting.iter().all(|index| changed.meeting(seen).contains(index)));
        }
    }
}
