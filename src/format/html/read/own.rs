//! The parts of a page written by this program. Each is accepted only if it contains exactly what was written. After
//! an edit by hand, the text is read like that of any other page, so that none is lost.

use scraper::Node;
use scraper::node::Element;

use super::tree::{Branch, children, parent_element, text};
use crate::article::{LeadImage, Source};
use crate::reading::Role;

/// The role that the markup gives an element whose blocks are read as usual.
pub(super) fn role(node: Branch<'_>, element: &Element) -> Option<Role> {
    let parent = parent_element(node)?;
    match (parent.name(), element.name()) {
        ("header", "h1") if element.id() == Some("headline") => Some(Role::Headline),
        ("header", "p") if element.attr("class") == Some("deck") => Some(Role::Deck),
        ("section", "ul") if parent.attr("class") == Some("takeaways") => Some(Role::Takeaways),
        ("section", "h2") => heading(parent, &text(node)),
        _ => None,
    }
}

fn heading(section: &Element, words: &str) -> Option<Role> {
    let label = match section.attr("class") {
        None => return Some(Role::Heading),
        Some("takeaways") => "Key Takeaways",
        Some("sources") => "Sources",
        Some(_) => return None,
    };
    (words == label).then_some(Role::Label)
}

/// The role of a part that is more than its blocks.
pub(super) fn part(node: Branch<'_>, element: &Element) -> Option<Role> {
    let parent = parent_element(node)?;
    match (parent.name(), element.name()) {
        ("header", "figure") => figure(node).map(|image| Role::Image(image.into())),
        ("header", "p") if element.attr("class") == Some("byline") => byline(node),
        ("section", "ol") if parent.attr("class") == Some("sources") => {
            let entries = children(node).map(|(item, _)| source(item)).collect::<Option<Vec<_>>>();
            entries.map(Role::Sources)
        }
        _ => None,
    }
}

fn figure(node: Branch<'_>) -> Option<LeadImage> {
    let mut image = LeadImage::default();
    for child in node.children() {
        let element = match child.value() {
            Node::Element(element) => element,
            Node::Text(text) if !text.trim().is_empty() => return None,
            _ => continue,
        };
        match element.name() {
            "img" => {
                image.file = element.attr("src").unwrap_or_default().to_owned();
                image.alt = element.attr("alt").unwrap_or_default().to_owned();
            }
            "p" if only_text(child) => image.alt = text(child),
            "figcaption" => legend(child, &mut image)?,
            _ => return None,
        }
    }
    Some(image)
}

fn legend(node: Branch<'_>, image: &mut LeadImage) -> Option<()> {
    for child in node.children() {
        match child.value() {
            Node::Text(words) => image.caption.push_str(words),
            Node::Element(span) if span.attr("class") == Some("credit") && only_text(child) => {
                let credit = text(child);
                image.credit = credit.strip_prefix('(')?.strip_suffix(')')?.to_owned();
            }
            _ => return None,
        }
    }
    if !image.credit.is_empty() {
        let kept = image.caption.trim_end().len();
        image.caption.truncate(kept);
    }
    Some(())
}

fn byline(node: Branch<'_>) -> Option<Role> {
    let mut names = Vec::new();
    let mut dateline = String::new();
    for child in node.children() {
        match child.value() {
            Node::Text(words) if matches!(&**words, "By " | ", " | " and " | " — " | " —") => {}
            Node::Element(span) if only_text(child) => match span.attr("class") {
                Some("author") => names.push(crate::page::without_by(&text(child)).to_owned()),
                Some("dateline") => dateline = text(child),
                _ => return None,
            },
            _ => return None,
        }
    }
    Some(Role::Byline { names, dateline })
}

fn source(item: Branch<'_>) -> Option<Source> {
    let mut source = Source::default();
    for child in item.children() {
        match child.value() {
            Node::Text(words) if &**words == ", " => {}
            Node::Element(entry) if only_text(child) => {
                let words = text(child);
                match entry.attr("class")? {
                    "title" => {
                        source.title = words;
                        source.link = entry.attr("href").unwrap_or_default().to_owned();
                    }
                    "publisher" => source.publisher = words,
                    "link" => source.link = words,
                    _ => return None,
                }
            }
            _ => return None,
        }
    }
    Some(source)
}

fn only_text(node: Branch<'_>) -> bool {
    node.children().all(|child| child.value().is_text())
}
