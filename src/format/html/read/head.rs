//! What a page says about itself outside its text. What the text also says is left to the text.

pub(super) mod facts;
mod unsaid;

use scraper::{Html, Node};
use serde_json::Value;

use super::maker::Maker;
use super::tree::text;
use crate::link::is_web;
use crate::markdown::{Block, words};
use crate::page::moment;
use crate::reading::{Head, Piece, Role};

pub(in crate::format::html::read) use facts::{Facts, one_line};

pub(super) fn facts(document: &Html) -> Facts {
    let mut facts = Facts::default();
    for node in document.tree.nodes() {
        let Node::Element(element) = node.value() else { continue };
        let value = |name: &str| element.attr(name).unwrap_or_default();
        match element.name() {
            "html" => facts.language = value("lang").trim().to_owned(),
            "title" if facts.title.is_empty() => facts.title = one_line(&text(node)),
            "link" if value("rel") == "canonical" => facts.canonical = value("href").trim().to_owned(),
            "meta" => {
                let name = element.attr("property").or(element.attr("name")).unwrap_or_default();
                facts.named.push((name.to_ascii_lowercase(), value("content").trim().to_owned()));
            }
            "time" => {
                let moment = moment(value("datetime")).filter(|moment| moment.len() >= "2026-03-01".len());
                facts.times.extend(moment.map(|moment| (one_line(&text(node)), moment)));
            }
            "script" if value("type") == "application/ld+json" => {
                facts.data = facts.data.take().or_else(|| article_in(&text(node)));
            }
            _ => {}
        }
    }
    facts
}

impl Facts {
    /// The metadata that `pieces` do not contain.
    pub(super) fn head(&self, pieces: &[Piece]) -> Head {
        let has_byline = pieces.iter().any(|piece| matches!(piece.role, Some(Role::Byline { .. })));
        let mut head = Head {
            byline: if has_byline { Vec::new() } else { self.authors() },
            language: self.language.clone(),
            published: self.moment("article:published_time", "datePublished"),
            updated: self.moment("article:modified_time", "dateModified"),
            canonical: Some(self.canonical.clone()).filter(|link| is_web(link)).unwrap_or_default(),
            tags: self.tags(),
            ..Head::default()
        };
        if self.maker() == Maker::Other {
            self.add_wording(&mut head, pieces);
            head.other = unsaid::fields(self, &head, pieces);
        }
        head
    }

    /// Adds headline and deck, if the text has none.
    fn add_wording(&self, head: &mut Head, pieces: &[Piece]) {
        let is_headline = |piece: &Piece| matches!(piece.block, Block::Heading { level: 1, .. });
        if !pieces.iter().any(is_headline) {
            head.headline = [one_line(&self.first("og:title")), self.title.clone()]
                .into_iter()
                .find(|text| !text.is_empty())
                .unwrap_or_default();
        }
        let deck = self.description();
        let start = deck.trim_end_matches(['…', '.']).trim_end();
        let is_in_text = pieces.iter().any(|piece| match &piece.block {
            Block::Paragraph(content) | Block::Heading { content, .. } => {
                one_line(&words(content)).starts_with(start)
            }
            Block::Quote(_)
            | Block::List(_)
            | Block::Code(_)
            | Block::Table(_)
            | Block::Rule(_)
            | Block::Note(_) => false,
        });
        if !is_in_text && !pieces.is_empty() {
            head.deck = deck;
        }
    }
}

/// The description of an article in a data block: the object itself, or one in a list or graph.
fn article_in(json: &str) -> Option<Value> {
    let value: Value = serde_json::from_str(json).ok()?;
    let candidates = match &value {
        Value::Array(list) => list.clone(),
        Value::Object(object) => match object.get("@graph").and_then(Value::as_array) {
            Some(graph) => graph.clone(),
            None => vec![value],
        },
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    };
    candidates.into_iter().find(|thing| thing.get("headline").is_some() || thing.get("author").is_some())
}
