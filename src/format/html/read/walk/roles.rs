//! Lists defined by roles.

use scraper::node::Element;

/// The list element that corresponds to an element's role.
pub(super) fn list_role(element: &Element) -> Option<&'static str> {
    match (element.name(), element.attr("role")?.trim()) {
        ("div" | "section" | "span" | "p", "list") => Some("ul"),
        ("div" | "section" | "span" | "p", "listitem") => Some("li"),
        _ => None,
    }
}
