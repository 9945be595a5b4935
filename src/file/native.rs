//! The native format, version 2: RON, one field a line, in the order of the article, bodies as they were typed.
//! Written by hand, for ron cannot choose the form of a text by the text; read by ron.

use std::fmt::{self, Write};

use serde::Deserialize;
use serde::de::DeserializeSeed;

use super::opened::Opened;
use crate::article::{Article, LeadImage, Section, Source, Status, Takeaway};

/// The version that is written. Any new field raises it.
pub const VERSION: u32 = 2;

/// Why a text is no draft in the native format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NativeError {
    /// Something else stands where this says what is expected. Line and column count from 1, in characters.
    Syntax { line: usize, column: usize, words: String },
    /// A version of which this program knows every field, with fields that it does not know.
    UnknownFields(Vec<String>),
    /// There is nothing in it: what is left of a file whose writer lost its disk or its power.
    Empty,
    /// No number for a version, or none at all.
    NoVersion,
    /// A newer version that has other kinds of fields, too.
    TooNew(u32),
}

/// An article in the native format.
pub(super) fn write(article: &Article) -> String {
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
    } = article;
    let mut out = Writer { text: "(\n".into(), depth: 1 };
    out.bare("version", VERSION);
    out.line("headline", headline);
    out.line("deck", deck);
    if !image.is_empty() {
        out.group("image", Brackets::ROUND, |out| write_image(out, image));
    }
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
    out.status(*status);
    out.line("note", note);
    out.lines("words", words);
    if let Some(target) = target_words {
        out.bare("target_words", target);
    }
    out.text.push_str(")\n");
    out.text
}

fn write_image(out: &mut Writer, image: &LeadImage) {
    let LeadImage { file, alt, caption, credit } = image;
    out.line("file", file);
    out.line("alt", alt);
    out.line("caption", caption);
    out.line("credit", credit);
}

fn write_takeaway(out: &mut Writer, takeaway: &Takeaway) {
    let Takeaway { id, text } = takeaway;
    out.bare("id", id.0);
    out.line("text", text);
}

fn write_section(out: &mut Writer, section: &Section) {
    let Section { id, heading, body } = section;
    out.bare("id", id.0);
    out.line("heading", heading);
    out.body("body", body);
}

fn write_source(out: &mut Writer, source: &Source) {
    let Source { key, link, title, publisher, author, published, accessed, note } = source;
    out.required_line("key", key);
    out.line("link", link);
    out.line("title", title);
    out.line("publisher", publisher);
    out.line("author", author);
    out.line("published", published);
    out.line("accessed", accessed);
    out.line("note", note);
}

/// Writes fields, each on a line of its own. Empty ones leave no trace.
struct Writer {
    text: String,
    depth: usize,
}

#[derive(Clone, Copy)]
struct Brackets(char, char);

impl Brackets {
    const ROUND: Brackets = Brackets('(', ')');
    const SQUARE: Brackets = Brackets('[', ']');
}

