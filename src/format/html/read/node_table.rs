//! A document as a table: its nodes in order, the extent of each, and its number of characters. Questions about a
//! range need no walk.

use std::collections::HashMap;

use scraper::{Html, Node};

use super::names::{holds_no_words, is_block, is_stand_in};
use super::tree::{Branch, Id, element};

/// The number of letters of the shortest readable line, without links. Menus, bylines and buttons are shorter.
const LINE: usize = 60;

pub(super) struct NodeTable<'a> {
    nodes: Vec<Branch<'a>>,
    /// The position after the last node within each.
    ends: Vec<usize>,
    places: HashMap<Id, usize>,
    /// Sums of everything before each node, with one entry more than there are nodes.
    prose: Vec<usize>,
    letters: Vec<usize>,
    linked: Vec<usize>,
    links: Vec<usize>,
}

impl<'a> NodeTable<'a> {
    pub(super) fn of(document: &'a Html) -> NodeTable<'a> {
        let nodes: Vec<Branch<'a>> = document.tree.root().descendants().collect();
        let places: HashMap<Id, usize> = nodes.iter().enumerate().map(|(at, node)| (node.id(), at)).collect();
        let ends = ends(&nodes, &places);
        let mut count = Count::new(nodes.len());
        for (at, (node, end)) in nodes.iter().zip(&ends).enumerate() {
            count.enter(at, *node, *end);
        }
        count.finish();
        NodeTable {
            prose: sums(&count.prose),
            letters: sums(&count.letters),
            linked: sums(&count.linked),
            links: sums(&count.links),
            nodes,
            ends,
            places,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn node(&self, at: usize) -> Option<Branch<'a>> {
        self.nodes.get(at).copied()
    }

    /// The position after the last node within this one.
    pub(super) fn end(&self, at: usize) -> usize {
        self.ends.get(at).copied().unwrap_or(at + 1)
    }

    pub(super) fn place(&self, node: Branch<'_>) -> Option<usize> {
        self.places.get(&node.id()).copied()
    }

    /// The number of letters in readable lines.
    pub(super) fn prose(&self, at: usize) -> usize {
        self.within(&self.prose, at)
    }

    pub(super) fn letters(&self, at: usize) -> usize {
        self.within(&self.letters, at)
    }

    /// Whether it contains several links and no other text.
    pub(super) fn is_only_links(&self, at: usize) -> bool {
        let letters = self.letters(at);
        letters > 0 && self.within(&self.linked, at) == letters && self.within(&self.links, at) > 1
    }

    /// Whether it contains several links, more text within them than outside, and no readable line.
    pub(super) fn is_mostly_links(&self, at: usize) -> bool {
        let is_most = self.within(&self.linked, at) * 2 > self.letters(at);
        is_most && self.within(&self.links, at) > 1 && self.prose(at) == 0
    }

    fn within(&self, sums: &[usize], at: usize) -> usize {
        let before = |at: usize| sums.get(at).copied().unwrap_or_default();
        before(self.end(at)).saturating_sub(before(at))
    }
}

fn ends(nodes: &[Branch<'_>], places: &HashMap<Id, usize>) -> Vec<usize> {
    let mut ends: Vec<usize> = (1..=nodes.len()).collect();
    for (at, node) in nodes.iter().enumerate().rev() {
        let end = ends.get(at).copied().unwrap_or_default();
        let around = node.parent().and_then(|around| places.get(&around.id()));
        if let Some(around) = around.and_then(|around| ends.get_mut(*around)) {
            *around = end.max(*around);
        }
    }
    ends
}

fn sums(counts: &[usize]) -> Vec<usize> {
    let mut sum = 0;
    let mut out = Vec::with_capacity(counts.len() + 1);
    for count in counts {
        out.push(sum);
        sum += count;
    }
    out.push(sum);
    out
}

/// Counts in document order.
struct Count {
    prose: Vec<usize>,
    letters: Vec<usize>,
    linked: Vec<usize>,
    links: Vec<usize>,
    /// The open blocks, each with its end.
    blocks: Vec<(usize, usize)>,
    /// The number of letters of the current line, without links.
    line: usize,
    link_end: usize,
    /// Nothing before this position is read.
    silent_end: usize,
}

impl Count {
    fn new(len: usize) -> Count {
        let none = || vec![0; len];
        Count {
            prose: none(),
            letters: none(),
            linked: none(),
            links: none(),
            blocks: Vec::new(),
            line: 0,
            link_end: 0,
            silent_end: 0,
        }
    }

    fn enter(&mut self, at: usize, node: Branch<'_>, end: usize) {
        while self.blocks.last().is_some_and(|(_, end)| *end <= at) {
            self.end_line();
            self.blocks.pop();
        }
        match node.value() {
            Node::Text(text) if at >= self.silent_end => self.text(at, text),
            Node::Element(element) if holds_no_words(element) || is_stand_in(element.name()) => {
                self.silent_end = self.silent_end.max(end);
            }
            Node::Element(element) if element.name() == "a" => {
                add(&mut self.links, at, 1);
                self.link_end = self.link_end.max(end);
            }
            Node::Element(element) if is_block(element.name()) || is_line(element.name()) => {
                self.end_line();
                self.blocks.push((at, end));
            }
            Node::Element(_)
            | Node::Text(_)
            | Node::Document
            | Node::Fragment
            | Node::Doctype(_)
            | Node::Comment(_)
            | Node::ProcessingInstruction(_) => {}
        }
    }

    fn text(&mut self, at: usize, text: &str) {
        let letters = letters(text);
        add(&mut self.letters, at, letters);
        if at < self.link_end {
            add(&mut self.linked, at, letters);
        } else {
            self.line += letters;
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        if let Some((block, _)) = self.blocks.last().filter(|_| line >= LINE) {
            add(&mut self.prose, *block, line);
        }
    }

    fn finish(&mut self) {
        self.end_line();
    }
}

fn add(counts: &mut [usize], at: usize, count: usize) {
    if let Some(sum) = counts.get_mut(at) {
        *sum += count;
    }
}

/// The number of letters and digits. A character of a script that writes whole words with one counts as three.
pub(super) fn letters(text: &str) -> usize {
    const FIRST_WHOLE: char = '\u{2E80}';
    text.chars().filter(|c| c.is_alphanumeric()).map(|c| if c < FIRST_WHOLE { 1 } else { 3 }).sum()
}

/// Elements on lines of their own that are not just blocks to the reader.
fn is_line(name: &str) -> bool {
    matches!(
        name,
        "p" | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "ul"
            | "ol"
            | "li"
            | "blockquote"
            | "pre"
            | "table"
            | "tr"
            | "td"
            | "th"
            | "menu"
            | "dir"
            | "option"
    )
}

/// The element name of a node.
pub(super) fn name<'a>(node: Branch<'a>) -> &'a str {
    element(node).map_or("", |element| element.name())
}
