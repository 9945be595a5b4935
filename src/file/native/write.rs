//! Writes the native format, version 3. Not with ron, which cannot choose the spelling of a text by its content.

use std::fmt::{self, Write};
use std::sync::Arc;

use super::format_version::VERSION;
use super::string_literal::{Shape, push_text};
use crate::article::{Article, LeadImage, Section, Source, Status, Takeaway, UnknownField, UnknownFields};

/// An article in the native format.
pub(in crate::file) fn write(article: &Article) -> String {
    let Article {
        headline,
        deck,
        image,
        byline,
        dateline,
        takeaways,
        lede,
        sections,
        sources,
        slug,
        language,
        published,
        updated,
        canonical,
        tags,
        status,
        note,
        words,
        target_words,
        unknown,
    } = article;
    let mut out = Writer { text: String::new(), levels: Vec::new() };
    out.brackets(Brackets::ROUND, unknown, |out| {
        out.version();
        out.line("headline", headline);
        out.line("deck", deck);
        out.image("image", image);
        out.lines("byline", byline);
        out.line("dateline", dateline);
        out.items("takeaways", takeaways, write_takeaway);
        out.body("lede", lede);
        out.items("sections", sections, write_section);
        out.items("sources", sources, write_source);
        out.line("slug", slug);
        out.line("language", language);
        out.line("published", published);
        out.line("updated", updated);
        out.line("canonical", canonical);
        out.lines("tags", tags);
        out.value("status", status_name(*status));
        out.line("note", note);
        out.lines("words", words);
        out.value("target_words", *target_words);
    });
    out.text.push('\n');
    out.text
}

fn write_image(out: &mut Writer<'_>, image: &LeadImage) {
    let LeadImage { file, alt, caption, credit, unknown: _ } = image;
    out.line("file", file);
    out.line("alt", alt);
    out.line("caption", caption);
    out.line("credit", credit);
}

fn write_takeaway<'a>(out: &mut Writer<'a>, takeaway: &'a Takeaway) {
    let Takeaway { id, text, unknown } = takeaway;
    out.brackets(Brackets::ROUND, unknown, |out| {
        out.value("id", Some(id.0));
        out.line("text", text);
    });
}

fn write_section<'a>(out: &mut Writer<'a>, section: &'a Section) {
    let Section { id, heading, body, unknown } = section;
    out.brackets(Brackets::ROUND, unknown, |out| {
        out.value("id", Some(id.0));
        out.line("heading", heading);
        out.body("body", body);
    });
}

fn write_source<'a>(out: &mut Writer<'a>, source: &'a Source) {
    let Source { key, link, title, publisher, author, published, accessed, note, unknown } = source;
    out.brackets(Brackets::ROUND, unknown, |out| {
        out.field("key", true, |out| push_text(&mut out.text, key, Shape::Line));
        out.line("link", link);
        out.line("title", title);
        out.line("publisher", publisher);
        out.line("author", author);
        out.line("published", published);
        out.line("accessed", accessed);
        out.line("note", note);
    });
}

/// The name of a status; `None` for the first one, which is not written.
fn status_name(status: Status) -> Option<&'static str> {
    match status {
        Status::Draft => None,
        Status::InReview => Some("InReview"),
        Status::Approved => Some("Approved"),
    }
}

/// Writes fields on lines of their own, separated by blank lines. Every known field is passed in order, including empty
/// ones: those are not written, but unknown fields may follow them.
struct Writer<'a> {
    text: String,
    levels: Vec<Level<'a>>,
}

/// What is open: the article, a list, or an item.
struct Level<'a> {
    /// The unknown fields still to be written.
    unknown: &'a [UnknownField],
    /// The number of known fields passed so far.
    behind: usize,
    is_empty: bool,
}

#[derive(Clone, Copy)]
struct Brackets(char, char);

impl Brackets {
    const ROUND: Brackets = Brackets('(', ')');
    const SQUARE: Brackets = Brackets('[', ']');
}

