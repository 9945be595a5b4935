//! YAML front matter, both ways: a mapping at the top of a Markdown file. One with aliases, which can grow without
//! bound, and a head that is no mapping are body text.

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

/// Levels of nesting that are looked at.
const DEPTH: usize = 8;

/// Reads a mapping: what is nested gets its path as its key, what is listed is one field.
fn fields(yaml: &str) -> Option<Vec<Field>> {
    let mut reader = Reader::default();
    for event in Parser::new_from_str(yaml) {
        let (event, _) = event.ok()?;
        reader.event(event)?;
    }
    Some(reader.fields)
}

/// What is open around the event being read.
enum Level {
    /// With the key whose value comes next.
    Mapping(Option<String>),
    List,
}

#[derive(Default)]
struct Reader {
    open: Vec<Level>,
    fields: Vec<Field>,
}

impl Reader {
    /// `None` for what is not taken.
    fn event(&mut self, event: Event<'_>) -> Option<()> {
        match event {
            Event::MappingStart(..) => self.open.push(Level::Mapping(None)),
            Event::SequenceStart(..) if !self.open.is_empty() => self.open.push(Level::List),
            Event::MappingEnd | Event::SequenceEnd => {
                self.open.pop();
                self.end_value();
            }
            Event::Scalar(value, style, ..) => {
                let is_null = style == ScalarStyle::Plain && matches!(value.as_ref(), "" | "~" | "null");
                self.scalar(if is_null { String::new() } else { value.into_owned() })?;
            }
            Event::SequenceStart(..) | Event::Alias(_) => return None,
            _ => {}
        }
        (self.open.len() <= DEPTH).then_some(())
    }

    fn scalar(&mut self, value: String) -> Option<()> {
        if let Level::Mapping(key @ None) = self.open.last_mut()? {
            *key = Some(value);
            return Some(());
        }
        let is_listed = self.open.iter().any(|level| matches!(level, Level::List));
        let path = self.path();
        match self.fields.last_mut() {
            Some((last, values)) if is_listed && *last == path => values.push(value),
            _ => self.fields.push((path, vec![value])),
        }
        self.end_value();
        Some(())
    }

    /// A key has its value: another can come.
    fn end_value(&mut self) {
        if let Some(Level::Mapping(key)) = self.open.last_mut() {
            *key = None;
        }
    }

    fn path(&self) -> String {
        let key = |level: &Level| match level {
            Level::Mapping(key) => key.clone(),
            Level::List => None,
        };
        self.open.iter().filter_map(key).collect::<Vec<_>>().join(".")
    }
}

/// The fields by the names that site generators give them. The first of a kind counts; the others, and what has no
/// place in an article, are kept as a note.
fn head(fields: Vec<Field>) -> Head {
    let mut head = Head::default();
    for (key, values) in fields {
        let Some(field) = field_of(&mut head, &key) else {
            list_into(&mut head, key, values);
            continue;
        };
        if field.is_empty() {
            *field = values.join(", ");
        } else {
            head.other.push((key, values.join(", ")));
        }
    }
    head
}

/// The one text that a key names.
fn field_of<'a>(head: &'a mut Head, key: &str) -> Option<&'a mut String> {
    let image = &mut head.image;
    match key.to_ascii_lowercase().as_str() {
        "title" | "headline" => Some(&mut head.headline),
        "description" | "deck" | "subtitle" | "summary" | "excerpt" | "abstract" => Some(&mut head.deck),
        "date" | "published" | "pubdate" | "publishdate" => Some(&mut head.published),
        "lastmod" | "updated" | "updateddate" | "last_modified_at" | "modified" => Some(&mut head.updated),
        "slug" => Some(&mut head.slug),
        "lang" | "language" => Some(&mut head.language),
        "canonical" | "canonical_url" | "canonicalurl" => Some(&mut head.canonical),
        "image" | "cover" | "heroimage" | "image.src" | "image.file" | "cover.image" => Some(&mut image.file),
        "image.alt" | "cover.alt" => Some(&mut image.alt),
        "image.caption" | "cover.caption" => Some(&mut image.caption),
        "image.credit" => Some(&mut image.credit),
        _ => None,
    }
}

fn list_into(head: &mut Head, key: String, values: Vec<String>) {
    match key.to_ascii_lowercase().as_str() {
        "author" | "authors" | "byline" | "author.name" | "authors.name" => head.byline.extend(values),
        "tags" | "keywords" | "categories" => head.tags.extend(values),
        _ => head.other.push((key, values.join(", "))),
    }
}
