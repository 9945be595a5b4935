//! Gives lines that read the same one spelling: no empty marks, no mark nested in its own kind, no space at an edge
//! where the mark could not open or close. `page` and the import use the same rules.

use super::tree::{Block, Inline, Link, List, Run, Words};

/// Tidies a line in place. Most lines are tidy already and are not changed.
pub fn line(content: &mut Vec<Inline>) {
    if !is_tidy_line(content) {
        make_tidy(content);
    }
}

fn make_tidy(content: &mut Vec<Inline>) {
    let taken = std::mem::take(content);
    *content = inside(taken, Marks::default());
    trim_breaks(content);
    trim(content, Edge::Start);
    trim(content, Edge::End);
}

/// Decides whether a list is loose: it must be if two neighbours in an item are separated only by a blank line, and
/// cannot be if no blank line would be visible.
pub fn list(list: &mut List) {
    let paragraphs = list.items.iter().flat_map(|item| &item.blocks).any(|b| matches!(b, Block::Paragraph(_)));
    let has_room = list.items.len() > 1 || list.items.iter().any(|item| item.blocks.len() > 1);
    let is_crowded = list
        .items
        .iter()
        .any(|item| item.blocks.iter().zip(item.blocks.iter().skip(1)).any(|(a, b)| needs_space(a, b)));
    let holds_loose = |block: &Block| matches!(block, Block::List(list) if list.loose);
    // After a blank line within an item, some readers require one before the next item, too.
    let is_around_loose = list.items.iter().any(|item| item.blocks.iter().any(holds_loose));
    list.loose = paragraphs && has_room && (list.loose || is_crowded || is_around_loose);
}

/// Whether two neighbours are separated only by the blank line between them.
pub fn needs_space(first: &Block, second: &Block) -> bool {
    match first {
        Block::Note(_) => true,
        Block::Heading { .. } | Block::Code(_) | Block::Rule(_) => matches!(second, Block::Note(_)),
        Block::Quote(_) => matches!(second, Block::Quote(_)) || goes_on(second),
        Block::Paragraph(_) | Block::List(_) | Block::Table(_) => goes_on(second),
    }
}

/// Whether a block directly below a paragraph would become part of it.
fn goes_on(block: &Block) -> bool {
    match block {
        Block::Paragraph(_) | Block::Table(_) | Block::Note(_) => true,
        Block::Heading { .. } | Block::Quote(_) | Block::Code(_) | Block::Rule(_) => false,
        Block::List(list) => {
            let is_first = list.start.is_none_or(|start| start == 1);
            let is_empty = list.items.first().is_none_or(|item| item.blocks.is_empty());
            !is_first || is_empty
        }
    }
}

/// The formatting around a piece.
#[derive(Clone, Copy, Default)]
struct Marks {
    emphasis: bool,
    strong: bool,
    strikethrough: bool,
    link: bool,
}

fn tidy(inline: Inline, marks: Marks) -> Vec<Inline> {
    match inline {
        Inline::Emphasis(content) if marks.emphasis => inside(content, marks),
        Inline::Strong(content) if marks.strong => inside(content, marks),
        Inline::Strikethrough(content) if marks.strikethrough => inside(content, marks),
        Inline::Emphasis(content) => marked(inside(content, Marks { emphasis: true, ..marks }), Inline::Emphasis),
        Inline::Strong(content) => marked(inside(content, Marks { strong: true, ..marks }), Inline::Strong),
        Inline::Strikethrough(content) => {
            marked(inside(content, Marks { strikethrough: true, ..marks }), Inline::Strikethrough)
        }
        // The parser accepts an address in angle brackets even there.
        Inline::Link(link) if marks.link => inside(link.content, marks),
        Inline::Link(mut link) => {
            link.content = inside(link.content, Marks { link: true, ..Marks::default() });
            linked(link)
        }
        Inline::Text(run) if run.text.is_empty() => Vec::new(),
        Inline::Code(run) if run.text.is_empty() => Vec::new(),
        Inline::Text(_)
        | Inline::Code(_)
        | Inline::Image(_)
        | Inline::Citation { .. }
        | Inline::NoteRef { .. }
        | Inline::SoftBreak
        | Inline::HardBreak => vec![inline],
    }
}

fn inside(content: Vec<Inline>, marks: Marks) -> Vec<Inline> {
    let mut out = Vec::with_capacity(content.len());
    for inline in content {
        tidy(inline, marks).into_iter().for_each(|inline| push_joined(&mut out, inline));
    }
    out
}

