//! Other kinds of header: lines of `Key: value` without delimiters, as in Pelican and MultiMarkdown, the `%` lines of
//! pandoc, and delimiters that name their format.

use super::field::Field;
use super::{data, yaml};

/// Keys of metadata without delimiters. Other keys there are the start of a text.
const KEYS: [&str; 16] = [
    "title",
    "date",
    "author",
    "authors",
    "slug",
    "category",
    "categories",
    "tags",
    "keywords",
    "summary",
    "status",
    "modified",
    "lang",
    "description",
    "subtitle",
    "template",
];

/// The fields of lines at the top that start with a title, up to a blank line.
pub(super) fn lines(text: &str) -> Option<(Vec<Field>, &str)> {
    let mut fields: Vec<Field> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            break;
        }
        at += line.len();
        if line.starts_with([' ', '\t']) {
            let value = fields.last_mut()?.values.last_mut()?;
            value.push(' ');
            value.push_str(line.trim());
            continue;
        }
        let (key, value) = line.split_once(':')?;
        let is_key = KEYS.iter().any(|known| key.trim_end().eq_ignore_ascii_case(known));
        if !is_key || !value.starts_with([' ', '\t']) {
            return None;
        }
        fields.push(field(key.trim_end(), value.trim()));
    }
    let is_head = fields.len() > 1 && fields.first()?.key.eq_ignore_ascii_case("title");
    is_head.then_some((fields, text.get(at..)?))
}

/// The fields of a title block: title, authors and date, each in a line starting with `%`.
pub(super) fn percent(text: &str) -> Option<(Vec<Field>, &str)> {
    let mut said: Vec<String> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n').take(6) {
        match line.strip_prefix('%') {
            Some(value) if said.len() < 3 && value.starts_with([' ', '\n', '\r']) => {
                said.push(value.trim().to_owned())
            }
            None if line.starts_with([' ', '\t']) && !line.trim().is_empty() => {
                let last = said.last_mut()?;
                last.push(' ');
                last.push_str(line.trim());
            }
            _ => break,
        }
        at += line.len();
    }
    let is_head = text.get(at..)?.lines().next().is_none_or(|line| line.trim().is_empty());
    let mut said = said.into_iter();
    let (title, authors, date) = (said.next()?, said.next().unwrap_or_default(), said.next().unwrap_or_default());
    let authors = authors.split(';').map(|name| name.trim().to_owned()).collect();
    let fields = [("title", vec![title]), ("author", authors), ("date", vec![date])];
    let fields = fields.into_iter().map(|(key, values)| Field { key: key.to_owned(), values, is_listed: true });
    is_head.then(|| (fields.collect(), text.get(at..).unwrap_or_default()))
}

/// The fields between delimiters of which the first names the language, and those of Hexo's JSON.
pub(super) fn named(text: &str) -> Option<(Vec<Field>, &str)> {
    let (first, body) = text.split_once('\n')?;
    let (fence, language) = first.trim_end().split_at_checked(3)?;
    let end = body.lines().scan(0, |at, line| {
        let start = *at;
        *at += line.len() + 1;
        Some((start, line))
    });
    let (at, line) = end.into_iter().find(|(_, line)| line.trim_end() == fence)?;
    let inner = body.get(..at)?;
    let fields = match (fence, language.trim().to_ascii_lowercase().as_str()) {
        (";;;", "") | ("---", "json") => data::json(inner).map(|(fields, _)| fields),
        ("---", "toml") => data::toml(inner),
        ("---", "yaml" | "yml") => yaml::fields(inner),
        _ => None,
    }?;
    Some((fields, body.get(at + line.len()..)?.trim_start_matches(['\r', '\n'])))
}

fn field(key: &str, value: &str) -> Field {
    Field { key: key.to_owned(), values: vec![value.to_owned()], is_listed: false }
}
