//! Where front matter ends and the text begins. Anything that reads like front matter is removed from the text. What
//! cannot be parsed is kept line by line, so that no reader sees the key of a field. Words between two rules are text.

use super::field::Field;
use super::names::{self, is_known};
use super::{bare, data, yaml};
use crate::reading::Head;

/// In bytes. Longer front matter is body text.
const LIMIT: usize = 1 << 20;

/// The language of front matter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Language {
    Yaml,
    Toml,
}

/// Front matter in a file, and the text after it.
struct Found<'a> {
    head: &'a str,
    rest: &'a str,
    /// Whether it has a closing line.
    is_closed: bool,
}

/// Splits the front matter off a text: returns its fields, if there is any, and the rest.
pub(in crate::format::markdown) fn split(text: &str) -> (Option<Head>, &str) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let start = text.trim_start_matches(['\n', '\r']);
    let head = fenced(start, Language::Yaml)
        .or_else(|| fenced(start, Language::Toml))
        .or_else(|| data::json(start))
        .or_else(|| bare::named(start))
        .or_else(|| bare::percent(start))
        .or_else(|| bare::lines(start));
    match head {
        Some((fields, rest)) => (Some(names::head(fields)), rest),
        None => (None, text),
    }
}

fn fenced(text: &str, language: Language) -> Option<(Vec<Field>, &str)> {
    let found = found(text, language)?;
    let mut fields = match language {
        Language::Yaml => yaml_fields(&found)?,
        Language::Toml => toml_fields(&found)?,
    };
    let comments = comments(found.head);
    let comments = comments.filter(|said| !fields.iter().any(|f| f.values.iter().any(|v| v.contains(said))));
    let comments: Vec<String> = comments.map(str::to_owned).collect();
    fields.extend(comments.into_iter().map(|said| field("comment", said)));
    Some((fields, found.rest))
}

fn found(text: &str, language: Language) -> Option<Found<'_>> {
    let fence = language.fence();
    let (first, body) = text.split_once('\n')?;
    if first.trim_end() != fence {
        return None;
    }
    let mut at = 0;
    let mut first_blank = None;
    for line in body.split_inclusive('\n') {
        let end = at + line.len();
        let shown = line.trim_end();
        if shown == fence || (language == Language::Yaml && shown == "...") {
            return Some(Found { head: body.get(..at)?, rest: body.get(end..)?, is_closed: true });
        }
        if shown.is_empty() {
            first_blank.get_or_insert(at);
        }
        at = end;
        if at > LIMIT {
            break;
        }
    }
    let end = first_blank.unwrap_or(at);
    Some(Found { head: body.get(..end)?, rest: body.get(end..)?, is_closed: false })
}

fn yaml_fields(found: &Found<'_>) -> Option<Vec<Field>> {
    let Found { head, is_closed, .. } = *found;
    if head.is_empty() && is_closed {
        return Some(Vec::new());
    }
    let is_spaced = head.lines().next().is_none_or(|line| line.trim().is_empty());
    let could_be = is_closed && !is_spaced;
    if let Some(fields) = yaml::fields(head).or_else(|| yaml::fields(&yaml::mended(head))) {
        let has_only_comments = fields.is_empty() && could_be && comments(head).next().is_some();
        let is_plain = could_be && !fields.is_empty() && fields.iter().all(|field| is_name(&field.key));
        return (has_known(&fields) || is_plain || has_only_comments).then_some(fields);
    }
    let (fields, has_words) = by_entry(head, Language::Yaml);
    let is_plain = could_be && !has_words && fields.len() > 1;
    (has_known(&fields) || is_plain).then_some(fields)
}

fn toml_fields(found: &Found<'_>) -> Option<Vec<Field>> {
    if let Some(fields) = data::toml(found.head) {
        return (found.is_closed || has_known(&fields)).then_some(fields);
    }
    let (fields, has_words) = by_entry(found.head, Language::Toml);
    (has_known(&fields) || (found.is_closed && !has_words && !fields.is_empty())).then_some(fields)
}

fn has_known(fields: &[Field]) -> bool {
    fields.iter().any(|field| is_known(&field.key))
}