/// Whether a line is as [`make_tidy`] would leave it, as far as that is told by looking at each piece once: a line with a
/// hard break is always made tidy.
fn is_tidy_line(content: &[Inline]) -> bool {
    let has_break = content.iter().any(|inline| matches!(inline, Inline::HardBreak));
    !has_break && is_trimmed(content) && are_tidy(content, Marks::default())
}

/// Whether a line neither starts nor ends with a break or space.
fn is_trimmed(content: &[Inline]) -> bool {
    [(content.first(), Edge::Start), (content.last(), Edge::End)]
        .iter()
        .all(|(inline, edge)| inline.is_none_or(|inline| !has_edge(inline, *edge)))
}

fn has_edge(inline: &Inline, edge: Edge) -> bool {
    match inline {
        Inline::SoftBreak | Inline::HardBreak => true,
        Inline::Text(run) => match edge {
            Edge::Start => run.text.starts_with(char::is_whitespace),
            Edge::End => run.text.ends_with(char::is_whitespace),
        },
        Inline::Code(_)
        | Inline::Emphasis(_)
        | Inline::Strong(_)
        | Inline::Strikethrough(_)
        | Inline::Link(_)
        | Inline::Image(_)
        | Inline::Citation { .. }
        | Inline::NoteRef { .. } => false,
    }
}

fn are_tidy(content: &[Inline], marks: Marks) -> bool {
    let are_apart = content.iter().zip(content.iter().skip(1)).all(|(a, b)| !is_joined(a, b));
    are_apart && content.iter().all(|inline| is_tidy(inline, marks))
}

/// Whether [`push_joined`] merges two neighbours of these kinds.
fn is_joined(first: &Inline, second: &Inline) -> bool {
    matches!(
        (first, second),
        (Inline::Emphasis(_), Inline::Emphasis(_))
            | (Inline::Strong(_), Inline::Strong(_))
            | (Inline::Strikethrough(_), Inline::Strikethrough(_))
            | (Inline::Code(_), Inline::Code(_))
    )
}

fn is_tidy(inline: &Inline, marks: Marks) -> bool {
    let is_tidy_mark =
        |content: &[Inline], marks| !content.is_empty() && is_trimmed(content) && are_tidy(content, marks);
    match inline {
        Inline::Emphasis(content) => !marks.emphasis && is_tidy_mark(content, Marks { emphasis: true, ..marks }),
        Inline::Strong(content) => !marks.strong && is_tidy_mark(content, Marks { strong: true, ..marks }),
        Inline::Strikethrough(content) => {
            !marks.strikethrough && is_tidy_mark(content, Marks { strikethrough: true, ..marks })
        }
        Inline::Link(link) => {
            let is_even = is_trimmed(&link.content) || link.content.iter().all(is_space);
            !marks.link && is_even && are_tidy(&link.content, Marks { link: true, ..Marks::default() })
        }
        Inline::Text(run) | Inline::Code(run) => !run.text.is_empty(),
        Inline::Image(_)
        | Inline::Citation { .. }
        | Inline::NoteRef { .. }
        | Inline::SoftBreak
        | Inline::HardBreak => true,
    }
}

/// Formats content, leaving spaces and breaks at its ends outside.
fn marked(mut content: Vec<Inline>, mark: fn(Vec<Inline>) -> Inline) -> Vec<Inline> {
    let mut out = trim(&mut content, Edge::Start);
    let mut after = trim(&mut content, Edge::End);
    if !content.is_empty() {
        out.push(mark(content));
    }
    out.append(&mut after);
    out
}

/// A link, leaving spaces at the ends of its text outside, if it has text.
fn linked(mut link: Box<Link>) -> Vec<Inline> {
    if link.content.iter().all(is_space) {
        return vec![Inline::Link(link)];
    }
    let mut out = trim(&mut link.content, Edge::Start);
    let after = trim(&mut link.content, Edge::End);
    out.push(Inline::Link(link));
    out.extend(after);
    out
}

/// Whether a piece is only whitespace.
fn is_space(inline: &Inline) -> bool {
    match inline {
        Inline::SoftBreak | Inline::HardBreak => true,
        Inline::Text(run) => run.text.trim().is_empty(),
        Inline::Code(_)
        | Inline::Emphasis(_)
        | Inline::Strong(_)
        | Inline::Strikethrough(_)
        | Inline::Link(_)
        | Inline::Image(_)
        | Inline::Citation { .. }
        | Inline::NoteRef { .. } => false,
    }
}

#[derive(Clone, Copy)]
enum Edge {
    Start,
    End,
}

