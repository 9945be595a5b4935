//! HTML as it comes in: a page of our own as exactly what it was, any other page as its blocks, in order. The tree
//! is a library's; it is walked without recursion, so no nesting is too deep.

mod attributes;
mod bounded;
mod build;
mod head;
mod line;
mod own;
mod references;
pub(crate) mod style;
mod table;
mod walk;
mod word;

use scraper::node::Element;
use scraper::{ElementRef, Html};

use crate::format::{Head, Origin, Reading};

/// Who wrote the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Maker {
    /// Every space in a line was typed, and the markup says what each part is.
    Copydesk,
    /// White space is what a browser makes of it.
    Other,
}

/// Reads a page or a fragment. Any text gives pieces.
pub fn read(text: &str) -> Reading {
    read_prepared(text, |_| {})
}

/// Reads a page or a fragment whose tree is put right first. Any text gives pieces.
pub fn read_prepared(text: &str, prepare: impl FnOnce(&mut Html)) -> Reading {
    let mut document = bounded::parse(text);
    prepare(&mut document);
    let facts = head::facts(&document);
    let pieces = walk::pieces(&document, facts.maker());
    let head: Head = facts.head(&pieces);
    Reading { origin: Origin::Html, head, pieces }
}

/// A node of the tree with all that is below it.
pub(crate) type Branch<'a> = <ElementRef<'a> as std::ops::Deref>::Target;

pub(crate) fn element<'a>(node: Branch<'a>) -> Option<&'a Element> {
    node.value().as_element()
}

pub(crate) fn parent_element<'a>(node: Branch<'a>) -> Option<&'a Element> {
    element(node.parent()?)
}

fn children<'a>(node: Branch<'a>) -> impl Iterator<Item = (Branch<'a>, &'a Element)> {
    node.children().filter_map(|child| Some((child, element(child)?)))
}

/// All text in an element, as it stands in the markup.
pub(crate) fn text(node: Branch<'_>) -> String {
    node.descendants().filter_map(|node| node.value().as_text()).map(|text| &**text).collect()
}
