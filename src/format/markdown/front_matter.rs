//! YAML front matter, both ways: a flat mapping at the top of a Markdown file. Aliases and nesting beyond one level
//! are not taken; a head that is no such mapping is body text.

use saphyr_parser::{Event, Parser, ScalarStyle};

use crate::format::Head;
use crate::page::{Page, Part};

/// Bytes of a head that are looked at. A longer one is body text.
const LIMIT: usize = 64 * 1024;

/// Writes the head of a page: one key a line, every text in double quotes. Nothing for a page without any.
pub(super) fn render(page: &Page) -> String {
    let meta = &page.meta;
    let mut lines = Vec::new();
    let mut text = |key: &str, value: &str| {
        if !value.is_empty() {
            lines.push(format!("{key}: {}", quoted(value)));
        }
    };
    text("title", &meta.headline);
    text("description", &meta.deck);
    text("date", &meta.published);
    text("lastmod", &meta.updated);
    text("slug", &meta.slug);
    text("lang", &meta.language);
    text("canonical", &meta.canonical);
    lines.extend(list("author", &meta.authors));
    lines.extend(list("tags", &meta.tags));
    lines.extend(image(page));
    if lines.is_empty() {
        return String::new();
    }
    format!("---\n{}\n---\n", lines.join("\n"))
}

fn list(key: &str, values: &[String]) -> Option<String> {
    let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
    (!values.is_empty()).then(|| format!("{key}: [{}]", values.join(", ")))
}

fn image(page: &Page) -> Vec<String> {
    let figure = page.parts.iter().find_map(|part| match part {
        Part::Image(figure) => Some(figure),
        _ => None,
    });
    let Some(figure) = figure.filter(|figure| figure.file.is_some()) else { return Vec::new() };
    let alt = figure.alt.as_ref().map(|(_, alt)| alt);
    let fields = [
        ("src", figure.file.as_ref()),
        ("alt", alt),
        ("caption", figure.caption.as_ref()),
        ("credit", figure.credit.as_ref()),
    ];
    let field =
        |(key, run): (&str, Option<&crate::markdown::Run>)| Some(format!("  {key}: {}", quoted(&run?.text)));
    std::iter::once("image:".to_owned()).chain(fields.into_iter().filter_map(field)).collect()
}

/// A YAML text in double quotes (YAML 1.2, 7.3.1): everything that is not plainly printable is escaped.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}') => {
                out.push_str(&format!("\\u{:04X}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Takes the front matter off a text: what it says, where it is one, and the rest.
pub(super) fn split(text: &str) -> (Option<Head>, &str) {
    let Some((yaml, rest)) = parts(text) else { return (None, text) };
    match fields(yaml) {
        Some(fields) if !fields.is_empty() => (Some(head(fields)), rest),
        _ => (None, text),
    }
}

fn parts(text: &str) -> Option<(&str, &str)> {
    let body = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n"))?;
    let start = text.len() - body.len();
    let mut at = start;
    for line in body.split_inclusive('\n') {
        let end = at + line.len();
        if matches!(line.trim_end(), "---" | "...") {
            return Some((text.get(start..at)?, text.get(end..)?));
        }
        at = end;
        if at - start > LIMIT {
            return None;
        }
    }
    None
}

/// A field of the head: its key (`image.alt` for one inside another) and its values.
type Field = (String, Vec<String>);

/// Reads a flat mapping of texts, lists of texts and mappings of texts.
fn fields(yaml: &str) -> Option<Vec<Field>> {
    let mut fields: Vec<Field> = Vec::new();
    let mut reader = Mapping::default();
    for event in Parser::new_from_str(yaml) {
        let (event, _) = event.ok()?;
        if let Some(field) = reader.event(event)? {
            fields.push(field);
        }
    }
    Some(fields)
}

/// Where in the mapping the reader stands.
#[derive(Default)]
struct Mapping {
    depth: usize,
    outer: Option<String>,
    key: Option<String>,
    list: Option<Vec<String>>,
}

impl Mapping {
    /// `None` for what no flat mapping has; a field when one ends.
    fn event(&mut self, event: Event<'_>) -> Option<Option<Field>> {
        match event {
            Event::MappingStart(..) if self.depth == 0 => self.depth = 1,
            Event::MappingStart(..) if self.depth == 1 && self.list.is_none() => {
                self.outer = Some(self.key.take()?);
                self.depth = 2;
            }
            Event::MappingEnd => {
                self.depth = self.depth.checked_sub(1)?;
                self.outer = None;
            }
            Event::SequenceStart(..) if self.key.is_some() && self.list.is_none() => self.list = Some(Vec::new()),
            Event::SequenceEnd => {
                let values = self.list.take()?;
                return Some(Some((self.key.take()?, values)));
            }
            Event::Scalar(value, style, ..) => {
                let is_null = style == ScalarStyle::Plain && matches!(value.as_ref(), "" | "~" | "null");
                return Some(self.scalar(if is_null { String::new() } else { value.into_owned() }));
            }
            Event::MappingStart(..) | Event::SequenceStart(..) | Event::Alias(_) => return None,
            _ => {}
        }
        Some(None)
    }

    fn scalar(&mut self, value: String) -> Option<Field> {
        if let Some(list) = &mut self.list {
            list.push(value);
            return None;
        }
        match self.key.take() {
            Some(key) => Some((key, vec![value])),
            None => {
                self.key = Some(match &self.outer {
                    Some(outer) => format!("{outer}.{value}"),
                    None => value,
                });
                None
            }
        }
    }
}

/// The fields by the names that site generators give them. What has no place in an article is kept as a note.
fn head(fields: Vec<Field>) -> Head {
    let mut head = Head::default();
    for (key, values) in fields {
        let one = || values.join(", ");
        let image = &mut head.image;
        match key.to_ascii_lowercase().as_str() {
            "title" | "headline" => head.headline = one(),
            "description" | "deck" | "subtitle" | "summary" | "excerpt" | "abstract" => head.deck = one(),
            "author" | "authors" | "byline" => head.byline = values,
            "date" | "published" | "pubdate" | "publishdate" => head.published = one(),
            "lastmod" | "updated" | "updateddate" | "last_modified_at" | "modified" => head.updated = one(),
            "slug" => head.slug = one(),
            "tags" | "keywords" | "categories" => head.tags.extend(values),
            "lang" | "language" => head.language = one(),
            "canonical" | "canonical_url" | "canonicalurl" => head.canonical = one(),
            "image" | "cover" | "heroimage" | "image.src" | "image.file" | "cover.image" => image.file = one(),
            "image.alt" | "cover.alt" => image.alt = one(),
            "image.caption" | "cover.caption" => image.caption = one(),
            "image.credit" => image.credit = one(),
            _ => head.other.push((key, one())),
        }
    }
    head
}