/// Removes the breaks and spaces at one end of a line, and returns them in order.
fn trim(content: &mut Vec<Inline>, edge: Edge) -> Vec<Inline> {
    // Complete pieces are removed together, because removing them one by one from the start would move the rest each
    // time.
    let mut taken: Vec<Inline> = match edge {
        Edge::Start => {
            let count = content.iter().take_while(|inline| is_space(inline)).count();
            content.drain(..count).collect()
        }
        Edge::End => {
            let count = content.iter().rev().take_while(|inline| is_space(inline)).count();
            content.drain(content.len() - count..).collect()
        }
    };
    let last = match edge {
        Edge::Start => content.first_mut(),
        Edge::End => content.last_mut(),
    };
    if let Some(Inline::Text(run)) = last
        && let Some(space) = cut_space(run, edge)
    {
        match edge {
            Edge::Start => taken.push(Inline::Text(space)),
            Edge::End => taken.insert(0, Inline::Text(space)),
        }
    }
    taken.retain(|inline| !matches!(inline, Inline::Text(run) if run.text.is_empty()));
    taken
}

/// Cuts the whitespace off one end of a run that also has text.
fn cut_space(run: &mut Run, edge: Edge) -> Option<Run> {
    let kept = match edge {
        Edge::Start => run.text.trim_start(),
        Edge::End => run.text.trim_end(),
    };
    if kept.len() == run.text.len() {
        return None;
    }
    let kept = Words::from(kept);
    let space = match edge {
        Edge::Start => run.text.get(..run.text.len() - kept.len()),
        Edge::End => run.text.get(kept.len()..),
    };
    let space = Run { text: space.unwrap_or_default().into(), range: edge_range(run, edge, kept.len()) };
    shorten(run, edge, kept);
    Some(space)
}

fn is_verbatim(run: &Run) -> bool {
    run.range.len() == run.text.len()
}

fn edge_range(run: &Run, edge: Edge, kept: usize) -> std::ops::Range<usize> {
    let space = run.text.len() - kept;
    match edge {
        Edge::Start if is_verbatim(run) => run.range.start..run.range.start + space,
        Edge::End if is_verbatim(run) => run.range.end - space..run.range.end,
        Edge::Start => run.range.start..run.range.start,
        Edge::End => run.range.end..run.range.end,
    }
}

fn shorten(run: &mut Run, edge: Edge, kept: Words) {
    if is_verbatim(run) {
        let space = run.text.len() - kept.len();
        match edge {
            Edge::Start => run.range.start += space,
            Edge::End => run.range.end -= space,
        }
    }
    run.text = kept;
}

/// Adds a piece to a line. It is merged with the last one if they are of the same kind, and so is its content.
fn push_joined(out: &mut Vec<Inline>, inline: Inline) {
    let join = |last: &mut Vec<Inline>, next: Vec<Inline>| {
        next.into_iter().for_each(|inline| push_joined(last, inline));
    };
    match inline {
        Inline::Emphasis(next) if let Some(Inline::Emphasis(last)) = out.last_mut() => join(last, next),
        Inline::Strong(next) if let Some(Inline::Strong(last)) = out.last_mut() => join(last, next),
        Inline::Strikethrough(next) if let Some(Inline::Strikethrough(last)) = out.last_mut() => join(last, next),
        Inline::Code(next) if let Some(Inline::Code(last)) = out.last_mut() => {
            last.text.push_str(&next.text);
            last.range.end = next.range.end;
        }
        Inline::Text(_)
        | Inline::Code(_)
        | Inline::Emphasis(_)
        | Inline::Strong(_)
        | Inline::Strikethrough(_)
        | Inline::Link(_)
        | Inline::Image(_)
        | Inline::Citation { .. }
        | Inline::NoteRef { .. }
        | Inline::SoftBreak
        | Inline::HardBreak => out.push(inline),
    }
}

/// Removes spaces next to hard breaks.
fn trim_breaks(content: &mut Vec<Inline>) {
    let mut out: Vec<Inline> = Vec::with_capacity(content.len());
    for inline in std::mem::take(content) {
        match inline {
            Inline::HardBreak => {
                trim(&mut out, Edge::End);
                out.push(Inline::HardBreak);
            }
            Inline::Text(mut run) if matches!(out.last(), Some(Inline::HardBreak)) => {
                let kept = run.text.trim_start().into();
                shorten(&mut run, Edge::Start, kept);
                if !run.text.is_empty() {
                    out.push(Inline::Text(run));
                }
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
            | Inline::SoftBreak) => out.push(other),
        }
    }
    *content = out;
}

#[cfg(test)]
mod tests;
