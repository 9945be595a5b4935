//! What a block of the page consists of: strips, one under the other, each with its indent and what stands before it.
//! All words of the preview are here; where they end up is decided in `lay`.

use super::inline::{Look, Span, spans, words};
use crate::article::{Place, SourceField};
use crate::markdown::{Alignment, Block, Inline, List, Table};
use crate::page::{self, Body, Byline, Entry, Figure, Heading, Page, PageNote, Part, Point};

/// A block of the page: what is laid out, marked and clicked as one.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cell<'a> {
    Headline(&'a str),
    Image(&'a Figure),
    Deck(&'a str),
    Byline(&'a Byline),
    TakeawaysTitle,
    Takeaway(&'a Point),
    Heading(&'a Heading),
    Block(&'a Body, &'a Block),
    NotesTitle,
    Note(&'a PageNote),
    SourcesTitle,
    Source(&'a Entry),
}

/// A stretch of the page over its whole width.
#[derive(Clone, Debug)]
pub(super) struct Strip {
    /// Space over it.
    pub above: f32,
    pub indent: f32,
    /// Where the lines beside quotations stand.
    pub bars: Vec<f32>,
    pub marker: Option<Marker>,
    pub content: Content,
}

/// What stands before a text, at the right end of its indent.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Marker {
    /// With how deep the list is nested.
    Bullet(usize),
    Words(String),
    Box {
        is_ticked: bool,
    },
}

#[derive(Clone, Debug)]
pub(super) enum Content {
    Text(Letters, Vec<Span>),
    Code(String),
    Table {
        columns: Vec<Alignment>,
        rows: Vec<Vec<Vec<Span>>>,
    },
    Rule,
    /// The lead image: drawn where there is one, and else a frame with these words and the address.
    Picture {
        alt: String,
        address: Option<String>,
    },
}

/// Which letters a text is set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Letters {
    Headline,
    Deck,
    Byline,
    Heading(u8),
    Body,
    /// Under a picture.
    Legend,
    /// Sources and notes.
    Small,
}

const STEP: f32 = 20.0;
const BEFORE_PARAGRAPH: f32 = 12.0;
const BEFORE_TIGHT: f32 = 4.0;
const BEFORE_ITEM: f32 = 8.0;
const BEFORE_TITLE: f32 = 20.0;

/// The number of blocks of a part.
pub(super) fn count(part: &Part) -> usize {
    match part {
        Part::Headline(_) | Part::Image(_) | Part::Deck(_) | Part::Byline(_) | Part::Heading(_) => 1,
        Part::Takeaways(points) => points.len() + 1,
        Part::Body(body) => body.blocks.len(),
        Part::Notes(notes) => notes.len() + 1,
        Part::Sources(entries) => entries.len() + 1,
    }
}

/// A block of a part.
pub(super) fn cell(part: &Part, index: usize) -> Option<Cell<'_>> {
    let below_title = index.checked_sub(1);
    match part {
        Part::Headline(run) => Some(Cell::Headline(&run.text)),
        Part::Image(figure) => Some(Cell::Image(figure)),
        Part::Deck(run) => Some(Cell::Deck(&run.text)),
        Part::Byline(byline) => Some(Cell::Byline(byline)),
        Part::Takeaways(points) => match below_title {
            None => Some(Cell::TakeawaysTitle),
            Some(index) => points.get(index).map(Cell::Takeaway),
        },
        Part::Heading(heading) => Some(Cell::Heading(heading)),
        Part::Body(body) => body.blocks.get(index).map(|block| Cell::Block(body, block)),
        Part::Notes(notes) => match below_title {
            None => Some(Cell::NotesTitle),
            Some(index) => notes.get(index).map(Cell::Note),
        },
        Part::Sources(entries) => match below_title {
            None => Some(Cell::SourcesTitle),
            Some(index) => entries.get(index).map(Cell::Source),
        },
    }
}

/// The field in which a block was written.
pub(super) fn place(cell: Cell) -> Place {
    match cell {
        Cell::Headline(_) => Place::Headline,
        Cell::Image(_) => Place::ImageAlt,
        Cell::Deck(_) => Place::Deck,
        Cell::Byline(_) => Place::Byline,
        Cell::TakeawaysTitle => Place::Takeaways,
        Cell::Takeaway(point) => Place::Takeaway(point.id),
        Cell::Heading(heading) => heading.place.clone(),
        Cell::Block(body, _) => body.place.clone(),
        Cell::NotesTitle => Place::Sections,
        Cell::Note(note) => note.place.clone(),
        Cell::SourcesTitle => Place::Sources,
        Cell::Source(entry) => Place::Source(entry.source.key.clone(), SourceField::Link),
    }
}

/// The strips of a block.
pub(super) fn set(page: &Page, cell: Cell) -> Vec<Strip> {
    let line = |letters, above, text: &str| vec![Strip::text(above, letters, vec![Span::plain(text)])];
    match cell {
        Cell::Headline(text) => line(Letters::Headline, 0.0, text),
        Cell::Image(figure) => figure_strips(figure),
        Cell::Deck(text) => line(Letters::Deck, BEFORE_TITLE, text),
        Cell::Byline(byline) => line(Letters::Byline, BEFORE_PARAGRAPH, &byline_words(byline)),
        Cell::TakeawaysTitle => line(Letters::Heading(2), BEFORE_TITLE, "Key Takeaways"),
        Cell::Takeaway(point) => {
            let content = spans(page, &Place::Takeaway(point.id), &point.content);
            let text = Strip::text(BEFORE_ITEM, Letters::Body, content);
            vec![Strip { indent: STEP, marker: Some(Marker::Bullet(0)), ..text }]
        }
        Cell::Heading(heading) => line(Letters::Heading(2), BEFORE_TITLE, &heading.text.text),
        Cell::Block(body, block) => Setter::new(page, &body.place).block(block),
        Cell::NotesTitle => line(Letters::Heading(2), BEFORE_TITLE, "Notes"),
        Cell::Note(note) => note_strips(page, note),
        Cell::SourcesTitle => line(Letters::Heading(2), BEFORE_TITLE, "Sources"),
        Cell::Source(entry) => source_strips(entry),
    }
}

impl Strip {
    fn text(above: f32, letters: Letters, spans: Vec<Span>) -> Strip {
        Strip { above, indent: 0.0, bars: Vec::new(), marker: None, content: Content::Text(letters, spans) }
    }

    /// Everything it says.
    pub(super) fn words(&self) -> String {
        let said = match &self.content {
            Content::Text(_, spans) => words(spans),
            Content::Code(text) => text.clone(),
            Content::Table { rows, .. } => {
                let row = |row: &Vec<Vec<Span>>| row.iter().map(|cell| words(cell)).collect::<Vec<_>>().join(" ");
                rows.iter().map(row).collect::<Vec<_>>().join("\n")
            }
            Content::Rule => String::new(),
            Content::Picture { alt, .. } => alt.clone(),
        };
        match &self.marker {
            Some(Marker::Words(marker)) => format!("{marker} {said}"),
            Some(Marker::Bullet(_) | Marker::Box { .. }) | None => said,
        }
    }
}

fn figure_strips(figure: &Figure) -> Vec<Strip> {
    let alt = figure.alt.as_ref().map(|(_, alt)| alt.text.clone()).unwrap_or_default();
    let address = figure.file.as_ref().map(|file| file.text.clone());
    let content = Content::Picture { alt, address };
    let picture = Strip { content, ..Strip::text(BEFORE_PARAGRAPH, Letters::Body, Vec::new()) };
    let legend = figure.legend().map(|legend| Strip::text(6.0, Letters::Legend, vec![Span::plain(legend)]));
    std::iter::once(picture).chain(legend).collect()
}

fn byline_words(byline: &Byline) -> String {
    let dateline = byline.dateline.as_ref().map(|dateline| dateline.text.clone());
    [byline.by(), dateline].into_iter().flatten().collect::<Vec<_>>().join(" — ")
}

fn note_strips(page: &Page, note: &PageNote) -> Vec<Strip> {
    let mut setter = Setter::new(page, &note.place);
    setter.indent = STEP;
    setter.letters = Letters::Small;
    setter.pending = Some(Marker::Words(format!("{}.", note.letter)));
    setter.above = Some(BEFORE_ITEM);
    setter.blocks(&note.note.blocks);
    setter.flush();
    setter.strips
}

/// Title, publisher and link, on one line.
fn source_strips(entry: &Entry) -> Vec<Strip> {
    let address = entry.source.link.trim();
    let linked = if entry.link().is_some() { 2 } else { 0 };
    let mut content: Vec<Span> = Vec::new();
    for (index, run) in [entry.title(), entry.publisher(), entry.link()].into_iter().enumerate() {
        let Some(run) = run else { continue };
        if !content.is_empty() {
            content.push(Span::plain(", "));
        }
        let link = (index == linked && page::is_web(address)).then(|| address.to_owned());
        let look = Look { is_accent: link.is_some(), ..Look::default() };
        content.push(Span { text: run.text, look, link });
    }
    let text = Strip::text(BEFORE_ITEM, Letters::Small, content);
    vec![Strip { indent: STEP + 4.0, marker: Some(Marker::Words(format!("{}.", entry.number))), ..text }]
}

/// Takes nested blocks apart into strips.
struct Setter<'a> {
    page: &'a Page,
    place: &'a Place,
    letters: Letters,
    indent: f32,
    bars: Vec<f32>,
    depth: usize,
    /// Stands before the next strip.
    pending: Option<Marker>,
    /// Space over the next strip, where it is not the usual.
    above: Option<f32>,
    strips: Vec<Strip>,
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

    fn block(mut self, block: &Block) -> Vec<Strip> {
        self.add(block);
        self.strips
    }

    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.add(block));
    }

    fn add(&mut self, block: &Block) {
        match block {
            Block::Paragraph(content) => self.text(self.letters, BEFORE_PARAGRAPH, content),
            Block::Heading { level, content } => self.text(Letters::Heading(*level), BEFORE_TITLE, content),
            Block::Quote(blocks) => self.quote(blocks),
            Block::List(list) => self.list(list),
            Block::Code(code) => {
                let text: String = code.lines.iter().map(|line| line.text.as_str()).collect();
                self.push(BEFORE_PARAGRAPH, Content::Code(text.trim_end_matches('\n').to_owned()));
            }
            Block::Table(table) => self.table(table),
            Block::Rule(_) => self.push(BEFORE_TITLE, Content::Rule),
            // `page` has taken the notes out of the flow.
            Block::Note(note) => self.blocks(&note.blocks),
        }
    }

    fn text(&mut self, letters: Letters, above: f32, content: &[Inline]) {
        let spans = spans(self.page, self.place, content);
        self.push(above, Content::Text(letters, spans));
    }

    fn push(&mut self, above: f32, content: Content) {
        let above = self.above.take().unwrap_or(above);
        let (bars, marker) = (self.bars.clone(), self.pending.take());
        self.strips.push(Strip { above, indent: self.indent, bars, marker, content });
    }

    /// Gives a marker that nothing stands behind a line of its own.
    fn flush(&mut self) {
        if self.pending.is_some() {
            self.text(self.letters, BEFORE_TIGHT, &[]);
        }
    }

    fn quote(&mut self, blocks: &[Block]) {
        self.flush();
        self.bars.push(self.indent);
        self.indent += STEP;
        self.blocks(blocks);
        self.indent -= STEP;
        self.bars.pop();
    }

    fn list(&mut self, list: &List) {
        self.flush();
        let last = list.start.map(|start| start.saturating_add(list.items.len() as u64));
        let step = last.map_or(STEP, |last| STEP + 8.0 * last.to_string().len().saturating_sub(1) as f32);
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

    fn table(&mut self, table: &Table) {
        let row = |row: &Vec<Vec<Inline>>| row.iter().map(|cell| spans(self.page, self.place, cell)).collect();
        let rows = std::iter::once(&table.head).chain(&table.rows).map(row).collect();
        self.push(BEFORE_PARAGRAPH, Content::Table { columns: table.columns.clone(), rows });
    }
}
