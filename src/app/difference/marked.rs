//! Paints text with marked stretches. A mark stays close to its own text and never covers another line. `excerpt`
//! decides what is marked.

use egui::text::TextFormat;
use egui::{CornerRadius, Pos2, Rect, Ui, pos2, vec2};

use super::between::Between;
use super::excerpt::Piece;
use super::laid::{Bar, LETTERS, Laid, Mark, Marked, Stretch};
use crate::app::setting::{self, Manner, Typeset};
use crate::app::theme::{self, Tokens};
use crate::compare::RunKind;
use crate::page::Direction;

/// Between removed text and what replaces it.
const GAP: f32 = 3.0;
/// Distances from the baseline, relative to the font size: to the top and the bottom of a background, and to the line
/// through removed text.
const ABOVE: f32 = 0.95;
const BELOW: f32 = 0.36;
const THROUGH: f32 = 0.26;
const ROUND: u8 = 3;

impl Marked {
    pub fn new<'a>(pieces: impl Iterator<Item = &'a Piece>, between: Between, colours: &'static Tokens) -> Marked {
        let mut text = Marked::default();
        let mut last = None;
        for piece in pieces {
            // Inserted text is separated from the removed text it replaces.
            let is_in_place = last == Some(RunKind::Removed) && piece.kind == Some(RunKind::Added);
            text.push(piece, if is_in_place { GAP } else { 0.0 }, between, colours);
            last = piece.kind;
        }
        text
    }

    /// Shows a dash if there is no text.
    pub fn or_dash(mut self, colours: &Tokens) -> Marked {
        if self.job.is_empty() {
            self.append("—", 0.0, LETTERS.format(colours.quiet), None);
        }
        self
    }

    /// Adds a piece. Spaces around marked words are not marked, unless there is nothing else.
    fn push(&mut self, piece: &Piece, gap: f32, between: Between, colours: &Tokens) {
        let mark = mark(piece.kind, between);
        let colour = match mark {
            Some(Mark::Struck) => colours.quiet,
            None if piece.kind.is_none() => colours.quiet,
            Some(Mark::Washed) | None => colours.ink,
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
        let start = self.job.text.len();
        if !text.is_empty() {
            self.job.append(text, gap, format);
        }
        let range = start..self.job.text.len();
        if let Some(mark) = mark.filter(|_| !range.is_empty()) {
            self.stretches.push(Stretch { range, mark });
        }
    }

    /// Lays out the text at this width. Its paragraphs have the direction of the language, or else of their first
    /// characters.
    pub fn laid(mut self, ui: &Ui, width: f32, base: Option<Direction>) -> Laid {
        self.job.wrap.max_width = width;
        let text = setting::set(ui.ctx(), self.job, &Manner { base, ..Manner::default() });
        Laid { bars: bars(&text, &self.stretches), text }
    }
}

/// Between two writers, neither has deleted text of the other.
fn mark(kind: Option<RunKind>, between: Between) -> Option<Mark> {
    match between {
        Between::Nothing => None,
        Between::Times => match kind? {
            RunKind::Same => None,
            RunKind::Removed => Some(Mark::Struck),
            RunKind::Added => Some(Mark::Washed),
        },
        Between::Writers => match kind? {
            RunKind::Same => None,
            RunKind::Removed | RunKind::Added => Some(Mark::Washed),
        },
    }
}

impl Laid {
    pub fn height(&self) -> f32 {
        self.text.height()
    }

    pub fn paint(self, ui: &Ui, at: Pos2) {
        if !ui.is_rect_visible(Rect::from_min_size(at, vec2(self.text.width(), self.height()))) {
            return;
        }
        let ink = theme::tokens(ui).ink;
        self.bars.iter().filter(|bar| bar.mark == Mark::Washed).for_each(|bar| bar.wash(ui, at));
        ui.painter().galley(at, self.text.galley, ink);
        self.bars.iter().filter(|bar| bar.mark == Mark::Struck).for_each(|bar| bar.strike(ui, at));
    }
}

