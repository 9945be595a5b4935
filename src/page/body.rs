//! What is shown of a body’s block tree: heading levels without gaps, links that may be followed, and notes moved to
//! their list.

use std::ops::Range;
use std::sync::Arc;

use super::hidden;
use super::inlines::{inlines, plain, tidied};
use super::parts::{Body, Heading, Part};
use super::shown::Shown;
use super::stretch::Stretch;
use crate::article::{Article, Place};
use crate::markdown::{self, Block, Inline, List, ListItem, Note, Run, Table, tidy};

/// A composed body, with what the numbering needs to know about it.
#[derive(Clone, Debug)]
pub(super) struct Composed {
    pub place: Place,
    pub standing: Standing,
    pub parts: Vec<Part>,
    /// Its own footnotes, in the order of their definitions.
    pub notes: Vec<Arc<Note>>,
    /// The labels of the footnotes referred to, in reading order.
    pub refs: Vec<String>,
    /// For composing it again after an edit, if that is worth it.
    pub stretches: Option<Arc<[Stretch]>>,
}

impl Composed {
    /// Whether a heading in it opens a section.
    pub(super) fn has_heading(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Heading(_)))
    }
}

/// Where a body is in the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Before all headings: a top-level heading in it opens a section.
    Lede,
    /// Below a section's heading: its own headings are shown from the third level on.
    Section,
}

/// Composes the body of one field, without what is needed to compose it again.
pub(super) fn compose(place: Place, text: &str, standing: Standing) -> Composed {
    let (blocks, notes) = shown(text, standing);
    // A heading that opens a section is plain text and has no references.
    let mut refs = Vec::new();
    for block in blocks.iter().filter(|block| !matches!(block, Block::Heading { level: 2, .. })) {
        refs.extend(note_refs(std::slice::from_ref(block)).into_iter().map(str::to_owned));
    }
    let parts = parts(&place, blocks.into_iter().map(Shown::from));
    Composed { place, standing, parts, notes, refs, stretches: None }
}

/// A body without its own notes, from its stretches.
pub(super) fn of_stretches(place: Place, standing: Standing, stretches: Vec<Stretch>) -> Composed {
    let parts = parts(&place, stretches.iter().filter_map(Stretch::shown).cloned());
    let stretches = Some(stretches.into());
    Composed { place, standing, parts, notes: Vec::new(), refs: Vec::new(), stretches }
}

/// The parts made of blocks: a heading of the second level is a part of its own.
fn parts(place: &Place, blocks: impl Iterator<Item = Shown>) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut pending = Vec::new();
    for shown in blocks {
        if let Block::Heading { level: 2, content } = &*shown.block {
            flush(place, &mut pending, &mut parts);
            let run = plain(content);
            let text = Run { range: shown.range(&run.range), ..run };
            parts.push(Part::Heading(Heading { place: place.clone(), text }));
        } else {
            pending.push(shown)
        }
    }
    flush(place, &mut pending, &mut parts);
    parts.shrink_to_fit();
    parts
}

/// Composes one line of inline Markdown.
pub(super) fn line(text: &str) -> Vec<Inline> {
    let mut content = markdown::parse_inline(text);
    hidden::sweep_line(&mut content);
    let mut content = inlines(content);
    tidy::line(&mut content);
    content
}

/// The labels of the footnotes that blocks refer to, in reading order.
pub(super) fn note_refs(blocks: &[Block]) -> Vec<&str> {
    let mut labels = Vec::new();
    markdown::each_inline(blocks, &mut |inline| {
        if let Inline::NoteRef { label, .. } = inline {
            labels.push(label.as_str());
        }
    });
    labels
}

/// Links and images in headings that open a section, which are shown as plain text: by their text, with the bytes of
/// each.
pub fn addresses_in_headings(article: &Article) -> Vec<(Place, Range<usize>)> {
    let mut found = Vec::new();
    let lede = std::iter::once((Place::Lede, "", article.lede.as_str()));
    let sections = article.sections.iter().map(|s| (Place::Body(s.id), s.heading.as_str(), s.body.as_str()));
    for (place, heading, text) in lede.chain(sections) {
        if !heading.trim().is_empty() || !opening_addresses(&place, text, &mut found) {
            break;
        }
    }
    found
}

/// Adds the addresses in the headings of a text that open a section. Returns whether what follows is still before all
/// headings.
fn opening_addresses(place: &Place, text: &str, found: &mut Vec<(Place, Range<usize>)>) -> bool {
    if !text.contains(['#', '=', '-']) {
        return true;
    }
    let mut levels = Levels::new(Standing::Lede);
    let mut has_heading = false;
    for block in markdown::parse(text) {
        let Block::Heading { level, content } = &block else { continue };
        if tidied(content.clone()).is_none() || levels.next(*level) != 2 {
            continue;
        }
        has_heading = true;
        markdown::each_in_line(content, &mut |inline| match inline {
            Inline::Link(link) | Inline::Image(link) => found.push((place.clone(), link.range.clone())),
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::Emphasis(_)
            | Inline::Strong(_)
            | Inline::Strikethrough(_)
            | Inline::Citation { .. }
            | Inline::NoteRef { .. }
            | Inline::SoftBreak
            | Inline::HardBreak => {}
        });
    }
    !has_heading
}

