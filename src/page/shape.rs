//! A page as text, without byte ranges, ids and keys: what must survive a round trip.

use super::parts::{Cited, Entry, Figure, Page, Part};
use crate::article::Place;
use crate::markdown::{self, Block, Inline, Run};

impl Page {
    /// Everything a reader sees, as text without byte ranges. Pages that look the same to a reader have the same shape.
    pub fn shape(&self) -> String {
        shape(self)
    }
}

fn shape(page: &Page) -> String {
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
        Part::Body(body) => {
            blocks_shape(page, &body.place, body.blocks.iter().map(|block| Block::clone(block)).collect())
        }
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

/// The blocks with citations as numbers and note references as letters.
fn blocks_shape(page: &Page, place: &Place, mut blocks: Vec<Block>) -> String {
    markdown::each_inline_mut(&mut blocks, &mut |inline| number(page, place, inline));
    markdown::shape(&blocks)
}

fn number(page: &Page, place: &Place, inline: &mut Inline) {
    match inline {
        Inline::Citation { key, .. } => match page.citation(key) {
            Cited::Source { number, link } => *key = format!("{number} {}", link.unwrap_or_default()).into(),
            Cited::Nothing => *inline = Inline::Text(Run::plain(format!("[^{key}]"))),
        },
        Inline::NoteRef { label, .. } => *label = page.letter(place, label).unwrap_or_default().into(),
        Inline::Text(_)
        | Inline::Code(_)
        | Inline::Emphasis(_)
        | Inline::Strong(_)
        | Inline::Strikethrough(_)
        | Inline::Link(_)
        | Inline::Image(_)
        | Inline::SoftBreak
        | Inline::HardBreak => {}
    }
}
