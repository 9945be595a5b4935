//! The visual order of the stretches in a row.

use unicode_bidi::{BidiInfo, Level};

/// What a run is for the ordering of its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nature {
    /// A space, at which a row may break.
    Space,
    /// What follows it starts at a tab stop.
    Tab,
    /// Characters shaped together.
    Letters,
    /// A sign or character that is laid out by itself.
    Sign,
    /// A range that acts as a single character for the cursor.
    Whole,
}

impl Nature {
    pub fn is_blank(self) -> bool {
        matches!(self, Nature::Space | Nature::Tab)
    }
}

/// The levels of a row's runs: whitespace at its end or before a tab gets the level of the paragraph.
pub(super) fn settled(row: &[(Level, Nature)], base: Level) -> Vec<Level> {
    let mut levels: Vec<Level> = row.iter().map(|(level, _)| *level).collect();
    let mut is_blank_behind = true;
    for (level, (_, nature)) in levels.iter_mut().zip(row).rev() {
        is_blank_behind = *nature == Nature::Tab || (is_blank_behind && nature.is_blank());
        if is_blank_behind {
            *level = base;
        }
    }
    levels
}

/// The indices of the runs in visual order, from left to right.
pub(super) fn seen(levels: &[Level]) -> Vec<usize> {
    BidiInfo::reorder_visual(levels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_at_the_end_and_before_a_tab_run_with_the_paragraph() {
        let (ltr, rtl) = (Level::ltr(), Level::rtl());
        let row = [
            (rtl, Nature::Letters),
            (rtl, Nature::Space),
            (rtl, Nature::Tab),
            (rtl, Nature::Letters),
            (rtl, Nature::Space),
            (rtl, Nature::Letters),
            (rtl, Nature::Space),
        ];
        assert_eq!(settled(&row, ltr), [rtl, ltr, ltr, rtl, rtl, rtl, ltr]);
        assert_eq!(seen(&settled(&row, ltr)), [0, 1, 2, 5, 4, 3, 6]);
        assert_eq!(seen(&settled(&row, rtl)), [6, 5, 4, 3, 2, 1, 0]);
    }
}
