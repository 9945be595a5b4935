//! Text in which something runs from right to left. The layout engine shapes each such word right and then sets them all
//! from left to right; here they are measured one by one, filled into lines, and put in the order in which they are read.

use std::sync::Arc;

use egui::{Rect, Vec2, pos2};
use unicode_bidi::{BidiInfo, Level};

use super::layer::{Layer, letters};
use super::text;
use crate::app::preview::inline::Span;
use crate::app::preview::laid::{Course, Shape, Text};
use crate::app::preview::strip::Letters;

/// A stretch of text that runs one way, has one look and no place to break at in it.
struct Atom {
    span: usize,
    /// Where it begins in its span, in bytes.
    start: usize,
    text: String,
    level: Level,
    is_space: bool,
}

/// An atom, measured.
struct Word {
    atom: Atom,
    text: Text,
    size: Vec2,
}

/// Whether a text has anything in it that runs from right to left.
pub(super) fn has_right_to_left(spans: &[Span]) -> bool {
    spans.iter().any(|span| !span.text.is_ascii() && span.text.chars().any(text::is_right_to_left))
}

impl Layer<'_> {
    /// Adds a text, and gives the height of its first line.
    pub(super) fn bidi_text(&mut self, kind: Letters, spans: &[Span], left: f32) -> f32 {
        let line_height = letters(kind).line_height;
        for line in hard_lines(spans) {
            let (atoms, base) = atoms(&line);
            let words: Vec<Word> = atoms.into_iter().map(|atom| self.word(kind, &line, atom)).collect();
            for row in rows(words, self.width - left) {
                self.bidi_row(row, base, left, line_height);
            }
        }
        line_height
    }

    fn word(&self, kind: Letters, line: &[Span], atom: Atom) -> Word {
        let part = atom.start..atom.start + atom.text.len();
        let mut span = line.get(atom.span).map(|span| span.cut(part)).unwrap_or_default();
        if atom.level.is_rtl() {
            span.text = atom.text.chars().map(mirrored).collect();
        }
        let mut text = text::set(&[span], letters(kind), self.colours, kind, f32::INFINITY);
        let job = Arc::make_mut(&mut text.job);
        job.halign = egui::Align::LEFT;
        job.keep_trailing_whitespace = true;
        text.course = if atom.level.is_rtl() { Course::RightToLeft } else { Course::LeftToRight };
        let size = self.galley(&text.job).size();
        Word { atom, text, size }
    }

    /// Sets a row in the order in which it is read, at the side at which the paragraph begins.
    fn bidi_row(&mut self, row: Vec<Word>, base: Level, left: f32, line_height: f32) {
        let levels: Vec<Level> = row.iter().map(|word| word.atom.level).collect();
        let width: f32 = row.iter().map(|word| word.size.x).sum();
        let mut x = if base.is_rtl() { self.width - width } else { left };
        let mut row: Vec<Option<Word>> = row.into_iter().map(Some).collect();
        for index in BidiInfo::reorder_visual(&levels) {
            let Some(word) = row.get_mut(index).and_then(Option::take) else { continue };
            let top = self.top + (line_height - word.size.y).max(0.0) * if word.is_raised() { 0.0 } else { 0.5 };
            let rect = Rect::from_min_size(pos2(x, top), word.size);
            x += word.size.x;
            self.push(rect, Shape::Text(word.text));
        }
        self.top += line_height;
    }
}

impl Word {
    fn is_raised(&self) -> bool {
        self.text.job.sections.first().is_some_and(|section| section.format.valign == egui::Align::TOP)
    }
}

/// The spans of each line that ends with a hard break.
fn hard_lines(spans: &[Span]) -> Vec<Vec<Span>> {
    let mut lines: Vec<Vec<Span>> = vec![Vec::new()];
    for span in spans {
        let mut start = 0;
        for (index, text) in span.text.split('\n').enumerate() {
            if index > 0 {
                lines.push(Vec::new());
            }
            if let Some(line) = lines.last_mut().filter(|_| !text.is_empty()) {
                line.push(span.cut(start..start + text.len()));
            }
            start += text.len() + 1;
        }
    }
    lines
}

