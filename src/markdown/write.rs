//! Writes a block tree as Markdown that parses to the same tree. Everything that could be taken for syntax is escaped,
//! in a spelling plain enough for any renderer.

mod within;
mod marks;
mod back;
mod escape;
mod line;
mod quotes;
mod start;
mod verbatim;

use super::tidy;
use super::tree::{Alignment, Block, Code, Inline, List, ListItem, Note, Table};

use escape::Pairs;
pub(crate) use escape::longest_run;
pub(crate) use escape::{destination, entity};
pub use marks::{AsTyped, Finished, Marks, Spelling};
use within::Within;

/// Writes blocks, separated by one blank line, without a trailing one.
pub fn blocks(blocks: &[Block], marks: &dyn Marks) -> String {
    let mut flow = Flow::default();
    blocks.iter().map(|block| flow.write(block, marks)).collect::<Vec<_>>().join("\n\n")
}

/// Writes blocks one after another: consecutive lists get different markers, so that they stay separate.
#[derive(Default)]
pub struct Flow {
    last: Option<(ListStyle, Kind)>,
    /// The style of a list that does not follow another one.
    alone: ListStyle,
}

/// The kind of the previous list: only two of the same kind would merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Bulleted,
    Numbered,
}

impl Flow {
    /// Writes the next block.
    pub fn write(&mut self, block: &Block, marks: &dyn Marks) -> String {
        self.lines(block, &Writer { marks }).join("\n")
    }

    fn lines(&mut self, block: &Block, writer: &Writer<'_>) -> Vec<String> {
        let kind = match block {
            Block::List(list) if list.start.is_some() => Some(Kind::Numbered),
            Block::List(_) => Some(Kind::Bulleted),
            Block::Paragraph(_)
            | Block::Heading { .. }
            | Block::Quote(_)
            | Block::Code(_)
            | Block::Table(_)
            | Block::Rule(_)
            | Block::Note(_) => None,
        };
        let style = match self.last {
            Some((last, before)) if kind == Some(before) => last.other(),
            _ => self.alone,
        };
        self.last = kind.map(|kind| (style, kind));
        writer.block(block, style)
    }
}

/// Blocks with each possible style of list markers, the default first: one of them keeps the lists separate from those
/// around them.
pub fn each_way(blocks: &[Block], marks: &dyn Marks) -> [String; 3] {
    [ListStyle::First, ListStyle::Second, ListStyle::Third].map(|alone| {
        let mut flow = Flow { last: None, alone };
        let written: Vec<String> = blocks.iter().map(|block| flow.write(block, marks)).collect();
        written.join("\n\n")
    })
}

/// Writes one line of inline Markdown.
pub fn line(content: &[Inline], marks: &dyn Marks) -> String {
    line::write(content, marks, Within::Line)
}

/// Writes a heading with as many `#` as its level. A trailing `#` is escaped, because it would close the heading.
pub fn heading(level: u8, content: &[Inline], marks: &dyn Marks) -> String {
    let mut text = line(content, marks);
    if text.ends_with('#') && !text.ends_with("\\#") {
        text.insert(text.len() - 1, '\\');
    }
    format!("{} {text}", "#".repeat(level.clamp(1, 6).into())).trim_end().to_owned()
}

struct Writer<'a> {
    marks: &'a dyn Marks,
}

impl Writer<'_> {
    /// The lines of each block.
    fn siblings(&self, blocks: &[Block]) -> Vec<Vec<String>> {
        let mut flow = Flow::default();
        blocks.iter().map(|block| flow.lines(block, self)).collect()
    }

    fn block(&self, block: &Block, style: ListStyle) -> Vec<String> {
        match block {
            Block::Paragraph(content) => split(&line::write(content, self.marks, Within::Paragraph)),
            Block::Heading { level, content } => vec![heading(*level, content, self.marks)],
            Block::Quote(blocks) => {
                let lines = join(self.siblings(blocks), |_, _| true, blocks);
                if lines.is_empty() { vec![">".into()] } else { prefixed(lines, "> ", "> ") }
            }
            Block::List(list) => self.list(list, style),
            Block::Code(code) => code_lines(code, self.marks.spelling()),
            Block::Table(table) => self.table(table),
            Block::Rule(_) => vec!["***".into()],
            Block::Note(note) => self.note(note),
        }
    }

    fn list(&self, list: &List, style: ListStyle) -> Vec<String> {
        let indent = self.indent(list);
        let mut lines = Vec::new();
        for (index, item) in list.items.iter().enumerate() {
            if index > 0 && list.loose {
                lines.push(String::new());
            }
            let marker = style.marker(list.start, index);
            lines.extend(self.item(item, list.loose, &indent.marker(&marker)));
        }
        lines
    }

    /// The indentation of an item's content. Only four spaces work in every reader. Code, quotations and tables must
    /// have exactly that, and so must the first block of an item.
    fn indent(&self, list: &List) -> Indent {
        let is_line = |block: &Block| matches!(block, Block::Paragraph(_) | Block::List(_));
        let begins_so = |item: &ListItem| matches!(item.blocks.first(), Some(Block::Paragraph(_)) | None);
        match self.marks.spelling() {
            Spelling::Draft => Indent::AsMarker,
            Spelling::Anywhere if list.items.iter().all(|i| begins_so(i) && i.blocks.iter().all(is_line)) => {
                Indent::Four
            }
            Spelling::Anywhere => Indent::FourAtOnce,
        }
    }

    fn item(&self, item: &ListItem, loose: bool, marker: &Marker) -> Vec<String> {
        let written = self.siblings(&item.blocks);
        let first_lines = written.first().map_or(0, Vec::len);
        let mut lines = join(written, |a, b| loose || tidy::needs_space(a, b), &item.blocks);
        if let Some(ticked) = item.task {
            let task = if ticked { "[x]" } else { "[ ]" };
            if item.blocks.is_empty() {
                // Without text after it, only the space makes it a task box.
                lines.push(format!("{task} "));
            } else if let (Some(Block::Paragraph(_)), Some(first)) = (item.blocks.first(), lines.first_mut()) {
                first.insert_str(0, &format!("{task} "));
            } else {
                lines.insert(0, task.into());
            }
        }
        if lines.is_empty() {
            return vec![marker.text.trim_end().to_owned()];
        }
        // Consecutive empty items would be a thematic break.
        if lines.first().is_some_and(|first| is_rule(&format!("{}{first}", marker.text))) {
            lines.insert(0, String::new());
        }
        let later = lines.split_off(first_lines.clamp(1, lines.len()));
        let mut lines = prefixed(lines, &marker.text, &" ".repeat(marker.text.len()));
        let indent = " ".repeat(marker.indent);
        lines.extend(prefixed(later, &indent, &indent));
        lines
    }

    fn table(&self, table: &Table) -> Vec<String> {
        let pairs = Pairs::across(table.head.iter().chain(table.rows.iter().flatten()));
        let row = |cells: &Vec<Vec<Inline>>| {
            let cells = cells.iter().map(|cell| line::write_beside(cell, self.marks, Within::Cell, pairs));
            format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
        };
        let rule: Vec<&str> = table.columns.iter().map(|column| delimiter(*column)).collect();
        let mut lines = vec![row(&table.head), format!("| {} |", rule.join(" | "))];
        lines.extend(table.rows.iter().map(row));
        lines
    }

    fn note(&self, note: &Note) -> Vec<String> {
        let marker = format!("[^{}]: ", self.marks.label(&note.label));
        let lines = join(self.siblings(&note.blocks), |_, _| true, &note.blocks);
        if lines.is_empty() {
            return vec![marker.trim_end().to_owned()];
        }
        prefixed(lines, &marker, "    ")
    }
}

