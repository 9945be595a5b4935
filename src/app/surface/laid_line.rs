//! The layout of one line: where its characters are, and which position in the text a point belongs to. `setting` does
//! the layout.

use std::ops::Range;
use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{Galley, Pos2, Rect, Stroke, Ui};

use super::seen::{Guests, Seen, Toward};
use super::style::{Form, Look, Role, Style};
use crate::app::setting::{self, Arrow, Hang, Manner, Reached, Side, Typeset};
use crate::app::theme::{self, Face, Tokens, Type};
use crate::page::Direction;

/// The layout of a line.
#[derive(Clone, Debug)]
pub(super) struct LaidLine {
    /// The style it was laid out with.
    pub style: Arc<Style>,
    /// What is shown and not part of the text.
    pub guests: Guests,
    seen: Seen,
    letters: Typeset,
    pub height: f32,
}

/// The type in which a text is laid out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Letters {
    pub base: Type,
    pub colour: egui::Color32,
    pub colours: &'static Tokens,
    /// The width of the text; infinite for a text in one row.
    pub width: f32,
    /// The visible width, for a text in one row.
    pub room: f32,
    /// Whether Markdown has its own typefaces and sizes.
    pub is_markdown: bool,
    pub scale: f32,
    pub face: Face,
    /// Which way the text runs, where that is known.
    pub direction: Option<Direction>,
    /// At which edge it stands, where that is known.
    pub stands: Option<Direction>,
}

impl LaidLine {
    /// Lays out a line in this direction, or else in that of its first character.
    pub fn new(
        ui: &Ui,
        text: &str,
        style: &Arc<Style>,
        guests: Guests,
        (letters, direction): (&Letters, Option<Direction>),
    ) -> LaidLine {
        let seen = Seen::new(text, &guests);
        let wholes: Vec<Range<usize>> = seen.chip_ranges().map(|(_, seen)| seen).collect();
        // The hanging part never contains chips.
        let lead = if guests.inset.is_some() || !letters.width.is_finite() { 0 } else { style.lead };
        let gap = if style.is_item { theme::SPACE_1 } else { 0.0 };
        let hang = Hang { indent: style.quotes as f32 * theme::QUOTE_INDENT, lead, gap };
        let Letters { stands, room, .. } = *letters;
        let manner = Manner { base: direction, stands, wholes: &wholes, hang, room };
        let set = setting::set(ui.ctx(), job(&seen, text.len(), style, letters), &manner);
        let height = set.height().max(if text.is_empty() { row_height(style, letters) } else { 0.0 });
        LaidLine { style: style.clone(), guests, seen, letters: set, height }
    }

    /// Whether the layout is still valid for this style and these guests.
    pub fn is_of(&self, style: &Arc<Style>, guests: &Guests) -> bool {
        (Arc::ptr_eq(&self.style, style) || self.style == *style) && self.guests == *guests
    }

    pub fn galley(&self) -> &Arc<Galley> {
        &self.letters.galley
    }

    /// The line for screen readers, with the text of [`LaidLine::heard`].
    pub fn whole(&self, ui: &Ui, text: &str, letters: &Letters) -> Typeset {
        if self.guests.inset.is_none() {
            return self.letters.clone();
        }
        let guests = Guests { inset: None, ..self.guests.clone() };
        let direction = Some(self.direction());
        LaidLine::new(ui, text, &self.style, guests, (letters, direction)).letters
    }

    /// The text of a line for screen readers: citations are the names of their sources, and a composition is left out.
    pub fn heard(&self, text: &str) -> Seen {
        Seen::new(text, &Guests { inset: None, ..self.guests.clone() })
    }

    /// The width of the content.
    pub fn width(&self) -> f32 {
        self.letters.width()
    }

    pub fn row_count(&self) -> usize {
        self.letters.row_count()
    }

    /// The direction of the line.
    pub fn direction(&self) -> Direction {
        self.letters.direction()
    }

    /// Whether the whole line is left-to-right.
    pub fn is_plain(&self) -> bool {
        self.letters.is_plain()
    }

    /// The index of the row with a position. At the end of a wrapped row, `side` decides.
    pub fn row_of(&self, at: usize, side: Side) -> usize {
        self.letters.row_of(self.seen.at(at, Toward::Start), side)
    }

    /// The rectangle of the cursor at a position, which has no width and the height of its row.
    pub fn caret(&self, at: usize, side: Side) -> Rect {
        self.letters.caret(self.seen.at(at, Toward::Start), side)
    }

    /// The result of an arrow key at a position.
    pub fn step(&self, at: usize, side: Side, arrow: Arrow) -> Reached {
        match self.letters.step(self.seen.at(at, Toward::Start), side, arrow) {
            Reached::At(at, side) => {
                let (at, side) = self.own((at, side));
                Reached::At(at, side)
            }
            Reached::Start => Reached::Start,
            Reached::End => Reached::End,
        }
    }

    /// The position nearest to a point of the line.
    pub fn nearest(&self, point: Pos2) -> (usize, Side) {
        self.own(self.letters.nearest(point))
    }

    /// The position in a row that is nearest to an x coordinate.
    pub fn nearest_in_row(&self, row: usize, x: f32) -> (usize, Side) {
        self.own(self.letters.nearest_in_row(row, x))
    }

    /// Maps a position out of a chip. For a chip that continues in the next row, the side decides.
    fn own(&self, (at, side): (usize, Side)) -> (usize, Side) {
        let toward = if side == Side::Before { Toward::Start } else { Toward::End };
        (self.seen.own(at, toward), side)
    }

