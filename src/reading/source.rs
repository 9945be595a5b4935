//! Parses an entry of a list of sources, and finds the numbers in a text that cite one.

use super::words::lines;
use crate::article::Source;
use crate::link::is_web;
use crate::markdown::{Inline, ListItem, Run, words};

/// The source named by a list item.
pub fn of_item(item: &ListItem) -> Source {
    let lines = lines(&item.blocks);
    match lines.as_slice() {
        [line] => of_line(line),
        lines => {
            let text: Vec<String> = lines.iter().map(|line| words(line)).collect();
            of_text(text.join(" ").trim())
        }
    }
}

/// The source named by a line: `[Title](link), *Publisher*`, `Title, *Publisher*, link`, or plain text.
pub fn of_line(line: &[Inline]) -> Source {
    match line {
        [Inline::Link(link), rest @ ..] => {
            let title = words(&link.content);
            let title = if title == link.target { String::new() } else { title };
            let source = Source { link: link.target.clone(), title, ..Source::default() };
            match rest {
                [] => source,
                [Inline::Text(comma), Inline::Emphasis(publisher)] if comma.text == ", " => {
                    Source { publisher: words(publisher), ..source }
                }
                _ => with_link(line),
            }
        }
        _ if line.iter().any(|inline| matches!(inline, Inline::Link(_))) => with_publisher(line),
        _ => plain(line),
    }
}

/// `*Publisher*, <link>`, or else text with a link somewhere in it.
fn with_publisher(line: &[Inline]) -> Source {
    match line {
        [Inline::Emphasis(publisher), Inline::Text(comma), Inline::Link(link)]
            if comma.text == ", " && words(&link.content) == link.target =>
        {
            Source { publisher: words(publisher), link: link.target.clone(), ..Source::default() }
        }
        _ => with_link(line),
    }
}

/// All the text as the title, with the first link; the addresses of the others stay in the title.
fn with_link(line: &[Inline]) -> Source {
    let mut first = None;
    let mut title = String::new();
    for inline in line {
        match inline {
            Inline::Link(link) if first.is_none() => {
                first = Some(link.target.clone());
                let shown = words(&link.content);
                // A bare address is not part of the title.
                title.push_str(if shown == link.target { "" } else { &shown });
            }
            Inline::Link(link) if words(&link.content) != link.target => {
                title.push_str(&format!("{} ({})", words(&link.content), link.target));
            }
            other @ (Inline::Text(_)
            | Inline::Code(_)
            | Inline::Emphasis(_)
            | Inline::Strong(_)
            | Inline::Strikethrough(_)
            | Inline::Link(_)
            | Inline::Image(_)
            | Inline::Citation { .. }
            | Inline::NoteRef { .. }
            | Inline::SoftBreak
            | Inline::HardBreak) => title.push_str(&words(std::slice::from_ref(other))),
        }
    }
    let Some(link) = first else { return of_text(&title) };
    let title = title.trim().trim_end_matches([',', ':', '–', '—', '-']).trim().to_owned();
    Source { title, link, ..Source::default() }
}

/// Text without a link: a title, a publisher in italics, and a reference that is not a link, separated by commas.
fn plain(line: &[Inline]) -> Source {
    let publisher = line.iter().position(|inline| matches!(inline, Inline::Emphasis(_)));
    let Some(at) = publisher else { return titled(line) };
    let (before, rest) = line.split_at(at);
    let Some((Inline::Emphasis(publisher), after)) = rest.split_first() else { return titled(line) };
    let (title, link) = (words(before), words(after));
    let title = if title.is_empty() { Some("") } else { title.strip_suffix(", ") };
    let link = if link.is_empty() { Some("") } else { link.strip_prefix(", ") };
    match (title, link) {
        (Some(title), Some(link)) => Source {
            title: title.to_owned(),
            publisher: words(publisher),
            link: link.to_owned(),
            ..Source::default()
        },
        _ => of_text(&words(line)),
    }
}

/// `Title,&#32;reference`: between a title and a reference that is not a link, our own exports have an encoded space,
/// which occurs in no other text.
fn titled(line: &[Inline]) -> Source {
    let space = line.iter().position(|i| matches!(i, Inline::Text(run) if run.text == " " && run.range.len() > 1));
    let (Some(before), Some(after)) =
        (space.and_then(|at| line.get(..at)), space.and_then(|at| line.get(at + 1..)))
    else {
        return of_text(&words(line));
    };
    match words(before).strip_suffix(',') {
        Some(title) => Source { title: title.to_owned(), link: words(after), ..Source::default() },
        None => of_text(&words(line)),
    }
}

/// A source in plain text: a link, text with a link at the end, or only text.
pub fn of_text(text: &str) -> Source {
    let text = text.trim();
    if is_address(text) {
        return Source { link: text.to_owned(), ..Source::default() };
    }
    match text.rsplit_once([' ', '\t']) {
        Some((title, link)) if is_web(link) => {
            let title = title.trim_end().trim_end_matches([',', ':', '–', '—', '-']).trim_end();
            Source { title: title.to_owned(), link: link.to_owned(), ..Source::default() }
        }
        _ => Source { title: text.to_owned(), ..Source::default() },
    }
}

fn is_address(text: &str) -> bool {
    !text.contains(char::is_whitespace) && (is_web(text) || looks_like_reference(text))
}

fn looks_like_reference(text: &str) -> bool {
    !text.contains(char::is_whitespace) && text.contains('.') && text.contains('/')
}

/// Splits a run at every `[n]` that cites one of `count` sources. The first `from` bytes are skipped.
pub fn cited(run: &Run, count: usize, from: usize) -> Vec<Inline> {
    let mut out = Vec::new();
    let mut done = 0;
    for (at, _) in run.text.match_indices('[').filter(|(at, _)| *at >= from) {
        let rest = run.text.get(at + 1..).unwrap_or_default();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number = rest.get(..digits).and_then(|n| n.parse::<usize>().ok());
        let is_closed = rest.as_bytes().get(digits) == Some(&b']');
        let Some(number) = number.filter(|n| is_closed && (1..=count).contains(n)) else { continue };
        let end = at + digits + 2;
        push_text(&mut out, run, done, at);
        let range = run.range.start + at..run.range.start + end;
        out.push(Inline::Citation { key: format!("#{number}").into(), range });
        done = end;
    }
    push_text(&mut out, run, done, run.text.len());
    out
}

fn push_text(out: &mut Vec<Inline>, run: &Run, from: usize, to: usize) {
    if let Some(text) = run.text.get(from..to).filter(|text| !text.is_empty()) {
        let range = run.range.start + from..run.range.start + to;
        out.push(Inline::Text(Run { text: text.into(), range }));
    }
}
