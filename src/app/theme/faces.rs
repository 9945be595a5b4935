//! The typefaces: their files, their families, and their fallbacks for missing characters.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily, FontId};

/// A typeface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Face {
    /// Text in the form and on the page.
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
    /// Icons only: lower-case letters are blank in it.
    Icons,
}

impl Face {
    /// All faces.
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

    /// The egui family: this face, followed by its fallbacks.
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

    /// The bold face of the same slope, if there is one.
    pub fn bold(self) -> Self {
        match self {
            Self::Serif | Self::SerifBold => Self::SerifBold,
            Self::SerifItalic | Self::SerifBoldItalic => Self::SerifBoldItalic,
            Self::Sans | Self::SansBold => Self::SansBold,
            Self::Mono => Self::Mono,
            Self::Icons => Self::Icons,
        }
    }

    /// The regular face of the same slope.
    pub const fn regular(self) -> Self {
        match self {
            Self::Serif | Self::SerifBold => Self::Serif,
            Self::SerifItalic | Self::SerifBoldItalic => Self::SerifItalic,
            Self::Sans | Self::SansBold => Self::Sans,
            Self::Mono => Self::Mono,
            Self::Icons => Self::Icons,
        }
    }

    /// The italic face of the same weight, if there is one.
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

    /// The sans-serif face of the same weight.
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

/// All faces with their fallbacks, for egui. System fonts draw characters that none of them has.
pub(super) fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    for face in Face::ALL {
        fonts.font_data.insert(face.key().to_owned(), Arc::new(face.data()));
        let chain = std::iter::once(face).chain(stand_ins(face)).map(|face| face.key().to_owned()).collect();
        fonts.families.insert(face.family(), chain);
    }
    fonts
}

/// The fallbacks of `face`, the most similar first.
fn stand_ins(face: Face) -> [Face; 4] {
    match face {
        Face::Serif => [Face::Sans, Face::SerifItalic, Face::Icons, Face::Mono],
        Face::SerifItalic => [Face::Serif, Face::Sans, Face::Icons, Face::Mono],
        Face::SerifBold => [Face::SansBold, Face::Serif, Face::Icons, Face::Mono],
        Face::SerifBoldItalic => [Face::SerifBold, Face::SansBold, Face::Icons, Face::Mono],
        Face::Sans => [Face::Serif, Face::SansBold, Face::Icons, Face::Mono],
        Face::SansBold => [Face::Sans, Face::Serif, Face::Icons, Face::Mono],
        Face::Mono => [Face::Sans, Face::Serif, Face::SansBold, Face::Icons],
        Face::Icons => [Face::Sans, Face::Serif, Face::SansBold, Face::Mono],
    }
}
