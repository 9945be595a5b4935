//! The faces: their files, their families, and which draws what another lacks.

use std::sync::Arc;

use egui::{Context, FontData, FontDefinitions, FontFamily, FontId, RawInput, Vec2};

/// A cut of type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Face {
    /// Reading and writing.
    Serif,
    /// Deck and emphasis.
    SerifItalic,
    /// Headings and strong emphasis.
    SerifBold,
    /// Strong emphasis within emphasis.
    SerifBoldItalic,
    /// The interface.
    Sans,
    /// Titles of the interface and the main button.
    SansBold,
    /// Code.
    Mono,
    /// Icons, and nothing else: lower-case letters are blank in it.
    Icons,
}

impl Face {
    /// Every face.
    pub const ALL: [Self; 8] = [
        Self::Serif,
        Self::SerifItalic,
        Self::SerifBold,
        Self::SerifBoldItalic,
        Self::Sans,
        Self::SansBold,
        Self::Mono,
        Self::Icons,
    ];

    /// The egui family: this face, then the faces that help out with missing characters.
    pub fn family(self) -> FontFamily {
        match self {
            Self::Sans => FontFamily::Proportional,
            Self::Mono => FontFamily::Monospace,
            Self::Serif
            | Self::SerifItalic
            | Self::SerifBold
            | Self::SerifBoldItalic
            | Self::SansBold
            | Self::Icons => FontFamily::Name(self.key().into()),
        }
    }

    /// This face at `size` points.
    pub fn at(self, size: f32) -> FontId {
        FontId::new(size, self.family())
    }

    /// The stronger face of the same slope, where there is one.
    pub fn bold(self) -> Self {
        match self {
            Self::Serif | Self::SerifBold => Self::SerifBold,
            Self::SerifItalic | Self::SerifBoldItalic => Self::SerifBoldItalic,
            Self::Sans | Self::SansBold => Self::SansBold,
            Self::Mono => Self::Mono,
            Self::Icons => Self::Icons,
        }
    }

    /// The sloped face of the same weight, where there is one.
    pub fn italic(self) -> Self {
        match self {
            Self::Serif | Self::SerifItalic => Self::SerifItalic,
            Self::SerifBold | Self::SerifBoldItalic => Self::SerifBoldItalic,
            Self::Sans => Self::Sans,
            Self::SansBold => Self::SansBold,
            Self::Mono => Self::Mono,
            Self::Icons => Self::Icons,
        }
    }

    /// The face without serifs of the same weight.
    pub fn sans(self) -> Self {
        match self {
            Self::Serif | Self::SerifItalic | Self::Sans => Self::Sans,
            Self::SerifBold | Self::SerifBoldItalic | Self::SansBold => Self::SansBold,
            Self::Mono => Self::Mono,
            Self::Icons => Self::Icons,
        }
    }

    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Serif => "serif",
            Self::SerifItalic => "serif-italic",
            Self::SerifBold => "serif-bold",
            Self::SerifBoldItalic => "serif-bold-italic",
            Self::Sans => "sans",
            Self::SansBold => "sans-bold",
            Self::Mono => "mono",
            Self::Icons => "icons",
        }
    }

    fn data(self) -> FontData {
        match self {
            Self::Serif => ttf(include_bytes!("../../../assets/fonts/SourceSerif4-Regular.ttf")),
            Self::SerifItalic => ttf(include_bytes!("../../../assets/fonts/SourceSerif4-Italic.ttf")),
            Self::SerifBold => ttf(include_bytes!("../../../assets/fonts/SourceSerif4-SemiBold.ttf")),
            Self::SerifBoldItalic => ttf(include_bytes!("../../../assets/fonts/SourceSerif4-SemiBoldItalic.ttf")),
            Self::Sans => ttf(include_bytes!("../../../assets/fonts/Inter-Regular.ttf")),
            Self::SansBold => ttf(include_bytes!("../../../assets/fonts/Inter-SemiBold.ttf")),
            Self::Mono => ttf(include_bytes!("../../../assets/fonts/JetBrainsMono-Regular.ttf")),
            Self::Icons => ttf(include_bytes!("../../../assets/fonts/Phosphor-Light.ttf")),
        }
    }
}

fn ttf(bytes: &'static [u8]) -> FontData {
    FontData::from_static(bytes)
}

/// Every face, each with those that stand in for it, for egui.
pub(super) fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let bundled = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    for face in Face::ALL {
        fonts.font_data.insert(face.key().to_owned(), Arc::new(face.data()));
        let chain = std::iter::once(face)
            .chain(stand_ins(face))
            .map(|face| face.key().to_owned())
            .chain(bundled.iter().cloned())
            .collect();
        fonts.families.insert(face.family(), chain);
    }
    fonts
}

