//! Lays out strips in a given width as pieces with rectangles. It keeps layout jobs but no galleys, which die with the
//! font atlas. Paints nothing.

mod layer;
mod table;
mod text;

use std::sync::Arc;

use egui::text::LayoutJob;
use egui::{Align, Rect, Ui, Vec2, pos2, vec2};
use layer::{Layer, SMALL, letters};

use super::inline::Span;
use super::laid::{Laid, Part, Piece, Shape, Sight, Text};
use super::origin::Origins;
use super::strip::{Content, Letters, Marker, Rule, Strip};
use crate::app::picture::Picture;
use crate::app::setting;
use crate::app::theme::{self, Type};
use crate::page::Direction;

/// The greatest indent, as a share of the width.
const DEEPEST: f32 = 0.6;
/// The precision of balanced lines, in points.
const NEAR_ENOUGH: f32 = 8.0;
/// Between a marker and the text.
const BULLET_GAP: f32 = 14.0;
const BOX_GAP: f32 = 6.0;
const NUMBER_GAP: f32 = 7.0;

const CODE_PADDING: Vec2 = vec2(14.0, 10.0);
const FRAME_HEIGHT: f32 = 150.0;
const BAR_WIDTH: f32 = 2.0;
const BULLET: f32 = 5.0;
const BOX: f32 = 13.0;
/// The mean width of a character, relative to the font size.
const MEAN_WIDTH: f32 = 0.47;
/// The width of a thematic break.
const BREAK: f32 = 62.0;

/// A block with more strips is laid out only around the viewport.
const MOST_STRIPS: usize = 200;
/// How far beyond the viewport, in points.
const SPARE: f32 = 1500.0;

