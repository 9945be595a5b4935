//! The paper behind the article: its width in the column, and the position of the text on it.

use egui::{CornerRadius, Pos2, Rect, Stroke, StrokeKind, Ui, Vec2, vec2};

use crate::app::theme;

/// The geometry of the paper in its column.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Paper {
    pub left: f32,
    pub width: f32,
    /// From its edges to the text.
    pub padding: Vec2,
    corners: u8,
}

/// Above the paper, below the tabs.
const TOP: f32 = theme::SPACE_4;
const PADDING_BOTTOM: f32 = theme::SPACE_8;
/// Narrower columns have smaller margins around and within the sheet.
const NARROW: f32 = 420.0;
const MIN_WIDTH: f32 = 200.0;
const PADDING: f32 = 49.0;
const PADDING_TOP: f32 = 45.0;
/// Beside the paper.
const DESK: f32 = 36.0;
/// The greatest line length: thirty times the font size.
const MEASURE: f32 = 465.0;
/// The width of a phone, in portrait.
const PHONE: f32 = 375.0;
const PHONE_CORNERS: u8 = 28;

impl Paper {
    /// A page as wide as possible, up to its greatest width.
    pub(super) fn page(available: f32) -> Paper {
        let desk = if available < NARROW { theme::SPACE_4 } else { DESK };
        let width = theme::PAGE_MAX_WIDTH.min(available - 2.0 * desk).max(MIN_WIDTH).floor();
        let padding = if width < NARROW { theme::SPACE_6 } else { ((width - MEASURE) * 0.5).max(PADDING) };
        Paper::new(available, width, vec2(padding, PADDING_TOP), theme::RADIUS_SMALL)
    }

    /// The screen of a phone.
    pub(super) fn phone(available: f32) -> Paper {
        let width = PHONE.min(available - 2.0 * theme::SPACE_2).max(MIN_WIDTH).floor();
        Paper::new(available, width, vec2(theme::SPACE_5, theme::SPACE_6), PHONE_CORNERS)
    }

    fn new(available: f32, width: f32, padding: Vec2, corners: u8) -> Paper {
        Paper { left: ((available - width) * 0.5).floor().max(theme::SPACE_2), width, padding, corners }
    }

    pub(super) fn text_width(self) -> f32 {
        self.width - 2.0 * self.padding.x
    }

    /// From the top of the column to the text.
    pub(super) fn text_top(self) -> f32 {
        TOP + self.padding.y
    }

    /// The height of the paper without its text, including the space above it.
    pub(super) fn frame_height(self) -> f32 {
        self.text_top() + PADDING_BOTTOM
    }

    /// Paints the paper around a text of this height.
    pub(super) fn paint(self, ui: &Ui, origin: Pos2, height: f32) {
        let size = vec2(self.width, height + self.padding.y + PADDING_BOTTOM);
        self.paint_frame(ui, Rect::from_min_size(origin + vec2(self.left, TOP), size));
    }

    pub(super) fn paint_frame(self, ui: &Ui, rect: Rect) {
        let colours = theme::tokens(ui);
        let hair = Stroke::new(theme::HAIRLINE, colours.hair);
        ui.painter().rect(rect, CornerRadius::same(self.corners), colours.paper, hair, StrokeKind::Inside);
    }
}