/// The fields of front matter that cannot be parsed as a whole, and whether some lines belong to no field.
fn by_entry(head: &str, language: Language) -> (Vec<Field>, bool) {
    let mut fields = Vec::new();
    let mut has_words = false;
    for (key, entry) in entries(head, language) {
        let read = match language {
            Language::Yaml => yaml::fields(&entry).or_else(|| yaml::fields(&yaml::mended(&entry))),
            Language::Toml => data::toml(&entry),
        };
        match (read.filter(|read| !read.is_empty()), key) {
            (Some(read), _) => fields.extend(read),
            (None, Some(key)) => {
                let value = value_of(&entry, language);
                fields.push(field(key.trim_matches(['"', '\'']), value));
            }
            (None, None) => {
                let words = on_one_line(&entry);
                has_words |= !words.starts_with('#') && !words.is_empty();
                fields.extend((!words.is_empty()).then(|| field("", words)));
            }
        }
    }
    (fields, has_words)
}

/// The lines of each field, with its key. Other lines are entries without a key.
fn entries(head: &str, language: Language) -> Vec<(Option<&str>, String)> {
    let mut entries: Vec<(Option<&str>, String)> = Vec::new();
    let mut is_after_blank = true;
    for line in head.lines() {
        let key = key_of(line, language);
        let goes_on = line.starts_with([' ', '\t', '-', ']', '}']) || !is_after_blank;
        match entries.last_mut() {
            Some((_, entry)) if key.is_none() && goes_on => {
                entry.push('\n');
                entry.push_str(line);
            }
            _ => entries.push((key, line.to_owned())),
        }
        is_after_blank = line.trim().is_empty();
    }
    entries
}

/// The key at the start of a line.
fn key_of(line: &str, language: Language) -> Option<&str> {
    let at = line.find(language.sign())?;
    let (key, rest) = (line.get(..at)?, line.get(at + 1..)?);
    let is_ended = language == Language::Toml || rest.is_empty() || rest.starts_with([' ', '\t', '\r']);
    Some(key.trim_end()).filter(|key| is_ended && is_name(key.trim_matches(['"', '\''])))
}

fn value_of(entry: &str, language: Language) -> String {
    let value = entry.split_once(language.sign()).map_or("", |(_, value)| value);
    let value = on_one_line(value);
    let quoted = |quote: char| value.strip_prefix(quote)?.strip_suffix(quote).map(str::to_owned);
    let listed = || value.strip_prefix('[').map(|list| list.trim_end_matches(']').to_owned());
    quoted('"').or_else(|| quoted('\'')).or_else(listed).unwrap_or(value)
}

/// Whether a text can be the key of a field, rather than the start of a sentence.
fn is_name(key: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | ':' | '@' | '$' | '<');
    !key.is_empty() && key.chars().count() <= 60 && key.chars().all(is_part)
}

/// The comments after `#` in front matter.
fn comments(head: &str) -> impl Iterator<Item = &str> {
    let said = |line: &'_ str| -> Option<usize> {
        let mut quote = None;
        let mut before = ' ';
        for (at, c) in line.char_indices() {
            match (quote, c) {
                (None, '#') if before.is_whitespace() => return Some(at),
                (None, '"' | '\'') if !before.is_alphanumeric() => quote = Some(c),
                (Some(open), c) if c == open && before != '\\' => quote = None,
                _ => {}
            }
            before = c;
        }
        None
    };
    let comment = move |line| -> Option<&str> { str::get(line, said(line)?..) };
    head.lines()
        .filter_map(comment)
        .map(|line| line.trim_start_matches('#').trim())
        .filter(|said| !said.is_empty())
}

fn field(key: &str, value: String) -> Field {
    Field { key: key.to_owned(), values: vec![value], is_listed: false }
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Language {
    fn fence(self) -> &'static str {
        match self {
            Language::Yaml => "---",
            Language::Toml => "+++",
        }
    }

    /// The separator between a key and its value.
    fn sign(self) -> char {
        match self {
            Language::Yaml => ':',
            Language::Toml => '=',
        }
    }
}
