//! The lines of a page that are plain text: headline and headings, image, deck, byline, sources. Each is written so
//! that it reads back as what it is, and the first block of a body so that it does not read as any of them.

use crate::link::is_web;
use crate::markdown::write::{self, Finished, entity};
use crate::markdown::{Block, Inline, Link, Run};
use crate::page::{Byline, Entry, Figure};
use crate::reading::{is_byline, label};

/// A line of plain text as Markdown.
fn line(text: &str) -> String {
    write::line(&[Inline::Text(Run::plain(text))], &Finished)
}

fn strong(text: &str) -> String {
    write::line(&[Inline::Strong(vec![Inline::Text(Run::plain(text))])], &Finished)
}

/// The deck. If it looks like the label of one of our lists, it is escaped.
pub(super) fn deck(text: &str) -> String {
    let written = strong(text);
    match written.strip_prefix("**").filter(|_| label(text).is_some()) {
        Some(words) => format!("**{}", first_as_entity(text, words)),
        None => written,
    }
}

fn emphasis(text: &str) -> String {
    write::line(&[Inline::Emphasis(vec![Inline::Text(Run::plain(text))])], &Finished)
}

pub(super) fn heading(level: u8, text: &str) -> String {
    write::heading(level, &[Inline::Text(Run::plain(text))], &Finished)
}

/// A section's heading. If it looks like the label of one of our lists, it is escaped.
pub(super) fn section_heading(text: &str) -> String {
    let written = heading(2, text);
    match written.strip_prefix("## ").filter(|_| label(text).is_some()) {
        Some(words) => format!("## {}", first_as_entity(text, words)),
        None => written,
    }
}

/// The same text, with its first character written as an entity.
fn first_as_entity(text: &str, written: &str) -> String {
    let Some(first) = text.chars().next() else { return written.to_owned() };
    match written.strip_prefix(first) {
        Some(rest) => format!("{}{rest}", entity(first)),
        None => written.to_owned(),
    }
}

/// The lead image: `![alt](file)`, or without a file an italic line; caption and credit in another one.
pub(super) fn figure_text(figure: &Figure) -> Vec<String> {
    let alt = figure.alt.as_ref().map(|(_, alt)| alt.text.as_str());
    let picture = match (&figure.file, alt) {
        (Some(file), alt) => Some(image(alt.unwrap_or_default(), &file.text)),
        (None, alt) => alt.map(|alt| emphasis(&own_brackets(alt))),
    };
    let legend = legend(figure);
    picture.into_iter().chain(legend).map(as_entities).collect()
}

fn image(alt: &str, file: &str) -> String {
    let content = if alt.is_empty() { Vec::new() } else { vec![Inline::Text(Run::plain(alt))] };
    let link = Link { target: file.to_owned(), title: String::new(), content, range: 0..0 };
    write::line(&[Inline::Image(link.into())], &Finished)
}

/// `caption (credit)`. Brackets in the texts are written as entities if they could be taken for those of a credit.
fn legend(figure: &Figure) -> Option<String> {
    let caption = figure.caption.as_ref().map(|run| own_brackets(&run.text));
    let credit = figure.credit.as_ref().map(|run| all_brackets(&run.text));
    let text = match (caption, credit) {
        (Some(caption), Some(credit)) => format!("{caption} ({credit})"),
        (Some(caption), None) => caption,
        (None, Some(credit)) => format!("({credit})"),
        (None, None) => return None,
    };
    Some(emphasis(&text))
}

/// Characters that are written as entities, each with a placeholder during escaping. The placeholders occur in no text.
const STAND_INS: [(char, char); 6] = [
    ('(', '\u{FDD0}'),
    (')', '\u{FDD1}'),
    (',', '\u{FDD2}'),
    ('—', '\u{FDD3}'),
    ('a', '\u{FDD4}'),
    (' ', '\u{FDD5}'),
];

fn own_brackets(text: &str) -> String {
    if text.ends_with(')') { all_brackets(text) } else { text.into() }
}

fn all_brackets(text: &str) -> String {
    stood_in(text, &['(', ')'])
}

fn stood_in(text: &str, wanted: &[char]) -> String {
    let stand_in = |c: char| STAND_INS.iter().find(|(own, _)| *own == c && wanted.contains(own)).map(|(_, c)| *c);
    text.chars().map(|c| stand_in(c).unwrap_or(c)).collect()
}

