//! The position of the text within the form’s panel.

use crate::app::theme;

/// Where the text of the form stands in its panel.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    pub(super) left: f32,
    pub(super) width: f32,
}

impl Column {
    /// The column of text within a panel of this width: of the measure, or as much of it as there is room for.
    pub(super) fn within(available: f32, measure: f32) -> Column {
        let width = measure.min(available - theme::FORM_MARGIN - theme::SPACE_7).max(MIN_WIDTH);
        let left = ((available - width) * 0.5).floor().max(theme::FORM_MARGIN);
        let is_snug = available < measure + theme::FORM_MARGIN + 2.0 * theme::SPACE_8;
        Column { left: if is_snug { theme::FORM_MARGIN } else { left }, width }
    }
}

const MIN_WIDTH: f32 = 240.0;
