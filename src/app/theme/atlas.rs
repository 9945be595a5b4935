//! Limits the font atlas, the texture with every glyph that has been drawn. Left alone, egui lets it grow to the
//! largest texture the graphics card allows, a gigabyte or more, before it drops unused glyphs.

use egui::{Context, RawInput, Vec2};

/// Limits the font atlas to what the window needs, and starts a new one when the text size changes.
#[derive(Debug, Default)]
pub struct AtlasBound {
    /// The largest texture side that the graphics card supports, which egui is told once.
    allowed: Option<usize>,
    /// The scale of the window, and of the text in the form.
    scales: Option<[f32; 2]>,
    /// 0 or 1, added to the side: egui starts a new atlas when the side changes.
    extra: usize,
}

/// The side of the atlas, in pixels: 16 MB in memory, and as much on the graphics card.
const SMALLEST_SIDE: usize = 2048;
const LARGEST_SIDE: usize = 4 * SMALLEST_SIDE;
/// egui starts a new atlas once this share of it is used.
const FULL: f32 = 0.8;
/// Pixels of the atlas per pixel of the window.
const ATLAS_PIXELS: f32 = 1.5;

impl AtlasBound {
    /// Sets the limit in the input of every frame, before egui sees it. `text_scale` is that of the text in the form.
    pub fn apply(&mut self, ctx: &Context, input: &mut RawInput, text_scale: f32) {
        self.allowed = input.max_texture_side.or(self.allowed);
        let scales = [ctx.pixels_per_point(), text_scale];
        if self.scales.replace(scales).is_some_and(|before| before != scales) {
            self.extra = 1 - self.extra;
        }
        let window = input.screen_rect.map_or(Vec2::ZERO, |rect| rect.size()) * ctx.pixels_per_point();
        let side = side_for(window) + self.extra;
        input.max_texture_side = Some(self.allowed.map_or(side, |most| most.min(side)));
    }
}

/// The side of the atlas for a window with this number of pixels.
fn side_for(window: Vec2) -> usize {
    let wanted = (window.x * window.y * ATLAS_PIXELS / FULL).max(0.0).sqrt();
    let sides = [SMALLEST_SIDE, 2 * SMALLEST_SIDE, LARGEST_SIDE];
    sides.into_iter().find(|side| *side as f32 >= wanted).unwrap_or(LARGEST_SIDE)
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
    fn the_atlas_is_as_large_as_the_window_needs() {
        check([0.0, 0.0], 2048);
        check([1280.0, 800.0], 2048);
        check([1920.0, 1080.0], 2048);
        check([3840.0, 2160.0], 4096);
        check([7680.0, 4320.0], 8192);
        check([1e6, 1e6], 8192);
    }

    fn applied(bound: &mut AtlasBound, allowed: Option<usize>, size: Vec2, text_scale: f32) -> Option<usize> {
        let screen_rect = Some(egui::Rect::from_min_size(egui::Pos2::ZERO, size));
        let mut input = RawInput { max_texture_side: allowed, screen_rect, ..RawInput::default() };
        bound.apply(&Context::default(), &mut input, text_scale);
        input.max_texture_side
    }

    #[test]
    fn text_of_another_size_starts_a_new_atlas() {
        let mut bound = AtlasBound::default();
        let sides = [1.0, 1.0, 1.2, 1.2, 1.0].map(|scale| applied(&mut bound, Some(16_384), Vec2::ZERO, scale));
        assert_eq!(sides, [2048, 2048, 2049, 2049, 2048].map(Some));
    }

    #[test]
    fn what_the_graphics_card_takes_is_known_once_egui_was_told() {
        let mut bound = AtlasBound::default();
        let mut applied = |allowed, size| applied(&mut bound, allowed, size, 1.0);
        assert_eq!(applied(Some(16_384), vec2(1280.0, 800.0)), Some(2048));
        assert_eq!(applied(None, vec2(3840.0, 2160.0)), Some(4096));
        assert_eq!(applied(Some(1024), vec2(3840.0, 2160.0)), Some(1024));
        assert_eq!(applied(None, vec2(1280.0, 800.0)), Some(1024));
    }
}
