//! The colours of both themes.

use egui::{Color32, Ui};

/// The colours of one theme. Every text colour has a contrast of at least 4.5:1 on every background.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tokens {
    /// Background of the window, the bars and the outline.
    pub desk: Color32,
    /// Background of the form and the page.
    pub paper: Color32,
    /// Text.
    pub ink: Color32,
    /// Labels, counts and the status line.
    pub quiet: Color32,
    /// Hints in empty fields; only on the paper.
    pub hint: Color32,
    /// The bullet of an item that does not exist yet; never text.
    pub track: Color32,
    /// Hairlines.
    pub hair: Color32,
    /// Background of the row or control under the pointer.
    pub hover: Color32,
    /// What is active or can be used: links, cursor, focus, the main button.
    pub accent: Color32,
    /// The main button under the pointer.
    pub accent_hover: Color32,
    /// Text on `accent`.
    pub on_accent: Color32,
    /// Background of the selected row, of the part being edited, and of chips.
    pub wash: Color32,
    /// Background of selected text.
    pub selection: Color32,
    /// Background of search matches.
    pub found: Color32,
    /// Background of the current search match.
    pub found_here: Color32,
    /// Background of code in the form.
    pub code: Color32,
    /// The line next to a quotation in the form.
    pub bar: Color32,
    /// Text outside the current paragraph in focus mode.
    pub dim: Color32,
    /// Dots, underlines and counts of errors.
    pub error: Color32,
    /// Dots, underlines and counts of warnings.
    pub warning: Color32,
    /// Shadow of menus and dialogs.
    pub shadow: Color32,
    /// Between the window and a dialog.
    pub backdrop: Color32,
}

/// No tint on an image.
pub const UNTINTED: Color32 = Color32::WHITE;

/// The light theme.
pub const LIGHT: Tokens = Tokens {
    desk: Color32::from_rgb(0xF3, 0xF1, 0xEC),
    paper: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    ink: Color32::from_rgb(0x1D, 0x1C, 0x1A),
    quiet: Color32::from_rgb(0x69, 0x64, 0x5B),
    hint: Color32::from_rgb(0x79, 0x73, 0x6A),
    track: Color32::from_rgb(0xCF, 0xC8, 0xBB),
    hair: Color32::from_rgb(0xE2, 0xDD, 0xD3),
    hover: Color32::from_rgb(0xEC, 0xE8, 0xE0),
    accent: Color32::from_rgb(0x1F, 0x5A, 0x96),
    accent_hover: Color32::from_rgb(0x18, 0x4A, 0x7D),
    on_accent: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    wash: Color32::from_rgb(0xE8, 0xEF, 0xF7),
    selection: Color32::from_rgb(0xCF, 0xE0, 0xF2),
    found: Color32::from_rgb(0xFB, 0xF1, 0xCE),
    found_here: Color32::from_rgb(0xF6, 0xD9, 0x7C),
    code: Color32::from_rgb(0xF8, 0xF6, 0xF2),
    bar: Color32::from_rgb(0xD5, 0xCE, 0xC1),
    dim: Color32::from_rgb(0x90, 0x8A, 0x80),
    error: Color32::from_rgb(0xB3, 0x26, 0x1E),
    warning: Color32::from_rgb(0x8A, 0x5A, 0x00),
    shadow: Color32::from_black_alpha(0x1E),
    backdrop: Color32::from_black_alpha(0x3C),
};

/// The dark theme.
pub const DARK: Tokens = Tokens {
    desk: Color32::from_rgb(0x16, 0x16, 0x14),
    paper: Color32::from_rgb(0x1E, 0x1D, 0x1B),
    ink: Color32::from_rgb(0xEC, 0xE8, 0xE0),
    quiet: Color32::from_rgb(0xA3, 0x9D, 0x92),
    hint: Color32::from_rgb(0x8D, 0x87, 0x7D),
    track: Color32::from_rgb(0x4A, 0x46, 0x3F),
    hair: Color32::from_rgb(0x35, 0x32, 0x2D),
    hover: Color32::from_rgb(0x2A, 0x28, 0x25),
    accent: Color32::from_rgb(0x8D, 0xB8, 0xEA),
    accent_hover: Color32::from_rgb(0xA8, 0xC9, 0xF0),
    on_accent: Color32::from_rgb(0x16, 0x16, 0x14),
    wash: Color32::from_rgb(0x23, 0x31, 0x40),
    selection: Color32::from_rgb(0x2C, 0x45, 0x60),
    found: Color32::from_rgb(0x40, 0x37, 0x1B),
    found_here: Color32::from_rgb(0x66, 0x51, 0x10),
    code: Color32::from_rgb(0x26, 0x25, 0x22),
    bar: Color32::from_rgb(0x4A, 0x46, 0x3F),
    dim: Color32::from_rgb(0x76, 0x71, 0x69),
    error: Color32::from_rgb(0xF2, 0x85, 0x7B),
    warning: Color32::from_rgb(0xE0, 0xB1, 0x5A),
    shadow: Color32::from_black_alpha(0x78),
    backdrop: Color32::from_black_alpha(0x78),
};

/// The colour of labels and counts, which is weaker in focus mode.
pub fn quiet(ui: &Ui) -> Color32 {
    ui.visuals().weak_text_color.unwrap_or(tokens(ui).quiet)
}

/// The colour of hints, which is weaker in focus mode.
pub fn hint(ui: &Ui) -> Color32 {
    let colours = tokens(ui);
    if quiet(ui) == colours.dim { colours.dim } else { colours.hint }
}

/// Draws the following hints in `ui` in the dimmed colour of focus mode.
pub fn dim_hints(ui: &mut Ui) {
    let colours = tokens(ui);
    ui.visuals_mut().weak_text_color = Some(colours.dim);
}

/// The colours of the theme of `ui`.
pub fn tokens(ui: &Ui) -> &'static Tokens {
    if ui.visuals().dark_mode { &DARK } else { &LIGHT }
}
