//! The position of the text within the form’s panel.

use crate::app::theme;

/// The horizontal position of the form's text in its panel.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    pub(super) left: f32,
    pub(super) width: f32,
}

impl Column {
    /// The column of text within a panel of this width: as wide as `measure`, or as there is room for.
    pub(super) fn within(available: f32, measure: f32) -> Column {
        let width = measure.min(available - theme::FORM_MARGIN - theme::SPACE_7).max(MIN_WIDTH);
        let left = ((available - width) * 0.5).floor().max(theme::FORM_MARGIN);
        let is_snug = available < measure + theme::FORM_MARGIN + 2.0 * theme::SPACE_8;
        Column { left: if is_snug { theme::FORM_MARGIN } else { left }, width }
    }
}

const MIN_WIDTH: f32 = 240.0;
