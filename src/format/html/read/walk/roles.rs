//! Lists that are so by their roles.

use scraper::node::Element;

/// The element that another one is by its role.
pub(super) fn list_role(element: &Element) -> Option<&'static str> {
    match (element.name(), element.attr("role")?.trim()) {
        ("div" | "section" | "span" | "p", "list") => Some("ul"),
        ("div" | "section" | "span" | "p", "listitem") => Some("li"),
        _ => None,
    }
}
