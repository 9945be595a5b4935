//! Reads Markdown. Where our own spelling leaves no doubt (the head of the article, its labels, its sources and their
//! citations), pieces get their role here. `recognise` decides everything else.

use super::{comments, embedded, front_matter};
use crate::article::{LeadImage, Source};
use crate::link::is_web;
use crate::markdown::{
    Block, Inline, List, Located, Whole, each_inline, each_inline_mut, parse_inline, parse_whole, words,
};
use crate::reading::{
    Head, Label, Origin, Piece, Reading, Role, Written, byline_of, is_byline, label, say_the_same, source,
};

/// Reads Markdown. Any text is valid.
pub fn read(text: &str) -> Reading {
    let (head, body) = front_matter::split(text);
    let head = head.unwrap_or_default();
    let body = comments::as_html(body);
    let (mut pieces, remarks) = embedded::read(pieces(&body), &body);
    mark_head(&mut pieces, &head);
    mark_lists(&mut pieces);
    let sources = listed_sources(&pieces);
    pieces.iter_mut().for_each(|piece| cite(piece, &sources, &body));
    Reading { origin: Origin::Markdown, head, pieces, remarks, aside: Vec::new(), misread: 0 }
}

/// The blocks of a text, each with its source if that is parsed the same on its own.
fn pieces(body: &str) -> Vec<Piece> {
    let Whole { blocks, mut definitions } = parse_whole(body);
    definitions.sort_unstable_by_key(|definition| definition.start);
    let are_shared = are_shared(&blocks);
    let leans = |located: &Located| {
        let next = definitions.partition_point(|definition| definition.start < located.range.start);
        let defines = definitions.get(next).is_some_and(|definition| definition.start < located.range.end);
        !definitions.is_empty() && (defines || leans_on_definitions(&located.block, body))
    };
    let piece = |(located, is_shared): (Located, bool)| Piece {
        written: (!is_shared && !leans(&located)).then(|| written(body, &located)).flatten(),
        role: None,
        block: located.block,
    };
    blocks.into_iter().zip(are_shared).map(piece).collect()
}

/// Whether links in a block depend on definitions elsewhere.
fn leans_on_definitions(block: &Block, text: &str) -> bool {
    let mut leans = false;
    each_inline(std::slice::from_ref(block), &mut |inline| {
        if let Inline::Link(link) | Inline::Image(link) = inline {
            leans |= text.get(link.range.clone()).is_none_or(|written| written.ends_with(']'));
        }
    });
    leans
}

/// Which blocks share their source with a neighbour, so that it cannot stand for one block.
fn are_shared(blocks: &[Located]) -> Vec<bool> {
    let mut shared = vec![false; blocks.len()];
    for (pair, flags) in blocks.windows(2).zip(0..) {
        if matches!(pair, [a, b] if a.range == b.range) {
            shared.iter_mut().skip(flags).take(2).for_each(|flag| *flag = true);
        }
    }
    shared
}

/// The source of a block, including the space before its first line, which may be significant.
fn written(text: &str, located: &Located) -> Option<Written> {
    let before = text.get(..located.range.start)?;
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let is_indent = before.get(line..)?.bytes().all(|b| b == b' ' || b == b'\t');
    let start = if is_indent { line } else { located.range.start };
    let written = text.get(start..located.range.end)?;
    Some(Written { text: written.trim_end_matches(['\n', '\r']).to_owned(), start })
}

/// The next expected line of the head, in order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum HeadLine {
    Picture,
    Legend,
    Deck,
    Byline,
    End,
}

/// Marks the lines of the head, as far as `said`, the front matter, does not contradict them.
fn mark_head(pieces: &mut [Piece], said: &Head) {
    let mut lines = pieces.iter_mut().peekable();
    if let Some(first) = lines.next_if(|first| is_title(&first.block, &said.headline)) {
        first.role = Some(Role::Headline);
    }
    let mut next = HeadLine::Picture;
    for piece in lines {
        let Some((line, role)) = head_line(piece, next, &said.image.file) else { break };
        piece.role = Some(role);
        next = line;
    }
}

