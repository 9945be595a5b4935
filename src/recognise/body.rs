//! Putting an article together from pieces: bodies as they were written where that is possible, citations by key,
//! footnotes beside the text that refers to them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::{Kind, is_text, lines, plain, source};
use crate::article::{Article, LeadImage, Source, key_for};
use crate::format::{Origin, Piece, Reading};
use crate::markdown::write::{self, AsTyped};
use crate::markdown::{Block, Inline, Run, each_in_line_mut, each_inline, each_inline_mut};

/// An article being put together.
pub(super) struct Building {
    article: Article,
    origin: Origin,
    /// The keys of the sources in the order of their numbers.
    keys: Vec<String>,
    /// The footnotes of the whole document, by label.
    notes: HashMap<String, Piece>,
    takeaways: Vec<Vec<Inline>>,
    lede: Vec<Piece>,
    sections: Vec<(String, Vec<Piece>)>,
}

impl Building {
    pub(super) fn new(reading: &Reading, found: &[(Kind, &'static str)]) -> Building {
        let mut notes = HashMap::new();
        for piece in &reading.pieces {
            if let Block::Note(note) = &piece.block {
                notes.entry(note.label.clone()).or_insert_with(|| piece.clone());
            }
        }
        let mut building = Building {
            article: Article::default(),
            origin: reading.origin,
            keys: Vec::new(),
            notes,
            takeaways: Vec::new(),
            lede: Vec::new(),
            sections: Vec::new(),
        };
        for (kind, _) in found {
            if let Kind::Sources(sources) = kind {
                sources.iter().for_each(|source| building.source(source.clone()));
            }
        }
        building
    }

    /// Adds a source under a key that no footnote of the document has: that footnote would win over it.
    fn source(&mut self, mut source: Source) {
        if source.key.is_empty() {
            source.key = key_for(&source.link);
        }
        if self.notes.contains_key(&source.key) {
            source.key.push_str("-source");
        }
        self.keys.push(self.article.push_source(source));
    }

    pub(super) fn take(&mut self, piece: &Piece, kind: &Kind) {
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
            Kind::Body => self.body().push(piece.clone()),
            // The words of a label stand for the list after it, which has been taken.
            Kind::Label | Kind::Sources(_) => {}
        }
    }

    fn body(&mut self) -> &mut Vec<Piece> {
        match self.sections.last_mut() {
            Some((_, body)) => body,
            None => &mut self.lede,
        }
    }

    pub(super) fn finish(mut self) -> Article {
        for mut line in std::mem::take(&mut self.takeaways) {
            self.cite_line(&mut line);
            self.article.push_takeaway(write::line(&line, &AsTyped));
        }
        let used = self.used_labels();
        let lede = std::mem::take(&mut self.lede);
        self.article.lede = Arc::new(self.text(lede, &used));
        for (heading, body) in std::mem::take(&mut self.sections) {
            let text = self.text(body, &used);
            self.article.push_section(heading, text);
        }
        self.article
    }

    /// The labels that some body refers to.
    fn used_labels(&self) -> HashSet<String> {
        let bodies = std::iter::once(&self.lede).chain(self.sections.iter().map(|(_, body)| body));
        bodies.flat_map(|body| self.labels(body)).collect()
    }

    /// The labels that a body's text refers to, those in the footnotes themselves included.
    fn labels(&self, body: &[Piece]) -> Vec<String> {
        let mut found = Vec::new();
        for piece in body.iter().filter(|piece| !matches!(piece.block, Block::Note(_))) {
            push_labels(&piece.block, &mut found);
        }
        let mut at = 0;
        while let Some(label) = found.get(at).cloned() {
            if let Some(note) = self.notes.get(&label) {
                push_labels(&note.block, &mut found);
            }
            at += 1;
        }
        found
    }

    /// The Markdown of a body, with the footnotes it refers to at its end.
    fn text(&self, body: Vec<Piece>, used: &HashSet<String>) -> String {
        let labels = self.labels(&body);
        let stays = |piece: &Piece| match &piece.block {
            Block::Note(note) => !used.contains(&note.label),
            _ => true,
        };
        let mut pieces: Vec<Piece> = body.into_iter().filter(stays).collect();
        pieces.extend(labels.iter().filter_map(|label| self.notes.get(label).cloned()));
        pieces.iter_mut().for_each(|piece| self.cite(piece));
        let written: Option<Vec<&str>> = pieces.iter().map(|piece| piece.written.as_deref()).collect();
        match written {
            Some(written) => written.join("\n\n"),
            None => {
                let blocks: Vec<Block> = pieces.into_iter().map(|piece| piece.block).collect();
                write::blocks(&blocks, &AsTyped)
            }
        }
    }

    /// Turns the numbers of citations into keys.
    fn cite(&self, piece: &mut Piece) {
        let blocks = std::slice::from_mut(&mut piece.block);
        if is_text(self.origin) && !self.keys.is_empty() {
            cite_text(blocks, self.keys.len());
        }
        let mut is_changed = false;
        each_inline_mut(blocks, &mut |inline| is_changed |= self.key(inline));
        if is_changed {
            piece.written = None;
        }
    }

    fn cite_line(&self, line: &mut Vec<Inline>) {
        if is_text(self.origin) && !self.keys.is_empty() {
            cite_in_line(line, self.keys.len());
        }
        each_in_line_mut(line, &mut |inline| {
            self.key(inline);
        });
    }

    /// Gives a citation by number the key of its source; without one it is the text it was. Whether it was one.
    fn key(&self, inline: &mut Inline) -> bool {
        let Inline::Citation { key, range } = inline else { return false };
        let Some(number) = key.strip_prefix('#') else { return false };
        let known = number.parse::<usize>().ok().and_then(|n| self.keys.get(n.checked_sub(1)?));
        match known {
            Some(known) => *key = known.clone(),
            None => *inline = Inline::Text(Run { text: format!("[{number}]"), range: range.clone() }),
        }
        true
    }
}

fn push_labels(block: &Block, found: &mut Vec<String>) {
    each_inline(std::slice::from_ref(block), &mut |inline| {
        if let Inline::NoteRef { label, .. } = inline
            && !found.contains(label)
        {
            found.push(label.clone());
        }
    });
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
        other => vec![other],
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
