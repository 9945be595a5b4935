//! One line set in type: its letters where they stand, which place in the text is where, and the way back. A mark that
//! hangs is set apart from the words behind it, so that their rows begin under each other.

use std::ops::Range;
use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{Galley, Pos2, Rect, Stroke, Ui, Vec2, pos2, vec2};

use super::seen::{Guests, Seen, Toward};
use super::style::{Form, Look, Role, Style};
use crate::app::theme::{self, Face, Tokens, Type};
use crate::writing::stops;

/// A line set in type.
#[derive(Clone, Debug)]
pub(super) struct Set {
    /// What it was set from.
    pub style: Arc<Style>,
    /// Letters that are seen and are not in the text.
    pub guests: Guests,
    seen: Seen,
    lead: Option<Piece>,
    body: Piece,
    pub height: f32,
}

/// A stretch of a line in type.
#[derive(Clone, Debug)]
struct Piece {
    galley: Arc<Galley>,
    /// From the left edge of the text.
    x: f32,
    /// In bytes of what is seen of the line.
    start: usize,
    rows: Vec<Row>,
}

/// A row of a piece.
#[derive(Clone, Debug)]
struct Row {
    rect: Rect,
    /// For each stop of the row, in bytes of what is seen of the line, how far from the left edge of the text it is.
    stops: Vec<(usize, f32)>,
}

/// In what type the letters are set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Letters {
    pub base: Type,
    pub colour: egui::Color32,
    pub colours: &'static Tokens,
    /// Of the text; endless where it stands on one row.
    pub width: f32,
    /// Faces and size for all that is Markdown.
    pub is_markdown: bool,
    pub scale: f32,
    pub face: Face,
}

impl Set {
    /// Sets a line.
    pub fn new(ui: &Ui, text: &str, style: &Arc<Style>, guests: Guests, letters: &Letters) -> Set {
        let seen = Seen::new(text, &guests);
        let indent = style.quotes as f32 * theme::QUOTE_INDENT;
        // Chips are words: there is none in what hangs.
        let cut = if guests.inset.is_some() { 0 } else { style.lead };
        let (mut left, mut lead) = (indent, None);
        if cut > 0 && letters.width.is_finite() {
            let galley = lay(ui, &seen, 0..cut, style, letters, f32::INFINITY);
            let width = galley.rect.width();
            if indent + width < letters.width * 0.5 {
                let piece = Piece::new(galley, &seen, indent, 0..cut);
                left += width + if style.is_item { theme::SPACE_1 } else { 0.0 };
                lead = Some(piece);
            }
        }
        let from = if lead.is_some() { cut } else { 0 };
        let galley = lay(ui, &seen, from..text.len(), style, letters, letters.width - left);
        let height = galley.rect.height().max(if text.is_empty() { row_height(style, letters) } else { 0.0 });
        let body = Piece::new(galley, &seen, left, from..seen.text().len());
        Set { style: style.clone(), guests, seen, lead, body, height }
    }

    /// Whether the letters are those of this line still.
    pub fn is_of(&self, style: &Arc<Style>, guests: &Guests) -> bool {
        (Arc::ptr_eq(&self.style, style) || self.style == *style) && self.guests == *guests
    }

    /// The pieces, each with where it stands.
    pub fn galleys(&self) -> impl Iterator<Item = (Vec2, &Arc<Galley>)> {
        self.pieces().map(|piece| (vec2(piece.x, 0.0), &piece.galley))
    }

    /// The whole line in one piece, for those who hear it: the words of [`Set::heard`].
    pub fn whole(&self, ui: &Ui, text: &str, letters: &Letters) -> Arc<Galley> {
        match self.lead.is_some() || self.guests.inset.is_some() {
            true => {
                let width = letters.width - self.body.x;
                lay(ui, &self.heard(text), 0..text.len(), &self.style, letters, width)
            }
            false => Arc::clone(&self.body.galley),
        }
    }

    /// What is heard of a line: citations by the names of their sources, and nothing that is being composed.
    pub fn heard(&self, text: &str) -> Seen {
        Seen::new(text, &Guests { inset: None, ..self.guests.clone() })
    }

