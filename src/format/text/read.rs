//! Reads plain text: blocks between blank lines, and labels, marked headings and lists in them. What a short line is
//! depends on what follows it; `recognise` decides that.

use crate::markdown::{Block, Inline, List, ListItem, Run};
use crate::reading::{Head, ItemLine, Origin, Piece, Reading, item, label};

/// Reads plain text. Any text is valid; every character that is not structure is literal.
pub fn read(text: &str) -> Reading {
    let lines: Vec<&str> = text.lines().collect();
    let mut reader = Reader { pieces: Vec::new(), open: Vec::new(), is_labelled: false, is_listing: false };
    for paragraph in lines.split(|line| line.trim().is_empty()) {
        reader.paragraph(paragraph);
    }
    Reading {
        origin: Origin::Text,
        head: Head::default(),
        pieces: reader.pieces,
        remarks: Vec::new(),
        aside: Vec::new(),
        misread: 0,
    }
}

struct Reader<'a> {
    pieces: Vec<Piece>,
    /// The lines of the current paragraph.
    open: Vec<&'a str>,
    /// Whether the last piece was a label, below which even a single item is a list.
    is_labelled: bool,
    /// Whether the last piece was a list below a label, which continues across blank lines.
    is_listing: bool,
}

impl<'a> Reader<'a> {
    fn paragraph(&mut self, lines: &[&'a str]) {
        if self.goes_on(lines) {
            return;
        }
        let mut rest = lines;
        while let Some((line, after)) = rest.split_first() {
            let items = item_lines(rest);
            let is_list = items.len() > 1 || (self.is_labelled && items.len() == 1);
            if is_list && self.open.is_empty() {
                let used = items.iter().map(|item| item.lines).sum();
                let is_listing = self.is_labelled;
                self.push(list(&items));
                self.is_listing = is_listing;
                rest = rest.get(used..).unwrap_or_default();
                continue;
            }
            if items.len() > 1 {
                self.flush();
                continue;
            }
            rest = self.line(line.trim(), after);
        }
        self.flush();
    }

    /// Adds a paragraph that consists of items to the list below the last label. Returns whether it was one.
    fn goes_on(&mut self, lines: &[&str]) -> bool {
        let items = item_lines(lines);
        let is_whole = !items.is_empty() && items.iter().map(|item| item.lines).sum::<usize>() == lines.len();
        let is_numbered = items.first().is_some_and(|item| item.number.is_some());
        let Some(Block::List(open)) = self.pieces.last_mut().map(|piece| &mut piece.block) else { return false };
        if !self.is_listing || !is_whole || open.start.is_some() != is_numbered {
            return false;
        }
        if let Block::List(more) = list(&items) {
            open.items.extend(more.items);
        }
        true
    }

    /// Reads one line, and an underline after it.
    fn line<'b>(&mut self, line: &'a str, after: &'b [&'a str]) -> &'b [&'a str] {
        if label(line).is_some() && self.open.is_empty() {
            self.push(text_block(&[line]));
            self.is_labelled = true;
            return after;
        }
        if let Some((level, words)) = atx(line) {
            self.flush();
            self.heading(level, words);
            return after;
        }
        if let Some((level, rest)) = after.split_first().and_then(|(next, rest)| Some((underline(next)?, rest)))
            && self.open.is_empty()
        {
            self.heading(level, line);
            return rest;
        }
        self.open.push(line);
        after
    }

    fn heading(&mut self, level: u8, words: &str) {
        let is_label = label(words).is_some();
        self.push(Block::Heading { level, content: vec![Inline::Text(Run::plain(words))] });
        self.is_labelled = is_label;
    }

    fn flush(&mut self) {
        if !self.open.is_empty() {
            let block = text_block(&std::mem::take(&mut self.open));
            self.push(block);
        }
    }

    fn push(&mut self, block: Block) {
        self.is_labelled = false;
        self.is_listing = false;
        self.pieces.push(Piece { block, role: None, written: None });
    }
}

/// The items that the lines start with, all of the same kind. An indented line below an item continues it.
fn item_lines(lines: &[&str]) -> Vec<ItemLine> {
    let mut items: Vec<ItemLine> = Vec::new();
    for line in lines {
        let kind = items.first().map(|first| first.number.is_some());
        let margin = lines.first().map_or(0, |first| indent(first));
        match item(line) {
            Some(item) if kind.is_none_or(|numbered| numbered == item.number.is_some()) => items.push(item),
            _ if indent(line) > margin + 1 || (margin == 0 && line.starts_with('\t')) => {
                let Some(last) = items.last_mut() else { break };
                last.words.push(' ');
                last.words.push_str(line.trim());
                last.lines += 1;
            }
            _ => break,
        }
    }
    items
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn list(items: &[ItemLine]) -> Block {
    let to_item = |item: &ItemLine| ListItem { task: None, blocks: vec![text_block(&[&item.words])] };
    Block::List(
        List {
            start: items.first().and_then(|item| item.number),
            loose: false,
            items: items.iter().map(to_item).collect(),
        }
        .into(),
    )
}

fn text_block(lines: &[&str]) -> Block {
    let mut content = Vec::new();
    for line in lines {
        if !content.is_empty() {
            content.push(Inline::SoftBreak);
        }
        content.push(Inline::Text(Run::plain(*line)));
    }
    Block::Paragraph(content)
}

/// `## Text`, with or without closing markers.
fn atx(line: &str) -> Option<(u8, &str)> {
    let level = line.bytes().take_while(|b| *b == b'#').count();
    let words = line.get(level..)?;
    let is_heading = (1..=6).contains(&level) && words.starts_with(' ') && !words.trim().is_empty();
    is_heading.then(|| (u8::try_from(level).unwrap_or(6), words.trim().trim_end_matches('#').trim_end()))
}

/// A line of `=` or `-` below a heading.
fn underline(line: &str) -> Option<u8> {
    let line = line.trim();
    let is_all = |sign: char| line.len() > 2 && line.chars().all(|c| c == sign);
    match line {
        _ if is_all('=') => Some(1),
        _ if is_all('-') => Some(2),
        _ => None,
    }
}
