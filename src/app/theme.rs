//! Every colour, type size and measure of the window, and how egui gets them. Draws no widget.

#![expect(clippy::disallowed_methods, reason = "this is the one room that names colours")]

mod atlas;
mod faces;

use egui::epaint::Shadow;
use egui::style::{ScrollStyle, Selection, TextCursorStyle, WidgetVisuals, Widgets};
use egui::text::TextFormat;
use egui::{Color32, CornerRadius, FontId, Margin, RichText, Stroke, Style, TextStyle, Theme, Ui, Vec2, Visuals};

pub use atlas::AtlasBound;
pub use faces::Face;
use faces::fonts;

/// The colours of one theme. Every colour a text can have reads at 4.5:1 or better on every ground.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tokens {
    /// Ground of the window, the bars and the outline.
    pub desk: Color32,
    /// Ground of the form and the page.
    pub paper: Color32,
    /// Text.
    pub ink: Color32,
    /// Labels, counts and the status line.
    pub quiet: Color32,
    /// What an empty field is for; on paper alone.
    pub hint: Color32,
    /// The bullet of an item that is not there yet; never text.
    pub track: Color32,
    /// Lines of one point.
    pub hair: Color32,
    /// Ground of the row or control under the pointer.
    pub hover: Color32,
    /// What is active or can be acted on: links, caret, focus, the main button.
    pub accent: Color32,
    /// The main button under the pointer.
    pub accent_hover: Color32,
    /// Text on `accent`.
    pub on_accent: Color32,
    /// Ground of the selected row, of the part being edited and of chips.
    pub wash: Color32,
    /// Ground of selected text.
    pub selection: Color32,
    /// Ground of what is searched for.
    pub found: Color32,
    /// Ground of the one of them at which one is.
    pub found_here: Color32,
    /// Ground of code being written.
    pub code: Color32,
    /// The line beside a quotation being written.
    pub bar: Color32,
    /// Text that is not being written, while all else is to be out of mind.
    pub dim: Color32,
    /// Dots, underlines and counts of what must be mended.
    pub error: Color32,
    /// Dots, underlines and counts of what deserves a look.
    pub warning: Color32,
    /// Shadow under menus and dialogs.
    pub shadow: Color32,
    /// What lies between the window and a dialog.
    pub backdrop: Color32,
}

/// An image as it is, without a tint.
pub const UNTINTED: Color32 = Color32::WHITE;

/// The colours by day.
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

/// The colours by night.
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

/// The colour of labels and counts: weaker than usual where only what is being written is to be seen.
pub fn quiet(ui: &Ui) -> Color32 {
    ui.visuals().weak_text_color.unwrap_or(tokens(ui).quiet)
}

/// The colour of hints: as weak as the rest where only what is being written is to be seen.
pub fn hint(ui: &Ui) -> Color32 {
    let colours = tokens(ui);
    if quiet(ui) == colours.dim { colours.dim } else { colours.hint }
}

/// Draws the hints that follow in `ui` as weak as the text round what is being written.
pub fn dim_hints(ui: &mut Ui) {
    let colours = tokens(ui);
    ui.visuals_mut().weak_text_color = Some(colours.dim);
}

/// The colours of the theme `ui` is drawn in.
pub fn tokens(ui: &Ui) -> &'static Tokens {
    if ui.visuals().dark_mode { &DARK } else { &LIGHT }
}

/// A row of the type scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Type {
    /// Which letters.
    pub face: Face,
    /// Size of the letters, in points.
    pub size: f32,
    /// From one line to the next, in points.
    pub line_height: f32,
}

impl Type {
    const fn new(face: Face, size: f32, line_height: f32) -> Self {
        Self { face, size, line_height }
    }

    /// The same size in another face.
    pub const fn in_face(self, face: Face) -> Self {
        Self { face, ..self }
    }

    /// The same size in letters of the usual weight: that of hints.
    pub const fn regular(self) -> Self {
        self.in_face(self.face.regular())
    }

    /// The same face, larger or smaller by a factor.
    pub fn scaled(self, factor: f32) -> Self {
        Self { size: self.size * factor, line_height: (self.line_height * factor).round(), ..self }
    }