    /// The first and the last position of a row.
    pub fn row_range(&self, row: usize) -> Range<usize> {
        let seen = self.letters.rows().get(row).map(setting::Row::range).unwrap_or_default();
        let start = if row == 0 { 0 } else { self.seen.own(seen.start, Toward::End) };
        start..self.seen.own(seen.end, Toward::Start).max(start)
    }

    /// The rectangles that cover a range of the line; chips are covered completely.
    pub fn cover(&self, range: Range<usize>) -> Vec<Rect> {
        self.letters.cover(&self.seen.range(&range))
    }

    /// The chips, in bytes of the line, each with its rectangles.
    pub fn chips(&self) -> impl Iterator<Item = (Range<usize>, Vec<Rect>)> {
        self.seen.chip_ranges().map(|(own, seen)| (own, self.letters.cover(&seen)))
    }

    /// The rectangles that cover a part of the composition, in bytes of the composed text.
    pub fn cover_inset(&self, part: Range<usize>) -> Vec<Rect> {
        let Some(inset) = self.seen.inset() else { return Vec::new() };
        self.letters.cover(&(inset.start + part.start..inset.start + part.end))
    }

    /// The cursor within the composition.
    pub fn inset_caret(&self, part: usize) -> Rect {
        let at = self.seen.inset().map_or(part, |inset| inset.start + part);
        let side = if self.is_plain() || part == 0 { Side::After } else { Side::Before };
        self.letters.caret(at, side)
    }
}

/// The layout job of a line with its guests.
fn job(seen: &Seen, len: usize, style: &Style, letters: &Letters) -> LayoutJob {
    let mut job = LayoutJob { keep_trailing_whitespace: true, break_on_newline: false, ..LayoutJob::default() };
    job.wrap.max_width = letters.width;
    for (piece, format) in formats(0..len, style, seen, letters) {
        append(&mut job, seen.part(&piece), format);
    }
    if job.text.is_empty() {
        job.sections = LayoutJob::single_section(String::new(), mark_format(style.form, letters)).sections;
    }
    job
}

/// A range of a line in pieces with their formats; at least one.
fn formats(range: Range<usize>, style: &Style, seen: &Seen, letters: &Letters) -> Vec<(Range<usize>, TextFormat)> {
    let mut pieces = Vec::new();
    let mut end = range.start;
    for span in &style.spans {
        let words = span.range.start.max(range.start)..span.range.end.min(range.end);
        if words.start >= words.end {
            continue;
        }
        if end < words.start {
            pieces.push((end..words.start, mark_of(end..words.start, style, letters)));
        }
        end = words.end;
        let format = format(span.look, style.form, letters);
        let is_chip = seen.is_chip(&words);
        pieces.push((words, if is_chip { chip_format(format, letters) } else { format }));
    }
    if end < range.end || pieces.is_empty() {
        pieces.push((end..range.end, mark_of(end..range.end, style, letters)));
    }
    pieces
}

fn append(job: &mut LayoutJob, text: Option<&str>, format: TextFormat) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        job.append(text, 0.0, format);
    }
}

/// The type of a line's rows.
fn line_type(form: Form, letters: &Letters) -> Type {
    match form {
        Form::Text | Form::Between => letters.base,
        Form::Heading(level) => theme::form_heading(level).in_face(letters.base.face.bold()).scaled(letters.scale),
        Form::Code => theme::FORM_CODE.scaled(letters.scale),
    }
}

fn row_height(style: &Style, letters: &Letters) -> f32 {
    match style.form {
        Form::Between => theme::BETWEEN * letters.scale,
        Form::Text | Form::Heading(_) | Form::Code => line_type(style.form, letters).line_height,
    }
}

/// The format of a mark, which is fainter if the cursor is elsewhere.
fn mark_of(mark: Range<usize>, style: &Style, letters: &Letters) -> TextFormat {
    let mut format = mark_format(style.form, letters);
    if letters.is_markdown && !style.is_near(&mark) {
        format.color = letters.colours.dim;
    }
    format
}

/// The format of a mark: quiet, in the size of its line.
fn mark_format(form: Form, letters: &Letters) -> TextFormat {
    let mut format =
        line_type(form, letters).format(if letters.is_markdown { letters.colours.quiet } else { letters.colour });
    if form == Form::Between {
        format.line_height = Some(theme::BETWEEN * letters.scale);
    }
    format
}

fn format(look: Look, form: Form, letters: &Letters) -> TextFormat {
    let line = line_type(form, letters);
    let colour = match look.role {
        Role::Word | Role::Code => letters.colour,
        Role::Link | Role::Citation | Role::Note => letters.colours.accent,
    };
    let face = if look.is_strong { line.face.bold() } else { line.face };
    let words = line.in_face(if look.is_emphasis { face.italic() } else { face });
    let words = match look.role {
        Role::Code => Type { line_height: line.line_height, ..theme::FORM_CODE.scaled(letters.scale) },
        Role::Citation | Role::Note => Type { size: line.size * theme::CHIP_SIZE, ..words },
        Role::Word | Role::Link => words,
    };
    let mut format = words.format(colour);
    format.italics = look.is_emphasis && face == face.italic();
    format.valign = if look.role == Role::Code { egui::Align::Center } else { format.valign };
    if look.is_struck {
        format.strikethrough = Stroke::new(theme::HAIRLINE, colour);
    }
    format
}

/// The format of a chip: in the type of the interface.
fn chip_format(words: TextFormat, letters: &Letters) -> TextFormat {
    let chip = Type { size: letters.base.size * theme::CHIP_NAME, ..letters.base }.in_face(Face::Sans);
    TextFormat { font_id: chip.font(), italics: false, valign: egui::Align::Center, ..words }
}
