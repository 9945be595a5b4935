//! Reads HTML: a page of our own as exactly the article it came from, any other page as its blocks in order. A library
//! builds the tree; it is walked without recursion, so any depth of nesting is safe.

mod maker;
mod tree;
mod address;
mod attributes;
mod beside;
mod bounded;
mod build;
mod cited;
mod ease;
mod figure;
mod head;
mod line;
mod loose;
mod names;
mod notes;
mod number;
mod own;
mod references;
mod node_table;
mod shift;
pub(crate) mod style;
mod table;
mod task;
mod top;
mod typed;
mod walk;
mod word;

use std::borrow::Cow;
use std::collections::HashMap;

use scraper::Html;

use crate::reading::{Head, Origin, Reading};

use beside::Extent;
pub(crate) use beside::is_hidden;
pub(crate) use cited::labelled;
use head::facts::Facts;
use maker::Maker;
use notes::found::Notes;
pub(crate) use top::day;
pub(crate) use tree::{Branch, element, parent_element, text};
use walk::Walked;

/// Reads a page or a fragment. Of a page saved by a browser, the article is read and what is around it is set aside.
/// Any text is valid.
pub fn read(text: &str) -> Reading {
    let captioned = figure::with_captions(text).map_or(Cow::Borrowed(text), Cow::Owned);
    let document = bounded::parse(&captioned);
    let (mut reading, mut figures, facts) = read_tree(&document, None, beside::extent(text, &document));
    if facts.maker() == Maker::Other {
        top::settle(&mut reading, &mut figures, &facts);
    }
    figure::take_lead(&mut reading, figures);
    reading
}

/// Reads what was copied from the page at an address, if known, as a whole. `prepare` cleans the tree first. Any text
/// is valid.
pub fn read_copied(text: &str, page: Option<&str>, prepare: impl FnOnce(&mut Html)) -> Reading {
    read_piece(text, page, Extent::Whole, prepare)
}

/// Reads HTML within another text. Hidden content stays hidden, because the other text has content of its own.
pub fn read_within(text: &str, prepare: impl FnOnce(&mut Html)) -> Reading {
    read_piece(text, None, Extent::Within, prepare)
}

fn read_piece(text: &str, page: Option<&str>, extent: Extent, prepare: impl FnOnce(&mut Html)) -> Reading {
    let captioned = figure::with_captions(text).map_or(Cow::Borrowed(text), Cow::Owned);
    let mut document = bounded::parse(&captioned);
    prepare(&mut document);
    let (mut reading, _, facts) = read_tree(&document, page, extent);
    if facts.maker() == Maker::Other {
        top::forget(&mut reading.pieces);
    }
    reading
}

fn read_tree(document: &Html, page: Option<&str>, extent: Extent) -> (Reading, Vec<figure::Figure>, Facts) {
    let facts = head::facts(document);
    let maker = facts.maker();
    let base = address::Base::of(document, page);
    let (notes, beside) = match maker {
        Maker::Copydesk => (Notes::default(), HashMap::new()),
        Maker::Other => {
            let mut notes = Notes::of(document.tree.root(), base.page());
            let beside = beside::parts(document, extent, &notes);
            let is_aside = |node: Branch<'_>| {
                beside.contains_key(&node.id()) || node.ancestors().any(|around| beside.contains_key(&around.id()))
            };
            notes.part(document, is_aside);
            (notes, beside)
        }
    };
    let Walked { mut pieces, mut figures, mut aside } = walk::pieces(document, maker, &base, &notes, beside);
    if maker == Maker::Other {
        let places = cited::settle(&mut pieces);
        figures.iter_mut().for_each(|figure| figure.at = cited::place(&places, figure.at));
        for part in &mut aside {
            part.at = cited::place(&places, part.at);
            cited::settle(&mut part.pieces);
        }
    }
    let head: Head = facts.head(&pieces);
    (Reading { origin: Origin::Html, head, pieces, remarks: Vec::new(), aside, misread: 0 }, figures, facts)
}

/// Changes link targets of a page to what `change` returns.
pub(crate) fn each_target_mut(document: &mut Html, change: impl Fn(&str) -> Option<String>) {
    for node in document.tree.values_mut() {
        let scraper::Node::Element(element) = node else { continue };
        if element.name() != "a" {
            continue;
        }
        let target = element.attrs.iter_mut().find(|(name, _)| &*name.local == "href");
        if let Some((_, value)) = target
            && let Some(changed) = change(value)
        {
            *value = changed.into();
        }
    }
}

/// The number of letters that a page shows, including alternative texts.
pub(crate) fn letters(document: &Html) -> usize {
    let count = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    let of = |node: Branch<'_>| match node.value() {
        scraper::Node::Text(text) => count(text),
        scraper::Node::Element(element) => element.attr("alt").map_or(0, count),
        _ => 0,
    };
    document.tree.root().descendants().map(of).sum()
}

#[cfg(test)]
mod tests;