fn is_title(block: &Block, said: &str) -> bool {
    let Block::Heading { level: 1, content } = block else { return false };
    said.trim().is_empty() || say_the_same(said, &words(content))
}

/// The role of a piece in the head, and the line that can follow it. `picture` is the image named in the front matter.
fn head_line(piece: &Piece, next: HeadLine, picture: &str) -> Option<(HeadLine, Role)> {
    let Block::Paragraph(content) = &piece.block else { return None };
    let raw = piece.raw();
    match content.as_slice() {
        [Inline::Image(link)]
            if next == HeadLine::Picture
                && !raw.ends_with("'')")
                && link.title.is_empty()
                && is_words(&link.content)
                && (picture.is_empty() || picture == link.target) =>
        {
            let image = LeadImage { file: link.target.clone(), alt: words(&link.content), ..LeadImage::default() };
            Some((HeadLine::Legend, Role::Image(image.into())))
        }
        [Inline::Emphasis(content)] if next <= HeadLine::Legend && is_starred(raw, 1) && is_words(content) => {
            let inner = raw.strip_prefix('*').and_then(|raw| raw.strip_suffix('*')).unwrap_or(raw);
            let is_words = next == HeadLine::Picture && !(inner.starts_with('(') && inner.ends_with(')'));
            if is_words {
                let alt = words(content);
                return Some((HeadLine::Legend, Role::Image(LeadImage { alt, ..LeadImage::default() }.into())));
            }
            Some((HeadLine::Deck, Role::Image(legend(inner).into())))
        }
        [Inline::Strong(content)]
            if next <= HeadLine::Deck
                && is_starred(raw, 2)
                && is_words(content)
                && label(raw.trim_matches('*')).is_none() =>
        {
            Some((HeadLine::Byline, Role::Deck))
        }
        line if next == HeadLine::Legend && raw.is_empty() => {
            read_legend(line).map(|image| (HeadLine::Deck, Role::Image(image.into())))
        }
        _ if is_byline(raw) && next <= HeadLine::Byline => {
            let (names, dateline) = byline_of(raw);
            Some((HeadLine::End, Role::Byline { names, dateline }))
        }
        _ => None,
    }
}

/// Whether a line is only text: our own head contains nothing else, and a link in one would be lost.
fn is_words(content: &[Inline]) -> bool {
    content.iter().all(|inline| matches!(inline, Inline::Text(_)))
}

fn is_starred(raw: &str, stars: usize) -> bool {
    raw.bytes().take_while(|b| *b == b'*').count() == stars
}

/// `caption (credit)`, as written between the asterisks.
fn legend(inner: &str) -> LeadImage {
    let plain = |raw: &str| words(&parse_inline(raw));
    let credit = inner.strip_suffix(')').and_then(|inner| match inner.strip_prefix('(') {
        Some(credit) if !credit.contains(" (") => Some(("", credit)),
        _ => inner.rsplit_once(" ("),
    });
    match credit {
        Some((caption, credit)) => {
            LeadImage { caption: plain(caption), credit: plain(credit), ..LeadImage::default() }
        }
        None => LeadImage { caption: plain(inner), ..LeadImage::default() },
    }
}

/// The caption and the credit of an image that was written in HTML.
fn read_legend(line: &[Inline]) -> Option<LeadImage> {
    let [Inline::Emphasis(caption), rest @ ..] = line else { return None };
    let credit = is_words(rest).then(|| words(rest))?;
    let credit = credit.trim();
    let credit = if credit.is_empty() { credit } else { credit.strip_prefix('(')?.strip_suffix(')')? };
    is_words(caption).then(|| LeadImage {
        caption: words(caption),
        credit: credit.to_owned(),
        ..LeadImage::default()
    })
}

/// Marks the labels of our lists, and the lists below them. A heading that only looks like a label is escaped.
fn mark_lists(pieces: &mut [Piece]) {
    let mut done = Vec::new();
    for index in 0..pieces.len() {
        let Some([heading, list]) = pieces.get_mut(index..index + 2) else { return };
        let Block::Heading { .. } = heading.block else { continue };
        let raw = heading.raw().trim_matches(['#', ' ']);
        let Some(found) = label(raw).filter(|found| !done.contains(found)) else { continue };
        let Block::List(content) = &list.block else { continue };
        list.role = Some(match found {
            Label::Takeaways => Role::Takeaways,
            Label::Sources => Role::Sources(sources(content)),
        });
        heading.role = Some(Role::Label);
        done.push(found);
    }
}