static NO_FIELDS: UnknownFields = UnknownFields::NONE;

impl<'a> Writer<'a> {
    /// The version precedes all fields, including unknown ones, and does not count as a field.
    fn version(&mut self) {
        self.start("version");
        let _ = writeln!(self.text, "{VERSION},");
    }

    fn line(&mut self, name: &str, value: &str) {
        self.field(name, !value.is_empty(), |out| push_text(&mut out.text, value, Shape::Line));
    }

    fn body(&mut self, name: &str, value: &str) {
        self.field(name, !value.is_empty(), |out| push_text(&mut out.text, value, Shape::Body));
    }

    fn value(&mut self, name: &str, value: Option<impl fmt::Display>) {
        self.field(name, value.is_some(), |out| {
            let _ = value.map(|value| write!(out.text, "{value}"));
        });
    }

    fn lines(&mut self, name: &str, values: &[String]) {
        self.field(name, !values.is_empty(), |out| {
            out.brackets(Brackets::SQUARE, &NO_FIELDS, |out| {
                for value in values {
                    out.indent();
                    push_text(&mut out.text, value, Shape::Line);
                    out.text.push_str(",\n");
                }
            });
        });
    }

    fn image(&mut self, name: &str, image: &'a LeadImage) {
        self.field(name, !image.is_empty(), |out| {
            out.brackets(Brackets::ROUND, &image.unknown, |out| write_image(out, image));
        });
    }

    /// There are no blank lines between items, because moving one and editing its neighbour would then merge less
    /// often.
    fn items<T>(&mut self, name: &str, items: &'a [Arc<T>], write: fn(&mut Writer<'a>, &'a T)) {
        self.field(name, !items.is_empty(), |out| {
            out.brackets(Brackets::SQUARE, &NO_FIELDS, |out| {
                for item in items {
                    out.indent();
                    write(out, item);
                    out.text.push_str(",\n");
                }
            });
        });
    }

    /// The next known field, followed by the unknown ones after it.
    fn field(&mut self, name: &str, is_there: bool, value: impl FnOnce(&mut Self)) {
        self.unknown_so_far();
        if is_there {
            self.start(name);
            value(self);
            self.text.push_str(",\n");
        }
        if let Some(level) = self.levels.last_mut() {
            level.behind += 1;
        }
        self.unknown_so_far();
    }

    fn unknown_so_far(&mut self) {
        while let Some(level) = self.levels.last_mut()
            && let Some((next, rest)) = level.unknown.split_first()
            && next.behind <= level.behind
        {
            level.unknown = rest;
            self.unknown(next);
        }
    }

    fn unknown(&mut self, UnknownField { behind: _, name, value }: &UnknownField) {
        let is_plain = |c: char| c.is_alphanumeric() || c == '_';
        let is_raw = !name.chars().all(is_plain) || name.starts_with(|c: char| c.is_numeric());
        let name = if is_raw { format!("r#{name}") } else { name.clone() };
        self.start(&name);
        let _ = writeln!(self.text, "{value},");
    }

    fn brackets(
        &mut self,
        Brackets(open, close): Brackets,
        unknown: &'a UnknownFields,
        content: impl FnOnce(&mut Self),
    ) {
        self.text.push(open);
        self.text.push('\n');
        self.levels.push(Level { unknown: unknown.as_slice(), behind: 0, is_empty: true });
        content(self);
        let left = self.levels.last().map(|level| level.unknown).unwrap_or_default();
        left.iter().for_each(|field| self.unknown(field));
        self.levels.pop();
        self.indent();
        self.text.push(close);
    }

    fn start(&mut self, name: &str) {
        if let Some(level) = self.levels.last_mut() {
            if !level.is_empty {
                self.text.push('\n');
            }
            level.is_empty = false;
        }
        self.indent();
        self.text.push_str(name);
        self.text.push_str(": ");
    }

    fn indent(&mut self) {
        for _ in &self.levels {
            self.text.push_str("    ");
        }
    }
}