/// The indentation of an item's content.
#[derive(Clone, Copy)]
enum Indent {
    /// The width of the marker.
    AsMarker,
    /// Four spaces from the second block on; the first one is aligned with its own text.
    Four,
    /// Four spaces, to which the marker is padded.
    FourAtOnce,
}

/// A marker with its space, and the indentation of the blocks after the first.
struct Marker {
    text: String,
    indent: usize,
}

impl Indent {
    fn marker(self, marker: &str) -> Marker {
        match self {
            Indent::AsMarker => Marker { text: marker.to_owned(), indent: marker.len() },
            Indent::Four => Marker { text: marker.to_owned(), indent: marker.len().max(4) },
            Indent::FourAtOnce => Marker { text: format!("{marker:4}"), indent: marker.len().max(4) },
        }
    }
}

/// Which of the alternative markers a list has.
#[derive(Default, Clone, Copy, Debug)]
enum ListStyle {
    #[default]
    First,
    Second,
    /// Between two with different markers.
    Third,
}

impl ListStyle {
    fn other(self) -> ListStyle {
        match self {
            ListStyle::First => ListStyle::Second,
            ListStyle::Second | ListStyle::Third => ListStyle::First,
        }
    }

    fn marker(self, start: Option<u64>, index: usize) -> String {
        // CommonMark allows nine digits.
        let number = |start: u64| start.saturating_add(index as u64).min(999_999_999);
        match (self, start) {
            (ListStyle::First, None) => "- ".into(),
            (ListStyle::Second, None) => "+ ".into(),
            (ListStyle::Third, None) => "* ".into(),
            (ListStyle::First | ListStyle::Third, Some(start)) => format!("{}. ", number(start)),
            (ListStyle::Second, Some(start)) => format!("{}) ", number(start)),
        }
    }
}

fn is_rule(line: &str) -> bool {
    line.bytes().filter(|b| *b == b'-').count() >= 3 && line.bytes().all(|b| matches!(b, b'-' | b' '))
}

fn code_lines(code: &Code, spelling: Spelling) -> Vec<String> {
    let text: String = code.lines.iter().map(|line| line.text.as_str()).collect();
    // All readers accept tildes as a fence.
    let mark = if spelling == Spelling::Anywhere || code.info.contains('`') { '~' } else { '`' };
    let fence = mark.to_string().repeat(longest_run(&text, mark).max(2) + 1);
    let mut lines = vec![format!("{fence}{}", escape::info(&code.info))];
    lines.extend(text.lines().map(str::to_owned));
    lines.push(fence);
    lines
}

fn delimiter(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::None => "---",
        Alignment::Left => ":---",
        Alignment::Center => ":---:",
        Alignment::Right => "---:",
    }
}

fn split(text: &str) -> Vec<String> {
    text.split('\n').map(str::to_owned).collect()
}

/// Joins the blocks of a container, with a blank line where `spaced` requires one.
fn join(written: Vec<Vec<String>>, spaced: impl Fn(&Block, &Block) -> bool, blocks: &[Block]) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, block) in written.into_iter().enumerate() {
        let pair = index.checked_sub(1).and_then(|i| Some((blocks.get(i)?, blocks.get(index)?)));
        if pair.is_some_and(|(a, b)| spaced(a, b)) {
            lines.push(String::new());
        }
        lines.extend(block);
    }
    lines
}

fn prefixed(lines: Vec<String>, first: &str, rest: &str) -> Vec<String> {
    let prefix = |index: usize| if index == 0 { first } else { rest };
    lines
        .into_iter()
        .enumerate()
        .map(|(index, line)| match line.as_str() {
            "" => prefix(index).trim_end().to_owned(),
            line => format!("{}{line}", prefix(index)),
        })
        .collect()
}

#[cfg(test)]
mod tests;
