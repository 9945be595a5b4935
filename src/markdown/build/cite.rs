//! Citations: `[^key]` in a line of text, if the text has no footnote with that label.

use std::collections::HashSet;
use std::ops::Range;

use crate::article::{is_key, is_key_byte};
use crate::markdown::tree::{Block, Inline, Located, Run};
use crate::markdown::visit::each_inline_mut;

/// Finds the citations in a complete line. Most lines have none and are not changed.
pub(super) fn cited(text: &str, inlines: Vec<Inline>) -> Vec<Inline> {
    if !may_cite(&inlines) {
        let mut inlines = inlines;
        inlines.shrink_to_fit();
        return inlines;
    }
    let mut found = Vec::with_capacity(inlines.len() + 2);
    for inline in inlines {
        match inline {
            Inline::Text(run) => cite(text, run, &mut found),
            Inline::Emphasis(content) => found.push(Inline::Emphasis(cited(text, content))),
            Inline::Strong(content) => found.push(Inline::Strong(cited(text, content))),
            Inline::Strikethrough(content) => found.push(Inline::Strikethrough(cited(text, content))),
            Inline::Code(_)
            | Inline::Link(_)
            | Inline::Image(_)
            | Inline::Citation { .. }
            | Inline::NoteRef { .. }
            | Inline::SoftBreak
            | Inline::HardBreak => found.push(inline),
        }
    }
    found
}

fn cite(text: &str, run: Run, found: &mut Vec<Inline>) {
    let verbatim = text.get(run.range.clone()) == Some(run.text.as_str());
    if !verbatim || !run.text.contains(MARKER) {
        found.push(Inline::Text(run));
        return;
    }
    let mut from = 0;
    for (at, key) in markers(&run.text) {
        if is_escaped(text, run.range.start + at) {
            continue;
        }
        push_text(found, &run, from..at);
        let start = run.range.start + at;
        let end = at + key.len() + MARKER.len() + 1;
        found.push(Inline::Citation { key: key.into(), range: start..run.range.start + end });
        from = end;
    }
    push_text(found, &run, from..run.text.len());
}

fn is_escaped(text: &str, at: usize) -> bool {
    let before = text.as_bytes().get(..at).unwrap_or_default();
    before.iter().rev().take_while(|b| **b == b'\\').count() % 2 == 1
}

/// The start of a citation.
const MARKER: &str = "[^";

/// Whether a line contains the start of a citation, at any depth.
fn may_cite(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::Text(run) => run.text.contains(MARKER),
        Inline::Emphasis(content) | Inline::Strong(content) | Inline::Strikethrough(content) => may_cite(content),
        Inline::Code(_)
        | Inline::Link(_)
        | Inline::Image(_)
        | Inline::Citation { .. }
        | Inline::NoteRef { .. }
        | Inline::SoftBreak
        | Inline::HardBreak => false,
    })
}

/// The key of every `[^key]` in a text, with the byte offset of the opening bracket.
fn markers(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices(MARKER).filter_map(|(at, _)| {
        let rest = text.get(at + MARKER.len()..)?;
        // Only as far as a key can extend, because a search for the bracket would scan the whole text each time.
        let end = rest.bytes().position(|b| !is_key_byte(b))?;
        let key = rest.get(..end).filter(|key| is_key(key))?;
        (rest.as_bytes().get(end) == Some(&b']')).then_some((at, key))
    })
}

fn push_text(found: &mut Vec<Inline>, run: &Run, part: Range<usize>) {
    if let Some(text) = run.text.get(part.clone()).filter(|text| !text.is_empty()) {
        let start = run.range.start;
        found.push(Inline::Text(Run { text: text.into(), range: start + part.start..start + part.end }));
    }
}

/// Gives a body's own footnotes precedence over sources with the same name, even if the parser saw only brackets.
pub(super) fn prefer_notes(blocks: &mut [Located]) {
    let mut labels = HashSet::new();
    for located in blocks.iter() {
        collect_labels(std::slice::from_ref(&located.block), &mut labels);
    }
    if labels.is_empty() {
        return;
    }
    for located in blocks {
        each_inline_mut(std::slice::from_mut(&mut located.block), &mut |inline| {
            if let Inline::Citation { key, range } = inline
                && labels.contains(key.as_str())
            {
                *inline = Inline::NoteRef { label: std::mem::take(key), range: range.clone() };
            }
        });
    }
}

fn collect_labels(blocks: &[Block], labels: &mut HashSet<String>) {
    for block in blocks {
        match block {
            Block::Note(note) => {
                labels.insert(note.label.clone());
                collect_labels(&note.blocks, labels);
            }
            Block::Quote(blocks) => collect_labels(blocks, labels),
            Block::List(list) => list.items.iter().for_each(|item| collect_labels(&item.blocks, labels)),
            Block::Paragraph(_) | Block::Heading { .. } | Block::Code(_) | Block::Table(_) | Block::Rule(_) => {}
        }
    }
}
