//! Plain text in both directions. Exported text looks like a finished article without markup: no wrapping, and no
//! formatting, but links keep their targets and quotations their quotation marks. In imported text, the only structure
//! is labels, heading lines and lists; every other character stands for itself.

mod read;
mod table;

use crate::article::Place;
use crate::link;
use crate::markdown::{Block, Code, Inline, List, ListItem};
use crate::page::{Byline, Cited, Entry, Figure, Page, PageNote, Part, Point};

pub use read::read;

/// Writes a page as plain text: blocks separated by one blank line, and a line break at the end.
pub fn render(page: &Page) -> String {
    let blocks = page.parts.iter().flat_map(|part| part_text(page, part));
    let blocks: Vec<String> = blocks.filter(|block| !block.is_empty()).collect();
    let mut out = blocks.join("\n\n");
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

fn part_text(page: &Page, part: &Part) -> Vec<String> {
    match part {
        Part::Headline(run) | Part::Deck(run) => vec![run.text.to_string()],
        Part::Image(figure) => figure_text(figure),
        Part::Byline(byline) => vec![byline_text(byline)],
        Part::Takeaways(points) => {
            vec!["Key Takeaways".into(), points.iter().map(|p| point_text(page, p)).collect::<Vec<_>>().join("\n")]
        }
        Part::Heading(heading) => vec![heading.text.text.to_string()],
        Part::Body(body) => {
            let words = Words { page, place: &body.place, quotes: DOUBLE };
            body.blocks.iter().map(|block| words.block(block).join("\n")).collect()
        }
        Part::Notes(notes) => {
            vec!["Notes:".into(), notes.iter().map(|n| note_text(page, n)).collect::<Vec<_>>().join("\n")]
        }
        Part::Sources(entries) => {
            vec!["Sources:".into(), entries.iter().map(entry_text).collect::<Vec<_>>().join("\n")]
        }
    }
}

fn figure_text(figure: &Figure) -> Vec<String> {
    let alt = figure.alt.as_ref().map(|(_, alt)| alt.text.to_string());
    alt.into_iter().chain(figure.legend()).collect()
}

/// `By A and B — Dateline`, as far as these exist.
pub(super) fn byline_text(byline: &Byline) -> String {
    let dateline = byline.dateline.as_ref().map(|run| run.text.clone());
    match (byline.by(), dateline) {
        (Some(by), Some(dateline)) => format!("{by} — {dateline}"),
        (Some(by), None) => by,
        (None, Some(dateline)) => format!("{dateline} —"),
        (None, None) => String::new(),
    }
}

fn point_text(page: &Page, point: &Point) -> String {
    let place = Place::Takeaway(point.id);
    format!("  • {}", Words { page, place: &place, quotes: DOUBLE }.line(&point.content))
}

fn note_text(page: &Page, note: &PageNote) -> String {
    let words = Words { page, place: &note.place, quotes: DOUBLE };
    let marker = format!("  {}. ", note.letter);
    hung(words.blocks(&note.note.blocks), &marker).join("\n")
}

fn entry_text(entry: &Entry) -> String {
    let parts = [entry.title(), entry.publisher(), entry.link()];
    let texts: Vec<String> = parts.into_iter().flatten().map(|run| run.text.into()).collect();
    format!("  {}. {}", entry.number, texts.join(", "))
}

/// The text of blocks from one field.
struct Words<'a> {
    page: &'a Page,
    place: &'a Place,
    /// The marks of the next quotation; a nested one has the other pair.
    quotes: [char; 2],
}

const DOUBLE: [char; 2] = ['“', '”'];
const SINGLE: [char; 2] = ['‘', '’'];

