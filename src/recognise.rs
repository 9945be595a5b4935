//! What was read, as an article: one ordered list of named rules over blocks, no scores. The first rule that knows a
//! block takes it; what no rule knows stays as body text in its place, so that no word is lost.

mod body;
mod rules;
pub mod source;

use crate::article::{Article, LeadImage, Source};
use crate::format::{Head, Origin, Piece, Reading};
use crate::markdown::{Block, Inline, words};

/// An article made of what was read, and how.
#[derive(Clone, Debug, Default)]
pub struct Recognised {
    pub article: Article,
    pub report: Vec<Taken>,
}

/// One line of the import report: what was taken for what, by which rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// What it became, in the newsroom's words.
    pub what: &'static str,
    /// The rule's name.
    pub rule: &'static str,
    /// The first words of what was taken.
    pub words: String,
}

/// A word, or two, that only names the list after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    Takeaways,
    Sources,
}

/// What each piece is taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Headline,
    Image(LeadImage),
    Deck,
    Byline { names: Vec<String>, dateline: String },
    Label,
    Takeaways,
    Heading,
    Body,
    Sources(Vec<Source>),
}

/// The label that a line is, in any case, with or without a colon.
pub fn label(line: &str) -> Option<Label> {
    let line = line.trim();
    let words = line.strip_suffix(':').unwrap_or(line).trim_end().to_lowercase();
    match words.as_str() {
        "key takeaways" => Some(Label::Takeaways),
        "sources" => Some(Label::Sources),
        _ => None,
    }
}

/// Makes an article of what was read. Nothing is left out.
pub fn recognise(reading: &Reading) -> Recognised {
    let found = rules::apply(reading);
    let mut building = body::Building::new(reading, &found);
    let report = reading.pieces.iter().zip(&found).map(|(piece, (kind, rule))| Taken {
        what: kind.label(),
        rule,
        words: excerpt(&piece.block),
    });
    let mut report: Vec<Taken> = report.collect();
    for (piece, (kind, _)) in reading.pieces.iter().zip(&found) {
        building.take(piece, kind);
    }
    let mut article = building.finish();
    report.extend(fill_from_head(&mut article, &reading.head));
    Recognised { article, report }
}

impl Kind {
    fn label(&self) -> &'static str {
        match self {
            Kind::Headline => "headline",
            Kind::Image(_) => "lead image",
            Kind::Deck => "deck",
            Kind::Byline { .. } => "byline",
            Kind::Label => "label",
            Kind::Takeaways => "key takeaways",
            Kind::Heading => "section heading",
            Kind::Body => "body text",
            Kind::Sources(_) => "sources",
        }
    }
}

/// Fills what the text itself does not say. What stands in the head and nowhere else is kept in the editor's note.
fn fill_from_head(article: &mut Article, head: &Head) -> Vec<Taken> {
    let mut report = Vec::new();
    let mut notes = Vec::new();
    let mut fill = |field: &mut String, value: &str, what: &'static str| {
        if value.trim().is_empty() || field.trim() == value.trim() {
            return;
        }
        if field.is_empty() {
            *field = value.to_owned();
            report.push(Taken { what, rule: "head of the document", words: value.to_owned() });
        } else {
            notes.push(format!("{what}: {value}"));
        }
    };
    fill(&mut article.headline, &head.headline, "headline");
    fill(&mut article.deck, &head.deck, "deck");
    fill(&mut article.slug, &head.slug, "slug");
    fill(&mut article.language, &head.language, "language");
    fill(&mut article.published, &head.published, "date published");
    fill(&mut article.updated, &head.updated, "date updated");
    fill(&mut article.canonical, &head.canonical, "canonical link");
    fill(&mut article.image.file, &head.image.file, "lead image");
    fill(&mut article.image.alt, &head.image.alt, "alt text");
    fill(&mut article.image.caption, &head.image.caption, "caption");
    fill(&mut article.image.credit, &head.image.credit, "credit");
    let names: Vec<String> = head.byline.iter().filter(|name| !name.trim().is_empty()).cloned().collect();
    if article.byline.is_empty() {
        article.byline = names;
    } else if !names.is_empty() && names != article.byline {
        notes.push(format!("byline: {}", names.join(", ")));
    }
    article.tags = head.tags.iter().filter(|tag| !tag.trim().is_empty()).cloned().collect();
    notes.extend(head.other.iter().map(|(key, value)| format!("{key}: {value}")));
    article.note = notes.join("; ");
    report
}

/// The first words of a block, for the report.
fn excerpt(block: &Block) -> String {
    const LENGTH: usize = 48;
    let text = start(block, LENGTH);
    match text.char_indices().nth(LENGTH) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default().trim_end()),
        None => text,
    }
}

/// The words of a block on one line.
fn plain(block: &Block) -> String {
    start(block, usize::MAX)
}

/// The words of a block on one line, to the end of that piece of it which goes past so many bytes of them.
fn start(block: &Block, length: usize) -> String {
    let mut out = String::new();
    let mut separator = "";
    each_line(std::slice::from_ref(block), &mut |line| {
        out.push_str(std::mem::replace(&mut separator, " "));
        for inline in line {
            // Space at the start does not count: it is trimmed.
            if out.trim_start().len() > length {
                break;
            }
            out.push_str(&words(std::slice::from_ref(inline)));
        }
    });
    out.trim().to_owned()
}

/// Every line of blocks, whatever they stand in.
pub(crate) fn lines(blocks: &[Block]) -> Vec<Vec<Inline>> {
    let mut lines = Vec::new();
    each_line(blocks, &mut |line| lines.push(line.to_vec()));
    lines
}

fn each_line(blocks: &[Block], visit: &mut dyn FnMut(&[Inline])) {
    for block in blocks {
        match block {
            Block::Paragraph(content) | Block::Heading { content, .. } => visit(content),
            Block::Quote(blocks) => each_line(blocks, visit),
            Block::List(list) => list.items.iter().for_each(|item| each_line(&item.blocks, visit)),
            Block::Code(code) => code.lines.iter().for_each(|line| visit(&[Inline::Code(line.clone())])),
            Block::Table(table) => {
                std::iter::once(&table.head).chain(&table.rows).flatten().for_each(|cell| visit(cell));
            }
            Block::Note(note) => each_line(&note.blocks, visit),
            Block::Rule(_) => {}
        }
    }
}

/// Whether a piece is one line of text.
fn one_line(piece: &Piece) -> Option<String> {
    let Block::Paragraph(content) = &piece.block else { return None };
    let is_line = content.iter().all(|inline| !matches!(inline, Inline::SoftBreak | Inline::HardBreak));
    let text = words(content).trim().to_owned();
    (is_line && !text.is_empty()).then_some(text)
}

fn is_text(origin: Origin) -> bool {
    match origin {
        Origin::Text => true,
        Origin::Markdown | Origin::Html => false,
    }
}

#[cfg(test)]
mod tests;
