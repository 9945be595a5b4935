//! Shapes a stretch of one direction and one face. egui guesses the direction and loses the position of each character
//! in right-to-left text; both are recovered here from its output.

use std::ops::Range;
use std::sync::Arc;

use egui::epaint::text::Glyph;
use egui::text::{LayoutJob, TextFormat};
use egui::{Context, Galley};
use unicode_segmentation::UnicodeSegmentation;

use super::mirror::mirrored;

/// A run after shaping.
#[derive(Clone, Debug)]
pub(super) struct Shaped {
    pub galley: Arc<Galley>,
    /// The clusters, between which the cursor may stop, in logical order: bytes and width.
    pub clusters: Vec<(usize, f32)>,
}

impl Shaped {
    pub fn width(&self) -> f32 {
        self.clusters.iter().map(|(_, width)| width).sum()
    }
}

/// Shapes left-to-right text.
pub(super) fn rightward(ctx: &Context, text: &str, format: &TextFormat) -> Shaped {
    let galley = shape(ctx, text.to_owned(), format);
    let glyphs: Vec<(char, f32)> = glyphs(&galley).iter().map(|glyph| (glyph.chr, glyph.advance_width)).collect();
    let clusters = shared_out(text, &glyphs);
    Shaped { galley, clusters }
}

/// Shapes a single non-letter character in right-to-left text.
pub(super) fn turned(ctx: &Context, sign: &str, format: &TextFormat) -> Shaped {
    let galley = shape(ctx, sign.chars().map(mirrored).collect(), format);
    let width = glyphs(&galley).iter().map(|glyph| glyph.advance_width).sum();
    Shaped { galley, clusters: vec![(sign.len(), width)] }
}

/// Shapes right-to-left text into as few runs as possible, in logical order.
pub(super) fn leftward(ctx: &Context, text: &str, format: &TextFormat) -> Vec<(Range<usize>, Shaped)> {
    if let Some(shaped) = leftward_whole(ctx, text, format) {
        return vec![(0..text.len(), shaped)];
    }
    let parts = of_one_face(ctx, text, format);
    let is_cut = parts.len() > 1;
    let shaped = parts.into_iter().flat_map(|part| {
        let letters = text.get(part.clone()).unwrap_or_default();
        match leftward_whole(ctx, letters, format).filter(|_| is_cut) {
            Some(shaped) => vec![(part, shaped)],
            None => alone(ctx, letters, format, part.start),
        }
    });
    shaped.collect()
}

/// Shapes each character by itself.
fn alone(ctx: &Context, letters: &str, format: &TextFormat, start: usize) -> Vec<(Range<usize>, Shaped)> {
    let each = letters.grapheme_indices(true).map(|(at, letter)| {
        let at = start + at;
        (at..at + letter.len(), turned(ctx, letter, format))
    });
    each.collect()
}

/// Shapes all characters together, if they are from the same face: egui lays out several faces from left to right.
fn leftward_whole(ctx: &Context, text: &str, format: &TextFormat) -> Option<Shaped> {
    let galley = shape(ctx, text.to_owned(), format);
    let read = read_from_right(text, glyphs(&galley))?;
    let clusters = shared_out(text, &read);
    Some(Shaped { galley, clusters })
}

/// Divides a text where the face changes, which shows in the heights of the glyphs.
fn of_one_face(ctx: &Context, text: &str, format: &TextFormat) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut last = None;
    for (at, letter) in text.grapheme_indices(true) {
        let galley = shape(ctx, letter.to_owned(), format);
        let face = glyphs(&galley)
            .first()
            .map(|glyph| (glyph.font_face_ascent.to_bits(), glyph.font_face_height.to_bits()));
        match parts.last_mut().filter(|_| last == face) {
            Some(part) => part.end = at + letter.len(),
            None => parts.push(at..at + letter.len()),
        }
        last = face;
    }
    parts
}

