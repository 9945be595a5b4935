//! What a page says about itself outside its text. What the text says as well is left to the text.

mod unsaid;

use scraper::{Html, Node};
use serde_json::Value;

use super::maker::Maker;
use super::tree::text;
use crate::format::html::generator::GENERATOR;
use crate::link::is_web;
use crate::markdown::{Block, words};
use crate::page::{moment, without_by};
use crate::reading::{Head, Piece, Role};

/// The facts of a head, as they stand there.
#[derive(Default)]
pub(super) struct Facts {
    named: Vec<(String, String)>,
    title: String,
    language: String,
    canonical: String,
    data: Option<Value>,
    /// What `time` elements show, each with its moment.
    times: Vec<(String, String)>,
}

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
    pub(super) fn maker(&self) -> Maker {
        if self.first("generator") == GENERATOR { Maker::Copydesk } else { Maker::Other }
    }

    /// What `pieces` do not say.
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

    /// Headline and deck, where the text has none.
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

    /// What the head says the piece is about.
    pub(super) fn description(&self) -> String {
        let deck = [self.first("og:description"), self.first("description")];
        deck.iter().map(|text| one_line(text)).find(|text| !text.is_empty()).unwrap_or_default()
    }

    /// The moment that a line shows with the words of its `time` element and nothing beside them but labels.
    pub(super) fn time_in(&self, line: &str, is_label: fn(&str) -> bool) -> Option<String> {
        let line = one_line(line);
        let is_beside = |rest: &str| {
            let words = rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
            words.map(str::to_lowercase).all(|word| is_label(&word))
        };
        let found = self.times.iter().find(|(words, _)| {
            !words.is_empty()
                && line
                    .split_once(words.as_str())
                    .is_some_and(|(before, after)| is_beside(before) && is_beside(after))
        });
        found.map(|(_, moment)| moment.clone())
    }

    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.named.iter().filter(move |(n, v)| n == name && !v.is_empty()).map(|(_, value)| value.as_str())
    }

    fn first(&self, name: &str) -> String {
        self.all(name).next().unwrap_or_default().to_owned()
    }

    fn moment(&self, name: &str, property: &str) -> String {
        let data = self.data.as_ref().and_then(|data| data.get(property)?.as_str());
        let known = self.all(name).chain(data).map(str::trim).find(|text| moment(text).is_some());
        known.unwrap_or_default().to_owned()
    }

    fn authors(&self) -> Vec<String> {
        let named: Vec<String> =
            self.all("author").filter(|name| !is_web(name)).map(|name| without_by(name).to_owned()).collect();
        if !named.is_empty() {
            return named;
        }
        let Some(author) = self.data.as_ref().and_then(|data| data.get("author")) else { return Vec::new() };
        let name = |value: &Value| value.get("name").unwrap_or(value).as_str().map(one_line);
        let names = author.as_array().map_or_else(|| vec![name(author)], |list| list.iter().map(name).collect());
        names
            .into_iter()
            .flatten()
            .filter(|name| !name.is_empty())
            .map(|name| without_by(&name).to_owned())
            .collect()
    }

    fn tags(&self) -> Vec<String> {
        let tags: Vec<String> = self.all("article:tag").map(str::to_owned).collect();
        if !tags.is_empty() || self.maker() == Maker::Copydesk {
            return tags;
        }
        let words = self.first("keywords");
        words.split(',').map(one_line).filter(|tag| !tag.is_empty()).collect()
    }
}

/// The description of an article in a data block: the thing itself, one of a list, or one of a graph.
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

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