    fn pieces(&self) -> impl Iterator<Item = &Piece> {
        self.lead.iter().chain([&self.body])
    }

    /// The width that the letters take.
    pub fn width(&self) -> f32 {
        self.body.x + self.body.galley.rect.width()
    }

    pub fn row_count(&self) -> usize {
        self.body.rows.len()
    }

    /// The row in which a stop is, from 0. At the end of a row that goes on in the next, `side` says which.
    pub fn row_of(&self, at: usize, side: Side) -> usize {
        self.seen_row_of(self.seen.at(at, Toward::Start), side)
    }

    fn seen_row_of(&self, at: usize, side: Side) -> usize {
        let rows = &self.body.rows;
        let ends =
            |row: &Row| row.stops.last().is_some_and(|(end, _)| at < *end || (at == *end && side == Side::Before));
        rows.iter().position(ends).unwrap_or(rows.len().saturating_sub(1))
    }

    /// Where the caret is drawn at a place: a rectangle without width, as high as the row.
    pub fn caret(&self, at: usize, side: Side) -> Rect {
        self.seen_caret(self.seen.at(at, Toward::Start), side)
    }

    fn seen_caret(&self, at: usize, side: Side) -> Rect {
        if let Some(lead) = self.lead.as_ref().filter(|_| at < self.body.start) {
            return lead.caret(at, 0);
        }
        self.body.caret(at, self.seen_row_of(at, side))
    }

    /// The place nearest to a point of the line.
    pub fn nearest(&self, point: Pos2) -> (usize, Side) {
        let row = self.body.rows.iter().position(|row| point.y < row.rect.bottom());
        let row = row.unwrap_or(self.body.rows.len().saturating_sub(1));
        if let Some(lead) = self.lead.as_ref().filter(|_| row == 0 && point.x < self.body.x) {
            return self.own(lead.nearest_in_row(0, point.x, self.body.start));
        }
        self.nearest_in_row(row, point.x)
    }

    /// The place in a row nearest to a distance from the left edge.
    pub fn nearest_in_row(&self, row: usize, x: f32) -> (usize, Side) {
        self.own(self.body.nearest_in_row(row, x, usize::MAX))
    }

    /// A chip that goes on in the next row is left at the side of the row that is meant.
    fn own(&self, (at, side): (usize, Side)) -> (usize, Side) {
        let toward = if side == Side::Before { Toward::Start } else { Toward::End };
        (self.seen.own(at, toward), side)
    }

    /// The first and the last place of a row.
    pub fn row_range(&self, row: usize) -> Range<usize> {
        let stops = self.body.rows.get(row).map(|row| row.stops.as_slice()).unwrap_or_default();
        let start = stops.first().map_or(0, |(start, _)| self.seen.own(*start, Toward::End));
        let start = if row == 0 { 0 } else { start };
        let end = stops.last().map_or(start, |(end, _)| self.seen.own(*end, Toward::Start));
        start..end.max(start)
    }

    /// The rectangles that cover a stretch of the line, one a row; a chip is covered whole.
    pub fn cover(&self, range: Range<usize>) -> Vec<Rect> {
        self.cover_seen(&self.seen.range(&range))
    }

    fn cover_seen(&self, range: &Range<usize>) -> Vec<Rect> {
        self.pieces().flat_map(|piece| piece.cover(range)).collect()
    }

    /// The chips, in bytes of the line, each with the rectangles that cover it.
    pub fn chips(&self) -> impl Iterator<Item = (Range<usize>, Vec<Rect>)> {
        self.seen.chip_ranges().map(|(own, seen)| (own, self.cover_seen(&seen)))
    }

    /// The rectangles that cover what an input method is composing, or a part of it in its bytes.
    pub fn cover_inset(&self, part: Range<usize>) -> Vec<Rect> {
        let Some(inset) = self.seen.inset() else { return Vec::new() };
        self.cover_seen(&(inset.start + part.start..inset.start + part.end))
    }