fn shape(ctx: &Context, text: String, format: &TextFormat) -> Arc<Galley> {
    let mut job = LayoutJob::single_section(text, format.clone());
    (job.keep_trailing_whitespace, job.break_on_newline) = (true, false);
    ctx.fonts_mut(|fonts| fonts.layout_job(job))
}

fn glyphs(galley: &Galley) -> &[Glyph] {
    galley.rows.first().map(|row| row.glyphs.as_slice()).unwrap_or_default()
}

/// The glyphs in logical order, each with its first character and its width; `None` if they were not shaped as one
/// right-to-left word. After such a word egui adds empty glyphs, one for each character beyond the first cluster.
fn read_from_right(text: &str, glyphs: &[Glyph]) -> Option<Vec<(char, f32)>> {
    let letters: Vec<char> = text.chars().collect();
    let first = *letters.first()?;
    let of_first = (1..=letters.len().min(glyphs.len())).find(|count| {
        let (added, shown) = (letters.len() - count, glyphs.len() - (letters.len() - count).min(glyphs.len()));
        let Some((shown, empty)) = glyphs.split_at_checked(shown).filter(|_| added <= glyphs.len()) else {
            return false;
        };
        let is_empty = |glyph: &Glyph| glyph.advance_width == 0.0 && glyph.uv_rect.is_nothing();
        let is_added =
            empty.iter().zip(letters.iter().skip(*count)).all(|(glyph, c)| glyph.chr == *c && is_empty(glyph));
        let own = shown.iter().rev().take_while(|glyph| glyph.chr == first).count();
        is_added && own >= *count && !shown.is_empty()
    })?;
    let shown = glyphs.len() - (letters.len() - of_first);
    Some(glyphs.iter().take(shown).rev().map(|glyph| (glyph.chr, glyph.advance_width)).collect())
}

/// The widths of the clusters of a text, from glyphs in logical order. A glyph knows only its first character; clusters
/// that are shown by the same glyph share its width.
fn shared_out(text: &str, glyphs: &[(char, f32)]) -> Vec<(usize, f32)> {
    let clusters: Vec<&str> = text.graphemes(true).collect();
    let starts: Vec<char> = clusters.iter().filter_map(|cluster| cluster.chars().next()).collect();
    let mut found: Vec<Option<f32>> = vec![None; clusters.len()];
    let mut at = 0;
    let (mut rest, mut is_begun) = (glyphs.len(), false);
    let mut chars = text.chars();
    let is_one_each = glyphs.len() == text.chars().count() && glyphs.iter().all(|(c, _)| chars.next() == Some(*c));
    if is_one_each {
        return one_each(&clusters, glyphs);
    }
    for (c, width) in glyphs {
        let own = is_begun && starts.get(at) == Some(c);
        let from = at + usize::from(is_begun);
        let next = starts.iter().skip(from).position(|start| start == c).map(|step| from + step);
        let is_next = next == Some(from) && !is_alef_of_ligature(&starts, from, rest);
        let target = match next {
            _ if own && (*width == 0.0 || !is_next) => Some(at),
            Some(next) if next == from && !is_next => starts
                .iter()
                .skip(from + 1)
                .position(|start| start == c)
                .map(|step| from + 1 + step)
                .or(Some(next)),
            next => next.or(Some(at)),
        };
        at = target.unwrap_or(at);
        is_begun = true;
        rest -= 1;
        if let Some(found) = found.get_mut(at) {
            *found = Some(found.unwrap_or(0.0) + width);
        }
    }
    let found = spread(&found);
    clusters.iter().zip(found).map(|(cluster, width)| (cluster.len(), width)).collect()
}

