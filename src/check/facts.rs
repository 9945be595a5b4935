//! What the rules need to know about the texts of an article. It is collected once per text and kept until the text
//! changes.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use super::placeholder::{may_hold_placeholder, placeholders_in_run};
use crate::article::{Article, Index, Place};
use crate::link;
use crate::markdown::{self, Block, Inline};
use crate::page::{self, LostAddress};

/// An article with the facts about its texts.
pub struct Checked<'a> {
    pub(super) article: &'a Article,
    /// All Markdown texts, in reading order.
    pub(super) texts: Vec<(Place, Arc<Facts>)>,
    pub(super) index: &'a Index,
    /// The keys of the sources in the list.
    pub(super) listed: HashSet<&'a str>,
}

/// The facts about one Markdown text.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub citations: Vec<(String, Range<usize>)>,
    /// Its own footnotes.
    pub notes: Vec<(String, Range<usize>)>,
    pub placeholders: Vec<(String, Range<usize>)>,
    /// Addresses that are in no export.
    pub lost: Vec<(LostAddress, Range<usize>)>,
    /// Relative links.
    pub relative: Vec<(String, Range<usize>)>,
}

impl Facts {
    pub(super) fn of_body(text: &str) -> Facts {
        let mut facts = Facts::default();
        // Most texts contain nothing that a rule checks.
        if may_hold_facts(text) {
            let blocks = markdown::parse(text);
            facts.add_notes(&blocks);
            markdown::each_inline(&blocks, &mut |inline| facts.add(inline, text));
        }
        facts
    }

    pub(super) fn of_line(text: &str) -> Facts {
        let mut facts = Facts::default();
        if may_hold_facts(text) {
            markdown::each_in_line(&markdown::parse_inline(text), &mut |inline| facts.add(inline, text));
        }
        facts
    }

    fn add(&mut self, inline: &Inline, field: &str) {
        match inline {
            Inline::Citation { key, range } => self.citations.push((key.to_string(), range.clone())),
            Inline::Text(run) => self.placeholders.extend(placeholders_in_run(run, field)),
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

/// Whether parsing is necessary.
fn may_hold_facts(text: &str) -> bool {
    text.contains("[^") || may_hold_placeholder(text) || page::may_lose_address(text)
}