impl Writer {
    fn line(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.required_line(name, value);
        }
    }

    fn required_line(&mut self, name: &str, value: &str) {
        self.start(name);
        push_text(&mut self.text, value, Shape::Line);
        self.text.push_str(",\n");
    }

    fn body(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.start(name);
            push_text(&mut self.text, value, Shape::Body);
            self.text.push_str(",\n");
        }
    }

    fn bare(&mut self, name: &str, value: impl fmt::Display) {
        self.start(name);
        let _ = writeln!(self.text, "{value},");
    }

    fn status(&mut self, status: Status) {
        match status {
            Status::Draft => {}
            Status::InReview => self.bare("status", "InReview"),
            Status::Approved => self.bare("status", "Approved"),
        }
    }

    fn lines(&mut self, name: &str, values: &[String]) {
        if values.is_empty() {
            return;
        }
        self.group(name, Brackets::SQUARE, |out| {
            for value in values {
                out.indent();
                push_text(&mut out.text, value, Shape::Line);
                out.text.push_str(",\n");
            }
        });
    }

    fn items<T>(&mut self, name: &str, items: &[std::sync::Arc<T>], write: fn(&mut Writer, &T)) {
        if items.is_empty() {
            return;
        }
        self.group(name, Brackets::SQUARE, |out| {
            for item in items {
                out.indent();
                out.brackets(Brackets::ROUND, |out| write(out, item));
            }
        });
    }

    fn group(&mut self, name: &str, brackets: Brackets, content: impl FnOnce(&mut Writer)) {
        self.start(name);
        self.brackets(brackets, content);
    }

    fn brackets(&mut self, Brackets(open, close): Brackets, content: impl FnOnce(&mut Writer)) {
        self.text.push(open);
        self.text.push('\n');
        self.depth += 1;
        content(self);
        self.depth -= 1;
        self.indent();
        self.text.push(close);
        self.text.push_str(",\n");
    }

    fn start(&mut self, name: &str) {
        self.indent();
        self.text.push_str(name);
        self.text.push_str(": ");
    }

    fn indent(&mut self) {
        for _ in 0..self.depth {
            self.text.push_str("    ");
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Line,
    Body,
}

/// A text as it was typed: between quotation marks, or raw where it holds some itself. Only what cannot be
/// seen, and what tools change on their own, is written as an escape.
fn push_text(out: &mut String, text: &str, shape: Shape) {
    let is_hidden = |c: char| (c.is_control() && c != '\n' && c != '\t') || c == '\u{feff}';
    if text.contains(is_hidden) {
        push_escaped(out, text, is_hidden);
    } else if shape == Shape::Body || text.contains(['"', '\\']) {
        let hashes = "#".repeat(longest_run_of_hashes(text) + 1);
        let _ = write!(out, "r{hashes}\"{text}\"{hashes}");
    } else {
        let _ = write!(out, "\"{text}\"");
    }
}

fn push_escaped(out: &mut String, text: &str, is_hidden: impl Fn(char) -> bool) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\r' => out.push_str("\\r"),
            c if is_hidden(c) => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

fn longest_run_of_hashes(text: &str) -> usize {
    text.split(|c| c != '#').map(str::len).max().unwrap_or(0)
}

/// What is the same in every version.
#[derive(Deserialize)]
struct Head {
    version: u32,
}

/// The version of a draft that a newer program has written, whatever else is in it.
pub(super) fn newer_version(text: &str) -> Option<u32> {
    ron::from_str(text).ok().map(|Head { version }| version).filter(|version| *version > VERSION)
}

/// Reads the native format. Of a newer version what is known is taken, and its number given.
pub(super) fn parse(text: &str) -> Result<Opened, NativeError> {
    // Some file systems leave zeros where a crash has cut off what was written.
    if text.trim_matches(|c: char| c == '\0' || c.is_whitespace()).is_empty() {
        return Err(NativeError::Empty);
    }
    let Head { version } = ron::from_str(text).map_err(|error| syntax(&error, text))?;
    if version == 0 {
        return Err(NativeError::NoVersion);
    }
    let is_newer = version > VERSION;
    let mut known = Known::default();
    // A number that may be missing is written as a number.
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    let article = options.from_str_seed(text, &mut known);
    let mut article =
        article.map_err(|error| if is_newer { NativeError::TooNew(version) } else { syntax(&error, text) })?;
    if !is_newer && !known.unknown.is_empty() {
        return Err(NativeError::UnknownFields(known.unknown));
    }
    article.mend_ids();
    Ok(Opened {
        article,
        newer: is_newer.then_some(version),
        report: Vec::new(),
        aside: Vec::new(),
        fingerprint: None,
    })
}

/// Reads an article and takes note of every field that it does not have.
#[derive(Default)]
struct Known {
    unknown: Vec<String>,
}

impl<'de> DeserializeSeed<'de> for &mut Known {
    type Value = Article;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Article, D::Error> {
        serde_ignored::deserialize(deserializer, |path| {
            let path = path.to_string();
            if path != "version" {
                self.unknown.push(path);
            }
        })
    }
}

fn syntax(error: &ron::error::SpannedError, text: &str) -> NativeError {
    use ron::Error;
    let ron::error::Position { line, col: column } = error.span.end;
    let words = match &error.code {
        Error::ExpectedComma if is_end(text, line, column) => ENDS.into(),
        Error::MissingStructField { field: "version", .. } => return NativeError::NoVersion,
        Error::Eof => ENDS.into(),
        Error::ExpectedComma => "a comma is expected here".into(),
        Error::ExpectedArray => "a list in [ ] is expected here".into(),
        Error::ExpectedArrayEnd => "the end of the list, ], is expected here".into(),
        Error::ExpectedStructLike
        | Error::ExpectedNamedStructLike(_)
        | Error::ExpectedDifferentStructName { .. } => "( is expected here".into(),
        Error::ExpectedStructLikeEnd | Error::ExpectedOptionEnd => ") is expected here".into(),
        Error::ExpectedMapColon => "a colon is expected here".into(),
        Error::ExpectedString => "a text in quotation marks is expected here".into(),
        Error::ExpectedStringEnd => "this text has no closing quotation mark".into(),
        Error::ExpectedIdentifier | Error::InvalidIdentifier(_) | Error::SuggestRawIdentifier(_) => {
            "the name of a field is expected here".into()
        }
        Error::ExpectedInteger => "a number is expected here".into(),
        Error::IntegerOutOfBounds => "this number is too large".into(),
        Error::UnclosedBlockComment => "this comment is never closed".into(),
        Error::TrailingCharacters => "nothing may follow the draft".into(),
        Error::ExceededRecursionLimit => "brackets stand in brackets too many times".into(),
        Error::DuplicateStructField { field, .. } => format!("the field {field} is there twice"),
        Error::MissingStructField { field, .. } => format!("the field {field} is missing"),
        Error::NoSuchEnumVariant { found, expected, .. } => {
            format!("{found} is none of {}", expected.join(", "))
        }
        Error::UnexpectedChar(c) => format!("{c:?} cannot stand here"),
        Error::InvalidEscape(_) => "no such escape in a text".into(),
        other => other.to_string(),
    };
    NativeError::Syntax { line, column, words }
}

fn is_end(text: &str, line: usize, column: usize) -> bool {
    let last = text.rsplit('\n').next().unwrap_or_default();
    line == text.matches('\n').count() + 1 && column == last.chars().count() + 1
}

impl NativeError {
    /// What is wrong, in words that go on behind the file's name.
    pub(super) fn of_file(&self) -> String {
        match self {
            NativeError::Syntax { line, words, .. } if words == ENDS => {
                format!("is damaged: it stops at line {line}")
            }
            NativeError::Syntax { .. } => format!("is damaged: {self}"),
            NativeError::UnknownFields(_) => format!("has {self}"),
            NativeError::Empty => "is empty".into(),
            NativeError::NoVersion => format!("is not a draft: there is no “version: {VERSION}” in it"),
            NativeError::TooNew(_) => format!("was {self}"),
        }
    }
}

/// What is said of a text that is not whole.
const ENDS: &str = "the file ends too early";

impl fmt::Display for NativeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NativeError::Syntax { line, column, words } => write!(f, "line {line}, column {column}: {words}"),
            NativeError::UnknownFields(names) => {
                let shown: Vec<&str> = names.iter().take(5).map(String::as_str).collect();
                let more = if names.len() > shown.len() { " and more" } else { "" };
                write!(f, "fields that version {VERSION} does not have: {}{more}", shown.join(", "))
            }
            NativeError::Empty => write!(f, "there is nothing in the file"),
            NativeError::NoVersion => write!(f, "not a draft: there is no “version: {VERSION}” in it"),
            NativeError::TooNew(version) => {
                write!(f, "saved by a newer version of Copydesk (format {version}) in a way this one cannot read")
            }
        }
    }
}

#[cfg(test)]
mod tests;
