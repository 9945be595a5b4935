//! The tree of a page, as the parser library returns it.

use html5ever::interface::TreeSink;
use scraper::node::Element;
use scraper::{ElementRef, HtmlTreeSink};

pub(super) type Id = <HtmlTreeSink as TreeSink>::Handle;

/// A node of the tree with its descendants.
pub(crate) type Branch<'a> = <ElementRef<'a> as std::ops::Deref>::Target;

pub(crate) fn element<'a>(node: Branch<'a>) -> Option<&'a Element> {
    node.value().as_element()
}

pub(crate) fn parent_element<'a>(node: Branch<'a>) -> Option<&'a Element> {
    element(node.parent()?)
}

pub(super) fn children<'a>(node: Branch<'a>) -> impl Iterator<Item = (Branch<'a>, &'a Element)> {
    node.children().filter_map(|child| Some((child, element(child)?)))
}

/// All text in an element, as in the source.
pub(crate) fn text(node: Branch<'_>) -> String {
    node.descendants().filter_map(|node| node.value().as_text()).map(|text| &**text).collect()
}
