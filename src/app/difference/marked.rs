//! A text in which stretches are marked, and how the marks are painted: close to the letters, and no mark over a letter of
//! another line. What is marked is decided in `excerpt`.

mod bidi;

use egui::text::TextFormat;
use egui::{CornerRadius, Galley, Pos2, Rect, Ui, Vec2, pos2};

use super::between::Between;
use super::excerpt::Piece;
use super::laid::{Bar, LETTERS, Laid, Mark, Marked, Stretch};
use crate::app::theme::{self, Tokens};
use crate::compare::RunKind;

/// Between what is gone and what is new in its place.
const GAP: f32 = 3.0;
/// From the line the letters stand on, as a share of their size: to the top and to the bottom of a wash, and to the line
/// through them.
const ABOVE: f32 = 0.95;
const BELOW: f32 = 0.36;
const THROUGH: f32 = 0.26;
const ROUND: u8 = 3;

impl Marked {
    pub fn new<'a>(pieces: impl Iterator<Item = &'a Piece>, between: Between, colours: &'static Tokens) -> Marked {
        let mut text = Marked::default();
        let mut last = None;
        for piece in pieces {
            // What is new does not run into what it took the place of.
            let is_in_place = last == Some(RunKind::Removed) && piece.kind == Some(RunKind::Added);
            text.push(piece, if is_in_place { GAP } else { 0.0 }, between, colours);
            last = piece.kind;
        }
        text
    }

    /// A dash where there is no text.
    pub fn or_dash(mut self, colours: &Tokens) -> Marked {
        if self.job.is_empty() {
            self.append("—", 0.0, LETTERS.format(colours.quiet), None);
        }
        self
    }

    /// The spaces round marked words are not marked, unless there is nothing else.
    fn push(&mut self, piece: &Piece, gap: f32, between: Between, colours: &Tokens) {
        let mark = mark(piece.kind, between);
        let colour = match (piece.kind, mark) {
            (None, _) | (_, Some(Mark::Struck)) => colours.quiet,
            (Some(_), Some(Mark::Washed) | None) => colours.ink,
        };
        let format = || LETTERS.format(colour);
        let words = piece.text.trim();
        let Some((before, after)) = piece.text.split_once(words).filter(|_| !words.is_empty()) else {
            return self.append(&piece.text, gap, format(), mark);
        };
        self.append(before, gap, format(), None);
        self.append(words, if before.is_empty() { gap } else { 0.0 }, format(), mark);
        self.append(after, 0.0, format(), None);
    }

    fn append(&mut self, text: &str, gap: f32, format: TextFormat, mark: Option<Mark>) {
        if !text.is_empty() {
            let (start, colour) = (self.job.text.len(), format.color);
            self.job.append(text, gap, format);
            let (characters, end) = (text.chars().count(), self.job.text.len());
            self.stretches.push(Stretch { characters, mark, colour, gap, start, end });
        }
    }

    /// The text in lines of this width.
    pub fn laid(mut self, ui: &Ui, width: f32) -> Laid {
        if bidi::has_right_to_left(&self.job.text) {
            return bidi::laid(self, ui, width);
        }
        self.job.wrap.max_width = width;
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(self.job));
        Laid { bars: bars(&galley, &self.stretches), size: galley.size(), parts: vec![(Pos2::ZERO, galley)] }
    }
}

/// Of two writers neither has struck out a word of the other.
fn mark(kind: Option<RunKind>, between: Between) -> Option<Mark> {
    match (kind, between) {
        (None | Some(RunKind::Same), _) | (_, Between::Nothing) => None,
        (Some(RunKind::Removed), Between::Times) => Some(Mark::Struck),
        (Some(RunKind::Removed), Between::Writers) | (Some(RunKind::Added), _) => Some(Mark::Washed),
    }
}

impl Laid {
    pub fn size(&self) -> Vec2 {
        self.size
    }

    pub fn paint(self, ui: &Ui, at: Pos2) {
        if !ui.is_rect_visible(Rect::from_min_size(at, self.size)) {
            return;
        }
        let ink = theme::tokens(ui).ink;
        self.bars.iter().filter(|bar| bar.mark == Mark::Washed).for_each(|bar| bar.wash(ui, at));
        self.parts.into_iter().for_each(|(place, galley)| ui.painter().galley(at + place.to_vec2(), galley, ink));
        self.bars.iter().filter(|bar| bar.mark == Mark::Struck).for_each(|bar| bar.strike(ui, at));
    }
}

