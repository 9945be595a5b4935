//! Every colour, type size and measure of the window, and how egui gets them. Draws no widget.

#![expect(clippy::disallowed_methods, reason = "this is the one room that names colours")]

mod atlas;
mod colours;
mod faces;
mod sizes;
mod type_scale;

use egui::epaint::Shadow;
use egui::style::{ScrollStyle, Selection, TextCursorStyle, WidgetVisuals, Widgets};
use egui::{Color32, CornerRadius, Margin, Stroke, Style, TextStyle, Theme, Ui, Vec2, Visuals};

pub use atlas::AtlasBound;
pub use colours::{DARK, LIGHT, Tokens, UNTINTED, dim_hints, hint, quiet, tokens};
pub use faces::Face;
use faces::fonts;
pub use sizes::*;
pub use type_scale::*;

const CONTROL_HEIGHT: f32 = 28.0;
const TRANSITION_SECS: f32 = 0.1;

/// Sets the fonts and both themes. Call it once, before the first frame.
pub fn install(ctx: &egui::Context) {
    ctx.set_fonts(fonts());
    ctx.set_style_of(Theme::Light, style(Theme::Light, &LIGHT));
    ctx.set_style_of(Theme::Dark, style(Theme::Dark, &DARK));
}

/// Whether movements are animated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    Usual,
    /// Not animated.
    Reduced,
}

/// Switches animations on or off. Costs nothing if it is already so.
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

/// Draws the following controls in `ui` with a hairline around them, as in dialogs.
pub fn outline_controls(ui: &mut Ui) {
    let colours = tokens(ui);
    let widgets = &mut ui.visuals_mut().widgets;
    for state in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.open] {
        state.bg_stroke = hairline(colours);
    }
    widgets.inactive.bg_fill = colours.paper;
    widgets.inactive.weak_bg_fill = colours.paper;
}

/// Draws the following buttons in `ui` in the accent colour, for the main action of a bar or a dialog.
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

/// Draws the following controls in `ui` in the quiet colour until they are hovered or focused.
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

/// Styles dialogs, menus and tooltips as papers slightly above the window.
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