/// Cuts a line up, and says which way it runs as a whole.
fn atoms(line: &[Span]) -> (Vec<Atom>, Level) {
    let whole: String = line.iter().map(|span| span.text.as_str()).collect();
    let info = BidiInfo::new(&whole, None);
    let base = info.paragraphs.first().map_or(Level::ltr(), |paragraph| paragraph.level);
    let mut atoms: Vec<Atom> = Vec::new();
    let mut at = 0;
    for (index, span) in line.iter().enumerate() {
        for (start, c) in span.text.char_indices() {
            let level = info.levels.get(at).copied().unwrap_or(base);
            at += c.len_utf8();
            let is_space = c.is_whitespace() && c != '\u{A0}';
            match atoms.last_mut() {
                Some(last) if last.span == index && last.level == level && last.is_space == is_space => {
                    last.text.push(c);
                }
                _ => atoms.push(Atom { span: index, start, text: c.to_string(), level, is_space }),
            }
        }
    }
    (atoms, base)
}

/// Fills words into rows; a row breaks at a space, which then stands in neither.
fn rows(words: Vec<Word>, width: f32) -> Vec<Vec<Word>> {
    let mut rows: Vec<Vec<Word>> = Vec::new();
    let mut row: Vec<Word> = Vec::new();
    let mut used = 0.0;
    for chunk in unbroken(words) {
        let chunk_width: f32 = chunk.iter().map(|word| word.size.x).sum();
        let is_space = chunk.iter().all(|word| word.atom.is_space);
        if !is_space && used + chunk_width > width && !row.is_empty() {
            while row.last().is_some_and(|word| word.atom.is_space) {
                row.pop();
            }
            rows.push(std::mem::take(&mut row));
            used = 0.0;
        }
        if is_space && row.is_empty() {
            continue;
        }
        used += chunk_width;
        row.extend(chunk);
    }
    while row.last().is_some_and(|word| word.atom.is_space) {
        row.pop();
    }
    rows.push(row);
    rows
}

/// Words in chunks between which a row may break.
fn unbroken(words: Vec<Word>) -> Vec<Vec<Word>> {
    let mut chunks: Vec<Vec<Word>> = Vec::new();
    for word in words {
        match chunks.last_mut() {
            Some(chunk) if chunk.iter().all(|before| before.atom.is_space == word.atom.is_space) => {
                chunk.push(word)
            }
            _ => chunks.push(vec![word]),
        }
    }
    chunks
}

/// The bracket that looks the other way, as brackets do in text that runs from right to left.
fn mirrored(c: char) -> char {
    const PAIRS: [(char, char); 7] =
        [('(', ')'), ('[', ']'), ('{', '}'), ('<', '>'), ('«', '»'), ('‹', '›'), ('⟨', '⟩')];
    PAIRS.iter().find_map(|(a, b)| if c == *a { Some(*b) } else { (c == *b).then_some(*a) }).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The atoms in the order in which they are seen from left to right.
    #[track_caller]
    fn check(line: &str, seen: &[&str], is_right_to_left: bool) {
        let (atoms, base) = atoms(&[Span::plain(line)]);
        let levels: Vec<Level> = atoms.iter().map(|atom| atom.level).collect();
        let order = BidiInfo::reorder_visual(&levels);
        let shown: Vec<&str> = order.into_iter().map(|at| atoms[at].text.as_str()).collect();
        assert_eq!(shown, seen);
        assert_eq!(base.is_rtl(), is_right_to_left);
        assert_eq!(atoms.iter().map(|atom| atom.text.as_str()).collect::<String>(), line);
    }

    #[test]
    fn words_stand_in_the_order_in_which_they_are_read() {
        check("אחת שתיים", &["שתיים", " ", "אחת"], true);
        check("one אחת שתיים two", &["one", " ", "שתיים", " ", "אחת", " ", "two"], false);
        check("אחת 1987 שתיים", &["שתיים", " ", "1987", " ", "אחת"], true);
    }

    #[test]
    fn no_word_is_lost_at_the_end_of_a_row() {
        let (atoms, _) = atoms(&[Span::plain("אחת שתיים שלוש ארבע")]);
        let word = |atom: Atom| Word { size: Vec2::new(10.0, 10.0), atom, text: Text::default() };
        let rows = rows(atoms.into_iter().map(word).collect(), 35.0);
        let texts: Vec<String> =
            rows.iter().map(|row| row.iter().map(|word| word.atom.text.as_str()).collect()).collect();
        assert_eq!(texts, ["אחת שתיים", "שלוש ארבע"]);
    }

    #[test]
    fn brackets_look_the_other_way() {
        assert_eq!("(a]".chars().map(mirrored).collect::<String>(), ")a[");
    }
}
