//! The writer’s preferences for the form: type, line length and surroundings. `surface` applies them; `columns` hides
//! what the window should not show.

use serde::{Deserialize, Serialize};

use crate::app::choice::{Letters, Measure};
use crate::app::surface::Writing;
use crate::app::theme::{self, Face};

/// The settings of the form. They do not affect any output.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WritingPreferences {
    pub letters: Letters,
    pub measure: Measure,
    /// The factor for the text size, in addition to the zoom of the window.
    pub scale: f32,
    /// Focus mode: only the column of text, with everything but the current paragraph dimmed.
    pub is_focus: bool,
    /// Typewriter mode: the row with the cursor stays at the same height.
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
    /// The settings for the surface. Larger text gets a wider column, so that lines hold as many words.
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

    /// Makes the text one step larger.
    pub fn larger(&mut self) {
        self.set_scale(self.scale + STEP);
    }

    /// Makes the text one step smaller.
    pub fn smaller(&mut self) {
        self.set_scale(self.scale - STEP);
    }

    /// Sets the size, limited to the allowed range and rounded to a step.
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