/// Whether an alef after a lam is part of a ligature, which is likely if there are fewer glyphs than characters.
fn is_alef_of_ligature(starts: &[char], at: usize, glyphs_left: usize) -> bool {
    let is_alef = matches!(starts.get(at), Some('\u{622}' | '\u{623}' | '\u{625}' | '\u{627}'));
    let is_behind_lam = at.checked_sub(1).and_then(|before| starts.get(before)) == Some(&'\u{644}');
    is_alef && is_behind_lam && glyphs_left < starts.len() - at
}

/// One glyph per character.
fn one_each(clusters: &[&str], glyphs: &[(char, f32)]) -> Vec<(usize, f32)> {
    let mut glyphs = glyphs.iter();
    let width = |cluster: &&str| {
        let letters = glyphs.by_ref().take(cluster.chars().count());
        (cluster.len(), letters.map(|(_, width)| width).sum())
    };
    clusters.iter().map(width).collect()
}

/// Clusters without a glyph share the width of the previous one.
fn spread(found: &[Option<f32>]) -> Vec<f32> {
    let mut widths = Vec::with_capacity(found.len());
    let mut at = 0;
    while at < found.len() {
        let rest = found.get(at + 1..).unwrap_or_default();
        let count = 1 + rest.iter().take_while(|width| width.is_none()).count();
        let width = found.get(at).copied().flatten().unwrap_or(0.0) / count as f32;
        widths.extend(std::iter::repeat_n(width, count));
        at += count;
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the clusters of a text and their widths.
    #[track_caller]
    fn check(text: &str, glyphs: &[(char, f32)], expected: &[(&str, f32)]) {
        let mut at = 0;
        let found: Vec<(&str, f32)> = shared_out(text, glyphs)
            .into_iter()
            .map(|(len, width)| {
                at += len;
                (&text[at - len..at], width)
            })
            .collect();
        assert_eq!(found, expected);
        assert_eq!(at, text.len(), "every byte is in one cluster");
    }

    #[test]
    fn a_glyph_is_found_again_by_the_letter_that_it_shows() {
        check("אבג", &[('א', 5.0), ('ב', 6.0), ('ג', 4.0)], &[("א", 5.0), ("ב", 6.0), ("ג", 4.0)]);
        check("ממ", &[('מ', 5.0), ('מ', 5.0)], &[("מ", 5.0), ("מ", 5.0)]);
    }

    #[test]
    fn marks_stand_with_the_letter_they_belong_to() {
        let text = "שָׁל";
        check(text, &[('ש', 7.0), ('ש', 0.0), ('ש', 0.0), ('ל', 5.0)], &[("שָׁ", 7.0), ("ל", 5.0)]);
        check(text, &[('ש', 7.0), ('ל', 5.0)], &[("שָׁ", 7.0), ("ל", 5.0)]);
        check("שָׁש", &[('ש', 7.0), ('ש', 0.0), ('ש', 6.0)], &[("שָׁ", 7.0), ("ש", 6.0)]);
    }

    #[test]
    fn letters_that_are_drawn_as_one_share_its_width() {
        let (lam, alef) = ('\u{644}', '\u{627}');
        check("\u{644}\u{627}x", &[(lam, 6.0), ('x', 5.0)], &[("\u{644}", 3.0), ("\u{627}", 3.0), ("x", 5.0)]);
        check(
            "\u{644}\u{627}\u{627}",
            &[(lam, 6.0), (alef, 3.0)],
            &[("\u{644}", 3.0), ("\u{627}", 3.0), ("\u{627}", 3.0)],
        );
        check("ffi", &[('f', 9.0)], &[("f", 3.0), ("f", 3.0), ("i", 3.0)]);
    }

    #[test]
    fn a_letter_drawn_in_several_parts_is_as_wide_as_all_of_them() {
        check("بت", &[('ب', 6.0), ('ب', 1.0), ('ت', 6.0)], &[("ب", 7.0), ("ت", 6.0)]);
    }

    #[test]
    fn without_glyphs_there_is_no_width() {
        check("אב", &[], &[("א", 0.0), ("ב", 0.0)]);
    }
}
