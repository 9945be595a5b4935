//! Turns what was read into an article: one ordered list of named rules over blocks, without scores. The first rule
//! that recognises a block takes it. A block that no rule recognises stays in the body in its place, so no text is
//! lost.

mod kind;
mod aside;
mod body;
mod notes;
mod rules;

use crate::article::Article;
use crate::count::plural;
use crate::markdown::{Inline, Link, each_inline};
use crate::page::moment;
use crate::reading::{Head, Piece, Reading, Remark, excerpt, plain};

pub use aside::{Aside, take_all};
use kind::Kind;

/// A recognised article, with a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recognised {
    pub article: Article,
    pub report: Vec<Taken>,
    /// What was set aside and can still be included.
    pub aside: Vec<Aside>,
}

/// One line of the import report: what was recognised, and by which rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// What it became, in the newsroom's terms.
    pub what: &'static str,
    /// The name of the rule.
    pub rule: &'static str,
    /// The first words of the block.
    pub words: String,
}

/// Recognises an article. Nothing is lost.
pub fn recognise(reading: &Reading) -> Recognised {
    let found = rules::apply(reading);
    let mut building = body::Building::new(reading, &found);
    let report = reading.pieces.iter().zip(&found).map(|(piece, (kind, rule))| Taken {
        what: kind.label(),
        rule,
        words: match kind {
            Kind::Repeats(_) => plain(&piece.block),
            Kind::Headline
            | Kind::Image(_)
            | Kind::Deck
            | Kind::Byline { .. }
            | Kind::Label
            | Kind::Takeaways
            | Kind::Heading
            | Kind::Body
            | Kind::Sources(_) => excerpt(&piece.block),
        },
    });
    let mut report: Vec<Taken> = report.collect();
    let mut parts = reading.aside.iter().peekable();
    for (index, (piece, (kind, _))) in reading.pieces.iter().zip(&found).enumerate() {
        while let Some(part) = parts.next_if(|part| part.at <= index) {
            building.set_aside(part);
        }
        building.take(piece, kind);
    }
    parts.for_each(|part| building.set_aside(part));
    let aside = building.aside();
    let lost: Vec<Noted> =
        reading.pieces.iter().zip(&found).flat_map(|(piece, (kind, _))| lost_in_plain_text(piece, kind)).collect();
    let mut article = building.finish();
    report.extend(lost.iter().map(Noted::taken));
    report.extend(fill_from_head(&mut article, &reading.head));
    let remarks: Vec<Noted> = reading.remarks.iter().map(Noted::of_remark).collect();
    report.extend(remarks.iter().map(Noted::taken));
    report.extend(misread(reading.misread));
    let noted = lost.into_iter().chain(remarks).map(|noted| noted.words);
    keep(&mut article, noted.chain(aside::in_short(&aside)));
    Recognised { article, report, aside }
}

/// The report line for decoding errors that were repaired.
fn misread(count: usize) -> Option<Taken> {
    let words = format!("{} repaired", plural(count, "misread character"));
    (count > 0).then_some(Taken { what: "text", rule: "wrong encoding", words })
}

/// What is kept in the editor's note, and why.
struct Noted {
    words: String,
    rule: &'static str,
}

impl Noted {
    fn of_remark(remark: &Remark) -> Noted {
        Noted { words: format!("{}: {}", remark.place, remark.words), rule: remark.rule }
    }

    fn taken(&self) -> Taken {
        Taken { what: NOTE, rule: self.rule, words: self.words.clone() }
    }
}

/// The name of the private note in the report.
const NOTE: &str = "editor’s note";

/// Adds text without another place to the editor's note.
fn keep(article: &mut Article, noted: impl Iterator<Item = String>) {
    let before = (!article.note.is_empty()).then(|| std::mem::take(&mut article.note));
    let notes: Vec<String> = before.into_iter().chain(noted).collect();
    article.note = notes.join("; ");
}

