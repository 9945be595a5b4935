//! Adapts pasted blocks: no empty blocks, no formatting that was only styling, one list where there was one, and the
//! heading levels that a section has.

use crate::link;
use crate::link::is_web;
use crate::markdown::{self, Block, Inline, Link, List, ListItem, Run, Table, tidy};
use crate::reading::Piece;

/// The level of headings within a section.
const FIRST_LEVEL: u8 = 3;

/// Converts every piece of a document to the blocks we use; empty ones are removed.
pub(super) fn pieces(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let Some(block) = block(piece.block) else { continue };
        let rest = match out.last_mut() {
            Some(last) if last.role == piece.role => merge(&mut last.block, block),
            _ => Some(block),
        };
        if let Some(block) = rest.map(risen) {
            out.push(Piece { block, ..piece });
        }
    }
    out
}

/// Assigns levels to headings from the third on, without gaps, in order.
pub(super) fn settle_levels(blocks: &mut [Block]) {
    let mut open: Vec<u8> = Vec::new();
    for block in blocks {
        let Block::Heading { level, .. } = block else { continue };
        while open.last().is_some_and(|above| *above >= *level) {
            open.pop();
        }
        open.push(*level);
        let depth = u8::try_from(open.len()).unwrap_or(u8::MAX);
        *level = FIRST_LEVEL.saturating_add(depth - 1).min(6);
    }
}

fn block(block: Block) -> Option<Block> {
    match block {
        Block::Paragraph(content) => line(content).map(Block::Paragraph),
        Block::Heading { level, content } => {
            let content = line(content.into_iter().flat_map(without_strong).collect())?;
            Some(Block::Heading { level, content })
        }
        Block::Quote(inner) => {
            let inner = nested(inner);
            (!inner.is_empty()).then_some(Block::Quote(inner))
        }
        Block::List(list) => listed(*list),
        Block::Table(table) => tabled(*table),
        Block::Note(mut note) => {
            note.blocks = nested(note.blocks);
            Some(Block::Note(note))
        }
        Block::Code(_) | Block::Rule(_) => Some(block),
    }
}

fn nested(blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    for next in blocks.into_iter().filter_map(block) {
        let rest = match out.last_mut() {
            Some(last) => merge(last, next),
            None => Some(next),
        };
        out.extend(rest.map(risen));
    }
    out
}

/// A list that contains only a nested list becomes that list.
fn risen(block: Block) -> Block {
    let Block::List(mut list) = block else { return block };
    match list.items.as_mut_slice() {
        [item] if item.blocks.len() == 1 && is_nothing_but_lists(item) => {
            item.blocks.pop().unwrap_or(Block::List(list))
        }
        _ => Block::List(list),
    }
}

/// Merges two neighbours that were written as one list. Returns `next` if they were not.
fn merge(last: &mut Block, next: Block) -> Option<Block> {
    let (Block::List(list), Block::List(more)) = (&mut *last, &next) else { return Some(next) };
    let goes_on = match (list.start, more.start) {
        (None, None) => true,
        (Some(first), Some(start)) => start > 1 && start == first.saturating_add(list.items.len() as u64),
        (None, Some(_)) | (Some(_), None) => false,
    };
    let Block::List(more) = next else { return Some(next) };
    if !goes_on {
        return Some(Block::List(more));
    }
    list.loose |= more.loose;
    for item in more.items {
        match list.items.last_mut() {
            Some(last) if is_nothing_but_lists(&item) => {
                for block in item.blocks {
                    let rest = match last.blocks.last_mut() {
                        Some(before) => merge(before, block),
                        None => Some(block),
                    };
                    last.blocks.extend(rest);
                }
            }
            _ => list.items.push(item),
        }
    }
    None
}

/// An item that only nests another list.
fn is_nothing_but_lists(item: &ListItem) -> bool {
    item.task.is_none() && item.blocks.iter().all(|block| matches!(block, Block::List(_)))
}

fn listed(list: List) -> Option<Block> {
    let shown = list.items.into_iter().map(|item| ListItem { blocks: nested(item.blocks), ..item });
    let mut list = List { items: shown.filter(|item| !item.blocks.is_empty()).collect(), ..list };
    // Most programs write each item as one paragraph, which does not mean that the list is loose.
    let is_plain = |item: &ListItem| {
        let paragraphs = item.blocks.iter().filter(|block| matches!(block, Block::Paragraph(_))).count();
        paragraphs <= 1
    };
    list.loose &= !list.items.iter().all(is_plain);
    tidy::list(&mut list);
    (!list.items.is_empty()).then_some(Block::List(list.into()))
}

fn tabled(table: Table) -> Option<Block> {
    let cells = |row: Vec<Vec<Inline>>| row.into_iter().map(|cell| line(cell).unwrap_or_default()).collect();
    let head: Vec<Vec<Inline>> = cells(table.head);
    let rows: Vec<Vec<Vec<Inline>>> = table.rows.into_iter().map(cells).collect();
    let is_filled = |row: &Vec<Vec<Inline>>| row.iter().any(|cell| !cell.is_empty());
    let mut rows: Vec<Vec<Vec<Inline>>> = std::iter::once(head).chain(rows).filter(is_filled).collect();
    if rows.is_empty() {
        return None;
    }
    let head = rows.remove(0).into_iter().map(plain_head).collect();
    Some(Block::Table(Table { columns: table.columns, head, rows }.into()))
}

