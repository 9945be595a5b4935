//! The facts in a document's head, as they are written.

use serde_json::Value;

use crate::format::html::generator::GENERATOR;
use crate::format::html::read::maker::Maker;
use crate::link::is_web;
use crate::page::{moment, without_by};

/// The facts in a document's head, as they are written.
#[derive(Default)]
pub(in crate::format::html::read) struct Facts {
    pub(super) named: Vec<(String, String)>,
    pub(super) title: String,
    pub(super) language: String,
    pub(super) canonical: String,
    pub(super) data: Option<Value>,
    /// The texts of `time` elements, each with its date.
    pub(super) times: Vec<(String, String)>,
}

impl Facts {
    pub(in crate::format::html::read) fn maker(&self) -> Maker {
        if self.first("generator") == GENERATOR { Maker::Copydesk } else { Maker::Other }
    }

    /// The description of the article in the head.
    pub(in crate::format::html::read) fn description(&self) -> String {
        let deck = [self.first("og:description"), self.first("description")];
        deck.iter().map(|text| one_line(text)).find(|text| !text.is_empty()).unwrap_or_default()
    }

    /// The date that a line shows, if it consists of the text of its `time` element and labels.
    pub(in crate::format::html::read) fn time_in(&self, line: &str, is_label: fn(&str) -> bool) -> Option<String> {
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

    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.named.iter().filter(move |(n, v)| n == name && !v.is_empty()).map(|(_, value)| value.as_str())
    }

    pub(super) fn first(&self, name: &str) -> String {
        self.all(name).next().unwrap_or_default().to_owned()
    }

    pub(super) fn moment(&self, name: &str, property: &str) -> String {
        let data = self.data.as_ref().and_then(|data| data.get(property)?.as_str());
        let known = self.all(name).chain(data).map(str::trim).find(|text| moment(text).is_some());
        known.unwrap_or_default().to_owned()
    }

    pub(super) fn authors(&self) -> Vec<String> {
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

    pub(super) fn tags(&self) -> Vec<String> {
        let tags: Vec<String> = self.all("article:tag").map(str::to_owned).collect();
        if !tags.is_empty() || self.maker() == Maker::Copydesk {
            return tags;
        }
        let words = self.first("keywords");
        words.split(',').map(one_line).filter(|tag| !tag.is_empty()).collect()
    }
}

pub(in crate::format::html::read) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
