//! The writer’s preferences for the form: type, line length and surroundings. `surface` applies them; `columns` hides
//! what the window should not show.

use serde::{Deserialize, Serialize};

use crate::app::choice::{Letters, Measure};
use crate::app::surface::Writing;
use crate::app::theme::{self, Face};

/// The remembered choices about the text being written. They change nothing that readers get.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WritingPreferences {
    pub letters: Letters,
    pub measure: Measure,
    /// By which the text is larger than usual, apart from the zoom of everything.
    pub scale: f32,
    /// Only the column of text is shown, and all but the paragraph being written is dimmed.
    pub is_focus: bool,
    /// The row being written stays at one height.
    pub is_typewriter: bool,
}

const STEP: f32 = 0.1;
const SCALES: std::ops::RangeInclusive<f32> = 0.7..=2.0;

impl Default for WritingPreferences {
    fn default() -> WritingPreferences {
        WritingPreferences {
            letters: Letters::default(),
            measure: Measure::default(),
            scale: 1.0,
            is_focus: false,
            is_typewriter: false,
        }
    }
}

impl WritingPreferences {
    /// As the surface wants it. Larger text has longer lines, so that as many words stand in each.
    pub fn for_surface(&self) -> Writing {
        let width = self.measure.points() * self.scale;
        Writing {
            face: match self.letters {
                Letters::Serif => Face::Serif,
                Letters::Sans => Face::Sans,
            },
            scale: self.scale,
            width: width.clamp(*theme::FORM_WIDTHS.start(), *theme::FORM_WIDTHS.end()),
            is_focus: self.is_focus,
            is_typewriter: self.is_typewriter,
        }
    }

    /// The text a step larger.
    pub fn larger(&mut self) {
        self.set_scale(self.scale + STEP);
    }

    /// The text a step smaller.
    pub fn smaller(&mut self) {
        self.set_scale(self.scale - STEP);
    }

    /// Keeps the size where the layout holds, and on a step.
    pub(super) fn set_scale(&mut self, scale: f32) {
        let scale = if scale.is_finite() { scale } else { 1.0 };
        self.scale = ((scale / STEP).round() * STEP).clamp(*SCALES.start(), *SCALES.end());
    }
}

impl Measure {
    fn points(self) -> f32 {
        match self {
            Measure::Narrow => theme::FORM_NARROW,
            Measure::Medium => theme::FORM_WIDTH,
            Measure::Wide => theme::FORM_WIDE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_grows_in_steps_and_comes_back_to_its_size() {
        let mut preferences = WritingPreferences::default();
        (0..50).for_each(|_| preferences.larger());
        assert_eq!(preferences.scale, 2.0);
        (0..10).for_each(|_| preferences.smaller());
        assert_eq!(preferences.scale, 1.0);
        (0..50).for_each(|_| preferences.smaller());
        assert_eq!(preferences.scale, 0.7);
        preferences.set_scale(f32::NAN);
        assert_eq!(preferences.scale, 1.0);
    }

    #[test]
    fn larger_text_has_longer_lines_within_bounds() {
        let at = |scale, measure| {
            WritingPreferences { scale, measure, ..WritingPreferences::default() }.for_surface().width
        };
        assert!(at(1.2, Measure::Medium) > at(1.0, Measure::Medium));
        assert!(at(1.0, Measure::Narrow) < at(1.0, Measure::Medium));
        assert_eq!(at(2.0, Measure::Wide), *theme::FORM_WIDTHS.end());
    }
}
