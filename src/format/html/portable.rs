//! A body in the form that other editors keep. They drop ids, task boxes and list letters, join the paragraphs of an
//! item or quotation, and do not nest quotations. A fragment therefore uses text, line breaks and plain lists for
//! these. `blocks` writes them.

use crate::article::Place;
use crate::markdown::{Block, Code, Inline, Link, List, ListItem, Run, Table, Words};
use crate::page::{Cited, Page, PageNote};

/// The page and the place of a text whose references are to be shown.
#[derive(Clone, Copy)]
pub(super) struct Portable<'a> {
    pub page: &'a Page,
    pub place: &'a Place,
}

/// The quotation marks to use instead of an element; nested quotations have the other pair.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marks {
    Double,
    Single,
}

impl Portable<'_> {
    /// The blocks that show a block.
    pub fn block(&self, block: &Block) -> Vec<Block> {
        match block {
            Block::Paragraph(content) => vec![Block::Paragraph(self.line(content))],
            Block::Heading { level, content } => {
                vec![Block::Heading { level: *level, content: self.line(content) }]
            }
            Block::Quote(blocks) => self.quote(blocks),
            Block::List(list) => vec![Block::List(self.list(list).into())],
            Block::Table(table) => vec![Block::Table(self.table(table).into())],
            Block::Code(_) | Block::Rule(_) => vec![block.clone()],
            // `page` has moved the notes out of the bodies.
            Block::Note(note) => self.blocks(&note.blocks),
        }
    }

    fn blocks(&self, blocks: &[Block]) -> Vec<Block> {
        blocks.iter().flat_map(|block| self.block(block)).collect()
    }

    /// A note, preceded by the letter that the text refers to.
    pub fn note(&self, note: &PageNote) -> Vec<Block> {
        let mut blocks = self.blocks(&note.note.blocks);
        begin_with(&mut blocks, &format!("[{}] ", note.letter));
        blocks
    }

    /// One paragraph for consecutive text; what is more than text goes between quotations.
    fn quote(&self, blocks: &[Block]) -> Vec<Block> {
        let mut shown = Vec::new();
        let mut words = Vec::new();
        for block in blocks {
            match block {
                Block::Paragraph(content) => push_paragraph(&mut words, self.line(content)),
                Block::Quote(inner) if is_words(inner) => {
                    push_paragraph(&mut words, self.quoted(inner, Marks::Double));
                }
                Block::Quote(_)
                | Block::Heading { .. }
                | Block::List(_)
                | Block::Code(_)
                | Block::Table(_)
                | Block::Rule(_)
                | Block::Note(_) => {
                    shown.extend(quotation(&mut words));
                    shown.extend(self.block(block));
                }
            }
        }
        shown.extend(quotation(&mut words));
        shown
    }

    fn list(&self, list: &List) -> List {
        let items = list.items.iter().map(|item| self.item(item)).collect();
        List { start: list.start, loose: false, items }
    }

    /// The text of an item in one paragraph, followed by one list. Anything after that continues its last item, because
    /// it would otherwise merge with the text before the list.
    fn item(&self, item: &ListItem) -> ListItem {
        let mut blocks: Vec<Block> = Vec::new();
        for block in &item.blocks {
            if let Block::List(list) = block {
                add_list(&mut blocks, self.list(list));
            } else {
                go_on(&mut blocks, self.words_of(block, Marks::Double));
            }
        }
        if let Some(is_done) = item.task {
            begin_with(&mut blocks, tick(is_done));
        }
        if let Some(Block::List(_)) = blocks.first() {
            // Editors move a list out of an item if it comes first.
            blocks.insert(0, Block::Paragraph(vec![Inline::HardBreak]));
        }
        ListItem { task: None, blocks }
    }

    /// A block as text with line breaks.
    fn words_of(&self, block: &Block, marks: Marks) -> Vec<Inline> {
        match block {
            Block::Paragraph(content) | Block::Heading { content, .. } => self.line(content),
            Block::Quote(blocks) => self.quoted(blocks, marks),
            Block::List(list) => self.items(list, marks),
            Block::Code(code) => code_lines(code),
            Block::Table(table) => self.rows(table),
            Block::Rule(_) => vec![text("* * *")],
            Block::Note(note) => self.quoted(&note.blocks, marks),
        }
    }

    /// Adds quotation marks around blocks: an opening one to each paragraph, and a closing one to the last.
    fn quoted(&self, blocks: &[Block], marks: Marks) -> Vec<Inline> {
        let ([open, close], inner) = match marks {
            Marks::Double => (["“", "”"], Marks::Single),
            Marks::Single => (["‘", "’"], Marks::Double),
        };
        let mut words = Vec::new();
        for block in blocks {
            let content = std::iter::once(text(open)).chain(self.words_of(block, inner)).collect();
            push_paragraph(&mut words, content);
        }
        words.push(text(close));
        words
    }

    /// A list where lists are not possible: its items on lines of their own.
    fn items(&self, list: &List, marks: Marks) -> Vec<Inline> {
        let mut words = Vec::new();
        for (index, item) in list.items.iter().enumerate() {
            if index > 0 {
                words.push(Inline::HardBreak);
            }
            words.push(text(marker(list.start, index)));
            words.extend(item.task.map(|is_done| text(tick(is_done))));
            for (index, block) in item.blocks.iter().enumerate() {
                if index > 0 {
                    words.push(Inline::HardBreak);
                }
                words.extend(self.words_of(block, marks));
            }
        }
        words
    }

    /// A table where tables are not possible: its rows on lines of their own.
    fn rows(&self, table: &Table) -> Vec<Inline> {
        let mut words = Vec::new();
        for (index, row) in std::iter::once(&table.head).chain(&table.rows).enumerate() {
            if index > 0 {
                words.push(Inline::HardBreak);
            }
            for (index, cell) in row.iter().enumerate() {
                if index > 0 {
                    words.push(text(" | "));
                }
                words.extend(self.line(cell));
            }
        }
        words
    }

    fn table(&self, table: &Table) -> Table {
        let row = |row: &Vec<Vec<Inline>>| row.iter().map(|cell| self.line(cell)).collect();
        Table {
            columns: table.columns.clone(),
            head: row(&table.head),
            rows: table.rows.iter().map(row).collect(),
        }
    }

    /// A line in which references are text; a citation links directly to its source.
    pub fn line(&self, content: &[Inline]) -> Vec<Inline> {
        content.iter().map(|inline| self.inline(inline)).collect()
    }

    fn inline(&self, inline: &Inline) -> Inline {
        match inline {
            Inline::Emphasis(content) => Inline::Emphasis(self.line(content)),
            Inline::Strong(content) => Inline::Strong(self.line(content)),
            Inline::Strikethrough(content) => Inline::Strikethrough(self.line(content)),
            Inline::Citation { key, .. } => match self.page.citation(key) {
                Cited::Source { number, link } => citation(number, link),
                Cited::Nothing => inline.clone(),
            },
            Inline::NoteRef { label, .. } => match self.page.letter(self.place, label) {
                Some(letter) => text(format!("[{letter}]")),
                None => inline.clone(),
            },
            // Links contain no references.
            Inline::Link(_)
            | Inline::Text(_)
            | Inline::Code(_)
            | Inline::Image(_)
            | Inline::SoftBreak
            | Inline::HardBreak => inline.clone(),
        }
    }
}

