//! What a style attribute says about text. Word processors express nearly all formatting this way.

use scraper::node::Element;

use super::line::MarkKind;
use super::shift::Shift;

/// The value of a property in the element's own style.
pub(crate) fn value<'a>(element: &'a Element, property: &str) -> Option<&'a str> {
    let style = element.attr("style")?;
    style.split(';').filter_map(|declaration| declaration.split_once(':')).find_map(|(name, value)| {
        name.trim().eq_ignore_ascii_case(property).then(|| value.trim().trim_end_matches("!important").trim_end())
    })
}

/// The formatting in an element's style.
pub(super) fn marks(element: &Element) -> Vec<MarkKind> {
    if element.attr("style").is_none() {
        return Vec::new();
    }
    let is_strong = value(element, "font-weight").is_some_and(is_bold);
    let is_emphasis = value(element, "font-style").is_some_and(|v| v == "italic" || v == "oblique");
    let line = ["text-decoration", "text-decoration-line"].iter().find_map(|p| value(element, p));
    let is_struck = line.is_some_and(|line| line.contains("line-through"));
    let marks =
        [(is_strong, MarkKind::Strong), (is_emphasis, MarkKind::Emphasis), (is_struck, MarkKind::Strikethrough)];
    marks.into_iter().filter(|(is_set, _)| *is_set).map(|(_, mark)| mark).collect()
}

/// Whether the style cancels the formatting of the element's name, as in `<b style="font-weight: normal">`.
pub(super) fn is_taken_back(element: &Element, mark: &MarkKind) -> bool {
    match mark {
        MarkKind::Strong => value(element, "font-weight").is_some_and(|weight| !is_bold(weight)),
        MarkKind::Emphasis => value(element, "font-style") == Some("normal"),
        MarkKind::Strikethrough | MarkKind::Code | MarkKind::Link(_) => false,
    }
}

fn is_bold(weight: &str) -> bool {
    weight == "bold" || weight == "bolder" || weight.parse::<u32>().is_ok_and(|weight| weight >= 600)
}

/// The vertical position in an element's style.
pub(super) fn shift(element: &Element) -> Option<Shift> {
    element.attr("style")?;
    let set = value(element, "vertical-align").or_else(|| value(element, "font-variant-position"));
    match set {
        Some("super") => Some(Shift::Raised),
        Some("sub") => Some(Shift::Lowered),
        Some(length) => lifted(length),
        None => moved(element),
    }
}

/// Smaller lengths only correct the alignment.
const LEAST_LIFT: f32 = 3.0;

/// The vertical position for a distance above the line.
fn lifted(length: &str) -> Option<Shift> {
    let size = match length.strip_suffix('%') {
        Some(percent) => percent.trim().parse::<f32>().ok()? / 100.0 * 16.0,
        None => pixels(length)?,
    };
    match size {
        size if size >= LEAST_LIFT => Some(Shift::Raised),
        size if size <= -LEAST_LIFT => Some(Shift::Lowered),
        _ => None,
    }
}

/// The vertical shift of small text.
fn moved(element: &Element) -> Option<Shift> {
    value(element, "font-size")?;
    value(element, "position").filter(|position| position.eq_ignore_ascii_case("relative"))?;
    let down = value(element, "top").and_then(pixels).map(|top| -top);
    let up = down.or_else(|| value(element, "bottom").and_then(pixels))?;
    lifted(&format!("{up}px"))
}

/// A length in pixels.
pub(super) fn pixels(length: &str) -> Option<f32> {
    let length = length.trim();
    let unit = length.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'));
    let number: f32 = length.get(..length.len() - unit.len())?.parse().ok()?;
    let size = match unit.to_ascii_lowercase().as_str() {
        "pt" => 96.0 / 72.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        "em" | "rem" => 16.0,
        _ => 1.0,
    };
    Some(number * size)
}

/// Whether an element's style makes it a block, unlike its name.
pub(super) fn is_block(element: &Element) -> bool {
    let shown = element.attr("style").and_then(|_| value(element, "display"));
    shown.is_some_and(|shown| {
        matches!(
            shown,
            "block" | "flex" | "grid" | "list-item" | "table" | "table-row" | "flow-root" | "table-caption"
        )
    })
}

/// Whether an element's style separates all its children.
pub(super) fn sets_apart(element: &Element) -> bool {
    let shown = element.attr("style").and_then(|_| value(element, "display"));
    shown.is_some_and(|shown| matches!(shown, "flex" | "grid" | "inline-flex" | "inline-grid" | "table-row"))
}

/// Whether an element's style separates it from its neighbours.
pub(super) fn is_apart(element: &Element) -> bool {
    let shown = element.attr("style").and_then(|_| value(element, "display"));
    shown == Some("table-cell")
}
