//! What the content of an element looks like, for recognising notes.

use scraper::node::Element;

use crate::format::html::read::names;
use crate::format::html::read::shift::Shift;
use crate::format::html::read::style;
use crate::format::html::read::tree::{Branch, element};

pub(super) fn is_outer(element: &Element) -> bool {
    let name = element.name();
    names::is_block(name)
        || names::heading_level(name).is_some()
        || matches!(name, "p" | "li" | "ul" | "ol" | "blockquote" | "pre" | "table" | "tr" | "td" | "th")
}

/// Whether an element has visible content.
pub(super) fn has_content(node: Branch<'_>) -> bool {
    node.descendants().any(|node| match element(node) {
        Some(element) => element.name() == "img",
        None => node.value().as_text().is_some_and(|text| !text.trim().is_empty()),
    })
}

/// Whether an element is superscript, by its name or style.
pub(super) fn is_high(element: &Element) -> bool {
    element.name() == "sup" || style::shift(element) == Some(Shift::Raised)
}
