//! Assembles an article from pieces: bodies in their original Markdown where possible, citations by key, footnotes in
//! the text that refers to them.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::aside::{Aside, Spot};
use super::kind::{Kind, is_text};
use super::notes::Notes;
use crate::article::{Article, Id, LeadImage, Section, Source, Takeaway, key_for};
use crate::markdown::write::{self, AsTyped};
use crate::markdown::{Block, Inline, Run, each_in_line_mut, each_inline, each_inline_mut, parse, shape};
use crate::reading::{Origin, Piece, Reading, SetAside, Written, lines, plain, source};

/// An article being assembled.
pub(super) struct Building<'a> {
    article: Article,
    origin: Origin,
    /// The keys of the sources, ordered by number.
    keys: Vec<String>,
    notes: Notes<'a>,
    takeaways: Vec<Vec<Inline>>,
    lede: Vec<&'a Piece>,
    sections: Vec<(String, Vec<&'a Piece>)>,
    /// What was set aside, each with the number of sections, and of pieces in the last body, before it.
    aside: Vec<(&'a SetAside, usize, usize)>,
}

impl<'a> Building<'a> {
    pub(super) fn new(reading: &'a Reading, found: &[(Kind, &'static str)]) -> Building<'a> {
        let notes = Notes::new(&reading.pieces, found);
        let sources = found
            .iter()
            .filter_map(|(kind, _)| if let Kind::Sources(sources) = kind { Some(sources) } else { None });
        let mut article = Article::default();
        let keys = article.push_sources(sources.flatten().map(|source| beside_notes(source, &notes)));
        Building {
            article,
            origin: reading.origin,
            keys,
            notes,
            takeaways: Vec::new(),
            lede: Vec::new(),
            sections: Vec::new(),
            aside: Vec::new(),
        }
    }

    /// Records the position of something set aside.
    pub(super) fn set_aside(&mut self, part: &'a SetAside) {
        let (sections, pieces) = (self.sections.len(), self.body().len());
        self.aside.push((part, sections, pieces));
    }

    /// What was set aside, in order.
    pub(super) fn aside(&self) -> Vec<Aside> {
        let mut written: HashMap<usize, Vec<String>> = HashMap::new();
        let aside = self.aside.iter().map(|(part, section, pieces)| {
            let written = written.entry(*section).or_insert_with(|| self.written_body(*section));
            let before = written.get(..*pieces).unwrap_or(written);
            let standing = before.iter().filter(|block| !block.is_empty());
            let stood = Spot {
                section: u32::try_from(*section).ok().filter(|id| *id > 0).map(Id),
                after: standing.clone().next_back().cloned().unwrap_or_default(),
                at: standing.map(|block| block.len() + 2).sum(),
            };
            let blocks: Vec<Block> =
                part.pieces.iter().map(|piece| below_sections(self.cited(&piece.block))).collect();
            Aside::new(part.what, &blocks, stood)
        });
        aside.collect()
    }

    /// The blocks of a body as they will be written. Notes are empty, because they move to the end.
    fn written_body(&self, section: usize) -> Vec<String> {
        let body = section.checked_sub(1).and_then(|at| self.sections.get(at)).map(|(_, body)| body);
        let body = body.unwrap_or(&self.lede);
        let referred = self.notes.referred(body, section);
        let notes = referred.iter().filter_map(|note| self.notes.list.get(*note).map(|note| note.piece));
        let names = self.notes.names(notes.chain(body.iter().copied()));
        let mut flow = write::Flow::default();
        let write = |piece: &&Piece| {
            if let Block::Note(_) = piece.block {
                String::new()
            } else {
                flow.write(&self.cited(&self.notes.renamed(piece, section, &names)), &AsTyped)
            }
        };
        body.iter().map(write).collect()
    }

    pub(super) fn take(&mut self, piece: &'a Piece, kind: &Kind) {
        match kind {
            Kind::Headline => self.article.headline = plain(&piece.block),
            Kind::Image(image) => fill(&mut self.article.image, image),
            Kind::Deck => self.article.deck = plain(&piece.block),
            Kind::Byline { names, dateline } => {
                self.article.byline = names.clone();
                self.article.dateline = dateline.clone();
            }
            Kind::Takeaways => self.takeaways.extend(lines(std::slice::from_ref(&piece.block))),
            Kind::Heading => self.sections.push((plain(&piece.block), Vec::new())),
            Kind::Body => self.body().push(piece),
            // The label stands for the list after it, which has been used.
            Kind::Label | Kind::Sources(_) => {}
            // Its field is filled from the metadata.
            Kind::Repeats(_) => {}
        }
    }

    fn body(&mut self) -> &mut Vec<&'a Piece> {
        match self.sections.last_mut() {
            Some((_, body)) => body,
            None => &mut self.lede,
        }
    }

    pub(super) fn finish(mut self) -> Article {
        let lines = std::mem::take(&mut self.takeaways);
        let takeaways = lines.into_iter().zip(1..).map(|(line, id)| self.takeaway(line, Id(id)));
        self.article.takeaways = takeaways.map(Arc::new).collect();
        let lede = self.notes.referred(&self.lede, 0);
        let bodies = self.sections.iter().zip(1..);
        let referred: Vec<Vec<usize>> =
            bodies.map(|((_, body), section)| self.notes.referred(body, section)).collect();
        let used = std::iter::once(&lede).chain(&referred).flatten().copied().collect();
        self.article.lede = Arc::new(self.text(&self.lede, 0, &lede, &used));
        let sections = std::mem::take(&mut self.sections);
        let sections = sections.into_iter().zip(referred).zip(1..).map(|(((heading, body), referred), id)| {
            let body = self.text(&body, id, &referred, &used);
            Arc::new(Section { id: Id(id as u32), heading, body, ..Section::default() })
        });
        self.article.sections = sections.collect();
        self.article
    }

    fn takeaway(&self, mut line: Vec<Inline>, id: Id) -> Takeaway {
        self.cite_line(&mut line);
        Takeaway { id, text: write::line(&line, &AsTyped), ..Takeaway::default() }
    }

    /// The Markdown of a body, with the footnotes it refers to at its end. `used` are those that any body refers to.
    fn text(&self, body: &[&'a Piece], section: usize, referred: &[usize], used: &HashSet<usize>) -> String {
        let stays = |piece: &&Piece| self.notes.index(piece).is_none_or(|note| !used.contains(&note));
        let notes = referred.iter().filter_map(|note| self.notes.list.get(*note).map(|note| note.piece));
        let pieces: Vec<&Piece> = body.iter().copied().filter(stays).chain(notes).collect();
        let named = pieces.iter().rev().take(referred.len()).rev().chain(&pieces);
        let names = self.notes.names(named.copied());
        let written: Vec<Option<Cow<'_, str>>> = pieces
            .iter()
            .map(|piece| self.as_written(piece).filter(|_| !self.notes.is_renamed(piece, section, &names)))
            .collect();
        let blocks = || -> Vec<Block> {
            pieces.iter().map(|piece| self.cited(&self.notes.renamed(piece, section, &names))).collect()
        };
        if written.iter().all(Option::is_some) {
            return written.into_iter().flatten().collect::<Vec<_>>().join("\n\n");
        }
        let blocks = blocks();
        let each = written.into_iter().zip(&blocks).map(|(written, block)| {
            written.unwrap_or_else(|| write::blocks(std::slice::from_ref(block), &AsTyped).into())
        });
        let joined = each.collect::<Vec<_>>().join("\n\n");
        // Lists that have become neighbours would merge.
        if shape(&parse(&joined)) == shape(&blocks) { joined } else { write::blocks(&blocks, &AsTyped) }
    }

    /// A piece as it was written, with keys instead of the numbers of citations. `None` if that might parse
    /// differently, because brackets in the text could pair with those of a key.
    fn as_written(&self, piece: &'a Piece) -> Option<Cow<'a, str>> {
        let written = piece.written.as_ref()?;
        let mut citations = Vec::new();
        let mut has_brackets = false;
        each_inline(std::slice::from_ref(&piece.block), &mut |inline| match inline {
            Inline::Citation { key, range } if key.starts_with('#') => citations.push((self.known(key), range)),
            Inline::Text(run) => has_brackets |= run.text.contains('[') || run.text.contains(']'),
            Inline::Code(_)
            | Inline::Emphasis(_)
            | Inline::Strong(_)
            | Inline::Strikethrough(_)
            | Inline::Link(_)
            | Inline::Image(_)
            | Inline::Citation { .. }
            | Inline::NoteRef { .. }
            | Inline::SoftBreak
            | Inline::HardBreak => {}
        });
        if citations.is_empty() {
            return Some(Cow::Borrowed(&written.text));
        }
        if has_brackets {
            return None;
        }
        keyed(written, &citations).map(Cow::Owned)
    }

    /// A block with keys instead of the numbers of its citations.
    fn cited(&self, block: &Block) -> Block {
        let mut block = block.clone();
        let blocks = std::slice::from_mut(&mut block);
        if is_text(self.origin) && !self.keys.is_empty() {
            cite_text(blocks, self.keys.len());
        }
        each_inline_mut(blocks, &mut |inline| self.key(inline));
        block
    }

    fn cite_line(&self, line: &mut Vec<Inline>) {
        if is_text(self.origin) && !self.keys.is_empty() {
            cite_in_line(line, self.keys.len());
        }
        each_in_line_mut(line, &mut |inline| self.key(inline));
    }

    /// Gives a citation by number the key of its source; without a source it becomes its original text.
    fn key(&self, inline: &mut Inline) {
        let Inline::Citation { key, range } = inline else { return };
        let Some(number) = key.strip_prefix('#') else { return };
        match self.known(key) {
            Some(known) => *key = known.into(),
            None => *inline = Inline::Text(Run { text: format!("[{number}]").into(), range: range.clone() }),
        }
    }

    /// The key of the source that a citation refers to by number, `#n`.
    fn known(&self, number: &str) -> Option<&str> {
        let number: usize = number.strip_prefix('#')?.parse().ok()?;
        self.keys.get(number.checked_sub(1)?).map(String::as_str)
    }
}

/// A heading at a level within a section.
fn below_sections(block: Block) -> Block {
    match block {
        Block::Heading { level, content } => Block::Heading { level: level.max(3), content },
        other @ (Block::Paragraph(_)
        | Block::Quote(_)
        | Block::List(_)
        | Block::Code(_)
        | Block::Table(_)
        | Block::Rule(_)
        | Block::Note(_)) => other,
    }
}

/// A source with a key that no footnote of the document uses, because that footnote would take precedence.
fn beside_notes(source: &Source, notes: &Notes<'_>) -> Source {
    let mut source = source.clone();
    if source.key.is_empty() {
        source.key = key_for(&source.link);
    }
    if notes.has(&source.key) {
        source.key.push_str("-source");
    }
    source
}

/// A citation by number: the key of its source, and its source range.
type Numbered<'a> = (Option<&'a str>, &'a Range<usize>);

/// Replaces numbers with keys; `None` if a key would not be valid there.
fn keyed(written: &Written, citations: &[Numbered<'_>]) -> Option<String> {
    let mut out = String::with_capacity(written.text.len());
    let mut done = 0;
    for (key, range) in citations {
        let (start, end) = (range.start.checked_sub(written.start)?, range.end.checked_sub(written.start)?);
        let before = written.text.get(done..start)?;
        if before.ends_with(['!', '\\']) || written.text.get(end..)?.starts_with(['(', ':']) {
            return None;
        }
        out.extend([before, "[^", (*key)?, "]"]);
        done = end;
    }
    out.push_str(written.text.get(done..)?);
    Some(out)
}

fn cite_text(blocks: &mut [Block], count: usize) {
    for block in blocks {
        match block {
            Block::Paragraph(content) | Block::Heading { content, .. } => cite_in_line(content, count),
            Block::List(list) => list.items.iter_mut().for_each(|item| cite_text(&mut item.blocks, count)),
            // Plain text has none of the others.
            Block::Quote(_) | Block::Code(_) | Block::Table(_) | Block::Rule(_) | Block::Note(_) => {}
        }
    }
}

fn cite_in_line(content: &mut Vec<Inline>, count: usize) {
    let cited = |inline: Inline| match inline {
        Inline::Text(run) => source::cited(&run, count, 0),
        other @ (Inline::Code(_)
        | Inline::Emphasis(_)
        | Inline::Strong(_)
        | Inline::Strikethrough(_)
        | Inline::Link(_)
        | Inline::Image(_)
        | Inline::Citation { .. }
        | Inline::NoteRef { .. }
        | Inline::SoftBreak
        | Inline::HardBreak) => vec![other],
    };
    *content = std::mem::take(content).into_iter().flat_map(cited).collect();
}

fn fill(image: &mut LeadImage, from: &LeadImage) {
    let pairs = [
        (&mut image.file, &from.file),
        (&mut image.alt, &from.alt),
        (&mut image.caption, &from.caption),
        (&mut image.credit, &from.credit),
    ];
    for (to, from) in pairs {
        if to.is_empty() {
            *to = from.clone();
        }
    }
}
