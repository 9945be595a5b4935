//! Splits a block of the page into strips, one below the other, each with its indent and what precedes it. All words of
//! the preview are here; `lay` positions them.

use std::sync::Arc;

use super::cell::Cell;
use super::extent;
use super::inline::{Look, PLAIN, Span, spans};
use super::strip::{Content, Letters, Marker, Rows, Rule, Strip, row};
use crate::article::{Place, SourceField};
use crate::link;
use crate::markdown::{Block, Code, Inline, List, Run, Table};
use crate::page::{Byline, Entry, Figure, Page, PageNote};

const STEP: f32 = 20.0;
/// The indent before the number of a source.
const NUMBER_STEP: f32 = STEP + 4.0;
/// For each additional digit of a list's numbers.
const DIGIT: f32 = 8.0;
const BEFORE_LEGEND: f32 = 6.0;
const BEFORE_PARAGRAPH: f32 = 12.0;
const BEFORE_TIGHT: f32 = 4.0;
const BEFORE_ITEM: f32 = 8.0;
const BEFORE_TITLE: f32 = 20.0;
/// Above the start of a part of the article.
const BEFORE_PART: f32 = 28.0;
const BEFORE_PICTURE: f32 = 14.0;
/// Above and below the line between the article and its notes and sources.
const BEFORE_APPENDIX: f32 = 40.0;

/// The type of the headings above notes and sources: as large as the text.
const APPENDIX: Letters = Letters::Heading(4);

/// The strips of a block.
pub(super) fn strips<'a>(page: &'a Page, cell: Cell<'a>) -> Vec<Strip<'a>> {
    let line = |letters, above, run: &Run| vec![Strip::text(above, letters, vec![Span::written(run, None)])];
    let title = |letters, words: &str| Strip::text(BEFORE_PART, letters, vec![Span::plain(words)]);
    let line_over =
        || Strip { content: Content::Rule(Rule::Whole), ..Strip::text(BEFORE_APPENDIX, Letters::Small, vec![]) };
    match cell {
        Cell::Headline(run) => line(Letters::Headline, 0.0, run),
        Cell::Image(figure) => figure_strips(figure),
        Cell::Deck(run) => line(Letters::Deck, BEFORE_TITLE, run),
        Cell::Byline(byline) => vec![Strip::text(BEFORE_PARAGRAPH, Letters::Byline, byline_spans(byline))],
        Cell::TakeawaysTitle => vec![title(Letters::Heading(2), "Key Takeaways")],
        Cell::Takeaway(point) => {
            let content = spans(page, &Place::Takeaway(point.id), &point.content);
            let text = Strip::text(BEFORE_ITEM, Letters::Body, content);
            vec![Strip { indent: STEP, marker: Some(Marker::Bullet(0)), ..text }]
        }
        Cell::Heading(heading) => line(Letters::Heading(2), BEFORE_PART, &heading.text),
        Cell::Block(body, block) => {
            let mut strips = Setter::new(page, &body.place).block(block);
            strips.iter_mut().for_each(|strip| strip.move_origins(block.moved));
            strips
        }
        Cell::NotesTitle => vec![line_over(), title(APPENDIX, "Notes")],
        Cell::Note(note) => note_strips(page, note),
        Cell::SourcesTitle if page.notes().is_empty() => vec![line_over(), title(APPENDIX, "Sources")],
        Cell::SourcesTitle => vec![title(APPENDIX, "Sources")],
        Cell::Source(entry) => source_strips(entry),
    }
}

fn figure_strips(figure: &Figure) -> Vec<Strip<'_>> {
    let alt = figure.alt.as_ref().map(|(place, alt)| Span::written(alt, Some(place.clone())));
    let address = figure.file.as_ref().map(|file| Span::written(file, Some(Place::ImageFile)));
    let content = Content::Picture { alt, address };
    let picture = Strip { content, ..Strip::text(BEFORE_PICTURE, Letters::Body, Vec::new()) };
    let legend = legend_spans(figure);
    let legend = (!legend.is_empty()).then(|| Strip::text(BEFORE_LEGEND, Letters::Legend, legend));
    std::iter::once(picture).chain(legend).collect()
}

/// `caption (credit)`, or whichever of them exists.
fn legend_spans(figure: &Figure) -> Vec<Span> {
    let mut spans = Vec::new();
    if let Some(caption) = &figure.caption {
        spans.push(Span::written(caption, Some(Place::ImageCaption)));
    }
    if let Some(credit) = &figure.credit {
        spans.push(Span::plain(if spans.is_empty() { "(" } else { " (" }));
        spans.push(Span::written(credit, Some(Place::ImageCredit)));
        spans.push(Span::plain(")"));
    }
    joined(spans)
}