impl Words<'_> {
    fn block(&self, block: &Block) -> Vec<String> {
        match block {
            Block::Paragraph(content) | Block::Heading { content, .. } => split(&self.line(content)),
            Block::Quote(blocks) => {
                let inner = if self.quotes == DOUBLE { SINGLE } else { DOUBLE };
                quoted(Words { quotes: inner, ..*self }.blocks(blocks), self.quotes)
            }
            Block::List(list) => self.list(list),
            Block::Code(code) => code_text(code),
            Block::Table(table) => table::lines(table, |cell| self.line(cell)),
            Block::Rule(_) => vec!["* * *".into()],
            Block::Note(note) => self.blocks(&note.blocks),
        }
    }

    /// Blocks inside a container, separated by one blank line.
    fn blocks(&self, blocks: &[Block]) -> Vec<String> {
        let mut lines = Vec::new();
        for block in blocks {
            // A list directly follows the line that introduces it.
            if !lines.is_empty() && !matches!(block, Block::List(_)) {
                lines.push(String::new());
            }
            lines.extend(self.block(block));
        }
        lines
    }

    fn list(&self, list: &List) -> Vec<String> {
        let mut lines = Vec::new();
        for (index, item) in list.items.iter().enumerate() {
            let marker = match list.start {
                Some(start) => format!("{}. ", start.saturating_add(index as u64)),
                None => "• ".into(),
            };
            lines.extend(self.item(item, &marker));
        }
        lines
    }

    fn item(&self, item: &ListItem, marker: &str) -> Vec<String> {
        let marker = match item.task {
            Some(true) => format!("{marker}☑ "),
            Some(false) => format!("{marker}☐ "),
            None => marker.to_owned(),
        };
        hung(self.blocks(&item.blocks), &marker)
    }

    fn line(&self, content: &[Inline]) -> String {
        let mut out = String::new();
        self.push_line(content, &mut out);
        out
    }

    fn push_line(&self, content: &[Inline], out: &mut String) {
        for inline in content {
            match inline {
                Inline::Text(run) | Inline::Code(run) => out.push_str(&run.text),
                Inline::Emphasis(content) | Inline::Strong(content) | Inline::Strikethrough(content) => {
                    self.push_line(content, out);
                }
                Inline::Link(link) | Inline::Image(link) => {
                    let words = self.line(&link.content);
                    out.push_str(&with_target(&words, &link.target));
                }
                Inline::Citation { key, .. } => match self.page.citation(key) {
                    Cited::Source { number, .. } => out.push_str(&format!("[{number}]")),
                    Cited::Nothing => out.push_str(&format!("[^{key}]")),
                },
                Inline::NoteRef { label, .. } => {
                    let letter = self.page.letter(self.place, label).unwrap_or_default();
                    out.push_str(&format!("[{letter}]"));
                }
                Inline::SoftBreak => out.push(' '),
                Inline::HardBreak => out.push('\n'),
            }
        }
    }
}

/// The text of a link followed by its target, which is not repeated if it is the text.
fn with_target(words: &str, target: &str) -> String {
    match words {
        "" => target.to_owned(),
        _ if link::is_address_of(words, target) => words.to_owned(),
        _ => format!("{words} ({target})"),
    }
}

/// Adds quotation marks: an opening one to each paragraph, and a closing one to the last.
fn quoted(lines: Vec<String>, [open, close]: [char; 2]) -> Vec<String> {
    let mut out: Vec<String> = Vec::with_capacity(lines.len());
    for line in lines {
        let opens = !line.is_empty() && out.last().is_none_or(String::is_empty);
        out.push(if opens { format!("{open}{line}") } else { line });
    }
    if let Some(last) = out.last_mut() {
        last.push(close);
    }
    out
}

fn code_text(code: &Code) -> Vec<String> {
    let text: String = code.lines.iter().map(|line| line.text.as_str()).collect();
    text.lines().map(|line| format!("    {line}").trim_end().to_owned()).collect()
}

/// Lines after a marker, with the later ones aligned with the first.
fn hung(lines: Vec<String>, marker: &str) -> Vec<String> {
    if lines.is_empty() {
        return vec![marker.trim_end().to_owned()];
    }
    let indent = " ".repeat(marker.chars().count());
    let set = |(index, line): (usize, String)| match (index, line.as_str()) {
        (0, line) => format!("{marker}{line}"),
        (_, "") => String::new(),
        (_, line) => format!("{indent}{line}"),
    };
    lines.into_iter().enumerate().map(set).collect()
}

fn split(text: &str) -> Vec<String> {
    text.split('\n').map(str::to_owned).collect()
}

#[cfg(test)]
mod tests;
