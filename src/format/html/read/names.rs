//! What elements are, by name alone.

use scraper::node::Element;

use super::line::MarkKind;

/// Elements that are never part of a text, whatever they contain.
pub(super) fn holds_no_words(element: &Element) -> bool {
    matches!(element.name(), "head" | "script" | "style" | "annotation" | "annotation-xml" | "rp")
}

/// Elements with fallback content.
pub(super) fn is_stand_in(name: &str) -> bool {
    is_raw(name) || matches!(name, "template" | "svg" | "object" | "video" | "audio" | "canvas" | "datalist")
}

/// Elements whose content the parser takes for text.
pub(super) fn is_raw(name: &str) -> bool {
    matches!(name, "noscript" | "iframe" | "noembed" | "noframes")
}

/// Block elements.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "html"
            | "body"
            | "main"
            | "article"
            | "section"
            | "header"
            | "footer"
            | "nav"
            | "aside"
            | "div"
            | "figure"
            | "figcaption"
            | "details"
            | "summary"
            | "dl"
            | "dt"
            | "dd"
            | "address"
            | "form"
            | "fieldset"
            | "legend"
            | "hgroup"
            | "center"
            | "caption"
            | "thead"
            | "tbody"
            | "tfoot"
            | "search"
            | "dialog"
            | "template"
            | "option"
            | "optgroup"
    )
}

/// Inline elements that are visibly separate from their neighbours.
pub(super) fn is_apart(name: &str) -> bool {
    matches!(name, "button" | "label" | "select" | "textarea" | "output" | "meter" | "progress" | "input")
}

/// The level of a heading.
pub(super) fn heading_level(name: &str) -> Option<u8> {
    match name {
        "h1" => Some(1),
        "h2" => Some(2),
        "h3" => Some(3),
        "h4" => Some(4),
        "h5" => Some(5),
        "h6" => Some(6),
        _ => None,
    }
}

pub(super) fn named_mark(name: &str) -> Option<MarkKind> {
    match name {
        "b" | "strong" => Some(MarkKind::Strong),
        "i" | "em" | "cite" | "dfn" | "var" => Some(MarkKind::Emphasis),
        "s" | "strike" | "del" => Some(MarkKind::Strikethrough),
        "code" | "tt" | "kbd" | "samp" => Some(MarkKind::Code),
        _ => None,
    }
}

/// What separates two parts of a formula in a line.
pub(super) fn formula_sign(parent: &str) -> Option<&'static str> {
    match parent {
        "msup" | "mover" => Some("^"),
        "msub" | "msubsup" | "munder" | "munderover" => Some("_"),
        "mfrac" => Some("/"),
        "mtd" | "mtr" | "mtable" => Some(" "),
        _ => None,
    }
}