/// Removes emphasis from a table's head, which is strong anyway.
fn plain_head(cell: Vec<Inline>) -> Vec<Inline> {
    cell.into_iter().flat_map(without_strong).collect()
}

fn without_strong(inline: Inline) -> Vec<Inline> {
    match inline {
        Inline::Strong(content) => content,
        other @ (Inline::Text(_)
        | Inline::Code(_)
        | Inline::Emphasis(_)
        | Inline::Strikethrough(_)
        | Inline::Link(_)
        | Inline::Image(_)
        | Inline::Citation { .. }
        | Inline::NoteRef { .. }
        | Inline::SoftBreak
        | Inline::HardBreak) => vec![other],
    }
}

/// A line with what it shows. `None` if that is nothing.
fn line(content: Vec<Inline>) -> Option<Vec<Inline>> {
    let mut content = inlines(content);
    tidy::line(&mut content);
    let content = joined(content);
    (!content.is_empty()).then_some(content)
}

/// Merges formatting of the same kind separated only by a space, because some programs split it at every word.
fn joined(content: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(content.len());
    for mut next in content {
        let is_space = matches!(out.last(), Some(Inline::Text(run)) if run.text == " ");
        let before = out.len().checked_sub(2).filter(|_| is_space);
        let mark = before.and_then(|at| out.get_mut(at));
        if let (Some(Inline::Strong(words)), Inline::Strong(more))
        | (Some(Inline::Emphasis(words)), Inline::Emphasis(more)) = (mark, &mut next)
        {
            words.push(Inline::Text(Run::plain(" ")));
            words.append(more);
            out.pop();
        } else {
            out.push(next);
        }
    }
    out
}

fn inlines(content: Vec<Inline>) -> Vec<Inline> {
    let ours = |piece: Inline| match piece {
        // Its target was left behind in the page.
        Inline::Link(link) if link.target.starts_with('#') => inlines(link.content),
        piece @ (Inline::Text(_)
        | Inline::Code(_)
        | Inline::Emphasis(_)
        | Inline::Strong(_)
        | Inline::Strikethrough(_)
        | Inline::Link(_)
        | Inline::Image(_)
        | Inline::Citation { .. }
        | Inline::NoteRef { .. }
        | Inline::SoftBreak
        | Inline::HardBreak) => inline(piece).into_iter().collect(),
    };
    content.into_iter().flat_map(ours).collect()
}

fn inline(inline: Inline) -> Option<Inline> {
    match inline {
        Inline::Text(run) => Some(Inline::Text(Run::plain(spaced(&run.text)))),
        Inline::Emphasis(content) => Some(Inline::Emphasis(inlines(content))),
        Inline::Strong(content) => Some(Inline::Strong(inlines(content))),
        Inline::Strikethrough(content) => Some(Inline::Strikethrough(inlines(content))),
        Inline::Link(link) => linked(*link),
        Inline::Image(image) if is_web(&image.target) => Some(Inline::Image(image)),
        Inline::Image(image) => Some(Inline::Text(Run::plain(markdown::words(&image.content)))),
        // What it refers to was not copied, or is there in words.
        Inline::Citation { .. } => Some(Inline::Text(Run::plain(markdown::words(&[inline]).replace("[^", "[")))),
        // Its note is among the blocks.
        Inline::NoteRef { .. } | Inline::Code(_) | Inline::SoftBreak | Inline::HardBreak => Some(inline),
    }
}

/// A link without content is removed; one around whitespace becomes whitespace.
fn linked(link: Link) -> Option<Inline> {
    let content = inlines(link.content);
    let mut shown = content.clone();
    tidy::line(&mut shown);
    if !shown.is_empty() {
        let words = markdown::words(&shown);
        // A visible address is cleaned like the target of the link.
        let is_address = link::only_link(&words).is_some_and(|written| link::clean(written) == link.target);
        let content = if is_address { vec![Inline::Text(Run::plain(&link.target))] } else { content };
        return Some(Inline::Link(Link { content, ..link }.into()));
    }
    let space = markdown::words(&content);
    (!space.is_empty()).then(|| Inline::Text(Run::plain(" ")))
}

/// Collapses the spaces that programs use for layout. A single no-break space stays if it holds words together.
fn spaced(text: &str) -> String {
    const FIXED: char = '\u{A0}';
    if !text.contains(FIXED) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c != FIXED && c != ' ' {
            out.push(c);
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
            continue;
        }
        let end = rest.find(|c| c != FIXED && c != ' ').unwrap_or(rest.len());
        let (gap, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let is_one = gap.chars().count() == 1 && c == FIXED;
        let holds = is_one && holds_together(out.chars().next_back(), after.chars().next());
        out.push(if holds { FIXED } else { ' ' });
        rest = after;
    }
    out
}

/// Whether a no-break space between these characters is intended. At the end of a run, editors usually insert it only
/// to preserve the space.
fn holds_together(before: Option<char>, after: Option<char>) -> bool {
    let asks = |c: char| c.is_ascii_digit() || "«»‹›:;!?%€£$–—".contains(c);
    match (before, after) {
        (Some(_), Some(_)) => true,
        (Some(c), None) | (None, Some(c)) => asks(c),
        (None, None) => false,
    }
}