    /// Face and size, for widgets that set their own line height.
    pub fn font(self) -> FontId {
        self.face.at(self.size)
    }

    /// The format of a run in a layout job.
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

/// The headline being written.
pub const FORM_HEADLINE: Type = Type::new(Face::SerifBold, 34.0, 41.0);
/// The deck being written.
pub const FORM_DECK: Type = Type::new(Face::SerifItalic, 19.0, 29.0);
/// A section heading being written.
pub const FORM_HEADING: Type = Type::new(Face::SerifBold, 23.0, 31.0);
/// Text being written.
pub const FORM_BODY: Type = Type::new(Face::Serif, 17.0, 28.0);
/// Code in the text being written.
pub const FORM_CODE: Type = Type::new(Face::Mono, 14.5, 28.0);
/// A heading within a body being written, by its level as written.
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
/// Code on the page, and the text and Markdown views.
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
/// The one field of the command palette.
pub const PROMPT: Type = Type::new(Face::Sans, 16.0, 24.0);
/// The Details line and tags.
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

/// An icon of the interface, given by its constant in `app::icon`.
pub fn icon(glyph: &str) -> RichText {
    RichText::new(glyph).font(Face::Icons.at(ICON))
}

/// Space in points, small to large: within a control …
pub const SPACE_1: f32 = 4.0;
/// Between a label and its field.
pub const LABEL_GAP: f32 = 6.0;
/// … between controls …
pub const SPACE_2: f32 = 8.0;
/// … between lines of a group …
pub const SPACE_3: f32 = 12.0;
/// … inside panels and dialogs …
pub const SPACE_4: f32 = 16.0;
/// … between things in a bar …
pub const SPACE_5: f32 = 20.0;
/// … between fields …
pub const SPACE_6: f32 = 28.0;
/// … round the page …
pub const SPACE_7: f32 = 40.0;
/// … and round the form.
pub const SPACE_8: f32 = 56.0;

/// Height of the bar at the top.
pub const BAR_HEIGHT: f32 = 44.0;
/// Height of the status line.
pub const STATUS_HEIGHT: f32 = 28.0;
/// Width of the outline.
pub const OUTLINE_WIDTH: f32 = 232.0;
/// Height of a row in the outline and in lists.
pub const ROW_HEIGHT: f32 = 31.0;
/// Width of the text in the form.
pub const FORM_WIDTH: f32 = 532.0;
/// The narrowest and the widest that the text of the form may be chosen to be.
pub const FORM_WIDTHS: std::ops::RangeInclusive<f32> = 420.0..=760.0;
/// The smallest and the largest factor by which the text being written may be scaled.
pub const TEXT_SCALES: std::ops::RangeInclusive<f32> = 0.7..=2.5;
/// Of a row's height, what the cursor takes.
pub const CARET_SHARE: f32 = 0.82;
/// Height of the empty line between two blocks being written.
pub const BETWEEN: f32 = SPACE_3;
/// From the left of the text to that of a quotation within it.
pub const QUOTE_INDENT: f32 = SPACE_4;
/// Size of the marker of a citation or a note, as a share of the words around it.
pub const CHIP_SIZE: f32 = 0.88;
/// Size of the name of a source where it is cited, as a share of the text, and the height of the ground under it.
pub const CHIP_NAME: f32 = 0.7;
pub const CHIP_HEIGHT: f32 = 1.05;
/// Width of the text in the form where lines are short, and where they are long.
pub const FORM_NARROW: f32 = 440.0;
/// See [`FORM_NARROW`].
pub const FORM_WIDE: f32 = 680.0;
/// Left of the text in the form, where the controls of an item appear.
pub const FORM_MARGIN: f32 = 72.0;
/// Greatest width of the page.
pub const PAGE_MAX_WIDTH: f32 = 640.0;
/// Corners of buttons, rows, menus and dialogs.
pub const RADIUS: u8 = 6;
/// Corners of the page and of chips.
pub const RADIUS_SMALL: u8 = 4;
/// Side of an icon.
pub const ICON: f32 = 16.0;
/// Width of a hairline.
pub const HAIRLINE: f32 = 1.0;
/// Width of the caret and of the line beside the part being written.
pub const MARK: f32 = 2.0;
/// Narrower windows show the page as a tab beside the form.
pub const PREVIEW_BREAKPOINT: f32 = 1200.0;
/// Narrower windows have one menu that holds the others.
pub const BAR_BREAKPOINT: f32 = 600.0;
/// Narrower windows fold the outline into a button.
pub const OUTLINE_BREAKPOINT: f32 = 1000.0;

const CONTROL_HEIGHT: f32 = 28.0;
const TRANSITION_SECS: f32 = 0.1;

/// Gives egui the faces and both themes. Once, before the first frame.
pub fn install(ctx: &egui::Context) {
    ctx.set_fonts(fonts());
    ctx.set_style_of(Theme::Light, style(Theme::Light, &LIGHT));
    ctx.set_style_of(Theme::Dark, style(Theme::Dark, &DARK));
}

/// How things get to where they go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    Usual,
    /// At once.
    Reduced,
}

