//! The type scale: face, size and line height of every text in the window.

use egui::text::TextFormat;
use egui::{Color32, FontId, RichText};

use super::faces::Face;
use super::sizes::ICON;

/// A style of the type scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Type {
    /// The typeface.
    pub face: Face,
    /// The font size, in points.
    pub size: f32,
    /// From one baseline to the next, in points.
    pub line_height: f32,
}

impl Type {
    const fn new(face: Face, size: f32, line_height: f32) -> Self {
        Self { face, size, line_height }
    }

    /// The same size in another typeface.
    pub const fn in_face(self, face: Face) -> Self {
        Self { face, ..self }
    }

    /// The same size in regular weight, for hints.
    pub const fn regular(self) -> Self {
        self.in_face(self.face.regular())
    }

    /// The same typeface, scaled by a factor.
    pub fn scaled(self, factor: f32) -> Self {
        Self { size: self.size * factor, line_height: (self.line_height * factor).round(), ..self }
    }

    /// Typeface and size, for widgets that set their own line height.
    pub fn font(self) -> FontId {
        self.face.at(self.size)
    }

    /// The format of a section of a layout job.
    pub fn format(self, colour: Color32) -> TextFormat {
        TextFormat {
            font_id: self.font(),
            line_height: Some(self.line_height),
            color: colour,
            ..TextFormat::default()
        }
    }

    /// `text` in this type, for labels and buttons.
    pub fn text(self, text: impl Into<String>) -> RichText {
        RichText::new(text).font(self.font()).line_height(Some(self.line_height))
    }
}

/// The headline in the form.
pub const FORM_HEADLINE: Type = Type::new(Face::SerifBold, 34.0, 41.0);
/// The deck in the form.
pub const FORM_DECK: Type = Type::new(Face::SerifItalic, 19.0, 29.0);
/// A section heading in the form.
pub const FORM_HEADING: Type = Type::new(Face::SerifBold, 23.0, 31.0);
/// Text in the form.
pub const FORM_BODY: Type = Type::new(Face::Serif, 17.0, 28.0);
/// Code in the form.
pub const FORM_CODE: Type = Type::new(Face::Mono, 14.5, 28.0);
/// A heading within a body in the form, by its level in the Markdown.
pub fn form_heading(level: u8) -> Type {
    match level {
        0..=2 => Type::new(Face::SerifBold, 20.0, 30.0),
        3 => Type::new(Face::SerifBold, 18.5, 28.0),
        4.. => Type::new(Face::SerifBold, 17.0, 28.0),
    }
}
/// The headline on the page.
pub const PAGE_HEADLINE: Type = Type::new(Face::SerifBold, 30.0, 37.0);
/// The deck on the page, in the quiet colour.
pub const PAGE_DECK: Type = Type::new(Face::SerifItalic, 17.0, 26.0);
/// Text on the page.
pub const PAGE_BODY: Type = Type::new(Face::Serif, 15.5, 25.0);
/// Code on the page, and the sources of formats.
pub const CODE: Type = Type::new(Face::Mono, 13.0, 21.0);
/// The byline on the page.
pub const PAGE_BYLINE: Type = Type::new(Face::Sans, 12.0, 20.0);
/// Labels and counts, in the quiet colour.
pub const LABEL: Type = Type::new(Face::Sans, 11.0, 16.0);
/// Titles of groups in the interface, in the quiet colour.
pub const LABEL_BOLD: Type = Type::new(Face::SansBold, 11.0, 16.0);
/// Menus, rows, buttons, dialogs.
pub const INTERFACE: Type = Type::new(Face::Sans, 13.0, 20.0);
/// The main button, the current tab.
pub const INTERFACE_BOLD: Type = Type::new(Face::SansBold, 13.0, 20.0);
/// Titles of dialogs.
pub const TITLE: Type = Type::new(Face::SansBold, 16.0, 24.0);
/// The field of the command palette.
pub const PROMPT: Type = Type::new(Face::Sans, 16.0, 24.0);
/// The details line and tags.
pub const DETAILS: Type = Type::new(Face::Sans, 12.0, 20.0);
/// The status line, in the quiet colour.
pub const STATUS: Type = Type::new(Face::Sans, 12.0, 16.0);

/// A heading on the page below the headline: level 2 for sections, up to 6 inside them.
pub fn page_heading(level: u8) -> Type {
    match level {
        0..=2 => Type::new(Face::SerifBold, 18.0, 26.0),
        3 => Type::new(Face::SerifBold, 16.5, 25.0),
        4 => Type::new(Face::SerifBold, 15.5, 25.0),
        5 => Type::new(Face::SerifBoldItalic, 15.5, 25.0),
        6.. => Type::new(Face::SerifItalic, 15.5, 25.0),
    }
}

/// An icon of the interface, by its constant in `app::icon`.
pub fn icon(glyph: &str) -> RichText {
    RichText::new(glyph).font(Face::Icons.at(ICON))
}