/// The rectangles of marks, line by line. A space at the end of a line is left out: it only joins a mark to the next
/// line.
fn bars(set: &Typeset, stretches: &[Stretch]) -> Vec<Bar> {
    let text = &set.galley.job.text;
    let mut bars: Vec<Bar> = Vec::new();
    for row in set.rows() {
        let own = row.range();
        for Stretch { range, mark } in stretches {
            let met = range.start.max(own.start)..range.end.min(own.end);
            let marked = text.get(met.clone()).unwrap_or_default();
            let words = marked.trim_end().len();
            let is_to_end = met.end == own.end && words > 0;
            let met = met.start..if is_to_end { met.start + words } else { met.end };
            let covers = row.cover(&met).into_iter();
            bars.extend(covers.map(|rect| Bar {
                mark: *mark,
                left: rect.left(),
                right: rect.right(),
                line: row.baseline,
            }));
        }
    }
    bars
}

impl Bar {
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
    use std::ops::Range;

    use super::*;

    /// Checks the marks of a text.
    #[track_caller]
    fn check(kind: RunKind, between: Between, text: &str, expected: &[(&str, Mark)]) {
        let piece = Piece { kind: Some(kind), text: text.to_owned() };
        let marked = Marked::new([&piece].into_iter(), between, &theme::LIGHT);
        let stretches: Vec<_> =
            marked.stretches.iter().map(|stretch| (&text[stretch.range.clone()], stretch.mark)).collect();
        assert_eq!(stretches, expected);
        assert_eq!(marked.job.text, text);
    }

    #[test]
    fn spaces_round_words_are_not_marked_unless_they_are_all_that_changed() {
        check(RunKind::Removed, Between::Times, " an ebb ", &[("an ebb", Mark::Struck)]);
        check(RunKind::Added, Between::Times, "zwölf", &[("zwölf", Mark::Washed)]);
        check(RunKind::Added, Between::Times, "  ", &[("  ", Mark::Washed)]);
        check(RunKind::Same, Between::Times, " an ebb ", &[]);
    }

    #[test]
    fn of_two_writers_nobodys_words_are_struck_through() {
        check(RunKind::Removed, Between::Writers, "late", &[("late", Mark::Washed)]);
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
                bars = marked.laid(ui, 70.0, None).bars;
            });
            output.textures_delta.clear();
        }
        assert!(bars.len() >= 3, "{bars:?}");
        assert!(bars.windows(2).all(|two| two[0].line < two[1].line), "{bars:?}");
        assert!(bars.iter().all(|bar| bar.right <= 70.0), "no bar goes on under the space at the end: {bars:?}");
    }

    #[test]
    fn the_word_that_changed_is_the_one_that_is_marked_whichever_way_it_runs() {
        let ctx = egui::Context::default();
        ctx.set_missing_glyph_policy(egui::MissingGlyphPolicy::Tofu);
        theme::install(&ctx);
        let piece = |kind, text: &str| Piece { kind: Some(kind), text: text.to_owned() };
        let pieces = [
            piece(RunKind::Same, "\u{5D0} "),
            piece(RunKind::Removed, "\u{5D1}\u{5D1}"),
            piece(RunKind::Added, "abc"),
            piece(RunKind::Same, " \u{5D2}."),
        ];
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let laid = Marked::new(pieces.iter(), Between::Times, &theme::LIGHT).laid(ui, 300.0, None);
            let [struck, washed] = laid.bars.as_slice() else {
                panic!("two marks are painted, and not {:?}", laid.bars)
            };
            let cover =
                |range: Range<usize>| laid.text.cover(&range).first().map(|rect| (rect.left(), rect.right()));
            assert_eq!(Some((struck.left, struck.right)), cover(3..7));
            assert_eq!(Some((washed.left, washed.right)), cover(7..10));
            assert!(
                washed.right + GAP <= struck.left + 0.01,
                "what is new is read behind what is gone, with a gap"
            );
            assert!(struck.right < 300.0 && laid.text.caret(0, setting::Side::After).left() == 300.0);
        });
        output.textures_delta.clear();
    }
}