fn sources(list: &List) -> Vec<Source> {
    list.items.iter().map(source::of_item).collect()
}

fn listed_sources(pieces: &[Piece]) -> Vec<Source> {
    let listed = pieces.iter().find_map(|piece| {
        if let Some(Role::Sources(sources)) = &piece.role { Some(sources.clone()) } else { None }
    });
    listed.unwrap_or_default()
}

/// Finds the citations: `[[2]](link)` with the link of source 2, and unescaped `[2]`.
fn cite(piece: &mut Piece, sources: &[Source], text: &str) {
    if sources.is_empty() || matches!(piece.role, Some(Role::Sources(_))) {
        return;
    }
    let blocks = std::slice::from_mut(&mut piece.block);
    each_inline_mut(blocks, &mut |inline| cite_link(inline, sources, text));
    cite_blocks(blocks, sources.len(), text);
}

fn cite_link(inline: &mut Inline, sources: &[Source], text: &str) {
    let Inline::Link(link) = inline else { return };
    if !text.get(link.range.clone()).is_some_and(|raw| raw.starts_with("[[") && raw.contains("]](")) {
        return;
    }
    let number = words(&link.content).strip_prefix('[').and_then(|w| w.strip_suffix(']')?.parse::<usize>().ok());
    let Some(number) = number else { return };
    let cited = number.checked_sub(1).and_then(|index| sources.get(index));
    if cited.is_some_and(|source| source.link.trim() == link.target && is_web(&link.target)) {
        *inline = Inline::Citation { key: format!("#{number}").into(), range: link.range.clone() };
    }
}

fn cite_blocks(blocks: &mut [Block], count: usize, text: &str) {
    for block in blocks {
        match block {
            Block::Paragraph(content) | Block::Heading { content, .. } => cite_line(content, count, text),
            Block::Quote(blocks) => cite_blocks(blocks, count, text),
            Block::List(list) => list.items.iter_mut().for_each(|i| cite_blocks(&mut i.blocks, count, text)),
            Block::Table(table) => {
                let cells = table.head.iter_mut().chain(table.rows.iter_mut().flatten());
                cells.for_each(|cell| cite_line(cell, count, text));
            }
            Block::Note(note) => cite_blocks(&mut note.blocks, count, text),
            Block::Code(_) | Block::Rule(_) => {}
        }
    }
}

fn cite_line(content: &mut Vec<Inline>, count: usize, text: &str) {
    if !content.iter().any(may_cite) {
        return;
    }
    let mut out = Vec::with_capacity(content.len() + 2);
    for mut inline in std::mem::take(content) {
        match &mut inline {
            Inline::Emphasis(content) | Inline::Strong(content) | Inline::Strikethrough(content) => {
                cite_line(content, count, text);
            }
            Inline::Text(run) if text.get(run.range.clone()) == Some(run.text.as_str()) => {
                let is_escaped = text.as_bytes().get(run.range.start.wrapping_sub(1)) == Some(&b'\\');
                out.extend(source::cited(run, count, if is_escaped { 1 } else { 0 }));
                continue;
            }
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::Link(_)
            | Inline::Image(_)
            | Inline::Citation { .. }
            | Inline::NoteRef { .. }
            | Inline::SoftBreak
            | Inline::HardBreak => {}
        }
        out.push(inline);
    }
    *content = out;
}

/// Whether a piece of a line can contain a number in brackets.
fn may_cite(inline: &Inline) -> bool {
    match inline {
        Inline::Text(run) => run.text.contains('['),
        Inline::Emphasis(content) | Inline::Strong(content) | Inline::Strikethrough(content) => {
            content.iter().any(may_cite)
        }
        Inline::Code(_)
        | Inline::Link(_)
        | Inline::Image(_)
        | Inline::Citation { .. }
        | Inline::NoteRef { .. }
        | Inline::SoftBreak
        | Inline::HardBreak => false,
    }
}
