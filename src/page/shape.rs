//! A page as text, without byte ranges, ids and keys: what must survive a round trip.

use super::{Cited, Entry, Figure, Page, Part};
use crate::article::Place;
use crate::markdown::{self, Block, Inline, Run};

pub(super) fn shape(page: &Page) -> String {
    let mut out = String::new();
    for part in &page.parts {
        out.push_str(&part_shape(page, part));
    }
    out
}

fn part_shape(page: &Page, part: &Part) -> String {
    match part {
        Part::Headline(run) => format!("headline {:?}\n", run.text),
        Part::Image(figure) => figure_shape(figure),
        Part::Deck(run) => format!("deck {:?}\n", run.text),
        Part::Byline(byline) => format!("byline {:?} {:?}\n", byline.names, text(byline.dateline.as_ref())),
        Part::Takeaways(points) => points
            .iter()
            .map(|point| {
                let blocks = vec![Block::Paragraph(point.content.to_vec())];
                format!("takeaway {}", blocks_shape(page, &Place::Takeaway(point.id), blocks))
            })
            .collect(),
        Part::Heading(heading) => format!("section {:?}\n", heading.text.text),
        Part::Body(body) => blocks_shape(page, &body.place, body.blocks.clone()),
        Part::Notes(notes) => notes
            .iter()
            .map(|n| format!("note {} {}", n.letter, blocks_shape(page, &n.place, n.note.blocks.clone())))
            .collect(),
        Part::Sources(entries) => entries.iter().map(entry_shape).collect(),
    }
}

fn figure_shape(figure: &Figure) -> String {
    let alt = figure.alt.as_ref().map(|(_, alt)| alt);
    format!(
        "image {:?} {:?} {:?} {:?}\n",
        text(figure.file.as_ref()),
        text(alt),
        text(figure.caption.as_ref()),
        text(figure.credit.as_ref())
    )
}

fn entry_shape(entry: &Entry) -> String {
    let (title, publisher, link) = (entry.title(), entry.publisher(), entry.link());
    let texts = [&title, &publisher, &link].map(|run| text(run.as_ref()).to_owned());
    format!("source {} {texts:?}\n", entry.number)
}

fn text(run: Option<&Run>) -> &str {
    run.map(|run| run.text.as_str()).unwrap_or_default()
}

/// The blocks with every citation as its number and every reference as its letter.
fn blocks_shape(page: &Page, place: &Place, mut blocks: Vec<Block>) -> String {
    blocks.iter_mut().for_each(|block| number_block(page, place, block));
    markdown::shape(&blocks)
}

fn number_block(page: &Page, place: &Place, block: &mut Block) {
    let line = |content: &mut Vec<Inline>| number_line(page, place, content);
    match block {
        Block::Paragraph(content) | Block::Heading { content, .. } => line(content),
        Block::Quote(blocks) => blocks.iter_mut().for_each(|b| number_block(page, place, b)),
        Block::List(list) => {
            list.items.iter_mut().flat_map(|i| &mut i.blocks).for_each(|b| number_block(page, place, b));
        }
        Block::Table(table) => table.head.iter_mut().chain(table.rows.iter_mut().flatten()).for_each(line),
        Block::Note(note) => note.blocks.iter_mut().for_each(|b| number_block(page, place, b)),
        Block::Code(_) | Block::Rule(_) => {}
    }
}

fn number_line(page: &Page, place: &Place, content: &mut Vec<Inline>) {
    for inline in content {
        match inline {
            Inline::Emphasis(content) | Inline::Strong(content) | Inline::Strikethrough(content) => {
                number_line(page, place, content);
            }
            Inline::Link(link) | Inline::Image(link) => number_line(page, place, &mut link.content),
            Inline::Citation { key, .. } => match page.citation(key) {
                Cited::Source { number, link } => *key = format!("{number} {}", link.unwrap_or_default()),
                Cited::Nothing => *inline = Inline::Text(Run::plain(format!("[^{key}]"))),
            },
            Inline::NoteRef { label, .. } => *label = page.letter(place, label).unwrap_or_default(),
            Inline::Text(_) | Inline::Code(_) | Inline::SoftBreak | Inline::HardBreak => {}
        }
    }
}
