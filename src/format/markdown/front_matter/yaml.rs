//! The fields of front matter in YAML.

use std::borrow::Cow;
use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::field::Field;

/// The greatest nesting depth.
const DEPTH: usize = 8;

/// The greatest number of bytes that aliases may add: each can stand for everything before it.
const ALIAS_LIMIT: usize = 64 * 1024;

/// Reads a mapping: nested values get their path as the key, and a list is one field. `None` if it is not a mapping.
pub(super) fn fields(yaml: &str) -> Option<Vec<Field>> {
    let mut reader = Reader::default();
    for event in Parser::new_from_str(yaml) {
        let (event, _) = event.ok()?;
        reader.event(event)?;
    }
    Some(reader.fields)
}

/// What is open around the current event.
enum Level {
    /// With the key of the next value.
    Mapping(Option<String>),
    List,
}

/// Whether a value is the first that its alias stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Found {
    Once,
    Again,
}

#[derive(Default)]
struct Reader {
    /// Each with its anchor, or 0.
    open: Vec<(Level, usize)>,
    fields: Vec<Field>,
    anchored: HashMap<usize, Vec<String>>,
    by_alias: usize,
}

impl Reader {
    /// Returns `None` for unsupported YAML.
    fn event(&mut self, event: Event<'_>) -> Option<()> {
        match event {
            Event::MappingStart(anchor, _) => self.open.push((Level::Mapping(None), anchor)),
            Event::SequenceStart(anchor, _) if !self.open.is_empty() => self.open.push((Level::List, anchor)),
            Event::MappingEnd | Event::SequenceEnd => {
                self.open.pop();
                self.end_value();
            }
            Event::Scalar(value, style, anchor, _) => {
                let is_null = style == ScalarStyle::Plain && matches!(value.as_ref(), "" | "~" | "null");
                let value = if is_null { String::new() } else { value.into_owned() };
                self.note(anchor, &value);
                let is_key = matches!(self.open.last(), Some((Level::Mapping(None), _)));
                self.scalar(value, Found::Once)?;
                if !is_key {
                    self.end_value();
                }
            }
            Event::Alias(anchor) => self.alias(anchor)?,
            Event::SequenceStart(..) => return None,
            _ => {}
        }
        (self.open.len() <= DEPTH).then_some(())
    }

    fn scalar(&mut self, value: String, found: Found) -> Option<()> {
        if let (Level::Mapping(key @ None), _) = self.open.last_mut()? {
            *key = Some(value);
            return Some(());
        }
        let anchors: Vec<usize> = self.open.iter().map(|(_, anchor)| *anchor).collect();
        anchors.into_iter().for_each(|anchor| self.note(anchor, &value));
        let is_listed = self.open.iter().any(|(level, _)| matches!(level, Level::List));
        let path = self.path();
        match self.fields.last_mut() {
            Some(last) if (is_listed || found == Found::Again) && last.key == path => last.values.push(value),
            _ => self.fields.push(Field { key: path, values: vec![value], is_listed }),
        }
        Some(())
    }

    fn note(&mut self, anchor: usize, value: &str) {
        if anchor > 0 {
            self.anchored.entry(anchor).or_default().push(value.to_owned());
        }
    }

    fn alias(&mut self, anchor: usize) -> Option<()> {
        let values = self.anchored.get(&anchor).cloned().unwrap_or_default();
        self.by_alias += values.iter().map(|value| value.len() + 1).sum::<usize>();
        if self.by_alias > ALIAS_LIMIT {
            return None;
        }
        let mut found = Found::Once;
        for value in values {
            self.scalar(value, found)?;
            found = Found::Again;
        }
        self.end_value();
        Some(())
    }

    /// A key has received its value, so another can follow.
    fn end_value(&mut self) {
        if let Some((Level::Mapping(key), _)) = self.open.last_mut() {
            *key = None;
        }
    }

    fn path(&self) -> String {
        let key = |(level, _): &(Level, usize)| match level {
            Level::Mapping(key) => key.clone(),
            Level::List => None,
        };
        self.open.iter().filter_map(key).collect::<Vec<_>>().join(".")
    }
}

/// The same front matter for strict parsers: without leading tabs, and with continued quoted values indented.
pub(super) fn mended(yaml: &str) -> String {
    let mut open = None;
    let lines = yaml.lines().map(|line| {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let (space, words) = line.split_at(indent);
        let space = space.replace('\t', "  ");
        let is_within = open.is_some();
        open = still_open(open, words);
        let line: Cow<'_, str> = match is_within && space.is_empty() && !words.is_empty() {
            true => format!("  {words}").into(),
            false => (space + words).into(),
        };
        line
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The quotation mark that is open after a line, if one was open before it or opens a value in it.
fn still_open(before: Option<char>, line: &str) -> Option<char> {
    let (quote, rest) = match before {
        Some(quote) => (quote, line),
        None => {
            let value =
                line.split_once(": ").map(|(_, value)| value).or_else(|| line.strip_prefix("- "))?.trim_start();
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            (quote, value.get(1..)?)
        }
    };
    let bare = match quote {
        '"' => rest.replace("\\\\", "").replace("\\\"", ""),
        _ => rest.replace("''", ""),
    };
    (!bare.contains(quote)).then_some(quote)
}
