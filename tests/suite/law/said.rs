//! The letters of a text: what the parser reports of a body, without our own code, and what an export shows.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag};

/// How often each letter occurs in a text.
pub type Letters = BTreeMap<char, usize>;

/// What the parser reports of a text, and each byte that it assigned to no construct, except addresses.
pub fn said(text: &str) -> Letters {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES;
    let mut words = String::new();
    let mut is_given = vec![false; text.len()];
    let mut events = Parser::new_ext(text, options).into_offset_iter();
    while let Some((event, range)) = events.next() {
        let mut give = |range: Range<usize>| is_given[range].fill(true);
        let rest = &text[range.clone()];
        match event {
            Event::Text(said) | Event::Code(said) | Event::Html(said) | Event::InlineHtml(said) => {
                words.push_str(&said);
                give(range);
            }
            Event::Start(Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. }) => {
                give(range);
                if matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut) {
                    let definition = events.reference_definitions().get(&id).unwrap();
                    is_given[definition.span.clone()].fill(true);
                }
            }
            Event::Start(Tag::Item) => {
                give(range.start..range.start + rest.find(['.', ')', '-', '+', '*']).unwrap());
            }
            Event::Start(Tag::FootnoteDefinition(_)) => give(range.start..range.start + rest.find("]:").unwrap()),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => {
                give(range.start..range.start + rest.find('\n').unwrap_or(rest.len()));
            }
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => give(range),
            _ => {}
        }
    }
    let left_out = |is_given: &[bool]| -> String {
        text.char_indices().filter(|(at, _)| !is_given[*at]).map(|(_, c)| c).collect()
    };
    // A link in a cell that is added to its table refers to it.
    for (label, definition) in events.reference_definitions().iter() {
        let mut others = is_given.clone();
        others[definition.span.clone()].fill(true);
        if left_out(&others).contains(&format!("[{label}]")) {
            is_given = others;
        }
    }
    let left_out = left_out(&is_given);
    words.push_str(&without_addresses(&without_entities(&left_out)));
    letters(&without_keys(&words), char::is_alphanumeric)
}

/// Text without the names of entities, which are not counted.
fn without_entities(words: &str) -> String {
    let mut out = String::new();
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let behind = after.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
        rest = if behind.starts_with(';') { behind } else { after };
    }
    out + rest
}

/// Text without the addresses and labels of links, which no preview shows.
fn without_addresses(words: &str) -> String {
    let without = |words: &str, open: &str, close: char| {
        let mut out = String::new();
        let mut rest = words;
        while let Some((before, after)) = rest.split_once(open) {
            out.push_str(before);
            rest = after.split_once(close).map_or(after, |(_, behind)| behind);
        }
        out + rest
    };
    without(&without(words, "](", ')'), "][", ']')
}

/// Text without the keys of citations and the labels of notes, which are not counted.
fn without_keys(words: &str) -> String {
    let is_of_key = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let mut out = String::new();
    let mut rest = words;
    while let Some((before, after)) = rest.split_once("[^") {
        out.push_str(before);
        let behind = after.trim_start_matches(is_of_key);
        rest = if behind.starts_with(']') { behind } else { after };
    }
    out + rest
}

/// A text with its numeric entities both literal and decoded: in code they are literal.
pub fn decoded(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("&#") {
        out.push_str(before);
        let (number, _) = after.split_once(';').unwrap_or((after, ""));
        let c = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        out.extend(c.ok().and_then(char::from_u32));
        rest = after;
    }
    out + rest
}

pub fn letters(text: &str, is_counted: impl Fn(char) -> bool) -> Letters {
    let mut letters = Letters::new();
    text.chars().filter(|c| is_counted(*c)).for_each(|c| *letters.entry(c).or_default() += 1);
    letters
}

/// The missing letters, with how many of each are missing.
pub fn missing(said: &Letters, shown: &Letters) -> String {
    let lack = |(c, count): (&char, &usize)| {
        let found = shown.get(c).copied().unwrap_or_default();
        c.to_string().repeat(count.saturating_sub(found))
    };
    said.iter().map(lack).collect()
}