/// Bounds the picture that the letters stand in by what the window can show, and has it begun anew when their sizes are
/// others. Left to itself it becomes as large as the graphics card allows, a gigabyte and more, before letters go that
/// are not used any more.
#[derive(Debug, Default)]
pub struct LetterBound {
    /// What the graphics card allows; it says so once.
    allowed: Option<usize>,
    /// By what everything, and the text that is written, is larger than usual.
    scales: Option<[f32; 2]>,
    /// Another width is another picture: this much more.
    more: usize,
}

/// Width of the picture, which is no higher: 16 MB, and as much again with the graphics card.
const LEAST_SIDE: usize = 2048;
const MOST_SIDE: usize = 4 * LEAST_SIDE;
/// So much of the picture is used before egui begins another one.
const FULL: f32 = 0.8;
/// For each pixel of the window.
const LETTER_PIXELS: f32 = 1.5;

impl LetterBound {
    /// To be given every input before egui sees it, and by what the text that is written is larger than usual.
    pub fn apply(&mut self, ctx: &Context, input: &mut RawInput, text_scale: f32) {
        self.allowed = input.max_texture_side.or(self.allowed);
        let scales = [ctx.pixels_per_point(), text_scale];
        if self.scales.replace(scales).is_some_and(|before| before != scales) {
            self.more = 1 - self.more;
        }
        let window = input.screen_rect.map_or(Vec2::ZERO, |rect| rect.size()) * ctx.pixels_per_point();
        let side = side_for(window) + self.more;
        input.max_texture_side = Some(self.allowed.map_or(side, |most| most.min(side)));
    }
}

/// How wide the picture may be for a window of so many pixels.
fn side_for(window: Vec2) -> usize {
    let wanted = (window.x * window.y * LETTER_PIXELS / FULL).max(0.0).sqrt();
    let sides = [LEAST_SIDE, 2 * LEAST_SIDE, MOST_SIDE];
    sides.into_iter().find(|side| *side as f32 >= wanted).unwrap_or(MOST_SIDE)
}

/// Who draws the characters `face` lacks, nearest in looks first.
fn stand_ins(face: Face) -> [Face; 3] {
    match face {
        Face::Serif => [Face::Sans, Face::Icons, Face::Mono],
        Face::SerifItalic => [Face::Serif, Face::Sans, Face::Icons],
        Face::SerifBold => [Face::SansBold, Face::Serif, Face::Icons],
        Face::SerifBoldItalic => [Face::SerifBold, Face::SansBold, Face::Icons],
        Face::Sans => [Face::Serif, Face::Icons, Face::Mono],
        Face::SansBold => [Face::Sans, Face::Serif, Face::Icons],
        Face::Mono => [Face::Sans, Face::Serif, Face::Icons],
        Face::Icons => [Face::Sans, Face::Serif, Face::Mono],
    }
}

#[cfg(test)]
mod tests {
    use egui::vec2;

    use super::*;

    #[track_caller]
    fn check(window: [f32; 2], expected: usize) {
        assert_eq!(side_for(window.into()), expected);
    }

    #[test]
    fn the_picture_of_the_letters_is_as_large_as_the_window_needs() {
        check([0.0, 0.0], 2048);
        check([1280.0, 800.0], 2048);
        check([1920.0, 1080.0], 2048);
        check([3840.0, 2160.0], 4096);
        check([7680.0, 4320.0], 8192);
        check([1e6, 1e6], 8192);
    }

    fn applied(bound: &mut LetterBound, said: Option<usize>, size: Vec2, text_scale: f32) -> Option<usize> {
        let screen_rect = Some(egui::Rect::from_min_size(egui::Pos2::ZERO, size));
        let mut input = RawInput { max_texture_side: said, screen_rect, ..RawInput::default() };
        bound.apply(&Context::default(), &mut input, text_scale);
        input.max_texture_side
    }

    #[test]
    fn letters_of_another_size_begin_another_picture() {
        let mut bound = LetterBound::default();
        let sides = [1.0, 1.0, 1.2, 1.2, 1.0].map(|scale| applied(&mut bound, Some(16_384), Vec2::ZERO, scale));
        assert_eq!(sides, [2048, 2048, 2049, 2049, 2048].map(Some));
    }

    #[test]
    fn what_the_graphics_card_allows_is_known_after_it_was_said_once() {
        let mut bound = LetterBound::default();
        let mut applied = |said, size| applied(&mut bound, said, size, 1.0);
        assert_eq!(applied(Some(16_384), vec2(1280.0, 800.0)), Some(2048));
        assert_eq!(applied(None, vec2(3840.0, 2160.0)), Some(4096));
        assert_eq!(applied(Some(1024), vec2(3840.0, 2160.0)), Some(1024));
        assert_eq!(applied(None, vec2(1280.0, 800.0)), Some(1024));
    }
}