    /// Where the caret stands within what an input method is composing.
    pub fn inset_caret(&self, part: usize) -> Rect {
        let at = self.seen.inset().map_or(part, |inset| inset.start + part);
        self.seen_caret(at, Side::After)
    }
}

/// On which side of a row's end the caret stands, where the row goes on in the next one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Side {
    /// At the end of the row.
    Before,
    /// At the start of the next one.
    #[default]
    After,
}

impl Piece {
    /// `range` is in bytes of what is seen.
    fn new(galley: Arc<Galley>, seen: &Seen, x: f32, range: Range<usize>) -> Piece {
        let rows = rows(&galley, seen, range.clone(), x);
        Piece { galley, x, start: range.start, rows }
    }

    fn caret(&self, at: usize, row: usize) -> Rect {
        let Some(row) = self.rows.get(row) else { return Rect::from_min_size(pos2(self.x, 0.0), Vec2::ZERO) };
        let x = row.x_of(at);
        Rect::from_min_max(pos2(x, row.rect.top()), pos2(x, row.rect.bottom()))
    }

    fn nearest_in_row(&self, index: usize, x: f32, limit: usize) -> (usize, Side) {
        let Some(row) = self.rows.get(index) else { return (self.start, Side::After) };
        let nearest = row.stops.iter().min_by(|(_, a), (_, b)| (a - x).abs().total_cmp(&(b - x).abs()));
        let at = nearest.map_or(self.start, |(at, _)| *at).min(limit);
        let is_end = row.stops.last().is_some_and(|(end, _)| *end == at) && index + 1 < self.rows.len();
        (at, if is_end { Side::Before } else { Side::After })
    }

    fn cover(&self, range: &Range<usize>) -> impl Iterator<Item = Rect> {
        self.rows.iter().filter_map(|row| row.cover(range))
    }
}

impl Row {
    fn x_of(&self, at: usize) -> f32 {
        let index = self.stops.partition_point(|(stop, _)| *stop < at);
        let stop = self.stops.get(index).or(self.stops.last());
        stop.map_or(self.rect.left(), |(_, x)| *x)
    }

    fn cover(&self, range: &Range<usize>) -> Option<Rect> {
        let (start, end) = (self.stops.first()?.0, self.stops.last()?.0);
        let covered = range.start.max(start)..range.end.min(end);
        if covered.start >= covered.end {
            return None;
        }
        let (a, b) = (self.x_of(covered.start), self.x_of(covered.end));
        Some(Rect::from_min_max(pos2(a.min(b), self.rect.top()), pos2(a.max(b), self.rect.bottom())))
    }
}

/// The rows of a galley with their stops. The letters of a script that runs to the left come in the order in which
/// they are seen, so that what was written `abc` is found as `cba`.
fn rows(galley: &Galley, seen: &Seen, range: Range<usize>, left: f32) -> Vec<Row> {
    let (text, start) = (seen.text().get(range.clone()).unwrap_or_default(), range.start);
    let glyphs: usize = galley.rows.iter().map(|row| row.glyphs.len()).sum();
    let chars = text.chars().count();
    let mut at = 0;
    let (mut glyphs_before, mut chars_before) = (0, 0);
    let mut rows = Vec::new();
    for row in &galley.rows {
        glyphs_before += row.glyphs.len();
        // A letter mostly is a glyph; where it is not, the rows share the letters out evenly.
        let chars_after = (glyphs_before * chars).checked_div(glyphs).unwrap_or(chars).min(chars);
        let rest = text.get(at..).unwrap_or_default();
        let count = chars_after.saturating_sub(chars_before);
        let len = rest.char_indices().nth(count).map_or(rest.len(), |(byte, _)| byte);
        let end = if glyphs_before == glyphs { text.len() } else { stops::snap(text, at + len).max(at) };
        let xs: Vec<f32> = row.glyphs.iter().map(|glyph| glyph.pos.x).chain([row.size.x]).collect();
        let mut stops = row_stops(text, at..end, row, &xs);
        stops.retain(|(byte, _)| *byte == at || *byte == end || !seen.is_in_chip(start + byte));
        let place = |(byte, x): (usize, f32)| (start + byte, left + row.pos.x + x);
        rows.push(Row {
            rect: row.rect().translate(vec2(left, 0.0)),
            stops: stops.into_iter().map(place).collect(),
        });
        (at, chars_before) = (end, chars_after);
    }
    rows
}