/// Where marks are painted, line by line.
fn bars(galley: &Galley, stretches: &[Stretch]) -> Vec<Bar> {
    let mut marks = stretches.iter().flat_map(|stretch| std::iter::repeat_n(stretch.mark, stretch.characters));
    let mut bars: Vec<Bar> = Vec::new();
    for row in &galley.rows {
        let mut last = None;
        for glyph in &row.glyphs {
            let mark = marks.next().flatten();
            if let Some(mark) = mark {
                let (left, right) = (row.pos.x + glyph.pos.x, row.pos.x + glyph.max_x());
                match bars.last_mut().filter(|_| last == Some(mark)) {
                    Some(bar) => bar.take(left, right, glyph.chr),
                    None => bars.push(Bar { mark, left, right, line: row.pos.y + glyph.pos.y }),
                }
            }
            last = mark;
        }
        if row.ends_with_newline {
            marks.next();
        }
    }
    bars
}

impl Bar {
    /// A space at the end of a line is not marked: what comes after it makes it part of the stretch.
    fn take(&mut self, left: f32, right: f32, letter: char) {
        if !letter.is_whitespace() {
            self.left = self.left.min(left);
            self.right = self.right.max(right);
        }
    }

    fn wash(&self, ui: &Ui, at: Pos2) {
        let colours = theme::tokens(ui);
        let (top, bottom) = (self.line - ABOVE * LETTERS.size, self.line + BELOW * LETTERS.size);
        let rect = Rect::from_min_max(pos2(self.left - 1.0, top), pos2(self.right + 1.0, bottom));
        let rect = rect.translate(at.to_vec2());
        let corners = CornerRadius { nw: ROUND, ne: ROUND, sw: 0, se: 0 };
        ui.painter().rect_filled(rect, corners, colours.wash);
        ui.painter().hline(rect.x_range(), rect.bottom(), egui::Stroke::new(theme::HAIRLINE, colours.accent));
    }

    fn strike(&self, ui: &Ui, at: Pos2) {
        let line = egui::Stroke::new(theme::HAIRLINE, theme::tokens(ui).quiet);
        let y = at.y + self.line - THROUGH * LETTERS.size;
        ui.painter().hline(at.x + self.left..=at.x + self.right, y, line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The marked stretches of a text, as `mark: characters`.
    #[track_caller]
    fn check(kind: RunKind, between: Between, text: &str, expected: &[(usize, Option<Mark>)]) {
        let piece = Piece { kind: Some(kind), text: text.to_owned() };
        let marked = Marked::new([&piece].into_iter(), between, &theme::LIGHT);
        let stretches: Vec<_> =
            marked.stretches.iter().map(|stretch| (stretch.characters, stretch.mark)).collect();
        assert_eq!(stretches, expected);
        assert_eq!(marked.job.text, text);
    }

    #[test]
    fn spaces_round_words_are_not_marked_unless_they_are_all_that_changed() {
        check(RunKind::Removed, Between::Times, " an ebb ", &[(1, None), (6, Some(Mark::Struck)), (1, None)]);
        check(RunKind::Added, Between::Times, "zwölf", &[(5, Some(Mark::Washed))]);
        check(RunKind::Added, Between::Times, "  ", &[(2, Some(Mark::Washed))]);
        check(RunKind::Same, Between::Times, " an ebb ", &[(1, None), (6, None), (1, None)]);
    }

    #[test]
    fn of_two_writers_nobodys_words_are_struck_through() {
        check(RunKind::Removed, Between::Writers, "late", &[(4, Some(Mark::Washed))]);
    }

    #[test]
    fn a_mark_that_goes_over_lines_is_painted_in_each() {
        let ctx = egui::Context::default();
        theme::install(&ctx);
        let piece = Piece { kind: Some(RunKind::Added), text: "one two three four\nfive".to_owned() };
        let mut bars = Vec::new();
        for _ in 0..2 {
            let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
                let marked = Marked::new([&piece].into_iter(), Between::Times, &theme::LIGHT);
                bars = marked.laid(ui, 70.0).bars;
            });
            output.textures_delta.clear();
        }
        assert!(bars.len() >= 3, "{bars:?}");
        assert!(bars.windows(2).all(|two| two[0].line < two[1].line), "{bars:?}");
        assert!(bars.iter().all(|bar| bar.right <= 70.0), "no bar goes on under the space at the end: {bars:?}");
    }
}