fn citation(number: usize, link: Option<&str>) -> Inline {
    let words = text(format!("[{number}]"));
    let Some(target) = link else { return words };
    Inline::Link(
        Link { target: target.to_owned(), title: String::new(), content: vec![words], range: 0..0 }.into(),
    )
}

fn is_words(blocks: &[Block]) -> bool {
    blocks.iter().all(|block| match block {
        Block::Paragraph(_) => true,
        Block::Quote(blocks) => is_words(blocks),
        Block::Heading { .. }
        | Block::List(_)
        | Block::Code(_)
        | Block::Table(_)
        | Block::Rule(_)
        | Block::Note(_) => false,
    })
}

fn text(words: impl Into<Words>) -> Inline {
    Inline::Text(Run::plain(words))
}

/// The character for a task box, with the space after it.
fn tick(is_done: bool) -> &'static str {
    if is_done { "☑ " } else { "☐ " }
}

/// Inserts a marker before the first text.
fn begin_with(blocks: &mut Vec<Block>, mark: &str) {
    if let Some(Block::Paragraph(content)) = blocks.first_mut() {
        content.insert(0, text(mark));
    } else {
        blocks.insert(0, Block::Paragraph(vec![text(mark.trim_end())]));
    }
}

/// Appends a paragraph, separated from the previous text.
fn push_paragraph(words: &mut Vec<Inline>, content: Vec<Inline>) {
    if !words.is_empty() {
        words.extend([Inline::HardBreak, Inline::HardBreak]);
    }
    words.extend(content);
}

/// The marker of an item without a list.
fn marker(start: Option<u64>, index: usize) -> String {
    match start {
        Some(start) => format!("{}. ", start.saturating_add(index as u64)),
        None => "• ".to_owned(),
    }
}

/// Adds a list to an item. After another list, its items continue that one, with their markers as text.
fn add_list(blocks: &mut Vec<Block>, list: List) {
    let Some(Block::List(before)) = blocks.last_mut() else {
        blocks.push(Block::List(list.into()));
        return;
    };
    for (index, mut item) in list.items.into_iter().enumerate() {
        begin_with(&mut item.blocks, &marker(list.start, index));
        before.items.push(item);
    }
}

/// Adds text to an item: to its own text, or to that of the last item of a nested list.
fn go_on(blocks: &mut Vec<Block>, content: Vec<Inline>) {
    match blocks.last_mut() {
        Some(Block::Paragraph(words)) => push_paragraph(words, content),
        Some(Block::List(list)) => match list.items.last_mut() {
            Some(last) => go_on(&mut last.blocks, content),
            None => blocks.push(Block::Paragraph(content)),
        },
        Some(
            Block::Heading { .. }
            | Block::Quote(_)
            | Block::Code(_)
            | Block::Table(_)
            | Block::Rule(_)
            | Block::Note(_),
        )
        | None => blocks.push(Block::Paragraph(content)),
    }
}

fn quotation(words: &mut Vec<Inline>) -> Option<Block> {
    (!words.is_empty()).then(|| Block::Quote(vec![Block::Paragraph(std::mem::take(words))]))
}

fn code_lines(code: &Code) -> Vec<Inline> {
    let mut words = Vec::new();
    for line in &code.lines {
        if !words.is_empty() {
            words.push(Inline::HardBreak);
        }
        let line = line.text.trim_end_matches('\n');
        words.extend((!line.is_empty()).then(|| Inline::Code(Run::plain(line))));
    }
    words
}

#[cfg(test)]
mod tests;
