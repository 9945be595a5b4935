use egui::epaint::text::{Fonts, TextOptions};

use super::*;
use crate::app::icon;

/// The contrast ratio of WCAG 2.1.
fn contrast(a: Color32, b: Color32) -> f32 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(colour: Color32) -> f32 {
    let [r, g, b] = [colour.r(), colour.g(), colour.b()].map(|channel| {
        let channel = f32::from(channel) / 255.0;
        if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

#[track_caller]
fn check_contrast(text: Color32, ground: Color32) {
    let ratio = contrast(text, ground);
    assert!(ratio >= 4.5, "{text:?} on {ground:?} is {ratio:.2}:1");
}

#[test]
fn contrast_is_measured_as_wcag_does() {
    assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 0.01);
    let grey = Color32::from_rgb(0x77, 0x77, 0x77);
    assert!((contrast(grey, Color32::WHITE) - 4.48).abs() < 0.01);
}

#[test]
fn every_text_reads_on_every_ground() {
    for colours in [LIGHT, DARK] {
        for text in [colours.ink, colours.quiet, colours.accent, colours.error, colours.warning] {
            for ground in [colours.desk, colours.paper, colours.hover, colours.wash] {
                check_contrast(text, ground);
            }
        }
        check_contrast(colours.hint, colours.paper);
        for ground in [colours.selection, colours.found, colours.found_here] {
            check_contrast(colours.ink, ground);
        }
        check_contrast(colours.accent, colours.selection);
        check_contrast(colours.accent, colours.found);
        check_contrast(colours.on_accent, colours.accent);
        check_contrast(colours.on_accent, colours.accent_hover);
    }
}

#[test]
fn what_is_dimmed_is_weaker_than_the_rest_and_can_be_read_still() {
    for colours in [LIGHT, DARK] {
        let ratio = contrast(colours.dim, colours.paper);
        assert!((3.0..contrast(colours.quiet, colours.paper)).contains(&ratio), "{ratio:.2}:1");
    }
}

#[test]
fn hints_are_lighter_than_words_and_labels_and_never_bold() {
    for colours in [LIGHT, DARK] {
        let on_paper = |colour| contrast(colour, colours.paper);
        assert!(
            on_paper(colours.hint) < on_paper(colours.quiet) && on_paper(colours.hint) < on_paper(colours.ink)
        );
    }
    for letters in [FORM_HEADLINE, FORM_DECK, FORM_HEADING, FORM_BODY, INTERFACE] {
        let hint = letters.regular();
        assert!(hint.size == letters.size && hint.face.bold() == letters.face.bold());
        assert!(matches!(hint.face, Face::Serif | Face::SerifItalic | Face::Sans), "{letters:?}");
    }
}

#[test]
fn every_face_draws_what_writers_type() {
    let mut fonts = Fonts::new(TextOptions::default(), fonts());
    for face in Face::ALL {
        for character in "aZ09’“”–—…•é✓☑→×£€ąřžß".chars() {
            assert!(fonts.has_glyph(&face.at(17.0), character), "{face:?} lacks {character}");
        }
    }
}

#[test]
fn every_face_comes_first_in_its_own_family() {
    let fonts = fonts();
    for face in Face::ALL {
        let chain = fonts.families.get(&face.family());
        assert_eq!(chain.and_then(|chain| chain.first()).map(String::as_str), Some(face.key()));
    }
}

#[test]
fn icons_can_stand_in_interface_text() {
    let mut fonts = Fonts::new(TextOptions::default(), fonts());
    let mut fonts = fonts.with_pixels_per_point(1.0);
    for glyph in [icon::PLUS, icon::GEAR, icon::DOTS_THREE_VERTICAL, icon::MAGNIFYING_GLASS] {
        let character = glyph.chars().next().unwrap();
        assert_eq!(
            fonts.glyph_width(&Face::Sans.at(16.0), character),
            fonts.glyph_width(&Face::Icons.at(16.0), character),
        );
    }
}

#[test]
fn figures_in_labels_are_equally_wide() {
    let mut fonts = Fonts::new(TextOptions::default(), fonts());
    let mut fonts = fonts.with_pixels_per_point(1.0);
    for face in [Face::Sans, Face::SansBold] {
        let font = LABEL.in_face(face).font();
        let zero = fonts.glyph_width(&font, '0');
        for figure in '1'..='9' {
            assert_eq!(fonts.glyph_width(&font, figure), zero, "{face:?} {figure}");
        }
    }
}

#[test]
fn installing_sets_both_themes_and_stills_the_caret() {
    let ctx = egui::Context::default();
    install(&ctx);
    for (theme, colours) in [(Theme::Light, LIGHT), (Theme::Dark, DARK)] {
        let style = ctx.style_of(theme);
        assert_eq!(style.visuals.dark_mode, theme == Theme::Dark);
        assert_eq!(style.visuals.panel_fill, colours.desk);
        assert!(!style.visuals.text_cursor.blink);
    }
}
