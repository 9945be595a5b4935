//! The bytes of its field that a block comes from, and the block that contains the cursor.

use std::ops::Range;

use super::cell::{self, At, Cell};
use crate::article::Place;
use crate::markdown::{Block, Inline};
use crate::page::Page;

/// The block with the cursor: the last block of the field that starts before it.
pub(super) fn block_at(page: &Page, place: &Place, caret: usize) -> Option<At> {
    let mut found: Option<(usize, At)> = None;
    for (part, content) in page.parts.iter().enumerate() {
        // All blocks of most parts come from the same field, so the first ones tell.
        let Some(first) = cell::cell(content, cell::count(content).min(2).saturating_sub(1)) else { continue };
        if !matches!(first, Cell::Note(_)) && cell::place(first) != *place {
            continue;
        }
        for cell in 0..cell::count(content) {
            let Some(block) = cell::cell(content, cell).filter(|block| cell::place(*block) == *place) else {
                continue;
            };
            let start = extent(block).map_or(0, |extent| extent.start);
            let is_nearer = |before: usize| start <= caret && (before > caret || start >= before);
            if found.is_none_or(|(before, _)| is_nearer(before)) {
                found = Some((start, At { part, cell }));
            }
        }
    }
    found.map(|(_, at)| at)
}

/// The bytes of the field from the start of a block's text to its end.
pub(super) fn extent(cell: Cell) -> Option<Range<usize>> {
    match cell {
        Cell::Block(_, block) => whole(first(block), last(block)).map(|extent| block.range(&extent)),
        Cell::Note(note) => Some(note.note.range.clone()),
        Cell::Headline(run) | Cell::Deck(run) => Some(run.range.clone()),
        Cell::Heading(heading) => Some(heading.text.range.clone()),
        Cell::Takeaway(point) => {
            whole(point.content.first().and_then(of_inline), point.content.last().and_then(of_inline))
        }
        Cell::Image(_)
        | Cell::Byline(_)
        | Cell::TakeawaysTitle
        | Cell::NotesTitle
        | Cell::SourcesTitle
        | Cell::Source(_) => None,
    }
}

fn whole(first: Option<Range<usize>>, last: Option<Range<usize>>) -> Option<Range<usize>> {
    let (first, last) = (first?, last?);
    Some(first.start..last.end.max(first.start))
}

/// The approximate number of source bytes of a line.
pub(super) fn width(line: &[Inline]) -> usize {
    let range = whole(line.iter().find_map(of_inline), line.iter().rev().find_map(of_inline));
    range.map_or(0, |range| range.len())
}

/// The first source range in a block.
fn first(block: &Block) -> Option<Range<usize>> {
    match block {
        Block::Paragraph(content) | Block::Heading { content, .. } => content.iter().find_map(of_inline),
        Block::Quote(blocks) => blocks.iter().find_map(first),
        Block::List(list) => list.items.iter().flat_map(|item| &item.blocks).find_map(first),
        Block::Code(code) => code.lines.first().map(|line| line.range.clone()),
        Block::Table(table) => cells(table).find_map(|cell| cell.iter().find_map(of_inline)),
        Block::Rule(range) => Some(range.clone()),
        Block::Note(note) => Some(note.range.clone()),
    }
}

/// The last source range in a block.
fn last(block: &Block) -> Option<Range<usize>> {
    match block {
        Block::Paragraph(content) | Block::Heading { content, .. } => content.iter().rev().find_map(of_inline),
        Block::Quote(blocks) => blocks.iter().rev().find_map(last),
        Block::List(list) => list.items.iter().rev().flat_map(|item| item.blocks.iter().rev()).find_map(last),
        Block::Code(code) => code.lines.last().map(|line| line.range.clone()),
        Block::Table(table) => {
            let mut cells: Vec<_> = cells(table).collect();
            cells.reverse();
            cells.into_iter().find_map(|cell| cell.iter().rev().find_map(of_inline))
        }
        Block::Rule(range) => Some(range.clone()),
        Block::Note(note) => Some(note.range.clone()),
    }
}

fn cells(table: &crate::markdown::Table) -> impl Iterator<Item = &Vec<Inline>> {
    std::iter::once(&table.head).chain(&table.rows).flatten()
}

/// The source bytes of an inline, without its markup.
fn of_inline(inline: &Inline) -> Option<Range<usize>> {
    match inline {
        Inline::Text(run) | Inline::Code(run) => Some(run.range.clone()),
        Inline::Emphasis(content) | Inline::Strong(content) | Inline::Strikethrough(content) => {
            whole(content.iter().find_map(of_inline), content.iter().rev().find_map(of_inline))
        }
        Inline::Link(link) | Inline::Image(link) => Some(link.range.clone()),
        Inline::Citation { range, .. } | Inline::NoteRef { range, .. } => Some(range.clone()),
        Inline::SoftBreak | Inline::HardBreak => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::preview::strip::Strip;
    use crate::app::preview::strips::strips;
    use crate::article::Article;
    use crate::page::{Part, compose};

    /// Checks the text of the block with the cursor.
    #[track_caller]
    fn check(body: &str, caret: usize, expected: &str) {
        let mut article = Article::default();
        let id = article.push_section("Heading", body);
        let page = compose(&article);
        let at = block_at(&page, &Place::Body(id), caret).unwrap();
        let cell = cell::cell(&page.parts[at.part], at.cell).expect("the block was found on this page");
        let words: Vec<String> = strips(&page, cell).iter().map(Strip::words).collect();
        assert_eq!(words.join("\n"), expected);
    }

    #[test]
    fn the_caret_is_in_the_last_block_that_begins_before_it() {
        let body = "One *two*.\n\n- **a**\n- b\n\n| x |\n|---|\n| y |\n\n```\ncode\n```\n\nEnd.";
        check(body, 0, "One two.");
        check(body, 10, "One two.");
        check(body, body.find("b\n").unwrap(), "a\nb");
        check(body, body.find('y').unwrap(), "x\ny");
        check(body, body.find("code").unwrap() + 2, "code");
        check(body, body.len(), "End.");
    }

    #[test]
    fn a_note_that_is_being_written_is_the_note() {
        let body = "Words.[^a]\n\n[^a]: The note.\n\nMore.";
        check(body, body.find("note.").unwrap(), "a. The note.");
        check(body, body.len(), "More.");
        check(body, 2, "Words.[a]");
    }

    #[test]
    fn a_heading_in_the_lede_is_a_block_of_it() {
        let article =
            Article { lede: std::sync::Arc::new("One.\n\n## Two\n\nThree.".into()), ..Article::default() };
        let page = compose(&article);
        let part = |caret| &page.parts[block_at(&page, &Place::Lede, caret).unwrap().part];
        assert!(matches!(part(1), Part::Body(_)));
        assert!(matches!(part(10), Part::Heading(_)));
    }
}
