//! What the rules need to know of an article's texts, gathered once for each text and kept while it stays.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::{Finding, apply, text};
use crate::article::{Article, Id, Index, Place, Section, Takeaway};
use crate::link;
use crate::markdown::{self, Block, Inline};
use crate::page::{self, LostAddress};

/// Checks again and again, and each time reads only the texts that have changed.
#[derive(Debug, Default)]
pub struct Checker {
    takeaways: HashMap<Id, (Arc<Takeaway>, Arc<Facts>)>,
    sections: HashMap<Id, (Arc<Section>, Arc<Facts>)>,
    lede: Option<(Arc<String>, Arc<Facts>)>,
    index: Index,
}

/// An article with what is known of its texts.
pub struct Checked<'a> {
    pub(super) article: &'a Article,
    /// Every text in Markdown, in reading order.
    pub(super) texts: Vec<(Place, Arc<Facts>)>,
    pub(super) index: &'a Index,
    /// The keys of the sources that stand in the list.
    pub(super) listed: HashSet<&'a str>,
}

/// What is known of one text in Markdown.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub citations: Vec<(String, Range<usize>)>,
    /// Its own footnotes.
    pub notes: Vec<(String, Range<usize>)>,
    pub placeholders: Vec<(String, Range<usize>)>,
    /// The addresses that no export keeps.
    pub lost: Vec<(LostAddress, Range<usize>)>,
    /// The relative links.
    pub relative: Vec<(String, Range<usize>)>,
}

impl Checker {
    /// The findings of an article, in reading order.
    pub fn check(&mut self, article: &Article) -> Vec<Finding> {
        let mut texts = self.takeaways(article);
        texts.push((Place::Lede, self.lede(&article.lede)));
        texts.extend(self.sections(article));
        let listed = article.sources.iter().filter(|s| page::is_listed(s)).map(|s| s.key.as_str()).collect();
        self.index = Index::of(article);
        apply(&Checked { article, texts, index: &self.index, listed })
    }

    /// How many texts are remembered.
    pub fn remembered(&self) -> usize {
        self.sections.len() + self.takeaways.len() + usize::from(self.lede.is_some())
    }

    /// Where every item of the article stands that was checked last.
    pub fn index(&self) -> &Index {
        &self.index
    }

    fn takeaways(&mut self, article: &Article) -> Vec<(Place, Arc<Facts>)> {
        let mut old = std::mem::take(&mut self.takeaways);
        let mut texts = Vec::with_capacity(article.takeaways.len());
        for takeaway in &article.takeaways {
            let known = old.remove(&takeaway.id).filter(|(known, _)| Arc::ptr_eq(known, takeaway));
            let facts = known.map_or_else(|| Arc::new(Facts::of_line(&takeaway.text)), |(_, facts)| facts);
            self.takeaways.insert(takeaway.id, (takeaway.clone(), facts.clone()));
            texts.push((Place::Takeaway(takeaway.id), facts));
        }
        texts
    }

    fn sections(&mut self, article: &Article) -> Vec<(Place, Arc<Facts>)> {
        let mut old = std::mem::take(&mut self.sections);
        let mut texts = Vec::with_capacity(article.sections.len());
        for section in &article.sections {
            let known = old.remove(&section.id).filter(|(known, _)| Arc::ptr_eq(known, section));
            let facts = known.map_or_else(|| Arc::new(Facts::of_body(&section.body)), |(_, facts)| facts);
            self.sections.insert(section.id, (section.clone(), facts.clone()));
            texts.push((Place::Body(section.id), facts));
        }
        texts
    }

    fn lede(&mut self, lede: &Arc<String>) -> Arc<Facts> {
        let known = self.lede.take().filter(|(known, _)| Arc::ptr_eq(known, lede));
        let facts = known.map_or_else(|| Arc::new(Facts::of_body(lede)), |(_, facts)| facts);
        self.lede = Some((lede.clone(), facts.clone()));
        facts
    }
}

impl Facts {
    fn of_body(text: &str) -> Facts {
        let mut facts = Facts::default();
        // Most texts being typed have nothing that a rule could ask for.
        if may_hold_facts(text) {
            let blocks = markdown::parse(text);
            facts.add_notes(&blocks);
            markdown::each_inline(&blocks, &mut |inline| facts.add(inline, text));
        }
        facts
    }

    fn of_line(text: &str) -> Facts {
        let mut facts = Facts::default();
        if may_hold_facts(text) {
            markdown::each_in_line(&markdown::parse_inline(text), &mut |inline| facts.add(inline, text));
        }
        facts
    }

    fn add(&mut self, inline: &Inline, field: &str) {
        match inline {
            Inline::Citation { key, range } => self.citations.push((key.to_string(), range.clone())),
            Inline::Text(run) => self.placeholders.extend(text::placeholders_in_run(run, field)),
            Inline::Link(link) | Inline::Image(link) => {
                self.lost.extend(page::lost_address(inline).map(|why| (why, link.range.clone())));
                if matches!(inline, Inline::Link(_)) && link::is_relative(&link.target) {
                    self.relative.push((link.target.clone(), link.range.clone()));
                }
            }
            Inline::Code(_)
            | Inline::Emphasis(_)
            | Inline::Strong(_)
            | Inline::Strikethrough(_)
            | Inline::NoteRef { .. }
            | Inline::SoftBreak
            | Inline::HardBreak => {}
        }
    }

    fn add_notes(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Note(note) => {
                    self.notes.push((note.label.clone(), note.range.clone()));
                    self.add_notes(&note.blocks);
                }
                Block::Quote(blocks) => self.add_notes(blocks),
                Block::List(list) => list.items.iter().for_each(|item| self.add_notes(&item.blocks)),
                Block::Paragraph(_)
                | Block::Heading { .. }
                | Block::Code(_)
                | Block::Table(_)
                | Block::Rule(_) => {}
            }
        }
    }
}

/// Whether it is worth while to parse.
fn may_hold_facts(text: &str) -> bool {
    text.contains("[^") || text::may_hold_placeholder(text) || page::may_lose_address(text)
}
