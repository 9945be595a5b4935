//! What an element says it is: by its role, its name, and its label for screen readers. `beside` decides whether to
//! believe it.

use scraper::node::Element;

use super::super::tree::Branch;
use super::super::{node_table, style};
use crate::reading::What;

/// An article, or the part of a page that contains only the article.
pub(super) fn is_article(element: &Element) -> bool {
    matches!(element.name(), "article" | "main") || matches!(element.attr("role"), Some("article" | "main"))
}

/// The text of an article, by its name for search engines.
pub(super) fn is_body(element: &Element) -> bool {
    element.attr("itemprop").is_some_and(|names| names.split_ascii_whitespace().any(|name| name == "articleBody"))
}

/// What an element declares itself to be, by its role or name.
pub(super) fn said(element: &Element) -> Option<What> {
    let role = element.attr("role").unwrap_or_default().trim().to_ascii_lowercase();
    match (role.as_str(), element.name()) {
        ("navigation" | "menu" | "menubar" | "doc-toc", _) => Some(What::Navigation),
        ("complementary", _) => Some(What::Panel),
        ("contentinfo", _) => Some(What::Footer),
        ("banner", _) => Some(What::Header),
        ("form" | "search" | "toolbar", _) => Some(What::Form),
        ("dialog" | "alertdialog", _) => Some(What::Dialog),
        (role, _) if role.starts_with("doc-") => None,
        (_, "nav") => Some(What::Navigation),
        (_, "aside") => Some(What::Panel),
        (_, "footer") => Some(What::Footer),
        (_, "form" | "search" | "button" | "menu" | "select" | "textarea") => Some(What::Form),
        (_, "dialog") => Some(What::Dialog),
        (_, "div" | "section" | "ul" | "ol") => named(element),
        _ => None,
    }
}

/// What an element is by its accessible name, or by its id.
fn named(element: &Element) -> Option<What> {
    if matches!(element.id(), Some("comments" | "respond" | "disqus_thread")) {
        return Some(What::Comments);
    }
    let name = bare(element.attr("aria-label")?);
    if name.split(' ').count() > MOST_OF_A_NAME {
        return None;
    }
    match name.split(' ').next()? {
        "comments" => Some(What::Comments),
        "cookie" | "cookies" | "consent" => Some(What::Dialog),
        "share" | "related" | "breadcrumb" | "breadcrumbs" | "pagination" => Some(What::Links),
        "newsletter" | "subscribe" => Some(What::Form),
        "advertisement" => Some(What::Panel),
        _ => None,
    }
}

/// The greatest number of words in a name that says what an element is; longer ones describe its content.
const MOST_OF_A_NAME: usize = 3;

/// Whether an element is part of the text in spite of its name: a quoted person, or text that can be clicked.
pub(super) fn belongs_to_text(node: Branch<'_>, element: &Element) -> bool {
    let is_within =
        |is_wanted: fn(&str) -> bool| node.ancestors().any(|around| is_wanted(node_table::name(around)));
    match element.name() {
        "footer" => is_within(|name| matches!(name, "blockquote" | "figure")),
        "button" => is_within(|name| {
            matches!(name, "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dt" | "summary" | "td")
        }),
        _ => false,
    }
}

/// What readers of the page did not see. Content that can be expanded or searched counts as visible.
pub(crate) fn is_hidden(element: &Element) -> bool {
    let is = |property, wanted: &str| {
        style::value(element, property).is_some_and(|value| value.trim().eq_ignore_ascii_case(wanted))
    };
    element.attr("hidden").is_some_and(|value| !value.eq_ignore_ascii_case("until-found"))
        || is("display", "none")
        || is("visibility", "hidden")
        || is("mso-hide", "all")
        || element.name() == "dialog" && element.attr("open").is_none()
}

/// What is hidden from screen readers: mostly icons, and copies of other content.
pub(super) fn is_silent(element: &Element) -> bool {
    element.attr("aria-hidden").is_some_and(|value| value.trim().eq_ignore_ascii_case("true"))
}

/// Only the words, in lower case.
pub(in crate::format::html::read) fn bare(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}