/// `By A, B and C — Dateline`. In the field, each name has its own line.
fn byline_spans(byline: &Byline) -> Vec<Span> {
    let last = byline.names.len().saturating_sub(1);
    let mut spans = Vec::new();
    let mut start = 0;
    for (index, name) in byline.names.iter().enumerate() {
        spans.push(Span::plain(match index {
            0 => "By ",
            index if index == last => " and ",
            _ => ", ",
        }));
        let run = Run { text: name.as_str().into(), range: start..start + name.len() };
        start = run.range.end + 1;
        spans.push(Span::written(&run, Some(Place::Byline)));
    }
    if let Some(dateline) = &byline.dateline {
        spans.extend((!spans.is_empty()).then(|| Span::plain(" — ")));
        spans.push(Span::written(dateline, Some(Place::Dateline)));
    }
    joined(spans)
}

/// Sets a quotation in italics, and emphasis within it upright.
fn quoted(spans: &mut [Span]) {
    for span in spans.iter_mut().filter(|span| !span.look.is_code && !span.look.is_raised) {
        span.look.is_emphasis = !span.look.is_emphasis;
    }
}

/// Merges adjacent spans of the same style, so that they are shaped together.
fn joined(spans: Vec<Span>) -> Vec<Span> {
    let mut whole: Vec<Span> = Vec::new();
    for span in spans {
        match whole.last_mut() {
            Some(last) if last.look == span.look && last.link == span.link => {
                last.origins.append(last.text.len(), &span.origins);
                last.text.push_str(&span.text);
            }
            _ => whole.push(span),
        }
    }
    whole
}

fn note_strips<'a>(page: &'a Page, note: &'a PageNote) -> Vec<Strip<'a>> {
    let mut setter = Setter::new(page, &note.place);
    setter.indent = STEP;
    setter.letters = Letters::Small;
    setter.pending = Some(Marker::Words(format!("{}.", note.letter)));
    setter.above = Some(BEFORE_ITEM);
    setter.blocks(&note.note.blocks);
    setter.flush();
    setter.strips
}

/// The style of a title that links to its source, and of an address.
const LEADS: Look = Look { is_accent: true, ..PLAIN };
const ADDRESS: Look = Look { is_quiet: true, ..PLAIN };

/// Title, publisher and link in one line. As in HTML, the title is the link if there is one.
fn source_strips(entry: &Entry) -> Vec<Strip<'_>> {
    let place = |field| Some(Place::Source(entry.source.key.clone(), field));
    let (title, link) = (entry.title(), entry.link());
    let address = link.as_ref().map(|link| link.text.to_string()).filter(|address| link::is_web(address));
    let link_field = if entry.source.link.trim().is_empty() { SourceField::Title } else { SourceField::Link };
    let link_look = if title.is_some() { ADDRESS } else { LEADS };
    let runs = [
        (title, Some(entry.title_place()), LEADS),
        (entry.publisher(), place(SourceField::Publisher), PLAIN),
        (link, place(link_field), link_look),
    ];
    let mut content: Vec<Span> = Vec::new();
    for (run, place, look) in runs {
        let Some(run) = run else { continue };
        if !content.is_empty() {
            content.push(Span::plain(", "));
        }
        let link = address.clone().filter(|_| look.is_accent);
        let look = Look { is_accent: link.is_some(), ..look };
        content.push(Span { look, link, ..Span::written(&run, place) });
    }
    let text = Strip::text(BEFORE_ITEM, Letters::Small, joined(content));
    vec![Strip { indent: NUMBER_STEP, marker: Some(Marker::Words(format!("{}.", entry.number))), ..text }]
}

/// Code as one text, without trailing line breaks.
fn code_span(code: &Code) -> Span {
    let mut span = Span::default();
    for line in &code.lines {
        span.origins.push(span.text.len(), line.text.len(), &line.range, None);
        span.text.push_str(&line.text);
    }
    let kept = span.text.trim_end_matches('\n').len();
    span.cut(0..kept)
}

/// Flattens nested blocks into strips.
struct Setter<'a> {
    page: &'a Page,
    place: &'a Place,
    letters: Letters,
    indent: f32,
    bars: Vec<f32>,
    depth: usize,
    /// The marker of the next strip.
    pending: Option<Marker>,
    /// The space above the next strip, if it is not the default.
    above: Option<f32>,
    strips: Vec<Strip<'a>>,
}