/// Lets things glide, or not. Costs nothing where it is so already.
pub fn set_motion(ctx: &egui::Context, motion: Motion) {
    let (seconds, scroll) = match motion {
        Motion::Usual => (TRANSITION_SECS, egui::style::ScrollAnimation::duration(TRANSITION_SECS)),
        Motion::Reduced => (0.0, egui::style::ScrollAnimation::none()),
    };
    if ctx.global_style().animation_time != seconds {
        ctx.all_styles_mut(|style| {
            style.animation_time = seconds;
            style.scroll_animation = scroll;
        });
    }
}

/// Draws the controls that follow in `ui` with a hairline round them, as in dialogs.
pub fn outline_controls(ui: &mut Ui) {
    let colours = tokens(ui);
    let widgets = &mut ui.visuals_mut().widgets;
    for state in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.open] {
        state.bg_stroke = hairline(colours);
    }
    widgets.inactive.bg_fill = colours.paper;
    widgets.inactive.weak_bg_fill = colours.paper;
}

/// Draws the buttons that follow in `ui` in the accent colour: the one main action of a bar or a dialog.
pub fn fill_controls(ui: &mut Ui) {
    let colours = tokens(ui);
    let style = ui.style_mut();
    style.override_font_id = Some(INTERFACE_BOLD.font());
    let widgets = &mut style.visuals.widgets;
    widgets.inactive = control(colours.accent, colours.on_accent);
    widgets.hovered = control(colours.accent_hover, colours.on_accent);
    widgets.active = WidgetVisuals {
        bg_stroke: Stroke::new(MARK, colours.ink),
        ..control(colours.accent_hover, colours.on_accent)
    };
}

/// Draws the controls that follow in `ui` in the quiet colour until they are pointed at or focused.
pub fn quiet_controls(ui: &mut Ui) {
    let colours = tokens(ui);
    ui.visuals_mut().widgets.inactive.fg_stroke.color = colours.quiet;
}

/// The style of menus and of the buttons in a menu bar, for `MenuBar::style` and `MenuConfig::style`.
pub fn menu_style(style: &mut Style) {
    style.spacing.button_padding = Vec2::new(SPACE_2, SPACE_1);
    style.spacing.item_spacing = Vec2::new(SPACE_1, 0.0);
    let widgets = &mut style.visuals.widgets;
    for state in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active, &mut widgets.open] {
        state.bg_stroke = Stroke::NONE;
    }
    widgets.inactive.weak_bg_fill = Color32::TRANSPARENT;
}

fn style(theme: Theme, colours: &Tokens) -> Style {
    let mut style = theme.default_style();
    style.text_styles = [
        (TextStyle::Small, LABEL.font()),
        (TextStyle::Body, INTERFACE.font()),
        (TextStyle::Button, INTERFACE.font()),
        (TextStyle::Heading, TITLE.font()),
        (TextStyle::Monospace, CODE.font()),
    ]
    .into();
    style.animation_time = TRANSITION_SECS;
    style.scroll_animation = egui::style::ScrollAnimation::duration(TRANSITION_SECS);
    style.interaction.selectable_labels = false;
    set_spacing(&mut style.spacing);
    set_visuals(&mut style.visuals, colours);
    style
}

