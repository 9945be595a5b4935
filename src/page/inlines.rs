//! What is shown of a line’s content: links that may be followed, pictures that may be shown, and words joined to runs.

use std::ops::Range;

use crate::link;
use crate::link::{may_link, may_show};
use crate::markdown::{self, Inline, Link, Run, tidy};

pub(super) fn tidied(content: Vec<Inline>) -> Option<Vec<Inline>> {
    let mut content = inlines(content);
    tidy::line(&mut content);
    (!content.is_empty()).then_some(content)
}

/// What is shown of a line. A line break in the source is a space for readers.
pub(super) fn inlines(mut content: Vec<Inline>) -> Vec<Inline> {
    let is_kept = |inline: &Inline| match inline {
        Inline::Link(link) => stays_a_link(link),
        Inline::Text(_)
        | Inline::Code(_)
        | Inline::Emphasis(_)
        | Inline::Strong(_)
        | Inline::Strikethrough(_)
        | Inline::Image(_)
        | Inline::Citation { .. }
        | Inline::NoteRef { .. }
        | Inline::SoftBreak
        | Inline::HardBreak => true,
    };
    if !content.iter().all(is_kept) {
        content = unlinked(content);
    }
    show(&mut content);
    let count = content.len();
    content.dedup_by(|next, last| is_joined(last, next));
    if content.len() < count {
        content.shrink_to_fit();
    }
    content
}

/// Replaces each piece of a line with what is shown of it.
fn show(content: &mut [Inline]) {
    let mut end = 0;
    // Whether what precedes reads as it was written.
    let mut is_verbatim = false;
    for index in 0..content.len() {
        let next = content.get(index + 1).filter(|_| is_verbatim).and_then(verbatim);
        let touches = next.is_some_and(|next| next.start == end + 1);
        let Some(inline) = content.get_mut(index) else { break };
        if *inline == Inline::SoftBreak {
            *inline = Inline::Text(Run { text: " ".into(), range: end..end + usize::from(touches) });
        } else {
            show_one(inline);
        }
        end = end_at(inline).unwrap_or(end);
        is_verbatim = verbatim(inline).is_some();
    }
}

fn show_one(inline: &mut Inline) {
    match inline {
        Inline::Emphasis(content) | Inline::Strong(content) | Inline::Strikethrough(content) => {
            *content = inlines(std::mem::take(content));
        }
        Inline::Link(link) => {
            trim_target(link);
            give_words(link);
        }
        Inline::Image(link) => {
            trim_target(link);
            let alt = plain(&link.content);
            if may_show(&link.target) {
                link.content = if alt.text.is_empty() { Vec::new() } else { vec![Inline::Text(alt)] };
            } else {
                *inline = Inline::Text(alt);
            }
        }
        Inline::Text(_)
        | Inline::Code(_)
        | Inline::Citation { .. }
        | Inline::NoteRef { .. }
        | Inline::SoftBreak
        | Inline::HardBreak => {}
    }
}

/// The source range of text that equals its source byte for byte.
fn verbatim(inline: &Inline) -> Option<&Range<usize>> {
    match inline {
        Inline::Text(run) => (run.range.len() == run.text.len()).then_some(&run.range),
        Inline::Code(_)
        | Inline::Emphasis(_)
        | Inline::Strong(_)
        | Inline::Strikethrough(_)
        | Inline::Link(_)
        | Inline::Image(_)
        | Inline::Citation { .. }
        | Inline::NoteRef { .. }
        | Inline::SoftBreak
        | Inline::HardBreak => None,
    }
}

/// Merges text that continues the previous piece, so that a paragraph with several lines is one piece.
fn is_joined(last: &mut Inline, next: &mut Inline) -> bool {
    let touch = verbatim(last).zip(verbatim(next)).is_some_and(|(last, next)| last.end == next.start);
    let (Inline::Text(last), Inline::Text(next)) = (last, next) else { return false };
    if touch {
        last.text.push_str(&next.text);
        last.range.end = next.range.end;
    }
    touch
}

fn stays_a_link(link: &Link) -> bool {
    may_link(&link.target) || link::is_relative(&link.target)
}

/// A line in which links that may not be followed are replaced by their text.
fn unlinked(content: Vec<Inline>) -> Vec<Inline> {
    let mut kept = Vec::with_capacity(content.len());
    for inline in content {
        match inline {
            Inline::Link(link) if !stays_a_link(&link) => kept.extend(unlinked(link.content)),
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
            | Inline::HardBreak) => kept.push(other),
        }
    }
    kept
}

/// Shows the target of a link without text.
fn give_words(link: &mut Link) {
    link.content = inlines(std::mem::take(&mut link.content));
    tidy::line(&mut link.content);
    if link.content.is_empty() {
        link.content.push(Inline::Text(Run { text: link.target.as_str().into(), range: link.range.clone() }));
    }
}

/// Removes whitespace around an address, which some readers would not ignore.
fn trim_target(link: &mut Link) {
    let trimmed = link.target.trim_matches(|c: char| c <= ' ');
    if trimmed.len() < link.target.len() {
        link.target = trimmed.to_owned();
    }
}

pub(super) fn plain(content: &[Inline]) -> Run {
    let text = markdown::words(content);
    let start = content.iter().find_map(start_of).unwrap_or(0);
    let end = end_of(content).max(start);
    Run { text: text.trim().into(), range: start..end }
}

fn start_of(inline: &Inline) -> Option<usize> {
    match inline {
        Inline::Text(run) | Inline::Code(run) => Some(run.range.start),
        Inline::Emphasis(content) | Inline::Strong(content) | Inline::Strikethrough(content) => {
            content.iter().find_map(start_of)
        }
        Inline::Link(link) | Inline::Image(link) => Some(link.range.start),
        Inline::Citation { range, .. } | Inline::NoteRef { range, .. } => Some(range.start),
        Inline::SoftBreak | Inline::HardBreak => None,
    }
}

/// The end of the last piece that has a source range.
fn end_of(content: &[Inline]) -> usize {
    content.iter().rev().find_map(end_at).unwrap_or(0)
}

fn end_at(inline: &Inline) -> Option<usize> {
    match inline {
        Inline::Text(run) | Inline::Code(run) => Some(run.range.end),
        Inline::Emphasis(content) | Inline::Strong(content) | Inline::Strikethrough(content) => {
            Some(end_of(content))
        }
        Inline::Link(link) | Inline::Image(link) => Some(link.range.end),
        Inline::Citation { range, .. } | Inline::NoteRef { range, .. } => Some(range.end),
        Inline::SoftBreak | Inline::HardBreak => None,
    }
}