impl<'a> Setter<'a> {
    fn new(page: &'a Page, place: &'a Place) -> Setter<'a> {
        Setter {
            page,
            place,
            letters: Letters::Body,
            indent: 0.0,
            bars: Vec::new(),
            depth: 0,
            pending: None,
            above: None,
            strips: Vec::new(),
        }
    }

    fn block(mut self, block: &'a Block) -> Vec<Strip<'a>> {
        self.add(block);
        self.strips
    }

    fn blocks(&mut self, blocks: &'a [Block]) {
        blocks.iter().for_each(|block| self.add(block));
    }

    fn add(&mut self, block: &'a Block) {
        match block {
            Block::Paragraph(content) => self.text(self.letters, BEFORE_PARAGRAPH, content),
            Block::Heading { level, content } => self.text(Letters::Heading(*level), BEFORE_TITLE, content),
            Block::Quote(blocks) => self.quote(blocks),
            Block::List(list) => self.list(list),
            Block::Code(code) => self.push(BEFORE_PARAGRAPH, Content::Code(code_span(code))),
            Block::Table(table) => self.table(table),
            Block::Rule(_) => self.push(BEFORE_PART, Content::Rule(Rule::Break)),
            // `page` has already moved the notes to the end.
            Block::Note(note) => self.blocks(&note.blocks),
        }
    }

    fn text(&mut self, letters: Letters, above: f32, content: &[Inline]) {
        let mut spans = spans(self.page, self.place, content);
        if !self.bars.is_empty() {
            quoted(&mut spans);
        }
        self.push(above, Content::Text(letters, spans));
    }

    fn push(&mut self, above: f32, content: Content<'a>) {
        let above = self.above.take().unwrap_or(above);
        let (bars, marker) = (self.bars.clone(), self.pending.take());
        self.strips.push(Strip { above, indent: self.indent, bars, marker, content });
    }

    /// Gives a marker without text a line of its own.
    fn flush(&mut self) {
        if self.pending.is_some() {
            self.text(self.letters, BEFORE_TIGHT, &[]);
        }
    }

    fn quote(&mut self, blocks: &'a [Block]) {
        self.flush();
        self.bars.push(self.indent);
        self.indent += STEP;
        self.blocks(blocks);
        self.indent -= STEP;
        self.bars.pop();
    }

    fn list(&mut self, list: &'a List) {
        self.flush();
        let last = list.start.map(|start| start.saturating_add(list.items.len() as u64));
        let step = last.map_or(STEP, |last| STEP + DIGIT * last.to_string().len().saturating_sub(1) as f32);
        self.indent += step;
        self.depth += 1;
        for (index, item) in list.items.iter().enumerate() {
            let is_spaced = list.loose || (index == 0 && self.depth == 1);
            self.above = Some(if is_spaced { BEFORE_ITEM } else { BEFORE_TIGHT });
            self.pending = Some(match (item.task, list.start) {
                (Some(is_ticked), _) => Marker::Box { is_ticked },
                (None, Some(start)) => Marker::Words(format!("{}.", start.saturating_add(index as u64))),
                (None, None) => Marker::Bullet(self.depth - 1),
            });
            self.blocks(&item.blocks);
            self.flush();
        }
        self.depth -= 1;
        self.indent -= step;
    }

    /// A long table becomes several strips, so that only the visible ones are laid out.
    fn table(&mut self, table: &'a Table) {
        let count = table.rows.len() + 1;
        let widest = (count > LONG_TABLE).then(|| widest(table));
        let step = if widest.is_some() { ROWS_OF_STRIP } else { count };
        for first in (0..count).step_by(step) {
            let above = if first == 0 { BEFORE_PARAGRAPH } else { 0.0 };
            let (range, widest) = (first..count.min(first + step), widest.clone());
            let rows = Rows { page: self.page, place: self.place, table, range, widest, moved: 0 };
            self.push(above, Content::Table(rows));
        }
    }
}

/// A table with more rows is cut into strips.
const LONG_TABLE: usize = 200;
const ROWS_OF_STRIP: usize = 4;
/// The column widths of a long table are determined by this number of rows at its top, and by the longest cell of each
/// column.
const TOP_ROWS: usize = 30;

fn widest(table: &Table) -> Arc<[usize]> {
    let width = |index: usize, column: usize| {
        row(table, index).and_then(|row| row.get(column)).map_or(0, |cell| extent::width(cell))
    };
    let longest = |column| (TOP_ROWS..table.rows.len() + 1).max_by_key(|index| width(*index, column));
    (0..TOP_ROWS).chain((0..table.columns.len()).filter_map(longest)).collect()
}