fn set_spacing(spacing: &mut egui::style::Spacing) {
    spacing.item_spacing = Vec2::splat(SPACE_2);
    spacing.button_padding = Vec2::new(SPACE_3, 6.0);
    spacing.interact_size = Vec2::splat(CONTROL_HEIGHT);
    spacing.window_margin = Margin::same(20);
    spacing.menu_margin = Margin::same(6);
    spacing.menu_spacing = SPACE_1;
    spacing.menu_width = 280.0;
    spacing.combo_width = 160.0;
    spacing.tooltip_width = 320.0;
    spacing.icon_width = ICON;
    spacing.icon_width_inner = 10.0;
    spacing.icon_spacing = SPACE_2;
    spacing.indent = SPACE_4;
    spacing.scroll = scroll_bars();
}

fn scroll_bars() -> ScrollStyle {
    ScrollStyle {
        bar_width: 8.0,
        floating_width: 4.0,
        handle_min_length: 28.0,
        bar_inner_margin: 2.0,
        bar_outer_margin: 2.0,
        foreground_color: true,
        active_background_opacity: 0.0,
        interact_background_opacity: 0.0,
        active_handle_opacity: 0.25,
        interact_handle_opacity: 0.45,
        fade: egui::style::ScrollFadeStyle { strength: 0.0, ..Default::default() },
        ..ScrollStyle::floating()
    }
}

fn set_visuals(visuals: &mut Visuals, colours: &Tokens) {
    visuals.widgets = widgets(colours);
    visuals.selection = Selection { bg_fill: colours.selection, stroke: Stroke::new(HAIRLINE, colours.ink) };
    visuals.text_cursor =
        TextCursorStyle { stroke: Stroke::new(MARK, colours.accent), blink: false, ..TextCursorStyle::default() };
    visuals.ime_composition.active_underline_stroke = Stroke::new(MARK, colours.accent);
    visuals.ime_composition.inactive_underline_stroke = Stroke::new(HAIRLINE, colours.quiet);
    visuals.weak_text_color = Some(colours.quiet);
    visuals.hyperlink_color = colours.accent;
    visuals.warn_fg_color = colours.warning;
    visuals.error_fg_color = colours.error;
    visuals.panel_fill = colours.desk;
    visuals.faint_bg_color = colours.hover;
    visuals.extreme_bg_color = colours.paper;
    visuals.code_bg_color = colours.hover;
    visuals.text_edit_bg_color = Some(Color32::TRANSPARENT);
    set_surfaces(visuals, colours);
}

/// Dialogs, menus and tooltips: paper that lies a little above the desk.
fn set_surfaces(visuals: &mut Visuals, colours: &Tokens) {
    visuals.window_fill = colours.paper;
    visuals.window_stroke = hairline(colours);
    visuals.window_corner_radius = CornerRadius::same(RADIUS);
    visuals.menu_corner_radius = CornerRadius::same(RADIUS);
    visuals.window_highlight_topmost = false;
    visuals.window_shadow = Shadow { offset: [0, 12], blur: 40, spread: 0, color: colours.shadow };
    visuals.popup_shadow = Shadow { offset: [0, 6], blur: 20, spread: 0, color: colours.shadow };
}

fn widgets(colours: &Tokens) -> Widgets {
    Widgets {
        noninteractive: WidgetVisuals { bg_stroke: hairline(colours), ..control(colours.paper, colours.ink) },
        inactive: WidgetVisuals { bg_fill: colours.hair, ..control(Color32::TRANSPARENT, colours.ink) },
        hovered: control(colours.hover, colours.ink),
        active: WidgetVisuals {
            bg_stroke: Stroke::new(HAIRLINE, colours.accent),
            ..control(colours.hover, colours.ink)
        },
        open: control(colours.hover, colours.ink),
    }
}

fn control(ground: Color32, text: Color32) -> WidgetVisuals {
    WidgetVisuals {
        bg_fill: ground,
        weak_bg_fill: ground,
        bg_stroke: Stroke::NONE,
        corner_radius: CornerRadius::same(RADIUS),
        fg_stroke: Stroke::new(HAIRLINE, text),
        expansion: 0.0,
    }
}

fn hairline(colours: &Tokens) -> Stroke {
    Stroke::new(HAIRLINE, colours.hair)
}

#[cfg(test)]
mod tests;
