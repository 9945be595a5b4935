//! The rules for markup of other programs: one ordered list, in which the first rule that knows an element applies.
//! `prepare` carries out the edits.

use scraper::Html;
use scraper::node::Element;

use crate::format::html::read::{self, Branch, element, parent_element, style};
use crate::link;
use crate::link::is_web;

/// What a whole document says about who made it.
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

/// What is to be done to a node.
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
        // The stars and strokes that Thunderbird made bold and italic letters of.
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

/// What no reader of the page saw, and what reviewers said.
fn is_hidden(element: &Element) -> bool {
    read::is_hidden(element) || style::value(element, "mso-element").is_some_and(|v| v == "comment-list")
}

/// A picture that counts readers, one that stands for a character, and one that is nowhere but in the copy.
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

/// Word in the browser says what is a heading by role and level.
fn heading(element: &Element) -> Option<&'static str> {
    let level = element.attr("aria-level").and_then(|level| level.trim().parse::<usize>().ok()).unwrap_or(2);
    ["h1", "h2", "h3", "h4", "h5", "h6"].get(level.clamp(1, 6) - 1).copied()
}

/// Word in the browser puts each item into a list of its own, and says how deep it stands.
fn deeper(item: Branch<'_>, element: &Element) -> Option<usize> {
    const DEEPEST: usize = 9;
    let level: usize = element.attr("data-aria-level")?.trim().parse().ok()?;
    let lists = item.ancestors().take(4 * DEEPEST).filter_map(self::element);
    let depth = lists.filter(|around| matches!(around.name(), "ul" | "ol")).count();
    let missing = level.min(DEEPEST).saturating_sub(depth.max(1));
    (missing > 0).then_some(missing)
}

/// Word has styles where HTML has elements.
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

/// Outlook sets off what is answered by a line at its left, and by nothing else.
fn is_barred(element: &Element) -> bool {
    let is_line = |value: &str| value.contains("solid") && !value.starts_with("none");
    style::value(element, "border").is_some_and(|value| value.starts_with("none"))
        && style::value(element, "border-left").is_some_and(is_line)
}

/// Thunderbird keeps plain mails and signatures as they were typed: lines of words, no code.
fn is_mail_text(node: Branch<'_>, pre: &Element) -> bool {
    let is_moz = |element: &Element| {
        element.attr("class").is_some_and(|class| class.split_ascii_whitespace().any(|c| c.starts_with("moz-")))
    };
    is_moz(pre) || parent_element(node).is_some_and(is_moz)
}

/// A text whose breaks are seen, in lines.
fn lines(node: Branch<'_>, text: &str) -> Option<Edit> {
    if !text.contains('\n') || text.trim().is_empty() || !keeps_breaks(node) {
        return None;
    }
    // The first break in such an element is not seen, nor is the last.
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

/// What is done to a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Edit {
    /// It goes, with all that is in it.
    Remove,
    /// A picture that nobody else could see: its words stay.
    LeaveOut(String),
    /// These words take its place.
    Words(String),
    /// It is another element.
    Rename(&'static str),
    /// It stands in a quotation, together with its like before it.
    Quote,
    /// A text whose breaks are seen: its lines.
    Lines(Vec<String>),
    /// An item that stands so many lists deeper than it is written.
    Deepen(usize),
    /// It leads elsewhere.
    Link(String),
}
