//! Bullets and numbers typed at the start of an item: which part of the paragraph they are. `word` decides how deep
//! the item is nested.

use scraper::Node;
use scraper::node::Element;

use super::tree::{Branch, Id, element};
use super::{number, style, word};

/// A typed marker.
pub(super) struct Typed {
    /// The numbers it may stand for; empty for a bullet.
    pub numbers: Vec<u64>,
    /// The texts that contain it, each with the number of its bytes.
    pub texts: Vec<(Id, usize)>,
}

/// Characters that start a line only as bullets.
const BULLETS: &str = "•◦▪▫‣⁃∙●○■□◆❖➢\u{F0B7}\u{F0A7}\u{F0D8}\u{F0FC}";
/// Characters that are bullets if a paragraph is known to be an item; `o` and others are bullets in symbol fonts.
const SIGNS: &str = "·-–—*";
const LETTERS: &str = "oØ§üvq";

/// The number of nodes of an element that are examined for a marker.
const MOST_NODES: usize = 64;

/// The evidence that a paragraph is an item, besides its first character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    /// Its class or style.
    Listed,
    /// Its hanging indent.
    Hanging,
    /// Its indent, or a neighbour with such a character.
    Nearby,
}

/// The marker of a paragraph that is an item.
pub(super) fn marker(node: Branch<'_>, paragraph: &Element) -> Option<Typed> {
    if let Some(typed) = between_comments(node) {
        return Some(typed);
    }
    let is_listed = paragraph.attr("class").is_some_and(|class| class.starts_with("MsoListParagraph"))
        || style::value(paragraph, "mso-list").is_some_and(|list| list.contains("level"));
    let is_hanging = style::value(paragraph, "text-indent").is_some_and(|indent| indent.starts_with('-'));
    let known = match (is_listed, is_hanging) {
        (true, _) => Known::Listed,
        (false, true) => Known::Hanging,
        (false, false) => Known::Nearby,
    };
    let lead = Lead::of(node);
    let length = lead.marker(known)?;
    let is_nearby = || {
        let is_one = |node: Option<Branch<'_>>| {
            node.is_some_and(|node| is_paragraph(node) && Lead::of(node).marker(Known::Nearby).is_some())
        };
        let is_element = |node: &Branch<'_>| node.value().is_element();
        word::indent_of(paragraph) > 0.0
            || is_one(node.next_siblings().find(is_element))
            || is_one(node.prev_siblings().find(is_element))
    };
    (known != Known::Nearby || is_nearby()).then(|| lead.typed(length))
}

/// The typed bullet before the text of an item that has one already.
pub(super) fn doubled(item: Branch<'_>) -> Option<Typed> {
    let lead = Lead::of(item);
    Some(lead.typed(lead.marker(Known::Nearby)?))
}

fn is_paragraph(node: Branch<'_>) -> bool {
    element(node).is_some_and(|element| element.name() == "p")
}

/// The marker that Word puts between two comments for programs without support for lists.
fn between_comments(node: Branch<'_>) -> Option<Typed> {
    let mut words = String::new();
    let mut texts = Vec::new();
    let mut is_inside = false;
    for node in node.descendants().take(MOST_NODES) {
        match node.value() {
            Node::Comment(comment) if comment.contains("!supportLists") => is_inside = true,
            Node::Comment(comment) if is_inside && comment.contains("[endif]") => break,
            Node::Text(text) if is_inside => {
                words.push_str(text);
                texts.push((node.id(), text.len()));
            }
            Node::Text(text) if !text.trim().is_empty() => return None,
            Node::Text(_)
            | Node::Comment(_)
            | Node::Element(_)
            | Node::Document
            | Node::Fragment
            | Node::Doctype(_)
            | Node::ProcessingInstruction(_) => {}
        }
    }
    (is_inside && !words.trim().is_empty()).then(|| Typed { numbers: number::of_marker(&words), texts })
}

/// The first text of an element.
struct Lead {
    words: String,
    /// The texts it consists of, each with its start.
    texts: Vec<(Id, usize)>,
}

impl Lead {
    fn of(node: Branch<'_>) -> Lead {
        const LENGTH: usize = 16;
        let mut lead = Lead { words: String::new(), texts: Vec::new() };
        for node in node.descendants().take(MOST_NODES) {
            let is_end = element(node).is_some_and(|element| matches!(element.name(), "br" | "img" | "a"));
            if is_end || lead.words.trim().len() > LENGTH {
                break;
            }
            if let Some(text) = node.value().as_text() {
                lead.texts.push((node.id(), lead.words.len()));
                lead.words.push_str(text);
            }
        }
        lead
    }

    /// The end of the marker and the space after it.
    fn marker(&self, known: Known) -> Option<usize> {
        let words = self.words.trim_start();
        let start = self.words.len() - words.len();
        let length = sign(words, known).or_else(|| number(words, known))?;
        let rest = words.get(length..)?;
        let behind = rest.trim_start();
        let space = rest.get(..rest.len() - behind.len())?;
        let first = words.chars().next()?;
        let is_wide = space.contains(['\u{A0}', '\t', '\u{2003}']) || space.chars().count() > 1;
        let is_sure = BULLETS.contains(first) || known != Known::Nearby && SIGNS.contains(first) || is_wide;
        (is_sure && !space.is_empty() && !behind.is_empty()).then(|| start + length + space.len())
    }

    fn typed(&self, length: usize) -> Typed {
        let marker = self.words.get(..length).unwrap_or_default();
        let texts = self.texts.iter().filter(|(_, start)| *start < length);
        Typed {
            numbers: number::of_marker(marker),
            texts: texts.map(|(id, start)| (*id, length - start)).collect(),
        }
    }
}

/// The length of a bullet at the start of a text, in bytes.
fn sign(words: &str, known: Known) -> Option<usize> {
    let first = words.chars().next()?;
    let is_sign = BULLETS.contains(first)
        || known != Known::Nearby && SIGNS.contains(first)
        || known == Known::Listed && LETTERS.contains(first);
    is_sign.then(|| first.len_utf8())
}

/// The length of a number with its punctuation at the start of a text, in bytes.
fn number(words: &str, known: Known) -> Option<usize> {
    const LONGEST: usize = 5;
    if known == Known::Nearby {
        return None;
    }
    let inner = words.strip_prefix('(').unwrap_or(words);
    let last = inner.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    let count = inner.len() - last.len();
    let length = words.len() - last.len() + 1;
    let is_marker = last.starts_with(['.', ')']) && (1..=LONGEST).contains(&count);
    let marker = words.get(..length).filter(|_| is_marker)?;
    (!number::of_marker(marker).is_empty()).then_some(length)
}
