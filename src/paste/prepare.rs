//! Cleans the tree of copied HTML before it is read: hidden content is removed, and what a program expresses in its
//! own way becomes plain HTML. `rules` says what each element needs; nothing here recurses.

use html5ever::interface::TreeSink;
use html5ever::{LocalName, QualName, ns};
use scraper::node::{Element, Text};
use scraper::{Html, HtmlTreeSink, Node};

use super::rules::{self, Edit, Facts};
use crate::format::html::read::{element, style, text};

/// Cleans a document. Returns how many images are left out.
pub(super) fn prepare(document: &mut Html) -> usize {
    let facts = Facts::of(document);
    let edits: Vec<(Id, Edit)> = document
        .tree
        .nodes()
        .flat_map(|node| rules::edits(node, facts).into_iter().map(move |edit| (node.id(), edit)))
        .collect();
    let left_out = edits.iter().filter(|(_, edit)| matches!(edit, Edit::LeaveOut(_))).count();
    edits.into_iter().for_each(|(id, edit)| apply(document, id, edit));
    left_out
}

type Id = <HtmlTreeSink as TreeSink>::Handle;

fn apply(document: &mut Html, id: Id, edit: Edit) {
    let Some(mut node) = document.tree.get_mut(id) else { return };
    match edit {
        Edit::Remove => node.detach(),
        Edit::LeaveOut(words) | Edit::Words(words) => {
            // The text of an image is separated from the text next to it.
            let words = if words.contains(char::is_alphanumeric) { format!(" {words} ") } else { words };
            while let Some(mut child) = node.first_child() {
                child.detach();
            }
            *node.value() = text_node(&words);
        }
        Edit::Rename(name) => {
            if let Node::Element(element) = node.value() {
                element.name.local = LocalName::from(name);
            }
        }
        Edit::Deepen(levels) => {
            let mut inner = node.insert_before(Node::Element(Element::new(html_name("ul"), Vec::new()))).id();
            for _ in 1..levels {
                let list = Node::Element(Element::new(html_name("ul"), Vec::new()));
                let Some(mut around) = document.tree.get_mut(inner) else { return };
                inner = around.append(list).id();
            }
            if let Some(mut list) = document.tree.get_mut(inner) {
                list.append_id(id);
            }
        }
        Edit::Link(link) => set_link(node.value(), &link),
        Edit::Quote => {
            let known = node.as_ref().prev_siblings().find(|node| !is_blank(node.value()));
            let known = known.filter(|node| element(*node).is_some_and(is_own_quote)).map(|node| node.id());
            let quote = known.unwrap_or_else(|| node.insert_before(quote_node()).id());
            if let Some(mut quote) = document.tree.get_mut(quote) {
                quote.append_id(id);
            }
        }
        Edit::Lines(lines) => {
            for (index, line) in lines.iter().enumerate() {
                if index > 0 {
                    node.insert_before(Node::Element(Element::new(html_name("br"), Vec::new())));
                }
                node.insert_before(text_node(line));
            }
            node.detach();
        }
    }
}

/// Whether a code editor copied this. Its colours mean nothing, and the text is taken as typed.
pub(super) fn is_typed_text(html: &str) -> bool {
    const BEGINNING: usize = 4_000;
    let beginning: String = html.chars().take(BEGINNING).collect();
    let document = Html::parse_document(&beginning);
    let body = document.tree.nodes().find(|node| element(*node).is_some_and(|e| e.name() == "body"));
    let Some(body) = body else { return false };
    let mut inside = body.children().filter(|node| !is_blank(node.value()));
    let first = inside.find_map(element).filter(|e| e.name() != "meta");
    let is_alone = inside.next().is_none() && !text(body).trim().is_empty();
    first.filter(|_| is_alone).is_some_and(|first| {
        let face = style::value(first, "font-family").unwrap_or_default().to_ascii_lowercase();
        let is_kept = first.name() == "pre" || style::value(first, "white-space") == Some("pre");
        is_kept && ["mono", "consolas", "menlo", "courier"].iter().any(|name| face.contains(name))
    })
}

/// Whitespace between elements, and comments.
fn is_blank(node: &Node) -> bool {
    match node {
        Node::Text(text) => text.trim().is_empty(),
        Node::Comment(_) | Node::ProcessingInstruction(_) => true,
        Node::Element(_) | Node::Document | Node::Fragment | Node::Doctype(_) => false,
    }
}

fn text_node(words: &str) -> Node {
    Node::Text(Text { text: words.into() })
}

fn html_name(name: &str) -> QualName {
    QualName::new(None, ns!(html), LocalName::from(name))
}

/// A generated quotation element, marked to distinguish it from others.
fn quote_node() -> Node {
    let mark = html5ever::Attribute { name: QualName::new(None, ns!(), LocalName::from(OWN)), value: "".into() };
    Node::Element(Element::new(html_name("blockquote"), vec![mark]))
}

fn is_own_quote(element: &Element) -> bool {
    element.name() == "blockquote" && element.attr(OWN).is_some()
}

const OWN: &str = "data-made-of-paragraphs";

fn set_link(node: &mut Node, link: &str) {
    let Node::Element(element) = node else { return };
    let target = element.attrs.iter_mut().find(|(name, _)| &*name.local == "href");
    if let Some((_, value)) = target {
        *value = link.into();
    }
}