fn flush(place: &Place, pending: &mut Vec<Shown>, parts: &mut Vec<Part>) {
    if !pending.is_empty() {
        let mut blocks = std::mem::take(pending);
        blocks.shrink_to_fit();
        parts.push(Part::Body(Arc::new(Body { place: place.clone(), blocks })));
    }
}

/// Parses a text into the blocks to show and the notes taken out of them.
fn shown(text: &str, standing: Standing) -> (Vec<Block>, Vec<Arc<Note>>) {
    let mut notes = Vec::new();
    let mut levels = Levels::new(standing);
    let blocks = markdown::parse(text).into_iter().filter_map(|b| top(b, &mut levels, &mut notes)).collect();
    (blocks, notes)
}

/// Assigns displayed levels to headings: one below the heading they belong to, whatever levels were skipped.
#[derive(Clone, PartialEq)]
pub(super) struct Levels {
    /// The level above the headings.
    base: u8,
    open: Vec<u8>,
}

impl Levels {
    pub(super) fn new(standing: Standing) -> Levels {
        let base = match standing {
            Standing::Lede => 1,
            Standing::Section => 2,
        };
        Levels { base, open: Vec::new() }
    }

    /// Moves to the next heading.
    pub(super) fn open(&mut self, written: u8) {
        while self.open.last().is_some_and(|open| *open >= written) {
            self.open.pop();
        }
        self.open.push(written);
    }

    fn next(&mut self, written: u8) -> u8 {
        self.open(written);
        let depth = u8::try_from(self.open.len()).unwrap_or(u8::MAX);
        self.base.saturating_add(depth).min(6)
    }
}

/// What is shown of a top-level block.
pub(super) fn top(mut block: Block, levels: &mut Levels, notes: &mut Vec<Arc<Note>>) -> Option<Block> {
    hidden::sweep(&mut block);
    match block {
        Block::Heading { level, content } => {
            let content = tidied(content)?;
            Some(Block::Heading { level: levels.next(level), content })
        }
        other @ (Block::Paragraph(_)
        | Block::Quote(_)
        | Block::List(_)
        | Block::Code(_)
        | Block::Table(_)
        | Block::Rule(_)
        | Block::Note(_)) => inner(other, notes),
    }
}

/// A nested block, in which a heading becomes a strong paragraph.
fn inner(block: Block, notes: &mut Vec<Arc<Note>>) -> Option<Block> {
    match block {
        Block::Paragraph(content) => tidied(content).map(Block::Paragraph),
        Block::Heading { content, .. } => tidied(vec![Inline::Strong(content)]).map(Block::Paragraph),
        Block::Quote(blocks) => {
            let blocks = nested(blocks, notes);
            (!blocks.is_empty()).then_some(Block::Quote(blocks))
        }
        Block::List(list) => Some(Block::List(listed(*list, notes).into())),
        Block::Code(mut code) => {
            code.info = language_of_code(&code.info).to_owned();
            Some(Block::Code(code))
        }
        Block::Table(table) => Some(Block::Table(
            Table {
                head: table.head.into_iter().map(cell).collect(),
                rows: table.rows.into_iter().map(|row| row.into_iter().map(cell).collect()).collect(),
                columns: table.columns,
            }
            .into(),
        )),
        Block::Rule(range) => Some(Block::Rule(range)),
        Block::Note(note) => {
            let blocks = nested(note.blocks, notes);
            notes.push(Arc::new(Note { blocks, label: note.label, range: note.range }));
            None
        }
    }
}

/// The language named by an info string. Some readers take the rest of it for attributes, or the whole block for text.
pub(crate) fn language_of_code(info: &str) -> &str {
    let is_named = |c: char| c.is_alphanumeric() || matches!(c, '#' | '+' | '-' | '.' | '_');
    let info = info.trim();
    info.find(|c| !is_named(c)).and_then(|end| info.get(..end)).unwrap_or(info)
}

fn listed(list: List, notes: &mut Vec<Arc<Note>>) -> List {
    let List { start, loose, items } = list;
    let mut shown = |item: ListItem| ListItem { task: item.task, blocks: nested(item.blocks, notes) };
    let mut list = List { start, loose, items: items.into_iter().map(&mut shown).collect() };
    tidy::list(&mut list);
    list
}

fn nested(blocks: Vec<Block>, notes: &mut Vec<Arc<Note>>) -> Vec<Block> {
    blocks.into_iter().filter_map(|block| inner(block, notes)).collect()
}

fn cell(content: Vec<Inline>) -> Vec<Inline> {
    tidied(content).unwrap_or_default()
}