fn row_stops(
    text: &str,
    range: Range<usize>,
    row: &egui::epaint::text::PlacedRow,
    xs: &[f32],
) -> Vec<(usize, f32)> {
    let letters: Vec<(usize, char)> = text.get(range.clone()).unwrap_or_default().char_indices().collect();
    let order = visual_order(&letters, row);
    let last = xs.len().saturating_sub(1);
    let x = |index: usize| xs.get(index.min(last)).copied().unwrap_or_default();
    let mut stops = Vec::with_capacity(letters.len() + 1);
    for (index, (offset, _)) in letters.iter().enumerate() {
        let at = range.start + offset;
        if index > 0 && !stops::is_stop(text, at) {
            continue;
        }
        let seen = order.as_ref().and_then(|order| order.get(index)).copied();
        stops
            .push((at, seen.map_or_else(|| x(index), |(glyph, is_leftward)| x(glyph + usize::from(is_leftward)))));
    }
    let end = order.as_ref().and_then(|order| order.last()).copied();
    let end_x = end.map_or_else(|| x(last), |(glyph, is_leftward)| x(glyph + usize::from(!is_leftward)));
    stops.push((range.end, end_x));
    stops
}

/// For each letter of a row its glyph, and whether it runs to the left; `None` where all run to the right.
fn visual_order(letters: &[(usize, char)], row: &egui::epaint::text::PlacedRow) -> Option<Vec<(usize, bool)>> {
    if letters.len() != row.glyphs.len() || letters.iter().all(|(_, letter)| !is_leftward(*letter)) {
        return None;
    }
    let glyph = |index: usize| row.glyphs.get(index).map(|glyph| glyph.chr);
    let mut order = Vec::with_capacity(letters.len());
    let mut index = 0;
    while index < letters.len() {
        let rest = letters.get(index..).unwrap_or_default();
        let is_start = rest.first().is_some_and(|(_, letter)| is_leftward(*letter));
        let run = rest.iter().take_while(|(_, letter)| is_leftward(*letter) || !letter.is_alphanumeric()).count();
        let reversed = (1..=run).rev().find(|len| {
            rest.iter().take(*len).enumerate().all(|(k, (_, letter))| glyph(index + len - 1 - k) == Some(*letter))
        });
        match reversed.filter(|len| is_start && *len > 0) {
            Some(len) => {
                order.extend((0..len).map(|k| (index + len - 1 - k, true)));
                index += len;
            }
            None => {
                order.push((index, false));
                index += 1;
            }
        }
    }
    Some(order)
}

/// Whether a letter belongs to a script that runs to the left.
fn is_leftward(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}')
}

/// A stretch of the line, in its own bytes.
fn lay(ui: &Ui, seen: &Seen, range: Range<usize>, style: &Style, letters: &Letters, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob { keep_trailing_whitespace: true, break_on_newline: false, ..LayoutJob::default() };
    job.wrap.max_width = width;
    for (piece, format) in formats(range, style, seen, letters) {
        append(&mut job, seen.part(&piece), format);
    }
    if job.text.is_empty() {
        job.sections = LayoutJob::single_section(String::new(), mark_format(style.form, letters)).sections;
    }
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// A stretch of a line in pieces, each with its format; at least one piece.
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

/// The format of a mark, fainter where the caret is elsewhere.
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

/// The format of a citation that is seen as the name of its source: in the type of the interface.
fn chip_format(words: TextFormat, letters: &Letters) -> TextFormat {
    let chip = Type { size: letters.base.size * theme::CHIP_NAME, ..letters.base }.in_face(Face::Sans);
    TextFormat { font_id: chip.font(), italics: false, valign: egui::Align::Center, ..words }
}
