//! Moves formatting to where Markdown can express it simply. If emphasis ends in a punctuation mark right before a
//! letter, that letter would have to be written as an entity. Other programs’ pages do this by accident, so the
//! punctuation moves outside; a link moves the emphasis inside.

use crate::markdown::{Inline, Run};

/// Adjusts a line so that formatting does not touch adjacent letters where Markdown could not express it.
pub(super) fn line(content: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(content.len());
    let mut rest = content.into_iter().peekable();
    while let Some(inline) = rest.next() {
        let touches_before = out.last().and_then(last_character).is_some_and(char::is_alphanumeric);
        let touches_after = rest.peek().and_then(first_character).is_some_and(char::is_alphanumeric);
        out.extend(eased(inline, touches_before, touches_after));
    }
    out
}

/// Adds formatting around a line.
type Mark = fn(Vec<Inline>) -> Inline;

fn eased(inline: Inline, touches_before: bool, touches_after: bool) -> Vec<Inline> {
    let (mark, content): (Mark, Vec<Inline>) = match inline {
        Inline::Emphasis(content) => (Inline::Emphasis, line(content)),
        Inline::Strong(content) => (Inline::Strong, line(content)),
        Inline::Strikethrough(content) => (Inline::Strikethrough, line(content)),
        Inline::Link(mut link) => {
            link.content = line(link.content);
            return vec![Inline::Link(link)];
        }
        Inline::Text(_)
        | Inline::Code(_)
        | Inline::Image(_)
        | Inline::Citation { .. }
        | Inline::NoteRef { .. }
        | Inline::SoftBreak
        | Inline::HardBreak => return vec![inline],
    };
    let mut content = content;
    let mut before = Vec::new();
    let mut after = Vec::new();
    let is_sign = |c: Option<char>| c.is_some_and(|c| !c.is_alphanumeric());
    let begins_with_sign = is_sign(content.first().and_then(first_character));
    let ends_with_sign = is_sign(content.last().and_then(last_character));
    if !(touches_before && begins_with_sign || touches_after && ends_with_sign) {
        return vec![mark(content)];
    }
    // On both sides, because quotation marks come in pairs.
    if begins_with_sign {
        before.extend(take_first(&mut content, mark));
    }
    if is_sign(content.last().and_then(last_character)) {
        after.extend(take_last(&mut content, mark));
    }
    let kept = Some(content).filter(|content| !content.is_empty()).map(mark);
    before.into_iter().chain(kept).chain(after).collect()
}

/// Removes the first character if formatting after a letter cannot start with it, so that it can be placed outside.
fn take_first(content: &mut Vec<Inline>, mark: fn(Vec<Inline>) -> Inline) -> Option<Inline> {
    if let Inline::Text(run) = content.first_mut()? {
        let at = run.text.find(char::is_alphanumeric).unwrap_or(run.text.len());
        let (signs, rest) = run.text.split_at(at);
        let (signs, rest) = (Run::plain(signs), Run::plain(rest));
        *run = rest;
        if run.text.is_empty() {
            content.remove(0);
        }
        Some(Inline::Text(signs))
    } else {
        outside(content.remove(0), mark)
    }
}

fn take_last(content: &mut Vec<Inline>, mark: fn(Vec<Inline>) -> Inline) -> Option<Inline> {
    if let Inline::Text(run) = content.last_mut()? {
        let kept = run.text.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
        let (rest, signs) = run.text.split_at(kept);
        let (rest, signs) = (Run::plain(rest), Run::plain(signs));
        *run = rest;
        if run.text.is_empty() {
            content.pop();
        }
        Some(Inline::Text(signs))
    } else {
        content.pop().and_then(|last| outside(last, mark))
    }
}

/// A piece moved out of formatting: a link keeps the formatting inside.
fn outside(inline: Inline, mark: fn(Vec<Inline>) -> Inline) -> Option<Inline> {
    match inline {
        Inline::Link(mut link) if !link.content.is_empty() => {
            link.content = vec![mark(link.content)];
            Some(Inline::Link(link))
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
        | Inline::HardBreak) => Some(other),
    }
}

/// The first character as it is written, which may be that of a bracket.
fn first_character(inline: &Inline) -> Option<char> {
    match inline {
        Inline::Text(run) => run.text.chars().next(),
        Inline::Emphasis(content) | Inline::Strong(content) | Inline::Strikethrough(content) => {
            first_character(content.first()?)
        }
        Inline::Code(_)
        | Inline::Link(_)
        | Inline::Image(_)
        | Inline::Citation { .. }
        | Inline::NoteRef { .. } => Some('['),
        Inline::SoftBreak | Inline::HardBreak => Some(' '),
    }
}

fn last_character(inline: &Inline) -> Option<char> {
    match inline {
        Inline::Text(run) => run.text.chars().next_back(),
        Inline::Emphasis(content) | Inline::Strong(content) | Inline::Strikethrough(content) => {
            last_character(content.last()?)
        }
        Inline::Code(_)
        | Inline::Link(_)
        | Inline::Image(_)
        | Inline::Citation { .. }
        | Inline::NoteRef { .. } => Some(']'),
        Inline::SoftBreak | Inline::HardBreak => Some(' '),
    }
}
