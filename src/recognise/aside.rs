//! What was set aside when a page was imported, and how to put it back in its place. None of it is lost while the
//! import report is available.

use std::ops::Range;
use std::sync::Arc;

use crate::article::{Article, Id, Place};
use crate::count::{plural, words_of_blocks};
use crate::markdown::write::{self, AsTyped};
use crate::markdown::{self, Block};
use crate::reading::{What, excerpt, plain};

/// A part of a page that was not recognised as its article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    pub what: What,
    /// Its first words.
    pub start: String,
    /// Its word count.
    pub words: usize,
    /// All of it as Markdown for a body, once for each style of list markers.
    texts: [String; 3],
    stood: Spot,
}

/// The position of something between the blocks of a body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Spot {
    /// The section; `None` is the lede.
    pub section: Option<Id>,
    /// The block before it as it is in the body; empty at the start.
    pub after: String,
    /// The number of bytes of the body before it.
    pub at: usize,
}

impl Aside {
    /// A part with these blocks.
    pub(super) fn new(what: What, blocks: &[Block], stood: Spot) -> Aside {
        let texts = write::each_way(blocks, &AsTyped);
        let start = blocks.iter().find(|block| !plain(block).is_empty()).map(excerpt).unwrap_or_default();
        Aside { what, start, words: words_of_blocks(&texts[0]), texts, stood }
    }

    /// Whether all of it is in a body of the article.
    pub fn is_in(&self, article: &Article) -> bool {
        let bodies = article.sections.iter().map(|section| &section.body);
        std::iter::once(&*article.lede).chain(bodies).any(|body| self.place_in(body, 0).is_some())
    }

    /// Inserts it where it was, or at the end of the text if that position is gone. `before` are the parts set aside
    /// before it: if they have been included as well, they stay before it.
    pub fn put_into(&self, article: &mut Article, before: &[Aside]) -> Place {
        let section = self.section(article);
        let place = section.map_or(Place::Lede, Place::Body);
        let Some(body) = body_mut(article, section) else { return place };
        let neighbours = before.iter().rev().filter(|other| other.stood == self.stood);
        let neighbour =
            neighbours.into_iter().find_map(|other| other.place_in(body, self.stood.at).map(|place| place.end));
        let is_first = self.stood.after.is_empty() && self.stood.section == section;
        let anchor = || match is_first {
            true => Some(0),
            false => Some(find(body, &self.stood.after, self.stood.at)? + self.stood.after.len()),
        };
        let at = neighbour.or_else(anchor).unwrap_or(body.trim_end().len());
        let ways = self.texts.iter().map(|text| inserted(body, at, text));
        let apart = ways.clone().find(|written| self.is_apart(body, at, written));
        if let Some(written) = apart.or(ways.into_iter().next()) {
            *body = written;
        }
        place
    }

    /// The range of all of it in a body, nearest to a position.
    fn place_in(&self, body: &str, near: usize) -> Option<Range<usize>> {
        self.texts.iter().find_map(|text| find(body, text, near).map(|at| at..at + text.len()))
    }

    /// Whether inserted text did not merge with the blocks around it.
    fn is_apart(&self, body: &str, at: usize, written: &str) -> bool {
        let count = |text: &str| markdown::parse(text).len();
        let (before, behind) = body.split_at_checked(at).unwrap_or((body, ""));
        let own = self.texts.first().map_or(0, |text| count(text));
        count(written) == count(before) + own + count(behind)
    }

    /// The section to insert it into: its own, or the last one if that is gone.
    fn section(&self, article: &Article) -> Option<Id> {
        let id = self.stood.section?;
        let own = article.sections.iter().find(|section| section.id == id);
        own.or(article.sections.last()).map(|section| section.id)
    }
}

/// Includes all parts that were set aside where they were, and removes them from the note.
pub fn take_all(article: &mut Article, aside: &[Aside]) {
    for (at, part) in aside.iter().enumerate() {
        part.put_into(article, aside.get(..at).unwrap_or_default());
    }
    if let Some(rest) = in_short(aside).and_then(|said| article.note.strip_suffix(&said).map(str::to_owned)) {
        article.note = rest.trim_end_matches("; ").to_owned();
    }
}

fn body_mut(article: &mut Article, section: Option<Id>) -> Option<&mut String> {
    let Some(id) = section else { return Some(Arc::make_mut(&mut article.lede)) };
    let section = article.sections.iter_mut().find(|section| section.id == id)?;
    Some(&mut Arc::make_mut(section).body)
}

/// The position of whole blocks in a body; of several, the one nearest to `near`.
fn find(body: &str, blocks: &str, near: usize) -> Option<usize> {
    let is_whole = |at: &usize| {
        let before = body.get(..*at).unwrap_or_default();
        let behind = body.get(at + blocks.len()..).unwrap_or_default();
        (before.is_empty() || before.ends_with("\n\n")) && (behind.is_empty() || behind.starts_with("\n\n"))
    };
    let places = body.match_indices(blocks).map(|(at, _)| at).filter(is_whole);
    places.min_by_key(|at| (at + blocks.len()).abs_diff(near)).filter(|_| !blocks.is_empty())
}

/// A body with blocks inserted between its own, separated by blank lines.
fn inserted(body: &str, at: usize, blocks: &str) -> String {
    let (before, behind) = body.split_at_checked(at).unwrap_or((body, ""));
    let (before, behind) = (before.trim_end_matches('\n'), behind.trim_start_matches('\n'));
    let parts = [before, blocks, behind];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// One line that lists what was set aside, by kind, for the editor's note.
pub(super) fn in_short(aside: &[Aside]) -> Option<String> {
    let mut kinds: Vec<(What, usize)> = Vec::new();
    for part in aside {
        match kinds.iter_mut().find(|(what, _)| *what == part.what) {
            Some((_, words)) => *words += part.words,
            None => kinds.push((part.what, part.words)),
        }
    }
    let kind =
        |(what, words): &(What, usize)| format!("{} ({})", what.label().to_lowercase(), plural(*words, "word"));
    let kinds: Vec<String> = kinds.iter().map(kind).collect();
    (!kinds.is_empty()).then(|| format!("set aside on import: {}", kinds.join(", ")))
}