/// Replaces the placeholders with their entities.
fn as_entities(text: String) -> String {
    let own = |c: char| STAND_INS.iter().find(|(_, stand_in)| *stand_in == c).map(|(own, _)| *own);
    if !text.contains(|c| own(c).is_some()) {
        return text;
    }
    text.chars().map(|c| own(c).map_or_else(|| c.to_string(), entity)).collect()
}

/// `By A, B and C — Dateline`. Words in a name that could be taken for separators are written as entities, and so is
/// the first space if the names would not be recognised as a byline.
pub(super) fn byline_text(byline: &Byline) -> String {
    let names = byline.names.iter().map(|name| byline_name(name)).collect();
    let dateline = byline.dateline.as_ref().map(|run| stood_in(&run.text, &['—']));
    let text = match (Byline { names, dateline: None }.by(), dateline) {
        (Some(by), Some(dateline)) => format!("{by} — {dateline}"),
        (Some(by), None) => by,
        (None, Some(dateline)) => format!("{dateline} —"),
        (None, None) => String::new(),
    };
    let text = as_entities(line(&text));
    match text.strip_prefix("By ") {
        Some(_) if byline.names.is_empty() => first_as_entity("B", &text),
        Some(rest) if !is_byline(&text) => format!("By&#32;{rest}"),
        _ => text,
    }
}

fn byline_name(name: &str) -> String {
    let word = |word| if word == "and" { stood_in(word, &['a']) } else { stood_in(word, &[',', '—']) };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// `1. [Title](link), *Publisher*`, as far as these exist. A reference that is not a link is last; after a title alone,
/// the space before it is an entity, which distinguishes it from the title.
pub(super) fn entry_text(entry: &Entry) -> String {
    let publisher = entry.publisher().map(|run| vec![Inline::Emphasis(vec![Inline::Text(Run::plain(run.text))])]);
    let reference = entry.link().map(|run| run.text);
    let title = entry.title().map(|run| run.text);
    let words = |text: &str| vec![Inline::Text(Run::plain(text))];
    let content = match (title, reference) {
        (Some(title), Some(link)) if is_web(&link) => joined([Some(linked(&title, &link)), publisher, None]),
        (Some(title), Some(link)) if publisher.is_none() => {
            words(&format!("{title},{}{link}", stood_in(" ", &[' '])))
        }
        (Some(title), link) => joined([Some(words(&title)), publisher, link.map(|link| words(&link))]),
        (None, Some(link)) => joined([publisher, Some(linked(&link, &link)), None]),
        (None, None) => joined([publisher, None, None]),
    };
    format!("{}. {}", entry.number, as_entities(write::line(&content, &Finished)))
}

fn joined(parts: [Option<Vec<Inline>>; 3]) -> Vec<Inline> {
    let comma = Inline::Text(Run::plain(", "));
    parts.into_iter().flatten().collect::<Vec<_>>().join(&comma)
}

fn linked(words: &str, target: &str) -> Vec<Inline> {
    let content = vec![Inline::Text(Run::plain(words))];
    vec![Inline::Link(Link { target: target.to_owned(), title: String::new(), content, range: 0..0 }.into())]
}

/// The first block of an article without takeaways. If it looks like a line of the head, it is escaped.
pub(super) fn guarded(block: &Block, text: String) -> String {
    let Block::Paragraph(content) = block else { return text };
    match content.as_slice() {
        [Inline::Image(link)] if link.title.is_empty() => match text.strip_suffix(')') {
            Some(open) => format!("{open} '')"),
            None => text,
        },
        [Inline::Emphasis(_)] => other_sign(&text, "*", "_"),
        [Inline::Strong(_)] => other_sign(&text, "**", "__"),
        _ if is_byline(&text) => {
            let first = text.chars().next();
            first.map_or(text.clone(), |first| first_as_entity(&first.to_string(), &text))
        }
        _ => text,
    }
}

fn other_sign(text: &str, from: &str, to: &str) -> String {
    match text.strip_prefix(from).and_then(|rest| rest.strip_suffix(from)) {
        Some(inner) => format!("{to}{inner}{to}"),
        None => text.to_owned(),
    }
}
