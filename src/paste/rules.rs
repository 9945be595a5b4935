//! The rules for markup of other programs: one ordered list, in which the first rule that knows an element applies.
//! `prepare` carries out the edits.

use scraper::Html;
use scraper::node::Element;

use crate::format::html::read::{self, Branch, element, parent_element, style};
use crate::link;
use crate::link::is_web;

/// What a document says about the program that made it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Facts {
    /// Word or Outlook.
    is_office: bool,
}

impl Facts {
    pub(super) fn of(document: &Html) -> Facts {
        let is_office = document.tree.nodes().filter_map(element).any(|element| {
            let is_class = element.attr("class").is_some_and(|class| class.starts_with("Mso"));
            let is_maker = element.attr("content").is_some_and(|content| content.starts_with("Microsoft "));
            is_class || is_maker
        });
        Facts { is_office }
    }
}

/// The edit of a node.
pub(super) fn edits(node: Branch<'_>, facts: Facts) -> Option<Edit> {
    if let Some(text) = node.value().as_text() {
        return lines(node, text);
    }
    let element = element(node)?;
    if is_hidden(element) {
        return Some(Edit::Remove);
    }
    match element.name() {
        "img" => picture(element),
        "a" => cleaned(element),
        "p" | "div" | "span" if element.attr("role") == Some("heading") => heading(element).map(Edit::Rename),
        "p" => paragraph(element),
        "li" => deeper(node, element).map(Edit::Deepen),
        "span" if has_class(element, "Apple-converted-space") => Some(Edit::Words(" ".into())),
        // The literal asterisks and underscores that Thunderbird has converted to bold and italics.
        "span" if has_class(element, "moz-txt-tag") => Some(Edit::Remove),
        "pre" if is_mail_text(node, element) => Some(Edit::Rename("div")),
        "hr" if is_in_notes(node) => Some(Edit::Remove),
        "div" if facts.is_office && is_barred(element) => Some(Edit::Rename("blockquote")),
        _ => None,
    }
}

fn has_class(element: &Element, wanted: &str) -> bool {
    element.attr("class").is_some_and(|classes| classes.split_ascii_whitespace().any(|class| class == wanted))
}

/// What readers of the page did not see, and comments of reviewers.
fn is_hidden(element: &Element) -> bool {
    read::is_hidden(element) || style::value(element, "mso-element").is_some_and(|v| v == "comment-list")
}

/// Tracking pixels, emoji images, and images that exist only in the copy.
fn picture(image: &Element) -> Option<Edit> {
    let side = |name: &str| {
        let side = image.attr(name).or_else(|| style::value(image, name))?;
        side.trim_end_matches("px").trim().parse::<f32>().ok()
    };
    if [side("width"), side("height")].into_iter().flatten().any(|side| side <= 1.0) {
        return Some(Edit::Remove);
    }
    let alt = image.attr("alt").unwrap_or_default();
    if !alt.trim().is_empty() && !alt.chars().any(char::is_alphanumeric) {
        return Some(Edit::Words(alt.to_owned()));
    }
    let is_on_the_web = [image.attr("src"), image.attr("data-src")].into_iter().flatten().any(is_web);
    (!is_on_the_web).then(|| Edit::LeaveOut(alt.to_owned()))
}

fn cleaned(anchor: &Element) -> Option<Edit> {
    let written = anchor.attr("href")?.trim();
    let clean = link::clean(written);
    (clean != written).then(|| Edit::Link(clean.into_owned()))
}

/// Word for the web marks headings by role and level.
fn heading(element: &Element) -> Option<&'static str> {
    let level = element.attr("aria-level").and_then(|level| level.trim().parse::<usize>().ok()).unwrap_or(2);
    ["h1", "h2", "h3", "h4", "h5", "h6"].get(level.clamp(1, 6) - 1).copied()
}

/// Word for the web puts each item into a list of its own, with its depth.
fn deeper(item: Branch<'_>, element: &Element) -> Option<usize> {
    const DEEPEST: usize = 9;
    let level: usize = element.attr("data-aria-level")?.trim().parse().ok()?;
    let lists = item.ancestors().take(4 * DEEPEST).filter_map(self::element);
    let depth = lists.filter(|around| matches!(around.name(), "ul" | "ol")).count();
    let missing = level.min(DEEPEST).saturating_sub(depth.max(1));
    (missing > 0).then_some(missing)
}

/// Word uses styles where HTML has elements.
fn paragraph(paragraph: &Element) -> Option<Edit> {
    let class = paragraph.attr("class")?;
    if class.starts_with("MsoTitle") {
        return Some(Edit::Rename("h1"));
    }
    (class.starts_with("MsoQuote") || class.starts_with("MsoIntenseQuote")).then_some(Edit::Quote)
}

/// The line that Word draws above its notes.
fn is_in_notes(node: Branch<'_>) -> bool {
    let is_notes = |element: &Element| style::value(element, "mso-element").is_some_and(|v| v.ends_with("-list"));
    parent_element(node).is_some_and(is_notes)
}

/// Outlook marks a quoted message only by a line on its left.
fn is_barred(element: &Element) -> bool {
    let is_line = |value: &str| value.contains("solid") && !value.starts_with("none");
    style::value(element, "border").is_some_and(|value| value.starts_with("none"))
        && style::value(element, "border-left").is_some_and(is_line)
}

/// Thunderbird preserves plain messages and signatures as typed; these are lines of text, not code.
fn is_mail_text(node: Branch<'_>, pre: &Element) -> bool {
    let is_moz = |element: &Element| {
        element.attr("class").is_some_and(|class| class.split_ascii_whitespace().any(|c| c.starts_with("moz-")))
    };
    is_moz(pre) || parent_element(node).is_some_and(is_moz)
}

/// A text with visible line breaks, in lines.
fn lines(node: Branch<'_>, text: &str) -> Option<Edit> {
    if !text.contains('\n') || text.trim().is_empty() || !keeps_breaks(node) {
        return None;
    }
    // The first and the last line break in such an element are not visible.
    let text = text.trim_matches('\n');
    Some(Edit::Lines(text.split('\n').map(str::to_owned).collect()))
}

fn keeps_breaks(node: Branch<'_>) -> bool {
    const FAR: usize = 8;
    for around in node.ancestors().take(FAR) {
        let Some(element) = element(around) else { return false };
        if element.name() == "pre" {
            return is_mail_text(around, element);
        }
        let kept = style::value(element, "white-space").or_else(|| style::value(element, "white-space-collapse"));
        if let Some(kept) = kept {
            return matches!(
                kept,
                "pre" | "pre-wrap" | "pre-line" | "break-spaces" | "preserve" | "preserve-breaks"
            );
        }
    }
    false
}

/// An edit of a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Edit {
    /// Remove it with everything in it.
    Remove,
    /// Replace an image that nobody else could see with its text.
    LeaveOut(String),
    /// Replace it with this text.
    Words(String),
    /// Change it to another element.
    Rename(&'static str),
    /// Put it into a quotation, together with the same kind before it.
    Quote,
    /// Show its line breaks: these are its lines.
    Lines(Vec<String>),
    /// Nest an item this number of lists deeper than it is written.
    Deepen(usize),
    /// Change its link.
    Link(String),
}
