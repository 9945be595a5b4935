//! A marked text in which something runs from right to left. The layout engine shapes each such word right and sets them
//! all from left to right; here they are measured one by one, filled into lines, and put in the order in which they are
//! read.

use std::sync::Arc;

use egui::text::LayoutJob;
use egui::{Galley, Ui, pos2, vec2};
use unicode_bidi::{BidiInfo, Level};
use unicode_segmentation::UnicodeSegmentation;

use crate::app::difference::laid::{Bar, LETTERS, Laid, Mark, Marked, Stretch};

/// A stretch of a line that runs one way, has one look and no place to break at in it.
struct Atom {
    stretch: usize,
    /// Where it begins in the text, in bytes.
    start: usize,
    text: String,
    level: Level,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Space,
    /// Shaped as a whole.
    Letters,
    /// Set by itself where the text runs from right to left: it may be in another font than the letters round it.
    Other,
}

/// An atom, measured.
struct Word {
    atom: Atom,
    galley: Arc<Galley>,
    mark: Option<Mark>,
    gap: f32,
}

impl Word {
    fn width(&self) -> f32 {
        self.galley.size().x + self.gap
    }
}

/// Whether a text has anything in it that runs from right to left.
pub(super) fn has_right_to_left(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(is_right_to_left)
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}')
        || matches!(c, '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// The text in lines of this width.
pub(super) fn laid(text: Marked, ui: &Ui, width: f32) -> Laid {
    let mut laid = Laid { parts: Vec::new(), bars: Vec::new(), size: vec2(width, 0.0) };
    let mut start = 0;
    for line in text.job.text.split('\n') {
        let info = BidiInfo::new(line, None);
        let base = info.paragraphs.first().map_or(Level::ltr(), |paragraph| paragraph.level);
        let atoms = atoms(line, start, &info, base, &text.stretches);
        let words: Vec<Word> = atoms.into_iter().filter_map(|atom| word(ui, &text, atom)).collect();
        for row in rows(words, width) {
            push_row(&mut laid, row, base);
        }
        start += line.len() + 1;
    }
    laid
}

/// Cuts a line up that begins at so many bytes of the text.
fn atoms(line: &str, start: usize, info: &BidiInfo<'_>, base: Level, stretches: &[Stretch]) -> Vec<Atom> {
    let mut atoms: Vec<Atom> = Vec::new();
    let mut stretch = 0;
    for (at, grapheme) in line.grapheme_indices(true) {
        while stretches.get(stretch).is_some_and(|stretch| stretch.end <= start + at) {
            stretch += 1;
        }
        let level = info.levels.get(at).copied().unwrap_or(base);
        let kind = kind(grapheme, level);
        match atoms.last_mut() {
            Some(last) if (last.stretch, last.level, last.kind) == (stretch, level, kind) => {
                last.text.push_str(grapheme);
            }
            Some(_) | None => {
                atoms.push(Atom { stretch, start: start + at, text: grapheme.to_owned(), level, kind })
            }
        }
    }
    atoms
}

fn kind(grapheme: &str, level: Level) -> Kind {
    match grapheme.chars().next() {
        Some(c) if c.is_whitespace() && c != '\u{A0}' => Kind::Space,
        Some(c) if level.is_rtl() && !is_right_to_left(c) => Kind::Other,
        Some(_) | None => Kind::Letters,
    }
}

fn word(ui: &Ui, text: &Marked, mut atom: Atom) -> Option<Word> {
    let stretch = text.stretches.get(atom.stretch)?;
    if atom.level.is_rtl() && atom.kind == Kind::Other {
        atom.text = atom.text.graphemes(true).rev().map(mirrored).collect();
    }
    let mut job = LayoutJob::single_section(atom.text.clone(), LETTERS.format(stretch.colour));
    job.keep_trailing_whitespace = true;
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    Some(Word {
        galley,
        mark: stretch.mark,
        gap: if atom.start == stretch.start { stretch.gap } else { 0.0 },
        atom,
    })
}

/// Fills words into rows. A row breaks at a space, which then stands in neither.
fn rows(words: Vec<Word>, width: f32) -> Vec<Vec<Word>> {
    let mut rows: Vec<Vec<Word>> = vec![Vec::new()];
    let mut used = 0.0;
    for chunk in chunks(words) {
        let chunk_width: f32 = chunk.iter().map(Word::width).sum();
        let is_space = chunk.iter().all(|word| word.atom.kind == Kind::Space);
        if !is_space && used > 0.0 && used + chunk_width > width {
            rows.push(Vec::new());
            used = 0.0;
        }
        let Some(row) = rows.last_mut() else { continue };
        if !(is_space && row.is_empty()) {
            used += chunk_width;
            row.extend(chunk);
        }
    }
    for row in &mut rows {
        while row.last().is_some_and(|word| word.atom.kind == Kind::Space && word.mark.is_none()) {
            row.pop();
        }
    }
    rows
}

/// Words in chunks between which a row may break.
fn chunks(words: Vec<Word>) -> Vec<Vec<Word>> {
    let mut chunks: Vec<Vec<Word>> = Vec::new();
    let is_space = |word: &Word| word.atom.kind == Kind::Space;
    for word in words {
        match chunks.last_mut() {
            Some(chunk) if chunk.iter().all(|before| is_space(before) == is_space(&word)) => chunk.push(word),
            Some(_) | None => chunks.push(vec![word]),
        }
    }
    chunks
}

/// Sets a row in the order in which it is read, at the side at which the paragraph begins.
fn push_row(laid: &mut Laid, row: Vec<Word>, base: Level) {
    let levels: Vec<Level> = row.iter().map(|word| word.atom.level).collect();
    let width: f32 = row.iter().map(Word::width).sum();
    let (mut x, top) = (if base.is_rtl() { laid.size.x - width } else { 0.0 }, laid.size.y);
    let mut last = None;
    for word in BidiInfo::reorder_visual(&levels).into_iter().filter_map(|index| row.get(index)) {
        x += word.gap;
        let (left, right) = (x, x + word.galley.size().x);
        if let Some(mark) = word.mark {
            match laid.bars.last_mut().filter(|_| last == Some(mark)) {
                Some(bar) => bar.right = right,
                None => laid.bars.push(Bar { mark, left, right, line: top + baseline(&word.galley) }),
            }
        }
        last = word.mark;
        laid.parts.push((pos2(left, top), Arc::clone(&word.galley)));
        x = right;
    }
    laid.size.y += LETTERS.line_height;
}

fn baseline(galley: &Galley) -> f32 {
    let glyph = galley.rows.first().and_then(|row| row.glyphs.first().map(|glyph| row.pos.y + glyph.pos.y));
    glyph.unwrap_or(LETTERS.size)
}

/// The bracket that looks the other way, as brackets do in text that runs from right to left.
fn mirrored(grapheme: &str) -> &str {
    const PAIRS: [(&str, &str); 7] =
        [("(", ")"), ("[", "]"), ("{", "}"), ("<", ">"), ("«", "»"), ("‹", "›"), ("⟨", "⟩")];
    let mut pairs = PAIRS.iter();
    pairs
        .find_map(|(a, b)| if grapheme == *a { Some(*b) } else { (grapheme == *b).then_some(*a) })
        .unwrap_or(grapheme)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::difference::between::Between;
    use crate::app::difference::excerpt::Piece;
    use crate::app::theme;
    use crate::compare::RunKind;

    /// What is read from left to right in each line, and which of the words are marked.
    #[track_caller]
    fn check(pieces: &[(RunKind, &str)], width: f32, expected: &[&str]) {
        let ctx = egui::Context::default();
        theme::install(&ctx);
        let pieces: Vec<Piece> =
            pieces.iter().map(|(kind, text)| Piece { kind: Some(*kind), text: (*text).to_owned() }).collect();
        let mut lines: Vec<String> = Vec::new();
        for _ in 0..2 {
            lines.clear();
            let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
                ui.ctx().set_missing_glyph_policy(egui::MissingGlyphPolicy::Tofu);
                let laid = Marked::new(pieces.iter(), Between::Times, &theme::LIGHT).laid(ui, width);
                let mut top = f32::NEG_INFINITY;
                for (place, galley) in &laid.parts {
                    if place.y > top {
                        lines.push(String::new());
                        top = place.y;
                    }
                    let middle = place.x + galley.size().x * 0.5;
                    let is_at =
                        |bar: &&Bar| (bar.left..bar.right).contains(&middle) && (bar.line - place.y).abs() < 25.0;
                    let is_marked = laid.bars.iter().any(|bar| is_at(&bar));
                    let text = galley.text();
                    let said = if is_marked { format!("<{text}>") } else { text.to_owned() };
                    lines.last_mut().unwrap().push_str(&said);
                }
            });
            output.textures_delta.clear();
        }
        assert_eq!(lines, expected);
    }

    #[test]
    fn words_are_set_in_the_order_in_which_they_are_read() {
        let same = RunKind::Same;
        // The first word of the text stands on the right, its full stop at the left end.
        check(&[(same, "\u{5D0} \u{5D1} \u{5D2}.")], 500.0, &[".\u{5D2} \u{5D1} \u{5D0}"]);
        check(&[(same, "One \u{5D0} \u{5D1} two")], 500.0, &["One \u{5D1} \u{5D0} two"]);
        check(&[(same, "\u{5D0}\ntwo")], 500.0, &["\u{5D0}", "two"]);
    }

    #[test]
    fn the_word_that_changed_is_the_one_that_is_marked() {
        let pieces = [(RunKind::Same, "\u{5D0} "), (RunKind::Added, "\u{5D1}"), (RunKind::Same, " \u{5D2}")];
        check(&pieces, 500.0, &["\u{5D2} <\u{5D1}> \u{5D0}"]);
    }

    #[test]
    fn lines_are_filled_and_broken_at_spaces() {
        let text = "\u{5D0}\u{5D0} \u{5D1}\u{5D1} \u{5D2}\u{5D2}";
        check(&[(RunKind::Same, text)], 30.0, &["\u{5D0}\u{5D0}", "\u{5D1}\u{5D1}", "\u{5D2}\u{5D2}"]);
    }
}