/// The addresses and formatting lost in text that becomes plain: headline, deck, byline, headings.
fn lost_in_plain_text(piece: &Piece, kind: &Kind) -> Vec<Noted> {
    let (name, is_plain) = match kind {
        Kind::Headline | Kind::Deck | Kind::Byline { .. } | Kind::Repeats(_) => (kind.label(), true),
        Kind::Heading => ("heading", true),
        Kind::Image(_) | Kind::Label | Kind::Takeaways | Kind::Body | Kind::Sources(_) => ("", false),
    };
    let mut lost = Vec::new();
    if is_plain {
        let place = excerpt(&piece.block);
        each_inline(std::slice::from_ref(&piece.block), &mut |inline| {
            let what = match inline {
                Inline::Link(link) => format!("link to {}", with_title(link)),
                Inline::Image(link) => format!("image {}", with_title(link)),
                Inline::NoteRef { label, .. } => format!("footnote [^{label}]"),
                Inline::Citation { key, .. } => format!("citation [{}]", key.trim_start_matches('#')),
                Inline::Text(_)
                | Inline::Code(_)
                | Inline::Emphasis(_)
                | Inline::Strong(_)
                | Inline::Strikethrough(_)
                | Inline::SoftBreak
                | Inline::HardBreak => return,
            };
            lost.push(Noted {
                words: format!("In the {name} “{place}”: {what}"),
                rule: "links cannot be kept in this field",
            });
        });
    }
    lost
}

fn with_title(link: &Link) -> String {
    if link.title.is_empty() { link.target.clone() } else { format!("{} ({})", link.target, link.title) }
}

/// Fills fields that the text itself does not contain. Metadata without a field is kept in the editor's note.
fn fill_from_head(article: &mut Article, head: &Head) -> Vec<Taken> {
    let mut report = Vec::new();
    let mut notes = Vec::new();
    let mut fill = |field: &mut String, value: &str, what: &'static str| {
        if value.trim().is_empty() || field.trim() == value.trim() {
            return;
        }
        if field.is_empty() {
            *field = value.to_owned();
            report.push(Taken { what, rule: HEAD, words: value.to_owned() });
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
    report.extend(fill_lists(article, head, &mut notes));
    for (key, value) in &head.other {
        let key = if key.is_empty() { "head of the file" } else { key };
        notes.push(if value.is_empty() { key.to_owned() } else { format!("{key}: {value}") });
    }
    report.extend(notes.iter().map(|words| Taken { what: NOTE, rule: HEAD, words: words.clone() }));
    article.note = notes.join("; ");
    report
}

/// Takes the date and the slug from a file name such as `2026-03-01-the-ferry`, as site generators use, if the draft
/// has none.
pub fn fill_from_name(article: &mut Article, name: &str) -> Vec<Taken> {
    let mut report = Vec::new();
    let dated = name.get(..10).and_then(moment).zip(name.get(10..).and_then(|rest| rest.strip_prefix('-')));
    let Some((date, slug)) = dated.filter(|(date, slug)| date.len() == 10 && !slug.is_empty()) else {
        return report;
    };
    let fields = [(&mut article.published, date, "date published"), (&mut article.slug, slug.to_owned(), "slug")];
    for (field, said, what) in fields {
        if field.is_empty() {
            field.clone_from(&said);
            report.push(Taken { what, rule: "file name", words: said });
        }
    }
    report
}

/// The rule for fields taken from metadata.
const HEAD: &str = "document metadata";

/// The writers and the tags.
fn fill_lists(article: &mut Article, head: &Head, notes: &mut Vec<String>) -> Vec<Taken> {
    let mut report = Vec::new();
    let names: Vec<String> = head.byline.iter().filter(|name| !name.trim().is_empty()).cloned().collect();
    if article.byline.is_empty() {
        if !names.is_empty() {
            report.push(Taken { what: "byline", rule: HEAD, words: names.join(", ") });
        }
        article.byline = names;
    } else if !names.is_empty() && names != article.byline {
        notes.push(format!("byline: {}", names.join(", ")));
    }
    article.tags = head.tags.iter().filter(|tag| !tag.trim().is_empty()).cloned().collect();
    if !article.tags.is_empty() {
        report.push(Taken { what: "tags", rule: HEAD, words: article.tags.join(", ") });
    }
    report
}

#[cfg(test)]
mod tests;