/// Lays out the strips of a block, in the direction of the page's language; of a long block, only those near the
/// viewport. Returns by how much the strips above the viewport turned out higher than estimated.
pub(super) fn lay(
    ui: &Ui,
    strips: &[Strip<'_>],
    (width, base): (f32, Option<Direction>),
    picture: &Picture,
    sight: &Sight<'_>,
) -> (Laid, f32) {
    let direction = base.unwrap_or(Direction::LeftToRight);
    let mut layer = Layer { ui, colours: theme::tokens(ui), width, base, direction, pieces: Vec::new(), top: 0.0 };
    let above = strips.first().map_or(0.0, |strip| strip.above);
    let is_heading = strips
        .iter()
        .any(|strip| matches!(strip.content, Content::Text(Letters::Headline | Letters::Heading(_), _)));
    let mut said = Vec::new();
    let (part, learnt) = if strips.len() > MOST_STRIPS {
        let (part, learnt) = layer.part(strips, picture, sight, &mut said);
        (Some(part), learnt)
    } else {
        for (index, strip) in strips.iter().enumerate() {
            layer.strip(strip, gap_over(index, strip), picture);
            said.push(strip.words());
        }
        (None, 0.0)
    };
    said.retain(|words| !words.is_empty());
    let laid = Laid { above, height: layer.top, pieces: layer.pieces, said: said.join("\n"), is_heading, part };
    (laid, learnt)
}

/// The space above the first strip is the space above the block.
fn gap_over(index: usize, strip: &Strip<'_>) -> f32 {
    if index == 0 { 0.0 } else { strip.above }
}

impl Layer<'_> {
    /// Lays out the strips near the viewport, and collects their text for screen readers.
    fn part(
        &mut self,
        strips: &[Strip<'_>],
        picture: &Picture,
        sight: &Sight<'_>,
        said: &mut Vec<String>,
    ) -> (Part, f32) {
        let above = strips.first().map_or(0.0, |strip| strip.above);
        let stretch = sight.seen.expand(SPARE);
        let mut heights = if sight.heights.len() == strips.len() {
            sight.heights.to_vec()
        } else {
            strips.iter().enumerate().map(|(index, strip)| self.estimate(strip, gap_over(index, strip))).collect()
        };
        let mut learnt = 0.0;
        for (index, (strip, height)) in strips.iter().zip(&mut heights).enumerate() {
            let (top, was) = (self.top, *height);
            let bottom = top + above + was;
            if bottom <= stretch.min || top + above >= stretch.max {
                self.top += was;
                continue;
            }
            self.strip(strip, gap_over(index, strip), picture);
            said.push(strip.words());
            *height = self.top - top;
            if bottom <= sight.seen.min {
                learnt += *height - was;
            }
        }
        (Part { stretch, heights: heights.into() }, learnt)
    }

    /// The estimated height of a strip.
    fn estimate(&self, strip: &Strip<'_>, gap: f32) -> f32 {
        let left = strip.indent.min(self.width * DEEPEST);
        let rows = |bytes: usize, kind: Type| {
            let rows = (bytes as f32 * kind.size * MEAN_WIDTH / (self.width - left).max(1.0)).ceil().max(1.0);
            rows * kind.line_height
        };
        let words = |spans: &[Span]| spans.iter().map(|span| span.text.len()).sum();
        gap + match &strip.content {
            Content::Text(kind, spans) => rows(words(spans), letters(*kind)) - pull(*kind),
            Content::Code(code) => {
                code.text.lines().count().max(1) as f32 * theme::CODE.line_height + 2.0 * CODE_PADDING.y
            }
            Content::Table(table) => table.len() as f32 * table::ROW,
            Content::Rule(_) => theme::SPACE_4,
            Content::Picture { .. } => FRAME_HEIGHT,
        }
    }

    /// Lays out a strip from the left; a right-to-left strip is the mirror image of that.
    fn strip(&mut self, strip: &Strip<'_>, gap: f32, picture: &Picture) {
        let (start, first) = (self.top, self.pieces.len());
        self.direction = direction(strip, self.base);
        self.top += gap;
        let left = strip.indent.min(self.width * DEEPEST);
        let line = match &strip.content {
            Content::Text(kind, spans) => self.text(*kind, spans, left),
            Content::Code(code) => self.code(code, left),
            Content::Table(table) => self.table(table, left),
            Content::Rule(rule) => self.rule(*rule, left),
            Content::Picture { alt, address } => self.picture(alt.as_ref(), address.as_ref(), picture),
        };
        if let Some(marker) = &strip.marker {
            self.marker(marker, left, start + gap, line);
        }
        for bar in &strip.bars {
            // Extends to the previous strip if that is in the same quotation.
            let top = if self.continues_bar(*bar, start) { start } else { start + gap };
            let rect = Rect::from_min_max(pos2(*bar, top), pos2(*bar + BAR_WIDTH, self.top));
            self.push(rect, Shape::Bar);
        }
        if self.direction == Direction::RightToLeft {
            let width = self.width;
            self.pieces.iter_mut().skip(first).for_each(|piece| piece.rect = mirrored(piece.rect, width));
        }
    }

    fn continues_bar(&self, bar: f32, end: f32) -> bool {
        let bar = match self.direction {
            Direction::LeftToRight => bar,
            Direction::RightToLeft => self.width - bar - BAR_WIDTH,
        };
        let is_above = |piece: &Piece| {
            matches!(piece.shape, Shape::Bar)
                && piece.rect.left() == bar
                && (piece.rect.bottom() - end).abs() < 0.5
        };
        self.pieces.iter().rev().any(is_above)
    }

    /// Adds a text, and returns the height of its first line.
    fn text(&mut self, kind: Letters, spans: &[Span], left: f32) -> f32 {
        let letters = letters(kind);
        let width = self.width - left;
        let mut text = text::set(spans, letters, self.colours, kind, (width, self.base));
        if matches!(kind, Letters::Headline | Letters::Heading(_)) {
            self.balance(Arc::make_mut(&mut text.job));
        }
        let height = text.set(self.ui.ctx()).height().max(letters.line_height);
        // Right-aligned text needs the width of the column.
        let width = if self.direction == Direction::RightToLeft { text.job.wrap.max_width } else { width };
        let rect = Rect::from_min_size(pos2(left, self.top), vec2(width, height));
        self.push(rect, Shape::Text(text));
        self.top += height - pull(kind);
        letters.line_height
    }

    /// Balances the rows of a heading: makes it as narrow as possible without an additional row.
    fn balance(&self, job: &mut LayoutJob) {
        let widest = job.wrap.max_width;
        let rows = self.set(job).row_count();
        if rows < 2 {
            return;
        }
        let (mut narrow, mut wide) = (widest * 0.5, widest);
        while wide - narrow > NEAR_ENOUGH {
            job.wrap.max_width = (narrow + wide) * 0.5;
            if self.set(job).row_count() > rows {
                narrow = job.wrap.max_width;
            } else {
                wide = job.wrap.max_width;
            }
        }
        job.wrap.max_width = wide;
    }

    fn code(&mut self, code: &Span, left: f32) -> f32 {
        let width = self.width - left;
        let mut job = LayoutJob::single_section(code.text.clone(), theme::CODE.format(self.colours.ink));
        job.wrap.max_width = width - 2.0 * CODE_PADDING.x;
        let text = Text { job: Arc::new(job), origins: code.origins.clone(), base: self.base, ..Text::default() };
        let inner = text.set(self.ui.ctx()).height().max(theme::CODE.line_height);
        let size = vec2(width, inner + 2.0 * CODE_PADDING.y);
        let ground = Rect::from_min_size(pos2(left, self.top), size);
        self.push(ground, Shape::Ground);
        self.push(ground.shrink2(CODE_PADDING), Shape::Text(text));
        self.top += size.y;
        theme::CODE.line_height + 2.0 * CODE_PADDING.y
    }

    fn rule(&mut self, rule: Rule, left: f32) -> f32 {
        let middle = (left + self.width) * 0.5;
        let (across, below) = match rule {
            Rule::Break => (middle - BREAK * 0.5..=middle + BREAK * 0.5, theme::SPACE_4),
            Rule::Whole => (left..=self.width, 0.0),
        };
        let rect = Rect::from_x_y_ranges(across, self.top..=self.top + theme::HAIRLINE);
        self.push(rect, Shape::Line);
        self.top += theme::HAIRLINE + below;
        theme::HAIRLINE
    }

    fn picture(&mut self, alt: Option<&Span>, address: Option<&Span>, picture: &Picture) -> f32 {
        let Picture::Ready(texture) = picture else {
            return self.frame(alt, address, picture);
        };
        let size = texture.size_vec2();
        let scale = (self.width / size.x.max(1.0)).min(self.width * HIGHEST / size.y.max(1.0));
        let shown = size * scale;
        let rect = Rect::from_min_size(pos2((self.width - shown.x) * 0.5, self.top), shown);
        self.push(rect, Shape::Picture(texture.clone()));
        self.top += shown.y;
        shown.y
    }

    /// A quiet frame with the alternative text of the image, and the reason why it is not shown.
    fn frame(&mut self, alt: Option<&Span>, address: Option<&Span>, picture: &Picture) -> f32 {
        let mut job = LayoutJob { halign: Align::Center, ..LayoutJob::default() };
        job.wrap.max_width = self.width - 2.0 * theme::SPACE_5;
        let mut origins = Origins::default();
        let reason = picture.reason().map(Span::plain);
        let lines = [(alt, theme::INTERFACE), (address, theme::LABEL), (reason.as_ref(), theme::LABEL)];
        for (line, letters) in lines {
            let Some(line) = line else { continue };
            let gap = if job.text.is_empty() { "" } else { "\n" };
            origins.append(job.text.len() + gap.len(), &line.origins);
            job.append(&[gap, &line.text].concat(), 0.0, letters.format(self.colours.quiet));
        }
        let set = self.set(&job);
        let size = vec2(set.content_width(), set.height());
        let height = FRAME_HEIGHT.max(size.y + 2.0 * theme::SPACE_5);
        let ground = Rect::from_min_size(pos2(0.0, self.top), vec2(self.width, height));
        self.push(ground, Shape::Ground);
        let text = Rect::from_center_size(ground.center(), vec2(job.wrap.max_width, size.y));
        self.push(text, Shape::Text(Text { job: Arc::new(job), origins, base: self.base, ..Text::default() }));
        self.top += height;
        height
    }

    fn marker(&mut self, marker: &Marker, left: f32, top: f32, line: f32) {
        let middle = top + line * 0.5;
        let (shape, centre, size) = match marker {
            Marker::Bullet(depth) => {
                let shape = if depth % 2 == 0 { Shape::Dot } else { Shape::Ring };
                (shape, pos2(left - BULLET_GAP, middle), BULLET)
            }
            Marker::Box { is_ticked } => {
                (Shape::Box { is_ticked: *is_ticked }, pos2(left - BOX_GAP - BOX * 0.5, middle), BOX)
            }
            Marker::Words(words) => return self.number(words, left, top, line),
        };
        self.push(Rect::from_center_size(centre, Vec2::splat(size)), shape);
    }

    fn number(&mut self, words: &str, left: f32, top: f32, line: f32) {
        let kind = if line < theme::PAGE_BODY.line_height { SMALL } else { theme::PAGE_BODY };
        let format = Type { line_height: line, ..kind }.format(self.colours.quiet);
        let job = LayoutJob::single_section(words.to_owned(), format);
        let text = Text { job: Arc::new(job), base: Some(self.direction), ..Text::default() };
        let set = text.set(self.ui.ctx());
        let size = vec2(set.width(), set.height());
        let rect = Rect::from_min_size(pos2(left - NUMBER_GAP - size.x, top), size);
        self.push(rect, Shape::Text(text));
    }
}

/// The direction of a strip: that of the language, or else of its first character with a direction.
fn direction(strip: &Strip<'_>, base: Option<Direction>) -> Direction {
    let of_text = |text: &str| setting::base(text, base);
    match &strip.content {
        Content::Text(_, spans) => match spans.as_slice() {
            [] => of_text(""),
            [span] => of_text(&span.text),
            spans => of_text(&spans.iter().map(|span| span.text.as_str()).collect::<String>()),
        },
        Content::Code(code) => of_text(&code.text),
        Content::Table(_) | Content::Rule(_) | Content::Picture { .. } => of_text(""),
    }
}

/// The mirror image of a rectangle at this width.
fn mirrored(rect: Rect, width: f32) -> Rect {
    Rect::from_x_y_ranges(width - rect.right()..=width - rect.left(), rect.y_range())
}

/// By how much a heading is moved closer to its content.
fn pull(kind: Letters) -> f32 {
    match kind {
        Letters::Heading(_) => theme::SPACE_1,
        Letters::Headline | Letters::Deck | Letters::Byline | Letters::Body => 0.0,
        Letters::Legend | Letters::Small => 0.0,
    }
}

/// Images that are higher than this share of the width are scaled down.
const HIGHEST: f32 = 1.3;

#[cfg(test)]
mod tests;
